"""Shapes in which JSON holds articles: where inside an object the list of records is, and how a record with inner objects becomes a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from analysis.readers import columns

# How deep the list of articles may be wrapped ({"response": {"results": [...]}}), and how deep a record's own objects are opened.
_WRAPPING_DEPTH: Final = 4
_RECORD_DEPTH: Final = 3
# Wrappers of search engines and databases, which are no part of a field's name.
_TRANSPARENT: Final = frozenset(("_source", "_doc", "attributes"))
_OWN_FIELDS: Final = frozenset(("title", "headline", "text", "body", "content", "webtitle", "fulltext", "articlebody"))


def records(found: object) -> list[object] | None:
    """Return the records inside an object; None when the object is itself an article.

    Known shapes: a list somewhere inside (of several the longest), records by id, and what pandas writes (columns, split).
    """
    if not isinstance(found, dict) or not found:
        return None
    table = _split(found) or _by_column(found)
    if table is not None:
        return table
    if any(columns.normal(str(key)) in _OWN_FIELDS for key in found):
        return None
    candidates = list(_lists(found, 0))
    if candidates:
        return max(candidates, key=len)
    inner = list(found.values())
    by_id = len(inner) > 1 and all(isinstance(value, dict) and any(columns.is_known(str(key)) for key in value) for value in inner)
    return inner if by_id else None


def flat(record: Mapping[str, object], prefix: str = "", depth: int = 0) -> dict[str, object]:
    """Return a record with the fields of its inner objects named by path: {"source": {"name": "X"}} gives {"source.name": "X"}."""
    values: dict[str, object] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < _RECORD_DEPTH:
            values.update(flat(value, prefix if key in _TRANSPARENT else f"{name}.", depth + 1))
        else:
            values[name] = value
    return values


def _lists(found: Mapping[str, object], depth: int) -> Iterator[list[object]]:
    for value in found.values():
        if isinstance(value, list) and value and isinstance(value[0], dict) and any(columns.is_known(key) for key in flat(value[0])):
            yield value
        elif isinstance(value, dict) and depth < _WRAPPING_DEPTH:
            yield from _lists(value, depth + 1)


def _split(found: Mapping[str, Any]) -> list[object] | None:
    """Return the rows of {"columns": [...], "index": [...], "data": [[...], ...]}."""
    names, data = found.get("columns"), found.get("data")
    if not isinstance(names, list) or not isinstance(data, list) or not all(isinstance(row, list) for row in data):
        return None
    return [dict(zip(map(str, names), row, strict=False)) for row in data]


def _by_column(found: Mapping[str, Any]) -> list[object] | None:
    """Return the rows of {"title": {"0": ..., "1": ...}, "text": {...}} and of {"title": [...], "text": [...]}."""
    cells = list(found.values())
    if not any(columns.is_known(str(key)) for key in found):
        return None
    if all(isinstance(column, dict) for column in cells):
        keys = list(cells[0])
        # pandas numbers the rows; any other keys are fields of one nested record.
        if not keys or not all(str(key).isdecimal() for key in keys) or any(list(column) != keys for column in cells):
            return None
        return [{name: column[key] for name, column in found.items()} for key in keys]
    if len(cells) > 1 and all(isinstance(column, list) and len(column) == len(cells[0]) > 1 for column in cells):
        if any(isinstance(cell, dict) for column in cells for cell in column[:1]):
            return None
        return [dict(zip(found, row, strict=True)) for row in zip(*cells, strict=True)]
    return None
