"""All outlets: volume and sentiment on shared rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import SIGNED, paper

ROW = 30  # pixels of a row
_LEFT, _RIGHT = [0.0, 0.43], [0.5, 1.0]  # of the width: bars, dots
_TEXT_ROOM = 1.75  # the axis of the bars, in largest bars: room for the text beside it
LEAST_REACH = 0.1  # the axis of sentiment never zooms in closer than this, so that noise does not look like a swing
NOT_NAMED = "not named\u200b"  # its mark tells it from an outlet of that name


def axis_name(outlet: object) -> str:
    """Return an outlet's name as a label; articles that name none have one of their own."""
    return theme.lines(outlet) if isinstance(outlet, str) and outlet else NOT_NAMED


def side_by_side(frame: pd.DataFrame, *, narrow: bool = False) -> go.Figure:
    """Return a row an outlet: its articles as a bar, and beside it the mean sentiment as a dot with its 95 % interval.

    A filled dot differs from all other outlets together by more than noise explains, a hollow one does not. The dotted line is the mean of all.

    Args:
        frame: Rows of the measure ``outlets``, the largest on top.
        narrow: Whether it is drawn for a phone: shorter labels and fewer ticks.
    """
    figure = paper(height=74 + ROW * max(len(frame), 1))
    names = [axis_name(outlet) for outlet in frame["outlet"]]
    figure.add_bar(
        x=frame["articles"],
        y=names,
        orientation="h",
        text=[theme.count(row["articles"]) + ("" if narrow else f"  ({theme.share(row['share'])})") for row in frame.to_dict("records")],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=_bar_points(frame),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} of %{customdata[2]} (%{customdata[3]})<br>"
        "%{customdata[4]} words an article<br>%{customdata[5]}<extra></extra>",
    )
    scored = frame.dropna(subset="sentiment")
    for row_set, opacity in ((scored[scored["scored"] >= theme.THIN], 1.0), (scored[scored["scored"] < theme.THIN], theme.FAINT)):
        _tone_dots(figure, row_set, opacity)
    _frame_of_two(figure, frame, scored, names, narrow=narrow)
    return figure


def _bar_points(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (
            theme.label(row["outlet"]),
            theme.counted(row["articles"], "article"),
            theme.count(row["total"]),
            theme.share(row["share"]),
            theme.count(row["words"]),
            f"{theme.counted(row['copies'], 'copy', 'copies')} of earlier articles ({theme.share(row['copies_share'])})",
            row["outlet"] if isinstance(row["outlet"], str) else "",
        )
        for row in frame.to_dict("records")
    ]


def _tone_dots(figure: go.Figure, rows: pd.DataFrame, opacity: float) -> None:
    figure.add_scatter(
        x=rows["sentiment"],
        y=[axis_name(outlet) for outlet in rows["outlet"]],
        xaxis="x2",
        mode="markers",
        opacity=opacity,
        marker={
            "color": theme.ACCENT, "size": 10, "symbol": ["circle" if exceeds else "circle-open" for exceeds in rows["exceeds"]],
            "line": {"width": 2, "color": theme.ACCENT},
        },
        error_x={
            "type": "data", "symmetric": False, "color": theme.ACCENT, "thickness": 1.5, "width": 0,
            "array": (rows["high"] - rows["sentiment"]).fillna(0), "arrayminus": (rows["sentiment"] - rows["low"]).fillna(0),
        },
        customdata=[
            (
                theme.label(row["outlet"]),
                f"{theme.signed(row['sentiment'])} ({theme.tone(row['sentiment'])}){interval(row['low'], row['high'])}",
                theme.counted(row["scored"], "scored article"),
                theme.share(row["negative_share"]),
                f"all others together {theme.signed(row['others'])}: " + ("beyond noise" if row["exceeds"] else "within noise")
                if not pd.isna(row["others"])
                else "no other outlet",
                row["outlet"] if isinstance(row["outlet"], str) else "",
            )
            for row in rows.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>n = %{customdata[2]}<br>%{customdata[3]} of the sentences negative<br>"
        "%{customdata[4]}<extra></extra>",
    )  # fmt: skip


def _frame_of_two(figure: go.Figure, frame: pd.DataFrame, scored: pd.DataFrame, names: Sequence[str], *, narrow: bool) -> None:
    """Lay out the two panels on shared rows, with their units, the zero line and the mean of all."""
    largest = float(frame["articles"].max()) if len(frame) else 1.0
    ends = scored[["low", "high", "sentiment"]]
    least, most = (min(ends.min().min(), -LEAST_REACH), max(ends.max().max(), LEAST_REACH)) if len(scored) else (-1.0, 1.0)
    room = (most - least) * 0.06
    figure.update_layout(
        margin={"t": 30, "l": 8, "r": 16, "b": 8},
        xaxis={"domain": _LEFT, "visible": False, "range": [0, largest * _TEXT_ROOM]},
        xaxis2={
            "domain": _RIGHT, "range": [least - room, most + room], **SIGNED, "nticks": 3 if narrow else 6, "showgrid": True, "gridcolor": theme.GRID,
            "zeroline": False, "fixedrange": True, "anchor": "y", "title": None,
        },
        yaxis={"showgrid": False, "autorange": "reversed", "categoryorder": "array", "categoryarray": list(dict.fromkeys(names))},
    )  # fmt: skip
    for place, unit in ((_LEFT[0], "articles"), (_RIGHT[0], "sentiment" if narrow else "mean sentiment, −1 to +1")):
        figure.add_annotation(
            text=unit,
            x=place,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            yshift=6,
            font={"size": 12},
        )
    figure.add_shape(type="line", x0=0, x1=0, xref="x2", y0=0, y1=1, yref="paper", line={"color": theme.ZERO, "width": 1})
    if len(scored) > 1:
        mean = overall(scored)
        figure.add_shape(
            type="line", x0=mean, x1=mean, xref="x2", y0=0, y1=1, yref="paper", line={"color": theme.ZERO, "width": 1.5, "dash": "dot"}
        )


def overall(frame: pd.DataFrame) -> float:
    """Return the mean sentiment over the articles of all outlets; NaN when there is none."""
    scored = frame.dropna(subset="sentiment")
    return float((scored["sentiment"] * scored["scored"]).sum() / scored["scored"].sum()) if len(scored) else float("nan")


def interval(low: float, high: float) -> str:
    """Return an interval in words, a comma before it; nothing where there is none."""
    return "" if pd.isna(low) else f", {theme.signed(low)} to {theme.signed(high)}"


def distinct(names: Sequence[str]) -> list[str]:
    """Return the names with an invisible mark on repeated ones: two rows of one name would be drawn as one."""
    return [name + "\u200b" * list(names[:place]).count(name) for place, name in enumerate(names)]
