"""The list of corrections: likely merges to accept or refuse in bulk, every change with what it does and its undo, and the file they are kept in."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import corrections, merge_suggestions
from analysis.errors import DatelineError
from dashboard import loading, theme
from dashboard.selection import Selection
from dashboard.views import actor_dialogs

SUGGESTED = 50  # pairs offered at once
_FILE_TYPES = ["json"]


def render(selection: Selection) -> None:
    """Draw the section: what can be corrected, likely merges, the changes made."""
    with st.container(horizontal=True):
        st.button("Merge actors", key="ask-merge", icon=":material/merge:", on_click=actor_dialogs.ask, args=("several",))
        st.button("Add an actor", key="ask-add", icon=":material/person_add:", on_click=actor_dialogs.ask, args=("add",))
    st.caption(
        "Rename, retype, hide, add a name and split one off on an actor’s own page. "
        "A correction takes effect on all pages at once; nothing is scored again."
    )
    actor_dialogs.opened(selection)
    _suggestions(selection)
    _changes(selection)


@st.fragment
def _suggestions(selection: Selection) -> None:
    """Draw pairs that may be one actor; ticked ones are merged or kept apart in one go."""
    st.subheader("Likely the same", anchor=False)
    if not st.toggle("Look for names that may be one actor", key="suggest", bind="query-params"):
        return
    rows = loading.merge_suggestions(selection.folder, selection.version, SUGGESTED)
    if rows.empty:
        st.caption("No two actors look like one.")
        return
    st.caption("Tick the pairs you are sure of, then merge them; or keep them apart, and they are not offered again.")
    event = st.dataframe(
        rows[["name", "articles", "other_name", "other_articles", "reason", "strength"]], key=f"suggestions-{selection.version}", hide_index=True,
        on_select="rerun", selection_mode="multi-row", alt="Pairs of actors that may be one", height=min(38 + 35 * len(rows), 420),
        column_config={
            "name": st.column_config.TextColumn("Stays", width=165),
            "articles": st.column_config.NumberColumn("Articles", format="localized", width=75),
            "other_name": st.column_config.TextColumn("Becomes it", width=165),
            "other_articles": st.column_config.NumberColumn("Articles", format="localized", width=75),
            "reason": st.column_config.TextColumn("Why", width=300),
            "strength": st.column_config.ProgressColumn("Likely", min_value=0, max_value=1, format="%.2f", width=95),
        },
    )  # fmt: skip
    picked = rows.iloc[event["selection"]["rows"]]
    with st.container(horizontal=True):
        count = f" {theme.counted(len(picked), 'pair')}" if len(picked) else ""
        st.button(
            f"Merge{count}",
            type="primary",
            icon=":material/merge:",
            disabled=picked.empty,
            on_click=_merge_all,
            args=(selection.folder, picked),
        )
        st.button(
            f"Keep{count} apart",
            icon=":material/do_not_disturb_on:",
            disabled=picked.empty,
            on_click=_refuse_all,
            args=(selection.folder, picked),
        )


def _merge_all(folder: str, picked: pd.DataFrame) -> None:
    loading.corpus(folder).correct(*merge_suggestions.accepted(picked))
    st.rerun()  # all of it: the click came from a fragment


def _refuse_all(folder: str, picked: pd.DataFrame) -> None:
    loading.corpus(folder).correct(
        *(corrections.refuse(one, other) for one, other in picked[["actor_id", "other_id"]].itertuples(index=False))
    )
    st.rerun()  # all of it: the click came from a fragment


def _changes(selection: Selection) -> None:
    """Draw the corrections made, each with its undo, and the file they can be kept in."""
    corpus = loading.corpus(selection.folder)
    rows = loading.actor_changes(selection.folder, selection.version)
    st.subheader("Corrections made", anchor=False)
    if rows.empty:
        st.caption("None yet. What you correct is listed here, and can be undone one by one.")
    else:
        st.caption(
            f"{theme.counted(len(rows), 'correction')}, the latest first. Undo takes one back and leaves the others. "
            "All can be kept in a file and loaded into another corpus."
        )
        _list(selection, rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            "Download corrections", data=lambda: corrections.dumps(corpus.corrections), file_name=f"{selection.name}-actors.json".lower().replace(" ", "-"),
            mime="application/json", key="corrections-save", on_click="ignore", type="tertiary", icon=":material/download:", disabled=rows.empty,
        )  # fmt: skip
        with st.popover("Load corrections", icon=":material/upload:", type="tertiary"):
            _load(selection)


def _list(selection: Selection, rows: pd.DataFrame) -> None:
    frame = rows.assign(effect=[_effect(row) for row in rows.to_dict("records")], undo=":material/undo: Undo")

    def undo() -> None:
        click = st.session_state["corrections-undo"]
        if click is not None:
            loading.corpus(selection.folder).undo_correction(int(rows["number"].iloc[click["row"]]))

    st.dataframe(
        frame[["undo", "what", "effect", "made_at", "number"]], key="corrections-list", hide_index=True, height=min(38 + 35 * len(frame), 420), placeholder="",
        alt="Corrections of actors",
        column_config={
            "number": st.column_config.NumberColumn("No.", width=45),
            "what": st.column_config.TextColumn("Correction", width="large"),
            "effect": st.column_config.TextColumn("Effect now", width="medium"),
            "made_at": st.column_config.DatetimeColumn("Made", format="D MMM YYYY, HH:mm", width=140),
            "undo": st.column_config.ButtonColumn("", key="corrections-undo", on_click=undo, width=85, type="tertiary"),
        },
    )  # fmt: skip


def _effect(row: Mapping[Hashable, Any]) -> str:
    if row["kind"] == "refuse":
        return "not offered again"
    counts = f"{theme.counted(row['mentions'], 'mention')} in {theme.counted(row['articles'], 'article')}"
    return counts if row["effective"] else "has no effect now"


def _load(selection: Selection) -> None:
    file = st.file_uploader("A file of corrections", type=_FILE_TYPES, key="corrections-file")
    if file is not None and st.button("Load", key="corrections-load", type="primary"):
        try:
            loading.corpus(selection.folder).load_corrections(file.getvalue())
        except DatelineError as error:
            st.error(theme.plain(str(error)), icon=":material/error:")
            return
        st.rerun()
