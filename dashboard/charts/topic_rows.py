"""Topics side by side: their shares by outlet, the outlets of one topic, and their sentiment."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import SIGNED, paper
from dashboard.charts.topics import KEY

_LOWEST = 240  # pixels; below this the slanted names of outlets are cut off
_ROW = 34  # pixels of a row of the table of topics and outlets
_BAR = 29  # pixels that a bar takes
_CELL = "rgba(58,140,171,{opacity:.2f})"  # readable under ink on light paper and under chalk on dark
_DEEPEST = 0.62
_LEAST_REACH = 0.1  # the axis of sentiment never zooms in closer than this, so that noise does not look like a swing


def by_outlet(frame: pd.DataFrame) -> go.Figure:
    """Return a table of shares, a row a topic and a column an outlet, the deeper the larger; outlets of few articles are faint.

    Args:
        frame: Rows of the measure ``topics-by-outlet``, the leading topic and the largest outlet first.
    """
    topics, outlets = list(dict.fromkeys(frame["topic_id"])), list(dict.fromkeys(frame["outlet"].fillna("")))
    figure = paper(height=max(_LOWEST, 110 + _ROW * len(topics)), right=56)
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
    shown = frame.assign(outlet=frame["outlet"].fillna("")).sort_values(["share", "articles", "outlet"])
    figure = paper(height=24 + _BAR * max(len(shown), 1), right=90)
    figure.update_layout(barmode="overlay")
    thin = shown["total"] < theme.THIN
    for rows, opacity in ((shown[~thin], 1.0), (shown[thin], theme.FAINT)):  # bars with an opacity each do not answer a click
        figure.add_bar(
            x=rows["share"],
            y=[_axis_name(outlet) for outlet in rows["outlet"]],
            orientation="h",
            text=[] if opacity < 1 else _amounts(rows),
            textposition="outside",
            cliponaxis=False,
            opacity=opacity,
            marker={"color": theme.ACCENT, "line": {"width": 0}},
            customdata=[
                (
                    theme.label(row["outlet"] or None),
                    theme.share(row["share"]),
                    theme.counted(row["articles"], "article"),
                    theme.count(row["total"]),
                    row["outlet"],
                )
                for row in rows.to_dict("records")
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]} of %{customdata[3]}<extra></extra>",
        )
    for row, text in zip(shown[thin].to_dict("records"), _amounts(shown[thin]), strict=True):  # text of a faint bar would be as faint
        figure.add_annotation(
            x=row["share"],
            y=_axis_name(row["outlet"]),
            text=text,
            xanchor="left",
            xshift=1,
            showarrow=False,
            font={"size": 12, "color": theme.LABEL},
        )
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(showgrid=False, categoryorder="array", categoryarray=[_axis_name(outlet) for outlet in shown["outlet"]])
    return figure


def _amounts(rows: pd.DataFrame) -> list[str]:
    return [f"{theme.share(row['share'])}  ({theme.count(row['articles'])})" for row in rows.to_dict("records")]


def _axis_name(outlet: str) -> str:
    return theme.lines(outlet) if outlet else "not named"


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
    figure.update_xaxes(range=[-reach, reach], nticks=5, **SIGNED, showgrid=True, gridcolor=theme.GRID)
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(scored))), ticktext=names, showgrid=False)
    figure.add_vline(x=0, line={"color": theme.ZERO, "width": 1})
    return figure


def _interval(low: float, high: float) -> str:
    return "" if pd.isna(low) else f", {theme.signed(low)} to {theme.signed(high)}"


def _short(outlet: str) -> str:
    return theme.label(outlet if len(outlet) <= 18 else outlet[:17] + "…") if outlet else "not named"
