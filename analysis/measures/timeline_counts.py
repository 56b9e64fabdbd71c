"""What a timeline is computed from: its series, its periods, and what lies in each, fetched from DuckDB as grids of series by periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import Corpus
from analysis.measures import spans
from analysis.measures.bootstrap import Integers
from analysis.measures.periods import Group, Period, groups_of, looked_in
from analysis.slice import NO_TOPIC, UNCLASSIFIED, Slice

LEADING = 5  # series drawn where none is named; their labels fit beside each other
MOST = 7  # series in all; more colours cannot be told apart

_FREQUENCY = {"day": "D", "week": "W-MON", "month": "MS"}
_MEMBERS = {
    "outlet": "SELECT article_id, outlet AS group_id FROM chosen_articles",
    "topic": f"""SELECT article_id, topic_id AS group_id FROM topics JOIN chosen USING (article_id)
        UNION ALL SELECT article_id, '{UNCLASSIFIED}' FROM chosen_articles
        WHERE language = 'en' AND article_id NOT IN (SELECT article_id FROM topics)""",
    "actor": "SELECT DISTINCT article_id, actor_id AS group_id FROM mentions JOIN chosen USING (article_id)",
}
_IN_SERIES = {
    "outlet": "SELECT no, article_id FROM articles JOIN kept ON outlet = kept.id",
    "topic": f"""SELECT no, article_id FROM topics JOIN kept ON topic_id = kept.id
        UNION ALL SELECT no, article_id FROM articles JOIN kept ON kept.id = '{UNCLASSIFIED}'
        WHERE language = 'en' AND article_id NOT IN (SELECT article_id FROM topics)""",
    "actor": "SELECT DISTINCT no, article_id FROM mentions JOIN kept ON actor_id = kept.id",
}
_NAMES = {
    "outlet": "SELECT outlet AS group_id, outlet AS group_name FROM articles WHERE list_contains(?, outlet) GROUP BY ALL",
    "topic": "SELECT topic_id AS group_id, min(name) AS group_name FROM topics WHERE list_contains(?, topic_id) GROUP BY ALL",
    "actor": "SELECT actor_id AS group_id, min(name) AS group_name FROM mentions WHERE list_contains(?, actor_id) GROUP BY ALL",
}
# Of topics the top levels of IPTC Media Topics lead: what lies below one is in it already.
_FIRST = {"outlet": "", "topic": r"regexp_full_match(group_id, 'medtop:\d{2}000000') DESC,", "actor": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Series by periods.

    Attributes:
        ids, names: Of the series; None each where there is one series, of all articles.
        group: What they divide the articles by.
        period: Length of the periods.
        periods: Their first days.
        whole: Whether the articles looked in, and the dates of the slice, cover the period from its first day to its last.
    """

    ids: tuple[str | None, ...]
    names: tuple[str | None, ...]
    group: Group | None
    period: Period
    periods: pd.DatetimeIndex
    whole: npt.NDArray[np.bool_]

    def filled(self, rows: pd.DataFrame, column: str) -> Integers:
        """Return the numbers of a column in their places, 0 where there is no row; rows without a series count in each."""
        grid = np.zeros((len(self.ids), len(self.periods)), dtype=np.int64)
        at = self.place(rows)
        numbers = rows[column].to_numpy(dtype=np.int64)
        if "no" in rows.columns:
            grid[rows["no"].to_numpy(dtype=np.int64), at] = numbers
        else:
            grid[:, at] = numbers
        return grid

    def points(self, articles: pd.DataFrame) -> tuple[Integers, Integers]:
        """Return the place of each article, counted through the series one after another, and how many articles are in each place."""
        series = articles["no"].to_numpy(dtype=np.int64) if "no" in articles.columns else np.zeros(len(articles), dtype=np.int64)
        point = series * len(self.periods) + self.place(articles)
        shape = len(self.ids), len(self.periods)
        return point, np.bincount(point, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)

    def place(self, rows: pd.DataFrame) -> Integers:
        """Return the number of the period of each row."""
        return np.asarray(self.periods.searchsorted(rows["period"].dt.tz_localize("UTC")), dtype=np.int64)


def grid(corpus: Corpus, slice_: Slice, period: Period, group: Group | None, series: Sequence[str]) -> Grid:
    """Return the series and periods of a timeline: all periods from the first dated article looked in to the last."""
    ids = _series(corpus, slice_, group, tuple(series)) if group else (None,)
    names = _named(corpus, group, ids) if group else (None,)
    dated = spans.dated(corpus, slice_)
    if dated is None:
        return Grid(ids=ids, names=names, group=group, period=period, periods=pd.DatetimeIndex([], tz="UTC"), whole=np.zeros(0, dtype=bool))
    periods = pd.date_range(_start(dated[0].date(), period), dated[1].date(), freq=_FREQUENCY[period], tz="UTC")
    whole = spans.whole(periods.to_series(), period, spans.covered(corpus, slice_))
    return Grid(ids=ids, names=names, group=group, period=period, periods=periods, whole=whole)


def counted(corpus: Corpus, slice_: Slice, grid_: Grid) -> pd.DataFrame:
    """Return the dated articles of the slice by series and period: no, period, articles."""
    return _by_series(corpus, slice_, grid_, "count(*) AS articles")


def looked_at(corpus: Corpus, slice_: Slice, grid_: Grid) -> pd.DataFrame:
    """Return what shares are shares of: no (split by outlet), period, total."""
    counts = "count(*) FILTER (language = 'en') AS total" if grid_.group in ("topic", "actor") else "count(*) AS total"
    outlets = grid_ if grid_.group == "outlet" else None
    return _by_series(corpus, looked_in(slice_), outlets, counts, period=grid_.period)


def read_for_actors(corpus: Corpus, slice_: Slice, grid_: Grid) -> pd.DataFrame:
    """Return the articles of the slice in English: no (split by outlet or topic), period, total."""
    within = None if grid_.group in (None, "actor") else grid_
    return _by_series(corpus, slice_, within, "count(*) FILTER (language = 'en') AS total", period=grid_.period)


def mentioned(corpus: Corpus, slice_: Slice, grid_: Grid) -> pd.DataFrame:
    """Return mentions by series and period, and the articles that have any: no, period, mentions, articles."""
    counts = "sum(times)::BIGINT AS mentions, count(*) AS articles"
    if grid_.group == "actor":
        source = "SELECT no, article_id, count(*) AS times FROM mentions JOIN kept ON actor_id = kept.id GROUP BY ALL"
        sql = f"{_KEPT}, named AS ({source}) SELECT no, {_start_of(grid_.period)}, {counts} FROM named JOIN chosen_articles USING (article_id)"
        return corpus.query(f"{sql} WHERE published_at IS NOT NULL GROUP BY ALL", [list(grid_.ids)], slice_=slice_)
    source = "SELECT article_id, count(*) AS times FROM mentions JOIN chosen USING (article_id) GROUP BY ALL"
    return _by_series(corpus, slice_, grid_, counts, also=f" JOIN ({source}) USING (article_id)")


def scored(corpus: Corpus, slice_: Slice, grid_: Grid) -> pd.DataFrame:
    """Return the dated articles of the slice one by one: no, period, sentiment (empty when not scored), sentences, and how many of these are negative."""
    sql = f"SELECT {{no}}, {_start_of(grid_.period)}, sentiment, sentences, round(sentences * negative_share)::BIGINT AS negative FROM"
    return _over(corpus, slice_, grid_ if grid_.group else None, sql)


_KEPT = ", kept AS (SELECT unnest(range(len(ids))) AS no, unnest(ids) AS id FROM (SELECT ?::VARCHAR[] AS ids))"


def _by_series(corpus: Corpus, slice_: Slice, grid_: Grid | None, counts: str, *, period: Period = "week", also: str = "") -> pd.DataFrame:
    """Return counts over the dated articles of a slice, by series (None: not by series) and period."""
    sql = f"SELECT {{no}}, {_start_of(grid_.period if grid_ else period)}, {counts} FROM"
    return _over(corpus, slice_, grid_ if grid_ and grid_.group else None, sql, also=also, end="GROUP BY ALL")


def _over(corpus: Corpus, slice_: Slice, grid_: Grid | None, sql: str, *, also: str = "", end: str = "") -> pd.DataFrame:
    rest = f"{also} WHERE published_at IS NOT NULL {end}"
    if grid_ is None or grid_.group is None:
        return corpus.query(f"{sql.replace('{no}, ', '')} chosen_articles{rest}", slice_=slice_)
    member = f", member AS MATERIALIZED ({_IN_SERIES[grid_.group]})"
    return corpus.query(
        f"{_KEPT}{member} {sql.replace('{no}', 'no')} chosen_articles JOIN member USING (article_id){rest}",
        [list(grid_.ids)],
        slice_=slice_,
    )


def _series(corpus: Corpus, slice_: Slice, group: Group, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the series: those asked for; else those that the slice names, as far as they can be told apart, or the leading ones."""
    if asked:
        return tuple(dict.fromkeys(asked))
    named = groups_of(slice_, group)
    among = "WHERE list_contains(?, group_id)" if named else f"WHERE group_id <> '{UNCLASSIFIED}'"
    found = corpus.query(
        f""", member AS ({_MEMBERS[group]}) SELECT group_id FROM member {among} GROUP BY 1
            ORDER BY {_FIRST[group]} group_id = '{UNCLASSIFIED}', count(*) DESC, group_id LIMIT {MOST if named else LEADING}""",
        [list(named)] if named else [],
        slice_=slice_,
    )["group_id"].tolist()
    missing = [id_ for id_ in dict.fromkeys(named) if id_ not in found]
    return (*found, *missing[: MOST - len(found)])


def _named(corpus: Corpus, group: Group, ids: Sequence[str | None]) -> tuple[str, ...]:
    """Return the names of series; an id that the corpus does not have stands for itself."""
    found = corpus.query(_NAMES[group], [list(ids)])
    names = {UNCLASSIFIED: NO_TOPIC, **dict(zip(found["group_id"], found["group_name"], strict=True))}
    return tuple(names.get(id_, id_) for id_ in ids if id_ is not None)


def _start(day: date, period: Period) -> date:
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[period]


def _start_of(period: Period) -> str:
    return f"date_trunc('{period}', published_at) AS period"
