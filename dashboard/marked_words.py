"""A sentence as HTML with the words that carry its sentiment marked by sign and strength. Every character of the text is escaped."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from dashboard import theme

STRONGEST = 4.0  # values of words run from -4 to +4 (Hutto and Gilbert 2014); from here on a mark is no deeper
_LEAST = 0.15  # of the deepest mark; below, it could not be seen on paper
_MASKED = "masked name"
_NAME = "text-decoration:underline dotted;text-underline-offset:3px"
_SIGN = "font-size:0.72em;font-weight:600;line-height:0;margin-left:1px"


def marked(sentence: str, words: pd.DataFrame) -> str:
    """Return a sentence in which each word that adds to the score has a background, red or blue, and its sign behind it.

    Names that would have had a value are dotted below. Pointing at a word says its value, what it adds, and the rules that changed it.

    Args:
        sentence: The sentence.
        words: Its rows of ``analysis.scorers.sentiment.explain``.
    """
    parts: list[str] = []
    position = 0
    for word in words.sort_values("start", kind="stable").to_dict("records"):
        if word["start"] < position or not (word["after"] or _MASKED in word["rules"]):
            continue
        parts += [html.escape(sentence[position : word["start"]]), _mark(sentence[word["start"] : word["end"]], word)]
        position = int(word["end"])
    return "".join([*parts, html.escape(sentence[position:])])


def said(word: Mapping[Hashable, Any]) -> str:
    """Return what a word adds and why, in plain words: "adds −2.40; −2.70 in the lexicon; rules: but"."""
    if _MASKED in word["rules"]:
        return f"part of a name, so it adds nothing; {theme.signed(word['value'])} in the lexicon"
    value = f"; {theme.signed(word['value'])} in the lexicon" if word["value"] else ""
    return f"adds {theme.signed(word['after'])}{value}" + (f"; rules: {word['rules']}" if word["rules"] else "")


def _mark(text: str, word: Mapping[Hashable, Any]) -> str:
    tip = html.escape(said(word))
    if not word["after"]:
        return f'<span title="{tip}" style="{_NAME}">{html.escape(text)}</span>'
    sign = "+" if word["after"] > 0 else "−"
    depth = max(min(abs(word["after"]) / STRONGEST, 1.0), _LEAST)
    shade = theme.shade(depth if word["after"] > 0 else -depth)
    return f'<span title="{tip}" style="background:{shade};border-radius:2px;padding:0 1px">{html.escape(text)}<sup style="{_SIGN}">{sign}</sup></span>'
