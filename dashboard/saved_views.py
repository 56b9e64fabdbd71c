"""The analyst's saved views: a page with its filters and controls, kept with the corpus under a name, opened with one click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from analysis import saved_views
from analysis.errors import DatelineError
from analysis.saved_views import NAME_CHARACTERS, SavedView
from dashboard import links, theme

_NAME = "view-name"  # key of the field for the name of a new view
_RENAMED = "_view_renamed"  # name of the view whose name is being changed
_REMOVED = "_view_removed"  # the view that was removed last, after its place in the list
_SAID = "_view_said"  # what could not be done, or was done, since the last run
_CLASH = "_view_clash"  # name that is taken: the next click may replace it
HOME = "overview"  # opened where a view's own page is no more


@st.fragment
def control(folder: str) -> None:
    """Draw the saved views of a corpus: the list, with what changes it, and the field that saves what is on the screen."""
    with st.popover("Saved views", icon=":material/bookmarks:", type="tertiary", key="saved-views"):
        try:
            views = saved_views.read(Path(folder))
        except DatelineError as error:
            st.error(theme.plain(str(error)), icon=":material/error:")
            return
        for number, view in enumerate(views):
            if view.name == st.session_state.get(_RENAMED):
                _rename_row(folder, view)
            else:
                _row(folder, number, view)
        if not views:
            st.markdown(":small[A saved view keeps a page with its filters, its controls and what is open on it. None is saved yet.]")
        _undo_row(folder)
        _save_row(folder, views)


def _row(folder: str, number: int, view: SavedView) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(width="stretch"):
            st.button(
                f"{theme.plain(view.name)} :gray[:small[{said(view)}]]", key=f"view-open-{view.name}", type="tertiary", on_click=_open, args=(view,),
                wrap=True, help="Open this view",
            )  # fmt: skip
        st.button(":small[Rename]", key=f"view-rename-{view.name}", type="tertiary", on_click=_rename, args=(view.name,))
        st.button(":small[Remove]", key=f"view-remove-{view.name}", type="tertiary", on_click=_remove, args=(folder, number, view))


def said(view: SavedView) -> str:
    """Return what a view opens in a few words: Topics, 3 filters."""
    on = sum(key in links.FILTERS for key, _ in view.parameters) - ({"from", "to"} <= {key for key, _ in view.parameters})
    return view.page.capitalize() + (f", {theme.counted(on, 'filter')}" if on else "")


def _rename_row(folder: str, view: SavedView) -> None:
    key = f"view-new-name-{view.name}"
    with st.form("view-rename", border=False):
        st.text_input("New name", value=view.name, max_chars=NAME_CHARACTERS, key=key)
        with st.container(horizontal=True, gap="xsmall"):
            st.form_submit_button("Rename", icon=":material/check:", on_click=_renamed, args=(folder, view.name, key))
            st.form_submit_button("Cancel", type="tertiary", on_click=_rename, args=(None,))


def _undo_row(folder: str) -> None:
    removed = st.session_state.get(_REMOVED)
    if removed:
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":small[“{theme.plain(removed[1].name)}” is removed.]", width="content")
            st.button("Undo", key="view-undo", type="tertiary", icon=":material/undo:", on_click=_undo, args=(folder,))


def _save_row(folder: str, views: tuple[SavedView, ...]) -> None:
    with st.form("view-save", border=False, clear_on_submit=False):
        st.text_input("Save this view", key=_NAME, max_chars=NAME_CHARACTERS, placeholder="Its name, such as: Aid in March")
        clash = saved_views.named(views, st.session_state.get(_CLASH) or "")
        st.form_submit_button(
            f"Replace “{theme.plain(clash.name)}”" if clash else "Save",
            icon=":material/bookmark_add:",
            on_click=_save,
            args=(folder,),
            key="view-save-go",
        )
    said = st.session_state.pop(_SAID, None)
    if said:
        st.markdown(f":small[{theme.plain(said)}]")


def _save(folder: str) -> None:
    """Save what is on the screen; a name that is taken asks to be replaced, and is replaced by the next click on the same name."""
    name, page = str(st.session_state.get(_NAME) or ""), links.current() or HOME
    again = " ".join(name.split()).casefold() == " ".join(str(st.session_state.pop(_CLASH, "")).split()).casefold()
    parameters = {key: st.query_params.get_all(key) for key in st.query_params if key != links.CORPUS}
    try:
        new = saved_views.view(name, page, parameters)
        views = saved_views.read(Path(folder))
        if saved_views.named(views, new.name) and not again:
            st.session_state[_CLASH], st.session_state[_SAID] = (
                new.name,
                "There is a view of this name. Replace it, or choose another name.",
            )
            return
        saved_views.write(Path(folder), saved_views.kept(views, new, in_place=True))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_NAME], st.session_state[_SAID] = "", f"Saved as “{new.name}”."
    st.session_state.pop(_REMOVED, None)


def _open(view: SavedView) -> None:
    links.go(view.page if links.known(view.page) else HOME, dict(view.parameters))


def _rename(name: str | None) -> None:
    """Ask for a view's new name, or for none any more."""
    st.session_state[_RENAMED] = name


def _renamed(folder: str, name: str, key: str) -> None:
    if _change(folder, lambda views: saved_views.renamed(views, name, str(st.session_state.get(key) or ""))):
        _rename(None)


def _remove(folder: str, number: int, view: SavedView) -> None:
    if _change(folder, lambda views: saved_views.without(views, view.name)):
        st.session_state[_REMOVED] = (number, view)


def _undo(folder: str) -> None:
    number, view = st.session_state.pop(_REMOVED)
    _change(folder, lambda views: saved_views.kept(views, view, at=number))


def _change(folder: str, change: Callable[[tuple[SavedView, ...]], tuple[SavedView, ...]]) -> bool:
    """Write the views as they are after a change, or keep what is wrong with it to be said; return whether it was done."""
    try:
        saved_views.write(Path(folder), change(saved_views.read(Path(folder))))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return False
    return True
