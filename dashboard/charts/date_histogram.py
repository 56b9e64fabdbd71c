"""The small histogram over the two dates of the filters: all dated articles of a corpus, the chosen ones in the accent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from analysis.measures.periods import Period
from dashboard import theme

HEIGHT = 76  # pixels, with the two dates below the bars
BARS = 60  # bars that can be told apart and clicked in the width of the sidebar
_FACTORS = (1, 3, 12, 24, 60, 120, 240, 600)  # months that a bar may stand for
_LEAST = 0.04  # height of a bar with articles, as a share of the highest: one article among thousands is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A period and its articles: first day, last day (both count), number."""

    first: date
    last: date
    articles: int

    @property
    def key(self) -> str:
        """The two days as one word, which ``days_of`` reads."""
        return f"{self.first:%Y-%m-%d}/{self.last:%Y-%m-%d}"


def fitting(first: date, last: date) -> Period:
    """Return the length of period whose bars fit: days, weeks, or months (which ``bars`` puts together where they are too many)."""
    days = (last - first).days + 1
    return "day" if days <= BARS else "week" if days <= 7 * (BARS - 1) else "month"


def bars(frame: pd.DataFrame, period: Period, *, first: date, last: date) -> list[Bar]:
    """Return the bars: periods, or several months at a time where they would be too many.

    Args:
        frame: Rows of the measure ``coverage`` for the whole corpus, not split.
        period: Of the rows.
        first, last: Days of the earliest and the latest article; no bar reaches beyond them.
    """
    return [replace(bar, first=max(bar.first, first), last=min(bar.last, last)) for bar in _whole(frame, period)]


def _whole(frame: pd.DataFrame, period: Period) -> list[Bar]:
    days = [value.date() for value in frame["period"]]
    counts = frame["articles"].tolist()
    if period != "month":
        length = timedelta(days=6 if period == "week" else 0)
        return [Bar(first=day, last=day + length, articles=count) for day, count in zip(days, counts, strict=True)]
    months = [day.year * 12 + day.month - 1 for day in days]
    span = months[-1] - months[0] + 1 if months else 0
    factor = next((factor for factor in _FACTORS if span / factor <= BARS - 1), _FACTORS[-1])
    totals: dict[int, int] = {}
    for month, count in zip(months, counts, strict=True):
        totals[month // factor] = totals.get(month // factor, 0) + count
    return [
        Bar(first=_month(group * factor), last=_month((group + 1) * factor) - timedelta(days=1), articles=count)
        for group, count in totals.items()
    ]


def days_of(keys: Sequence[str]) -> tuple[date, date]:
    """Return the first and the last day of the bars of these keys."""
    pairs = [key.split("/") for key in keys]
    return min(date.fromisoformat(first) for first, _ in pairs), max(date.fromisoformat(last) for _, last in pairs)


def drawn(shown: Sequence[Bar], *, start: date | None, end: date | None) -> go.Figure:
    """Return the histogram.

    Args:
        shown: The bars, by date.
        start, end: First and last day that count; None where no limit is set.
    """
    highest = max((bar.articles for bar in shown), default=1) or 1
    chosen = [(start is None or bar.last >= start) and (end is None or bar.first <= end) for bar in shown]
    trace = {
        "type": "bar",
        "x": list(range(len(shown))),
        "y": [max(bar.articles / highest, _LEAST) if bar.articles else 0 for bar in shown],
        "marker": {"color": [theme.ACCENT if inside else theme.REST for inside in chosen], "line": {"width": 0}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": [[_days(bar), theme.counted(bar.articles, "article"), bar.key] for bar in shown],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }
    ends = [(0, "left", shown[0].first), (1, "right", shown[-1].last)] if shown else []
    layout = {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 2, "b": 18},
        "bargap": 0.15 if len(shown) <= BARS // 2 else 0.05,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,  # a click chooses a bar; page.js makes a drag draw a box in the direction that is named here
        "selectdirection": "h",
        "newselection": {"line": {"color": "rgba(0,0,0,0)"}},
        "activeselection": {"opacity": 0},
        "xaxis": {"visible": False, "fixedrange": True, "range": [-0.5, len(shown) - 0.5]},
        "yaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
        "annotations": [
            {"text": theme.day(day), "x": at, "y": 0, "xref": "paper", "yref": "paper", "xanchor": anchor, "yanchor": "top", "showarrow": False, "font": {"size": 11}}
            for at, anchor, day in ends
        ],
    }  # fmt: skip
    return go.Figure(data=[trace], layout=layout)


def _days(bar: Bar) -> str:
    return theme.day(bar.first) if bar.first == bar.last else f"{theme.day(bar.first)} to {theme.day(bar.last)}"


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
