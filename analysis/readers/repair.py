"""Rejected records as a table that an analyst can fill in and have read again. It knows how a record is written down, not why it was rejected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

PLACE: Final = ("file", "row", "reason", "detail")
"""The first columns of such a table: where a record stood and why it was rejected. They are not read as fields of an article."""
_ROW_DIGITS: Final = 12  # no file has so many rows
_NAME_LENGTH: Final = 300  # nor so long a name
AS_FOUND: Final = "as_found"
"""The column for the raw text of a record that could not be taken apart; not read either."""


def content(values: Mapping[str, object]) -> str:
    """Return a record as a JSON object, as `RejectedRow.content` holds it; times are written in ISO 8601."""
    left_out = PLACE if is_repaired(list(values)) else ()
    return json.dumps({name: _plain(value) for name, value in values.items() if name not in left_out}, ensure_ascii=False, default=_plain)


def is_repaired(names: Sequence[str]) -> bool:
    """Return whether these are the columns of a table that `repairable` made."""
    return tuple(names[: len(PLACE)]) == PLACE


def own_columns(names: Sequence[str]) -> list[str]:
    """Return the columns that belong to the records themselves."""
    return [name for name in names if name not in (*PLACE, AS_FOUND)] if is_repaired(names) else list(names)


def first_place(values: Mapping[str, object]) -> tuple[str, int] | None:
    """Return the file and row where a repaired record stood when it was rejected; None for any other record."""
    if not is_repaired(list(values)):
        return None
    file, row = values["file"], str(values["row"] or "").strip()
    return (
        (file.strip(), int(row))
        if isinstance(file, str) and 0 < len(file.strip()) <= _NAME_LENGTH and row.isdecimal() and len(row) < _ROW_DIGITS
        else None
    )


def repairable(rejected: pd.DataFrame) -> pd.DataFrame:
    """Return rejected records as a table that can be filled in and read again.

    Args:
        rejected: Frame with file, row, reason, detail and content, as the table `rejected` of a corpus holds them.

    Returns:
        A row for each, in order: file, row, reason, detail, then the columns of all records in the order in which they appear; `as_found`
        holds the raw text of records that could not be taken apart. Lists and objects inside a record are JSON. A column of a record that
        has one of our names has a number behind it.
    """
    import pandas as pd  # reading itself goes without it, and it is a third of a second and 80 MB in each process that reads pages

    records = [_taken_apart(found) for found in rejected["content"]]
    names = list(dict.fromkeys(name for record in records for name in record))
    own = {_own_name(name): pd.Series([record.get(name) for record in records], dtype="str") for name in names}
    return pd.DataFrame(
        {
            "file": rejected["file"].astype("str").array,
            "row": rejected["row"].astype("Int64").array,
            "reason": rejected["reason"].astype("str").array,
            "detail": rejected["detail"].astype("str").array,
            **{name: column.array for name, column in own.items()},
        }
    )


def _own_name(name: str) -> str:
    return f"{name} (2)" if name in PLACE else name


def _taken_apart(found: object) -> dict[str, str | None]:
    """Return a record's cells as text."""
    if not isinstance(found, str) or not found:
        return {}
    try:
        record = json.loads(found)
    except (ValueError, RecursionError):
        return {AS_FOUND: found}
    return {str(name): _cell(value) for name, value in record.items()} if isinstance(record, dict) else {AS_FOUND: found}


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    """Return a value that JSON can hold."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value != value:  # a number that is none
        return None
    return value if value is None or isinstance(value, str | int | float | list | tuple | dict) else str(value)
