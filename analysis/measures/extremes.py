"""The most negative and the most positive articles and sentences of a slice: where to read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.scorers.sentiment import NEGATIVE_TO, POSITIVE_FROM
from analysis.slice import ALL, Slice

Voice = Literal["reporter", "quoted"]

LISTED = 20  # of each side; further down the values of neighbours hardly differ
FEW = 5  # sentences an article needs; the mean of fewer is the mood of one sentence

_SIDE = {"side": "negative or positive", "place": "Place in that list, from 1"}
_ARTICLE = {
    "article_id": "The article's id",
    "published_at": "Time of publication in UTC; empty when undated",
    "outlet": "Who published it",
    "title": "Headline",
}
ARTICLE_COLUMNS = {
    **_SIDE,
    **_ARTICLE,
    "sentiment": "Mean sentiment of the article's sentences, -1 to 1",
    "sentences": f"Sentences of the article; only articles of at least {FEW} are listed",
    "toned": "Sentences of the list's side: with compound of at most -0.05, or of at least +0.05",
    "copies": "Other articles of the slice with nearly the same text; only the earliest is listed",
    "sentence_no": "Number of its strongest sentence on that side, from 0",
    "voice": "quoted when at least half of that sentence stands in a quotation, else reporter",
    "compound": "Sentiment of that sentence, -1 to 1",
    "sentence": "That sentence",
    "candidates": "Articles of the slice that the list was chosen from, copies once",
}
SENTENCE_COLUMNS = {
    **_SIDE,
    **_ARTICLE,
    "sentence_no": "Number of the sentence in the article, from 0",
    "voice": "quoted when at least half of it stands in a quotation, else reporter",
    "compound": "Sentiment of the sentence, -1 to 1",
    "copies": "Further places of the slice with the same words; only the earliest is listed",
    "sentence": "The sentence",
    "candidates": "Scored sentences of the slice that the list was chosen from",
}
_TEXTS = ("side", "article_id", "outlet", "title", "voice", "sentence")
_WHOLE = ("place", "sentences", "toned", "copies", "sentence_no", "candidates")
# The sign turns the more negative into the larger, so that one order serves both sides.
_SIDES = ((-1, "negative", -NEGATIVE_TO), (1, "positive", POSITIVE_FROM))
_EARLIEST = "published_at NULLS LAST, article_id"


def articles(corpus: Corpus, slice_: Slice = ALL) -> pd.DataFrame:
    """Return the most negative and the most positive articles, each with its strongest sentence on that side.

    Of near copies the earliest stands for all. Articles of fewer than ``FEW`` sentences, and those that are neither negative nor positive on
    average, are not listed.

    Returns:
        The columns of ``ARTICLE_COLUMNS``, the negative ones first, the strongest of each side first; ties by id.
    """
    ranked = " UNION ALL ".join(
        f"""(SELECT '{side}' AS side, {sign} AS sign, row_number() OVER (ORDER BY {sign} * sentiment DESC, article_id) AS place, *
             FROM candidate WHERE {sign} * sentiment >= {least} ORDER BY place LIMIT {LISTED})"""
        for sign, side, least in _SIDES
    )
    rows = corpus.query(
        f""", grouped AS (SELECT article_id, published_at, outlet, title, sentiment, sentences, negative_share, positive_share,
                                 count(*) OVER (PARTITION BY copy_group) - 1 AS copies,
                                 row_number() OVER (PARTITION BY copy_group ORDER BY {_EARLIEST}) AS nth
                          FROM articles JOIN chosen USING (article_id) WHERE sentiment IS NOT NULL AND sentences >= {FEW}),
            candidate AS (SELECT *, count(*) OVER () AS candidates FROM grouped WHERE nth = 1),
            listed AS MATERIALIZED ({ranked}),
            strongest AS (SELECT article_id, sentence_no, voice, compound, start, "end" FROM sentences JOIN listed USING (article_id)
                          QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY sign * compound DESC, sentence_no) = 1)
            SELECT l.*, round(l.sentences * CASE WHEN sign < 0 THEN l.negative_share ELSE l.positive_share END) AS toned,
                   s.sentence_no, s.voice, s.compound, substring(a.text, s.start + 1, s."end" - s.start) AS sentence
            FROM listed l JOIN strongest s USING (article_id) JOIN articles a USING (article_id) ORDER BY sign, place""",
        slice_=slice_,
    )
    return _typed(rows, ARTICLE_COLUMNS)


def sentences(corpus: Corpus, slice_: Slice = ALL, voices: Sequence[str] = ()) -> pd.DataFrame:
    """Return the most negative and the most positive sentences.

    The same words count once, where they stand first: copies and stock phrases would fill the lists.

    Args:
        corpus, slice_: The articles they stand in.
        voices: Only sentences in these voices, reporter or quoted; empty for both.

    Returns:
        The columns of ``SENTENCE_COLUMNS``, the negative ones first, the strongest of each side first; ties by id.

    Raises:
        InputError: There is no such voice.
    """
    unknown = [voice for voice in voices if voice not in get_args(Voice)]
    if unknown:
        raise InputError(f"There is no voice {unknown[0]!r}. Voices: {', '.join(get_args(Voice))}.")
    spoken = "AND list_contains(?, voice)" if voices else ""
    # The same words have the same value, but for marks and names: what reaches as many different values as twice the list holds all of it.
    ends = ", ".join(
        f"""(SELECT coalesce({"max" if sign < 0 else "min"}(compound), {2 * sign}) FROM (
                SELECT compound FROM value WHERE {sign} * compound >= {least} ORDER BY {sign} * compound DESC LIMIT {2 * LISTED})) AS {side}_end"""
        for sign, side, least in _SIDES
    )
    rows = corpus.query(
        f""", value AS MATERIALIZED (SELECT compound, count(*) AS sentences FROM sentences JOIN chosen USING (article_id)
                                     WHERE compound IS NOT NULL {spoken} GROUP BY compound),
            ends AS MATERIALIZED (SELECT {ends}),
            near AS MATERIALIZED (SELECT article_id, sentence_no, voice, start, "end", compound, CASE WHEN compound < 0 THEN -1 ELSE 1 END AS sign
                                  FROM sentences JOIN chosen USING (article_id)
                                  WHERE (compound <= (SELECT negative_end FROM ends) OR compound >= (SELECT positive_end FROM ends)) {spoken}),
            told AS (SELECT n.*, CASE WHEN sign < 0 THEN 'negative' ELSE 'positive' END AS side, published_at, outlet, title,
                            substring(text, start + 1, "end" - start) AS sentence FROM near n JOIN articles USING (article_id)),
            worded AS (SELECT *, trim(regexp_replace(lower(sentence), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) AS words FROM told),
            once AS (SELECT *, count(*) OVER (PARTITION BY side, words) - 1 AS copies FROM worded
                     QUALIFY row_number() OVER (PARTITION BY side, words ORDER BY {_EARLIEST}, sentence_no) = 1)
            SELECT *, row_number() OVER (PARTITION BY side ORDER BY sign * compound DESC, article_id, sentence_no) AS place,
                   (SELECT sum(sentences) FROM value) AS candidates
            FROM once QUALIFY place <= {LISTED} ORDER BY sign, place""",
        [list(voices), list(voices)] if voices else [],
        slice_=slice_,
    )
    return _typed(rows, SENTENCE_COLUMNS)


def names_in(corpus: Corpus, rows: pd.DataFrame) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Return where the names stood in some sentences when they were scored: (article_id, sentence_no) -> spans counted in the sentence.

    These are the names before the analyst's corrections: only they were without feeling in the score.
    """
    asked = rows[["article_id", "sentence_no"]].drop_duplicates()
    found = corpus.query(
        """, asked AS (SELECT unnest(?::VARCHAR[]) AS article_id, unnest(?::BIGINT[]) AS sentence_no)
            SELECT article_id, sentence_no, m.start - s.start AS start, m."end" - s.start AS "end"
            FROM scored_mentions m JOIN asked USING (article_id, sentence_no) JOIN sentences s USING (article_id, sentence_no)
            ORDER BY ALL""",
        [asked["article_id"].tolist(), asked["sentence_no"].tolist()],
    )
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row in found.to_dict("records"):
        spans.setdefault((str(row["article_id"]), int(row["sentence_no"])), []).append((int(row["start"]), int(row["end"])))
    return spans


def _typed(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    published = pd.to_datetime(rows["published_at"], utc=True).astype("datetime64[us, UTC]")
    types = {**dict.fromkeys(_TEXTS, "str"), **dict.fromkeys(_WHOLE, "int64")}
    return rows.assign(published_at=published).astype({name: type_ for name, type_ in types.items() if name in columns})[list(columns)]
