"""The only switches between pages. Each is for a callback: a page body cannot switch while filters are bound to the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

ARTICLE = "article"  # address parameter: the article that is read
_PAGES = "_pages"
_OPEN_NEXT = "_open_next"


def register(pages: Mapping[str, st.Page]) -> None:
    """Keep the pages of this run, so that links find them by slug."""
    st.session_state[_PAGES] = dict(pages)


def link_to(slug: str, *, article: str | None = None, **filters: object) -> None:
    """Go to a page, with filters set to the given values and, where named, an article open."""
    for key, value in filters.items():
        st.session_state[key] = value
    st.switch_page(st.session_state[_PAGES][slug], query_params={ARTICLE: article} if article else None)


def open_corpus(folder: str) -> None:
    """Open the corpus of a folder in the run that follows."""
    st.session_state[_OPEN_NEXT] = folder


def corpus_to_open() -> str | None:
    """Return the folder that ``open_corpus`` asked for since the last run, once."""
    folder = st.session_state.pop(_OPEN_NEXT, None)
    return None if folder is None else str(folder)
