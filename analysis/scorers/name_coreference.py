"""Who a name means inside one article: surnames, acronyms in brackets and shortened names go to the actor that is named in full.

It sees the names of one text at a time and knows nothing of how they were found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.scorers import name_words as words
from analysis.scorers.name_lookup import Form, NameIndex, Sense, plain
from analysis.scorers.name_mentions import Mention

FOUND: Final = "found:"
ACRONYM_LETTERS: Final = (2, 8)  # from "PA" to "CJTF-OIR"; a longer word in capitals is shouted
INITIALS_MIN: Final = 3  # without brackets, two letters spell too many names

_SLUG: Final = re.compile(r"[^a-z0-9]+")
_BY_FIRST_NAME: Final = frozenset(("King", "Queen", "Prince", "Princess", "Pope", "Emir", "Sultan", "Emperor", "Crown Prince"))
_GENERATIONS: Final = frozenset(("Jr", "Sr", "II", "III", "IV", "Jr.", "Sr."))
_CAPITAL_PARTICLES: Final = frozenset(("Van", "De", "Von", "Le", "La", "Di", "Al", "El", "Bin", "Der", "Ben", "Abu", "Del", "Da"))
_ARTICLES: Final = frozenset(("al", "el", "as", "an", "ad", "ar", "at", "ash"))
_OWNING: Final = frozenset(("'s ", " 's ", "' ", "s' "))
# A short name that says whose it is only by its state; kept without one, since every state has one only.
_STANDING_ALONE: Final = frozenset(("Parliament", "Treasury", "Coalition", "Navy", "Legislature", "Judiciary"))


class Bearer(NamedTuple):
    """An actor of a text: its number in the register, or, where that is -1, a name that was found."""

    actor: int
    name: str
    person: bool


class Resolved(NamedTuple):
    """Who a mention means, and in what form it stands."""

    bearer: Bearer
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The actors of one text under the names by which it may call them.

    Attributes:
        full: For each mention the bearer that it names in full, or None.
        surnames: Surname, or a monarch's first name -> the persons it can mean.
        parts: The beginning or the end of a longer name -> the actors it can mean.
        acronyms: Acronym -> the institution that the text defines by it.
        carried: Words of the full names of what is no person.
        countries: How often the text names actors of a country that can be nobody else.
    """

    full: list[Bearer | None]
    surnames: Mapping[str, list[Bearer]]
    parts: Mapping[str, list[Bearer]]
    acronyms: Mapping[str, Bearer]
    carried: frozenset[str]
    countries: Counter[str]


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
    cast = _cast(text, mentions, surfaces, names, people)
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


def _cast(text: str, mentions: Sequence[Mention], surfaces: Sequence[str], names: NameIndex, people: frozenset[str]) -> Cast:
    countries: Counter[str] = Counter()
    for mention in mentions:
        if mention.spelling >= 0 and len(senses := names.senses[mention.spelling]) == 1:
            country = names.actors[senses[0].actor].country
            if country:
                countries[country] += 1
    full: list[Bearer | None] = []
    for mention, surface in zip(mentions, surfaces, strict=True):
        bearer = None
        if mention.spelling >= 0:
            sense = _likeliest(names.senses[mention.spelling], names, countries)
            if sense.form != "surname":
                bearer = _of_register(sense, names)
        elif mention.kind == "name" and " " in surface:
            bearer = Bearer(-1, surface, surface in people)
        full.append(bearer)
    surnames: dict[str, list[Bearer]] = {}
    parts: dict[str, list[Bearer]] = {}
    for bearer in dict.fromkeys(bearer for bearer in full if bearer is not None):
        if bearer.person:
            for surname in _surnames(bearer.name):
                surnames.setdefault(surname, []).append(bearer)
            if bearer.actor >= 0 and names.actors[bearer.actor].role in _BY_FIRST_NAME:
                surnames.setdefault(bearer.name.split()[0], []).append(bearer)
        for part in _parts(bearer.name):
            parts.setdefault(part, []).append(bearer)
    return Cast(
        full=full,
        surnames=surnames,
        parts=parts,
        acronyms=_acronyms(text, mentions, surfaces, full),
        carried=frozenset(word for bearer in dict.fromkeys(full) if bearer and not bearer.person for word in bearer.name.split()),
        countries=countries,
    )


def _of_register(sense: Sense, names: NameIndex) -> Bearer:
    actor = names.actors[sense.actor]
    return Bearer(sense.actor, actor.name, actor.type == "person")


def _likeliest(senses: Sequence[Sense], names: NameIndex, countries: Counter[str]) -> Sense:
    """Return the sense whose country the text is about; the first in the register where it names none of them more often."""
    if len(senses) == 1:
        return senses[0]
    return max(senses, key=lambda sense: countries[names.actors[sense.actor].country or ""])


def _acronyms(text: str, mentions: Sequence[Mention], surfaces: Sequence[str], full: Sequence[Bearer | None]) -> dict[str, Bearer]:
    """Return acronyms that a bracket defines ("Palestinian Authority (PA)") or that spell a found name of the text."""
    defined: dict[str, Bearer] = {}
    for number in range(1, len(mentions)):
        bearer = full[number - 1]
        if bearer is None or bearer.person or not _is_acronym(surfaces[number]) or not _spells(surfaces[number], bearer.name):
            continue
        if text[mentions[number - 1].end : mentions[number].start] in (" (", ' ("', " ('", " ( "):
            defined.setdefault(surfaces[number], bearer)
    for bearer in full:
        if bearer is not None and bearer.actor < 0 and not bearer.person:
            initials = "".join(word[0] for word in bearer.name.split() if word[0].isupper())
            if len(initials) >= INITIALS_MIN:
                defined.setdefault(initials, bearer)
    return defined


def _is_acronym(surface: str) -> bool:
    letters = surface.replace(".", "").replace("-", "").replace("&", "")
    return (
        letters.isalnum()
        and ACRONYM_LETTERS[0] <= len(letters) <= ACRONYM_LETTERS[1]
        and sum(map(str.isupper, letters)) >= ACRONYM_LETTERS[0]
    )


def _spells(acronym: str, name: str) -> bool:
    """Tell whether the capitals of an acronym stand in a name of several words in this order, the first at the beginning of a word."""
    words_of_name = plain(name).upper().split()
    capitals = [letter for letter in acronym if letter.isupper()]
    if len(words_of_name) < ACRONYM_LETTERS[0] or not any(word[0] == capitals[0] for word in words_of_name[:2]):
        return False
    letters = iter("".join(words_of_name))
    return all(letter in letters for letter in capitals)


@lru_cache(maxsize=1 << 16)
def _surnames(name: str) -> tuple[str, ...]:
    """Return what a person may be called after the full name: the last word, with the particles before it, and without its article."""
    found: list[str] = []
    for spelling in dict.fromkeys((name, plain(name))):
        tokens = [token for token in spelling.replace(",", "").split() if token not in _GENERATIONS]
        if len(tokens) < 2:
            continue
        at = len(tokens) - 1
        found.append(tokens[at])
        while at > 1 and (tokens[at - 1] in words.PARTICLES or tokens[at - 1] in _CAPITAL_PARTICLES):
            at -= 1
            longer = " ".join(tokens[at:])
            found += [longer, longer[0].upper() + longer[1:]]
        article, hyphen, rest = tokens[-1].partition("-")
        if hyphen and article.lower() in _ARTICLES:
            found += [rest, f"{article.capitalize()}-{rest}", f"{article.lower()}-{rest}"]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 16)
def _parts(name: str) -> tuple[str, ...]:
    """Return the beginnings and ends of a name of three words or more, of two words at least."""
    tokens = name.split()
    count = len(tokens)
    cuts = [tokens[:end] for end in range(2, count)] + [tokens[start:] for start in range(1, count - 1)]
    return tuple(" ".join(cut) for cut in cuts if cut[0][0].isupper() and cut[-1][0].isupper())


def _known_or_found(mention: Mention, surface: str, names: NameIndex, cast: Cast) -> Resolved:
    return _known(mention, surface, names, cast) if mention.spelling >= 0 else _found(surface, cast)


def _known(mention: Mention, surface: str, names: NameIndex, cast: Cast) -> Resolved:
    sense = _likeliest(names.senses[mention.spelling], names, cast.countries)
    actor = names.actors[sense.actor]
    if actor.type == "place" and actor.role is None and " " not in surface and (called := cast.surnames.get(surface)):
        return _surname(surface, called)  # "Jackson" is the man that the text names in full, not the city
    if sense.form == "acronym" and surface in cast.acronyms:
        return Resolved(cast.acronyms[surface], "acronym")
    if sense.form == "surname":
        called = cast.surnames.get(surface, [])
        if called and all(other.actor != sense.actor for other in called):
            return _surname(surface, called)
    return Resolved(_of_register(sense, names), sense.form)


def _found(surface: str, cast: Cast) -> Resolved:
    if surface in cast.acronyms:
        return Resolved(cast.acronyms[surface], "acronym")
    if " " in surface:
        longer = cast.parts.get(surface, [])
        if len(longer) == 1:
            return Resolved(longer[0], "name")
    called = cast.surnames.get(surface, [])
    if called:
        return _surname(surface, called)
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
