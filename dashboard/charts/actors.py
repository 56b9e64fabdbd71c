"""Actors: who leads, how attention to one moves, in all outlets and in each, and the sentiment of the sentences that name it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import LINK, SIGNED, band, paper, period_axis

_STRIP = 62  # pixels an outlet's strip takes
_STEP = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 30 * 86_400_000}  # milliseconds, the unit of a bar's width
_HEIGHT = 270
_BAND = "rgba(128,128,128,0.18)"
_LEAST_REACH = 0.1  # the axis never zooms in closer than this, so that noise does not look like a swing
_OUTLET_ROW = 34  # pixels an outlet takes
_OUTLET_NAME = 22  # characters of its name; all of it is in the hover
_NAMES = 0.4  # of the width
LEAST_WIDTH = 480  # pixels that names and dots need beside each other
THIN = 10  # sentences or mentions; a period with fewer is drawn faint


def attention(frame: pd.DataFrame, *, period: str, parts: Collection[pd.Timestamp] = ()) -> go.Figure:
    """Return bars of the share of articles that mention an actor, by period; periods with few articles are faint.

    Args:
        frame: Rows of the measure ``coverage`` for one actor.
        period: day, week or month.
        parts: First days of the periods that the dates cover only in part: faint as well.
    """
    figure = paper(height=_HEIGHT, unit="share of articles")
    figure.add_bar(**_bars(frame, period, parts))
    figure.update_yaxes(rangemode="tozero", tickformat=".0%", nticks=5)
    period_axis(figure, frame["period"], period)
    return figure


def by_outlet(frame: pd.DataFrame, *, period: str, outlets: int, parts: Collection[pd.Timestamp] = ()) -> go.Figure:
    """Return a strip of bars for each outlet, all on one scale of time and share: those with most articles on the actor.

    Args:
        frame: Rows of the measure ``coverage`` by outlet, for one actor.
        period: day, week or month.
        outlets: How many to draw.
        parts: As in ``attention``.
    """
    order = frame.groupby("group_id", dropna=True)["articles"].sum().sort_values(ascending=False, kind="stable").head(outlets).index
    figure = paper(height=52 + _STRIP * max(len(order), 1), left=8)
    top = max(frame["share"].max(), 0.01) * 1.08 if len(frame) and frame["share"].notna().any() else 1
    for number, outlet in enumerate(order):
        strip = frame[frame["group_id"] == outlet]
        low = 1 - (number + 1) / len(order)
        axis = "" if number == 0 else str(number + 1)
        figure.add_bar(**_bars(strip, period, parts), yaxis=f"y{axis}", name=theme.label(outlet))
        figure.update_layout(
            {
                f"yaxis{axis}": {
                    "domain": [low, low + 0.62 / len(order)], "range": [0, top], "tickformat": ".0%", "nticks": 3, "fixedrange": True,
                    "zeroline": True, "zerolinecolor": theme.ZERO, "gridcolor": theme.GRID, "anchor": "x", "automargin": True,
                }
            }
        )  # fmt: skip
        articles, total = int(strip["articles"].sum()), int(strip["total"].sum())
        figure.add_annotation(
            text=f"<b>{theme.label(outlet)}</b>  {theme.count(articles)} of {theme.count(total)}", xref="paper", yref="paper", x=0,
            y=low + 0.64 / len(order), xanchor="left", yanchor="bottom", showarrow=False, font={"size": 12},
        )  # fmt: skip
    if len(order):
        figure.update_layout(xaxis={"anchor": "free", "position": 0})
        period_axis(figure, frame.loc[frame["group_id"] == order[0], "period"].reset_index(drop=True), period)
    return figure


def sentiment(frame: pd.DataFrame, *, period: str, kind: Literal["sentiment", "toward"]) -> go.Figure:
    """Return the mean sentiment of the sentences that name an actor, or toward it, as a line over its 95 % band.

    Args:
        frame: Rows of the measure ``actor-sentiment``.
        period: day, week or month.
        kind: Which of the two.
    """
    low, high, weight, noun = (
        ("low", "high", "sentences", "sentence") if kind == "sentiment" else ("toward_low", "toward_high", "mentions", "mention")
    )
    figure = paper(height=_HEIGHT, unit="mean sentiment, −1 to +1")
    days, ends = band(frame.assign(low=frame[low], high=frame[high]))
    figure.add_scatter(x=days, y=ends, mode="none", fill="toself", fillcolor=_BAND, hoverinfo="skip")
    figure.add_scatter(
        x=frame["period"],
        y=frame[kind],
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.ACCENT, "width": 2},
        marker={"color": theme.ACCENT, "size": 7, "opacity": [theme.FAINT if n < THIN else 1.0 for n in frame[weight]]},
        customdata=[
            (
                theme.period(row["period"], period),
                theme.signed(row[kind]),
                theme.tone(row[kind]),
                f"{theme.counted(row[weight], noun)} in {theme.counted(row['articles'], 'article')}",
                f"{row['period']:%Y-%m-%d}",
            )
            for row in frame.to_dict("records")
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} (%{customdata[2]})<br>n = %{customdata[3]}<extra></extra>",
    )
    # Both kinds have one scale, so that they can be compared side by side.
    values = frame[["sentiment", "low", "high", "toward", "toward_low", "toward_high"]]
    reach = max(values.abs().max().fillna(0).max() * 1.1, _LEAST_REACH) if len(frame) else _LEAST_REACH
    reach = min(reach, 1.0)
    figure.update_yaxes(range=[-reach, reach], nticks=5, **SIGNED)
    period_axis(figure, frame["period"], period)
    figure.add_hline(y=0, line={"color": theme.ZERO, "width": 1})
    return figure


def toward_by_outlet(frame: pd.DataFrame) -> go.Figure:
    """Return a row an outlet: the mean sentiment toward an actor as a dot with its 95 % interval, and its mentions; the most negative on top.

    Args:
        frame: Rows of the measure ``actor-outlets``. An outlet of few mentions is faint and stands below all others: it tells nothing yet.
    """
    said = frame.dropna(subset="toward").assign(thin=frame["mentions"] < THIN)
    shown = said.sort_values(["thin", "toward", "outlet"], ascending=False, ignore_index=True)
    shown["outlet"] = shown["outlet"].astype("object").where(shown["outlet"].notna(), "")
    figure = paper(height=76 + _OUTLET_ROW * max(len(shown), 1), unit="mean sentiment toward the actor, −1 to +1")
    figure.layout.annotations[0].x = _NAMES + 0.01
    for number, row in shown.iterrows():
        outlet = row["outlet"]
        name = (outlet if len(outlet) <= _OUTLET_NAME else outlet[: _OUTLET_NAME - 1].rstrip() + "…") or "not named"
        figure.add_annotation(
            x=0, xref="paper", y=number, yref="y", xanchor="left", showarrow=False, text=f"{theme.label(name)} ({theme.count(row['mentions'])})",
            font={"size": 12.5, "color": theme.ACCENT if outlet else theme.LABEL},
        )  # fmt: skip
    figure.add_bar(
        x=[1] * len(shown), y=list(shown.index), width=0.96, orientation="h", meta="names", marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}}, customdata=[(theme.label(outlet or "not named"), f"{LINK}{outlet}") for outlet in shown["outlet"]],
        hovertemplate="Open the page of <b>%{customdata[0]}</b><extra></extra>",
    )  # fmt: skip
    thin = shown["thin"]
    for part, opacity in ((~thin, 1.0), (thin, theme.FAINT)):
        kept = shown[part]
        figure.add_scatter(
            x=kept["toward"], y=list(kept.index), mode="markers", opacity=opacity, xaxis="x2", cliponaxis=False, marker={"color": theme.ACCENT, "size": 10},
            error_x={
                "type": "data", "symmetric": False, "color": theme.ACCENT, "thickness": 1.5, "width": 0,
                "array": (kept["toward_high"] - kept["toward"]).fillna(0), "arrayminus": (kept["toward"] - kept["toward_low"]).fillna(0),
            },
            customdata=[_outlet_point(row) for row in kept.to_dict("records")],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} (%{customdata[2]})<br>%{customdata[3]}<br>n = %{customdata[4]}"
            "<br>the sentences themselves: %{customdata[5]}<extra></extra>",
        )  # fmt: skip
    firm = shown[~thin]
    ends = pd.concat([shown["toward"], firm["toward_low"], firm["toward_high"]]).abs().max()
    reach = min(max(float(ends) * 1.1, _LEAST_REACH), 1.0) if pd.notna(ends) else _LEAST_REACH
    figure.update_layout(
        xaxis={"domain": (0, _NAMES - 0.02), "visible": False, "range": [0, 1], "fixedrange": True},
        xaxis2={
            "domain": (_NAMES + 0.01, 1), "range": [-reach, reach], "nticks": 5, "showgrid": True, "gridcolor": theme.GRID, "zeroline": False,
            "fixedrange": True, "anchor": "y", **SIGNED,
        },
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[-0.6, max(len(shown), 1) - 0.4])
    figure.add_shape(type="line", xref="x2", x0=0, x1=0, yref="paper", y0=0, y1=1, line={"color": theme.ZERO, "width": 1})
    return figure


def _outlet_point(row: Mapping[Any, Any]) -> tuple[str, str, str, str, str, str, str]:
    span = "too few articles for an interval"
    if pd.notna(row["toward_low"]):
        span = f"95 % interval {theme.signed(row['toward_low'])} to {theme.signed(row['toward_high'])}"
    n = f"{theme.counted(row['mentions'], 'mention')} in {theme.counted(row['articles'], 'article')}"
    sentences = f"{theme.signed(row['sentiment'])} over {theme.counted(row['sentences'], 'sentence')}"
    outlet = row["outlet"]
    return theme.label(outlet or "not named"), theme.signed(row["toward"]), theme.tone(row["toward"]), span, n, sentences, outlet


def _bars(frame: pd.DataFrame, period: str, parts: Collection[pd.Timestamp]) -> dict[str, object]:
    return {
        "x": frame["period"],
        "y": frame["share"],
        "width": _STEP[period] * 0.8,
        "xperiodalignment": "start",
        "marker": {
            "color": theme.ACCENT,
            "line": {"width": 0},
            "opacity": [
                theme.FAINT if total < theme.THIN or start in parts else 1.0
                for total, start in zip(frame["total"], frame["period"], strict=True)
            ],
        },
        "customdata": [
            (
                theme.period(row["period"], period),
                theme.share(row["share"]),
                theme.counted(row["articles"], "article"),
                theme.count(row["total"]),
                f"{row['period']:%Y-%m-%d}" + (f"|{row['group_id']}" if "group_id" in row else ""),
            )
            for row in frame.to_dict("records")
        ],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]} of %{customdata[3]}<extra></extra>",
    }
