"""The dialogs that correct actors: each asks what is needed, says what will move, and makes the correction when that is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

import streamlit as st

from analysis import correction_effect, corrections
from analysis.corrections import Correction
from analysis.errors import DatelineError
from analysis.registers.actors import ActorType
from analysis.slice import ALL
from dashboard import links, loading, theme
from dashboard.selection import Selection

OFFERED = 2_000  # actors a dialog offers to choose from; every one of them is sent to the browser
_DIALOG = "actor-dialog"  # session key: the dialog that is open
_TYPES = get_args(ActorType)


def buttons(selection: Selection, actor: loading.KnownActor) -> None:
    """Draw the corrections of one actor, and the dialog of the one that was chosen."""
    with st.container(horizontal=True, gap="small"):
        for what, label, icon in (
            ("merge", "Merge into…", "merge"), ("rename", "Rename", "edit"), ("retype", "Change type", "category"),
            ("alias", "Add a name", "add"), ("hide", "Hide", "visibility_off"),
        ):  # fmt: skip
            st.button(label, key=f"edit-{what}", icon=f":material/{icon}:", type="tertiary", on_click=ask, args=(what, actor.actor_id))
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
        on_click=ask,
        args=("split", actor.actor_id, alias),
    )


def opened(selection: Selection) -> None:
    """Draw the dialog that was asked for, of those that start from no actor."""
    what, _, _ = _asked()
    if what == "several":
        merge_dialog(selection)
    elif what == "add":
        add_dialog(selection)


def ask(what: str, actor_id: str = "", alias: str = "") -> None:
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
    if picked and st.session_state.get("merge-stays") not in picked:  # a list that was empty keeps nothing as its choice
        st.session_state["merge-stays"] = picked[0]
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
            st.toast("Done on all pages. Undo it under Corrections on the Actors page.", icon=":material/check:")
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
