"""Two slices against each other: tone, length, topics and actors, and which of the differences exceed noise.

The intervals assume two separate samples. So an article that is in both slices counts in the smaller one alone (where they are of one size: in the
first), and how many there are is said. An outlet against all articles is thereby that outlet against all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures.actors import articles_naming
from analysis.measures.sentiment import NORMAL_95
from analysis.measures.topics import articles_about
from analysis.slice import ALL, NO_TOPIC, UNCLASSIFIED, Slice

Kind = Literal["articles", "sentiment", "negative", "words", "topic", "actor"]

COLUMNS = {
    "kind": "articles (how many there are), sentiment, negative, words (means over articles), topic or actor (shares of articles)",
    "id": "Topic id or actor id; else what is counted",
    "name": "Name of the topic or actor, or of what is counted",
    "a": "Mean or share in the first slice",
    "a_low": "Lower end of its 95 % interval",
    "a_high": "Upper end of its 95 % interval",
    "a_n": "Articles of the first slice that the mean is over, or that the share is of",
    "a_total": "Articles of the first slice that were compared; for topics and actors those in English, the only ones read for them",
    "b": "Mean or share in the second slice",
    "b_low": "Lower end of its 95 % interval",
    "b_high": "Upper end of its 95 % interval",
    "b_n": "Articles of the second slice that the mean is over, or that the share is of",
    "b_total": "Articles of the second slice that were compared; for topics and actors those in English",
    "difference": "a - b",
    "low": "Lower end of the interval of the difference: Newcombe 1998 for shares, Welch 1947 for means; empty where too few articles carry it",
    "high": "Upper end of it",
    "confidence": "Level of that interval: 0.95, and more where many topics or actors are compared (Benjamini and Yekutieli 2005)",
    "exceeds": "Whether the difference exceeds noise: the interval excludes 0 (for topics and actors: Benjamini and Hochberg 1995 at 5 %)",
}
_NAMES = {"sentiment": "Mean sentiment", "negative": "Share of negative sentences", "words": "Words an article"}
_TEXT = ("kind", "id", "name")
_MEANS = """count(*) AS articles, count(*) FILTER (language = 'en') AS english, count(*) - count(DISTINCT copy_group) AS copies,
    count(sentiment) AS sentiment_n, avg(sentiment ORDER BY article_id) AS sentiment, stddev_samp(sentiment ORDER BY article_id) AS sentiment_deviation,
    count(negative_share) AS negative_n, avg(negative_share ORDER BY article_id) AS negative,
    stddev_samp(negative_share ORDER BY article_id) AS negative_deviation,
    count(*) AS words_n, avg(words ORDER BY article_id) AS words, stddev_samp(words ORDER BY article_id) AS words_deviation"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Two slices made separate.

    Attributes:
        a, b: Articles of each slice as it is asked for.
        both: The articles that are in both, sorted.
        smaller: The slice in which those count.
    """

    a: int
    b: int
    both: tuple[str, ...]
    smaller: Literal["a", "b"]

    def left_out(self, side: Literal["a", "b"]) -> tuple[str, ...]:
        """Return the articles that do not count in one of them, because they count in the other."""
        return () if side == self.smaller else self.both


def sides(corpus: Corpus, a: Slice, b: Slice) -> Sides:
    """Return how two slices overlap, and which of them keeps what they share."""
    first, second = (corpus.query("SELECT article_id FROM chosen", slice_=one)["article_id"].tolist() for one in (a, b))
    both = tuple(sorted(set(first) & set(second)))
    return Sides(a=len(first), b=len(second), both=both, smaller="a" if len(first) <= len(second) else "b")


def compared(corpus: Corpus, a: Slice = ALL, b: Slice | None = None) -> pd.DataFrame:
    """Return what two slices differ in.

    Args:
        corpus: What both are of.
        a, b: The slices. Without a second one, all articles, which is: all that are not in the first.

    Returns:
        The columns of ``COLUMNS``, by kind, the largest differences first. Topics and actors that fewer than ``noise.FEWEST`` articles of both
        slices together have are left out, and so are those that a slice is chosen by. Where a slice is empty there are no topics and actors, where
        both are there is nothing.
    """
    second = ALL if b is None else b
    split = sides(corpus, a, second)
    found = [_side(corpus, one, split.left_out(side)) for one, side in ((a, "a"), (second, "b"))]  # type: ignore[arg-type]  # literals
    numbers, topics, actors = zip(*found, strict=True)
    parts = [
        _counts(split, *numbers),
        *(_means(kind, *numbers) for kind in _NAMES),
        _shares("topic", *topics, *numbers, without={*a.topics, *second.topics}),
        _shares("actor", *actors, *numbers, without={*a.actors, *second.actors}),
    ]
    rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
    rows = rows if split.a or split.b else rows.head(0)
    return rows.astype(dict.fromkeys(_TEXT, "str"))[list(COLUMNS)]


def behind(corpus: Corpus, a: Slice, b: Slice, kind: Kind, id_: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the articles of each slice behind a row: those about a topic or naming an actor, else all that were compared."""
    split = sides(corpus, a, b)

    def ids(slice_: Slice) -> frozenset[str]:
        if kind == "topic":
            return articles_about(corpus, id_, slice_)
        if kind == "actor":
            return articles_naming(corpus, [id_], slice_)
        return frozenset(corpus.query("SELECT article_id FROM chosen", slice_=slice_)["article_id"])

    return ids(a) - set(split.left_out("a")), ids(b) - set(split.left_out("b"))


def _side(corpus: Corpus, slice_: Slice, left_out: Sequence[str]) -> tuple[pd.Series, pd.DataFrame, pd.DataFrame]:
    """Return the numbers of a slice, and how many of its articles have each topic and name each actor."""
    parameters = [list(left_out)] if left_out else []
    without = "WHERE article_id NOT IN (SELECT unnest(?::VARCHAR[]))" if left_out else ""
    kept = f", kept AS MATERIALIZED (SELECT article_id FROM chosen {without})"

    def query(sql: str) -> pd.DataFrame:
        return corpus.query(f"{kept} {sql}", parameters, slice_=slice_)

    numbers = query(f"SELECT {_MEANS} FROM articles JOIN kept USING (article_id)").iloc[0]
    topics = query(
        f"""SELECT topic_id AS id, min(name) AS name, count(*) AS n FROM topics JOIN kept USING (article_id) GROUP BY topic_id
            UNION ALL SELECT '{UNCLASSIFIED}', '{NO_TOPIC}', count(*) FROM articles JOIN kept USING (article_id)
            WHERE language = 'en' AND article_id NOT IN (SELECT article_id FROM topics) ORDER BY 1"""
    )
    actors = query(
        """SELECT actor_id AS id, min(name) AS name, count(DISTINCT article_id) AS n FROM mentions JOIN kept USING (article_id)
           GROUP BY actor_id ORDER BY 1"""
    )
    return numbers, topics, actors


def _counts(split: Sides, a: pd.Series, b: pd.Series) -> pd.DataFrame:
    """Return how many articles there are, were compared, are in both slices, in English and copies."""
    names = {
        "compared": ("Articles compared", a["articles"], b["articles"]),
        "both": ("Articles in both slices", len(split.both), len(split.both)),
        "english": ("Articles in English", a["english"], b["english"]),
        "copies": ("Articles that repeat another of their slice", a["copies"], b["copies"]),
    }
    rows = pd.DataFrame(
        [("articles", id_, name, int(of_a), int(of_b)) for id_, (name, of_a, of_b) in names.items()], columns=[*_TEXT, "a_n", "b_n"]
    )
    whole = rows["id"].isin(["compared", "both"])
    totals = {
        f"{side}_total": np.where(whole, asked, int(number["articles"])) for side, asked, number in (("a", split.a, a), ("b", split.b, b))
    }
    rows = rows.assign(**totals)
    a_share, b_share = (rows[f"{side}_n"] / rows[f"{side}_total"].where(rows[f"{side}_total"] > 0) for side in ("a", "b"))
    return _filled(rows.assign(a=a_share, b=b_share, difference=a_share - b_share))


def _means(kind: str, a: pd.Series, b: pd.Series) -> pd.DataFrame:
    """Return the row of a mean."""
    samples = [
        noise.Sample(**{to: np.array([number[of]], dtype="float64") for to, of in (("mean", kind), ("deviation", f"{kind}_deviation"), ("n", f"{kind}_n"))})
        for number in (a, b)
    ]  # fmt: skip
    verdict = noise.of_means(*samples)
    row: dict[str, object] = {"kind": kind, "id": kind, "name": _NAMES[kind]}
    for side, sample, number in zip("ab", samples, (a, b), strict=True):
        reach = NORMAL_95 * sample.deviation / np.sqrt(np.where(sample.n > 1, sample.n, np.nan))
        row |= {side: sample.mean, f"{side}_low": sample.mean - reach, f"{side}_high": sample.mean + reach}
        row |= {f"{side}_n": int(sample.n[0]), f"{side}_total": int(number["articles"])}
    return _judged(pd.DataFrame(row | {"difference": samples[0].mean - samples[1].mean}), verdict)


def _shares(kind: str, a: pd.DataFrame, b: pd.DataFrame, a_numbers: pd.Series, b_numbers: pd.Series, *, without: set[str]) -> pd.DataFrame:
    """Return a row for each topic or actor."""
    merged = a.merge(b, on="id", how="outer", suffixes=("_a", "_b")).sort_values("id")
    rows = pd.DataFrame(
        {
            "kind": kind, "id": merged["id"], "name": merged["name_a"].fillna(merged["name_b"]), "a_n": merged["n_a"].fillna(0).astype("int64"),
            "b_n": merged["n_b"].fillna(0).astype("int64"), "a_total": int(a_numbers["english"]), "b_total": int(b_numbers["english"]),
        }
    )  # fmt: skip
    enough = (rows["a_n"] + rows["b_n"] >= noise.FEWEST) & (rows["a_total"] > 0) & (rows["b_total"] > 0)
    rows = rows[enough & ~rows["id"].isin(without)]
    a_n, a_total, b_n, b_total = (rows[name].to_numpy("float64") for name in ("a_n", "a_total", "b_n", "b_total"))
    rows = rows.assign(a=a_n / a_total, b=b_n / b_total, difference=a_n / a_total - b_n / b_total)
    for side, n, total in (("a", a_n, a_total), ("b", b_n, b_total)):
        low, high = noise.share_interval(n, total)
        rows = rows.assign(**{f"{side}_low": low, f"{side}_high": high})
    judged = _judged(rows, noise.of_shares(a_n, a_total, b_n, b_total))
    # Equal differences in the order of ids.
    return (
        judged.assign(size=judged["difference"].abs().round(12)).sort_values(["size", "id"], ascending=[False, True]).drop(columns="size")
    )


def _judged(rows: pd.DataFrame, verdict: noise.Verdict) -> pd.DataFrame:
    confidence = np.where(np.isnan(verdict.low), np.nan, verdict.level)
    return rows.assign(low=verdict.low, high=verdict.high, confidence=confidence, exceeds=verdict.exceeds)[list(COLUMNS)]


def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with every column; intervals that they do not have are empty."""
    empty = [name for name in COLUMNS if name not in rows.columns and name != "exceeds"]
    return rows.assign(**dict.fromkeys(empty, np.nan), exceeds=False)[list(COLUMNS)]
