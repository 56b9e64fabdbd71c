"""The timeline: one or two quantities over time, as one set of lines or as small multiples. Each quantity has a panel and an axis of its own."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.measures.timeline import COUNTS, rests_on
from dashboard import theme
from dashboard.charts import end_labels, timeline_axes
from dashboard.charts.base import TICKS, band, paper, period_axis
from dashboard.charts.end_labels import End

KEY = "\x1f"  # between series and day of what a click gives back
BANDS = 3  # series whose intervals can be told apart in one panel
UNITS = {
    "articles": "articles",
    "share": "share of articles",
    "sentiment": "mean sentiment, −1 to +1",
    "negative": "negative sentences, share of all scored",
    "mentions": "mentions",
}
_HEIGHTS = {1: 400, 2: 590}  # pixels, by panels
_BELOW = 40  # pixels that the dates take
_BETWEEN = 0.13  # of the height, between two panels
_ROW = 112  # pixels of a row of small multiples
_TITLE = 0.24  # of such a row, for its title
_UNIT_ROWS = 0.4  # such rows between two quantities that stand one below the other, for the unit
_APART = 0.06  # of the width, between two columns of them
_TICKS_WIDE = 12  # dates that fit under a chart as wide as the page
_TICKS_NARROW = 4  # dates that fit on a phone beside the names of the series
_DENSE = 60  # periods; from here on dots are small
_ZEROS = 150  # periods; from here on dots without an article are left out: nothing is behind them, and they make the page heavy
_BAND = 0.15  # opacity of an interval
_BAR = 6  # pixels of the interval of a period that stands alone
_BEHIND, _FAINT_BEHIND = 0.5, 0.25  # opacity of the values behind a rolling mean, and of those that few articles carry


def together(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], rolling: int = 0, narrow: bool = False) -> go.Figure:
    """Return all series in one panel a quantity, named at their ends; intervals for up to three series.

    Args:
        frame: Rows of the measure ``timeline``.
        period: day, week or month.
        colour: Id of a series -> colour.
        rolling: Periods of the rolling mean; 0 draws the values as lines.
        narrow: Whether it is drawn for a phone: fewer dates.
    """
    quantities = list(dict.fromkeys(frame["quantity"])) or ["articles"]
    named = "group_id" in frame.columns and len(frame) > 0
    height = _HEIGHTS[len(quantities)]
    figure = paper(height=height, unit=UNITS[quantities[0]], right=end_labels.RIGHT if named else 16)
    for number, quantity in enumerate(quantities):
        part = frame[frame["quantity"] == quantity]
        series = list(_series(part))
        bands = len(series) <= BANDS
        axis, name = timeline_axes.fitting(part, rolling, bands=bands), f"y{number + 1}" if number else "y"
        upper, lower = _domain(number, len(quantities))
        timeline_axes.set_values(figure, name, axis, (lower, upper))
        if number:
            _unit(figure, UNITS[quantity], x=0, y=upper)
        if quantity == "sentiment":
            _zero(figure, name, "x")
        for id_, rows in reversed(series):  # the leading ones on top
            shade = colour.get(id_, theme.ACCENT if not named else theme.REST)
            _draw(figure, rows, shade, period=period, rolling=rolling, interval=bands, axes={"xaxis": "x", "yaxis": name})
        if named:
            pixels = (height - 28 - _BELOW) * (upper - lower)
            ends = [
                End(value=end, name=_name(rows), colour=colour.get(id_, theme.REST))
                for id_, rows in series
                if (end := _end(rows, rolling)) is not None
            ]
            end_labels.write(figure, ends, low=axis.low, high=axis.high, pixels=pixels, axis=name)
    figure.update_xaxes(
        anchor=f"y{len(quantities)}" if len(quantities) > 1 else "y", tickformatstops=timeline_axes.DATES, hoverformat="%-d %b %Y"
    )
    _dates(figure, frame, period, _TICKS_NARROW if narrow and named else TICKS if narrow else _TICKS_WIDE)
    return figure


def multiples(frame: pd.DataFrame, *, period: str, colour: Mapping[str, str], rolling: int = 0, narrow: bool = False) -> go.Figure:
    """Return a panel a series, one below the other on the same dates and one scale, the one of most articles on top; a column a quantity.

    Args:
        frame, period, colour, rolling: As in ``together``; every panel has its interval.
        narrow: Whether it is drawn for a phone: the quantities one below the other.
    """
    quantities = list(dict.fromkeys(frame["quantity"])) or ["articles"]
    order = _by_size(frame)
    rows_drawn = max(len(order), 1)
    if narrow and len(quantities) > 1:
        return _multiples_below(frame, quantities, order, period=period, colour=colour, rolling=rolling)
    figure = paper(height=28 + _BELOW + _ROW * rows_drawn, unit=UNITS[quantities[0]])
    for column, quantity in enumerate(quantities):
        part = frame[frame["quantity"] == quantity]
        axis = timeline_axes.fitting(part, rolling)
        left, right = _across(column, len(quantities))
        x_axis = f"x{column + 1}" if column else "x"
        if column:
            _unit(figure, UNITS[quantity], x=left, y=1)
        by_id = dict(_series(part))
        for row, id_ in enumerate(order):
            number = column * rows_drawn + row + 1
            name = f"y{number}" if number > 1 else "y"
            upper, lower = 1 - (row + _TITLE) / rows_drawn, 1 - (row + 1 - 0.04) / rows_drawn
            timeline_axes.set_values(figure, name, axis, (lower, upper), few=True, anchor=x_axis)
            if quantity == "sentiment":
                _zero(figure, name, x_axis)
            shade = colour.get(id_, theme.REST)
            _draw(figure, by_id[id_], shade, period=period, rolling=rolling, interval=True, axes={"xaxis": x_axis, "yaxis": name})
            _panel_title(figure, by_id[id_], shade, x=left, y=upper)
        bottom = f"y{(column + 1) * rows_drawn}" if (column + 1) * rows_drawn > 1 else "y"
        timeline_axes.set_dates(figure, x_axis, (left, right), bottom)
    _dates(figure, frame, period, TICKS if narrow or len(quantities) > 1 else _TICKS_WIDE)
    return figure


def _multiples_below(
    frame: pd.DataFrame, quantities: list[str], order: list[str], *, period: str, colour: Mapping[str, str], rolling: int
) -> go.Figure:
    """Return the panels of several quantities in one column: all of the first, then all of the next, each with its unit above."""
    panels = len(quantities) * len(order)
    lines = panels + _UNIT_ROWS * (len(quantities) - 1)
    figure = paper(height=28 + _BELOW + round(_ROW * lines), unit=UNITS[quantities[0]])
    for number, quantity in enumerate(quantities):
        part = frame[frame["quantity"] == quantity]
        axis = timeline_axes.fitting(part, rolling)
        by_id = dict(_series(part))
        above = number * (len(order) + _UNIT_ROWS)
        if number:
            _unit(figure, UNITS[quantity], x=0, y=1 - (above - 0.1) / lines)
        for row, id_ in enumerate(order):
            place = number * len(order) + row + 1
            name = f"y{place}" if place > 1 else "y"
            upper, lower = 1 - (above + row + _TITLE) / lines, max(1 - (above + row + 1 - 0.04) / lines, 0.0)
            timeline_axes.set_values(figure, name, axis, (lower, upper), few=True)
            if quantity == "sentiment":
                _zero(figure, name, "x")
            shade = colour.get(id_, theme.REST)
            _draw(figure, by_id[id_], shade, period=period, rolling=rolling, interval=True, axes={"xaxis": "x", "yaxis": name})
            _panel_title(figure, by_id[id_], shade, x=0, y=upper)
    timeline_axes.set_dates(figure, "x", (0, 1), f"y{panels}")
    _dates(figure, frame, period, TICKS)
    return figure


def _draw(figure: go.Figure, rows: pd.DataFrame, shade: str, *, period: str, rolling: int, interval: bool, axes: Mapping[str, str]) -> None:
    """Draw a series: its interval, its line, and the dots that are clicked. What a period is covered only in part is dotted and hollow."""
    if interval and not rolling and rows["low"].notna().any():  # behind a rolling mean they would be taken for its own
        _interval(figure, rows, shade, axes)
    drawn = "rolling" if rolling else "value"
    whole = rows[drawn].where(rows["whole"])
    look = {"color": shade, "width": 2.5 if rolling else 2}
    figure.add_scatter(
        x=rows["period"], y=whole if not rolling else rows[drawn], mode="lines", connectgaps=False, line=look, hoverinfo="skip", **axes
    )
    if not rolling:
        near = rows["whole"].shift(1, fill_value=True) & rows["whole"].shift(-1, fill_value=True)
        parts = rows[drawn].where(~(rows["whole"] & near))
        if parts.notna().any():
            figure.add_scatter(
                x=rows["period"], y=parts, mode="lines", connectgaps=False, line={**look, "width": 1.5, "dash": "dot"}, hoverinfo="skip", **axes
            )  # fmt: skip
    dots = rows[rows["value"].notna() & ((rows["n"] > 0) | (len(rows) <= _ZEROS))]
    figure.add_scatter(
        x=dots["period"], y=dots["value"], mode="markers", cliponaxis=False,
        marker={
            "color": shade, "size": _size(rows, rolling), "opacity": _opacity(dots, rolling), "line": {"color": shade, "width": 1.5},
            "symbol": ["circle" if whole else "circle-open" for whole in dots["whole"]],
        },
        customdata=list(_points(dots, period, rolling)), hovertemplate="%{customdata[0]}<extra></extra>", **axes,
    )  # fmt: skip


def _interval(figure: go.Figure, rows: pd.DataFrame, shade: str, axes: Mapping[str, str]) -> None:
    """Draw the intervals: a band over each run of periods, a bar where a period stands alone."""
    known = rows["low"].notna()
    alone = rows[known & ~known.shift(1, fill_value=False) & ~known.shift(-1, fill_value=False)]
    days, ends = band(rows.assign(low=rows["low"].mask(rows.index.isin(alone.index))))
    figure.add_scatter(x=days, y=ends, mode="none", fill="toself", fillcolor=shade, opacity=_BAND, hoverinfo="skip", **axes)
    if len(alone):
        bars = [
            (day, end)
            for day, low, high in zip(alone["period"], alone["low"], alone["high"], strict=True)
            for day, end in ((day, low), (day, high), (None, None))
        ]
        figure.add_scatter(
            x=[day for day, _ in bars], y=[end for _, end in bars], mode="lines", connectgaps=False, line={"color": shade, "width": _BAR}, opacity=_BAND,
            hoverinfo="skip", **axes,
        )  # fmt: skip


def _points(rows: pd.DataFrame, period: str, rolling: int) -> Iterator[tuple[str, str]]:
    """Yield what the hover says of each dot, and the key that a click gives back."""
    for row in rows.to_dict("records"):
        name = f"{theme.label(row['group_name'])}<br>" if "group_name" in row else ""
        lines = [f"{name}<b>{theme.period(row['period'], period)}</b>: {_said(row)}"]
        if not math.isnan(row["low"]):
            ends = (theme.signed if row["quantity"] == "sentiment" else theme.share)(row["low"]), _value(row["quantity"], row["high"])
            lines.append(f"95 % interval {ends[0]} to {ends[1]}")
        if rolling and not math.isnan(row["rolling"]):
            lines.append(f"mean of {rolling} {period}s: {_value(row['quantity'], row['rolling'])}")
        if not row["whole"]:
            lines.append(f"covered only in part: the articles begin or end within this {period}")
        yield "<br>".join(lines), f"{row.get('group_id', '')}{KEY}{row['period']:%Y-%m-%d}"


def _said(row: Mapping[Hashable, Any]) -> str:
    """Return a value with the articles it rests on."""
    quantity, value, n, total = row["quantity"], row["value"], row["n"], row["total"]
    if quantity == "articles":
        return theme.counted(n, "article")
    if quantity == "share":
        return f"{theme.share(value)}<br>{theme.count(n)} of {theme.counted(total, 'article')}"
    if quantity == "sentiment":
        return f"{theme.signed(value)} ({theme.tone(value)})<br>n = {theme.counted(n, 'scored article')}"
    if quantity == "negative":
        return f"{theme.share(value)} of {theme.counted(total, 'sentence')}<br>n = {theme.counted(n, 'scored article')}"
    return f"{theme.counted(int(value), 'mention')}<br>in {theme.count(n)} of {theme.counted(total, 'article')} in English"


def _value(quantity: str, value: float) -> str:
    if quantity in COUNTS:
        return f"{value:,.1f}"
    return theme.signed(value) if quantity == "sentiment" else theme.share(value)


def _size(rows: pd.DataFrame, rolling: int) -> int:
    if len(rows) >= _DENSE:
        return 3 if len(rows) >= _ZEROS else 4
    return 5 if rolling else 7


def _opacity(rows: pd.DataFrame, rolling: int) -> list[float]:
    """Return the opacity of each dot: fainter behind a rolling mean, faint where few articles carry it, none where there is no article to click."""
    strong, weak = (_BEHIND, _FAINT_BEHIND) if rolling else (1.0, theme.FAINT)
    thin = ~rows["quantity"].isin(COUNTS) & (rests_on(rows) < theme.THIN)
    return [0.0 if n == 0 else weak if faint else strong for n, faint in zip(rows["n"], thin, strict=True)]


def _dates(figure: go.Figure, frame: pd.DataFrame, period: str, most: int) -> None:
    """Label first days of weeks, and each of a few periods: an axis of its own accord labels Sundays, and the same day at several hours."""
    periods = frame["period"].drop_duplicates().sort_values()
    if len(periods) and (period == "week" or len(periods) <= most):
        period_axis(figure, periods, period, most=most)


def _zero(figure: go.Figure, axis: str, x_axis: str) -> None:
    figure.add_shape(
        type="line", xref=f"{x_axis} domain", x0=0, x1=1, yref=axis, y0=0, y1=0, line={"color": theme.ZERO, "width": 1}, layer="below"
    )


def _unit(figure: go.Figure, text: str, *, x: float, y: float) -> None:
    figure.add_annotation(
        text=theme.label(text), x=x, y=y, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, yshift=6, font={"size": 12}
    )  # fmt: skip


def _panel_title(figure: go.Figure, rows: pd.DataFrame, shade: str, *, x: float, y: float) -> None:
    name = theme.label(_name(rows)) if "group_name" in rows.columns else ""
    figure.add_annotation(
        text=f"{name}  <span style='opacity:0.7'>n = {theme.count(int(rows['n'].sum()))}</span>", x=x, y=y, xref="paper", yref="paper", xanchor="left",
        yanchor="bottom", showarrow=False, yshift=1, font={"size": 12, "color": theme.LABEL if shade == theme.REST else shade},
    )  # fmt: skip


def _series(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    if "group_id" not in rows.columns:
        yield "", rows
        return
    for id_ in dict.fromkeys(rows["group_id"]):
        yield id_, rows[rows["group_id"] == id_]


def _by_size(frame: pd.DataFrame) -> list[str]:
    """Return the series, the one of most articles first."""
    first = frame[frame["quantity"] == frame["quantity"].iloc[0]] if len(frame) else frame
    sizes = [(-int(rows["n"].sum()), number, id_) for number, (id_, rows) in enumerate(_series(first))]
    return [id_ for _, _, id_ in sorted(sizes)]


def _name(rows: pd.DataFrame) -> str:
    return str(rows["group_name"].iloc[0])


def _end(rows: pd.DataFrame, rolling: int) -> float | None:
    """Return the last value that is drawn as a line, or the last there is; None when there is none."""
    column = "rolling" if rolling and rows["rolling"].notna().any() else "value"
    known = rows[column].dropna()
    return None if known.empty else float(known.iloc[-1])


def _domain(number: int, panels: int) -> tuple[float, float]:
    """Return upper and lower end of a panel, the first one on top."""
    height = (1 - _BETWEEN * (panels - 1)) / panels
    upper = 1 - number * (height + _BETWEEN)
    return upper, max(upper - height, 0.0)


def _across(column: int, columns: int) -> tuple[float, float]:
    width = (1 - _APART * (columns - 1)) / columns
    left = column * (width + _APART)
    return left, min(left + width, 1.0)
