"""Actors in texts: every name of the register, and names it does not have. It knows nothing of articles, sentences or storage."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.registers.actors import Register, bundled_register
from analysis.scorers import name_coreference as coreference
from analysis.scorers import name_lookup, name_mentions, name_roles, name_votes
from analysis.scorers.name_coreference import Resolved
from analysis.scorers.name_lookup import NameIndex
from analysis.scorers.spacy_names import ExtraName, ExtraNames

COLUMNS: Final = {
    "text_no": "int64",
    "start": "int64",
    "end": "int64",
    "surface": "str",
    "actor_id": "str",
    "name": "str",
    "type": "str",
    "form": "str",
    "role": "str",
}

Row = tuple[int, int, int, str, str, str, str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many mentions there are, by how their actors are known.

    Attributes:
        register: Mentions of actors of the register.
        found: Mentions of actors that the register does not have, open surnames among them.
        open_surnames: Mentions of a surname alone, whose bearer the text does not name in full or names two of.
    """

    register: int
    found: int
    open_surnames: int


def find(
    texts: Sequence[str],
    *,
    adjectives: bool = True,
    metonyms: bool = True,
    register: Register | None = None,
    extra: ExtraNames | None = None,
) -> pd.DataFrame:
    """Find the actors that texts name, under every name they go by.

    Args:
        texts: Texts in English; paragraphs end with a line break.
        adjectives: Whether "Israeli" counts for Israel (form ``adjective``).
        metonyms: Whether "the Kremlin" counts for Russia (form ``metonym``).
        register: The actors to know; by default the bundled register.
        extra: Another finder, whose names are added where this one has none, and have a say in the types of those it has.

    Returns:
        A row a mention, by text and place, none overlapping. text_no is the position in `texts`; start and end are characters of the text,
        half-open; type is person, organisation, state, place, armed_group or party; form is name, adjective, metonym, surname, acronym, or
        found for a name that the register does not have, whose actor_id begins with ``found:``; role is the title that stands before a
        person's name at that place ("Foreign Minister"), missing where there is none. Empty input gives no rows.
    """
    names = name_lookup.index(register or bundled_register(), adjectives, metonyms)
    others = extra.names(texts) if extra else None
    with _no_search_for_cycles():
        return _find(texts, names, others)


def counts(mentions: pd.DataFrame) -> Counts:
    """Count mentions by how their actors are known.

    Args:
        mentions: Rows with actor_id, name, type and form, as `find` returns them; or the mentions of a whole corpus.
    """
    found = mentions["actor_id"].str.startswith(coreference.FOUND)
    alone = (mentions["form"] == "found") & (mentions["type"] == "person") & ~mentions["name"].str.contains(" ", regex=False)
    return Counts(register=int((~found).sum()), found=int(found.sum()), open_surnames=int((found & alone).sum()))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Pause Python's search for reference cycles: finding makes none, and the search took a quarter of its time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _find(texts: Sequence[str], names: NameIndex, others: Sequence[Sequence[ExtraName]] | None) -> pd.DataFrame:
    collection = name_mentions.collect(texts, names, others)
    votes = name_votes.count(collection)
    rows: list[Row] = []
    for text_no, mentions in enumerate(collection.mentions):
        if not mentions:
            continue
        base, text = collection.starts[text_no], texts[text_no]
        resolved = coreference.resolve(collection.text, mentions, names, votes.people, collection.teams)
        types = name_votes.types(resolved, mentions, votes)
        for mention, who in zip(mentions, resolved, strict=True):
            if who is None:
                continue
            actor_id, name, kind = _identity(who, names, types)
            if kind == "other":
                continue
            start, end = mention.start - base, mention.end - base
            role = (mention.role or name_roles.before(text, start)) if kind == "person" else None
            rows.append((text_no, start, end, text[start:end], actor_id, name, kind, who.form, role))
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    return pd.DataFrame({name: pd.Series(values, dtype=dtype) for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True)})


def _identity(who: Resolved, names: NameIndex, types: Mapping[str, str]) -> tuple[str, str, str]:
    if who.bearer.actor >= 0:
        actor = names.actors[who.bearer.actor]
        return actor.actor_id, actor.name, actor.type
    name = who.bearer.name
    if who.bearer.person and who.form == "found" and " " not in name:  # a surname that two people of the text bear
        return coreference.found_id(name), name, "person"
    return coreference.found_id(name), name, types.get(name, "person" if who.bearer.person else "organisation")
