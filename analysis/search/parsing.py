"""How a query is typed: from characters to the tree of analysis.search.query. Every error names the character it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from analysis.errors import InputError
from analysis.search.query import STAR, And, Near, Node, Not, Or, Query, Term, in_title
from analysis.search.words import PLAIN, cut, is_unspaced
from analysis.text import straighten

MAX_CHARACTERS: Final = 500  # twice the longest query we would type by hand; keeps a pasted page from becoming a query
MAX_TERMS: Final = 50  # more words than anybody types
MAX_DEPTH: Final = 20  # brackets in brackets; far beyond what a person can read
MAX_DISTANCE: Final = 50  # words; two words that are further apart stand in other sentences (a sentence of news has about 22)
MAX_PAIRS: Final = 50  # of words that one NEAR joins, as many as a search has words
MIN_LETTERS: Final = 2  # letters before a star; with one, half of a dictionary would match

Kind = Literal["term", "and", "or", "not", "near", "title", "minus", "open", "close", "end"]

_TOKEN: Final = re.compile(r'\s+|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"|(?P<quote>")|(?P<word>[^\s()"]+)')
_NEAR: Final = re.compile(r"NEAR(?:/(\d{1,9}))?")
_TITLE: Final = re.compile(r"title:", re.IGNORECASE)
_OPERATORS: Final[dict[str, Kind]] = {"AND": "and", "OR": "or", "NOT": "not"}
_STAND_IN: Final = "\U00010920"  # a Lydian letter without case; holds the place of a star while a term is cut into words
_STAND_INS: Final = re.compile(f"{_STAND_IN}+")


class QueryError(InputError):
    """A query cannot be read.

    Attributes:
        position: The character it is about, counted from 0 (the message counts from 1, as people do).
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: Kind
    start: int
    text: str = ""
    term: Term | None = None
    distance: int = 0


def parse(text: str, *, max_characters: int = MAX_CHARACTERS) -> Query:
    """Read a query in the language of docs/search.md.

    Args:
        text: What was typed.
        max_characters: The longest text that is read.

    Raises:
        QueryError: The query is not well formed or beyond a limit; ``position`` is the character it is about.
    """
    if len(text) > max_characters:
        raise QueryError(f"The search has {len(text):,} characters; at most {max_characters:,} are read. Shorten it.", max_characters)
    straight = straighten(text)
    if not cut(straight).words:
        raise QueryError(f"There is no word in the search {text.strip()!r}. Type one, or clear the field.", 0)
    tokens = _tokens(straight)
    found = [token for token in tokens if token.kind == "term"]
    if len(found) > MAX_TERMS:
        raise QueryError(
            f"The search has {len(found)} words; at most {MAX_TERMS} are read. Put a passage in quotation marks.", found[MAX_TERMS].start
        )
    reader = _Reader(tokens)
    tree = reader.either(0)
    reader.finish()
    return Query(text=text, tree=tree)


def _at(position: int) -> str:
    return f"at character {position + 1}"


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        if match["quote"]:
            raise QueryError(f"The quotation mark {_at(start)} of the search is not closed. Close it or remove it.", start)
        if match["open"] or match["close"]:
            tokens.append(_Token(kind="open" if match["open"] else "close", start=start, text=match.group()))
        elif match["phrase"] is not None:
            phrase = _term(match["phrase"], match.start("phrase"), quoted=True)
            if phrase is None:
                raise QueryError(f"There is no word between the quotation marks {_at(start)}. Write one, or remove them.", start)
            tokens.append(_Token(kind="term", start=start, term=phrase))
        elif match["word"]:
            tokens += _run_tokens(match["word"], start, opens=text[match.end() : match.end() + 1] in ("(", '"'))
    return [*tokens, _Token(kind="end", start=len(text))]


def _run_tokens(run: str, start: int, *, opens: bool) -> list[_Token]:
    """Return the tokens of a run of characters; ``opens``: a bracket or a quotation mark follows directly."""
    if run in _OPERATORS:
        return [_Token(kind=_OPERATORS[run], start=start, text=run)]
    if near := _NEAR.fullmatch(run):
        return [_Token(kind="near", start=start, text=run, distance=_distance(near[1], start))]
    if run.startswith("-") and (opens or cut(run).words):
        following = _run_tokens(run[1:], start + 1, opens=opens) if run[1:2] != "-" else _word_tokens(run[1:], start + 1)
        return [_Token(kind="minus", start=start, text="-"), *following]
    if title := _TITLE.match(run):
        rest = _word_tokens(run[title.end() :], start + title.end())
        if not rest and not opens:
            raise QueryError(
                f'There is no word after title: {_at(start)}. Write title:word, title:"a phrase" or title:(one OR other).', start
            )
        return [_Token(kind="title", start=start, text="title:"), *rest]
    return _word_tokens(run, start)


def _word_tokens(run: str, start: int) -> list[_Token]:
    """Return a run as a term; a run of marks alone, such as "&", is passed over."""
    term = _term(run, start, quoted=False)
    return [] if term is None else [_Token(kind="term", start=start, term=term)]


def _distance(digits: str | None, start: int) -> int:
    distance = int(digits or 0)
    if not 1 <= distance <= MAX_DISTANCE:
        raise QueryError(
            f"NEAR {_at(start)} needs the number of words that may stand between, from 1 to {MAX_DISTANCE}: NEAR/5."
            " To search the word itself, write it small.",
            start,
        )
    return distance


def _term(text: str, start: int, *, quoted: bool) -> Term | None:
    """Return what a run of characters or the inside of quotation marks looks for; None when there is no word in it."""
    inner = text.strip()
    start += len(text) - len(text.lstrip())
    parts = cut(inner.replace(STAR, _STAND_IN))
    for number, word in enumerate(parts.words):
        letters = word.find(_STAND_IN)
        if 0 <= letters < MIN_LETTERS:
            joined = number > 0 and parts.gaps[number] == "" and is_unspaced(parts.words[number - 1])
            raise _star_error(start + parts.spans[number][0] + letters, after_unspaced=joined)
    if not parts.words:
        return None
    first, *between, last = parts.gaps
    return Term(
        text=PLAIN.join(inner.split()),
        words=tuple(_STAND_INS.sub(STAR, word) for word in parts.words),
        gaps=tuple(between),
        before=first.removeprefix(PLAIN),
        after=last.removesuffix(PLAIN),
        quoted=quoted,
    )


def _star_error(at: int, *, after_unspaced: bool) -> QueryError:
    if after_unspaced:
        return QueryError(f"The star {_at(at)} is not needed: in a script without spaces a run is found inside longer ones. Remove it.", at)
    return QueryError(f"The star {_at(at)} needs at least {MIN_LETTERS} letters before it in its word, as in immigra* or organi*ation.", at)


class _Reader:
    """Walks over the tokens once. OR binds loosest, then AND (written or not), then NOT, then NEAR."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._number = 0

    def either(self, depth: int) -> Node:
        parts = [self._every(depth)]
        while self._next.kind == "or":
            self._step()
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def finish(self) -> None:
        if self._next.kind == "close":
            raise QueryError(f"The bracket {_at(self._next.start)} closes nothing. Remove it, or open one before it.", self._next.start)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._number]

    def _step(self) -> _Token:
        self._number += 1
        return self._tokens[self._number - 1]

    def _every(self, depth: int) -> Node:
        parts = [self._signed(depth)]
        while self._next.kind not in ("or", "close", "end"):
            if self._next.kind == "and":
                self._step()
            parts.append(self._signed(depth))
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _signed(self, depth: int) -> Node:
        token = self._next
        if token.kind not in ("not", "minus"):
            return self._pair(depth)
        self._check_depth(depth, token)
        self._step()
        if token.kind == "not":
            return Not(part=self._signed(depth + 1))
        excluded = self._primary(depth)
        if self._next.kind == "near":
            raise QueryError(f"A minus {_at(token.start)} cannot stand before a word of NEAR. Write NOT before the pair.", token.start)
        return Not(part=excluded)

    def _pair(self, depth: int) -> Node:
        at = self._next.start
        left = self._primary(depth)
        if self._next.kind != "near":
            return left
        near = self._step()
        right_at = self._next.start
        if self._next.kind in ("minus", "not"):
            raise QueryError(
                f"NEAR {_at(near.start)} joins words or phrases; none of them can be excluded. Write NOT before the pair.", right_at
            )
        right = self._primary(depth, after=near)
        if self._next.kind == "near":
            raise QueryError(
                f"NEAR {_at(self._next.start)} follows another NEAR. Join the pairs with AND: a NEAR/5 b AND b NEAR/5 c.", self._next.start
            )
        return _near(left, right, near, (at, right_at))

    def _primary(self, depth: int, *, after: _Token | None = None) -> Node:
        token = self._step()
        if token.kind == "term" and token.term:
            return token.term
        if token.kind == "title":
            return in_title(self._primary(depth, after=token))
        if token.kind == "open":
            self._check_depth(depth, token)
            if self._next.kind == "close":
                raise QueryError(f"There is no word in the brackets {_at(token.start)}. Write one, or remove them.", token.start)
            inner = self.either(depth + 1)
            if self._step().kind != "close":
                raise QueryError(f"The bracket {_at(token.start)} is not closed. Close it or remove it.", token.start)
            return inner
        raise self._missing(token, after)

    def _missing(self, token: _Token, after: _Token | None) -> QueryError:
        """Return the error for a token where a word should stand."""
        before = after or (self._tokens[self._number - 2] if self._number > 1 else None)
        if before and before.kind in ("and", "or", "not", "near", "minus", "title"):
            name = "The minus" if before.kind == "minus" else before.text
            return QueryError(f"{name} {_at(before.start)} has no word after it. Write one, or remove it.", before.start)
        if token.kind in ("and", "or", "near"):
            return QueryError(
                f"{token.text} {_at(token.start)} has no word before it. Write one, or write it small to search the word itself.",
                token.start,
            )
        if before and before.kind == "open":
            return QueryError(f"The bracket {_at(before.start)} is not closed. Close it or remove it.", before.start)
        return QueryError(f"The bracket {_at(token.start)} closes nothing. Remove it, or open one before it.", token.start)

    def _check_depth(self, depth: int, token: _Token) -> None:
        if depth >= MAX_DEPTH:
            raise QueryError(f"Brackets and NOT nest deeper than {MAX_DEPTH} {_at(token.start)}. Simplify the search.", token.start)


def _near(left: Node, right: Node, near: _Token, places: tuple[int, int]) -> Node:
    """Return two terms near each other; of words joined by OR in brackets, any."""
    lefts, rights = (_choices(part, near, place) for part, place in zip((left, right), places, strict=True))
    if len(lefts) * len(rights) > MAX_PAIRS:
        raise QueryError(
            f"NEAR {_at(near.start)} joins {len(lefts)} words with {len(rights)}; at most {MAX_PAIRS} pairs are read. Use fewer words.",
            near.start,
        )
    if len({term.title for term in (*lefts, *rights)}) > 1:
        raise QueryError(f"NEAR {_at(near.start)} joins a word of the title and one of the text. Write title:(a NEAR/5 b).", near.start)
    pairs = tuple(Near(left=one, right=other, distance=near.distance) for one in lefts for other in rights)
    return pairs[0] if len(pairs) == 1 else Or(parts=pairs)


def _choices(node: Node, near: _Token, place: int) -> list[Term]:
    parts = node.parts if isinstance(node, Or) else (node,)
    terms = [part for part in parts if isinstance(part, Term)]
    if len(terms) < len(parts):
        raise QueryError(
            f"NEAR {_at(near.start)} joins words or phrases, or some of them joined by OR in brackets; what stands {_at(place)} is none of these.",
            place,
        )
    return terms
