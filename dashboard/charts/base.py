"""What all charts share: the empty paper they are drawn on."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard import theme


def paper(*, height: int, unit: str | None = None, left: int = 8, right: int = 16) -> go.Figure:
    """Return an empty figure in the house look: light horizontal grid, no box, the unit at the top of the value axis.

    Args:
        height: Pixels.
        unit: What the value axis counts, shown at its top end.
        left, right: Margins in pixels, beyond what the labels take.
    """
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": 28 if unit else 8, "b": 8},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        bargap=0.25,
        xaxis={"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True, "title": None},
        yaxis={"gridcolor": theme.GRID, "zeroline": False, "automargin": True, "fixedrange": True, "title": None},
    )
    if unit:
        figure.add_annotation(
            text=theme.label(unit), x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, yshift=6,
            font={"size": 12},
        )  # fmt: skip
    return figure
