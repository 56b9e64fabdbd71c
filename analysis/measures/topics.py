"""Topics: what share of the articles is about what."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import ALL, Slice

COLUMNS = {
    "topic_id": "The topic's id; empty for articles that fit no topic",
    "name": "The topic's name",
    "level": "broad for the 17 top levels of IPTC Media Topics, fine for what lies below them; empty for no topic",
    "articles": "Articles of the slice about the topic; an article may have several",
    "total": "Articles of the slice in English, the only ones read for topics",
    "share": "articles / total",
    "sentiment": "Mean sentiment of those articles",
}
UNCLASSIFIED = "no topic found"
_BROAD = r"^medtop:\d{2}000000$"  # IPTC numbers its 17 top levels 01000000 to 17000000; deeper ones begin with 2


def leading(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the topics of a slice, those of most articles first; articles that fit none come last as one row."""
    rows = corpus.query(
        f""", read AS (SELECT article_id, sentiment FROM articles JOIN chosen USING (article_id) WHERE language = 'en'),
            found AS (SELECT topic_id, any_value(topics.name ORDER BY topics.name) AS name, count(*) AS articles, avg(sentiment) AS sentiment
                      FROM topics JOIN read USING (article_id) GROUP BY topic_id),
            unclassified AS (SELECT NULL AS topic_id, '{UNCLASSIFIED}' AS name, count(*) AS articles, avg(sentiment) AS sentiment
                             FROM read WHERE article_id NOT IN (SELECT article_id FROM topics) HAVING count(*) > 0)
            SELECT *, (SELECT count(*) FROM read) AS total FROM (SELECT * FROM found UNION ALL SELECT * FROM unclassified)
            ORDER BY topic_id IS NULL, articles DESC, topic_id""",
        slice_=slice_,
    )
    level = rows["topic_id"].astype("str").str.match(_BROAD).map({True: "broad", False: "fine"}).where(rows["topic_id"].notna())
    return rows.assign(
        topic_id=rows["topic_id"].astype("str"), level=level.astype("str"), share=rows["articles"] / rows["total"].where(rows["total"] > 0)
    )[list(COLUMNS)]
