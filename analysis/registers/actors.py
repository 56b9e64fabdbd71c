"""The register of actors: who they are and every name they go by, read from a plain CSV file that an analyst can edit.

It checks the file and explains what is wrong with it; it knows nothing of texts or of how names are found in them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from analysis.errors import RegisterError

ActorType = Literal["person", "organisation", "state", "place", "armed_group", "party"]

BUNDLED = Path(__file__).with_name("actors.csv")

COLUMNS = (
    "actor_id",
    "name",
    "type",
    "country",
    "role",
    "valid_from",
    "valid_to",
    "wikidata",
    "aliases",
    "adjectives",
    "metonyms",
    "exclusions",
)

_SEPARATOR = "|"
_ACTOR_ID = re.compile(r"[a-z0-9]+(?:[-:][a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")

# An alias of one letter would match every initial in every text.
_SHORTEST_ALIAS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, organisation, state, place, armed group or party, and the names it goes by.

    Attributes:
        actor_id: Short, stable and readable, such as ``state:israel``.
        name: The name that is shown.
        type: What kind of actor it is.
        country: Two-letter ISO 3166 code (XK for Kosovo; EU and UN for what belongs to them), or None.
        role: The office or occupation it is best known for, or None.
        valid_from: First year, month or day in that role, in ISO form, or None.
        valid_to: Last year, month or day in that role, in ISO form, or None.
        wikidata: Wikidata item, or None.
        aliases: Other names, as they are written in news text.
        adjectives: Demonyms and adjectives ("Israeli"), which count for a state or a place.
        metonyms: Seats of power ("Kremlin") that stand for it.
        exclusions: Phrases that contain one of its names but are not this actor ("New Mexico").
    """

    actor_id: str
    name: str
    type: ActorType
    country: str | None = None
    role: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """All known actors, in the order of the file. Two registers are the same only when they are one object.

    Attributes:
        actors: The actors; no two have the same actor_id. Where two share an alias, the text around it decides,
            and the first in order where it does not.
    """

    actors: tuple[Actor, ...]


def read_register(path: Path | str = BUNDLED) -> Register:
    """Read and check a register of actors.

    Args:
        path: A CSV file in UTF-8 with the header of ``COLUMNS``; lists inside a cell are separated by ``|``.

    Returns:
        The actors in the order of the file.

    Raises:
        RegisterError: The file cannot be read, or a row is not well formed; the message names the rows.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RegisterError(f"The register {path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise RegisterError(f"The register {path.name} is not UTF-8; save it as 'CSV UTF-8'.") from error
    rows = csv.reader(text.splitlines())
    header = tuple(cell.strip() for cell in next(rows, []))
    if header != COLUMNS:
        raise RegisterError(f"The register {path.name} must begin with the columns {', '.join(COLUMNS)}.")
    actors: list[Actor] = []
    problems: list[str] = []
    first_row: dict[str, int] = {}
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row_problems = list(_problems(cells, first_row))
        if row_problems:
            problems.extend(f"row {number}: {problem}" for problem in row_problems)
            continue
        actor = _actor(cells)
        first_row[actor.actor_id] = number
        actors.append(actor)
    if problems:
        raise RegisterError(f"The register {path.name} is not well formed: {_first_few(problems)}.")
    return Register(actors=tuple(actors))


@lru_cache(maxsize=1)
def bundled_register() -> Register:
    """Return the register that comes with this package, read once."""
    return read_register(BUNDLED)


_PROBLEMS_SHOWN = 5


def _first_few(problems: list[str]) -> str:
    more = len(problems) - _PROBLEMS_SHOWN
    return "; ".join(problems[:_PROBLEMS_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(_SEPARATOR) if part.strip()))


def _actor(cells: list[str]) -> Actor:
    actor_id, name, kind, country, role, valid_from, valid_to, wikidata, aliases, adjectives, metonyms, exclusions = (
        cell.strip() for cell in cells
    )
    return Actor(
        actor_id=actor_id,
        name=name,
        type=next(choice for choice in get_args(ActorType) if choice == kind),
        country=country or None,
        role=role or None,
        valid_from=valid_from or None,
        valid_to=valid_to or None,
        wikidata=wikidata or None,
        aliases=_split(aliases),
        adjectives=_split(adjectives),
        metonyms=_split(metonyms),
        exclusions=_split(exclusions),
    )


def _problems(cells: list[str], first_row: dict[str, int]) -> Iterable[str]:
    if len(cells) != len(COLUMNS):
        yield f"{len(cells)} cells instead of {len(COLUMNS)}"
        return
    actor_id, name, kind, country, _, valid_from, valid_to, wikidata = (cell.strip() for cell in cells[:8])
    if not _ACTOR_ID.fullmatch(actor_id):
        yield f"actor_id {actor_id!r} may hold only lower-case letters, digits, '-' and ':'"
    elif actor_id in first_row:
        yield f"actor_id {actor_id} is already in row {first_row[actor_id]}"
    if not name:
        yield "name is empty"
    if kind not in get_args(ActorType):
        yield f"type {kind!r} is not one of {', '.join(get_args(ActorType))}"
    if country and not _COUNTRY.fullmatch(country):
        yield f"country {country!r} is not a two-letter code"
    for column, day in (("valid_from", valid_from), ("valid_to", valid_to)):
        if day and not _DAY.fullmatch(day):
            yield f"{column} {day!r} is not a year, a month or a day such as 2024, 2024-03 or 2024-03-26"
    if valid_from and valid_to and valid_to < valid_from[: len(valid_to)]:
        yield f"valid_to {valid_to} comes before valid_from {valid_from}"
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        yield f"wikidata {wikidata!r} is not an item such as Q801"
    for column, cell in zip(COLUMNS[8:11], cells[8:11], strict=True):
        for alias in _split(cell):
            if len(alias) < _SHORTEST_ALIAS or not any(character.isalpha() for character in alias):
                yield f"{column}: {alias!r} is too short for a name"
