"""What other word values would do to a corpus: the sentences that change class, and the articles and outlets that move. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.article_sentiment import with_sentiment
from analysis.corpus import Corpus
from analysis.scorers.lexicon import LexiconChoice
from analysis.scorers.sentiment import NEGATIVE_TO, POSITIVE_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Before and after, for all scored articles of a corpus.

    Attributes:
        sentences: Sentences in all.
        changed: Those that would turn negative, neutral or positive from something else.
        articles: article_id, title, outlet, before, after; those that move most first, unmoved ones left out.
        outlets: outlet, articles, before, after: mean sentiment, the outlet with most articles first.
    """

    sentences: int
    changed: int
    articles: pd.DataFrame
    outlets: pd.DataFrame


def effect(corpus: Corpus, choice: LexiconChoice) -> Effect:
    """Return what a choice of word values would change."""
    parts = [(tables, with_sentiment(tables, choice)) for tables in corpus.all_tables()]
    before = pd.concat([part.sentences["compound"] for part, _ in parts]) if parts else pd.Series(dtype="float64")
    after = pd.concat([part.sentences["compound"] for _, part in parts]) if parts else pd.Series(dtype="float64")
    articles = (
        pd.concat([_articles(old.articles, new.articles) for old, new in parts]) if parts else _articles(*[corpus.table("articles")] * 2)
    )
    moved = (articles["after"] - articles["before"]).abs()
    outlets = articles.groupby("outlet", dropna=False, as_index=False).agg(
        articles=("article_id", "size"), before=("before", "mean"), after=("after", "mean")
    )
    return Effect(
        sentences=len(before),
        changed=int((_classes(before) != _classes(after)).sum()),
        articles=articles.assign(moved=moved)[moved > 0]
        .sort_values(["moved", "article_id"], ascending=[False, True])
        .drop(columns="moved"),
        outlets=outlets.sort_values(["articles", "outlet"], ascending=[False, True]).reset_index(drop=True),
    )


def _articles(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    both = old[["article_id", "title", "outlet"]].assign(before=old["sentiment"].to_numpy(), after=new["sentiment"].to_numpy())
    return both.dropna(subset="before").reset_index(drop=True)


def _classes(compounds: pd.Series) -> np.ndarray:
    values = compounds.to_numpy(dtype="float64")
    return np.where(values >= POSITIVE_FROM, 1, np.where(values <= NEGATIVE_TO, -1, 0))
