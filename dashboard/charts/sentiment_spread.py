"""How the articles of each outlet are spread from negative to positive: a small histogram an outlet, one below the other on one axis."""

from __future__ import annotations

import math
from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import paper

KEY = "|"  # between class and outlet in a point's key
LEAST_WIDTH = 660  # pixels; narrower, the names and columns leave no room for the histograms

_ROW = 58  # pixels an outlet takes
_BETWEEN = 1.45  # height of a row over that of the highest bar: room for the mean and its interval below the bars
_BELOW = 0.17  # how far the mean stands below its bars, in rows
_COLUMNS = (("mean", 52), ("negative", 116), ("positive", 178))  # pixels from the right end of the axis
# On a phone names and columns stand in a line above the bars.
_NARROW_ROW, _NARROW_BETWEEN, _NARROW_BELOW = 82, 1.95, 0.12
_NARROW_COLUMNS = (("mean", -118), ("negative", -58), ("positive", 0))
_NARROW_NAME = 20  # characters
_STEPS = (0.05, 0.1, 0.2, 0.25, 0.5)  # between two labels of an axis of sentiment
_LABELS, _NARROW_LABELS = 8, 5  # that fit
_LEAST_REACH = 0.15  # the axis never zooms in closer than three classes to a side, so that noise does not look like a spread


def by_outlet(frame: pd.DataFrame, *, outlets: Collection[str | None], narrow: bool = False) -> go.Figure:
    """Return a histogram of article sentiment for each outlet, the most negative mean on top, with the mean, its interval and the shares beside it.

    All bars have one scale, shares of the outlet's articles; those of outlets with few articles are faint and as high as the room allows.

    Args:
        frame: Rows of the measure ``sentiment-distribution``.
        outlets: Those that are drawn; the dotted line is the mean of all.
        narrow: Whether it is drawn for a phone.
    """
    every = frame.drop_duplicates("outlet")
    frame = frame[frame["outlet"].isin(list(outlets))]
    drawn = frame.drop_duplicates("outlet").sort_values(["sentiment", "outlet"], kind="stable")
    rows_high = (_NARROW_ROW if narrow else _ROW) * max(len(drawn), 1)
    figure = paper(
        height=92 + rows_high, unit="−1 to +1" if narrow else "article sentiment, −1 to +1", right=8 if narrow else _COLUMNS[-1][1] + 14
    )
    solid = frame[frame["total"] >= theme.THIN]["share"]
    highest = float(solid.max()) if len(solid) else 1.0
    step = highest * (_NARROW_BETWEEN if narrow else _BETWEEN)
    below = (_NARROW_BELOW if narrow else _BELOW) * step
    bases = {outlet: -number * step for number, outlet in enumerate(drawn["outlet"].fillna(""))}
    rows = frame.assign(key=frame["outlet"].fillna(""))
    for thin in (False, True):
        of = (rows["total"] < theme.THIN) == thin
        _bars(figure, rows[of & (rows["articles"] > 0)], bases, highest if thin else 1.0, theme.FAINT if thin else 1.0)
        means = drawn[(drawn["total"] < theme.THIN) == thin]
        _means(figure, means, [bases[outlet] - below for outlet in means["outlet"].fillna("")], theme.FAINT if thin else 1.0)
    _columns(figure, rows, bases, highest, narrow=narrow)
    _axes(figure, frame, drawn, bases, step, narrow=narrow)
    if narrow:
        _names_above(figure, drawn, bases, highest)
    if len(every) > 1:
        _mean_of_all(figure, every)
    return figure


def sentiment_axis(figure: go.Figure, low: float, high: float, *, narrow: bool = False) -> None:
    """Label the horizontal axis with sentiment, from low to high, and draw its zero line."""
    step = next((step for step in _STEPS if (high - low) / step <= (_NARROW_LABELS if narrow else _LABELS)), _STEPS[-1])
    ticks = [number * step for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    digits = 2 if round(step * 100) % 10 else 1
    labels = [f"{tick:+.{digits}f}".replace("-", "−") if round(tick, 9) else "0" for tick in ticks]
    figure.update_xaxes(range=[low, high], tickmode="array", tickvals=ticks, ticktext=labels, ticks="", showgrid=True, gridcolor=theme.GRID)
    figure.add_vline(x=0, line={"color": theme.ZERO, "width": 1})


def _bars(figure: go.Figure, rows: pd.DataFrame, bases: dict[str, float], scale: float, opacity: float) -> None:
    figure.add_bar(
        x=rows["low"],
        y=rows["share"] * scale,
        base=[bases[outlet] for outlet in rows["key"]],
        width=rows["high"] - rows["low"],
        offset=0,
        opacity=opacity,
        marker={"color": [theme.TONES[tone] for tone in rows["tone"]], "line": {"width": 0}},
        customdata=[
            (
                theme.label(row["key"] or None),
                f"{theme.signed(row['low'])} to {theme.signed(row['high'])} ({row['tone']})",
                theme.counted(row["articles"], "article"),
                theme.count(row["total"]),
                theme.share(row["share"]),
                f"{row['low']:.2f}{KEY}{row['key']}",
            )
            for row in rows.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]} of %{customdata[3]}: %{customdata[4]}<extra></extra>",
    )


def _means(figure: go.Figure, outlets: pd.DataFrame, heights: list[float], opacity: float) -> None:
    figure.add_scatter(
        x=outlets["sentiment"],
        y=heights,
        mode="markers",
        opacity=opacity,
        marker={"color": theme.INK, "size": 7},
        error_x={
            "type": "data", "symmetric": False, "color": theme.INK, "thickness": 1.5, "width": 0,
            "array": (outlets["sentiment_high"] - outlets["sentiment"]).fillna(0), "arrayminus": (outlets["sentiment"] - outlets["sentiment_low"]).fillna(0),
        },
        customdata=[
            (theme.label(row["outlet"]), theme.signed(row["sentiment"]), _interval(row), row["total"], f"{KEY}{key}")
            for row, key in zip(outlets.to_dict("records"), outlets["outlet"].fillna(""), strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>mean %{customdata[1]}%{customdata[2]}<br>n = %{customdata[3]:,} scored articles<extra></extra>",
    )  # fmt: skip


def _interval(row: dict[object, float]) -> str:
    if pd.isna(row["sentiment_low"]):
        return ""
    return f" (95 % interval {theme.signed(row['sentiment_low'])} to {theme.signed(row['sentiment_high'])})"


def _columns(figure: go.Figure, rows: pd.DataFrame, bases: dict[str, float], highest: float, *, narrow: bool) -> None:
    """Write the mean and the shares of negative and positive articles beside each row."""
    counted = rows.groupby(["key", "tone"])["articles"].sum()
    outlets = rows.drop_duplicates("key").set_index("key")
    at = highest if narrow else highest * 0.35
    for head, shift in _NARROW_COLUMNS if narrow else _COLUMNS:
        column = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": shift, "showarrow": False}
        figure.add_annotation(text=head, y=1, yref="paper", yanchor="bottom", yshift=6, font={"size": 12}, **column)
        for outlet, base in bases.items():
            total, mean = outlets["total"][outlet], outlets["sentiment"][outlet]
            text = theme.signed(mean) if head == "mean" else f"{counted.get((outlet, head), 0) / total * 100:.0f}\N{NO-BREAK SPACE}%"
            shade = theme.INK if total >= theme.THIN else theme.LABEL
            figure.add_annotation(
                text=text, y=base + at, yanchor="bottom" if narrow else "middle", font={"size": 13, "color": shade}, **column
            )


def _names_above(figure: go.Figure, outlets: pd.DataFrame, bases: dict[str, float], highest: float) -> None:
    for row in outlets.to_dict("records"):
        name = row["outlet"] if isinstance(row["outlet"], str) else ""
        short = theme.label((name if len(name) <= _NARROW_NAME else name[: _NARROW_NAME - 1].rstrip() + "…") or None)
        figure.add_annotation(
            text=f"{short} <span style='font-size:11px'>({theme.count(row['total'])})</span>", x=0, xref="paper", xanchor="left", showarrow=False,
            y=bases[name] + highest, yanchor="bottom", font={"size": 13},
        )  # fmt: skip


def _axes(figure: go.Figure, frame: pd.DataFrame, outlets: pd.DataFrame, bases: dict[str, float], step: float, *, narrow: bool) -> None:
    first = min(frame["low"].min(), -_LEAST_REACH) if len(frame) else -_LEAST_REACH
    last = max(frame["high"].max(), _LEAST_REACH) if len(frame) else _LEAST_REACH
    sentiment_axis(figure, first - 0.02, last + 0.02, narrow=narrow)
    names = [
        f"{_name(row['outlet'])}<br><span style='font-size:11px'>{theme.counted(row['total'], 'article')}</span>"
        for row in outlets.to_dict("records")
    ]
    foot, head = (0.35, 0.85) if narrow else (0.55, 0.75)  # of a row, below the last and above the first base
    figure.update_yaxes(
        tickmode="array", tickvals=list(bases.values()), ticktext=names, ticklabelshift=-16, ticks="", showticklabels=not narrow,
        range=[-(len(bases) - 1 + foot) * step, head * step],
    )  # fmt: skip
    figure.update_layout(bargap=0)


def _name(outlet: object) -> str:
    return theme.lines(outlet, 22) if isinstance(outlet, str) else theme.label(None)


def _mean_of_all(figure: go.Figure, outlets: pd.DataFrame) -> None:
    mean = (outlets["sentiment"] * outlets["total"]).sum() / outlets["total"].sum()
    left = mean <= 0
    figure.add_vline(x=mean, line={"color": theme.INK, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=mean, y=0, yref="paper", yanchor="bottom", yshift=2, xanchor="right" if left else "left", xshift=-4 if left else 4,
        text=f"all {theme.signed(mean)}", showarrow=False, font={"size": 11},
    )  # fmt: skip
