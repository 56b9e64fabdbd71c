"""Changes: what differs between the second half of a slice's dates and the first, and whether by more than noise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures import spans
from analysis.slice import ALL, Slice

COLUMNS = {
    "kind": "What is compared: the share of a topic, an actor or an outlet, or the mean sentiment of an outlet or of all articles",
    "id": "Topic id, actor id or outlet; empty for the sentiment of all articles",
    "name": "Its name",
    "first_day": "First day of the first half: the first dated article of the same dates, outlets and copies (UTC)",
    "turn": "First day of the second half",
    "last_day": "Last day of the second half: the last such article",
    "before": "In the first half: the share (of articles in English for topics and actors, of all dated articles for outlets), or the mean sentiment",
    "before_articles": "Articles of the first half about the topic, with the actor, of the outlet; for sentiment the scored ones",
    "before_total": "Articles that this is a share of; for sentiment the scored ones again",
    "after": "The same in the second half",
    "after_articles": "As before_articles, in the second half",
    "after_total": "As before_total, in the second half",
    "difference": "after - before",
    "low": "Lower end of the interval of the difference (shares: Newcombe 1998; means: Welch 1947), widened for the number of rows compared",
    "high": "Upper end of that interval",
    "p": "Chance of so large a difference, either way, where nothing changed",
    "exceeds": "Whether the difference exceeds noise among all rows (Benjamini and Hochberg 1995): where it does, the interval is without 0",
}
LEAST_HALF = 20  # dated articles of each half; with fewer even a half is uncertain by 22 points
LEAST = 10  # articles in both halves together, for a share; rarer ones can hardly exceed noise and cost the others power
LEAST_SCORED = 10  # scored articles in each half, for a mean: its interval is normal from about there on
_KINDS = ("topic", "actor", "outlet", "sentiment")

_COUNTED = f""", read AS MATERIALIZED (
        SELECT article_id, outlet, sentiment, language = 'en' AS english, published_at >= ? AS later
        FROM chosen_articles WHERE published_at IS NOT NULL),
    about AS (
        SELECT 'topic' AS kind, topic_id AS id, name, later, article_id FROM topics JOIN read USING (article_id) WHERE english
        UNION ALL
        SELECT 'actor', actor_id, name, later, article_id FROM actor_articles JOIN read USING (article_id) WHERE english
        UNION ALL
        SELECT 'outlet', outlet, outlet, later, article_id FROM read WHERE outlet IS NOT NULL),
    shares AS (
        SELECT kind, id, min(name) AS name, count(*) FILTER (NOT later) AS before_articles, count(*) FILTER (later) AS after_articles
        FROM about WHERE NOT list_contains(?, id) GROUP BY kind, id HAVING count(*) >= {LEAST}),
    felt AS (
        SELECT outlet AS id, later, sentiment, article_id FROM read WHERE outlet IS NOT NULL
        UNION ALL SELECT NULL, later, sentiment, article_id FROM read),
    means AS (
        SELECT id, count(sentiment) FILTER (NOT later) AS before_articles, count(sentiment) FILTER (later) AS after_articles,
               avg(sentiment ORDER BY article_id) FILTER (NOT later) AS before, avg(sentiment ORDER BY article_id) FILTER (later) AS after,
               stddev_samp(sentiment ORDER BY article_id) FILTER (NOT later) AS before_deviation,
               stddev_samp(sentiment ORDER BY article_id) FILTER (later) AS after_deviation
        FROM felt GROUP BY id HAVING least(count(sentiment) FILTER (NOT later), count(sentiment) FILTER (later)) >= {LEAST_SCORED}),
    totals AS (
        SELECT count(*) FILTER (NOT later) AS before_all, count(*) FILTER (later) AS after_all,
               count(*) FILTER (english AND NOT later) AS before_english, count(*) FILTER (english AND later) AS after_english FROM read)
    SELECT * FROM (
        SELECT kind, id, name, before_articles, after_articles, NULL AS before, NULL AS after, NULL AS before_deviation, NULL AS after_deviation FROM shares
        UNION ALL SELECT 'sentiment', id, coalesce(id, 'all articles'), before_articles, after_articles, before, after, before_deviation, after_deviation FROM means
    ) CROSS JOIN totals WHERE least(before_all, after_all) >= {LEAST_HALF} ORDER BY kind, id"""


def halves(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return what differs between the halves of a slice's dates, what exceeds noise first.

    The dates are those of ``spans.dated``, cut into two halves of as many days. Topics, actors and outlets that the slice itself names are left
    out: their shares are set by it. Near copies count as articles of their own, though they are not independent: with copies counted once the
    intervals are the more honest ones.

    Returns:
        The columns of ``COLUMNS``, by kind and by p; none when a half has fewer than ``LEAST_HALF`` articles.
    """
    span = spans.dated(corpus, slice_)
    if span is None:
        return _typed(pd.DataFrame(columns=list(COLUMNS)))
    named = [*slice_.topics, *slice_.actors, *(slice_.outlets if len(slice_.outlets) == 1 else ())]
    turn = spans.turn(span)
    rows = corpus.query(_COUNTED, [turn.tz_localize(None).to_pydatetime(), named], slice_=slice_)
    shares, means = rows[rows["kind"] != "sentiment"], rows[rows["kind"] == "sentiment"]
    compared = pd.concat([part for part in (_shares(shares), _means(means)) if len(part)] or [_shares(shares)], ignore_index=True)
    exceeds, level = noise.beyond(compared["p"].to_numpy(dtype="float64"))
    low, high = _intervals(compared, level)
    compared = compared.assign(
        first_day=span[0], turn=turn, last_day=span[1], difference=compared["after"] - compared["before"], low=low, high=high, exceeds=exceeds,
        kind_no=compared["kind"].map({kind: number for number, kind in enumerate(_KINDS)}),
    )  # fmt: skip
    return _typed(compared.sort_values(["kind_no", "p", "id"], kind="stable", ignore_index=True)[list(COLUMNS)])


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of shares with their totals, shares and p."""
    read = np.where(rows["kind"] == "outlet", "all", "english")
    totals = {half: np.where(read == "all", rows[f"{half}_all"], rows[f"{half}_english"]) for half in ("before", "after")}
    counts = {half: rows[f"{half}_articles"].to_numpy(dtype="float64") for half in ("before", "after")}
    ways = [counts["after"], totals["after"].astype("float64"), counts["before"], totals["before"].astype("float64")]
    with_totals = rows.assign(before_total=totals["before"], after_total=totals["after"])
    return with_totals.assign(
        before=with_totals["before_articles"] / with_totals["before_total"],
        after=with_totals["after_articles"] / with_totals["after_total"],
        p=noise.share_difference_p(*ways),
    )


def _means(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of mean sentiment with their totals and p."""
    return rows.assign(
        before_total=rows["before_articles"], after_total=rows["after_articles"], p=noise.mean_difference_p(_sample(rows, "after"), _sample(rows, "before"))
    )  # fmt: skip


def _sample(rows: pd.DataFrame, half: str) -> noise.Sample:
    mean, deviation, n = (rows[name].to_numpy(dtype="float64") for name in (half, f"{half}_deviation", f"{half}_articles"))
    return noise.Sample(mean=mean, deviation=deviation, n=n)


def _intervals(rows: pd.DataFrame, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of each difference."""
    counts = [rows[name].to_numpy(dtype="float64") for name in ("after_articles", "after_total", "before_articles", "before_total")]
    of_shares = noise.share_difference(*counts, level=level)
    of_means = noise.mean_difference(_sample(rows, "after"), _sample(rows, "before"), level=level)
    mean = (rows["kind"] == "sentiment").to_numpy()
    return np.where(mean, of_means[0], of_shares[0]), np.where(mean, of_means[1], of_shares[1])


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in their types, also where there is none."""
    types = dict.fromkeys(("kind", "id", "name"), "str") | dict.fromkeys(("first_day", "turn", "last_day"), "datetime64[us, UTC]")
    types |= dict.fromkeys(("before_articles", "before_total", "after_articles", "after_total"), "int64")
    types |= dict.fromkeys(("before", "after", "difference", "low", "high", "p"), "float64") | {"exceeds": "bool"}
    return rows.astype(types)
