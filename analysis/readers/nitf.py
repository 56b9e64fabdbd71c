"""NITF, the News Industry Text Format: one article an element, with headline, byline, publication and text in places of their own.

Source: IPTC NITF 3.6. Large archives of newspapers are kept in it, a file an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis import dates
from analysis.article import Article
from analysis.readers import values


def articles(root: Any) -> Iterator[Article]:  # lxml has no type information
    """Yield the article of every element nitf in a parsed document."""
    for number, element in enumerate(root.iter("{*}nitf"), start=1):
        publication = next(element.iter("{*}pubdata"), None)
        about = publication.attrib if publication is not None else {}
        issued = next((found.get("norm") for found in element.iter("{*}date.issue") if found.get("norm")), None)
        title = _first(element, "hl1") or _first(element, "hedline") or _first(element, "title")
        byline = _first(element, "byline")
        paragraphs = _paragraphs(element)
        yield Article(
            title=title,
            text="\n\n".join(paragraphs) or None,
            outlet=values.outlet(about.get("name")),
            authors=values.authors(byline),
            published_at=dates.parse_one(about.get("date.publication")) or dates.parse_one(issued),
            url=values.url(about.get("ex-ref")),
            source_row=number,
        )


def _first(element: Any, name: str) -> str | None:
    found = next(element.iter(f"{{*}}{name}"), None)
    return None if found is None else values.line(" ".join(found.itertext()))


def _paragraphs(element: Any) -> list[str]:
    """Return the paragraphs of the text; the full text stands beside its lead, which it begins with."""
    body = next(element.iter("{*}body.content"), None)
    if body is None:
        return []
    block = next((part for part in body.iter("{*}block") if part.get("class") == "full_text"), body)
    return [line for part in block.iter("{*}p", "{*}hl2") if (line := values.line("".join(part.itertext())))]
