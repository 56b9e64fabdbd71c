"""Rankings: things side by side, a row each: name, share of articles or mentions, and what else is known of it, in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import LINK, paper

By = Literal["articles", "mentions"]

DRAWN = 8  # rows, where several rankings stand on a page; more push what stands below off the screen

_ROW = 33  # pixels; two lines of a name fit
_NARROW_ROW = 46  # pixels on a phone: the name stands above its bar
_TOP = 26  # pixels above the rows, for the heads of the columns
_NAME_WIDTH, _WIDE_NAME = 19, 30  # characters of a line of a name, on half a page and on a whole one
_LEAST_REACH = 0.1  # the axis of sentiment never zooms in closer than this, so that noise does not look like a swing
_SPARK = 0.36  # of a row's height, that a trend takes above and below the middle
_NARROW_NAME = 36  # characters of the one line there
_ABOVE, _BELOW, _HIGH = -0.22, 0.22, 0.36  # of such a row: the middles of name and bar, and the bar's height
_LETTER, _WIDE_LETTER, _NARROW_LETTER = (
    0.0145,
    0.0075,
    0.02,
)  # of the width, that a letter of a label takes: on half a page, a whole one, a phone
_GAP = 0.015  # of the width, between a label and the next column
_STEPS = 26  # points of a trend; more are a thicket
_CLEAR = "rgba(128,128,128,0.004)"  # not quite clear: what cannot be seen at all answers no click everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What stands beside the name and the share of each row.

    Attributes:
        sentiment: What the sentiment is of, such as "sentiment"; empty for no such column. The frame has sentiment, perhaps low and high.
        trends: Id -> values over time, None where there is none; None for no such column.
        notes: Id -> a few words; None for no such column.
        noted: What the notes are, at the head of their column.
    """

    sentiment: str = ""
    trends: Mapping[str, Sequence[float]] | None = None
    notes: Mapping[str, str] | None = None
    noted: str = ""


def rows(
    frame: pd.DataFrame, *, key: str, columns: Columns, by: By = "articles", most: int = DRAWN, wide: bool = False, narrow: bool = False
) -> go.Figure:
    """Return a row a thing, the leading one on top: its name, which leads to its page, its bar, and the columns that are asked for.

    Args:
        frame: Rows with name, articles, total, share, and sentiment and mentions where they are asked for.
        key: Column of the id that a click on a bar or dot gives back.
        columns: What stands beside.
        by: What the bars are: the share of articles, or mentions.
        most: How many rows are drawn.
        wide: Whether it has the whole width of a page, and not half of it; then sentiment is all that may stand beside.
        narrow: Whether it is drawn for a phone.
    """  # fmt: skip
    shown = frame.head(most).reset_index(drop=True)
    labels = [_label(row, by) for row in shown.to_dict("records")]
    letter = _NARROW_LETTER if narrow else _WIDE_LETTER if wide else _LETTER
    figure = paper(height=_TOP + (_NARROW_ROW if narrow else _ROW) * max(len(shown), 1) + 16)
    figure.update_layout(margin={"t": _TOP, "b": 8, "l": 2, "r": 2}, barmode="overlay", bargap=0.42)
    figure.update_yaxes(visible=False, range=[max(len(shown), 1) - 0.5, -0.5])
    ids = shown[key].fillna("").tolist()
    places = _places(columns, letter * max(map(len, labels), default=0) + _GAP, wide=wide, narrow=narrow)
    _names(figure, shown, ids, places["name"], wide=wide, narrow=narrow)
    _bars(figure, shown, ids, labels, places["share"], by, narrow=narrow)
    if columns.sentiment:
        _sentiment(figure, shown, ids, places["sentiment"], columns.sentiment)
    if columns.trends is not None:
        _trends(figure, ids, places["trend"], columns.trends)
    if columns.notes is not None:
        _notes(figure, ids, places["note"], columns)
    return figure


def _places(columns: Columns, room: float, *, wide: bool, narrow: bool) -> dict[str, tuple[float, float]]:
    """Return where each column begins and ends, as parts of the width; behind the bars there is so much room for labels."""
    if narrow and columns.notes is not None:
        return {"name": (0, 0.78), "share": (0, 0.78 - room), "note": (0.79, 1)}
    if narrow and columns.trends is not None:
        return {"name": (0, 0.6), "share": (0, 0.6 - room), "sentiment": (0.6, 0.8), "trend": (0.85, 1)}
    if narrow:
        return {"name": (0, 0.68), "share": (0, 0.68 - room), "sentiment": (0.69, 1)}
    if wide:
        return {"name": (0, 0.24), "share": (0.25, 0.72 - room), "sentiment": (0.74, 1)}
    if columns.notes is not None:
        return {"name": (0, 0.35), "share": (0.36, 0.80 - room), "note": (0.80, 1)}
    if columns.trends is not None:
        return {"name": (0, 0.29), "share": (0.30, 0.67 - room), "sentiment": (0.67, 0.83), "trend": (0.87, 1)}
    return {"name": (0, 0.34), "share": (0.35, 0.71 - room), "sentiment": (0.71, 1)}


def _label(row: Mapping[Any, Any], by: By) -> str:
    if by == "mentions":
        return f"{theme.count(row['mentions'])}  in {theme.counted(row['articles'], 'article')}"
    return f"{theme.share(row['share'])}  ({theme.count(row['articles'])})"


def _names(figure: go.Figure, shown: pd.DataFrame, ids: Sequence[str], place: tuple[float, float], *, wide: bool, narrow: bool) -> None:
    up = _ABOVE if narrow else 0.0
    for number, (name, id_) in enumerate(zip(shown["name"], ids, strict=True)):
        figure.add_annotation(
            x=place[0], xref="paper", y=number + up, yref="y", text=_short(name if isinstance(name, str) else "not named", wide=wide, narrow=narrow), xanchor="left",
            align="left", showarrow=False, font={"size": 12.5, "color": theme.ACCENT if id_ else theme.LABEL},
        )  # fmt: skip
    figure.add_bar(
        x=[1] * len(shown),
        y=[number + up for number in range(len(shown))],
        width=0.96 - 2 * abs(up),
        orientation="h",
        meta="names",
        marker={"color": _CLEAR, "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}},
        customdata=[(theme.label(name), f"{LINK}{id_}" if id_ else "") for name, id_ in zip(shown["name"], ids, strict=True)],
        hovertemplate="Open the page of <b>%{customdata[0]}</b><extra></extra>",
        xaxis="x",
        yaxis="y",
    )
    figure.update_layout(xaxis={"domain": place, "visible": False, "range": [0, 1], "fixedrange": True})


def _bars(
    figure: go.Figure, shown: pd.DataFrame, ids: Sequence[str], labels: Sequence[str], place: tuple[float, float], by: By, *, narrow: bool
) -> None:
    value = "mentions" if by == "mentions" else "share"
    thin = shown["articles"] < theme.THIN
    for part, opacity in ((~thin, 1.0), (thin, theme.FAINT)):  # bars with an opacity each do not answer a click
        kept = shown[part]
        if kept.empty and len(shown):
            continue
        figure.add_bar(
            x=kept[value],
            y=[number + (_BELOW if narrow else 0) for number in kept.index],
            width=_HIGH if narrow else None,
            orientation="h",
            opacity=opacity,
            text=[labels[number] for number in kept.index],
            textposition="outside",
            textfont={"size": 12},
            cliponaxis=False,
            marker={"color": theme.ACCENT, "line": {"width": 0}},
            customdata=[_point(row, ids[place_]) for place_, row in zip(kept.index, kept.to_dict("records"), strict=True)],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} of %{customdata[2]}<extra></extra>",
            xaxis="x2",
            yaxis="y",
        )
    largest = float(shown[value].max()) if len(shown) else 1.0
    figure.update_layout(xaxis2={"domain": place, "visible": False, "range": [0, largest], "fixedrange": True, "anchor": "y"})
    _head(figure, "mentions" if by == "mentions" else "share of articles", place[0])


def _sentiment(figure: go.Figure, shown: pd.DataFrame, ids: Sequence[str], place: tuple[float, float], head: str) -> None:
    felt = shown[shown["sentiment"].notna()]
    ends = felt[[name for name in ("sentiment", "low", "high") if name in felt]].abs().max().fillna(0)
    reach = max(float(ends.max()) * 1.1 if len(felt) else 0.0, _LEAST_REACH)
    spread = (
        {
            "type": "data", "symmetric": False, "color": theme.ACCENT, "thickness": 1.5, "width": 0,
            "array": (felt["high"] - felt["sentiment"]).fillna(0), "arrayminus": (felt["sentiment"] - felt["low"]).fillna(0),
        }
        if "low" in felt
        else None
    )  # fmt: skip
    if len(shown):
        figure.add_shape(
            type="line",
            x0=0,
            x1=0,
            y0=-0.5,
            y1=len(shown) - 0.5,
            xref="x3",
            yref="y",
            line={"color": theme.ZERO, "width": 1},
            layer="below",
        )
    figure.add_scatter(
        x=felt["sentiment"],
        y=felt.index.tolist(),
        mode="markers",
        cliponaxis=False,
        marker={"color": theme.ACCENT, "size": 9, "opacity": [theme.FAINT if count < theme.THIN else 1.0 for count in felt["articles"]]},
        error_x=spread,
        customdata=[
            (theme.label(row["name"]), theme.signed(row["sentiment"]), theme.tone(row["sentiment"]), _interval(row), ids[place_])
            for place_, row in zip(felt.index, felt.to_dict("records"), strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} (%{customdata[2]})%{customdata[3]}<extra></extra>",
        xaxis="x3",
        yaxis="y",
    )
    figure.update_layout(
        xaxis3={
            "domain": place, "range": [-reach, reach], "fixedrange": True, "anchor": "y", "showgrid": False, "zeroline": False, "side": "top",
            "showticklabels": False, "ticks": "",
        }
    )  # fmt: skip
    _head(figure, f"− {head} +", (place[0] + place[1]) / 2, anchor="center")


def _trends(figure: go.Figure, ids: Sequence[str], place: tuple[float, float], trends: Mapping[str, Sequence[float]]) -> None:
    """Draw a small line in each row, each on a scale of its own."""
    for number, id_ in enumerate(ids):
        values = _steps(trends.get(id_, ()))
        highest = max(values, default=0.0)
        if len(values) < 2 or highest <= 0:
            continue
        figure.add_scatter(
            x=[step / (len(values) - 1) for step in range(len(values))],
            y=[number + _SPARK - 2 * _SPARK * value / highest for value in values],
            mode="lines",
            meta="shape",
            line={"color": theme.ACCENT, "width": 1.2},
            hoverinfo="skip",
            xaxis="x4",
            yaxis="y",
        )
    figure.update_layout(xaxis4={"domain": place, "visible": False, "range": [-0.03, 1.03], "fixedrange": True, "anchor": "y"})
    _head(figure, "trend", place[0])


def _steps(values: Sequence[float]) -> list[float]:
    """Return values in so few steps that a small line can show them: means of neighbours."""
    each = -(-len(values) // _STEPS)
    parts = [values[start : start + each] for start in range(0, len(values), max(each, 1))]
    return [sum(part) / len(part) for part in parts]


def _notes(figure: go.Figure, ids: Sequence[str], place: tuple[float, float], columns: Columns) -> None:
    for number, id_ in enumerate(ids):
        if note := (columns.notes or {}).get(id_, ""):
            figure.add_annotation(
                x=place[0], xref="paper", y=number, yref="y", text=theme.label(note), xanchor="left", yanchor="middle", showarrow=False, font={"size": 12},
            )  # fmt: skip
    _head(figure, columns.noted, 1, anchor="right")


def _head(figure: go.Figure, text: str, place: float, *, anchor: str = "left") -> None:
    figure.add_annotation(
        x=place, xref="paper", y=1, yref="paper", text=theme.label(text), xanchor=anchor, yanchor="bottom", showarrow=False, yshift=4,
        font={"size": 11, "color": theme.LABEL},
    )  # fmt: skip


def _point(row: Mapping[Any, Any], id_: str) -> tuple[str, str, str, str]:
    return theme.label(row["name"]), theme.counted(row["articles"], "article"), theme.count(row["total"]), id_


def _interval(row: Mapping[Any, Any]) -> str:
    low = row.get("low")
    return "" if low is None or pd.isna(low) else f", 95 % interval {theme.signed(low)} to {theme.signed(row['high'])}"


def _short(name: str, *, wide: bool, narrow: bool) -> str:
    """Return a name in two lines at most, in one on a phone."""
    if narrow:
        return theme.label(name if len(name) <= _NARROW_NAME else name[: _NARROW_NAME - 1].rstrip(" ,") + "…")
    lines = theme.lines(name, _WIDE_NAME if wide else _NAME_WIDTH).split("<br>")
    return "<br>".join(lines[:2]) + ("…" if len(lines) > 2 else "")
