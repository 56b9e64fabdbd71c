"""Correcting actors: merge, split off, rename, retype, hide, add; suggestions in bulk; every change listed, with an undo. Dialogs say first what will move."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, cast, get_args

import pandas as pd
import streamlit as st

from analysis import correction_effect, corrections
from analysis.corrections import Correction
from analysis.errors import DatelineError
from analysis.registers.actors import ActorType
from analysis.slice import ALL
from dashboard import links, loading, theme
from dashboard.selection import Selection

_DIALOG = "actor-dialog"  # session key: the dialog that is open
SUGGESTED = 50  # pairs offered at once
OFFERED = 2_000  # actors a dialog offers to choose from; every one of them is sent to the browser
_TYPES = get_args(ActorType)
_FILE_TYPES = ["json"]


def render(selection: Selection) -> None:
    """Draw the section: what can be corrected, likely merges, the changes made."""
    with st.container(horizontal=True):
        st.button("Merge actors", key="ask-merge", icon=":material/merge:", on_click=_ask, args=("several",))
        st.button("Add an actor", key="ask-add", icon=":material/person_add:", on_click=_ask, args=("add",))
    st.caption(
        "Rename, retype, hide, add a name and split one off on an actor’s own page. "
        "A correction takes effect on all pages at once; nothing is scored again."
    )
    what, _, _ = _asked()
    if what == "several":
        merge_dialog(selection)
    elif what == "add":
        add_dialog(selection)
    _suggestions(selection)
    _changes(selection)


def buttons(selection: Selection, actor: loading.KnownActor) -> None:
    """Draw the corrections of one actor, and the dialog of the one that was chosen."""
    with st.container(horizontal=True, gap="small"):
        for what, label, icon in (
            ("merge", "Merge into…", "merge"), ("rename", "Rename", "edit"), ("retype", "Change type", "category"),
            ("alias", "Add a name", "add"), ("hide", "Hide", "visibility_off"),
        ):  # fmt: skip
            st.button(label, key=f"edit-{what}", icon=f":material/{icon}:", type="tertiary", on_click=_ask, args=(what, actor.actor_id))
    what, actor_id, alias = _asked()
    dialogs = {"merge": into_dialog, "rename": rename_dialog, "retype": retype_dialog, "alias": alias_dialog, "hide": hide_dialog}
    if actor_id == actor.actor_id and what in dialogs:
        dialogs[what](selection, actor)
    elif actor_id == actor.actor_id and what == "split":
        split_dialog(selection, actor, alias)


def split_button(actor: loading.KnownActor, alias: str) -> None:
    """Draw the button that splits a name off an actor."""
    st.button(
        f"Split off “{theme.plain(alias)}”",
        key="split-off",
        icon=":material/call_split:",
        on_click=_ask,
        args=("split", actor.actor_id, alias),
    )


def _ask(what: str, actor_id: str = "", alias: str = "") -> None:
    """Open a dialog in the run that follows; it stays open until it is closed."""
    st.session_state[_DIALOG] = (what, actor_id, alias)
    st.rerun()  # all of it: the click may have come from a fragment


def _asked() -> tuple[str, str, str]:
    """Return which dialog is open: what it does, to which actor, to which of its names."""
    what, actor_id, alias = st.session_state.get(_DIALOG, ("", "", ""))
    return what, actor_id, alias


def _close() -> None:
    st.session_state.pop(_DIALOG, None)


@st.dialog("Merge into another actor", icon=":material/merge:", on_dismiss=_close)
def into_dialog(selection: Selection, actor: loading.KnownActor) -> None:
    """Ask which actor this one becomes."""
    names = _names(selection, without=actor.actor_id)
    target = st.selectbox(
        f"{theme.plain(actor.name)} is the same as",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Choose an actor",
        filter_mode="contains",
        key="into",
    )
    _confirm(selection, corrections.merge(target, actor.actor_id) if target else None, "Merge", open_=target)


@st.dialog("Merge actors", icon=":material/merge:", on_dismiss=_close)
def merge_dialog(selection: Selection) -> None:
    """Ask which actors become one."""
    names = _names(selection)
    picked = st.multiselect(
        "These are one",
        list(names),
        format_func=names.__getitem__,
        placeholder="Choose two or more",
        filter_mode="contains",
        select_all=False,
        key="merge-actors",
    )
    stays = st.selectbox(
        "Under the name of",
        picked,
        format_func=names.__getitem__,
        key="merge-stays",
        placeholder="Choose actors first",
        disabled=not picked,
    )
    ready = stays is not None and len(picked) > 1
    _confirm(selection, corrections.merge(stays, *(one for one in picked if one != stays)) if ready else None, "Merge")


@st.dialog("Rename", icon=":material/edit:", on_dismiss=_close)
def rename_dialog(selection: Selection, actor: loading.KnownActor) -> None:
    """Ask for the new name."""
    name = st.text_input("Name", value=actor.name, key="rename-to")
    _confirm(selection, _tried(lambda: corrections.rename(actor.actor_id, name)) if name.strip() != actor.name else None, "Rename")


@st.dialog("Change type", icon=":material/category:", on_dismiss=_close)
def retype_dialog(selection: Selection, actor: loading.KnownActor) -> None:
    """Ask for the new type."""
    type_ = st.pills("Type", _TYPES, default=actor.type, required=True, format_func=theme.TYPE_NAMES.__getitem__, key="retype-to")
    _confirm(selection, corrections.retype(actor.actor_id, cast(ActorType, type_)) if type_ != actor.type else None, "Change")


@st.dialog("Add a name", icon=":material/add:", on_dismiss=_close)
def alias_dialog(selection: Selection, actor: loading.KnownActor) -> None:
    """Ask for a name that counts for the actor from now on."""
    alias = st.text_input("Name, as it stands in the texts", key="alias-new", placeholder="Whole words; capitals count")
    _confirm(selection, _tried(lambda: corrections.add_alias(actor.actor_id, alias)) if alias.strip() else None, "Add")


@st.dialog("Hide", icon=":material/visibility_off:", on_dismiss=_close)
def hide_dialog(selection: Selection, actor: loading.KnownActor) -> None:
    """Say what hiding does."""
    st.markdown(f"{theme.plain(actor.name)} leaves all charts, lists and downloads. The list of corrections keeps it, and brings it back.")
    _confirm(selection, corrections.hide(actor.actor_id), "Hide", open_=None, leave=True)


@st.dialog("Split a name off", icon=":material/call_split:", on_dismiss=_close)
def split_dialog(selection: Selection, actor: loading.KnownActor, alias: str) -> None:
    """Ask whom a name belongs to instead."""
    names = _names(selection, without=actor.actor_id)
    st.markdown(f"“{theme.plain(alias)}” does not mean {theme.plain(actor.name)}.")
    to = st.selectbox(
        "It means",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="An actor of its own",
        filter_mode="contains",
        key="split-to",
    )
    _confirm(selection, _tried(lambda: corrections.split(actor.actor_id, alias, to=to)), "Split off")


@st.dialog("Add an actor", icon=":material/person_add:", on_dismiss=_close)
def add_dialog(selection: Selection) -> None:
    """Ask for the name, the type and the further names of a new actor."""
    name = st.text_input("Name, as it stands in the texts", key="add-name", placeholder="Whole words; capitals count")
    type_ = st.pills("Type", _TYPES, default="organisation", required=True, format_func=theme.TYPE_NAMES.__getitem__, key="add-type")
    others = st.text_area("Further names, one a line", key="add-aliases", height=90)
    made = _tried(lambda: corrections.add_actor(name, cast(ActorType, type_), others.splitlines())) if name.strip() else None
    _confirm(selection, made, "Add", open_=made.actor_id if made else None)


def _tried(make: Callable[[], Correction]) -> Correction | None:
    """Return a correction, or say why it cannot be made."""
    try:
        return make()
    except DatelineError as error:
        st.error(theme.plain(str(error)), icon=":material/error:")
        return None


def _confirm(selection: Selection, made: Correction | None, label: str, *, open_: str | None = None, leave: bool = False) -> None:
    """Say what a correction will do, and make it when that is confirmed."""
    if made is not None:
        st.info(theme.plain(correction_effect.effect(loading.corpus(selection.folder), made).words), icon=":material/info:")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key="correction-cancel"):
            _close()
            st.rerun()
        if st.button(label, key="correction-go", type="primary", disabled=made is None) and made is not None:
            loading.corpus(selection.folder).correct(made)
            _close()
            _go(open_, leave=leave)
            st.rerun()


def _go(open_: str | None, *, leave: bool) -> None:
    """Let the address open another actor, or the list, in the run that follows."""
    if open_:
        st.query_params[links.OPENS["actors"]] = open_
    elif leave:
        st.query_params.pop(links.OPENS["actors"], None)


def _names(selection: Selection, *, without: str | None = None) -> dict[str, str]:
    """Return the actors a dialog offers, those of most articles first: id -> name with its type and articles."""
    rows = loading.rows(selection.folder, selection.version, "actors", ALL)
    rows = rows[rows["actor_id"] != without].head(OFFERED)
    texts = (
        rows["name"]
        + " · "
        + rows["type"].map(theme.TYPE_NAMES).fillna(rows["type"])
        + " · "
        + rows["articles"].map(lambda n: theme.counted(n, "article"))
    )
    twice = texts.duplicated(keep=False)
    return dict(zip(rows["actor_id"], texts.where(~twice, texts + " · " + rows["actor_id"]), strict=True))


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
    loading.corpus(folder).correct(
        *(corrections.merge(one, other) for one, other in picked[["actor_id", "other_id"]].itertuples(index=False))
    )
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
        frame[["number", "what", "effect", "made_at", "undo"]], key="corrections-list", hide_index=True, height=min(38 + 35 * len(frame), 420), placeholder="",
        alt="Corrections of actors",
        column_config={
            "number": st.column_config.NumberColumn("No.", width=45),
            "what": st.column_config.TextColumn("Correction", width="large"),
            "effect": st.column_config.TextColumn("Effect now", width="medium"),
            "made_at": st.column_config.DatetimeColumn("Made", format="D MMM YYYY, HH:mm", width=140),
            "undo": st.column_config.ButtonColumn("", key="corrections-undo", on_click=undo, width=90, type="tertiary"),
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
