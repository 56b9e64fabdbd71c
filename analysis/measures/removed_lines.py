"""What cleaning took out of the texts, line by line: so that anyone can see that nothing of an article went with it."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import ALL, Slice

COLUMNS = {
    "line": "The line as it stood in the text, or the end of a title that named the outlet",
    "articles": "Articles of the slice that it was taken out of",
    "total": "Articles of the slice that something was taken out of",
    "outlets": "Outlets of these articles",
    "outlet": "The outlet with most of them",
    "article_id": "One of these articles, the first by date",
}


def counted(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the lines that were taken out, those of most articles first (ties: by the line)."""
    rows = corpus.query(
        """, taken AS (SELECT article_id, published_at, outlet, unnest(string_split(removed, chr(10))) AS line
                       FROM articles JOIN chosen USING (article_id) WHERE removed IS NOT NULL)
           SELECT line, count(DISTINCT article_id) AS articles, (SELECT count(DISTINCT article_id) FROM taken) AS total,
                  count(DISTINCT outlet) AS outlets, mode(outlet ORDER BY outlet) AS outlet,
                  first(article_id ORDER BY published_at NULLS LAST, article_id) AS article_id
           FROM taken GROUP BY line ORDER BY articles DESC, line""",
        slice_=slice_,
    )
    return rows[list(COLUMNS)]
