"""The actors of the filter bar. The leading ones are offered; any other of the corpus is found by its name, or a part of it, when it is typed."""

from __future__ import annotations

from collections.abc import Mapping
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
    unknown = _settle(labels, by_name)
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
    near = suggested(text, labels)
    return by_name.get(" ".join(text.split()).casefold(), near[0] if len(near) == 1 else None)


def suggested(text: str, labels: Mapping[str, str]) -> list[str]:
    """Return the ids of the leading actors whose name has a text in it."""
    wanted = " ".join(text.split()).casefold()[:NAME_LIMIT]
    return [id_ for id_, label in labels.items() if wanted in label.casefold()][:SUGGESTED] if wanted else []


def _settle(labels: Mapping[str, str], by_name: Mapping[str, str]) -> list[str]:
    """Put ids in the place of names that were typed; return those that name no actor, or more than one."""
    asked = [str(text) for text in st.session_state.get(KEY) or []]
    ids = {text: found(text, labels, by_name) for text in asked}
    settled = list(dict.fromkeys(id_ for id_ in ids.values() if id_))
    if settled != asked:
        st.session_state[KEY] = settled
    return [text for text, id_ in ids.items() if id_ is None]


def _suggested(text: str, labels: Mapping[str, str]) -> None:
    """Say that a name is not clear, and offer those it may mean."""
    near = suggested(text, labels)
    shown = theme.plain(text[:NAME_LIMIT])
    st.markdown(f":small[:material/search_off: {f'“{shown}” may be one of these:' if near else f'No actor here is called “{shown}”.'}]")
    with st.container(horizontal=True, gap="xsmall"):
        for id_ in near:
            st.button(theme.plain(labels[id_]), key=f"suggested-{id_}", type="tertiary", icon=":material/add:", on_click=_add, args=(id_,))


def _add(actor_id: str) -> None:
    st.session_state[KEY] = [*(st.session_state.get(KEY) or []), actor_id]
