"""Whole tables of what is looked at as files, with their recipe. A file is made when it is asked for; one that takes over a second shows how far it is."""

from __future__ import annotations

import os
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import commands, export, workbook
from analysis.export import Format
from analysis.tables import REJECTED, REPLACED, TABLES, Table, by_name
from dashboard import downloads, loading, theme
from dashboard.selection import Selection

FORMATS: dict[Format, str] = {"csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet", "jsonl": "JSON lines"}
_MIME: dict[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
}
# Rows that are written in about a second on one core; more than that, and a bar shows how far it is.
_AT_ONCE: dict[Format, int] = {"csv": 100_000, "jsonl": 100_000, "parquet": 300_000, "xlsx": 8_000}
_TEXTS = 12  # an article takes as long as about so many rows of another table: its text goes along
_MADE = "_table_made"


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class _Made:
    """A file that was made: what it is of, and where it is, which is cleared when nothing holds this any more."""

    of: tuple[object, ...]
    path: Path
    size: int
    notes: tuple[str, ...]


@st.fragment
def control(selection: Selection) -> None:
    """Offer every table of the selection in every format."""
    with st.popover(
        "Download tables", type="tertiary", icon=":material/table_view:", key="table-downloads", on_change="rerun",
        help="Articles, sentences, mentions, quotations and topics, as CSV, XLSX, Parquet or JSON lines",
    ) as opened:  # fmt: skip
        if opened.open:
            _choose(selection)


def _choose(selection: Selection) -> None:
    name = st.selectbox("Table", [table.name for table in TABLES], format_func=lambda name: _label(by_name(name)), key="download-table")
    format_: Format = (
        st.segmented_control(
            "Format",
            list(FORMATS),
            format_func=lambda format_: FORMATS[format_],
            default="csv",
            required=True,
            key="download-format",
        )
        or "csv"
    )
    rows = export.rows_in(loading.corpus(selection.folder), name, selection.slice_)
    whole = by_name(name) in (REJECTED, REPLACED)
    of = "of the whole corpus, whatever is filtered" if whole else theme.plain(selection.words)
    beside = (
        f" A sheet holds {theme.count(workbook.ROWS)} rows and a cell {theme.count(workbook.CHARACTERS)} characters; "
        "what is longer goes on in further sheets and columns."
    )
    st.caption(f"{theme.counted(rows, 'row')}; {of}.{beside if format_ == 'xlsx' else ''}")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if rows * (_TEXTS if name == "articles" else 1) <= _AT_ONCE[format_]:
            _at_once(selection, name, format_)
        else:
            _in_two_steps(selection, name, format_, rows)


def _label(table: Table) -> str:
    return f"{table.name.capitalize()} (a row is {table.row})"


def _at_once(selection: Selection, name: str, format_: Format) -> None:
    """Offer a file that is made within a second by one click."""

    def content() -> bytes:
        return export.to_bytes(export.table(loading.corpus(selection.folder), name, selection.slice_), format_)

    st.download_button(
        f"Download {FORMATS[format_]}", data=content, file_name=_file_name(selection, name, format_), mime=_MIME[format_], key="download-file",
        on_click="ignore", type="primary", icon=":material/download:",
    )  # fmt: skip
    _recipe(selection, name, format_, None)


def _in_two_steps(selection: Selection, name: str, format_: Format, rows: int) -> None:
    """Make a file while a bar shows how far it is, then offer it."""
    of = (selection.folder, selection.version, selection.slice_, name, format_)
    made: _Made | None = st.session_state.get(_MADE)
    if made is None or made.of != of:
        place = st.empty()
        if not place.button(
            f"Make the file of {theme.counted(rows, 'row')}", key="download-make", type="primary", icon=":material/play_arrow:"
        ):
            return
        bar = place.progress(0.0, text="Reading the table")
        made = _made(selection, name, format_, of, bar)
        st.session_state[_MADE] = made
        place.empty()
    st.download_button(
        f"Download {FORMATS[format_]}, {_size(made.size)}", data=made.path.read_bytes, file_name=_file_name(selection, name, format_), mime=_MIME[format_],
        key="download-made", on_click="ignore", type="primary", icon=":material/download:",
    )  # fmt: skip
    _recipe(selection, name, format_, made.notes)


def _made(selection: Selection, name: str, format_: Format, of: tuple[object, ...], bar: DeltaGenerator) -> _Made:
    frame = export.table(loading.corpus(selection.folder), name, selection.slice_)

    def progress(done: int, total: int) -> None:
        bar.progress(done / max(total, 1), text=f"{theme.count(done)} of {theme.count(total)} rows written")

    handle, place = tempfile.mkstemp(prefix="dateline-")
    path = Path(place)
    with os.fdopen(handle, "wb") as file:
        export.write(frame, format_, file, progress=progress)
    made = _Made(of=of, path=path, size=path.stat().st_size, notes=tuple(export.notes(frame, format_)))
    weakref.finalize(made, path.unlink, missing_ok=True)
    return made


def _recipe(selection: Selection, name: str, format_: Format, notes: tuple[str, ...] | None) -> None:
    """Offer the recipe of a file; notes that are not known yet are found when it is asked for."""
    file_name = _file_name(selection, name, format_)

    def content() -> bytes:
        corpus, slice_ = loading.corpus(selection.folder), selection.slice_
        said = export.notes(export.table(corpus, name, slice_), format_) if notes is None else notes
        command = commands.into(commands.of_table(name, slice_), format_, file_name)
        return export.recipe(corpus, slice_, what=f"table {name}", columns=export.columns_of(name), command=command, notes=said)

    st.download_button(
        "Recipe", data=content, file_name=f"{file_name}.recipe.json", mime="application/json", key="download-recipe", on_click="ignore",
        type="tertiary", icon=":material/receipt_long:", help="How this table was made: slice, command, versions, registers, columns.",
    )  # fmt: skip


def _file_name(selection: Selection, name: str, format_: Format) -> str:
    return f"{downloads.file_name(selection, name)}.{format_}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{max(1, round(size / 1e3))} kB"
