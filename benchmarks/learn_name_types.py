"""Learn the weights with which `name_types` tells persons, organisations and places apart, and write them as a plain table.

The examples are names of the register where they stand in public articles, and lists of names without a text. What the register knows is no
feature, so what is learned carries over to names it does not have. Run by hand:

    python benchmarks/learn_name_types.py --articles FILE.jsonl FILE.csv ... --actors phoenix_actors.jsonl --out name_types.csv
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from analysis.registers.actors import bundled_register
from analysis.scorers import name_lookup, name_mentions, name_types

csv.field_size_limit(10**9)

TYPE_OF = {"person": 0, "organisation": 1, "armed_group": 1, "party": 1, "place": 2, "state": 2}
MENTIONS_A_NAME = 60  # more places of one name teach its words, not its kind
NAME_DROPOUT = 0.6  # share of places learned from their neighbours alone
SURNAMES_EVERY = 3  # one listed surname of so many stands alone as an example
KEPT_WEIGHT = 0.15  # a feature whose largest weight is smaller is left out
NAMES = 5  # a feature of fewer different names is left out
PASSES = 3
RATE = 0.15
DECAY = 2e-6

Row = tuple[str, list[str], int]  # name, features, number of its type


def main() -> None:
    """Read the examples, learn, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", nargs="+", type=Path, required=True)
    parser.add_argument("--actors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="learn from four fifths of the last words of names and try the others")
    options = parser.parse_args()
    rows = [*rows_of_places(texts_of(options.articles)), *rows_of_lists(options.actors)]
    random.Random(7).shuffle(rows)
    if options.check:
        held_out = [zlib.crc32(name.split()[-1].encode()) % 5 == 0 for name, _, _ in rows]
        check(
            learn([row for row, out in zip(rows, held_out, strict=True) if not out]),
            [row for row, out in zip(rows, held_out, strict=True) if out],
        )
        return
    weights = learn(rows)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", *name_types.TYPES])
        writer.writerows((feature, *(f"{value:.2f}" for value in held)) for feature, held in sorted(weights.items()))
    print(f"{len(rows)} rows, {len(weights)} features, {options.out.stat().st_size} bytes")


def check(weights: dict[str, tuple[float, float, float]], rows: list[Row]) -> None:
    """Print how many places of names are typed rightly, and how many names by the sum of their places."""
    sums: dict[tuple[str, int], np.ndarray] = defaultdict(lambda: np.zeros(3))
    right: Counter[int] = Counter()
    for name, features, kind in rows:
        score = np.array(name_types.total(features, weights))
        right[kind] += int(score.argmax() == kind)
        sums[name, kind] += score
    every = Counter(kind for _, _, kind in rows)
    print("places:", {name_types.TYPES[kind]: f"{right[kind] / every[kind]:.3f} of {every[kind]}" for kind in range(3)})
    names = Counter(kind for _, kind in sums)
    called = Counter(kind for (_, kind), score in sums.items() if score.argmax() == kind)
    print("names:", {name_types.TYPES[kind]: f"{called[kind] / names[kind]:.3f} of {names[kind]}" for kind in range(3)})


def texts_of(paths: Iterable[Path]) -> list[str]:
    """Return the texts of JSON lines and CSV files, whatever their text column is called."""
    texts: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            rows: Iterator[dict[str, str]] = (json.loads(line) for line in lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
            texts.extend(str(row.get("text") or row.get("content") or row.get("sentence") or "") for row in rows)
    return texts


def rows_of_places(texts: list[str]) -> list[Row]:
    """Return an example for places where the text names an actor of the register in full."""
    names = name_lookup.index(bundled_register(), True, True)
    collection = name_mentions.collect(texts, names)
    at: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    for mentions in collection.mentions:
        for mention in mentions:
            if mention.spelling < 0 or len(names.senses[mention.spelling]) != 1:
                continue
            sense = names.senses[mention.spelling][0]
            if sense.form in ("adjective", "metonym"):
                continue
            name = collection.text[mention.start : mention.end]
            if name.isupper() and len(name) > name_lookup.ACRONYM_MAX_LETTERS:
                continue
            kind = TYPE_OF[names.actors[sense.actor].type]
            around = name_types.place_features(collection.text, mention.start, mention.end, mention.title)
            at[name, kind].append(around)
    chance = random.Random(5)
    rows: list[Row] = []
    for (name, kind), places in at.items():
        of_name = name_types.name_features(name)
        drawn = chance.sample(places, min(len(places), MENTIONS_A_NAME))
        rows.extend((name, around if chance.random() < NAME_DROPOUT else [*of_name, *around], kind) for around in drawn)
    return rows


def rows_of_lists(path: Path) -> list[Row]:
    """Return an example for each listed name, without neighbours."""
    rows: list[Row] = []
    surnames: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        actor = json.loads(line)
        codes, source = actor["codes"], actor["source"]
        dated = any(re.search(r"\d{6}", code) for code in codes)
        kind, listed = None, [actor["name"]]
        if "Countries" in source and dated:
            kind = 0
        elif ("International" in source and not dated) or ("MilNonState" in source and not dated):
            kind, listed = 1, [actor["name"], *actor["aliases"]]
        elif "Countries" in source and all(len(code) == 3 for code in codes):
            kind, listed = 2, actor["aliases"]
        if kind is None:
            continue
        for name in listed:
            words = name.split()
            if (
                words
                and len(words) <= 7
                and (kind != 0 or 2 <= len(words) <= 4)
                and (kind != 2 or not re.search(r"(?:AN|ESE|ISH|I|S)$", name))
            ):
                rows.append((_cased(words), name_types.name_features(_cased(words)), kind))
                if kind == 0:
                    surnames[_cased(words[-1:])] += 1
    rows.extend((surname, name_types.name_features(surname), 0) for surname in sorted(surnames)[::SURNAMES_EVERY])
    rows.extend((known.name, name_types.name_features(known.name), TYPE_OF[known.type]) for known in bundled_register().actors)
    return rows


_SMALL = {"OF", "THE", "AND", "FOR", "DE", "LA", "BIN", "AL", "DA", "DOS", "ON", "IN"}


def _cased(words: list[str]) -> str:
    return " ".join(
        word.lower() if number and word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for number, word in enumerate(words)
    )


def learn(rows: list[Row]) -> dict[str, tuple[float, float, float]]:
    """Fit a softmax over the features by AdaGrad; classes count alike."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, features, _ in rows:
        for feature in features:
            bearers[feature].add(name)
    number = {feature: place for place, feature in enumerate(sorted(feature for feature, names in bearers.items() if len(names) >= NAMES))}
    kinds = Counter(kind for _, _, kind in rows)
    share = np.array([len(rows) / (3 * kinds[kind]) for kind in range(3)]) ** 0.5
    weights = np.zeros((len(number), 3))
    grades = np.full((len(number), 3), 1e-6)
    encoded = [
        (np.array([number[feature] for feature in features if feature in number], dtype=np.int64), kind) for _, features, kind in rows
    ]
    for step in range(PASSES):
        right = 0
        order = np.random.default_rng(step).permutation(len(encoded))
        for place in order:
            at, kind = encoded[place]
            if not len(at):
                continue
            held = weights[at]
            score = held.sum(axis=0)
            odds = np.exp(score - score.max())
            odds /= odds.sum()
            right += int(odds.argmax() == kind)
            odds[kind] -= 1
            slope = odds * share[kind] + DECAY * len(encoded) / 1000 * held / max(1, len(at))
            grades[at] += slope**2
            weights[at] = held - RATE * slope / np.sqrt(grades[at])
        print(f"pass {step + 1}: {right / len(encoded):.4f} right as it learned", file=sys.stderr)
    weights -= weights.mean(axis=1, keepdims=True)
    return {
        feature: (round(float(held[0]), 2), round(float(held[1]), 2), round(float(held[2]), 2))
        for feature, place in number.items()
        if np.abs(held := weights[place]).max() >= KEPT_WEIGHT
    }


if __name__ == "__main__":
    main()
