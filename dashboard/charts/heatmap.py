"""Outlets by period: a row an outlet, a column a period, coloured by mean sentiment, the number in each cell that has room for it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import TICKS, paper

KEY = "|"  # between period and outlet in a cell's key
NUMBERED = 16  # columns; with more, no number fits into a cell on half a screen

_ROW = 34  # pixels of a row
_KEY, _KEY_LEFT = 130, 175  # pixels of the key of the colours, and of the unit that it stands behind
_NUMBERED_CELL, _CELL = 44, 9  # pixels of a column at least
_LEAST_REACH = 0.2  # the colours never reach their ends closer to 0, so that noise does not look like a swing
# Red and blue fade toward 0 into a grey that is still a cell, on light paper and on dark; the deepest is readable under ink and under chalk.
_SCALE = [
    (0.0, "rgba(178,24,43,0.62)"), (0.25, "rgba(178,24,43,0.42)"), (0.5, "rgba(128,128,128,0.16)"),
    (0.75, "rgba(33,102,172,0.42)"), (1.0, "rgba(33,102,172,0.62)"),
]  # fmt: skip
_LONGEST = {"day": pd.Timedelta(days=1), "week": pd.Timedelta(days=7), "month": pd.DateOffset(months=1)}


def least_width(columns: int) -> int:
    """Return how many pixels the columns need: where a number fits, room for it; else enough to be told apart and met by a finger."""
    return columns * (_NUMBERED_CELL if columns <= NUMBERED else _CELL)


def by_period(frame: pd.DataFrame, outlets: Sequence[str], *, period: str) -> go.Figure:
    """Return mean sentiment by outlet and period; cells that few articles carry are faint, and where there is none there is no cell.

    Args:
        frame: Rows of the measure ``sentiment`` split by outlet.
        outlets: The rows, the first on top.
        period: day, week or month.
    """
    figure = paper(height=104 + _ROW * max(len(outlets), 1), unit="mean sentiment, −1 to +1")
    rows = frame[frame["group_id"].isin(list(outlets))]
    cells = rows[rows["sentiment"].notna()]
    starts = sorted(frame["period"].unique())
    ends = [start + _LONGEST[period] for start in starts]
    reach = _reach(cells)
    for thin in (False, True):
        _colours(figure, cells[(cells["articles"] < theme.THIN) == thin], outlets, starts, ends, reach, thin=thin)
    _cells(figure, rows, outlets, period)
    figure.update_yaxes(
        tickmode="array", tickvals=list(range(len(outlets))), ticktext=[theme.lines(name, 22) for name in outlets], showgrid=False, ticks="",
        range=[len(outlets) - 0.5, -0.5],
    )  # fmt: skip
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
    outlets: Sequence[str],
    starts: Sequence[pd.Timestamp],
    ends: Sequence[pd.Timestamp],
    reach: float,
    *,
    thin: bool,
) -> None:
    """Draw the cells' colours, and their numbers where they have room; they take no clicks."""
    if cells.empty:
        return
    numbered = len(starts) <= NUMBERED
    values = (
        cells.pivot(index="group_id", columns="period", values="sentiment").reindex(index=list(outlets), columns=list(starts)).to_numpy()
    )
    numbers = {
        "text": [["" if pd.isna(value) else theme.signed(value) for value in row] for row in values],
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": theme.LABEL if thin else theme.INK},
    }
    figure.add_heatmap(
        x=[*starts, ends[-1]],
        y=list(range(len(outlets))),
        z=[[None if pd.isna(value) else value for value in row] for row in values],
        zmin=-reach,
        zmax=reach,
        colorscale=_SCALE,
        opacity=theme.FAINT if thin else 1.0,
        hoverinfo="skip",
        xgap=1.5,
        ygap=1.5,
        showscale=not (numbered or thin),
        colorbar={
            "orientation": "h", "thickness": 8, "lenmode": "pixels", "len": _KEY + 2 * _KEY_LEFT, "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "ypad": 4,
            "xpad": _KEY_LEFT, "outlinewidth": 0, "tickvals": [-reach, 0, reach], "ticktext": [theme.signed(-reach), "0", theme.signed(reach)],
            "ticklabelposition": "outside top", "tickfont": {"size": 11}, "ticks": "",
        },
        **(numbers if numbered else {}),
    )  # fmt: skip


def _cells(figure: go.Figure, rows: pd.DataFrame, outlets: Sequence[str], period: str) -> None:
    """Draw what takes hover, click and box: a point in the middle of each cell, a frame around it when it is chosen."""
    place = {outlet: number for number, outlet in enumerate(outlets)}
    records = rows.to_dict("records")
    figure.add_scatter(
        x=[record["period"] + ((record["period"] + _LONGEST[period]) - record["period"]) / 2 for record in records],
        y=[place[record["group_id"]] for record in records],
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
