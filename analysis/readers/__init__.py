"""Files of any kind to articles and rejected rows. Formats are told by content; a new one is a file here and a line in READERS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.article import Article, RejectedRow
from analysis.readers import archive, columns, csv_file, excel, feed, json_file, message, parquet, pdf, plain_text, rtf, web_page, word
from analysis.readers.files import find_files
from analysis.readers.reader import EMPTY_FILE, NOT_NEWS, TOO_LARGE, UNREADABLE, Item, Note, Reader, Source, megabytes, rejected
from analysis.readers.table import Finisher, Preview, Repeats

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What was found in the files.

    Attributes:
        articles: Every article, in the order of the files, as read (not cleaned).
        rejected: Every row and file that gave no article, with the reason.
        files: How many files were looked at.
        notes: How each file was read: encoding, columns, the order of day and month.
    """

    articles: list[Article]
    rejected: list[RejectedRow]
    files: int
    notes: list[str]

    @property
    def rows(self) -> int:
        """Articles found in the files, kept or not."""
        return len(self.articles) + len(self.rejected)


def read_articles(paths: Sequence[str | Path], *, mapping: Mapping[str, str] | None = None, outlet: str | None = None) -> ReadResult:
    """Read every article of files and folders.

    Args:
        paths: Files and folders; a folder is read with all that is in it, in the order of names, without hidden files.
        mapping: Field (title, text, outlet, authors, published_at, url) -> column that holds it; the others are guessed.
        outlet: Name of the outlet for articles that name none.

    Returns:
        The articles in order, the rejected rows, and notes; every record found is in one of the two lists.

    Raises:
        InputError: A path does not exist, or the mapping names a field that does not.
    """
    items = list(_iterate(paths, mapping=mapping, outlet=outlet))
    return ReadResult(
        articles=[item for item in items if isinstance(item, Article)],
        rejected=[item for item in items if isinstance(item, RejectedRow)],
        files=sum(isinstance(item, _FileStart) for item in items),
        notes=[str(item) for item in items if isinstance(item, Note)],
    )


def iter_articles(
    paths: Sequence[str | Path], *, mapping: Mapping[str, str] | None = None, outlet: str | None = None
) -> Iterator[Article | RejectedRow]:
    """Read articles one by one, so that memory does not grow with the files.

    Args:
        paths: As for `read_articles`.
        mapping: As for `read_articles`.
        outlet: As for `read_articles`.

    Yields:
        Every article and every rejected row, in the order of the files.

    Raises:
        InputError: A path does not exist, or the mapping names a field that does not.
    """
    return (item for item in _iterate(paths, mapping=mapping, outlet=outlet) if isinstance(item, Article | RejectedRow))


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileStart:
    name: str


def _iterate(
    paths: Sequence[str | Path], *, mapping: Mapping[str, str] | None, outlet: str | None
) -> Iterator[Article | RejectedRow | Note | _FileStart]:
    columns.check_mapping(mapping)
    sources = find_files(paths)
    return _each(sources, dict(mapping or {}), outlet)


def _each(
    sources: Iterator[Source | RejectedRow], mapping: Mapping[str, str], outlet: str | None
) -> Iterator[Article | RejectedRow | Note | _FileStart]:
    repeats = Repeats()
    for source in sources:
        if isinstance(source, RejectedRow):
            yield _FileStart(name=source.file)
            yield source
            continue
        yield _FileStart(name=source.name)
        for item in read_file(source, mapping=mapping, outlet=outlet):
            yield repeats.checked(item) if isinstance(item, Article) else item


def read_file(
    source: Source, *, mapping: Mapping[str, str] | None = None, outlet: str | None = None
) -> Iterator[Article | RejectedRow | Note]:
    """Yield the articles, rejected rows and notes of one file, whatever its format."""
    try:
        head = source.head()
    except OSError as error:
        yield rejected(source.name, None, UNREADABLE, f"The file cannot be opened: {error.strerror or error}.")
        return
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        yield rejected(source.name, None, EMPTY_FILE, "There is nothing in this file.")
        return
    reader = next((reader for reader in READERS if reader.accepts(head, source.name)), None)
    if reader is None:
        yield rejected(source.name, None, NOT_NEWS, _advice(head))
        return
    if reader.unpack is not None:
        for inner in reader.unpack(source):
            if isinstance(inner, RejectedRow):
                yield inner
            else:
                yield from read_file(inner, mapping=mapping, outlet=outlet)
        return
    if reader.max_bytes is not None and source.size > reader.max_bytes:
        yield rejected(
            source.name, None, TOO_LARGE, f"{megabytes(source.size)} as {reader.name}; at most {megabytes(reader.max_bytes)} are read."
        )
        return
    yield from Finisher(source, reader, mapping=mapping or {}, outlet=outlet).articles()


def _advice(head: bytes) -> str:
    """Return what to do with a file that no reader takes."""
    if head.startswith(_OLD_OFFICE):
        return "An old Word or Excel file: open it and save it as .docx, .xlsx or CSV."
    return "This is not a format that can be read (binary data)."


def preview(path: str | Path, *, mapping: Mapping[str, str] | None = None, count: int = 10) -> Preview | None:
    """Look at a table before it is read: its columns, the guess for each field, and its first rows.

    Args:
        path: A file.
        mapping: Field -> column that the analyst chose so far.
        count: How many rows to show.

    Returns:
        The preview; None when the file is no table (a page, a text, an archive) or cannot be read.

    Raises:
        InputError: The path does not exist, or the mapping names a field that does not.
    """
    columns.check_mapping(mapping)
    source = next(find_files([path]), None)
    if not isinstance(source, Source):
        return None
    try:
        head = source.head()
    except OSError:
        return None
    reader = next((reader for reader in READERS if reader.accepts(head, source.name)), None)
    if reader is None or reader.unpack is not None:
        return None
    return Finisher(source, reader, mapping=mapping or {}, outlet=None).preview(count)


__all__ = [
    "FORMATS",
    "READERS",
    "Item",
    "Note",
    "Preview",
    "ReadResult",
    "Reader",
    "Source",
    "iter_articles",
    "preview",
    "read_articles",
    "read_file",
]
