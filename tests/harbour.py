"""Four short articles about a harbour with every mention marked by hand: what the tests of corrections stand on."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import text
from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables

TEXTS = {
    "h1": "Mara Lind opened the Wexmoor harbour. Lind praised the Calder Institute. “A great day,” said M. Lind.",
    "h2": "The Calder Institute warned Wexmoor. The CI said the harbour board failed.",
    "h3": "Wexmoor Bank thanked the harbour board’s chair. Wexmoor wept.",
    "h4": "Le port de Wexmoor est fermé. Le harbour board se tait.",
}
# article, surface, actor, name, type, form; several of one surface stand in the order of the text
MARKED = (
    ("h1", "Mara Lind", "found:mara-lind", "Mara Lind", "person", "found"),
    ("h1", "Wexmoor", "place:wexmoor", "Wexmoor", "place", "name"),
    ("h1", "Lind", "found:mara-lind", "Mara Lind", "person", "surname"),
    ("h1", "Calder Institute", "found:calder-institute", "Calder Institute", "organisation", "found"),
    ("h1", "M. Lind", "found:m-lind", "M. Lind", "person", "found"),
    ("h2", "Calder Institute", "found:calder-institute", "Calder Institute", "organisation", "found"),
    ("h2", "Wexmoor", "place:wexmoor", "Wexmoor", "place", "name"),
    ("h2", "CI", "found:ci", "CI", "organisation", "found"),
    ("h3", "Wexmoor Bank", "found:wexmoor-bank", "Wexmoor Bank", "organisation", "found"),
    ("h3", "Wexmoor", "place:wexmoor", "Wexmoor", "place", "name"),
)
PLACES = {("h1", "Lind"): 38, ("h3", "Wexmoor"): 48}  # where the first occurrence is part of a longer name
MENTIONS_IN_ALL = 10


def tables() -> Tables:
    """The articles with their sentences (compound 0.1 times the number of the sentence), mentions and one quotation."""
    sentences = [
        (article_id, number, start, end, number / 10)
        for article_id, body in TEXTS.items()
        if article_id != "h4"
        for number, (start, end) in enumerate(text.split_sentences(body))
    ]
    held = pd.DataFrame(sentences, columns=["article_id", "sentence_no", "start", "end", "compound"])
    mentions = []
    for article_id, surface, *rest in MARKED:
        start = PLACES.get((article_id, surface), TEXTS[article_id].index(surface))
        number = max(no for id_, no, first, *_ in sentences if id_ == article_id and first <= start)
        mentions.append((article_id, number, start, start + len(surface), surface, *rest, number / 10))
    marked = pd.DataFrame(
        mentions, columns=["article_id", "sentence_no", "start", "end", "surface", "actor_id", "name", "type", "form", "sentiment"]
    )
    quotes = pd.DataFrame(
        [
            ("h1", 2, 74, 84, "M. Lind", "found:m-lind", "said", "A great day", 0.6),
            ("h2", 1, 37, 40, "CI", "found:ci", "said", "it failed", -0.5),
        ],
        columns=["article_id", "sentence_no", "start", "end", "speaker", "speaker_id", "cue", "quote", "compound"],
    )
    return Tables(
        articles=_filled(
            pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())}), ARTICLES, language=["en", "en", "en", "fr"]
        ),
        sentences=_filled(held, SENTENCES),
        mentions=_filled(marked, MENTIONS, toward="neutral", toward_score=0.0),
        quotes=_filled(quotes, QUOTES),
        topics=TOPICS.empty(),
    )


def connection() -> duckdb.DuckDBPyConnection:
    """A connection with the views that corrections stand on."""
    made = duckdb.connect()
    given = tables()
    for name, frame in {
        "articles": given.articles.drop(columns="published_at"), "sentences": given.sentences, "scored_mentions": given.mentions, "scored_quotes": given.quotes,
    }.items():  # fmt: skip
        made.register("incoming", pa.Table.from_pandas(frame, preserve_index=False))
        made.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
        made.unregister("incoming")
    return made


def corpus(folder: Path) -> Corpus:
    """A corpus of the four articles."""
    made = Corpus.create(folder / "harbour", name="Harbour")
    made.add(tables())
    return made


def _filled(frame: pd.DataFrame, table: object, **values: object) -> pd.DataFrame:
    """The frame with every other column of its table empty, or zero where it cannot be empty."""
    assert isinstance(table, type(ARTICLES))
    frame = frame.assign(**values)
    empty = {
        column.name: 0 if column.dtype == "int64" else False if column.dtype == "bool" else pd.NaT if "datetime" in column.dtype else None
        for column in table.columns
        if column.name not in frame.columns
    }
    if table is ARTICLES:
        empty |= {"copy_group": frame["article_id"], "title": frame["article_id"], "import_id": ""}
    filled = frame.assign(**empty)
    return table.check(filled.assign(published_at=pd.to_datetime(filled["published_at"], utc=True)) if "published_at" in filled else filled)
