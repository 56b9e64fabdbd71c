"""One correction of an actor: a checked record, a function that makes each kind, and its words. It knows nothing of a corpus."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from analysis.errors import InputError
from analysis.registers.actors import ActorType
from analysis.scorers.name_lookup import plain
from analysis.text import straighten

Kind = Literal["merge", "split", "rename", "retype", "hide", "add alias", "add actor", "refuse"]

OWN: Final = "own:"  # ids of actors that the analyst made, beside the register's and the finder's "found:"
NAME_CHARACTERS: Final = 120  # no name of the register is longer than 90; a longer one is a pasted sentence
ID_CHARACTERS: Final = 200
MOST_OTHERS: Final = 500  # actors in one merge, names of one added actor: far more than anybody picks by hand
SHORTEST_ALIAS: Final = 2  # one letter would match every initial in every text, as in the register

# The quotes that ``straighten`` makes straight.
CURLY: Final = "‘’‚‛ʼ′“”„‟″"

_ID: Final = re.compile(r"[a-z0-9]+(?:[-:][a-z0-9]+)*")
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_POSSESSIVE: Final = re.compile(r"(?:'[sS]|([sS])')$")
# Letters that would turn the reading direction of the page around a name (Unicode Standard Annex 9).
_TURNS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the analyst said of an actor. Made by the functions below, which name the fields that each kind needs.

    Attributes:
        kind: What is done.
        actor_id: The actor it is done to. Of a merge the one that stays; of "add actor" the new one.
        others: Of a merge the actors that become ``actor_id``; of "refuse" those that are not the same as it.
        alias: The name that is split off or added, as it stands in texts; case counts.
        to: Of a split the actor that the name goes to; None for an actor of its own.
        name: The new name.
        type: The new type; of a split None for the type of the actor it is split off.
        aliases: Further names of an added actor.
        made_at: When, in UTC.
        number: Its number in the list of a corpus; 0 until it is in one.
    """

    kind: Kind
    actor_id: str
    others: tuple[str, ...] = ()
    alias: str | None = None
    to: str | None = None
    name: str | None = None
    type: ActorType | None = None
    aliases: tuple[str, ...] = ()
    made_at: datetime | None = None
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse fields that are missing, too many, or no names."""
        if self.kind not in get_args(Kind):
            raise InputError(f"{self.kind!r} is no correction. Corrections: {', '.join(get_args(Kind))}.")
        _check_fields(self)
        for actor_id in (self.actor_id, *self.others, self.to):
            if actor_id is not None:
                _check_id(actor_id)
        for name in (self.name, self.alias, *self.aliases):
            if name is not None:
                _check_name(name)
        for name in (self.name if self.kind == "add actor" else None, self.alias, *self.aliases):
            if name is not None and (len(name) < SHORTEST_ALIAS or not any(map(str.isalpha, name))):
                raise InputError(f"{_shown(name)} is too short to be found in texts: at least {SHORTEST_ALIAS} characters, one a letter.")
        if self.type is not None and self.type not in get_args(ActorType):
            raise InputError(f"{self.type!r} is no type of actor. Types: {', '.join(get_args(ActorType))}.")
        if self.made_at is not None and self.made_at.tzinfo is None:
            raise InputError("The time of a correction has no time zone.")
        if isinstance(self.number, bool) or not isinstance(self.number, int) or self.number < 0:
            raise InputError(f"{self.number!r} is no number of a correction.")


def merge(actor_id: str, *others: str) -> Correction:
    """Let other actors be this one: all their mentions count for it."""
    return Correction(kind="merge", actor_id=actor_id, others=tuple(dict.fromkeys(other for other in others if other != actor_id)))


def split(actor_id: str, alias: str, *, to: str | None = None, type_: ActorType | None = None) -> Correction:
    """Take a name away from an actor: its mentions under that name become an actor of their own, or another actor's."""
    return Correction(kind="split", actor_id=actor_id, alias=alias_of(alias), to=to, type=type_)


def rename(actor_id: str, name: str) -> Correction:
    """Show an actor under another name."""
    return Correction(kind="rename", actor_id=actor_id, name=tidy(name))


def retype(actor_id: str, type_: ActorType) -> Correction:
    """Count an actor as another type."""
    return Correction(kind="retype", actor_id=actor_id, type=type_)


def hide(actor_id: str) -> Correction:
    """Leave an actor out of all counts."""
    return Correction(kind="hide", actor_id=actor_id)


def add_alias(actor_id: str, alias: str) -> Correction:
    """Let a name, wherever it stands in the texts, count for an actor."""
    return Correction(kind="add alias", actor_id=actor_id, alias=tidy(alias))


def add_actor(name: str, type_: ActorType, aliases: Sequence[str] = ()) -> Correction:
    """Add an actor that is found wherever its name, or one of its further names, stands in the texts."""
    others = tuple(dict.fromkeys(tidied for alias in aliases if (tidied := tidy(alias)) != tidy(name)))
    return Correction(kind="add actor", actor_id=own_id(name), name=tidy(name), type=type_, aliases=others)


def refuse(actor_id: str, *others: str) -> Correction:
    """Keep actors apart: the pairs are not suggested for a merge again."""
    return Correction(kind="refuse", actor_id=actor_id, others=tuple(dict.fromkeys(other for other in others if other != actor_id)))


def own_id(name: str) -> str:
    """Return the id of an actor that the analyst made; the same name has the same id on every machine."""
    slug = _SLUG.sub("-", plain(tidy(name)).lower()).strip("-")
    return OWN + (slug or hashlib.blake2b(tidy(name).encode("utf-8", "replace"), digest_size=6).hexdigest())


def tidy(name: str) -> str:
    """Return a name with straight quotes and single spaces."""
    return " ".join(straighten(name).split())


def alias_of(surface: str) -> str:
    """Return the name in a mention as it is compared: straight quotes, single spaces, no possessive; case is kept."""
    return _POSSESSIVE.sub(r"\1", tidy(surface))


def alias_sql(column: str) -> str:
    """Return ``alias_of`` of a column as SQL."""
    straight = f"translate({column}, '{CURLY}', '{straighten(CURLY).replace(chr(39), chr(39) * 2)}')"
    return rf"regexp_replace(trim(regexp_replace({straight}, '[\s\pZ]+', ' ', 'g')), '(?:''[sS]|([sS])'')$', '\1')"


def in_words(correction: Correction, names: Mapping[str, str] | None = None) -> str:
    """Return a correction as a sentence, for the list of changes.

    Args:
        correction: The correction.
        names: Actor ids -> names; an id without one stands for itself.
    """
    named = names or {}
    who = named.get(correction.actor_id, correction.actor_id)
    others = _listed([named.get(other, other) for other in correction.others])
    alias, name, type_ = correction.alias, correction.name, (correction.type or "").replace("_", " ")
    match correction.kind:
        case "merge":
            return f"Merged {others} into {who}"
        case "split":
            return f"Split “{alias}” off {who}" + (f", to {named.get(correction.to, correction.to)}" if correction.to else "")
        case "rename":
            return f"Renamed {who} to {name}"
        case "retype":
            return f"Changed the type of {who} to {type_}"
        case "hide":
            return f"Hid {who}"
        case "add alias":
            return f"Added the name “{alias}” to {who}"
        case "add actor":
            return f"Added the actor {name}" + (f", also {_listed(correction.aliases)}" if correction.aliases else "")
        case "refuse":
            return f"Kept {who} and {others} apart"


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


_NEEDED: Final[Mapping[Kind, frozenset[str]]] = {
    "merge": frozenset({"others"}),
    "split": frozenset({"alias"}),
    "rename": frozenset({"name"}),
    "retype": frozenset({"type"}),
    "hide": frozenset(),
    "add alias": frozenset({"alias"}),
    "add actor": frozenset({"name", "type"}),
    "refuse": frozenset({"others"}),
}
_ALLOWED: Final[Mapping[Kind, frozenset[str]]] = {"split": frozenset({"to", "type"}), "add actor": frozenset({"aliases"})}
_FIELDS: Final = ("others", "alias", "to", "name", "type", "aliases")


def _check_fields(correction: Correction) -> None:
    needed = _NEEDED[correction.kind]
    allowed = needed | _ALLOWED.get(correction.kind, frozenset())
    given = {field for field in _FIELDS if getattr(correction, field) not in (None, ())}
    if needed - given:
        raise InputError(f"A correction of the kind {correction.kind!r} needs {' and '.join(sorted(needed - given))}.")
    if given - allowed:
        raise InputError(f"A correction of the kind {correction.kind!r} has no {' and '.join(sorted(given - allowed))}.")
    if correction.actor_id in correction.others:
        raise InputError(f"{correction.actor_id} cannot be merged with itself.")
    for field in ("others", "aliases"):
        if len(getattr(correction, field)) > MOST_OTHERS:
            raise InputError(f"A correction can name at most {MOST_OTHERS} actors or names.")
    if correction.kind == "add actor" and correction.name is not None and correction.actor_id != own_id(correction.name):
        raise InputError(f"The id of an added actor comes from its name: {own_id(correction.name)}, not {correction.actor_id}.")


def _check_id(actor_id: str) -> None:
    if not isinstance(actor_id, str) or len(actor_id) > ID_CHARACTERS or not _ID.fullmatch(actor_id):
        raise InputError(f"{_shown(actor_id)} is no id of an actor. An id is like state:israel: small letters, digits, '-' and ':'.")


def _check_name(name: str) -> None:
    if not isinstance(name, str) or not name.strip():
        raise InputError("The name is empty.")
    if len(name) > NAME_CHARACTERS:
        raise InputError(f"The name {_shown(name)} has {len(name)} characters; at most {NAME_CHARACTERS} are a name.")
    wrong = next((letter for letter in name if letter in _TURNS or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}), None)
    if wrong is not None:
        raise InputError(f"The name {_shown(name)} holds a control character (U+{ord(wrong):04X}). Type it again.")


def _shown(value: object) -> str:
    return ascii(str(value)[:40])
