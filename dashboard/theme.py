"""Colours, words and formats of the whole dashboard. Charts and views take them from here and from nowhere else."""

from __future__ import annotations

import html
import math
import re
import textwrap
from datetime import date, datetime

import pandas as pd

from analysis.scorers.sentiment import NEGATIVE_TO, POSITIVE_FROM

# Streamlit puts the first categorical colour of the theme in force, our accent, in the place of this one.
ACCENT = "#000001"
GRID = "rgba(128,128,128,0.22)"
ZERO = "rgba(128,128,128,0.75)"
FAINT = 0.35  # opacity of a point that few articles carry
THIN = 5  # articles; a period below this is drawn faint

TYPE_NAMES = {
    "person": "person", "organisation": "organisation", "state": "state", "place": "place", "armed_group": "armed group", "party": "party",
}  # fmt: skip
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")


def plain(text: str) -> str:
    """Return data as text that Markdown shows letter by letter."""
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))


def label(text: str | None) -> str:
    """Return data as a label that a chart shows letter by letter."""
    return html.escape(text, quote=False) if isinstance(text, str) else "not named"


def lines(text: str, width: int = 26) -> str:
    """Return a label broken into lines of about so many characters, for an axis."""
    return "<br>".join(label(line) for line in textwrap.wrap(text, width)) or label(text)


def count(value: float) -> str:
    """Return 1204 as 1,204."""
    return f"{value:,.0f}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: 1 article, 1,204 articles."""
    return f"{count(value)} {one if value == 1 else many or one + 's'}"


def share(value: float) -> str:
    """Return 0.1234 as 12.3 %, the sign kept on the number's line."""
    return "no share" if _missing(value) else f"{value * 100:.1f}\N{NO-BREAK SPACE}%"


def signed(value: float) -> str:
    """Return 0.214 as +0.21."""
    if _missing(value):
        return "no sentiment"
    shown = f"{value:+.2f}"
    return "0.00" if shown in ("+0.00", "-0.00") else shown.replace("-", "−")


def day(value: date | datetime | None) -> str:
    """Return a date as 25 Mar 2024."""
    return "undated" if value is None or pd.isna(value) else f"{value.day} {value:%b %Y}"


def period(start: date | datetime, length: str) -> str:
    """Return a period by its first day: 25 Mar 2024, week of 25 Mar 2024, Mar 2024."""
    return {"day": day(start), "week": f"week of {day(start)}", "month": f"{start:%b %Y}"}[length]


def tone(value: float) -> str:
    """Return the word for a sentiment: negative, neutral, positive, or not scored."""
    if _missing(value):
        return "not scored"
    return "positive" if value >= POSITIVE_FROM else "negative" if value <= NEGATIVE_TO else "neutral"


def shade(value: float) -> str:
    """Return the background of a sentence: red or blue by sign, the stronger the deeper, readable on light and dark paper."""
    if tone(value) in ("neutral", "not scored"):
        return "transparent"
    red, green, blue = (178, 24, 43) if value < 0 else (33, 102, 172)
    return f"rgba({red},{green},{blue},{0.10 + 0.35 * min(abs(value), 1.0):.2f})"


def _missing(value: float | None) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or bool(pd.isna(value))
