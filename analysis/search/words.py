"""Words and gaps of a text: the one cut that the index, the queries and the marking of matches share, so that they cannot disagree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from analysis.text import straighten

MAX_WORD_CHARACTERS: Final = 400  # the longest words of the news have about 60; a longer run is cut into pieces, none is lost
MAX_GAP_CHARACTERS: Final = 64  # a row of dots or stars; a longer gap is known by its two ends
PLAIN: Final = " "  # a gap of nothing but white space

# Scripts that are written without spaces: each character, with the marks it carries, is a word of its own, and a run a phrase.
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0xA9E0, 0xA9FF),  # Burmese
    (0xAA60, 0xAA7F),
    (0x3005, 0x3007),  # signs of Chinese and Japanese
    (0x3021, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),
    (0xFF66, 0xFF9D),
    (0x3400, 0x9FFF),  # Chinese characters
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Hyphens and the short dash look alike in the news; a longer dash is a mark of its own.
_HYPHENS: Final = str.maketrans("\u2010\u2011\u2012\u2013", "----")
# Capital I is the capital of both letters, so they cannot be told apart with case ignored.
_TURKISH: Final = str.maketrans({"ı": "i", "İ": "i"})
_SPACE: Final = re.compile(r"\s+")
_HALVES: Final = re.compile("[\ud800-\udfff]")  # half a character, which no index can hold
_HIGH: Final = re.compile("[\U00010000-\U0010ffff]")
_ASCII: Final = re.compile(rf"(\w{{1,{MAX_WORD_CHARACTERS}}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A text as words and the gaps around them.

    Attributes:
        words: The words, folded.
        spans: Where each stands, half-open.
        gaps: What stands before each word and after the last, one more than words; the text's edges count as white space.
    """

    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    gaps: Sequence[str]


def cut(text: str) -> Cut:
    """Return the words of a text, folded, with their places and the gaps around them.

    A word is a run of letters, digits, underscores and the marks they carry; in scripts without spaces, one character.
    """
    parts = split(text)
    edges = list(accumulate(map(len, parts), initial=-len(PLAIN)))  # the white space that stands for the text's edge is not in it
    return Cut(
        words=list(map(fold, parts[1::2])),
        spans=list(zip(edges[1:-1:2], edges[2:-1:2], strict=True)),
        gaps=list(map(gap, parts[::2])),
    )


def split(text: str) -> list[str]:
    """Return gap, word, gap, word, ..., gap of a text as they stand, quotation marks straightened: what ``cut`` holds, before folding."""
    straight = straighten(text)
    parts = _pattern_for(straight).split(straight)
    parts[0] = PLAIN + parts[0]
    parts[-1] += PLAIN
    return parts


def fold(word: str) -> str:
    """Return a word without regard to case, accents kept: "Straße" and "STRASSE" are one, and so are "résumé" in either encoding."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).translate(_TURKISH).casefold())


def gap(text: str) -> str:
    """Return what stands between two words, each run of white space as one blank, hyphens and short dashes as "-"."""
    if text == PLAIN:
        return PLAIN
    short = _HALVES.sub("\ufffd", _SPACE.sub(PLAIN, text).translate(_HYPHENS))
    return short if len(short) <= MAX_GAP_CHARACTERS else short[: MAX_GAP_CHARACTERS // 2] + short[-MAX_GAP_CHARACTERS // 2 :]


def is_unspaced(text: str) -> bool:
    """Tell whether a word is of a script that is written without spaces."""
    return any(first <= ord(text[0]) <= last for first, last in _UNSPACED)


def _pattern_for(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII
    return _word_pattern(_HIGH.search(text) is not None)


@cache
def _word_pattern(high: bool) -> re.Pattern[str]:
    """Return the pattern of a word in any script.

    Python's own class of word characters leaves out the marks that are vowels in half of the world's scripts, so the classes are
    spelled out. Up to U+FFFF the pattern engine makes a table of them; beyond, a slow list, which only a text that needs it pays for.
    """
    letters, single, marks = list[int](), list[int](), list[int]()
    for code in [*range(0x20000), *range(0xE0100, 0xE01F0)] if high else range(0x10000):
        character = chr(code)
        if unicodedata.category(character)[0] == "M":
            marks.append(code)
        elif character.isalnum() or character == "_":
            (single if is_unspaced(character) else letters).append(code)
    singles = _ranges(single) + ("\U00020000-\U0003ffff" if high else "")
    longest = MAX_WORD_CHARACTERS
    return re.compile(f"([{singles}][{_ranges(marks)}]{{0,{longest}}}|[{_ranges(sorted(letters + marks))}]{{1,{longest}}})")


def _ranges(codes: Sequence[int]) -> str:
    """Return sorted code points as the inside of a character class."""
    ranges: list[tuple[int, int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
