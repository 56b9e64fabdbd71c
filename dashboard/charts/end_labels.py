"""The names of lines at their right ends, moved apart where they would overlap. Drawn instead of a legend."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import theme

RIGHT = 112  # pixels that the names take
WIDTH = 16  # characters of a line of a name; wider ones leave no room for the chart on a phone
_LINES = 2  # of a name; the hover has all of it
_PIXELS = 15  # that a line takes


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The right end of a line: its value, and the name and colour of the series."""

    value: float
    name: str
    colour: str


def short(name: str) -> str:
    """Return a name as at most two short lines for a chart."""
    lines = textwrap.wrap(name, WIDTH, max_lines=_LINES, placeholder="…") or [name]
    return "<br>".join(theme.label(line) for line in lines)


def write(figure: go.Figure, ends: Sequence[End], *, low: float, high: float, pixels: float, axis: str = "y") -> None:
    """Write the names beside the ends of their lines, the order kept.

    Args:
        figure: The chart; it is changed.
        ends: A series each.
        low, high: The ends of the value axis.
        pixels: Height of the panel.
        axis: The panel's value axis: y, y2.
    """
    order = sorted(ends, key=lambda end: (end.value, end.name))
    texts = [short(end.name) for end in order]
    sizes = [_PIXELS * (text.count("<br>") + 1) for text in texts]
    scale = (high - low) / pixels
    places = apart([(end.value - low) / scale for end in order], sizes, pixels)
    for end, text, place in zip(order, texts, places, strict=True):
        figure.add_annotation(
            x=1, xref="paper", y=low + place * scale, yref=axis, text=text, xanchor="left", xshift=6, yanchor="middle", align="left", showarrow=False,
            font={"size": 11, "color": theme.LABEL if end.colour == theme.REST else end.colour}, hovertext=theme.label(end.name),
        )  # fmt: skip


def apart(wanted: Sequence[float], sizes: Sequence[float], top: float) -> list[float]:
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
