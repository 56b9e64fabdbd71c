"""What some outlets write about, beside each other: the share of each topic and of each actor in their articles, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.topics import MEMBERS
from analysis.slice import ALL, Slice

LARGEST = 3  # outlets that are compared when none is named; more hide each other's dots
_OUTLET = {
    "outlet": "The outlet",
    "articles": "Its articles of the slice about the topic, or that mention the actor",
    "total": "Its articles of the slice in English, the only ones read for topics and actors",
    "share": "articles / total; empty when total is 0",
    "low": "Lower end of the 95 % interval of the share (Wilson 1927)",
    "high": "Upper end of the 95 % interval of the share",
    "spread": "Largest share less smallest share of these outlets",
    "exceeds": "Whether two of these outlets differ by more than noise explains (Newcombe 1998; Bonferroni over pairs of outlets, "
    "then Benjamini and Hochberg 1995 at 5 % over the rows)",
}
TOPICS = {"topic_id": "The topic's id; unclassified for articles that fit no topic", "name": "The topic's name", **_OUTLET}
ACTORS = {"actor_id": "The actor's id", "name": "The actor's name", **_OUTLET}


def of_topics(corpus: Corpus, slice_: Slice = ALL, outlets: Sequence[str] = ()) -> pd.DataFrame:
    """Return the share of each topic in the articles of some outlets.

    Args:
        corpus, slice_: What is counted.
        outlets: The outlets; none for the ``LARGEST`` largest that the slice has.

    Returns:
        The columns of ``TOPICS``, by topic (the largest spread first) and outlet (in the order asked for), zeros included. Topics that fewer than
        ``noise.FEWEST`` articles of these outlets are about are left out, and so are those that the slice names: all its articles are about them.
    """
    members = f""", {MEMBERS} SELECT topic_id AS id, any_value(name ORDER BY name) AS name, outlet, count(*) AS articles
        FROM member GROUP BY topic_id, outlet ORDER BY 1, 3"""
    return _shares(corpus, slice_, outlets, members, slice_.topics, "topic_id")[list(TOPICS)]


def of_actors(corpus: Corpus, slice_: Slice = ALL, outlets: Sequence[str] = ()) -> pd.DataFrame:
    """Return the share of the articles of some outlets that mention each actor; otherwise like ``of_topics``."""
    members = """ SELECT actor_id AS id, min(name) AS name, outlet, count(DISTINCT article_id) AS articles
        FROM mentions JOIN read USING (article_id) GROUP BY actor_id, outlet ORDER BY 1, 3"""
    return _shares(corpus, slice_, outlets, members, slice_.actors, "actor_id")[list(ACTORS)]


def largest(corpus: Corpus, slice_: Slice = ALL) -> tuple[str, ...]:
    """Return the outlets of a slice with most articles."""
    rows = corpus.query(
        f"""SELECT outlet FROM chosen_articles WHERE outlet IS NOT NULL
            GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT {LARGEST}""",
        slice_=slice_,
    )
    return tuple(rows["outlet"])


def _shares(corpus: Corpus, slice_: Slice, outlets: Sequence[str], members: str, without: Collection[str], id_: str) -> pd.DataFrame:
    chosen = list(dict.fromkeys(outlets)) or list(largest(corpus, slice_))
    read = """, read AS MATERIALIZED (SELECT article_id, outlet FROM chosen_articles
                                      WHERE language = 'en' AND list_contains(?::VARCHAR[], outlet))"""
    totals = corpus.query(f"{read} SELECT outlet, count(*) AS total FROM read GROUP BY outlet", [chosen], slice_=slice_)
    found = corpus.query(f"{read} {members}", [chosen], slice_=slice_)
    total = totals.set_index("outlet")["total"].reindex(chosen).fillna(0).to_numpy("float64")
    enough = found.groupby("id")["articles"].sum()
    ids = [one for one in enough.index[enough >= noise.FEWEST] if one not in without]
    counts = (
        found[found["id"].isin(ids)].pivot(index="id", columns="outlet", values="articles").reindex(index=ids, columns=chosen).fillna(0)
    ).to_numpy("float64").reshape(len(ids), len(chosen))  # fmt: skip
    share = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    spread = _spread(share)
    low, high = noise.share_interval(counts.ravel(), np.tile(total, len(ids)))
    rows = pd.DataFrame(
        {
            id_: np.repeat(ids, len(chosen)), "outlet": np.tile(chosen, len(ids)), "articles": counts.ravel().astype("int64"),
            "total": np.tile(total, len(ids)).astype("int64"), "share": share.ravel(), "low": low, "high": high,
            "spread": np.repeat(spread, len(chosen)), "exceeds": np.repeat(_exceeds(counts, total), len(chosen)),
            "place": np.tile(np.arange(len(chosen)), len(ids)),
        }
    ).astype({id_: "str", "outlet": "str"})  # fmt: skip
    rows = rows.assign(name=rows[id_].map(found.drop_duplicates("id").set_index("id")["name"]), size=rows["spread"].round(12))
    return rows.sort_values(["size", id_, "place"], ascending=[False, True, True]).astype({"name": "str"}).reset_index(drop=True)


def _spread(share: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how far the shares of each row are apart; outlets without articles in English have none."""
    known = ~np.isnan(share)
    if not share.size:
        return np.zeros(len(share))
    apart = np.where(known, share, -np.inf).max(axis=1) - np.where(known, share, np.inf).min(axis=1)
    return np.where(known.any(axis=1), apart, np.nan)


def _exceeds(counts: npt.NDArray[np.float64], total: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return for each row whether some two outlets differ by more than noise explains."""
    pairs = list(combinations(range(len(total)), 2))
    if not (pairs and len(counts)):
        return np.zeros(len(counts), dtype=bool)
    first, second = (np.array([pair[place] for pair in pairs]) for place in (0, 1))
    p = noise.share_difference_small_p(
        counts[:, first].ravel(), np.tile(total[first], len(counts)), counts[:, second].ravel(), np.tile(total[second], len(counts))
    )
    # Without a probability where an outlet has no article in English.
    surest = np.where(np.isnan(p), 1.0, p).reshape(len(counts), len(pairs)).min(axis=1)
    return noise.beyond(np.minimum(surest * len(pairs), 1.0))[0]
