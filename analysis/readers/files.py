"""Paths to files: folders are walked in the order of names, without hidden files and without following links out of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.article import RejectedRow
from analysis.errors import InputError
from analysis.readers.reader import EMPTY_FILE, UNREADABLE, Source, disk_source, rejected

# What operating systems and packers leave behind, which nobody means to read.
_CLUTTER = frozenset(("__macosx", "thumbs.db", "desktop.ini"))


def find_files(paths: Sequence[str | Path]) -> Iterator[Source | RejectedRow]:
    """Return the files behind paths, one by one; what is there but cannot be a file of articles comes as a rejected row.

    Raises:
        InputError: A path does not exist; raised at once, before anything is read.
    """
    known = [Path(path).expanduser() for path in paths]
    for path in known:
        if not _exists(path):
            raise InputError(f"There is no file or folder {path}. Check the spelling, or give its full path.")
    return (found for path in known for found in (_in_folder(path) if path.is_dir() else iter((_file(path, path.name),))))


def is_hidden(name: str) -> bool:
    """Return whether a file or folder of this name is left out of folders and archives."""
    return name.startswith(".") or name.lower() in _CLUTTER


def clean_name(name: str) -> str:
    """Return a file's name as text that can be stored and shown, whatever bytes the file system holds."""
    readable = os.fsencode(name).decode("utf-8", errors="replace")
    return "".join(character if character.isprintable() else "�" for character in readable)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long for the file system
        return False
    except ValueError as error:  # a NUL in the name
        raise InputError("A path holds a character that no file name can have.") from error


def _in_folder(folder: Path) -> Iterator[Source | RejectedRow]:
    found = False
    problems: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(name for name in names if not is_hidden(name)):
            found = True
            path = Path(parent, name)
            yield _file(path, path.relative_to(folder).as_posix())
    for problem in problems:
        found = True
        where = Path(problem.filename or folder).relative_to(folder).as_posix()
        yield rejected(clean_name(where), None, UNREADABLE, f"The folder cannot be opened: {problem.strerror}.")
    if not found:
        yield rejected(clean_name(folder.name or "folder"), None, EMPTY_FILE, "There is no file in this folder.")


def _file(path: Path, name: str) -> Source | RejectedRow:
    shown = clean_name(name)
    try:
        status = path.stat()
    except OSError as error:
        return rejected(shown, None, UNREADABLE, f"The file cannot be opened: {error.strerror}.")
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe or a device could wait for ever.
        return rejected(shown, None, UNREADABLE, "Not an ordinary file.")
    return disk_source(path, shown)
