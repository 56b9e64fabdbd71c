"""Learn the weights with which `name_types` tells persons, organisations, places and what is no actor apart, and write them as a plain table.

The examples are names in public articles, with the labels of another finder (`label_names.py`) where the register does not know them, and
lists of names without a text. A label is what most places of a name say, in its article and in all: the labeller errs often on one place and
seldom on many. Names that it never labels are taught as no actor's. Run by hand; it needs scikit-learn:

    python benchmarks/learn_name_types.py --labelled labelled.jsonl --actors phoenix_actors.jsonl --out analysis/registers/name_types.csv
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from analysis.registers.actors import bundled_register
from analysis.registers.words import cities, surnames
from analysis.scorers import name_lookup, name_mentions, name_types
from analysis.scorers.name_types import TYPES, Scores

TYPE_OF = {"person": 0, "organisation": 1, "armed_group": 1, "party": 1, "place": 2, "state": 2}
LABELS = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2}
OTHER = 3
OTHER_LABELS = {"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP", "LANGUAGE", "DATE", "TIME", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}

BATCH = 200  # articles read at once
PLACES_A_NAME = 30  # more places of one name teach its words, not its kind
AGREED = 0.4  # share of a name's votes that its label needs
UNLABELLED = 0.7  # share of its votes without a label, from which a name is no actor's
ALONE = 0.25  # share of places learned from their neighbours alone
NAMED = 0.35  # up to this share, places learned from the name alone; the others from both
KNOWN_ALONE = 0.6  # the register's names are learned mostly from their neighbours, so that what is learned carries over to other names
WEIGHT = {"other": 0.6, "known": 0.7, "listed": 0.35, "word": 0.25}
CITIES_EVERY, SURNAMES_EVERY = 3, 6  # one listed name of so many stands alone as an example
STRENGTH = 0.3  # inverse strength of the L2 penalty; .1 to 1 differ by a point at most
NAMES = 3  # a feature of fewer different names is left out
KEPT_WEIGHT = 0.12  # a feature whose largest weight is smaller is left out


class Example(NamedTuple):
    """A name at a place: its features, the number of its type, and how much it counts."""

    name: str
    features: list[str]
    kind: int
    weight: float


class Place(NamedTuple):
    """A name at a place of one article: its label, or None where the labeller has none, and what stands around it."""

    name: str
    label: int | None
    around: list[str]
    in_article: Mapping[int | None, int]


def main() -> None:
    """Read the examples, learn, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, required=True)
    parser.add_argument("--actors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", nargs="*", default=[], help="learn without the articles of these files and try them")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.labelled.read_text(encoding="utf-8").splitlines()]
    tried = [record for record in records if record["file"] in options.without]
    weights = learn([*from_articles([record for record in records if record["file"] not in options.without]), *from_lists(options.actors)])
    if tried:
        check(weights, from_articles(tried))
        return
    with options.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", *TYPES])
        writer.writerows((feature, *(f"{value:.2f}" for value in held)) for feature, held in sorted(weights.items()))
    print(f"{len(weights)} features, {options.out.stat().st_size} bytes")


def from_articles(records: list[dict[str, object]]) -> list[Example]:
    """Return the examples that labelled articles hold."""
    unknown: list[Place] = []
    known: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    names = name_lookup.index(bundled_register(), True, True)
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        collection = name_mentions.collect([str(record["text"]) for record in batch], names)
        for record, base, mentions in zip(batch, collection.starts, collection.mentions, strict=True):
            places: list[Place] = []
            for mention in mentions:
                if mention.kind in ("short", "surname"):
                    continue
                name = collection.text[mention.start : mention.end]
                around = name_types.place_features(collection.text, mention.start, mention.end, mention.role is not None)
                if mention.spelling < 0:
                    places.append(Place(name, label_of(record["entities"], mention.start - base, mention.end - base), around, {}))
                    continue
                senses = names.senses[mention.spelling]
                if len(senses) == 1 and senses[0].form not in ("adjective", "metonym"):
                    known[name, TYPE_OF[names.actors[senses[0].actor].type]].append(around)
            unknown.extend(agreed_in_article(places))
    return [*of_unknown(unknown), *of_known(known)]


def label_of(entities: object, start: int, end: int) -> int | None:
    """Return the number of the type that the labeller gives to a span; an entity of about the same extent comes first."""
    found: int | None = None
    for left, right, label in entities:  # type: ignore[attr-defined]  # the records are plain JSON
        if left < end and right > start:
            found = LABELS.get(label, OTHER if label in OTHER_LABELS else None)
            if found is not None and abs(left - start) <= len("Minister ") and abs(right - end) <= len("'s"):
                break
    return found


def agreed_in_article(places: list[Place]) -> Iterator[Place]:
    """Let a surname be a person where a full name is, and add how the article's places of each name are labelled."""
    people = {place.name.split()[-1] for place in places if place.label == 0 and " " in place.name}
    labels: dict[str, Counter[int | None]] = defaultdict(Counter)
    for place in places:
        labels[place.name][place.label] += 1
    for place in places:
        label = 0 if place.name in people else place.label
        yield place._replace(label=label, in_article=labels[place.name])


def of_unknown(places: list[Place]) -> list[Example]:
    """Return examples for the names that the register does not have, by the votes of all their places."""
    everywhere: dict[str, Counter[int | None]] = defaultdict(Counter)
    for place in places:
        everywhere[place.name][place.label] += 1
    by_name: dict[tuple[str, int], list[tuple[list[str], float]]] = defaultdict(list)
    for place in places:
        votes: Counter[int | None] = Counter({place.label: 1.0})  # type: ignore[dict-item]  # shares, not counts
        for counted in (place.in_article, everywhere[place.name]):
            total = sum(counted.values())
            for label, count in counted.items():
                votes[label] += count / total  # type: ignore[assignment]
        every = sum(votes.values())
        best = max((0, 1, 2), key=lambda kind: votes[kind])
        if votes[best] >= AGREED * every:
            by_name[place.name, best].append((place.around, votes[best] / every))
        elif votes[None] + votes[OTHER] >= UNLABELLED * every:
            by_name[place.name, OTHER].append((place.around, WEIGHT["other"]))
    chance = random.Random(5)
    examples: list[Example] = []
    for (name, kind), held in by_name.items():
        of_name = name_types.name_features(name)
        for around, weight in chance.sample(held, min(len(held), PLACES_A_NAME)):
            drawn = chance.random()
            examples.append(Example(name, around if drawn < ALONE else of_name if drawn < NAMED else of_name + around, kind, weight))
    return examples


def of_known(places: Mapping[tuple[str, int], list[list[str]]]) -> list[Example]:
    """Return examples for the register's names, mostly from what stands around them."""
    chance = random.Random(6)
    examples: list[Example] = []
    for (name, kind), held in places.items():
        if name.isupper() and len(name) > name_lookup.ACRONYM_MAX_LETTERS:
            continue
        of_name = name_types.name_features(name)
        drawn = chance.sample(held, min(len(held), PLACES_A_NAME))
        examples.extend(
            Example(name, around if chance.random() < KNOWN_ALONE else of_name + around, kind, WEIGHT["known"]) for around in drawn
        )
    return examples


def from_lists(path: Path) -> list[Example]:
    """Return examples for listed names, without neighbours."""
    chance = random.Random(9)
    listed: list[tuple[str, int, float]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        actor = json.loads(line)
        kind = kind_of(actor["source"], actor["codes"])
        if kind is None or (kind == 0 and chance.random() < 1 / 2):
            continue
        for name in [actor["name"]] if kind == 0 else actor["aliases"] if kind == 2 else [actor["name"], *actor["aliases"]]:
            words = name.split()
            fits = (kind != 0 or 2 <= len(words) <= 4) and (kind != 2 or not re.search(r"(?:AN|ESE|ISH|I|S)$", name))
            if 0 < len(words) <= 7 and fits:
                listed.append((cased(words), kind, WEIGHT["listed"]))
    listed += [(known.name, TYPE_OF[known.type], WEIGHT["listed"]) for known in bundled_register().actors]
    listed += [(city, 2, WEIGHT["word"]) for city in sorted(cities())[::CITIES_EVERY]]
    listed += [(surname, 0, WEIGHT["word"]) for surname in sorted(surnames())[::SURNAMES_EVERY]]
    return [Example(name, name_types.name_features(name), kind, weight) for name, kind, weight in listed]


def kind_of(source: str, codes: list[str]) -> int | None:
    """Return the number of the type of a listed actor, or None where its codes do not tell."""
    dated = any(re.search(r"\d{6}", code) for code in codes)
    if "Countries" in source and dated:
        return 0
    if not dated and ("International" in source or "MilNonState" in source):
        return 1
    return 2 if "Countries" in source and all(len(code) == 3 for code in codes) else None


_SMALL = {"OF", "THE", "AND", "FOR", "DE", "LA", "BIN", "AL", "DA", "DOS", "ON", "IN"}


def cased(words: list[str]) -> str:
    """Write a name that is listed in capitals as news texts do."""
    return " ".join(
        word.lower() if number and word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for number, word in enumerate(words)
    )


def learn(examples: list[Example]) -> dict[str, Scores]:
    """Fit a softmax over the features with an L2 penalty."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            bearers[feature].add(example.name)
    number = {feature: place for place, feature in enumerate(sorted(feature for feature, names in bearers.items() if len(names) >= NAMES))}
    columns: list[int] = []
    ends = [0]
    for example in examples:
        columns.extend(sorted({number[feature] for feature in example.features if feature in number}))
        ends.append(len(columns))
    matrix = scipy.sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(examples), len(number)))
    model = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3, fit_intercept=False)
    model.fit(matrix, [example.kind for example in examples], sample_weight=[example.weight for example in examples])
    weights = model.coef_.T - model.coef_.T.mean(axis=1, keepdims=True)
    return {
        feature: tuple(round(float(value), 2) for value in weights[place])
        for feature, place in number.items()
        if np.abs(weights[place]).max() >= KEPT_WEIGHT
    }


def check(weights: Mapping[str, Scores], examples: Iterable[Example]) -> None:
    """Print how many examples get the type of their label."""
    right: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for example in examples:
        score = name_types.total(example.features, weights)
        every[example.kind] += 1
        right[example.kind] += score.index(max(score)) == example.kind
    print({TYPES[kind]: f"{right[kind] / every[kind]:.3f} of {every[kind]}" for kind in sorted(every)})


if __name__ == "__main__":
    main()
