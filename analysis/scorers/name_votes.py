"""What type each found name has: every place of a name has a vote, in its article and in the whole collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.scorers import name_types
from analysis.scorers import name_words as words
from analysis.scorers.name_coreference import Resolved
from analysis.scorers.name_mentions import Collection, Mention
from analysis.scorers.name_types import TYPES, Scores

OFFICE_WEIGHT: Final = 5.0  # "Foreign Ministry" is an organisation whatever stands around it
DATELINE_WEIGHT: Final = 6.0  # nothing but a place opens a dateline, whatever its words look like
TEAM_WEIGHT: Final = 4.0  # a name in a table of results is a team
EXTRA_WEIGHT: Final = 2.0  # what another finder says counts as much as the strongest neighbours
ARTICLE_SHARE: Final = 0.5  # how much the places of a name in its article count in its type
COLLECTION_SHARE: Final = 0.25  # and those in the whole collection
OTHER_MARGIN: Final = 1.5  # a name is dropped as no actor only where that is likelier by this: a missed name is the worse error
ACRONYM_MARGIN: Final = 3.0  # letters say little


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """What speaks for each type of the names that the register does not have.

    Attributes:
        places: Start and end of a mention -> the logarithms of its types' probabilities.
        names: Name -> their sums over the collection.
        people: Names that are persons.
    """

    places: Mapping[tuple[int, int], Scores]
    names: Mapping[str, Scores]
    people: frozenset[str]


def count(collection: Collection) -> Votes:
    """Weigh every place of every unknown name of a collection."""
    weights = name_types.bundled_weights()
    text = collection.text
    of_name: dict[str, Scores] = {}
    places: dict[tuple[int, int], Scores] = {}
    sums: dict[str, list[float]] = {}
    for mentions in collection.mentions:
        for mention in mentions:
            if mention.spelling >= 0 or mention.kind in ("short", "surname"):
                continue
            name = text[mention.start : mention.end]
            held = of_name.get(name)
            if held is None:
                held = of_name[name] = name_types.total(name_types.name_features(name), weights)
            around = name_types.total(name_types.place_features(text, mention.start, mention.end, mention.role is not None), weights)
            score = name_types.log_odds(tuple(map(float.__add__, held, around)))
            told = _told(mention, collection)
            if told is not None:
                score = tuple(value + (told[1] if number == told[0] else 0.0) for number, value in enumerate(score))
            places[mention.start, mention.end] = score
            summed = sums.setdefault(name, [0.0] * len(TYPES))
            for number, value in enumerate(score):
                summed[number] += value
    pooled = {name: tuple(summed) for name, summed in sums.items()}
    return Votes(places=places, names=pooled, people=frozenset(name for name, score in pooled.items() if _best(score) == 0))


def _told(mention: Mention, collection: Collection) -> tuple[int, float] | None:
    """Return a type that something else than the model says, and how much it weighs."""
    if mention.kind == "office":
        return 1, OFFICE_WEIGHT
    if mention.start in collection.teams:
        return 1, TEAM_WEIGHT
    if mention.start in collection.datelines:
        return 2, DATELINE_WEIGHT
    said = collection.extra.get((mention.start, mention.end))
    return None if said is None else (TYPES.index(said), EXTRA_WEIGHT)


def types(resolved: Sequence[Resolved | None], mentions: Sequence[Mention], votes: Votes) -> dict[str, str]:
    """Return the type of each found actor of one article; "other" for a name that is no actor's."""
    own: dict[str, list[float]] = {}
    for who, mention in zip(resolved, mentions, strict=True):
        if who is None or who.bearer.actor >= 0 or (score := votes.places.get((mention.start, mention.end))) is None:
            continue
        summed = own.setdefault(who.bearer.name, [0.0] * len(TYPES))
        for number, value in enumerate(score):
            summed[number] += value
    found: dict[str, str] = {}
    for name, summed in own.items():
        pooled = votes.names.get(name, name_types.NOTHING)
        total = tuple(ARTICLE_SHARE * mine + COLLECTION_SHARE * theirs for mine, theirs in zip(summed, pooled, strict=True))
        best = _best(total)
        found[name] = "other" if total[-1] > total[best] + _margin(name) else TYPES[best]
    return found


def _best(score: Scores) -> int:
    """Return the likeliest of person, organisation and place."""
    return score.index(max(score[:-1]))


def _margin(name: str) -> float:
    if name in words.SURNAMES_AND_WORDS:
        return float("inf")
    return ACRONYM_MARGIN if name.isupper() else OTHER_MARGIN
