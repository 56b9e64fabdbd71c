"""How well sentence sentiment agrees with human ratings: plain VADER beside ours, the rater ceiling, and saturation on whole articles.

    python benchmarks/sentiment_accuracy.py --editorials nyt_editorials.jsonl --headlines semeval2007_trial.jsonl [--articles FILE]

Editorials: VADER's own ground truth (Hutto and Gilbert 2014, 20 raters). Headlines: SemEval-2007 task 14. Articles: JSON lines.
The news lexicon was learned on these two files: what it scores on them is no forecast. The held-out figures come from
``benchmarks/learn_news_lexicon.py --cross-validate``. Text written for this project is scored from data/labelled/sentences.csv.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis import text
from analysis.scorers import sentiment

LABELLED: Final = Path(__file__).parent.parent / "data" / "labelled" / "sentences.csv"
LABELS: Final = ("negative", "neutral", "positive")
LEXICONS: Final[tuple[sentiment.LexiconName, ...]] = ("vader", "news")
EDITORIAL_NEUTRAL: Final = 0.25  # a mean rating nearer to 0 than this, of -4 to 4, counts as neutral
HEADLINE_NEUTRAL: Final = 25.0  # the same of -100 to 100
SATURATED: Final = 0.9
ARTICLE_WORDS: Final = 700
ONE_RATER: Final = 0.745  # correlation of one human rater with the mean of the others on the editorials


def label(values: np.ndarray, neutral: float) -> np.ndarray:
    """Return the label of each value; between -neutral and +neutral, both outside, lies neutral."""
    return np.where(values <= -neutral, "negative", np.where(values >= neutral, "positive", "neutral"))


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean of the three labels' F1."""
    return float(np.mean([2 * ((truth == k) & (guess == k)).sum() / ((truth == k).sum() + (guess == k).sum()) for k in LABELS]))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def agreement(name: str, sentences: list[str], ratings: np.ndarray, neutral: float, groups: list[str] | None = None) -> None:
    """Print one row a lexicon: r, macro-F1 and, where sentences belong to articles, r of the article means."""
    for lexicon in LEXICONS:
        scores = sentiment.score_sentences(sentences, lexicon=lexicon)["compound"].to_numpy()
        f1 = macro_f1(label(ratings, neutral), label(scores, sentiment.POSITIVE_FROM))
        line = f"| {name} | {len(sentences):,} | {lexicon} | {np.corrcoef(scores, ratings)[0, 1]:.3f} | {f1:.3f} |"
        if groups is not None:
            means = pd.DataFrame({"article": groups, "score": scores, "rating": ratings}).groupby("article").mean()
            line += f" {means['score'].corr(means['rating']):.3f} ({len(means)} articles) |"
        print(line)


def saturation(articles: list[str]) -> None:
    """Print which share of articles scores beyond +-0.9: VADER on the whole text, and the mean of sentences."""
    long = [body for body in articles if text.count_words(body) >= ARTICLE_WORDS]
    whole = sentiment.score_sentences(long, lexicon="vader")["compound"]
    means = sentiment.score_texts(long)["sentiment"]
    for name, scores in (("VADER on the whole text", whole), ("mean of sentences, news", means)):
        beyond = int((scores.abs() > SATURATED).sum())
        print(f"| {name} | {beyond:,} of {len(long):,} articles of {ARTICLE_WORDS} words and more | {beyond / len(long):.1%} |")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editorials", type=Path)
    parser.add_argument("--headlines", type=Path)
    parser.add_argument("--articles", type=Path)
    options = parser.parse_args()
    print("| text | sentences | lexicon | r | macro-F1 | r of article means |")
    if options.editorials:
        rows = rows_of(options.editorials)
        ratings = np.array([row["mean_valence"] for row in rows])
        agreement("editorials", [row["text"] for row in rows], ratings, EDITORIAL_NEUTRAL, [row["article"] for row in rows])
        print(f"(one human rater against the mean of the others: r = {ONE_RATER})")
    if options.headlines:
        rows = rows_of(options.headlines)
        agreement("headlines", [row["headline"] for row in rows], np.array([row["valence"] for row in rows], float), HEADLINE_NEUTRAL)
    own = pd.read_csv(LABELLED)
    for lexicon in LEXICONS:
        scores = sentiment.score_sentences(own["text"].tolist(), lexicon=lexicon)["compound"].to_numpy()
        f1 = macro_f1(own["label"].to_numpy(str), label(scores, sentiment.POSITIVE_FROM))
        print(f"| written for this project | {len(own)} | {lexicon} | | {f1:.3f} |")
    if options.articles:
        saturation([row.get("text") or row.get("content") or "" for row in rows_of(options.articles)])


if __name__ == "__main__":
    main()
