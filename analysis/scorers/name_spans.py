"""Which parts of a run of capitals are names, known or not: each run is taken apart once for each spelling, not once for each place.

What a name is, and who, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis.registers.words import surnames
from analysis.scorers import name_words as words
from analysis.scorers.name_chunks import chunks, without_opening_word
from analysis.scorers.name_kinds import kind
from analysis.scorers.name_runs import HEADLINES, Mode
from analysis.scorers.name_tokens import Habits, Known, Piece, Token, is_common, is_head, tokens

_BRAND: Final = re.compile(r"[^ ]+-[A-Z][^ ]*(?= (?:Corp|Corporation|Co|Company|Inc|Ltd|Plc|PLC|Group)\b)")
LONGEST_NAME: Final = 14  # words; "Office of the United Nations High Commissioner for Human Rights" has ten
LISTED_NAMES: Final = 3  # so many names of the register side by side are a list, not one name
_ROMAN: Final = re.compile(r"[IVXLC]+")


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
    inside = _without_brands(run, known)
    parts = tokens(run, inside)
    if mode == "opening":
        kept = without_opening_word(parts, inside, habits)
        mode, parts = ("opening" if len(kept) == len(parts) else "inside"), kept
    found: list[Piece] = []
    for number, (chunk, role) in enumerate(chunks(run, parts, mode)):
        # Only the first word of a sentence owes its capital to the sentence.
        chunk_mode: Mode = "inside" if mode == "opening" and (number or role is not None) else mode
        for part, before in _introduced(run, chunk, role, inside):
            found.extend(_named(part, before, chunk_mode, inside, habits))
    return found


def _without_brands(run: str, known: Sequence[Known]) -> Sequence[Known]:
    """Leave out the places in the name of a company ("Georgia-Pacific Corp")."""
    brand = _BRAND.search(run) if known and "-" in run else None
    return known if brand is None else [name for name in known if name.end <= brand.start() or name.start >= brand.end()]


def _introduced(run: str, chunk: list[Token], role: str | None, known: Sequence[Known]) -> list[tuple[list[Token], str | None]]:
    """Cut off common words before a person's full name: "Comedian Sarah Silverman" is "Sarah Silverman", a comedian in that text."""
    at = _person_at(chunk, known)
    if at == 0:
        return [(chunk, role)]
    if chunk[at - 1].known >= 0:
        if chunk[at - 1].text in words.FIRST_NAMES_AND_WORDS or chunk[at].known >= 0:
            return [(chunk, role)]
        return [(chunk[:at], role), (chunk[at:], None)]  # "CNN Ada Brook"
    begin = at
    while begin > 0 and chunk[begin - 1].known < 0 and not is_head(chunk[begin - 1]) and kind(chunk[begin - 1].text) == "w":
        begin -= 1
    if begin == at:
        return [(chunk, role)]
    person = (chunk[at:], run[chunk[begin].start : chunk[at - 1].end])
    return [(chunk[:begin], role), person] if begin else [person]


def _person_at(chunk: Sequence[Token], known: Sequence[Known]) -> int:
    """Return where the full name of a person begins that ends the chunk; 0 where none does, or the chunk is nothing else."""
    last = chunk[-1].known
    if last >= 0:
        begins = next(number for number, token in enumerate(chunk) if token.known == last)
        return begins if known[last].person else 0
    at = next((number for number, token in enumerate(chunk) if token.known < 0 and _is_given(token)), 0)
    fits = at + 1 < len(chunk) and all(token.known < 0 and _fits_a_person(token) for token in chunk[at:])
    return at if fits else 0


def _is_given(token: Token) -> bool:
    return kind(token.text) in ("g", "gs")


def _fits_a_person(token: Token) -> bool:
    return kind(token.text) in ("g", "gs", "s", "x", "i") or token.text in words.PARTICLES


def _named(chunk: Sequence[Token], role: str | None, mode: Mode, known: Sequence[Known], habits: Habits) -> list[Piece]:
    """Return the names of a chunk: what the register knows, the rest, or both as one longer name."""
    numbers = sorted({token.known for token in chunk if token.known >= 0})
    if not numbers:
        return _unknown(chunk, role, mode, habits)
    free = [token for token in chunk if token.known < 0 and token.text not in words.CONNECTORS]
    if not free or mode in HEADLINES or _is_list(chunk, len(numbers)):
        return _side_by_side(chunk, role, mode, known, habits)
    leading = chunk[: next(number for number, token in enumerate(chunk) if token.known >= 0)]
    if len(leading) == len(free) and known[numbers[0]].place and all(_qualifies(token) for token in leading):
        return _side_by_side(chunk[len(leading) :], role, mode, known, habits)
    if chunk[-1].text in words.THING_TAILS and chunk[-1].known < 0:
        return [Piece(known[number].start, known[number].end, "known", None) for number in numbers]
    first = known[chunk[0].known] if chunk[0].known >= 0 else None
    if first is not None and first.adjective:
        rest = [token for token in chunk if token.start >= first.end]
        if rest and rest[0].known < 0 and not _is_institution(rest):
            return [Piece(first.start, first.end, "known", None), *_named(rest, role, "inside", known, habits)]
        if all(token.text in words.OFFICE_WORDS or token.text in words.CONNECTORS for token in rest):
            return [Piece(first.start, first.end, "known", None), *_office(rest)]
        return [Piece(chunk[0].start, chunk[-1].end, "name", role)]
    if (
        role is not None
        and chunk[0].known < 0
        and len(numbers) == 1
        and known[numbers[0]].place
        and chunk[-1].known >= 0
        and chunk[-2].text in words.CONNECTORS
    ):
        return _side_by_side(chunk, role, mode, known, habits)
    return [Piece(chunk[0].start, chunk[-1].end, "name", role)]


def _is_list(chunk: Sequence[Token], names: int) -> bool:
    """Tell whether names of the register stand side by side and make no longer name."""
    return len(chunk) > LONGEST_NAME or (names >= LISTED_NAMES and not _is_institution(chunk))


def _qualifies(token: Token) -> bool:
    """Tell whether a word before a place leaves it the same place ("Northern Iraq", "Senior U.S. officials")."""
    if token.text in words.DIRECTIONS or (token.text in words.NOT_NAMES and token.text not in words.PLACE_OPENERS):
        return True
    return (
        not is_head(token) and token.text not in words.PLACE_OPENERS and token.text not in words.FIRST_NAMES_AND_WORDS and is_common(token)
    )


def _is_institution(tokens: Sequence[Token]) -> bool:
    return any(is_head(token) for token in tokens)


def _office(tokens: Sequence[Token]) -> list[Piece]:
    if not any(token.text in words.ORGANISATION_HEADS for token in tokens):
        return []
    return [Piece(tokens[0].start, tokens[-1].end, "office", None)]


def _side_by_side(chunk: Sequence[Token], role: str | None, mode: Mode, known: Sequence[Known], habits: Habits) -> list[Piece]:
    found: list[Piece] = []
    rest: list[Token] = []
    last = -1
    for token in chunk:
        if token.known < 0:
            rest.append(token)
            continue
        found.extend(_unknown(rest, role, mode, habits))
        rest = []
        if token.known != last:
            name = known[token.known]
            whole = name.start == token.start and name.end == token.end
            if not (
                whole
                and mode not in ("inside", "saying")
                and is_common(token, mode)
                and not (name.place and (name.adjective or mode not in ("capitals", "label")))
            ):
                found.append(Piece(name.start, name.end, "known", None if found else role))
        last = token.known
    found.extend(_unknown(rest, None if found else role, mode, habits))
    return found


def _unknown(chunk: Sequence[Token], role: str | None, mode: Mode, habits: Habits) -> list[Piece]:
    """Return the chunk as one name of nobody the register knows, or nothing where it is no name."""
    tokens = [] if mode == "label" else list(chunk)
    while tokens and (tokens[0].text in words.CONNECTORS or tokens[0].text in words.FURNITURE):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in words.CONNECTORS or tokens[-1].text in words.PARTICLES):
        tokens = tokens[:-1]
    if not tokens or len(tokens) > LONGEST_NAME:
        return []
    institution = any(token.text in words.ORGANISATION_HEADS for token in tokens)
    if len(tokens) > 1 and role is None and _is_thing(tokens):
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
        return _single(tokens[0], role, mode, habits)
    spoken = [token for token in tokens if token.text not in words.CONNECTORS]
    if all(token.text in words.OFFICE_WORDS for token in spoken):
        return _office(tokens)
    if all(token.text in words.NOT_NAMES or (mode != "inside" and is_common(token, mode)) for token in spoken) and not institution:
        return []
    if all(token.text.isupper() and is_common(token, "capitals") for token in spoken):
        return []  # shouted words: "DO WE"
    return [Piece(tokens[0].start, tokens[-1].end, "name", role)]


def _is_thing(tokens: Sequence[Token]) -> bool:
    """Tell whether a name is a law, an event or a part of a text ("Jones Act", "Hurricane Maria", "World War II", "Article II")."""
    last = tokens[-1].text
    if tokens[0].text in words.THING_HEADS:
        return True
    counted = _ROMAN.fullmatch(last) is not None or last in ("One", "Two") or last.isdigit()
    return last in words.THING_TAILS or (counted and (tokens[-2].text in words.THING_TAILS or tokens[0].text in words.NUMBERED))


def _written_as_a_name(text: str, habits: Habits) -> bool:
    """Tell whether a word of a line in capitals ("CATTLE", "HOLLINGS") is written as a name elsewhere, or at least never as a word."""
    word = text.capitalize()
    if word in words.ORGANISATION_HEADS or word in words.PLACE_HEADS:
        return False
    return text.lower() not in habits.small or (word in habits.inside and bool(set("gs") & set(kind(word))))


def _single(token: Token, role: str | None, mode: Mode, habits: Habits) -> list[Piece]:
    text = token.text
    if len(text) < 2 or text in words.FURNITURE:
        return []
    if role is not None and text in words.SURNAMES_AND_WORDS:
        return [Piece(token.start, token.end, "name", role)]
    if text in words.NOT_NAMES or _ROMAN.fullmatch(text):
        return []
    if role is not None and not (mode != "inside" and is_common(token, mode)):
        return [Piece(token.start, token.end, "name", role)]
    if is_head(token):
        return [] if mode == "saying" and text in words.MEMBERS else [Piece(token.start, token.end, "short", None)]
    if text.endswith(".") or text in words.THING_TAILS:
        return []
    if is_common(token, mode):
        if mode in HEADLINES or mode == "opening":
            return []
        if text not in words.SURNAMES_AND_WORDS:
            return [Piece(token.start, token.end, "surname", role)] if text in surnames() else []
        certain = mode == "saying" or text in words.SURNAMES_RATHER
        return [Piece(token.start, token.end, "name" if certain else "short", role)]
    if mode == "opening" and text not in habits.inside and text.lower() in habits.small:
        return []
    if mode == "capitals" and not _written_as_a_name(text, habits):
        return []
    return [Piece(token.start, token.end, "name", role)]
