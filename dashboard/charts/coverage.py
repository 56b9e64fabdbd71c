"""Coverage over time: articles by period, the spikes among them darker and named, periods that are not whole hollow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import count_ticks, paper, period_ticks

_FEWEST = 7  # periods that the axis has room for at least, lest a bar becomes a wall
_STEP = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 30 * 86_400_000}  # milliseconds, the unit of a bar's width
_HEIGHT = 290  # pixels
_USUAL = 0.55  # opacity of the bars beside spikes
_HOLLOW = 0.3  # opacity of a period that the dates cover only in part
_NAMED = 4  # spikes with a label; the others say their name when pointed at
_APART = 0.16  # of the width; labels that are closer would run into each other
_APART_NARROW = 0.34  # the same on a phone
_LABEL_WIDTH = 14  # characters of a line of a label
_EDGE = 0.12  # of the width; a label that is closer to the edge is written towards the middle
_ABOVE = 1.2  # of the highest bar: where the axis ends when labels stand on bars


def over_time(
    frame: pd.DataFrame,
    *,
    period: str,
    limited: bool,
    whole: Sequence[bool] | None = None,
    spikes: pd.DataFrame | None = None,
    narrow: bool = False,
) -> go.Figure:
    """Return bars of articles by period; the hover gives count, total and share, and what a spike was about.

    Args:
        frame: Rows of the measure ``coverage``, not split.
        period: day, week or month.
        limited: Whether topics, actors or words limit the slice, so that total differs from count.
        whole: For each row whether the dates cover the period whole; None where all do.
        spikes: Rows of the measure ``spikes``; None for none.
        narrow: Whether it is drawn for a phone.
    """  # fmt: skip
    peaks = {} if spikes is None else {row["period"]: row for row in spikes.to_dict("records")}
    spiking = frame["period"].isin(list(peaks))
    part = pd.Series(False, index=frame.index) if whole is None else ~pd.Series(list(whole), index=frame.index, dtype="bool") & ~spiking
    kinds = ((frame[~spiking & ~part], _USUAL if peaks else 1.0), (frame[spiking], 1.0), (frame[part], _HOLLOW))
    bars = [
        {
            "type": "bar", "x": rows["period"], "y": rows["articles"], "width": _STEP[period] * 0.8, "opacity": opacity,
            "marker": {"color": theme.ACCENT, "line": {"width": 0}},
            "customdata": [_point(row, period, limited, peaks.get(row["period"])) for row in rows.to_dict("records")],
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}%{customdata[2]}<extra></extra>",
        }
        for rows, opacity in kinds if len(rows)
    ]  # fmt: skip
    highest = float(frame["articles"].max()) if len(frame) else 0.0
    across, up = period_ticks(frame["period"], period), count_ticks(highest)
    if len(frame):  # labels must not widen it
        half = pd.Timedelta(milliseconds=_STEP[period] / 2 * max(1, _FEWEST - len(frame) + 1))
        across["range"] = [frame["period"].iloc[0] - half, frame["period"].iloc[-1] + half]
    names = []
    if peaks and len(frame):
        up["range"] = [0, highest * _ABOVE]
        names = _names(frame["period"], list(peaks.values()), period, _APART_NARROW if narrow else _APART)
    figure = paper(height=_HEIGHT, unit="articles", data=bars, xaxis=across, yaxis=up, annotations=names)
    figure.layout.barmode = "overlay"
    return figure


def label(spike: Mapping[Any, Any]) -> str:
    """Return what stands above a spike: what it is about, else how many times the usual it is."""
    if isinstance(spike["name"], str):
        return theme.lines(spike["name"], _LABEL_WIDTH)
    return "from none" if pd.isna(spike["times"]) else f"{spike['times']:.1f} times the usual"


def _point(row: Mapping[Any, Any], period: str, limited: bool, spike: Mapping[Any, Any] | None) -> tuple[str, ...]:
    """Return what the hover says of a bar, and last what a click gives back."""
    more = f"<br>{theme.share(row['share'])} of all {theme.count(row['total'])} then" if limited else ""
    if spike:
        more += f"<br>{theme.count(spike['expected'])} expected"
        about = f"<br>stands out: {theme.label(spike['name'])}, in {spike['about']} of {spike['of']}"
        more += (about if isinstance(spike["name"], str) else "") + (
            f"<br>led by {theme.label(spike['led_by'])}" if isinstance(spike["led_by"], str) else ""
        )
    start = row["period"]
    return theme.period(start, period), theme.counted(row["articles"], "article"), more, f"{start:%Y-%m-%d}"


def _names(periods: pd.Series, spikes: Sequence[Mapping[Any, Any]], period: str, apart: float) -> list[dict[str, Any]]:
    """Return what stands on the highest spikes: what they are about, as many as fit."""
    first, last = periods.iloc[0], periods.iloc[-1]
    width = max((last - first) / pd.Timedelta(milliseconds=1), _STEP[period])
    taken: list[float] = []
    names = []
    for spike in sorted(spikes, key=lambda row: (-row["articles"], row["period"])):
        place = (spike["period"] - first) / pd.Timedelta(milliseconds=1) / width
        if len(taken) == _NAMED or any(abs(place - other) < apart for other in taken):
            continue
        taken.append(place)
        side = "left" if place < _EDGE else "right" if place > 1 - _EDGE else "center"
        names.append(
            {
                "x": spike["period"], "y": spike["articles"], "text": label(spike), "showarrow": False, "yanchor": "bottom", "yshift": 2,
                "font": {"size": 11}, "xanchor": side, "align": side,
            }
        )  # fmt: skip
    return names
