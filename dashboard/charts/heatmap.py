"""Outlets by period: a row an outlet, a column a period, coloured by mean sentiment, the number in each cell that has room for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import TICKS, paper

KEY = "|"  # between period and outlet in a cell's key
NUMBERED, NARROW_NUMBERED = 16, 7  # columns; with more, no number fits into a cell on half a screen, or on a phone

_ROW = 34  # pixels of a row
_NARROW_ROW = 50  # on a phone, where its name stands above it
_KEY, _KEY_LEFT, _KEY_UP, _KEY_THICK = 84, 172, 8, 8  # pixels of the key of the colours: length, place behind the unit, thickness
_KEY_STEPS = 24
_MANY = 40  # columns; from here on they stand close
_NUMBERED_CELL, _CELL, _NARROW_CELL = 44, 7, 4  # pixels of a column at least; what is nearest answers a finger
_LEAST_REACH = 0.2  # the colours never reach their ends closer to 0, so that noise does not look like a swing
# Red and blue fade toward 0 into a grey that is still a cell, on light paper and on dark; the deepest is readable under ink and under chalk.
_STOPS = {
    0.0: (178, 24, 43, 0.62), 0.25: (178, 24, 43, 0.42), 0.5: (128, 128, 128, 0.16), 0.75: (33, 102, 172, 0.42), 1.0: (33, 102, 172, 0.62),
}  # fmt: skip
_SCALE = [(part, "rgba({},{},{},{})".format(*colour)) for part, colour in _STOPS.items()]
_LONGEST = {"day": pd.Timedelta(days=1), "week": pd.Timedelta(days=7), "month": pd.DateOffset(months=1)}


def least_width(columns: int, *, narrow: bool = False) -> int:
    """Return how many pixels the columns need: where a number fits, room for it; else enough to be told apart."""
    if narrow:
        return columns * (_NUMBERED_CELL if columns <= NARROW_NUMBERED else _NARROW_CELL)
    return columns * (_NUMBERED_CELL if columns <= NUMBERED else _CELL)


def by_period(frame: pd.DataFrame, outlets: Sequence[str], *, period: str, narrow: bool = False) -> go.Figure:
    """Return mean sentiment by outlet and period; cells that few articles carry are faint, and where there is none there is no cell.

    Args:
        frame: Rows of the measure ``sentiment`` split by outlet.
        outlets: The rows, the first on top.
        period: day, week or month.
        narrow: Whether it is drawn for a phone.
    """
    figure = paper(height=104 + (_NARROW_ROW if narrow else _ROW) * max(len(outlets), 1), unit="mean sentiment, −1 to +1")
    rows = frame[frame["group_id"].isin(list(outlets))]
    cells = rows[rows["sentiment"].notna()]
    starts = sorted(frame["period"].unique())
    ends = [start + _LONGEST[period] for start in starts]
    reach = _reach(cells)
    numbered = len(starts) <= (NARROW_NUMBERED if narrow else NUMBERED)
    places = {outlet: 2 * number + 1 if narrow else number for number, outlet in enumerate(outlets)}
    for thin in (False, True):
        _colours(figure, cells[(cells["articles"] < theme.THIN) == thin], places, starts, ends, reach, thin=thin, numbered=numbered)
    if len(cells) and not numbered:
        _key(figure, reach)
    _cells(figure, rows, places, period)
    figure.update_yaxes(
        tickmode="array", tickvals=list(places.values()), ticktext=[theme.lines(name, 22) for name in outlets], showgrid=False, ticks="",
        range=[max(places.values(), default=0) + 0.5, -0.5], showticklabels=not narrow,
    )  # fmt: skip
    if narrow:
        for outlet, place in places.items():
            figure.add_annotation(
                text=theme.label(outlet),
                x=0,
                xref="paper",
                xanchor="left",
                y=place - 1,
                yshift=-3,
                yanchor="middle",
                showarrow=False,
                font={"size": 12},
            )
    _dates(figure, starts, ends, period)
    return figure


def _reach(cells: pd.DataFrame) -> float:
    """Return where the colours end: at the strongest cell that is not thin, to the next tenth."""
    firm = cells[cells["articles"] >= theme.THIN]["sentiment"]
    strongest = float((firm if len(firm) else cells["sentiment"]).abs().max()) if len(cells) else 0.0
    return max(-(-round(strongest * 1000) // 100) / 10, _LEAST_REACH)


def _colours(
    figure: go.Figure,
    cells: pd.DataFrame,
    places: Mapping[str, int],
    starts: Sequence[pd.Timestamp],
    ends: Sequence[pd.Timestamp],
    reach: float,
    *,
    thin: bool,
    numbered: bool,
) -> None:
    """Draw the cells' colours, and their numbers where they have room; they take no clicks."""
    if cells.empty:
        return
    at = {place: outlet for outlet, place in places.items()}
    lines = [at.get(line) for line in range(max(at) + 1)]  # None for the line of a name
    values = cells.pivot(index="group_id", columns="period", values="sentiment").reindex(index=lines, columns=list(starts)).to_numpy()
    numbers = {
        "text": [["" if pd.isna(value) else theme.signed(value) for value in row] for row in values],
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": theme.LABEL if thin else theme.INK},
    }
    figure.add_heatmap(
        x=[*starts, ends[-1]],
        y=list(range(len(lines))),
        z=[[None if pd.isna(value) else value for value in row] for row in values],
        zmin=-reach,
        zmax=reach,
        colorscale=_SCALE,
        opacity=theme.FAINT if thin else 1.0,
        hoverinfo="skip",
        xgap=1.5 if len(starts) <= _MANY else 0.5,
        ygap=1.5,
        showscale=False,
        **(numbers if numbered else {}),
    )  # fmt: skip


def _key(figure: go.Figure, reach: float) -> None:
    """Draw what the colours mean behind the unit, between the values of both ends; a colour bar of plotly's own would take a margin for itself."""
    wide = _KEY / _KEY_STEPS
    for step in range(_KEY_STEPS):
        figure.add_shape(
            type="rect", xref="paper", yref="paper", xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=1, x0=_KEY_LEFT + step * wide,
            x1=_KEY_LEFT + (step + 1) * wide, y0=_KEY_UP, y1=_KEY_UP + _KEY_THICK, fillcolor=_colour(step / (_KEY_STEPS - 1)), line={"width": 0},
        )  # fmt: skip
    for value, side, shift in ((-reach, "right", _KEY_LEFT - 5), (reach, "left", _KEY_LEFT + _KEY + 5)):
        figure.add_annotation(
            text=theme.signed(value), x=0, y=1, xref="paper", yref="paper", xanchor=side, yanchor="middle", xshift=shift, yshift=_KEY_UP + _KEY_THICK / 2,
            showarrow=False, font={"size": 11},
        )  # fmt: skip


def _colour(part: float) -> str:
    """Return the colour at a part of the scale, 0 to 1."""
    mixed = [np.interp(part, list(_STOPS), channel) for channel in zip(*_STOPS.values(), strict=True)]
    return "rgba({:.0f},{:.0f},{:.0f},{:.2f})".format(*mixed)


def _cells(figure: go.Figure, rows: pd.DataFrame, places: Mapping[str, int], period: str) -> None:
    """Draw what takes hover, click and box: a point in the middle of each cell, a frame around it when it is chosen."""
    records = rows.to_dict("records")
    figure.add_scatter(
        x=[record["period"] + ((record["period"] + _LONGEST[period]) - record["period"]) / 2 for record in records],
        y=[places[record["group_id"]] for record in records],
        mode="markers",
        marker={"symbol": "square-open", "size": 26, "color": theme.INK, "line": {"width": 2}, "opacity": 0},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0}},
        customdata=[
            (
                theme.label(record["group_name"]),
                theme.period(record["period"], period),
                _said(record),
                theme.counted(record["articles"], "scored article"),
                f"{record['period']:%Y-%m-%d}{KEY}{record['group_id']}",
            )
            for record in records
        ],
        hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]}<br>n = %{customdata[3]}<extra></extra>",
    )
    figure.update_layout(hoverdistance=-1)  # the nearest middle is that of the cell one points at


def _said(record: dict[object, float]) -> str:
    if pd.isna(record["sentiment"]):
        return "no sentiment"
    interval = "" if pd.isna(record["low"]) else f", 95 % interval {theme.signed(record['low'])} to {theme.signed(record['high'])}"
    return f"{theme.signed(record['sentiment'])} ({theme.tone(record['sentiment'])}){interval}"


def _dates(figure: go.Figure, starts: Sequence[pd.Timestamp], ends: Sequence[pd.Timestamp], period: str) -> None:
    """Write the periods below their columns, as many as fit, the year where it begins."""
    most = TICKS * 2 if period == "month" else TICKS
    every = max(1, -(-len(starts) // most))
    shown = list(zip(starts, ends, strict=True))[::every]
    years = [None, *(start.year for start, _ in shown)]
    pattern = "%b" if period == "month" else "%-d %b"
    labels = [
        f"{start:{pattern}}" + (f"<br>{start.year}" if start.year != year else "") for (start, _), year in zip(shown, years, strict=False)
    ]
    figure.update_xaxes(
        tickmode="array", tickvals=[start + (end - start) / 2 for start, end in shown], ticktext=labels, tickangle=0, ticks=""
    )
    if len(starts):
        figure.update_xaxes(range=[starts[0], ends[-1]])
