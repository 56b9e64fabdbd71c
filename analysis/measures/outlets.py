"""Outlets side by side: how much each published, how long, in what tone, how much of it copied, and whether its tone differs from the others'."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.sentiment import AGGREGATES, with_interval
from analysis.slice import ALL, Slice

COLUMNS = {
    "outlet": "The outlet; empty for articles that name none",
    "articles": "Articles of the slice",
    "total": "Articles of the slice from all outlets",
    "share": "articles / total",
    "scored": "Articles in English, the only ones with sentiment",
    "sentiment": "Mean sentiment of the scored articles, -1 to 1",
    "low": "Lower end of the 95 % interval of the mean; empty below two articles",
    "high": "Upper end of the 95 % interval of the mean; empty below two articles",
    "negative_share": "Mean share of negative sentences in an article",
    "positive_share": "Mean share of positive sentences in an article",
    "words": "Mean number of words in an article",
    "copies": "Articles that repeat an earlier one of the slice, of any outlet",
    "copies_share": "copies / articles",
    "others": "Mean sentiment of the scored articles of the slice from all other outlets together; empty when there is none",
    "difference": "sentiment - others",
    "difference_low": "Lower end of the interval of the difference (Welch); empty where either side has fewer than five scored articles",
    "difference_high": "Upper end of it",
    "confidence": "Level of that interval: widened, for several outlets are looked at together (Benjamini and Yekutieli 2005)",
    "exceeds": "Whether the difference exceeds noise: the interval excludes 0 (Benjamini and Hochberg 1995 at 5 %)",
}
_DIGITS = 12  # a variance below is no spread but the rounding of doubles


def compared(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return a row an outlet, the one with most articles first."""
    rows = corpus.query(
        f""", a AS (
                SELECT article_id, outlet, sentiment, negative_share, positive_share, words,
                       row_number() OVER (PARTITION BY copy_group ORDER BY published_at NULLS LAST, article_id) > 1 AS repeats
                FROM chosen_articles)
            SELECT a.outlet, {AGGREGATES}, sum(a.words) / count(*) AS words, count(*) FILTER (a.repeats) AS copies
            FROM a GROUP BY a.outlet ORDER BY total DESC, a.outlet""",
        slice_=slice_,
    )
    rows = _against_the_others(with_interval(rows)).rename(columns={"articles": "scored", "total": "articles"})
    total = rows["articles"].sum()
    rows = rows.assign(total=total, share=rows["articles"] / total, copies_share=rows["copies"] / rows["articles"])
    return rows.astype({"outlet": "str", "words": "float64"})[list(COLUMNS)]


def _against_the_others(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the mean of all others together and the difference from it: each mean and spread is taken out of the whole's."""
    n = rows["articles"].to_numpy("float64")
    mean, deviation = (rows[name].fillna(0.0).to_numpy("float64") for name in ("sentiment", "deviation"))
    sums, squares = n * mean, np.maximum(n - 1, 0) * deviation**2 + n * mean**2
    rest = n.sum() - n
    others = np.divide(sums.sum() - sums, rest, out=np.full(len(n), np.nan), where=rest > 0)
    left = squares.sum() - squares - rest * np.nan_to_num(others) ** 2
    variance = np.divide(left, rest - 1, out=np.full(len(n), np.nan), where=rest > 1)
    verdict = noise.of_means(
        noise.Sample(mean=np.where(n > 0, mean, np.nan), deviation=deviation, n=n),
        noise.Sample(mean=others, deviation=np.sqrt(np.maximum(np.round(variance, _DIGITS), 0)), n=rest),
    )
    known = rows["sentiment"].astype("float64")
    return rows.assign(
        others=others, difference=known - others, difference_low=verdict.low, difference_high=verdict.high,
        confidence=np.where(np.isnan(verdict.low), np.nan, verdict.level), exceeds=verdict.exceeds,
    )  # fmt: skip
