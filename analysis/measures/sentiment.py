"""Sentiment over time: the mean over articles of the mean over their sentences, with how many articles carry it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.periods import Group, Period, complete, grouped
from analysis.slice import ALL, Slice

COLUMNS = {
    "group_id": "Outlet, topic id or actor id of the series",
    "group_name": "Name of the series",
    "period": "First day of the period (UTC)",
    "sentiment": "Mean sentiment of the scored articles, -1 to 1; empty when there is none",
    "low": "Lower end of the 95 % interval of the mean; empty below two articles",
    "high": "Upper end of the 95 % interval of the mean; empty below two articles",
    "articles": "Scored articles the mean is taken over",
    "total": "Dated articles of the slice in the period, scored or not",
    "negative_share": "Mean share of negative sentences in an article",
    "positive_share": "Mean share of positive sentences in an article",
}
NORMAL_95 = 1.959964  # the normal distribution's two-sided 95 % quantile

# Sums of decimals depend on their order in the last digits: with an order of its own a mean is the same on every machine.
AGGREGATES = """avg(a.sentiment ORDER BY a.article_id) AS sentiment, stddev_samp(a.sentiment ORDER BY a.article_id) AS deviation,
    count(a.sentiment) AS articles, count(*) AS total,
    avg(a.negative_share ORDER BY a.article_id) AS negative_share, avg(a.positive_share ORDER BY a.article_id) AS positive_share"""


def over_time(
    corpus: Corpus, slice_: Slice = ALL, period: Period = "week", group: Group | None = None, series: Sequence[str] = ()
) -> pd.DataFrame:
    """Return mean sentiment by period; a period without scored articles has no mean.

    The interval is the normal approximation, mean +- 1.96 standard errors over articles.
    """
    rows = grouped(corpus, slice_, period, group, AGGREGATES, series)
    rows = with_interval(complete(rows, rows["period"], period))
    counts = {name: rows[name].fillna(0).astype("int64") for name in ("articles", "total")}
    return rows.assign(**counts)[[name for name in COLUMNS if name in rows.columns]]


def overall(corpus: Corpus, slice_: Slice = ALL) -> tuple[float, int]:
    """Return the mean sentiment of the scored articles of a slice, NaN for none, and how many they are."""
    row = corpus.query(f"SELECT {AGGREGATES} FROM chosen_articles a", slice_=slice_).iloc[0]
    return float(row["sentiment"]), int(row["articles"])


def with_interval(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with ``low`` and ``high`` around ``sentiment``, from its columns ``deviation`` and ``articles``."""
    articles = frame["articles"].astype("float64")
    error: pd.Series = NORMAL_95 * frame["deviation"].astype("float64") / articles.where(articles > 1) ** 0.5
    return frame.assign(low=frame["sentiment"] - error, high=frame["sentiment"] + error)
