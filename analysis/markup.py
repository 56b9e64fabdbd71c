"""HTML inside fields to plain text: tags out, paragraphs kept, entities resolved. Whole web pages are read elsewhere."""

from __future__ import annotations

import html
import re
from typing import Final

# The tags that articles are written in. Only these count as markup, so that "x < y" and "<unknown>" stay text.
_NAMES: Final = (
    "p|br|div|span|a|b|i|u|em|strong|img|ul|ol|li|h[1-6]|figure|figcaption|blockquote|table|thead|tbody|tr|td|th|article|section|aside|iframe|script|style|noscript"
    "|html|head|body|font|sup|sub|hr|small|header|footer|picture|source|video|audio|time|q|cite|code|pre|center|gu-[a-z]+"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENDS = "p|div|h[1-6]|ul|ol|blockquote|table|figure|section|article|aside|header|footer|pre"
_BREAKING = re.compile(rf"</(?:{_ENDS})\s*>|<(?:p|h[1-6]|blockquote|hr|figure|pre)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE = re.compile(r"<br\s*/?>|</(?:li|tr|figcaption)\s*>|<li(?:\s[^<>]*)?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|iframe|noscript)\b[^<>]*>|<!--", re.IGNORECASE)
_CLOSES: Final = {
    "": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "iframe", "noscript")},
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0]+")
_AROUND_BREAK = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")


def plain(value: str) -> str:
    """Return text with its tags taken out, paragraphs kept, and entities resolved, also those that were escaped twice.

    Args:
        value: Text, or a piece of HTML.

    Returns:
        The text; unchanged when there is no markup in it.
    """
    if "<" not in value:
        if "&" not in value or not _ENTITY.search(value):
            return value
        resolved = _resolve(value)
        # A feed escapes its HTML: the tags appear only now.
        return _without_tags(resolved) if "&lt;" in value and _TAG.search(resolved) else resolved
    return _without_tags(value) if _TAG.search(value) else value


def _without_tags(value: str) -> str:
    seen = _seen(value)
    if _BREAKING.search(seen):
        # Line breaks of the source are only white space where blocks make the paragraphs.
        seen = _SPACES.sub(" ", seen.replace("\n", " "))
    lines = _LINE.sub("\n", _BREAKING.sub("\n\n", seen))
    return _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", _resolve(_TAG.sub("", lines)))).strip()


def _seen(value: str) -> str:
    """Return HTML without scripts, styles and comments; one that is never closed is no element.

    Opening and closing are looked for apart: as one pattern, a thousand open scripts would have it walk the text a thousand times.
    """
    pieces: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for opened in _UNSEEN.finditer(value):
        name = (opened[1] or "").lower()
        if opened.start() < position or name in unclosed:
            continue
        closed = _CLOSES[name].search(value, opened.end())
        if closed is None:
            unclosed.add(name)
            continue
        pieces += [value[position : opened.start()], " "]
        position = closed.end()
    return "".join((*pieces, value[position:]))


def _resolve(value: str) -> str:
    once = html.unescape(value)
    return html.unescape(once) if _ENTITY.search(once) else once
