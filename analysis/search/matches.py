"""Where a query matches a text, computed from its words alone: for marking, for words in context, and as the measure of the index."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.search.query import STAR, And, AtLeast, Near, Node, Not, Query, Term, in_words, positive_leaves
from analysis.search.words import PLAIN, Cut, cut

Part = Literal["title", "text"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """Where a term matches: the numbers of its first and last word, and its characters, half-open."""

    first: int
    last: int
    start: int
    end: int


def spans(query: Query, text: str, *, part: Part = "text") -> list[Span]:
    """Return the characters of a text that the terms of a query match; excluded terms mark nothing.

    Args:
        query: A query.
        text: An article's text, or its title.
        part: Which of the two it is; ``title:`` terms are looked for in the title alone.

    Returns:
        Half-open spans in characters, in order, not overlapping. Of a NEAR, only words that stand near each other.
    """
    where = _places_of(text)
    found = {(match.start, match.end) for leaf in positive_leaves(query.tree) for match in _leaf(leaf, where, part)}
    return _merged(sorted(found))


def matches(query: Query, *, title: str | None, text: str | None) -> bool:
    """Tell whether a query matches one article, without an index."""
    return _holds(query.tree, {"title": _places_of(title or ""), "text": _places_of(text or "")})


def missing(query: Query, *, title: str | None, text: str | None) -> list[str]:
    """Return what an article lacks to match a query, in plain words: the parts of its AND that do not hold; empty when it matches."""
    where: dict[Part, _Places] = {"title": _places_of(title or ""), "text": _places_of(text or "")}
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    return [in_words(Query(text="", tree=part)) for part in parts if not _holds(part, where)]


class _Places:
    """A text's words with the numbers at which each stands."""

    def __init__(self, parts: Cut) -> None:
        self.cut = parts
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(parts.words):
            self.numbers[word].append(number)

    def of(self, word: str) -> list[int]:
        """Return the numbers at which a folded word stands; a star in it stands for any letters."""
        if STAR not in word:
            return self.numbers.get(word, [])
        pattern = word_pattern(word)
        return sorted(number for other, numbers in self.numbers.items() if pattern.fullmatch(other) for number in numbers)


@lru_cache(maxsize=16)
def _places_of(text: str) -> _Places:
    """Return the words of a text; the last few are kept, for a page asks one article for many terms in turn."""
    return _Places(cut(text))


@lru_cache(maxsize=256)
def word_pattern(word: str) -> re.Pattern[str]:
    """Return what a folded word with stars matches whole."""
    return re.compile(".*".join(map(re.escape, word.split(STAR))), re.DOTALL)


def _holds(node: Node, where: dict[Part, _Places]) -> bool:
    if isinstance(node, Not):
        return not _holds(node.part, where)
    if isinstance(node, Term | Near):
        return any(next(_leaf(node, places, part), None) is not None for part, places in where.items())
    if isinstance(node, AtLeast):
        return sum(_holds(part, where) for part in node.parts) >= node.count
    return (all if isinstance(node, And) else any)(_holds(part, where) for part in node.parts)


def _leaf(leaf: Term | Near, where: _Places, part: Part) -> Iterator[_Match]:
    """Yield each match of a term; of a NEAR, both terms of each pair."""
    if isinstance(leaf, Term):
        yield from _term(leaf, where, part)
        return
    rights = list(_term(leaf.right, where, part))
    firsts = [right.first for right in rights]
    before, after = leaf.distance + len(leaf.right.words), leaf.distance + 1
    for left in _term(leaf.left, where, part):
        window = rights[bisect_left(firsts, left.first - before) : bisect_right(firsts, left.last + after)]
        if near := [right for right in window if right.last < left.first or left.last < right.first]:
            yield left
            yield from near


def _term(term: Term, where: _Places, part: Part) -> Iterator[_Match]:
    if term.title and part != "title":
        return
    edges, gaps = where.cut.spans, where.cut.gaps
    others = [set(where.of(word)) for word in term.words[1:]]
    for first in where.of(term.words[0]):
        last = first + len(others)
        if (
            all(first + 1 + number in places for number, places in enumerate(others))
            and tuple(gaps[first + 1 : last + 1]) == term.gaps
            and _ends_with(gaps[first], term.before)
            and _begins_with(gaps[last + 1], term.after)
        ):
            yield _Match(first=first, last=last, start=edges[first][0] - _marks(term.before), end=edges[last][1] + _marks(term.after))


def _marks(marks: str) -> int:
    """Return how many characters marks take in the text; none where white space of any length is among them."""
    return 0 if PLAIN in marks else len(marks)


def _ends_with(gap: str, marks: str) -> bool:
    """Tell whether marks end a gap, with something else before them: "$5" is not in "US$5"."""
    return not marks or (gap.endswith(marks) and len(gap) > len(marks))


def _begins_with(gap: str, marks: str) -> bool:
    return not marks or (gap.startswith(marks) and len(gap) > len(marks))


def _merged(found: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
