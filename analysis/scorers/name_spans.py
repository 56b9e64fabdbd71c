"""Where names stand in a text, known or not: runs of capitalised words, taken apart at titles, connectors and words that are no names.

A run is taken apart once for each spelling, not once for each place. What a name is, and who, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from analysis.registers.words import common_words, first_names
from analysis.scorers import name_words as words

Mode = Literal["inside", "opening", "title case", "capitals"]
Kind = Literal["known", "name", "office", "short"]

_UPPER: Final = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
_ABBREVIATED: Final = r"(?:Mr|Mrs|Ms|Dr|St|Ste|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Cpl|Prof|Rev|Jr|Sr|Ft|Mt|Adm|Maj|Cmdr|Brig|Hon|Supt|Det)\."
_PREFIX: Final = r"(?:(?:al|el|as|ash|an|ad|ar|at|az|ul|d|l|de)[-'])?"
# "U.S.", "J.K.", "St.", "O'Brien", "Ben-Gvir", "AT&T", "al-Shabab", "M23"; never the possessive.
_CAPITAL: Final = rf"(?:{_ABBREVIATED}|(?:[{_UPPER}]\.){{1,4}}(?![a-z])|{_PREFIX}[{_UPPER}]\w*(?:(?:-|&|'(?!(?:s|S|re|ll|ve|d|m|t)\b))\w+)*)"
_JOINING: Final = "|".join(sorted(words.PARTICLES | words.CONNECTORS, key=len, reverse=True))
RUN: Final = re.compile(rf"(?<![\w@]){_CAPITAL}(?:[ \u00a0](?:(?:{_JOINING})[ \u00a0]){{0,3}}{_CAPITAL})*")
_TOKEN: Final = re.compile(r"[^ \u00a0]+")

_OPENING_BEFORE: Final = frozenset('.!?:;\n\r\u2026–—•*|/»«')
_OPENING_AT: Final = frozenset('\n\r"“”\'«•*|\t')

_QUOTES: Final = frozenset("\"'”’»)]")
_SAYING: Final = [[verb] for verb in sorted(words.SAYING)]

ACRONYM_LETTERS: Final = 5  # several words in capitals, one of them longer than this, are shouted
SAYING_CHARACTERS: Final = 16  # room for a verb of saying

TITLE_MAX_CHARACTERS: Final = 160  # a longer line is a paragraph; agencies keep headlines under 100 characters
TITLE_LOWER_SHARE: Final = 0.15  # at most this share of the longer words of a line in title case stands in lower case
TITLE_COMMON_SHARE: Final = 0.2  # at least this share of its capitalised words are common words, or it is a list of names
TITLE_LONGER_WORD: Final = 4  # letters; headlines in title case write shorter words small
_WORDS: Final = re.compile(r"[^\W\d_][\w'-]*")


class Run(NamedTuple):
    """A run of capitalised words: where it stands and how much its capitals say."""

    start: int
    end: int
    mode: Mode


class Piece(NamedTuple):
    """A name inside a run, by characters of the run.

    `kind` is "known" for a name of the register, "name" for another, "office" for one that needs a state to be somebody ("Foreign Ministry")
    and "short" for one that needs a longer name before it ("the Council"). `title` tells that a person's title stands before it;
    `adjective` is where a demonym before it begins, or -1.
    """

    start: int
    end: int
    kind: Kind
    title: bool
    adjective: int = -1


class Known(NamedTuple):
    """A name of the register inside a run: its place by characters of the run, and whether it is an adjective or acts as one ("U.S.")."""

    start: int
    end: int
    adjective: bool
    place: bool


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How words are written elsewhere in the collection.

    Attributes:
        inside: Words that stand with a capital inside a sentence.
        small: Words that stand in lower case.
    """

    inside: frozenset[str]
    small: frozenset[str]


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
    before = text[start - 1] if start else "\n"
    if before not in _OPENING_AT:
        if before != " " or start < 2:
            return "inside"
        mark = text[start - 2]
        if mark in _QUOTES and start > 2:
            mark = text[start - 3]
        if mark not in _OPENING_BEFORE:
            return "inside"
    # A surname that is a word as well gives itself away by what it does.
    if spelled in words.SURNAMES_AND_WORDS and text[end : end + SAYING_CHARACTERS].split(maxsplit=1)[:1] in _SAYING:
        return "inside"
    return "opening"


def _marked_lines(text: str) -> list[tuple[int, int, Mode]]:
    """Return the lines whose capitals say little: headlines in title case and lines in capitals."""
    marked: list[tuple[int, int, Mode]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and line.isupper() and (" " in line.strip()):
            marked.append((start, end, "capitals"))
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


def pieces(run: str, mode: Mode, known: Sequence[Known], habits: Habits) -> list[Piece]:
    """Take a run apart into names.

    Args:
        run: The run as it stands in the text.
        mode: How much its capitals say.
        known: The names of the register inside it, in order, none overlapping.
        habits: How words are written elsewhere in the collection.

    Returns:
        The names in order, none overlapping; none when the run holds no name.
    """
    tokens = _tokens(run, known)
    if mode == "opening":
        kept = _without_opening_word(tokens, known, habits)
        mode, tokens = ("opening" if len(kept) == len(tokens) else "inside"), kept
    found: list[Piece] = []
    for number, (chunk, titled) in enumerate(_chunks(tokens, mode)):
        # Only the first word of a sentence owes its capital to the sentence.
        chunk_mode: Mode = "inside" if mode == "opening" and (number or titled) else mode
        found.extend(_named(chunk, titled, chunk_mode, known, habits))
    return found


def _tokens(run: str, known: Sequence[Known]) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(run):
        start, end = match.span()
        inside = [number for number, name in enumerate(known) if name.start < end and name.end > start]
        if not inside:
            tokens.append(_Token(match.group(), start, end, -1))
            continue
        # A name inside a hyphenated word ("US-Israel") cuts it.
        at = start
        for number in inside:
            left, right = max(known[number].start, start), min(known[number].end, end)
            if left > at and run[at:left].strip("-/"):
                tokens.append(_Token(run[at:left].rstrip("-/"), at, left, -1))
            tokens.append(_Token(run[left:right], left, right, number))
            at = right
        rest = run[at:end].strip("-/")
        if rest and rest not in (".", "'"):
            tokens.append(_Token(rest, end - len(rest), end, -1))
    return tokens


def _is_common(token: _Token, mode: Mode = "inside") -> bool:
    if mode != "capitals" and token.text.isupper() and len(token.text) > 1:
        return False
    small = token.text.lower()
    return small in common_words() or (small.endswith("s") and small[:-1] in common_words())


def _without_opening_word(tokens: list[_Token], known: Sequence[Known], habits: Habits) -> list[_Token]:
    """Drop the first word of a sentence where its capital is only the sentence's, and the connectors behind it."""
    first, follows = tokens[0], tokens[1] if len(tokens) > 1 else None
    if not _is_common(first) or first.text in words.TITLES:
        return tokens
    if first.known >= 0:
        name = known[first.known]
        one_word = name.start == first.start and name.end == first.end
        if not one_word or (first.text in habits.inside and first.text.lower() not in habits.small):
            return tokens
    if follows is not None:
        capital = follows.text[0].isupper()
        if first.text in words.FIRST_NAMES_AND_WORDS and capital and (follows.known >= 0 or not _is_common(follows)):
            return tokens
        if first.text in words.TITLE_MODIFIERS or first.text in words.PLACE_OPENERS:
            return tokens
        heads = words.ORGANISATION_HEADS | words.PLACE_HEADS
        if first.text in heads or (follows.text in heads and first.text in habits.inside):
            return tokens
    at = 1
    while at < len(tokens) and tokens[at].known < 0 and (tokens[at].text in words.CONNECTORS or tokens[at].text in words.PARTICLES):
        at += 1
    return tokens[at:]


def _chunks(tokens: Sequence[_Token], mode: Mode) -> list[tuple[list[_Token], bool]]:
    """Cut at titles, calendar words and connectors that do not join; the flag tells that a title stands before the chunk."""
    chunks: list[tuple[list[_Token], bool]] = []
    chunk: list[_Token] = []
    titled = False
    position = 0

    def close(next_titled: bool) -> None:
        nonlocal chunk, titled
        if chunk:
            chunks.append((chunk, titled))
        chunk, titled = [], next_titled

    while position < len(tokens):
        token = tokens[position]
        if token.known >= 0:
            chunk.append(token)
        elif token.text in _ARTICLES:
            close(False)
        elif token.text in words.CALENDAR and not (token.text in words.FIRST_NAMES_AND_WORDS and _names_a_person(tokens, position)):
            close(False)
        elif (end := _title_end(tokens, position, chunk)) > position:
            close(True)
            position = end
            continue
        elif token.text in words.CONNECTORS or token.text in words.PARTICLES:
            end = position + 1
            while end < len(tokens) and tokens[end].known < 0 and (tokens[end].text in words.CONNECTORS or tokens[end].text in words.PARTICLES):
                end += 1
            if _joins(chunk, tokens[position:end], tokens[end:]):
                chunk.extend(tokens[position:end])
            else:
                close(False)
            position = end
            continue
        elif mode in ("title case", "capitals") and _separates(token, tokens[position + 1 :], mode):
            close(False)
        else:
            chunk.append(token)
        position += 1
    close(False)
    return chunks


def _names_a_person(tokens: Sequence[_Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].text[0].isupper() and not _is_common(tokens[position + 1])


def _separates(token: _Token, following: Sequence[_Token], mode: Mode) -> bool:
    """Tell whether a common word of a headline stands between names."""
    text = token.text.capitalize() if mode == "capitals" else token.text
    if text.lower() not in common_words():
        return False
    if text in words.FIRST_NAMES_AND_WORDS and following and following[0].text[0].isupper() and not _is_common(following[0]):
        return False
    return text not in words.ORGANISATION_HEADS and not (
        text in words.OFFICE_WORDS and following and following[0].text in words.ORGANISATION_HEADS
    )


def _title_end(tokens: Sequence[_Token], position: int, chunk: Sequence[_Token]) -> int:
    """Return one past the title that begins here ("Deputy Prime Minister for Foreign Affairs"), or the position itself."""
    at = position
    while at < len(tokens) and tokens[at].known < 0 and _bare(tokens[at].text) in words.TITLE_MODIFIERS and _bare(tokens[at].text) not in words.TITLES:
        at += 1
        if at + 1 < len(tokens) and tokens[at].text in ("and", "&") and tokens[at + 1].text in words.TITLE_MODIFIERS:
            at += 1
    if at >= len(tokens) or tokens[at].known >= 0 or _bare(tokens[at].text) not in words.TITLES:
        return position
    first_title = at
    while at < len(tokens) and tokens[at].known < 0 and not _surname_follows(tokens, at) and (_bare(tokens[at].text) in words.TITLES or _bare(tokens[at].text) in words.TITLE_MODIFIERS):
        at += 1
    if at < len(tokens) and tokens[at].text in words.ORGANISATION_HEADS:
        return position
    if at == len(tokens) and chunk and tokens[at - 1].text in words.SURNAME_TITLES and at - 1 == first_title and first_title == position:
        return position
    if at + 1 < len(tokens) and tokens[at].text in ("of", "for") and tokens[at].known < 0:
        topic = at + 1
        while topic < len(tokens) and tokens[topic].known < 0 and (
            tokens[topic].text in words.OFFICE_WORDS or tokens[topic].text in ("and", "the", "&", "of")
        ):
            topic += 1
        if tokens[topic - 1].text not in ("and", "the", "&", "of"):
            at = topic
    return at


def _surname_follows(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether a word that could be a title is the surname behind one ("Mrs. King")."""
    if at == 0 or tokens[at].text not in words.SURNAME_TITLES or tokens[at - 1].text.rstrip(".") not in words.COURTESY:
        return False
    return at + 1 == len(tokens) or tokens[at + 1].text[0].islower()


def _bare(text: str) -> str:
    text = text.rstrip(".")
    for prefix in ("ex-", "Ex-", "then-", "Then-", "co-", "Co-", "vice-", "Vice-"):
        if text.startswith(prefix):
            return text[len(prefix) :].capitalize() if text[len(prefix) :].islower() else text[len(prefix) :]
    return text.rpartition("-")[2] if text in ("Secretary-General", "Director-General", "Governor-General", "Attorney-General") else text


def _joins(left: Sequence[_Token], connector: Sequence[_Token], right: Sequence[_Token]) -> bool:
    if not left or not right:
        return False
    last, following = left[-1], right[0]
    if last.known >= 0 and last.known == following.known:
        return True
    connecting = [token.text for token in connector]
    if all(text in words.PARTICLES for text in connecting):
        return last.known < 0 or following.known < 0
    if connecting == ["&"]:
        return True
    heads = words.ORGANISATION_HEADS | words.PLACE_HEADS
    if connecting[0] in ("of", "for", "on"):
        return last.text in heads and last.known < 0 or (connecting[0] == "for" and any(token.text in heads and token.known < 0 for token in left))
    if connecting == ["and"] and last.known < 0 and following.known < 0 and _is_common(last) and _is_common(following):
        headed = any(token.text in ("of", "for", "on") for token in left) and any(token.text in heads for token in left)
        upto = next((number for number, token in enumerate(right) if token.text[0].islower() or token.known >= 0), len(right))
        heading = 0 < upto and right[upto - 1].text in words.ORGANISATION_HEADS and upto > 1 and all(_is_common(token) for token in right[:upto])
        return headed or (heading and last.text not in heads)
    return False


def _named(chunk: Sequence[_Token], titled: bool, mode: Mode, known: Sequence[Known], habits: Habits) -> list[Piece]:
    """Return the names of a chunk: what the register knows, the rest, or both as one longer name."""
    numbers = sorted({token.known for token in chunk if token.known >= 0})
    if not numbers:
        return _unknown(chunk, titled, mode, habits)
    free = [token for token in chunk if token.known < 0 and token.text not in words.CONNECTORS]
    if not free or mode in ("title case", "capitals"):
        return _side_by_side(chunk, titled, mode, known, habits)
    if len(free) == 1 and chunk[0] is free[0] and free[0].text in words.DIRECTIONS:
        return _side_by_side(chunk, titled, mode, known, habits)
    if chunk[-1].text in words.THING_TAILS and chunk[-1].known < 0:
        return [Piece(known[number].start, known[number].end, "known", False) for number in numbers]
    first = known[chunk[0].known] if chunk[0].known >= 0 else None
    if first is not None and first.adjective:
        rest = [token for token in chunk if token.start >= first.end]
        if rest and rest[0].known < 0 and not _is_institution(rest):
            return [Piece(first.start, first.end, "known", False), *_named(rest, titled, "inside", known, habits)]
        if all(token.text in words.OFFICE_WORDS or token.text in words.CONNECTORS for token in rest):
            return [Piece(first.start, first.end, "known", False), *_office(rest, first.start)]
        return [Piece(chunk[0].start, chunk[-1].end, "name", titled)]
    if titled and chunk[0].known < 0 and len(numbers) == 1 and known[numbers[0]].place and chunk[-1].known >= 0 and chunk[-2].text in words.CONNECTORS:
        return _side_by_side(chunk, titled, mode, known, habits)
    return [Piece(chunk[0].start, chunk[-1].end, "name", titled)]


def _is_institution(tokens: Sequence[_Token]) -> bool:
    return any(token.text in words.ORGANISATION_HEADS or token.text in words.PLACE_HEADS for token in tokens)


def _office(tokens: Sequence[_Token], adjective: int) -> list[Piece]:
    if not any(token.text in words.ORGANISATION_HEADS for token in tokens):
        return []
    return [Piece(tokens[0].start, tokens[-1].end, "office", False, adjective)]


def _side_by_side(chunk: Sequence[_Token], titled: bool, mode: Mode, known: Sequence[Known], habits: Habits) -> list[Piece]:
    found: list[Piece] = []
    rest: list[_Token] = []
    last = -1
    for token in chunk:
        if token.known < 0:
            rest.append(token)
            continue
        found.extend(_unknown(rest, titled, mode, habits))
        rest = []
        if token.known != last:
            name = known[token.known]
            whole = name.start == token.start and name.end == token.end
            if not (whole and mode != "inside" and _is_common(token, mode) and not (name.place and mode != "capitals")):
                found.append(Piece(name.start, name.end, "known", titled and not found))
        last = token.known
    found.extend(_unknown(rest, titled and not found, mode, habits))
    return found


def _unknown(chunk: Sequence[_Token], titled: bool, mode: Mode, habits: Habits) -> list[Piece]:
    """Return the chunk as one name of nobody the register knows, or nothing where it is no name."""
    tokens = list(chunk)
    while tokens and (tokens[0].text in words.CONNECTORS or tokens[0].text in words.FURNITURE):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in words.CONNECTORS or tokens[-1].text in words.PARTICLES):
        tokens = tokens[:-1]
    if not tokens:
        return []
    institution = any(token.text in words.ORGANISATION_HEADS for token in tokens)
    if len(tokens) > 1 and not institution:
        while tokens and tokens[0].text in words.NOT_NAMES and tokens[0].text not in words.FIRST_NAMES_AND_WORDS and tokens[0].text not in words.PLACE_OPENERS:
            tokens = tokens[1:]
    if not tokens:
        return []
    if len(tokens) == 1:
        return _single(tokens[0], titled, mode, habits)
    if tokens[-1].text in words.THING_TAILS and not titled:
        return []
    spoken = [token for token in tokens if token.text not in words.CONNECTORS]
    if all(token.text in words.OFFICE_WORDS for token in spoken):
        return _office(tokens, -1)
    if all(token.text in words.NOT_NAMES or (mode != "inside" and _is_common(token, mode)) for token in spoken) and not institution:
        return []
    return [Piece(tokens[0].start, tokens[-1].end, "name", titled)]


_ARTICLES: Final = frozenset(("The", "A", "An"))
_ROMAN: Final = re.compile(r"[IVXLC]+")


def _single(token: _Token, titled: bool, mode: Mode, habits: Habits) -> list[Piece]:
    text = token.text
    if text in words.NOT_NAMES or text in words.FURNITURE or len(text) < 2 or _ROMAN.fullmatch(text):
        return []
    if titled and not (mode != "inside" and _is_common(token, mode)):
        return [Piece(token.start, token.end, "name", True)]
    if text in words.ORGANISATION_HEADS or text in words.PLACE_HEADS:
        return [Piece(token.start, token.end, "short", False)]
    if text.endswith("."):
        return []
    if _is_common(token, mode) and not (mode == "inside" and text in words.SURNAMES_AND_WORDS and text in habits.inside):
        return []
    if mode == "opening" and text not in habits.inside and text.lower() in habits.small:
        return []
    return [Piece(token.start, token.end, "name", titled)]


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name."""
    return word in first_names() or word in words.FIRST_NAMES_AND_WORDS
