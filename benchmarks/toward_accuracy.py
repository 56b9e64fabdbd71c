"""Score the toward scorer on labelled targets, beside VADER's compound of the whole sentence, and time it.

    python benchmarks/toward_accuracy.py NEWSMTSC.jsonl

Lines hold sentence (or title), target, label, and start and end where the target stands (looked up where they are missing). On lines
that the registers were learned from the figures flatter; `benchmarks/learn_toward.py` prints the cross-validated ones.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.scorers import sentiment, toward

NEGATIVE_TO, POSITIVE_FROM = -0.05, 0.05  # VADER's own thresholds


def read(path: Path) -> pd.DataFrame:
    """Read labelled targets as sentence, start, end, label; a target that its sentence does not hold is left out."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    sentences = [row.get("sentence") or row["title"] for row in rows]
    starts = [row["start"] if "start" in row else sentence.find(row["target"]) for row, sentence in zip(rows, sentences, strict=True)]
    ends = [row["end"] if "end" in row else start + len(row["target"]) for row, start in zip(rows, starts, strict=True)]
    frame = pd.DataFrame({"sentence": sentences, "start": starts, "end": ends, "label": [row["label"] for row in rows]})
    return frame[frame["start"] >= 0].reset_index(drop=True)


def macro_f1(labels: Sequence[str], guesses: Sequence[str]) -> float:
    """Return the mean F1 of the three labels."""
    pairs = list(zip(labels, guesses, strict=True))
    scores = []
    for label in toward.LABELS:
        right = sum(one == guess == label for one, guess in pairs)
        named = sum(one == label for one, _ in pairs) + sum(guess == label for _, guess in pairs)
        scores.append(2 * right / named if named else 0.0)
    return sum(scores) / len(scores)


def main() -> None:
    """Print macro-F1, accuracy, a table of labels against guesses, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    targets = read(parser.parse_args().labelled)
    toward.classify(["Warm."], [0], [4])
    began = time.process_time()
    guesses = toward.classify(targets["sentence"].tolist(), targets["start"].tolist(), targets["end"].tolist())["label"]
    seconds = time.process_time() - began
    compound = sentiment.score_sentences(targets["sentence"].tolist(), lexicon="vader")["compound"]
    baseline = compound.map(lambda value: "negative" if value <= NEGATIVE_TO else "positive" if value >= POSITIVE_FROM else "neutral")
    print(f"{len(targets)} targets, {len(targets) / seconds:,.0f} a second of one core")
    for name, guess in (("toward", guesses), ("VADER, whole sentence", baseline)):
        accuracy = float((guess == targets["label"]).mean())
        print(f"{name}: macro-F1 {macro_f1(targets['label'].tolist(), guess.tolist()):.3f}, accuracy {accuracy:.3f}")
    print(pd.crosstab(targets["label"], guesses.rename("guess")).to_string())


if __name__ == "__main__":
    main()
