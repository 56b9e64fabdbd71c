"""Actors that are likely one and the same under two names: pairs for the analyst to accept or refuse. It changes nothing.

Pairs are proposed by their spelling alone; the company they keep in the articles then makes a pair stronger or weaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import Corpus
from analysis.corrections.in_order import result
from analysis.corrections.record import OWN, Correction, merge
from analysis.name_pairs import Pair, Spelling, pairs
from analysis.registers.actors import Register, bundled_register
from analysis.scorers.name_coreference import FOUND

COLUMNS: Final = {
    "actor_id": "The actor that would stay: of the register before found in texts, then the one in more articles, then the longer name",
    "name": "Its name",
    "type": "Its type",
    "articles": "Articles that mention it",
    "other_id": "The actor that would become it",
    "other_name": "Its name",
    "other_type": "Its type",
    "other_articles": "Articles that mention it",
    "reason": "Why they may be one, in words",
    "strength": "How likely they are one, 0 to 1",
}

MOST_ACTORS: Final = 20_000  # those in most articles; keeps the longest run to a few seconds
COMPANIONS: Final = 400  # the actors in most articles, which the company of a name is described by
ARTICLES_FOR_COMPANY: Final = 3  # in fewer articles the company of a name is chance
WEIGHT_OF_COMPANY: Final = 0.3  # of the distance to 1 (same company) or to 0 (none in common)
USUAL_COMPANY: Final = 0.35  # cosine of two unrelated actors of one collection, about the median
SAME_COMPANY: Final = 0.7  # cosine from which two names that share a word are proposed for their company
TOGETHER: Final = 0.5  # share of the rarer one's articles that name both: one text seldom spells a name in two ways
APART: Final = 0.6  # what that leaves of the strength
OTHER_TYPE: Final = 0.8  # what is left where the types differ; the type of a found name is a guess
WEAKEST: Final = 0.3  # weaker pairs are more often wrong than right

# In how many articles an actor that is asked about stands beside each companion, and both of each pair.
_SHARED: Final = """SELECT * FROM (
    WITH named AS MATERIALIZED (SELECT DISTINCT article_id, actor_id FROM mentions JOIN chosen USING (article_id))
    SELECT false AS pair, one.actor_id AS one, other.actor_id AS other, count(*) AS shared FROM named AS one JOIN named AS other USING (article_id)
    WHERE one.actor_id IN (SELECT unnest(?)) AND other.actor_id IN (SELECT unnest(?)) GROUP BY ALL
    UNION ALL
    SELECT true, one.actor_id, other.actor_id, count(*) FROM (SELECT unnest(?) AS one, unnest(?) AS other) AS pair
    JOIN named AS one ON one.actor_id = pair.one JOIN named AS other ON other.actor_id = pair.other AND other.article_id = one.article_id GROUP BY ALL
)"""
_TYPES: Final = {
    "actor_id": "str", "name": "str", "type": "str", "articles": "int64", "other_id": "str", "other_name": "str", "other_type": "str",
    "other_articles": "int64", "reason": "str", "strength": "float64",
}  # fmt: skip


class _Fact(NamedTuple):
    """What the corpus says of an actor."""

    name: str
    type: str
    articles: int


class _Company(NamedTuple):
    """How alike the company of two actors is (cosine; None in too few articles), and the share of the rarer one's articles with both."""

    alike: float | None
    together: float


def suggest(corpus: Corpus, count: int = 50, *, register_pairs: bool = False, register: Register | None = None) -> pd.DataFrame:
    """Return pairs of actors that may be one, the likeliest first (by tenths of strength; then those in more articles, then the ids).

    Args:
        corpus: The corpus, with its corrections applied.
        count: Pairs at most.
        register_pairs: Whether two actors of the register may be a pair; it lists them as two on purpose.
        register: The actors that are known, under all their names; by default the bundled register.

    Returns:
        The columns of ``COLUMNS``. Pairs that the analyst refused, and hidden actors, are left out.
    """
    actors = _actors(corpus)
    refused = result(corpus.corrections).refused
    known = {actor.actor_id: actor.aliases for actor in (register or bundled_register()).actors}
    facts = {row[0]: _Fact(*row[1:]) for row in actors.itertuples(index=False, name=None)}
    spellings = [
        Spelling(actor_id=actor_id, text=text, type=fact.type, shown=text == fact.name)
        for actor_id, fact in facts.items()
        for text in dict.fromkeys((fact.name, *known.get(actor_id, ())))
    ]
    proposed = [
        pair
        for pair in pairs(spellings)
        if frozenset((pair.one, pair.other)) not in refused and (register_pairs or not (pair.one in known and pair.other in known))
    ]
    if not proposed:
        return _frame([])
    rows = [
        _row(pair, facts, company)
        for pair, company in zip(proposed, _company(corpus, proposed, facts), strict=True)
        if not pair.by_company or (company.alike or 0) >= SAME_COMPANY
    ]
    frame = _frame([row for row in rows if row[-1] >= WEAKEST])
    order = frame.assign(tenth=(frame["strength"] * 10).round()).sort_values(
        ["tenth", "other_articles", "strength", "actor_id", "other_id"], ascending=[False, False, False, True, True], kind="stable"
    )
    return order.drop(columns="tenth").head(count).reset_index(drop=True)


def accepted(pairs: pd.DataFrame) -> list[Correction]:
    """Return the merges that make each accepted pair one actor: one merge for all the names that pairs chain together.

    Where pairs would make one of two actors of the register, the later pair is left out: a name cannot be both.

    Args:
        pairs: Rows of ``suggest``, the likeliest first.
    """
    known = {actor.actor_id for actor in bundled_register().actors}
    groups: dict[str, list[str]] = {}  # actor -> its group; all of a group hold the same list, the one that stays first
    for kept, gone in zip(pairs["actor_id"], pairs["other_id"], strict=True):
        one, other = groups.setdefault(kept, [kept]), groups.setdefault(gone, [gone])
        if one is other or (one[0] in known and other[0] in known):
            continue
        stays, joins = (other, one) if other[0] in known else (one, other)
        stays += joins
        groups.update(dict.fromkeys(joins, stays))
    made = {id(group): group for group in groups.values() if len(group) > 1}
    return [merge(group[0], *group[1:]) for group in made.values()]


def _actors(corpus: Corpus) -> pd.DataFrame:
    return corpus.query(
        """SELECT actor_id, min(name) AS name, min(type) AS type, count(DISTINCT article_id) AS articles
           FROM mentions JOIN chosen USING (article_id) GROUP BY actor_id ORDER BY articles DESC, actor_id LIMIT ?""",
        [MOST_ACTORS],
    )


def _row(pair: Pair, facts: Mapping[str, _Fact], company: _Company) -> tuple[str, str, str, int, str, str, str, int, str, float]:
    first, second = sorted(
        (pair.one, pair.other), key=lambda id_: (id_.startswith((FOUND, OWN)), -facts[id_].articles, -len(facts[id_].name), id_)
    )
    kept, gone = facts[first], facts[second]
    strength = pair.strength
    if company.alike is not None:
        pull = max(-1.0, min(1.0, (company.alike - USUAL_COMPANY) / (1 - USUAL_COMPANY)))
        strength += WEIGHT_OF_COMPANY * pull * (1 - strength if pull > 0 else strength)
    if company.together >= TOGETHER and not pair.spelled_out:
        strength *= APART
    if kept.type != gone.type:
        strength *= OTHER_TYPE
    return (first, kept.name, kept.type, kept.articles, second, gone.name, gone.type, gone.articles, pair.reason, round(strength, 3))


def _company(corpus: Corpus, proposed: Sequence[Pair], facts: Mapping[str, _Fact]) -> list[_Company]:
    """Return the company of each pair.

    The company of an actor is the other actors in its articles, each weighted by how many articles name it with this actor and by the log of
    how few name it at all (tf-idf, Salton and Buckley 1988).
    """
    asked = sorted({id_ for pair in proposed for id_ in (pair.one, pair.other)})
    companions = list(facts)[:COMPANIONS]
    rows = corpus.query(_SHARED, [asked, companions, [pair.one for pair in proposed], [pair.other for pair in proposed]])
    beside, both = rows[~rows["pair"]], rows[rows["pair"]]
    numbers = {id_: number for number, id_ in enumerate(asked)}
    places = {id_: number for number, id_ in enumerate(companions)}
    sizes = np.array([facts[id_].articles for id_ in companions], dtype=np.float64)
    rarity = np.log(sizes.max() / sizes + 1)
    table = np.zeros((len(asked), len(companions)))
    at = (beside["one"].map(numbers).to_numpy(), beside["other"].map(places).to_numpy())
    table[at] = beside["shared"].to_numpy() * rarity[at[1]]
    together = dict(zip(zip(both["one"], both["other"], strict=True), both["shared"].tolist(), strict=True))
    company = []
    for pair in proposed:
        fewer = min(facts[pair.one].articles, facts[pair.other].articles)
        alike = _cosine(table, numbers, places, pair) if fewer >= ARTICLES_FOR_COMPANY else None
        company.append(_Company(alike, together.get((pair.one, pair.other), 0) / fewer))
    return company


def _cosine(table: npt.NDArray[np.float64], numbers: Mapping[str, int], places: Mapping[str, int], pair: Pair) -> float | None:
    one, other = (
        np.delete(table[numbers[id_]], [places[each] for each in (pair.one, pair.other) if each in places])
        for id_ in (pair.one, pair.other)
    )
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size else None


def _frame(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)
