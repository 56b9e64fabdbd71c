"""A query's tree in the engine's own terms. Only this module knows how words and gaps are laid out in an index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import tantivy

from analysis.search.matches import word_pattern
from analysis.search.query import STAR, And, AtLeast, Near, Node, Not, Or, Term
from analysis.search.words import fold, gap, split

FIELDS: Final = ("title", "text")
ENGINE_EXPANSIONS: Final = 16_000  # words of the dictionary that the patterns of one phrase may stand for; the engine's own limit is 16,384
_BLANK: Final = "\x1f"  # white space inside a gap; the engine cuts at white space
_NOTHING: Final = "\x1e"  # the gap between two words that touch
_SPECIAL: Final = re.compile(r"([\\.+*?()|\[\]{}^$])")
_MARK: Final = "[^0-9a-z_]"  # with which a gap begins; spares the engine most words of its dictionary


class Layout:
    """Turns texts into what the engine cuts at blanks: gap word gap word ... gap. Remembers what it has folded."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._gaps: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Return a text with its words folded, blanks between all words and gaps, and none inside them."""
        parts = split(text)
        words, gaps = parts[1::2], parts[::2]
        for word in set(words).difference(self._words):
            self._words[word] = fold(word)
        for between in set(gaps).difference(self._gaps):
            self._gaps[between] = _gap_token(gap(between))
        parts[1::2] = [self._words[word] for word in words]
        parts[::2] = [self._gaps[between] for between in gaps]
        return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What must stand at a place of a text: this token, or any token that one of these regular expressions matches."""

    at: int
    token: str = ""
    patterns: tuple[str, ...] = ()


def to_engine(node: Node, schema: tantivy.Schema, searcher: tantivy.Searcher) -> tantivy.Query:
    """Return the engine's query for a tree; words with stars are looked up in the dictionary of the index."""
    if isinstance(node, Not):
        return _joined([], [to_engine(node.part, schema, searcher)])
    if isinstance(node, And):
        wanted = [to_engine(part, schema, searcher) for part in node.parts if not isinstance(part, Not)]
        excluded = [to_engine(part.part, schema, searcher) for part in node.parts if isinstance(part, Not)]
        return _joined(wanted, excluded)
    if isinstance(node, Or):
        return _any([to_engine(part, schema, searcher) for part in node.parts])
    if isinstance(node, AtLeast):
        parts = [(tantivy.Occur.Should, to_engine(part, schema, searcher)) for part in node.parts]
        return tantivy.Query.boolean_query(parts, minimum_number_should_match=node.count)
    title = node.title if isinstance(node, Term) else node.left.title
    return _any([_leaf(node, _Field(name=field, schema=schema, searcher=searcher)) for field in (FIELDS[:1] if title else FIELDS)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    name: str
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    def with_stars(self, word: str) -> list[str]:
        """Return the words of the dictionary that a word with stars stands for."""
        pattern = word_pattern(word)
        found = self.searcher.terms_with_prefix(self.name, word.split(STAR)[0])
        return [other for other, _ in found if pattern.fullmatch(other)]


def _leaf(leaf: Term | Near, field: _Field) -> tantivy.Query:
    if isinstance(leaf, Near):
        return _near(leaf, field)
    if len(leaf.words) == 1 and not leaf.before and not leaf.after:
        return _word(leaf.words[0], field)
    return _phrase(_places(leaf, field, limit=_limit(leaf)), field)


def _word(word: str, field: _Field) -> tantivy.Query:
    if STAR not in word:
        return tantivy.Query.term_query(field.schema, field.name, word, index_option="freq")
    words = field.with_stars(word)
    return tantivy.Query.term_set_query(field.schema, field.name, words) if words else tantivy.Query.empty_query()


def _near(near: Near, field: _Field) -> tantivy.Query:
    """Return both orders of two terms; where a term is more than a word, one phrase for each distance."""
    limit = _limit(near.left, near.right)
    left, right = (_places(term, field, limit=limit) for term in (near.left, near.right))
    orders = ((left, len(near.left.words), right), (right, len(near.right.words), left))
    if _are_two_words(near):
        return _any([_phrase([*first, *_moved(second, 2)], field, slop=2 * near.distance) for first, _, second in orders])
    return _any(
        [
            _phrase([*first, *_moved(second, 2 * (length + between))], field)
            for first, length, second in orders
            for between in range(near.distance + 1)
        ]
    )


def _are_two_words(near: Near) -> bool:
    """Tell whether the engine's own distance serves: two single words that can never be one, for it would count one as near itself."""
    if any(len(term.words) > 1 or term.before or term.after for term in (near.left, near.right)):
        return False
    left, right = near.left.words[0], near.right.words[0]
    if STAR not in left + right:
        return left != right
    first, second = left.split(STAR)[0], right.split(STAR)[0]
    return not first.startswith(second) and not second.startswith(first)


def _limit(*terms: Term) -> int:
    """Return how many words of the dictionary each pattern of a phrase may stand for."""
    exact = sum(len(term.words) + len(term.gaps) for term in terms)
    patterns = sum(sum(STAR in word for word in term.words) + bool(term.before) + bool(term.after) for term in terms)
    return (ENGINE_EXPANSIONS - exact) // max(1, patterns)


def _places(term: Term, field: _Field, *, limit: int) -> list[_Place]:
    """Return what must stand where, the first word at 0 and the next at 2."""
    places = [
        _Place(at=2 * number, patterns=tuple(_patterns(word, field.with_stars(word), limit)))
        if STAR in word
        else _Place(at=2 * number, token=word)
        for number, word in enumerate(term.words)
    ]
    places += [_Place(at=2 * number + 1, token=_gap_token(between)) for number, between in enumerate(term.gaps)]
    if term.before:
        places.append(_Place(at=-1, patterns=(f"{_MARK}.*{_escaped(_gap_token(term.before))}",)))
    if term.after:
        places.append(_Place(at=2 * len(term.words) - 1, patterns=(f"{_escaped(_gap_token(term.after))}.+",)))
    return places


def _patterns(word: str, found: Sequence[str], limit: int) -> list[str]:
    """Return regular expressions that together stand for a word with stars, each for no more words than the engine takes at once.

    Args:
        word: The folded word.
        found: All words of the dictionary that it stands for.
        limit: How many one expression may stand for.
    """
    if len(found) <= limit:
        return [_with_stars(word)]
    start, rest = word.split(STAR, 1)
    patterns = [_with_stars(start + rest)]
    letters, size = "", 0
    by_next = Counter(other[len(start)] for other in found if len(other) > len(start))
    for letter, count in sorted(by_next.items()):
        if count > limit:
            longer = [other for other in found if other.startswith(start + letter)]
            patterns += _patterns(f"{start}{letter}{STAR}{rest}", longer, limit)
            continue
        if size + count > limit:
            patterns.append(f"{_escaped(start)}[{letters}].*{_with_stars(rest)}")
            letters, size = "", 0
        letters, size = letters + letter, size + count
    return [*patterns, f"{_escaped(start)}[{letters}].*{_with_stars(rest)}"] if letters else patterns


def _with_stars(word: str) -> str:
    return ".*".join(map(_escaped, word.split(STAR)))


def _moved(places: Sequence[_Place], by: int) -> list[_Place]:
    return [replace(place, at=place.at + by) for place in places]


def _phrase(places: Sequence[_Place], field: _Field, *, slop: int = 0) -> tantivy.Query:
    least = min(place.at for place in places)
    if not any(place.patterns for place in places):
        return tantivy.Query.phrase_query(field.schema, field.name, [(place.at - least, place.token) for place in places], slop)
    choices = product(*[place.patterns or (_escaped(place.token),) for place in places])
    places_at = [place.at - least for place in places]
    return _any(
        [tantivy.Query.regex_phrase_query(field.schema, field.name, [*zip(places_at, choice, strict=True)], slop) for choice in choices]
    )


def _joined(wanted: Sequence[tantivy.Query], excluded: Sequence[tantivy.Query]) -> tantivy.Query:
    must = wanted or [tantivy.Query.all_query()]
    return tantivy.Query.boolean_query(
        [*((tantivy.Occur.Must, query) for query in must), *((tantivy.Occur.MustNot, query) for query in excluded)]
    )


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _gap_token(between: str) -> str:
    return between.replace(" ", _BLANK) or _NOTHING


def _escaped(token: str) -> str:
    return _SPECIAL.sub(r"\\\1", token)
