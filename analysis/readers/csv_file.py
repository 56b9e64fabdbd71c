"""Tables in text: CSV, TSV, semicolons, bars, with or without a header, row by row. A damaged quotation mark costs a row, not the file."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TextIO

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers import columns, encoding
from analysis.readers.reader import BROKEN_ROW, TOO_LARGE, Decoded, Item, Note, Reader, Row, Source, rejected

DELIMITERS = (",", "\t", ";", "|")
_DELIMITER_NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_SAMPLE_RECORDS = 50
_BACKSLASHED = re.compile(r'\\"(?!\s*[,;\t|\r\n])')
_DOUBLED = re.compile(r'(?<=[^,;\t|\n])""(?=[^,;\t|\r\n])')
# A file that is not called .csv or .tsv must have at least so many known column names to be taken for a table.
_KNOWN_NAMES = 2
_LOOK_AHEAD = 20  # records that are looked at to tell whether a table goes on
_BLANK = frozenset(("\n", "\r\n", "\r"))
_MAX_NAME = 60
"""Characters of a column's name."""

csv.field_size_limit(limits.MAX_FIELD_CHARACTERS)


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
    form = _Form(delimiter=_delimiter(sample), backslash=_uses_backslash(sample))
    records = _first_records(sample, form.delimiter, _SAMPLE_RECORDS)
    has_header = _has_header(records)
    with source.open() as binary, encoding.open_text(binary, code, newline="") as stream:
        lines = _Lines(stream)
        found = _records(lines, form, source.name)
        header = next(found, None) if has_header else None
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
        yield from _rows(found, lines, names, form.delimiter, source.name)


def _rows(found: Iterator[list[str] | RejectedRow], lines: _Lines, names: Sequence[str], delimiter: str, file: str) -> Iterator[Item]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How the cells of a table are written: what separates them, and whether a quotation mark inside has a backslash or is doubled."""

    delimiter: str
    backslash: bool = False

    def reader(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        """Return the records of lines."""
        escape = "\\" if self.backslash else None
        return csv.reader(lines, delimiter=self.delimiter, strict=strict, escapechar=escape, doublequote=not self.backslash)

    def literal(self, line: str) -> list[str]:
        """Return the cells of a line in which quotation marks are characters like others."""
        return next(csv.reader([line], delimiter=self.delimiter, quoting=csv.QUOTE_NONE), [])

    def marks(self, line: str) -> int:
        """Return how many quotation marks of a line open or close a cell; doubled ones do neither, two at a time."""
        return line.count('"') - (line.count('\\"') if self.backslash else 0)


def _uses_backslash(sample: str) -> bool:
    return len(_BACKSLASHED.findall(sample)) > len(_DOUBLED.findall(sample))


class _Lines:
    """The lines of a stream, in bounded pieces, with those handed back read first."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.characters = 0
        self.handed_back = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next(limits.MAX_ROW_CHARACTERS + 1)
        while not self.taken and line in _BLANK:  # between two records
            line = self._next(limits.MAX_ROW_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self.characters += len(line)
        self.taken.append(line)
        if self.characters > limits.MAX_ROW_CHARACTERS:
            raise _RowTooLargeError
        return line

    def _next(self, most: int) -> str:
        return self._waiting.popleft() if self._waiting else self._stream.readline(most)

    def start(self) -> None:
        """Forget the lines of the record before."""
        self.taken = []
        self.characters = 0

    def hand_back(self, lines: Sequence[str]) -> None:
        """Have lines read once more."""
        self.handed_back += sum(map(len, lines))
        self._waiting.extendleft(reversed(lines))

    def skip_rest(self, form: _Form) -> None:
        """Drop what is left of a record that was too long to hold: the rest of its line, and of its field when a quotation mark is open."""
        is_open = sum(map(form.marks, self.taken)) % 2 == 1
        piece = self.taken[-1]
        while piece and (is_open or not piece.endswith("\n")):
            piece = self._next(limits.MEGABYTE)
            is_open ^= form.marks(piece) % 2 == 1


class _RowTooLargeError(Exception):
    """A record goes on beyond the limit."""


def _records(lines: _Lines, form: _Form, file: str) -> Iterator[list[str] | RejectedRow]:
    """Yield the records of a table; a record that cannot be read is a rejected row (its number is set by the caller)."""
    width = 0
    reader = form.reader(lines, strict=True)
    while True:
        lines.start()
        try:
            record = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLargeError) as error:
            if lines.handed_back > limits.MAX_REPAIR_CHARACTERS:
                yield rejected(file, 0, BROKEN_ROW, "Too many damaged rows; the rest of the file was not read.")
                return
            yield _repair(lines, form, width, error, file)
            reader = form.reader(lines, strict=True)
            continue
        width = width or len(record)
        yield record


def _repair(lines: _Lines, form: _Form, width: int, error: Exception, file: str) -> list[str] | RejectedRow:
    """Decide what to make of the lines of a broken record: read them leniently, or reject as few of them as possible."""
    taken = lines.taken
    first, rest = taken[0], taken[1:]
    begins = f"begins: {first[:80]}"
    too_long = isinstance(error, _RowTooLargeError) or "field larger" in str(error)
    if (too_long or "unexpected end" in str(error)) and not _resumes(rest, form, width):
        raw = "".join(taken)
        if not too_long:
            return rejected(file, 0, BROKEN_ROW, f"A quotation mark is never closed: the file may be cut off here. The row {begins}", raw)
        lines.skip_rest(form)
        if len(first) > limits.MAX_ROW_CHARACTERS:
            return rejected(file, 0, TOO_LARGE, f"A line of more than {limits.MAX_ROW_CHARACTERS:,} characters; it {begins}", raw)
        return rejected(file, 0, TOO_LARGE, f"A field of more than {limits.MAX_FIELD_CHARACTERS:,} characters; the row {begins}", raw)
    if not too_long and "unexpected end" not in str(error) and not _opens(taken, form, width):
        # A mark inside a quoted field that is not doubled is kept as text by the lenient parser, where the row then has its width.
        lenient = list(form.reader(taken, strict=False))
        if len(lenient) == 1 and len(lenient[0]) == width:
            return lenient[0]
    lines.hand_back(rest)
    literal = form.literal(first)
    if form.delimiter == "\t" and len(literal) == width:
        # Tables separated by tabs often do not quote at all: the mark is only a character.
        return literal
    return rejected(file, 0, BROKEN_ROW, f"A quotation mark is not closed or not doubled. The row {begins}", first)


def _opens(taken: Sequence[str], form: _Form, width: int) -> bool:
    """Whether the line at which a record breaks is a record of its own, so that the mark before it was never closed."""
    last = taken[-1]
    return len(taken) > 1 and f'{form.delimiter}"' in last and len(form.literal(last)) == width


def _resumes(rest: Sequence[str], form: _Form, width: int) -> bool:
    """Whether whole records follow, so that only the first line is damaged."""
    try:
        following = [record for record in islice(form.reader(rest, strict=False), _LOOK_AHEAD) if record]
    except csv.Error:
        return False
    # Lines of a text may have as many commas as the table has columns, but not most of them.
    return width > 1 and 2 * sum(len(record) == width for record in following) > len(following)


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
    if not whole or len(whole[0]) == 1:
        return (0, 0.0, 0)
    width = Counter(map(len, whole)).most_common(1)[0][0]
    known = sum(map(columns.is_known, whole[0]))
    return (known, sum(len(record) == width for record in whole) / len(whole), width)


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
