"""Outlets side by side: how much each published, and in what tone."""

from __future__ import annotations

import pandas as pd

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
}


def compared(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return a row an outlet, the one with most articles first."""
    rows = corpus.query(
        f"SELECT a.outlet, {AGGREGATES} FROM articles a JOIN chosen USING (article_id) GROUP BY a.outlet ORDER BY total DESC, a.outlet",
        slice_=slice_,
    )
    rows = with_interval(rows).rename(columns={"articles": "scored", "total": "articles"})
    total = rows["articles"].sum()
    return rows.assign(total=total, share=rows["articles"] / total)[list(COLUMNS)]
