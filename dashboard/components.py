"""The building blocks of every page: the chart card, the list of articles, the page's head and its empty state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import export, tables
from analysis.measures import PLAIN, Options, by_name
from analysis.slice import Slice
from dashboard import links, loading, theme
from dashboard.selection import Selection

_PLOTLY = {"displayModeBar": False, "responsive": True}
TABLE_HEIGHT = 320  # pixels; longer tables scroll
LISTED = 200  # articles behind a chart that are listed in place; all of them are one click away


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a chart card says and shows.

    Attributes:
        key: Unique on its page; part of widget keys and of the download's file name.
        title: The measure, or the finding where the numbers bear it out.
        measured: What is shown, of which slice, with n.
        reading: One line on how to read the chart.
        figure: The chart.
        alt: What the chart shows, for those who do not see it.
        rows: The rows behind it: exactly what the download holds.
        measure: Name of the measure that made the rows.
        options: What the measure was asked for.
        behind: From the key of a chosen point (the last of its customdata) to its name and the articles behind it: their slice, or their ids
            within the selection.
        panel: From that key to what is drawn below the chart, in the place of a list of articles.
        limits: What of the measure's rows is kept, such as "only persons"; for the recipe.
        more: Draws further downloads.
        least_width: Pixels below which the chart scrolls sideways instead of being squeezed; 0 for a chart that fits everywhere.
    """

    key: str
    title: str
    measured: str
    reading: str
    figure: go.Figure
    alt: str
    rows: pd.DataFrame
    measure: str
    options: Options = PLAIN
    behind: Callable[[str], tuple[str, Slice | frozenset[str]] | None] | None = None
    panel: Callable[[str], None] | None = None
    limits: str = ""
    more: Callable[[], None] | None = None
    least_width: int = 0


@st.fragment
def chart_card(selection: Selection, card: Card) -> None:
    """Draw a chart card: title, measure, chart, how to read it, the rows behind it, and the downloads."""
    with st.container(border=True, key=f"card-{card.key}"):
        st.markdown(f"#### {card.title}")
        st.caption(theme.plain(card.measured))
        with st.grid(1, min_column_width=card.least_width, wrap=False) if card.least_width else st.container():
            event = st.plotly_chart(
                card.figure, key=f"chart-{card.key}", config=_PLOTLY, alt=card.alt,
                on_select="rerun" if card.behind or card.panel else "ignore", selection_mode="points",
            )  # fmt: skip
        st.caption(theme.plain(card.reading + _left_out(selection, card)))
        _behind(selection, card, event)
        _downloads(selection, card)


def _left_out(selection: Selection, card: Card) -> str:
    """Return how many articles a chart leaves out because of their language, and what they lack."""
    lack = by_name(card.measure).lack
    if lack is None:
        return ""
    return theme.not_english(loading.totals(selection.folder, selection.version, selection.slice_).not_scored, lack)


def article_table(frame: pd.DataFrame, *, key: str, height: int | Literal["auto"] = "auto") -> None:
    """Draw a list of articles; choosing one opens it in the Articles page."""
    shown = frame[["published_at", "outlet", "title", "sentiment", "words", "copies"]]

    def opened() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            links.link_to("articles", open_=str(frame["article_id"].iloc[cells[0][0]]))

    st.dataframe(
        shown, key=key, hide_index=True, on_select=opened, selection_mode="single-cell", height=height, placeholder="", alt="List of articles",
        column_config={
            "published_at": st.column_config.DateColumn("Date", format="D MMM YYYY", width=90),
            "outlet": st.column_config.TextColumn("Outlet", width=130),
            "title": st.column_config.TextColumn("Title", width="large"),
            "sentiment": st.column_config.NumberColumn("Sentiment", format="%+.2f", width=85, help="Mean over the article's sentences, −1 to +1"),
            "words": st.column_config.NumberColumn("Words", format="localized", width=70),
            "copies": st.column_config.NumberColumn("Copies", width=70, help="Other articles of this selection with nearly the same text"),
        },
    )  # fmt: skip


def page_head(question: str, answer: str) -> None:
    """Draw the page's question and the sentence that answers it."""
    st.title(question, anchor=False)
    st.markdown(answer)


def nothing_left(selection: Selection) -> bool:
    """Say so when no article passes the filters, and name what to relax; returns whether that is so."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    if totals.articles:
        return False
    if not totals.corpus_articles:
        st.info("There are no articles here yet. Add some on the Data page.", icon=":material/upload_file:")
        st.button("Add articles", icon=":material/upload_file:", on_click=links.link_to, args=("data",))
        return True
    st.info(f"No article passes the filters: {theme.plain(selection.words)}.", icon=":material/filter_alt_off:")
    st.markdown("\n".join(f"- without {theme.plain(what)}: {theme.counted(count, 'article')}" for what, count in _without_each(selection)))
    return True


def _without_each(selection: Selection) -> list[tuple[str, int]]:
    """Return for each filter that is on how many articles would pass if it alone were off, the most first."""
    slice_ = selection.slice_
    off = {
        "the dates": replace(slice_, start=None, end=None),
        "the outlets": replace(slice_, outlets=()),
        "the topics": replace(slice_, topics=()),
        "the actors": replace(slice_, actors=()),
        f"the words {slice_.query}": replace(slice_, query=None),
    }
    found = [(what, loading.totals(selection.folder, selection.version, other).articles) for what, other in off.items() if other != slice_]
    return sorted(found, key=lambda pair: -pair[1])


def _behind(selection: Selection, card: Card, event: object) -> None:
    """Draw what is behind the point that was clicked: the articles, or the card's own panel."""
    points = event["selection"]["points"] if isinstance(event, dict) else []
    key = str(points[0]["customdata"][-1]) if points else None
    if key is not None and card.panel:
        card.panel(key)
    found = card.behind(key) if key is not None and card.behind else None
    if found is None:
        return
    what, which = found
    articles = loading.article_list(selection.folder, selection.version, which if isinstance(which, Slice) else selection.slice_)
    if not isinstance(which, Slice):
        articles = articles[articles["article_id"].isin(which)]
    more = f", the latest {LISTED} listed" if len(articles) > LISTED else ""
    st.markdown(f"**{theme.counted(len(articles), 'article')}** behind {theme.plain(what)}{more}. Choose one to read it.")
    article_table(articles.head(LISTED), key=f"behind-{card.key}", height=min(38 + 35 * len(articles), 320))


def _downloads(selection: Selection, card: Card) -> None:
    measure = by_name(card.measure)
    columns = {name: measure.columns[name] for name in card.rows.columns}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        open_ = st.toggle("Table", key=f"table-{card.key}")
        limits = measure.said(card.options) + (f", {card.limits}" if card.limits else "")
        rows_download(selection, card.measure, lambda: card.rows, columns, key=card.key, limits=limits)
        if card.more:
            card.more()
    if open_:
        _rows_behind(card, columns)


def rows_download(
    selection: Selection, measure: str, rows: Callable[[], pd.DataFrame], columns: Mapping[str, str], *, key: str, limits: str = ""
) -> None:
    """Offer rows of a measure as CSV with their recipe; they are made when they are asked for.

    Args:
        selection: What they are of.
        measure: Name of the measure.
        rows: Makes the rows.
        columns: Column name -> meaning.
        key: Unique on the page; part of the file's name.
        limits: What of the measure's rows they are, after its name, for the recipe.
    """
    name = f"{selection.name}-{key}".lower().replace(" ", "-")
    st.download_button(
        "Download CSV", data=lambda: export.to_bytes(rows(), "csv"), file_name=f"{name}.csv", mime="text/csv", key=f"csv-{key}",
        on_click="ignore", type="tertiary", icon=":material/download:",
    )  # fmt: skip
    _recipe_button(selection, f"measure {measure}{limits}", columns, name, key=f"recipe-{key}")


def _rows_behind(card: Card, columns: dict[str, str]) -> None:
    """Draw the rows of a chart, names and numbers before ids."""
    order = sorted(columns, key=lambda column: column.endswith("_id"))
    numbers = set(card.rows.select_dtypes("number").columns)
    st.dataframe(
        card.rows,
        hide_index=True,
        column_order=order,
        column_config={
            column: st.column_config.Column(help=meaning, width="small" if column in numbers else None)
            for column, meaning in columns.items()
        },
        height=min(38 + 35 * max(len(card.rows), 1), TABLE_HEIGHT),
        placeholder="",
        alt=f"Rows behind: {card.title}",
    )


def table_download(selection: Selection, table: str) -> None:
    """Offer a whole table of the slice as CSV: the same bytes as ``dateline export``."""
    columns = {column.name: column.meaning for column in tables.by_name(table).columns}
    name = f"{selection.name}-{table}".lower().replace(" ", "-")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Download CSV", data=lambda: export.to_bytes(loading.corpus(selection.folder).table(table, selection.slice_), "csv"),
            file_name=f"{name}.csv", mime="text/csv", key=f"csv-table-{table}", on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip
        _recipe_button(selection, f"table {table}", columns, name, key=f"recipe-table-{table}")


def _recipe_button(selection: Selection, what: str, columns: Mapping[str, str], name: str, *, key: str) -> None:
    st.download_button(
        "Recipe", data=lambda: export.recipe(loading.corpus(selection.folder), selection.slice_, what=what, columns=columns),
        file_name=f"{name}.csv.recipe.json", mime="application/json", key=key, on_click="ignore", type="tertiary", icon=":material/receipt_long:",
        help="How these numbers were made: slice, versions, registers, columns. Keep it beside the CSV.",
    )  # fmt: skip
