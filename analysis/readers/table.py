"""Rows to articles: columns are guessed from the first rows, dates read as the whole column asks, rows without content rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar

from analysis import dates, limits
from analysis.article import Article, RejectedRow
from analysis.readers import repair, values
from analysis.readers.columns import FIELDS
from analysis.readers.mappings import Mappings, header_key
from analysis.readers.reader import (
    EMPTY_FILE,
    NO_CONTENT,
    REPEATED,
    TOO_LARGE,
    Decoded,
    FileRead,
    Item,
    Note,
    Reader,
    Row,
    Source,
    rejected,
    unharmed,
)
from analysis.readers.repeats import Repeats
from analysis.readers.understanding import Preview, Understood, by_sheet, names_of, understand

T = TypeVar("T")


def _first(read: Callable[[object], T | None], names: Sequence[str], row: Mapping[str, object]) -> T | None:
    """Return the first filled value among a field's columns."""
    return next((found for name in names if (found := read(row.get(name)))), None)


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
        self._rows = self._kept = self._rejected = self._from_text = self._from_address = self._cut = 0
        self._columns_used: dict[str, list[str]] = {}
        self._decided: dates.DateOrder | None = None
        # Of the table that is being read; a workbook has several.
        self._table = Understood()
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
        found = understand(self._source.name, rows, self._mappings)
        self._table = found if isinstance(found, Understood) else Understood()
        fields = [self._fields(row.values) for row in rows[:count]]
        order = self._order if self._order and self._order.order else None
        return Preview(
            file=self._source.name,
            columns=repair.own_columns(names_of(rows)),
            header=header_key(repair.own_columns(names_of(rows))),
            encoding=self._encoding,
            column_map=self._table.column_map,
            remembered=self._table.remembered,
            order=f"{order.order}: {order.reason}" if order else None,
            rows=[row.values for row in rows[:count]],
            fields=fields,
        )

    def articles(self) -> Iterator[Article | RejectedRow | FileRead]:
        """Yield what the file holds, with its name on every article, and at the end how it was read."""
        for _, items in by_sheet(self._items()):
            for item in self._of_table(items):
                self._rows += 1
                found = item if isinstance(item, RejectedRow) else self._checked(*item)
                self._kept += isinstance(found, Article)
                self._rejected += isinstance(found, RejectedRow)
                yield found
        if not self._rows:
            self._rows = self._rejected = 1
            yield rejected(self._source.name, None, EMPTY_FILE, "The file holds no article: perhaps only the names of columns.")
        if self._cut:
            self._notes.append(f"{self._cut} texts are only the beginnings of articles: their source cut them off ([+... chars])")
        for count, place in ((self._from_text, "dateline in the text"), (self._from_address, "address")):
            if count:
                self._notes.append(f"{count} dates taken from the {place}, where nothing else gives one")
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

    def _of_table(self, items: Iterator[Item]) -> Iterator[tuple[Article, Row | None] | RejectedRow]:
        """Yield the articles of one table with the rows they come from, and what was rejected on the way."""
        first = [self._noted(item) for item in islice(items, limits.MAX_SAMPLE_ROWS)]
        rows = [item for item in first if isinstance(item, Row)]
        if rows:
            found = understand(self._source.name, rows, self._mappings)
            if isinstance(found, RejectedRow):
                yield found
                return
            self._start(found)
        for item in chain(first, map(self._noted, items)):
            if isinstance(item, Row):
                yield self._article(item)
            elif isinstance(item, Article):
                yield self._finished(item)
            elif isinstance(item, RejectedRow):
                yield item if item.file else replace(item, file=self._source.name)
        if self._order is not None and self._order.order is not None:
            self._decided = self._order
            self._notes.append(f"dates read {self._order.order}: {self._order.reason}")

    def _start(self, table: Understood) -> None:
        self._table, self._order = table, None
        self._notes += table.notes
        self._headers += [table.header] if table.header and table.header not in self._headers else []
        for field in FIELDS:
            used = self._columns_used.setdefault(field, [])
            used += [name for name in getattr(table.column_map, field) if name not in used]

    def _noted(self, item: Item) -> Item:
        """Return the item, having taken down what it says of the whole file."""
        if isinstance(item, Note):
            self._notes.append(item.text)
        elif isinstance(item, Decoded):
            self._encoding = item.encoding
        return item

    def _items(self) -> Iterator[Item]:
        return unharmed(self._reader.read(self._source), self._source.name, self._reader.name)

    def _finished(self, article: Article) -> tuple[Article, None] | RejectedRow:
        """Return an article that its reader has made, or rejected when there is nothing in it."""
        if values.is_blank(article.title) and values.is_blank(article.text):
            return rejected(self._source.name, article.source_row, NO_CONTENT, f"There is no text in this {self._reader.name} file.")
        return self._named(article), None

    def _article(self, row: Row) -> tuple[Article, Row] | RejectedRow:
        article = self._read(row.values, row.number)
        if article is None:
            looked = ", ".join((*self._table.column_map.title, *self._table.column_map.text))
            return rejected(*self._place(row), NO_CONTENT, f"Columns looked in: {looked}", self._content(row))
        longest = max(len(article.text or ""), len(article.title or ""), len(article.outlet or ""), len(article.url or ""))
        if longest > limits.MAX_FIELD_CHARACTERS:
            detail = f"A field of {longest:,} characters; at most {limits.MAX_FIELD_CHARACTERS:,} are read."
            return rejected(*self._place(row), TOO_LARGE, detail)
        file, number = self._place(row)
        return replace(article, source_file=file, source_row=number), row

    def _place(self, row: Row) -> tuple[str, int]:
        """Return the file and the row where a record stands; of a repaired one, where it stood when it was rejected."""
        return repair.first_place(row.values) or (self._source.name, row.number)

    def _read(self, row: Mapping[str, object], number: int) -> Article | None:
        used = self._table.column_map
        title = _first(values.line, used.title, row)
        text = _first(values.text, used.text, row)
        if title is None and text is None:
            return None
        url = _first(values.url, used.url, row)
        article = Article(
            title=title,
            text=text,
            outlet=self._outlet_of(_first(values.outlet, used.outlet, row), url),
            authors=_first(values.authors, used.authors, row) or (),
            published_at=_first(self._date, used.published_at, row),
            url=url,
            source_file=self._source.name,
            source_row=number,
        )
        self._cut += any(values.is_cut(row.get(name)) for name in used.text)
        # A date that cannot be read is told to the analyst as such, not replaced by a guess.
        if article.published_at is not None or any(not dates.is_missing(row.get(name)) for name in used.published_at):
            return article
        return self._dated(article)

    def _named(self, article: Article) -> Article:
        named = replace(article, source_file=self._source.name, outlet=self._outlet_of(article.outlet, article.url))
        return named if named.published_at is not None else self._dated(named)

    def _outlet_of(self, outlet: str | None, url: str | None) -> str | None:
        """Return the outlet. Where nobody names it, its address does; it is an outlet's name on the web."""
        return outlet or self._outlet or (values.host(url) if url else None)

    def _dated(self, article: Article) -> Article:
        """Return an article that has no date with the one of its dateline or address, and count that."""
        found = dates.in_dateline(article.text) if article.text else None
        if found is not None:
            self._from_text += 1
            return replace(article, published_at=found, dated_by="dateline")
        found = dates.in_address(article.url) if article.url else None
        if found is None:
            return article
        self._from_address += 1
        return replace(article, published_at=found, dated_by="address")

    def _checked(self, article: Article, row: Row | None) -> Article | RejectedRow:
        """Return the article, or a rejected row when every field of it stood in an earlier row."""
        earlier = self._repeats.earlier(article)
        if earlier is None:
            return article
        found = self._content(row) if row else repair.content(_shown(article))
        return rejected(
            article.source_file or self._source.name, article.source_row, REPEATED, f"Every field is the same as in {earlier}.", found
        )

    def _content(self, row: Row) -> str:
        """Return a record as found. A date that can only be read beside its neighbours is written as it was read here: alone it says another."""
        ambiguous = {
            name: self._date(row.values[name]) for name in self._table.column_map.published_at if dates.is_ambiguous(row.values.get(name))
        }
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
            if isinstance(item, Row) and item.sheet == self._table.sheet:
                yield next(
                    (cell for name in self._table.column_map.published_at if not dates.is_missing(cell := item.values.get(name))), None
                )


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
