"""A few outlets beside each other: their volume over time, their tone, and what they write about, a dot an outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import SIGNED, paper, period_axis
from dashboard.charts.outlets import LEAST_REACH, ROW, axis_name, distinct, interval

_STRIP = 76  # pixels of an outlet's strip
_STEP = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 30 * 86_400_000}  # milliseconds, the unit of a bar's width
_NAME_ROOM = 0.26  # of a strip's height, left free above it for its name
_SMALL_LETTER = 5.6  # pixels of a letter on an axis
_KEY_WIDTH, _KEY_LINE, _LETTER, _GAP = 310, 20, 6.6, 24  # pixels: of a line of names, its height, a letter, what lies between two names


def volumes(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], outlets: Sequence[str]) -> go.Figure:
    """Return a strip an outlet, one below the other on one scale: its articles by period.

    Args:
        frame: Rows of the measure ``coverage`` by outlet.
        period: day, week or month.
        colour: Outlet -> colour.
        outlets: Which are drawn, from the top.
    """
    there = [outlet for outlet in outlets if (frame["group_id"] == outlet).any()]
    figure = paper(height=64 + _STRIP * max(len(there), 1), unit="articles")
    largest = max(float(frame["articles"].max()) if len(frame) else 1.0, 1.0)
    for number, outlet in enumerate(there):
        rows = frame[frame["group_id"] == outlet]
        axis = f"y{number + 1}" if number else "y"
        figure.add_bar(
            x=rows["period"], y=rows["articles"], width=_STEP[period] * 0.82, xperiodalignment="start", xaxis="x", yaxis=axis,
            marker={"color": colour.get(outlet, theme.REST), "line": {"width": 0}},
            customdata=[
                (theme.label(outlet), theme.period(row["period"], period), theme.counted(row["articles"], "article"), f"{row['period']:%Y-%m-%d}|{outlet}")
                for row in rows.to_dict("records")
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]}<extra></extra>",
        )  # fmt: skip
        upper = 1 - number / len(there)
        lower = 1 - (number + 1 - _NAME_ROOM) / len(there)
        figure.update_layout(
            {
                f"yaxis{number + 1}" if number else "yaxis": {
                    "domain": [lower, upper - 0.02], "range": [0, largest * 1.08], "tickvals": [0, largest], "ticktext": ["0", theme.count(largest)],
                    "gridcolor": theme.GRID, "zeroline": False, "fixedrange": True, "automargin": True, "title": None,
                }
            }
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", y=upper, yref="paper", xanchor="right", yanchor="bottom" if number == 0 else "middle", showarrow=False,
            text=f"<b>{theme.label(outlet)}</b>  {theme.count(int(rows['articles'].sum()))}",
            font={"size": 12, "color": colour.get(outlet, theme.LABEL)},
        )  # fmt: skip
    figure.update_xaxes(anchor=f"y{len(there)}" if len(there) > 1 else "y")
    period_axis(figure, frame["period"].drop_duplicates().sort_values(), period)
    return figure


def tones(frame: pd.DataFrame, *, colour: Mapping[str, str]) -> go.Figure:
    """Return a row an outlet: its mean sentiment as a dot with its 95 % interval, in its own colour.

    Args:
        frame: Rows of the measure ``outlets``, from the top.
        colour: Outlet -> colour.
    """
    figure = paper(height=90 + 42 * max(len(frame), 1), unit="mean sentiment, −1 to +1")
    scored = frame.dropna(subset="sentiment")
    for row in scored.to_dict("records"):
        shade = colour.get(row["outlet"], theme.REST)
        reach = 0.0 if pd.isna(row["low"]) else row["high"] - row["sentiment"]
        figure.add_scatter(
            x=[row["sentiment"]], y=[f"{axis_name(row['outlet'])}  ({theme.count(row['scored'])})"], mode="markers",
            marker={"color": shade, "size": 11, "opacity": theme.FAINT if row["scored"] < theme.THIN else 1.0},
            error_x={"type": "data", "array": [reach], "color": shade, "thickness": 2, "width": 0},
            customdata=[
                (theme.label(row["outlet"]), f"{theme.signed(row['sentiment'])} ({theme.tone(row['sentiment'])}){interval(row['low'], row['high'])}",
                 theme.counted(row["scored"], "scored article"), row["outlet"])
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>n = %{customdata[2]}<extra></extra>",
        )  # fmt: skip
    ends = scored[["low", "high", "sentiment"]]
    least, most = (min(ends.min().min(), -LEAST_REACH), max(ends.max().max(), LEAST_REACH)) if len(scored) else (-1.0, 1.0)
    figure.update_xaxes(range=[least * 1.1, most * 1.1], nticks=5, **SIGNED, showgrid=True, gridcolor=theme.GRID, zeroline=False)
    figure.update_yaxes(showgrid=False, autorange="reversed", type="category")
    figure.add_vline(x=0, line={"color": theme.ZERO, "width": 1})
    return figure


def dots(frame: pd.DataFrame, *, key: str, colour: Mapping[str, str], rows: int) -> go.Figure:
    """Return a row a topic or actor and a dot an outlet: its share of the outlet's articles; rows that differ beyond noise first, filled.

    Args:
        frame: Rows of the measure ``outlet-topics`` or ``outlet-actors``.
        key: Column of the id that a click gives back, with the outlet.
        colour: Outlet -> colour.
        rows: How many to draw.
    """
    outlets = list(dict.fromkeys(frame["outlet"]))
    order = frame.drop_duplicates(key).sort_values("exceeds", ascending=False, kind="stable").head(rows)
    left = _names_width([line for name in order["name"] for line in theme.lines(name, 24).split("<br>")])
    lines = _key_places([theme.label(outlet) for outlet in outlets])
    top = 18 + _KEY_LINE * (1 + max((line for line, _ in lines), default=0))
    figure = paper(height=top + 44 + ROW * max(len(order), 1))
    shown = frame[frame[key].isin(order[key])]
    names = dict(zip(order[key], distinct([theme.lines(name, 24) for name in order["name"]]), strict=True))
    for row in order.to_dict("records"):
        shares = shown[shown[key] == row[key]]["share"].dropna()
        if len(shares):
            figure.add_scatter(
                x=[shares.min(), shares.max()], y=[names[row[key]]] * 2, mode="lines", hoverinfo="skip",
                line={"color": theme.REST, "width": 4 if row["exceeds"] else 1},
            )  # fmt: skip
    for outlet in outlets:
        of = shown[(shown["outlet"] == outlet) & shown["share"].notna()]
        figure.add_scatter(
            x=of["share"], y=[names[id_] for id_ in of[key]], mode="markers", cliponaxis=False,
            marker={
                "color": colour.get(outlet, theme.REST), "size": 11, "line": {"width": 2, "color": colour.get(outlet, theme.REST)},
                "opacity": [theme.FAINT if total < theme.THIN else 1.0 for total in of["total"]],
                "symbol": ["circle" if exceeds else "circle-open" for exceeds in of["exceeds"]],
            },
            customdata=[
                (theme.label(row["name"]), theme.label(outlet), theme.share(row["share"]), theme.counted(row["articles"], "article"), theme.count(row["total"]),
                 "differs beyond noise" if row["exceeds"] else "within noise", f"{row[key]}|{outlet}")
                for row in of.to_dict("records")
            ],
            hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]}: %{customdata[3]} of %{customdata[4]}<br>%{customdata[5]}<extra></extra>",
        )  # fmt: skip
    for outlet, (line, shift) in zip(outlets, lines, strict=True):
        figure.add_annotation(
            x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=shift - left, yshift=top - 30 - _KEY_LINE * line + 6,
            text=f"● {theme.label(outlet)}", showarrow=False, font={"size": 13, "color": colour.get(outlet, theme.LABEL)},
        )  # fmt: skip
    figure.update_layout(margin={"t": top, "l": 8, "r": 24, "b": 8})
    figure.update_xaxes(rangemode="tozero", tickformat=".0%", nticks=6, showgrid=True, gridcolor=theme.GRID)
    figure.update_yaxes(
        showgrid=False, autorange="reversed", categoryorder="array", categoryarray=[names[id_] for id_ in order[key]], type="category"
    )
    return figure


def _names_width(lines: Sequence[str]) -> int:
    """Return about how many pixels the names of the rows take left of the chart."""
    return round(max((len(line) for line in lines), default=0) * _SMALL_LETTER)


def _key_places(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return the line and the place on it, in pixels, of each name of the key."""
    places: list[tuple[int, int]] = []
    line, at = 0, 0
    for name in names:
        wide = round(len(name) * _LETTER) + _GAP
        if at and at + wide > _KEY_WIDTH:
            line, at = line + 1, 0
        places.append((line, at))
        at += wide
    return places
