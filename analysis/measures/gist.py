"""What a handful of articles is about, in short: their leading broad topics and actors."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.topics import MEMBERS
from analysis.slice import ALL, Slice

TOPICS, ACTORS = 2, 3  # that are named; more would not be read in passing


def leading(corpus: Corpus, article_ids: Collection[str], slice_: Slice = ALL) -> pd.DataFrame:
    """Return the leading topics, broad ones and those of the analyst, and the leading actors of some articles of a slice.

    Returns:
        kind (topic or actor), name, articles; topics first, those of most articles first.
    """
    return corpus.query(
        f""", read AS MATERIALIZED (SELECT article_id FROM chosen JOIN (SELECT unnest(?::VARCHAR[]) AS article_id) USING (article_id)), {MEMBERS},
            counted AS (
                SELECT 'topic' AS kind, topic_id AS id, min(name) AS name, count(*) AS articles FROM member WHERE level IN ('broad', 'own') GROUP BY topic_id
                UNION ALL
                SELECT 'actor', actor_id, min(name), count(*) FROM actor_articles JOIN read USING (article_id) GROUP BY actor_id)
            SELECT kind, name, articles FROM counted
            QUALIFY row_number() OVER (PARTITION BY kind ORDER BY articles DESC, name, id) <= if(kind = 'topic', {TOPICS}, {ACTORS})
            ORDER BY kind DESC, articles DESC, name, id""",
        [sorted(article_ids)],
        slice_=slice_,
    )
