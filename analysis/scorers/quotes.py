"""Quotations in news text: the quoted words, who says them and the verb that introduces them.

It decides from the marks and the words beside them alone, and knows nothing of actors or sentiment. Time is linear in the
text: marks are paired in one pass, and every search for a speaker looks at a window of fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.scorers import _quote_marks, _speakers
from analysis.scorers._quote_marks import Pair
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

_WORD = re.compile(r"[\w’'-]+")
_SENTENCE_END = re.compile(r"[.!?][)\]”’\"']{0,2}\s+(?=[^\W\d_a-z]|[“‘\"'\d\0`]|$)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Hon|St|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[^\W\d_a-z])\.$"
)
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "of", "on", "or", "the", "to", "vs", "with"]
)


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
        (or `according to`), missing when there is none. `he said` goes to the last named
        speaker only where no other name stands between.
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
    found_pairs = _quote_marks.pairs(text)
    reporter = _blanked(text, found_pairs)
    last, heard_until = "", -PRONOUN_REACH - 1
    previous, said = None, _speakers.NOBODY
    for number, pair in enumerate(found_pairs):
        after_edge = found_pairs[number + 1].opened if number + 1 < len(found_pairs) else len(text)
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
    return (
        match for match in _SENTENCE_END.finditer(window) if not _ABBREVIATION.search(window[max(0, match.start() - 6) : match.start() + 1])
    )


def _last_sentence(window: str) -> str:
    ends = [match.end() for match in _sentence_ends(window)]
    return window[ends[-1] :] if ends else window


def _first_sentence(window: str) -> str:
    end = next(_sentence_ends(window), None)
    return window[: end.start() + 1] if end else window


def _blanked(text: str, pairs: Sequence[Pair]) -> str:
    """Return the text with all quoted words but scare quotes blanked, at the same length; a mark that may end a sentence stays."""
    pieces: list[str] = []
    done = 0
    for pair in pairs:
        if len(_WORD.findall(text, pair.start, min(pair.end, pair.start + WINDOW))) > SCARE_QUOTE_WORDS:
            end = pair.end - (text[pair.end - 1] in ".?!…")
            pieces += (text[done : pair.start], "\0" * (end - pair.start))
            done = end
    return "".join((*pieces, text[done:]))
