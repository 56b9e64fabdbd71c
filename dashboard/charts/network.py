"""The network of actors that are named together, drawn where ``network_layout`` has placed them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import LINK, paper
from dashboard.charts.network_layout import DOT, HEIGHT, Placed

_FEW, _LOW = 8, 340  # actors that fit on a lower paper, and its height in pixels
_FADED = "rgb(128,128,128)"
_EDGE = "rgba(128,128,128,0.42)"
_THINNEST, _THICKEST = 0.8, 5.0  # pixels of a line

# Paul Tol's muted scheme; the blue of his bright one where the muted one is too dark for dark paper. A shape tells the type as well.
TYPES = {
    "person": ("#4477AA", "circle"),
    "organisation": ("#44AA99", "diamond"),
    "state": ("#CC6677", "square"),
    "place": ("#999933", "triangle-up"),
    "armed_group": ("#AA4499", "x"),
    "party": ("#117733", "hexagon"),
}
_OTHER = ("#BBBBBB", "circle-open")


def figure(network: Placed, *, unit: str) -> go.Figure:
    """Return the network: actors sized by how often they are named, ties as lines with a dot in the middle to click.

    Args:
        network: What is drawn.
        unit: sentence or article: what two actors share.

    Returns:
        The figure. The last of a dot's customdata is ``actor_id|other_id``, of a node's ``LINK`` and its ``actor_id``.
    """
    drawn = paper(height=HEIGHT if len(network.nodes) > _FEW else _LOW)
    nodes = network.nodes
    where = dict(zip(nodes["actor_id"], zip(nodes["x"], nodes["y"], strict=True), strict=True))
    _lines(drawn, network.edges, where)
    _nodes(drawn, nodes, unit)
    _dots(drawn, network.edges, where, unit)
    drawn.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False, "title": None},
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
    )
    drawn.update_xaxes(visible=False, range=[-0.02, 1.02])
    drawn.update_yaxes(visible=False, range=[-0.03, 1.03])
    return drawn


def _lines(drawn: go.Figure, edges: pd.DataFrame, where: dict[str, tuple[float, float]]) -> None:
    strongest = math.log1p(edges["strength"].max()) if len(edges) else 1.0
    for row in edges.to_dict("records"):
        (x, y), (u, v) = where[row["actor_id"]], where[row["other_id"]]
        width = _THINNEST + (_THICKEST - _THINNEST) * (math.log1p(row["strength"]) / strongest) ** 3
        drawn.add_scatter(x=[x, u], y=[y, v], mode="lines", line={"color": _EDGE, "width": width}, hoverinfo="skip", showlegend=False)


def _dots(drawn: go.Figure, edges: pd.DataFrame, where: dict[str, tuple[float, float]], unit: str) -> None:
    rows = edges.to_dict("records")
    middles = [tuple((a + b) / 2 for a, b in zip(where[row["actor_id"]], where[row["other_id"]], strict=True)) for row in rows]
    drawn.add_scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker={"color": theme.ZERO, "size": DOT, "line": {"width": 0}},
        selected={"marker": {"color": theme.ACCENT, "size": 2 * DOT, "opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[_said(row, unit) for row in rows],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        name="ties",
        showlegend=False,
    )


def _said(row: dict[Any, Any], unit: str) -> tuple[str, str, str, str]:
    return (
        f"{theme.label(row['name'])} and {theme.label(row['other_name'])}",
        f"together in {theme.counted(row['together'], unit)}",
        f"{row['lift']:,.1f} times as often as by chance ({row['expected']:,.1f})",
        f"{row['actor_id']}|{row['other_id']}",
    )


def _nodes(drawn: go.Figure, nodes: pd.DataFrame, unit: str) -> None:
    for type_, group in nodes.groupby("type", sort=False):
        colour, symbol = TYPES.get(str(type_), _OTHER)
        drawn.add_scatter(
            x=group["x"],
            y=group["y"],
            mode="markers+text",
            text=[theme.label(text) for text in group["label"]],
            textposition=group["side"].tolist(),
            textfont={"size": 12},
            marker={"color": colour, "symbol": symbol, "size": group["size"], "opacity": 1, "line": {"width": 0}},
            # A click on one fades no other: the network stays to be read.
            unselected={"marker": {"opacity": 1}, "textfont": {"color": _FADED}},
            customdata=[
                (
                    theme.label(row["name"]),
                    theme.TYPE_NAMES.get(row["type"], row["type"]),
                    theme.counted(row["own"], unit),
                    f"{LINK}{row['actor_id']}",
                )
                for row in group.to_dict("records")
            ],
            hovertemplate="<b>%{customdata[0]}</b> (%{customdata[1]})<br>named in %{customdata[2]}<extra></extra>",
            name=theme.TYPE_NAMES.get(str(type_), str(type_)),
        )
