"""Quotation marks, paired: where quoted words begin and end in a text. It knows nothing of speakers or sentences.

Straight, curly and wire-service marks, single marks where they are not apostrophes, marks repeated at each paragraph, and marks
that were never closed. One pass over the marks, so time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

_MARK = re.compile(r"``|''|[\"“”‘’']")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_ELISION = re.compile(r"(?:\d0s|\d\ds?|tis|twas|em|til|cause|bout|n|cos|round)\b", re.IGNORECASE)
_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_PUNCTUATION = ".,;:!?)]}…—–-"


class Pair(NamedTuple):
    """Quoted words and their marks: half-open spans [start, end) inside, [opened, closed) outside; the paragraphs they begin and end in."""

    start: int
    end: int
    opened: int
    closed: int
    paragraph_start: int
    paragraph_end: int


class _Open(NamedTuple):
    """A mark that waits for its closing one."""

    kind: str
    opened: int
    start: int
    paragraph_start: int


def pairs(text: str) -> list[Pair]:
    """Return the quoted words of a text, in order; what is quoted inside a quotation belongs to it."""
    return list(_outermost(list(_pairs(text)))) if _MARK.search(text) else []


def _outermost(pairs: Sequence[Pair]) -> Iterator[Pair]:
    edge = -1
    for pair in sorted(pairs, key=lambda pair: (pair.opened, -pair.closed)):
        if pair.opened >= edge:
            edge = pair.closed
            yield pair


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in (_BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE).finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _pairs(text: str) -> Iterator[Pair]:
    """Pair the marks of a text; a quotation left open goes on only where the next paragraph opens with the same kind of mark."""
    held: _Open | None = None
    held_bound = held_end = 0
    for start, end in _paragraphs(text):
        marks = list(_MARK.finditer(text, start, end))
        reopens = held is not None and bool(marks) and marks[0].start() == start and _kind(marks[0][0]) == held.kind
        if held is not None and not reopens:
            yield from _cut(text, held, held_bound, held_end)
        stack = [held] if held is not None and reopens else []
        left, openers = yield from _paired(text, marks[1:] if reopens else marks, start, end, stack)
        held, held_end = None, end
        for one in left:
            # One that is never closed ends at the latest where the next opens.
            following = bisect_right(openers, one.opened)
            bound = openers[following] if following < len(openers) else end
            if held is None and (one.kind == "double" or one.opened == one.paragraph_start):
                held, held_bound = one, bound
            else:
                yield from _cut(text, one, bound, end)
    if held is not None:
        yield from _cut(text, held, held_bound, held_end)


def _cut(text: str, one: _Open, bound: int, paragraph_end: int) -> Iterator[Pair]:
    """End a double mark that was never closed; a lone single mark is an apostrophe."""
    words = text[one.start : bound].rstrip()
    if one.kind == "double" and words:
        end = one.start + len(words)
        yield Pair(one.start, end, one.opened, end, one.paragraph_start, paragraph_end)


def _paired(
    text: str, marks: Sequence[re.Match[str]], start: int, end: int, stack: Sequence[_Open]
) -> Generator[Pair, None, tuple[list[_Open], list[int]]]:
    """Pair the marks of one paragraph with a stack; yield the pairs, return what stays open and where double marks opened."""
    openers: list[int] = []
    left = list(stack)
    doubles = sum(one.kind == "double" for one in left)
    firm = _firm_closers(text, marks, start, end)
    for number, mark in enumerate(marks):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        kind = _kind(mark[0])
        if mark[0] == '"' and _INCHES.search(text, max(start, mark.start() - 6), mark.start()):
            continue
        if kind == "double":
            opens, closes = _double(mark[0], before, after, doubles > 0)
        else:
            opens, closes = _single_opens(text, mark, before, after), bool(left) and left[-1].kind == "single" and firm[number]
        if closes and (kind == "single" or doubles):
            while left[-1].kind != kind:
                left.pop()
            one = left.pop()
            doubles -= kind == "double"
            yield Pair(one.start, mark.start(), one.opened, mark.end(), one.paragraph_start, end)
        elif opens:
            left.append(_Open(kind, mark.start(), mark.end(), start))
            openers += [mark.start()] if kind == "double" else []
            doubles += kind == "double"
    return left, openers


def _kind(mark: str) -> str:
    return "single" if mark in ("'", "‘", "’") else "double"


def _double(mark: str, before: str, after: str, inside: bool) -> tuple[bool, bool]:
    """Tell whether a double mark opens or closes, from its neighbours and whether one is open."""
    ends_word = not before.isspace() and (after.isspace() or after in _PUNCTUATION)
    if mark in ("“", "``"):
        return not (inside and ends_word), inside and ends_word
    if mark == "”":
        return not inside and before.isspace() and after.isalnum(), inside
    begins_word = (before.isspace() or before in "([") and not (after.isspace() or after in _PUNCTUATION)
    if inside:
        return begins_word, not begins_word
    return not (before.isdigit() or ends_word), False


def _single_opens(text: str, mark: re.Match[str], before: str, after: str) -> bool:
    free = before.isspace() or before in '([{—–-/"“”'
    return mark[0] != "’" and free and not after.isspace() and after not in _PUNCTUATION and not _ELISION.match(text, mark.end())


def _firm_closers(text: str, marks: Sequence[re.Match[str]], start: int, end: int) -> list[bool]:
    """Tell for each single mark whether it may close; in `workers' rights` not where a plainer one follows before the next opens."""
    firm = [False] * len(marks)
    plainer_follows = False
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if _kind(mark[0]) == "double":
            continue
        if _single_opens(text, mark, before, after):
            plainer_follows = False
        elif not before.isspace() and not after.isalnum() and mark[0] != "‘":
            following = text[mark.end() + 1 : mark.end() + 2]
            possessive = before in "sSnz" and after == " " and following.isalpha()
            firm[number] = not possessive or not plainer_follows
            plainer_follows = plainer_follows or not possessive
    return firm
