"""The words of a run of capitals, with the names of the register that stand in it, and whether a word is a common one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from analysis.registers.words import common_words
from analysis.scorers import name_words as words
from analysis.scorers.name_runs import Mode

Kind = Literal["known", "name", "office", "short", "surname"]

STEM_LETTERS: Final = 4  # "ruining" is made of a word; "Carly" is a name
_ENDINGS: Final = ("ing", "ed", "ly")
_TOKEN: Final = re.compile(r"[^ \u00a0]+")


class Piece(NamedTuple):
    """A name inside a run, by characters of the run.

    `kind` is "known" for a name of the register, "name" for another, "office" for one that needs a state to be somebody ("Foreign
    Ministry") and "short" for one that needs a longer name near it ("the Council") and "surname" for a common word that needs a person who
    bears it ("Cherry"). `role` is the person's title that stands before it.
    """

    start: int
    end: int
    kind: Kind
    role: str | None


class Known(NamedTuple):
    """A name of the register inside a run, by characters of the run.

    What it is: an adjective or acting as one ("U.S."), a place or state, a person's full name.
    """

    start: int
    end: int
    adjective: bool
    place: bool
    person: bool


class Token(NamedTuple):
    """A word of a run, by characters of the run; `known` is the number of the register's name that it belongs to, or -1."""

    text: str
    start: int
    end: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How words are written elsewhere in the collection.

    Attributes:
        inside: Words that stand with a capital inside a sentence.
        small: Words that stand in lower case.
    """

    inside: frozenset[str]
    small: frozenset[str]


def tokens(run: str, known: Sequence[Known]) -> list[Token]:
    """Return the words of a run; a name of the register inside a hyphenated word ("US-Israel", "Hamas-run") cuts it."""
    if not known:
        return [Token(match.group(), match.start(), match.end(), -1) for match in _TOKEN.finditer(run)]
    found: list[Token] = []
    first = 0
    for match in _TOKEN.finditer(run):
        start, end = match.span()
        while first < len(known) and known[first].end <= start:
            first += 1
        inside: list[int] = []
        for number in range(first, len(known)):
            if known[number].start >= end:
                break
            inside.append(number)
        if not inside:
            found.append(Token(match.group(), start, end, -1))
            continue
        at = start
        for number in inside:
            left, right = max(known[number].start, start), min(known[number].end, end)
            if left > at and len(run[at:left].strip("-/")) > 1:
                found.append(Token(run[at:left].rstrip("-/"), at, left, -1))
            if left > start:
                found.append(Token("-", left, left, -1))
            found.append(Token(run[left:right], left, right, number))
            at = right
        rest = run[at:end].strip("-/")
        if rest.strip(".'"):
            found.append(Token("-", at, at, -1))
            found.append(Token(rest, end - len(rest), end, -1))
    return found


def is_common(token: Token, mode: Mode = "inside") -> bool:
    """Tell whether a token is a common word with a capital; in a line in capitals, acronyms cannot be told from words."""
    if mode not in ("capitals", "label") and token.text.isupper() and len(token.text) > 1:
        return False
    return is_common_word(token.text.lower())


@lru_cache(maxsize=1 << 16)
def is_common_word(small: str) -> bool:
    """Tell whether a word in lower case, or what it is made of, is a common word: "dialogues", "ruining", "half-burnt"."""
    common = common_words()
    if small in common:
        return True
    if "-" in small:
        return all(part in common or part.capitalize() in words.NOT_NAMES for part in small.split("-"))
    if small.endswith("s") and small[:-1] in common:
        return True
    stems = [small[: -len(ending)] for ending in _ENDINGS if small.endswith(ending) and len(small) - len(ending) >= STEM_LETTERS]
    return any(stem in common or stem + "e" in common for stem in stems)


@lru_cache(maxsize=1 << 16)
def opens_sentences(word: str) -> bool:
    """Tell whether a run is one common word, which at the start of a sentence names nobody ("Meanwhile", "The")."""
    return " " not in word and not (word.isupper() and len(word) > 1) and is_common_word(word.lower())


def joins_words(token: Token) -> bool:
    """Tell whether a token is a small word that may stand inside a name ("of", "bin")."""
    return token.text in words.CONNECTORS or token.text in words.PARTICLES


def is_head(token: Token) -> bool:
    """Tell whether a token is the head of an institution's or a place's name."""
    return token.text in words.ORGANISATION_HEADS or token.text in words.PLACE_HEADS
