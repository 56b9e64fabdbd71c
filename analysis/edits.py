"""What the analyst edits in a corpus, kept apart from the imports: small JSON files, each written whole or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal

from analysis.errors import CorpusError
from analysis.imports import write_json

Name = Literal["lexicon", "actors", "topics", "columns", "views", "events"]

# Those that change what a corpus says without changing an import. Other word values change the imports' names instead.
SEEN_IN_VERSION: tuple[Name, ...] = ("actors", "topics")
_FOLDER = "edits"


def read(folder: Path, name: Name) -> object | None:
    """Return what was written under a name; None when nothing was.

    Raises:
        CorpusError: The file is damaged.
    """
    path = _path(folder, name)
    if not path.exists():
        return None
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CorpusError(f"{path} is damaged. Move it away to go on without these edits.") from error
    return content


def write(folder: Path, name: Name, value: object) -> None:
    """Keep something under a name, in place of what was there.

    Raises:
        CorpusError: It cannot be written; what was there stays.
    """
    path = _path(folder, name)
    try:
        path.parent.mkdir(exist_ok=True)
        write_json(path, value)
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error


def digest(folder: Path) -> str:
    """Return a hash of the edits that change what a corpus says; empty when there are none."""
    hashed = hashlib.blake2b(digest_size=8)
    found = [(name, _path(folder, name)) for name in SEEN_IN_VERSION]
    written = [(name, path.read_bytes()) for name, path in found if path.exists()]
    for name, content in written:
        hashed.update(f"{name} {len(content)} ".encode() + content)
    return hashed.hexdigest() if written else ""


def _path(folder: Path, name: Name) -> Path:
    return folder / _FOLDER / f"{name}.json"
