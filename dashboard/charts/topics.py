"""Topics: their shares over time as lines or stacked, by outlet, and their sentiment."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import paper, period_axis

HEIGHT = 380  # pixels of the charts over time
_PLOT = 290  # pixels of them between the axis and the top
_LABEL = 15  # pixels a line of a label takes
_MANY = 40  # periods; from here on dots are small, or they hide the lines
_LABEL_WIDTH = 16  # characters of a label's line; wider ones leave no room for the lines on a phone
_LABELS_RIGHT = 112  # pixels that the labels of the lines take
_DATES = 4  # dates that fit under what the labels leave of a phone's width
_LEADING = 2  # topics that are named even where a filter brings them up that have no colour in the corpus
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)  # of the share axis: the first that needs at most _MOST_STEPS lines
_MOST_STEPS = 5
_ROW = 34  # pixels of a row of the table of topics and outlets
_BAR = 29  # pixels that a bar takes
_CELL = "rgba(58,140,171,{opacity:.2f})"  # readable under ink on light paper and under chalk on dark
_DEEPEST = 0.62
_LEAST_REACH = 0.1  # the axis of sentiment never zooms in closer than this, so that noise does not look like a swing
KEY = "\x1f"  # between the parts of what a click gives back


def colours(order: Sequence[str]) -> dict[str, str]:
    """Return a colour for each of the first seven topics; the order is that of the whole corpus, so that filters change no colour."""
    return dict(zip(order, theme.SERIES, strict=False))


def lines(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], named: bool = True) -> go.Figure:
    """Return a line a topic: its share of articles by period. Periods of few articles have faint dots; topics without a colour are grey.

    Args:
        frame: Rows of the measure ``topics-over-time`` of one level, the leading topic first.
        period: day, week or month.
        colour: Topic id -> colour.
        named: Whether lines have their names at the end; not needed for a single line that the title names.
    """
    figure = paper(height=HEIGHT, unit="share of articles", right=_LABELS_RIGHT if named and len(frame) else 16)
    ends: list[tuple[float, str, str]] = []
    order = list(dict.fromkeys(frame["topic_id"]))
    shown = _named(order, colour)
    for topic_id in reversed(order):  # the leading ones on top
        rows = frame[frame["topic_id"] == topic_id]
        shade = colour.get(topic_id, theme.REST)
        main = topic_id in shown
        figure.add_scatter(
            x=rows["period"],
            y=rows["share"],
            mode="lines+markers",
            connectgaps=False,
            line={"color": shade, "width": 2 if main else 1},
            marker={"color": shade, "size": _dot(rows) if main else 3, "opacity": _visible(rows)},
            customdata=_points(rows, period),
            hovertemplate=_HOVER,
        )
        if named and main and rows["share"].notna().any():
            ends.append((_last(rows, "share"), str(rows["name"].iloc[0]), shade))
    top = _share_axis(figure, _largest(frame["share"]))
    period_axis(figure, _dates(frame), period)
    _end_labels(figure, ends[::-1], top)
    return figure


def stacked(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str]) -> go.Figure:
    """Return a bar a period, divided among topics: an article about two counts a half in each. Bars of few articles are faint.

    Args:
        frame: Rows of the measure ``topics-over-time`` of one level and of no topic found, the leading topic first.
        period: day, week or month.
        colour: Topic id -> colour.
    """
    figure = paper(height=HEIGHT, unit="share of articles, divided among their topics", right=_LABELS_RIGHT if len(frame) else 16)
    figure.update_layout(barmode="stack", bargap=0.15)
    ends: list[tuple[float, str, str]] = []
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
                "opacity": _opacity(rows),
                "line": {"width": 0.5 if shade != theme.REST else 0, "color": "rgba(255,255,255,0.35)"},
            },
            customdata=_points(rows, period),
            hovertemplate=_HOVER_DIVIDED,
        )
        if rows["share"].notna().any():
            height = _last(rows, "divided_share")
            if topic_id in shown:
                ends.append((reached + height / 2, str(rows["name"].iloc[0]), shade))
            reached += height
    top = _share_axis(figure, 1.0)
    period_axis(figure, _dates(frame), period)
    _end_labels(figure, ends, top)
    return figure


def by_outlet(frame: pd.DataFrame) -> go.Figure:
    """Return a table of shares, a row a topic and a column an outlet, the deeper the larger; outlets of few articles are faint.

    Args:
        frame: Rows of the measure ``topics-by-outlet``, the leading topic and the largest outlet first.
    """
    topics, outlets = list(dict.fromkeys(frame["topic_id"])), list(dict.fromkeys(frame["outlet"].fillna("")))
    figure = paper(height=110 + _ROW * max(len(topics), 1), right=56)
    row = {topic_id: number for number, topic_id in enumerate(topics)}
    column = {outlet: number for number, outlet in enumerate(outlets)}
    largest = max(frame["share"].max(), 0.01) if len(frame) else 1.0
    records = frame.assign(outlet=frame["outlet"].fillna("")).to_dict("records")
    for record in records:
        x, y = column[record["outlet"]], row[record["topic_id"]]
        figure.add_shape(
            type="rect", x0=x - 0.5, x1=x + 0.5, y0=y - 0.5, y1=y + 0.5, layer="below",
            fillcolor=_CELL.format(opacity=_DEEPEST * record["share"] / largest * (1 if record["total"] >= theme.THIN else theme.FAINT)), line={"width": 0},
        )  # fmt: skip
    figure.add_scatter(
        x=[column[record["outlet"]] for record in records],
        y=[row[record["topic_id"]] for record in records],
        mode="markers+text",
        text=[f"{record['share'] * 100:.0f}" if record["articles"] else "·" for record in records],
        textfont={"size": 12, "color": [theme.INK if record["total"] >= theme.THIN else theme.LABEL for record in records]},
        marker={"symbol": "square", "size": 26, "color": "rgba(128,128,128,0)"},
        customdata=[
            (
                theme.label(record["name"]),
                theme.label(record["outlet"] or None),
                theme.share(record["share"]),
                theme.counted(record["articles"], "article"),
                theme.count(record["total"]),
                f"{record['topic_id']}{KEY}{record['outlet']}",
            )
            for record in records
        ],
        hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]}: %{customdata[3]} of %{customdata[4]}<extra></extra>",
    )
    names = frame.drop_duplicates("topic_id").set_index("topic_id")["name"]
    figure.update_yaxes(
        tickmode="array", tickvals=list(row.values()), ticktext=[theme.lines(names[topic_id], 24) for topic_id in topics], autorange="reversed",
        showgrid=False,
    )  # fmt: skip
    figure.update_xaxes(
        tickmode="array", tickvals=list(column.values()), ticktext=[_short(outlet) for outlet in outlets], tickangle=-50, side="top",
        range=[-0.5, max(len(outlets), 1) - 0.5],
    )  # fmt: skip
    return figure


def of_outlets(frame: pd.DataFrame) -> go.Figure:
    """Return a bar an outlet: the share of its articles that are about one topic, the largest on top; outlets of few articles are faint.

    Args:
        frame: Rows of the measure ``topics-by-outlet`` of one topic.
    """
    shown = frame.assign(outlet=frame["outlet"].fillna("")).sort_values(["share", "articles", "outlet"]).to_dict("records")
    figure = paper(height=24 + _BAR * max(len(shown), 1), right=90)
    figure.add_bar(
        x=[row["share"] for row in shown],
        y=list(range(len(shown))),
        orientation="h",
        text=[f"{theme.share(row['share'])}  ({theme.count(row['articles'])})" for row in shown],
        textposition="outside",
        cliponaxis=False,
        marker={
            "color": theme.ACCENT,
            "line": {"width": 0},
            "opacity": [theme.FAINT if row["total"] < theme.THIN else 1.0 for row in shown],
        },
        customdata=[
            (
                theme.label(row["outlet"] or None),
                theme.share(row["share"]),
                theme.counted(row["articles"], "article"),
                theme.count(row["total"]),
                row["outlet"],
            )
            for row in shown
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]} of %{customdata[3]}<extra></extra>",
    )
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(shown))),
        ticktext=[theme.lines(row["outlet"] or "not named") for row in shown],
        showgrid=False,
    )
    return figure


def sentiment(frame: pd.DataFrame) -> go.Figure:
    """Return a row a topic: the mean sentiment of its articles as a dot with its 95 % interval, and how many that is; the most positive on top.

    Args:
        frame: Rows of the measure ``topics``.
    """
    scored = frame.dropna(subset="sentiment").sort_values(["sentiment", "topic_id"])
    figure = paper(height=110 + _ROW * max(len(scored), 1), unit="mean sentiment, −1 to +1")
    figure.add_scatter(
        x=scored["sentiment"],
        y=list(range(len(scored))),
        mode="markers",
        marker={"color": theme.ACCENT, "size": 10, "opacity": [theme.FAINT if count < theme.THIN else 1.0 for count in scored["scored"]]},
        error_x={
            "type": "data", "symmetric": False, "color": theme.ACCENT, "thickness": 1.5, "width": 0,
            "array": (scored["high"] - scored["sentiment"]).fillna(0), "arrayminus": (scored["sentiment"] - scored["low"]).fillna(0),
        },
        customdata=[
            (theme.label(row["name"]), theme.signed(row["sentiment"]), theme.tone(row["sentiment"]), row["scored"], _interval(row["low"], row["high"]), row["topic_id"])
            for row in scored.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} (%{customdata[2]})%{customdata[4]}<br>n = %{customdata[3]:,} scored articles<extra></extra>",
    )  # fmt: skip
    ends = scored[["low", "high", "sentiment"]].abs().max().fillna(0)
    reach = max(ends.max() * 1.1, _LEAST_REACH) if len(scored) else _LEAST_REACH
    names = [f"{theme.lines(row['name'], 24)} ({theme.count(row['scored'])})" for row in scored.to_dict("records")]
    figure.update_xaxes(range=[-reach, reach], tickformat="+.2f", nticks=5, showgrid=True, gridcolor=theme.GRID)
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(scored))), ticktext=names, showgrid=False)
    figure.add_vline(x=0, line={"color": theme.ZERO, "width": 1})
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


def _opacity(rows: pd.DataFrame) -> list[float]:
    return [theme.FAINT if total < theme.THIN else 1.0 for total in rows["total"]]


def _visible(rows: pd.DataFrame) -> list[float]:
    """Return the opacity of each dot; where there is no article there is nothing to click."""
    return [0.0 if articles == 0 else faint for articles, faint in zip(rows["articles"], _opacity(rows), strict=True)]


def _dot(rows: pd.DataFrame) -> int:
    return 6 if len(rows) < _MANY else 4


def _last(rows: pd.DataFrame, column: str) -> float:
    """Return the value of the last period that is not thin, or of the last that has one."""
    known = rows.dropna(subset=column)
    full = known[known["total"] >= theme.THIN]
    return float((full if len(full) else known)[column].iloc[-1])


def _dates(frame: pd.DataFrame) -> pd.Series:
    """Return the periods whose first days are written under the axis."""
    periods = frame["period"].drop_duplicates().sort_values()
    return periods.iloc[:: max(1, -(-len(periods) // _DATES))]


def _interval(low: float, high: float) -> str:
    return "" if pd.isna(low) else f", {theme.signed(low)} to {theme.signed(high)}"


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


def _end_labels(figure: go.Figure, ends: Sequence[tuple[float, str, str]], top: float) -> None:
    """Write the name of each series right of its end, moved apart where they would overlap, the order kept.

    Args:
        figure: The chart.
        ends: Height of the end, name and colour of each series.
        top: The largest value of the axis.
    """
    texts = [(value, theme.lines(name, _LABEL_WIDTH), shade) for value, name, shade in sorted(ends, key=lambda end: end[0])]
    sizes = [_LABEL * (text.count("<br>") + 1) / _PLOT * top for _, text, _ in texts]
    places = _apart([value for value, _, _ in texts], sizes, top)
    for (_, text, shade), place in zip(texts, places, strict=True):
        figure.add_annotation(
            x=1, xref="paper", y=place, yref="y", text=text, xanchor="left", xshift=6, yanchor="middle", align="left", showarrow=False,
            font={"size": 11, "color": theme.LABEL if shade == theme.REST else shade},
        )  # fmt: skip


def _apart(wanted: Sequence[float], sizes: Sequence[float], top: float) -> list[float]:
    """Return middles for labels of some sizes, near those wanted (ascending), without overlap, and inside 0 to top where they fit."""
    places: list[float] = []
    for middle, size in zip(wanted, sizes, strict=True):
        least = places[-1] + (sizes[len(places) - 1] + size) / 2 if places else size / 2
        places.append(max(middle, least))
    ceiling = top
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], ceiling - sizes[number] / 2)
        ceiling = places[number] - sizes[number] / 2
    return places


def _short(outlet: str) -> str:
    return theme.label(outlet if len(outlet) <= 18 else outlet[:17] + "…") if outlet else "not named"
