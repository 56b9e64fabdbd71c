"""Saved views: a page with its filters and controls, under a name, kept with the corpus. It knows the file they stand in, not what a page draws."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis import edits
from analysis.errors import CorpusError, InputError

NAME_CHARACTERS = 60  # a longer name breaks over several lines of the list
MOST = 200  # views of a corpus; nobody finds one among more
LONGEST_ADDRESS = 8_000  # characters of all values; servers and browsers cut longer addresses (RFC 9110, 4.1, asks for 8,000 at least)
_PAGE = re.compile(r"[a-z][a-z-]{0,39}")
_FIELDS = {"name", "page", "parameters"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A page as it was left.

    Attributes:
        name: What it is called; no two views of a corpus share it, whatever its case.
        page: The page's word in the address.
        parameters: Address parameter -> its values, without the corpus: filters, the page's controls, and the thing that is open.
    """

    name: str
    page: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...] = ()


def view(name: str, page: str, parameters: Mapping[str, Sequence[str]]) -> SavedView:
    """Return a view that can be kept.

    Raises:
        InputError: The name is empty or too long, or the address is.
    """
    shown = " ".join(name.split())
    if not re.search(r"[^\W_]", shown):
        raise InputError("The view has no name. Give it one, with a letter or a digit in it.")
    if len(shown) > NAME_CHARACTERS:
        raise InputError(f"The view's name has {len(shown)} characters; at most {NAME_CHARACTERS} fit the list.")
    kept = tuple((key, tuple(values)) for key, values in parameters.items() if values)
    if sum(len(key) + len(value) for key, values in kept for value in values) > LONGEST_ADDRESS:
        raise InputError("The view has too many filters to be kept. Choose fewer outlets, topics or actors.")
    try:
        "".join([shown, *(text for key, values in kept for text in (key, *values))]).encode()
    except UnicodeEncodeError as error:
        raise InputError("The view holds a character that cannot be written. Change its name or its filters.") from error
    return SavedView(name=shown, page=page, parameters=kept)


def named(views: Sequence[SavedView], name: str) -> SavedView | None:
    """Return the view of a name, in any case; None when there is none."""
    return next((known for known in views if _same(known.name, name)), None)


def kept(views: Sequence[SavedView], new: SavedView, *, in_place: bool = False, at: int | None = None) -> tuple[SavedView, ...]:
    """Return the views with one added.

    Args:
        views: Those that are there.
        new: The one to add.
        in_place: Whether it may take the place of the one that has its name.
        at: Its place in the list, from 0, where it is new; the last by default.

    Raises:
        InputError: Its name is taken, or there are too many.
    """
    known = named(views, new.name)
    if known and not in_place:
        raise InputError(f"There is a view {known.name!r} already. Replace it, or choose another name.")
    if not known and len(views) >= MOST:
        raise InputError(f"There are {MOST} saved views. Remove one first.")
    if known:
        return tuple(new if other is known else other for other in views)
    place = len(views) if at is None else at
    return (*views[:place], new, *views[place:])


def renamed(views: Sequence[SavedView], name: str, new: str) -> tuple[SavedView, ...]:
    """Return the views with one under another name, in its place.

    Raises:
        InputError: There is no such view, or the new name cannot be used.
    """
    known = _one(views, name)
    changed = view(new, known.page, dict(known.parameters))
    taken = named([other for other in views if other is not known], changed.name)
    if taken:
        raise InputError(f"There is a view {taken.name!r} already. Choose another name.")
    return tuple(replace(known, name=changed.name) if other is known else other for other in views)


def without(views: Sequence[SavedView], name: str) -> tuple[SavedView, ...]:
    """Return the views without one.

    Raises:
        InputError: There is no such view.
    """
    gone = _one(views, name)
    return tuple(other for other in views if other is not gone)


def read(folder: Path) -> tuple[SavedView, ...]:
    """Return the saved views of a corpus' folder, in the order they were saved.

    Raises:
        CorpusError: The file is damaged.
    """
    stored = edits.read(folder, "views")
    if stored is None:
        return ()
    if not isinstance(stored, list) or len(stored) > MOST:
        raise _damaged(folder)
    views: tuple[SavedView, ...] = ()
    for entry in stored:
        try:
            views = kept(views, _from_stored(entry, folder))
        except InputError as error:
            raise _damaged(folder) from error
    return views


def write(folder: Path, views: Sequence[SavedView]) -> None:
    """Keep the saved views of a corpus.

    Raises:
        CorpusError: They cannot be written; what was there stays.
    """
    stored = [
        {"name": each.name, "page": each.page, "parameters": {key: list(values) for key, values in each.parameters}} for each in views
    ]
    edits.write(folder, "views", stored)


def _from_stored(entry: object, folder: Path) -> SavedView:
    if not isinstance(entry, dict) or set(entry) != _FIELDS:
        raise _damaged(folder)
    name, page, parameters = entry["name"], entry["page"], entry["parameters"]
    if not isinstance(name, str) or not isinstance(page, str) or not _PAGE.fullmatch(page) or not isinstance(parameters, dict):
        raise _damaged(folder)
    for values in parameters.values():  # names are text in any JSON
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _damaged(folder)
    return view(name, page, parameters)


def _same(name: str, other: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


def _one(views: Sequence[SavedView], name: str) -> SavedView:
    found = named(views, name)
    if found is None:
        raise InputError(f"There is no saved view {name!r} any more.")
    return found


def _damaged(folder: Path) -> CorpusError:
    return CorpusError(f"{folder / 'edits' / 'views.json'} is damaged. Move it away to go on without your saved views.")
