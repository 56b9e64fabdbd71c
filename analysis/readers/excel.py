"""Excel workbooks (XLSX): every sheet is a table with a header, read row by row."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from analysis import limits
from analysis.readers import archive, columns
from analysis.readers.reader import TOO_LARGE, UNREADABLE, Item, Reader, Row, Source, rejected

_HEADER_ROWS = 10
"""Rows from the top in which the names of the columns may stand, under a title or a date of export."""


def accepts(head: bytes, name: str) -> bool:
    """Return whether this is a workbook: a ZIP with a folder xl."""
    return head.startswith(b"PK\x03\x04") and (
        (b"[Content_Types].xml" in head and b"xl/" in head) or name.lower().endswith((".xlsx", ".xlsm"))
    )


def read(source: Source) -> Iterator[Item]:
    """Yield the rows of all sheets, numbered through."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # ships no type information

    problem = archive.check(source)
    if problem is not None:
        yield problem
        return
    with source.open() as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of styles that a workbook lacks
                book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (*archive.DAMAGE, KeyError, AttributeError, TypeError, SyntaxError) as error:
            yield rejected(source.name, None, UNREADABLE, f"The workbook is damaged ({type(error).__name__}).")
            return
        number = 0
        for sheet in book.worksheets:
            names: list[str] | None = None
            beyond: list[bool] = []
            for cells in _table(_rows(sheet, beyond)):
                width = f"{len(cells):,} columns; at most {limits.MAX_COLUMNS:,} are read."
                if names is None:
                    names = _names(cells)
                    if len(cells) > limits.MAX_COLUMNS:
                        yield rejected(source.name, None, TOO_LARGE, f"Sheet {sheet.title!r} has {width}")
                        break
                    continue
                number += 1
                if len(cells) > limits.MAX_COLUMNS:
                    yield rejected(source.name, number, TOO_LARGE, f"This row of sheet {sheet.title!r} has {width}")
                    continue
                unnamed = [f"column {place}" for place in range(len(names) + 1, len(cells) + 1)]
                yield Row(number=number, values=dict(zip([*names, *unnamed], cells, strict=False)), sheet=sheet.title)
            if beyond:
                detail = f"Sheet {sheet.title!r} has more than {limits.MAX_SHEET_ROWS:,} rows; the others were not read."
                yield rejected(source.name, None, TOO_LARGE, detail)


def _rows(sheet: Any, beyond: list[bool]) -> Iterator[tuple[object, ...]]:  # openpyxl has no type information
    """Yield the rows of a sheet, as many as one may have; what lies beyond is told in ``beyond``.

    A row that names a place far below stands behind empty ones, without end.
    """
    rows = sheet.iter_rows(values_only=True)
    for count in itertools.count():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of dates that are none
            cells = next(rows, None)
        if cells is None:
            return
        if count == limits.MAX_SHEET_ROWS:
            beyond.append(True)
            return
        yield cells


def _table(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows from the header on, without empty ones."""
    waiting: list[tuple[object, ...]] = []
    started = False
    for cells in rows:
        trimmed = _trimmed(cells)
        if not trimmed:
            continue
        if started:
            yield trimmed
            continue
        waiting.append(trimmed)
        started = _known(trimmed) >= 2 or len(waiting) == _HEADER_ROWS
        if started:
            yield from ([trimmed] if _known(trimmed) >= 2 else waiting)
    if not started:
        yield from waiting


def _trimmed(cells: Sequence[object]) -> tuple[object, ...]:
    last = max((place for place, cell in enumerate(cells) if cell is not None and cell != ""), default=-1)
    return tuple(cells[: last + 1])


def _known(cells: Sequence[object]) -> int:
    return sum(isinstance(cell, str) and len(cell) <= 60 and columns.is_known(cell) for cell in cells)


def _names(cells: Sequence[object]) -> list[str]:
    return columns.unique(["" if cell is None else str(cell) for cell in cells])


READER = Reader(
    name="Excel",
    extensions=(".xlsx", ".xlsm"),
    what="every sheet a table with a header",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_WHOLE_FILE,
)
