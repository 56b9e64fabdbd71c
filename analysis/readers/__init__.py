"""Files of any kind to articles and rejected rows. Formats are told by content; a new one is a file here and a line in READERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.article import Article, RejectedRow
from analysis.readers import archive, csv_file, excel, feed, json_file, message, parquet, pdf, plain_text, rtf, web_page, word
from analysis.readers.files import find_files
from analysis.readers.mappings import Mappings, checked, header_key
from analysis.readers.reader import (
    EMPTY_FILE,
    NOT_NEWS,
    TOO_LARGE,
    UNREADABLE,
    FileRead,
    Item,
    Reader,
    Source,
    megabytes,
    rejected,
    unharmed,
)
from analysis.readers.repair import repairable
from analysis.readers.repeats import Repeats
from analysis.readers.table import Finisher
from analysis.readers.understanding import Preview

# The order in which they are asked: the surest marks first, plain text last.
READERS: tuple[Reader, ...] = (
    excel.READER,
    word.READER,
    archive.READER,
    parquet.READER,
    pdf.READER,
    rtf.READER,
    feed.READER,
    web_page.READER,
    message.READER,
    json_file.READER,
    csv_file.READER,
    plain_text.READER,
)
FORMATS = READERS
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the compound file of Office 97 to 2003 (MS-CFB 2.2)


_TOLD_EVERY = 200  # articles; several times a second
Items = Iterator[Article | RejectedRow | FileRead]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What was found in the files.

    Attributes:
        articles: Every article, in the order of the files, as read (not cleaned).
        rejected: Every row and file that gave no article, with the reason.
        files: How many files were looked at; an archive is one.
        notes: How each file was read: encoding, columns, the order of day and month.
        files_read: The same for programs, a record a file, those inside archives too.
    """

    articles: list[Article]
    rejected: list[RejectedRow]
    files: int
    notes: list[str]
    files_read: list[FileRead] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Articles found in the files, kept or not."""
        return len(self.articles) + len(self.rejected)


def read_articles(
    paths: Sequence[str | Path],
    *,
    mapping: Mapping[str, str] | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    outlet: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReadResult:
    """Read every article of files and folders.

    Args:
        paths: Files and folders; a folder is read with all that is in it, in the order of names, without hidden files.
        mapping: Field (title, text, outlet, authors, published_at, url) -> column that holds it, for all files; the others are guessed.
            An empty text instead of a column: no column holds this field.
        mappings: Name of a file, as `FileRead.file` gives it -> the mapping for that file; it goes before `mapping`.
        remembered: Key of a header (`header_key`) -> the mapping for every file with these columns for which nothing else is given.
        outlet: Name of the outlet for articles that name none.
        progress: Called with the number of articles found so far, each time that many more are.

    Returns:
        The articles in order, the rejected rows, and how each file was read; every record found is in one of the two lists.

    Raises:
        InputError: A path does not exist, or a mapping names a field that does not.
    """
    choices = checked(mapping, mappings, remembered)
    items = list(_told(_each(find_files(paths), choices, outlet), progress))
    files_read = [item for item in items if isinstance(item, FileRead)]
    return ReadResult(
        articles=[item for item in items if isinstance(item, Article)],
        rejected=[item for item in items if isinstance(item, RejectedRow)],
        files=sum(isinstance(item, _FileStart) for item in items),
        notes=[f"{read.file}: {note}" for read in files_read for note in read.notes],
        files_read=files_read,
    )


def _told(items: Iterator[_AnyItem], progress: Callable[[int], None] | None) -> Iterator[_AnyItem]:
    """Yield the items as they come, telling how many articles there were."""
    articles = 0
    for item in items:
        yield item
        articles += isinstance(item, Article)
        if progress and articles % _TOLD_EVERY == 0 and isinstance(item, Article):
            progress(articles)


def read_items(
    paths: Sequence[str | Path],
    *,
    mapping: Mapping[str, str] | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    outlet: str | None = None,
) -> Items:
    """Read articles one by one, so that memory does not grow with the files.

    Args:
        paths, mapping, mappings, remembered, outlet: As for `read_articles`.

    Yields:
        Every article and every rejected row, in the order of the files, and behind the last of each file how it was read.

    Raises:
        InputError: A path does not exist, or a mapping names a field that does not; raised at once.
    """
    choices = checked(mapping, mappings, remembered)
    return (item for item in _each(find_files(paths), choices, outlet) if not isinstance(item, _FileStart))


def iter_articles(
    paths: Sequence[str | Path], *, mapping: Mapping[str, str] | None = None, outlet: str | None = None
) -> Iterator[Article | RejectedRow]:
    """Read articles one by one, without the records of how each file was read.

    Args:
        paths: As for `read_articles`.
        mapping: As for `read_articles`.
        outlet: As for `read_articles`.

    Yields:
        Every article and every rejected row, in the order of the files.

    Raises:
        InputError: A path does not exist, or the mapping names a field that does not.
    """
    return (item for item in read_items(paths, mapping=mapping, outlet=outlet) if not isinstance(item, FileRead))


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileStart:
    name: str


_AnyItem = Article | RejectedRow | FileRead | _FileStart


def _each(sources: Iterator[Source | RejectedRow], mappings: Mappings, outlet: str | None) -> Iterator[_AnyItem]:
    repeats = Repeats()
    for source in sources:
        yield _FileStart(name=source.file if isinstance(source, RejectedRow) else source.name)
        yield from _whole(source) if isinstance(source, RejectedRow) else _read_file(source, mappings, outlet, repeats)


def _read_file(source: Source, mappings: Mappings, outlet: str | None, repeats: Repeats) -> Items:
    """Yield the articles and rejected rows of one file, whatever its format, and how it was read."""
    try:
        head = source.head()
    except OSError as error:
        yield from _whole(rejected(source.name, None, UNREADABLE, f"The file cannot be opened: {error.strerror or error}."))
        return
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        yield from _whole(rejected(source.name, None, EMPTY_FILE, "There is nothing in this file."))
        return
    reader = next((reader for reader in READERS if reader.accepts(head, source.name)), None)
    if reader is None:
        yield from _whole(rejected(source.name, None, NOT_NEWS, _advice(head)))
    elif reader.unpack is not None:
        for inner in unharmed(reader.unpack(source), source.name, reader.name):
            yield from _whole(inner, reader) if isinstance(inner, RejectedRow) else _read_file(inner, mappings, outlet, repeats)
    elif reader.max_bytes is not None and source.size > reader.max_bytes:
        detail = f"{megabytes(source.size)} as {reader.name}; at most {megabytes(reader.max_bytes)} are read."
        yield from _whole(rejected(source.name, None, TOO_LARGE, detail), reader)
    else:
        yield from Finisher(source, reader, mappings=mappings, outlet=outlet, repeats=repeats).articles()


def _whole(row: RejectedRow, reader: Reader | None = None) -> Items:
    """Yield a file that is rejected whole."""
    yield row
    yield FileRead(file=row.file, format=reader.name if reader else None, rows=1, kept=0, rejected=1)


def _advice(head: bytes) -> str:
    """Return what to do with a file that no reader takes."""
    if head.startswith(_OLD_OFFICE):
        return "An old Word or Excel file: open it and save it as .docx, .xlsx or CSV."
    return "This is not a format that can be read (binary data)."


def preview(
    path: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    outlet: str | None = None,
    count: int = 10,
) -> Preview | None:
    """Look at a table before it is read: its columns, the guess for each field, its first rows, and what they would give.

    Args:
        path: A file.
        mapping, mappings, remembered, outlet: As for `read_articles`; what the analyst chose so far.
        count: How many rows to show.

    Returns:
        The preview; None when the file is no table (a page, a text, an archive) or cannot be read.

    Raises:
        InputError: The path does not exist, or a mapping names a field that does not.
    """
    choices = checked(mapping, mappings, remembered)
    source = next(find_files([path]), None)
    if not isinstance(source, Source):
        return None
    try:
        head = source.head()
    except OSError:
        return None
    reader = next((reader for reader in READERS if reader.accepts(head, source.name)), None)
    if reader is None or reader.unpack is not None or (reader.max_bytes is not None and source.size > reader.max_bytes):
        return None
    return Finisher(source, reader, mappings=choices, outlet=outlet).preview(count)


__all__ = [
    "FORMATS",
    "READERS",
    "FileRead",
    "Item",
    "Preview",
    "ReadResult",
    "Reader",
    "Source",
    "header_key",
    "iter_articles",
    "preview",
    "read_articles",
    "read_items",
    "repairable",
]
