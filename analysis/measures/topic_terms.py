"""Terms in context: which words made articles a topic's, how often they stand there, and the sentences that hold them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import search
from analysis.corpus import Corpus
from analysis.own_topics import PREFIX, QUERY_CHARACTERS, OwnTopic, problem
from analysis.scorers import topics as scorer
from analysis.slice import ALL, Slice

COLUMNS = {
    "topic_id": "The topic's id",
    "name": "The topic's name",
    "term": "A word or phrase that speaks for the topic, as it stands in the register or in the query",
    "times": "How often it stands in titles and texts of the articles about the topic",
    "articles": "Articles about the topic in which it stands",
    "total": "Articles of the slice about the topic",
    "share": "articles / total",
}
FOUND = ("article_id", "topic_id", "term", "times")
IN_ARTICLE = ("topic_id", "name", "term", "start", "end", "in_title", "weight")
CONTEXT = ("article_id", "published_at", "outlet", "title", "sentence", "start", "end", "in_title")
_BATCH = 2_000  # articles whose texts are held at once


def leading(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the terms behind the topics that a slice names, or all its topics: by topic, then those in most articles first.

    Terms are counted with the register and the queries as they are now; an article counts for the topics it has in the corpus.
    """
    return counted(corpus, slice_, found(corpus, slice_))


def counted(corpus: Corpus, slice_: Slice, terms: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``leading`` from those of ``found``."""
    about = _about(corpus, slice_)
    named = about.groupby("topic_id").agg(name=("name", "min"), total=("article_id", "nunique")).reset_index()
    rows = terms.groupby(["topic_id", "term"], as_index=False).agg(times=("times", "sum"), articles=("article_id", "nunique"))
    rows = rows.merge(named, on="topic_id").assign(share=lambda frame: frame["articles"] / frame["total"])
    rows = rows.sort_values(
        ["total", "topic_id", "articles", "times", "term"], ascending=[False, True, False, False, True], ignore_index=True
    )
    return rows.astype({"topic_id": "str", "name": "str", "term": "str"})[list(COLUMNS)]


def found(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return which terms stand how often in which article of a slice, for each topic that the article has (FOUND)."""
    about = _about(corpus, slice_)
    own = [topic for topic in corpus.own_topics.topics if topic.topic_id in set(about["topic_id"])]
    article_ids = sorted(set(about["article_id"]))
    parts = [
        _in_texts(_texts(corpus, article_ids[first : first + _BATCH]), slice_.topics, own) for first in range(0, len(article_ids), _BATCH)
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(FOUND))
    kept = rows.merge(about[["article_id", "topic_id"]], on=["article_id", "topic_id"])
    return kept.astype({"article_id": "str", "topic_id": "str", "term": "str", "times": "int64"})[list(FOUND)]


def contexts(corpus: Corpus, terms: pd.DataFrame, topic_id: str, term: str, *, first: int = 0, count: int = 10) -> pd.DataFrame:
    """Return sentences in which a term speaks for a topic, one an article, the latest article first.

    Args:
        corpus: The corpus.
        terms: Rows of ``found``.
        topic_id, term: Which.
        first, count: Which of the articles.

    Returns:
        The columns CONTEXT: the sentence (or the title, where the term stands in no sentence) and where in it the term stands.
    """
    holding = terms[(terms["topic_id"] == topic_id) & (terms["term"] == term)]["article_id"].tolist()
    articles = corpus.query(
        f"""SELECT article_id, published_at, outlet, title, text FROM articles WHERE article_id IN (SELECT unnest(?))
            ORDER BY published_at DESC NULLS LAST, article_id LIMIT {int(count)} OFFSET {int(first)}""",
        [holding],
    )
    sentences = corpus.query(
        'SELECT article_id, start, "end" FROM sentences WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id, start',
        [articles["article_id"].tolist()],
    )
    own = {topic.topic_id: topic for topic in corpus.own_topics.topics}.get(topic_id)
    rows = []
    for article in articles.to_dict("records"):
        title, text = (value if isinstance(value, str) else "" for value in (article["title"], article["text"]))
        in_text, in_title = _places(title, text, topic_id, term, own)
        inside = sentences[sentences["article_id"] == article["article_id"]]
        cut = [(int(start), int(end)) for start, end in zip(inside["start"], inside["end"], strict=True)]
        shown = _sentence(title, text, cut, in_text, in_title)
        if shown is not None:
            rows.append({**{name: article[name] for name in CONTEXT[:4]}, **shown})
    return pd.DataFrame(rows, columns=list(CONTEXT))


def in_article(corpus: Corpus, article_id: str) -> pd.DataFrame:
    """Return the words that made an article's topics: a row a place, by topic (heaviest first), title before text.

    Args:
        corpus: The corpus.
        article_id: Which article.

    Returns:
        The columns IN_ARTICLE; places are counted in the title where ``in_title``, else in the text; the weight is the evidence a place
        adds, none for an own topic. Empty when it has no topic.
    """
    article = _texts(corpus, [article_id])
    about = corpus.query("SELECT topic_id, name FROM topics WHERE article_id = ? ORDER BY weight DESC, topic_id", [article_id])
    if article.empty or about.empty:
        return pd.DataFrame(columns=list(IN_ARTICLE))
    title, text = str(article["title"].iloc[0]), str(article["text"].iloc[0])
    scored, shift = scorer.explain(f"{title}\n\n{text}"), len(title) + 2
    own = {topic.topic_id: topic for topic in corpus.own_topics.topics}
    rows = []
    for topic_id, name in about.itertuples(index=False):
        if topic_id in own:
            found = [(term, *_places(title, text, topic_id, term, own[topic_id])) for _, term, _ in _own_counts(article, own[topic_id])]
            rows += [(topic_id, name, term, *place, True, None) for term, _, in_title in found for place in in_title]
            rows += [(topic_id, name, term, *place, False, None) for term, in_text, _ in found for place in in_text]
        places = scored[scored["topic_id"] == topic_id]
        for term, start, end, weight in places[["term", "start", "end", "weight"]].itertuples(index=False):
            before = 0 if start < shift else shift
            rows.append((topic_id, name, term, start - before, end - before, start < shift, weight))
    return pd.DataFrame(rows, columns=list(IN_ARTICLE))


def _own_counts(articles: pd.DataFrame, topic: OwnTopic) -> list[tuple[str, str, int]]:
    return _own_terms(articles, topic) if problem(topic.query) is None else []


def _about(corpus: Corpus, slice_: Slice) -> pd.DataFrame:
    """Return the articles of a slice with their topics: those that the slice names, or all."""
    named = "WHERE list_contains(?, topic_id)" if slice_.topics else ""
    return corpus.query(
        f"SELECT article_id, topic_id, name FROM topics JOIN chosen USING (article_id) {named} ORDER BY article_id, topic_id",
        [list(slice_.topics)] if slice_.topics else [],
        slice_=slice_,
    )


def _texts(corpus: Corpus, article_ids: Sequence[str]) -> pd.DataFrame:
    return corpus.query(
        "SELECT article_id, coalesce(title, '') AS title, coalesce(text, '') AS text FROM articles WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id",
        [list(article_ids)],
    )


def _in_texts(articles: pd.DataFrame, asked: Sequence[str], own: Sequence[OwnTopic]) -> pd.DataFrame:
    scored = scorer.count_terms([f"{title}\n\n{text}" for title, text in zip(articles["title"], articles["text"], strict=True)], of=asked)
    parts = [scored.assign(article_id=articles["article_id"].to_numpy()[scored["text_no"]])[list(FOUND)]]
    for topic in own:
        rows = [(article_id, topic.topic_id, term, times) for article_id, term, times in _own_counts(articles, topic)]
        parts.append(pd.DataFrame(rows, columns=list(FOUND)))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _own_terms(articles: pd.DataFrame, topic: OwnTopic) -> list[tuple[str, str, int]]:
    """Return how often each term of an own topic's query stands in which article."""
    queries = search.terms(search.parse(topic.query, max_characters=QUERY_CHARACTERS))
    counts = [
        (str(article_id), query.text, len(search.spans(query, title, part="title")) + len(search.spans(query, text)))
        for article_id, title, text in articles[["article_id", "title", "text"]].itertuples(index=False)
        for query in queries
    ]
    return [(article_id, term, times) for article_id, term, times in counts if times]


def _places(title: str, text: str, topic_id: str, term: str, own: OwnTopic | None) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where a term stands in an article's text, and where in its title."""
    if topic_id.startswith(PREFIX):
        parsed = [] if own is None else search.terms(search.parse(own.query, max_characters=QUERY_CHARACTERS))
        mine = [query for query in parsed if query.text == term]
        return [span for query in mine for span in search.spans(query, text)], [
            span for query in mine for span in search.spans(query, title, part="title")
        ]
    places = scorer.explain(f"{title}\n\n{text}").query("topic_id == @topic_id and term == @term")
    shift = len(title) + 2
    spans = [(int(start), int(end)) for start, end in zip(places["start"], places["end"], strict=True)]
    return [(start - shift, end - shift) for start, end in spans if start >= shift], [span for span in spans if span[0] < shift]


def _sentence(
    title: str, text: str, sentences: Sequence[tuple[int, int]], in_text: Sequence[tuple[int, int]], in_title: Sequence[tuple[int, int]]
) -> dict[str, object] | None:
    """Return the first sentence that holds the term, with its place there; else the title."""
    for start, end in in_text:
        for begins, ends in sentences:
            if begins <= start and end <= ends:
                return {"sentence": text[begins:ends], "start": start - begins, "end": end - begins, "in_title": False}
    return {"sentence": title, "start": in_title[0][0], "end": in_title[0][1], "in_title": True} if in_title else None
