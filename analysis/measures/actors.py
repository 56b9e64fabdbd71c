"""Actors: who is mentioned in how many articles, how often, in what kind of sentences, and how that changes from period to period."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.periods import Period, complete, looked_in
from analysis.registers.actors import Actor, bundled_register
from analysis.slice import ALL, Slice

COLUMNS = {
    "actor_id": "The actor's id",
    "name": "The actor's name",
    "type": "person, organisation, state, place, armed_group or party",
    "country": "Two-letter ISO 3166 code of the actor's country in the register (EU and UN for what belongs to them); empty when it has none",
    "mentions": "Mentions in the articles of the slice",
    "articles": "Articles of the slice that mention the actor",
    "total": "Articles of the slice in English, the only ones read for actors",
    "share": "articles / total",
    "sentences": "Scored sentences that mention the actor, each counted once",
    "sentiment": "Mean compound of those sentences, -1 to 1",
    "toward": "Mean sentiment toward the actor over its mentions, P(positive) - P(negative), -1 to 1",
}
TREND_COLUMNS = {
    "actor_id": "The actor's id",
    "period": "First day of the period (UTC)",
    "articles": "Dated articles of the slice in the period that mention the actor",
    "total": "Dated articles in English of the same dates, outlets and copies in the period, whatever they are about",
    "share": "articles / total; empty when total is 0",
}
FOUND = "found:"  # begins the id of an actor that the texts name and the register does not hold

# Doubles are summed in millionths, as whole numbers: sums of doubles depend on their order, and several threads have none.
EXACT_SUM = "(sum(CAST(round({0} * 1e6) AS BIGINT)) / 1e6)"


def leading(corpus: Corpus, slice_: Slice = ALL, *, actor_id: str | None = None) -> pd.DataFrame:
    """Return the actors of a slice, those of most articles first (ties: more mentions, then the id).

    Args:
        corpus, slice_: What is counted.
        actor_id: Only the row of this actor; None for all actors.
    """
    rows = corpus.query(
        f""", counted AS (
                SELECT actor_id, min(name) AS name, min(type) AS type, sum(mentions)::BIGINT AS mentions, count(*) AS articles,
                       sum(toward) / 1e6 / nullif(sum(judged), 0) AS toward, sum(sentences)::BIGINT AS sentences,
                       sum(felt) / 1e6 / nullif(sum(sentences), 0) AS sentiment
                FROM actor_articles JOIN chosen USING (article_id) {"WHERE actor_id = ?" if actor_id else ""} GROUP BY actor_id)
            SELECT *, (SELECT count(*) FROM chosen_articles WHERE language = 'en') AS total
            FROM counted ORDER BY articles DESC, mentions DESC, actor_id""",
        [actor_id] if actor_id else [],
        slice_=slice_,
    )
    return rows.astype(dict.fromkeys(("actor_id", "name", "type"), "str")).assign(
        country=rows["actor_id"].map(_countries()).astype("str"),
        sentences=rows["sentences"].fillna(0).astype("int64"),
        share=rows["articles"] / rows["total"].where(rows["total"] > 0),
    )[list(COLUMNS)]


def trends(corpus: Corpus, actor_ids: Sequence[str], slice_: Slice = ALL, period: Period = "week") -> pd.DataFrame:
    """Return the share of the articles that mention each of some actors, by period; the rows of the measure ``coverage`` by actor.

    Returns:
        The columns of ``TREND_COLUMNS``, by actor and period; every period of the slice has a row, with 0 articles where there are none.
        An actor that no dated article mentions has none.
    """
    start = f"date_trunc('{period}', published_at) AS period"
    counted = corpus.query(
        f""", member AS (SELECT DISTINCT actor_id, article_id FROM mentions JOIN chosen USING (article_id) WHERE list_contains(?, actor_id))
            SELECT actor_id AS group_id, actor_id AS group_name, {start}, count(*) AS articles FROM member JOIN chosen_articles USING (article_id)
            WHERE published_at IS NOT NULL GROUP BY ALL ORDER BY 1, 3""",
        [list(actor_ids)],
        slice_=slice_,
    )
    totals = corpus.query(
        f"""SELECT {start}, count(*) FILTER (language = 'en') AS total FROM chosen_articles
            WHERE published_at IS NOT NULL GROUP BY 1 ORDER BY 1""",
        slice_=looked_in(slice_),
    )
    typed, totals = _in_utc(counted), _in_utc(totals)
    rows = complete(typed, totals["period"], period).merge(totals, on="period", how="left").rename(columns={"group_id": "actor_id"})
    rows = rows.assign(articles=rows["articles"].fillna(0).astype("int64"), total=rows["total"].fillna(0).astype("int64"))
    return rows.assign(share=rows["articles"] / rows["total"].where(rows["total"] > 0))[list(TREND_COLUMNS)]


def articles_naming(corpus: Corpus, actor_ids: Sequence[str], slice_: Slice = ALL) -> frozenset[str]:
    """Return the ids of the articles of a slice that mention every one of some actors."""
    asked = list(dict.fromkeys(actor_ids))
    rows = corpus.query(
        """SELECT article_id FROM mentions JOIN chosen USING (article_id) WHERE list_contains(?, actor_id)
           GROUP BY article_id HAVING count(DISTINCT actor_id) = ?""",
        [asked, len(asked)],
        slice_=slice_,
    )
    return frozenset(rows["article_id"])


def registered(actor_id: str) -> Actor | None:
    """Return what the register knows of an actor; None for one that was found in the text or added by the analyst."""
    return _registered().get(actor_id)


def country_name(code: str) -> str:
    """Return the name of a country by its code: that of the state which has it in the register, else the code itself."""
    return _states().get(code, code)


@lru_cache(maxsize=1)
def _registered() -> dict[str, Actor]:
    return {actor.actor_id: actor for actor in bundled_register().actors}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str | None]:
    return {id_: actor.country for id_, actor in _registered().items()}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {"EU": "European Union", "UN": "United Nations"} | {
        actor.country: actor.name for actor in reversed(bundled_register().actors) if actor.type == "state" and actor.country
    }


def _in_utc(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(period=pd.to_datetime(frame["period"], utc=True).astype("datetime64[us, UTC]"))
