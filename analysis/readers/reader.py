"""What a reader is and what it yields. The readers import this; it knows no format."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from analysis import limits
from analysis.article import Article, RejectedRow

EMPTY_FILE = "empty file"
NOT_NEWS = "not a news file"
TOO_LARGE = "too large"
UNREADABLE = "cannot be read"
BROKEN_ROW = "broken row"
NO_CONTENT = "no text or title"
NO_COLUMN = "no column with text or titles"
REPEATED = "repeats an earlier row"

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_NOT_KEPT = " (the record is too long to be kept here)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Allowance:
    """How many bytes may still be unpacked; shared by an archive and all archives inside it."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, size: int) -> bool:
        """Take bytes off; False when there are not enough left."""
        self.left -= size
        return self.left >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read: on disk, or a member of an archive that was unpacked into memory.

    Attributes:
        name: Name for people, relative to the folder that was given.
        size: Its length in bytes.
        open: Opens it from the start, as often as it is asked.
        depth: How many archives it was taken out of.
        allowance: What may still be unpacked out of the archive it came in; None for a file on disk.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    depth: int = 0
    allowance: Allowance | None = None

    def head(self) -> bytes:
        """Return the first bytes, for telling the format."""
        with self.open() as stream:
            return stream.read(limits.HEAD_BYTES)

    def bytes(self) -> bytes:
        """Return the whole content."""
        with self.open() as stream:
            return stream.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record of a table, before its columns are understood.

    Attributes:
        number: Number of the record in the file, from 1.
        values: Column name -> value as found, in the order of the file.
        sheet: Name of the sheet it stands in, where a file holds several tables; each has columns of its own.
    """

    number: int
    values: Mapping[str, object]
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The encoding in which a reader reads its file, by its name for people."""

    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the analyst should know of a file that was read, in plain words."""

    file: str
    text: str

    def __str__(self) -> str:
        """Return the note with the name of its file."""
        return f"{self.file}: {self.text}"


Item = Row | Article | RejectedRow | Note | Decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """How one file was read: what the analyst is shown of it, and what is stored with the import.

    Attributes:
        file: Its name; a file in an archive has the archive's name before its own.
        format: Name of the reader; None when no reader takes the file.
        encoding: Encoding of its text; None for formats that fix theirs.
        rows: Records found. A file that is rejected whole counts as one.
        kept: Articles made of them.
        rejected: Rejected rows made of them.
        column_map: Field -> columns that filled it, the first filled one of each row; empty for a file that is no table.
        date_order: How dates such as 03/04/2024 were read; None when none needed a decision.
        date_reason: What decided it.
        headers: Keys of its tables' headers, by which a choice of columns is remembered.
        notes: All that the analyst should know, in plain words.
    """

    file: str
    format: str | None
    encoding: str | None = None
    rows: int
    kept: int
    rejected: int
    column_map: Mapping[str, list[str]] = field(default_factory=dict)
    date_order: str | None = None
    date_reason: str | None = None
    headers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every record found is either kept or rejected."""
        return self.rows == self.kept + self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A file format.

    Attributes:
        name: What `dateline formats` calls it.
        extensions: Usual endings, for people and file choosers; the format is told by content.
        what: One line: what is read from such a file.
        accepts: (first bytes, file name) -> whether this reader takes the file.
        read: Yields rows, or finished articles, rejected rows and notes, in the order of the file.
        max_bytes: The largest file it takes, None when it reads row by row.
        unpack: For archives: yields the files inside, which are then read each by its own format; `read` is not called.
    """

    name: str
    extensions: tuple[str, ...]
    what: str
    accepts: Callable[[bytes, str], bool]
    read: Callable[[Source], Iterator[Item]]
    max_bytes: int | None = None
    unpack: Callable[[Source], Iterator[Source | RejectedRow]] | None = None


def rejected(file: str, row: int | None, reason: str, detail: str, content: str | None = None) -> RejectedRow:
    """Return a rejected row whose detail is one line of bounded length, with the record as found when that is bounded too."""
    line = storable(_CONTROL.sub(" ", detail).strip())
    too_long = content is not None and len(content) > limits.MAX_KEPT_RECORD
    ending = _NOT_KEPT if too_long else ""
    if len(line) + len(ending) > limits.MAX_DETAIL:
        line = line[: limits.MAX_DETAIL - len(ending) - 1] + "…"
    return RejectedRow(
        file=file, row=row, reason=reason, detail=line + ending, content=None if content is None or too_long else storable(content)
    )


def unharmed(items: Iterator[T], file: str, format_: str) -> Iterator[T | RejectedRow]:
    """Yield what a reader yields; where it fails, a rejected row ends the file and not the run."""
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except OSError as error:
            yield rejected(file, None, UNREADABLE, f"Reading stopped: {error.strerror or error}.")
            return
        # Fuzzing made zipfile raise IndexError, striprtf OverflowError, openpyxl KeyError and AttributeError, lxml and pyarrow errors of their
        # own: no list is complete, and what a library makes of hostile bytes must cost this file only.
        except Exception as error:
            _LOG.warning("Reading of a %s file stopped", format_, exc_info=error)
            yield rejected(file, None, UNREADABLE, f"The file is damaged or no {format_} ({type(error).__name__}).")
            return
        yield item


def storable(text: str) -> str:
    """Return text without halves of characters, which JSON can write and no table can store."""
    return text.encode("utf-8", "replace").decode("utf-8")


def megabytes(size: float) -> str:
    """Return a size for a message: "1.4 MB"."""
    return f"{size / limits.MEGABYTE:,.1f} MB"


def memory_source(data: bytes, name: str, *, depth: int = 0, allowance: Allowance | None = None) -> Source:
    """Return the source of a file that was unpacked."""
    return Source(name=name, size=len(data), open=lambda: io.BytesIO(data), depth=depth, allowance=allowance)


def disk_source(path: Path, name: str) -> Source:
    """Return the source of a file on disk.

    Raises:
        OSError: The file is gone or may not be read.
    """
    return Source(name=name, size=path.stat().st_size, open=lambda: path.open("rb"))
