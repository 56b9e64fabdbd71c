"""VADER's rules over arrays of a whole batch: to the last digit what vaderSentiment gives, at a fraction of its time.

The rules run over the words that carry a value, with the three words before and the two after them. What is a name, a headline or an
article they do not know.
Source: C. J. Hutto and E. E. Gilbert, VADER, ICWSM 2014, in the form of vaderSentiment 3.3.2, whose own tables it reads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from vaderSentiment.vaderSentiment import C_INCR, N_SCALAR

from analysis.scorers.tokens import IDIOMS, NGRAM_BOOSTERS, RULE_WORDS, WORDS_AFTER, WORDS_BEFORE, Batch, Bools, Floats, Ints

NORMAL_ALPHA: Final = 15  # vaderSentiment.normalize
SECOND_WORD: Final = 0.95  # sentiment_valence: a booster two words before
THIRD_WORD: Final = 0.9  # the same three words before
EMPHASIS: Final = 1.25  # _negation_check: "never so", "never this"
BEFORE_BUT: Final = 0.5  # _but_check
AFTER_BUT: Final = 1.5
NEAR_HALF: Final = 1e-6  # closer to a half than this, Python itself rounds

_RULE_WORD: Final = ("", *RULE_WORDS)
# A word of each phrase that is rare enough to look for first.
_PHRASE_KEYS: Final = [
    RULE_WORDS[word] for word in ["shit", "bomb", "ass", "stop", "yeah", "kiss", "die", "beating", "kind", "sort", "enough"]
]
_STIRRING: Final = [*_PHRASE_KEYS, *(RULE_WORDS[word] for word in ["never", "so", "this", "without", "no", "least"])]


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


def find_hits(batch: Batch) -> Hits:
    """Return the words that carry a value, with their values rule by rule."""
    rows, table = batch.rows, batch.table
    at = np.flatnonzero(table.hit[rows])
    kind = np.flatnonzero(table.word[rows[at]] == RULE_WORDS["kind"])
    at = np.delete(at, kind[table.word[rows[at[kind] + 1]] == RULE_WORDS["of"]])
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
    for offset in range(-WORDS_BEFORE, WORDS_AFTER + 1):
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
        return np.isin(numbers, [RULE_WORDS[word] for word in words]) if len(words) > 1 else numbers == RULE_WORDS[words[0]]

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
    numbers = [near.batch.table.word[near.rows(offset)] for offset in range(-WORDS_BEFORE, WORDS_AFTER + 1)]
    some = np.flatnonzero(np.isin(numbers, _PHRASE_KEYS).any(axis=0) & near.modifiable(3))
    if not len(some):
        return values
    words = np.stack(numbers)[:, some].T.tolist()
    return _replaced(
        values, some, [_idiom(value, *(_RULE_WORD[w] for w in row)) for value, row in zip(values[some].tolist(), words, strict=True)]
    )


def _idiom(value: float, three: str, two: str, one: str, zero: str, after: str, next_after: str) -> float:
    for phrase in ((one, zero), (two, one, zero), (two, one), (three, two, one), (three, two)):
        if phrase in IDIOMS:
            value = IDIOMS[phrase]
            break
    for phrase in ((zero, after), (zero, after, next_after)):
        value = IDIOMS.get(phrase, value)
    for phrase in ((three, two, one), (three, two), (two, one)):
        value += NGRAM_BOOSTERS.get(phrase, 0.0)
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
    buts = np.flatnonzero(batch.table.word[batch.rows] == RULE_WORDS["but"])
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
