"""The only switches between pages. Each is for a callback: a page body cannot switch while filters are bound to the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard import history

OPENS = {
    "articles": "article",
    "topics": "about",
    "actors": "who",
    "outlets": "name",
    "copies": "group",
}  # page -> address parameter of the thing it opens
POINT = "at"  # address parameter: card and key of a chosen point, card:key
SENTENCE = "sentence"  # address parameter: number of the sentence that is wanted in an article, from 1
LONGEST_NUMBER = 7  # digits; an article has thousands of sentences at most
CORPUS = "corpus"  # address parameter and session key: the open corpus
FILTERS = (
    "from",
    "to",
    "outlet",
    "topic",
    "actor",
    "words",
    "copies",
    "language",
    "undated",
    "without",
)  # address parameters and session keys of the filters
ADDRESSED = (CORPUS, *FILTERS)
_PAGES = "_pages"
_CURRENT = "_current_page"
_OPEN_NEXT = "_open_next"


def register(pages: Mapping[str, st.Page]) -> None:
    """Keep the pages of this run, so that links find them by slug."""
    st.session_state[_PAGES] = dict(pages)


def link_to(slug: str, *, open_: str | None = None, sentence: int | None = None, **filters: object) -> None:
    """Go to a page, with filters set to the given values and, where named, one thing open on it. All other filters stay as they are.

    An article alone opens over the page that is there.

    Args:
        slug: The page.
        open_: Id of what it opens: an article, a topic, an actor, a group of copies.
        sentence: Number of the sentence of an article that is wanted, from 0.
        filters: Filter -> value.
    """
    if slug == "articles" and open_ and not filters:
        read(open_, sentence=sentence)
    for key, value in filters.items():
        st.session_state[key] = value.isoformat() if isinstance(value, date) else value  # a date is typed
    if current() == slug:
        for parameter in (OPENS["articles"], SENTENCE, POINT):
            st.query_params.pop(parameter, None)
        if open_:
            st.query_params[OPENS[slug]] = open_
        elif slug in OPENS:
            st.query_params.pop(OPENS[slug], None)
        st.rerun()  # all of it: the click may have come from a fragment
    # A switch empties the address. What is assigned anew is written into it again by its widget.
    for key in ADDRESSED:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    st.switch_page(
        st.session_state[_PAGES][slug],
        query_params={**({OPENS[slug]: open_} if open_ else {}), **({SENTENCE: str(sentence + 1)} if sentence is not None else {})},
    )


def read(article_id: str, *, sentence: int | None = None) -> None:
    """Open an article over the page that is open, or in it where that is the Articles page.

    Args:
        article_id: The article.
        sentence: Number of the sentence that is wanted, from 0.
    """
    st.query_params[OPENS["articles"]] = article_id
    if sentence is None:
        st.query_params.pop(SENTENCE, None)
    else:
        st.query_params[SENTENCE] = str(sentence + 1)
    st.rerun()  # all of it: the click may have come from a fragment


def close_article() -> None:
    """Forget which article is open."""
    for parameter in (OPENS["articles"], SENTENCE):
        st.query_params.pop(parameter, None)


def close() -> None:
    """Forget what is open on the page and which points are chosen: another corpus has other ones."""
    for parameter in (*OPENS.values(), SENTENCE, POINT):
        st.query_params.pop(parameter, None)


def choose_points(card: str, keys: Sequence[str]) -> None:
    """Note in the address which points of a card are chosen; those of other cards are let go."""
    if keys:
        st.query_params[POINT] = [f"{card}:{key}" for key in keys]
    else:
        st.query_params.pop(POINT, None)


def chosen_points(card: str) -> list[str]:
    """Return the keys of the points of a card that the address names."""
    return [str(point).removeprefix(f"{card}:") for point in st.query_params.get_all(POINT) if str(point).startswith(f"{card}:")]


def chosen_cell(key: str) -> tuple[int, str] | None:
    """Return row and column of the cell of a list that was clicked, for its callback, and let go of it: a click on the same one counts again."""
    cells = st.session_state[key]["selection"]["cells"]
    if not cells:
        return None
    st.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": []}}
    row, column = cells[0]
    return int(row), str(column)


def current() -> str | None:
    """Return the page that this run draws."""
    slug = st.session_state.get(_CURRENT)
    return None if slug is None else str(slug)


def go(slug: str, parameters: Mapping[str, Sequence[str]]) -> None:
    """Go to a page of the same corpus as if its address had been entered: filters and controls that it does not name are off.

    Args:
        slug: The page.
        parameters: Address parameter -> its values.
    """
    same = {CORPUS: st.query_params.get_all(CORPUS)}
    history.enter(st.session_state[_PAGES][slug], {**parameters, **same})


def known(slug: str) -> bool:
    """Return whether there is a page of a slug."""
    return slug in st.session_state[_PAGES]


def opened(slug: str) -> str | None:
    """Return the id of what the address opens on a page."""
    found = st.query_params.get(OPENS[slug])
    return None if found is None else str(found)


def sentence() -> int | None:
    """Return the number of the sentence that the address asks for, from 0; as people count, the address counts from 1."""
    found = st.query_params.get(SENTENCE, "")
    return int(found) - 1 if found.isdecimal() and len(found) < LONGEST_NUMBER else None


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
