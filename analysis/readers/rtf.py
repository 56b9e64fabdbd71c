"""Rich text (RTF): one article, or the many of an archive's export."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import limits
from analysis.article import Article
from analysis.readers import exports, plain_text
from analysis.readers.reader import UNREADABLE, Item, Reader, Source, rejected


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is rich text, by its first bytes."""
    return head.lstrip().startswith(b"{\\rtf")


def read(source: Source) -> Iterator[Item]:
    """Yield the article or articles of the document."""
    from striprtf.striprtf import rtf_to_text

    # RTF is ASCII; other bytes appear in careless exports and are Windows-1252.
    content = source.bytes().decode("cp1252", errors="replace")
    try:
        text = str(rtf_to_text(content, errors="replace"))  # type: ignore[no-untyped-call]  # the library types nothing
    except (ValueError, IndexError, KeyError, LookupError, RecursionError) as error:
        yield rejected(source.name, None, UNREADABLE, f"The document is damaged ({type(error).__name__}).")
        return
    found = list(exports.articles(text))
    if found:
        yield from found
        return
    title, rest = plain_text.split_title(text)
    yield Article(title=title, text=rest, source_row=1)


READER = Reader(
    name="rich text",
    extensions=(".rtf",),
    what="one article, or a Nexis or Factiva export of many",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_ARTICLE_FILE,
)
