"""The list of corrections of a corpus: add, take one out, store, save to a file and load into another corpus. Lists in, lists out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from analysis.corrections.in_order import result
from analysis.corrections.record import Correction
from analysis.errors import CorpusError, InputError

MOST_CORRECTIONS: Final = 10_000  # a year of work at forty a day
MOST_BYTES: Final = 10_000_000  # of a file that is loaded; ten thousand corrections take two million
LARGEST_NUMBER: Final = 1_000_000_000  # of a correction; fits every integer column

_TEXTS: Final = ("kind", "actor_id", "alias", "to", "name", "type")
_LISTS: Final = ("others", "aliases")


def appended(corrections: Sequence[Correction], *new: Correction, now: datetime | None = None) -> list[Correction]:
    """Return a list with new corrections at its end, numbered, and stamped where they have no time yet.

    Raises:
        InputError: There are too many, or they build on each other too often.
    """
    if len(corrections) + len(new) > MOST_CORRECTIONS:
        raise InputError(f"A corpus holds at most {MOST_CORRECTIONS:,} corrections.")
    first = max((correction.number for correction in corrections), default=0) + 1
    stamp = (now or datetime.now(UTC)).replace(microsecond=0)
    longer = [
        *corrections,
        *(replace(each, number=number, made_at=each.made_at or stamp) for number, each in enumerate(new, start=first)),
    ]
    result(longer)  # a list that is kept can be worked out
    return longer


def without(corrections: Sequence[Correction], *numbers: int) -> list[Correction]:
    """Return a list without the corrections of some numbers: this is how they are undone.

    Raises:
        InputError: There is no correction of that number.
    """
    there = {correction.number for correction in corrections}
    missing = [number for number in numbers if number not in there]
    if missing:
        raise InputError(f"There is no change {missing[0]}. See them all with: dateline actors changes")
    return [correction for correction in corrections if correction.number not in numbers]


def joined(corrections: Sequence[Correction], loaded: Sequence[Correction]) -> list[Correction]:
    """Return a list with those of a loaded one at its end that it does not hold yet; loading twice adds nothing."""
    held = {_said(correction) for correction in corrections}
    fresh = [correction for correction in loaded if _said(correction) not in held]
    return appended(corrections, *fresh)


def as_stored(corrections: Sequence[Correction]) -> list[dict[str, object]]:
    """Return a list as plain values for JSON, with only the fields that each correction has."""
    return [_as_dict(correction) for correction in corrections]


def from_stored(value: object) -> list[Correction]:
    """Return the list that was stored in a corpus; nothing stored is an empty list.

    Raises:
        CorpusError: It is damaged; the message names the entry.
    """
    try:
        return _parsed([] if value is None else value)
    except InputError as error:
        raise CorpusError(f"The corpus's changes of actors are damaged (edits/actors.json): {error}") from error


def dumps(corrections: Sequence[Correction]) -> bytes:
    """Return a list as a JSON file in UTF-8 that can be read, kept, and loaded into another corpus."""
    return (json.dumps(as_stored(corrections), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def loads(data: bytes) -> list[Correction]:
    """Return the list that a file holds.

    Raises:
        InputError: It is no such file, or one of its entries is not well formed; the message names the entry.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"The file is too large for changes of actors: {len(data):,} bytes, at most {MOST_BYTES:,} are read.")
    try:
        value: object = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("The file is not JSON in UTF-8. Load one that was saved with: dateline actors save FILE") from error
    return _parsed(value)


def _said(correction: Correction) -> Correction:
    return replace(correction, number=0, made_at=None)


def _as_dict(correction: Correction) -> dict[str, object]:
    texts = {name: getattr(correction, name) for name in _TEXTS}
    lists = {name: list(getattr(correction, name)) for name in _LISTS}
    when = correction.made_at.astimezone(UTC).isoformat() if correction.made_at else None
    fields = {"number": correction.number, **texts, **lists, "made_at": when}
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _parsed(value: object) -> list[Correction]:
    if not isinstance(value, list):
        raise InputError("it is not a list of changes.")
    if len(value) > MOST_CORRECTIONS:
        raise InputError(f"it holds {len(value):,} changes; at most {MOST_CORRECTIONS:,} are read.")
    corrections = []
    seen: set[int] = set()
    for number, entry in enumerate(value, start=1):
        try:
            correction = _correction(entry)
        except InputError as error:
            raise InputError(f"entry {number}: {error}") from error
        if correction.number in seen:
            raise InputError(f"entry {number}: the number {correction.number} is there twice.")
        seen.add(correction.number)
        corrections.append(correction)
    return corrections


def _correction(entry: object) -> Correction:
    if not isinstance(entry, dict):
        raise InputError("it is not an object with the fields of a change.")
    unknown = [str(name) for name in entry if name not in (*_TEXTS, *_LISTS, "number", "made_at")]
    if unknown:
        raise InputError(f"a change has no field {unknown[0][:40]!a}.")
    if "kind" not in entry or "actor_id" not in entry or "number" not in entry:
        raise InputError("a change needs kind, actor_id and number.")
    wrong = [name for name in _TEXTS if not isinstance(entry.get(name, ""), str)]
    wrong += [name for name in _LISTS if not _is_texts(entry.get(name, []))]
    if wrong:
        raise InputError(f"the field {wrong[0]} is not text.")
    if isinstance(entry["number"], bool) or not isinstance(entry["number"], int) or not 1 <= entry["number"] <= LARGEST_NUMBER:
        raise InputError("the number is not a whole number from 1.")
    texts: dict[str, Any] = {name: entry[name] for name in _TEXTS if name in entry}
    lists: dict[str, Any] = {name: tuple(entry.get(name, ())) for name in _LISTS}
    return Correction(**texts, **lists, number=entry["number"], made_at=_time(entry.get("made_at")))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        when = datetime.fromisoformat(str(value))
        return when.astimezone(UTC) if when.tzinfo else when  # one without a zone is refused by the record
    except (ValueError, OverflowError) as error:
        raise InputError(f"made_at {str(value)[:40]!a} is not a time.") from error
