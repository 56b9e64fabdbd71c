"""Coverage: how many articles, when, from whom, and what share of all that could have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures.periods import Group, Period, complete, grouped, looked_in
from analysis.slice import ALL, Slice

COLUMNS = {
    "group_id": "Outlet, topic id or actor id of the series",
    "group_name": "Name of the series",
    "period": "First day of the period (UTC)",
    "articles": "Dated articles of the slice in the period",
    "total": "Dated articles of the same dates, outlets and copies in the period, whatever they are about "
    "(split by outlet: of that outlet; split by topic or actor: those in English, the only ones read for topics and actors)",
    "share": "articles / total; empty when total is 0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a slice holds, in single numbers.

    Attributes:
        articles: Articles of the slice.
        corpus_articles: Articles of the whole corpus.
        outlets: Distinct outlets of the slice.
        first, last: Earliest and latest publication, UTC; None when no article is dated.
        undated: Articles without a date.
        not_scored: Articles not in English.
        copies: Articles that repeat another of the slice.
        headline_only: Articles without a text beside their headline, which is read as the text.
        replaced: Earlier versions of articles in the whole corpus, which are not counted.
        words: Words in all.
    """

    articles: int
    corpus_articles: int
    outlets: int
    first: datetime | None
    last: datetime | None
    undated: int
    not_scored: int
    copies: int
    headline_only: int
    replaced: int
    words: int


def totals(corpus: Corpus, slice_: Slice = ALL) -> Totals:
    """Return the single numbers of a slice."""
    row = corpus.query(
        """SELECT count(*) AS articles, (SELECT count(*) FROM articles) AS corpus_articles, count(DISTINCT outlet) AS outlets,
                  min(published_at) AS first, max(published_at) AS last, count(*) FILTER (published_at IS NULL) AS undated,
                  (SELECT count(*) FROM earlier) AS replaced, count(*) FILTER (language IS DISTINCT FROM 'en') AS not_scored,
                  count(*) - count(DISTINCT copy_group) AS copies,
                  (SELECT count(*) FROM headline_only JOIN chosen USING (article_id)) AS headline_only,
                  coalesce(sum(words), 0)::BIGINT AS words
           FROM chosen_articles""",
        slice_=slice_,
    ).iloc[0]
    first, last = (None if pd.isna(row[name]) else pd.Timestamp(row[name]).tz_localize("UTC").to_pydatetime() for name in ("first", "last"))
    counts = {
        name: int(row[name])
        for name in ("articles", "corpus_articles", "outlets", "undated", "not_scored", "copies", "headline_only", "replaced", "words")
    }
    return Totals(first=first, last=last, **counts)


def over_time(
    corpus: Corpus, slice_: Slice = ALL, period: Period = "week", group: Group | None = None, series: Sequence[str] = ()
) -> pd.DataFrame:
    """Return articles by period with their total and share; a period without articles counts 0.

    Returns:
        The columns of ``COLUMNS`` (without group_id and group_name when not split), sorted by group and period.
    """
    counted = grouped(corpus, slice_, period, group, "count(*) AS articles", series)
    if group is None and looked_in(slice_) == slice_:  # all that could have counted did
        rows = complete(counted, counted["period"], period)
        articles = rows["articles"].fillna(0).astype("int64")
        return rows.assign(articles=articles, total=articles, share=articles / articles.where(articles > 0))
    total = "count(*)" if group in (None, "outlet") else "count(*) FILTER (a.language = 'en')"
    totals_ = grouped(corpus, looked_in(slice_), period, "outlet" if group == "outlet" else None, f"{total} AS total")
    keys = [name for name in ("group_id", "period") if name in totals_.columns]
    rows = complete(counted, totals_["period"], period).merge(totals_[[*keys, "total"]], on=keys, how="left")
    rows = rows.assign(articles=rows["articles"].fillna(0).astype("int64"), total=rows["total"].fillna(0).astype("int64"))
    share = rows["articles"] / rows["total"].where(rows["total"] > 0)
    return rows.assign(share=share)[[name for name in COLUMNS if name in rows.columns or name == "share"]]
