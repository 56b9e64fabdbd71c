"""Articles: find one among those that pass the filters, and read it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, links, loading, table_downloads, theme
from dashboard.selection import Selection
from dashboard.views import reader

LIST_HEIGHT = 330  # pixels, about eight articles; the list scrolls


def render(selection: Selection) -> None:
    """Draw the page."""
    listed = loading.article_list(selection.folder, selection.version, selection.slice_)
    components.page_head(selection, "What do the articles say?", _answer(selection, listed))
    if components.nothing_left(selection):
        return
    st.caption("Choose an article to read it below. The words on the left search titles and texts.")
    components.article_table(listed, key="article-list", height=min(38 + 35 * len(listed), LIST_HEIGHT))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        components.table_download(selection, "articles")
        table_downloads.control(selection)
    reader.read(selection, links.opened("articles") or str(listed["article_id"].iloc[0]))


def _answer(selection: Selection, listed: pd.DataFrame) -> str:
    scored = listed["sentiment"].dropna()
    mean = f" Mean sentiment **{theme.signed(scored.mean())}** ({theme.tone(scored.mean())}), n = {theme.count(len(scored))}."
    return f"**{theme.counted(len(listed), 'article')}**; {theme.plain(selection.words)}." + (mean if len(scored) else "")
