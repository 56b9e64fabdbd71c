"""The dates that a slice covers: from when to when, which periods lie in them whole, and where their second half begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.periods import Period, looked_in
from analysis.slice import ALL, Slice

STEPS: dict[Period, pd.DateOffset] = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}
_DAY = pd.Timedelta(days=1)


def dated(corpus: Corpus, slice_: Slice = ALL) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and the last day (UTC) on which an article appeared that could have counted, whatever it is about; None without one."""
    row = corpus.query(
        "SELECT min(published_at) AS first, max(published_at) AS last FROM chosen_articles",
        slice_=looked_in(slice_),
    ).iloc[0]
    return None if pd.isna(row["first"]) else between(*(pd.Timestamp(row[name]).tz_localize("UTC") for name in ("first", "last")))


def covered(corpus: Corpus, slice_: Slice = ALL) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and the last day (UTC) that are looked at in full; None where there is none.

    They are the dates of the slice, as far as the articles go that could have counted: a filter to the end of March covers the last week of March
    even when nothing appeared on its Sunday. Which periods are whole is judged by these dates everywhere.
    """
    return within(dated(corpus, replace(slice_, start=None, end=None)), slice_)


def within(span: tuple[pd.Timestamp, pd.Timestamp] | None, slice_: Slice) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the part of a span of days that lies within the dates of a slice; None where there is none."""
    if span is None:
        return None
    first = max(span[0], pd.Timestamp(slice_.start, tz="UTC")) if slice_.start else span[0]
    last = min(span[1], pd.Timestamp(slice_.end, tz="UTC") - _DAY) if slice_.end else span[1]
    return (first, last) if first <= last else None


def between(first: datetime | None, last: datetime | None) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the days of two times in UTC; None where there are none."""
    return None if first is None or last is None else (pd.Timestamp(first).normalize(), pd.Timestamp(last).normalize())


def whole(periods: pd.Series, period: Period, span: tuple[pd.Timestamp, pd.Timestamp] | None) -> np.ndarray:
    """Return for each period whether all its days lie within a span.

    Args:
        periods: First days of the periods.
        period: day, week or month.
        span: First and last day; None for none.
    """
    if span is None or periods.empty:
        return np.zeros(len(periods), dtype=bool)
    return np.asarray((periods >= span[0]) & (periods + STEPS[period] <= span[1] + _DAY))


def turn(span: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Timestamp:
    """Return the first day of the second half of a span; of an odd number of days the middle one is in the first half."""
    days = (span[1] - span[0]).days + 1
    return span[0] + _DAY * (-(-days // 2))
