"""Eight short articles whose sentences, headlines and copies are chosen so that every number on sentiment can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables

BURNED = [
    ("The harbour burned.", -0.8),
    ("“We lost it all.”", -0.2),
    ("It was Monday.", 0.0),
    ("It rained.", 0.0),
    ("Boats lay still.", 0.0),
]
# Article: outlet, day, headline, its sentiment, copy group, sentences with their compounds; a quotation mark begins a quoted sentence.
WRITTEN = {
    "t1": ("Calder", "2024-03-25", "Gain", 0.4, "t1", [("Wexmoor won.", 0.5), ("Bells rang.", 0.5), ("It was late.", 0.0), ("Joy grew.", 0.5), ("“We love it.”", 0.5)]),
    "t2": ("Calder", "2024-03-26", "Loss", -0.6, "t2", BURNED),
    "t3": ("Calder", "2024-04-01", "No news is bad.", 0.0, "t3", [("No news is bad.", -0.05)]),
    "t4": ("Northline", "2024-03-25", None, None, "t4", [("Nobody came.", 0.0), ("It was fine.", 0.05)]),
    "t5": ("Northline", None, "Void", 0.0, "t5", [("Nothing more is known.", 0.0)]),
    "t6": ("Northline", "2024-04-02", "Loss again", -0.4, "t2", BURNED),
    "t7": (None, "2024-04-02", "Joy", 1.0, "t7", [("Never was joy greater!", 1.0)]),
}  # fmt: skip


def tables() -> Tables:
    """Seven scored articles and one in French; t6 repeats t2, t3 is a headline only, t4 has none."""
    articles, sentences = [], []
    for id_, (outlet, day, title, felt, group, written) in WRITTEN.items():
        position, compounds = 0, [compound for _, compound in written]
        for number, (words, compound) in enumerate(written):
            voice = "quoted" if words.startswith("“") else "reporter"
            sentences.append((id_, number, position, position + len(words), voice, compound))
            position += len(words) + 1
        count = len(compounds)
        articles.append(
            (
                id_, outlet, day, title, felt, group, " ".join(words for words, _ in written), "en", count, sum(compounds) / count,
                sum(one >= 0.05 for one in compounds) / count, sum(one <= -0.05 for one in compounds) / count,
            )
        )  # fmt: skip
    articles.append(("t8", "Calder", "2024-03-27", "Rien", None, "t8", "Rien de nouveau.", "fr", 0, None, None, None))
    names = [
        "article_id", "outlet", "published_at", "title", "title_sentiment", "copy_group", "text", "language", "sentences", "sentiment",
        "positive_share", "negative_share",
    ]  # fmt: skip
    frame = pd.DataFrame(articles, columns=names)
    filled = frame.assign(
        published_at=pd.to_datetime(frame["published_at"], utc=True), words=frame["text"].str.split().str.len(), authors=None, url=None, dated_by=None,
        removed=None, story=None, import_id="", source_file="tones.csv", source_row=1,
    )  # fmt: skip
    held = pd.DataFrame(sentences, columns=["article_id", "sentence_no", "start", "end", "voice", "compound"])
    mention = {
        "article_id": "t1", "sentence_no": 0, "start": 0, "end": 7, "surface": "Wexmoor", "actor_id": "place:wexmoor", "name": "Wexmoor", "type": "place",
        "role": None, "form": "name", "sentiment": 0.5, "toward": "neutral", "toward_score": 0.0,
    }  # fmt: skip
    return Tables(
        articles=ARTICLES.check(filled),
        sentences=SENTENCES.check(held.assign(heading=False, negative=0.0, neutral=1.0, positive=0.0)),
        mentions=MENTIONS.check(pd.DataFrame([mention])),
        quotes=QUOTES.empty(),
        topics=TOPICS.empty(),
    )


def corpus(folder: Path) -> Corpus:
    """A corpus of the eight articles."""
    made = Corpus.create(folder / "tones", name="Tones")
    made.add(tables())
    return made
