"""What the exports of news archives have in common: lines, days and paragraphs of one article among many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis import dates

_WEEKDAY: Final = r"(?:[^\W\d_]{3,12}(?:day|tag|di|dag)|samedi|dimanche|Mittwoch|Sonnabend)"
_MONTH: Final = r"[^\W\d_]{3,10}\.?"
_DAY = re.compile(
    rf"^(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\.?\s+{_MONTH},?\s+\d{{4}}|{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})(?:[\s,(].{{0,40}})?$"
)
_WRAPPED: Final = (45, 95)
"""Characters of a full line in text that was broken by hand; archives break at 70 to 80."""


def is_day(line: str) -> bool:
    """Return whether a whole line is a date, perhaps with its weekday, time or edition."""
    return _DAY.match(line) is not None and dates.parse_one(line) is not None


def paragraphs(lines: Sequence[str]) -> str | None:
    """Return lines as paragraphs: every line is one, except where a text was broken into lines of one length."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    full = [line for block in blocks for line in block[:-1]]
    is_wrapped = bool(full) and sum(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in full) > 0.8 * len(full)
    joined = [" ".join(block) for block in blocks] if is_wrapped else [line for block in blocks for line in block]
    return "\n\n".join(part for part in joined if part) or None
