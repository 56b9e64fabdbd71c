"""The actors of the filter bar. The leading ones are offered; any other of the corpus is found by its name, or a part of it, when it is typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import loading, theme
from dashboard.loading import Facets

KEY = "actor"
SUGGESTED = 5  # names offered for a part of one; more is a list to read
NAME_LIMIT = 100  # characters of what may be looked up


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the filter by actors says.

    Attributes:
        actors: Ids, each of the corpus.
        names: Their names.
        lost: What an address asked for and the corpus does not have.
    """

    actors: tuple[str, ...]
    names: dict[str, str]
    lost: tuple[str, ...]


def choice(folder: str, version: str, facets: Facets) -> Chosen:
    """Draw the filter by actors; return what is chosen."""
    labels, by_name = loading.actor_labels(folder, version), loading.actors_by_name(folder, version)
    unknown = _settle(folder, version, labels, by_name)
    asked = [id_ for text in st.query_params.get_all(KEY) if (id_ := by_name.get(str(text).casefold()))]
    more = {id_: labels[id_] for id_ in [*(st.session_state.get(KEY) or []), *asked] if id_ not in facets.actors}
    names = {**facets.actors, **more}
    picked = st.multiselect(
        "Actors", list(names), format_func=lambda id_: names.get(id_, id_), key=KEY, bind="query-params", placeholder="All actors",
        accept_new_options=True, filter_mode="contains", select_all=False,
        help="An actor counts under all its names: “Israeli” counts for Israel."
        + (f" The {len(facets.actors)} leading ones are listed; type the name of any other." if len(labels) > len(facets.actors) else ""),
    )  # fmt: skip
    for text in unknown:
        _suggested(text, labels)
    # What an address brings is settled here; its names leave the field in the next run, as a widget's value may not be changed once it is drawn.
    ids = {str(text): found(str(text), labels, by_name) for text in picked}
    actors = tuple(dict.fromkeys(id_ for id_ in ids.values() if id_))
    return Chosen(actors=actors, names={id_: labels[id_] for id_ in actors}, lost=tuple(text for text, id_ in ids.items() if id_ is None))


def found(text: str, labels: Mapping[str, str], by_name: Mapping[str, str]) -> str | None:
    """Return the id of the actor that a text names: by its id, its name, or a part of the name that only one has.

    Args:
        text: What was typed, or stands in an address.
        labels: Actor id -> name of all actors, most articles first.
        by_name: Name in small letters -> actor id.
    """
    if text in labels:
        return text
    near = suggested(text, labels)  # of all that have it
    return by_name.get(_plain(text), near[0] if len(near) == 1 else None)


def suggested(text: str, labels: Mapping[str, str]) -> list[str]:
    """Return the ids of the actors that a text may mean, those first that have it as words of their own."""
    return [id_ for tier in _by_fit(text, labels) for id_ in tier][:SUGGESTED]


def like(text: str, labels: Mapping[str, str]) -> list[str]:
    """Return the ids of the actors whose name has a text as words of its own; of none, whose words begin with it; of none, that have it anywhere.

    Args:
        text: What was typed.
        labels: Actor id -> name, most articles first.
    """
    return next(filter(None, _by_fit(text, labels)), [])


def _by_fit(text: str, labels: Mapping[str, str]) -> tuple[list[str], list[str], list[str]]:
    wanted = _plain(text)[:NAME_LIMIT]
    part = re.escape(wanted)
    whole: list[str] = []
    begins: list[str] = []
    inside: list[str] = []
    for id_, label in labels.items():
        name = label.casefold()
        if wanted and wanted in name:
            tier = whole if re.search(rf"(?<!\w){part}(?!\w)", name) else begins if re.search(rf"(?<!\w){part}", name) else inside
            tier.append(id_)
    return whole, begins, inside


def _settle(folder: str, version: str, labels: Mapping[str, str], by_name: Mapping[str, str]) -> list[str]:
    """Put ids in the place of names that were typed; return those that name no actor, or more than one."""
    asked = [str(text) for text in st.session_state.get(KEY) or []]
    # A name that the texts use for one actor, such as UN, is more than a part of some other actor's name.
    called = {
        text: _only(loading.actors_called(folder, version, text)) for text in asked if _plain(text) not in by_name and text not in labels
    }
    ids = {text: called.get(text) or found(text, labels, by_name) for text in asked}
    settled = list(dict.fromkeys(id_ for id_ in ids.values() if id_))
    if settled != asked:
        st.session_state[KEY] = settled
    return [text for text, id_ in ids.items() if id_ is None]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _only(ids: Collection[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _suggested(text: str, labels: Mapping[str, str]) -> None:
    """Say that a name is not clear, and offer those it may mean."""
    near = suggested(text, labels)
    shown = theme.plain(text[:NAME_LIMIT])
    st.markdown(f":small[:material/search_off: {f'Which do you mean by “{shown}”?' if near else f'No actor here is called “{shown}”.'}]")
    with st.container(horizontal=True, gap="xsmall"):
        for id_ in near:
            st.button(theme.plain(labels[id_]), key=f"suggested-{id_}", type="tertiary", icon=":material/add:", on_click=_add, args=(id_,))


def _add(actor_id: str) -> None:
    st.session_state[KEY] = [*(st.session_state.get(KEY) or []), actor_id]
