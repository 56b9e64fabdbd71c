"""Whether a name that the register does not have is a person, an organisation, a place or no actor, by a small linear model.

It weighs the words of the name, read once, and its neighbours, read at every place. The weights are a plain table, learned by
`benchmarks/learn_name_types.py`.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Final, Literal

from analysis.registers.words import common_words
from analysis.scorers import name_words as words
from analysis.scorers.name_kinds import is_first_name, kind, places
from analysis.scorers.name_lookup import plain

FoundType = Literal["person", "organisation", "place", "other"]
TYPES: Final[tuple[FoundType, ...]] = ("person", "organisation", "place", "other")
Scores = tuple[float, ...]  # one number for each of TYPES
NOTHING: Final[Scores] = (0.0, 0.0, 0.0, 0.0)

WEIGHTS: Final = Path(__file__).parents[1] / "registers" / "name_types.csv"

NEIGHBOUR_CHARACTERS: Final = 32  # how far the two words on each side are looked for; longer than two words of news text
_CAPITALS_INSIDE: Final = ("Mc", "Mac", "De", "Di")  # surnames, not brands
_PARTS: Final = re.compile(r"'s?\b|[^\W_][\w.&-]*|[^\w\s]")


def name_features(name: str) -> list[str]:
    """Return what a name itself says: its words, their endings, its shape and what kinds of words it holds."""
    simple = plain(name)
    tokens = (simple.title() if " " in simple and simple.isupper() else simple).split()
    first, last = tokens[0], tokens[-1]
    kinds = [kind(token) for token in tokens]
    small = last.lower()
    features = ["bias", f"l={small}", f"s3={small[-3:]}", f"s2={small[-2:]}", f"shape={' '.join(kinds[:5])}"]
    if len(tokens) == 1:
        features.append(f"one:s3={small[-3:]}")
        features.append(f"one:s4={small[-4:]}")
        features.append(f"one:p3={small[:3]}")
        if first.isupper():
            features.append(f"acronym{min(len(first), 6)}")
    else:
        features.append(f"n={min(len(tokens), 5)}")
        features.append(f"f={first.lower()}")
        features.append(f"k1={kinds[0]}")
        features.append(f"kl={kinds[-1]}")
        features += [f"i={token.lower()}" for token in tokens[1:-1]]
        if "g" in kinds[0] and len(tokens) < 4:
            features.append("given first")
        if any("o" in code for code in kinds):
            features.append("organisation inside")
        if any(code == "p" for code in kinds):
            features.append("place inside")
        if first in words.PLACE_OPENERS:
            features.append("place opens")
        if " ".join(tokens) in places():
            features.append("city")
    if "-" in name:
        features.append("hyphen")
        features.append(f"h1={first.partition('-')[0].lower()}")
    if any(character.isdigit() for character in name):
        features.append("digit")
    if any(left.islower() and right.isupper() for left, right in itertools.pairwise(last)) and not last.startswith(_CAPITALS_INSIDE):
        features.append("camel")
    return features


def place_features(text: str, start: int, end: int, titled: bool) -> list[str]:
    """Return what stands around a name: two words on each side, and whether a person's title stands before it."""
    before = _PARTS.findall(text[max(0, start - NEIGHBOUR_CHARACTERS) : start].rpartition("\n")[2])
    after = _PARTS.findall(text[end : end + NEIGHBOUR_CHARACTERS].partition("\n")[0])
    features: list[str] = ["titled"] if titled else []
    if before:
        last = _neighbour(before[-1])
        features.append(f"-1={last}")
        features.append(f"-2={_neighbour(before[-2])} {last}" if len(before) > 1 else f"-2=^ {last}")
    else:
        features.append("-1=^")
        if not after:
            features.append("alone")
    if after:
        following = _neighbour(after[0])
        features.append(f"+1={following}")
        if len(after) > 1:
            features.append(f"+2={following} {_neighbour(after[1])}")
            if len(after) > 2 and not following[0].isalpha():
                features.append(f"+3={following} {_neighbour(after[1])} {_neighbour(after[2])}")
    else:
        features.append("+1=$")
    return features


@lru_cache(maxsize=1 << 16)
def _neighbour(word: str) -> str:
    word = word.rstrip(".") or "."
    if word[0].isupper():
        small = word.lower()
        if word in words.TITLES or small in common_words():
            return small
        simple = plain(word)
        return "Lc" if simple in places() else "Fn" if is_first_name(simple) else "Xx"
    if word[0].isdigit():
        return "0"
    return word.lower()


def total(features: Iterable[str], weights: Mapping[str, Scores]) -> Scores:
    """Return the summed weights of features for each of `TYPES`."""
    person = organisation = place = other = 0.0
    for feature in features:
        held = weights.get(feature)
        if held is not None:
            person += held[0]
            organisation += held[1]
            place += held[2]
            other += held[3]
    return person, organisation, place, other


def log_odds(score: Scores) -> Scores:
    """Return the logarithms of the probabilities that summed weights stand for."""
    highest = max(score)
    rest = highest + log(sum(exp(value - highest) for value in score))
    return tuple(value - rest for value in score)


@lru_cache(maxsize=1)
def bundled_weights() -> Mapping[str, Scores]:
    """Return the learned weights: feature -> one weight for each of `TYPES`."""
    with WEIGHTS.open(encoding="utf-8", newline="") as lines:
        return {row[0]: (float(row[1]), float(row[2]), float(row[3]), float(row[4])) for row in list(csv.reader(lines))[1:]}
