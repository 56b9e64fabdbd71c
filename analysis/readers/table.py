"""Rows to articles: columns are guessed from the first rows, dates read as the whole column asks, rows without content rejected."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby, islice
from typing import TypeVar

from analysis import dates, limits
from analysis.article import Article, RejectedRow
from analysis.readers import columns, repair, values
from analysis.readers.columns import FIELDS, ColumnMap
from analysis.readers.mappings import Mappings, header_key
from analysis.readers.reader import (
    EMPTY_FILE,
    NO_COLUMN,
    NO_CONTENT,
    REPEATED,
    TOO_LARGE,
    UNREADABLE,
    Decoded,
    FileRead,
    Item,
    Note,
    Reader,
    Row,
    Source,
    rejected,
)
from analysis.readers.repeats import Repeats

_HEADLESS = "column 1"
_LOG = logging.getLogger(__name__)
T = TypeVar("T")

MAX_NAMED = 8  # unused columns that a note names


def _first(read: Callable[[object], T | None], names: Sequence[str], row: Mapping[str, object]) -> T | None:
    """Return the first filled value among a field's columns."""
    return next((found for name in names if (found := read(row.get(name)))), None)


def _names(rows: Sequence[Row]) -> list[str]:
    """Return the columns of all rows, in order; of more than a table may have, those that most rows have."""
    counts = Counter(name for row in rows for name in row.values)
    if len(counts) <= limits.MAX_COLUMNS:
        return list(counts)
    often = {name for name, _ in counts.most_common(limits.MAX_COLUMNS)}
    return [name for name in counts if name in often]


def _by_sheet(items: Iterable[Item]) -> Iterator[tuple[str | None, Iterator[Item]]]:
    """Return the items of each table of a file; what is no row belongs to the table before it."""
    sheet: list[str | None] = [None]

    def key(item: Item) -> str | None:
        if isinstance(item, Row):
            sheet[0] = item.sheet
        return sheet[0]

    return groupby(items, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a table holds and how it would be read; of a workbook, its first sheet.

    Attributes:
        file: Its name.
        columns: Its columns in order.
        header: The key by which a mapping for these columns is remembered.
        encoding: Encoding of its text; None for formats that fix theirs.
        column_map: Field -> columns that would fill it.
        remembered: Whether that was chosen before for the same header.
        order: How dates such as 03/04/2024 would be read, and why; None when none needs a decision.
        rows: The first rows as found: column -> value.
        fields: What each of these rows would give: field -> value, times in ISO 8601 (UTC), authors separated by semicolons.
    """

    file: str
    columns: list[str]
    header: str
    encoding: str | None
    column_map: ColumnMap
    remembered: bool
    order: str | None
    rows: list[Mapping[str, object]]
    fields: list[dict[str, str | None]]


class Finisher:
    """One file on its way from rows to articles."""

    def __init__(
        self, source: Source, reader: Reader, *, mappings: Mappings | None = None, outlet: str | None = None, repeats: Repeats | None = None
    ) -> None:
        self._source = source
        self._reader = reader
        self._mappings = mappings or Mappings()
        self._outlet = outlet
        self._repeats = repeats or Repeats()
        self._encoding: str | None = None
        self._notes: list[str] = []
        self._headers: list[str] = []
        self._rows = self._kept = self._rejected = self._from_text = 0
        self._columns_used: dict[str, list[str]] = {}
        self._decided: dates.DateOrder | None = None
        # Of the table that is being read; a workbook has several.
        self._sheet: str | None = None
        self._map = ColumnMap()
        self._remembered = False
        self._order: dates.DateOrder | None = None
        self._looked_at: int | None = None

    def preview(self, count: int) -> Preview | None:
        """Return the columns, the guess and the first rows; None for a file that is no table."""
        sample = [self._noted(item) for item in islice(self._items(), limits.MAX_SAMPLE_ROWS)]
        rows = [item for item in sample if isinstance(item, Row)]
        rows = [row for row in rows if row.sheet == rows[0].sheet]
        if not rows:
            return None
        self._looked_at = limits.MAX_PREVIEW_ROWS
        self._start_table(rows)
        fields = [self._fields(row.values) for row in rows[:count]]
        order = self._order if self._order and self._order.order else None
        return Preview(
            file=self._source.name,
            columns=_names(rows),
            header=header_key(_names(rows)),
            encoding=self._encoding,
            column_map=self._map,
            remembered=self._remembered,
            order=f"{order.order}: {order.reason}" if order else None,
            rows=[row.values for row in rows[:count]],
            fields=fields,
        )

    def articles(self) -> Iterator[Article | RejectedRow | FileRead]:
        """Yield what the file holds, with its name on every article, and at the end how it was read."""
        for _, items in _by_sheet(self._items()):
            for item in self._table(items):
                self._rows += 1
                found = item if isinstance(item, RejectedRow) else self._checked(*item)
                self._kept += isinstance(found, Article)
                self._rejected += isinstance(found, RejectedRow)
                yield found
        if not self._rows:
            self._rows = self._rejected = 1
            yield rejected(self._source.name, None, EMPTY_FILE, "The file holds no article: perhaps only the names of columns.")
        if self._from_text:
            self._notes.append(f"{self._from_text} dates taken from the dateline in the text, where nothing else gives one")
        yield FileRead(
            file=self._source.name,
            format=self._reader.name,
            encoding=self._encoding,
            rows=self._rows,
            kept=self._kept,
            rejected=self._rejected,
            column_map=self._columns_used,
            date_order=self._decided.order if self._decided else None,
            date_reason=self._decided.reason if self._decided else None,
            headers=tuple(self._headers),
            notes=tuple(self._notes),
        )

    def _table(self, items: Iterator[Item]) -> Iterator[tuple[Article, Row | None] | RejectedRow]:
        """Yield the articles of one table with the rows they come from, and what was rejected on the way."""
        first = [self._noted(item) for item in islice(items, limits.MAX_SAMPLE_ROWS)]
        rows = [item for item in first if isinstance(item, Row)]
        problem = self._start_table(rows) if rows else None
        if problem is not None:
            yield problem
            return
        if rows:
            self._describe(rows)
        for item in chain(first, map(self._noted, items)):
            if isinstance(item, Row):
                yield self._article(item)
            elif isinstance(item, Article):
                yield self._named(item), None
            elif isinstance(item, RejectedRow):
                yield item
        if self._order is not None and self._order.order is not None:
            self._decided = self._order
            self._notes.append(f"dates read {self._order.order}: {self._order.reason}")

    def _noted(self, item: Item) -> Item:
        """Return the item, having taken down what it says of the whole file."""
        if isinstance(item, Note):
            self._notes.append(item.text)
        elif isinstance(item, Decoded):
            self._encoding = item.encoding
        return item

    def _items(self) -> Iterator[Item]:
        """Yield what the reader yields; a fault of the disk ends the file, not the run."""
        items = self._reader.read(self._source)
        while True:
            try:
                item = next(items)
            except StopIteration:
                return
            except OSError as error:
                yield rejected(self._source.name, None, UNREADABLE, f"Reading stopped: {error.strerror or error}.")
                return
            except Exception as error:  # whatever a library makes of hostile bytes must cost this file only
                _LOG.warning("Reading of a %s file stopped", self._reader.name, exc_info=error)
                yield rejected(
                    self._source.name, None, UNREADABLE, f"The file is damaged or no {self._reader.name} ({type(error).__name__})."
                )
                return
            yield item

    def _start_table(self, rows: Sequence[Row]) -> RejectedRow | None:
        """Set the column map; the reason when the table has no column that articles can come from."""
        names = _names(rows)
        own = repair.own_columns(names)
        headless = own[:1] == [_HEADLESS] and all(name.startswith("column ") for name in own)
        chosen = self._mappings.chosen(self._source.name, names, has_header=not headless)
        self._sheet, self._order, self._remembered = rows[0].sheet, None, chosen.remembered
        if not headless:
            self._headers.append(header_key(names))
        where = f" in sheet {self._sheet!r}" if self._sheet else " in this file"
        missing = [column for column in chosen.mapping.values() if column and column not in names]
        if missing:
            have = ", ".join(names[:20])
            return rejected(self._source.name, None, NO_COLUMN, f"There is no column {missing[0]!r}{where}. Its columns: {have}")
        cells = [row.values for row in rows]
        guess = columns.guess_headless if headless else columns.guess
        self._map = guess(own, cells, mapping=chosen.mapping)
        if self._map.has_content:
            return None
        detail = f"No column{where} holds titles or texts. Name one with --map title=COLUMN. Columns: {', '.join(names[:20])}"
        return rejected(self._source.name, None, NO_COLUMN, detail)

    def _describe(self, rows: Sequence[Row]) -> None:
        """Take down how a table is read."""
        names, cells = repair.own_columns(_names(rows)), [row.values for row in rows]
        for field in FIELDS:
            used = self._columns_used.setdefault(field, [])
            used += [name for name in getattr(self._map, field) if name not in used]
        if self._sheet:
            self._notes.append(f"sheet {self._sheet!r} read")
        if self._remembered:
            self._notes.append("columns mapped as chosen before for this header")
        self._notes.append(self._map.describe())
        unused = [name for name in names if name not in self._map.used]
        if unused:
            more = f" and {len(unused) - MAX_NAMED} more" if len(unused) > MAX_NAMED else ""
            self._notes.append(f"columns not used: {', '.join(map(repr, unused[:MAX_NAMED]))}{more}")
        if not self._map.text:
            self._notes.append("holds no texts: its titles are read as headlines")
        others = columns.other_times(names, cells) if not self._map.published_at else []
        if others:
            listed = ", ".join(map(repr, others))
            self._notes.append(f"no dates of publication; {listed} hold other times (--map published_at={others[0]} would take one)")

    def _article(self, row: Row) -> tuple[Article, Row] | RejectedRow:
        longest = max((len(cell) for cell in row.values.values() if isinstance(cell, str)), default=0)
        if longest > limits.MAX_FIELD_CHARACTERS:
            detail = f"A field of {longest:,} characters; at most {limits.MAX_FIELD_CHARACTERS:,} are read."
            return rejected(self._source.name, row.number, TOO_LARGE, detail)
        article = self._read(row.values, row.number)
        if article is None:
            looked = ", ".join((*self._map.title, *self._map.text))
            return rejected(self._source.name, row.number, NO_CONTENT, f"Columns looked in: {looked}", self._content(row))
        return article, row

    def _read(self, row: Mapping[str, object], number: int) -> Article | None:
        title = _first(values.line, self._map.title, row)
        text = _first(values.text, self._map.text, row)
        if title is None and text is None:
            return None
        return self._named(
            Article(
                title=title,
                text=text,
                outlet=_first(values.outlet, self._map.outlet, row),
                authors=_first(values.authors, self._map.authors, row) or (),
                published_at=_first(self._date, self._map.published_at, row),
                url=_first(values.url, self._map.url, row),
                source_row=number,
            ),
            # A date that cannot be read is told to the analyst as such, not replaced by a guess.
            dated_badly=any(not dates.is_missing(row.get(name)) for name in self._map.published_at),
        )

    def _named(self, article: Article, *, dated_badly: bool = False) -> Article:
        found = dates.in_dateline(article.text) if article.published_at is None and article.text and not dated_badly else None
        # Where nobody names the outlet, its address does; it is an outlet's name on the web.
        outlet = article.outlet or self._outlet or (values.host(article.url) if article.url else None)
        if found is None:
            return replace(article, source_file=self._source.name, outlet=outlet)
        self._from_text += 1
        return replace(article, source_file=self._source.name, outlet=outlet, published_at=found, dated_by="dateline")

    def _checked(self, article: Article, row: Row | None) -> Article | RejectedRow:
        """Return the article, or a rejected row when every field of it stood in an earlier row."""
        earlier = self._repeats.earlier(article)
        if earlier is None:
            return article
        found = self._content(row) if row else repair.content(_shown(article))
        return rejected(self._source.name, article.source_row, REPEATED, f"Every field is the same as in {earlier}.", found)

    def _content(self, row: Row) -> str:
        """Return a record as found. A date that can only be read beside its neighbours is written as it was read here: alone it says another."""
        ambiguous = {name: self._date(row.values[name]) for name in self._map.published_at if dates.is_ambiguous(row.values.get(name))}
        return repair.content({**row.values, **ambiguous})

    def _fields(self, row: Mapping[str, object]) -> dict[str, str | None]:
        article = self._read(row, 1)
        return dict.fromkeys(FIELDS) if article is None else _shown(article)

    def _date(self, cell: object) -> datetime | None:
        if self._order is None and dates.is_ambiguous(cell):
            # Only now does the column matter, so only now is it walked.
            self._order = dates.decide_order(islice(self._column(), self._looked_at))
        order = self._order.order if self._order else None
        return dates.parse_one(cell, order=order or "day first")

    def _column(self) -> Iterator[object]:
        for item in self._items():
            if isinstance(item, Row) and item.sheet == self._sheet:
                yield next((cell for name in self._map.published_at if not dates.is_missing(cell := item.values.get(name))), None)


def _shown(article: Article) -> dict[str, str | None]:
    """Return the fields of an article as text."""
    return {
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "authors": "; ".join(article.authors) or None,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "url": article.url,
    }
