"""Which words of a sentence belong to a name, from capitals and from spans that are known: names carry no feeling.

It works on the tokens of a batch and knows no actors; whoever knows them hands their spans in.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Final

import numpy as np

from analysis.scorers.tokens import Batch, Bools, Ints
from analysis.text import straighten


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is noted on a token, as bits.
CAPITAL: Final = 1  # begins with a capital
LOWER: Final = 2  # a word of some length in lower case, which a headline in title case has none of
OPENS: Final = 4  # a quotation or bracket opens before it
CLOSES: Final = 8  # a sentence, quotation or clause with a colon ends with it
BODY: Final = 16  # the head of an institution's or a place's name ("Council", "Sea")
GIVEN: Final = 32  # a first name that is also a word of feeling
JOINS: Final = 64  # "of", "for", "and", "the" inside a name
ENDS: Final = 128  # any punctuation follows, so a name does not run on
SHOUTS: Final = 512  # all in capitals and too long for an abbreviation: said loudly, not a name
OWNS: Final = 256  # a possessive ("Gallant's"), which at the start of a sentence is a name's

LOWER_MIN_CHARACTERS: Final = 4  # headlines in title case write shorter words small
SHOUT_MIN_CHARACTERS: Final = 5  # "CARE" and "HOPE" are organisations, "PANIC" and "DISASTER" are not
TITLE_CASE_LOWER_SHARE: Final = 0.15  # at most this share of a headline's longer words stands in lower case

_SMALL_IN_TITLES: Final = _words("""amid from into onto over than that upon via with after under says""")
_BODIES: Final = _words(
    """academy accord accords act administration adviser advisor affairs agency agreement airlines airport alliance arab army assembly
    association attorney authority avenue award bank bay bill board bowl bridge brigade brigades britain bureau cabinet cathedral
    caucus center centre chief church city club coalition college command commission commissioner committee community company
    conference congress conservatory convention corp corporation corps council county court crescent cross cup day democrats
    department director district division economic emirates england enforcement fair family federation fellow festival force forces
    forum foundation front fund gallery general group guard gulf hall harbor harbour high hill hills hospital hotel house initiative
    institute intelligence international island islands jihad journal kingdom labor lake law league liberal liberty library lobby
    magazine mall march medal memorial minister ministers ministry mission monument mosque mountain movement museum muslim nation
    nations network newspaper office officer official officials organisation organization pact palace panel park parliament parties
    party peninsula plan plaza police post prison prize prime program programme project reporters reserve resistance resolution river
    road roundtable saints school sea secretary senate service services shield society squad square states station strait street
    studies summit supreme system team times tower treaty trial tribune tribunal trust union united university valley watch wing"""
)
# First names among VADER's words.
_GIVEN_NAMES: Final = _words("""angel bliss charity faith grace grant hope joy love merry precious rich sunny""")
_WORD_MARKS: Final = {
    **dict.fromkeys(_BODIES, BODY),
    **dict.fromkeys(_GIVEN_NAMES, GIVEN),
    **dict.fromkeys(("of", "for", "and", "the", "&"), JOINS),
}
_OPENING: Final = "\"'([{“‘«"
_CLOSING: Final = '.!?:;"”»)]}…'
_DASHES: Final = ("—", "--", "…")


def prepare(text: str) -> str:
    """Return a text with straight quotes, and spaces for dashes and ellipses that glue words ("win—and"); every offset stays true."""
    text = straighten(text)
    for dash in _DASHES:
        text = text.replace(dash, " " * len(dash))
    return text


def mark(token: str) -> int:
    """Return what the letters and punctuation of a token of prepared text say of names, as bits."""
    if token.isalpha() and token.islower():
        return _WORD_MARKS.get(token, 0) | (LOWER if len(token) >= LOWER_MIN_CHARACTERS and token not in _SMALL_IN_TITLES else 0)
    word = token.strip(string.punctuation)
    opens = OPENS if token[:1] in _OPENING else 0
    if not word:
        return opens | CLOSES
    lower = word.lower()
    bits = opens
    if lower.endswith("'s"):
        lower = lower[:-2]
        bits |= OWNS
    bits |= _WORD_MARKS.get(lower, 0)
    if word[0].isupper():
        bits |= CAPITAL | (SHOUTS if len(word) >= SHOUT_MIN_CHARACTERS and word.isupper() else 0)
    elif len(word) >= LOWER_MIN_CHARACTERS and word[0].islower() and lower not in _SMALL_IN_TITLES:
        bits |= LOWER
    if token[-1] != word[-1]:
        bits |= ENDS | CLOSES if token[-1] in _CLOSING else ENDS
    return bits


def by_capitals(batch: Batch) -> Ints:
    """Return where words with a value stand that capitals show to be part of a name.

    Inside a sentence a capital is enough, unless the whole word is shouted. At its start, after a colon or an opening quotation mark, and in a headline in title case,
    where capitals say nothing, the word must stand beside the head of an institution, be a possessive, or a first name before a surname.
    """
    marks = batch.table.marks
    at = np.flatnonzero((batch.table.known & ((marks & CAPITAL) != 0))[batch.rows])
    if not len(at):
        return np.zeros(0, np.int64)
    sentence = np.searchsorted(batch.ends, at, side="right")
    own, before, after, later = (marks[batch.rows[at + offset]] for offset in (0, -1, 1, 2))
    first = at == batch.starts[sentence]
    titled = _in_title_case(batch)[sentence]
    telling = ~first & ~titled & ((own & SHOUTS) == 0)
    telling &= ((before & CLOSES) == 0) & ((own & OPENS) == 0)
    runs_on = (own & ENDS) == 0
    # Two words before a head ("National Trust Fund") are a name only where capitals tell: "Rebels Attack Hospital" is a headline.
    body_later = ~titled & _has(after, CAPITAL) & ((after & ENDS) == 0) & _has(later, CAPITAL | BODY)
    body_after = runs_on & (_has(after, CAPITAL | BODY) | body_later)
    body_before = ~first & (_has(before, CAPITAL | BODY) & ((before & ENDS) == 0))
    of_body = (at - batch.starts[sentence] > 1) & ((before & JOINS) != 0) & _has(marks[batch.rows[at - 2]], CAPITAL | BODY)
    of_person = _has(own, OWNS) | (runs_on & _has(own, GIVEN) & _has(after, CAPITAL))
    return np.asarray(at[telling | body_after | body_before | of_body | (of_person & ~titled)])


def by_spans(sentences: Sequence[str], names: Sequence[Sequence[tuple[int, int]]], batch: Batch) -> Ints:
    """Return where words stand that lie in spans known to be names.

    Args:
        sentences: The sentences the batch was read from.
        names: Half-open spans in characters of each sentence.
        batch: The batch of these sentences.
    """
    at: list[int] = []
    for sentence, spans, start, end in zip(sentences, names, batch.starts.tolist(), batch.ends.tolist(), strict=True):
        prepared = prepare(sentence) if spans else ""
        for begin, stop in spans:
            name = prepared[begin:stop]
            if not name.strip():
                continue
            inside = begin + len(name) - len(name.lstrip())
            before = len(prepared[:inside].split())
            first = start + before - (inside > 0 and not prepared[inside - 1].isspace())
            at.extend(range(first, min(first + len(name.split()), end)))
    return np.array(at, np.int64)


def _has(marks: Ints, bits: int) -> Bools:
    return np.asarray((marks & bits) == bits)


def _in_title_case(batch: Batch) -> Bools:
    """Whether each sentence is written like a headline, with capitals on all its longer words."""
    marks = batch.table.marks
    lower, capital = (_count((marks & bit) != 0, batch) for bit in (LOWER, CAPITAL))
    return np.asarray(lower <= TITLE_CASE_LOWER_SHARE * (lower + capital))


def _count(flags: Bools, batch: Batch) -> Ints:
    return np.diff(np.searchsorted(np.flatnonzero(flags[batch.rows]), batch.ends), prepend=0)
