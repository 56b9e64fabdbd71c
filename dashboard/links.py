"""The only switches between pages. Each is for a callback: a page body cannot switch while filters are bound to the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

ARTICLE = "article"  # address parameter: the article that is read
CORPUS = "corpus"  # address parameter and session key: the open corpus
FILTERS = ("from", "to", "outlet", "topic", "actor", "words", "copies")  # address parameters and session keys of the filters
ADDRESSED = (CORPUS, *FILTERS)
_PAGES = "_pages"
_CURRENT = "_current_page"
_OPEN_NEXT = "_open_next"


def register(pages: Mapping[str, st.Page]) -> None:
    """Keep the pages of this run, so that links find them by slug."""
    st.session_state[_PAGES] = dict(pages)


def link_to(slug: str, *, article: str | None = None, **filters: object) -> None:
    """Go to a page, with filters set to the given values and, where named, an article open. All other filters stay as they are."""
    for key, value in filters.items():
        st.session_state[key] = value
    if st.session_state.get(_CURRENT) == slug:
        if article:
            st.query_params[ARTICLE] = article
        st.rerun()  # all of it: the click may have come from a fragment
    # A switch empties the address. What is assigned anew is written into it again by its widget.
    for key in ADDRESSED:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    st.switch_page(st.session_state[_PAGES][slug], query_params={ARTICLE: article} if article else {})


def arrived(slug: str) -> None:
    """Note the page that this run draws."""
    st.session_state[_CURRENT] = slug


def open_corpus(folder: str) -> None:
    """Open the corpus of a folder in the run that follows."""
    st.session_state[_OPEN_NEXT] = folder


def corpus_to_open() -> str | None:
    """Return the folder that ``open_corpus`` asked for since the last run, once."""
    folder = st.session_state.pop(_OPEN_NEXT, None)
    return None if folder is None else str(folder)
