"""Themes of a slice: what its articles, or those of them without a topic, are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from analysis import discovery
from analysis.corpus import Corpus
from analysis.discovery import Theme
from analysis.slice import UNCLASSIFIED, Slice

Among = Literal["unclassified", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The themes of some articles.

    Attributes:
        themes: The themes, that of most articles first; their numbers count in ``article_ids``.
        article_ids: The articles that were read: one of each group of copies, at most ``discovery.MOST_ARTICLES`` by id, which is a hash.
        titles: Their titles.
        articles: How many there are to be read from, copies counted once.
    """

    themes: tuple[Theme, ...]
    article_ids: tuple[str, ...]
    titles: tuple[str, ...]
    articles: int


def found(corpus: Corpus, slice_: Slice, among: Among) -> Themes:
    """Return the themes of the English articles of a slice, or of those among them that have no topic.

    Args:
        corpus, slice_: Where to look.
        among: "unclassified" or "all".
    """
    where = replace(slice_, topics=(UNCLASSIFIED,)) if among == "unclassified" else slice_
    rows = corpus.query(
        f"""SELECT min(article_id) AS article_id, arg_min(title, article_id) AS title, arg_min(text, article_id) AS text, count(*) OVER () AS articles
            FROM articles JOIN chosen USING (article_id) WHERE language = 'en' GROUP BY copy_group ORDER BY 1 LIMIT {discovery.MOST_ARTICLES}""",
        slice_=where,
    )
    titles = ["" if not isinstance(title, str) else title for title in rows["title"]]
    texts = [f"{title}\n\n{text}" for title, text in zip(titles, rows["text"].fillna(""), strict=True)]
    return Themes(
        themes=tuple(discovery.themes(texts)),
        article_ids=tuple(rows["article_id"]),
        titles=tuple(titles),
        articles=int(rows["articles"].iloc[0]) if len(rows) else 0,
    )
