"""Exports of Factiva, in its display of whole articles and in the one with field codes (HD, BY, WC, PD, SN, LP, TD).

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

_WORDS: Final = r"(?:words|Wörter|mots|palabras|palavras|parole|woorden)"
_END = re.compile(
    r"^[^\S\n]*(?:AN[^\S\n|]*\|?[^\S\n]*)?(?:Document|Dokument|Documento|Documente) [A-Za-z0-9]{15,40}\|?[^\S\n]*$", re.MULTILINE
)
_COUNT = re.compile(rf"^(?:WC[\s|]*)?[\d,.]+ {_WORDS}\|?$")
_ANY_COUNT = re.compile(rf"^[^\S\n]*(?:WC[^\S\n|]*\|?[^\S\n]*)?[\d,.]+ {_WORDS}\|?[^\S\n]*$", re.MULTILINE)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door)\s+\S", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z0-9]{2,12}$")
_LANGUAGE = re.compile(
    r"^(?:English|Englisch|Anglais|German|Deutsch|French|Français|Spanish|Español|Italian|Portuguese|Dutch|Russian|Arabic|Chinese|Japanese|[A-Z][a-z]+ \([A-Z][a-z ]+\))$"
)
_COPYRIGHT = re.compile(r"^(?:\(c\)|©|Copyright|\d{4} Copyright)", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s[A-Z]{2,5})?$")
_PAGE = re.compile(r"^(?:pg?\.?\s?)?[A-Z]?\d{1,4}$", re.IGNORECASE)
_FIELD = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|CLM|DE|AN)(?:\s*\|\s*|\s{2,}|\t|$)(.*)$"
)
_PROVIDER_WORDS: Final = 8
"""Words that the provider's name below a text has at most; it ends without a full stop."""


def is_export(text: str) -> bool:
    """Return whether a text is an export of Factiva."""
    return _END.search(text) is not None and _ANY_COUNT.search(text) is not None


def split(text: str) -> tuple[list[str], str]:
    """Return the articles of an export, and what stands behind the last: as a rule the search that was made."""
    *parts, rest = _END.split(text)
    return parts, rest


def read(lines: Sequence[str]) -> Article | None:
    """Return the article of its lines; None when they are none."""
    fields = _fields(lines)
    if fields.get("HD") and ("SN" in fields or "PD" in fields):
        return _from_fields(fields)
    filled = [line for line in lines if line]
    place = next((number for number, line in enumerate(filled) if _COUNT.match(line)), None)
    if place is None:
        return None
    head, rest = filled[:place], filled[place + 1 :]
    by = next((number for number, line in enumerate(head) if number and _BYLINE.match(line)), None)
    # The title stands right above the byline; without one it is the last line above the count.
    title = head[by - 1] if by is not None else head[-1] if head else None
    start = next((number + 1 for number, line in enumerate(rest[:14]) if _COPYRIGHT.match(line)), None)
    about = rest[: start - 1 if start else 6]
    dated = next((number for number, line in enumerate(about) if is_day(line)), None)
    named = [line for line in about[(dated + 1) if dated is not None else 0 :] if not _is_code(line)]
    if start is None:
        # Without a copyright line the text begins after the last line that is a code, a language or the outlet.
        start = max((number + 1 for number, line in enumerate(about) if _is_code(line) or is_day(line)), default=0)
    return Article(
        title=title,
        text=paragraphs([part for line in _without_provider(rest[start:]) for part in (line, "")]),
        outlet=named[0] if named else None,
        authors=values.authors(head[by]) if by is not None else (),
        published_at=dates.parse_one(about[dated]) if dated is not None else None,
    )


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines under each field code."""
    fields: dict[str, list[str]] = {}
    current: str | None = None
    for line in lines:
        found = _FIELD.match(line.strip("|").strip() if line.startswith("|") else line)
        if found:
            current = found[1]
            fields[current] = [found[2].strip("| ")]
        elif current is not None:
            fields[current].append(line.strip("| "))
    return fields


def _from_fields(fields: dict[str, list[str]]) -> Article:
    joined = {name: " ".join(part for part in parts if part) for name, parts in fields.items()}
    return Article(
        title=joined["HD"] or None,
        text=paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])]),
        outlet=joined.get("SN") or None,
        authors=values.authors(joined.get("BY")),
        published_at=dates.parse_one(f"{joined.get('PD', '')} {joined.get('ET', '')}".strip()) or dates.parse_one(joined.get("PD")),
    )


def _without_provider(lines: Sequence[str]) -> Sequence[str]:
    last = lines[-1] if len(lines) > 1 else ""
    is_name = 0 < len(last.split()) <= _PROVIDER_WORDS and last[0].isupper() and last[-1] not in ".!?…\"”’'"
    return lines[:-1] if is_name else lines


def _is_code(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_CLOCK, _CODE, _LANGUAGE, _PAGE))
