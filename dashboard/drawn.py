"""What the open page has drawn so far, kept for its download as one file."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from analysis import export
from dashboard import loading, report, theme
from dashboard.report import ChartBlock, ReportPage, TableBlock, TextBlock
from dashboard.selection import Selection

Block = ChartBlock | TableBlock | TextBlock
_BLOCKS = "_drawn"


def begin(selection: Selection, question: str, answer: str) -> Callable[[], bytes]:
    """Forget the page before; return what makes the file of this one, with all that is drawn until it is called."""
    blocks: dict[str, Callable[[], Block]] = {}
    st.session_state[_BLOCKS] = blocks

    def file() -> bytes:
        totals = loading.totals(selection.folder, selection.version, selection.slice_)
        left = f"{theme.count(totals.articles)} of {theme.counted(totals.corpus_articles, 'article')}"
        corpus = loading.corpus(selection.folder)
        page = ReportPage(
            question=question,
            answer_markdown=answer,
            corpus=selection.name,
            slice_words=f"{selection.words}; {left}",
            made=json.loads(export.recipe(corpus, selection.slice_, what=f"page: {question}", columns={})),
            blocks=tuple(make() for make in list(blocks.values())),
        )
        return report.page_html(page)

    return file


def keep(key: str, make: Callable[[], Block]) -> None:
    """Note what makes a block of the page, in the place of one of the same key."""
    st.session_state.setdefault(_BLOCKS, {})[key] = make
