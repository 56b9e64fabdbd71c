"""Names from an installed spaCy pipeline, for those who have one: it finds what rules miss, and takes a hundred times as long.

Nothing is fetched: a pipeline that is not installed is an error that says so.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from analysis.errors import InputError
from analysis.scorers.name_types import FoundType

# The labels of OntoNotes and of CoNLL-2003, which spaCy's pipelines use.
TYPE_OF: Final[dict[str, FoundType]] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_UNUSED: Final = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer")


class ExtraName(NamedTuple):
    """A name that another finder found: half-open characters of the text, and its type."""

    start: int
    end: int
    type: FoundType


class ExtraNames(Protocol):
    """Another finder of names."""

    def names(self, texts: Sequence[str]) -> list[list[ExtraName]]:
        """Return the names of each text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacyNames:
    """The names that a spaCy pipeline finds.

    Attributes:
        pipeline: The name of an installed pipeline, such as ``en_core_web_trf``.
    """

    pipeline: str

    def names(self, texts: Sequence[str]) -> list[list[ExtraName]]:
        """Return the names of each text, without articles and possessives.

        Raises:
            InputError: spaCy or the pipeline is not installed.
        """
        return [_names(document) for document in _load(self.pipeline)(texts)]


@lru_cache(maxsize=2)
def _load(pipeline: str) -> Callable[[Sequence[str]], Iterable[Any]]:
    try:
        spacy = importlib.import_module("spacy")
    except ImportError as error:
        raise InputError(
            "spaCy is not installed, so no pipeline of it can find names. Install it with: pip install 'dateline[ner]'"
        ) from error
    try:
        loaded = spacy.load(pipeline, disable=list(_UNUSED))
    except OSError as error:
        raise InputError(f"The spaCy pipeline {pipeline!r} is not installed. Install it as a package, or leave --ner away.") from error
    found: Callable[[Sequence[str]], Iterable[Any]] = loaded.pipe
    return found


def _names(document: Any) -> list[ExtraName]:  # spaCy has no types of its own here
    found: list[ExtraName] = []
    for entity in document.ents:
        kind = TYPE_OF.get(entity.label_)
        name: str = entity.text
        if kind is None or not name.strip():
            continue
        start, end = int(entity.start_char), int(entity.end_char)
        if name[:4].lower() == "the ":
            start += 4
        if name.endswith(("'s", "’s")):
            end -= 2
        if end - start > 1:
            found.append(ExtraName(start, end, kind))
    return found
