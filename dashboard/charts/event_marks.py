"""The analyst's event marks in a chart over time: thin lines through all its panels, named at the top as far as that can be read on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from analysis.events import Event
from dashboard import theme

NARROW = 330  # pixels of a chart on a phone 390 pixels wide
_TICKS = 42  # pixels that the labels of the value axis take
_LETTER = 6  # pixels of a letter of a label
_SPACE = 8  # pixels between two labels
_ROW = 15  # pixels of a row of labels
_NAMED_ROWS = 2  # more rows of names push the chart down the page
_NUMBERED_ROWS = 3
SPELT_OUT = 12  # numbered events whose names stand below the chart; more are a list, not a line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What stands at the top of a line or of lines close together: the row it is in, from below, and where it reaches in pixels."""

    events: tuple[tuple[int, Event], ...]
    text: str
    row: int
    left: float
    right: float
    leftward: bool


def mark_events(figure: go.Figure, events: Sequence[Event], first: date, last: date) -> str:
    """Draw the events between two days into a chart over time, and return a sentence that names them, a space before it; nothing for none.

    Names stand beside their lines where they fit on a phone. Else lines are numbered, and the sentence below the chart says what the numbers mean.

    Args:
        figure: A chart whose horizontal axes are dates. It is changed.
        events: By day.
        first, last: The days that the chart shows.
    """
    shown = [event for event in events if first <= event.day <= last]
    left_out = len(events) - len(shown)
    outside = f" {theme.counted(left_out, 'event mark')} outside these dates." if left_out else ""
    if not shown:
        return outside
    above = float(figure.layout.margin.t or 0)
    width = NARROW - _TICKS - float(figure.layout.margin.r or 0)
    places = [width * (event.day - first).days / max((last - first).days, 1) for event in shown]
    labels = _named(shown, places, width + float(figure.layout.margin.r or 0)) or _numbered(shown, places)
    rows = max(label.row for label in labels) + 1
    for axis, panels in _columns(figure).items():
        for label in labels:
            up = above - 4 + label.row * _ROW
            for _, event in label.events:
                _line(figure, axis, panels, event, above - 4, up)
            _write(figure, axis, label, up)
    figure.update_layout(margin_t=above + rows * _ROW, height=figure.layout.height + rows * _ROW)
    numbered = labels[0].text == "1"
    return _sentence(shown, numbered=numbered) + outside


def _named(events: Sequence[Event], places: Sequence[float], width: float) -> list[_Label]:
    """Return a label a name; none at all when they do not fit into the rows."""
    labels: list[_Label] = []
    for number, (event, place) in enumerate(zip(events, places, strict=True), start=1):
        size = len(event.label) * _LETTER + _SPACE
        leftward = place + size > width
        left, right = (place - size, place) if leftward else (place, place + size)
        row = _free(labels, left, right, _NAMED_ROWS)
        if row is None or left < -_TICKS:
            return []
        labels.append(_Label(events=((number, event),), text=event.label, row=row, left=left, right=right, leftward=leftward))
    return labels


def _numbered(events: Sequence[Event], places: Sequence[float]) -> list[_Label]:
    """Return a label a number; numbers that would overlap in every row share one, such as 3–5."""
    labels: list[_Label] = []
    for number, (event, place) in enumerate(zip(events, places, strict=True), start=1):
        half = (len(str(number)) * _LETTER + _SPACE) / 2
        row = _free(labels, place - half, place + half, _NUMBERED_ROWS)
        if row is not None:
            labels.append(
                _Label(events=((number, event),), text=str(number), row=row, left=place - half, right=place + half, leftward=False)
            )
            continue
        before = labels[-1]
        together = (*before.events, (number, event))
        text = f"{together[0][0]}–{number}"
        reach = before.left + len(text) * _LETTER + _SPACE
        labels[-1] = _Label(events=together, text=text, row=before.row, left=before.left, right=reach, leftward=False)
    return labels


def _free(labels: Sequence[_Label], left: float, right: float, rows: int) -> int | None:
    """Return the lowest row that has room between two pixels; None when there is none."""
    for row in range(rows):
        if all(label.row != row or label.right <= left or right <= label.left for label in labels):
            return row
    return None


def _columns(figure: go.Figure) -> dict[str, list[str]]:
    """Return one horizontal axis for each column of panels, x or x2, and the vertical axes of its panels."""
    columns: dict[tuple[float, ...], str] = {}
    names: dict[str, str] = {}  # of every horizontal axis: that of its column
    for axis in figure.select_xaxes():
        name = str(axis.plotly_name).replace("axis", "")
        names[name] = columns.setdefault(tuple(axis.domain or (0.0, 1.0)), name)
    panels: dict[str, list[str]] = {column: [] for column in columns.values()}
    for axis in figure.select_yaxes():
        panels[names.get(str(axis.anchor or "x"), "x")].append(str(axis.plotly_name).replace("axis", ""))
    return panels


def _line(figure: go.Figure, axis: str, panels: Sequence[str], event: Event, low: float, high: float) -> None:
    """Draw a line through each panel of a column, and on to its label in the margin; between them stand units and titles."""
    look = {"color": theme.ZERO, "width": 1, "dash": "dot"}
    day = event.day.isoformat()
    for panel in panels:
        figure.add_shape(type="line", xref=axis, yref=f"{panel} domain", x0=day, x1=day, y0=0, y1=1, line=look, layer="below")
    if high > low:
        figure.add_shape(type="line", xref=axis, yref="paper", x0=day, x1=day, ysizemode="pixel", yanchor=1, y0=low, y1=high, line=look)


def _write(figure: go.Figure, axis: str, label: _Label, up: float) -> None:
    single = label.text == label.events[0][1].label
    figure.add_annotation(
        x=label.events[0][1].day.isoformat(), xref=axis, y=1, yref="paper", yanchor="bottom", yshift=up, showarrow=False, borderpad=1,
        xanchor=("right" if label.leftward else "left") if single else "center", xshift=(-2 if label.leftward else 2) if single else 0,
        text=theme.label(label.text), font={"size": 11, "color": theme.LABEL},
        hovertext="<br>".join(f"<b>{theme.day(event.day)}</b> {theme.label(event.label)}" for _, event in label.events),
    )  # fmt: skip


def _sentence(events: Sequence[Event], *, numbered: bool) -> str:
    if numbered and len(events) > SPELT_OUT:
        return f" {len(events)} events are marked; point at a number for its name."
    marked = "; ".join(
        (f"{number} " if numbered else "") + f"{event.label} ({theme.day(event.day)})" for number, event in enumerate(events, start=1)
    )
    return f" Marked: {marked}."
