"""Lines to the records of a table in text. A damaged quotation mark costs a row, not the file; what a table's columns mean is not known here."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TextIO

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers.reader import BROKEN_ROW, TOO_LARGE, rejected

_LOOK_AHEAD: Final = 20  # records that are looked at to tell whether a table goes on
_BLANK: Final = frozenset(("\n", "\r\n", "\r"))

csv.field_size_limit(limits.MAX_FIELD_CHARACTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
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


class Lines:
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

    def skip_rest(self, form: Form) -> None:
        """Drop what is left of a record that was too long to hold: the rest of its line, and of its field when a quotation mark is open."""
        is_open = sum(map(form.marks, self.taken)) % 2 == 1
        piece = self.taken[-1]
        while piece and (is_open or not piece.endswith("\n")):
            piece = self._next(limits.MEGABYTE)
            is_open ^= form.marks(piece) % 2 == 1


class _RowTooLargeError(Exception):
    """A record goes on beyond the limit."""


def records(lines: Lines, form: Form, file: str) -> Iterator[list[str] | RejectedRow]:
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


def _repair(lines: Lines, form: Form, width: int, error: Exception, file: str) -> list[str] | RejectedRow:
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


def _opens(taken: Sequence[str], form: Form, width: int) -> bool:
    """Whether the line at which a record breaks is a record of its own, so that the mark before it was never closed."""
    last = taken[-1]
    return len(taken) > 1 and f'{form.delimiter}"' in last and len(form.literal(last)) == width


def _resumes(rest: Sequence[str], form: Form, width: int) -> bool:
    """Whether whole records follow, so that only the first line is damaged."""
    try:
        following = [record for record in islice(form.reader(rest, strict=False), _LOOK_AHEAD) if record]
    except csv.Error:
        return False
    # Lines of a text may have as many commas as the table has columns, but not most of them.
    return width > 1 and 2 * sum(len(record) == width for record in following) > len(following)
