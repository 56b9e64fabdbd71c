"""Where a run of capitals falls apart: behind the first word of a sentence, at titles, months and connectors that join nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.registers.words import common_words
from analysis.scorers import name_words as words
from analysis.scorers.name_runs import HEADLINES, Mode
from analysis.scorers.name_tokens import Habits, Known, Token, is_common, is_head, joins_words

SHOUTED_LETTERS: Final = 4  # shorter words in capitals are acronyms more often
_PARTY_TAG: Final = re.compile(r"[RDI]-[A-Z]")
_QUARTER: Final = re.compile(r"(?:[1-4]?Q[1-4]?|H[12]|FY)(?:['-]?\d{2,4}){0,2}")  # "Q3", "H1", "FY14"
_ARTICLES: Final = frozenset(("The", "A", "An"))


class Chunk(NamedTuple):
    """Words that stand together, and the title of a person before them."""

    tokens: list[Token]
    role: str | None


def without_opening_word(tokens: list[Token], known: Sequence[Known], habits: Habits) -> list[Token]:
    """Drop the first word of a sentence where its capital is only the sentence's, and the connectors behind it."""
    first, follows = tokens[0], tokens[1] if len(tokens) > 1 else None
    if not is_common(first) or first.text in words.TITLES:
        return tokens
    if first.known >= 0:
        name = known[first.known]
        one_word = name.start == first.start and name.end == first.end
        if not one_word or name.adjective or (first.text in habits.inside and first.text.lower() not in habits.small):
            return tokens
    if follows is None:
        return []
    capital = follows.text[0].isupper()
    if first.text in words.FIRST_NAMES_AND_WORDS and capital and (follows.known >= 0 or not is_common(follows)):
        return tokens
    if capital and (first.text in words.TITLE_MODIFIERS or first.text in words.PLACE_OPENERS):
        return tokens
    if (is_head(first) and first.text not in words.MEMBERS) or (is_head(follows) and first.text in habits.inside):
        return tokens
    at = 1
    while at < len(tokens) and tokens[at].known < 0 and joins_words(tokens[at]):
        at += 1
    return tokens[at:]


def chunks(run: str, tokens: Sequence[Token], mode: Mode) -> list[Chunk]:
    """Cut the words of a run at titles, calendar words and connectors that do not join."""
    found: list[Chunk] = []
    chunk: list[Token] = []
    role: str | None = None
    position = 0

    def close(next_role: str | None = None) -> None:
        nonlocal chunk, role
        if chunk:
            found.append(Chunk(chunk, role))
        chunk, role = [], next_role

    while position < len(tokens):
        token = tokens[position]
        if token.known >= 0 or (not _is_special(token.text) and mode not in HEADLINES):
            chunk.append(token)
        elif _stands_between(token.text) or _is_calendar(tokens, position, mode, titled=role is not None and not chunk):
            close()
        elif (end := _title_end(tokens, position, chunk)) > position:
            close(run[tokens[position].start : tokens[end - 1].end])
            position = end
            continue
        elif joins_words(token):
            end = position + 1
            while end < len(tokens) and tokens[end].known < 0 and joins_words(tokens[end]):
                end += 1
            if _joins(chunk, tokens[position:end], tokens[end:]):
                chunk.extend(tokens[position:end])
            else:
                close()
            position = end
            continue
        elif mode in HEADLINES and _separates(token, tokens[position + 1 :], mode):
            close()
        else:
            chunk.append(token)
        position += 1
    close()
    return found


@lru_cache(maxsize=1 << 16)
def _is_special(text: str) -> bool:
    """Tell whether a word may cut a run at all; most may not, and this is asked once a word."""
    bare = _bare(text)
    return (
        _stands_between(text)
        or text in words.CALENDAR
        or text.capitalize() in words.CALENDAR
        or text in words.CONNECTORS
        or text in words.PARTICLES
        or bare in words.TITLES
        or bare in words.TITLE_MODIFIERS
    )


@lru_cache(maxsize=1 << 16)
def _stands_between(text: str) -> bool:
    """Tell whether a word separates names.

    What follows a hyphen ("Hamas-run"), a shouted word ("MUST WATCH"), a party's tag ("R-Ohio") or a quarter of a year ("Q3") does.
    """
    if text in words.FUNCTION_WORDS or text in _ARTICLES:
        return True
    joining = text in words.CONNECTORS or text in words.PARTICLES
    if text == "-" or (text[0].islower() and "-" not in text and "'" not in text and not joining):
        return True
    if text.isupper() and len(text) >= SHOUTED_LETTERS and text.lower() in common_words():
        return True
    return bool(_PARTY_TAG.match(text) or _QUARTER.fullmatch(text))


def _is_calendar(tokens: Sequence[Token], position: int, mode: Mode, *, titled: bool) -> bool:
    """Tell whether a word is a month or a day, and no name ("May" of "Mrs May", "April Jones")."""
    text = tokens[position].text
    if text.isupper() and text.capitalize() in words.CALENDAR and (len(text) >= SHOUTED_LETTERS or mode == "capitals"):
        return True
    return text in words.CALENDAR and not titled and not (text in words.FIRST_NAMES_AND_WORDS and _names_a_person(tokens, position))


def _names_a_person(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].text[0].isupper() and not is_common(tokens[position + 1])


def _separates(token: Token, following: Sequence[Token], mode: Mode) -> bool:
    """Tell whether a common word of a headline stands between names."""
    text = token.text.capitalize() if mode in ("capitals", "label") else token.text
    if text.lower() not in common_words():
        return False
    if text in words.FIRST_NAMES_AND_WORDS and following and following[0].text[0].isupper() and not is_common(following[0]):
        return False
    return text not in words.ORGANISATION_HEADS and not (
        text in words.OFFICE_WORDS and following and following[0].text in words.ORGANISATION_HEADS
    )


def _title_end(tokens: Sequence[Token], position: int, chunk: Sequence[Token]) -> int:
    """Return one past the title that begins here ("Deputy Prime Minister for Foreign Affairs"), or the position itself."""
    at = position
    while at < len(tokens) and _modifies(tokens[at]):
        at += 1
        if at + 1 < len(tokens) and tokens[at].text in ("and", "&") and tokens[at + 1].text in words.TITLE_MODIFIERS:
            at += 1
    if at >= len(tokens) or tokens[at].known >= 0 or _bare(tokens[at].text) not in words.TITLES:
        return position
    first_title = at
    while at < len(tokens) and tokens[at].known < 0 and not _surname_follows(tokens, at) and _is_title(tokens[at]):
        at += 1
    if at < len(tokens) and tokens[at].text in words.ORGANISATION_HEADS:
        return position
    if at == len(tokens) and chunk and tokens[at - 1].text in words.SURNAME_TITLES and at - 1 == first_title and first_title == position:
        return position
    return _portfolio_end(tokens, at)


def _portfolio_end(tokens: Sequence[Token], at: int) -> int:
    """Return one past "of State" or "for Foreign Affairs" behind a title."""
    if at + 1 >= len(tokens) or tokens[at].text not in ("of", "for") or tokens[at].known >= 0:
        return at
    topic = at + 1
    while (
        topic < len(tokens)
        and tokens[topic].known < 0
        and (tokens[topic].text in words.OFFICE_WORDS or tokens[topic].text in ("and", "the", "&", "of"))
    ):
        topic += 1
    return at if tokens[topic - 1].text in ("and", "the", "&", "of") else topic


def _modifies(token: Token) -> bool:
    bare = _bare(token.text)
    return token.known < 0 and bare in words.TITLE_MODIFIERS and bare not in words.TITLES


def _is_title(token: Token) -> bool:
    bare = _bare(token.text)
    return bare in words.TITLES or bare in words.TITLE_MODIFIERS


def _surname_follows(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word that could be a title is the surname behind one ("Mrs. King")."""
    if at == 0 or tokens[at].text not in words.SURNAME_TITLES or tokens[at - 1].text.rstrip(".") not in words.COURTESY:
        return False
    return at + 1 == len(tokens) or tokens[at + 1].text[0].islower()


@lru_cache(maxsize=1 << 16)
def _bare(text: str) -> str:
    text = text.rstrip(".").removesuffix("-elect").removesuffix("-designate")
    for prefix in ("ex-", "Ex-", "then-", "Then-", "co-", "Co-", "vice-", "Vice-"):
        if text.startswith(prefix):
            return text[len(prefix) :].capitalize() if text[len(prefix) :].islower() else text[len(prefix) :]
    return text.rpartition("-")[2] if text in ("Secretary-General", "Director-General", "Governor-General", "Attorney-General") else text


def _joins(left: Sequence[Token], connector: Sequence[Token], right: Sequence[Token]) -> bool:
    """Tell whether small words between two parts make one name of them ("Bank of Ravensmoor", "Juan de la Torre")."""
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
    if connecting[0] in ("of", "for", "on"):
        return (is_head(last) and last.known < 0) or (connecting[0] == "for" and any(is_head(token) and token.known < 0 for token in left))
    if connecting == ["and"] and last.known < 0 and following.known < 0 and is_common(last) and is_common(following):
        if is_head(following) and len(right) > 1 and right[1].text in ("of", "for"):
            return False  # "Office of Responsibility and Office of ..."
        headed = any(token.text in ("of", "for", "on") for token in left) and any(is_head(token) for token in left)
        upto = next((number for number, token in enumerate(right) if token.text[0].islower() or token.known >= 0), len(right))
        heading = upto > 1 and right[upto - 1].text in words.ORGANISATION_HEADS and all(is_common(token) for token in right[:upto])
        return headed or (heading and not is_head(last))
    return False
