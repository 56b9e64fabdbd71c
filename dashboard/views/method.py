"""Method: how each number is made, what made it, and what it does not mean."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.measures import MEASURES
from analysis.tables import TABLES
from analysis.versions import versions
from dashboard import components, links, loading, theme
from dashboard.selection import Selection

_TEXT = Path(__file__).parent.parent / "method.md"


def render(selection: Selection) -> None:
    """Draw the page."""
    components.page_head(
        selection,
        "How is each number made?",
        "Nothing here is a black box: every score comes from word lists and rules that you can read, and every export carries its recipe.",
        filtered=False,
    )
    st.button("What is a word worth?", icon=":material/spellcheck:", type="tertiary", on_click=links.link_to, args=("lexicon",))
    st.markdown(_TEXT.read_text(encoding="utf-8").partition("-->")[2])
    _tables()
    _versions(selection)


def _tables() -> None:
    st.header("Tables and measures", anchor=False)
    st.markdown("The columns of every table and chart, as they stand in a download.")
    for table in TABLES:
        with st.expander(f"Table {table.name}: a row is {table.row}"):
            st.table(
                pd.DataFrame([(column.name, column.meaning) for column in table.columns], columns=["Column", "Meaning"]),
                alt=f"Columns of the table {table.name}",
            )
    for measure in MEASURES:
        with st.expander(f"Measure {measure.name}: {measure.meaning.lower()}"):
            st.table(
                pd.DataFrame(list(measure.columns.items()), columns=["Column", "Meaning"]), alt=f"Columns of the measure {measure.name}"
            )


def _versions(selection: Selection) -> None:
    st.header("Versions", anchor=False)
    st.markdown("What made the numbers of this corpus, import by import. A register is named by the first digits of its SHA-256.")
    rows = [{"what": name, "this program": value} for name, value in versions().items()]
    frame = pd.DataFrame(rows).set_index("what")
    for part in loading.corpus(selection.folder).imports:
        frame = frame.assign(**{f"import {part.import_id}": pd.Series(dict(part.versions))})
    st.table(frame.fillna(""), alt="Versions of the program, its libraries and registers")
    st.caption(f"Corpus version {theme.plain(selection.version)}.")
