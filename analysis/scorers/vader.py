"""VADER's rules over arrays of a whole batch: to the last digit what vaderSentiment gives, at a fraction of its time.

Words are looked up once per distinct token; the rules then run over the words that carry a value, with the three words before
and the two after them. It knows words and rules; what is a name, a headline or an article it is told or does not know.
Source: C. J. Hutto and E. E. Gilbert, VADER, ICWSM 2014, in the form of vaderSentiment 3.3.2, whose own tables it reads.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NORMAL_ALPHA: Final = 15  # vaderSentiment.normalize
SECOND_WORD: Final = 0.95  # sentiment_valence: a booster two words before
THIRD_WORD: Final = 0.9  # the same three words before
EMPHASIS: Final = 1.25  # _negation_check: "never so", "never this"
BEFORE_BUT: Final = 0.5  # _but_check
AFTER_BUT: Final = 1.5
EXCLAMATION: Final = 0.292  # _amplify_ep, up to four
QUESTION: Final = 0.18  # _amplify_qm, two or three; more give QUESTIONS_MOST
QUESTIONS_MOST: Final = 0.96
EMOTICON_MAX: Final = 2  # _strip_punc_if_word: what is left of an emoticon
NEAR_HALF: Final = 1e-6  # closer to a half than this, Python itself rounds

SEPARATOR: Final = 0  # number of the row of the token between sentences
PLAIN: Final = 1  # number of the row of a word that means nothing to the rules
_BEFORE: Final = 3  # words before a word that the rules look at
_AFTER: Final = 2  # and after it
_SEPARATOR: Final = "\0"  # a token of its own between sentences
_GLUE: Final = f" {_SEPARATOR} "
_INERT: Final = "\ue000"  # stands in for a separator that a sentence holds itself
_SPACES: Final = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
_WIDE_SPACES: Final = [space for space in _SPACES if not space.isascii()]
_IS_SPACE: Final = np.isin(np.arange(256), [ord(space) for space in _SPACES if space.isascii()])
_NGRAM_BOOSTERS: Final = {tuple(phrase.split()): scalar for phrase, scalar in BOOSTER_DICT.items() if " " in phrase}
_IDIOMS: Final = {tuple(phrase.split()): float(value) for phrase, value in SPECIAL_CASES.items() if " " in phrase}
_WORDS: Final = ["never", "so", "this", "without", "doubt", "no", "or", "nor", "at", "very", "least", "but", "kind", "of"]
_RULE_WORDS: Final = {
    word: number
    for number, word in enumerate(dict.fromkeys([*_WORDS, *(w for phrase in (*_IDIOMS, *_NGRAM_BOOSTERS) for w in phrase)]), start=1)
}
_RULE_WORD: Final = ("", *_RULE_WORDS)
# A word of each phrase that is rare enough to look for first.
_PHRASE_KEYS: Final = [
    _RULE_WORDS[word] for word in ["shit", "bomb", "ass", "stop", "yeah", "kiss", "die", "beating", "kind", "sort", "enough"]
]
_STIRRING: Final = [*_PHRASE_KEYS, *(_RULE_WORDS[word] for word in ["never", "so", "this", "without", "no", "least"])]


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
_MODIFIERS: Final = frozenset({*BOOSTER_DICT, *_NEGATE, *_RULE_WORDS})


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
            word=_RULE_WORDS.get(lower, 0),
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


class Stage(NamedTuple):
    """Values of the touched hits after a rule has run."""

    rule: str
    values: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The words of a batch that carry a value.

    Attributes:
        at: Where each stands among the batch's tokens, in order.
        sentence: Number of its sentence.
        touched: Which of them, by number, have a word near them that a rule looks at; the others keep the lexicon's value up to "but".
        stages: Values of the touched, first the lexicon's, then after each rule but "but".
        before_but: Values of all after these rules.
        values: Values of all after "but": those that are summed.
    """

    at: Ints
    sentence: Ints
    touched: Ints
    stages: tuple[Stage, ...]
    before_but: Floats
    values: Floats


class Sums(NamedTuple):
    """Scores of sentences, an array each, as vaderSentiment rounds them."""

    negative: Floats
    neutral: Floats
    positive: Floats
    compound: Floats


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
            rows=np.zeros(_BEFORE + _AFTER, np.int32), starts=nowhere, ends=nowhere, emphases=np.zeros(0), table=vocabulary.table()
        )
    joined = prepare(_GLUE.join(sentences))
    if joined.count(_SEPARATOR) >= len(sentences):  # it is no mark, letter or space, so any other such character does as well
        joined = prepare(_GLUE.join(sentence.replace(_SEPARATOR, _INERT) for sentence in sentences))
    if not joined.isascii():
        for space in _WIDE_SPACES:
            joined = joined.replace(space, " ")
    data = np.frombuffer(joined.encode("utf-8", "surrogatepass"), np.uint8)
    blank = np.append(True, _IS_SPACE[data])
    starts = np.flatnonzero(blank[:-1] & ~blank[1:])
    rows = np.zeros(_BEFORE + len(starts) + 1 + _AFTER, np.int32)
    rows[_BEFORE : _BEFORE + len(starts)] = _looked_up(data, starts, vocabulary)
    ends = _BEFORE + np.append(np.flatnonzero(rows[_BEFORE : _BEFORE + len(starts)] == SEPARATOR), len(starts))
    return Batch(rows=rows, starts=np.append(_BEFORE, ends[:-1] + 1), ends=ends, emphases=_emphases(data), table=vocabulary.table())


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


def find_hits(batch: Batch) -> Hits:
    """Return the words that carry a value, with their values rule by rule."""
    rows, table = batch.rows, batch.table
    at = np.flatnonzero(table.hit[rows])
    kind = np.flatnonzero(table.word[rows[at]] == _RULE_WORDS["kind"])
    at = np.delete(at, kind[table.word[rows[at[kind] + 1]] == _RULE_WORDS["of"]])
    sentence = np.repeat(np.arange(len(batch.ends)), np.diff(np.searchsorted(at, batch.ends), prepend=0))
    lexical = table.value[rows[at]]
    touched = np.flatnonzero(_is_touched(batch, at))
    some, owner = at[touched], sentence[touched]
    near = _Neighbours(batch=batch, at=some, place=some - batch.starts[owner], shouted=_some_capitals(batch)[owner])
    stages = [Stage("", lexical[touched])]
    for rule, run in _RULES:
        stages.append(Stage(rule, run(stages[-1].values, near)))
    values = _replaced(lexical, touched, stages[-1].values)
    return Hits(
        at=at, sentence=sentence, touched=touched, stages=tuple(stages), before_but=values, values=_but(values, batch, at, sentence)
    )


def _is_touched(batch: Batch, at: Ints) -> Bools:
    """Whether each hit is in capitals or has a word beside it, or is one, that a rule looks at."""
    table = batch.table
    stirs = (table.booster != 0) | table.negates | np.isin(table.word, _STIRRING)
    by_token = stirs[batch.rows]
    touched = table.upper[batch.rows[at]]
    for offset in range(-_BEFORE, _AFTER + 1):
        touched = touched | by_token[at + offset]
    return np.asarray(touched)


def add_up(hits: Hits, batch: Batch) -> Sums:
    """Return the scores of the sentences of a batch."""
    values, sentence, words, emphases = hits.values, hits.sentence, batch.ends - batch.starts, batch.emphases
    count = len(words)
    total = _sums(values, sentence, count)
    total = np.where(total > 0, total + emphases, np.where(total < 0, total - emphases, total))
    compound = np.clip(total / np.sqrt(total * total + NORMAL_ALPHA), -1.0, 1.0)
    above, below = values > 0, values < 0
    positive = np.bincount(sentence[above], values[above] + 1, count)
    negative = np.bincount(sentence[below], values[below] - 1, count)
    neutral = words - np.bincount(sentence[above | below], minlength=count)
    size = np.abs(negative)
    negative = np.where(positive < size, negative - emphases, negative)
    positive = np.where(positive > size, positive + emphases, positive)
    whole = np.where(words > 0, positive + np.abs(negative) + neutral, 1.0)
    shares = [_rounded(np.abs(part / whole), 3) for part in (negative, neutral, positive)]
    return Sums(shares[0], shares[1], shares[2], _rounded(compound, 4))


class _Neighbours(NamedTuple):
    """What stands around each hit."""

    batch: Batch
    at: Ints
    place: Ints
    shouted: Bools

    def rows(self, offset: int) -> npt.NDArray[np.int32]:
        return self.batch.rows[self.at + offset]

    def is_word(self, offset: int, *words: str) -> Bools:
        numbers = self.batch.table.word[self.rows(offset)]
        return np.isin(numbers, [_RULE_WORDS[word] for word in words]) if len(words) > 1 else numbers == _RULE_WORDS[words[0]]

    def modifiable(self, distance: int) -> Bools:
        """Return which hits have, at that distance before them in the sentence, a word without value of its own."""
        return (self.place >= distance) & ~self.batch.table.known[self.rows(-distance)]


def _no(values: Floats, near: _Neighbours) -> Floats:
    follows = near.is_word(0, "no") & near.batch.table.known[near.rows(1)]
    turned = (
        ((near.place > 0) & near.is_word(-1, "no"))
        | ((near.place > 1) & near.is_word(-2, "no"))
        | ((near.place > 2) & near.is_word(-3, "no") & near.is_word(-1, "or", "nor"))
    )
    return np.where(turned, values * N_SCALAR, np.where(follows, 0.0, values))


def _capitals(values: Floats, near: _Neighbours) -> Floats:
    loud = near.batch.table.upper[near.rows(0)] & near.shouted
    return np.where(loud, np.where(values > 0, values + C_INCR, values - C_INCR), values)


def _booster(distance: int) -> Callable[[Floats, _Neighbours], Floats]:
    dampened = (1.0, SECOND_WORD, THIRD_WORD)[distance - 1]

    def run(values: Floats, near: _Neighbours) -> Floats:
        before = near.rows(-distance)
        scalar = near.batch.table.booster[before]
        some = np.flatnonzero((scalar != 0) & near.modifiable(distance))
        if not len(some):
            return values
        now, add = values[some], scalar[some]
        add = np.where(now < 0, -add, add)
        loud = near.batch.table.upper[before[some]] & near.shouted[some]
        add = np.where(loud, np.where(now > 0, add + C_INCR, add - C_INCR), add)
        return _replaced(values, some, now + (add if distance == 1 else add * dampened))

    return run


def _negation(distance: int) -> Callable[[Floats, _Neighbours], Floats]:
    def run(values: Floats, near: _Neighbours) -> Floats:
        modifiable = near.modifiable(distance)
        turned = modifiable & near.batch.table.negates[near.rows(-distance)]
        if distance == 1:
            return np.where(turned, values * N_SCALAR, values)
        raised = near.is_word(-distance, "never") & near.is_word(1 - distance, "so", "this")
        doubted = near.is_word(1 - distance, "doubt")
        if distance == 3:  # the library's own bracketing: "so" or "this" just before is enough, whatever stands further off
            raised |= near.is_word(-1, "so", "this")
            doubted |= near.is_word(-1, "doubt")
        raised &= modifiable
        turned &= ~raised & ~(near.is_word(-distance, "without") & doubted)
        return np.where(raised, values * EMPHASIS, np.where(turned, values * N_SCALAR, values))

    return run


def _idioms(values: Floats, near: _Neighbours) -> Floats:
    numbers = [near.batch.table.word[near.rows(offset)] for offset in range(-_BEFORE, _AFTER + 1)]
    some = np.flatnonzero(np.isin(numbers, _PHRASE_KEYS).any(axis=0) & near.modifiable(3))
    if not len(some):
        return values
    words = np.stack(numbers)[:, some].T.tolist()
    return _replaced(
        values, some, [_idiom(value, *(_RULE_WORD[w] for w in row)) for value, row in zip(values[some].tolist(), words, strict=True)]
    )


def _idiom(value: float, three: str, two: str, one: str, zero: str, after: str, next_after: str) -> float:
    for phrase in ((one, zero), (two, one, zero), (two, one), (three, two, one), (three, two)):
        if phrase in _IDIOMS:
            value = _IDIOMS[phrase]
            break
    for phrase in ((zero, after), (zero, after, next_after)):
        value = _IDIOMS.get(phrase, value)
    for phrase in ((three, two, one), (three, two), (two, one)):
        value += _NGRAM_BOOSTERS.get(phrase, 0.0)
    return value


def _least(values: Floats, near: _Neighbours) -> Floats:
    least = near.is_word(-1, "least") & near.modifiable(1)
    at_least = (near.place > 1) & near.is_word(-2, "at", "very")
    return np.where(least & ~at_least, values * N_SCALAR, values)


_RULES: Final[tuple[tuple[str, Callable[[Floats, _Neighbours], Floats]], ...]] = (
    ("no", _no),
    ("capitals", _capitals),
    ("booster", _booster(1)),
    ("negation", _negation(1)),
    ("booster", _booster(2)),
    ("negation", _negation(2)),
    ("booster", _booster(3)),
    ("negation", _negation(3)),
    ("idiom", _idioms),
    ("least", _least),
)


def _but(values: Floats, batch: Batch, at: Ints, sentence: Ints) -> Floats:
    """Halve what stands before the first "but" of a sentence and raise what stands after it, in the library's own way.

    The library looks each value up by its first equal, so of two equal words one is changed twice. The order of steps is kept.
    """
    buts = np.flatnonzero(batch.table.word[batch.rows] == _RULE_WORDS["but"])
    if not len(buts) or not len(at):
        return values
    where, first = np.unique(np.searchsorted(batch.ends, buts, side="right"), return_index=True)
    begins, ends = np.searchsorted(sentence, where), np.searchsorted(sentence, where, side="right")
    changed = values.copy()
    for but, begin, end in zip(buts[first].tolist(), begins.tolist(), ends.tolist(), strict=True):
        if begin < end:
            changed[begin:end] = _weighed(changed[begin:end].tolist(), (at[begin:end] < but).tolist())
    return changed


def _weighed(values: list[float], before: list[bool]) -> list[float]:
    """Return the values of one sentence after its "but"; time is linear but for a logarithm."""
    places: dict[float, list[int]] = {}
    for number, value in enumerate(values):
        places.setdefault(value, []).append(number)
    for number in range(len(values)):
        value = values[number]
        if value == 0:
            continue
        equal = places[value]
        while values[equal[0]] != value:
            heappop(equal)
        first = heappop(equal)
        values[first] = value * (BEFORE_BUT if before[first] else AFTER_BUT)
        heappush(places.setdefault(values[first], []), first)
    return values


def _some_capitals(batch: Batch) -> Bools:
    """Whether some, but not all, of each sentence's tokens are in capitals."""
    upper = np.flatnonzero(batch.table.upper[batch.rows])
    shouted = np.diff(np.searchsorted(upper, batch.ends), prepend=0)
    return np.asarray((shouted > 0) & (shouted < batch.ends - batch.starts))


def _sums(values: Floats, sentence: Ints, count: int) -> Floats:
    """Return the sum of each sentence's values as Python's own sum gives it, which compensates for rounding from 3.12 on."""
    if sys.version_info < (3, 12):
        return np.asarray(np.bincount(sentence, values, count), np.float64)
    bounds = np.searchsorted(sentence, np.arange(count + 1)).tolist()
    plain = values.tolist()
    return np.array([float(sum(plain[begin:end])) for begin, end in pairwise(bounds)], np.float64)


def _rounded(values: Floats, digits: int) -> Floats:
    """Return the values rounded as Python rounds them; numpy rounds halves of the shifted value, which differs in rare cases."""
    scale = 10.0**digits
    shifted = values * scale
    rounded = np.rint(shifted) / scale
    unsure = np.flatnonzero(np.abs(np.abs(shifted - np.floor(shifted)) - 0.5) < NEAR_HALF)
    return _replaced(rounded, unsure, [round(value, digits) for value in values[unsure].tolist()])


def _replaced(values: Floats, where: Ints, by: Floats | list[float]) -> Floats:
    changed = values.copy()
    changed[where] = by
    return changed


def without_punctuation(token: str) -> str:
    """Return a token without the punctuation around it, unless hardly more than an emoticon would be left."""
    stripped = token.strip(string.punctuation)
    return token if len(stripped) <= EMOTICON_MAX else stripped


def _has_emoji(token: str) -> bool:
    return not _emoji_names().keys().isdisjoint(token)


@cache
def _emoji_names() -> dict[str, str]:
    return {emoji: name for emoji, name in SentimentIntensityAnalyzer().emojis.items() if len(emoji) == 1}
