"""Finds many terms in many texts in one pass. It knows words and phrases, where they stand and how often; not what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

# A first line longer than this is a paragraph, not a title; agencies keep titles under 100 characters.
LONGEST_TITLE = 200

# What is neither letter nor digit becomes a space; bytes above 127 are parts of letters.
_SPACED = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
# The marks above 127 that news texts hold: typographic quotes, dashes, dots, bullets, special spaces, currencies.
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u2009\u202f\u00ab\u00bb\u00b7\u00a3\u20ac"
_SPACE = 32
_WORD = re.compile(rb"[^ ]+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finder:
    """Terms made ready to be found; from `finder`.

    Attributes:
        terms: The terms; their numbers are what `Found.term` holds.
        automaton: Finds the patterns, the longest at each place.
        term_of_pattern: The term that a pattern means in any case of its letters; -1 where its case decides.
        cased: For patterns whose case decides: spelling -> term.
    """

    terms: tuple[str, ...]
    automaton: BytesAhoCorasick
    term_of_pattern: Integers
    cased: dict[int, dict[bytes, int]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Places of terms in texts, by text and then by place; four arrays of one length.

    Attributes:
        text: Number of the text.
        term: Number of the term.
        start: Where the place begins, counted in the text's `stream`: at the space before its first letter.
        title: True in the text's title.
    """

    text: Integers
    term: Integers
    start: Integers
    title: npt.NDArray[np.bool_]


def finder(terms: Iterable[str]) -> Finder:
    """Make terms ready to be found.

    A word in lower case is found in any case and with its regular plural, a single word with a capital only as it is
    written; phrases are found in any case, with whatever single mark stands between their words ("cease-fire"); a closing
    ``*`` stands for any ending.

    Args:
        terms: The terms; repeated ones are taken once.

    Returns:
        The finder.
    """
    kept = tuple(dict.fromkeys(terms))
    plain: dict[bytes, int] = {}
    cased: dict[bytes, dict[bytes, int]] = {}
    plurals: dict[bytes, int] = {}
    for number, term in enumerate(kept):
        exact = _pattern(term)
        if _case_decides(term):
            for spelling in (exact, _plural(exact)):
                cased.setdefault(spelling.lower(), {}).setdefault(spelling.strip(), number)
        else:
            plain.setdefault(exact.lower(), number)
            plurals.setdefault(_plural(exact.lower()), number)
    plain = {**plurals, **plain}
    patterns = list(dict.fromkeys([*plain, *cased]))
    return Finder(
        terms=kept,
        # Three times the speed of a DFA with thousands of terms, whose table does not fit a processor's cache.
        automaton=BytesAhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA),
        term_of_pattern=np.array([plain.get(pattern, -1) for pattern in patterns], dtype=np.int64),
        cased={number: cased[pattern] for number, pattern in enumerate(patterns) if pattern in cased},
    )


def find(finder: Finder, texts: Sequence[str]) -> Found:
    """Find the terms in each text; the longest at a place, and none inside another.

    In a text without a capital, or without a small letter, names are found by their letters alone, acronyms not at all.

    Args:
        finder: The terms.
        texts: The texts.

    Returns:
        The places.
    """
    matches: list[tuple[int, int, int]] = []
    counts: list[int] = []
    title_ends: list[int] = []
    streams: list[bytes] = []
    caseless: list[bool] = []
    search = finder.automaton.find_matches_as_indexes
    for text in texts:
        cased = stream(text)
        of_text = search(cased.lower())
        matches += of_text
        counts.append(len(of_text))
        title_ends.append(_title_end(text))
        streams.append(cased)
        caseless.append(text.islower() or text.isupper())
    pattern, start, end = np.array(matches, dtype=np.int64).reshape(-1, 3).T
    text_no = np.repeat(np.arange(len(texts)), counts)
    term = finder.term_of_pattern[pattern] if len(matches) else pattern
    for place in np.flatnonzero(np.isin(pattern, list(finder.cased))).tolist():
        spelling = streams[text_no[place]][start[place] : end[place]].strip()
        spellings = finder.cased[int(pattern[place])]
        number = spellings.get(spelling)
        if number is None and caseless[text_no[place]]:
            number = next((number for name, number in spellings.items() if not name.isupper()), None)
        if number is not None:
            term[place] = number
    meant = term >= 0
    title = start < np.repeat(np.array(title_ends, dtype=np.int64), counts)
    return Found(text=text_no[meant], term=term[meant], start=start[meant], title=title[meant])


def spans(finder: Finder, found: Found, text: str) -> tuple[Integers, Integers]:
    """Return where the places of one text stand in it.

    Args:
        finder: The terms.
        found: The places that `find` gave for this text alone.
        text: The text.

    Returns:
        First characters, and one past the last characters.
    """
    line = stream(text)
    starts, ends = [], []
    for term, start in zip(found.term.tolist(), found.start.tolist(), strict=True):
        end = start
        for _ in range(len(_WORD.findall(_pattern(finder.terms[term])))):
            word = _WORD.search(line, end)
            end = word.end() if word else end
        starts.append(start + 1)
        ends.append(end)
    characters = _characters(text)
    return characters[np.array(starts, dtype=np.int64)], characters[np.array(ends, dtype=np.int64)]


def stream(text: str) -> bytes:
    """Return a text as UTF-8 words between two spaces for each other character, so that neighbouring terms share no space."""
    return b"  " + _plain(text).encode("utf-8", "surrogatepass").translate(_SPACED).replace(b" ", b"  ") + b"  "


def _plain(text: str) -> str:
    """Replace typographic marks by spaces, one for one."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def _characters(text: str) -> Integers:
    """Return, for each byte of a text's stream, the number of its character in the text."""
    codes = np.frombuffer(_plain(text).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = 1 + (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
    spaced = np.frombuffer(_plain(text).encode("utf-8", "surrogatepass").translate(_SPACED), dtype=np.uint8)
    doubled = np.repeat(np.repeat(np.arange(len(codes)), lengths), 1 + (spaced == _SPACE))
    return np.concatenate(([0, 0], doubled, [len(codes), len(codes)]))


def _title_end(text: str) -> int:
    """Return where a text's title ends in its stream; 0 when it has none."""
    end = text.find("\n\n", 0, LONGEST_TITLE)
    return len(stream(text[:end])) if end > 0 and len(text) > end + 2 else 0


def _pattern(term: str) -> bytes:
    line = b" " + stream(term).strip()
    return line if term.endswith("*") else line + b" "


def _case_decides(term: str) -> bool:
    return len(_WORD.findall(stream(term))) == 1 and term != term.lower()


def _plural(pattern: bytes) -> bytes:
    """Return the pattern with the regular plural of its last word; itself where that has none."""
    if not pattern.endswith(b" "):
        return pattern
    word = pattern.rstrip()
    if word.endswith((b"s", b"x", b"z", b"ch", b"sh")):
        return word + b"es "
    if word.endswith(b"y") and word[-2:-1] not in b"aeiou":
        return word[:-1] + b"ies "
    return word + b"s "
