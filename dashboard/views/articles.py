"""Articles: find one among those that pass the filters, and read it."""

from __future__ import annotations

import streamlit as st

from dashboard import components, links, loading, table_downloads, theme
from dashboard.loading import ARTICLE_ORDERS, ArticleOrder
from dashboard.selection import Selection
from dashboard.views import reader

LIST_HEIGHT = 330  # pixels, about eight articles; the list scrolls
LISTED = 1_000  # articles that are sent to the browser; the order says which


def render(selection: Selection) -> None:
    """Draw the page."""
    components.page_head(selection, "What do the articles say?", _answer(selection))
    if components.nothing_left(selection):
        return
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    said, ordered = st.columns([3, 1], vertical_alignment="center")
    more = f" The first {theme.count(LISTED)} in this order are listed; all are in the downloads." if totals.articles > LISTED else ""
    below = " below" if reader.on_the_page() else ""
    said.caption(f"Choose an article to read it{below}.{more}")
    order: ArticleOrder = ordered.selectbox("Order", list(ARTICLE_ORDERS), key="order", bind="query-params", label_visibility="collapsed")
    listed = loading.article_list(selection.folder, selection.version, selection.slice_, order=order, first=LISTED)
    components.article_table(listed, key="article-list", height=min(38 + 35 * len(listed), LIST_HEIGHT))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        components.table_download(selection, "articles")
        table_downloads.control(selection)
        st.button("Who reprinted what?", icon=":material/content_copy:", type="tertiary", on_click=links.link_to, args=("copies",))
    if reader.on_the_page():
        reader.read(selection, links.opened("articles") or str(listed["article_id"].iloc[0]))


def _answer(selection: Selection) -> str:
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    mean, scored = loading.tone(selection.folder, selection.version, selection.slice_)
    tone = f" Mean sentiment **{theme.signed(mean)}** ({theme.tone(mean)}), n = {theme.count(scored)}." if scored else ""
    return f"**{theme.counted(totals.articles, 'article')}**; {theme.plain(selection.words)}.{tone}"
