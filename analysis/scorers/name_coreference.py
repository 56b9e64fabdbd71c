"""Who a name means inside one article: surnames, acronyms in brackets and shortened names go to the actor that is named in full.

It sees the names of one text at a time and knows nothing of how they were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.scorers import name_cast
from analysis.scorers import name_words as words
from analysis.scorers.name_cast import ACRONYM_LETTERS, Bearer, Cast, company_of_register, likeliest, of_register
from analysis.scorers.name_lookup import Form, NameIndex, plain
from analysis.scorers.name_mentions import Mention

FOUND: Final = "found:"

_SLUG: Final = re.compile(r"[^a-z0-9]+")
_OWNING: Final = frozenset(("'s ", " 's ", "' ", "s' "))
# A short name that says whose it is only by its state; kept without one, since every state has one only.
_STANDING_ALONE: Final = frozenset(("Parliament", "Treasury", "Coalition", "Navy", "Legislature", "Judiciary"))


class Resolved(NamedTuple):
    """Who a mention means, and in what form it stands."""

    bearer: Bearer
    form: Form


@lru_cache(maxsize=1 << 16)
def found_id(name: str) -> str:
    """Return the id of an actor that the register does not have: the same name has the same id on every machine."""
    return FOUND + (_SLUG.sub("-", plain(name).lower()).strip("-") or "name")


def resolve(
    text: str, mentions: Sequence[Mention], names: NameIndex, people: frozenset[str], teams: frozenset[int] = frozenset()
) -> list[Resolved | None]:
    """Decide whom each name of one text means.

    Args:
        text: The text that the mentions' places count in.
        mentions: The names of one article, in order.
        names: The register.
        people: Found names that are persons.
        teams: Where names begin that stand in a table of results: there a city is its team.

    Returns:
        For each mention who it means, or None where it is nobody ("the Council" with no council before it).
    """
    surfaces = _lowered([_tidy(text[mention.start : mention.end]) for mention in mentions], mentions)
    cast = name_cast.cast(text, mentions, surfaces, names, people)
    decided: dict[tuple[str, int], Resolved] = {}
    resolved: list[Resolved | None] = []
    for number, (mention, surface) in enumerate(zip(mentions, surfaces, strict=True)):
        if mention.start in teams and mention.spelling >= 0 and _is_place(mention, names):
            resolved.append(Resolved(Bearer(-1, surface, False), "found"))
        elif mention.kind == "short":
            resolved.append(_short(surface, number, cast))
        elif mention.kind == "surname":
            called = cast.surnames.get(surface, ())
            resolved.append(Resolved(called[0], "surname") if len(called) == 1 else None)
        elif mention.kind == "office" or (mention.spelling >= 0 and _is_office(surface)):
            resolved.append(_office(number, text, mentions, surfaces, names) or _known_or_found(mention, surface, names, cast))
        else:
            key = (surface, mention.spelling)
            who = decided.get(key)
            if who is None:
                who = decided[key] = _known_or_found(mention, surface, names, cast)
            resolved.append(who)
    return resolved


@lru_cache(maxsize=1 << 16)
def _tidy(surface: str) -> str:
    if not surface.isupper():
        return " ".join(surface.split()) if "  " in surface or "\u00a0" in surface else surface
    shouted = " " in surface or sum(map(str.isalpha, surface)) > ACRONYM_LETTERS[1]
    return surface.title() if shouted else surface


def _lowered(surfaces: list[str], mentions: Sequence[Mention]) -> list[str]:
    """Write a single unknown word in capitals ("HOLLINGS BACK IN TOWN") as the text writes it elsewhere in a name."""
    if not any(surface.isupper() for surface in surfaces):
        return surfaces
    written = {word for surface in surfaces if not surface.isupper() for word in surface.split()}
    return [
        surface.capitalize() if mention.spelling < 0 and surface.isupper() and surface.capitalize() in written else surface
        for surface, mention in zip(surfaces, mentions, strict=True)
    ]


def _is_place(mention: Mention, names: NameIndex) -> bool:
    return all(names.actors[sense.actor].type == "place" for sense in names.senses[mention.spelling])


def _known_or_found(mention: Mention, surface: str, names: NameIndex, cast: Cast) -> Resolved:
    return _known(mention, surface, names, cast) if mention.spelling >= 0 else _found(surface, names, cast)


def _known(mention: Mention, surface: str, names: NameIndex, cast: Cast) -> Resolved:
    sense = likeliest(names.senses[mention.spelling], names, cast.countries)
    actor = names.actors[sense.actor]
    if actor.type == "place" and actor.role is None and " " not in surface and (called := cast.surnames.get(surface)):
        return _surname(surface, called)  # "Jackson" is the man that the text names in full, not the city
    if sense.form == "acronym" and surface in cast.acronyms:
        return Resolved(cast.acronyms[surface], "acronym")
    if sense.form == "surname":
        called = cast.surnames.get(surface, [])
        if called and all(other.actor != sense.actor for other in called):
            return _surname(surface, called)
    return Resolved(of_register(sense, names), sense.form)


def _found(surface: str, names: NameIndex, cast: Cast) -> Resolved:
    if surface in cast.acronyms:
        return Resolved(cast.acronyms[surface], "acronym")
    company = company_of_register(surface, names)
    if company is not None:
        return Resolved(company, "name")
    called = cast.surnames.get(surface, [])
    if called:
        return _surname(surface, called)
    longer = cast.parts.get(surface, [])
    if len(longer) == 1:
        return Resolved(longer[0], "name")
    return Resolved(Bearer(-1, surface, False), "found")


def _surname(surface: str, called: Sequence[Bearer]) -> Resolved:
    """Return the one bearer; where two could be meant, the name stays on its own."""
    if len(called) == 1:
        return Resolved(called[0], "surname")
    return Resolved(Bearer(-1, surface, True), "found")


def _short(head: str, number: int, cast: Cast) -> Resolved | None:
    """Return the last institution or place before that carries this head word ("the Council", after "Security Council"), or the next.

    A word that is a surname as well ("Wood") is the one person of the text who bears it.
    """
    if len(cast.surnames.get(head, ())) == 1:
        return Resolved(cast.surnames[head][0], "surname")
    if head in cast.carried:
        for bearer in (*reversed(cast.full[:number]), *cast.full[number:]):
            if bearer is not None and not bearer.person and head in bearer.name.split():
                return Resolved(bearer, "name")
    return Resolved(Bearer(-1, head, False), "found") if head in _STANDING_ALONE else None


@lru_cache(maxsize=1 << 16)
def _is_office(surface: str) -> bool:
    """Tell whether a name is made of words that fit any state's office ("House of Representatives")."""
    return " " in surface and all(word in words.OFFICE_WORDS or word in words.CONNECTORS for word in surface.split())


def _office(number: int, text: str, mentions: Sequence[Mention], surfaces: Sequence[str], names: NameIndex) -> Resolved | None:
    """Name an office by its state: "Russian Foreign Ministry", "Russia's Foreign Ministry", or the last one that was named so.

    Returns None where the text names no state with it, or the register's own bearer of the name belongs to that state.
    """
    surface, spelling = surfaces[number], mentions[number].spelling
    for place in range(number, 0, -1):
        owner = mentions[place - 1]
        if surfaces[place] != surface or owner.spelling < 0:
            continue
        sense = names.senses[owner.spelling][0]
        actor = names.actors[sense.actor]
        between = text[owner.end : mentions[place].start]
        if actor.type not in ("state", "place") or not (between in _OWNING or (between == " " and sense.form in ("adjective", "acronym"))):
            continue
        if spelling >= 0 and names.actors[names.senses[spelling][0].actor].country == actor.country:
            return None
        state = actor.adjectives[0] if actor.adjectives else actor.name
        return Resolved(Bearer(-1, f"{state} {surface}", False), "found")
    return None
