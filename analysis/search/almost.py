"""Near misses: articles that a query almost matches, so that an analyst sees what a word less or a wider distance would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from analysis.search.index import opened
from analysis.search.parsing import MAX_DISTANCE
from analysis.search.query import STAR, And, AtLeast, Near, Node, Not, Or, Query, Term, positive_leaves
from analysis.search.words import PLAIN, is_unspaced

# How far from the query, nearest first: one term in another form; a phrase or pair as mere words; one part of AND missing.
Step = Literal["form", "words", "part"]
STEPS: Final[tuple[Step, ...]] = ("form", "words", "part")

WIDER: Final = 4  # times the distance of NEAR: from a clause to a sentence or two
LOOSE_DISTANCE: Final = 3  # words between two words of a phrase that is taken loosely
MIN_STEM: Final = 4  # letters of a word before other endings are tried; shorter stems begin too many words
MIN_HALF: Final = 3  # letters of each half of a word that is tried as two


def near_misses(folders: Sequence[Path], query: Query, count: int = 10) -> list[str]:
    """Return articles that a query does not match but almost does, best first.

    First come articles in which one term stands in another form (another ending, other marks between the words of a phrase, a wider
    NEAR, in the text instead of the title), then those with the words of a phrase or pair anywhere, then those that lack one part of
    an AND. Among equals, those come first that the query's terms fit best (BM25: Robertson and Zaragoza 2009), then by id.

    Args:
        folders: Indexes.
        query: The query.
        count: How many at most.

    Raises:
        SearchIndexError: An index is missing or damaged.
    """
    leaves = tuple(dict.fromkeys(positive_leaves(query.tree)))
    found: list[str] = []
    passed: list[Node] = [query.tree]
    for step in STEPS:
        looser = loosened(query.tree, step)
        if looser is None or not leaves or len(found) >= count:
            continue
        fitting = Or(parts=(*leaves, *_loose_leaves(leaves, step)))
        tree = And(parts=(looser, fitting, *(Not(part=node) for node in passed)))
        scored: list[tuple[float, str]] = []
        for folder in folders:
            with opened(folder) as index:
                scored += index.best(tree, fitting, count)
        found += [article_id for _, article_id in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if article_id not in found]
        passed.append(looser)
    return found[:count]


def loosened(node: Node, step: Step) -> Node | None:
    """Return what a tree almost says, one step away; None where the step changes nothing. It may match what the tree matches."""
    if isinstance(node, Term):
        return _loose_term(node, step)
    if isinstance(node, Near):
        return _loose_near(node, step)
    if isinstance(node, Not):
        return None
    looser = [loosened(part, step) for part in node.parts]
    if isinstance(node, And):
        return _all_but_one(node, looser, step)
    found = tuple(part for part in looser if part is not None)
    return Or(parts=found) if found else None


def _all_but_one(node: And | AtLeast, looser: Sequence[Node | None], step: Step) -> Node | None:
    """Return all parts but one as they are, and that one loosened; on the last step it may be missing."""
    all_but_one = AtLeast(parts=node.parts, count=len(node.parts) - 1)
    if step == "part":
        return all_but_one
    if not any(looser):
        return None
    either = tuple(part if other is None else Or(parts=(part, other)) for part, other in zip(node.parts, looser, strict=True))
    return And(parts=(all_but_one, *either))


def _loose_term(term: Term, step: Step) -> Node | None:
    words = tuple(Term(text=word, words=(word,), title=term.title) for word in term.words)
    if len(words) > 1:
        return {"form": _together(term, words), "words": And(parts=words)}.get(step)
    if step != "form":
        return None
    if term.before or term.after:
        return words[0]
    return replace(term, title=False) if term.title else _other_forms(term)


def _together(term: Term, words: Sequence[Term]) -> Node:
    """Return the words of a phrase or compound near each other, or written as one: "cease fire", "cease-fire", "ceasefire"."""
    pairs: tuple[Node, ...] = tuple(Near(left=left, right=right, distance=LOOSE_DISTANCE) for left, right in pairwise(words))
    together = pairs[0] if len(pairs) == 1 else And(parts=pairs)
    as_one = "".join(term.words)
    if STAR in as_one or any(map(is_unspaced, term.words)):
        return together
    return Or(parts=(together, Term(text=as_one, words=(as_one,), title=term.title)))


def _other_forms(term: Term) -> Node | None:
    """Return a word with any ending, or written as two: "sanction" finds "sanctions", "ceasefire" finds "cease-fire"."""
    word = term.words[0]
    stem = word[:-1] if word.endswith("s") else word
    if STAR in word or len(stem) < MIN_STEM or is_unspaced(word):
        return None
    halves = [(word[:at], word[at:]) for at in range(MIN_HALF, len(word) - MIN_HALF + 1)]
    as_two = [Term(text=word, words=pair, gaps=(between,)) for pair in halves for between in ("-", PLAIN)]
    return Or(parts=(replace(term, words=(stem + STAR,)), *as_two))


def _loose_near(near: Near, step: Step) -> Node | None:
    if step == "words":
        return And(parts=(near.left, near.right))
    if step == "part" or near.distance >= MAX_DISTANCE:
        return None
    return replace(near, distance=min(near.distance * WIDER, MAX_DISTANCE))


def _loose_leaves(leaves: Sequence[Term | Near], step: Step) -> list[Node]:
    return [looser for leaf in leaves if (looser := loosened(leaf, step)) is not None]
