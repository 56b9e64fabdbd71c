"""Lines and phrases of a page that say what the names in them are: bylines, photo credits, datelines, and results, where a city is a team."""

from __future__ import annotations

import re
from typing import Final

Zone = tuple[int, int]

CREDIT_CHARACTERS: Final = 80  # the longest credit on one side of the word "Photo"
MATCH_CHARACTERS: Final = 90  # room for two teams before a score

# Each expression begins with a fixed character or a small set of them, so that a text is skimmed and not read.
_BYLINE: Final = re.compile(r"^By [A-Z][^\n.!?]{2,80}$", re.MULTILINE)  # "By Ada Brook" alone in a line
_AGENCY: Final = re.compile(r"/(?:AFP|AP|EPA|Getty|Reuters|Shutterstock)\b(?: Images)?")  # "Ada Brook/AFP"
_BEFORE_AGENCY: Final = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3}$")
_COPYRIGHT: Final = re.compile(r"©[^\n.;]{0,60}")
_WORD: Final = re.compile(r"(?:Photograph|Photo|Image|Picture|Credit)s?(?![\w-])")
_BEHIND_WORD: Final = re.compile(r"(?: by| courtesy of|:|/)\s?[A-Z©][^\n.;]{0,60}")  # "Photo: Ada Brook"
_DESK: Final = re.compile(r"(?:Reporting|Editing|Writing|Additional reporting) by [A-Z][^\n.]{2,120}")

# "Ravensmoor 2 Grindleford 1", "Ravensmoor 2-1 Grindleford", "Ravensmoor v Grindleford", "Ravensmoor 14 11 2 1 33 8 35".
_TEAM: Final = r"[A-Z][\w.'& -]{1,40}?"
_RESULT: Final = re.compile(
    rf"""^(?:\d{{1,2}}\.?\ )?{_TEAM}\ (?:
        \d{{1,3}}\ {_TEAM}\ \d{{1,3}}(?:\ \([^()\n]{{0,20}}\))?
      | \d{{1,3}}-\d{{1,3}}\ {_TEAM}
      | vs?\.?\ {_TEAM}
      | (?:[-+]?\d{{1,3}}[ ]){{3,}}[-+]?\d{{1,3}}
    )[ .]*$""",
    re.MULTILINE | re.VERBOSE,
)
_SCORE: Final = re.compile(r"[0-9]{1,3}-[0-9]{1,3}(?![\w-])")
_BEFORE_SCORE: Final = re.compile(  # "Ravensmoor beat Grindleford 3-1"
    r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2} (?:beat|beats|edged|thrashed|downed|defeated|drew with|lost to) (?:the )?[A-Z][^.\n]{2,40}? $"
)

# "RAVENSMOOR, March 6 (Northline) -", "RAVENSMOOR 2024-03-06": a place in capitals that opens a line.
_MONTH: Final = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z.]*"
_DATELINE: Final = re.compile(
    rf"""^(?=[A-Z][A-Z .'/-]{{2,40}}(?:\ ?,\ [A-Z][\w.'\ -]{{1,40}}?)?\ ?
        (?:,\ {_MONTH}\ \d|\d{{4}}-\d\d-\d\d|\([A-Z][\w\ .]{{1,30}}\)\ ?(?:--|[-–—])|(?:--|[–—])\ |-\ [A-Z][a-z]))""",
    re.MULTILINE | re.VERBOSE,
)


def credit_lines(text: str) -> list[Zone]:
    """Return where bylines and photo credits stand, half-open and in order; whoever they name is not in the news."""
    zones = [match.span() for pattern in (_BYLINE, _COPYRIGHT, _DESK) for match in pattern.finditer(text)]
    for match in _AGENCY.finditer(text):
        before = _BEFORE_AGENCY.search(text[max(0, match.start() - CREDIT_CHARACTERS) : match.start()])
        zones.append((match.start() - len(before.group()) if before else match.start(), match.end()))
    for match in _WORD.finditer(text):
        if not text[max(0, match.start() - 1) : match.start()].isalnum():
            zones.extend(_around_word(text, match.start(), match.end()))
    return sorted(zones)


def _around_word(text: str, start: int, end: int) -> list[Zone]:
    """Return the bracket that holds a word such as "Photo", or what it introduces."""
    opening = text.rfind("(", max(0, start - CREDIT_CHARACTERS), start)
    closing = text.find(")", end, end + CREDIT_CHARACTERS)
    if opening >= 0 and closing >= 0 and not any(mark in text[opening + 1 : closing] for mark in "()\n"):
        return [(opening, closing)]
    behind = _BEHIND_WORD.match(text, end)
    if behind and text[end - 1] == "s" and text[end] == ":":  # "Photos: ..." heads a gallery
        return []
    return [(start, behind.end())] if behind else []


def result_lines(text: str) -> list[Zone]:
    """Return where match results and standings stand, half-open and in order."""
    zones = [match.span() for match in _RESULT.finditer(text)]
    for score in _SCORE.finditer(text):
        before = _BEFORE_SCORE.search(text[max(0, score.start() - MATCH_CHARACTERS) : score.start()])
        if before:
            zones.append((score.start() - len(before.group()), score.start()))
    return sorted(zones)


def datelines(text: str) -> frozenset[int]:
    """Return where lines begin that open with a dateline: what stands there is a place."""
    return frozenset(match.start() for match in _DATELINE.finditer(text))
