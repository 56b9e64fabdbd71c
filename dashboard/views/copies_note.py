"""What a page says where many articles are copies: intervals that take them for independent are too narrow."""

from __future__ import annotations

import streamlit as st

from analysis.slice import Copies
from dashboard import theme
from dashboard.selection import Selection

MANY = 0.1  # of the articles; from here on the page says so


def draw(selection: Selection, copies: int, articles: int, count: Copies) -> None:
    """Say so where many articles are copies, and offer to count them once.

    Args:
        selection: What the page shows.
        copies: How many articles repeat another one.
        articles: Of how many.
        count: How copies count after a click.
    """
    if selection.slice_.copies != "all" or not articles or copies / articles < MANY:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="copies-note"):
        st.markdown(
            f":material/content_copy: {theme.count(copies)} of {theme.counted(articles, 'article')} repeat another one ({theme.share(copies / articles)}). "
            "Copies are not independent of each other, so the intervals here are too narrow.",
            width="stretch",
        )
        st.button("Count copies once", key="copies-once", on_click=_count, args=(count,))


def _count(count: Copies) -> None:
    st.session_state["copies"] = count
