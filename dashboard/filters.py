"""The one filter bar: widgets bound to the address, and the slice they mean. Values that an address brings and the corpus has not fall away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import streamlit as st

from analysis import search
from analysis.errors import InputError
from analysis.slice import ALL, UNCLASSIFIED, Copies, Form, Slice
from dashboard import actor_filter, date_filter, links, theme
from dashboard.loading import Facets

WORDS_LIMIT = 500  # characters of a search; longer ones are not typed by a person

# What a filter is when it is off; all others are lists.
_OFF = {"words": "", "copies": None, "from": "", "to": "", "undated": False}
_CLEARED = "_filters_cleared"
DATES = "dates"  # from and to, which are one filter to the analyst
FORMS: dict[Form, str] = {"adjective": "Adjectives", "metonym": "Metonyms"}
COPIES: dict[Copies, str] = {"one-per-group": "Once", "one-per-group-and-outlet": "Once an outlet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """What the filter bar says.

    Attributes:
        slice_: The articles it means, without what cannot be read.
        facets: What the corpus has to filter by, with the names of all actors that are chosen.
        problems: What an address asked for and the corpus does not have.
        unread: Filter that cannot be read -> what is wrong with it. Until it is mended nobody knows which articles are meant.
        rest: Draws what of the bar can wait for the page.
    """

    slice_: Slice
    facets: Facets
    problems: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    rest: Callable[[], None] = lambda: None


def sidebar(folder: str, version: str, facets: Facets) -> Filtered:
    """Draw the filters; return what they mean."""
    # What was just cleared stands in the address until the widgets have said so.
    cleared = st.session_state.pop(_CLEARED, False)
    asked = {key: [] if cleared else st.query_params.get_all(key) for key in links.FILTERS}
    head = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="filters")
    head.markdown("**Filters**", width="content")
    if not (facets.first or facets.undated):
        st.caption("There are no articles to filter yet.")
        return Filtered(slice_=ALL, facets=facets)
    start, end, unread_dates, histogram = date_filter.choice(folder, version, facets)
    outlets = _choices("Outlets", "outlet", {name: name for name in facets.outlets}, least=1 if facets.unnamed else 2)
    topics = _choices("Topics", "topic", facets.topics, least=2 if UNCLASSIFIED in facets.topics else 1)
    actors = actor_filter.choice(folder, version, facets) if _drawn("actor", facets.actors, least=1) else None
    query, faulty_words = _words()
    languages, undated, copies, without = _more(facets)
    # Only now is it known what the address brought.
    head.button(
        "Reset",
        key="reset",
        type="tertiary",
        icon=":material/restart_alt:",
        on_click=reset,
        disabled=not _any_on(),
        help="Clear all filters",
    )
    chosen = Slice(
        outlets=tuple(outlets), topics=tuple(topics), actors=actors.actors if actors else (), languages=tuple(languages), undated=undated,
        query=query, copies=copies, without=tuple(without),
    )  # fmt: skip
    slice_, faulty_dates = _with_dates(chosen, start, end)
    lost = [*_not_here(asked, facets), *(f"actor {text!r}" for text in (actors.lost if actors and not cleared else ()))]
    return Filtered(
        slice_=slice_,
        facets=replace(facets, actors={**facets.actors, **(actors.names if actors else {})}),
        problems=(f"The address names what this corpus does not have: {', '.join(lost)}. It is left out.",) if lost else (),
        unread={key: message for key, message in ((DATES, unread_dates or faulty_dates), ("words", faulty_words)) if message},
        rest=histogram,
    )


def reset() -> None:
    """Clear all filters."""
    for key in links.FILTERS:
        st.session_state[key] = _OFF.get(key, [])
    st.session_state[_CLEARED] = True


def set_to(slice_: Slice) -> None:
    """Set all filters to what a slice means."""
    date_filter.set_dates(slice_.start, slice_.end - timedelta(days=1) if slice_.end else None)
    lists = {
        "outlet": slice_.outlets,
        "topic": slice_.topics,
        "actor": slice_.actors,
        "language": slice_.languages,
        "without": slice_.without,
    }
    for key, values in lists.items():
        st.session_state[key] = list(values)
    st.session_state["words"] = slice_.query or ""
    st.session_state["copies"] = None if slice_.copies == "all" else slice_.copies
    st.session_state["undated"] = slice_.undated


def drop(key: str, value: str | None = None) -> None:
    """Take a value off a filter, or the whole filter."""
    if key == DATES:
        date_filter.set_dates(None, None)
    elif value is None:
        st.session_state[key] = _OFF.get(key, [])
    else:
        st.session_state[key] = [kept for kept in st.session_state.get(key) or [] if kept != value]


def relax(keys: Collection[str]) -> None:
    """Take whole filters off."""
    for key in keys:
        drop(key)


def _drawn(key: str, values: Collection[str], *, least: int = 2) -> bool:
    """Return whether a filter is worth drawing: it has something to choose from, or is on and must be seen to be taken off."""
    return len(values) >= least or bool(st.query_params.get_all(key) or st.session_state.get(key))


def _choices(label: str, key: str, names: Mapping[str, str], *, least: int = 2) -> list[str]:
    """Draw a filter by any of several values, where the corpus has so many; return those that are chosen."""
    if not _drawn(key, names, least=least):
        return []
    return st.multiselect(
        label, list(names), format_func=lambda id_: names.get(id_, id_), key=key, bind="query-params", placeholder=f"All {label.lower()}",
        filter_mode="contains", select_all=False,
    )  # fmt: skip


def _words() -> tuple[str | None, str]:
    """Draw the search; return the query, None when it is empty or faulty, and what is wrong with it."""
    words = st.text_input(
        "Words", key="words", bind="query-params", type="search", max_chars=WORDS_LIMIT, placeholder='hostages "aid convoy" -football',
        help='Articles that have all these words, as they are written, in title or text. “Phrases” in quotation marks; a minus leaves out; '
        "OR and brackets; aid NEAR/5 convoy; immigra\\*; title:ceasefire.",
    )  # fmt: skip
    query = (words or "").strip()[:WORDS_LIMIT]
    try:
        search.parse(query) if query else None
    except InputError as error:
        st.markdown(f":red[:small[:material/error: {theme.plain(str(error))}]]")
        return None, f"The words cannot be searched: {error}"
    return query or None, ""


def _more(facets: Facets) -> tuple[list[str], bool, Copies, list[Form]]:
    """Draw the filters that are needed less often; return the languages, whether only undated articles count, how copies count, and which forms do not."""
    on = any(st.query_params.get_all(key) for key in ("language", "undated", "copies", "without"))
    with st.expander("More filters", expanded=on):
        copies = st.selectbox(
            "Count copies", list(COPIES), index=None, key="copies", bind="query-params", placeholder="Every copy", format_func=lambda copies: COPIES[copies],
            help="Of near copies, such as reprinted wire stories, only the earliest counts: of the whole group, or of each outlet in it.",
        )  # fmt: skip
        languages = _choices("Languages", "language", facets.languages)
        undated = False
        if facets.undated and (facets.first or _drawn("undated", ())):
            undated = st.toggle(f"Only the {theme.counted(facets.undated, 'undated article')}", key="undated", bind="query-params")
        without: list[Form] = []
        if _drawn("without", facets.actors, least=1):
            without = st.pills(
                "Do not count", list(FORMS), selection_mode="multi", key="without", bind="query-params", format_func=lambda form: FORMS[form],
                help="Ways of naming an actor that need not count as a mention: “Israeli” for Israel, “the Kremlin” for Russia.",
            )  # fmt: skip
    return languages, undated, copies or "all", without


def _not_here(asked: Mapping[str, list[str]], facets: Facets) -> list[str]:
    """Return what an address asked for and this corpus does not have; its widgets have let it fall."""
    known: dict[str, Collection[str]] = {
        "outlet": facets.outlets,
        "topic": facets.topics.values(),
        "language": facets.languages.values(),
    }
    return [f"{key} {value!r}" for key, names in known.items() for value in asked[key] if value not in names]


def _any_on() -> bool:
    return any(st.session_state.get(key) for key in links.FILTERS)


def _with_dates(slice_: Slice, start: date | None, end: date | None) -> tuple[Slice, str]:
    try:
        return replace(slice_, start=start, end=end + timedelta(days=1) if end else None), ""
    except InputError as error:
        return slice_, str(error)
