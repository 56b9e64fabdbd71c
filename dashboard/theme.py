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
# Likewise the first seven: those of light paper on light, those of dark paper on dark. More than seven cannot be told apart.
SERIES = ("#000001", "#000002", "#000003", "#000004", "#000005", "#000006", "#000007")
REST = "rgba(128,128,128,0.55)"  # a series without a colour of its own
LABEL = "rgb(122,122,122)"  # the name of such a series
INK = "#000037"  # likewise, the colour of text
GRID = "rgba(128,128,128,0.22)"
ZERO = "rgba(128,128,128,0.75)"
# Sentiment from most negative to most positive (ColorBrewer RdBu, told apart by the colour-blind); as chartDivergingColors in config.toml.
DIVERGING = ("#67001F", "#B2182B", "#D6604D", "#F4A582", "#FDDBC7", "#D1E5F0", "#92C5DE", "#4393C3", "#2166AC", "#053061")
TONES = {"negative": DIVERGING[2], "neutral": REST, "positive": DIVERGING[7]}  # areas that stand out on light and on dark paper
FAINT = 0.35  # opacity of a point that few articles carry
LEAST_SHARE = 0.0005  # below this a share of one decimal would read 0.0 %
THIN = 5  # articles; a period below this is drawn faint

TYPE_NAMES = {
    "person": "person", "organisation": "organisation", "state": "state", "place": "place", "armed_group": "armed group", "party": "party",
}  # fmt: skip
TYPES_NAMED = {
    "person": "Persons", "organisation": "Organisations", "state": "States", "place": "Places", "armed_group": "Armed groups", "party": "Parties",
}  # fmt: skip
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")


def plain(text: str) -> str:
    """Return data as text that Markdown shows letter by letter."""
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))


def sentence(text: str) -> str:
    """Return a sentence as ``plain`` does, its numbers kept on one line with what they are: 95 %, n = 33."""
    kept = re.sub(r"\bn = (?=[\d,]+)", "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", re.sub(r"(?<=\d)\s%", "\N{NO-BREAK SPACE}%", text))
    return _MARKDOWN.sub(r"\\\1", re.sub(r"[ \t\r\n\f\v]+", " ", kept))


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


def not_english(articles: int, lack: str) -> str:
    """Return what a chart says of the articles it leaves out, a space before it: " 3 articles are not in English and have no sentiment."; nothing for 0."""
    verbs = ("is", "has") if articles == 1 else ("are", "have")
    return f" {counted(articles, 'article')} {verbs[0]} not in English and {verbs[1]} no {lack}." if articles else ""


def share(value: float) -> str:
    """Return 0.1234 as 12.3 %, the sign kept on the number's line; a share that is not 0 never reads as 0."""
    if 0 < value < LEAST_SHARE:
        return "under 0.1\N{NO-BREAK SPACE}%"
    return "no share" if _missing(value) else f"{value * 100:.1f}\N{NO-BREAK SPACE}%"


def signed(value: float) -> str:
    """Return 0.214 as +0.21."""
    if _missing(value):
        return "no sentiment"
    shown = f"{value:+.2f}"
    return "0.00" if shown in ("+0.00", "-0.00") else shown.replace("-", "−")


def apart(a: float, b: float) -> tuple[str, str, str]:
    """Return two sentiments and their difference, so that what is shown adds up: −0.02, −0.10 and +0.08, although it may be +0.087 unrounded.

    Two that would look alike have three decimals. The unrounded numbers are in the table of every card.
    """
    decimals = 2 if f"{a:.2f}" != f"{b:.2f}" or a == b else 3
    shown = [round(value, decimals) for value in (a, b)]
    texts = [f"{value:+.{decimals}f}" for value in (*shown, shown[0] - shown[1])]
    return tuple(f"{0:.{decimals}f}" if float(text) == 0 else text.replace("-", "−") for text in texts)  # type: ignore[return-value]  # three of them


def day(value: date | datetime | None) -> str:
    """Return a date as 25 Mar 2024."""
    return "undated" if value is None or pd.isna(value) else f"{value.day} {value:%b %Y}"


def has_time(value: datetime) -> bool:
    """Return whether a time says more than the day; midnight is how a day without an hour is kept."""
    return (value.hour, value.minute, value.second) != (0, 0, 0)


def moment(value: datetime | None) -> str:
    """Return a time as 25 Mar 2024, 17:30, and one that has only a day as 25 Mar 2024."""
    return f"{day(value)}, {value:%H:%M}" if value is not None and not pd.isna(value) and has_time(value) else day(value)


def duration(hours: float) -> str:
    """Return 0.75 as 45 min, 10.67 as 10 h 40 min, 73.5 as 3 days; whole minutes, hours and days that have passed."""
    minutes = int(hours * 60 + 1e-6)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    return counted(minutes // (24 * 60), "day")


def later(first: datetime, then: datetime | None) -> str:
    """Return how long after the first time another one is, as far as both tell: 10 h 40 min later, the next day."""
    if then is None or pd.isna(then):
        return "undated"
    if has_time(first) and has_time(then):
        hours = (then - first).total_seconds() / 3600
        return "at the same time" if hours == 0 else f"{duration(hours)} later"
    days = (then.date() - first.date()).days
    return "the same day" if days == 0 else "the next day" if days == 1 else f"{counted(days, 'day')} later"


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
