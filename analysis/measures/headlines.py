"""Headlines against bodies: whether an outlet's headlines sound different from the articles below them."""

from __future__ import annotations

import math

import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.sentiment import NORMAL_95
from analysis.slice import ALL, Slice

ALL_OUTLETS = "all outlets"  # in the column outlet, of the row that counts every article once
COLUMNS = {
    "outlet": f"The outlet; empty for articles that name none; '{ALL_OUTLETS}' for all of them together, where there are several",
    "headline": "Mean sentiment of the headlines, -1 to 1",
    "body": "Mean sentiment of the same articles, -1 to 1, the mean over their sentences without the headline",
    "difference": "Mean of headline minus body, article by article",
    "low": "Lower end of the 95 % interval of the difference; empty below two articles",
    "high": "Upper end of the 95 % interval of the difference; empty below two articles",
    "articles": "Scored articles with a headline and a body; the only ones compared",
    "headline_only": "Scored articles whose text is the headline itself, without a body",
    "untitled": "Scored articles without a headline",
    "total": "Scored articles of the outlet",
}
ARTICLE_COLUMNS = {
    "article_id": "The article's id",
    "published_at": "Time of publication in UTC; empty when undated",
    "title": "Headline",
    "headline": "Sentiment of the headline, -1 to 1",
    "body": "Mean sentiment of the sentences, -1 to 1",
    "difference": "headline minus body",
}
ENOUGH = 10  # articles from which an outlet is tested; with fewer, one odd headline decides
_SCORED = """scored AS (SELECT a.article_id, outlet, published_at, title, title_sentiment AS headline, sentiment AS body,
                         title_sentiment - sentiment AS difference,
                         CASE WHEN title IS NULL OR title_sentiment IS NULL THEN 'untitled'
                              WHEN a.article_id IN (FROM headline_only) THEN 'bare' ELSE 'both' END AS kind
                         FROM articles a JOIN chosen USING (article_id) WHERE sentiment IS NOT NULL)"""


def against_bodies(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return a row an outlet, and one for all: its headlines, its bodies, and the mean of the paired difference with its interval.

    The interval is the normal approximation, mean +- 1.96 standard errors over articles. An outlet without any article that has both is
    listed without means.

    Returns:
        The columns of ``COLUMNS``; all outlets together first, where there are several, then the headlines most below their bodies, outlets without
        means last.
    """
    rows = corpus.query(
        f""", {_SCORED}
            SELECT outlet, grouping(outlet) AS every,
                   avg(headline ORDER BY article_id) FILTER (kind = 'both') AS headline, avg(body ORDER BY article_id) FILTER (kind = 'both') AS body,
                   avg(difference ORDER BY article_id) FILTER (kind = 'both') AS difference,
                   stddev_samp(difference ORDER BY article_id) FILTER (kind = 'both') AS deviation,
                   count(*) FILTER (kind = 'both') AS articles, count(*) FILTER (kind = 'bare') AS headline_only,
                   count(*) FILTER (kind = 'untitled') AS untitled, count(*) AS total
            FROM scored GROUP BY GROUPING SETS ((outlet), ()) ORDER BY every DESC, difference NULLS LAST, outlet NULLS LAST""",
        slice_=slice_,
    )
    if (rows["every"] == 0).sum() < 2:  # then it says what all together would
        rows = rows[rows["every"] == 0].reset_index(drop=True)
    rows = rows.assign(outlet=rows["outlet"].astype("str").mask(rows["every"] == 1, ALL_OUTLETS))
    articles = rows["articles"].astype("float64")
    error = NORMAL_95 * rows["deviation"].astype("float64") / articles.where(articles > 1) ** 0.5
    counts = dict.fromkeys(("articles", "headline_only", "untitled", "total"), "int64")
    return rows.assign(low=rows["difference"] - error, high=rows["difference"] + error).astype({"outlet": "str", **counts})[list(COLUMNS)]


def articles_behind(corpus: Corpus, slice_: Slice, outlet: str | None) -> pd.DataFrame:
    """Return the compared articles of an outlet (None: of no named one; ``ALL_OUTLETS``: of all), the largest difference first, whichever its sign.

    Returns:
        The columns of ``ARTICLE_COLUMNS``.
    """
    rows = corpus.query(
        f""", {_SCORED}
            SELECT article_id, published_at, title, headline, body, difference FROM scored
            WHERE kind = 'both' AND (? OR outlet IS NOT DISTINCT FROM ?::VARCHAR) ORDER BY abs(difference) DESC, article_id""",
        [outlet == ALL_OUTLETS, outlet],
        slice_=slice_,
    )
    published = pd.to_datetime(rows["published_at"], utc=True).astype("datetime64[us, UTC]")
    return rows.astype({"article_id": "str", "title": "str"}).assign(published_at=published)[list(ARTICLE_COLUMNS)]


def overall(rows: pd.DataFrame) -> float | None:
    """Return the mean difference of all articles where it is larger than noise; None where it is not, or where the outlets are one.

    Args:
        rows: Rows of ``against_bodies``.
    """
    every = rows[(rows["outlet"] == ALL_OUTLETS) & (rows["articles"] >= ENOUGH) & ((rows["low"] > 0) | (rows["high"] < 0))]
    return None if every.empty else float(every["difference"].iloc[0])


def beyond(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the named outlets whose headlines differ from their bodies by more than noise, the clearest first.

    With many outlets some intervals leave out 0 by chance; Benjamini and Hochberg's procedure decides which of them count (see ``analysis.noise``).

    Args:
        rows: Rows of ``against_bodies``.
    """
    tested = rows[(rows["articles"] >= ENOUGH) & rows["outlet"].notna() & (rows["outlet"] != ALL_OUTLETS)]
    error = (tested["high"] - tested["low"]).astype("float64") / 2 / NORMAL_95
    z = tested["difference"].abs() / error.where(error > 0)
    p = z.map(lambda value: math.erfc(value / math.sqrt(2)))
    differ, _ = noise.beyond(p.to_numpy("float64"))
    return tested.assign(p=p)[differ].sort_values(["p", "outlet"]).drop(columns="p")
