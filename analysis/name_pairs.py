"""Pairs of names that may be spellings of one: letters, order, initials, acronyms. It compares names only and knows no articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.registers.words import common_words, first_names
from analysis.scorers.name_lookup import plain

# Strengths by spelling alone; tuned on names that registers know to be one or two, see benchmarks/merge_accuracy.py.
SAME_LETTERS: Final = 0.95
OTHER_ORDER: Final = 0.9
ONE_LETTER: Final = 0.8
ONE_LETTER_OF_A_WORD: Final = 0.6  # of a single word: Panama and Manama
TWO_LETTERS: Final = 0.6
MIDDLE_NAME: Final = 0.85
INITIAL: Final = 0.8
FIRST_NAMES_ALIKE: Final = 0.65
ACRONYM: Final = 0.7
ACRONYM_OF_SEVERAL: Final = 0.5
PART: Final = 0.45
PART_OF_SEVERAL: Final = 0.35
SHARED_WORD: Final = 0.3

ONE_LETTER_FROM: Final = 6  # letters of a name; in shorter ones a letter makes another name (Iran, Iraq)
TWO_LETTERS_FROM: Final = 10
SHORTEST_MISSPELT: Final = 4  # letters of the words that differ; shorter ones are other words (ABC News, NBC News)
ACRONYM_LETTERS: Final = (3, 8)  # two letters stand for too many names
SHORT_FIRST_NAME: Final = 3  # letters that a short form shares with its full form at least (Ben, Benjamin)
MOST_OF_A_PART: Final = 3  # longer names that one name is a part of; more, and it says nothing
SHARED_WORD_LETTERS: Final = 5
MOST_WITH_A_WORD: Final = 8  # names that share a word; a word in more of them tells nothing
MOST_IN_A_BLOCK: Final = 400  # names compared each with each; a larger block is of a name that everybody bears

_MARK: Final = re.compile(r"[^a-z0-9]+")
_SMALL: Final = frozenset(("of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "la", "del", "al", "el"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A name of an actor, the actor's type, and whether it is the name that is shown or another one."""

    actor_id: str
    text: str
    type: str
    shown: bool = True


class Pair(NamedTuple):
    """Two actors that may be one, why, and how likely by their names alone.

    `spelled_out` tells that one text often uses both names, as of an acronym and its long form; `by_company` that the names alone say little,
    and only the company of the two can tell.
    """

    one: str
    other: str
    reason: str
    strength: float
    spelled_out: bool = False
    by_company: bool = False


class _Name(NamedTuple):
    """A spelling made ready to be compared: plain small letters, in words and joined by spaces."""

    actor_id: str
    text: str
    type: str
    shown: bool
    words: tuple[str, ...]
    joined: str

    @property
    def person(self) -> bool:
        """Whether it is a person's name."""
        return self.type == "person"


def pairs(spellings: Sequence[Spelling]) -> list[Pair]:
    """Return pairs of different actors whose names are alike, each pair once with its strongest reason, by the ids.

    Args:
        spellings: Names of actors; an actor may have several.
    """
    names = [name for spelling in spellings if (name := _name(spelling)).words]
    best: dict[tuple[str, str], Pair] = {}
    for pair in (
        *_same(names),
        *_one_letter(names),
        *_two_letters(names),
        *_surnames(names),
        *_acronyms(names),
        *_parts(names),
        *_sharing(names),
    ):
        one, other = sorted((pair.one, pair.other))
        held = best.get((one, other))
        if one != other and (held is None or _rank(pair) > _rank(held)):
            best[one, other] = pair._replace(one=one, other=other)
    return [best[key] for key in sorted(best)]


def _rank(pair: Pair) -> tuple[float, int, str]:
    return (pair.strength, -len(pair.reason), pair.reason)


def _name(spelling: Spelling) -> _Name:
    words = tuple(_MARK.sub(" ", plain(spelling.text).lower().replace("'", "").replace("’", "")).split())
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    return _Name(spelling.actor_id, spelling.text, spelling.type, spelling.shown, words, " ".join(words))


def _pair(one: _Name, other: _Name, reason: str, strength: float, *, by_company: bool = False) -> Pair:
    """Return a pair whose reason tells which names are meant where they are not the ones that are shown."""
    meant = " and ".join(name.text for name in (one, other) if not name.shown)
    return Pair(one.actor_id, other.actor_id, f"{reason} ({meant})" if meant else reason, strength, by_company=by_company)


def _same(names: Iterable[_Name]) -> Iterator[Pair]:
    """Yield names of the same letters, and of the same words in another order."""
    by_letters: defaultdict[str, list[_Name]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for name in names:
        by_letters["".join(name.words)].append(name)
        if len(name.words) > 1:
            by_words[tuple(sorted(name.words))].append(name)
    for one, other in _within(by_letters.values()):
        yield _pair(one, other, "same letters but for accents, marks and capitals", SAME_LETTERS)
    for one, other in _within(by_words.values()):
        if one.words != other.words:
            yield _pair(one, other, "same words in another order", OTHER_ORDER)


def _one_letter(names: Iterable[_Name]) -> Iterator[Pair]:
    """Yield names one letter apart: two such names share what is left when one letter is taken out (SymSpell, Garbe 2012)."""
    left: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if len(name.joined) >= ONE_LETTER_FROM:
            for rest in {name.joined[:at] + name.joined[at + 1 :] for at in range(len(name.joined))} | {name.joined}:
                left[rest].append(name)
    seen: set[tuple[str, str]] = set()
    for one, other in _within(left.values()):
        if (one.joined, other.joined) in seen or OSA.distance(one.joined, other.joined, score_cutoff=1) != 1:
            continue
        seen.add((one.joined, other.joined))
        if _may_be_misspelt(one, other):
            strength = ONE_LETTER if len(one.words) > 1 else ONE_LETTER_OF_A_WORD
            yield _pair(one, other, "one letter apart", strength)


def _two_letters(names: Iterable[_Name]) -> Iterator[Pair]:
    """Yield names of several words with the same initials that are two letters apart."""
    blocks: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for name in names:
        if len(name.words) > 1 and len(name.joined) >= TWO_LETTERS_FROM:
            blocks[tuple(word[0] for word in name.words)].append(name)
    for block in blocks.values():
        if not 1 < len(block) <= MOST_IN_A_BLOCK:
            continue
        texts = [name.joined for name in block]
        distances = process.cdist(texts, texts, scorer=OSA.distance, score_cutoff=2)
        for row, column in zip(*(distances == 2).nonzero(), strict=True):
            if row < column and _may_be_misspelt(block[row], block[column]):
                yield _pair(block[row], block[column], "two letters apart", TWO_LETTERS)


def _may_be_misspelt(one: _Name, other: _Name) -> bool:
    """Tell whether two near names differ as spellings do: not in a number, nor in words that are both known ("Fire Board", "Five Board")."""
    if len(one.words) != len(other.words):
        return not any(map(str.isdigit, "".join({*one.words} ^ {*other.words})))
    for left, right in zip(one.words, other.words, strict=True):
        if left == right:
            continue
        if any(map(str.isdigit, left + right)) or min(len(left), len(right)) < SHORTEST_MISSPELT:
            return False
        if _is_known(left) and _is_known(right) and left.rstrip("s") != right.rstrip("s"):
            return False
    return True


def _is_known(word: str) -> bool:
    return word in common_words() or word.capitalize() in first_names()


def _surnames(names: Iterable[_Name]) -> Iterator[Pair]:
    """Yield people of one surname whose first names begin with one letter and may be one."""
    blocks: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in names:
        if name.person and len(name.words) > 1 and len(name.words[-1]) > 1:
            blocks[name.words[0][0], name.words[-1]].append(name)
    for one, other in _within(blocks.values()):
        first, second = one.words[0], other.words[0]
        if first == second and len(one.words) != len(other.words) and _middles_agree(one.words[1:-1], other.words[1:-1]):
            yield _pair(one, other, "same first name and surname", MIDDLE_NAME)
        elif first != second and 1 in (len(first), len(second)):
            yield _pair(one, other, "same surname and first initial", INITIAL)
        elif first != second and first[:SHORT_FIRST_NAME] == second[:SHORT_FIRST_NAME]:
            yield _pair(one, other, "same surname and first initial", FIRST_NAMES_ALIKE)


def _middles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether middle names leave two people one: the fewer are those that the more begin with, by initials."""
    short, long = sorted(("".join(word[0] for word in middle) for middle in (one, other)), key=len)
    return long.startswith(short)


def _acronyms(names: Sequence[_Name]) -> Iterator[Pair]:
    """Yield an acronym and the institution whose words begin with its letters."""
    long: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if not name.person and len(name.words) >= ACRONYM_LETTERS[0]:
            every = "".join(word[0] for word in name.words)
            large = "".join(word[0] for word in name.words if word not in _SMALL)
            for letters in {every, large}:
                long[letters].append(name)
    for name in names:
        letters = "".join(name.words)
        if name.text.isupper() and letters.isalpha() and ACRONYM_LETTERS[0] <= len(letters) <= ACRONYM_LETTERS[1]:
            meant = long.get(letters, [])
            strength = ACRONYM if len({other.actor_id for other in meant}) == 1 else ACRONYM_OF_SEVERAL
            for other in meant:
                yield Pair(name.actor_id, other.actor_id, f"{name.text} is the acronym of {other.text}", strength, spelled_out=True)


def _parts(names: Sequence[_Name]) -> Iterator[Pair]:
    """Yield a name and the few longer ones it begins or ends: a surname, or a shortened name of an institution."""
    ends: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for name in names:
        for cut in range(1, len(name.words)):
            ends[name.words[cut:]].append(name)
            if not name.person:
                ends[name.words[:cut]].append(name)
    for name in names:
        if not name.shown or (len(name.words) == 1 and (_is_known(name.words[0]) or len(name.words[0]) < SHORTEST_MISSPELT)):
            continue
        longer: dict[str, _Name] = {}  # of an actor's longer names the one that is shown, else one that says more than a particle
        for other in ends.get(name.words, ()):
            if other.type == name.type and other.actor_id != name.actor_id:
                held = longer.setdefault(other.actor_id, other)
                longer[other.actor_id] = max(held, other, key=lambda one: (one.shown, not _is_particle(name, one)))
        if 0 < len(longer) <= MOST_OF_A_PART:
            for other in longer.values():
                surname = "surname without its particle" if _is_particle(name, other) else "surname alone"
                reason = surname if name.person and len(name.words) == 1 else "part of the longer name"
                yield _pair(name, other, reason, PART if len(longer) == 1 else PART_OF_SEVERAL)


def _is_particle(name: _Name, longer: _Name) -> bool:
    """Tell whether all that a longer name adds in front is particles, such as "al" or "de": no given name."""
    return all(word in _SMALL for word in longer.words[: -len(name.words)])


def _sharing(names: Iterable[_Name]) -> Iterator[Pair]:
    """Yield names that share a word which few names have."""
    blocks: defaultdict[tuple[str, str], dict[str, _Name]] = defaultdict(dict)
    for name in names:
        for word in name.words:
            if len(word) >= SHARED_WORD_LETTERS and not _is_known(word):
                blocks[name.type, word].setdefault(name.actor_id, name)
    for one, other in _within(list(block.values()) for block in blocks.values() if len(block) <= MOST_WITH_A_WORD):
        numbered = any(map(str.isdigit, "".join({*one.words} ^ {*other.words})))
        if not numbered and (not one.person or one.joined[0] == other.joined[0]):
            yield _pair(one, other, "named in the same contexts, and they share a word", SHARED_WORD, by_company=True)


def _within(blocks: Iterable[Sequence[_Name]]) -> Iterator[tuple[_Name, _Name]]:
    for block in blocks:
        if len(block) <= MOST_IN_A_BLOCK:
            yield from ((one, other) for one, other in combinations(block, 2) if one.actor_id != other.actor_id)
