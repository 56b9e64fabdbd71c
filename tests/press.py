"""A small corpus on two invented states, Arden and Boral, and a man named Cavell: every number of the actor measures can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables

ARDEN, BORAL, CAVELL = "state:arden", "state:boral", "found:cavell"

# Article: outlet, day, sentences with their compounds.
ARTICLES_ = {
    "p1": ("Calder", "2024-03-25", [("Arden met Boral.", 0.2), ("Arden left Arden alone.", -0.4), ("Cavell spoke.", 0.0)]),
    "p2": ("Calder", "2024-03-26", [("Arden thanked Boral.", 0.6), ("Rain fell.", 0.0)]),
    "p3": ("Northline", "2024-04-02", [("Arden and Boral argued.", -0.2), ("Boral’s aides smiled.", 0.4)]),
    "p4": ("Northline", None, [("Cavell mourns.", -0.5), ("Ardenite wine sells.", 0.3)]),
}
# Article, sentence, name in the text, actor, form, toward_score; a name that stands there twice is mentioned twice.
NAMED = [
    ("p1", 0, "Arden", ARDEN, "name", 0.2), ("p1", 0, "Boral", BORAL, "name", 0.0), ("p1", 1, "Arden", ARDEN, "name", -0.6),
    ("p1", 2, "Cavell", CAVELL, "found", 0.0), ("p2", 0, "Arden", ARDEN, "name", 0.5), ("p2", 0, "Boral", BORAL, "name", 0.3),
    ("p3", 0, "Arden", ARDEN, "name", -0.1), ("p3", 0, "Boral", BORAL, "name", -0.1), ("p3", 1, "Boral’s", BORAL, "name", 0.1),
    ("p4", 0, "Cavell", CAVELL, "found", -0.4), ("p4", 1, "Ardenite", ARDEN, "adjective", 0.1),
]  # fmt: skip
_WHO = {ARDEN: ("Arden", "state"), BORAL: ("Boral", "state"), CAVELL: ("Cavell", "person")}


def tables() -> Tables:
    """The four articles: 9 sentences, 12 mentions."""
    texts = {id_: " ".join(words for words, _ in sentences) for id_, (_, _, sentences) in ARTICLES_.items()}
    rows = []
    starts: dict[tuple[str, int], int] = {}
    for id_, (_, _, sentences) in ARTICLES_.items():
        position = 0
        for number, (words, compound) in enumerate(sentences):
            starts[id_, number] = position
            rows.append((id_, number, position, position + len(words), compound))
            position += len(words) + 1
    sentence_rows = pd.DataFrame(rows, columns=["article_id", "sentence_no", "start", "end", "compound"])
    compounds = {(id_, number): compound for id_, number, _, _, compound in rows}
    mentions = []
    for id_, number, surface, actor_id, form, toward in NAMED:
        words = ARTICLES_[id_][2][number][0]
        for place in [index for index in range(len(words)) if words.startswith(surface, index)]:
            start = starts[id_, number] + place
            tone = "positive" if toward > 0 else "negative" if toward < 0 else "neutral"
            mentions.append(
                (id_, number, start, start + len(surface), surface, actor_id, *_WHO[actor_id], form, compounds[id_, number], tone, toward)
            )
    columns = [
        "article_id",
        "sentence_no",
        "start",
        "end",
        "surface",
        "actor_id",
        "name",
        "type",
        "form",
        "sentiment",
        "toward",
        "toward_score",
    ]
    articles = pd.DataFrame(
        [(id_, outlet, day, texts[id_], len(sentences)) for id_, (outlet, day, sentences) in ARTICLES_.items()],
        columns=["article_id", "outlet", "published_at", "text", "sentences"],
    )
    return Tables(
        articles=ARTICLES.check(
            articles.assign(
                title="News <b>of</b> the day", published_at=pd.to_datetime(articles["published_at"], utc=True), authors=None, url=None,
                dated_by=None, removed=None, language="en", words=5, sentiment=0.0, positive_share=0.0, negative_share=0.0,
                title_sentiment=0.0, copy_group=articles["article_id"], story=None, import_id="", source_file="press.csv", source_row=1,
            )
        ),
        sentences=SENTENCES.check(sentence_rows.assign(heading=False, voice="reporter", negative=0.0, neutral=1.0, positive=0.0)),
        mentions=MENTIONS.check(pd.DataFrame(mentions, columns=columns).assign(role=None)),
        quotes=QUOTES.empty(),
        topics=TOPICS.empty(),
    )  # fmt: skip


def corpus(folder: Path) -> Corpus:
    """A corpus of the four articles."""
    made = Corpus.create(folder / "press", name="Press")
    made.add(tables())
    return made
