"""How the articles of each outlet are spread from negative to positive: a small histogram an outlet, one below the other on one axis."""

from __future__ import annotations

import math

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
_STEPS = (0.05, 0.1, 0.2, 0.25, 0.5)  # between two labels of an axis of sentiment
_LABELS = 8  # that fit
_LEAST_REACH = 0.15  # the axis never zooms in closer than three classes to a side, so that noise does not look like a spread


def by_outlet(frame: pd.DataFrame, *, outlets: int) -> go.Figure:
    """Return a histogram of article sentiment for each outlet, the most negative mean on top, with the mean, its interval and the shares beside it.

    All bars have one scale, shares of the outlet's articles; those of outlets with few articles are faint and as high as the room allows.

    Args:
        frame: Rows of the measure ``sentiment-distribution``.
        outlets: How many are drawn: those with most articles.
    """
    every = frame.drop_duplicates("outlet")
    frame = frame[frame["outlet"].isin(every["outlet"].head(outlets))]
    drawn = every.head(outlets).sort_values(["sentiment", "outlet"], kind="stable")
    figure = paper(height=92 + _ROW * max(len(drawn), 1), unit="article sentiment, −1 to +1", right=_COLUMNS[-1][1] + 14)
    solid = frame[frame["total"] >= theme.THIN]["share"]
    highest = float(solid.max()) if len(solid) else 1.0
    step = highest * _BETWEEN
    bases = {outlet: -number * step for number, outlet in enumerate(drawn["outlet"].fillna(""))}
    rows = frame.assign(key=frame["outlet"].fillna(""))
    for thin in (False, True):
        of = (rows["total"] < theme.THIN) == thin
        _bars(figure, rows[of & (rows["articles"] > 0)], bases, highest if thin else 1.0, theme.FAINT if thin else 1.0)
        means = drawn[(drawn["total"] < theme.THIN) == thin]
        _means(figure, means, [bases[outlet] - _BELOW * step for outlet in means["outlet"].fillna("")], theme.FAINT if thin else 1.0)
    _columns(figure, rows, bases, highest)
    _axes(figure, frame, drawn, bases, step)
    if len(every) > 1:
        _mean_of_all(figure, every)
    return figure


def sentiment_axis(figure: go.Figure, low: float, high: float) -> None:
    """Label the horizontal axis with sentiment, from low to high, and draw its zero line."""
    step = next((step for step in _STEPS if (high - low) / step <= _LABELS), _STEPS[-1])
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


def _columns(figure: go.Figure, rows: pd.DataFrame, bases: dict[str, float], highest: float) -> None:
    """Write the mean and the shares of negative and positive articles beside each row."""
    counted = rows.groupby(["key", "tone"])["articles"].sum()
    outlets = rows.drop_duplicates("key").set_index("key")
    for head, shift in _COLUMNS:
        column = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": shift, "showarrow": False}
        figure.add_annotation(text=head, y=1, yref="paper", yanchor="bottom", yshift=6, font={"size": 12}, **column)
        for outlet, base in bases.items():
            total, mean = outlets["total"][outlet], outlets["sentiment"][outlet]
            text = theme.signed(mean) if head == "mean" else f"{counted.get((outlet, head), 0) / total * 100:.0f}\N{NO-BREAK SPACE}%"
            shade = theme.INK if total >= theme.THIN else theme.LABEL
            figure.add_annotation(text=text, y=base + highest * 0.35, yanchor="middle", font={"size": 13, "color": shade}, **column)


def _axes(figure: go.Figure, frame: pd.DataFrame, outlets: pd.DataFrame, bases: dict[str, float], step: float) -> None:
    first = min(frame["low"].min(), -_LEAST_REACH) if len(frame) else -_LEAST_REACH
    last = max(frame["high"].max(), _LEAST_REACH) if len(frame) else _LEAST_REACH
    sentiment_axis(figure, first - 0.02, last + 0.02)
    names = [
        f"{_name(row['outlet'])}<br><span style='font-size:11px'>{theme.counted(row['total'], 'article')}</span>"
        for row in outlets.to_dict("records")
    ]
    figure.update_yaxes(
        tickmode="array", tickvals=list(bases.values()), ticktext=names, ticklabelshift=-16, ticks="", range=[-(len(bases) - 1) * step - 0.55 * step, step * 0.75],
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
