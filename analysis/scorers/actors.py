"""Actors in texts: every name of the register, and names it does not have. It knows nothing of articles, sentences or storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from analysis.registers.actors import Register, bundled_register
from analysis.scorers import name_coreference as coreference
from analysis.scorers import name_lookup, name_mentions, name_types
from analysis.scorers.name_coreference import Resolved
from analysis.scorers.name_lookup import NameIndex
from analysis.scorers.name_mentions import Collection
from analysis.scorers.name_types import Scores

COLUMNS: Final = {
    "text_no": "int64",
    "start": "int64",
    "end": "int64",
    "surface": "str",
    "actor_id": "str",
    "name": "str",
    "type": "str",
    "form": "str",
}

OFFICE_WEIGHT: Final = 5.0  # "Foreign Ministry" is an organisation whatever stands around it
ARTICLE_SHARE: Final = 0.5  # how much the other places of a name in its article count in its type
COLLECTION_SHARE: Final = 0.25  # and those in the whole collection


def find(texts: Sequence[str], *, adjectives: bool = True, metonyms: bool = True, register: Register | None = None) -> pd.DataFrame:
    """Find the actors that texts name, under every name they go by.

    Args:
        texts: Texts in English; paragraphs end with a line break.
        adjectives: Whether "Israeli" counts for Israel (form ``adjective``).
        metonyms: Whether "the Kremlin" counts for Russia (form ``metonym``).
        register: The actors to know; by default the bundled register.

    Returns:
        A row a mention, by text and place, none overlapping. text_no is the position in `texts`; start and end are characters of the text,
        half-open; type is person, organisation, state, place, armed_group or party; form is name, adjective, metonym, surname, acronym, or
        found for a name that the register does not have, whose actor_id begins with ``found:``. Empty input gives no rows.
    """
    names = name_lookup.index(register or bundled_register(), adjectives, metonyms)
    collection = name_mentions.collect(texts, names)
    scores, shares = _scores(collection)
    people = frozenset(name for name, score in shares.items() if score[0] == max(score))
    rows: list[tuple[int, int, int, str, str, str, str, str]] = []
    for text_no, mentions in enumerate(collection.mentions):
        if not mentions:
            continue
        base, text = collection.starts[text_no], texts[text_no]
        resolved = coreference.resolve(collection.text, mentions, names, people)
        types = _types(resolved, mentions, scores, shares)
        for mention, who in zip(mentions, resolved, strict=True):
            if who is None:
                continue
            start, end = mention.start - base, mention.end - base
            actor_id, name, kind = _identity(who, names, types)
            rows.append((text_no, start, end, text[start:end], actor_id, name, kind, who.form))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _identity(who: Resolved, names: NameIndex, types: Mapping[str, str]) -> tuple[str, str, str]:
    if who.bearer.actor >= 0:
        actor = names.actors[who.bearer.actor]
        return actor.actor_id, actor.name, actor.type
    name = who.bearer.name
    if who.bearer.person and who.form == "found" and " " not in name:  # a surname that two people of the text bear
        return coreference.found_id(name), name, "person"
    return coreference.found_id(name), name, types.get(name, "person" if who.bearer.person else "organisation")


def _scores(collection: Collection) -> tuple[dict[tuple[int, int], Scores], dict[str, Scores]]:
    """Return what speaks for each type at every place of an unknown name, and the means over all places of the name."""
    weights = name_types.bundled_weights()
    text = collection.text
    of_name: dict[str, Scores] = {}
    places: dict[tuple[int, int], Scores] = {}
    sums: dict[str, list[float]] = {}
    for mentions in collection.mentions:
        for mention in mentions:
            if mention.spelling >= 0 or mention.kind == "short":
                continue
            name = text[mention.start : mention.end]
            held = of_name.get(name)
            if held is None:
                held = of_name[name] = name_types.total(name_types.name_features(name), weights)
            around = name_types.total(name_types.place_features(text, mention.start, mention.end, mention.title), weights)
            office = OFFICE_WEIGHT if mention.kind == "office" else 0.0
            score = (held[0] + around[0], held[1] + around[1] + office, held[2] + around[2])
            places[mention.start, mention.end] = score
            summed = sums.setdefault(name, [0.0, 0.0, 0.0])
            for kind in range(3):
                summed[kind] += score[kind]
    return places, {name: (summed[0], summed[1], summed[2]) for name, summed in sums.items()}


def _types(
    resolved: Sequence[Resolved | None],
    mentions: Sequence[name_mentions.Mention],
    places: Mapping[tuple[int, int], Scores],
    shares: Mapping[str, Scores],
) -> dict[str, str]:
    """Return the type of each found actor of one article."""
    own: dict[str, list[float]] = {}
    for who, mention in zip(resolved, mentions, strict=True):
        if who is None or who.bearer.actor >= 0 or (score := places.get((mention.start, mention.end))) is None:
            continue
        summed = own.setdefault(who.bearer.name, [0.0, 0.0, 0.0])
        for kind in range(3):
            summed[kind] += score[kind]
    types: dict[str, str] = {}
    for name, summed in own.items():
        pooled = shares.get(name, name_types.NOTHING)
        votes = [ARTICLE_SHARE * summed[kind] + COLLECTION_SHARE * pooled[kind] for kind in range(3)]
        types[name] = name_types.TYPES[votes.index(max(votes))]
    return types
