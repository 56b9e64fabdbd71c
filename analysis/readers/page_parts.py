"""Where a parsed web page speaks about itself: JSON-LD scripts, meta elements, headings, times and bylines, collected and not judged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from analysis.readers import values
from analysis.readers.page_data import PageData, Record

_LD_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
_MAX_LD_DEPTH: Final = 6
_AUTHOR_PATHS: Final = (
    '//*[@itemprop="author"]//*[@itemprop="name"]',
    '//*[@itemprop="author"]',
    '//a[@rel="author"]',
    '//*[@data-testid="author-name" or @data-testid="byline-name" or @data-testid="byline"]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " author-name ")]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " byline__name ")]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " byline ")]//a',
    '//*[contains(concat(" ", normalize-space(@class), " "), " byline ")]',
)


def from_tree(tree: Any) -> PageData:  # lxml has no type information
    """Collect what a parsed page says about itself."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = values.line(element.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return PageData(
        records=[record for script in tree.xpath('//script[@type="application/ld+json"]') for record in _records(script.text_content())],
        metas=metas,
        headings=[heading for element in tree.iter("h1") if (heading := values.line(element.text_content()))],
        browser_title=next((line for element in tree.xpath("//head/title") if (line := values.line(element.text_content()))), None),
        times=[value for value in tree.xpath('//*[@itemprop="datePublished"]/@datetime | //time/@datetime') if value],
        bylines=next(
            (
                names
                for path in _AUTHOR_PATHS
                if (
                    names := [line for element in tree.xpath(path)[:6] if (line := values.line(element.text_content())) and len(line) < 120]
                )
            ),
            [],
        ),
        links=[str(link).strip() for link in tree.xpath('//link[@rel="canonical"]/@href')],
    )


def _records(script: str) -> Iterator[Record]:
    source = _LD_COMMENT.sub("", script).strip()
    try:
        found = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _walk(found, 0)


def _walk(found: object, depth: int) -> Iterator[Record]:
    if depth > _MAX_LD_DEPTH:
        return
    if isinstance(found, list):
        for each in found:
            yield from _walk(each, depth + 1)
    elif isinstance(found, dict):
        yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "author"):
            if isinstance(found.get(key), dict | list):
                yield from _walk(found[key], depth + 1)
