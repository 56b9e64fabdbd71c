"""Near copies: texts that are the same once normalised, then texts that share most of their six-word shingles.

Candidates come from an exact prefix filter, so no pair is missed by chance; every pair is verified by its real Jaccard similarity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

SHINGLE_WORDS: Final = 6
"""Words of a shingle: long enough that two reporters do not write the same one by chance (Broder 1997 uses four to ten)."""
COPY: Final = 0.5
"""Jaccard similarity of the shingles from which two texts are copies: wire copy with changed lead and tail stays above it."""
NO_COPY: Final = 0.3
"""Two texts below this are never in one group, whatever stands between them: it is where shared boilerplate of a site ends."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|'[^\W_]+")
_CURLY = str.maketrans("‘’ʼ", "'''")
# A shingle shared by more texts than this is a form letter; each text is then compared with the first and the nearest ones only.
_FULL_COMPARISON: Final = 40
_FIRST_AND_NEAREST: Final = 12
# Pairs checked before two groups are joined; in larger groups evenly spaced members stand for the rest.
_CHECKED_MEMBERS: Final = 12
_COUNTER_LIMIT: Final = 28  # at most 2**28 one-byte counters
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15))  # splitmix64 (Steele et al. 2014)

Words = npt.NDArray[np.uint32]
Shingles = npt.NDArray[np.uint64]


def group(texts: Sequence[str]) -> list[int]:
    """Return the numbers of the groups of near copies.

    Args:
        texts: Articles, in any order; a headline is a text too.

    Returns:
        A number a text: the same number means near copies of one text. Numbers count from 0 by first occurrence. Texts shorter than a
        shingle are copies only when they are identical but for case, punctuation and spaces; empty texts are copies of nothing.
    """
    words = _words(texts)
    first = _first_of_its_kind(words)
    distinct = [number for number, kind in enumerate(first) if kind == number and len(words[number]) >= SHINGLE_WORDS]
    joined = _near(distinct, words)
    leaders = [joined.get(kind, kind) for kind in first]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(leader, len(numbers)) for leader in leaders]


def similarity(text: str, other: str) -> float:
    """Return the Jaccard similarity of two texts' six-word shingles, 0 to 1; 0 when either is shorter than a shingle."""
    a, b = (_shingles(words) for words in _words((text, other)))
    return _jaccard(a, b)


def _words(texts: Iterable[str]) -> list[Words]:
    """Return the words of each text as numbers; the same word has the same number everywhere."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return [
        np.fromiter(
            map(numbers.__getitem__, _WORD.findall(text.lower().translate(_CURLY) if not text.isascii() else text.lower())), dtype=np.uint32
        )
        for text in texts
    ]


def _first_of_its_kind(words: Sequence[Words]) -> list[int]:
    """For each text the first one with the same words."""
    seen: dict[bytes, int] = {}
    return [seen.setdefault(each.tobytes(), number) if len(each) else number for number, each in enumerate(words)]


def _shingles(words: Words) -> Shingles:
    """Return the distinct shingles of a text as sorted 64-bit hashes."""
    count = len(words) - SHINGLE_WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashed = np.zeros(count, dtype=np.uint64)
    numbers = words.astype(np.uint64) + np.uint64(1)
    for offset in range(SHINGLE_WORDS):
        hashed = _mixed(hashed + numbers[offset : offset + count])
    return np.unique(hashed)


def _mixed(values: Shingles) -> Shingles:
    values = values + _MIX[2]
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))


def _jaccard(a: Shingles, b: Shingles) -> float:
    if not len(a) or not len(b):
        return 0.0
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both)


def _near(numbers: Sequence[int], words: Sequence[Words]) -> dict[int, int]:
    """For each of the texts the first text of its group."""
    shingles = {number: _shingles(words[number]) for number in numbers}
    pairs = [(similar, a, b) for a, b in _candidates(shingles) if (similar := _jaccard(shingles[a], shingles[b])) >= COPY]
    # The surest pairs first, so that a doubtful one cannot come between them; ties by position keep the result the same every time.
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    members = {number: [number] for number in numbers}
    leader = {number: number for number in numbers}
    for _, a, b in pairs:
        one, other = sorted((leader[a], leader[b]))
        if one != other and _belong(members[one], members[other], shingles):
            for number in members.pop(other):
                leader[number] = one
                members[one].append(number)
            members[one].sort()
    return leader


def _belong(one: Sequence[int], other: Sequence[int], shingles: dict[int, Shingles]) -> bool:
    """Whether two groups are one: on the average their texts are copies of each other, and no two of them are none (average linkage)."""
    similar = [_jaccard(shingles[a], shingles[b]) for a in _spread(one) for b in _spread(other)]
    return min(similar) >= NO_COPY and sum(similar) >= COPY * len(similar)


def _spread(members: Sequence[int]) -> Sequence[int]:
    if len(members) <= _CHECKED_MEMBERS:
        return members
    step = (len(members) - 1) / (_CHECKED_MEMBERS - 1)
    return [members[round(number * step)] for number in range(_CHECKED_MEMBERS)]


def _candidates(shingles: dict[int, Shingles]) -> Iterator[tuple[int, int]]:
    """Pairs that may reach `COPY`, each once.

    With its shingles in the order of rarity, a text that reaches Jaccard t with another shares one of its first n - ceil(t n) + 1
    (Chaudhuri et al. 2006; Bayardo et al. 2007). The rare ones stand first, and what a whole site repeats stands last.
    """
    counters = _counts(shingles)
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for number, each in shingles.items():
        for key in _prefix(each, counters):
            postings[key].append(number)
    seen: set[tuple[int, int]] = set()
    for texts in postings.values():
        for pair in _pairs(texts):
            if pair not in seen:
                seen.add(pair)
                small, large = sorted((len(shingles[pair[0]]), len(shingles[pair[1]])))
                if small >= COPY * large:
                    yield pair


def _counts(shingles: dict[int, Shingles]) -> npt.NDArray[np.uint8]:
    """In how many texts each shingle stands, up to 255, in counters that few shingles share."""
    total = sum(map(len, shingles.values()))
    bits = min(_COUNTER_LIMIT, max(10, int(total * 4).bit_length()))
    counters = np.zeros(1 << bits, dtype=np.uint8)
    for each in shingles.values():
        slots = each & np.uint64(len(counters) - 1)
        values = counters[slots]
        counters[slots] = np.where(values < 255, values + 1, values)
    return counters


def _prefix(shingles: Shingles, counters: npt.NDArray[np.uint8]) -> list[int]:
    """Return the rarest shingles of a text, without those that stand nowhere else."""
    counts = counters[shingles & np.uint64(len(counters) - 1)]
    needed = int(np.ceil(COPY * len(shingles)))
    alone = int((counts <= 1).sum())
    length = len(shingles) - needed + 1
    if alone >= length:
        return []
    # Equal counts are ordered by the hash, which is the same order in every text.
    order = np.lexsort((shingles, counts))[alone:length]
    return [int(value) for value in shingles[order]]


def _pairs(texts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for position, text in enumerate(texts):
        if position <= _FULL_COMPARISON:
            others: Iterable[int] = texts[:position]
        else:
            others = dict.fromkeys((*texts[:_FIRST_AND_NEAREST], *texts[position - _FIRST_AND_NEAREST : position]))
        for other in others:
            yield other, text
