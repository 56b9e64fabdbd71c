"""Periods on a page: the control that chooses their length, the part of a slice that falls into one, and those that the dates cover only in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast, get_args

import pandas as pd
import streamlit as st

from analysis.measures import spans
from analysis.measures.coverage import Totals
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import loading, theme
from dashboard.selection import Selection

_KEY = "period"  # of the control, in the address too
_DAYS_FOR_DAYS = 45  # up to this span a chart by day reads best, then by week, then by month
_DAYS_FOR_WEEKS = 550
_DAYS: dict[Period, int] = {"day": 1, "week": 7, "month": 30}
_FEWEST = 4  # periods that a chart over time needs; a longer period that leaves fewer is not proposed


def fitting(totals: Totals, articles: int = 0) -> Period:
    """Return the length of period that a slice reads best by: by its span, or a longer one that holds so many articles on average."""
    span = (totals.last - totals.first).days if totals.first and totals.last else 0
    best: Period = "day" if span <= _DAYS_FOR_DAYS else "week" if span <= _DAYS_FOR_WEEKS else "month"
    dated = totals.articles - totals.undated
    for length in list(_DAYS)[list(_DAYS).index(best) :]:
        periods = span / _DAYS[length] + 1
        if periods < _FEWEST:
            break
        best = length
        if dated >= articles * periods:
            break
    return best


def choice(totals: Totals, *, articles: int = 0) -> Period:
    """Draw the control and return the length of period that is chosen.

    Args:
        totals: Of the slice that is drawn.
        articles: How many a period should hold on average to be proposed, where a chart divides them further.
    """
    picked = st.segmented_control(
        "Period", list(get_args(Period)), default=fitting(totals, articles), required=True, key=_KEY, bind="query-params",
        format_func=str.capitalize, label_visibility="collapsed",
    )  # fmt: skip
    return cast(Period, picked)


def propose(totals: Totals) -> None:
    """Set the control, for a callback or before it is drawn: what another corpus reads best by."""
    st.session_state[_KEY] = fitting(totals)


def likely(totals: Totals) -> Period:
    """Return what ``choice`` is going to return, as far as that can be known before it is drawn."""
    asked = str(st.session_state.get(_KEY) or st.query_params.get(_KEY)).lower()  # an address has the word of the control
    return cast(Period, asked) if asked in get_args(Period) else fitting(totals)


def within(slice_: Slice, period: Period, first_day: str) -> tuple[str, Slice]:
    """Return a period's name and the part of the slice that falls into it."""
    start = date.fromisoformat(first_day)
    end = {"day": start + timedelta(days=1), "week": start + timedelta(days=7), "month": (start + timedelta(days=32)).replace(day=1)}[
        period
    ]
    return theme.period(start, period), replace(slice_, start=max(start, slice_.start or start), end=min(end, slice_.end or end))


def in_part(selection: Selection, period: Period, starts: pd.Series) -> list[pd.Timestamp]:
    """Return those of some periods, by their first days, that the dates of a selection cover only in part; of days none."""
    once = starts.drop_duplicates().sort_values()
    if period == "day" or once.empty:
        return []
    span = loading.covered_span(selection.folder, selection.version, selection.slice_)
    return list(once[~spans.whole(once, period, span)])


def said_in_part(parts: Sequence[pd.Timestamp], period: Period, how: str) -> str:
    """Return the sentence that names such periods, a space before it: " Hollow: Jan 2024, which the dates cover only in part."; nothing for none."""
    return f" {how}: {' and '.join(theme.period(day, period) for day in parts)}, which the dates cover only in part." if parts else ""
