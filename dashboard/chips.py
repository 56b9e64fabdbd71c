"""The row under a page's head: how many of how many articles are left, and a chip for each filter that is on. A click on a chip takes it off."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from analysis.slice import Slice
from dashboard import filters, loading, theme
from dashboard.loading import Facets
from dashboard.selection import Selection

LONGEST = 60  # characters of a chip; the field in the filter bar shows the rest
OPEN = "open-filters"  # key of the button that leads to the filters; page.js opens the drawer by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is on: what it says, the filter, and its value where it has several."""

    text: str
    key: str
    value: str | None = None


def row(selection: Selection, *, last: Callable[[], None] | None = None) -> None:
    """Draw the row: one line, whatever is on.

    Args:
        selection: What the page shows.
        last: Draws what stands at the row's end.
    """
    on = of(selection.slice_, selection.facets)
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False, key="chips"):
        _to_filters(len(on))
        st.markdown(left(totals.articles, totals.corpus_articles, filtered=bool(on)), width="content")
        if on:
            st.button(
                "Reset", key="chips-reset", type="tertiary", icon=":material/restart_alt:", on_click=filters.reset, help="Clear all filters"
            )
        for chip in on:
            st.button(
                theme.plain(chip.text[:LONGEST]), key=f"chip-{chip.key}-{chip.value}", icon=":material/close:", icon_position="right",
                on_click=filters.drop, args=(chip.key, chip.value), help="Remove this filter", width="content",
            )  # fmt: skip
        if last:
            last()


def left(articles: int, total: int, *, filtered: bool) -> str:
    """Return how many articles are left: All 136 articles, or 33 of 136 articles."""
    if not filtered:
        return f"**All {theme.counted(total, 'article')}**" if total > 1 else f"**{theme.counted(total, 'article')}**"
    return f"**{theme.count(articles)}** of {theme.counted(total, 'article')}"


def of(slice_: Slice, facets: Facets) -> list[Chip]:
    """Return a chip for each filter of a slice, in the order of the filter bar."""
    dates = dates_in_words(slice_)
    named: list[tuple[str, Collection[str], dict[str, str]]] = [
        ("outlet", slice_.outlets, {}),
        ("topic", slice_.topics, facets.topics),
        ("actor", slice_.actors, facets.actors),
    ]
    chips = [Chip(text=dates, key=filters.DATES)] if dates else []
    chips += [Chip(text=names.get(id_, id_), key=key, value=id_) for key, ids, names in named for id_ in ids]
    chips += [Chip(text=slice_.query, key="words")] if slice_.query else []
    chips += [Chip(text=f"copies counted {filters.COPIES[slice_.copies].lower()}", key="copies")] if slice_.copies != "all" else []
    chips += [Chip(text=facets.languages.get(code, code), key="language", value=code) for code in slice_.languages]
    chips += [Chip(text="undated", key="undated")] if slice_.undated else []
    return chips + [Chip(text=f"{filters.FORMS[form].lower()} not counted", key="without", value=form) for form in slice_.without]


def dates_in_words(slice_: Slice) -> str:
    """Return the dates as short as they can be said: 1 to 31 Mar 2024, 25 Mar 2024, from 1 Mar 2024."""
    first, last = slice_.start, slice_.end - timedelta(days=1) if slice_.end else None
    if not (first and last):
        return f"from {theme.day(first)}" if first else f"to {theme.day(last)}" if last else ""
    if first == last:
        return theme.day(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    start = str(first.day) if same_month else f"{first.day} {first:%b}" if first.year == last.year else theme.day(first)
    return f"{start} to {theme.day(last)}"


def _to_filters(on: int) -> None:
    """Draw the button that leads to the filters: on a phone they are behind the edge of the screen."""
    st.button(theme.counted(on, "filter") if on else "Filters", key=OPEN, type="tertiary", icon=":material/tune:", width="content")
