"""Event marks on a page: the list of days that the analyst named, where marks are added, changed and removed. Charts draw them by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from analysis import events
from analysis.errors import DatelineError
from analysis.events import LABEL_CHARACTERS, Event
from dashboard import loading, theme
from dashboard.date_filter import FIRST_DAY, LAST_DAY
from dashboard.selection import Selection

_CHANGED = "_event-changed"  # session key: the mark that is being changed
_BEFORE = "_events-before"  # session key: corpus, what was done last, and the marks before it
_SAID = "_event-said"
_DAY, _LABEL = "event-day", "event-label"


def control(selection: Selection) -> None:
    """Draw a button that opens the list of event marks."""
    marks, problem = _marks(selection)
    name = f"Event marks ({len(marks)})" if marks else "Event marks"
    with st.popover(name, icon=":material/flag:", key="event-marks", help="Days that you name, drawn into every chart over time"):
        st.markdown("Days that you name are drawn into every chart over time. No number depends on them.")
        if problem:
            st.error(theme.plain(problem), icon=":material/error:")
            return
        for number, event in enumerate(marks):
            _row(selection, number, event)
        _undo(selection)
        _form(selection)
        _exchange(selection, marks)


def _marks(selection: Selection) -> tuple[tuple[Event, ...], str]:
    """Return the marks, or why they cannot be read."""
    try:
        return loading.corpus(selection.folder).events, ""
    except DatelineError as error:
        return (), str(error)


def _row(selection: Selection, number: int, event: Event) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{theme.day(event.day)}", width=96)
        st.markdown(f"**{theme.plain(event.label)}**", width="stretch")
        st.button(
            "Change",
            key=f"event-change-{number}",
            icon=":material/edit:",
            type="tertiary",
            on_click=_change,
            args=(event,),
            help="Change this mark",
        )
        st.button(
            "Remove", key=f"event-remove-{number}", icon=":material/delete:", type="tertiary", on_click=_remove, args=(selection, event), help="Remove this mark"
        )  # fmt: skip


def _form(selection: Selection) -> None:
    changed: Event | None = st.session_state.get(_CHANGED)
    st.session_state.setdefault(_DAY, selection.facets.last or date.today())
    day, label = st.columns([2, 3], gap="small")
    with day:
        st.date_input("Day", key=_DAY, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD")
    with label:
        st.text_input("What happened", key=_LABEL, max_chars=LABEL_CHARACTERS, placeholder="Ceasefire signed")
    said = st.session_state.pop(_SAID, None)
    if said:
        st.error(theme.plain(said), icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Save the change" if changed else "Add the mark", key="event-save", icon=":material/check:" if changed else ":material/add:", type="primary",
            on_click=_save, args=(selection,),
        )  # fmt: skip
        if changed:
            st.button("Cancel", key="event-cancel", icon=":material/close:", on_click=_cancel)


def _undo(selection: Selection) -> None:
    folder, done, before = st.session_state.get(_BEFORE, (None, "", ()))
    if folder == selection.folder:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":small[{theme.plain(done)}]", width="content")
            st.button("Undo", key="event-undo", icon=":material/undo:", type="tertiary", on_click=_restore, args=(selection, before))


def _exchange(selection: Selection, marks: Sequence[Event]) -> None:
    with st.expander("Use event marks in another corpus"):
        if marks:
            st.download_button(
                "Download as CSV", data=lambda: events.to_csv(marks), file_name="events.csv", mime="text/csv", key="events-download", on_click="ignore",
                icon=":material/download:", type="tertiary",
            )  # fmt: skip
        file = st.file_uploader("Add marks from a CSV file", type=["csv"], key="events-upload", help="With the columns day and label")
        if file is not None:
            st.button(
                "Add them", key="events-load", icon=":material/upload_file:", on_click=_load, args=(selection, file.getvalue(), file.name)
            )


def _change(event: Event) -> None:
    st.session_state[_CHANGED] = event
    st.session_state[_DAY], st.session_state[_LABEL] = event.day, event.label


def _cancel() -> None:
    st.session_state.pop(_CHANGED, None)
    st.session_state[_LABEL] = ""


def _save(selection: Selection) -> None:
    """Add the mark that the form describes, in the place of the one that is being changed."""
    day, label = st.session_state[_DAY], st.session_state[_LABEL] or ""
    changed: Event | None = st.session_state.get(_CHANGED)
    try:
        mark = events.new(day, label) if day else None
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return
    if mark is None:
        st.session_state[_SAID] = "The event has no day. Choose one."
        return
    done = f"Changed: {changed.label}." if changed else f"Added: {mark.label}."
    if _keep(selection, done, lambda marks: events.added([other for other in marks if other != changed], mark)):
        _cancel()


def _remove(selection: Selection, event: Event) -> None:
    kept = _keep(selection, f"Removed: {event.label}.", lambda marks: tuple(other for other in marks if other != event))
    if kept and st.session_state.get(_CHANGED) == event:
        _cancel()


def _load(selection: Selection, content: bytes, name: str) -> None:
    try:
        brought = events.from_csv(content, name=name)
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return
    _keep(selection, f"Added {theme.counted(len(brought), 'mark')}.", lambda marks: events.added(marks, *brought))


def _restore(selection: Selection, before: tuple[Event, ...]) -> None:
    if _keep(selection, "", lambda _: before):
        st.session_state.pop(_BEFORE, None)


def _keep(selection: Selection, done: str, changed: Callable[[tuple[Event, ...]], tuple[Event, ...]]) -> bool:
    """Keep the marks as they become, and what they were before; returns whether that went well, else the form says why not."""
    corpus = loading.corpus(selection.folder)
    try:
        before = corpus.events
        corpus.keep_events(changed(before))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return False
    st.session_state[_BEFORE] = (selection.folder, done, before)
    return True
