"""Copy groups: which articles repeat each other, who had them first, and who reprinted whom, how soon.

Who was first is said only where the dates tell. A time of exactly midnight is a day without an hour (so readers keep it): on the first day
of a group such an article may have come before or after the others of that day.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.copies import similarity
from analysis.corpus import Corpus
from analysis.differences import difference
from analysis.slice import ALL, Slice

COLUMNS = {
    "copy_group": "The group's id",
    "title": "Title of its earliest article",
    "outlet": "The outlet that had it first, of the dated articles; empty when it is not named, or when the dates do not tell which of several it was",
    "published_at": "Time of its earliest article in UTC; empty when none is dated",
    "last_published_at": "Time of its latest article in UTC",
    "hours": "Hours from the earliest to the latest; a date without an hour counts from midnight; empty below two dated articles",
    "articles": "Articles of the slice in the group",
    "outlets": "Named outlets among them",
}
REPRINTS = {
    "first_outlet": "The outlet that had the text first",
    "outlet": "The outlet that had it later; empty for articles that name none",
    "articles": "Dated articles of this outlet that repeat one which the first outlet had first",
    "total": "All articles of this outlet in the slice",
    "share": "articles / total",
    "groups": "Copy groups these articles are in",
    "timed": "How many of these articles, and of the first ones, have a time of day",
    "median_hours": "Median hours from the first article to those that have a time of day, as the first has; empty when there is none",
}
MEMBERS = {
    "article_id": "The article's id",
    "copy_group": "The group's id",
    "title": "Headline",
    "outlet": "Who published it",
    "published_at": "Time of publication in UTC; empty when undated",
    "hours": "Hours after the earliest article; a date without an hour counts from midnight; empty when undated",
    "similarity": "Share of six-word runs that it has in common with the earliest article, of those that either has (Jaccard), 0 to 1",
    "words": "Words in the text",
    "same": "Words it has in common with the earliest article, in the same order",
    "moved": "Words it has in common with the earliest article, in another order",
    "added": "Words that only this article has",
    "removed": "Words that only the earliest article has",
    "text": "The text",
}

# The members of a slice in the order of publication, with their group's earliest time, and whether each may have been the first.
_MEMBERS = """
    , member AS (
        SELECT article_id, copy_group, title, outlet, published_at, count(*) OVER grouped AS size, min(published_at) OVER grouped AS earliest,
               row_number() OVER (PARTITION BY copy_group ORDER BY published_at NULLS LAST, article_id) AS place
        FROM articles JOIN chosen USING (article_id) WINDOW grouped AS (PARTITION BY copy_group))
    , marked AS (
        SELECT *, published_at = earliest
                  OR (earliest = date_trunc('day', earliest) AND date_trunc('day', published_at) = earliest) AS may_be_first
        FROM member WHERE size > 1)
    , summed AS (
        SELECT copy_group, any_value(title) FILTER (place = 1) AS title,
               CASE WHEN count(DISTINCT coalesce(outlet, '')) = 1 THEN any_value(outlet)
                    WHEN count(published_at) > 1 AND count(DISTINCT coalesce(outlet, '')) FILTER (may_be_first) = 1
                    THEN any_value(outlet) FILTER (may_be_first) END AS outlet,
               min(published_at) AS published_at, max(published_at) AS last_published_at,
               CASE WHEN count(published_at) > 1 THEN date_diff('second', min(published_at), max(published_at)) / 3600.0 END AS hours,
               count(*) AS articles, count(DISTINCT outlet) AS outlets
        FROM marked GROUP BY copy_group)"""
_HAS_TIME = "{0} <> date_trunc('day', {0})"


def largest(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the groups of at least two articles of a slice, the largest first (ties: more outlets, then the earlier one, then the id)."""
    rows = corpus.query(
        f"{_MEMBERS} SELECT {', '.join(COLUMNS)} FROM summed ORDER BY articles DESC, outlets DESC, published_at NULLS LAST, copy_group",
        slice_=slice_,
    )
    return _typed(rows)


def reprints(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return who reprinted whom: a row for each outlet that had a text first and each other that had it later, most articles first.

    Left out are groups whose first outlet is not known, articles without a date, and what an outlet repeats of itself.
    """
    timed = f"{_HAS_TIME.format('m.published_at')} AND {_HAS_TIME.format('s.published_at')}"
    rows = corpus.query(
        f"""{_MEMBERS}
        , published AS (SELECT outlet, count(*) AS total FROM articles JOIN chosen USING (article_id) GROUP BY outlet)
        , pair AS (
            SELECT s.outlet AS first_outlet, m.outlet, count(*) AS articles, count(DISTINCT m.copy_group) AS groups, count(*) FILTER ({timed}) AS timed,
                   median(date_diff('second', s.published_at, m.published_at) / 3600.0) FILTER ({timed}) AS median_hours
            FROM marked m JOIN summed s USING (copy_group) WHERE s.outlet IS NOT NULL AND m.outlet IS DISTINCT FROM s.outlet AND m.published_at IS NOT NULL GROUP BY 1, 2)
        SELECT pair.*, total, pair.articles / total AS share FROM pair JOIN published ON pair.outlet IS NOT DISTINCT FROM published.outlet
        ORDER BY articles DESC, first_outlet, pair.outlet NULLS LAST""",
        slice_=slice_,
    )
    return rows[list(REPRINTS)].astype({"first_outlet": "str", "outlet": "str"})


def reprinted(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the articles behind ``reprints``: first_outlet, article_id, copy_group, in the order of publication."""
    return corpus.query(
        f"""{_MEMBERS} SELECT s.outlet AS first_outlet, m.outlet, m.article_id, copy_group FROM marked m JOIN summed s USING (copy_group)
            WHERE s.outlet IS NOT NULL AND m.outlet IS DISTINCT FROM s.outlet AND m.published_at IS NOT NULL
            ORDER BY m.published_at, m.article_id""",
        slice_=slice_,
    ).astype("str")


def members(corpus: Corpus, copy_group: str, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the articles of one group that are in a slice, in the order of publication (undated last), each against the earliest."""
    rows = corpus.query(
        """SELECT article_id, copy_group, title, outlet, published_at, coalesce(text, '') AS text,
                  words, date_diff('second', min(published_at) OVER (), published_at) / 3600.0 AS hours
           FROM articles JOIN chosen USING (article_id) WHERE copy_group = ? ORDER BY published_at NULLS LAST, article_id""",
        [copy_group],
        slice_=slice_,
    )
    return _typed(_compared(rows, rows["text"].head(1).tolist() * len(rows))[list(MEMBERS)])


def group_of(corpus: Corpus, article_id: str) -> str | None:
    """Return the group of an article, of any of its versions, or of a group's own id; None when there is none."""
    rows = corpus.query(
        """SELECT copy_group FROM articles WHERE article_id = ? OR copy_group = ?
              OR article_id IN (SELECT by_article_id FROM replaced WHERE article_id = ?)
           ORDER BY article_id = ? DESC, copy_group = ? DESC, article_id LIMIT 1""",
        [article_id] * 5,
    )
    return None if rows.empty else str(rows["copy_group"].iloc[0])


def repeats_of(corpus: Corpus, article_id: str, slice_: Slice = ALL) -> tuple[int, int]:
    """Return how many other articles of a slice are copies of an article, and how many earlier versions it has."""
    row = corpus.query(
        """SELECT (SELECT count(*) FROM articles JOIN chosen USING (article_id)
                   WHERE article_id <> ? AND copy_group = (SELECT copy_group FROM articles WHERE article_id = ?)) AS copies,
                  (SELECT count(DISTINCT article_id) FROM all_articles
                   WHERE article_id IN (SELECT article_id FROM replaced WHERE by_article_id = ?)) AS versions""",
        [article_id] * 3,
        slice_=slice_,
    ).iloc[0]
    return int(row["copies"]), int(row["versions"])


def earlier_versions(corpus: Corpus, copy_group: str) -> pd.DataFrame:
    """Return the versions that the articles of a group replaced, the latest first, each against the version that counts.

    Returns:
        ``MEMBERS`` with ``by_article_id``, the version that counts, in front. ``hours`` is from that version, so mostly negative; ``added`` and
        ``removed`` are words that only the earlier version has and that only the later one has.
    """
    rows = corpus.query(
        """SELECT by_article_id, old.article_id, new.copy_group, old.title, old.outlet, old.published_at, coalesce(old.text, '') AS text, old.words,
                  date_diff('second', new.published_at, old.published_at) / 3600.0 AS hours, coalesce(new.text, '') AS by_text
           FROM replaced JOIN articles new ON by_article_id = new.article_id JOIN all_articles old ON replaced.article_id = old.article_id
           WHERE new.copy_group = ?
           ORDER BY new.published_at NULLS LAST, by_article_id, old.published_at DESC NULLS LAST, old.import_id DESC, old.article_id""",
        [copy_group],
    )
    return _typed(_compared(rows, rows["by_text"].tolist())[["by_article_id", *MEMBERS]])


def _compared(rows: pd.DataFrame, references: Sequence[str]) -> pd.DataFrame:
    """Return articles with how the ``text`` of each differs from its reference: similarity, same, moved, added and removed."""
    pairs = list(zip(references, rows["text"], strict=True))
    # Most copies are the same to the letter.
    found = {pair: (1.0 if pair[0] == pair[1] else similarity(*pair), difference(*pair)) for pair in dict.fromkeys(pairs)}
    counts = {
        "same": [found[pair][1].same for pair in pairs],
        "moved": [found[pair][1].moved for pair in pairs],
        "added": [found[pair][1].only_other for pair in pairs],
        "removed": [found[pair][1].only_one for pair in pairs],
    }
    return rows.assign(
        similarity=pd.Series([found[pair][0] for pair in pairs], index=rows.index, dtype="float64"),
        **{name: pd.Series(values, index=rows.index, dtype="int64") for name, values in counts.items()},
    )


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    times = {
        name: pd.to_datetime(rows[name], utc=True).astype("datetime64[us, UTC]") for name in rows.columns if name.endswith("published_at")
    }
    texts = {name: "str" for name in ("article_id", "by_article_id", "copy_group", "title", "outlet", "text") if name in rows.columns}
    return rows.assign(**times).astype({**texts, "hours": "float64"})
