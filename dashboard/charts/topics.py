"""Topics: their shares over time, as lines or stacked, and the colours they keep."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import end_labels
from dashboard.charts.base import paper, period_axis
from dashboard.charts.end_labels import End

HEIGHT = 380  # pixels of the charts over time
_PLOT = 290  # pixels of them between the axis and the top
MANY = 40  # periods; from here on dots are small, and lines that cross cannot be told apart
_STRIP = 58  # pixels of a strip
_AREA = "rgba(128,128,128,0.18)"
_BETWEEN = 0.22  # of a strip's height, left free above it
_DATES = 4  # dates that fit under what the labels leave of a phone's width
_LEADING = 2  # topics that are named even where a filter brings them up that have no colour in the corpus
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)  # of the share axis: the first that needs at most _MOST_STEPS lines
_MOST_STEPS = 5
KEY = "\x1f"  # between the parts of what a click gives back


def colours(order: Sequence[str]) -> dict[str, str]:
    """Return a colour for each of the first seven topics; the order is that of the whole corpus, so that filters change no colour."""
    return dict(zip(order, theme.SERIES, strict=False))


def side_by_side(topics: Sequence[str], own: Mapping[str, str]) -> dict[str, str]:
    """Return colours for topics of several levels: each its own; one that has none, or whose colour another has before it, takes a free one.

    Args:
        topics: Topic ids, the first one first.
        own: Topic id -> the colour it has among its level.
    """
    given: dict[str, str] = {}
    for topic in topics:
        if topic in own and own[topic] not in given.values():
            given[topic] = own[topic]
    free = [shade for shade in theme.SERIES if shade not in given.values()]
    return given | dict(zip([topic for topic in topics if topic not in given], free, strict=False))


def lines(
    frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], named: bool = True, parts: Collection[pd.Timestamp] = ()
) -> go.Figure:
    """Return a line a topic: its share of articles by period. Periods of few articles have faint dots; topics without a colour are grey.

    Args:
        frame: Rows of the measure ``topics-over-time`` of one level, the leading topic first.
        period: day, week or month.
        colour: Topic id -> colour.
        named: Whether lines have their names at the end; not needed for a single line that the title names.
        parts: First days of the periods that the dates cover only in part: dotted lines to hollow dots.
    """
    figure = paper(height=HEIGHT, unit="share of articles", right=end_labels.RIGHT if named and len(frame) else 16)
    ends: list[End] = []
    order = list(dict.fromkeys(frame["topic_id"]))
    shown = _named(order, colour)
    for topic_id in reversed(order):  # the leading ones on top
        rows = frame[frame["topic_id"] == topic_id]
        shade = colour.get(topic_id, theme.REST)
        main = topic_id in shown
        _line(figure, rows, shade, period=period, width=2 if main else 1, dot=_dot(rows) if main else 3, parts=parts, axes={})
        if named and main and rows["share"].notna().any():
            ends.append(End(value=_last(rows, "share"), name=str(rows["name"].iloc[0]), colour=shade))
    top = _share_axis(figure, _largest(frame["share"]))
    period_axis(figure, _dates(frame), period)
    end_labels.write(figure, ends, low=0, high=top, pixels=_PLOT)
    return figure


def strips(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], parts: Collection[pd.Timestamp] = ()) -> go.Figure:
    """Return a strip a topic, one below the other on one scale: its share of articles by period. For many periods, where lines would cross too often.

    Args:
        frame: Rows of the measure ``topics-over-time`` of one level, the leading topic first; those with a colour are drawn, and the leading ones.
        period, colour, parts: As in ``lines``.
    """
    order = list(dict.fromkeys(frame["topic_id"]))
    drawn = [topic_id for topic_id in order if topic_id in _named(order, colour)]
    figure = paper(height=70 + _STRIP * max(len(drawn), 1), unit="share of articles", right=end_labels.RIGHT if drawn else 16)
    top = max(_largest(frame["share"]), _STEPS[0])
    for number, topic_id in enumerate(drawn):
        rows = frame[frame["topic_id"] == topic_id]
        shade = colour.get(topic_id, theme.REST)
        axis = {"xaxis": "x", "yaxis": f"y{number + 1}" if number else "y"}
        days, heights = _area(rows)
        figure.add_scatter(x=days, y=heights, mode="none", fill="toself", fillcolor=_AREA, hoverinfo="skip", **axis)
        _line(figure, rows, shade, period=period, width=1.5, dot=_dot(rows), parts=parts, axes=axis)
        upper = 1 - number / len(drawn)
        lower = 1 - (number + 1 - _BETWEEN) / len(drawn)
        figure.update_layout(
            {
                f"yaxis{number + 1}" if number else "yaxis": {
                    "domain": [lower, upper], "range": [0, top * 1.05], "tickvals": [0, top], "ticktext": ["0", f"{top * 100:.0f} %"], "gridcolor": theme.GRID,
                    "zeroline": False, "fixedrange": True, "automargin": True, "title": None,
                }
            }
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", y=(lower + upper) / 2, yref="paper", text=end_labels.short(str(rows["name"].iloc[0])), xanchor="left", xshift=6,
            yanchor="middle", align="left", showarrow=False, font={"size": 11, "color": theme.LABEL if shade == theme.REST else shade},
            hovertext=theme.label(str(rows["name"].iloc[0])),
        )  # fmt: skip
    figure.update_xaxes(anchor=f"y{len(drawn)}" if len(drawn) > 1 else "y")
    period_axis(figure, _dates(frame), period)
    return figure


def stacked(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], parts: Collection[pd.Timestamp] = ()) -> go.Figure:
    """Return a bar a period, divided among topics: an article about two counts a half in each. Bars of few articles, or of part of a period, are faint.

    Args:
        frame: Rows of the measure ``topics-over-time`` of one level and of no topic found, the leading topic first.
        period, colour, parts: As in ``lines``.
    """
    figure = paper(height=HEIGHT, unit="share of articles, divided among their topics", right=end_labels.RIGHT if len(frame) else 16)
    figure.update_layout(barmode="stack", bargap=0.15)
    ends: list[End] = []
    reached = 0.0
    order = list(dict.fromkeys(frame["topic_id"]))
    shown = _named(order, colour)
    for topic_id in order:
        rows = frame[frame["topic_id"] == topic_id]
        shade = colour.get(topic_id, theme.REST)
        figure.add_bar(
            x=rows["period"],
            y=rows["divided_share"],
            marker={
                "color": shade,
                "opacity": _opacity(rows, parts),
                "line": {"width": 0.5 if shade != theme.REST else 0, "color": "rgba(255,255,255,0.35)"},
            },
            customdata=_points(rows, period),
            hovertemplate=_HOVER_DIVIDED,
        )
        if rows["share"].notna().any():
            height = _last(rows, "divided_share")
            if topic_id in shown:
                ends.append(End(value=reached + height / 2, name=str(rows["name"].iloc[0]), colour=shade))
            reached += height
    top = _share_axis(figure, 1.0)
    period_axis(figure, _dates(frame), period)
    end_labels.write(figure, ends, low=0, high=top, pixels=_PLOT)
    return figure


_HOVER = "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]}<br>%{customdata[3]} of %{customdata[4]}<extra></extra>"

_HOVER_DIVIDED = "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[5]} when divided<br>%{customdata[3]} of %{customdata[4]} (%{customdata[2]})<extra></extra>"


def _points(rows: pd.DataFrame, period: str) -> list[tuple[str, ...]]:
    return [
        (
            theme.label(row["name"]),
            theme.period(row["period"], period),
            theme.share(row["share"]),
            theme.counted(row["articles"], "article"),
            theme.count(row["total"]),
            theme.share(row["divided_share"]),
            f"{row['topic_id']}{KEY}{row['period']:%Y-%m-%d}",
        )
        for row in rows.to_dict("records")
    ]


def _named(order: Sequence[str], colour: Mapping[str, str]) -> set[str]:
    """Return the topics that are drawn strongly and by name: those with a colour, and the leading ones without."""
    return {topic_id for topic_id in order if topic_id in colour} | set(order[:_LEADING])


def _line(
    figure: go.Figure, rows: pd.DataFrame, shade: str, *, period: str, width: float, dot: int, parts: Collection[pd.Timestamp], axes: Mapping[str, str]
) -> None:  # fmt: skip
    """Draw a topic: its line and the dots that are clicked; what the dates cover only in part is dotted and hollow."""
    part = rows["period"].isin(list(parts))
    if part.any():
        near = part | part.shift(1, fill_value=False) | part.shift(-1, fill_value=False)
        figure.add_scatter(
            x=rows["period"], y=rows["share"].where(near), mode="lines", connectgaps=False, line={"color": shade, "width": width, "dash": "dot"},
            hoverinfo="skip", **axes,
        )  # fmt: skip
        ends = rows[part]
        figure.add_scatter(
            x=ends["period"], y=ends["share"], mode="markers", marker={"color": shade, "size": dot, "opacity": _visible(ends), "symbol": "circle-open"},
            customdata=_points(ends, period), hovertemplate=_HOVER.replace("<extra>", f"<br>covered only in part: the articles begin or end within this {period}<extra>"),
            **axes,
        )  # fmt: skip
    figure.add_scatter(
        x=rows["period"], y=rows["share"].mask(part), mode="lines+markers", connectgaps=False, line={"color": shade, "width": width},
        marker={"color": shade, "size": dot, "opacity": _visible(rows)}, customdata=_points(rows, period), hovertemplate=_HOVER, **axes,
    )  # fmt: skip


def _opacity(rows: pd.DataFrame, parts: Collection[pd.Timestamp] = ()) -> list[float]:
    return [
        theme.FAINT if total < theme.THIN or start in parts else 1.0 for total, start in zip(rows["total"], rows["period"], strict=True)
    ]


def _visible(rows: pd.DataFrame) -> list[float]:
    """Return the opacity of each dot; where there is no article there is nothing to click."""
    return [0.0 if articles == 0 else faint for articles, faint in zip(rows["articles"], _opacity(rows), strict=True)]


def _dot(rows: pd.DataFrame) -> int:
    return 6 if len(rows) < MANY else 4


def _last(rows: pd.DataFrame, column: str) -> float:
    """Return the value of the last period that is not thin, or of the last that has one."""
    known = rows.dropna(subset=column)
    full = known[known["total"] >= theme.THIN]
    return float((full if len(full) else known)[column].iloc[-1])


def _dates(frame: pd.DataFrame) -> pd.Series:
    """Return the periods whose first days are written under the axis."""
    periods = frame["period"].drop_duplicates().sort_values()
    return periods.iloc[:: max(1, -(-len(periods) // _DATES))]


def _area(rows: pd.DataFrame) -> tuple[list[object], list[object]]:
    """Return the outline of what lies below a line: one closed shape for each run of periods that have a share, with a gap between runs."""
    days: list[object] = []
    heights: list[object] = []
    known = rows["share"].notna()
    for _, run in rows[known].groupby((~known).cumsum()[known]):
        days += [run["period"].iloc[0], *run["period"], run["period"].iloc[-1], None]
        heights += [0, *run["share"], 0, None]
    return days, heights


def _largest(shares: pd.Series) -> float:
    largest = shares.max() if len(shares) else 0.0
    return max(float(largest) if not pd.isna(largest) else 0.0, _STEPS[0])


def _share_axis(figure: go.Figure, largest: float) -> float:
    """Label the value axis in percent, and return where it ends."""
    step = next((step for step in _STEPS if largest / step <= _MOST_STEPS), _STEPS[-1])
    ticks = [number * step for number in range(math.floor(largest / step + 1e-9) + 1)]
    end = max(largest, ticks[-1]) * 1.05
    figure.update_yaxes(range=[0, end], tickmode="array", tickvals=ticks, ticktext=[f"{tick * 100:.0f} %" for tick in ticks])
    return end
