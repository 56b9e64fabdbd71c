"""Headlines against bodies: whether an outlet's headlines sound different from the articles below them."""

from __future__ import annotations

import math

import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.sentiment import NORMAL_95
from analysis.slice import ALL, Slice

COLUMNS = {
    "outlet": "The outlet; empty for articles that name none",
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
                              WHEN a.article_id IN (SELECT unnest(?::VARCHAR[])) THEN 'bare' ELSE 'both' END AS kind
                         FROM articles a JOIN chosen USING (article_id) WHERE sentiment IS NOT NULL)"""


def against_bodies(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return a row an outlet: its headlines, its bodies, and the mean of the paired difference with its interval.

    The interval is the normal approximation, mean +- 1.96 standard errors over articles. An outlet without any article that has both is
    listed without means.

    Returns:
        The columns of ``COLUMNS``, the headlines most below their bodies first, outlets without means last.
    """
    rows = corpus.query(
        f""", {_SCORED}
            SELECT outlet, avg(headline ORDER BY article_id) FILTER (kind = 'both') AS headline, avg(body ORDER BY article_id) FILTER (kind = 'both') AS body,
                   avg(difference ORDER BY article_id) FILTER (kind = 'both') AS difference,
                   stddev_samp(difference ORDER BY article_id) FILTER (kind = 'both') AS deviation,
                   count(*) FILTER (kind = 'both') AS articles, count(*) FILTER (kind = 'bare') AS headline_only,
                   count(*) FILTER (kind = 'untitled') AS untitled, count(*) AS total
            FROM scored GROUP BY outlet ORDER BY difference NULLS LAST, outlet NULLS LAST""",
        [_bare(corpus, slice_)],
        slice_=slice_,
    )
    articles = rows["articles"].astype("float64")
    error = NORMAL_95 * rows["deviation"].astype("float64") / articles.where(articles > 1) ** 0.5
    counts = dict.fromkeys(("articles", "headline_only", "untitled", "total"), "int64")
    return rows.assign(low=rows["difference"] - error, high=rows["difference"] + error).astype({"outlet": "str", **counts})[list(COLUMNS)]


def articles_behind(corpus: Corpus, slice_: Slice, outlet: str | None) -> pd.DataFrame:
    """Return the compared articles of an outlet, the largest difference first, whichever its sign: the columns of ``ARTICLE_COLUMNS``."""
    rows = corpus.query(
        f""", {_SCORED}
            SELECT article_id, published_at, title, headline, body, difference FROM scored
            WHERE kind = 'both' AND outlet IS NOT DISTINCT FROM ?::VARCHAR ORDER BY abs(difference) DESC, article_id""",
        [_bare(corpus, slice_), outlet],
        slice_=slice_,
    )
    published = pd.to_datetime(rows["published_at"], utc=True).astype("datetime64[us, UTC]")
    return rows.astype({"article_id": "str", "title": "str"}).assign(published_at=published)[list(ARTICLE_COLUMNS)]


def _bare(corpus: Corpus, slice_: Slice) -> list[str]:
    """Return the ids of the articles that are a headline only: a record without a body keeps its headline as its text.

    Texts are the largest part of a corpus, and reading them takes the longest; so lengths, which the sentences tell, are compared first.
    """
    alike = corpus.query(
        """, short AS MATERIALIZED (SELECT article_id, title FROM articles JOIN chosen USING (article_id) WHERE words <= length(title)),
             ends AS (SELECT article_id, max("end") AS longest FROM sentences WHERE article_id IN (SELECT article_id FROM short) GROUP BY article_id)
             SELECT article_id FROM short JOIN ends USING (article_id) WHERE longest = length(title)""",
        slice_=slice_,
    )["article_id"].tolist()
    if not alike:
        return []
    return corpus.query("SELECT article_id FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[])) AND text = title", [alike])[
        "article_id"
    ].tolist()


def beyond(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the named outlets whose headlines differ from their bodies by more than noise, the clearest first.

    With many outlets some intervals leave out 0 by chance; Benjamini and Hochberg's procedure decides which of them count (see ``analysis.noise``).

    Args:
        rows: Rows of ``against_bodies``.
    """
    tested = rows[(rows["articles"] >= ENOUGH) & rows["outlet"].notna()]
    error = (tested["high"] - tested["low"]).astype("float64") / 2 / NORMAL_95
    z = tested["difference"].abs() / error.where(error > 0)
    p = z.map(lambda value: math.erfc(value / math.sqrt(2)))
    differ, _ = noise.beyond(p.to_numpy("float64"))
    return tested.assign(p=p)[differ].sort_values(["p", "outlet"]).drop(columns="p")
