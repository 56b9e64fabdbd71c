"""Coverage over time."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import count_axis, paper, period_axis

_STEP = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 30 * 86_400_000}  # milliseconds, the unit of a bar's width


def over_time(frame: pd.DataFrame, *, period: str, limited: bool) -> go.Figure:
    """Return bars of articles by period; the hover gives count, total and share.

    Args:
        frame: Rows of the measure ``coverage``, not split.
        period: day, week or month.
        limited: Whether topics, actors or words limit the slice, so that total differs from count.
    """
    figure = paper(height=270, unit="articles")
    of = "<br>%{customdata[1]} of all %{customdata[2]} then" if limited else ""
    figure.add_bar(
        x=frame["period"],
        y=frame["articles"],
        width=_STEP[period] * 0.8,
        xperiodalignment="start",
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=[
            (
                theme.period(row["period"], period),
                theme.share(row["share"]),
                theme.count(row["total"]),
                theme.counted(row["articles"], "article"),
                f"{row['period']:%Y-%m-%d}",
            )
            for row in frame.to_dict("records")
        ],
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>%{{customdata[3]}}{of}<extra></extra>",
    )
    count_axis(figure, frame["articles"].max() if len(frame) else 0)
    period_axis(figure, frame["period"], period)
    return figure
