"""PDF: one article, read in a process of its own with limits on time and memory, because a PDF can be made never to end."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import dates, limits
from analysis.article import Article
from analysis.readers import apart, exports, plain_text, values
from analysis.readers.reader import NO_CONTENT, TOO_LARGE, UNREADABLE, Item, Reader, Source, rejected


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is a PDF; the mark may stand a little after the start."""
    return b"%PDF-" in head[:1024]


def read(source: Source) -> Iterator[Item]:
    """Yield the article of the document."""
    data = source.bytes()
    try:
        found = apart.result("analysis.readers.pdf_text:extract", data, seconds=limits.MAX_PDF_SECONDS, memory=limits.MAX_APART_MEMORY)
    except apart.TooSlowError:
        yield rejected(source.name, None, TOO_LARGE, f"The PDF could not be read in {limits.MAX_PDF_SECONDS} seconds.")
        return
    except apart.ApartError:
        yield rejected(source.name, None, UNREADABLE, "The PDF is damaged, encrypted, or needs too much memory.")
        return
    text = str(found["text"])
    if not text.strip():
        yield rejected(source.name, None, NO_CONTENT, "The PDF holds no text, perhaps only pictures of pages.")
        return
    many = list(exports.articles(text))
    if many:
        yield from many
        return
    title, rest = plain_text.split_title(text)
    yield Article(
        title=title or values.line(found["title"]),
        text=rest,
        authors=values.authors(found["author"]),
        published_at=dates.parse_one(found["created"]),
        source_row=1,
    )


READER = Reader(
    name="PDF",
    extensions=(".pdf",),
    what="one article a file, when it holds text and not pictures",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_ARTICLE_FILE,
)
