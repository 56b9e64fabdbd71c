"""Shares of topics over time and by outlet. Topics that the slice names are those whose shares are given, not a limit on the articles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.periods import SERIES, Period, complete
from analysis.measures.topics import MEMBERS, among, typed
from analysis.slice import ALL, UNCLASSIFIED, Slice

_TOPIC = {
    "topic_id": "The topic's id; unclassified for articles that fit no topic",
    "name": "The topic's name",
    "level": "broad, fine, or own for topics of the analyst; empty for no topic",
}
OVER_TIME = {
    **_TOPIC,
    "period": "First day of the period (UTC)",
    "articles": "Articles of the period about the topic; an article may have several",
    "total": "Dated articles in English of the period that pass all filters but that of topics",
    "share": "articles / total; empty when total is 0",
    "divided": "articles, where one with two topics of the same level counts a half in each, one with three a third",
    "divided_share": "divided / total; over a level and no topic found, these add up to 1 at most",
}
BY_OUTLET = {
    **_TOPIC,
    "outlet": "The outlet; empty for articles that name none",
    "articles": "Articles of the outlet about the topic",
    "total": "Articles of the outlet in English that pass all filters but that of topics",
    "share": "articles / total",
}


def over_time(corpus: Corpus, slice_: Slice = ALL, period: Period = "week") -> pd.DataFrame:
    """Return the share of each topic by period; a period without articles about it counts 0.

    Args:
        corpus, slice_: What is counted. Topics that the slice names are the series; else the ``SERIES`` leading ones of each level.
        period: Days, ISO weeks (from Monday) or months, in UTC.

    Returns:
        The columns of ``OVER_TIME``, by topic (most articles first, no topic found last) and period.
    """
    rows = corpus.query(
        f""", read AS MATERIALIZED (SELECT article_id, date_trunc('{period}', published_at) AS period
                                    FROM chosen_articles WHERE language = 'en' AND published_at IS NOT NULL),
            {MEMBERS}, {_kept(slice_.topics)}
            SELECT period, topic_id, any_value(name ORDER BY name) AS name, any_value(level) AS level, any_value(kept.rank) AS rank,
                   count(*) AS articles, round(fsum(part), 9) AS divided
            FROM member JOIN kept USING (topic_id) GROUP BY period, topic_id
            UNION ALL SELECT period, NULL, NULL, NULL, NULL, count(*), NULL FROM read GROUP BY period ORDER BY rank, topic_id, period""",
        [list(slice_.topics)] if slice_.topics else [],
        slice_=among(slice_),
    )
    rows = rows.assign(period=pd.to_datetime(rows["period"], utc=True).astype("datetime64[us, UTC]"))
    totals = rows[rows["topic_id"].isna()][["period", "articles"]].rename(columns={"articles": "total"})
    found = rows[rows["topic_id"].notna()].rename(columns={"topic_id": "group_id", "name": "group_name"})
    filled = (
        complete(found, totals["period"], period)
        .merge(totals, on="period", how="left")
        .rename(columns={"group_id": "topic_id", "group_name": "name"})
    )
    about = found.drop_duplicates("group_id").set_index("group_id")
    filled = filled.assign(level=filled["topic_id"].map(about["level"]), rank=filled["topic_id"].map(about["rank"]))
    counts = {name: filled[name].fillna(0).astype("int64") for name in ("articles", "total")}
    filled = filled.assign(**counts, divided=filled["divided"].fillna(0.0)).sort_values(["rank", "topic_id", "period"], kind="stable")
    total = filled["total"].where(filled["total"] > 0)
    return typed(filled.assign(share=filled["articles"] / total, divided_share=filled["divided"] / total).reset_index(drop=True))[
        list(OVER_TIME)
    ]


def by_outlet(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the share of each topic in the articles of each outlet, zeros included.

    Args:
        corpus, slice_: What is counted. Topics that the slice names are the rows; else the ``SERIES`` leading ones of each level.

    Returns:
        The columns of ``BY_OUTLET``, by topic (most articles first, no topic found last) and outlet (most articles first).
    """
    rows = corpus.query(
        f""", read AS MATERIALIZED (SELECT article_id, outlet FROM chosen_articles WHERE language = 'en'),
            {MEMBERS}, {_kept(slice_.topics)}, about AS (SELECT topic_id, any_value(name ORDER BY name) AS name, any_value(level) AS level, any_value(kept.rank) AS rank
                                                         FROM member JOIN kept USING (topic_id) GROUP BY topic_id),
            outlets AS (SELECT outlet, count(*) AS total FROM read GROUP BY outlet),
            counted AS (SELECT topic_id, outlet, count(*) AS articles FROM member GROUP BY ALL)
            SELECT about.topic_id, name, level, outlets.outlet, coalesce(articles, 0) AS articles, total, coalesce(articles, 0) / total AS share
            FROM about CROSS JOIN outlets LEFT JOIN counted ON counted.topic_id = about.topic_id AND counted.outlet IS NOT DISTINCT FROM outlets.outlet
            ORDER BY rank, about.topic_id, total DESC, outlets.outlet""",
        [list(slice_.topics)] if slice_.topics else [],
        slice_=among(slice_),
    )
    return typed(rows).astype({"outlet": "str"})[list(BY_OUTLET)]


def _kept(named: Sequence[str]) -> str:
    """Return the SQL of the topics whose shares are given, ranked by their articles."""
    chosen = "WHERE list_contains(?, topic_id)" if named else ""
    first = "" if named else f"QUALIFY row_number() OVER (PARTITION BY level ORDER BY count(*) DESC, topic_id) <= {SERIES}"
    rank = f"row_number() OVER (ORDER BY topic_id = '{UNCLASSIFIED}', count(*) DESC, topic_id)"
    return f"kept AS MATERIALIZED (SELECT topic_id, {rank} AS rank FROM member {chosen} GROUP BY topic_id, level {first})"
