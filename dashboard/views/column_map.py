"""Which column of an uploaded table holds what: the guess for each field with the first rows it would give, to be changed before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.readers import Preview
from dashboard import loading, theme

NONE = ""  # in a mapping: no column holds this field
SELECT = 142  # pixels; the six fields fit into one row of a wide window
SHOWN = 160  # characters of a cell; the column is no place to read an article
_FIELDS = {
    "title": "Title", "text": "Text", "outlet": "Outlet", "authors": "Authors", "published_at": "Date", "url": "Address",
}  # fmt: skip
_CHOSEN = "_columns_chosen"  # header -> field -> column, as the analyst chose since the page was opened


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Uploaded tables of one header: the first of them as it would be read, and the names of all."""

    preview: Preview
    names: list[str]


def choose(
    files: Sequence[UploadedFile], remembered: Mapping[str, Mapping[str, str]], *, forget: Callable[[str], None]
) -> dict[str, dict[str, str]]:
    """Draw the column map of every table among the uploaded files, one for those of the same header.

    Args:
        files: As they were uploaded.
        remembered: Key of a header -> what was chosen for it before.
        forget: Called with the key of a header whose choice is to be remembered no longer.

    Returns:
        Name of a file -> what the analyst chose for it; files whose guess stands are left out.
    """
    chosen: dict[str, dict[str, str]] = st.session_state.setdefault(_CHOSEN, {})
    tables: dict[str, _Table] = {}
    for file in files:
        first = loading.column_preview(file, file.file_id, file.name)
        if first is None:
            continue
        if first.header in tables:
            tables[first.header].names.append(file.name)
            continue
        mapping = chosen.get(first.header, dict(remembered.get(first.header, {})))
        preview = loading.column_preview(file, file.file_id, file.name, tuple(sorted(mapping.items()))) if mapping else first
        tables[first.header] = _Table(preview=preview or first, names=[file.name])
    for number, (header, table) in enumerate(tables.items()):
        _draw(header, table, chosen.get(header), remembered.get(header), forget, opened=number == 0)
    return {
        name: dict(mapping)
        for header, table in tables.items()
        if (mapping := chosen.get(header, dict(remembered.get(header, {}))))
        for name in table.names
    }


def _draw(
    header: str,
    table: _Table,
    chosen: Mapping[str, str] | None,
    before: Mapping[str, str] | None,
    forget: Callable[[str], None],
    *,
    opened: bool,
) -> None:
    preview = table.preview
    more = f" and {theme.counted(len(table.names) - 1, 'more file')} with the same columns" if len(table.names) > 1 else ""
    with st.expander(f"How the columns of {theme.plain(table.names[0])}{more} are read", expanded=opened):
        with st.container(horizontal=True, gap="small"):
            for field, label in _FIELDS.items():
                _field(header, field, label, preview, chosen if chosen is not None else before or {})
        st.caption(theme.plain(_reading(preview, chosen, before)))
        if not preview.column_map.has_content:
            st.error("No column holds titles or texts. Choose one above; without it nothing can be read.", icon=":material/error:")
        elif not preview.column_map.text:
            st.warning("No column holds texts: the titles are read as headlines.", icon=":material/error:")
        rows = pd.DataFrame([{label: _cell(field, row[field]) for field, label in _FIELDS.items()} for row in preview.fields])
        st.dataframe(
            rows, hide_index=True, placeholder="", alt="The first rows as they would be read",
            column_config={label: st.column_config.TextColumn(width="medium" if label in ("Title", "Text") else None) for label in rows.columns},
        )  # fmt: skip
        if chosen or (before and chosen is None):
            st.button(
                "Guess again", key=f"guess-{header}", type="tertiary", icon=":material/undo:", on_click=_guess_again, args=(header, forget),
                help="Forget what was chosen for these columns.",
            )  # fmt: skip


def _field(header: str, field: str, label: str, preview: Preview, mapping: Mapping[str, str]) -> None:
    columns = getattr(preview.column_map, field)
    options = [NONE, *preview.columns]
    now = columns[0] if columns else NONE
    key = f"map-{header}-{field}-{now}"  # named after what it shows, so that a new guess is shown too
    others = f" or, where that is empty, {', '.join(columns[1:])}" if len(columns) > 1 else ""

    def picked() -> None:
        st.session_state[_CHOSEN][header] = {**mapping, field: st.session_state[key]}

    st.selectbox(
        label, options, index=options.index(now), key=key, width=SELECT, on_change=picked,
        format_func=lambda column: column or "no column",
        help=f"Read from {theme.plain(now)}{theme.plain(others)}." if others else None,
    )  # fmt: skip


def _reading(preview: Preview, chosen: Mapping[str, str] | None, before: Mapping[str, str] | None) -> str:
    """Return how the table is read, in words."""
    who = "as you chose" if chosen else "as chosen before for these columns" if before and chosen is None else "guessed"
    parts = [
        f"Columns {who}",
        f"encoding {preview.encoding}" if preview.encoding else "",
        f"dates {preview.order}" if preview.order else "",
    ]
    return "; ".join(part for part in parts if part) + f". The first {theme.counted(len(preview.fields), 'row')}, as they would be read:"


def _cell(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    if field == "published_at":
        when = datetime.fromisoformat(value)
        return theme.day(when) + (f", {when:%H:%M}" if (when.hour, when.minute) != (0, 0) else "")
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"


def _guess_again(header: str, forget: Callable[[str], None]) -> None:
    st.session_state[_CHOSEN][header] = {}
    forget(header)
