"""Where names stand in a text, known or not: runs of capitalised words, taken apart at titles, connectors and words that are no names.

A run is taken apart once for each spelling, not once for each place. What a name is, and who, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from analysis.registers.words import common_words, first_names
from analysis.scorers import name_words as words
from analysis.scorers.name_runs import Mode

Kind = Literal["known", "name", "office", "short"]

_TOKEN: Final = re.compile(r"[^ \u00a0]+")


class Piece(NamedTuple):
    """A name inside a run, by characters of the run.

    `kind` is "known" for a name of the register, "name" for another, "office" for one that needs a state to be somebody ("Foreign
    Ministry") and "short" for one that needs a longer name before it ("the Council"). `title` tells that a person's title stands before.
    """

    start: int
    end: int
    kind: Kind
    title: bool


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
        # A name inside a hyphenated word ("US-Israel", "Hamas-run") cuts it; what else is in the word stands apart.
        at = start
        for number in inside:
            left, right = max(known[number].start, start), min(known[number].end, end)
            if left > at and len(run[at:left].strip("-/")) > 1:
                tokens.append(_Token(run[at:left].rstrip("-/"), at, left, -1))
            if left > start:
                tokens.append(_Token("-", left, left, -1))
            tokens.append(_Token(run[left:right], left, right, number))
            at = right
        rest = run[at:end].strip("-/")
        if rest.strip(".'"):
            tokens.append(_Token("-", at, at, -1))
            tokens.append(_Token(rest, end - len(rest), end, -1))
    return tokens


def _is_common(token: _Token, mode: Mode = "inside") -> bool:
    if mode != "capitals" and token.text.isupper() and len(token.text) > 1:
        return False
    return _is_common_word(token.text.lower())


@lru_cache(maxsize=1 << 16)
def _is_common_word(small: str) -> bool:
    """Tell whether a word, or what it is made of, is a common word: "dialogues", "ruining", "half-burnt"."""
    common = common_words()
    if small in common:
        return True
    if "-" in small:
        return all(part in common or part.capitalize() in words.NOT_NAMES for part in small.split("-"))
    if small.endswith("s") and small[:-1] in common:
        return True
    stems = [small[: -len(ending)] for ending in _ENDINGS if small.endswith(ending) and len(small) - len(ending) >= STEM_LETTERS]
    return any(stem in common or stem + "e" in common for stem in stems)


_ENDINGS: Final = ("ing", "ed", "ly")
STEM_LETTERS: Final = 4  # "ruining" is made of a word; "Carly" is a name


def _without_opening_word(tokens: list[_Token], known: Sequence[Known], habits: Habits) -> list[_Token]:
    """Drop the first word of a sentence where its capital is only the sentence's, and the connectors behind it."""
    first, follows = tokens[0], tokens[1] if len(tokens) > 1 else None
    if not _is_common(first) or first.text in words.TITLES:
        return tokens
    if first.known >= 0:
        name = known[first.known]
        one_word = name.start == first.start and name.end == first.end
        if not one_word or name.adjective or (first.text in habits.inside and first.text.lower() not in habits.small):
            return tokens
    if follows is not None:
        capital = follows.text[0].isupper()
        if first.text in words.FIRST_NAMES_AND_WORDS and capital and (follows.known >= 0 or not _is_common(follows)):
            return tokens
        if capital and (first.text in words.TITLE_MODIFIERS or first.text in words.PLACE_OPENERS):
            return tokens
        heads = words.ORGANISATION_HEADS | words.PLACE_HEADS
        if (first.text in heads and first.text not in words.MEMBERS) or (follows.text in heads and first.text in habits.inside):
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
        elif _stands_between(token) or _is_calendar(tokens, position, titled=titled and not chunk):
            close(False)
        elif (end := _title_end(tokens, position, chunk)) > position:
            close(True)
            position = end
            continue
        elif token.text in words.CONNECTORS or token.text in words.PARTICLES:
            end = position + 1
            while (
                end < len(tokens)
                and tokens[end].known < 0
                and (tokens[end].text in words.CONNECTORS or tokens[end].text in words.PARTICLES)
            ):
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


def _stands_between(token: _Token) -> bool:
    """Tell whether a word separates names: what follows a hyphen ("Hamas-run"), a shouted word ("MUST WATCH"), a party's tag ("R-Ohio")."""
    text = token.text
    if text in words.FUNCTION_WORDS or text in _ARTICLES:
        return True
    if text == "-" or (
        text[0].islower() and "-" not in text and "'" not in text and text not in words.CONNECTORS and text not in words.PARTICLES
    ):
        return True
    if text.isupper() and len(text) >= SHOUTED_LETTERS and text.lower() in common_words():
        return True
    return bool(_PARTY_TAG.match(text))


_PARTY_TAG: Final = re.compile(r"[RDI]-[A-Z]")
SHOUTED_LETTERS: Final = 4  # shorter words in capitals are acronyms more often


def _is_calendar(tokens: Sequence[_Token], position: int, *, titled: bool) -> bool:
    """Tell whether a word is a month or a day, and no name ("May" of "Mrs May", "April Jones")."""
    text = tokens[position].text
    return text in words.CALENDAR and not titled and not (text in words.FIRST_NAMES_AND_WORDS and _names_a_person(tokens, position))


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
    while (
        at < len(tokens)
        and tokens[at].known < 0
        and _bare(tokens[at].text) in words.TITLE_MODIFIERS
        and _bare(tokens[at].text) not in words.TITLES
    ):
        at += 1
        if at + 1 < len(tokens) and tokens[at].text in ("and", "&") and tokens[at + 1].text in words.TITLE_MODIFIERS:
            at += 1
    if at >= len(tokens) or tokens[at].known >= 0 or _bare(tokens[at].text) not in words.TITLES:
        return position
    first_title = at
    while (
        at < len(tokens)
        and tokens[at].known < 0
        and not _surname_follows(tokens, at)
        and (_bare(tokens[at].text) in words.TITLES or _bare(tokens[at].text) in words.TITLE_MODIFIERS)
    ):
        at += 1
    if at < len(tokens) and tokens[at].text in words.ORGANISATION_HEADS:
        return position
    if at == len(tokens) and chunk and tokens[at - 1].text in words.SURNAME_TITLES and at - 1 == first_title and first_title == position:
        return position
    if at + 1 < len(tokens) and tokens[at].text in ("of", "for") and tokens[at].known < 0:
        topic = at + 1
        while (
            topic < len(tokens)
            and tokens[topic].known < 0
            and (tokens[topic].text in words.OFFICE_WORDS or tokens[topic].text in ("and", "the", "&", "of"))
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
    text = text.rstrip(".").removesuffix("-elect").removesuffix("-designate")
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
        return (last.text in heads and last.known < 0) or (
            connecting[0] == "for" and any(token.text in heads and token.known < 0 for token in left)
        )
    if connecting == ["and"] and last.known < 0 and following.known < 0 and _is_common(last) and _is_common(following):
        headed = any(token.text in ("of", "for", "on") for token in left) and any(token.text in heads for token in left)
        upto = next((number for number, token in enumerate(right) if token.text[0].islower() or token.known >= 0), len(right))
        heading = (
            upto > 0 and right[upto - 1].text in words.ORGANISATION_HEADS and upto > 1 and all(_is_common(token) for token in right[:upto])
        )
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
    leading = chunk[: next(number for number, token in enumerate(chunk) if token.known >= 0)]
    if len(leading) == len(free) and known[numbers[0]].place and all(_qualifies(token) for token in leading):
        return _side_by_side(chunk[len(leading) :], titled, mode, known, habits)
    if chunk[-1].text in words.THING_TAILS and chunk[-1].known < 0:
        return [Piece(known[number].start, known[number].end, "known", False) for number in numbers]
    first = known[chunk[0].known] if chunk[0].known >= 0 else None
    if first is not None and first.adjective:
        rest = [token for token in chunk if token.start >= first.end]
        if rest and rest[0].known < 0 and not _is_institution(rest):
            return [Piece(first.start, first.end, "known", False), *_named(rest, titled, "inside", known, habits)]
        if all(token.text in words.OFFICE_WORDS or token.text in words.CONNECTORS for token in rest):
            return [Piece(first.start, first.end, "known", False), *_office(rest)]
        return [Piece(chunk[0].start, chunk[-1].end, "name", titled)]
    if (
        titled
        and chunk[0].known < 0
        and len(numbers) == 1
        and known[numbers[0]].place
        and chunk[-1].known >= 0
        and chunk[-2].text in words.CONNECTORS
    ):
        return _side_by_side(chunk, titled, mode, known, habits)
    return [Piece(chunk[0].start, chunk[-1].end, "name", titled)]


def _qualifies(token: _Token) -> bool:
    """Tell whether a word before a place leaves it the same place ("Northern Iraq", "Senior U.S. officials")."""
    if token.text in words.DIRECTIONS:
        return True
    heads = token.text in words.ORGANISATION_HEADS or token.text in words.PLACE_HEADS
    return not heads and token.text not in words.PLACE_OPENERS and token.text not in words.FIRST_NAMES_AND_WORDS and _is_common(token)


def _is_institution(tokens: Sequence[_Token]) -> bool:
    return any(token.text in words.ORGANISATION_HEADS or token.text in words.PLACE_HEADS for token in tokens)


def _office(tokens: Sequence[_Token]) -> list[Piece]:
    if not any(token.text in words.ORGANISATION_HEADS for token in tokens):
        return []
    return [Piece(tokens[0].start, tokens[-1].end, "office", False)]


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
            if not (whole and mode != "inside" and _is_common(token, mode) and not (name.place and (name.adjective or mode != "capitals"))):
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
    if len(tokens) > 1 and not titled and _is_thing(tokens):
        return []
    if len(tokens) > 1 and not institution:
        while (
            tokens
            and tokens[0].text in words.NOT_NAMES
            and tokens[0].text not in words.FIRST_NAMES_AND_WORDS
            and tokens[0].text not in words.PLACE_OPENERS
        ):
            tokens = tokens[1:]
    if not tokens:
        return []
    if len(tokens) == 1:
        return _single(tokens[0], titled, mode, habits)
    spoken = [token for token in tokens if token.text not in words.CONNECTORS]
    if all(token.text in words.OFFICE_WORDS for token in spoken):
        return _office(tokens)
    if all(token.text in words.NOT_NAMES or (mode != "inside" and _is_common(token, mode)) for token in spoken) and not institution:
        return []
    return [Piece(tokens[0].start, tokens[-1].end, "name", titled)]


def _is_thing(tokens: Sequence[_Token]) -> bool:
    """Tell whether a name is a law, an event or a part of a text ("Jones Act", "World War II", "Article II")."""
    last = tokens[-1].text
    counted = _ROMAN.fullmatch(last) is not None or last in ("One", "Two") or last.isdigit()
    return last in words.THING_TAILS or (counted and (tokens[-2].text in words.THING_TAILS or tokens[0].text in words.NUMBERED))


_ARTICLES: Final = frozenset(("The", "A", "An"))
_ROMAN: Final = re.compile(r"[IVXLC]+")


def _single(token: _Token, titled: bool, mode: Mode, habits: Habits) -> list[Piece]:
    text = token.text
    if len(text) < 2 or text in words.FURNITURE:
        return []
    if titled and text in words.SURNAMES_AND_WORDS:
        return [Piece(token.start, token.end, "name", True)]
    if text in words.NOT_NAMES or _ROMAN.fullmatch(text):
        return []
    if titled and not (mode != "inside" and _is_common(token, mode)):
        return [Piece(token.start, token.end, "name", True)]
    if text in words.ORGANISATION_HEADS or text in words.PLACE_HEADS:
        return [Piece(token.start, token.end, "short", False)]
    if text.endswith(".") or text in words.THING_TAILS:
        return []
    if _is_common(token, mode):
        if text not in words.SURNAMES_AND_WORDS or mode in ("title case", "capitals", "opening"):
            return []
        certain = mode == "saying" or text in words.SURNAMES_RATHER
        return [Piece(token.start, token.end, "name" if certain else "short", titled)]
    if mode == "opening" and text not in habits.inside and text.lower() in habits.small:
        return []
    return [Piece(token.start, token.end, "name", titled)]


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name."""
    return word in first_names() or word in words.FIRST_NAMES_AND_WORDS
