"""Quotations in news text: the quoted words, who says them and the verb that introduces them.

It decides from the marks and the words beside them alone, and knows nothing of actors or sentiment. Time is linear in the
text: marks are paired in one pass, and every search for a speaker looks at a window of fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.scorers import _speakers
from analysis.scorers._speakers import Source

# Conventions of English news copy, checked on data/labelled/quotes.csv.
SCARE_QUOTE_WORDS = 2
"""Quoted words up to this many, with no cue beside them, are a scare quote or a nickname: not a quotation."""
TITLE_WORDS = 8
"""Quoted words up to this many, all capitalised and with no cue beside them, are the title of a work: not a quotation."""
WINDOW = 240
"""Characters read for a speaker on either side of a quotation: about one long news sentence (40 words of 6 characters)."""
PRONOUN_REACH = 600
"""`he said` may lie this many characters after the named speaker: about two news paragraphs."""
QUOTED_SHARE = 0.5
"""A sentence is in a quoted voice from this share of its characters on."""

_MARK = re.compile(r"``|''|[\"“”‘’']")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_ELISION = re.compile(r"(?:\d0s|\d\ds?|tis|twas|em|til|cause|bout|n|cos|round)\b", re.IGNORECASE)
_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_WORD = re.compile(r"[\w’'-]+")
_SENTENCE_END = re.compile(r"[.!?][)\]”’\"']{0,2}\s+(?=[^\W\d_a-z]|[“‘\"'\d\0`]|$)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Hon|St|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[^\W\d_a-z])\.$"
)
_PUNCTUATION = ".,;:!?)]}…—–-"
_SMALL_WORDS = frozenset("a an and as at but by for from in into is of on or the to vs with".split())


class _Pair(NamedTuple):
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


def find(texts: Sequence[str]) -> pd.DataFrame:
    """Find the quotations of each text, with speaker and cue.

    A quotation stands between double marks, straight or curly, or between single marks used as quotation marks. One that runs over several
    paragraphs, each opened by a mark, is one row. One that is never closed ends with its paragraph at the latest. What is quoted inside a
    quotation belongs to it. One or two quoted words, or a capitalised title, count only with a cue beside them.

    Args:
        texts: Article texts; paragraphs separated by a blank line (in a text without any, by a line break).

    Returns:
        A row a quotation, in the order of the texts: text_no; start and end of the quoted words, in characters, half-open, marks outside;
        speaker, the name as it stands in the text without its title, missing when there is none; cue, the introducing verb in lower case
        (or `according to`), missing when there is none. `he said` is given to the last named speaker only where no other name stands between.
    """
    rows = [(text_no, *row) for text_no, text in enumerate(texts) if text for row in _of_text(text)]
    frame = pd.DataFrame(rows, columns=["text_no", "start", "end", "speaker", "cue"])
    return frame.astype({"text_no": "int64", "start": "int64", "end": "int64", "speaker": "str", "cue": "str"})


def voice(sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.Series:
    """Tell for each sentence of a batch whether it is the reporter's or quoted.

    Args:
        sentences: A row a sentence, in any order, with text_no, start and end (characters, half-open).
        quotes: What `find` returned for the same texts; of its columns text_no, start and end are read.

    Returns:
        "quoted" where at least half of a sentence's characters stand inside quotations, else "reporter", with the index of `sentences`.
        An empty sentence is the reporter's.
    """
    number, start, end = (sentences[column].to_numpy(np.int64) for column in ("text_no", "start", "end"))
    # One axis for the whole batch: each text begins beyond the end of every other.
    width = 1 + max(end.max(initial=0), quotes["end"].max() if len(quotes) else 0)
    base = quotes["text_no"].to_numpy(np.int64) * width
    left, right = np.sort(base + quotes["start"].to_numpy(np.int64)), np.sort(base + quotes["end"].to_numpy(np.int64))
    inside = _covered(number * width + end, left, right) - _covered(number * width + start, left, right)
    quoted = (inside >= QUOTED_SHARE * (end - start)) & (end > start)
    return pd.Series(np.where(quoted, "quoted", "reporter"), index=sentences.index, name="voice", dtype="str")


def _covered(position: npt.NDArray[np.int64], left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count the quoted characters before each position; quotations are sorted and do not overlap."""
    total = np.concatenate(([0], np.cumsum(right - left)))
    last_end = np.concatenate(([0], right))
    opened = np.searchsorted(left, position, side="right")
    return np.asarray(total[opened] - np.maximum(0, last_end[opened] - position), dtype=np.int64)


def _of_text(text: str) -> Iterator[tuple[int, int, str | None, str | None]]:
    if not _MARK.search(text):
        return
    pairs = list(_outermost(list(_pairs(text))))
    reporter = _blanked(text, pairs)
    last, heard_until = "", -PRONOUN_REACH - 1
    previous, said = None, _speakers.NOBODY
    for number, pair in enumerate(pairs):
        after_edge = pairs[number + 1].opened if number + 1 < len(pairs) else len(text)
        quoted = text[pair.start : pair.end]
        if not _WORD.search(quoted):
            continue
        before = _last_sentence(reporter[max(pair.paragraph_start, pair.opened - WINDOW) : pair.opened])
        after = _first_sentence(reporter[pair.closed : min(after_edge, pair.paragraph_end, pair.closed + WINDOW)])
        found = _speakers.source(before, quoted, after)
        goes_on = found.place == "none" and previous is not None and _goes_on(reporter[previous.closed : pair.opened])
        if not (_is_quotation(quoted, found) or (goes_on and quoted.strip()[0].isupper() and quoted.strip()[-1] in ".?!")):
            continue
        speaker = found.speaker
        if found.pronoun in ("he", "she") and pair.opened - heard_until <= PRONOUN_REACH:
            others = _speakers.names(reporter[heard_until : pair.opened])
            speaker = last if all(_same(name, last) for name in others) else None
        elif goes_on:
            speaker = said.speaker
        if speaker is not None:
            last, heard_until = speaker, pair.closed + len(after)
        previous, said = pair, Source(speaker=speaker, cue=found.cue)
        yield pair.start, pair.end, speaker, found.cue


def _is_quotation(quoted: str, found: Source) -> bool:
    words = _WORD.findall(quoted)
    if found.place == "beside":
        return True
    capitalised = all(word[0].isupper() or word[0].isdigit() or word in _SMALL_WORDS for word in words)
    return len(words) > SCARE_QUOTE_WORDS and not (capitalised and len(words) <= TITLE_WORDS)


def _goes_on(between: str) -> bool:
    """Tell whether only an attribution, at most one sentence, parts a quotation from the one before it in the same paragraph."""
    if len(between) > WINDOW or "\n" in between:
        return False
    words = between.strip()
    return not words or (words[-1] in ".!?" and len(_first_sentence(words)) == len(words))


def _same(name: str, other: str) -> bool:
    """Tell whether two names share their last word: `Jane Doe` and `Doe`."""
    return name.split()[-1] == other.split()[-1]


def _sentence_ends(window: str) -> Iterator[re.Match[str]]:
    return (match for match in _SENTENCE_END.finditer(window) if not _ABBREVIATION.search(window[max(0, match.start() - 6) : match.start() + 1]))


def _last_sentence(window: str) -> str:
    ends = [match.end() for match in _sentence_ends(window)]
    return window[ends[-1] :] if ends else window


def _first_sentence(window: str) -> str:
    end = next(_sentence_ends(window), None)
    return window[: end.start() + 1] if end else window


def _blanked(text: str, pairs: Sequence[_Pair]) -> str:
    """Return the text with all quoted words but scare quotes blanked, at the same length; a mark that may end a sentence stays."""
    pieces: list[str] = []
    done = 0
    for pair in pairs:
        if len(_WORD.findall(text, pair.start, min(pair.end, pair.start + WINDOW))) > SCARE_QUOTE_WORDS:
            end = pair.end - (text[pair.end - 1] in ".?!…")
            pieces += (text[done : pair.start], "\0" * (end - pair.start))
            done = end
    return "".join((*pieces, text[done:]))


def _outermost(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
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


def _pairs(text: str) -> Iterator[_Pair]:
    """Pair the marks of a text; a quotation left open goes on only where the next paragraph opens with the same kind of mark."""
    held: _Open | None = None
    held_end = 0
    for start, end in _paragraphs(text):
        marks = list(_MARK.finditer(text, start, end))
        reopens = held is not None and bool(marks) and marks[0].start() == start and _kind(marks[0][0]) == held.kind
        if held is not None and not reopens:
            yield from _cut(text, held, held_end, held_end)
        stack = [held] if held is not None and reopens else []
        left = yield from _paired(text, marks[1:] if reopens else marks, start, end, stack)
        held, held_end = None, end
        for number, one in enumerate(left):
            bound = left[number + 1].opened if number + 1 < len(left) else end
            if held is None and (one.kind == "double" or one.opened == one.paragraph_start):
                held = one
            else:
                yield from _cut(text, one, bound, end)
    if held is not None:
        yield from _cut(text, held, held_end, held_end)


def _cut(text: str, one: _Open, bound: int, paragraph_end: int) -> Iterator[_Pair]:
    """End a double mark that was never closed; a lone single mark is an apostrophe."""
    words = text[one.start : bound].rstrip()
    if one.kind == "double" and words:
        end = one.start + len(words)
        yield _Pair(one.start, end, one.opened, end, one.paragraph_start, paragraph_end)


def _paired(text: str, marks: Sequence[re.Match[str]], start: int, end: int, stack: Sequence[_Open]) -> Generator[_Pair, None, list[_Open]]:
    """Pair the marks of one paragraph with a stack; yield the pairs and return what stays open."""
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
            yield _Pair(one.start, mark.start(), one.opened, mark.end(), one.paragraph_start, end)
        elif opens:
            left.append(_Open(kind, mark.start(), mark.end(), start))
            doubles += kind == "double"
    return left


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
    free = before.isspace() or before in "([{—–-/\"“”"
    return mark[0] != "’" and free and not after.isspace() and after not in _PUNCTUATION and not _ELISION.match(text, mark.end())


def _firm_closers(text: str, marks: Sequence[re.Match[str]], start: int, end: int) -> list[bool]:
    """Tell for each single mark whether it may close: `workers' rights` does not where a plainer closing mark follows before the next opening one."""
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
