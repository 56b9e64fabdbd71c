"""All names of a collection and where they stand, known and unknown: the register's places and the runs of capitals made one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, NamedTuple

from analysis.scorers import name_lines, name_runs, name_spans, name_tokens
from analysis.scorers.name_lookup import NameIndex, Places, places
from analysis.scorers.name_runs import Run
from analysis.scorers.name_tokens import Habits, Kind, Known, Piece
from analysis.scorers.name_types import FoundType
from analysis.scorers.spacy_names import ExtraName

SEPARATOR: Final = "\n"
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_START: Final = itemgetter(0)
_CURLY: Final = ("’", "‘", "ʼ")


class Mention(NamedTuple):
    """A name at a place of the collection; `spelling` is its number in the index, or -1 where the register does not know it.

    `role` is the title of a person that stands before the name.
    """

    start: int
    end: int
    kind: Kind
    spelling: int
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Collection:
    """The texts of a batch as one, with what stands in them.

    Attributes:
        text: The texts with straight apostrophes, joined by `SEPARATOR`.
        starts: Where each text begins.
        mentions: For each text its names in order, none overlapping; places are those of `text`.
        teams: Where names begin that stand in a table of results.
        datelines: Where lines begin that open with a place and a date.
        extra: Start and end of names of another finder, with the type it gives them.
    """

    text: str
    starts: list[int]
    mentions: list[list[Mention]]
    teams: frozenset[int]
    datelines: frozenset[int]
    extra: Mapping[tuple[int, int], FoundType]


def collect(texts: Sequence[str], names: NameIndex, extra: Sequence[Sequence[ExtraName]] | None = None) -> Collection:
    """Find every name of a batch of texts, by the register and by capitals; bylines and photo credits are left out.

    Args:
        texts: The texts.
        names: The register, ready to be found.
        extra: The names that another finder has for each text.
    """
    straight = [_straight(text) for text in texts]
    starts: list[int] = []
    position = 0
    for text in straight:
        starts.append(position)
        position += len(text) + len(SEPARATOR)
    joined = SEPARATOR.join(straight)
    found = _outside(_merged(joined, places(names, joined), name_runs.runs(joined), names), name_lines.credit_lines(joined))
    mentions = _by_text(found, starts)
    others = {(base + name.start, base + name.end): name.type for base, held in zip(starts, extra or (), strict=False) for name in held}
    if others:
        mentions = _by_text(sorted([*found, *_missing(found, others)], key=_START), starts)
    teams = frozenset(mention.start for mention in _inside(found, name_lines.result_lines(joined)))
    return Collection(text=joined, starts=starts, mentions=mentions, teams=teams, datelines=name_lines.datelines(joined), extra=others)


def _inside(found: Sequence[Mention], zones: Sequence[name_lines.Zone]) -> list[Mention]:
    """Return the mentions that begin in one of the zones; both are in order."""
    starts = [mention.start for mention in found]
    return [mention for start, end in zones for mention in found[bisect_left(starts, start) : bisect_left(starts, end)]]


def _outside(found: list[Mention], zones: Sequence[name_lines.Zone]) -> list[Mention]:
    dropped = {mention.start for mention in _inside(found, zones)}
    return [mention for mention in found if mention.start not in dropped] if dropped else found


def _missing(found: Sequence[Mention], others: Mapping[tuple[int, int], FoundType]) -> list[Mention]:
    """Return the names of another finder that touch none of ours."""
    starts = [mention.start for mention in found]
    added: list[Mention] = []
    for start, end in others:
        before = bisect_left(starts, end) - 1
        if before < 0 or found[before].end <= start:
            added.append(Mention(start, end, "name", -1, None))
    return added


def _straight(text: str) -> str:
    if not text.isascii():
        for mark in _CURLY:
            text = text.replace(mark, "'")
        text = _SURROGATES.sub("\ufffd", text)
    return text


def _by_text(found: list[Mention], starts: list[int]) -> list[list[Mention]]:
    mentions: list[list[Mention]] = [[] for _ in starts]
    number = 0
    for mention in found:
        while number + 1 < len(starts) and mention.start >= starts[number + 1]:
            number += 1
        mentions[number].append(mention)
    return mentions


def _merged(text: str, known: Places, runs: list[Run], names: NameIndex) -> list[Mention]:
    """Take each run apart once for each spelling, with the names of the register that stand in it."""
    starts, ends, spellings = known.start.tolist(), known.end.tolist(), known.spelling.tolist()
    cut: list[tuple[Run, str, tuple[tuple[int, int, int], ...]]] = []
    found: list[Mention] = []
    at, total, covered = 0, len(starts), 0
    for run in runs:
        start, end, mode = run
        if end <= covered:
            continue
        if start < covered:  # a name of the register reached into this run ("Israel's Supreme Court")
            start = _next_capital(text, covered, end)
            mode = "inside"
        while at < total and ends[at] <= start:
            if names.senses[spellings[at]]:
                found.append(Mention(starts[at], ends[at], "known", spellings[at], None))
            at += 1
        if at < total and starts[at] < start < ends[at]:  # the name begins with small letters, before the run
            if names.senses[spellings[at]]:
                found.append(Mention(starts[at], ends[at], "known", spellings[at], None))
            start = _next_capital(text, ends[at], end)
            at += 1
            mode = "inside"
        if start >= end:
            continue
        inside: list[tuple[int, int, int]] = []
        while at < total and starts[at] < end:
            inside.append((starts[at] - start, ends[at] - start, spellings[at]))
            end = max(end, ends[at])
            at += 1
        covered = end
        spelled = text[start:end]
        if inside or mode != "opening" or not name_tokens.opens_sentences(spelled):
            cut.append((Run(start, end, mode), spelled, tuple(inside)))
    while at < total:
        if names.senses[spellings[at]]:
            found.append(Mention(starts[at], ends[at], "known", spellings[at], None))
        at += 1
    habits = _habits(text, cut)
    taken: dict[tuple[str, str, tuple[tuple[int, int, int], ...]], list[tuple[Piece, int]]] = {}
    for run, spelled, inside_run in cut:
        key = (spelled, run.mode, inside_run)
        parts = taken.get(key)
        if parts is None:
            parts = taken[key] = _parts(spelled, run, inside_run, names, habits)
        for piece, spelling in parts:
            found.append(Mention(run.start + piece.start, run.start + piece.end, piece.kind, spelling, piece.role))
    found.sort(key=_START)
    return found


def _next_capital(text: str, start: int, end: int) -> int:
    """Return where the next capitalised word begins, or the end."""
    while start < end and not (text[start].isupper() and not text[start - 1].isalnum()):
        start += 1
    return start


def _parts(spelled: str, run: Run, inside: tuple[tuple[int, int, int], ...], names: NameIndex, habits: Habits) -> list[tuple[Piece, int]]:
    """Return the names of a run, each with its number in the index or -1; what the register excludes is left out."""
    known = [Known(start, end, *_nature(names, spelling)) for start, end, spelling in inside]
    number = {(start, end): spelling for start, end, spelling in inside}
    parts: list[tuple[Piece, int]] = []
    for piece in name_spans.pieces(spelled, run.mode, known, habits):
        spelling = number.get((piece.start, piece.end), -1) if piece.kind == "known" else -1
        if piece.kind != "known" or (spelling >= 0 and names.senses[spelling]):
            parts.append((piece, spelling))
    return parts


def _nature(names: NameIndex, spelling: int) -> tuple[bool, bool, bool]:
    """Tell whether a spelling is an adjective or stands like one ("U.S. troops"), a place or state, a person's full name."""
    senses = names.senses[spelling]
    if not senses:
        return True, False, False
    sense = senses[0]
    kind = names.actors[sense.actor].type
    adjective = sense.form == "adjective" or (sense.form == "acronym" and kind == "state")
    return adjective, kind in ("place", "state"), kind == "person" and sense.form == "name"


def _habits(text: str, cut: list[tuple[Run, str, tuple[tuple[int, int, int], ...]]]) -> Habits:
    inside: set[str] = set()
    for spelled in {spelled for run, spelled, _ in cut if run.mode == "inside"}:
        inside.update(spelled.split())
    return Habits(inside=frozenset(inside), small=frozenset(text.split()))
