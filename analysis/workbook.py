"""XLSX: a frame as sheets of cells, within what a sheet and a cell can hold. What is too long goes on in further sheets and columns; nothing is cut off."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import numpy as np
import pandas as pd

from analysis.formulas import STARTS, harmless

# "Excel specifications and limits", Microsoft: rows of a sheet, and characters of a cell; Excel counts UTF-16 units.
ROWS, CHARACTERS = 1_048_576, 32_767
_DATA_ROWS = ROWS - 1  # the first row is the header
_BACK = 100  # characters that a cut may lie earlier, so that no cell starts like a formula
_CREATED = datetime(2000, 1, 1)  # stands in every file: the same rows give the same bytes
_STEP = 5_000  # rows between two reports of progress, about half a second
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a frame is laid out: how many cells each column needs, and how many sheets its rows."""

    widths: tuple[int, ...]
    sheets: int


def layout(frame: pd.DataFrame) -> Layout:
    """Return how a frame fits into sheets and cells."""
    return Layout(widths=tuple(_width(frame[name]) for name in frame.columns), sheets=max(1, math.ceil(len(frame) / _DATA_ROWS)))


def notes(frame: pd.DataFrame) -> list[str]:
    """Return in words where a frame does not fit into one sheet with a cell a value; nothing when it does."""
    found = layout(frame)
    long = [str(name) for name, width in zip(frame.columns, found.widths, strict=True) if width > 1]
    said = [f"A sheet holds {ROWS:,} rows: the rows go on in {found.sheets - 1} further sheets."] if found.sheets > 1 else []
    return said + [
        f"A cell holds {CHARACTERS:,} characters: longer texts go on in the columns {name} 2, {name} 3 and so on." for name in long
    ]


def write(frame: pd.DataFrame, file: BinaryIO, *, progress: Progress) -> None:
    """Write a frame as an XLSX workbook; numbers are numbers, texts are texts, and none is a formula or a link.

    Args:
        frame: Numbers, truth values and texts.
        file: Where to.
        progress: Called with (rows done, rows in all).
    """
    import xlsxwriter

    frame = harmless(frame)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    found = layout(frame)
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True})
    for number in range(found.sheets):
        sheet = book.add_worksheet("Rows" if number == 0 else f"Rows {number + 1}")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(_header(frame, found)):
            sheet.write_string(0, column, name, bold)
        first = number * _DATA_ROWS
        _rows(sheet, frame.iloc[first : first + _DATA_ROWS], found, lambda done, first=first: progress(first + done, len(frame)))  # type: ignore[misc]
    book.close()


def _rows(sheet: Any, frame: pd.DataFrame, found: Layout, done: Callable[[int], None]) -> None:
    writers = [_writer(sheet, frame[name], width) for name, width in zip(frame.columns, found.widths, strict=True)]
    places = [sum(found.widths[:number]) for number in range(len(found.widths))]
    for first in range(0, len(frame), _STEP):
        part = frame.iloc[first : first + _STEP]
        values = [part[name].astype("object").where(part[name].notna(), None).tolist() for name in part.columns]
        for row, cells in enumerate(zip(*values, strict=True), start=first + 1):
            for writer, place, value in zip(writers, places, cells, strict=True):
                if value is not None:
                    writer(row, place, value)
        done(first + len(part))


def _writer(sheet: Any, values: pd.Series, width: int) -> Callable[[int, int, Any], object]:
    """Return what writes a value of a column into its cell, or its cells."""
    if pd.api.types.is_bool_dtype(values):
        return sheet.write_boolean  # type: ignore[no-any-return]
    if pd.api.types.is_numeric_dtype(values):
        if not np.isinf(values.to_numpy("float64", na_value=np.nan)).any():
            return sheet.write_number  # type: ignore[no-any-return]
        # A cell cannot hold an infinite number.
        return lambda row, place, value: (
            sheet.write_string(row, place, str(value)) if math.isinf(value) else sheet.write_number(row, place, value)
        )
    if width == 1:
        return lambda row, place, value: sheet.write_string(row, place, str(value))

    def in_pieces(row: int, place: int, value: object) -> None:
        for number, piece in enumerate(pieces(str(value))):
            sheet.write_string(row, place + number, piece)

    return in_pieces


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that a cell can hold; joined they are the text again. No piece after the first starts like a formula."""
    while _units(text) > CHARACTERS:
        cut = _cut(text)
        back = next((at for at in range(cut, cut - _BACK, -1) if not text.startswith(STARTS, at)), cut)
        yield text[:back]
        text = text[back:] if back != cut or not text.startswith(STARTS, cut) else f"'{text[cut:]}"
    yield text


def _cut(text: str) -> int:
    """Return how many characters of a text a cell can hold."""
    head = text[:CHARACTERS]
    over = _units(head) - CHARACTERS
    while over > 0:
        head = head[: -math.ceil(over / 2)]
        over = _units(head) - CHARACTERS
    return len(head)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def _width(values: pd.Series) -> int:
    """Return how many cells the longest value of a column needs."""
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return 1
    texts = values.dropna().astype("str")
    long = texts[texts.str.len() > CHARACTERS // 2]  # a character is one UTF-16 unit or two
    return max((sum(1 for _ in pieces(text)) for text in long), default=1)


def _header(frame: pd.DataFrame, found: Layout) -> Sequence[str]:
    return [
        str(name) if number == 0 else f"{name} {number + 1}"
        for name, width in zip(frame.columns, found.widths, strict=True)
        for number in range(width)
    ]
