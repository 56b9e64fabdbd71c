"""Two slices against each other: what one has more of than the other, and the tone of both."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import SIGNED, paper
from dashboard.charts.outlets import distinct

A, B = theme.SERIES[0], theme.SERIES[1]  # the colours of the two slices
_ROW = 30  # pixels of a row
_NAME = 26  # characters of a line of a name
_LEAST_REACH = 0.05  # of a share; the axis never zooms in closer
_LEAST_TONE = 0.1  # of sentiment, likewise
_SHARES_RIGHT = 104  # pixels that the two shares take
_PANELS = (("sentiment", "mean sentiment, −1 to +1"), ("negative", "share of negative sentences"), ("words", "words an article"))
_BETWEEN = 0.06  # of the width, between two panels
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)  # of the axis of differences: the first that needs fewer than _MOST_STEPS either way
_MOST_STEPS = 3
FILLED = 6  # rows that are drawn at least, hollow where noise explains them: how little they differ can be seen


def leading(frame: pd.DataFrame, *, rows: int) -> pd.DataFrame:
    """Return the rows that are drawn: the largest differences that exceed noise, filled up to ``FILLED`` with the largest that do not.

    Args:
        frame: Rows of the measure ``differences`` of one kind, the largest first.
        rows: How many at most.
    """
    beyond = frame[frame["exceeds"]].head(rows)
    within = frame[~frame["exceeds"]].head(max(FILLED - len(beyond), 0))
    return pd.concat([beyond, within])


def diverging(frame: pd.DataFrame, *, a: str, b: str) -> go.Figure:
    """Return a row a topic or actor: the difference of its shares as a dot with its interval; right of the line the first slice has more.

    Filled dots exceed noise. At the right the two shares.

    Args:
        frame: Rows of the measure ``differences``, topics or actors, the largest first.
        a, b: Names of the slices.
    """
    ordered = frame.sort_values(["difference", "id"], ascending=[False, True])
    figure = paper(height=100 + _ROW * max(len(ordered), 1), right=_SHARES_RIGHT)
    names = distinct([theme.lines(name, _NAME) for name in ordered["name"]])
    ordered = ordered.assign(row=names)
    for rows, shade in ((ordered[ordered["difference"] >= 0], A), (ordered[ordered["difference"] < 0], B)):
        figure.add_scatter(
            x=rows["difference"],
            y=rows["row"],
            mode="markers",
            marker={"color": shade, "size": 11, "line": {"width": 2, "color": shade}, "symbol": ["circle" if one else "circle-open" for one in rows["exceeds"]]},
            error_x={
                "type": "data", "symmetric": False, "color": shade, "thickness": 1.5, "width": 0,
                "array": (rows["high"] - rows["difference"]).fillna(0), "arrayminus": (rows["difference"] - rows["low"]).fillna(0),
            },
            customdata=[_difference_point(row, a, b) for row in rows.to_dict("records")],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
        )  # fmt: skip
    for row in ordered.to_dict("records"):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=10, y=row["row"], yref="y", showarrow=False, font={"size": 12},
            text=f"{_percent(row['a'])} / {_percent(row['b'])}",
        )  # fmt: skip
    _sides(figure, a, b)
    ends = ordered[["low", "high", "difference"]].abs().max().max() if len(ordered) else 0.0
    reach = max(0.0 if pd.isna(ends) else float(ends) * 1.08, _LEAST_REACH)
    figure.update_layout(margin={"t": 58})
    step = next(step for step in _STEPS if reach / step < _MOST_STEPS)
    ticks = [number * step for number in range(-int(reach / step + 1e-9), int(reach / step + 1e-9) + 1)]
    figure.update_xaxes(
        range=[-reach, reach], tickmode="array", tickvals=ticks, ticktext=[points(tick).removesuffix(".0") for tick in ticks], showgrid=True,
        gridcolor=theme.GRID,
    )  # fmt: skip
    figure.update_yaxes(showgrid=False, autorange="reversed", type="category", categoryorder="array", categoryarray=names)
    figure.add_vline(x=0, line={"color": theme.ZERO, "width": 1})
    return figure


def _difference_point(row: dict[Hashable, Any], a: str, b: str) -> tuple[str, ...]:
    said = "beyond noise" if row["exceeds"] else "within noise"
    return (
        theme.label(row["name"]),
        *(
            f"{theme.label(name)}: {theme.share(row[side])}, {theme.counted(row[f'{side}_n'], 'article')} of {theme.count(row[f'{side}_total'])}"
            for side, name in (("a", a), ("b", b))
        ),
        f"{points(_as_shown(row['a']) - _as_shown(row['b']))} points ({points(row['low'])} to {points(row['high'])}), {said}",
        f"{row['kind']}|{row['id']}",
    )


def _sides(figure: go.Figure, a: str, b: str) -> None:
    """Write above the chart what is measured, and which slice has more on which side."""
    figure.add_annotation(
        text="difference of shares, percentage points", x=0.5, y=1, xref="paper", yref="paper", xanchor="center", yanchor="bottom", showarrow=False,
        yshift=24, font={"size": 12},
    )  # fmt: skip
    for text, anchor, shift, shade in ((f"← {theme.label(b)}", "right", -8, B), (f"{theme.label(a)} →", "left", 8, A)):
        figure.add_annotation(
            text=text, x=0.5, y=1, xref="paper", yref="paper", xanchor=anchor, yanchor="bottom", showarrow=False, yshift=6, xshift=shift,
            font={"size": 12, "color": shade},
        )  # fmt: skip


def means(frame: pd.DataFrame, *, a: str, b: str) -> go.Figure:
    """Return two rows, a slice each, in three panels: mean sentiment, share of negative sentences and words an article, with their 95 % intervals.

    Filled dots differ by more than noise explains.

    Args:
        frame: Rows of the measure ``differences``.
        a, b: Names of the slices.
    """
    figure = paper(height=172, right=24)
    wide = (1 - _BETWEEN * (len(_PANELS) - 1)) / len(_PANELS)
    names = {"a": theme.lines(a, _NAME), "b": theme.lines(b, _NAME) + "\u200b"}  # two slices of one name are two rows
    for number, (kind, unit) in enumerate(_PANELS):
        rows = frame[frame["kind"] == kind]
        start = number * (wide + _BETWEEN)
        for side, name, shade in (("a", a, A), ("b", b, B)):
            _mean(figure, rows[rows[side].notna()], side, name, shade, names[side], f"x{number + 1}" if number else "x")
        figure.update_layout(
            {
                f"xaxis{number + 1}" if number else "xaxis": {
                    "domain": [start, start + wide], "anchor": "y", "range": _reach(rows, kind), "nticks": 5, "showgrid": True, "gridcolor": theme.GRID,
                    "zeroline": False, "fixedrange": True, "title": None,
                    **{"sentiment": SIGNED, "negative": {"tickformat": ".0%"}, "words": {"tickformat": ",d"}}[kind],
                }
            }
        )  # fmt: skip
        figure.add_annotation(
            text=unit,
            x=start,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            yshift=6,
            font={"size": 12},
        )
    figure.add_shape(type="line", x0=0, x1=0, xref="x", y0=0, y1=1, yref="paper", line={"color": theme.ZERO, "width": 1})
    figure.update_layout(margin={"t": 30})
    figure.update_yaxes(showgrid=False, autorange="reversed", type="category", categoryorder="array", categoryarray=list(names.values()))
    return figure


def _mean(figure: go.Figure, rows: pd.DataFrame, side: str, name: str, shade: str, row: str, axis: str) -> None:
    figure.add_scatter(
        x=rows[side], y=[row] * len(rows), xaxis=axis, mode="markers",
        marker={
            "color": shade, "size": 12, "line": {"width": 2, "color": shade}, "symbol": ["circle" if one else "circle-open" for one in rows["exceeds"]],
            "opacity": [theme.FAINT if n < theme.THIN else 1.0 for n in rows[f"{side}_n"]],
        },
        error_x={
            "type": "data", "symmetric": False, "color": shade, "thickness": 2, "width": 0,
            "array": (rows[f"{side}_high"] - rows[side]).fillna(0), "arrayminus": (rows[side] - rows[f"{side}_low"]).fillna(0),
        },
        customdata=[
            (
                theme.label(name),
                f"{_WORDS[one['kind']](one[side])}" + (f", {_WORDS[one['kind']](one[f'{side}_low'])} to {_WORDS[one['kind']](one[f'{side}_high'])}"
                                                      if not pd.isna(one[f"{side}_low"]) else ""),
                theme.counted(one[f"{side}_n"], "article"),
                f"{one['kind']}|{one['id']}",
            )
            for one in rows.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>n = %{customdata[2]}<extra></extra>",
    )  # fmt: skip


_WORDS: dict[str, Callable[[float], str]] = {"sentiment": theme.signed, "negative": theme.share, "words": theme.count}


def _reach(rows: pd.DataFrame, kind: str) -> list[float]:
    """Return the ends of a panel's axis: around the intervals, and 0 for sentiment."""
    known = rows[["a", "a_low", "a_high", "b", "b_low", "b_high"]].to_numpy("float64").ravel()
    known = known[~np.isnan(known)]
    least, most = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    if kind == "sentiment":
        least, most = min(least, -_LEAST_TONE), max(most, _LEAST_TONE)
    room = (most - least) * 0.1 or max(abs(most), 1.0) * 0.1
    return [least - room, most + room]


def points(share: float) -> str:
    """Return a difference of shares in percentage points: 0.1234 as +12.3."""
    if pd.isna(share):
        return "unknown"
    shown = f"{share * 100:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")


def _as_shown(share: float) -> float:
    """Return a share with the decimals it is shown with, so that shares and their difference add up for a reader."""
    return round(share, 3)


def _percent(share: float) -> str:
    return (
        ""
        if pd.isna(share)
        else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"
        if share >= 0.1 or share == 0
        else f"{share * 100:.1f}\N{NO-BREAK SPACE}%"
    )
