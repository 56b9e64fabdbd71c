"""Periods and groups, shared by every measure over time: how articles fall into days, weeks and months, and into series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import Slice

Period = Literal["day", "week", "month"]
Group = Literal["outlet", "topic", "actor"]

SERIES = 20  # series that a measure splits into unless the slice names its own; more cannot be read in one chart

_FREQUENCY = {"day": "D", "week": "W-MON", "month": "MS"}
_GROUPS = {
    "outlet": "SELECT article_id, outlet AS group_id, outlet AS group_name FROM chosen_articles",
    "topic": "SELECT article_id, topic_id AS group_id, any_value(name) AS group_name FROM topics JOIN chosen USING (article_id) GROUP BY ALL",
    "actor": "SELECT article_id, actor_id AS group_id, any_value(name) AS group_name FROM mentions JOIN chosen USING (article_id) GROUP BY ALL",
}


def looked_in(slice_: Slice) -> Slice:
    """Return the slice that shares are shares of: the same dates, outlets and copies, whatever the articles are about."""
    return replace(slice_, topics=(), actors=(), query=None)


def groups_of(slice_: Slice, group: Group) -> tuple[str, ...]:
    """Return the groups that the slice itself names; empty when it names none."""
    return {"outlet": slice_.outlets, "topic": slice_.topics, "actor": slice_.actors}[group]


def grouped(
    corpus: Corpus, slice_: Slice, period: Period, group: Group | None, aggregates: str, series: Sequence[str] = ()
) -> pd.DataFrame:
    """Return aggregates over the dated articles of a slice, a row for each period (and group) that has any.

    Args:
        corpus, slice_: What is counted.
        period: Days, ISO weeks (from Monday) or months, in UTC.
        group: Split into series, or None. A series is named by the slice, else the ``SERIES`` with most articles count.
        aggregates: SQL aggregates over ``articles AS a``.
        series: The groups that are wanted, whatever the slice names.

    Returns:
        period (first day, UTC), with a group also group_id and group_name, then the aggregates.
    """
    start = f"date_trunc('{period}', a.published_at) AS period"
    if group is None:
        sql = f"SELECT {start}, {aggregates} FROM chosen_articles a WHERE a.published_at IS NOT NULL GROUP BY 1 ORDER BY 1"
        return _typed(corpus.query(sql, slice_=slice_))
    named = tuple(series) or groups_of(slice_, group)
    kept = "SELECT unnest(?)" if named else f"SELECT group_id FROM member GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {SERIES}"
    sql = f"""
        , member AS MATERIALIZED ({_GROUPS[group]}), kept(group_id) AS ({kept})
        SELECT {start}, m.group_id, any_value(m.group_name) AS group_name, {aggregates}
        FROM chosen_articles a JOIN member m USING (article_id) JOIN kept USING (group_id)
        WHERE a.published_at IS NOT NULL GROUP BY 1, 2 ORDER BY 2, 1"""
    return _typed(corpus.query(sql, [list(named)] if named else [], slice_=slice_))


def complete(frame: pd.DataFrame, periods: pd.Series, period: Period) -> pd.DataFrame:
    """Return a frame with a row for every period from the first to the last of ``periods``, in every group; new values are NA."""
    if periods.empty:
        return frame
    every = pd.DataFrame({"period": pd.date_range(periods.min(), periods.max(), freq=_FREQUENCY[period]).astype("datetime64[us, UTC]")})
    if "group_id" in frame.columns:
        every = frame[["group_id", "group_name"]].drop_duplicates().merge(every, how="cross")
    keys = [name for name in ("group_id", "group_name", "period") if name in every.columns]
    return every.merge(frame, on=keys, how="left")


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(period=pd.to_datetime(frame["period"], utc=True).astype("datetime64[us, UTC]"))
