"""How the sentiment of articles is spread: how many of each outlet fall into which class, and which outlets stand apart from the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.sentiment import NORMAL_95, with_interval
from analysis.slice import ALL, Slice

COLUMNS = {
    "outlet": "The outlet; empty for articles that name none",
    "low": "Lower end of the class of article sentiment; it belongs to a class of 0 and above, not to one below",
    "high": "Upper end of the class; it belongs to a class below 0, not to one above",
    "tone": "negative for classes up to -0.05, positive from +0.05, neutral between",
    "articles": "Scored articles of the outlet in the class",
    "total": "Scored articles of the outlet",
    "share": "articles / total",
    "sentiment": "Mean sentiment of the outlet's scored articles, -1 to 1",
    "sentiment_low": "Lower end of the 95 % interval of that mean; empty below two articles",
    "sentiment_high": "Upper end of the 95 % interval of that mean; empty below two articles",
}
CLASSES = 20  # to 1; a class is 0.05 wide, so that classes end where negative and positive do
ENOUGH = 10  # articles from which an outlet is set against the others; with fewer, one odd article decides

# Means of sentences miss a bound by a rounding of the last digits; nine decimals are finer than any lexicon.
_CLASS = f"""(CASE WHEN round(sentiment * {CLASSES}, 9) < 0 THEN greatest(ceil(round(sentiment * {CLASSES}, 9)) - 1, -{CLASSES})
             ELSE least(floor(round(sentiment * {CLASSES}, 9)), {CLASSES - 1}) END)::BIGINT"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """An outlet whose mean sentiment differs from that of all others by more than noise.

    Attributes:
        outlet: The outlet.
        sentiment: Its mean.
        others: The mean over the articles of all others.
    """

    outlet: str
    sentiment: float
    others: float


def by_outlet(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return how many articles of each outlet fall into each class of sentiment, zeros included.

    Returns:
        The columns of ``COLUMNS``, by outlet (most scored articles first) and class, from the lowest class to the highest that any outlet has.
    """
    rows = corpus.query(
        f""", scored AS (SELECT article_id, outlet, sentiment, {_CLASS} AS class FROM chosen_articles WHERE sentiment IS NOT NULL),
            outlets AS (SELECT outlet, count(*) AS total, avg(sentiment ORDER BY article_id) AS sentiment,
                               stddev_samp(sentiment ORDER BY article_id) AS deviation FROM scored GROUP BY outlet),
            ends AS (SELECT min(class) AS first, max(class) AS last FROM scored),
            classes AS (SELECT unnest(range(first, last + 1)) AS class FROM ends),
            counted AS (SELECT outlet, class, count(*) AS articles FROM scored GROUP BY ALL)
            SELECT o.outlet, c.class, coalesce(n.articles, 0) AS articles, o.total, o.sentiment, o.deviation
            FROM outlets o CROSS JOIN classes c LEFT JOIN counted n ON n.outlet IS NOT DISTINCT FROM o.outlet AND n.class = c.class
            ORDER BY o.total DESC, o.outlet NULLS LAST, c.class""",
        slice_=slice_,
    )
    ends = with_interval(rows.assign(articles=rows["total"]))
    number = rows["class"].astype("int64")
    tone = pd.Series("neutral", index=rows.index).mask(number < -1, "negative").mask(number > 0, "positive")
    filled = rows.assign(
        low=(number / CLASSES).round(2),
        high=((number + 1) / CLASSES).round(2),
        tone=tone,
        share=rows["articles"] / rows["total"],
        sentiment_low=ends["low"],
        sentiment_high=ends["high"],
    )
    return filled.astype({"outlet": "str", "tone": "str", "articles": "int64", "total": "int64"})[list(COLUMNS)]


def articles_in(corpus: Corpus, slice_: Slice, outlet: str | None, low: float | None = None) -> frozenset[str]:
    """Return the ids of the scored articles of an outlet, or of those in the class that begins at ``low``."""
    in_class = f" AND {_CLASS} = ?" if low is not None else ""
    sql = f"SELECT article_id FROM chosen_articles WHERE sentiment IS NOT NULL AND outlet IS NOT DISTINCT FROM ?::VARCHAR{in_class}"
    return frozenset(corpus.query(sql, [outlet, *([round(low * CLASSES)] if low is not None else [])], slice_=slice_)["article_id"])


def apart(rows: pd.DataFrame) -> list[Apart]:
    """Return the named outlets whose mean differs from the mean of all other articles by more than noise, the most negative first.

    The test is Welch's, of two means; looking for the most extreme of many outlets finds one by chance, so Benjamini and Hochberg's procedure
    decides which of them count (see ``analysis.noise``).

    Args:
        rows: Rows of ``by_outlet``.
    """
    outlets = rows.drop_duplicates("outlet")
    n, mean = outlets["total"].to_numpy("float64"), outlets["sentiment"].to_numpy("float64")
    rest = n.sum() - n
    looked_at = outlets["outlet"].notna().to_numpy() & (n >= ENOUGH) & (rest >= ENOUGH)
    if not looked_at.any():
        return []
    squares = (
        np.nan_to_num((outlets["sentiment_high"].to_numpy("float64") - mean) / NORMAL_95) ** 2 * n
    )  # of deviations: none for one article
    own, others_n = n[looked_at], rest[looked_at]
    others = ((n * mean).sum() - (n * mean)[looked_at]) / others_n
    second = (n - 1) * squares + n * mean**2
    variance = np.clip((second.sum() - second[looked_at] - others_n * others**2) / (others_n - 1), 0, None)
    one = noise.Sample(mean=mean[looked_at], deviation=np.sqrt(squares[looked_at]), n=own)
    all_others = noise.Sample(mean=others, deviation=np.sqrt(variance), n=others_n)
    differ, _ = noise.beyond(noise.mean_difference_p(one, all_others))
    found = pd.DataFrame({"outlet": outlets["outlet"].to_numpy()[looked_at], "sentiment": one.mean, "others": others})[differ]
    return [
        Apart(outlet=row["outlet"], sentiment=row["sentiment"], others=row["others"])
        for row in found.sort_values(["sentiment", "outlet"]).to_dict("records")
    ]
