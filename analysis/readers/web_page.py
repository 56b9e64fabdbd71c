"""Saved web pages: the article's text, title, authors, time, outlet and address, without the page around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from analysis import boilerplate, dates, limits
from analysis.article import Article, RejectedRow
from analysis.readers import apart, encoding, exports, page_parts, values
from analysis.readers.reader import NO_CONTENT, TOO_LARGE, UNREADABLE, Item, Reader, Source, rejected

_MARKS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ")
_ARCHIVES: Final = (b"factiva", b"nexis")
_ARCHIVES_LOOK: Final = 500_000  # bytes in which an export of an archive names itself, behind its scripts and styles
_FULLER: Final = 1.3
"""How much longer the text in the page's record must be to be taken instead of the visible one, which has paragraphs and headings."""
_WHOLE_TEXT: Final = 150
"""Words from which the record's text is an article and not its first lines."""


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is a web page."""
    start = head[:4096].replace(b"\x00", b"").lower()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and any(mark in start for mark in _MARKS)


def read_source(source: Source) -> Iterator[Item]:
    """Yield the article of the page, or a rejected row when it has none."""
    data = source.bytes()
    try:
        found = apart.result("analysis.readers.web_page:found", data, seconds=limits.MAX_PAGE_SECONDS, memory=limits.MAX_APART_MEMORY)
    except apart.TooSlowError:
        yield rejected(source.name, None, TOO_LARGE, f"The page could not be read in {limits.MAX_PAGE_SECONDS} seconds.")
        return
    except apart.ApartError as error:
        yield rejected(source.name, None, UNREADABLE, f"The page is damaged, or needs too much memory ({error}).")
        return
    if not found:
        yield rejected(source.name, None, NO_CONTENT, "No article was found in this page.")
    yield from found


def found(data: bytes) -> list[Article | RejectedRow]:
    """Return the article of a page, or the many of an archive's export; none when there is neither a title nor a text."""
    head = data[:_ARCHIVES_LOOK].lower()
    if any(name in head for name in _ARCHIVES):
        many = list(exports.articles(values.text(encoding.decode_page(data)) or ""))
        if many:
            return many
    article = read(data)
    return [] if article.text is None and article.title is None else [article]


def read(data: bytes) -> Article:
    """Return the article of a saved web page.

    Args:
        data: The page as it was saved, in any encoding.

    Returns:
        The article; every field that the page does not give is None, of an empty page all of them.
    """
    import trafilatura

    page = encoding.decode_page(data)
    tree = trafilatura.load_html(page) if page.strip() else None
    if tree is None:
        return Article(source_row=1)
    about = page_parts.from_tree(tree)
    # Extraction changes the tree, so what the page says about itself is read before.
    visible = _visible_text(tree)
    return Article(
        title=about.title,
        text=_without_title(_fuller(visible, about.body), (about.title, *about.headings)),
        outlet=about.outlet,
        authors=about.authors,
        published_at=about.published_at or dates.parse_one(_guessed_day(page)),
        url=about.url,
        source_row=1,
    )


def _visible_text(tree: Any) -> str | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=False, favor_precision=True)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):  # seen on pages nested thousands deep or damaged
        return None
    if not isinstance(found, Document) or not found.text:
        return None
    lines = (" ".join(line.split()) for line in found.text.split("\n"))
    # Items of a list carry a mark that is no part of their sentence.
    items = (line.removeprefix("- ") for line in lines)
    return "\n\n".join(line for line in items if line and not boilerplate.is_boilerplate(line)) or None


def _without_title(text: str | None, titles: Sequence[str | None]) -> str | None:
    """Return the text without the title that some pages repeat as its first line."""
    first, _, rest = (text or "").partition("\n\n")
    return rest if rest and first in titles else text


def _fuller(visible: str | None, body: str | None) -> str | None:
    """Return the visible text, or the one in the page's record where the page shows only the beginning."""
    if body is None or len(body.split()) < _WHOLE_TEXT:
        return visible or body
    return body if visible is None or len(body) > _FULLER * len(visible) else visible


def _guessed_day(page: str) -> str | None:
    """Return the day of publication as trafilatura's own search finds it, for pages that do not state it.

    The extensive search is off: it takes a year that the article tells of for the day it appeared.
    """
    from htmldate import find_date

    return find_date(page, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")


READER = Reader(
    name="web page",
    extensions=(".html", ".htm", ".xhtml"),
    what="one article a saved page",
    accepts=accepts,
    read=read_source,
    max_bytes=limits.MAX_PAGE,
)
