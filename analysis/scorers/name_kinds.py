"""What a single word can be in a name, from word lists alone: a first name, a surname, a place, the head of an institution, a common word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from analysis.registers.actors import bundled_register
from analysis.registers.words import cities, common_words, first_names, surnames
from analysis.scorers import name_words as words
from analysis.scorers.name_lookup import plain

_INITIAL: Final = re.compile(r"(?!U\.[KNS]\.)(?:[A-Z]\.)+|[A-Z]")  # "J.", "C.L."; not "U.S."


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Return names of states, regions and cities of one word or more, without accents."""
    known = [name for actor in bundled_register().actors if actor.type in ("state", "place") for name in (actor.name, *actor.aliases)]
    return cities() | frozenset(plain(name) for name in known if not name.isupper())


@lru_cache(maxsize=1)
def adjectives() -> frozenset[str]:
    """Return the adjectives and demonyms of states and places."""
    return frozenset(plain(word) for actor in bundled_register().actors for word in actor.adjectives)


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name."""
    return word in first_names() or word in words.FIRST_NAMES_AND_WORDS


@lru_cache(maxsize=1 << 16)
def kind(word: str) -> str:
    """Return a short code for what a word of a name can be.

    o and p are heads of institutions and places, d an adjective of a state, g, s and c a first name, a surname and a city, together where
    the word can be several; i initials, A an acronym, w a common word, x nothing that a list knows, "." a small joining word.
    """
    if not word[0].isupper():
        return "." if word[0].islower() else "0"
    if word in words.ORGANISATION_HEADS:
        return "o"
    if word in words.PLACE_HEADS:
        return "p"
    if _INITIAL.fullmatch(word):
        return "i"
    simple = plain(word)
    if word.isupper() and len(word) > 1:
        simple = word.capitalize() if len(word) > ACRONYM_LETTERS else ""
        if not simple:
            return "A"
    if simple in adjectives():
        return "d"
    codes = ("g" if is_first_name(simple) else "") + ("s" if simple in surnames() else "") + ("c" if simple in places() else "")
    if simple.lower() in common_words():
        return codes + "w"
    return codes or "x"


ACRONYM_LETTERS: Final = 5
