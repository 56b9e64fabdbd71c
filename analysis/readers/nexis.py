"""Exports of Nexis: the documents of Nexis Uni and Lexis Advance, and the older ones that count "1 of 100 DOCUMENTS".

Built after the sample files and parsers of public research software for these exports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis import dates
from analysis.article import Article
from analysis.readers import values
from analysis.readers.export_parts import is_day, paragraphs

_END = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE | re.IGNORECASE)
_BODY: Final = "body"
_AFTER = re.compile(
    r"^(?:Classification|Load-Date:.*|Graphic|Notes|Correction|Correction-Date:.*|Language:.*|Publication-Type:.*)$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(Byline|Section|Length|Dateline|Highlight|Series|Distribution|Correction|Edition|Ressort|Rubrik|Länge|Autor)\s*:\s*(.*)$", re.I
)
_NO_HEAD = re.compile(r"^(?:Copyright|©|\(c\)|Link to |All Rights Reserved|View the original|Bluebook:)", re.IGNORECASE)
# The page before the first article: who asked for what, and the titles that were found.
_COVER = re.compile(
    r"^(?:User Name|Date and Time|Job Number|Documents \(\d+\)|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type|Sources?\b"
    r"|Timeline|News$|-None-$|Document Type|Language$|Location by Publication|Publication Type|Section$|\d+\.\s)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"^Page \d+ of \d+$")  # documents in rich text carry the heads of their pages among the lines
_COUNT = re.compile(r"^[^\S\n]*\d[\d,.]* of \d[\d,.]* DOCUMENTS?[^\S\n]*$", re.MULTILINE)
_BEFORE_TEXT: Final = ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "DISTRIBUTION", "ABSTRACT")
_AFTER_TEXT: Final = (
    *(
        "LOAD-DATE",
        "LANGUAGE",
        "GRAPHIC",
        "PUBLICATION-TYPE",
        "JOURNAL-CODE",
        "DOCUMENT-TYPE",
        "CORRECTION",
        "CORRECTION-DATE",
        "NOTES",
        "URL",
    ),
    *(
        "SUBJECT",
        "ORGANIZATION",
        "COMPANY",
        "TICKER",
        "INDUSTRY",
        "PERSON",
        "CITY",
        "STATE",
        "COUNTRY",
        "GEOGRAPHIC",
        "CATEGORY",
        "TYPE",
        "UPDATE",
    ),
)
_CAPITAL_LABEL = re.compile(rf"^({'|'.join((*_BEFORE_TEXT, *_AFTER_TEXT))}):\s*(.*)$")
_MAX_EDITION: Final = 60
"""Characters of an edition's name; a longer line is a title."""
_EDITION = re.compile(r"\bedition\b|;$", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Return whether a text is an export of Nexis Uni."""
    return _END.search(text) is not None and re.search(r"^[^\S\n]*Body[^\S\n]*$", text, re.MULTILINE) is not None


def split(text: str) -> tuple[list[str], str]:
    """Return the articles of an export of Nexis Uni, and what stands behind the last."""
    *parts, rest = _END.split(text)
    return parts, rest


def read(lines: Sequence[str]) -> Article | None:
    """Return the article of its lines; None when it has neither a title nor a text."""
    place = next((number for number, line in enumerate(lines) if line.lower() == _BODY), None)
    head = [line for line in (lines if place is None else lines[:place]) if line]
    rest = [] if place is None else lines[place + 1 :]
    end = next((number for number, line in enumerate(rest) if _AFTER.match(line)), len(rest))
    labelled = {found[1].lower(): found[2] for line in head if (found := _LABEL.match(line))}
    plain = [line for line in head if not _LABEL.match(line) and not _NO_HEAD.match(line) and not _AFTER.match(line)]
    dated = next((number for number in reversed(range(len(plain))) if is_day(plain[number])), None)
    until = len(plain) if dated is None else dated
    # The cover stands before the title; the title, the outlet and the day follow each other.
    start = next((number + 1 for number in reversed(range(until)) if _COVER.match(plain[number])), 0)
    named = plain[start:until]
    title = named[0] if named else None
    text = paragraphs([line for line in rest[:end] if line != title and not _PAGE.match(line)])
    if text is None and dated is None:
        return None
    return Article(
        title=title,
        text=text,
        outlet=named[-1] if dated is not None and len(named) > 1 else None,
        authors=values.authors(labelled.get("byline") or labelled.get("autor")),
        published_at=dates.parse_one(plain[dated]) if dated is not None else None,
    )


def is_counted(text: str) -> bool:
    """Return whether a text is an older export, whose articles are counted on top."""
    return _COUNT.search(text) is not None and re.search(r"^[^\S\n]*(?:LENGTH|LOAD-DATE|LANGUAGE):", text, re.MULTILINE) is not None


def split_counted(text: str) -> tuple[list[str], str]:
    """Return the articles of an older export; what stands before the first count is its cover."""
    return _COUNT.split(text)[1:], ""


def read_counted(lines: Sequence[str]) -> Article | None:
    """Return the article of its lines: outlet, day, edition, title, labels, text, labels, copyright."""
    labels = [(number, found) for number, line in enumerate(lines) if (found := _CAPITAL_LABEL.match(line))]
    before = [number for number, found in labels if found[1] in _BEFORE_TEXT]
    first = before[0] if before else _second_block(lines)
    head = [line for line in lines[:first] if line]
    dated = next((number for number, line in enumerate(head) if is_day(line)), None)
    if dated is None:
        return None
    # An edition may stand between the day and the title, over several lines.
    editions = (number for number, line in enumerate(head) if number > dated and _EDITION.search(line) and len(line) < _MAX_EDITION)
    titles = _last_block(lines[:first], head[max(editions, default=dated) + 1 :])
    begins = before[-1] + 1 if before else first
    ends = next((number for number, found in labels if number >= begins and found[1] in _AFTER_TEXT), len(lines))
    byline = next((found[2] for _, found in labels if found[1] == "BYLINE"), None)
    text = [line for line in lines[begins:ends] if not re.match(r"^(?:Copyright \d{4}|All Rights Reserved)", line)]
    return Article(
        title=titles,
        text=paragraphs(text),
        outlet=head[dated - 1] if dated else None,
        authors=values.authors(byline),
        published_at=dates.parse_one(head[dated]),
    )


def _second_block(lines: Sequence[str]) -> int:
    """Return where the text begins when no label says so: behind the first block of lines after the day."""
    day = next((number for number, line in enumerate(lines) if is_day(line)), len(lines))
    title = next((number for number in range(day + 1, len(lines)) if lines[number]), len(lines))
    return next((number for number in range(title, len(lines)) if not lines[number]), len(lines))


def _last_block(lines: Sequence[str], candidates: Sequence[str]) -> str | None:
    """Return the title: the lines between the last two blank ones, of those that can be one; long titles are broken."""
    block: list[str] = []
    for line in reversed(lines):
        if line:
            block.insert(0, line)
        elif block:
            break
    return " ".join(line for line in block if line in candidates) or None
