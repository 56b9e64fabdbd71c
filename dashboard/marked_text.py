"""An article's text as HTML: sentences shaded by sentiment, actors underlined. Every character of the text is escaped."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import theme

_FOUND = "background:none;color:inherit;font-weight:700"
_NAME = "text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px"


def marked(
    text: str,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    at: int | None = None,
    found: Sequence[tuple[int, int]] = (),
    article_id: str | None = None,
) -> str:
    """Return a text with a shade behind each sentence and a line under each actor's name; both say more on hover.

    Args:
        text: The article's text.
        sentences: Its rows of the table ``sentences``; empty for a text that is not scored.
        mentions: Its rows of the table ``mentions``.
        at: Number of a sentence that gets a frame.
        found: Spans of the text that a search matches; they are bold.
        article_id: The article, where a sentence of it can be chosen: page.js writes both into the address. None for a text that is only read.
    """
    parts: list[str] = []
    position = 0
    for sentence in sentences.sort_values("start").to_dict("records"):
        start, end = sentence["start"], sentence["end"]
        inside = mentions[(mentions["start"] >= start) & (mentions["end"] <= end)]
        parts += [
            _between(text, position, start, found),
            _sentence(
                sentence, _with_names(text, start, end, inside, found), framed=sentence["sentence_no"] == at, chosen=article_id is not None
            ),
        ]
        position = end
    parts.append(_between(text, position, len(text), found))
    whose = "" if article_id is None else f' data-article="{html.escape(article_id)}"'
    return f'<div{whose} style="line-height:1.65"><p>{"".join(parts)}</p></div>'


def _sentence(sentence: dict[Any, Any], words: str, *, framed: bool, chosen: bool) -> str:
    compound = sentence["compound"]
    tip = f"Sentence {sentence['sentence_no'] + 1}: {theme.signed(compound)} ({theme.tone(compound)})"
    weight = ";font-weight:600" if sentence["heading"] else ""
    frame = ";outline:2px solid currentColor;outline-offset:2px" if framed else ""
    number = f' data-sentence="{sentence["sentence_no"] + 1}" role="button" tabindex="0"' if chosen else ""
    hand = ";cursor:pointer" if chosen else ""
    return f'<span{number} title="{tip}" style="background:{theme.shade(compound)};border-radius:2px{weight}{frame}{hand}">{words}</span>'


def _with_names(text: str, start: int, end: int, mentions: pd.DataFrame, found: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = start
    for mention in mentions.sort_values("start").to_dict("records"):
        tip = html.escape(f"{mention['name']} ({theme.TYPE_NAMES.get(mention['type'], mention['type'])})")
        name = _bold(text, mention["start"], mention["end"], found)
        parts += [_bold(text, position, mention["start"], found), f'<span title="{tip}" style="{_NAME}">{name}</span>']
        position = mention["end"]
    return "".join([*parts, _bold(text, position, end, found)])


def _between(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> str:
    """Return what stands between two sentences; a blank line begins a paragraph."""
    return _bold(text, start, end, found).replace("\n\n", "</p><p>")


def _bold(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> str:
    """Return a stretch of the text, escaped, with what was searched for in bold."""
    parts: list[str] = []
    position = start
    for first, last in ((max(span[0], start), min(span[1], end)) for span in found):
        if first < last:
            parts += [html.escape(text[position:first]), f'<mark style="{_FOUND}">{html.escape(text[first:last])}</mark>']
            position = last
    return "".join([*parts, html.escape(text[position:end])])
