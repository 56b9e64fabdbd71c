"""Exports of ProQuest in text: articles between rules, every field with its label.

Built after the sample files and parsers of public research software for these exports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import dates
from analysis.article import Article
from analysis.readers import values
from analysis.readers.export_parts import paragraphs

_RULE = re.compile(r"^_{20,}[^\S\n]*$", re.MULTILINE)
_LABEL = re.compile(
    r"^(title|author|correspondence author|publication title|publication date|publication year|publication subject|publication info"
    r"|publication frequency|full text|full text availability|abstract|abstract \(summary\)|links|subjects?|locations?|people"
    r"|company / organization|volume|issue|pages?|first page|start page|number of pages|section|publisher|place of publication"
    r"|country of publication|e?-?issn|doi|source type|source attribution|url|document url|document type|document feature"
    r"|language of publication|language|proquest document id|proquest document link|accession number|copyright|last updated|database"
    r"|dateline|column|classification|identifiers? / keywords?|business indexing term|credit|word count|cite as|journal subjects?|series"
    r"|edition): ?(.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^Document \d+ of \d+$", re.IGNORECASE)
# What stands around the articles: the list of titles, the citations, the address of the archive.
_AROUND = re.compile(
    r"^(?:Contact ProQuest|Citation style|Bibliography|Table of contents|Report Information|Copyright © \d{4} ProQuest|Database copyright|Terms and Conditions)",
    re.IGNORECASE,
)


def is_export(text: str) -> bool:
    """Return whether a text is an export of ProQuest."""
    wanted = ("Full text", "Publication title", "Publication date", "ProQuest document ID")
    return sum(re.search(rf"^{label}:", text, re.MULTILINE | re.IGNORECASE) is not None for label in wanted) >= 2


def split(text: str) -> tuple[list[str], str]:
    """Return the articles of an export, without what stands around them."""
    return [part for part in _RULE.split(text) if not _AROUND.match(part.strip())], ""


def read(lines: Sequence[str]) -> Article | None:
    """Return the article of its lines; None when they are none."""
    fields: dict[str, list[str]] = {}
    current = "first"
    for line in lines:
        found = _LABEL.match(line)
        if found and (current != "full text" or found[1].lower() != "section"):
            current = found[1].lower()
            fields.setdefault(current, []).append(found[2])
        else:
            fields.setdefault(current, []).append(line)
    joined = {name: "\n".join(parts).strip() for name, parts in fields.items()}
    text = paragraphs(fields.get("full text", [])) or joined.get("abstract") or joined.get("abstract (summary)")
    opening = [line for line in joined.get("first", "").split("\n") if line and not _NUMBERED.match(line)]
    title = joined.get("title") or (opening[0] if opening else None)
    outlet = (joined.get("publication title") or "").split(";")[0].strip()
    if not text and not outlet:
        return None
    when = joined.get("publication date") or joined.get("publication year")
    return Article(
        title=values.line(title),
        text=text or None,
        outlet=outlet or None,
        authors=values.authors(joined.get("author") or joined.get("credit")),
        published_at=dates.parse_one(when),
        url=values.url(joined.get("document url") or joined.get("url")),
    )
