"""Learn the registers of the toward scorer: values of words, then weights of features.

    python benchmarks/learn_toward.py NEWSMTSC.jsonl --headlines SENTFIN.jsonl --vectors GLOVE.txt --texts ARTICLES.jsonl [--write]

Stage one is a logistic regression over the words on each side of the target and the words in its grammatical places; a word's weight
is its own plus what its GloVe vector says of it, so that words too rare in the labelled sentences have a value too. Proper names get
none: a word counts only where ordinary articles write it in small letters. Stage two is a logistic regression over the readable
features, whose word values were learned without the sentences they describe (cross-fitting). Sentences are learned from NewsMTSC alone;
headlines, which no mark ends, from both. The printed figures are cross-validated by article. Needs scikit-learn; the scorer does not.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import GroupKFold

from analysis.scorers import _toward_features as described
from analysis.scorers import toward
from analysis.scorers.lexicon import vader_lexicon

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OUTER_FOLDS, INNER_FOLDS = 5, 4
FEWEST_USES = 3  # a word used less often is a typing error or a rarity
PLACES = ("before", "after", "subject", "object")
# Found by cross-validation: how much a word's own weight and its vector may learn in each place, and the regularisation of both stages.
OWN_SCALE, VECTOR_SCALE = (2.0, 2.0, 1.0, 1.0), (0.4, 0.4, 0.2, 0.2)
WORD_C, FEATURE_C = 0.1, 0.01
SMALLEST_VALUE = 0.02  # words whose values are all smaller are left out of the register
_LOWER_OR_NOT = re.compile(r"(?<![.!?\"“:] )(?<![\w’'-])[^\W\d_]+(?:-[^\W\d_]+)*(?:['’](?!s\b)[^\W\d_]+)?")
_MARKS = ("'s", '"', "?", "!", ":", ";", ",", "(", ")", "-", "–")


class Example(NamedTuple):
    """A labelled target; `group` is the article, so that no article stands on both sides of a split."""

    sentence: str
    start: int
    end: int
    label: int
    group: str


class Task(NamedTuple):
    """What one form is learned from: examples, cut, with labels and groups; the stage-one matrix and what turns its weights into values."""

    examples: list[Example]
    cuts: list[described.Words]
    labels: Ints
    groups: npt.NDArray[np.str_]
    matrix: sp.csr_matrix
    vocabulary: list[str]
    vectors: Floats
    scales: list[Floats]

    @classmethod
    def of(cls, examples: list[Example], known: dict[str, described.Words], words: list[str], vectors: Floats) -> Task:
        """Lay out a task."""
        cuts = [known[example.sentence] for example in examples]
        matrix, scales = design(examples, cuts, words, vectors)
        labels, groups = np.array([example.label for example in examples]), np.array([example.group for example in examples])
        return cls(examples, cuts, labels, groups, matrix, words, vectors, scales)


def read_newsmtsc(path: Path) -> list[Example]:
    """Read NewsMTSC lines: id, sentence, start, end, label."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [
        Example(row["sentence"], row["start"], row["end"], toward.LABELS.index(row["label"]), "_".join(row["id"].split("_")[:3]))
        for row in rows
    ]


def read_headlines(path: Path) -> list[Example]:
    """Read SEntFiN lines: id, title, target, label; the target is looked up in the title, and left out where it is not found."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    places = [row["title"].find(row["target"]) for row in rows]
    return [
        Example(row["title"], place, place + len(row["target"]), toward.LABELS.index(row["label"]), f"headline {row['id']}")
        for row, place in zip(rows, places, strict=True)
        if place >= 0
    ]


def vocabulary(texts: Path, cuts: Sequence[described.Words]) -> list[str]:
    """List the words that are written in small letters more often than not."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for line in texts.open(encoding="utf-8"):
        for match in _LOWER_OR_NOT.finditer(json.loads(line).get("text") or ""):
            (capital if match[0][0].isupper() else small)[match[0].lower().replace("’", "'")] += 1
    for one in cuts:
        for word, start, name in zip(one.words, one.starts, one.names, strict=True):
            if one.text[start].islower():
                small[word] += 2
            elif name:
                capital[word] += 1
    return sorted({word for word in small if small[word] >= FEWEST_USES and small[word] > capital[word]} | set(_MARKS))


def read_vectors(path: Path, words: Sequence[str]) -> Floats:
    """Read GloVe vectors ("word number number ..." a line), standardised over the file; a word without one gets zeros."""
    number = {word: place for place, word in enumerate(words)}
    found: dict[int, Floats] = {}
    total = squares = 0.0
    count = 0
    for line in path.open(encoding="utf-8"):
        word, *cells = line.rstrip().split(" ")
        vector = np.array(cells, dtype=np.float64)
        total, squares, count = total + vector, squares + vector**2, count + 1
        if word in number:
            found[number[word]] = vector
    mean = total / count
    spread = np.sqrt(squares / count - mean**2)
    vectors = np.zeros((len(words), len(mean)))
    for place, vector in found.items():
        vectors[place] = (vector - mean) / spread
    return vectors


def design(
    examples: Sequence[Example], cuts: Sequence[described.Words], words: list[str], vectors: Floats
) -> tuple[sp.csr_matrix, list[Floats]]:
    """Count the words in each place of each target, and add up their vectors."""
    number = {word: place for place, word in enumerate(words)}
    cells: list[list[tuple[int, int, float]]] = [[] for _ in PLACES]
    for row, (example, one) in enumerate(zip(examples, cuts, strict=True)):
        first = bisect_left(one.starts, example.start)
        last = max(first, bisect_left(one.starts, example.end))
        for side, span in enumerate((range(first - 1, -1, -1), range(last, len(one.words)))):
            cells[side] += [
                (row, number[one.words[place]], (distance + 1) ** -described.DECAY)
                for distance, place in enumerate(span)
                if not one.names[place] and one.words[place] in number
            ]
        found = described.slots(one, first, last)
        for side, place in ((2, found.subject), (3, found.object)):
            if place is not None and one.words[place] in number:
                cells[side].append((row, number[one.words[place]], -1.0 if one.negated[place] else 1.0))
    own = [_sparse(part, len(examples), len(words)) for part in cells]
    summed = [np.asarray(part @ vectors) for part in own]
    scales = [scale / part.std(axis=0) for scale, part in zip(VECTOR_SCALE, summed, strict=True)]
    blocks = [part * scale for part, scale in zip(own, OWN_SCALE, strict=True)]
    blocks += [sp.csr_matrix(part * scale) for part, scale in zip(summed, scales, strict=True)]
    return sp.hstack(blocks).tocsr(), scales


def _sparse(cells: Sequence[tuple[int, int, float]], rows: int, columns: int) -> sp.csr_matrix:
    row, column, value = zip(*cells, strict=True)
    return sp.csr_matrix((value, (row, column)), shape=(rows, columns))


def word_values(task: Task, chosen: Ints) -> dict[str, described.Values]:
    """Learn what each word tells about a target, from the chosen examples."""
    weights = LogisticRegression(C=WORD_C, max_iter=300, tol=1e-3).fit(task.matrix[chosen], task.labels[chosen]).coef_
    size, width = len(task.vocabulary), task.vectors.shape[1]
    places = []
    for place in range(len(PLACES)):
        own = weights[:, place * size : (place + 1) * size] * OWN_SCALE[place]
        start = len(PLACES) * size + place * width
        places.append(own + (weights[:, start : start + width] * task.scales[place]) @ task.vectors.T)
    polarity = [(place[2] - place[0]) / 2 for place in places]
    neutral = [place[1] - (place[0] + place[2]) / 2 for place in places[:2]]
    table = np.round(np.stack([*polarity, *neutral], axis=1), 2)
    kept = np.abs(table).max(axis=1) >= SMALLEST_VALUE
    return {word: described.Values(*map(float, row)) for word, row, keep in zip(task.vocabulary, table, kept, strict=True) if keep}


def describe(task: Task, chosen: Ints, values: dict[str, described.Values]) -> list[dict[str, float]]:
    """Return the readable features of the chosen examples."""
    lexicon = vader_lexicon().values
    spans = [(task.cuts[row], task.examples[row].start, task.examples[row].end) for row in chosen]
    return [dict(described.features(one, start, end, values, lexicon)) for one, start, end in spans]


def cross_fitted(task: Task, chosen: Ints) -> list[dict[str, float]]:
    """Return the features of the chosen examples, each with word values learned without its own article."""
    result: list[dict[str, float]] = [{} for _ in chosen]
    for learn, apply in GroupKFold(INNER_FOLDS).split(chosen, groups=task.groups[chosen]):
        for place, row in zip(apply, describe(task, chosen[apply], word_values(task, chosen[learn])), strict=True):
            result[place] = row
    return result


def cross_validated(task: Task) -> Ints:
    """Guess the label of each example from the articles of the other folds."""
    guesses = np.zeros(len(task.labels), dtype=np.int64)
    for learn, test in GroupKFold(OUTER_FOLDS).split(task.labels, groups=task.groups):
        weights = feature_weights(cross_fitted(task, learn), task.labels[learn])
        guesses[test] = predicted(describe(task, test, word_values(task, learn)), weights)
    return guesses


def feature_weights(rows: Sequence[dict[str, float]], labels: Ints) -> dict[str, Floats]:
    """Learn the weight of each feature for each label, in the feature's own unit."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    scale = np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=FEATURE_C, max_iter=2000).fit(matrix.multiply(1 / scale).tocsr(), labels)
    weights = model.coef_ / scale
    names = list(vectorizer.get_feature_names_out())
    weights[:, names.index("always")] += model.intercept_
    return {name: weights[:, place] for place, name in enumerate(names)}


def predicted(rows: Sequence[dict[str, float]], weights: dict[str, Floats]) -> Ints:
    """Return the most probable label of each row of features."""
    nothing = np.zeros(3)
    return np.array([np.argmax(sum((weights.get(name, nothing) * value for name, value in row.items()), nothing)) for row in rows])


def main() -> None:
    """Cross-validate, and write the registers where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newsmtsc", type=Path)
    parser.add_argument("--headlines", type=Path, required=True, help="SEntFiN headlines")
    parser.add_argument(
        "--vectors", type=Path, required=True, help='GloVe as text ("glove.6B.50d.txt", Pennington et al. 2014, public domain)'
    )
    parser.add_argument("--texts", type=Path, required=True, help="articles as JSON lines with a text, to tell names from words")
    parser.add_argument("--write", action="store_true", help="learn from everything and write the registers")
    asked = parser.parse_args()

    news, headlines = read_newsmtsc(asked.newsmtsc), read_headlines(asked.headlines)
    known = {sentence: described.cut(sentence) for sentence in dict.fromkeys(example.sentence for example in news + headlines)}
    words = vocabulary(asked.texts, list(known.values()))
    vectors = read_vectors(asked.vectors, words)
    guesses = np.zeros(len(news + headlines), dtype=np.int64)
    for form, examples in enumerate((news, news + headlines)):
        task = Task.of(examples, known, words, vectors)
        of_form = np.array([one.headline == bool(form) for one in task.cuts])
        guesses[: len(examples)][of_form] = cross_validated(task)[of_form]
        if asked.write:
            everything = np.arange(len(examples))
            weights = feature_weights(cross_fitted(task, everything), task.labels)
            _write(
                toward.WEIGHTS[form],
                ("feature", *toward.LABELS),
                [(name, *(f"{cell:.4f}" for cell in row)) for name, row in sorted(weights.items())],
            )
            values = word_values(task, everything)
            _write(
                toward.WORDS[form],
                ("word", *described.Values._fields),
                [(word, *(f"{cell:.2f}" for cell in row)) for word, row in sorted(values.items())],
            )
    for name, part in (("NewsMTSC", slice(0, len(news))), ("SEntFiN", slice(len(news), None))):
        labels = [example.label for example in (news + headlines)[part]]
        print(f"{name}, {OUTER_FOLDS} folds by article: macro-F1 {f1_score(labels, guesses[part], average='macro'):.4f}")
        print(classification_report(labels, guesses[part], target_names=toward.LABELS, digits=3))


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
