"""Tables in text: CSV, TSV, semicolons, bars, with or without a header, row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers import columns, csv_records, encoding
from analysis.readers.csv_records import Form, Lines
from analysis.readers.reader import BROKEN_ROW, TOO_LARGE, Decoded, Item, Note, Reader, Row, Source, rejected

DELIMITERS = (",", "\t", ";", "|")
_DELIMITER_NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_SAMPLE_RECORDS = 50
_BACKSLASHED = re.compile(r'\\"(?!\s*[,;\t|\r\n])')
_DOUBLED = re.compile(r'(?<=[^,;\t|\n])""(?=[^,;\t|\r\n])')
# A file that is not called .csv or .tsv must have at least so many known column names to be taken for a table.
_KNOWN_NAMES = 2
_HEADER_RECORDS = 10  # records from the top in which the names of the columns may stand
_MAX_NAME = 60
"""Characters of a column's name."""


def accepts(head: bytes, name: str) -> bool:
    """Return whether this is a table: text called .csv or .tsv, or any text whose first line names columns that we know."""
    if not encoding.is_text(head):
        return False
    text = encoding.decode(head)[0].lstrip("\n")
    if name.lower().endswith((".csv", ".tsv", ".tab", ".psv")):
        return not text.lstrip().startswith(("{", "<!", "<html", "<?xml"))
    first = _first_records(text, _delimiter(text), 1)
    return (
        len(first) == 1
        and len(first[0]) > 1
        and sum(map(columns.is_known, first[0])) >= _KNOWN_NAMES
        and all(len(cell) <= 40 for cell in first[0])
    )


def read(source: Source) -> Iterator[Item]:
    """Yield the rows of a table, a rejected row for each record that is broken, and notes on how it was read."""
    head = source.head()
    code = encoding.guess(head)
    sample = encoding.decode(head)[0]
    form = Form(delimiter=_delimiter(sample), backslash=_uses_backslash(sample))
    records = _first_records(sample, form.delimiter, _SAMPLE_RECORDS)
    above = _above_header(records)
    has_header = _has_header(records[above:])
    with source.open() as binary, encoding.open_text(binary, code, newline="") as stream:
        lines = Lines(stream)
        found = csv_records.records(lines, form, source.name)
        header = next((record for record in found if not above or record == records[above]), None) if has_header else None
        if isinstance(header, RejectedRow):
            yield header
            return
        width = len(header) if header is not None else max((len(record) for record in records), default=0)
        if width > limits.MAX_COLUMNS:
            yield rejected(source.name, None, TOO_LARGE, f"The table has {width:,} columns; at most {limits.MAX_COLUMNS:,} are read.")
            return
        names = columns.unique(header) if header is not None else [f"column {number}" for number in range(1, width + 1)]
        kind = "" if header is not None else ", without a header"
        yield Decoded(encoding=code.name)
        yield Note(file=source.name, text=f"read as {code.name}, columns separated by {_DELIMITER_NAMES[form.delimiter]}{kind}")
        if above:
            yield Note(file=source.name, text=f"{above} lines above the names of the columns not read")
        yield from _rows(found, lines, names, form.delimiter, source.name)


def _rows(found: Iterator[list[str] | RejectedRow], lines: Lines, names: Sequence[str], delimiter: str, file: str) -> Iterator[Item]:
    number = 0
    for record in found:
        if isinstance(record, list) and len(record) <= 1 and not "".join(record).strip():
            continue  # a blank line is no record
        number += 1
        if isinstance(record, RejectedRow):
            yield replace(record, row=number)
        elif len(names) == 1 < len(record):
            # A list of headlines: where nothing can be separated, a comma is a comma.
            yield Row(number=number, values={names[0]: delimiter.join(record)})
        elif len(record) > len(names) and any(record[len(names) :]):
            detail = f"{len(record)} fields where the table has {len(names)} columns; it begins: {_begin(record)}"
            yield rejected(file, number, BROKEN_ROW, detail, "".join(lines.taken))
        else:
            yield Row(number=number, values=dict(zip(names, record, strict=False)))


def _begin(record: Sequence[str]) -> str:
    return " | ".join(cell[:40] for cell in record[:4])


def _uses_backslash(sample: str) -> bool:
    return len(_BACKSLASHED.findall(sample)) > len(_DOUBLED.findall(sample))


def _first_records(text: str, delimiter: str, count: int) -> list[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        records = [record for record in islice(reader, count + 1) if any(record)]
    except csv.Error:
        return []
    return records[:count]


def _delimiter(text: str) -> str:
    """Return the separator that cuts the first records into the same number of columns most often; a comma when none does."""
    scores = {delimiter: _agreement(text, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _agreement(text: str, delimiter: str) -> tuple[int, float, int]:
    """(known names in the first record, share of records with its width, width); a width of one is no table."""
    records = _first_records(text, delimiter, _SAMPLE_RECORDS)
    # The last record of the sample may be cut off.
    whole = records[:-1] if len(records) > 2 else records
    whole = whole[_above_header(whole) :]
    if not whole or len(whole[0]) == 1:
        return (0, 0.0, 0)
    width = Counter(map(len, whole)).most_common(1)[0][0]
    known = sum(map(columns.is_known, whole[0]))
    return (known, sum(len(record) == width for record in whole) / len(whole), width)


def _above_header(records: Sequence[Sequence[str]]) -> int:
    """Return how many records stand above the names of the columns: what was searched for, a day, "sep=;"."""
    for number, record in enumerate(records[:_HEADER_RECORDS]):
        if sum(map(columns.is_known, record)) >= _KNOWN_NAMES:
            return number if all(sum(map(bool, above)) < len(record) for above in records[:number]) else 0
    return 0


def _has_header(records: Sequence[Sequence[str]]) -> bool:
    """Whether the first record names columns rather than being an article itself."""
    if not records:
        return False
    first = records[0]
    if any(columns.is_known(cell) for cell in first):
        return True
    return all(len(cell) <= _MAX_NAME for cell in first) and not any(map(columns.is_data, first))


READER = Reader(
    name="CSV",
    extensions=(".csv", ".tsv", ".tab"),
    what="a table in text, with or without a header",
    accepts=accepts,
    read=read,
)
