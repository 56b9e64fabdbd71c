"""Sentiment over time."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import SIGNED, band, paper, period_axis

_HEIGHT = 286  # pixels
_BAND = "rgba(128,128,128,0.18)"
_LEAST_REACH = 0.1  # the axis never zooms in closer than this, so that noise does not look like a swing
_DENSE = 60  # periods; from here on dots are small


def over_time(frame: pd.DataFrame, *, period: str) -> go.Figure:
    """Return mean sentiment as a line over its 95 % band, with a zero line; periods that few articles carry are faint.

    Args:
        frame: Rows of the measure ``sentiment``, not split.
        period: day, week or month.
    """
    figure = paper(height=_HEIGHT, unit="mean sentiment, −1 to +1")
    days, ends = band(frame)
    figure.add_scatter(x=days, y=ends, mode="none", fill="toself", fillcolor=_BAND, hoverinfo="skip")
    figure.add_scatter(
        x=frame["period"],
        y=frame["sentiment"],
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.ACCENT, "width": 2},
        marker={
            "color": theme.ACCENT,
            "size": 4 if len(frame) >= _DENSE else 7,
            "opacity": [theme.FAINT if count < theme.THIN else 1.0 for count in frame["articles"]],
        },
        customdata=[
            (
                theme.period(row["period"], period),
                theme.signed(row["sentiment"]),
                theme.tone(row["sentiment"]),
                row["articles"],
                f"{row['period']:%Y-%m-%d}",
            )
            for row in frame.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} (%{customdata[2]})<br>n = %{customdata[3]:,} articles<extra></extra>",
    )
    figure.update_yaxes(range=_reach(frame), nticks=5, **SIGNED)
    period_axis(figure, frame["period"], period)
    figure.add_hline(y=0, line={"color": theme.ZERO, "width": 1})
    return figure


def _reach(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis: zero and all means, and the intervals of periods that are not thin."""
    firm = frame[frame["articles"] >= theme.THIN]
    values = pd.concat([frame["sentiment"], firm["low"], firm["high"]]).dropna()
    low, high = (min(float(values.min()), 0.0), max(float(values.max()), 0.0)) if len(values) else (0.0, 0.0)
    spare = max(2 * _LEAST_REACH - (high - low), 0.1 * (high - low)) / 2
    return low - spare, high + spare
