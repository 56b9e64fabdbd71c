"""Finds many terms in many texts in one pass. It knows words and phrases, where they stand and how often; not what they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

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
# The ways of writing a word: "strike", "Strike" or "STRIKE".
_WRITINGS = _SMALL, _CAPITALISED, _CAPITALS = 0, 1, 2
_WORD = re.compile(rb"[^ ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The terms that a spelling stands for.

    Attributes:
        own: Terms spelled so: more than one where they differ in marks alone ("cease-fire", "cease fire").
        plural_of: Terms whose plural it is.
    """

    own: tuple[str, ...]
    plural_of: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them; its own first."""
        return self.own + self.plural_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finder:
    """Terms made ready to be found; from `finder`.

    Attributes:
        meanings: What spellings stand for; their numbers are what `Found.meaning` holds.
        automaton: Finds the spellings, the longest at each place.
        meaning: The number of what a spelling (row) stands for where it is written small, Capitalised or in CAPITALS
            (column); -1 for nothing.
    """

    meanings: tuple[Meaning, ...]
    automaton: BytesAhoCorasick
    meaning: Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Places of terms in texts, by text and then by place; four arrays of one length.

    Attributes:
        text: Number of the text.
        meaning: Number of what stands there.
        start: Where the place begins, counted in the text's `stream`: at the space before its first letter.
        title: True in the text's title.
    """

    text: Integers
    meaning: Integers
    start: Integers
    title: npt.NDArray[np.bool_]


def finder(terms: Iterable[str]) -> Finder:
    """Make terms ready to be found.

    A word in lower case is found in any case, a single word with a capital only where it begins with one, and a single word
    in capitals only where it is written so; all of them also in their regular plural. Phrases are found in any case, with
    whatever single mark stands between their words ("cease-fire"); a closing ``*`` stands for any ending.

    Args:
        terms: The terms; repeated ones are taken once.

    Returns:
        The finder.
    """
    own, plural_of = defaultdict[bytes, list[str]](list), defaultdict[bytes, list[str]](list)
    for term in dict.fromkeys(terms):
        own[_pattern(term).lower()].append(term)
        plural_of[_plural(term).lower()].append(term)
    numbers: dict[Meaning, int] = {}
    spellings = list(dict.fromkeys([*own, *plural_of]))
    meaning = [
        [numbers.setdefault(found, len(numbers)) if found.terms else -1 for found in _by_writing(own[spelling], plural_of[spelling])]
        for spelling in spellings
    ]
    return Finder(
        meanings=tuple(numbers),
        # With thousands of terms as fast as a DFA or faster, and ready in a tenth of its time.
        automaton=BytesAhoCorasick(spellings, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA),
        meaning=np.array(meaning, dtype=np.int64).reshape(-1, len(_WRITINGS)),
    )


def _by_writing(own: Sequence[str], plural_of: Sequence[str]) -> list[Meaning]:
    """Return what a spelling stands for in each way of writing it: names and acronyms, where there are any, before common words."""
    found = []
    for writing in _WRITINGS:
        fitting = [term for term in (*own, *plural_of) if writing in _written(term)]
        nearest = min((len(_written(term)) for term in own if term in fitting), default=min(map(len, map(_written, fitting)), default=0))
        kept = [term for term in fitting if len(_written(term)) == nearest]
        mine = tuple(term for term in own if term in kept)
        found.append(Meaning(own=mine, plural_of=tuple(term for term in plural_of if term in kept and term not in mine)))
    return found


def find(finder: Finder, texts: Sequence[str]) -> Found:
    """Find the terms in each text; the longest at a place, and none inside another.

    In a text without a capital, or without a small letter, names are found by their letters alone, acronyms not at all.

    Args:
        finder: The terms.
        texts: The texts.

    Returns:
        The places.
    """
    streams = [stream(text) for text in texts]
    line = b"".join(streams)
    begins = np.cumsum([0, *map(len, streams)])
    matches = finder.automaton.find_matches_as_indexes(line.lower())
    pattern = np.fromiter(map(itemgetter(0), matches), dtype=np.int64, count=len(matches))
    place = np.fromiter(map(itemgetter(1), matches), dtype=np.int64, count=len(matches))
    text_no = np.searchsorted(begins, place, side="right") - 1
    letters = np.frombuffer(line, dtype=np.uint8)
    way = _is_capital(letters[place + 1]) * (1 + _is_capital(letters[place + 2]))
    caseless = np.array([text.islower() or text.isupper() for text in texts], dtype=np.bool_)
    meaning = finder.meaning[pattern, np.where(caseless[text_no], _CAPITALISED, way)] if len(matches) else pattern
    start = place - begins[text_no]
    title = start < np.array([_title_end(text) for text in texts], dtype=np.int64)[text_no]
    meant = meaning >= 0
    return Found(text=text_no[meant], meaning=meaning[meant], start=start[meant], title=title[meant])


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
    for meaning, start in zip(found.meaning.tolist(), found.start.tolist(), strict=True):
        end = start
        for _ in range(len(_WORD.findall(_pattern(finder.meanings[meaning].terms[0])))):
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
    end = text.find("\n", 0, LONGEST_TITLE)
    # One less: the word after the line break begins at the last of the spaces that a stream ends with.
    return len(stream(text[:end])) - 1 if end > 0 and text[end:].strip() else 0


def _pattern(term: str) -> bytes:
    line = b" " + stream(term).strip()
    return line if term.endswith("*") else line + b" "


def _written(term: str) -> tuple[int, ...]:
    """Return the ways of writing in which a term is meant."""
    if term == term.lower() or len(_WORD.findall(stream(term))) > 1:
        return _SMALL, _CAPITALISED, _CAPITALS
    return (_CAPITALS,) if len(term) > 1 and term.isupper() else (_CAPITALISED, _CAPITALS)


def _is_capital(letters: npt.NDArray[np.uint8]) -> Integers:
    return ((letters >= ord("A")) & (letters <= ord("Z"))).astype(np.int64)


def _plural(term: str) -> bytes:
    """Return a term's pattern with the regular plural of its last word; the pattern itself where that has none."""
    pattern = _pattern(term)
    if not pattern.endswith(b" "):
        return pattern
    word = pattern.rstrip()
    if word.endswith((b"s", b"x", b"z", b"ch", b"sh")):
        return word + b"es "
    if word.endswith(b"y") and word[-2:-1] not in b"aeiou":
        return word[:-1] + b"ies "
    return word + b"s "
