"""Titles in small letters before a person's name ("foreign minister", "company spokesman"): what somebody is in that text."""

from __future__ import annotations

from typing import Final

from analysis.scorers import name_words as words

ROLE_CHARACTERS: Final = 60  # room for four words before a name
ROLE_WORDS: Final = 4

# Words that in small letters are as often no title ("his brother Omar").
_RELATIONS: Final = frozenset(("mother", "father", "brother", "sister", "count", "private", "principal", "chief", "mission"))
_TITLES: Final = frozenset(title.lower() for title in words.TITLES if title.lower() not in _RELATIONS)
_MODIFIERS: Final = frozenset(word.lower() for word in words.TITLE_MODIFIERS)


def before(text: str, start: int) -> str | None:
    """Return the title in small letters that ends before `start`, with the words that belong to it; None where there is none."""
    if text[max(0, start - 1) : start] != " " or not text[max(0, start - 2)].islower():
        return None
    said = text[max(0, start - ROLE_CHARACTERS) : start - 1].rpartition("\n")[2].split(" ")[-ROLE_WORDS:]
    if said[-1].rpartition("-")[2] not in _TITLES:
        return None
    at = len(said) - 1
    while at > 0 and said[at - 1] in _MODIFIERS:
        at -= 1
    return " ".join(said[at:])
