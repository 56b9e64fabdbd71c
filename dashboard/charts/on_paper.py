"""A chart outside of the dashboard: the colours and fonts of our look in the place of what Streamlit would put there. Knows the look's file and plotly only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

LOOK = Path(__file__).parent.parent / ".streamlit" / "config.toml"
# Fonts that a reader's machine has; the dashboard's own are not in a file that goes elsewhere.
SANS = '"Source Sans 3", "Source Sans", "Helvetica Neue", Arial, sans-serif'
SERIF = '"Source Serif 4", "Source Serif", Georgia, "Times New Roman", serif'
SMALL = 0.75  # size of a chart's text to that of the page, as in Streamlit's own theme of plotly
PAD = 7.5  # pixels between an axis and its labels, likewise
STREAMLIT_INK = ("#262730", "#fafafa")  # what its placeholder of text becomes on light and dark paper, whatever the look says
FIRST_CATEGORY, FIRST_DIVERGING, TEXT = 1, 21, 37  # numbers of Streamlit's placeholder colours, #000001 and on


def on_paper(figure: go.Figure, *, dark: bool = False) -> go.Figure:
    """Return a copy of a figure with the real colours of our look, for light paper or dark."""
    content = figure.to_plotly_json()
    layout = _coloured(content["layout"], _placeholders(dark=dark))
    return go.Figure({"data": _coloured(content["data"], _placeholders(dark=dark)), "layout": {**layout, "template": template(dark=dark)}})


def template(*, dark: bool = False) -> dict[str, Any]:
    """Return our look as a template of plotly."""
    colours = palette(dark=dark)
    text = {"color": colours["muted"], "size": SMALL * _look()["theme"]["baseFontSize"], "family": SANS}
    axis = {"automargin": True, "gridcolor": colours["rule"], "zerolinecolor": colours["rule"], "tickfont": text}
    return {
        "layout": {
            "font": text,
            "paper_bgcolor": colours["paper"],
            "plot_bgcolor": colours["paper"],
            "margin": {"pad": PAD, "l": 0, "r": 0},
            "colorway": _categories(dark=dark),
            "xaxis": {**axis, "showgrid": False, "zeroline": False},
            "yaxis": axis,
            "hoverlabel": {"bgcolor": colours["paper"], "bordercolor": colours["rule"], "font": text},
        },
        "data": {"scatter": [{"type": "scatter", "marker": {"line": {"width": 0}}}]},
    }


def palette(*, dark: bool = False) -> dict[str, str]:
    """Return the colours of paper, ink, secondary text, rules, panels and links."""
    side = _side(dark=dark)
    return {
        "paper": side["backgroundColor"],
        "ink": side["textColor"],
        "muted": side["grayColor"],
        "rule": side["borderColor"],
        "panel": side["secondaryBackgroundColor"],
        "link": side["linkColor"],
    }


def swaps() -> dict[str, str]:
    """Return each colour of a chart on the screen, dark or not -> the one in its place on light paper; keys in small letters."""
    light, dark = _placeholders(dark=False), _placeholders(dark=True)
    own = {dark[key].lower(): colour for key, colour in light.items()}
    named = {palette(dark=True)[name].lower(): colour for name, colour in palette().items()}
    return {**own, **named, **dict.fromkeys(STREAMLIT_INK, palette()["ink"])}


def by_night() -> dict[str, str]:
    """Return each colour of light paper -> the one in its place on dark paper."""
    light, dark = _placeholders(dark=False), _placeholders(dark=True)
    return {palette()[name]: colour for name, colour in palette(dark=True).items()} | {light[key]: colour for key, colour in dark.items()}


@cache
def _look() -> dict[str, Any]:
    return tomllib.loads(LOOK.read_text(encoding="utf-8"))


def _side(*, dark: bool) -> Mapping[str, str]:
    return {**_look()["theme"]["dark" if dark else "light"]}


def _categories(*, dark: bool) -> list[str]:
    return list(_look()["theme"]["dark" if dark else "light"]["chartCategoricalColors"])


def _placeholders(*, dark: bool) -> dict[str, str]:
    """Return Streamlit's placeholder colours -> ours."""
    numbered = [(FIRST_CATEGORY, _categories(dark=dark)), (FIRST_DIVERGING, _look()["theme"]["chartDivergingColors"])]
    found = {f"#{first + place:06d}": colour for first, colours in numbered for place, colour in enumerate(colours)}
    return {**found, f"#{TEXT:06d}": _side(dark=dark)["textColor"]}


def _coloured(part: Any, colours: Mapping[str, str]) -> Any:
    """Return a part of a figure with its placeholders replaced; a text that only holds one stays as it is."""
    if isinstance(part, dict):
        return {key: _coloured(value, colours) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_coloured(value, colours) for value in part]
    if isinstance(part, str) and part[:7] in colours and len(part) in (7, 9):  # nine letters: with an opacity
        return colours[part[:7]] + part[7:]
    return part
