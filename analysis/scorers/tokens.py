"""Sentences as arrays of tokens: each distinct token is looked up once, and what VADER's rules need to know of it is a row of a table.

It knows which words VADER's rules look for, not what they do with them.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SEPARATOR: Final = 0  # number of the row of the token between sentences
PLAIN: Final = 1  # number of the row of a word that means nothing to the rules
WORDS_BEFORE: Final = 3  # words before a word that the rules look at
WORDS_AFTER: Final = 2  # and after it
EXCLAMATION: Final = 0.292  # vaderSentiment._amplify_ep, up to four
QUESTION: Final = 0.18  # vaderSentiment._amplify_qm, two or three; more give QUESTIONS_MOST
QUESTIONS_MOST: Final = 0.96
EMOTICON_MAX: Final = 2  # vaderSentiment._strip_punc_if_word: what is left of an emoticon
_SEPARATOR: Final = "\0"  # a token of its own between sentences
_GLUE: Final = f" {_SEPARATOR} "
_INERT: Final = "\ue000"  # stands in for a separator that a sentence holds itself
# What str.split() cuts at; a test holds the two lists to it.
NARROW_SPACES: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f "
WIDE_SPACES: Final = "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_IS_SPACE: Final = np.isin(np.arange(256), [ord(space) for space in NARROW_SPACES])
NGRAM_BOOSTERS: Final = {tuple(phrase.split()): scalar for phrase, scalar in BOOSTER_DICT.items() if " " in phrase}
IDIOMS: Final = {tuple(phrase.split()): float(value) for phrase, value in SPECIAL_CASES.items() if " " in phrase}
_WORDS: Final = ["never", "so", "this", "without", "doubt", "no", "or", "nor", "at", "very", "least", "but", "kind", "of"]
RULE_WORDS: Final = {
    word: number
    for number, word in enumerate(dict.fromkeys([*_WORDS, *(w for phrase in (*IDIOMS, *NGRAM_BOOSTERS) for w in phrase)]), start=1)
}


class Row(NamedTuple):
    """What the rules need to know of a token; tokens that are alike share a row.

    Attributes:
        value: Lexicon value, 0 where it has none.
        known: It stands in the lexicon, be it with value 0.
        hit: It is known and no booster, so the rules give it a value.
        booster: What it adds to the word after it; 0 when it is no booster.
        negates: It turns the words after it.
        upper: All its letters are capitals.
        word: Number of the word in the rules' own small list, 0 for others.
        emoji: It holds an emoji that has to be spelled out first.
        marks: What a reader of names has noted on it; the rules do not look at it.
    """

    value: float
    known: bool
    hit: bool
    booster: float
    negates: bool
    upper: bool
    word: int
    emoji: bool
    marks: int


PLAIN_ROW: Final = Row(0.0, False, False, 0.0, False, False, 0, False, 0)
SEPARATOR_ROW: Final = PLAIN_ROW._replace(word=-1)  # equal to no other row
_NEGATE: Final = frozenset(NEGATE)
_MODIFIERS: Final = frozenset({*BOOSTER_DICT, *_NEGATE, *RULE_WORDS})


class Vocabulary(dict[bytes, int]):
    """Token, as bytes with the white space after it -> number of its row. Filled in as tokens are met; it lives as long as one call."""

    def __init__(
        self,
        values: Mapping[str, float],
        *,
        read: Callable[[str], str] | None = None,
        mark: Callable[[str], int] | None = None,
    ) -> None:
        super().__init__()
        self._values = values
        self._telling = {*values, *_MODIFIERS}
        self._read = read or without_punctuation
        self._mark = mark
        self._rows: list[Row] = [SEPARATOR_ROW, PLAIN_ROW]
        self._numbers = {row: number for number, row in enumerate(self._rows)}
        self._plain: dict[tuple[bool, int], int] = {}

    def __missing__(self, token: bytes) -> int:
        text = str(token, "utf-8", "surrogatepass").rstrip()
        word = self._read(text)
        lower = word.lower()
        if lower not in self._telling and "n't" not in lower and text != _SEPARATOR and (text.isascii() or not _has_emoji(text)):
            # Most words mean nothing to the rules, so no row is built for each.
            shape = (word.isupper(), self._mark(text) if self._mark else 0)
            number = self._plain.get(shape, -1)
            if number < 0:
                number = self._plain[shape] = self._number(PLAIN_ROW._replace(upper=shape[0], marks=shape[1]))
        else:
            number = self._number(self._row(text, word, lower))
        self[token] = number
        return number

    def _number(self, row: Row) -> int:
        number = self._numbers.setdefault(row, len(self._rows))
        if number == len(self._rows):
            self._rows.append(row)
        return number

    def word(self, token: str) -> str:
        """Return a token as it is looked up, but for its capitals."""
        return self._read(token)

    def _row(self, token: str, word: str, lower: str) -> Row:
        if token == _SEPARATOR:
            return SEPARATOR_ROW
        value = self._values.get(lower)
        return Row(
            value=value or 0.0,
            known=value is not None,
            hit=value is not None and lower not in BOOSTER_DICT,
            booster=BOOSTER_DICT.get(lower, 0.0),
            negates=lower in _NEGATE or "n't" in lower,
            upper=word.isupper(),
            word=RULE_WORDS.get(lower, 0),
            emoji=_has_emoji(token),
            marks=self._mark(token) if self._mark else 0,
        )

    def table(self) -> Table:
        """Return the rows as arrays, one an attribute."""
        columns = [np.array(column) for column in zip(*self._rows, strict=True)]
        return Table(*columns)


class Table(NamedTuple):
    """The rows of a vocabulary, an array an attribute."""

    value: Floats
    known: Bools
    hit: Bools
    booster: Floats
    negates: Bools
    upper: Bools
    word: Ints
    emoji: Bools
    marks: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tokens of many sentences in one array.

    Attributes:
        rows: Row number of each token, with separators: three before the first sentence, one after each, two at the end.
        starts: Where each sentence's tokens begin in it.
        ends: One past where they end.
        emphases: What each sentence's exclamation and question marks add.
        table: The rows.
    """

    rows: npt.NDArray[np.int32]
    starts: Ints
    ends: Ints
    emphases: Floats
    table: Table


def spell_emoji(sentence: str) -> str:
    """Return a sentence with its emoji in words, spaced exactly as vaderSentiment spaces them."""
    names = _emoji_names()
    spaced = (" " if character in names and before != " " else "" for before, character in pairwise(" " + sentence))
    return "".join(space + names.get(character, character) for space, character in zip(spaced, sentence, strict=True))


def emoji_origins(sentence: str) -> list[int]:
    """Return for each character of the sentence with its emoji in words which character of the sentence it comes from."""
    origins: list[int] = []
    for at, character in enumerate(sentence):
        name = _emoji_names().get(character)
        if name is not None and at > 0 and sentence[at - 1] != " ":
            origins.append(at)
        origins.extend([at] * len(name or " "))
    return origins


def read_batch(sentences: Sequence[str], vocabulary: Vocabulary, *, prepare: Callable[[str], str] = str) -> Batch:
    """Return the tokens of sentences as rows of a vocabulary, once prepared (which must keep every character's place).

    White space is found in the bytes of the whole batch at once, and each distinct token is then looked up once.
    """
    if not len(sentences):
        nowhere = np.zeros(0, np.int64)
        return Batch(
            rows=np.zeros(WORDS_BEFORE + WORDS_AFTER, np.int32),
            starts=nowhere,
            ends=nowhere,
            emphases=np.zeros(0),
            table=vocabulary.table(),
        )
    joined = prepare(_GLUE.join(sentences))
    if joined.count(_SEPARATOR) >= len(sentences):  # it is no mark, letter or space, so any other such character does as well
        joined = prepare(_GLUE.join(sentence.replace(_SEPARATOR, _INERT) for sentence in sentences))
    if not joined.isascii():
        for space in WIDE_SPACES:
            joined = joined.replace(space, " ")
    data = np.frombuffer(joined.encode("utf-8", "surrogatepass"), np.uint8)
    blank = np.append(True, _IS_SPACE[data])
    starts = np.flatnonzero(blank[:-1] & ~blank[1:])
    rows = np.zeros(WORDS_BEFORE + len(starts) + 1 + WORDS_AFTER, np.int32)
    rows[WORDS_BEFORE : WORDS_BEFORE + len(starts)] = _looked_up(data, starts, vocabulary)
    ends = WORDS_BEFORE + np.append(np.flatnonzero(rows[WORDS_BEFORE : WORDS_BEFORE + len(starts)] == SEPARATOR), len(starts))
    return Batch(rows=rows, starts=np.append(WORDS_BEFORE, ends[:-1] + 1), ends=ends, emphases=_emphases(data), table=vocabulary.table())


def _looked_up(data: npt.NDArray[np.uint8], starts: Ints, vocabulary: Vocabulary) -> npt.NDArray[np.int32]:
    """Return the row number of each token, given where tokens start; a token runs up to the next and takes its white space along."""
    if not len(starts):
        return np.zeros(0, np.int32)
    bounds = np.append(starts, len(data)).astype(np.int32)
    tokens = pa.BinaryArray.from_buffers(pa.binary(), len(starts), [None, pa.py_buffer(bounds), pa.py_buffer(data)])
    distinct = tokens.dictionary_encode()
    words = distinct.dictionary.to_pylist()
    numbers = np.fromiter(map(vocabulary.__getitem__, words), np.int32, len(words))
    return np.asarray(numbers[distinct.indices.to_numpy()])


def _emphases(data: npt.NDArray[np.uint8]) -> Floats:
    """Return what the exclamation and question marks of each sentence add to its sum."""
    ends = np.append(np.flatnonzero(data == ord(_SEPARATOR)), len(data))

    def number(mark: str) -> Ints:
        before = np.searchsorted(np.flatnonzero(data == ord(mark)), ends)
        return np.diff(before, prepend=0)

    exclaimed, asked = np.minimum(number("!"), 4) * EXCLAMATION, number("?")
    return exclaimed + np.where(asked < 2, 0.0, np.where(asked <= 3, asked * QUESTION, QUESTIONS_MOST))


def without_punctuation(token: str) -> str:
    """Return a token without the punctuation around it, unless hardly more than an emoticon would be left."""
    stripped = token.strip(string.punctuation)
    return token if len(stripped) <= EMOTICON_MAX else stripped


def _has_emoji(token: str) -> bool:
    return not _emoji_names().keys().isdisjoint(token)


@cache
def _emoji_names() -> dict[str, str]:
    return {emoji: name for emoji, name in SentimentIntensityAnalyzer().emojis.items() if len(emoji) == 1}
