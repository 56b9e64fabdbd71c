"""Sentiment toward a target: whether a sentence is negative, neutral or positive about the actor named at a place in it.

A small multinomial logistic regression over features that an analyst can read (`analysis/scorers/_toward_features.py`). Its weights
and the values of its words stand in plain registers, learned by `benchmarks/learn_toward.py` from NewsMTSC (Hamborg and Donnay 2021),
for headlines from SEntFiN (Sinha et al. 2022) too. No proper name has a value, so no actor is liked or disliked for who it is.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import RegisterError
from analysis.scorers._toward_features import Values, Words, cut, features
from analysis.scorers.lexicon import vader_lexicon

_REGISTERS: Final = Path(__file__).parent.parent / "registers"
WEIGHTS: Final = (_REGISTERS / "toward_weights.csv", _REGISTERS / "toward_headline_weights.csv")
"""Weights of the features, of sentences and of headlines."""
WORDS: Final = (_REGISTERS / "toward_words.csv", _REGISTERS / "toward_headline_words.csv")
"""Values of the words, of sentences and of headlines."""
LABELS: Final = ("negative", "neutral", "positive")


class _Weights(NamedTuple):
    """A row of weights a feature, a column a label, and the row of each feature."""

    table: npt.NDArray[np.float64]
    columns: Mapping[str, int]


def classify(sentences: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> pd.DataFrame:
    """Tell the sentiment of each sentence toward the target at the characters [start, end) of it.

    Args:
        sentences: The sentences, one a target; a sentence with three targets stands three times.
        starts: First character of each target in its sentence.
        ends: One past its last character.

    Returns:
        A row a target, in order: label, and the probabilities negative, neutral, positive, which sum to 1. The label is the most
        probable one, the first of negative, neutral, positive where two are equal.

    Raises:
        ValueError: The three sequences differ in length.
        RegisterError: A register is not well formed.
    """
    forms = [_weights(path) for path in WEIGHTS]
    weights = np.concatenate([form.table for form in forms])
    values, lexicon = [_values(path) for path in WORDS], vader_lexicon().values
    cuts: dict[str, Words] = {}
    rows: list[int] = []
    places: list[int] = []
    amounts: list[float] = []
    for row, (sentence, start, end) in enumerate(zip(sentences, starts, ends, strict=True)):
        words = cuts.get(sentence)
        if words is None:
            words = cuts[sentence] = cut(sentence)
        columns, first = forms[words.headline].columns, len(forms[0].table) * words.headline
        for name, amount in features(words, start, end, values[words.headline], lexicon):
            if amount and name in columns:
                rows.append(row)
                places.append(first + columns[name])
                amounts.append(amount)
    chances = _softmax(_sums(rows, weights[places] * np.asarray(amounts, dtype=np.float64)[:, None], len(sentences)))
    return pd.DataFrame(
        {
            "label": pd.Series([LABELS[best] for best in chances.argmax(axis=1)], dtype="str"),
            **{label: chances[:, number] for number, label in enumerate(LABELS)},
        }
    )


def explain(sentence: str, start: int, end: int) -> pd.DataFrame:
    """Show how a sentence's label toward one target comes about, for an analyst who doubts it.

    Args:
        sentence: The sentence.
        start: First character of the target.
        end: One past its last.

    Returns:
        A row a feature that the sentence has: feature, value, and what it adds to negative, neutral and positive (log odds), largest
        push toward positive or negative first; equal ones in the order of the register.
    """
    words = cut(sentence)
    weights = _weights(WEIGHTS[words.headline])
    named = features(words, start, end, _values(WORDS[words.headline]), vader_lexicon().values)
    found = [(name, amount) for name, amount in named if amount and name in weights.columns]
    added = np.array([weights.table[weights.columns[name]] * amount for name, amount in found]).reshape(-1, 3)
    frame = pd.DataFrame({"feature": [name for name, _ in found], "value": [amount for _, amount in found]}).astype(
        {"feature": "str", "value": "float64"}
    )
    frame = frame.assign(**{label: added[:, number] for number, label in enumerate(LABELS)})
    return frame.iloc[np.argsort(-np.abs(added[:, 2] - added[:, 0]), kind="stable")].reset_index(drop=True)


def _sums(rows: Sequence[int], pushes: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.float64]:
    return np.stack(
        [np.bincount(np.asarray(rows, dtype=np.int64), weights=pushes[:, number], minlength=count) for number in range(len(LABELS))], axis=1
    )


def _softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


@cache
def _weights(path: Path) -> _Weights:
    rows = _rows(path, ("feature", *LABELS))
    table = np.array([[float(row[label]) for label in LABELS] for row in rows], dtype=np.float64).reshape(-1, len(LABELS))
    return _Weights(table, {row["feature"]: number for number, row in enumerate(rows)})


@cache
def _values(path: Path) -> Mapping[str, Values]:
    return {row["word"]: Values(*(float(row[field]) for field in Values._fields)) for row in _rows(path, ("word", *Values._fields))}


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != tuple(columns):
            raise RegisterError(f"{path.name}: its columns must be {', '.join(columns)}.")
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if not all(_is_number(row[column]) for column in columns[1:]):
            raise RegisterError(f"{path.name}, line {number}: every column after {columns[0]} must hold a number.")
    return rows


def _is_number(text: str | None) -> bool:
    try:
        float(text or "")
    except ValueError:
        return False
    return True
