"""Actors: who is mentioned in how many articles, how often, and in what kind of sentences."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import ALL, Slice

COLUMNS = {
    "actor_id": "The actor's id",
    "name": "The actor's name",
    "type": "person, organisation, state, place, armed_group or party",
    "mentions": "Mentions in the articles of the slice",
    "articles": "Articles of the slice that mention the actor",
    "total": "Articles of the slice in English, the only ones read for actors",
    "share": "articles / total",
    "sentiment": "Mean compound of the sentences that mention the actor, a sentence once for each mention",
}


def leading(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the actors of a slice, those of most articles first (ties: more mentions, then the id)."""
    rows = corpus.query(
        """SELECT actor_id, any_value(name ORDER BY name) AS name, any_value(type ORDER BY type) AS type, count(*) AS mentions,
                  count(DISTINCT article_id) AS articles,
                  (SELECT count(*) FROM articles JOIN chosen USING (article_id) WHERE language = 'en') AS total, avg(sentiment) AS sentiment
           FROM mentions JOIN chosen USING (article_id) GROUP BY actor_id ORDER BY articles DESC, mentions DESC, actor_id""",
        slice_=slice_,
    )
    return rows.assign(share=rows["articles"] / rows["total"].where(rows["total"] > 0))[list(COLUMNS)]
