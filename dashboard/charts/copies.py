"""Copies: who reprinted whom, and when the articles of one group appeared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import paper

KEY = "\x1f"  # stands between the two outlets of a pair in the key that a click gives back
_PAIR = 44  # pixels a pair of outlets takes: two lines
_MEMBER = 26  # pixels an article takes
_LATER = 118  # pixels that "23 h 59 min later" takes beside the last dot
_DAY = pd.Timedelta(days=1)
_TICKS = [{"dtickrange": [None, 86_399_999], "value": "%H:%M\n%-d %b"}, {"dtickrange": [86_400_000, None], "value": "%-d %b\n%Y"}]


def pairs(frame: pd.DataFrame, *, rows: int) -> go.Figure:
    """Return a bar for each pair of outlets: how many articles of the one repeat what the other had first, the most on top.

    Args:
        frame: Rows of the measure ``reprints``.
        rows: How many pairs to draw.
    """
    shown = frame.head(rows).iloc[::-1]
    records = shown.to_dict("records")
    figure = paper(height=24 + _PAIR * max(len(shown), 1), right=60)
    figure.add_bar(
        x=shown["articles"],
        y=[f"{theme.label(row['first_outlet'])}<br>→ {theme.label(row['outlet'])}" for row in records],
        orientation="h",
        text=[theme.count(row["articles"]) for row in records],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=[
            (
                theme.label(row["first_outlet"]),
                theme.label(row["outlet"]),
                theme.counted(row["articles"], "article"),
                theme.count(row["total"]),
                theme.share(row["share"]),
                _typical(row["median_hours"], row["timed"]),
                f"{row['first_outlet']}{KEY}{row['outlet'] if isinstance(row['outlet'], str) else ''}",
            )
            for row in records
        ],
        hovertemplate="<b>%{customdata[0]} → %{customdata[1]}</b><br>%{customdata[2]}, %{customdata[4]} of its %{customdata[3]}"
        "%{customdata[5]}<extra></extra>",
    )
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(showgrid=False)
    return figure


def appearance(frame: pd.DataFrame, *, rows: int) -> go.Figure:
    """Return a group's dated articles on a time axis, the earliest on top, each with how long after that it appeared.

    An article with a time of day is a dot; one that has only a day is a bar as long as the day.

    Args:
        frame: Members of a group in the order of publication: article_id, outlet, title, published_at.
        rows: How many to draw.
    """
    shown = frame.dropna(subset="published_at").head(rows)
    figure = paper(height=66 + _MEMBER * max(len(shown), 1), right=_LATER)
    if shown.empty:
        return figure
    times = shown["published_at"]
    timed = times.map(theme.has_time)
    first = times.iloc[0]
    last = max(times.max(), times[~timed].max() + _DAY) if not timed.all() else times.max()
    span = max(last - first, pd.Timedelta(hours=1))
    end = times.where(timed, times + _DAY)
    row = list(range(len(shown)))
    days = [number for number in row if not timed.iloc[number]]
    figure.add_scatter(**_strokes(row, [first] * len(row), times), mode="lines", line={"color": theme.ZERO, "width": 1}, hoverinfo="skip")
    figure.add_scatter(
        **_strokes(days, times[~timed], end[~timed]), mode="lines", line={"color": theme.ACCENT, "width": 9}, opacity=0.5, hoverinfo="skip"
    )
    # Not text of the dots: that would fade when one of them is chosen.
    for number, (time, at) in enumerate(zip(times, end, strict=True)):
        words = theme.later(first, time) if number else "first"
        figure.add_annotation(x=at, y=number, text=words, xanchor="left", xshift=8, showarrow=False, font={"size": 12})
    figure.add_scatter(
        x=times.where(timed, times + _DAY / 2),
        y=row,
        mode="markers",
        cliponaxis=False,
        # Of a day without an hour only the hover and the click are left, at noon.
        marker={"color": theme.ACCENT, "size": 11, "opacity": [1.0 if known else 0.0 for known in timed]},
        customdata=[
            (theme.label(outlet), theme.label(title), theme.moment(time), id_)
            for outlet, title, time, id_ in zip(shown["outlet"], shown["title"], times, shown["article_id"], strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[2]}<br>%{customdata[1]}<extra></extra>",
    )
    figure.update_yaxes(
        tickvals=row, ticktext=[theme.label(outlet) for outlet in shown["outlet"]], range=[len(shown) - 0.4, -0.6], showgrid=False
    )
    figure.update_xaxes(
        range=[first - span * 0.03, last + span * 0.02], nticks=3, tickangle=0, tickformatstops=_TICKS, showgrid=True, gridcolor=theme.GRID
    )
    return figure


def _strokes(rows: Sequence[int], starts: Iterable[pd.Timestamp], ends: Iterable[pd.Timestamp]) -> dict[str, list[object]]:
    """Return one line for each row, with a gap after each."""
    x: list[object] = []
    y: list[object] = []
    for row, start, end in zip(rows, starts, ends, strict=True):
        x += [start, end, None]
        y += [row, row, None]
    return {"x": x, "y": y}


def _typical(hours: float, timed: int) -> str:
    """Return how soon the articles of a pair came, as far as times of day tell."""
    return "" if pd.isna(hours) else f"<br>half of them within {theme.duration(hours)} (n = {theme.count(timed)} with a time of day)"
