"""Corpora made of numbers: articles with a day, an outlet, a sentiment, topics and actors, and texts that say nothing and repeat nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article: its day (None for undated), outlet, sentiment, language, topic ids and actor ids."""

    day: str | None
    outlet: str | None = "Calder"
    sentiment: float | None = 0.0
    language: str = "en"
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    copy_of: int | None = None


def corpus(folder: Path, pieces: Sequence[Piece], name: str = "Made") -> Corpus:
    """A corpus of some pieces; the names of topics and actors are their ids with a capital, without what stands before a colon."""
    made = Corpus.create(folder, name=name)
    made.add(tables(pieces))
    return made


def tables(pieces: Sequence[Piece]) -> Tables:
    """The tables of some pieces, their ids p00000, p00001 and so on."""
    rng = np.random.default_rng(7)
    words = [" ".join(f"w{number}" for number in rng.integers(0, 10**7, 12)) for _ in pieces]
    ids = [f"p{number:05d}" for number in range(len(pieces))]
    articles = pd.DataFrame(
        {
            "article_id": ids,
            "title": "News <b>of</b> the day",
            "outlet": [piece.outlet for piece in pieces],
            "published_at": pd.to_datetime(pd.Series([piece.day for piece in pieces], dtype="str"), utc=True),
            "language": [piece.language for piece in pieces],
            "text": [words[number if piece.copy_of is None else piece.copy_of] + "." for number, piece in enumerate(pieces)],
            "sentiment": [piece.sentiment if piece.language == "en" else None for piece in pieces],
            "source_row": range(1, len(pieces) + 1),
        }
    ).assign(
        authors=None, url=None, dated_by=None, removed=None, words=12, sentences=1, positive_share=0.0, negative_share=0.0, title_sentiment=0.0,
        copy_group=ids, story=None, import_id="", source_file="made.csv",
    )  # fmt: skip
    mentions = pd.DataFrame(
        [
            (id_, 0, 0, 4, actor[:4], actor, _name(actor), "state", 0.0)
            for id_, piece in zip(ids, pieces, strict=True)
            for actor in piece.actors
        ],
        columns=["article_id", "sentence_no", "start", "end", "surface", "actor_id", "name", "type", "sentiment"],
    ).assign(role=None, form="name", toward="neutral", toward_score=0.0)
    topics = pd.DataFrame(
        [(id_, topic, _name(topic), 1.0) for id_, piece in zip(ids, pieces, strict=True) for topic in piece.topics],
        columns=["article_id", "topic_id", "name", "weight"],
    )
    sentences = pd.DataFrame({"article_id": ids, "compound": articles["sentiment"].fillna(0.0)}).assign(
        sentence_no=0, start=0, end=4, heading=False, voice="reporter", negative=0.0, neutral=1.0, positive=0.0
    )
    return Tables(
        articles=ARTICLES.check(articles), sentences=SENTENCES.check(sentences), mentions=MENTIONS.check(mentions), quotes=QUOTES.empty(),
        topics=TOPICS.check(topics),
    )  # fmt: skip


def days(first: str, counts: Sequence[int], every: int = 1) -> list[str]:
    """Return as many days as counts say of each period of so many days, spread evenly over the period."""
    start = pd.Timestamp(first)
    return [
        f"{start + pd.Timedelta(days=number * every + article * every // count):%Y-%m-%d}"
        for number, count in enumerate(counts)
        for article in range(count)
    ]


def _name(id_: str) -> str:
    return id_.partition(":")[2].capitalize()
