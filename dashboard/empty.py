"""What a page shows in the place of results: that no article is left and which filter to take off, or which filter cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import streamlit as st

from analysis.slice import Slice
from dashboard import filters, links, loading, theme
from dashboard.chips import dates_in_words
from dashboard.selection import Selection

# What each filter is when it is off, in the order of the filter bar.
_OFF: dict[str, dict[str, Any]] = {
    filters.DATES: {"start": None, "end": None},
    "outlet": {"outlets": ()},
    "topic": {"topics": ()},
    "actor": {"actors": ()},
    "words": {"query": None},
    "copies": {"copies": "all"},
    "language": {"languages": ()},
    "undated": {"undated": False},
    "without": {"without": ()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """Filters that could be taken off: their keys, what they are in words, and how many articles come back."""

    keys: tuple[str, ...]
    words: str
    articles: int


def nothing_left(selection: Selection) -> bool:
    """Say so when no article passes the filters, and offer to take off the filter that brings most back; return whether that is so."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    if totals.articles:
        return False
    if not totals.corpus_articles:
        st.info("There are no articles here yet. Add some on the Data page.", icon=":material/upload_file:")
        st.button("Add articles", icon=":material/upload_file:", on_click=links.link_to, args=("data",))
        return True
    with st.container(border=True, key="nothing-left"):
        st.info(f"No article passes the filters: {theme.plain(selection.words)}.", icon=":material/filter_alt_off:")
        found = relaxed(selection)
        if found:
            st.markdown(_advice(found))
        for number, each in enumerate(found):
            st.button(
                f"Without {theme.plain(each.words)}: {theme.counted(each.articles, 'article')}", key=f"relax-{'-'.join(each.keys)}",
                icon=":material/filter_alt_off:", type="secondary" if number == 0 else "tertiary", on_click=filters.relax, args=(each.keys,),
            )  # fmt: skip
        st.button(
            f"Reset all filters: {theme.counted(totals.corpus_articles, 'article')}", key="relax-all", icon=":material/restart_alt:",
            type="tertiary" if found else "secondary", on_click=filters.reset,
        )  # fmt: skip
    return True


def _advice(found: Sequence[Relaxed]) -> str:
    if len(found[0].keys) > 1:
        return "No filter alone is to blame. Take off these two, and articles come back:"
    return "Take this one off, and articles come back:" if len(found) == 1 else "Take one of them off, and articles come back:"


def unread(filters_: Mapping[str, str], *, instead: bool = True) -> None:
    """Say which filters cannot be read.

    Args:
        filters_: Filter -> what is wrong with it.
        instead: Whether this stands in the place of results: those without a filter that was asked for would look like an answer.
    """
    with st.container(border=True, key="unread"):
        for message in filters_.values():
            st.warning(theme.plain(message), icon=":material/error:")
        st.markdown(
            "Nothing is shown until that is mended or cleared." if instead else "Until that is mended or cleared, it limits nothing here."
        )
        st.button("Clear it", key="clear-unread", icon=":material/close:", on_click=filters.relax, args=(tuple(filters_),))


def relaxed(selection: Selection) -> list[Relaxed]:
    """Return which filters bring articles back when they alone are taken off, the most first; where none does, the pair that brings most."""
    slice_ = selection.slice_
    on = [key for key, off in _OFF.items() if replace(slice_, **off) != slice_]
    single = _bringing(selection, [(key,) for key in on])
    return single or _bringing(selection, list(combinations(on, 2)))[:1]


def _bringing(selection: Selection, choices: Sequence[tuple[str, ...]]) -> list[Relaxed]:
    found = [
        Relaxed(
            keys=keys, words=" and ".join(_words(selection, key) for key in keys),
            articles=loading.totals(selection.folder, selection.version, _without(selection.slice_, keys)).articles,
        )
        for keys in choices
    ]  # fmt: skip
    return sorted((each for each in found if each.articles), key=lambda each: -each.articles)


def _without(slice_: Slice, keys: Sequence[str]) -> Slice:
    return replace(slice_, **{name: value for key in keys for name, value in _OFF[key].items()})


def _words(selection: Selection, key: str) -> str:
    """Return a filter that is on in words."""
    slice_ = selection.slice_
    names = {**selection.names, **selection.facets.languages}
    plain = {
        filters.DATES: f"the dates {dates_in_words(slice_)}",
        "words": f"the words {slice_.query}",
        "copies": "counting copies only once",
        "undated": "“only undated articles”",
        "without": "leaving out ways of naming",
    }
    if key in plain:
        return plain[key]
    ids = {"outlet": slice_.outlets, "topic": slice_.topics, "actor": slice_.actors, "language": slice_.languages}[key]
    kind = key if len(ids) == 1 else f"{key}s"
    return f"the {kind} {', '.join(names.get(id_, id_) for id_ in ids)}" if len(ids) <= 3 else f"the {len(ids)} {kind}"
