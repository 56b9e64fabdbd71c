"""Exports of news archives with many articles in one text: Nexis Uni, Factiva and ProQuest.

The layouts were built from the archives' public descriptions and examples, not from exports of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from analysis import dates
from analysis.article import Article
from analysis.readers import values

# Nexis Uni ends every article so; the text stands between Body and the classification.
_NEXIS_END = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE)
_NEXIS_BODY: Final = "Body"
_NEXIS_AFTER = re.compile(r"^(?:Classification|Load-Date:.*|Graphic|Notes)$")
# Factiva ends every article with its accession number, and counts its words on top.
_FACTIVA_END = re.compile(r"^[^\S\n]*Document [A-Za-z0-9]{15,40}[^\S\n]*$", re.MULTILINE)
_FACTIVA_WORDS = re.compile(r"^[\d,]+ words$")
_FACTIVA_CODE = re.compile(r"^[A-Z0-9]{2,12}$")
_FACTIVA_LANGUAGE = re.compile(
    r"^(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Russian|Arabic|Chinese|Japanese|[A-Z][a-z]+ \([A-Z][a-z ]+\))$"
)
_COPYRIGHT = re.compile(r"^(?:\(c\)|©|Copyright)", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s[A-Z]{2,5})?$")
_PAGE = re.compile(r"^(?:pg?\.?\s?)?[A-Z]?\d{1,4}$", re.IGNORECASE)
# ProQuest separates articles by a rule and labels every field.
_PROQUEST_RULE = re.compile(r"^_{20,}[^\S\n]*$", re.MULTILINE)
_PROQUEST_LABELS: Final = (
    *(
        "Title",
        "Author",
        "Publication title",
        "Publication date",
        "Publication year",
        "Publication subject",
        "Publication info",
        "Full text",
    ),
    *(
        "Abstract",
        "Links",
        "Subject",
        "Location",
        "People",
        "Company / organization",
        "Volume",
        "Issue",
        "Page",
        "Pages",
        "First page",
        "Section",
    ),
    *(
        "Number of pages",
        "Publisher",
        "Place of publication",
        "Country of publication",
        "ISSN",
        "e-ISSN",
        "Source type",
        "Source attribution",
    ),
    *(
        "Language of publication",
        "Document type",
        "ProQuest document ID",
        "Document URL",
        "Copyright",
        "Last updated",
        "Database",
        "Dateline",
    ),
    *("Column", "Classification", "Identifier / keyword", "Business indexing term", "Credit", "Word count"),
)
_PROQUEST_LABEL = re.compile(rf"^({'|'.join(map(re.escape, _PROQUEST_LABELS))}): ?(.*)$")


def articles(text: str) -> Iterator[Article]:
    """Yield the articles of an export; nothing when the text is not one."""
    for is_one, split, read in _LAYOUTS:
        if is_one(text):
            parts = (part for part in split(text) if part.strip())
            found = (read([line.strip() for line in part.strip().split("\n")]) for part in parts)
            yield from (_numbered(article, number) for number, article in enumerate((article for article in found if article), start=1))
            return


def _numbered(article: Article, number: int) -> Article:
    return Article(
        title=article.title,
        text=article.text,
        outlet=article.outlet,
        authors=article.authors,
        published_at=article.published_at,
        url=article.url,
        source_row=number,
    )


def _is_nexis(text: str) -> bool:
    return _NEXIS_END.search(text) is not None and re.search(r"^[^\S\n]*Body[^\S\n]*$", text, re.MULTILINE) is not None


def _nexis(lines: Sequence[str]) -> Article | None:
    filled = [line for line in lines if line]
    if _NEXIS_BODY not in filled:
        return None
    place = filled.index(_NEXIS_BODY)
    head, rest = filled[:place], filled[place + 1 :]
    end = next((number for number, line in enumerate(rest) if _NEXIS_AFTER.match(line)), len(rest))
    labelled = dict(line.split(":", 1) for line in head if re.match(r"^(?:Byline|Section|Length|Dateline|Highlight):", line))
    plain = [line for line in head if not re.match(r"^(?:Byline|Section|Length|Dateline|Highlight):|^Copyright|^Link to ", line)]
    dated = next((number for number, line in enumerate(plain[1:], start=1) if _day(line)), None)
    return Article(
        title=plain[0] if plain else None,
        text="\n\n".join(rest[:end]) or None,
        outlet=plain[1] if len(plain) > 1 and dated != 1 else None,
        authors=values.authors(labelled.get("Byline")),
        published_at=dates.parse_one(plain[dated]) if dated is not None else None,
    )


def _is_factiva(text: str) -> bool:
    return _FACTIVA_END.search(text) is not None and re.search(r"^[^\S\n]*[\d,]+ words[^\S\n]*$", text, re.MULTILINE) is not None


def _factiva(lines: Sequence[str]) -> Article | None:
    filled = [line for line in lines if line]
    place = next((number for number, line in enumerate(filled) if _FACTIVA_WORDS.match(line)), None)
    if place is None:
        return None
    head, rest = filled[:place], filled[place + 1 :]
    byline = next((line for line in head if line.lower().startswith("by ")), None)
    titles = [line for line in head if line != byline]
    start = next((number + 1 for number, line in enumerate(rest[:12]) if _COPYRIGHT.match(line)), None)
    about = rest[: start - 1 if start else 6]
    dated = next((number for number, line in enumerate(about) if _day(line)), None)
    named = [line for line in about[(dated + 1) if dated is not None else 0 :] if not _is_code(line)]
    if start is None:
        # Without a copyright line the text begins after the last line that is a code, a language or the outlet.
        start = max((number + 1 for number, line in enumerate(about) if _is_code(line) or _day(line)), default=0)
    return Article(
        title=titles[-1] if titles else None,
        text="\n\n".join(rest[start:]) or None,
        outlet=named[0] if named else None,
        authors=values.authors(byline),
        published_at=dates.parse_one(about[dated]) if dated is not None else None,
    )


def _is_code(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_CLOCK, _FACTIVA_CODE, _FACTIVA_LANGUAGE, _PAGE))


def _day(line: str) -> bool:
    return len(line) < 60 and any(character.isdigit() for character in line) and not line.isdigit() and dates.parse_one(line) is not None


def _is_proquest(text: str) -> bool:
    labels = sum(
        re.search(rf"^{label}:", text, re.MULTILINE) is not None
        for label in ("Full text", "Publication title", "Publication date", "ProQuest document ID")
    )
    return labels >= 2


def _proquest(lines: Sequence[str]) -> Article | None:
    fields: dict[str, list[str]] = {}
    current = "first"
    for line in lines:
        found = _PROQUEST_LABEL.match(line)
        if found and (current != "Full text" or found.group(1) != "Section"):
            current = found.group(1)
            fields[current] = [found.group(2)]
        else:
            fields.setdefault(current, []).append(line)
    joined = {name: "\n".join(parts).strip() for name, parts in fields.items()}
    text = joined.get("Full text") or joined.get("Abstract")
    opening = [line for line in joined.get("first", "").split("\n") if line and not re.match(r"^Document \d+ of \d+$", line)]
    title = joined.get("Title") or (opening[0] if opening else None)
    if not text and not joined.get("Publication title"):
        return None
    outlet = (joined.get("Publication title") or "").split(";")[0].strip()
    when = joined.get("Publication date") or joined.get("Publication year")
    return Article(
        title=values.line(title),
        text=text or None,
        outlet=outlet or None,
        authors=values.authors(joined.get("Author")),
        published_at=dates.parse_one(when),
        url=values.url(joined.get("Document URL")),
    )


_Layout = tuple[Callable[[str], bool], Callable[[str], list[str]], Callable[[Sequence[str]], Article | None]]
_LAYOUTS: Final[tuple[_Layout, ...]] = (
    (_is_nexis, _NEXIS_END.split, _nexis),
    (_is_factiva, _FACTIVA_END.split, _factiva),
    (_is_proquest, _PROQUEST_RULE.split, _proquest),
)
