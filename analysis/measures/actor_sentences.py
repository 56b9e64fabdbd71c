"""The sentences that name an actor, one by one and by period: the evidence of every number about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.corrections.record import alias_sql
from analysis.measures import actor_names
from analysis.measures.actors import EXACT_SUM
from analysis.measures.periods import Period, complete
from analysis.measures.sentiment import NORMAL_95
from analysis.slice import ALL, Slice

COLUMNS = {
    "actor_id": "The actor's id",
    "name": "The actor's name",
    "article_id": "The article's id",
    "sentence_no": "Number of the sentence in the article, from 0",
    "published_at": "Time of publication in UTC; empty when undated",
    "outlet": "Who published it",
    "title": "Headline",
    "sentence": "The sentence",
    "voice": "quoted when at least half of it stands in a quotation, else reporter",
    "sentiment": "Compound of the sentence, -1 to 1; empty when not scored",
    "mentions": "Mentions of the actor in the sentence",
    "toward": "Sentiment toward the actor in the sentence: negative, neutral or positive; of several mentions the strongest",
    "toward_score": "P(positive) - P(negative) toward the actor, -1 to 1; the mean over its mentions in the sentence",
}
OVER_TIME_COLUMNS = {
    "period": "First day of the period (UTC)",
    "sentiment": "Mean compound of the sentences that name the slice's actors, -1 to 1, each sentence once",
    "low": "Lower end of its 95 % interval; empty below two articles",
    "high": "Upper end of its 95 % interval; empty below two articles",
    "sentences": "Scored sentences the mean is taken over",
    "toward": "Mean sentiment toward the actors over their mentions, -1 to 1",
    "toward_low": "Lower end of its 95 % interval; empty below two articles",
    "toward_high": "Upper end of its 95 % interval; empty below two articles",
    "mentions": "Mentions that mean is taken over",
    "articles": "Articles that hold them",
}
Order = Literal["latest", "negative", "positive", "toward-negative", "toward-positive"]
# What sentences are listed by; ties and sentences without a value go by time.
ORDERS: dict[Order, str] = {
    "latest": "",
    "negative": "l.sentiment NULLS LAST, ",
    "positive": "l.sentiment DESC NULLS LAST, ",
    "toward-negative": "l.toward_score NULLS LAST, ",
    "toward-positive": "l.toward_score DESC NULLS LAST, ",
}
NAME_COLUMNS = {"actor_id": "The actor's id", **actor_names.COLUMNS}
_TEXTS = ("actor_id", "name", "article_id", "outlet", "title", "sentence", "voice", "toward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How often an actor is named: its mentions, the sentences that hold them, and the articles that hold those."""

    mentions: int
    sentences: int
    articles: int


def naming(
    corpus: Corpus,
    slice_: Slice = ALL,
    *,
    actor_id: str | None = None,
    beside: str | None = None,
    alias: str | None = None,
    first: int = 0,
    count: int | None = None,
    order: Order = "latest",
) -> pd.DataFrame:
    """Return the sentences that name an actor, a row for each sentence and actor, the latest first, undated last.

    Args:
        corpus, slice_: The articles they stand in.
        actor_id: The actor; None for each actor of the slice, or for all where the slice names none.
        beside: Only sentences that name this actor too.
        alias: Only sentences that name it by this name, as ``actor_names`` lists it; other mentions do not count then.
        first, count: Which of the rows; None for all.
        order: What stands first instead of the latest: the most negative or positive sentences, or those most so toward the actor.

    Returns:
        The columns of ``COLUMNS``. The sum of ``mentions`` over all rows is the actor's mentions in the slice.
    """
    wheres, values = _conditions(slice_, actor_id, beside, alias)
    by = f"{ORDERS[order]}l.published_at DESC NULLS LAST, l.article_id, l.sentence_no, l.actor_id"
    rows = corpus.query(
        f""", hit AS (SELECT actor_id, min(name) AS name, article_id, sentence_no, count(*) AS mentions, any_value(sentiment) AS sentiment,
                             max_by(toward, abs(toward_score)) AS toward,
                             {EXACT_SUM.format("toward_score")} / nullif(count(toward_score), 0) AS toward_score
                      FROM mentions JOIN chosen USING (article_id) {wheres} GROUP BY actor_id, article_id, sentence_no),
            dated AS (SELECT hit.*, published_at FROM hit JOIN articles USING (article_id)),
            listed AS (SELECT l.* FROM dated l ORDER BY {by} {_limit(first, count)})
            SELECT l.*, outlet, title, substring(a.text, s.start + 1, s."end" - s.start) AS sentence, s.voice
            FROM listed l JOIN articles a USING (article_id) JOIN sentences s USING (article_id, sentence_no)
            ORDER BY {by}""",
        values,
        slice_=slice_,
    )
    return rows.astype(dict.fromkeys(_TEXTS, "str")).assign(published_at=_utc(rows["published_at"]))[list(COLUMNS)]


def counted(corpus: Corpus, slice_: Slice = ALL, *, actor_id: str, beside: str | None = None, alias: str | None = None) -> Named:
    """Return how many mentions of an actor ``naming`` lists."""
    wheres, values = _conditions(slice_, actor_id, beside, alias)
    row = corpus.query(
        f"""SELECT count(*) AS mentions, count(DISTINCT (article_id, sentence_no)) AS sentences, count(DISTINCT article_id) AS articles
            FROM mentions JOIN chosen USING (article_id) {wheres}""",
        values,
        slice_=slice_,
    ).iloc[0]
    return Named(mentions=int(row["mentions"]), sentences=int(row["sentences"]), articles=int(row["articles"]))


def names(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return under which names each of the slice's actors goes, and how often: ``actor_names`` of each, with the actor's id."""
    parts = [actor_names.names(corpus, actor_id, slice_).assign(actor_id=actor_id) for actor_id in slice_.actors]
    empty = pd.DataFrame({name: pd.Series(dtype="int64" if name in ("mentions", "articles") else "str") for name in NAME_COLUMNS})
    return pd.concat(parts, ignore_index=True)[list(NAME_COLUMNS)] if parts else empty


def in_context(corpus: Corpus, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return rows of ``naming`` with the sentences before and after each: columns before and after, empty at an article's ends."""
    around = corpus.query(
        """, asked AS (SELECT unnest(?::VARCHAR[]) AS article_id, unnest(?::BIGINT[]) AS sentence_no),
             near AS (SELECT k.article_id, k.sentence_no, s.sentence_no - k.sentence_no AS away,
                             substring(a.text, s.start + 1, s."end" - s.start) AS words
                      FROM asked k JOIN sentences s ON s.article_id = k.article_id AND abs(s.sentence_no - k.sentence_no) = 1
                      JOIN articles a ON a.article_id = k.article_id)
             SELECT article_id, sentence_no, max(words) FILTER (away = -1) AS before, max(words) FILTER (away = 1) AS after
             FROM near GROUP BY ALL""",
        _keys(sentences),
    )
    return sentences.merge(
        around.astype({"article_id": "str", "before": "str", "after": "str"}), on=["article_id", "sentence_no"], how="left"
    )


def names_in(corpus: Corpus, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return every mention in some sentences: article_id, sentence_no, start and end in the sentence, actor_id, name, type.

    Args:
        corpus: Where they stand.
        sentences: Rows with article_id and sentence_no, as ``naming`` gives them.
    """
    return corpus.query(
        """, asked AS (SELECT unnest(?::VARCHAR[]) AS article_id, unnest(?::BIGINT[]) AS sentence_no)
            SELECT article_id, sentence_no, m.start - s.start AS start, m."end" - s.start AS "end", actor_id, name, type
            FROM mentions m JOIN asked USING (article_id, sentence_no) JOIN sentences s USING (article_id, sentence_no)
            ORDER BY article_id, sentence_no, m.start""",
        _keys(sentences),
    )


def over_time(corpus: Corpus, slice_: Slice = ALL, period: Period = "week") -> pd.DataFrame:
    """Return the mean sentiment of the sentences that name the slice's actors, and toward them, by period; all actors where it names none.

    The mean is a ratio, sum of values over number of sentences, and sentences of one article are alike; so the interval is the
    ratio estimator's over articles as clusters (Cochran 1977, "Sampling Techniques", 9A), in the normal approximation.

    Returns:
        The columns of ``OVER_TIME_COLUMNS``; a period between two others that has no such sentence has 0 and no mean.
    """
    wheres, values = _conditions(slice_, None, None, None)
    rows = corpus.query(
        f""", hit AS (SELECT article_id, sentence_no, any_value(CAST(round(sentiment * 1e6) AS BIGINT)) AS felt,
                             count(toward_score) AS mentions, sum(CAST(round(toward_score * 1e6) AS BIGINT)) AS toward
                      FROM mentions JOIN chosen USING (article_id) {wheres} GROUP BY article_id, sentence_no),
            cluster AS (SELECT date_trunc('{period}', published_at) AS period, sum(felt) / 1e6 AS s, count(felt) AS n,
                               sum(toward) / 1e6 AS t, sum(mentions) AS m
                        FROM hit JOIN articles USING (article_id) WHERE published_at IS NOT NULL GROUP BY article_id, published_at)
            SELECT period, s, n::DOUBLE AS n, t, m::DOUBLE AS m FROM cluster ORDER BY period, s, n, t, m""",
        values,
        slice_=slice_,
    )
    clusters = rows.assign(period=_utc(rows["period"]))
    sentiment = ratio(clusters, "period", "s", "n").rename(columns={"mean": "sentiment", "weight": "sentences"})
    toward_names = {"mean": "toward", "low": "toward_low", "high": "toward_high", "weight": "mentions"}
    toward = ratio(clusters, "period", "t", "m").rename(columns=toward_names).drop(columns="articles")
    joined = sentiment.merge(toward, on="period")
    joined = complete(joined, joined["period"], period)
    counts = {name: joined[name].fillna(0).astype("int64") for name in ("sentences", "mentions", "articles")}
    return joined.assign(**counts)[list(OVER_TIME_COLUMNS)]


def ratio(clusters: pd.DataFrame, key: str, value: str, weight: str) -> pd.DataFrame:
    """Return the ratio of two sums over articles for each value of a key, with its interval as in ``over_time``.

    Args:
        clusters: A row an article.
        key: Column with what the articles belong to, such as a period.
        value, weight: Columns with an article's part of either sum.

    Returns:
        The key, mean, low, high, weight, and articles: those whose weight is above 0.
    """
    v, w = clusters[value].astype("float64").fillna(0.0), clusters[weight].astype("float64")
    squares = clusters[[key]].assign(v=v, w=w, vv=v * v, vw=v * w, ww=w * w, articles=(w > 0).astype("int64"))
    sums = squares.groupby(key, as_index=False, dropna=False).sum()
    some = sums["w"].where(sums["w"] > 0)
    several = sums["articles"].where(sums["articles"] > 1)
    mean = sums["v"] / some
    spread = (sums["vv"] - 2 * mean * sums["vw"] + mean * mean * sums["ww"]).clip(lower=0)
    error: pd.Series = NORMAL_95 * (spread * several / (several - 1)) ** 0.5 / some
    return sums[[key, "articles"]].assign(mean=mean, low=mean - error, high=mean + error, weight=sums["w"])


def _conditions(slice_: Slice, actor_id: str | None, beside: str | None, alias: str | None) -> tuple[str, list[object]]:
    """Return the WHERE clause over ``mentions`` and its parameters."""
    wheres: list[str] = []
    values: list[object] = []
    asked = (actor_id,) if actor_id else slice_.actors
    if asked:
        wheres.append("list_contains(?, actor_id)")
        values.append(list(asked))
    if beside:
        wheres.append("(article_id, sentence_no) IN (SELECT (article_id, sentence_no) FROM mentions WHERE actor_id = ?)")
        values.append(beside)
    if alias:
        wheres.append(f"{alias_sql('surface')} = ?")
        values.append(alias)
    return ("WHERE " + " AND ".join(wheres)) if wheres else "", values


def _keys(sentences: pd.DataFrame) -> list[object]:
    keys = sentences[["article_id", "sentence_no"]].drop_duplicates()
    return [keys["article_id"].tolist(), keys["sentence_no"].tolist()]


def _limit(first: int, count: int | None) -> str:
    return "" if count is None else f"LIMIT {count:d} OFFSET {first:d}"


def _utc(times: pd.Series) -> pd.Series:
    converted: pd.Series = pd.to_datetime(times, utc=True).astype("datetime64[us, UTC]")
    return converted
