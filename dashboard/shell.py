"""The frame around every page: page setup, corpus, filters and menu."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from analysis import library
from analysis.corpus import Corpus
from analysis.errors import DatelineError
from analysis.slice import ALL
from dashboard import empty, filters, history, links, loading, saved_views, theme
from dashboard.navigation import PAGES, Page
from dashboard.selection import Selection
from dashboard.server import START_CORPUS
from dashboard.views import periods, reader

_HERE = Path(__file__).parent
SIDEBAR = 380  # pixels; two dates fit beside each other, with the crosses that clear them


def main(start: str = PAGES[0].slug) -> None:
    """Draw the whole dashboard for one run.

    Args:
        start: Slug of the page that an address without one opens.
    """
    history.follow()
    st.set_page_config(page_title="Dateline", page_icon=str(_HERE / "icon.svg"), layout="wide", initial_sidebar_state=SIDEBAR)
    st.logo(str(_HERE / "logo.svg"), size="large", icon_image=str(_HERE / "icon.svg"))
    chosen: list[Selection] = []
    pages = {
        page.slug: st.Page(
            _body(page, chosen),
            title=page.title,
            icon=page.icon,
            url_path=page.slug,
            default=page.slug == start,
            help=page.question,
            visibility="visible" if page.listed else "hidden",
        )
        for page in PAGES
    }
    links.register(pages)
    current = st.navigation(list(pages.values()))
    try:
        selection, rest_of_bar = _selection()
        chosen.append(selection)
    except DatelineError as error:
        st.error(str(error), icon=":material/error:")
        st.stop()
    current.run()
    rest_of_bar()


def _body(page: Page, chosen: list[Selection]) -> Callable[[], None]:
    """Return a page's function; what it shows is known only when it runs."""

    def body() -> None:
        links.arrived(page.slug)
        if chosen[0].unread and page.filtered:
            st.title(page.question, anchor=False)
            empty.unread(chosen[0].unread)
            return
        if chosen[0].unread:
            empty.unread(chosen[0].unread, instead=False)
        page.render(chosen[0])
        reader.in_place(chosen[0])

    return body


def _selection() -> tuple[Selection, Callable[[], None]]:
    """Draw the sidebar; return what it selects, and what draws the rest of it when the page is drawn."""
    folders = corpora()
    asked = links.corpus_to_open()
    unknown = [name for name in st.query_params.get_all(links.CORPUS) if name not in folders]
    if unknown and not asked:
        st.warning(f"There is no corpus {theme.plain(unknown[0])} on this machine; another one is open.", icon=":material/error:")
    if asked:
        st.session_state[links.CORPUS] = next((name for name, corpus in folders.items() if str(corpus.folder) == asked), None)
        _propose_period(folders)
    with st.sidebar:
        name = st.selectbox("Corpus", list(folders), key=links.CORPUS, bind="query-params", on_change=_another_corpus)
        folder = str(folders[name].folder)
        version = folders[name].version
        facets = loading.facets(folder, version)
        saved_views.control(folder)
        chosen = filters.sidebar(folder, version, facets)
    for problem in chosen.problems:
        st.warning(theme.plain(problem), icon=":material/error:")
    selection = Selection(
        folder=folder, version=version, name=name, slice_=chosen.slice_, facets=chosen.facets, unread=chosen.unread,
        sample=folders[name].name == library.SAMPLE_NAME,
    )  # fmt: skip
    return selection, chosen.rest


def _another_corpus() -> None:
    """Leave behind what counts in the corpus before: its filters, and the thing whose page is open."""
    filters.reset()
    links.close()
    _propose_period(corpora())


def _propose_period(folders: Mapping[str, Corpus]) -> None:
    opened = folders.get(st.session_state[links.CORPUS])
    if opened:
        periods.propose(loading.totals(str(opened.folder), opened.version, ALL))


def corpora() -> dict[str, Corpus]:
    """Return the corpora that can be opened, by a name that is theirs alone: the one asked for first, then this user's, then the sample."""
    start = os.environ.get(START_CORPUS)
    opened = [*([Corpus.open(start)] if start else []), *library.corpora(), Corpus.open(loading.sample_folder())]
    distinct = list({corpus.folder.resolve(): corpus for corpus in opened}.values())
    return {_label(corpus, distinct): corpus for corpus in distinct}


def _label(corpus: Corpus, others: list[Corpus]) -> str:
    same = [other for other in others if other.name == corpus.name]
    return corpus.name if len(same) == 1 else f"{corpus.name} ({same.index(corpus) + 1})"
