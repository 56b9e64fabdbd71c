"""Small scored tables, written by hand: what the tests of corpus, measures, charts and pages stand on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables

TEXTS = {
    "a1": "The talks went well. The minister praised the deal.",
    "a2": "The talks failed.",
    "a3": "Floods hit the valley.",
    "a4": "Nothing is known of the day.",
    "a5": "Les pourparlers ont échoué hier soir dans la capitale.",
}


def article_rows() -> pd.DataFrame:
    """Five articles: two outlets in two weeks, one undated, one in French; a1 and a2 mention Israel, a3 has no topic."""
    rows = [
        ("a1", "Talks go well", "Calder", "2024-03-25T10:00Z", "en", 0.5),
        ("a2", "Talks fail", "Northline", "2024-03-31T23:59Z", "en", -0.3),
        ("a3", "Floods", "Northline", "2024-04-01T00:00Z", "en", -0.1),
        ("a4", "=HYPERLINK(1)", "Northline", None, "en", 0.0),
        ("a5", "Échec", "Calder", "2024-04-02T08:00Z", "fr", None),
    ]
    frame = pd.DataFrame(rows, columns=["article_id", "title", "outlet", "published_at", "language", "sentiment"])
    return ARTICLES.check(
        frame.assign(
            published_at=pd.to_datetime(frame["published_at"], utc=True, format="ISO8601"),
            text=frame["article_id"].map(TEXTS),
            authors=None,
            url=None,
            dated_by=None,
            removed=None,
            words=5,
            sentences=[2, 1, 1, 1, 0],
            positive_share=[0.5, 0.0, 0.0, 0.0, None],
            negative_share=[0.0, 1.0, 1.0, 0.0, None],
            title_sentiment=[0.2, -0.2, 0.0, 0.0, None],
            copy_group=frame["article_id"],
            story=None,
            import_id="",
            source_file="five.csv",
            source_row=[1, 2, 3, 4, 5],
        )
    )


def tables() -> Tables:
    """The five articles with their sentences, mentions and topics."""
    sentences = pd.DataFrame(
        [("a1", 0, 0, 20, 0.4), ("a1", 1, 21, 51, 0.6), ("a2", 0, 0, 17, -0.3), ("a3", 0, 0, 22, -0.1), ("a4", 0, 0, 28, 0.0)],
        columns=["article_id", "sentence_no", "start", "end", "compound"],
    ).assign(heading=False, voice="reporter", negative=0.0, neutral=1.0, positive=0.0)
    mentions = pd.DataFrame(
        [
            ("a1", 0, 0, 3, "Israel", "state:israel", "Israel", "state", 0.4),
            ("a1", 1, 21, 24, "Israeli", "state:israel", "Israel", "state", 0.6),
            ("a2", 0, 0, 3, "Israel", "state:israel", "Israel", "state", -0.3),
            ("a3", 0, 0, 6, "UN", "org:un", "United Nations", "organisation", -0.1),
        ],
        columns=["article_id", "sentence_no", "start", "end", "surface", "actor_id", "name", "type", "sentiment"],
    ).assign(role=None, form="name", toward="neutral", toward_score=0.0)
    topics = pd.DataFrame(
        [
            ("a1", "medtop:16000000", "conflict, war and peace", 0.8),
            ("a2", "medtop:16000000", "conflict, war and peace", 0.6),
            ("a2", "medtop:11000000", "politics", 0.4),
        ],
        columns=["article_id", "topic_id", "name", "weight"],
    )
    return Tables(
        articles=article_rows(),
        sentences=SENTENCES.check(sentences),
        mentions=MENTIONS.check(mentions),
        quotes=QUOTES.empty(),
        topics=TOPICS.check(topics),
    )


def corpus(folder: Path, name: str = "Five") -> Corpus:
    """A corpus of the five articles."""
    made = Corpus.create(folder / "five", name=name)
    made.add(tables())
    return made


def article_ids(frame: pd.DataFrame) -> Sequence[str]:
    """The article ids of a frame, sorted."""
    return sorted(frame["article_id"])
