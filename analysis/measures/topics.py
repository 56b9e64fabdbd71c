"""Topics: what share of the articles is about what, in what tone, and how many fit none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.sentiment import with_interval
from analysis.slice import ALL, NO_TOPIC, UNCLASSIFIED, Slice

COLUMNS = {
    "topic_id": "The topic's id; unclassified for articles that fit no topic",
    "name": "The topic's name",
    "level": "broad for the 17 top levels of IPTC Media Topics, fine for what lies below them, own for topics of the analyst; empty for no topic",
    "articles": "Articles of the slice about the topic; an article may have several",
    "total": "Articles of the slice in English, the only ones read for topics",
    "share": "articles / total",
    "scored": "Those articles about the topic that have a sentiment",
    "sentiment": "Mean sentiment of those articles",
    "low": "Lower end of the 95 % interval of the mean; empty below two articles",
    "high": "Upper end of the 95 % interval of the mean; empty below two articles",
}

# IPTC numbers its 17 top levels 01000000 to 17000000; deeper ones begin with 2. Ids of own topics begin with own:.
_LEVEL = (
    r"""CASE WHEN topic_id LIKE 'own:%' THEN 'own' WHEN regexp_full_match(topic_id, 'medtop:\d{2}000000') THEN 'broad' ELSE 'fine' END"""
)
# The articles of ``read`` with each of their topics, and those that fit none. ``part`` divides an article among its topics of one level.
MEMBERS = f"""member AS MATERIALIZED (
    SELECT read.*, topic_id, topics.name, {_LEVEL} AS level, 1.0 / count(*) OVER (PARTITION BY article_id, {_LEVEL}) AS part
    FROM topics JOIN read USING (article_id)
    UNION ALL SELECT *, '{UNCLASSIFIED}', '{NO_TOPIC}', NULL, 1.0 FROM read WHERE article_id NOT IN (SELECT article_id FROM topics))"""


def leading(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the topics of a slice, those of most articles first; articles that fit none come last as one row."""
    rows = corpus.query(
        f""", read AS MATERIALIZED (SELECT article_id, sentiment FROM chosen_articles WHERE language = 'en'), {MEMBERS}
            SELECT topic_id, any_value(name ORDER BY name) AS name, any_value(level) AS level, count(*) AS articles,
                   (SELECT count(*) FROM read) AS total, count(sentiment) AS scored,
                   avg(sentiment ORDER BY article_id) AS sentiment, stddev_samp(sentiment ORDER BY article_id) AS deviation
            FROM member GROUP BY topic_id ORDER BY topic_id = '{UNCLASSIFIED}', articles DESC, topic_id""",
        slice_=slice_,
    )
    # The interval is over the articles that have a sentiment.
    spread = with_interval(rows[["sentiment", "deviation"]].assign(articles=rows["scored"]))[["low", "high"]]
    share = rows["articles"] / rows["total"].where(rows["total"] > 0)
    return typed(rows.assign(share=share, low=spread["low"], high=spread["high"]))[list(COLUMNS)]


def articles_about(corpus: Corpus, topic_id: str, slice_: Slice = ALL) -> frozenset[str]:
    """Return the ids of the articles of a slice that are about a topic as well, or about none for ``UNCLASSIFIED``."""
    slices = [slice_, replace(slice_, topics=(topic_id,))]
    ids = [set(corpus.query("SELECT article_id FROM chosen", slice_=one)["article_id"]) for one in slices]
    return frozenset(ids[0] & ids[1])


def among(slice_: Slice) -> Slice:
    """Return the slice that shares of named topics are shares of: the same in all but the topics, which say whose shares are asked for."""
    return replace(slice_, topics=())


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose ids, names and levels are texts, also where there is none."""
    return frame.astype({name: "str" for name in ("topic_id", "name", "level") if name in frame.columns})
