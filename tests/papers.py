"""Two invented outlets that differ in everything: what the tests of outlets and of two slices stand on. Every share can be counted by hand.

Calder has ten articles, c0 to c9, on 1 to 10 March; Northline twenty, n0 to n19, on 1 to 20 March, and f0 in French; u0 names no outlet.
Politics: c0 to c7 and n0, n1. Sport: c8 and n5 to n8. Arden is named in c0 to c4 (in c0 twice) and in n0 to n4. c9 repeats n3.
Sentiment: Calder in turn -0.3 and -0.1, Northline 0.0 and 0.2, u0 0.1.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables

POLITICS, SPORT, ARDEN = "medtop:11000000", "medtop:15000000", "state:arden"
CALDER, NORTHLINE = [f"c{number}" for number in range(10)], [f"n{number}" for number in range(20)]

REPEATED = "The ferry to the island was held back for two hours by fog, the harbour board said, and nobody was hurt."


def tables() -> Tables:
    """The 32 articles with their topics and mentions."""
    rows = [
        *((id_, "Calder", f"2024-03-{day:02}", "en", (-0.3, -0.1)[day % 2]) for day, id_ in enumerate(CALDER, start=1)),
        *((id_, "Northline", f"2024-03-{day:02}", "en", (0.0, 0.2)[day % 2]) for day, id_ in enumerate(NORTHLINE, start=1)),
        ("u0", None, None, "en", 0.1),
        ("f0", "Northline", "2024-03-20", "fr", None),
    ]
    frame = pd.DataFrame(rows, columns=["article_id", "outlet", "published_at", "language", "sentiment"])
    topics = [(id_, POLITICS, "politics") for id_ in [*CALDER[:8], *NORTHLINE[:2]]] + [
        (id_, SPORT, "<b>sport</b>") for id_ in [CALDER[8], *NORTHLINE[5:9]]
    ]
    texts = ("Text of " + frame["article_id"]).where(~frame["article_id"].isin(["c9", "n3"]), REPEATED)
    named = pd.DataFrame({"article_id": ["c0", *CALDER[:5], *NORTHLINE[:5]]})
    return Tables(
        articles=ARTICLES.check(
            frame.assign(
                title="Title of " + frame["article_id"], published_at=pd.to_datetime(frame["published_at"], utc=True), authors=None, url=None,
                dated_by=None, removed=None, text=texts, words=[100] * 10 + [200] * 22, sentences=4,
                positive_share=0.25, negative_share=frame["outlet"].eq("Calder").astype(float).where(frame["sentiment"].notna()), title_sentiment=0.0,
                copy_group=frame["article_id"], story=None, import_id="", source_file="papers.csv", source_row=1,
            )
        ),
        sentences=SENTENCES.empty(),
        mentions=MENTIONS.check(
            named.assign(
                sentence_no=0, start=0, end=5, surface="Arden", actor_id=ARDEN, name="Arden", type="state", role=None, form="name", sentiment=0.0,
                toward="neutral", toward_score=0.0,
            )
        ),
        quotes=QUOTES.empty(),
        topics=TOPICS.check(pd.DataFrame(topics, columns=["article_id", "topic_id", "name"]).assign(weight=1.0)),
    )  # fmt: skip


def corpus(folder: Path, name: str = "Papers") -> Corpus:
    """A corpus of the 32 articles."""
    made = Corpus.create(folder / "papers", name=name)
    made.add(tables())
    return made
