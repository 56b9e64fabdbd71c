"""Periods on a page: the control that chooses their length, and the part of a slice that falls into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast, get_args

import streamlit as st

from analysis.measures.coverage import Totals
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import theme

_DAYS_FOR_DAYS = 45  # up to this span a chart by day reads best, then by week, then by month
_DAYS_FOR_WEEKS = 550


def fitting(totals: Totals) -> Period:
    """Return the length of period that a slice reads best by."""
    span = (totals.last - totals.first).days if totals.first and totals.last else 0
    return "day" if span <= _DAYS_FOR_DAYS else "week" if span <= _DAYS_FOR_WEEKS else "month"


def choice(totals: Totals) -> Period:
    """Draw the control and return the length of period that is chosen."""
    picked = st.segmented_control(
        "Period", list(get_args(Period)), default=fitting(totals), required=True, key="period", bind="query-params",
        format_func=str.capitalize, label_visibility="collapsed",
    )  # fmt: skip
    return cast(Period, picked)


def within(slice_: Slice, period: Period, first_day: str) -> tuple[str, Slice]:
    """Return a period's name and the part of the slice that falls into it."""
    start = date.fromisoformat(first_day)
    end = {"day": start + timedelta(days=1), "week": start + timedelta(days=7), "month": (start + timedelta(days=32)).replace(day=1)}[
        period
    ]
    return theme.period(start, period), replace(slice_, start=max(start, slice_.start or start), end=min(end, slice_.end or end))
