"""Whether a name that the register does not have is a person, an organisation or a place, by a small linear model.

It weighs the words of the name, read once, and its neighbours, read at every place. The weights are a plain table, learned by
`benchmarks/learn_name_types.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from analysis.registers.words import common_words
from analysis.scorers import name_words as words
from analysis.scorers.name_lookup import plain
from analysis.scorers.name_spans import is_first_name

FoundType = Literal["person", "organisation", "place"]
TYPES: Final[tuple[FoundType, ...]] = ("person", "organisation", "place")
Scores = tuple[float, float, float]
NOTHING: Final[Scores] = (0.0, 0.0, 0.0)

WEIGHTS: Final = Path(__file__).parents[1] / "registers" / "name_types.csv"

_INITIALS: Final = re.compile(r"(?!U\.[KNS]\.)(?:[A-Z]\.)+")  # "J.", "C.L."; not "U.S."

NEIGHBOUR_CHARACTERS: Final = 32  # how far the two words on each side are looked for; longer than two words of news text


def name_features(name: str) -> list[str]:
    """Return what a name itself says: its words, their endings, its shape and what kinds of words it holds."""
    tokens = plain(name).split()
    first, last = tokens[0], tokens[-1]
    inner = [token for token in tokens[1:-1] if token.lower() not in ("of", "the", "and", "for")]
    capitals = [token for token in tokens if token[0].isupper()]
    features = [
        "bias",
        f"n={min(len(capitals), 4)}",
        f"l={last.lower()}",
        f"f={first.lower()}",
        f"s3={last[-3:].lower()}",
        f"s2={last[-2:].lower()}",
    ]
    if len(tokens) == 1:
        features.append(f"w={first.lower()}")
        features.append("one:given" if is_first_name(first) else "one")
        if first in words.SURNAMES_AND_WORDS:
            features.append("one:surname")
        features.append(f"one:s3={last[-3:].lower()}")
        if first.isupper():
            features.append(f"acronym{min(len(first), 5)}")
    else:
        if is_first_name(first):
            features.append(f"given{min(len(capitals), 3)}")
        elif is_first_name(first.partition("-")[0]):
            features.append("given-")
        if any(is_first_name(token) for token in tokens[1:-1]):
            features.append("given inside")
    features += [f"i={token.lower()}" for token in inner]
    if last in words.ORGANISATION_HEADS:
        features.append("organisation last")
    if any(token in words.ORGANISATION_HEADS for token in tokens[:-1]):
        features.append("organisation before")
    if last in words.PLACE_HEADS:
        features.append("place last")
    if any(token in words.PLACE_HEADS for token in tokens[:-1]):
        features.append("place before")
    if first in words.PLACE_OPENERS and len(tokens) > 1:
        features.append("place opens")
    features += [f"c={token}" for token in tokens[1:-1] if token in words.CONNECTORS or token in words.PARTICLES]
    if any(_INITIALS.fullmatch(token) for token in tokens[:-1]):
        features.append("initial")
    if any(token.isupper() and len(token) > 1 for token in tokens) and len(tokens) > 1:
        features.append("capitals inside")
    if any(character.isdigit() for character in name):
        features.append("digit")
    if first[:3].lower() in ("al-", "el-", "as-", "an-", "ad-", "ar-", "at-"):
        features.append("article")
    return features


def place_features(text: str, start: int, end: int, titled: bool) -> list[str]:
    """Return what stands around a name: two words on each side, and whether a person's title stands before it."""
    before = text[max(0, start - NEIGHBOUR_CHARACTERS) : start].rpartition("\n")[2].split()[-2:]
    after = text[end : end + NEIGHBOUR_CHARACTERS].partition("\n")[0].split()[:3]
    features: list[str] = []
    if before:
        last = _neighbour(before[-1])
        features.append(f"-1={last}")
        if before[-1][-1] in _MARKS:
            features.append(f"-p={before[-1][-1]}")
        if len(before) > 1:
            features.append(f"-2={_neighbour(before[0])} {last}")
    else:
        features.append("-1=")
    # What follows the name without a space ("Gallant's", "Gallant,") is a mark of its own.
    if after and end < len(text) and not text[end].isspace():
        features.append(f"+p={after[0][:2]}")
        after = after[1:]
    if after:
        following = _neighbour(after[0])
        features.append(f"+1={following}")
        if len(after) > 1:
            features.append(f"+2={following} {_neighbour(after[1])}")
    else:
        features.append("+1=")
    if titled:
        features.append("titled")
    return features


_MARKS: Final = ",:;.(\"'-–—"


@lru_cache(maxsize=1 << 16)
def _neighbour(word: str) -> str:
    stripped = word.strip("\"'()[]“”‘’,.:;!?")
    if not stripped:
        return word[:1]
    if stripped[0].isupper():
        small = stripped.lower()
        return small if small in common_words() or stripped in words.TITLES else "Xx"
    if stripped[0].isdigit():
        return "0"
    return stripped.lower()


def total(features: Iterable[str], weights: Mapping[str, Scores]) -> Scores:
    """Return the summed weights of features for each of `TYPES`."""
    person = organisation = place = 0.0
    for feature in features:
        held = weights.get(feature)
        if held is not None:
            person += held[0]
            organisation += held[1]
            place += held[2]
    return person, organisation, place


@lru_cache(maxsize=1)
def bundled_weights() -> Mapping[str, Scores]:
    """Return the learned weights: feature -> one weight for each of `TYPES`."""
    with WEIGHTS.open(encoding="utf-8", newline="") as lines:
        return {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in list(csv.reader(lines))[1:]}
