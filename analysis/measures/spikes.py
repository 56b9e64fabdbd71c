"""Spikes: periods with more articles than those around them explain, what each was about, and which outlet led it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import cast

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.measures import coverage, spans, standing_out
from analysis.measures.periods import Period
from analysis.measures.standing_out import LEAST_ABOUT, log_likelihood
from analysis.slice import ALL, Slice

COLUMNS = {
    "period": "First day of the period (UTC)",
    "articles": "Dated articles of the slice in the period",
    "expected": "Articles of a usual period around it: the mean of the middle half of the twelve nearest whole periods, without itself",
    "times": "articles / expected; empty when nothing is expected",
    "p": "Chance of so many articles or more where nothing happened: tail of the negative binomial distribution, times the number of periods",
    "kind": "actor or topic: what stands out among the period's articles; empty when nothing does",
    "about_id": "Id of that actor or topic",
    "name": "Its name",
    "about": "Articles in English of the period that are about it or mention it",
    "of": "Dated articles in English of the period",
    "elsewhere": "Share of the other dated articles in English of the slice that are about it or mention it",
    "led_by": "Outlet that brought most of what is beyond the expected, where it stands out; empty when none does",
    "led_by_articles": "Articles of that outlet in the period",
}
SURROUNDINGS = 12  # periods that say what is usual: a quarter of weeks, and an odd one or two among them change nothing
FEWEST_PERIODS = 6  # whole periods besides the one looked at; fewer say nothing about what is usual
LEAST = 8  # articles; with fewer one story by a few outlets would be a spike
LEAST_TIMES = 1.5  # a rise that is smaller is no news, however certain it is
LEVEL = 0.01  # of any false spike in a slice whose articles come evenly (Bonferroni: the chance of each, times the periods)
LEADS = 10.83  # G2 of an outlet: p < 0.001; there are far fewer outlets than actors
LED_SHARE = 1 / 3  # of the articles beyond the expected that the leading outlet brings at least
_MEDIAN_OF_SQUARE = 0.4549  # median of the chi-squared distribution with one degree of freedom
_LEAST_EXPECTED = 0.5  # articles; with none around, one at a time is still usual


def found(corpus: Corpus, slice_: Slice = ALL, period: Period = "week") -> pd.DataFrame:
    """Return the spikes of a slice.

    A period is a spike when its articles are at least ``LEAST``, at least ``LEAST_TIMES`` the usual number around it, and more than the chance
    of a negative binomial distribution allows whose mean is that number and whose spread is that of the slice (as in the surveillance of
    outbreaks: Noufaily et al. 2013, Statistics in Medicine 32). It is named by the actor or topic that its articles are about more often than
    the rest of the slice, by the log-likelihood ratio G2 (Dunning 1993, Computational Linguistics 19); what the slice itself names is left out.

    Returns:
        The columns of ``COLUMNS``, by period; none when there are too few periods to know what is usual.
    """
    return among(corpus, slice_, period, coverage.over_time(corpus, slice_, period), spans.covered(corpus, slice_))


def among(
    corpus: Corpus, slice_: Slice, period: Period, counted: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp] | None
) -> pd.DataFrame:
    """Return the same where what it rests on is at hand.

    Args:
        corpus, slice_, period: As for ``found``.
        counted: Rows of the measure ``coverage``, not split.
        span: What ``spans.covered`` gives.
    """  # fmt: skip
    rows = beyond_usual(counted[["period", "articles"]], spans.whole(counted["period"], period, span))
    if rows.empty:
        return found_none()
    with ThreadPoolExecutor(1) as beside:  # the database answers both at the same time
        leaders = beside.submit(_leaders, corpus, slice_, period, rows)
        names = _names(corpus, slice_, period, rows)
    return _typed(rows.merge(names, on="period", how="left").merge(leaders.result(), on="period", how="left"))


def enough(counted: pd.DataFrame) -> bool:
    """Return whether periods are so many, and one of them so full, that there could be a spike; the first and the last may not be whole."""
    return len(counted) > FEWEST_PERIODS + 2 and bool(counted["articles"].max() >= LEAST)


def found_none() -> pd.DataFrame:
    """Return the rows of a slice without spikes."""
    return _typed(
        pd.DataFrame(columns=list(COLUMNS)).astype(
            {"period": "datetime64[us, UTC]", "expected": "float64", "times": "float64", "p": "float64"}
        )
    )


def beyond_usual(counted: pd.DataFrame, complete: np.ndarray) -> pd.DataFrame:
    """Return the periods with more articles than those around them explain.

    Args:
        counted: period and articles, every period once, ascending.
        complete: Which of them are whole; only these say what is usual.

    Returns:
        period, articles, expected, times, p.
    """
    counts = counted["articles"].to_numpy(dtype="float64")
    places = np.flatnonzero(complete)
    if len(places) <= FEWEST_PERIODS:
        return counted.head(0).assign(expected=0.0, times=0.0, p=0.0)
    expected, around = zip(*(_usual(counts, places, number) for number in range(len(counts))), strict=True)
    usual = np.array(expected)
    mean = np.maximum(usual, _LEAST_EXPECTED)
    spread = max(1.0, float(np.median((counts - mean)[places] ** 2 / mean[places])) / _MEDIAN_OF_SQUARE)
    chances = [
        min(1.0, tail(count, middle, spread * (1 + 1 / others)) * len(counts)) if count >= max(LEAST, LEAST_TIMES * middle) else 1.0
        for count, middle, others in zip(counts, mean, around, strict=True)
    ]
    rows = counted.assign(expected=usual, times=counts / np.where(usual > 0, usual, np.nan), p=chances)
    return rows[rows["p"] < LEVEL].reset_index(drop=True)


def tail(count: float, mean: float, spread: float) -> float:
    """Return the chance of a count or more under a negative binomial distribution (Poisson where the spread is 1).

    Args:
        count: A whole number.
        mean: Mean of the distribution, above 0.
        spread: Its variance divided by its mean, at least 1.
    """
    size = mean / (spread - 1) if spread > 1 + 1e-9 else math.inf
    total, number = 0.0, int(count)
    while True:
        part = _chance(number, mean, size)
        total += part
        if number > mean and part <= total * 1e-12:
            return min(total, 1.0)
        number += 1


def _usual(counts: np.ndarray, places: np.ndarray, number: int) -> tuple[float, int]:
    """Return the mean of the middle half of the whole periods nearest to one, and how many these are."""
    others = places[places != number]
    at = int(np.searchsorted(others, number))
    start = min(max(0, at - SURROUNDINGS // 2), max(0, len(others) - SURROUNDINGS))
    near = np.sort(counts[others[start : start + SURROUNDINGS]])
    cut = len(near) // 4
    return float(near[cut : len(near) - cut].mean()), len(near)


def _chance(number: int, mean: float, size: float) -> float:
    if math.isinf(size):
        return math.exp(number * math.log(mean) - mean - math.lgamma(number + 1))
    ways = math.lgamma(number + size) - math.lgamma(size) - math.lgamma(number + 1)
    return math.exp(ways + size * math.log(size / (size + mean)) + number * math.log(mean / (size + mean)))


def _names(corpus: Corpus, slice_: Slice, period: Period, spikes: pd.DataFrame) -> pd.DataFrame:
    """Return for each spike the actor or topic that stands out most among its articles; no row where none does."""
    start = f"date_trunc('{period}', published_at)"
    read = corpus.query(
        f"""SELECT no, CASE WHEN list_contains(?, {start}) THEN {start} END AS "group" FROM chosen_articles JOIN article_numbers USING (article_id)
            WHERE language = 'en' AND published_at IS NOT NULL""",
        [_days(spikes["period"])],
        slice_=slice_,
    )
    named = standing_out.names(corpus, slice_, read, without=[*slice_.topics, *slice_.actors]).rename(columns={"group": "period"})
    return named.assign(period=_in_utc(named["period"]))


def _leaders(corpus: Corpus, slice_: Slice, period: Period, spikes: pd.DataFrame) -> pd.DataFrame:
    """Return for each spike the outlet that brought most of it, where it brought far more than it usually does."""
    columns = ["period", "led_by", "led_by_articles"]
    rows = corpus.query(
        f""", counted AS (SELECT date_trunc('{period}', published_at) AS period, outlet, count(*) AS articles
                          FROM chosen_articles WHERE published_at IS NOT NULL GROUP BY ALL)
            SELECT period, outlet AS led_by, articles AS led_by_articles, sum(articles) OVER (PARTITION BY outlet)::BIGINT AS everywhere,
                   sum(articles) OVER ()::BIGINT AS total
            FROM counted QUALIFY list_contains(?, period) ORDER BY period, outlet""",
        [_days(spikes["period"])],
        slice_=slice_,
    )
    inside = rows.assign(period=_in_utc(rows["period"])).merge(spikes[["period", "articles", "expected"]], on="period")
    count, of, expected, everywhere, total = (
        inside[name].to_numpy(dtype="float64") for name in ("led_by_articles", "articles", "expected", "everywhere", "total")
    )
    outside, rest = everywhere - count, total - of
    usual = expected * np.divide(outside, rest, out=np.full(len(inside), np.nan), where=rest > 0)
    part = (count - usual) / (of - expected)
    strength = log_likelihood(count, of, outside, rest)
    leads = inside.assign(part=part)[
        (strength >= LEADS) & (part >= LED_SHARE) & inside["led_by"].notna().to_numpy() & (count >= LEAST_ABOUT)
    ]
    kept: pd.DataFrame = leads.sort_values(["part", "led_by"], ascending=[False, True]).drop_duplicates("period")[columns]
    return kept


def _days(periods: pd.Series) -> list[datetime]:
    return [cast(pd.Timestamp, start).tz_localize(None).to_pydatetime() for start in periods]


def _in_utc(periods: pd.Series) -> pd.Series:
    return pd.to_datetime(periods, utc=True).astype("datetime64[us, UTC]")


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of ``COLUMNS`` in their order and types, also where there is no row."""
    types = dict.fromkeys(("kind", "about_id", "name", "led_by"), "str") | dict.fromkeys(("about", "of", "led_by_articles"), "Int64")
    return rows.astype(types | {"articles": "int64", "elsewhere": "float64"})[list(COLUMNS)]
