"""Who a name means inside one article: surnames, acronyms in brackets and shortened names go to the actor that is named in full.

It sees the names of one text at a time and knows nothing of how they were found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.scorers import name_words as words
from analysis.scorers.name_lookup import Form, NameIndex, Sense, plain
from analysis.scorers.name_mentions import Mention

FOUND: Final = "found:"
ACRONYM_LETTERS: Final = (2, 8)  # "PA" to "CJTF-OIR"; a longer word in capitals is shouted
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_KNOWN_BY_FIRST_NAME: Final = ("King", "Queen", "Prince", "Princess", "Pope", "Emir", "Sultan", "Emperor", "Crown Prince", "Duke", "Duchess")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """An actor of a text: a number in the register, or, where that is -1, a name that was found."""

    actor: int
    name: str
    person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Who a mention means: the bearer, and in what form it stands."""

    bearer: Bearer
    form: Form


def found_id(name: str) -> str:
    """Return the id of an actor that the register does not have: the same name has the same id on every machine."""
    return FOUND + (_SLUG.sub("-", plain(name).lower()).strip("-") or "name")


def resolve(text: str, mentions: Sequence[Mention], names: NameIndex, people: frozenset[str]) -> list[Resolved | None]:
    """Decide whom each name of one text means.

    Args:
        text: The text that the mentions' places count in.
        mentions: The names of one article, in order.
        names: The register.
        people: Found names that are persons.

    Returns:
        For each mention who it means, or None where it is nobody ("the Council" with no council before it).
    """
    surfaces = [_tidy(text[mention.start : mention.end]) for mention in mentions]
    countries = _countries(mentions, names)
    full = _full_names(mentions, surfaces, names, people, countries)
    acronyms = _defined_acronyms(text, mentions, surfaces, full)
    return [_one(number, text, mentions, surfaces, names, full, acronyms, countries) for number in range(len(mentions))]


def _tidy(surface: str) -> str:
    surface = " ".join(surface.split())
    letters = sum(map(str.isalpha, surface))
    if surface.isupper() and letters > ACRONYM_LETTERS[1] or (surface.isupper() and " " in surface):
        return surface.title()
    return surface


def _countries(mentions: Sequence[Mention], names: NameIndex) -> Counter[str]:
    """Count the countries of the actors that can be nobody else."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.spelling >= 0 and len(names.senses[mention.spelling]) == 1:
            country = names.actors[names.senses[mention.spelling][0].actor].country
            if country:
                counts[country] += 1
    return counts


def _likeliest(senses: Sequence[Sense], names: NameIndex, countries: Counter[str]) -> Sense:
    """Return the sense whose country the text is about; the first in the register where it names none of them more often."""
    if len(senses) == 1:
        return senses[0]
    return max(senses, key=lambda sense: countries[names.actors[sense.actor].country or ""])


def _full_names(
    mentions: Sequence[Mention], surfaces: Sequence[str], names: NameIndex, people: frozenset[str], countries: Counter[str]
) -> list[Bearer | None]:
    """Return the bearer of every name that stands for itself; None for surnames, short names and offices."""
    full: list[Bearer | None] = []
    for mention, surface in zip(mentions, surfaces, strict=True):
        bearer = None
        if mention.spelling >= 0:
            sense = _likeliest(names.senses[mention.spelling], names, countries)
            if sense.form != "surname":
                actor = names.actors[sense.actor]
                bearer = Bearer(actor=sense.actor, name=actor.name, person=actor.type == "person")
        elif mention.kind == "name" and (" " in surface):
            bearer = Bearer(actor=-1, name=surface, person=surface in people)
        full.append(bearer)
    return full


def _defined_acronyms(
    text: str, mentions: Sequence[Mention], surfaces: Sequence[str], full: Sequence[Bearer | None]
) -> dict[str, Bearer]:
    """Return acronyms that a bracket defines ("Palestinian Authority (PA)") or that spell a name of the text."""
    defined: dict[str, Bearer] = {}
    for number in range(1, len(mentions)):
        bearer = full[number - 1]
        between = text[mentions[number - 1].end : mentions[number].start]
        if bearer is not None and not bearer.person and between in (" (", ' ("', " ('") and _is_acronym(surfaces[number]):
            defined.setdefault(surfaces[number], bearer)
    for bearer in full:
        if bearer is not None and bearer.actor < 0 and not bearer.person:
            initials = "".join(word[0] for word in bearer.name.split() if word[0].isupper())
            if len(initials) > ACRONYM_LETTERS[0]:
                defined.setdefault(initials, bearer)
    return defined


def _is_acronym(surface: str) -> bool:
    letters = surface.replace(".", "").replace("-", "").replace("&", "")
    return letters.isalnum() and letters[:1].isupper() and sum(map(str.isupper, letters)) >= ACRONYM_LETTERS[0] and len(letters) <= ACRONYM_LETTERS[1]


def _surnames(name: str) -> list[str]:
    """Return what a person may be called after the full name: the last word, with the particles before it, and without its article."""
    tokens = [token for token in name.split() if token.rstrip(".,") not in ("Jr", "Sr", "II", "III", "IV")]
    if not tokens:
        return []
    at = len(tokens) - 1
    found = [tokens[at]]
    while at > 1 and (tokens[at - 1] in words.PARTICLES or tokens[at - 1] in ("Van", "De", "Von", "Le", "La", "Di", "Al", "El", "Bin", "Der")):
        at -= 1
        found.append(" ".join(tokens[at:]))
        found.append(found[-1][0].upper() + found[-1][1:])
    for surname in list(found):
        article, hyphen, rest = surname.partition("-")
        if hyphen and article.lower() in ("al", "el", "as", "an", "ad", "ar", "at", "ash"):
            found += [rest, article.capitalize() + "-" + rest, article.lower() + "-" + rest]
    return found


def _one(
    number: int,
    text: str,
    mentions: Sequence[Mention],
    surfaces: Sequence[str],
    names: NameIndex,
    full: Sequence[Bearer | None],
    acronyms: dict[str, Bearer],
    countries: Counter[str],
) -> Resolved | None:
    mention, surface, bearer = mentions[number], surfaces[number], full[number]
    if mention.spelling >= 0:
        sense = _likeliest(names.senses[mention.spelling], names, countries)
        actor = names.actors[sense.actor]
        if sense.form == "acronym" and surface in acronyms and acronyms[surface].actor != sense.actor:
            return Resolved(bearer=acronyms[surface], form="acronym")
        if sense.form == "surname":
            called = _bearers(surface, full, names)
            if called and all(other.actor != sense.actor for other in called):
                return _surname(surface, called)
        return Resolved(bearer=Bearer(actor=sense.actor, name=actor.name, person=actor.type == "person"), form=sense.form)
    if surface in acronyms and mention.kind == "name":
        return Resolved(bearer=acronyms[surface], form="acronym")
    if mention.kind == "office":
        return _office(number, text, mentions, surfaces, names)
    if mention.kind == "short":
        longer = _longer(surface, full[:number])
        return Resolved(bearer=longer, form="name") if longer is not None else None
    if bearer is not None:
        longer = _longer_name(surface, full)
        return Resolved(bearer=longer or bearer, form="name" if longer else "found")
    called = _bearers(surface, full, names)
    if called:
        return _surname(surface, called)
    return Resolved(bearer=Bearer(actor=-1, name=surface, person=False), form="found")


def _surname(surface: str, called: Sequence[Bearer]) -> Resolved:
    """Return the one bearer; where two could be meant, the name stays on its own."""
    if len(called) == 1:
        return Resolved(bearer=called[0], form="surname")
    return Resolved(bearer=Bearer(actor=-1, name=surface, person=True), form="found")


def _bearers(surface: str, full: Sequence[Bearer | None], names: NameIndex) -> list[Bearer]:
    """Return the persons of the text that this surname, or a monarch's first name, can mean."""
    called: list[Bearer] = []
    for bearer in full:
        if bearer is None or not bearer.person or bearer in called:
            continue
        role = names.actors[bearer.actor].role if bearer.actor >= 0 else None
        first = bearer.name.split()[0] if role in _KNOWN_BY_FIRST_NAME else None
        if surface in _surnames(bearer.name) or plain(surface) in _surnames(plain(bearer.name)) or surface == first:
            called.append(bearer)
    return called


def _longer(head: str, before: Sequence[Bearer | None]) -> Bearer | None:
    """Return the last institution or place before that carries this head word ("the Council", after "Security Council")."""
    for bearer in reversed(before):
        if bearer is not None and not bearer.person and head in bearer.name.split():
            return bearer
    return None


def _longer_name(surface: str, full: Sequence[Bearer | None]) -> Bearer | None:
    """Return the one longer name of the text that begins or ends with this name of several words."""
    longer: list[Bearer] = []
    for bearer in full:
        if bearer is None or len(bearer.name) <= len(surface) + 1 or bearer in longer:
            continue
        if bearer.name.startswith(surface + " ") or bearer.name.endswith(" " + surface):
            longer.append(bearer)
    return longer[0] if len(longer) == 1 else None


def _office(number: int, text: str, mentions: Sequence[Mention], surfaces: Sequence[str], names: NameIndex) -> Resolved:
    """Name an office by its state: "Russian Foreign Ministry", "Russia's Foreign Ministry", or the last one that was named so."""
    for place in range(number, -1, -1):
        if surfaces[place] != surfaces[number] or mentions[place].kind != "office":
            continue
        if place and mentions[place - 1].spelling >= 0 and names.senses[mentions[place - 1].spelling]:
            owner = mentions[place - 1]
            between = text[owner.end : mentions[place].start]
            if owner.start == mentions[place].adjective or between in ("'s ", " 's "):
                actor = names.actors[names.senses[owner.spelling][0].actor]
                state = actor.adjectives[0] if actor.adjectives else actor.name
                return Resolved(bearer=Bearer(actor=-1, name=f"{state} {surfaces[number]}", person=False), form="found")
    return Resolved(bearer=Bearer(actor=-1, name=surfaces[number], person=False), form="found")
