"""Which column the analyst chose for which field: for all files, for one file by its name, or for every file of a header."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.readers.columns import check_mapping

Mapped = Mapping[str, str]
"""Field -> column; an empty text says that no column holds this field."""


def header_key(columns: Sequence[str]) -> str:
    """Return what a header is remembered by.

    Args:
        columns: The names of a table's columns, as `Preview.columns` gives them.

    Returns:
        Sixteen hex digits; the same columns have the same key in any order, in every file and on every machine.
    """
    return hashlib.blake2b("\x1f".join(sorted(set(columns))).encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The mapping that goes for one table, and whether it was only remembered."""

    mapping: Mapped
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappings:
    """All that the analyst chose. What names a file goes before what is for all files, and that before what is remembered.

    Attributes:
        every: For all files; a file without one of these columns is rejected.
        by_file: Name of a file -> its mapping.
        by_header: Key of a header -> the mapping chosen for it before.
    """

    every: Mapped = field(default_factory=dict)
    by_file: Mapping[str, Mapped] = field(default_factory=dict)
    by_header: Mapping[str, Mapped] = field(default_factory=dict)

    def chosen(self, file: str, columns: Sequence[str], *, has_header: bool) -> Chosen:
        """Return the mapping for a table. The numbered columns of a table without a header say nothing, so nothing is remembered by them."""
        if file in self.by_file:
            return Chosen(mapping=self.by_file[file])
        if self.every:
            return Chosen(mapping=self.every)
        remembered = self.by_header.get(header_key(columns)) if has_header and self.by_header else None
        return Chosen(mapping=remembered or {}, remembered=bool(remembered))


def checked(
    mapping: Mapped | None, mappings: Mapping[str, Mapped] | None = None, remembered: Mapping[str, Mapped] | None = None
) -> Mappings:
    """Return the analyst's choices as one record.

    Raises:
        InputError: One of them names a field that does not exist.
    """
    for each in (mapping, *(mappings or {}).values(), *(remembered or {}).values()):
        check_mapping(each)
    return Mappings(every=dict(mapping or {}), by_file=dict(mappings or {}), by_header=dict(remembered or {}))
