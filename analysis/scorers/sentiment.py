"""Sentiment of sentences and of texts, and the words it comes from.

The sentence is the unit: a text is the mean of its sentences. Word values come from a lexicon, rules from VADER; which actors a sentence
names it is told.
"""

from __future__ import annotations

import math
import re
import string
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis import text
from analysis.scorers import names as name_words
from analysis.scorers import tokens, vader
from analysis.scorers.lexicon import Lexicon, load_lexicon, news_lexicon, vader_lexicon

__all__ = [
    "NEGATIVE_TO",
    "POSITIVE_FROM",
    "Lexicon",
    "explain",
    "load_lexicon",
    "news_lexicon",
    "score_sentences",
    "score_texts",
    "vader_lexicon",
]

POSITIVE_FROM: Final = 0.05  # a sentence is positive from this compound on: the convention of VADER's authors
NEGATIVE_TO: Final = -0.05  # and negative up to this one
CHUNK_CHARACTERS: Final = 4_000_000  # read at a time: about 25,000 news sentences, some 100 MB of tokens

LexiconName = Literal["news", "vader"]
Spans = Sequence[tuple[int, int]]

_SCORES: Final = ("negative", "neutral", "positive", "compound")
_EXPLAINED: Final = {
    "start": "int64",
    "end": "int64",
    "word": "str",
    "vader": "float64",
    "value": "float64",
    "after": "float64",
    "rules": "str",
}


class _Explained(NamedTuple):
    start: int
    end: int
    word: str
    vader: float | None
    value: float
    after: float
    rules: str


class _Reading(NamedTuple):
    """A batch as it was read, which tokens were taken for names, and the words that carry a value."""

    batch: tokens.Batch
    masked: tokens.Ints
    hits: vader.Hits


def score_sentences(
    sentences: Sequence[str],
    *,
    lexicon: LexiconName | Lexicon = "news",
    names: Sequence[Spans] | None = None,
) -> pd.DataFrame:
    """Return the sentiment of each sentence.

    Args:
        sentences: Sentences in any number; a missing one counts as empty.
        lexicon: "news", "vader" (exactly what vaderSentiment gives), or a list of one's own.
        names: For each sentence the half-open character spans of names in it; words inside them carry no value. "vader" ignores them.

    Returns:
        A row a sentence, in order: negative, neutral, positive (VADER's proportions of words, 0 to 1) and compound (-1 to 1).
        An empty sentence scores 0 everywhere.
    """
    chosen = _chosen(lexicon)
    bodies = list(sentences)
    if set(map(type, bodies)) - {str}:
        bodies = [sentence if isinstance(sentence, str) else "" for sentence in bodies]
    spans = names if names is not None and chosen.for_news else None
    vocabulary = _vocabulary(chosen)
    parts = [
        _scores(bodies[start:end], None if spans is None else spans[start:end], vocabulary, chosen.for_news)
        for start, end in _chunks(bodies)
    ]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in _SCORES})
    return pd.DataFrame({name: np.concatenate([getattr(part, name) for part in parts]) for name in _SCORES})


def score_texts(texts: Sequence[str], *, lexicon: LexiconName | Lexicon = "news") -> pd.DataFrame:
    """Return the sentiment of each text: the mean of its sentences.

    Args:
        texts: Texts in any number; a missing one counts as empty.
        lexicon: As for sentences.

    Returns:
        A row a text, in order: sentences (their number), negative, neutral, positive (shares of its sentences with compound of at most
        -0.05, in between, and of at least +0.05) and sentiment (mean compound, -1 to 1). A text without sentences has 0 and no values.
    """
    bodies = [body if isinstance(body, str) else "" for body in texts]
    spans = [text.split_sentences(body) for body in bodies]
    sentences = [body[start:end] for body, cut in zip(bodies, spans, strict=True) for start, end in cut]
    compound = score_sentences(sentences, lexicon=lexicon)["compound"].to_numpy()
    counts = np.array([len(cut) for cut in spans], np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    some = np.where(counts > 0, counts, np.nan)
    negative, positive = compound <= NEGATIVE_TO, compound >= POSITIVE_FROM

    def mean(values: np.ndarray) -> tokens.Floats:
        return np.asarray(np.bincount(owner, values, len(counts)) / some)

    return pd.DataFrame(
        {
            "sentences": counts,
            "negative": mean(negative),
            "neutral": mean(~negative & ~positive),
            "positive": mean(positive),
            "sentiment": mean(compound),
        }
    )


def explain(sentence: str, *, lexicon: LexiconName | Lexicon = "news", names: Spans = ()) -> pd.DataFrame:
    """Return the words a sentence's score comes from.

    Args:
        sentence: One sentence.
        lexicon: As for sentences.
        names: Half-open character spans of names in it.

    Returns:
        A row for each word that carries a value or would carry one, in order: start, end (in the sentence), word, vader (its value
        there, missing where VADER does not know it), value (its value in this lexicon), after (what it adds once the rules have run) and
        rules (which of them changed it, separated by "; "). Exclamation and question marks that count have a row of their own.
        With S the sum of ``after``, compound is S / sqrt(S * S + 15).
    """
    chosen = _chosen(lexicon)
    vocabulary = _vocabulary(chosen)
    spelled, origins = tokens.spell_emoji(sentence), tokens.emoji_origins(sentence)
    reading = _read([spelled], [_moved(sentence, names)], vocabulary, chosen.for_news)
    prepared = name_words.prepare(spelled) if chosen.for_news else spelled
    words = list(_explained(prepared, reading, vocabulary, chosen))
    rows = [*words, *_explained_marks(prepared, float(reading.batch.emphases[0]), sum(row.after for row in words))]
    spans = [(origins[row.start], origins[row.end - 1] + 1) for row in rows]
    placed = [row._replace(start=start, end=end, word=sentence[start:end]) for row, (start, end) in zip(rows, spans, strict=True)]
    return pd.DataFrame(placed, columns=list(_EXPLAINED)).astype(_EXPLAINED).sort_values("start", kind="stable", ignore_index=True)


def _chosen(lexicon: LexiconName | Lexicon) -> Lexicon:
    if isinstance(lexicon, Lexicon):
        return lexicon
    return vader_lexicon() if lexicon == "vader" else news_lexicon()


def _vocabulary(lexicon: Lexicon) -> tokens.Vocabulary:
    if not lexicon.for_news:
        return tokens.Vocabulary(lexicon.values)
    values = lexicon.values

    def read(token: str) -> str:
        word = tokens.without_punctuation(token)
        if not word.endswith("'s") or word.lower() in values:
            return word
        return word[:-2] if word[:-2].lower() in values else word

    return tokens.Vocabulary(values, read=read, mark=name_words.mark)


def _chunks(bodies: Sequence[str]) -> list[tuple[int, int]]:
    """Return runs of sentences of about the same number of characters, as half-open spans."""
    last = np.cumsum(list(map(len, bodies)), dtype=np.int64)
    inner = np.searchsorted(last, np.arange(0, last[-1] if len(last) else 0, CHUNK_CHARACTERS))
    # The first cut is 0 even where all sentences are empty, and no character says so.
    return list(pairwise(np.unique([0, *inner, len(bodies)]).tolist()))


def _scores(bodies: Sequence[str], names: Sequence[Spans] | None, vocabulary: tokens.Vocabulary, for_news: bool) -> vader.Sums:
    reading = _read(bodies, names, vocabulary, for_news)
    batch = reading.batch
    sums = vader.add_up(reading.hits, batch)
    spelled = np.unique(np.searchsorted(batch.ends, np.flatnonzero(batch.table.emoji[batch.rows]), side="right"))
    if not len(spelled):
        return sums
    with_emoji = [bodies[number] for number in spelled.tolist()]
    moved = None if names is None else [_moved(body, names[number]) for body, number in zip(with_emoji, spelled.tolist(), strict=True)]
    again = _scores([tokens.spell_emoji(body) for body in with_emoji], moved, vocabulary, for_news)
    for whole, part in zip(sums, again, strict=True):
        whole[spelled] = part
    return sums


def _read(bodies: Sequence[str], names: Sequence[Spans] | None, vocabulary: tokens.Vocabulary, for_news: bool) -> _Reading:
    if not for_news:
        batch = tokens.read_batch(bodies, vocabulary)
        return _Reading(batch, np.zeros(0, np.int64), vader.find_hits(batch))
    batch = tokens.read_batch(bodies, vocabulary, prepare=name_words.prepare)
    masked = name_words.by_capitals(batch)
    if names is not None:
        masked = np.union1d(masked, name_words.by_spans(bodies, names, batch))
    rows = batch.rows.copy()
    rows[masked] = tokens.PLAIN
    return _Reading(batch, masked, vader.find_hits(replace(batch, rows=rows)))


def _moved(sentence: str, spans: Spans) -> list[tuple[int, int]]:
    """Return spans where they stand once the sentence's emoji are spelled out."""
    origins = tokens.emoji_origins(sentence)
    return [(bisect_left(origins, start), bisect_left(origins, end)) for start, end in spans]


def _explained(sentence: str, reading: _Reading, vocabulary: tokens.Vocabulary, lexicon: Lexicon) -> Iterator[_Explained]:
    first = int(reading.batch.starts[0])
    hits = reading.hits
    numbers = {at - first: number for number, at in enumerate(hits.at.tolist())}
    touched = {number: row for row, number in enumerate(hits.touched.tolist())}
    masked = {at - first for at in reading.masked.tolist()}
    for place, token in enumerate(re.finditer(r"\S+", sentence)):
        key = vocabulary.word(token.group()).lower()
        known = vader_lexicon().values.get(key)
        if known is None and key not in lexicon.values:
            continue
        number = numbers.get(place)
        acted = [] if number is None else _acted(hits, number, touched.get(number))
        start, end = _core(token)
        yield _Explained(
            start=start,
            end=end,
            word=sentence[start:end],
            vader=known,
            value=lexicon.values.get(key, 0.0),
            after=0.0 if number is None else float(hits.values[number]),
            rules="; ".join(dict.fromkeys(["masked name"] if place in masked else acted)),
        )


def _acted(hits: vader.Hits, number: int, touched: int | None) -> list[str]:
    """Return the rules that changed the value of a hit, in order."""
    stages = hits.stages if touched is not None else ()
    acted = [now.rule for then, now in pairwise(stages) if then.values[touched] != now.values[touched]]
    return [*acted, "but"] if hits.before_but[number] != hits.values[number] else acted


def _explained_marks(sentence: str, added: float, total: float) -> Iterator[_Explained]:
    """Yield what the exclamation and question marks add, at the first and last of them."""
    if added and total:
        marks = [at for at, character in enumerate(sentence) if character in "!?"]
        signed = math.copysign(added, total)
        yield _Explained(
            start=marks[0],
            end=marks[-1] + 1,
            word="".join(sentence[at] for at in marks),
            vader=None,
            value=0.0,
            after=signed,
            rules="exclamation",
        )


def _core(token: re.Match[str]) -> tuple[int, int]:
    """Return where a token stands without the punctuation around it, as the scorer reads it."""
    straight = text.straighten(token.group())
    word = tokens.without_punctuation(straight)
    start = token.start() + (len(straight) - len(straight.lstrip(string.punctuation)) if word != straight else 0)
    return start, start + len(word)
