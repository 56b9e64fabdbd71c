"""A query tried on a corpus before it becomes a topic: how much it matches, some articles that match, and some that nearly do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import search
from analysis.corpus import Corpus
from analysis.own_topics import QUERY_CHARACTERS

LISTED = 10  # articles of each kind
COLUMNS = ["article_id", "published_at", "outlet", "title", "text"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """What a query does in a corpus.

    Attributes:
        articles: Matching articles in English, the ones that count for a topic.
        total: Articles of the corpus in English.
        others: Matching articles in other languages.
        matching: Some that match: a draw that is the same every time (by article id, a hash). COLUMNS.
        near: Some in English that nearly match, the nearest first. COLUMNS.
    """

    articles: int
    total: int
    others: int
    matching: pd.DataFrame
    near: pd.DataFrame


def tried(corpus: Corpus, query: str) -> Trial:
    """Try a query on the whole corpus.

    Raises:
        InputError: The query cannot be read; the message names the character.
    """
    search.parse(query, max_characters=QUERY_CHARACTERS)
    found = corpus.query(
        "SELECT article_id FROM articles WHERE language = 'en' AND article_id IN (SELECT unnest(?))", [corpus.matching(query)]
    )["article_id"]
    everywhere = corpus.query("SELECT count(*) AS articles, count(*) FILTER (language = 'en') AS english FROM articles").iloc[0]
    others = corpus.query(
        "SELECT count(*) AS articles FROM articles WHERE language IS DISTINCT FROM 'en' AND article_id IN (SELECT unnest(?))",
        [corpus.matching(query)],
    )
    return Trial(
        articles=len(found),
        total=int(everywhere["english"]),
        others=int(others["articles"].iloc[0]),
        matching=_listed(corpus, sorted(found)[:LISTED]),
        near=_listed(corpus, corpus.near_misses(query, LISTED)),
    )


def _listed(corpus: Corpus, article_ids: Sequence[str]) -> pd.DataFrame:
    """Return articles in the order of their ids as given."""
    rows = corpus.query(
        f"SELECT {', '.join(COLUMNS)} FROM articles WHERE language = 'en' AND article_id IN (SELECT unnest(?))", [list(article_ids)]
    )
    place = {article_id: number for number, article_id in enumerate(article_ids)}
    return rows.sort_values("article_id", key=lambda ids: ids.map(place)).reset_index(drop=True)
