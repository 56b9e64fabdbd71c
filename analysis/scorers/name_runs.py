"""Runs of capitalised words in a text, and how much their capitals say: inside a sentence, at its beginning, in headlines.

It knows letters, lines and marks; which words of a run are a name is decided in `name_spans`.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from analysis.registers.words import common_words
from analysis.scorers import name_words as words

Mode = Literal["inside", "opening", "saying", "title case", "capitals", "label"]
HEADLINES: Final = frozenset(("title case", "capitals", "label"))  # where a common word has a capital as well
_UPPER: Final = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
_ABBREVIATED: Final = (
    r"(?:Mr|Mrs|Ms|Dr|St|Ste|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Cpl|Prof|Rev|Jr|Sr|Ft|Mt|Adm|Maj|Cmdr|Brig|Hon|Supt|Det)\."
)
_PREFIX: Final = r"(?:(?:al|el|as|ash|an|ad|ar|at|az|ul|d|l|de)[-'])?"
# "U.S.", "J.K.", "St.", "O'Brien", "Ben-Gvir", "AT&T", "al-Shabab", "M23"; never the possessive.
_CAPITAL: Final = rf"(?:{_ABBREVIATED}|(?:[{_UPPER}]\.){{1,4}}(?![a-z])|{_PREFIX}[{_UPPER}]\w*(?:(?:-|&|'(?!(?:s|S|re|ll|ve|d|m)\b))\w+)*)"
_JOINING: Final = "|".join(sorted(words.PARTICLES | words.CONNECTORS, key=len, reverse=True))
RUN: Final = re.compile(rf"(?<![\w@])(?!(?<=')S\b){_CAPITAL}(?:[ \u00a0](?:(?:{_JOINING})[ \u00a0]){{0,3}}{_CAPITAL})*")

_OPENING_BEFORE: Final = frozenset(".!?:;\n\r\u2026–—•*|/»«")
_OPENING_AT: Final = frozenset("\n\r\"“”'«•*|\t")

_SKIPPED: Final = frozenset("\"'”’»)] ")  # between the end of a sentence and the next

ACRONYM_LETTERS: Final = 5  # several words in capitals, one of them longer than this, are shouted
SAYING_CHARACTERS: Final = 16  # room for a verb of saying

TITLE_MAX_CHARACTERS: Final = 160  # a longer line is a paragraph; agencies keep headlines under 100 characters
TITLE_LOWER_SHARE: Final = 0.15  # at most this share of the longer words of a line in title case stands in lower case
TITLE_COMMON_SHARE: Final = 0.2  # at least this share of its capitalised words are common words, or it is a list of names
TITLE_LONGER_WORD: Final = 4  # letters; headlines in title case write shorter words small
_WORDS: Final = re.compile(r"[^\W\d_][\w'-]*")


# What a wire service writes before a headline: "SKIING - ", "UPDATE 2 - ", "PRESS DIGEST - ".
_LABEL: Final = re.compile(r"[A-Z][A-Z /]{2,24}(?: \d)? ?-+ ")


class Run(NamedTuple):
    """A run of capitalised words: where it stands and how much its capitals say."""

    start: int
    end: int
    mode: Mode


def runs(text: str) -> list[Run]:
    """Return the runs of capitalised words of a text with straight quotes, in order."""
    lines = _marked_lines(text)
    lines.append((len(text) + 1, len(text) + 1, "inside"))
    found: list[Run] = []
    position = 0
    line_start, line_end, line_mode = lines[0]
    for match in RUN.finditer(text):
        start, end = match.span()
        while start >= line_end:
            position += 1
            line_start, line_end, line_mode = lines[position]
        if start >= line_start:
            found.append(Run(start, end, line_mode))
            continue
        found.append(Run(start, end, _mode(text, start, end)))
    return found


def _mode(text: str, start: int, end: int) -> Mode:
    """Tell what the capitals of a run in an ordinary line say."""
    spelled = text[start:end]
    if " " in spelled and spelled.isupper() and max(map(len, spelled.split())) > ACRONYM_LETTERS:
        return "capitals"
    if spelled in words.SURNAMES_AND_WORDS and _acts(text, end, spelled):
        return "saying"
    before = text[start - 1] if start else "\n"
    if before in _OPENING_AT:
        return "opening"
    if before != " ":
        return "inside"
    at = start - 2
    while at > 0 and text[at] in _SKIPPED:
        at -= 1
    if at >= 0 and text[at] not in _OPENING_BEFORE:
        return "inside"
    return "saying" if " " not in spelled and _acts(text, end, spelled) else "opening"


def _acts(text: str, end: int, spelled: str) -> bool:
    """Tell whether what follows a word is what only somebody does: "Shell said", "Sessions recused himself"."""
    if text[end : end + 1] != " ":
        return False
    follows = (text[end : end + SAYING_CHARACTERS].split(maxsplit=1) or [""])[0]
    return follows in words.SAYING or (follows in words.AFTER_PERSONS and spelled in words.SURNAMES_RATHER)


def _marked_lines(text: str) -> list[tuple[int, int, Mode]]:
    """Return the lines whose capitals say little: headlines in title case and lines in capitals."""
    marked: list[tuple[int, int, Mode]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and line.isupper() and (" " in line.strip()):
            label = _LABEL.match(line)
            headline = start + (label.end() if label else 0)
            if headline > start:
                marked.append((start, headline, "label"))
            marked.append((headline, end, "capitals"))
        elif 0 < len(line) <= TITLE_MAX_CHARACTERS and not line.endswith(".") and _in_title_case(line):
            marked.append((start, end, "title case"))
        start = end + 1
    return marked


def _in_title_case(line: str) -> bool:
    longer = [word for word in _WORDS.findall(line) if len(word) >= TITLE_LONGER_WORD]
    capitals = [word for word in longer if word[0].isupper()]
    if len(capitals) < 2 or len(longer) - len(capitals) > TITLE_LOWER_SHARE * len(longer):
        return False
    common = common_words()
    plain = sum(word.lower() in common and word not in words.ORGANISATION_HEADS and word not in words.TITLES for word in capitals[1:])
    return plain >= max(1, TITLE_COMMON_SHARE * len(capitals))
