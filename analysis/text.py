"""Sentences, headings and words of a text, cut once and shared by every scorer. It knows nothing of articles, scores or storage."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

HEADING_MAX_WORDS: Final = 12  # longest section headings in the public news corpora we read have 11 words
HEADING_MAX_CHARACTERS: Final = 100  # a line longer than this is a paragraph that lost its full stop
ABBREVIATION_MAX_CHARACTERS: Final = 24  # how far back a token is read; longer than any abbreviation, so time stays linear
NEXT_WORD_MAX_CHARACTERS: Final = 24  # how far ahead the next word is read, for the same reason
OPENER_MAX_WORDS: Final = 3  # "At 5 a.m. Mr. Smith ..." is an opener; a longer run before "p.m. Mr." is a sentence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CURLY: Final = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"'}

# Every character at which str.splitlines() breaks a line, so that no reader of the text sees other lines than we do.
_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CLOSERS: Final = "\"'”’»)]}"
# Both parts always match once begun and never give back, so a megabyte of dots costs one step a dot.
_STOP: Final = re.compile(r"[.!?…。]++(?:[ \u00a0]\.(?![^\s.\"'”’)]))*+[\"'”’»)\]}]*+")
_GAP: Final = re.compile(r"[\s\u200b]*")
_OPENING: Final = "\"'“‘«([{¿¡-–—•◦▪‣⁃*"
_NEXT_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?\.?")
_LIST_NUMBER: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]*")
_LIST_ITEM: Final = re.compile(r"(?<!\S)(?:[•◦▪‣⁃] ?)?(?P<number>[0-9]{1,3}|[a-z])(?P<mark>\.\)|\)|\.)(?= )")
_CITATION: Final = re.compile(r"\([^()\n]{1,60}\)[.,;]")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_WORD: Final = re.compile(r"[^\W_]+(?:(?:\.-|[-.,'’_@&/])[^\W_]+)*")

# Abbreviations stand before a name: never the end of a sentence.
_TITLES: Final = _words(
    """mr mrs ms mx dr prof gen sen sens rep reps gov govs lt col sgt capt cpl pvt maj cmdr adm brig supt insp det rev hon pres fr sr
    messrs mme mlle mlles st ste mt ft amb atty asst assoc dep dept-gen maj-gen lt-gen brig-gen lt-col lt-cmdr sec-gen vice-adm
    rear-adm sheikh-dr ayat ofc spc pfc cllr ald del insp-gen viscount vs v viz cf eg ie e.g i.e approx ca"""
)
# Abbreviations stand before a number, and end a sentence only where no number follows.
_BEFORE_NUMBERS: Final = _words(
    """no nos n° nr p pp art arts sec secs fig figs vol vols ch chap para paras par cl jan feb mar apr jun jul aug sep sept oct nov dec"""
)
# Abbreviations may end a sentence; they do only before a word with which sentences begin.
_INSIDE: Final = _words(
    """co cos inc corp ltd llc plc bros jr sr esq etc al ave blvd rd hwy rte dept est univ assn bldg gov't govt int'l nat'l ala ariz ark
    calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
    ont que sask alta tel ext min max avg ed eds trans ret res ph.d m.d b.a m.a d.phil am pm mon tue tues wed thu thur thurs fri sat
    sun st mph sq ft oz lb lbs"""
)
_DAYTIME: Final = frozenset({"a.m", "p.m", "am", "pm"})
_EXCLAIMING_NAMES: Final = frozenset({"yahoo", "jeopardy", "oklahoma", "panic", "wham", "joomla"})
# Words with which a sentence begins and which no name carries after an abbreviation ("U.S. The", never "U.S. Government").
_STARTERS: Final = _words(
    """The A An It Its It's He She They We I You You're This That These Those There Here His Her Hers Their Our My Your Who What When
    Where Why How Which In On At But And Or Nor So Yet If As After Before While Since Until Although Though Because However Meanwhile
    Moreover Furthermore Also Then Thus Still Now Today Yesterday Tomorrow Later Earlier Once Some Many Most Much More Few Several
    Both Each Every All Any Another Other Others No Not Nobody None Nothing Neither Either Did Do Does Don't Is Isn't Are Was Were Has
    Have Had Can Could Will Would Should May Might For From With Without By To Under Over Between During Among Amid Despite Unlike
    Like Through About Around Within According Only Even Just Perhaps Maybe Instead Indeed Nevertheless Nonetheless Besides Yes Well
    Let Let's Officials Critics Experts Police They're We're He's She's That's There's Everyone Everything Someone Something Such Same
    One Two Three Four Five Six Seven Eight Nine Ten Asked Speaking Shares"""
)
_SAYING: Final = re.compile(
    r"(?:[A-Z][\w’'.-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|replied|shouted|tweeted|posted|joked|quipped|cried|wondered)\b"
)
_DATELINE: Final = re.compile(
    r"""(?x)
    (?: .* [-–—] $                                              # ends with the dash that opens the story
      | [A-Z][\w .,'’-]{0,60} \( [^()]{2,30} \) \s* [-–—]? $     # GAZA CITY (Reuters)
      | (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)? (?:\d{1,2}\s+)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?
        (?:\s+\d{1,2}(?:st|nd|rd|th)?)? (?:,?\s+\d{4})? \s* $    # Friday, January 4, 2019
      | [A-Z][A-Z .’'-]{2,40} , .* \d .* $                       # KYIV, Ukraine, March 3
      | [\d\s./:-]+ $                                            # 2024-03-25 10:30
    )"""
)
_BULLET: Final = re.compile(r"[•◦▪‣⁃∙·*–—-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_BYLINE: Final = re.compile(r"By (?:[A-Z][\w’'.-]+(?:,? and |,? )?){2,6}$")


def straighten(text: str) -> str:
    """Return the text with curly quotes and apostrophes made straight, character for character.

    Args:
        text: Any text.

    Returns:
        A text of the same length, so offsets stay true.
    """
    if text.isascii():
        return text
    for curly, straight in _CURLY.items():
        text = text.replace(curly, straight)
    return text


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text stands.

    A line break always ends a sentence, so a heading, bullet or paragraph never runs into the next. Time is linear in the text.

    Args:
        text: Any text.

    Returns:
        Half-open spans in characters, trimmed of white space, in order, never overlapping, never empty. A text of white space has none.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        _split_line(text, line.start(), line.end(), spans)
    return spans


def is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a span is a section heading: a short whole line standing alone that does not end like a sentence.

    Args:
        text: The whole text.
        start: First character of the span.
        end: One past its last character.

    Returns:
        True for a heading. A dateline, a byline, a bullet and a line of a list or verse are none.
    """
    if not 0 < end - start <= HEADING_MAX_CHARACTERS:
        return False
    line = text[start:end]
    if not (line[0].isupper() or line[0].isdigit()) or (line[-1] in ".!?…,;:\"'”’)" and not line.endswith(")")):
        return False
    if len(line.split()) > HEADING_MAX_WORDS or not any(map(str.isalpha, line)):
        return False
    if any(pattern.match(line) for pattern in (_DATELINE, _BYLINE, _BULLET)):
        return False
    return _edge(text, start, -1) and _edge(text, end - 1, 1)


def count_words(text: str) -> int:
    """Return how many words a text has: runs of letters and digits, with what joins them ("U.S.-led" and "1,204" are one word each)."""
    return sum(1 for _ in _WORD.finditer(text))


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    for item in _list_items(text, start, end):
        _split_item(text, *item, spans)


def _list_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the items of a line that is a list ("1) Bread 2) Water"), each counting on from the last; else the whole line."""
    first = _LIST_ITEM.match(text, start, end)
    if first is None:
        return [(start, end)]
    cuts, last = [start], _ordinal(first["number"])
    for item in _LIST_ITEM.finditer(text, first.end(), end):
        if _ordinal(item["number"]) == last + 1 and item["mark"] == first["mark"]:
            cuts.append(item.start())
            last += 1
    return list(pairwise([*cuts, end]))


def _ordinal(number: str) -> int:
    return int(number) if number.isdigit() else ord(number)


def _split_item(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    first = _GAP.match(text, start, end)
    begin = first.end() if first else start
    for stop in _STOP.finditer(text, begin, end):
        after = stop.end()
        if after >= end:
            break
        if stop.start() < begin:
            continue
        gap = _GAP.match(text, after, end)
        following = gap.end() if gap else after
        if following >= end:
            break
        if following == after:
            if not _is_glued_end(text, stop.start(), after, end):
                continue
        elif not _is_end(text, begin, stop, following, end):
            continue
        spans.append((begin, after))
        begin = following
    last = end
    while last > begin and (text[last - 1].isspace() or text[last - 1] == "\u200b"):
        last -= 1
    if last > begin:
        spans.append((begin, last))


def _is_end(text: str, begin: int, stop: re.Match[str], following: int, end: int) -> bool:
    """Tell whether a stop with white space after it ends a sentence."""
    marks = stop.group()
    ahead = following
    while ahead < end and text[ahead] in _OPENING and ahead - following < 4:
        ahead += 1
    if ahead >= end or text[ahead].islower() or text[ahead] in ",;:)&":
        return False
    if text[following] == "(" and _CITATION.match(text, following, end):
        return False
    next_match = _NEXT_WORD.match(text, ahead, min(end, ahead + NEXT_WORD_MAX_CHARACTERS))
    word = next_match.group() if next_match else ""
    starter = word.rstrip(".").replace("’", "'") in _STARTERS
    before = text[max(begin, stop.start() - ABBREVIATION_MAX_CHARACTERS) : stop.start()]
    token = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    closed = marks.rstrip(_CLOSERS) != marks
    dots = marks.count(".")
    if "!" in marks or "?" in marks:
        if closed and _SAYING.match(text, ahead, min(end, ahead + 120)):
            return False
        return starter or token.lower() not in _EXCLAIMING_NAMES
    if "…" in marks or dots > 1:
        return dots > 3 or (token != "" and " " not in marks)
    if closed and not marks.startswith(".)"):
        return True
    return _full_stop_ends(text, begin, stop.start(), token.lstrip(_OPENING), word, starter)


def _full_stop_ends(text: str, begin: int, at: int, token: str, word: str, starter: bool) -> bool:
    """Tell whether a single full stop after a token ends a sentence, where a capital, a digit or a mark follows."""
    lower = token.lower()
    number = word[:1].isdigit()
    if at - len(token) <= begin + 2 and _LIST_NUMBER.fullmatch(token) and (len(token) < 2 or not token.isalpha()):
        return False  # "1. The first item" at the start of a line
    if lower in _DAYTIME:
        title = word.rstrip(".").lower() in _TITLES
        return starter or (title and len(text[begin:at].split(None, OPENER_MAX_WORDS)) > OPENER_MAX_WORDS)
    if lower in _TITLES and not (lower in _INSIDE and starter):
        return lower in {"v", "ca"} and starter
    if lower in _BEFORE_NUMBERS:
        return not number
    if lower in _INSIDE or _INITIALS.fullmatch(token):
        return starter or word == ""
    return True


def _is_glued_end(text: str, at: int, after: int, end: int) -> bool:
    """Tell whether a stop without white space after it ends a sentence all the same, as in "said.The minister"."""
    if at < 2 or not text[at - 2 : at].isalpha() or not text[at - 1].islower() or not text[after].isupper():
        return False
    next_match = _NEXT_WORD.match(text, after, min(end, after + NEXT_WORD_MAX_CHARACTERS))
    return (
        next_match is not None
        and len(next_match.group()) > 1
        and next_match.group() in _STARTERS
        and text[next_match.end() : next_match.end() + 1] == " "
    )


def _edge(text: str, at: int, step: int) -> bool:
    """Tell whether nothing but the rest of its line, then a blank line or the text's edge, lies beside a character."""
    breaks = 0
    previous = ""
    at += step
    while 0 <= at < len(text) and text[at].isspace():
        pair = text[at] + previous if step < 0 else previous + text[at]
        if text[at] in _LINE_BREAKS and pair != "\r\n":
            breaks += 1
            if breaks == 2:
                return True
        previous = text[at]
        at += step
    return not 0 <= at < len(text)
