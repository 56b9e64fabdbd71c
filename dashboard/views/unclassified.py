"""What fits no topic: how much, and the themes in its words, each to be made a topic with one click."""

from __future__ import annotations

from textwrap import shorten

import pandas as pd
import streamlit as st

from analysis.discovery import EXAMPLES, FEWEST_ARTICLES, LABEL_TERMS, Theme
from analysis.measures.topic_themes import Among, Themes
from analysis.slice import UNCLASSIFIED
from dashboard import components, links, loading, theme
from dashboard.selection import Selection
from dashboard.views import own_topics

LIST_HEIGHT = 300  # pixels
TITLE_WIDTH = 66  # characters of a title that fit half a page


def section(selection: Selection, rows: pd.DataFrame) -> None:
    """Draw the section.

    Args:
        selection: What is looked at.
        rows: Rows of the measure ``topics``.
    """
    none = rows[rows["topic_id"] == UNCLASSIFIED]
    left = int(none["articles"].iloc[0]) if len(none) else 0
    total = int(rows["total"].iloc[0])
    st.header("What fits no topic", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        if left:
            st.markdown(
                f"**{theme.counted(left, 'article')}** of {theme.count(total)} in English ({theme.share(left / total)}) fit no topic.",
                width="content",
            )
            st.button(
                "Show them",
                key="show-unclassified",
                icon=":material/article:",
                type="tertiary",
                on_click=links.link_to,
                args=("articles",),
                kwargs={"topic": [UNCLASSIFIED]},
            )
        else:
            st.markdown(f"Each of {theme.counted(total, 'article')} in English fits at least one topic.")
    _themes(selection, left)


@st.fragment
def _themes(selection: Selection, left: int) -> None:
    options: list[Among] = ["unclassified", "all"] if left >= FEWEST_ARTICLES else ["all"]
    names = {"unclassified": f"Articles without a topic ({theme.count(left)})", "all": "All articles of this selection"}
    if 0 < left < FEWEST_ARTICLES:
        st.caption(
            f"Too few to find themes in, which takes {FEWEST_ARTICLES}; all articles of this selection can be looked through instead."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        where = st.segmented_control(
            "Where to look for themes",
            options,
            default=options[0],
            required=True,
            key=f"themes-in-{len(options)}",
            format_func=names.__getitem__,
            label_visibility="collapsed",
        )
        wanted = st.toggle(
            "Find themes",
            key="find-themes",
            help="Groups articles by the words they share. It takes a few seconds; the same articles always give the same themes.",
        )
    if wanted:
        _found(selection, loading.themes(selection.folder, selection.version, selection.slice_, where))


def _found(selection: Selection, found: Themes) -> None:
    if not found.themes:
        st.info(
            f"{theme.counted(len(found.article_ids), 'article')} could be read: too few, or with too few words in common, to find themes in them. Widen the filters.",
            icon=":material/search_off:",
        )
        return
    read = len(found.article_ids)
    drawn = f"{theme.counted(read, 'article')} were read" + (
        f", drawn from {theme.count(found.articles)} (the same draw every time)" if found.articles > read else ""
    )
    none = read - sum(len(shown.articles) for shown in found.themes)
    rest = f" {theme.counted(none, 'article shares', 'articles share')} too few words with the others." if none else ""
    st.caption(
        f"{drawn}, copies once. An article is counted for the theme it is most about; the words tell that theme from the others.{rest}"
    )
    for first in range(0, len(found.themes), 2):
        for column, number in zip(st.columns(2), range(first, first + 2), strict=True):
            if number < len(found.themes):
                with column, st.container(border=True, gap="xsmall", key=f"theme-{number}"):
                    _theme(selection, found, found.themes[number], number)


def _theme(selection: Selection, found: Themes, shown: Theme, number: int) -> None:
    more = f"; also {', '.join(shown.terms[LABEL_TERMS:])}" if len(shown.terms) > LABEL_TERMS else ""
    st.markdown(f"**{theme.plain(shown.label)}**  \n{theme.counted(len(shown.articles), 'article')}{theme.plain(more)}. Such as:")
    for article in shown.articles[:EXAMPLES]:
        st.button(
            theme.plain(shorten(found.titles[article], TITLE_WIDTH, placeholder=" …") or "Untitled"), key=f"theme-{number}-{found.article_ids[article]}", type="tertiary",
            on_click=links.link_to, args=("articles",), kwargs={"open_": found.article_ids[article]},
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Make a topic of it", key=f"theme-topic-{number}", icon=":material/add:", on_click=own_topics.open_dialog,
            kwargs={"name": shown.label, "query": shown.query},
        )  # fmt: skip
        listed = st.toggle(f"List all {theme.count(len(shown.articles))}", key=f"theme-list-{number}-{shown.label}")
    if listed:
        articles = loading.article_list(selection.folder, selection.version, selection.slice_)
        ids = {found.article_ids[article] for article in shown.articles}
        components.article_table(articles[articles["article_id"].isin(ids)], key=f"theme-articles-{number}", height=LIST_HEIGHT)
