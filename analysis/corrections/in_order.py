"""What a list of corrections means: who each name counts for in the end, worked out in the order of the list. No data is looked at.

A cell is the smallest thing that corrections move: all mentions that the scorers gave to one actor; those of them under one name, once it
was split off; or those of a name that the analyst added. A cell remembers which corrections brought it where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from analysis.corrections.record import OWN, Correction, alias_of, own_id, tidy
from analysis.errors import InputError
from analysis.registers.actors import ActorType

MOST_STEPS: Final = 1_000_000  # about two seconds; a thousand merges into one actor, each moved ten times over, take 10,000

Value = TypeVar("Value")


class Cell(NamedTuple):
    """Mentions that move together: of a scored actor (no alias), of one under an alias, or of an added alias (no actor)."""

    scored_id: str | None
    alias: str | None


class Trail(NamedTuple):
    """The number of a correction that moved a cell, and the trail before it: however long, it grows in one step."""

    number: int
    before: Trail | None


class Place(NamedTuple):
    """Where a cell is, and the trail of the corrections that brought it there."""

    actor_id: str
    trail: Trail | None

    @property
    def by(self) -> list[int]:
        """The numbers of the corrections that brought it there, the last one first."""
        numbers, trail = [], self.trail
        while trail is not None:
            numbers.append(trail.number)
            trail = trail.before
        return numbers


class Said(NamedTuple, Generic[Value]):
    """What a correction says of an actor, and its number."""

    value: Value
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a list of corrections means.

    Attributes:
        cells: Every cell that a correction moved or made, and where it is. All other mentions stay with their scored actor.
        merged: Actor -> the one that it was merged into.
        names: Actor -> its new name.
        types: Actor -> its new type.
        hidden: Actor -> the number of the correction that hid it.
        origins: Actor of a split-off name -> the scored actor it came from, whose type it has unless ``types`` says another.
        refused: Pairs of actors that are not the same.
    """

    cells: Mapping[Cell, Place]
    merged: Mapping[str, str]
    names: Mapping[str, Said[str]]
    types: Mapping[str, Said[ActorType]]
    hidden: Mapping[str, int]
    origins: Mapping[str, str]
    refused: frozenset[frozenset[str]]


def result(corrections: Sequence[Correction]) -> Result:
    """Return what a list of corrections means, applied in order.

    A target that was merged itself stands for the actor it became. Every other correction of an actor that is not there any more, because
    an earlier one merged it away or the one that made it was undone, has no effect.

    Raises:
        InputError: The corrections build on each other so often that no analyst made them.
    """
    working = _Working()
    for correction in corrections:
        working.apply(correction)
    return working.result()


def current_id(corrections: Sequence[Correction], actor_id: str) -> str:
    """Return the actor that an id stands for now: itself, or the one that it was merged into."""
    return _followed(result(corrections).merged, actor_id)


def _followed(merged: Mapping[str, str], actor_id: str) -> str:
    # Cannot run in a circle: an actor is merged only while it stands for itself, into one that stands for itself.
    while actor_id in merged:
        actor_id = merged[actor_id]
    return actor_id


@dataclass(slots=True)
class _Working:
    """The state between two corrections of a list."""

    cells: dict[Cell, Place] = field(default_factory=dict)
    members: dict[str, dict[Cell, None]] = field(default_factory=dict)  # actor -> the cells that are there now
    merged: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)  # actors that corrections made
    names: dict[str, Said[str]] = field(default_factory=dict)
    types: dict[str, Said[ActorType]] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    number: int = 0  # of the correction that is applied
    steps: int = 0

    def result(self) -> Result:
        pairs = (frozenset((_followed(self.merged, one), _followed(self.merged, other))) for one, other in self.refused)
        return Result(
            cells=self.cells, merged=self.merged, names=self.names, types=self.types, hidden=self.hidden, origins=self.origins,
            refused=frozenset(pair for pair in pairs if len(pair) > 1),
        )  # fmt: skip

    def apply(self, correction: Correction) -> None:
        self.number = number = correction.number
        who = correction.actor_id
        if correction.kind == "add actor":
            self._add_actor(correction)
        elif correction.kind == "merge":
            for other in correction.others:
                self._merge(other, _followed(self.merged, who), number)
        elif correction.kind == "add alias":
            self._add_aliases(_followed(self.merged, who), (correction.alias or "",), number)
        elif correction.kind == "refuse":
            self.refused += [(who, other) for other in correction.others]
        elif not self._is_there(who):
            return
        elif correction.kind == "split":
            self._split(correction)
        elif correction.name is not None:
            self.names[who] = Said(correction.name, number)
        elif correction.type is not None:
            self.types[who] = Said(correction.type, number)
        else:
            self.hidden[who] = number

    def _is_there(self, actor_id: str) -> bool:
        return actor_id not in self.merged and (not actor_id.startswith(OWN) or actor_id in self.own)

    def _merge(self, other: str, target: str, number: int) -> None:
        if other == target or not self._is_there(other) or not self._is_there(target):
            return
        for cell in self._cells_of(other):
            self._move(cell, target, number)
        self.merged[other] = target
        for said in (self.names, self.types, self.hidden):
            said.pop(other, None)

    def _split(self, correction: Correction) -> None:
        alias = alias_of(correction.alias or "")
        target = own_id(alias) if correction.to is None else _followed(self.merged, correction.to)
        if target == correction.actor_id or (correction.to is not None and not self._is_there(target)):
            return
        if correction.to is None and not self._is_there(target):
            self.merged.pop(target, None)
            self.own.add(target)
            self.names[target] = Said(alias, correction.number)
            self.origins[target] = self.origins.get(correction.actor_id, correction.actor_id)
            type_ = correction.type or (self.types[correction.actor_id].value if correction.actor_id in self.types else None)
            if type_ is not None:
                self.types[target] = Said(type_, correction.number)
        for cell in self._cells_of(correction.actor_id):
            if cell.alias is None:
                part = Cell(cell.scored_id, alias)
                if part not in self.cells:
                    self._put(part, Place(target, Trail(correction.number, self.cells[cell].trail)))
            elif alias_of(cell.alias) == alias:
                self._move(cell, target, correction.number)

    def _add_actor(self, correction: Correction) -> None:
        who = correction.actor_id
        if correction.name is None or correction.type is None:
            return
        if not self._is_there(who):
            self.merged.pop(who, None)
            self.own.add(who)
        self.names[who] = Said(correction.name, correction.number)
        self.types[who] = Said(correction.type, correction.number)
        self._add_aliases(who, (correction.name, *correction.aliases), correction.number)

    def _add_aliases(self, actor_id: str, aliases: Sequence[str], number: int) -> None:
        if self._is_there(actor_id):
            for alias in aliases:
                self._put(Cell(None, tidy(alias)), Place(actor_id, Trail(number, None)))  # a file may hold it as texts print it

    def _cells_of(self, actor_id: str) -> list[Cell]:
        """Return the cells that count for an actor now; a scored actor that nothing has moved is one."""
        own = Cell(actor_id, None)
        if own not in self.cells and not actor_id.startswith(OWN):
            self._put(own, Place(actor_id, None))
        return list(self.members.get(actor_id, ()))

    def _move(self, cell: Cell, actor_id: str, number: int) -> None:
        self._put(cell, Place(actor_id, Trail(number, self.cells[cell].trail)))

    def _put(self, cell: Cell, place: Place) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise InputError(f"change {self.number}: the changes up to it move more than {MOST_STEPS:,} names to and fro.")
        before = self.cells.get(cell)
        if before is not None:
            del self.members[before.actor_id][cell]
        self.cells[cell] = place
        self.members.setdefault(place.actor_id, {})[cell] = None
