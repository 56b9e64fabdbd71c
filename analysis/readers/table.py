"""Rows to articles: columns are guessed from the first rows, dates read as the whole column asks, rows without content rejected."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar

from analysis import dates, limits
from analysis.article import Article, RejectedRow
from analysis.readers import columns, values
from analysis.readers.columns import ColumnMap
from analysis.readers.reader import (
    EMPTY_FILE,
    NO_COLUMN,
    NO_CONTENT,
    REPEATED,
    UNREADABLE,
    Item,
    Note,
    Reader,
    Row,
    Source,
    rejected,
)

_HEADLESS = "column 1"
_LOG = logging.getLogger(__name__)
T = TypeVar("T")


def _first(read: Callable[[object], T | None], names: Sequence[str], row: Mapping[str, object]) -> T | None:
    """Return the first filled value among a field's columns."""
    return next((found for name in names if (found := read(row.get(name)))), None)


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.values))


class Repeats:
    """The rows seen so far, so that an identical one is not counted twice."""

    def __init__(self) -> None:
        self._seen: dict[bytes, tuple[str | None, int | None]] = {}

    def checked(self, article: Article) -> Article | RejectedRow:
        """Return the article, or a rejected row when every field of it stood in an earlier row."""
        key = _digest(article)
        first = self._seen.setdefault(key, (article.source_file, article.source_row))
        if first == (article.source_file, article.source_row):
            return article
        return rejected(
            article.source_file or "", article.source_row, REPEATED, f"Every field is the same as in {first[0]}, row {first[1]}."
        )


def _digest(article: Article) -> bytes:
    when = article.published_at.isoformat() if article.published_at else ""
    parts = (article.title or "", article.text or "", article.outlet or "", "\x1e".join(article.authors), when, article.url or "")
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


MAX_NAMED = 8  # unused columns that a note names


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a table holds and how it would be read.

    Attributes:
        file: Its name.
        columns: Its columns in order.
        column_map: Field -> columns that would fill it.
        rows: The first rows as found: column -> value.
    """

    file: str
    columns: list[str]
    column_map: ColumnMap
    rows: list[Mapping[str, object]]


class Finisher:
    """One file on its way from rows to articles."""

    def __init__(self, source: Source, reader: Reader, *, mapping: Mapping[str, str], outlet: str | None) -> None:
        self._source = source
        self._reader = reader
        self._mapping = mapping
        self._outlet = outlet
        self._map = ColumnMap()
        self._order: dates.DateOrder | None = None
        self._from_text = 0

    def preview(self, count: int) -> Preview | None:
        """Return the columns, the guess and the first rows; None for a file that is no table."""
        rows = [item for item in islice(self._items(), limits.MAX_SAMPLE_ROWS) if isinstance(item, Row)]
        if not rows:
            return None
        self._understand(rows)
        return Preview(file=self._source.name, columns=_names(rows), column_map=self._map, rows=[row.values for row in rows[:count]])

    def articles(self) -> Iterator[Article | RejectedRow | Note]:
        """Yield what the file holds, with its name on every article."""
        items = self._items()
        first = list(islice(items, limits.MAX_SAMPLE_ROWS))
        if all(isinstance(item, Note) for item in first):
            yield rejected(self._source.name, None, EMPTY_FILE, "The file holds no article: perhaps only the names of columns.")
            return
        yield from (item for item in first if isinstance(item, Note))
        rows = [item for item in first if isinstance(item, Row)]
        if rows:
            problem = self._understand(rows)
            if problem is not None:
                yield problem
                return
            yield Note(file=self._source.name, text=self._map.describe())
            unused = [name for name in _names(rows) if name not in self._map.used]
            if unused:
                more = f" and {len(unused) - MAX_NAMED} more" if len(unused) > MAX_NAMED else ""
                yield Note(file=self._source.name, text=f"columns not used: {', '.join(map(repr, unused[:MAX_NAMED]))}{more}")
            if not self._map.text:
                yield Note(file=self._source.name, text="holds no texts: its titles are read as headlines")
            yield from self._other_times(rows)
        for item in chain((item for item in first if not isinstance(item, Note)), items):
            if isinstance(item, Row):
                yield self._article(item.values, item.number)
            elif isinstance(item, Article):
                yield self._named(item)
            else:
                yield item
        if self._from_text:
            yield Note(
                file=self._source.name, text=f"{self._from_text} dates taken from the dateline in the text, where nothing else gives one"
            )
        if self._order is not None and self._order.order is not None:
            yield Note(file=self._source.name, text=f"dates read {self._order.order}: {self._order.reason}")

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

    def _understand(self, rows: Sequence[Row]) -> RejectedRow | None:
        """Set the column map; the reason when the table has no column that articles can come from."""
        names = _names(rows)
        missing = [column for column in self._mapping.values() if column not in names]
        if missing:
            have = ", ".join(names[:20])
            return rejected(self._source.name, None, NO_COLUMN, f"There is no column {missing[0]!r} in this file. Its columns: {have}")
        cells = [row.values for row in rows]
        headless = not self._mapping and names[:1] == [_HEADLESS] and all(name.startswith("column ") for name in names)
        self._map = columns.guess_headless(cells, names) if headless else columns.guess(names, cells, mapping=self._mapping)
        if self._map.has_content:
            return None
        return rejected(
            self._source.name,
            None,
            NO_COLUMN,
            f"No column holds titles or texts. Name one with --map title=COLUMN. Columns: {', '.join(names[:20])}",
        )

    def _other_times(self, rows: Sequence[Row]) -> Iterator[Note]:
        """Say so when a table has times, but none of publication."""
        cells = [row.values for row in rows]
        others = columns.other_times(_names(rows), cells) if not self._map.published_at else []
        if others:
            text = (
                f"no dates of publication; {', '.join(map(repr, others))} hold other times (--map published_at={others[0]} would take one)"
            )
            yield Note(file=self._source.name, text=text)

    def _article(self, row: Mapping[str, object], number: int) -> Article | RejectedRow:
        title = _first(values.line, self._map.title, row)
        text = _first(values.text, self._map.text, row)
        if title is None and text is None:
            return rejected(self._source.name, number, NO_CONTENT, f"Columns looked in: {', '.join((*self._map.title, *self._map.text))}")
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
        if article.published_at is None and article.text and not dated_badly:
            article = self._dated_by_text(article, article.text)
        # Where nobody names the outlet, its address does; it is an outlet's name on the web.
        outlet = article.outlet or self._outlet or (values.host(article.url) if article.url else None)
        return replace(article, source_file=self._source.name, outlet=outlet)

    def _dated_by_text(self, article: Article, text: str) -> Article:
        """Take the date of the dateline, for an article that has none of its own, and remember that."""
        found = dates.in_dateline(text)
        self._from_text += found is not None
        return replace(article, published_at=found)

    def _date(self, cell: object) -> datetime | None:
        if self._order is None and dates.is_ambiguous(cell):
            # Only now does the column matter, so only now is it walked.
            self._order = dates.decide_order(self._column())
        order = self._order.order if self._order else None
        return dates.parse_one(cell, order=order or "day first")

    def _column(self) -> Iterator[object]:
        for item in self._items():
            if isinstance(item, Row):
                yield next((cell for name in self._map.published_at if not dates.is_missing(cell := item.values.get(name))), None)
