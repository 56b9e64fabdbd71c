"""Co-mentions: which actors share sentences or articles, and how much more often than chance would bring them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import ALL, Slice

Within = Literal["sentence", "article"]

COLUMNS = {
    "actor_id": "One actor of the pair",
    "name": "Its name",
    "type": "Its type",
    "other_id": "The other actor",
    "other_name": "Its name",
    "other_type": "Its type",
    "together": "Sentences (or articles) of the slice that name both",
    "own": "Sentences (or articles) that name the one",
    "other_own": "Sentences (or articles) that name the other",
    "total": "Sentences (or articles) of the slice in English",
    "expected": "How many would name both by chance: own x other_own / total",
    "lift": "together / expected: how many times as often as by chance",
    "strength": "Log-likelihood ratio G2 of the pair (Dunning 1993): how surely it is more than chance; 10.8 is one chance in a thousand",
    "pairs": "All pairs of the slice that share enough sentences (or articles) and more than by chance, listed here or not",
}
_TEXTS = ("actor_id", "name", "type", "other_id", "other_name", "other_type")
LEAST = 3  # shared sentences below which a pair says little: one story, told twice, makes two
STRONGEST = 1_000  # pairs that are listed: an analyst reads tens, a network shows dozens

_UNIT = {"sentence": ("x.no = y.no AND x.sentence_no = y.sentence_no", ", sentence_no"), "article": ("x.no = y.no", "")}
_TOTAL = {
    "sentence": "SELECT count(*) FROM sentences JOIN chosen USING (article_id) JOIN articles USING (article_id) WHERE language = 'en'",
    "article": "SELECT count(*) FROM chosen_articles WHERE language = 'en'",
}


def pairs(
    corpus: Corpus,
    slice_: Slice = ALL,
    *,
    within: Within = "sentence",
    actor_id: str | None = None,
    types: Sequence[str] = (),
    least: int = LEAST,
    count: int = STRONGEST,
) -> pd.DataFrame:
    """Return the pairs of actors that are named together more often than by chance, the surest first.

    Pairs are ranked by the log-likelihood ratio G2 of their two-by-two table (Dunning 1993, "Accurate methods for the statistics of
    surprise and coincidence"), which holds for rare names, where ratios and chi-squared run away. The lift beside it says how strong the tie is.

    Args:
        corpus, slice_: What is counted.
        within: Whether two actors are together when they share a sentence, or when they share an article.
        actor_id: Only pairs with this actor, which then stands first in each; None for all pairs, the lower id first.
        types: Only pairs of actors of these types; none for all.
        least: Sentences (or articles) that a pair shares at the least.
        count: How many pairs to return.

    Returns:
        The columns of ``COLUMNS``, by falling strength (ties: more together, then the ids).
    """
    same, sentence = _UNIT[within]
    only = "AND (x.actor_no = (FROM asked) OR y.actor_no = (FROM asked))" if actor_id else ""
    rows = corpus.query(
        f""", read AS MATERIALIZED (SELECT article_id, row_number() OVER (ORDER BY article_id) AS no FROM chosen),
            actor AS MATERIALIZED (SELECT actor_id, min(name) AS name, min(type) AS type, row_number() OVER (ORDER BY actor_id) AS actor_no
                                   FROM mentions JOIN chosen USING (article_id) GROUP BY actor_id
                                   HAVING count(*) >= {least:d} AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], min(type)))),
            asked AS (SELECT actor_no FROM actor WHERE actor_id = ?),
            named AS MATERIALIZED (SELECT DISTINCT actor_no, no{sentence}
                                   FROM mentions JOIN read USING (article_id) JOIN actor USING (actor_id)),
            own AS MATERIALIZED (SELECT actor_no, count(*) AS own FROM named GROUP BY 1 HAVING count(*) >= {least:d}),
            frequent AS MATERIALIZED (SELECT named.* FROM named JOIN own USING (actor_no)),
            both_named AS (SELECT x.actor_no AS x_no, y.actor_no AS y_no, count(*) AS together
                           FROM frequent x JOIN frequent y ON {same} AND x.actor_no < y.actor_no {only}
                           GROUP BY 1, 2 HAVING count(*) >= {least:d}),
            tied AS (SELECT b.*, m.own AS x_own, n.own AS y_own, ({_TOTAL[within]}) AS total
                     FROM both_named b JOIN own m ON b.x_no = m.actor_no JOIN own n ON b.y_no = n.actor_no),
            ranked AS (SELECT *, {_log_likelihood("together", "x_own", "y_own", "total")} AS strength, count(*) OVER () AS pairs
                       FROM tied WHERE together * total > x_own * y_own)
            SELECT p.actor_id, p.name, p.type, q.actor_id AS other_id, q.name AS other_name, q.type AS other_type,
                   together, x_own AS own, y_own AS other_own, total, strength, pairs
            FROM ranked JOIN actor p ON x_no = p.actor_no JOIN actor q ON y_no = q.actor_no
            ORDER BY strength DESC, together DESC, p.actor_id, q.actor_id LIMIT {count:d}""",
        [list(types), list(types), actor_id],
        slice_=slice_,
    )
    rows = _with_first(rows, actor_id) if actor_id else rows
    rows = rows.astype(dict.fromkeys(_TEXTS, "str"))
    expected = rows["own"] * rows["other_own"] / rows["total"]
    return rows.assign(expected=expected, lift=rows["together"] / expected)[list(COLUMNS)]


def company(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the actors that share sentences with those that a slice names, more often than by chance.

    What is chance is taken from all articles of the same dates, outlets and other filters, whoever they mention: among the articles that
    mention an actor, everything is as often beside it as it is there. Without actors in the slice: all pairs.
    """
    everyone = replace(slice_, actors=())
    if not slice_.actors:
        return pairs(corpus, everyone)
    return pd.concat([pairs(corpus, everyone, actor_id=actor_id) for actor_id in slice_.actors], ignore_index=True)


def _log_likelihood(both: str, one: str, other: str, total: str) -> str:
    """Return SQL for Dunning's G2 of a two-by-two table, rounded so that equal tables give equal numbers."""
    cells = [both, f"({one} - {both})", f"({other} - {both})", f"({total} - {one} - {other} + {both})", total]
    margins = [one, f"({total} - {one})", other, f"({total} - {other})"]
    plus = " + ".join(_x_log_x(cell) for cell in cells)
    minus = " - ".join(_x_log_x(margin) for margin in margins)
    return f"round(2 * ({plus} - {minus}), 4)"


def _x_log_x(value: str) -> str:
    return f"CASE WHEN {value} > 0 THEN {value} * ln({value}) ELSE 0 END"


def _with_first(rows: pd.DataFrame, actor_id: str) -> pd.DataFrame:
    """Return the pairs with one actor in the first place of each."""
    second = rows["actor_id"] != actor_id
    swapped = {"actor_id": "other_id", "name": "other_name", "type": "other_type", "own": "other_own"}
    exchanged = {one: rows[one].where(~second, rows[other]) for one, other in swapped.items()}
    exchanged |= {other: rows[other].where(~second, rows[one]) for one, other in swapped.items()}
    return rows.assign(**exchanged)
