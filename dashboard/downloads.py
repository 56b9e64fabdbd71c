"""Downloads as CSV with the recipe beside them: of a measure's rows, and of a table. Each is made when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext

import pandas as pd
import streamlit as st

from analysis import commands, export
from analysis.corpus import Corpus
from analysis.measures import PLAIN, Options, by_name
from dashboard import loading
from dashboard.selection import Selection

_UNSAFE = re.compile(r"[^\w.]+")
_LONGEST_THING = 60  # characters of the name of what a page is about; a file's name is cut off at 255 bytes


def rows_download(
    selection: Selection, measure: str, rows: Callable[[], pd.DataFrame], columns: Mapping[str, str], *, key: str, options: Options = PLAIN,
    limits: str = "", about: str = "", more: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Offer rows of a measure as CSV with their recipe.

    Args:
        selection: What they are of.
        measure: Name of the measure.
        rows: Makes the rows.
        columns: Column name -> meaning.
        key: Unique on the page; part of the file's name.
        options: What the measure was asked for.
        limits: What of the measure's rows they are, for the recipe; empty for all.
        about: Name of what the page is about, for the file's name; empty for a page about everything.
        more: Draws further files, such as pictures; they share a menu with the recipe.
    """
    name = file_name(selection, key, about)
    _csv(name, lambda: export.to_bytes(rows(), "csv"), key=f"csv-{key}")
    # What is in a closed menu costs the page nothing; on a page of six charts that is a third of all it would draw.
    menu = st.popover("Picture, recipe", type="tertiary", key=f"files-{key}") if more else nullcontext()
    with menu, st.container(horizontal=True, gap="small", width="content"):
        if more:
            more()
        _recipe(name, lambda: recipe(selection, measure, columns, options=options, limits=limits), key=f"recipe-{key}")


def table_download(selection: Selection, table: str) -> None:
    """Offer a whole table of the slice as CSV: the same bytes as ``dateline export``."""
    name = file_name(selection, table)

    def made() -> bytes:
        columns, command = export.columns_of(table), commands.of_table(table, selection.slice_)
        return export.recipe(_corpus(selection), selection.slice_, what=f"table {table}", columns=columns, command=command)

    with st.container(horizontal=True, gap="small", width="content"):
        _csv(name, lambda: export.to_bytes(export.table(_corpus(selection), table, selection.slice_), "csv"), key=f"csv-table-{table}")
        _recipe(name, made, key=f"recipe-table-{table}")


def recipe(selection: Selection, measure: str, columns: Mapping[str, str], *, options: Options = PLAIN, limits: str = "") -> bytes:
    """Return the recipe of a measure's rows."""
    notes: Sequence[str] = [f"The command prints all rows of the measure; kept here: {limits.lstrip(',; ')}."] if limits else []
    return export.recipe(
        _corpus(selection),
        selection.slice_,
        what=f"measure {measure}{by_name(measure).said(options)}" + (f", {limits.lstrip(',; ')}" if limits else ""),
        columns=columns,
        command=commands.of_measure(measure, options, selection.slice_),
        notes=notes,
    )


def file_name(selection: Selection, key: str, about: str = "") -> str:
    """Return the name of a download without its ending: the corpus, what the page is about where it is about one thing, and what it is."""
    parts = (selection.name, about[:_LONGEST_THING], key)
    return _UNSAFE.sub("-", "-".join(filter(None, parts)).lower()).strip("-.")


def _csv(name: str, data: Callable[[], bytes], *, key: str) -> None:
    st.download_button(
        "CSV", data=data, file_name=f"{name}.csv", mime="text/csv", key=key, on_click="ignore", type="tertiary", icon=":material/download:"
    )


def _recipe(name: str, data: Callable[[], bytes], *, key: str) -> None:
    st.download_button(
        "Recipe", data=data, file_name=f"{name}.csv.recipe.json", mime="application/json", key=key, on_click="ignore", type="tertiary",
        icon=":material/receipt_long:", help="How these numbers were made: slice, versions, registers, columns. Keep it beside the CSV.",
    )  # fmt: skip


def _corpus(selection: Selection) -> Corpus:
    return loading.corpus(selection.folder)
