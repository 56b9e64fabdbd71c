"""Which words of two texts correspond: blocks of words in common in the same order, and runs that stand elsewhere in the other text.

Words are numbers here, the same word the same number in both texts; nothing here knows characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from rapidfuzz.distance import LCSseq

from analysis.copies import SHINGLE_WORDS

RUN: Final = SHINGLE_WORDS
"""Words in a row that are no chance where both texts have them: as many as a shingle of the copies has."""
LARGEST_GAP: Final = 10**9
"""Pairs of words compared in one piece, some 30,000 by 30,000: 125 MB of bits (Hyyrö 2004), under half a second. A larger piece without a run
that stands once in each text counts as all different, but for its beginning and end."""

Block = tuple[int, int, int]  # first word in the one text, first word in the other, how many follow each other in both


def in_order(one: Sequence[int], other: Sequence[int]) -> list[Block]:
    """Return the words that two texts have in common in the same order.

    Runs that stand once in each text are paired first, as many of them as keep their order (patience difference, Cohen 2003); what lies
    between is paired by its longest common subsequence.
    """
    return _joined(_filled(_anchors(_kept(unique_runs(one, other)), one, other), one, other))


def unique_runs(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
    """Return where the runs of ``RUN`` words begin that stand exactly once in each text, by their place in the first."""
    here, there = _once(one), _once(other)
    return [(place, there[run]) for run, place in here.items() if place >= 0 and there.get(run, -1) >= 0]


def without_chance(blocks: Sequence[Block], one: Sequence[int], other: Sequence[int]) -> list[Block]:
    """Return the blocks without those that are shorter than a run and hold fewer words than the differences on both sides of them.

    Two sentences that have nothing to do with each other share "the" and "of"; marked word by word they could not be read (Fraser 2012,
    "semantic cleanup").

    Args:
        blocks: Blocks in order.
        one, other: For each word of each text 1, for each punctuation mark 0.
    """
    sums = [list(accumulate(weights, initial=0)) for weights in (one, other)]

    def words_between(left: Block, right: Block) -> int:
        return max(sums[text][right[text]] - sums[text][left[text] + left[2]] for text in (0, 1))

    kept: list[Block] = [(0, 0, 0)]
    for after in (*blocks, (len(one), len(other), 0)):
        # Only now is it known what follows the last block; when it falls, more lies between the one before it and what follows.
        while len(kept) > 1 and kept[-1][2] < RUN:
            words = sums[0][kept[-1][0] + kept[-1][2]] - sums[0][kept[-1][0]]
            if words >= words_between(kept[-2], kept[-1]) or words >= words_between(kept[-1], after):
                break
            kept.pop()
        kept.append(after)
    return kept[1:-1]


def slid(blocks: Sequence[Block], one: Sequence[int], other: Sequence[int], opens: tuple[Sequence[int], Sequence[int]]) -> list[Block]:
    """Return the blocks with each insertion moved to begin where a paragraph, line or sentence does, where its words allow that.

    "A. The cat ran. The dog ran." has "The cat ran." more than "A. The dog ran.", but "cat ran. The" as well; the first is what a reader sees.

    Args:
        blocks: Blocks in order.
        one, other: The texts.
        opens: For each word of each text how great a part of it begins there; 0 for none.
    """
    texts = (one, other)
    moving = [list(block) for block in blocks]
    for left, right in pairwise(moving):
        gaps = [right[text] - left[text] - left[2] for text in (0, 1)]
        if (gaps[0] == 0) == (gaps[1] == 0):
            continue
        longer = 0 if gaps[0] else 1
        shift = _best_shift(texts[longer], left[longer] + left[2], right[longer], (left[2], right[2]), opens[longer])
        left[2] += shift
        right[0], right[1], right[2] = right[0] + shift, right[1] + shift, right[2] - shift
    return [(i, j, count) for i, j, count in moving]


def _best_shift(words: Sequence[int], start: int, end: int, room: tuple[int, int], opens: Sequence[int]) -> int:
    """Return by how many words the insertion words[start:end] slides to its best beginning; 0 where none is better."""
    shifts = [0]
    while -shifts[-1] < room[0] - 1 and words[start + shifts[-1] - 1] == words[end + shifts[-1] - 1]:
        shifts.append(shifts[-1] - 1)
    reached = 0
    while reached < room[1] - 1 and words[start + reached] == words[end + reached]:
        reached += 1
        shifts.append(reached)
    return max(shifts, key=lambda shift: (opens[start + shift], -abs(shift), shift))


def moved(blocks: Iterable[Block], runs: Iterable[tuple[int, int]], one: Sequence[int], other: Sequence[int]) -> list[Block]:
    """Return the runs outside the blocks that the other text has outside the blocks too, in another order; no word in two of them."""
    free_here, free_there = bytearray(b"\1") * len(one), bytearray(b"\1") * len(other)
    for i, j, count in blocks:
        free_here[i : i + count] = bytes(count)
        free_there[j : j + count] = bytes(count)
    found: list[Block] = []
    for i, j in runs:
        if all(free_here[i : i + RUN]) and all(free_there[j : j + RUN]):
            start = 0
            while i + start and j + start and _same_and_free(i + start - 1, j + start - 1, one, other, free_here, free_there):
                start -= 1
            end = RUN
            while i + end < len(one) and j + end < len(other) and _same_and_free(i + end, j + end, one, other, free_here, free_there):
                end += 1
            free_here[i + start : i + end] = bytes(end - start)
            free_there[j + start : j + end] = bytes(end - start)
            found.append((i + start, j + start, end - start))
    return found


def _once(words: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Return each run of the text -> where it stands, or -1 when it stands more than once."""
    places: dict[tuple[int, ...], int] = {}
    for place, run in enumerate(zip(*(words[offset:] for offset in range(RUN)), strict=False)):
        places[run] = -1 if run in places else place
    return places


def _kept(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most runs that stand in the same order in both texts (longest increasing subsequence, Fredman 1975)."""
    smallest: list[int] = []  # the smallest place in the other text that ends a chain of each length
    last: list[int] = []  # and the run it belongs to
    before: list[int] = []
    for number, (_, place) in enumerate(runs):
        length = bisect_left(smallest, place)
        before.append(last[length - 1] if length else -1)
        smallest[length : length + 1] = [place]
        last[length : length + 1] = [number]
    chain: list[int] = [last[-1]] if last else []
    while chain and before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    return [runs[number] for number in reversed(chain)]


def _anchors(runs: Iterable[tuple[int, int]], one: Sequence[int], other: Sequence[int]) -> Iterator[Block]:
    """Make blocks of the runs, each as long as its words stay the same to the right; no word in two of them."""
    i_end = j_end = 0
    for i, j in runs:
        skipped = max(i_end - i, j_end - j, 0)
        if skipped >= RUN:
            continue
        start_i, start_j = i + skipped, j + skipped
        count = RUN - skipped
        while start_i + count < len(one) and start_j + count < len(other) and one[start_i + count] == other[start_j + count]:
            count += 1
        yield start_i, start_j, count
        i_end, j_end = start_i + count, start_j + count


def _filled(anchors: Iterable[Block], one: Sequence[int], other: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks and, between them, what the longest common subsequence of each gap adds."""
    i_end = j_end = 0
    for i, j, count in (*anchors, (len(one), len(other), 0)):
        yield from _in_gap(one, other, (i_end, i), (j_end, j))
        if count:
            yield i, j, count
        i_end, j_end = i + count, j + count


def _in_gap(one: Sequence[int], other: Sequence[int], here: tuple[int, int], there: tuple[int, int]) -> Iterator[Block]:
    (i, i_end), (j, j_end) = here, there
    shorter = min(i_end - i, j_end - j)
    head = next((step for step in range(shorter) if one[i + step] != other[j + step]), shorter)
    tail = next((step for step in range(shorter - head) if one[i_end - 1 - step] != other[j_end - 1 - step]), shorter - head)
    if head:
        yield i, j, head
    i, j, i_end, j_end = i + head, j + head, i_end - tail, j_end - tail
    if (i_end - i) * (j_end - j) <= LARGEST_GAP:
        for part in LCSseq.opcodes(one[i:i_end], other[j:j_end]).as_matching_blocks():
            if part.size:
                yield i + part.a, j + part.b, part.size
    if tail:
        yield i_end, j_end, tail


def _same_and_free(i: int, j: int, one: Sequence[int], other: Sequence[int], here: bytearray, there: bytearray) -> bool:
    return one[i] == other[j] and bool(here[i]) and bool(there[j])


def _joined(blocks: Iterable[Block]) -> list[Block]:
    joined: list[Block] = []
    for i, j, count in blocks:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + count)
        else:
            joined.append((i, j, count))
    return joined
