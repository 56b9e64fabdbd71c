"""Rankings: who or what leads, by the share of articles."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import paper

_ROW = 29  # pixels a bar takes


def leading(frame: pd.DataFrame, *, key: str, rows: int) -> go.Figure:
    """Return horizontal bars of the share of articles, labelled with share and count; the hover adds total and sentiment.

    Args:
        frame: Rows with name, articles, total, share and sentiment, the leading one first.
        key: Column of the id that a click gives back.
        rows: How many to draw.
    """
    shown = frame.head(rows).iloc[::-1]
    figure = paper(height=24 + _ROW * max(len(shown), 1), right=90)
    names = _distinct([theme.lines(name) for name in shown["name"]])
    figure.add_bar(
        x=shown["share"],
        y=names,
        orientation="h",
        text=[f"{theme.share(row['share'])}  ({theme.count(row['articles'])})" for row in shown.to_dict("records")],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=[
            (
                theme.counted(row["articles"], "article"),
                theme.count(row["total"]),
                theme.signed(row["sentiment"]),
                theme.tone(row["sentiment"]),
                id_,
            )
            for row, id_ in zip(shown.to_dict("records"), shown[key], strict=True)
        ],
        hovertemplate="<b>%{y}</b><br>%{customdata[0]} of %{customdata[1]}<br>sentiment %{customdata[2]} (%{customdata[3]})<extra></extra>",
    )
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(showgrid=False)
    return figure


def _distinct(names: list[str]) -> list[str]:
    """Return the names with an invisible mark on repeated ones: two bars of one name would be drawn as one."""
    seen: dict[str, int] = {}
    marked = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        marked.append(name + "\u200b" * (seen[name] - 1))
    return marked
