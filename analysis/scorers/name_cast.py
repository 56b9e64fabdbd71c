"""The actors of one article under the names by which it may call them: surnames, shortened names and acronyms.

It sees the names of one text at a time and knows nothing of how they were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.scorers import name_words as words
from analysis.scorers.name_lookup import NameIndex, Sense, plain
from analysis.scorers.name_mentions import Mention

ACRONYM_LETTERS: Final = (2, 8)  # from "PA" to "CJTF-OIR"; a longer word in capitals is shouted
INITIALS_MIN: Final = 3  # without brackets, two letters spell too many names
_BY_FIRST_NAME: Final = frozenset(("King", "Queen", "Prince", "Princess", "Pope", "Emir", "Sultan", "Emperor", "Crown Prince"))
_GENERATIONS: Final = frozenset(("Jr", "Sr", "II", "III", "IV", "Jr.", "Sr."))
_CAPITAL_PARTICLES: Final = frozenset(("Van", "De", "Von", "Le", "La", "Di", "Al", "El", "Bin", "Der", "Ben", "Abu", "Del", "Da"))
_ARTICLES: Final = frozenset(("al", "el", "as", "an", "ad", "ar", "at", "ash"))


class Bearer(NamedTuple):
    """An actor of a text: its number in the register, or, where that is -1, a name that was found."""

    actor: int
    name: str
    person: bool


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


def cast(text: str, mentions: Sequence[Mention], surfaces: Sequence[str], names: NameIndex, people: frozenset[str]) -> Cast:
    """Gather the actors that one article names in full, under every name by which it may call them."""
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
            sense = likeliest(names.senses[mention.spelling], names, countries)
            if sense.form != "surname":
                bearer = of_register(sense, names)
        elif mention.kind == "name" and " " in surface:
            bearer = company_of_register(surface, names) or Bearer(-1, surface, surface in people)
        full.append(bearer)
    surnames: dict[str, list[Bearer]] = {}
    parts: dict[str, list[Bearer]] = {}
    for bearer in dict.fromkeys(bearer for bearer in full if bearer is not None):
        if bearer.person:
            for surname in _surnames(bearer.name):
                surnames.setdefault(surname, []).append(bearer)
            if bearer.actor >= 0 and names.actors[bearer.actor].role in _BY_FIRST_NAME:
                surnames.setdefault(bearer.name.split()[0], []).append(bearer)
        for part in (*_parts(bearer.name), *_company(bearer)):
            parts.setdefault(part, []).append(bearer)
    return Cast(
        full=full,
        surnames=surnames,
        parts=parts,
        acronyms=_acronyms(text, mentions, surfaces, full),
        carried=frozenset(word for bearer in dict.fromkeys(full) if bearer and not bearer.person for word in bearer.name.split()),
        countries=countries,
    )


def _company(bearer: Bearer) -> list[str]:
    """Return a company's name without what companies' names end with."""
    core = without_company_tail(bearer.name)
    return [] if bearer.person or core == bearer.name or " " in core else [core]


@lru_cache(maxsize=1 << 16)
def without_company_tail(name: str) -> str:
    """Return "Goldman Sachs" for "Goldman Sachs Group Inc."; the name itself where it has no such end."""
    tokens = name.split()
    while len(tokens) > 1 and tokens[-1].rstrip(".,") in words.COMPANY_TAILS:
        tokens.pop()
    return " ".join(tokens)


def company_of_register(surface: str, names: NameIndex) -> Bearer | None:
    """Return the organisation of the register that a name means which has no more than a company's end behind it."""
    core = without_company_tail(surface)
    spelling = names.number.get(core) if core != surface else None
    senses = names.senses[spelling] if spelling is not None else ()
    return of_register(senses[0], names) if len(senses) == 1 and names.actors[senses[0].actor].type == "organisation" else None


def of_register(sense: Sense, names: NameIndex) -> Bearer:
    """Return the actor of the register that a name means."""
    actor = names.actors[sense.actor]
    return Bearer(sense.actor, actor.name, actor.type == "person")


def likeliest(senses: Sequence[Sense], names: NameIndex, countries: Counter[str]) -> Sense:
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
