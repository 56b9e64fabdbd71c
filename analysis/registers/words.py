"""Word lists that tell names from other capitalised words: plain files, one word a line, and their loader."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return English words that news texts write in lower case at least as often as with a capital inside a sentence."""
    return _words("common_words.txt")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return first names that people in public life have borne or that are common, with a capital and without accents."""
    return _words("first_names.txt")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return surnames that many people bear, with a capital and without accents."""
    return _words("surnames.txt")


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Return the names of cities, without accents; a name may be several words."""
    return frozenset((_FOLDER / "cities.txt").read_text(encoding="utf-8").splitlines())


def _words(name: str) -> frozenset[str]:
    return frozenset((_FOLDER / name).read_text(encoding="utf-8").split())
