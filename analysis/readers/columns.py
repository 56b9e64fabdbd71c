"""Which column of a table is the title, the text, the outlet, the authors, the date and the address: by header, then by content.

A field may have several columns, in order; each row takes the first that is filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analysis import dates
from analysis.errors import InputError
from analysis.readers import headers, values

FIELDS: Final = ("title", "text", "outlet", "authors", "published_at", "url")

_SPLIT_WORDS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONG_TEXT = 300
"""Characters from which a typical cell is an article's text rather than a headline; headlines have at most about 200."""
_SENTENCES = 2
"""Sentences from which a shorter cell is a text too; a headline is one at most."""
_SENTENCE_ENDS = re.compile(r"[a-z\u00df-\u00ff]{2}[.!?][\"'”’)]?(?=\s|$)")
_TITLE_LENGTHS = (15, 300)
_TEASER = 1.5
"""How much longer than a headline a short text typically is; of two columns of headlines neither is."""
_FITS = 0.6
"""Share of the filled cells that must look like a field before a column is taken for it by content alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Field -> columns that may fill it, the best first."""

    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: tuple[str, ...] = ()
    url: tuple[str, ...] = ()

    @property
    def has_content(self) -> bool:
        """Whether an article can come of it at all."""
        return bool(self.title or self.text)

    @property
    def used(self) -> frozenset[str]:
        """The columns that fill a field."""
        return frozenset(name for field in FIELDS for name in getattr(self, field))

    def describe(self) -> str:
        """Return the map in words: "title from 'Headline', text from 'Body'"."""
        parts = [f"{field} from {' or '.join(repr(name) for name in getattr(self, field))}" for field in FIELDS if getattr(self, field)]
        return ", ".join(parts) or "no column used"


def unique(header: Sequence[str]) -> list[str]:
    """Return names for all columns: unnamed ones are numbered, repeated ones get a number added."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def normal(header: str) -> str:
    """Return a header without case, spaces and punctuation."""
    return "".join(character for character in header.casefold() if character.isalnum())


def is_known(header: str) -> bool:
    """Return whether a header is one of the names that exports use for a field."""
    return _alias(header) in headers.ALL_ALIASES


def is_data(cell: str) -> bool:
    """Return whether a cell can only be a value (a date, an address, a number), not the name of a column."""
    return _looks_dated(cell) or _looks_linked(cell) or values.is_number(cell)


def check_mapping(mapping: Mapping[str, str] | None) -> None:
    """Refuse a mapping to fields that do not exist.

    Raises:
        InputError: A field is not one of `FIELDS`.
    """
    unknown = [field for field in mapping or {} if field not in FIELDS]
    if unknown:
        raise InputError(f"There is no field {unknown[0]!r}. A column can be mapped to: {', '.join(FIELDS)}.")


def guess(names: Sequence[str], rows: Sequence[Mapping[str, object]], *, mapping: Mapping[str, str] | None = None) -> ColumnMap:
    """Guess which columns fill which field.

    Args:
        names: The columns in order.
        rows: The first rows, for judging by content.
        mapping: Field -> column that the analyst chose, an empty text for none; these are not guessed.

    Returns:
        The column map; a column serves one field only.
    """
    chosen = dict(mapping or {})
    taken = set(chosen.values())
    found = _chosen(chosen)
    columns = {name: _filled(rows, name) for name in names}
    for field in FIELDS:
        if field not in found:
            found[field] = tuple(name for name in _by_header(field, names, columns) if name not in taken)
            taken.update(found[field])
    for field, fits in _FITTING:
        if not found[field] and field not in chosen:
            free = [name for name in names if name not in taken and not is_known(name) and not _speaks_against(field, name)]
            found[field] = _by_content(fits, free, columns)
            taken.update(found[field])
    return ColumnMap(**found)


def _by_header(field: str, names: Sequence[str], columns: Mapping[str, Sequence[object]]) -> list[str]:
    aliases = headers.ALIASES[field]
    exact = [name for name in names if _alias(name) in aliases and _passes(field, name, columns[name])]
    # A record's own field goes before the same field of something inside it (title before thread.title).
    exact.sort(key=lambda name: (aliases.index(_alias(name)), name.count(".")))
    return exact or [name for name in names if _has_words(field, name) and _plausible(field, columns[name])][:1]


def _alias(name: str) -> str:
    """Return the header's alias; a nested one (doc.headline.main) goes by as many of its last parts as an alias has."""
    parts = name.split(".")
    return next((joined for start in range(len(parts)) if (joined := normal("".join(parts[start:]))) in headers.ALL_ALIASES), normal(name))


def _passes(field: str, name: str, cells: Sequence[object]) -> bool:
    return _plausible(field, cells) if normal(name) not in headers.CHECKED else bool(cells) and _share(_LOOKS[field], cells) >= _FITS


def _plausible(field: str, cells: Sequence[object]) -> bool:
    """Return False only when the cells plainly are something else: a "published" of True and False, a "source" of numbers."""
    if not cells:
        return True
    if field == "published_at":
        return not all(str(cell).strip().lower() in ("true", "false", "0", "1") for cell in cells)
    if field in ("title", "text", "outlet"):
        return not all(isinstance(cell, bool | int | float) or values.is_number(cell) for cell in cells)
    return True


def _has_words(field: str, name: str) -> bool:
    return bool(_words(name) & headers.WORDS[field]) and not _speaks_against(field, name)


def _speaks_against(field: str, name: str) -> bool:
    """Whether a header says that the column is another thing: when a page was scraped is not when it was published."""
    return bool(_words(name) & headers.OTHER_WORDS[field])


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _SPLIT_WORDS.findall(_CAMEL.sub(" ", name).replace("_", " "))}


def _filled(rows: Sequence[Mapping[str, object]], name: str) -> list[object]:
    cells = (row.get(name) for row in rows)
    return [cell for cell in cells if cell is not None and cell != ""]


def _share(fits: Callable[[object], bool], cells: Sequence[object]) -> float:
    return sum(fits(cell) for cell in cells) / len(cells) if cells else 0.0


def _by_content(fits: Callable[[object], bool], names: Sequence[str], columns: Mapping[str, Sequence[object]]) -> tuple[str, ...]:
    shares = [(name, _share(fits, columns[name])) for name in names]
    fitting = [(share, name) for name, share in shares if share >= _FITS]
    # The longest column among the fitting ones: of two long texts the fuller one is the article; ties go to the first.
    fitting.sort(key=lambda pair: -values.typical_length(columns[pair[1]]))
    return (fitting[0][1],) if fitting else ()


def _looks_dated(cell: object) -> bool:
    return dates.parse_one(cell) is not None and not (isinstance(cell, str) and len(cell) > 60)


def _looks_linked(cell: object) -> bool:
    return isinstance(cell, str) and cell.lstrip().lower().startswith(("http://", "https://", "www."))


def _looks_written(cell: object) -> bool:
    return isinstance(cell, str) and " " in cell and (len(cell) >= _LONG_TEXT or len(_SENTENCE_ENDS.findall(cell)) >= _SENTENCES)


def _looks_titled(cell: object) -> bool:
    return (
        isinstance(cell, str)
        and _TITLE_LENGTHS[0] <= len(cell) <= _TITLE_LENGTHS[1]
        and cell.count(" ") >= 2
        and not _looks_written(cell)
        and not _looks_linked(cell)
        and not _looks_dated(cell)
    )


def _looks_named(cell: object) -> bool:
    return (
        isinstance(cell, str)
        and 2 <= len(cell) <= 60
        and cell.count(" ") <= 5
        and any(c.isalpha() for c in cell)
        and not _looks_linked(cell)
        and not _looks_dated(cell)
    )


_LOOKS: Final[dict[str, Callable[[object], bool]]] = {
    "title": _looks_titled,
    "text": lambda cell: _looks_written(cell) or _looks_titled(cell),
    "outlet": _looks_named,
    "authors": _looks_named,
    "published_at": _looks_dated,
    "url": _looks_linked,
}
# An outlet is not guessed by content where there is a header: too many columns hold short names.
_FITTING: Final = (("url", _looks_linked), ("published_at", _looks_dated), ("text", _looks_written), ("title", _looks_titled))


def other_times(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the columns that hold times, but not those of publication: when a page was scraped, changed or indexed."""
    return [name for name in names if _speaks_against("published_at", name) and _share(_looks_dated, _filled(rows, name)) >= _FITS]


def guess_headless(names: Sequence[str], rows: Sequence[Mapping[str, object]], *, mapping: Mapping[str, str] | None = None) -> ColumnMap:
    """Guess the columns of a table that has no header, by content alone.

    Args:
        names: The columns in order, as the reader numbered them.
        rows: The first rows.
        mapping: As for `guess`.
    """
    columns = {name: _filled(rows, name) for name in names}
    found = _chosen(mapping or {})
    taken = set((mapping or {}).values())
    written = [name for name in names if name not in taken and _share(_looks_written, columns[name]) >= _FITS]
    titled = [name for name in names if name not in taken and _share(_looks_titled, columns[name]) >= _FITS]
    if not written and len(titled) > 1 and not {"title", "text"} & set(found):
        # A headline and its teaser: the longer one is the text.
        titled.sort(key=lambda name: values.typical_length(columns[name]))
        if values.typical_length(columns[titled[-1]]) > _TEASER * values.typical_length(columns[titled[0]]):
            found |= {"title": (titled[0],), "text": (titled[-1],)}
            taken |= {titled[0], titled[-1]}
    for field, fits in (*_FITTING, ("outlet", _looks_named)):
        if field in found:
            continue
        free = [name for name in names if name not in taken]
        if field == "outlet":
            # Outlets repeat, and few stand in one file; authors and places vary more.
            free = sorted(
                (name for name in free if _share(fits, columns[name]) >= _FITS), key=lambda name: len(set(map(str, columns[name])))
            )[:1]
        found[field] = _by_content(fits, free, columns)
        taken.update(found[field])
    return ColumnMap(**found)


def _chosen(mapping: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {field: (column,) if column else () for field, column in mapping.items()}
