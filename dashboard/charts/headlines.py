"""Headlines against bodies: two points an outlet, joined, with the interval of what lies between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import paper
from dashboard.charts.sentiment_spread import sentiment_axis

LEAST_WIDTH = 560  # pixels; narrower, the names and the differences leave no room for the points

_ROW = 42  # pixels an outlet takes
_LEAST_REACH = 0.1  # the axis never zooms in closer than this, so that noise does not look like a gap
_GAP_RIGHT = 136  # pixels of the column with the differences
_JOIN = "rgba(128,128,128,0.3)"
_HOVER = "<b>%{customdata[0]}</b><br>headlines %{customdata[1]}, bodies %{customdata[2]}<br>difference %{customdata[3]}<br>n = %{customdata[4]}<extra></extra>"


def against_bodies(frame: pd.DataFrame) -> go.Figure:
    """Return a row an outlet: the mean of its bodies as a ring, that of its headlines as a dot, joined; the most negative difference on top.

    The bar through the dot is the interval of the difference, laid around the ring's value: where it does not reach the ring, the gap is
    larger than noise.

    Args:
        frame: Rows of the measure ``headlines``.
    """
    shown = frame.dropna(subset="difference").sort_values(["difference", "outlet"], kind="stable").reset_index(drop=True)
    figure = paper(height=96 + _ROW * max(len(shown), 1), unit="mean sentiment, −1 to +1", right=_GAP_RIGHT)
    for thin in (False, True):
        rows = shown[(shown["articles"] < theme.THIN) == thin]
        _joined(figure, rows, theme.FAINT if thin else 1.0)
    values = np.concatenate([shown["headline"], shown["body"], shown["body"] + shown["low"], shown["body"] + shown["high"], [0.0]])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    pad = max((high - low) * 0.05, 0.02)
    sentiment_axis(figure, min(low - pad, -_LEAST_REACH), max(high + pad, _LEAST_REACH))
    names = [
        f"{theme.lines(row['outlet'], 22) if isinstance(row['outlet'], str) else theme.label(None)}  ({theme.count(row['articles'])})"
        for row in shown.to_dict("records")
    ]
    figure.update_yaxes(
        tickmode="array", tickvals=list(range(len(shown))), ticktext=names, showgrid=False, ticks="", range=[len(shown) - 0.4, -0.75]
    )
    _words(figure, shown)
    return figure


def exceeds(row: dict[object, float]) -> bool:
    """Return whether an outlet's difference is larger than noise: its interval leaves out 0, and its articles are not few."""
    return bool(row["articles"] >= theme.THIN and (row["low"] > 0 or row["high"] < 0))


def _joined(figure: go.Figure, rows: pd.DataFrame, opacity: float) -> None:
    spans: list[float | None] = []
    places: list[float | None] = []
    for place, row in zip(rows.index, rows.to_dict("records"), strict=True):
        spans += [row["body"], row["headline"], None]
        places += [place, place, None]
    figure.add_scatter(x=spans, y=places, mode="lines", line={"color": _JOIN, "width": 9}, opacity=opacity, hoverinfo="skip")
    data = [
        (
            theme.label(row["outlet"]),
            theme.signed(row["headline"]),
            theme.signed(row["body"]),
            _difference(row),
            theme.counted(row["articles"], "article"),
            row["outlet"] if isinstance(row["outlet"], str) else "",
        )
        for row in rows.to_dict("records")
    ]
    common = {"y": list(rows.index), "mode": "markers", "opacity": opacity, "customdata": data, "hovertemplate": _HOVER}
    figure.add_scatter(x=rows["body"], marker={"symbol": "circle-open", "size": 11, "color": theme.INK, "line": {"width": 2}}, **common)
    figure.add_scatter(
        x=rows["headline"], marker={"size": 11, "color": theme.ACCENT},
        error_x={
            "type": "data", "symmetric": False, "color": theme.ACCENT, "thickness": 1.5, "width": 0,
            "array": (rows["high"] - rows["difference"]).fillna(0), "arrayminus": (rows["difference"] - rows["low"]).fillna(0),
        },
        **common,
    )  # fmt: skip


def _difference(row: dict[object, float]) -> str:
    between = "" if pd.isna(row["low"]) else f" (95 % interval {theme.signed(row['low'])} to {theme.signed(row['high'])})"
    return theme.signed(row["difference"]) + between


def _words(figure: go.Figure, shown: pd.DataFrame) -> None:
    """Name the two points of the first row, and write each row's difference at its end."""
    if shown.empty:
        return
    first = shown.iloc[0]
    left = first["headline"] <= first["body"]
    for text, value, side, shade in (("headlines", first["headline"], left, theme.ACCENT), ("bodies", first["body"], not left, theme.INK)):
        figure.add_annotation(
            x=value, y=0, text=text, showarrow=False, yshift=15, xanchor="right" if side else "left", font={"size": 12, "color": shade}
        )
    column = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 12, "showarrow": False}
    figure.add_annotation(text="difference", y=1, yref="paper", yanchor="bottom", yshift=6, font={"size": 12}, **column)
    for place, row in enumerate(shown.to_dict("records")):
        firm = exceeds(row)
        text = theme.signed(row["difference"])
        figure.add_annotation(
            text=f"<b>{text}</b>" if firm else f"{text}, within noise",
            y=place,
            font={"size": 12, "color": theme.INK if firm else theme.LABEL},
            **column,
        )
