"""The one filter bar: widgets bound to the address, and the slice they mean. Values that an address brings and the corpus has not fall away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from analysis import search
from analysis.errors import InputError
from analysis.slice import Copies, Form, Slice
from dashboard import links, theme
from dashboard.loading import Facets

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # the calendar; what the corpus has stands below it
WORDS_LIMIT = 500  # characters of a search; longer ones are not typed by a person

# What a filter is when it is off; all others are lists.
_OFF = {"words": "", "copies": None, "from": None, "to": None, "undated": False}
FORMS: dict[Form, str] = {"adjective": "Adjectives", "metonym": "Metonyms"}
_COPIES: dict[Copies, str] = {"one-per-group": "Once", "one-per-group-and-outlet": "Once an outlet"}


def sidebar(facets: Facets) -> tuple[Slice, list[str]]:
    """Draw the filters; return the slice they mean, and what in them could not be followed."""
    asked = {key: st.query_params.get_all(key) for key in links.FILTERS}
    head = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    head.markdown("**Filters**", width="content")
    start, end = _dates(facets)
    outlets = _choices("Outlets", "outlet", dict(zip(facets.outlets, facets.outlets, strict=True)))
    topics = _choices("Topics", "topic", facets.topics)
    actors = _choices("Actors", "actor", facets.actors, help_="An actor counts under all its names: “Israeli” counts for Israel.")
    words = st.text_input(
        "Words", key="words", bind="query-params", type="search", max_chars=WORDS_LIMIT, placeholder='hostages "aid convoy" -football',
        help='Articles that have all these words, as they are written, in title or text. “Phrases” in quotation marks; a minus leaves out; '
        "OR and brackets; aid NEAR/5 convoy; immigra\\*; title:ceasefire.",
    )  # fmt: skip
    languages, undated, copies, without = _more(facets)
    slice_ = Slice(
        outlets=tuple(outlets),
        topics=tuple(topics),
        actors=tuple(actors),
        languages=tuple(languages),
        undated=undated,
        copies=copies,
        without=tuple(without),
    )
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
    problems = _not_here(asked, facets)
    return _with_words(_with_dates(slice_, start, end, problems), words, problems), problems


def _more(facets: Facets) -> tuple[list[str], bool, Copies, list[Form]]:
    """Draw the filters that are needed less often; return the languages, whether only undated articles count, how copies count, and which forms do not."""
    on = any(st.query_params.get_all(key) for key in ("language", "undated", "copies", "without"))
    with st.expander("More filters", expanded=on):
        copies = st.selectbox(
            "Count copies", list(_COPIES), index=None, key="copies", bind="query-params", placeholder="Every copy", format_func=lambda copies: _COPIES[copies],
            help="Of near copies, such as reprinted wire stories, only the earliest counts: of the whole group, or of each outlet in it.",
        )  # fmt: skip
        languages = _choices("Languages", "language", facets.languages) if len(facets.languages) > 1 else []
        undated = (
            st.toggle(f"Only the {theme.counted(facets.undated, 'undated article')}", key="undated", bind="query-params")
            if facets.undated
            else False
        )
        without = st.pills(
            "Do not count", list(FORMS), selection_mode="multi", key="without", bind="query-params", format_func=lambda form: FORMS[form],
            help="Ways of naming an actor that need not count as a mention: “Israeli” for Israel, “the Kremlin” for Russia.",
        )  # fmt: skip
    return languages, undated, copies or "all", without


def _choices(label: str, key: str, names: Mapping[str, str], *, help_: str | None = None) -> list[str]:
    return st.multiselect(
        label, list(names), format_func=lambda id_: names.get(id_, id_), key=key, bind="query-params", placeholder=f"All {label.lower()}",
        filter_mode="contains", select_all=False, help=help_,
    )  # fmt: skip


def _not_here(asked: Mapping[str, list[str]], facets: Facets) -> list[str]:
    """Return what an address asked for and this corpus does not have; its widgets have let it fall."""
    known: dict[str, Collection[str]] = {
        "outlet": facets.outlets,
        "topic": facets.topics.values(),
        "actor": facets.actors.values(),
        "language": facets.languages.values(),
    }
    lost = [f"{key} {value!r}" for key, names in known.items() for value in asked[key] if value not in names]
    lost += [f"{key} {value!r}" for key in ("from", "to") for value in asked[key] if st.session_state.get(key) is None]
    return [f"The address names what this corpus does not have: {', '.join(lost)}. It is left out."] if lost else []


def reset() -> None:
    """Clear all filters."""
    for key in links.FILTERS:
        st.session_state[key] = _OFF.get(key, [])


def chips(slice_: Slice, facets: Facets) -> None:
    """Draw a chip for every filter that is on; a click takes it off."""
    on: list[tuple[str, str, str | None]] = []
    if slice_.start:
        on.append((f"from {theme.day(slice_.start)}", "from", None))
    if slice_.end:
        on.append((f"to {theme.day(slice_.end - timedelta(days=1))}", "to", None))
    on += [(outlet, "outlet", outlet) for outlet in slice_.outlets]
    on += [(facets.topics.get(topic, topic), "topic", topic) for topic in slice_.topics]
    on += [(facets.actors.get(actor, actor), "actor", actor) for actor in slice_.actors]
    on += [(facets.languages.get(language, language), "language", language) for language in slice_.languages]
    if slice_.undated:
        on.append(("undated", "undated", None))
    if slice_.query:
        on.append((slice_.query, "words", None))
    if slice_.copies != "all":
        on.append((f"copies counted {_COPIES[slice_.copies].lower()}", "copies", None))
    on += [(f"{FORMS[form].lower()} not counted", "without", form) for form in slice_.without]
    if not on:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for text, key, value in on:
            st.button(
                theme.plain(text[:60]),
                key=f"chip-{key}-{value}",
                icon=":material/close:",
                icon_position="right",
                on_click=drop,
                args=(key, value),
                help="Remove this filter",
            )


def drop(key: str, value: str | None = None) -> None:
    """Take a value off a filter, or the whole filter."""
    if value is None:
        st.session_state[key] = _OFF[key]
    else:
        st.session_state[key] = [kept for kept in st.session_state.get(key, []) if kept != value]


def _any_on() -> bool:
    return any(st.session_state.get(key) for key in links.FILTERS)


def _dates(facets: Facets) -> tuple[date | None, date | None]:
    if not (facets.first and facets.last):
        st.caption("No article has a date, so there is no filter by date.")
        return None, None
    left, right = st.columns(2, gap="small")
    with left:
        start = st.date_input(
            "From", value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key="from", bind="query-params", format="YYYY-MM-DD"
        )
    with right:
        end = st.date_input("To", value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key="to", bind="query-params", format="YYYY-MM-DD")
    # A caption is too pale on the sidebar's paper.
    st.markdown(f":small[Articles are from {theme.day(facets.first)} to {theme.day(facets.last)}.]")
    return start, end


def _with_dates(slice_: Slice, start: date | None, end: date | None, problems: list[str]) -> Slice:
    try:
        return replace(slice_, start=start, end=end + timedelta(days=1) if end else None)
    except InputError as error:
        problems.append(f"{error} Until then no dates are filtered.")
        return slice_


def _with_words(slice_: Slice, words: str | None, problems: list[str]) -> Slice:
    query = (words or "").strip()[:WORDS_LIMIT]
    try:
        search.parse(query) if query else None
    except InputError as error:
        problems.append(f"{error} Until then no words are filtered.")
        return slice_
    return replace(slice_, query=query or None)
