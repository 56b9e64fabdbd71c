"""The tone toward an actor, and the sentiment of the sentences that name it, by outlet."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.actor_sentences import ratio
from analysis.slice import ALL, Slice

COLUMNS = {
    "outlet": "Who published the articles; empty where they name no outlet",
    "articles": "Articles of the outlet that name the slice's actors",
    "mentions": "Mentions of the actors in them that have a sentiment toward the actor",
    "toward": "Mean sentiment toward the actors over these mentions, -1 to 1",
    "toward_low": "Lower end of its 95 % interval, articles taken as clusters; empty below two articles",
    "toward_high": "Upper end of its 95 % interval, articles taken as clusters; empty below two articles",
    "sentences": "Scored sentences that name the actors",
    "sentiment": "Mean compound of these sentences, -1 to 1, each sentence once",
    "low": "Lower end of its 95 % interval, articles taken as clusters; empty below two articles",
    "high": "Upper end of its 95 % interval, articles taken as clusters; empty below two articles",
}
_COUNTS = ("articles", "mentions", "sentences")


def by_outlet(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the mean sentiment toward the slice's actors by outlet, and of the sentences that name them; of all actors where it names none.

    The intervals are made as those of ``actor_sentences.over_time``. Undated articles count.

    Returns:
        The columns of ``COLUMNS``, the outlet with most such articles first.
    """
    clusters = corpus.query(
        """, hit AS (SELECT article_id, sentence_no, any_value(CAST(round(sentiment * 1e6) AS BIGINT)) AS felt,
                            count(toward_score) AS mentions, sum(CAST(round(toward_score * 1e6) AS BIGINT)) AS toward
                     FROM mentions JOIN chosen USING (article_id) WHERE len(?) = 0 OR list_contains(?, actor_id) GROUP BY article_id, sentence_no),
            cluster AS (SELECT any_value(outlet) AS outlet, sum(felt) / 1e6 AS s, count(felt)::DOUBLE AS n, sum(toward) / 1e6 AS t,
                               sum(mentions)::DOUBLE AS m
                        FROM hit JOIN articles USING (article_id) GROUP BY article_id)
            SELECT * FROM cluster ORDER BY outlet, s, n, t, m""",
        [list(slice_.actors), list(slice_.actors)],
        slice_=slice_,
    ).astype({"outlet": "str"})
    articles = clusters.groupby("outlet", as_index=False, dropna=False).size().rename(columns={"size": "articles"})
    toward_names = {"mean": "toward", "low": "toward_low", "high": "toward_high", "weight": "mentions"}
    toward = ratio(clusters, "outlet", "t", "m").rename(columns=toward_names).drop(columns="articles")
    sentiment = ratio(clusters, "outlet", "s", "n").rename(columns={"mean": "sentiment", "weight": "sentences"}).drop(columns="articles")
    rows = articles.merge(toward, on="outlet").merge(sentiment, on="outlet").astype(dict.fromkeys(_COUNTS, "int64"))
    return rows.sort_values(["articles", "outlet"], ascending=[False, True], ignore_index=True)[list(COLUMNS)]
