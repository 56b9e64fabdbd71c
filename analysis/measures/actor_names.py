"""The names an actor goes by in the texts, and how often each."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.corrections.record import alias_sql
from analysis.slice import ALL, Slice

COLUMNS = {
    "surface": "The name as it stands in texts, with straight quotes and without a possessive",
    "form": "How it names the actor: name, adjective, metonym, surname, acronym, or found",
    "mentions": "Mentions under this name in the articles of the slice",
    "articles": "Articles of the slice that use it",
}


def names(corpus: Corpus, actor_id: str, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the names of an actor, the most used first (ties: more articles, then the name).

    Args:
        corpus: The corpus.
        actor_id: An actor as it stands after all corrections.
        slice_: The articles that count.

    Returns:
        A row a name and form; the mentions sum to those of the actor in the slice. The columns of ``COLUMNS``.
    """
    rows = corpus.query(
        f"""SELECT {alias_sql("surface")} AS surface, form, count(*) AS mentions, count(DISTINCT article_id) AS articles
            FROM mentions JOIN chosen USING (article_id) WHERE actor_id = ?
            GROUP BY ALL ORDER BY mentions DESC, articles DESC, surface, form""",
        [actor_id],
        slice_=slice_,
    )
    return rows.astype({"surface": "str", "form": "str", "mentions": "int64", "articles": "int64"})
