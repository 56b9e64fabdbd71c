"""Every place where a name of the register stands in a text, in one Aho-Corasick pass. It does not decide which of two bearers is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation

from analysis.registers.actors import Actor, Register

Integers = npt.NDArray[np.int64]

Form = Literal["name", "adjective", "metonym", "surname", "acronym", "found"]

ACRONYM_MAX_LETTERS: Final = 6  # the longest acronym of the register that is read letter by letter
SHOUTED_MIN_LETTERS: Final = 4  # "IRAN" in a headline in capitals is Iran; a shorter word in capitals is as likely an acronym

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN: Final = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"})
_NO_PLURAL: Final = re.compile(r".*(?:s|sh|ch|ese|chman|shman|men|woman|x|z|Sino|Franco|Anglo|Russo|Hispano|Americano)$")
_ACRONYM: Final = re.compile(r"(?:[A-Z]\.?|&|-){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One thing that a name may mean: the actor's number in the register, and in what form the name stands for it."""

    actor: int
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameIndex:
    """A register made ready to be found in texts.

    Attributes:
        actors: The register's actors.
        automaton: Finds every spelling.
        senses: For each spelling what it may mean, in the order of the register; none for an exclusion.
        spellings: The spellings.
        number: Spelling -> its place in `spellings`.
    """

    actors: tuple[Actor, ...]
    automaton: AhoCorasick
    senses: tuple[tuple[Sense, ...], ...]
    spellings: tuple[str, ...]
    number: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Places of spellings in a text, in order, none overlapping; three arrays of one length."""

    start: Integers
    end: Integers
    spelling: Integers


@lru_cache(maxsize=4)
def index(register: Register, adjectives: bool, metonyms: bool) -> NameIndex:
    """Return a register made ready to be found; the last few are kept.

    Args:
        register: The actors.
        adjectives: Whether "Israeli" counts for Israel. When it does not, the word is still known, so that nothing else claims it.
        metonyms: Whether "the Kremlin" counts for Russia.
    """
    senses: dict[str, dict[int, Sense]] = {}

    def add(spellings: Iterable[str], sense: Sense | None) -> None:
        for spelling in spellings:
            held = senses.setdefault(spelling, {})
            if sense is not None:
                held.setdefault(sense.actor, sense)

    for number, actor in enumerate(register.actors):
        for name in (actor.name, *actor.aliases):
            add(_variants(name), Sense(actor=number, form=_form(actor, name)))
        for adjective in actor.adjectives:
            plural = [] if _NO_PLURAL.match(adjective) else [f"{adjective}s"]
            for word in (adjective, *plural):
                add(_variants(word), Sense(actor=number, form="adjective") if adjectives else None)
        if metonyms:
            for metonym in actor.metonyms:
                add(_variants(metonym), Sense(actor=number, form="metonym"))
    for actor in register.actors:
        for phrase in actor.exclusions:
            add(_variants(phrase), None)
    spellings = tuple(senses)
    return NameIndex(
        actors=register.actors,
        automaton=AhoCorasick(spellings, implementation=Implementation.ContiguousNFA, store_patterns=False),
        senses=tuple(tuple(sorted(held.values(), key=lambda sense: sense.actor)) for held in senses.values()),
        spellings=spellings,
        number={spelling: number for number, spelling in enumerate(spellings)},
    )


def places(names: NameIndex, text: str) -> Places:
    """Return where names of the register stand in a text: whole words, case kept, the longest of those that overlap.

    Args:
        names: The index of a register.
        text: A text with straight quotes; it may be many texts, separated by line breaks.
    """
    hits = names.automaton.find_matches_as_indexes(text, overlapping=True)
    if not hits:
        none = np.empty(0, dtype=np.int64)
        return Places(start=none, end=none, spelling=none)
    found = np.array(hits, dtype=np.int64)
    spelling, start, end = found[:, 0], found[:, 1], found[:, 2]
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    whole = ~(_in_word(letters, start - 1) & _in_word(letters, start)) & ~(_in_word(letters, end - 1) & _in_word(letters, end))
    # "@Israel" is an account, not the state.
    whole &= letters[np.maximum(start - 1, 0)] != ord("@")
    spelling, start, end = spelling[whole], start[whole], end[whole]
    order = np.lexsort((-end, start))
    spelling, start, end = spelling[order], start[order], end[order]
    kept = _longest(start, end)
    return Places(start=start[kept], end=end[kept], spelling=spelling[kept])


def plain(text: str) -> str:
    """Return a text with plain letters for accented ones; its length may change."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _variants(name: str) -> list[str]:
    straight = name.replace("’", "'").replace("‘", "'")
    spellings = [straight, plain(straight)]
    if not _ACRONYM.fullmatch(straight) and sum(map(str.isalpha, straight)) >= SHOUTED_MIN_LETTERS:
        spellings += [spelling.upper() for spelling in spellings]
    return list(dict.fromkeys(spellings))


def _form(actor: Actor, name: str) -> Form:
    if _ACRONYM.fullmatch(name) and sum(map(str.isalpha, name)) <= ACRONYM_MAX_LETTERS:
        return "acronym"
    if actor.type == "person" and " " not in name and " " in actor.name:
        return "surname"
    return "name"


def _in_word(letters: npt.NDArray[np.uint32], where: Integers) -> npt.NDArray[np.bool_]:
    inside = (where >= 0) & (where < len(letters))
    return np.where(inside, _WORD[np.minimum(letters[np.clip(where, 0, len(letters) - 1)], len(_WORD) - 1)], False)


def _longest(start: Integers, end: Integers) -> Integers:
    kept: list[int] = []
    covered = -1
    for number, (left, right) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        if left >= covered:
            kept.append(number)
            covered = right
    return np.array(kept, dtype=np.int64)


# Letters and digits of the basic plane; what lies beyond (emoji, rare scripts) ends a word.
_WORD: Final[npt.NDArray[np.bool_]] = np.array(
    [chr(code).isalnum() or code == ord("_") for code in range(0xFFFF)] + [False], dtype=np.bool_
)
