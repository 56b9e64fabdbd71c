"""The building blocks of every page: the chart card, the list of articles, the page's head and its empty state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.errors import DatelineError
from analysis.measures import PLAIN, Options, by_name
from analysis.measures.spans import STEPS
from analysis.slice import Slice
from analysis.tables import ARTICLES
from dashboard import behind, chips, downloads, drawn, links, loading, screen, theme
from dashboard.charts.base import LINK
from dashboard.charts.event_marks import mark_events
from dashboard.downloads import rows_download as rows_download
from dashboard.downloads import table_download as table_download
from dashboard.empty import nothing_left as nothing_left
from dashboard.report import ChartBlock, TableBlock
from dashboard.selection import Selection

_PLOTLY = {"displayModeBar": False, "responsive": True}
PICTURES = ("png", "svg")  # made in the browser, by page.js
TABLE_HEIGHT = 320  # pixels; longer tables scroll
HEAD_HEIGHT, ROW_HEIGHT = 38, 35  # pixels of a table
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
        marks: Whether the analyst's event marks are drawn, where the rows are over time.
        opens: Slug of the page that a name in the chart leads to: a point whose key begins with ``LINK`` and goes on with an id.
        about: Name of the actor, topic or outlet that the page is about; part of the names of the card's files.
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
    opens: str = ""
    marks: bool = True
    about: str = ""


def chart_card(selection: Selection, card: Card) -> None:
    """Draw a chart card: title, measure, chart, how to read it, the rows behind it, and the downloads. The card's figure is taken over."""
    reading = card.reading + _left_out(selection, card) + _mark(selection, card)
    name = downloads.file_name(selection, card.key, card.about)
    card.figure.update_layout(meta={"source": _source(selection), "name": name})  # for page.js
    if card.behind:
        card.figure.update_layout(selectdirection=_box(card.figure))  # page.js draws the box
    drawn.keep(card.key, lambda: _block(selection, card, reading))
    with st.container(border=True, key=f"card-{card.key}", height="stretch"):
        _draw(selection, card, reading)


@st.fragment
def _draw(selection: Selection, card: Card, reading: str) -> None:
    st.markdown(f"#### {card.title}")
    st.caption(theme.sentence(card.measured))
    with st.grid(1, min_column_width=card.least_width, wrap=False) if card.least_width else st.container():
        _chart(card)
    st.caption(theme.sentence(reading))
    _behind(selection, card)
    _downloads(selection, card)


def _mark(selection: Selection, card: Card) -> str:
    """Draw the analyst's event marks where the chart is over time; return a sentence that names them, a space before it."""
    if not (card.marks and "period" in card.rows and len(card.rows)):
        return ""
    try:
        events = loading.corpus(selection.folder).events
    except DatelineError:  # said where they are edited
        return ""
    first, last = card.rows["period"].min(), card.rows["period"].max()
    return mark_events(card.figure, events, first.date(), (last + STEPS[card.options.period] - timedelta(days=1)).date())


def _source(selection: Selection) -> str:
    """Return what a picture of a chart says of the articles it is made from."""
    facets = selection.facets
    return selection.name + (f", articles of {theme.day(facets.first)} to {theme.day(facets.last)}" if facets.first else "")


def _block(selection: Selection, card: Card, reading: str) -> ChartBlock:
    """Return a card as it stands in the page's file."""
    columns = {name: by_name(card.measure).columns[name] for name in card.rows.columns}
    return ChartBlock(
        title=card.title, measured=card.measured, reading=reading, figure=card.figure, alt=card.alt, rows=card.rows, columns=columns,
        recipe=downloads.recipe(selection, card.measure, columns, options=card.options, limits=card.limits),
        file_name=downloads.file_name(selection, card.key, card.about), least_width=card.least_width,
    )  # fmt: skip


def _chart(card: Card) -> None:
    """Draw the chart; a click on a point, or a box over several, is noted in the address."""
    key = f"chart-{card.key}"

    def chosen() -> None:
        points = st.session_state[key]["selection"]["points"]
        keys = [str(point["customdata"][-1]) for point in points if point.get("customdata")]
        things = [point for point in keys if not point.startswith(LINK)]
        if card.opens and len(keys) == 1 and not things:
            links.link_to(card.opens, open_=keys[0].removeprefix(LINK))
        links.choose_points(card.key, list(dict.fromkeys(things)))

    modes: tuple[Literal["points", "box"], ...] = ("points", "box") if card.behind else ("points",)
    st.plotly_chart(
        card.figure,
        key=key,
        config=_PLOTLY,
        alt=card.alt,
        on_select=chosen if card.behind or card.panel else "ignore",
        selection_mode=modes,
    )


def _box(figure: go.Figure) -> Literal["h", "v", "d"]:
    """Return how a box is drawn: over columns of time, over rows of things, or freely over cells."""
    if any(trace.type == "heatmap" for trace in figure.data):
        return "d"
    rows = any((trace.type == "bar" and trace.orientation == "h") or _texts(trace.y) for trace in figure.data)
    return "v" if rows else "h"


def _texts(values: object) -> bool:
    return values is not None and len(values) > 0 and isinstance(values[0], str)  # type: ignore[arg-type, index]  # plotly has no types


def _left_out(selection: Selection, card: Card) -> str:
    """Return how many articles a chart leaves out because of their language, and what they lack."""
    lack = by_name(card.measure).lack
    if lack is None:
        return ""
    return theme.not_english(loading.totals(selection.folder, selection.version, selection.slice_).not_scored, lack)


def list_height(rows: int, most: int) -> int | Literal["content"]:
    """Return the height of a list: that of its rows, or so many pixels at most; "content" leaves no empty row where the list is wider than the page."""
    return "content" if HEAD_HEIGHT + ROW_HEIGHT * rows <= most else most


def article_table(frame: pd.DataFrame, *, key: str, height: int | Literal["auto", "content"] = "auto") -> None:
    """Draw a list of articles; choosing one opens it, choosing its outlet opens the outlet's page."""
    shown = frame[["published_at", "outlet", "title", "sentiment", "words", "copies"]]

    def opened() -> None:
        cell = links.chosen_cell(key)
        over = links.opened("articles") and (links.current() != "articles" or screen.narrow())
        if cell is None or over:  # below a dialog nobody clicks: a table that gets the keyboard back chooses its first cell
            return
        row, column = cell
        outlet = frame["outlet"].iloc[row]
        if column == "outlet" and isinstance(outlet, str):
            links.link_to("outlets", open_=outlet)
        else:
            links.link_to("articles", open_=str(frame["article_id"].iloc[row]))

    meanings = {column.name: column.meaning for column in ARTICLES.columns} | {
        "copies": "Other articles of this selection with nearly the same text"
    }
    drawn.keep(key, lambda: TableBlock(title="Articles", rows=shown, columns={name: meanings[name] for name in shown.columns}))
    phone = screen.narrow()  # there the title comes first, and what is beside it is one swipe away
    st.dataframe(
        shown, key=key, hide_index=True, on_select=opened, selection_mode="single-cell", height=height, placeholder="", alt="List of articles",
        column_order=["title", "published_at", "sentiment", "outlet"] if phone else None,
        column_config={
            "published_at": st.column_config.DateColumn("Date", format="D MMM YYYY", width=90),
            "outlet": st.column_config.TextColumn("Outlet", width=130),
            "title": st.column_config.TextColumn("Title", width=240 if phone else "large"),
            "sentiment": st.column_config.NumberColumn("Sentiment", format="%+.2f", width=85, help="Mean over the article's sentences, −1 to +1"),
            "words": st.column_config.NumberColumn("Words", format="localized", width=70),
            "copies": st.column_config.NumberColumn("Copies", width=70, help="Other articles of this selection with nearly the same text"),
        },
    )  # fmt: skip


def page_head(selection: Selection, question: str, answer: str, *, filtered: bool = True) -> None:
    """Draw the page's question, the sentence that answers it, and what is filtered.

    Args:
        selection: What the page shows.
        question: In Markdown.
        answer: In Markdown.
        filtered: Whether the filters count on this page.
    """
    file = drawn.begin(selection, question, answer)

    def page_file() -> None:
        st.download_button(
            "Page as HTML", data=file, file_name=f"{downloads.file_name(selection, question)}.html", mime="text/html", key="page-html",
            on_click="ignore", type="tertiary", icon=":material/download:", width="content",
            help="All that this page shows, as one file that opens without Dateline",
        )  # fmt: skip

    beside = filtered and not screen.narrow()  # on a phone the title has the line to itself
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.title(question, anchor=False, width="stretch")
        if beside:
            page_file()
    st.markdown(answer)
    if filtered:
        chips.row(selection, last=None if beside else page_file)


def _behind(selection: Selection, card: Card) -> None:
    """Draw what is behind the chosen points: their articles, or the card's own panel."""
    drawn_keys = {str(data[-1]) for trace in card.figure.data if trace.customdata is not None for data in trace.customdata}
    keys = [key for key in links.chosen_points(card.key) if key in drawn_keys]  # an address may ask for anything
    if not keys:
        return
    if card.panel:
        card.panel(keys[0])
    found = [one for key in keys if (one := card.behind(key))] if card.behind else []
    if not found:
        return
    what = found[0][0] if len(found) == 1 else f"{theme.counted(len(found), 'point')}, {found[0][0]} to {found[-1][0]}"
    only = frozenset().union(*(_ids(selection, which) for _, which in found))
    articles = loading.article_list(selection.folder, selection.version, selection.slice_, only)
    more = f", the latest {LISTED} listed" if len(articles) > LISTED else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{theme.counted(len(articles), 'article')}** behind {theme.plain(what)}{more}. Choose one to read it.", width="stretch"
        )
        narrowed = behind.as_filters(selection, [which for _, which in found], only)
        if narrowed:
            st.button(
                "Only these", key=f"only-{card.key}", type="tertiary", icon=":material/filter_alt:", on_click=behind.keep_only,
                args=(card.key, narrowed), help="Set the filters to these articles, on all pages",
            )  # fmt: skip
        st.button(
            "Close", key=f"close-{card.key}", type="tertiary", icon=":material/close:", on_click=links.choose_points, args=(card.key, [])
        )
    about = behind.in_short(selection, frozenset(articles["article_id"]))
    if about:
        st.caption(about)
    article_table(articles.head(LISTED), key=f"behind-{card.key}", height=min(38 + 35 * len(articles), 320))


def _ids(selection: Selection, which: Slice | frozenset[str]) -> frozenset[str]:
    return loading.article_ids(selection.folder, selection.version, which) if isinstance(which, Slice) else which


def _downloads(selection: Selection, card: Card) -> None:
    measure = by_name(card.measure)
    columns = {name: measure.columns[name] for name in card.rows.columns}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        open_ = st.toggle("Table", key=f"table-{card.key}")
        rows_download(
            selection, card.measure, lambda: card.rows, columns, key=card.key, options=card.options, limits=card.limits, about=card.about,
            more=lambda: _pictures(card.key),
        )  # fmt: skip
        if card.more:
            card.more()
    if open_:
        _rows_behind(card, columns)


def _pictures(key: str) -> None:
    for kind in PICTURES:
        st.button(kind.upper(), key=f"{kind}-{key}", type="tertiary", icon=":material/image:")


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
