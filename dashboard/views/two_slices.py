"""Any two slices against each other: A and B are chosen here, the filter bar limits both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis.errors import InputError
from analysis.measures.coverage import Totals
from analysis.slice import Slice, in_words
from dashboard import links, loading, theme
from dashboard.date_filter import FIRST_DAY, LAST_DAY
from dashboard.selection import Selection
from dashboard.views import copies_note
from dashboard.views import difference_cards as cards
from dashboard.views.difference_cards import Pair

ACTORS = 300  # actors offered for each slice, the leading ones: every one of them is sent to the browser
SECTION = "Any two slices"  # the name of this section of the page
REST = "all other articles"
_OFF: dict[str, object] = {
    "outlet": [],
    "topic": [],
    "actor": [],
    "from": None,
    "to": None,
}  # address word after a_ or b_ -> when it is off


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Two slices that one click fills in: address word -> value."""

    label: str
    a: Mapping[str, object]
    b: Mapping[str, object]


def render(selection: Selection) -> None:
    """Draw the section."""
    _presets(selection, loading.totals(selection.folder, selection.version, selection.slice_))
    try:
        with st.container(border=True, key="two-slices"):
            left, right = st.columns(2, gap="medium")
            with left:
                a = _side(selection, "a")
            with right:
                b = _side(selection, "b")
        if a == b == Slice():
            st.info(
                "Choose outlets, topics, actors or dates for A. Where B is empty, A is compared with all other articles.",
                icon=":material/compare_arrows:",
            )
            return
        pair = paired(selection, a, b)
    except InputError as error:
        st.warning(theme.plain(str(error)), icon=":material/error:")
        return
    _draw(selection, pair)


def way(key: str) -> None:
    """Draw the way to this section from another page; the filters stay as they are.

    Args:
        key: Of the page or card that it is drawn on.
    """
    st.button(
        "Compare two slices", key=f"to-two-slices-{key}", type="tertiary", icon=":material/compare_arrows:", on_click=_here,
        help="Any two outlets, topics, actors or spans of time against each other",
    )  # fmt: skip


def _here() -> None:
    kept = {word: st.query_params.get_all(word) for word in links.FILTERS if word in st.query_params}
    links.go("outlets", {**kept, "section": [SECTION]})  # through the address, so that it names the section


def paired(selection: Selection, a: Slice, b: Slice) -> Pair:
    """Return the two slices within the filters, with their names; one that asks for nothing is all articles that are not in the other.

    Raises:
        InputError: One asks for what the filters leave out.
    """
    first, second = (within(selection.slice_, own, letter) for own, letter in ((a, "A"), (b, "B")))
    names = [named(own, selection.names) for own in (a, b)]
    return Pair(a=first, b=second, a_name=names[0], b_name=names[1])


def named(own: Slice, names: Mapping[str, str]) -> str:
    """Return what a slice of its own limits is called; without any it is what the other one leaves."""
    if own == Slice():
        return REST
    words = in_words(own, names)
    return words if own.outlets else f"articles {'of ' if own.start and own.end else ''}{words}"


def within(filters: Slice, own: Slice, letter: str) -> Slice:
    """Return the part of the filters that a slice of its own limits asks for.

    Args:
        filters: The filter bar.
        own: What the slice names itself: outlets, topics, actors, dates.
        letter: What it is called, for the message.

    Raises:
        InputError: Nothing is left: an outlet, topic, actor or date that the filters leave out.
    """

    def both(ours: tuple[str, ...], theirs: tuple[str, ...], what: str) -> tuple[str, ...]:
        kept = tuple(one for one in ours if not theirs or one in theirs)
        if ours and not kept:
            raise InputError(f"{letter} asks for {what} that the filters leave out. Take them off there, or choose others here.")
        return kept or theirs

    start = max((day for day in (filters.start, own.start) if day), default=None)
    end = min((day for day in (filters.end, own.end) if day), default=None)
    if start and end and end <= start:
        raise InputError(f"{letter} asks for dates that the filters leave out. Take them off there, or choose others here.")
    return replace(
        filters, start=start, end=end, outlets=both(own.outlets, filters.outlets, "outlets"), topics=both(own.topics, filters.topics, "topics"),
        actors=both(own.actors, filters.actors, "actors"),
    )  # fmt: skip


def _draw(selection: Selection, pair: Pair) -> None:
    """Draw how two slices differ."""
    rows = cards.rows_of(selection, pair)
    a, b = cards.counted(rows, "compared")
    if not (a and b):
        st.info(_empty(pair, a, b), icon=":material/filter_alt_off:")
        return
    st.markdown(sentence(rows, pair))
    copies_note.draw(selection, sum(cards.counted(rows, "copies")), a + b, "one-per-group")
    cards.draw(selection, pair, cards.means(selection, pair, key="two"))
    left, right = st.columns(2)
    with left:
        cards.draw(selection, pair, cards.topics(selection, pair, key="two"))
    with right:
        cards.draw(selection, pair, cards.actors(selection, pair, key="two"))


def sentence(rows: pd.DataFrame, pair: Pair) -> str:
    """Return what two slices differ in, in Markdown.

    Args:
        rows: Rows of the measure ``differences``.
        pair: The slices.
    """
    a, b = cards.counted(rows, "compared")
    names = [
        f"**{letter}**, {theme.plain(name)} ({theme.counted(n, 'article')})"
        for letter, name, n in (("A", pair.a_name, a), ("B", pair.b_name, b))
    ]
    beyond = [
        f"{theme.count(int(found['exceeds'].sum()))} of {theme.counted(len(found), kind)}"
        for kind in ("topic", "actor")
        if len(found := rows[rows["kind"] == kind])
    ]
    differ = f" {' and '.join(beyond)} differ beyond noise." if beyond else ""
    return f"{names[0]} against {names[1]}. {cards.tone(rows, 'A', 'B')}{differ}{theme.plain(cards.overlap(rows, pair))}"


def _empty(pair: Pair, a: int, b: int) -> str:
    """Return why there is nothing to compare."""
    if not (a or b):
        return "Neither slice has an article."
    letter, name = ("B", pair.b_name) if a else ("A", pair.a_name)
    if name == REST:
        return f"The other slice holds every article of the selection, so nothing is left for {letter}."
    return f"{letter} has no article of its own: {theme.plain(name)}."


def presets(selection: Selection, totals: Totals) -> list[Preset]:
    """Return the comparisons that one click fills in: an outlet, an actor, and half of the time, each against the rest."""
    outlet = next(iter([*(st.session_state.get("a_outlet") or []), *selection.slice_.outlets, *selection.facets.outlets]), None)
    actor = next(iter([*(st.session_state.get("a_actor") or []), *selection.slice_.actors, *selection.facets.actors]), None)
    found = []
    if outlet and len(selection.facets.outlets) > 1:
        found.append(Preset(label=f"{outlet} against all others", a={"outlet": [outlet]}, b={}))
    half = middle(totals)
    if half:
        found.append(Preset(label="First half against second half", a={"to": half - timedelta(days=1)}, b={"from": half}))
    if actor:
        found.append(
            Preset(label=f"Articles naming {selection.facets.actors.get(actor, actor)} against the rest", a={"actor": [actor]}, b={})
        )
    return found


def middle(totals: Totals) -> date | None:
    """Return the first day of the second half of the time that the articles are from; None where they are of one day."""
    if not (totals.first and totals.last) or totals.first.date() == totals.last.date():
        return None
    first, last = totals.first.date(), totals.last.date()
    return first + timedelta(days=((last - first).days + 1) // 2)


def _presets(selection: Selection, totals: Totals) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for number, preset in enumerate(presets(selection, totals)):
            st.button(theme.plain(preset.label), key=f"preset-{number}", on_click=_fill, args=(preset,))
        st.button(
            "Swap", key="swap", icon=":material/swap_horiz:", type="tertiary", on_click=_swap, help="A becomes B and B becomes A",
            disabled=not any(st.session_state.get(f"{side}_{word}") for side in "ab" for word in _OFF),
        )  # fmt: skip


def _fill(preset: Preset) -> None:
    for side, values in (("a", preset.a), ("b", preset.b)):
        for word, off in _OFF.items():
            st.session_state[f"{side}_{word}"] = values.get(word, off)


def _swap() -> None:
    sides = {side: {word: st.session_state.get(f"{side}_{word}", off) for word, off in _OFF.items()} for side in "ab"}
    _fill(Preset(label="", a=sides["b"], b=sides["a"]))


def _side(selection: Selection, side: str) -> Slice:
    """Draw the limits of one slice, each in the full width, so that long names can be read; return what they mean by themselves."""
    letter, facets = side.upper(), selection.facets
    asked = {word: st.query_params.get_all(f"{side}_{word}") for word in ("outlet", "topic", "actor")}
    known = {"outlet": {name: name for name in facets.outlets}, "topic": facets.topics, "actor": _leading(facets.actors, f"{side}_actor")}
    st.markdown(f"#### {letter}")
    picked = {word: _choices(f"{word.capitalize()}s of {letter}", f"{side}_{word}", names) for word, names in known.items()}
    from_, to = st.columns(2, gap="small", wrap=False)
    with from_:
        start = _day(f"{letter} from", f"{side}_from") if facets.first else None
    with to:
        end = _day(f"{letter} to", f"{side}_to") if facets.first else None
    lost = [f"{word} {value!r}" for word, values in asked.items() for value in values if value not in known[word].values()]
    if lost:
        st.caption(
            f":material/error: The address names for {letter} what this corpus does not have: {theme.plain(', '.join(lost))}. It is left out."
        )
    if start and end and end < start:
        raise InputError(f"{letter} ends before it starts: from {theme.day(start)} to {theme.day(end)}. Swap the two dates or clear one.")
    return Slice(
        outlets=tuple(picked["outlet"]), topics=tuple(picked["topic"]), actors=tuple(picked["actor"]), start=start,
        end=end + timedelta(days=1) if end else None,
    )  # fmt: skip


def _choices(label: str, key: str, names: Mapping[str, str]) -> list[str]:
    if not names:
        return []
    return st.multiselect(
        label, list(names), format_func=lambda id_: names.get(id_, id_), key=key, bind="query-params", placeholder="Any", filter_mode="contains",
        select_all=False,
    )  # fmt: skip


def _day(label: str, key: str) -> date | None:
    return st.date_input(label, value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key=key, bind="query-params", format="YYYY-MM-DD")


def _leading(actors: Mapping[str, str], key: str) -> dict[str, str]:
    """Return the leading actors, and those that are chosen or in the address."""
    asked = {*(st.session_state.get(key) or []), *st.query_params.get_all(key)}
    return {id_: name for number, (id_, name) in enumerate(actors.items()) if number < ACTORS or id_ in asked or name in asked}
