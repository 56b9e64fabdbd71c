"""What all charts share: the empty paper they are drawn on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme

LINK = "open:"  # begins the key of a name in a chart that leads to the page of what it names
TICKS = 6  # dates that fit under a chart on a phone
WHOLE_STEPS = 4  # up to here each number has a line of its own
# How an axis of sentiment writes its numbers: +0.10, −0.10, and zero without a sign.
SIGNED: dict[str, Any] = {"tickformat": "+.2f", "labelalias": {"+0.00": "0", "−0.00": "0"}}


def paper(
    *, height: int, unit: str | None = None, left: int = 8, right: int = 16, data: Sequence[Mapping[str, Any]] = (),
    xaxis: Mapping[str, Any] = MappingProxyType({}), yaxis: Mapping[str, Any] = MappingProxyType({}), annotations: Sequence[Mapping[str, Any]] = (),
) -> go.Figure:  # fmt: skip
    """Return a figure in the house look: light horizontal grid, no box, the unit at the top of the value axis.

    Args:
        height: Pixels.
        unit: What the value axis counts, shown at its top end.
        left, right: Margins in pixels, beyond what the labels take.
        data, xaxis, yaxis, annotations: What is drawn, and what else is known of the axes, where it is known at once.
    """
    # In one go: every later change of a figure is checked anew, and takes as long as its making.
    return go.Figure(
        data=list(data),
        layout={
            "height": height,
            "margin": {"l": left, "r": right, "t": 28 if unit else 8, "b": 8},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "bargap": 0.25,
            "xaxis": {"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True, "title": None, **xaxis},
            "yaxis": {"gridcolor": theme.GRID, "zeroline": False, "automargin": True, "fixedrange": True, "title": None, **yaxis},
            "annotations": [*([_unit(unit)] if unit else []), *annotations],
        },
    )


def _unit(unit: str) -> dict[str, Any]:
    return {
        "text": theme.label(unit), "x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "yshift": 6, "font": {"size": 12},
    }  # fmt: skip


def period_axis(figure: go.Figure, periods: pd.Series, length: str, *, most: int = TICKS) -> None:
    """Label the time axis at first days of periods, as many as fit, the year where it begins."""
    figure.update_xaxes(period_ticks(periods, length, most=most))


def period_ticks(periods: pd.Series, length: str, *, most: int = TICKS) -> dict[str, Any]:
    """Return the labels of a time axis."""
    every = max(1, -(-len(periods) // most))
    days = list(periods.iloc[::every])
    years = [None, *(day.year for day in days)]
    pattern = "%b" if length == "month" else "%-d %b"
    labels = [f"{day:{pattern}}" + (f"<br>{day.year}" if day.year != before else "") for day, before in zip(days, years, strict=False)]
    return {"tickmode": "array", "tickvals": days, "ticktext": labels, "tickangle": 0}


def count_ticks(largest: float) -> dict[str, Any]:
    """Return the labels of a value axis of whole numbers."""
    return {"rangemode": "tozero", "tickformat": ",d", **({"dtick": 1} if largest <= WHOLE_STEPS else {"nticks": 5})}


def band(frame: pd.DataFrame) -> tuple[list[object], list[object]]:
    """Return the outline of the interval: one closed shape for each run of periods that have one, with a gap between runs."""
    days: list[object] = []
    ends: list[object] = []
    known = frame["low"].notna()
    for _, run in frame[known].groupby((~known).cumsum()[known]):
        days += [*run["period"], *run["period"].iloc[::-1], None]
        ends += [*run["high"], *run["low"].iloc[::-1], None]
    return days, ends
