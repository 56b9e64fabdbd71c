"""The dates of the filter bar: a histogram of the corpus to draw or click a range on, quick choices, and the two dates themselves."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import streamlit as st

from analysis.measures import Options
from analysis.slice import ALL
from dashboard import loading, theme
from dashboard.charts import date_histogram
from dashboard.loading import Facets

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # the calendar, wider where the corpus is; what the corpus has stands above it
_CHART = "date-histogram"


def choice(folder: str, version: str, facets: Facets) -> tuple[date | None, date | None]:
    """Draw the filter by date; return the first and the last day that count.

    A corpus without dates, or with one day, has nothing to choose from: then the filter is drawn only where the address sets it, so that it
    can be taken off.
    """
    if not (facets.first and facets.last):
        st.caption("No article has a date, so there is no filter by date.")
    if facets.first == facets.last and not any(st.query_params.get(key) or st.session_state.get(key) for key in ("from", "to")):
        return None, None
    above = st.container(gap="xsmall", key="dates")
    left, right = st.columns(2, gap="xsmall", wrap=False)
    with left:
        start = _day("From", "from", facets)
    with right:
        end = _day("To", "to", facets)
    if facets.first and facets.last and facets.first < facets.last:
        with above:  # drawn last: only now is it known which dates the address brought
            _histogram(folder, version, facets.first, facets.last, start, end)
            _quick(facets.first, facets.last, start, end)
    said = uncovered(start, end, facets)
    if said:
        st.markdown(f":small[:material/event_busy: {said}]")
    return start, end


def uncovered(start: date | None, end: date | None, facets: Facets) -> str:
    """Return what a range asks for that the corpus does not cover; empty when it covers all of it."""
    first, last = facets.first, facets.last
    if not (first and last) or (start and end and end < start):
        return ""
    if (start and start > last) or (end and end < first):
        return f"No article is from these dates. The articles are from {theme.day(first)} to {theme.day(last)}."
    parts = [f"begin on {theme.day(first)}"] if start and start < first else []
    parts += [f"end on {theme.day(last)}"] if end and end > last else []
    return f"The articles {' and '.join(parts)}." if parts else ""


def quick_choices(first: date, last: date) -> dict[str, tuple[date, date]]:
    """Return the ranges that are worth a button: those that end with the data and leave some of it out."""
    ranges = {"Last month": (_months_before(last, 1), last), "Last year": (_months_before(last, 12), last)}
    return {name: (start, end) for name, (start, end) in ranges.items() if start > first}


def _histogram(folder: str, version: str, first: date, last: date, start: date | None, end: date | None) -> None:
    period = date_histogram.fitting(first, last)
    rows = loading.rows(folder, version, "coverage", ALL, Options(period=period))
    shown = date_histogram.bars(rows, period, first=first, last=last)
    # A fixed height: what stands below must not move while the chart is drawn anew.
    with st.container(height=date_histogram.HEIGHT, border=False):
        st.plotly_chart(
            date_histogram.drawn(shown, start=start, end=end), key=_CHART, on_select=_drawn, selection_mode=("points", "box"),
            config={"displayModeBar": False, "responsive": True},
            alt=f"Articles of the whole corpus by date, {theme.day(first)} to {theme.day(last)}. Draw over it, or click a bar, to choose dates; "
            "From and To below do the same.",
        )  # fmt: skip


def _drawn() -> None:
    """Take over the dates that were drawn or clicked."""
    points = st.session_state[_CHART]["selection"]["points"]
    keys = [str(point["customdata"][-1]) for point in points if point.get("customdata")]
    if keys:
        set_dates(*date_histogram.days_of(keys))


def set_dates(start: date | None, end: date | None) -> None:
    """Set both dates; None clears one."""
    st.session_state["from"], st.session_state["to"] = start, end


def _quick(first: date, last: date, start: date | None, end: date | None) -> None:
    choices = quick_choices(first, last)
    if not choices:
        return
    with st.container(horizontal=True, gap="small"):
        for name, days in choices.items():
            st.button(
                name, key=f"dates-{name.lower().replace(' ', '-')}", type="tertiary", on_click=set_dates, args=days, disabled=days == (start, end),
                help=f"{theme.day(days[0])} to {theme.day(days[1])}, where the data end",
            )  # fmt: skip
        st.button("All dates", key="dates-all", type="tertiary", on_click=set_dates, args=(None, None), disabled=not (start or end))


def _day(label: str, key: str, facets: Facets) -> date | None:
    earliest, latest = min(FIRST_DAY, facets.first or FIRST_DAY), max(LAST_DAY, facets.last or LAST_DAY)
    picked = st.date_input(label, value=None, min_value=earliest, max_value=latest, key=key, bind="query-params", format="YYYY-MM-DD")
    return picked if isinstance(picked, date) else None


def _months_before(last: date, months: int) -> date:
    """Return the first day of the so many months that end with a day: a month to 30 Jun begins on 31 May."""
    number = last.year * 12 + last.month - 1 - months
    year, month = number // 12, number % 12 + 1
    if year < 1:
        return date.min
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1])) + timedelta(days=1)
