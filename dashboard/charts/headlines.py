"""Headlines against bodies: two points an outlet, joined, with the interval of what lies between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.measures.headlines import ALL_OUTLETS
from dashboard import theme
from dashboard.charts.base import paper
from dashboard.charts.sentiment_spread import sentiment_axis

LEAST_WIDTH = 560  # pixels; narrower, the names and the differences leave no room for the points

_ROW, _NARROW_ROW = 42, 54  # pixels an outlet takes; on a phone its name stands above its points
_ABOVE = 0.42  # of such a row: how far above
_NARROW_NAME = 24  # characters
_LEAST_REACH = 0.1  # the axis never zooms in closer than this, so that noise does not look like a gap
_APART = 0.3  # of a row: how far all outlets together stand above the first of them
_GAP_RIGHT = 136  # pixels of the column with the differences
_JOIN = "rgba(128,128,128,0.3)"
_HOVER = "<b>%{customdata[0]}</b><br>headlines %{customdata[1]}, bodies %{customdata[2]}<br>difference %{customdata[3]}<br>n = %{customdata[4]}<extra></extra>"


def against_bodies(frame: pd.DataFrame, *, narrow: bool = False) -> go.Figure:
    """Return a row an outlet: the mean of its bodies as a ring, that of its headlines as a dot, joined; the most negative difference on top.

    All outlets together stand above them, set apart.

    The bar through the dot is the interval of the difference, laid around the ring's value: where it does not reach the ring, the gap is
    larger than noise.

    Args:
        frame: Rows of the measure ``headlines``.
        narrow: Whether it is drawn for a phone.
    """
    shown = _placed(frame)
    row_high = _NARROW_ROW if narrow else _ROW
    figure = paper(
        height=96 + round(row_high * max([1.0, *(shown.index + 1)])), unit=None if narrow else "mean sentiment, −1 to +1",
        right=8 if narrow else _GAP_RIGHT,
    )  # fmt: skip
    figure.update_layout(margin={"t": 28})
    for thin in (False, True):
        rows = shown[(shown["articles"] < theme.THIN) == thin]
        _joined(figure, rows, theme.FAINT if thin else 1.0)
    values = np.concatenate([shown["headline"], shown["body"], shown["body"] + shown["low"], shown["body"] + shown["high"], [0.0]])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    pad = max((high - low) * 0.05, 0.02)
    sentiment_axis(figure, min(low - pad, -_LEAST_REACH), max(high + pad, _LEAST_REACH), narrow=narrow)
    names = [
        f"{theme.lines(name, 22) if (name := _name(row['outlet'])) else theme.label(None)}  ({theme.count(row['articles'])})"
        for row in shown.to_dict("records")
    ]
    figure.update_yaxes(
        tickmode="array", tickvals=list(shown.index), ticktext=names, showgrid=False, ticks="",
        range=[max([-1.0, *shown.index]) + 0.6, -0.75],
        showticklabels=not narrow,
    )  # fmt: skip
    if narrow:
        _words_above(figure, shown)
    else:
        _words(figure, shown)
    return figure


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are drawn by their place from the top: all outlets together first, then the others a little apart."""
    every = frame["outlet"] == ALL_OUTLETS
    rows = frame.assign(every=every).dropna(subset="difference")
    rows = rows.sort_values(["every", "difference", "outlet"], ascending=[False, True, True], kind="stable")
    places = np.arange(len(rows), dtype="float64")
    if rows["every"].any():
        places[1:] += _APART
    return rows.set_axis(places)


def _name(outlet: object) -> str | None:
    """Return an outlet as a name to write."""
    return None if not isinstance(outlet, str) else outlet[0].upper() + outlet[1:] if outlet == ALL_OUTLETS else outlet


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
            theme.label(_name(row["outlet"])),
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
    _differences(figure, shown, {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 12, "showarrow": False})


def _words_above(figure: go.Figure, shown: pd.DataFrame) -> None:
    """Name the two points above the chart, and each row, with its difference, above its points."""
    line = {"xref": "paper", "showarrow": False}
    for text, shift, shade in (("● headlines", 0, theme.ACCENT), ("○ bodies", 84, theme.INK)):
        figure.add_annotation(
            text=text,
            x=0,
            xanchor="left",
            xshift=shift,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6,
            font={"size": 12, "color": shade},
            **line,
        )
    for place, row in zip(shown.index, shown.to_dict("records"), strict=True):
        name = _name(row["outlet"]) or ""
        short = theme.label((name if len(name) <= _NARROW_NAME else name[: _NARROW_NAME - 1].rstrip() + "…") or None)
        text = f"{short} <span style='font-size:11px'>({theme.count(row['articles'])})</span>"
        figure.add_annotation(text=text, x=0, xanchor="left", y=place - _ABOVE, yanchor="middle", font={"size": 12.5}, **line)
    _differences(figure, shown, {"x": 1, "xanchor": "right", "yshift": _ABOVE * _NARROW_ROW, **line})


def _differences(figure: go.Figure, shown: pd.DataFrame, column: dict[str, object]) -> None:
    """Write each row's difference, bold where it exceeds noise."""
    figure.add_annotation(text="difference", y=1, yref="paper", yanchor="bottom", font={"size": 12}, **(column | {"yshift": 6}))
    for place, row in zip(shown.index, shown.to_dict("records"), strict=True):
        firm = exceeds(row)
        text = theme.signed(row["difference"])
        figure.add_annotation(
            text=f"<b>{text}</b>" if firm else f"{text}, within noise",
            y=place,
            font={"size": 12, "color": theme.INK if firm else theme.LABEL},
            **column,
        )
