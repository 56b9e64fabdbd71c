"""Cells of a table to the values of an article: text without tags and entities, lists of authors, names of outlets."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from statistics import median
from typing import Final
from urllib.parse import urlsplit

from analysis import markup

_MISSING: Final = frozenset(("", "none", "null", "nan", "nat", "n/a", "[removed]", "[deleted]", "<na>", "undefined", "(null)", r"\n"))
_LONGEST_MISSING: Final = 30
# NewsAPI and GNews cut contents at 200 characters and say how many are missing.
_CUT_MARK = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\s*$")
_CUT_LOOK: Final = 60  # characters from the end in which that mark stands
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*$")
_BY = re.compile(r"^\s*(?:written\s+)?by[:\s]+", re.IGNORECASE)
_AUTHOR_SPLIT = re.compile(r"\s*(?:;|\||\n|\t|•)\s*")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)
_NOT_AUTHOR = re.compile(
    r"@|https?:|www\.|^[\W\d]*$|^(?:none|unknown|view all posts|staff|admin|about|more|follow|share|contact)$", re.IGNORECASE
)
_LISTED = re.compile(r"""^\[\s*(?:['"].*['"])?\s*\]$""", re.DOTALL)
_UNSEEN: Final = " \t\n\r\x00\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u3000\ufeff"
_WRITTEN_OUT = re.compile(r"^(?:\{\s*['\"].*\}|\[\s*(?:[\[{'\"].*)?\])\s*$", re.DOTALL)
_LONGEST_WRITTEN_OUT: Final = 200_000
_TEXT_KEYS: Final = ("text", "body", "content", "main", "rendered", "name", "value", "#text")
_NAME_KEYS: Final = ("name", "fullName", "original", "title")
_MAX_AUTHORS = 20
_MAX_AUTHOR = 80


def is_missing(cell: object) -> bool:
    """Return whether a cell holds nothing, under any of the words exports use for that."""
    if isinstance(cell, str):
        return len(cell) <= _LONGEST_MISSING and cell.strip().lower() in _MISSING
    return cell is None or cell != cell


def is_blank(written: str | None) -> bool:
    """Return whether a text shows nothing: none, white space, or characters without width."""
    return not written or not written.strip(_UNSEEN)


def is_cut(cell: object) -> bool:
    """Return whether a text ends in the mark of a source that gives only its beginning: "[+2747 chars]"."""
    return isinstance(cell, str) and cell.endswith("chars]") and _CUT_MARK.search(cell[-_CUT_LOOK:]) is not None


def is_number(cell: object) -> bool:
    """Return whether a cell is a bare number."""
    return isinstance(cell, str) and _NUMBER.match(cell.strip()) is not None


def typical_length(cells: Sequence[object]) -> float:
    """Return the median length of the cells as text."""
    return median(len(str(cell)) for cell in cells) if cells else 0.0


def text(cell: object) -> str | None:
    """Return a cell as text with paragraphs, without HTML; None when it holds nothing."""
    cell = opened(cell)
    if is_missing(cell):
        return None
    if isinstance(cell, Mapping):
        return text(next((cell[key] for key in _TEXT_KEYS if key in cell), None))
    if isinstance(cell, list | tuple):
        parts = [part for part in (text(each) for each in cell) if part]
        return "\n\n".join(parts) or None
    if isinstance(cell, bytes):
        return text(cell.decode("utf-8", errors="replace"))
    plain = markup.plain(str(cell)).strip()
    if plain.endswith("chars]"):
        plain = plain[:-_CUT_LOOK] + _CUT_MARK.sub("", plain[-_CUT_LOOK:])
    return None if is_missing(plain) or is_blank(plain) else plain


def line(cell: object) -> str | None:
    """Return a cell as one line of text, for titles and names; None when it holds nothing."""
    found = text(cell)
    return " ".join(found.split()) or None if found else None


def opened(cell: object) -> object:
    """Return the record or list that a cell holds written out, as JSON or as Python shows it; any other cell as it is.

    Tables made of a news interface's answers hold {'id': None, 'name': 'Harbour Post'} as text.
    """
    if not isinstance(cell, str) or not cell.startswith(("{", "[")) or len(cell) > _LONGEST_WRITTEN_OUT or not _WRITTEN_OUT.match(cell):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        pass  # Python's way of writing it is tried next
    try:
        return ast.literal_eval(cell.strip())
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return cell


def outlet(cell: object) -> str | None:
    """Return the name of an outlet; of an address or a domain, its host without www."""
    cell = opened(cell)
    if isinstance(cell, Mapping):
        return outlet(next((cell[key] for key in ("name", "title", "id", "uri") if not is_missing(cell.get(key))), None))
    name = line(cell)
    if name and name.lower().startswith(("http://", "https://", "www.")):
        return host(name) or name
    return name


def host(url: str) -> str | None:
    """Return the host of an address, without www; None when it has none."""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") or None if name else None


def url(cell: object) -> str | None:
    """Return an address as it stands."""
    found = text(cell) if not isinstance(cell, str) else (None if is_missing(cell) else cell.strip())
    return found or None


def authors(cell: object) -> tuple[str, ...]:
    """Return the authors of a cell in order: a list, records with a name, or one line such as "By A and B"."""
    cell = opened(cell)
    if is_missing(cell):
        return ()
    if isinstance(cell, Mapping):
        name = next((cell[key] for key in _NAME_KEYS if not is_missing(cell.get(key))), None)
        joined = " ".join(str(cell[key]) for key in ("firstname", "firstName", "lastname", "lastName") if cell.get(key))
        return authors(name or joined)
    if isinstance(cell, list | tuple | set):
        each = [name for part in cell for name in authors(part)]
        return tuple(dict.fromkeys(each))[:_MAX_AUTHORS]
    if isinstance(cell, date | datetime):
        return ()
    return tuple(dict.fromkeys(_split_authors(line(cell) or "")))[:_MAX_AUTHORS]


def _split_authors(byline: str) -> list[str]:
    if _LISTED.match(byline):
        byline = ";".join(re.findall(r"""['"]([^'"]+)['"]""", byline))
    names: list[str] = []
    for part in _AUTHOR_SPLIT.split(_BY.sub("", byline)):
        for name in _AND.split(part):
            pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
            # "Smith, John" is one name; "John Smith, Mary Jones" are two.
            names += pieces if all(" " in piece for piece in pieces) or len(pieces) > 2 else [", ".join(pieces)]
    stripped = (_BY.sub("", name).strip(" ,.–—-") if not name.endswith("Jr.") else name for name in names)
    return [name for name in stripped if name and len(name) <= _MAX_AUTHOR and not _NOT_AUTHOR.search(name)]
