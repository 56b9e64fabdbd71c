"""Exports of news archives with many articles in one text: which archive it is, and every article or why it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from analysis.article import Article, RejectedRow
from analysis.readers import factiva, nexis, proquest
from analysis.readers.reader import BROKEN_ROW, NO_CONTENT, rejected

_Layout = tuple[Callable[[str], bool], Callable[[str], tuple[list[str], str]], Callable[[Sequence[str]], Article | None]]
_LAYOUTS: Final[tuple[_Layout, ...]] = (
    (nexis.is_export, nexis.split, nexis.read),
    (nexis.is_counted, nexis.split_counted, nexis.read_counted),
    (factiva.is_export, factiva.split, factiva.read),
    (proquest.is_export, proquest.split, proquest.read),
)


def articles(text: str) -> Iterator[Article | RejectedRow]:
    """Yield the articles of an export in order; nothing when the text is none.

    Args:
        text: The whole text, lines ending in a line feed.

    Yields:
        Every article with its number; a part without a title and a text as a rejected row, whose file the caller names.
    """
    layout = next((layout for layout in _LAYOUTS if layout[0](text)), None)
    if layout is None:
        return
    _, split, read = layout
    parts, rest = split(text)
    filled = [part.strip() for part in parts if part.strip()]
    for number, part in enumerate(filled, start=1):
        found = read(_lines(part))
        if found is None or (found.title is None and found.text is None):
            yield rejected("", number, NO_CONTENT, f"No article was found in this part of the export. It begins: {part[:60]}", part)
        else:
            yield replace(found, source_row=number)
    if read(_lines(rest.strip())) is not None:
        begins = rest.strip()[:60]
        yield rejected(
            "", len(filled) + 1, BROKEN_ROW, f"The export ends before this article does: it may be cut off. It begins: {begins}", rest
        )


def _lines(part: str) -> list[str]:
    return [line.strip() for line in part.split("\n")]
