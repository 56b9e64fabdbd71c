"""How one table of a file is understood: its columns' names, which of them fill which field, and what the analyst is told of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers import columns, repair
from analysis.readers.columns import ColumnMap
from analysis.readers.mappings import Mappings, header_key
from analysis.readers.reader import NO_COLUMN, Item, Row, rejected

_HEADLESS: Final = "column 1"
MAX_NAMED: Final = 8  # unused columns that a note names
_MAX_LISTED: Final = 20  # columns that a message lists


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A table whose columns are understood.

    Attributes:
        sheet: Name of the sheet, where a file holds several tables.
        columns: The columns of its records.
        header: The key by which a mapping for these columns is remembered.
        column_map: Field -> columns that fill it.
        remembered: Whether the analyst chose that before, for the same header.
        notes: What the analyst should know of it.
    """

    sheet: str | None = None
    columns: tuple[str, ...] = ()
    header: str | None = None
    column_map: ColumnMap = field(default_factory=ColumnMap)
    remembered: bool = False
    notes: tuple[str, ...] = ()


def by_sheet(items: Iterable[Item]) -> Iterator[tuple[str | None, Iterator[Item]]]:
    """Return the items of each table of a file; what is no row belongs to the table before it."""
    sheet: list[str | None] = [None]

    def key(item: Item) -> str | None:
        if isinstance(item, Row):
            sheet[0] = item.sheet
        return sheet[0]

    return groupby(items, key)


def names_of(rows: Sequence[Row]) -> list[str]:
    """Return the columns of all rows, in order; of more than a table may have, those that most rows have."""
    counts = Counter(name for row in rows for name in row.values)
    if len(counts) <= limits.MAX_COLUMNS:
        return list(counts)
    often = {name for name, _ in counts.most_common(limits.MAX_COLUMNS)}
    return [name for name in counts if name in often]


def understand(file: str, rows: Sequence[Row], mappings: Mappings) -> Understood | RejectedRow:
    """Return how a table is read, from its first rows; the reason when no article can come from it.

    Args:
        file: The file's name.
        rows: The first rows, at least one.
        mappings: What the analyst chose.
    """
    names = names_of(rows)
    own = repair.own_columns(names)
    headless = own[:1] == [_HEADLESS] and all(name.startswith("column ") for name in own)
    chosen = mappings.chosen(file, own, has_header=not headless)
    sheet = rows[0].sheet
    where = f" in sheet {sheet!r}" if sheet else " in this file"
    missing = [column for column in chosen.mapping.values() if column and column not in names]
    if missing:
        listed = ", ".join(names[:_MAX_LISTED])
        return rejected(file, None, NO_COLUMN, f"There is no column {missing[0]!r}{where}. Its columns: {listed}")
    cells = [row.values for row in rows]
    guess = columns.guess_headless if headless else columns.guess
    column_map = guess(own, cells, mapping=chosen.mapping)
    if not column_map.has_content:
        listed = ", ".join(names[:_MAX_LISTED])
        detail = f"No column{where} holds titles or texts. Name one with --map title=COLUMN. Columns: {listed}"
        return rejected(file, None, NO_COLUMN, detail)
    told = [f"sheet {sheet!r} read"] if sheet else []
    told += ["columns mapped as chosen before for this header"] if chosen.remembered else []
    return Understood(
        sheet=sheet,
        columns=tuple(own),
        header=None if headless else header_key(own),
        column_map=column_map,
        remembered=chosen.remembered,
        notes=(*told, *_notes(own, cells, column_map)),
    )


def _notes(names: Sequence[str], cells: Sequence[Mapping[str, object]], column_map: ColumnMap) -> Iterator[str]:
    yield column_map.describe()
    unused = [name for name in names if name not in column_map.used]
    if unused:
        more = f" and {len(unused) - MAX_NAMED} more" if len(unused) > MAX_NAMED else ""
        yield f"columns not used: {', '.join(map(repr, unused[:MAX_NAMED]))}{more}"
    if not column_map.text:
        yield "holds no texts: its titles are read as headlines"
    others = columns.other_times(names, cells) if not column_map.published_at else []
    if others:
        listed = ", ".join(map(repr, others))
        yield f"no dates of publication; {listed} hold other times (--map published_at={others[0]} would take one)"
