"""Records of a query: a small tree of terms and how they are joined. It knows neither how a query is typed nor how it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

STAR: Final = "*"  # in a folded word: any letters and digits, or none


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word, a compound such as "U.S.-led", or a phrase: words in order and exactly what stands between them.

    Attributes:
        text: As it was typed, for people, without quotation marks.
        words: Folded words; a star stands for any letters and digits.
        gaps: What stands between the words, one fewer; white space is one blank, nothing is "".
        before: Marks directly before the first word ("$" in "$5"), mostly "".
        after: Marks directly after the last word ("." in "U.S."), mostly "".
        quoted: It was typed as a phrase.
        title: Only the title is looked at.
    """

    text: str
    words: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    quoted: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two terms in either order with at most ``distance`` words between them, both in the title or both in the text."""

    left: Term
    right: Term
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Everything that the part does not match."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """At least ``count`` of the parts. It cannot be typed; near misses are found with it."""

    parts: tuple[Node, ...]
    count: int


Node = Term | Near | And | Or | Not | AtLeast


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query that was read without error. ``str(query)`` says it in plain words.

    Attributes:
        text: As it was typed.
        tree: What it means.
    """

    text: str
    tree: Node

    def __str__(self) -> str:
        """Return the query in plain words, for captions."""
        return in_words(self)


def in_words(query: Query) -> str:
    """Return a query in plain words, for captions: ``“cease fire” and (talks or deal), without Cairo``."""
    return _in_words(query.tree)


def terms(query: Query) -> list[Query]:
    """Return each term that a query looks for as a query of its own, in order, each once; excluded terms are none."""
    found = dict.fromkeys(term for leaf in positive_leaves(query.tree) for term in _terms_of(leaf))
    return [Query(text=_typed(term), tree=term) for term in found]


def positive_leaves(node: Node, *, negated: bool = False) -> Iterator[Term | Near]:
    """Yield the terms and pairs that speak for a match, in order; what is excluded does not."""
    if isinstance(node, Not):
        yield from positive_leaves(node.part, negated=not negated)
    elif isinstance(node, And | Or | AtLeast):
        for part in node.parts:
            yield from positive_leaves(part, negated=negated)
    elif not negated:
        yield node


def in_title(node: Node) -> Node:
    """Return a tree with every term limited to the title."""
    if isinstance(node, Term):
        return replace(node, title=True)
    if isinstance(node, Near):
        return replace(node, left=replace(node.left, title=True), right=replace(node.right, title=True))
    if isinstance(node, Not):
        return Not(part=in_title(node.part))
    return replace(node, parts=tuple(in_title(part) for part in node.parts))


def _terms_of(leaf: Term | Near) -> tuple[Term, ...]:
    return (leaf,) if isinstance(leaf, Term) else (leaf.left, leaf.right)


def _typed(term: Term) -> str:
    text = f'"{term.text}"' if term.quoted else term.text
    return f"title:{text}" if term.title else text


def _in_words(node: Node, *, within: type[And | Or | Not] | None = None) -> str:
    if isinstance(node, Term):
        text = f"“{term_text}”" if node.quoted and (term_text := node.text) else node.text
        return f"{text} in the title" if node.title else text
    if isinstance(node, Near):
        words = "word" if node.distance == 1 else "words"
        left, right = (_in_words(replace(term, title=False)) for term in (node.left, node.right))
        text = f"{left} and {right} at most {node.distance} {words} apart" + (" in the title" if node.left.title else "")
        return f"({text})" if within else text
    if isinstance(node, Not):
        inner = _in_words(node.part, within=Not)
        return f"without {inner}" if within in (None, And) else f"(without {inner})"
    if isinstance(node, AtLeast):
        return f"({node.count} of {', '.join(_in_words(part, within=Or) for part in node.parts)})"
    if isinstance(node, Or):
        text = " or ".join(_in_words(part, within=Or) for part in node.parts)
        return f"({text})" if within else text
    wanted = [_in_words(part, within=And) for part in node.parts if not isinstance(part, Not)]
    excluded = [_in_words(part, within=And) for part in node.parts if isinstance(part, Not)]
    text = ", ".join(part for part in (" and ".join(wanted), *excluded) if part)
    return f"({text})" if within else text
