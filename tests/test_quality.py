from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.scorers import sentiment

LABELLED = Path(__file__).parent.parent / "data" / "labelled"
LABELS = ("negative", "neutral", "positive")

SENTIMENT_FLOOR = 0.85  # macro-F1; reached 0.91 when the floor was set, plain VADER 0.70
SENTIMENT_LEAD = 0.12  # by which the news lexicon must lead plain VADER


def macro_f1(truth: pd.Series, guess: pd.Series) -> float:
    scores = []
    for label in LABELS:
        both = int(((truth == label) & (guess == label)).sum())
        scores.append(2 * both / int((truth == label).sum() + (guess == label).sum()))
    return sum(scores) / len(scores)


def sentence_labels(sentences: pd.Series, lexicon: sentiment.LexiconName) -> pd.Series:
    compound = sentiment.score_sentences(sentences.tolist(), lexicon=lexicon)["compound"]
    return pd.cut(compound, [-2, sentiment.NEGATIVE_TO, sentiment.POSITIVE_FROM - 1e-9, 2], labels=list(LABELS)).astype("str")


def test_sentiment_of_sentences_stays_above_its_floor() -> None:
    labelled = pd.read_csv(LABELLED / "sentences.csv")
    assert len(labelled) >= 200
    news, plain = (macro_f1(labelled["label"], sentence_labels(labelled["text"], lexicon)) for lexicon in ("news", "vader"))
    assert news >= SENTIMENT_FLOOR
    assert news >= plain + SENTIMENT_LEAD
