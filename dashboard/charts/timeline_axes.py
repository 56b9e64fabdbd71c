"""The axes of a timeline: each quantity on a scale of its own, dates in the words that fit the span."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.measures.timeline import COUNTS
from dashboard import theme

_LEAST_REACH = 0.1  # a sentiment axis never zooms in closer than this, so that noise does not look like a swing
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)  # of a share axis: the first that needs at most _MOST_STEPS lines
_MOST_STEPS = 5
# Day and month while days are counted, else months, else years; the year below where it changes.
DATES = [
    {"dtickrange": [None, 27 * 86_400_000], "value": "%-d %b\n%Y"},
    {"dtickrange": [27 * 86_400_000, "M6"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A value axis: its ends, its lines and their labels."""

    low: float
    high: float
    ticks: list[float]
    labels: list[str]


def fitting(rows: pd.DataFrame, rolling: int, *, bands: bool = True) -> Axis:
    """Return the value axis that all series of a quantity share: it holds every value, and every interval that is drawn.

    Args:
        rows: Rows of one quantity.
        rolling: Periods of the rolling mean, behind which there are no intervals; 0 for none.
        bands: Whether intervals are drawn.
    """
    quantity = str(rows["quantity"].iloc[0]) if len(rows) else "articles"
    beside = [rows["rolling"]] if rolling else [rows["low"], rows["high"]] if bands else []
    values = pd.concat([rows["value"], *beside]).dropna()
    least, most = (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
    if quantity == "sentiment":
        return _sentiment_axis(min(least, 0.0), max(most, 0.0))
    if quantity in COUNTS:
        step = _step(most)
        ticks = _multiples_of(step, 0, most)
        return Axis(low=0, high=max(most, step) * 1.06, ticks=ticks, labels=[theme.count(tick) for tick in ticks])
    most = max(most, _STEPS[0])
    part = next((step for step in _STEPS if most / step <= _MOST_STEPS), _STEPS[-1])
    ticks = _multiples_of(part, 0, most)
    return Axis(low=0, high=max(most, ticks[-1]) * 1.06, ticks=ticks, labels=[f"{tick * 100:.0f} %" for tick in ticks])


def _sentiment_axis(least: float, most: float) -> Axis:
    spare = max(_LEAST_REACH - (most - least), 0.0) / 2
    low, high = least - spare, most + spare
    margin = (high - low) * 0.06
    step = next(step for step in (0.05, 0.1, 0.2, 0.5, 1.0) if (high - low) / step <= _MOST_STEPS or step == 1.0)
    ticks = _multiples_of(step, math.ceil((low - margin) / step), high + margin)
    return Axis(low=low - margin, high=high + margin, ticks=ticks, labels=[theme.signed(tick) if tick else "0" for tick in ticks])


def _multiples_of(step: float, first: int, last: float) -> list[float]:
    """Return the multiples of a step from the given one to a value."""
    return [round(number * step, 9) for number in range(first, math.floor(last / step + 1e-9) + 1)]


def _step(largest: float) -> float:
    """Return a round step that divides counts into at most five."""
    if largest <= _MOST_STEPS:
        return 1
    size = 10 ** math.floor(math.log10(largest / _MOST_STEPS))
    return next(float(size * factor) for factor in (1, 2, 5, 10) if largest / (size * factor) <= _MOST_STEPS)


def set_values(figure: go.Figure, name: str, axis: Axis, domain: tuple[float, float], *, few: bool = False, anchor: str = "x") -> None:
    """Set a value axis; ``few`` labels only its ends and zero, for a low panel."""
    ends = (axis.ticks[0], axis.ticks[-1], 0.0)
    kept = [pair for pair in zip(axis.ticks, axis.labels, strict=True) if not few or pair[0] in ends]
    figure.update_layout(
        {
            f"yaxis{name[1:]}": {
                "domain": domain, "range": [axis.low, axis.high], "tickvals": [tick for tick, _ in kept], "ticktext": [text for _, text in kept],
                "gridcolor": theme.GRID, "zeroline": False, "fixedrange": True, "automargin": True, "title": None, "anchor": anchor,
            }
        }
    )  # fmt: skip


def set_dates(figure: go.Figure, name: str, domain: tuple[float, float], anchor: str) -> None:
    """Set a date axis below the panel whose value axis is ``anchor``; all of them show the same dates."""
    figure.update_layout(
        {
            f"xaxis{name[1:]}": {
                "domain": domain, "anchor": anchor, "showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True, "title": None,
                "tickformatstops": DATES, "hoverformat": "%-d %b %Y", **({"matches": "x"} if name != "x" else {}),
            }
        }
    )  # fmt: skip
