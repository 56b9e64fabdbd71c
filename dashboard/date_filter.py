"""The dates of the filter bar: a histogram of the corpus to draw or click a range on, quick choices, and the two dates themselves."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from analysis import date_forms, dates
from analysis.measures import Options
from analysis.slice import ALL
from dashboard import loading, theme
from dashboard.charts import date_histogram
from dashboard.loading import Facets

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # the calendar, wider where the corpus is; what the corpus has stands above it
LONGEST_DAY = 40  # characters of a date; longer ones are no date
_CHART = "date-histogram"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}[-/.]\d{1,2}|[^\W\d]+\.?,? +\d{4}")


def choice(folder: str, version: str, facets: Facets) -> tuple[date | None, date | None, str, Callable[[], None]]:
    """Draw the filter by date; return the first and the last day that count, what is wrong with a date that cannot be read, and what draws the rest.

    The rest, a chart of its own, is for after the page: what the filters mean is known without it.

    A corpus without dates, or with one day, has nothing to choose from: then the filter is drawn only where the address sets it, so that it
    can be taken off.
    """
    if not (facets.first and facets.last):
        st.caption("No article has a date, so there is no filter by date.")
    if facets.first == facets.last and not any(st.query_params.get(key) or st.session_state.get(key) for key in ("from", "to")):
        return None, None, "", _nothing
    above = st.container(gap="xsmall", key="dates")
    left, right = st.columns(2, gap="xsmall", wrap=False)
    with left:
        start, wrong = _day("From", "from", facets.first)
    with right:
        end, wrong_end = _day("To", "to", facets.last)
    first, last = facets.first, facets.last
    rest = _nothing
    if first and last and first < last:
        with above:  # drawn only now that it is known which dates the address brought
            place = st.container(height=date_histogram.HEIGHT, border=False)  # a fixed height: what stands below must not move
            _quick(first, last, start, end)

        def rest() -> None:
            with place:
                _histogram(folder, version, first, last, start, end)

    wrong = " ".join(filter(None, (wrong, wrong_end)))
    if wrong:
        st.markdown(f":red[:small[:material/error: {theme.plain(wrong)}]]")
        return start, end, wrong, rest
    said = uncovered(start, end, facets)
    if said:
        st.markdown(f":small[:material/event_busy: {said}]")
    return start, end, "", rest


def _nothing() -> None:
    """Draw nothing."""


def read(text: str, *, last: bool = False) -> tuple[date | None, str]:
    """Return the day that a text names, and what is wrong where it names none.

    Args:
        text: 2024-03-25, 25 Mar 2024 and other common ways to write a day; a month or a year stands for its first day. Empty names none.
        last: Whether a month or a year stands for its last day instead.
    """
    wanted = " ".join(text.split())
    found = date_forms.from_text(wanted, "day first") if len(wanted) <= LONGEST_DAY else None
    if found is None or found.year > LAST_DAY.year:
        return None, f"“{wanted[:LONGEST_DAY]}” is no date. Write it as 2024-03-25 or 25 Mar 2024." if wanted else ""
    day = found.date()
    if dates.is_ambiguous(wanted):
        other = date(day.year, day.day, day.month)
        return None, f"“{wanted}” may be {theme.day(day)} or {theme.day(other)}. Write {day} or {other}."
    if last and _YEAR.fullmatch(wanted):
        day = day.replace(month=12, day=31)
    elif last and _MONTH.fullmatch(wanted):
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, ""


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
    st.session_state["from"], st.session_state["to"] = (day.isoformat() if day else "" for day in (start, end))


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


def _day(label: str, key: str, shown: date | None) -> tuple[date | None, str]:
    """Draw the field of a date, which shows the corpus' own while it is empty; return the day, and what is wrong with it."""
    last = key == "to"

    def tidied() -> None:
        day, _ = read(str(st.session_state[key] or ""), last=last)
        if day:
            st.session_state[key] = day.isoformat()

    # A field and not a calendar: what is typed counts as soon as the field is left, by whatever key.
    typed = st.text_input(
        label, key=key, bind="query-params", max_chars=LONGEST_DAY, on_change=tidied, autocomplete="off",
        placeholder=shown.isoformat() if shown else "2024-03-25",
    )  # fmt: skip
    return read(typed or "", last=last)


def _months_before(last: date, months: int) -> date:
    """Return the first day of the so many months that end with a day: a month to 30 Jun begins on 31 May."""
    number = last.year * 12 + last.month - 1 - months
    year, month = number // 12, number % 12 + 1
    if year < 1:
        return date.min
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1])) + timedelta(days=1)
