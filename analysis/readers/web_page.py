"""Saved web pages: the article's text, title, authors, day and outlet, without the page around them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import limits
from analysis.article import Article
from analysis.readers import encoding
from analysis.readers.reader import NO_CONTENT, Item, Reader, Source, rejected

_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ")


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is a web page."""
    start = head[:4096].replace(b"\x00", b"").lower()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and any(mark in start for mark in _MARKS)


def read_source(source: Source) -> Iterator[Item]:
    """Yield the article of the page, or a rejected row when it has none."""
    article = read(source.bytes())
    if article.text is None and article.title is None:
        yield rejected(source.name, None, NO_CONTENT, "No article was found in this page.")
    else:
        yield article


def read(data: bytes) -> Article:
    """Return the article of a saved web page.

    Args:
        data: The page as it was saved, in any encoding.

    Returns:
        The article; every field that the page does not give is None, of an empty page all of them.
    """
    import trafilatura
    from trafilatura.settings import Document

    text, _ = encoding.decode(data)
    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=True)
    if not isinstance(found, Document):
        return Article(source_row=1)
    return Article(
        title=found.title or None, text=(found.text or "").replace("\n", "\n\n") or None, outlet=found.sitename or None, source_row=1
    )


READER = Reader(
    name="web page",
    extensions=(".html", ".htm", ".xhtml"),
    what="one article a saved page",
    accepts=accepts,
    read=read_source,
    max_bytes=limits.MAX_PAGE,
)
