"""Articles as they were read to articles as they were written: characters repaired, lines that are no part of the article set aside.

A line is taken out only when it is as a whole what such lines are; a sentence of the article never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from analysis import boilerplate, markup
from analysis.article import Article

# UTF-8 read as Windows-1252 or Latin-1 gives a letter of the first class followed by one of the second; C1 controls are in no text.
_LEADS: Final = "ÂÃÄÅÎÏÐÑØÙàâãäåæï"
_FOLLOWS: Final = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_DAMAGED = re.compile(f"[{_LEADS}][{_FOLLOWS}]|[\u0080-\u009f]|â€")
# Controls, soft hyphens, zero-width and direction signs, placeholders of pictures, lone surrogates.
_INVISIBLE: Final = (
    "\u0000-\u0008\u000e-\u001b\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
# Joiners change the shape of Arabic, Indic and emoji signs; between Latin letters they are waste.
_JOINERS = re.compile("(?<=[\u0000-\u024f\u2010-\u2027])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u0000-\u024f\u2010-\u2027])")
_LINE_ENDS = re.compile("\r\n?|[\u000b\u000c\u0085\u001c-\u001e\u2028\u2029]")
# Printers' ligatures, which PDF and old exports keep; words that hold them would not be found.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# One look that spares nearly every text all the others.
_SUSPICIOUS = re.compile(f"[{_LEADS}{_INVISIBLE}\u0085\u000b-\u000d\u001c-\u001e\u200c\u200d\u2028\u2029\ufb00-\ufb06]")
_WRAPPED_WIDTH: Final = (40, 110)
"""Characters of a line that was broken by width: typewriters, mail and archives break at 55 to 100."""
_WRAPPED_SHARE: Final = 0.5
"""Share of the line breaks that must stand inside a sentence before a text is taken as broken by width."""
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_SEPARATORS: Final = (" - ", " – ", " — ", " | ", " :: ", " · ", " • ", " » ")
_NAME = r"[A-Z][\w.'’\-]*"
_BYLINE = re.compile(
    rf"^(?:By|BY|by):?\s+{_NAME}(?:,? (?:and |& )?(?:(?:de|van|von|der|den|al|el|bin|la|di|da|du|le)\s)?{_NAME}){{1,9}}"
    r"(?:\s*[,|–—-][^.!?]{0,60})?$"
)
_DATE_LINE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},? \d{4}"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4})$"
)
_OPENING_LINES: Final = 6
"""How many lines from the top a byline or the repeated title may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article after cleaning.

    Attributes:
        article: The article; paragraphs of its text are separated by a blank line, a section heading is a paragraph of its own.
        removed: The lines that were taken out, in the order they stood.
    """

    article: Article
    removed: tuple[str, ...]


def clean(article: Article, *, repeated: Collection[str] = frozenset()) -> Cleaned:
    """Repair an article's characters and take out what is no part of it.

    Args:
        article: As it was read.
        repeated: Lines that stand in many articles of its outlet, from `boilerplate.repeated_lines`; they are taken out too.

    Returns:
        The cleaned article, and the lines that were taken out. Curly quotes stay. A field of which nothing is left is None.
    """
    title, suffix = _clean_title(article)
    lines = _lines(repair(article.text)) if article.text else []
    kept, removed = _sort_out(lines, title, repeated)
    text = "\n\n".join(kept) or None
    cleaned = replace(
        article, title=title, text=text, outlet=_one_line(article.outlet), authors=tuple(filter(None, map(_one_line, article.authors)))
    )
    return Cleaned(article=cleaned, removed=(*suffix, *removed))


def repair(text: str) -> str:
    """Return text with wrong decodings undone, markup resolved and invisible characters taken out; line breaks are all alike.

    Args:
        text: Any text.

    Returns:
        The text in Unicode's composed form (NFC). Curly quotes and dashes stay as they are.
    """
    plain = markup.plain(text)
    if _SUSPICIOUS.search(plain):
        whole = _undo_wrong_decoding(plain) if _DAMAGED.search(plain) else plain
        plain = _UNSEEN.sub("", _JOINERS.sub("", _LINE_ENDS.sub("\n", whole))).translate(_LIGATURES)
    return plain if plain.isascii() or unicodedata.is_normalized("NFC", plain) else unicodedata.normalize("NFC", plain)


def _undo_wrong_decoding(text: str) -> str:
    import ftfy

    return ftfy.fix_text(
        text,
        uncurl_quotes=False,
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        remove_terminal_escapes=True,
        normalization=None,
        explain=False,
    )


def _one_line(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join(repair(value).split()) or None


def _clean_title(article: Article) -> tuple[str | None, tuple[str, ...]]:
    """Return the title without the outlet's name at its end, and what was cut off."""
    title = _one_line(article.title)
    if title is None or not article.outlet:
        return title, ()
    for separator in _SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and head and _is_outlet(tail, article.outlet):
            return head.strip(), (f"{separator.strip()} {tail}",)
    return title, ()


def _is_outlet(tail: str, outlet: str) -> bool:
    """Whether the end of a title names the outlet: "The Harbour Post", "Harbour Post News" or "harbourpost.com" for "Harbour Post"."""
    name, end = _letters(outlet), _letters(tail)
    return bool(name and end) and (name == end or (min(len(name), len(end)) >= 4 and (end.startswith(name) or name.startswith(end))))


def _letters(name: str) -> str:
    words = re.sub(r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net|co\.uk|news|int|gov|[a-z]{2})$", "", name.strip().lower())
    return "".join(character for character in words.removeprefix("the ") if character.isalnum())


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each a paragraph; lines broken by width are joined again."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return _unwrap(lines) if _is_wrapped(lines) else [line for line in lines if line]


def _is_wrapped(lines: Sequence[str]) -> bool:
    breaks = [line for line, following in pairwise(lines) if line and following]
    if len(breaks) < 3:
        return False
    inside = sum(_breaks_sentence(line) for line in breaks)
    return inside >= _WRAPPED_SHARE * len(breaks) and max(map(len, lines)) <= _WRAPPED_WIDTH[1]


def _breaks_sentence(line: str) -> bool:
    return _WRAPPED_WIDTH[0] <= len(line) <= _WRAPPED_WIDTH[1] and not _SENTENCE_END.search(line)


def _unwrap(lines: Sequence[str]) -> list[str]:
    width = max(map(len, lines))
    paragraphs: list[str] = []
    open_paragraph = False
    for line in lines:
        if line and open_paragraph:
            last = paragraphs[-1]
            hyphenated = last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()
            paragraphs[-1] = last + line if hyphenated else f"{last} {line}"
        elif line:
            paragraphs.append(line)
        # A line that stops well before the margin ends its paragraph.
        open_paragraph = bool(line) and (len(line) >= 0.75 * width or (open_paragraph and not _SENTENCE_END.search(line)))
    return paragraphs


def _sort_out(lines: Sequence[str], title: str | None, repeated: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are the article's, and those that are not."""
    kept: list[str] = []
    removed: list[str] = []
    for number, line in enumerate(lines):
        opening = number < _OPENING_LINES and len(kept) < _OPENING_LINES
        no_part = (
            boilerplate.is_boilerplate(line)
            or line in repeated
            or (opening and (line == title or _BYLINE.match(line) is not None or _DATE_LINE.match(line) is not None))
        )
        (removed if no_part else kept).append(line)
    return (kept, removed) if kept or not lines else (list(lines), [])
