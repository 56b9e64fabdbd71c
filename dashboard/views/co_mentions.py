"""Who is named together: the network of the surest ties, its pairs as a list, and the sentences behind each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import export
from analysis.measures import co_mentions as measure
from dashboard import charts, components, links, loading, theme
from dashboard.charts.network_layout import placed
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views.sentence_list import sentence_list

LISTED = 100  # pairs in the list; all of them are in the download
NARROWEST = 640  # pixels; below this the labels would lie on each other


def render(selection: Selection) -> None:
    """Draw the section."""
    within, types, least = _controls()
    rows = loading.pairs(selection.folder, selection.version, selection.slice_, within, types=types, least=least)
    if rows.empty:
        st.info(
            f"No two actors share {least} {within}s more often than by chance. Lower the number, or take more articles.",
            icon=":material/search_off:",
        )
        return
    components.chart_card(selection, _card(selection, rows, within, types, least))
    _list(selection, rows, within)


def _controls() -> tuple[measure.Within, tuple[str, ...], int]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        within = st.segmented_control(
            "Together in", ["sentence", "article"], default="sentence", required=True, key="within", bind="query-params",
            format_func=lambda unit: f"One {unit}",
        )  # fmt: skip
        least = st.selectbox(
            "At least", [2, 3, 5, 10, 20, 50], index=1, key="least", bind="query-params", format_func=lambda n: f"{n} times", width=120
        )
        types = st.pills(
            "Only",
            list(theme.TYPES_NAMED),
            selection_mode="multi",
            key="type",
            bind="query-params",
            format_func=lambda type_: theme.TYPES_NAMED[type_],
            width="stretch",
        )
    return "article" if within == "article" else "sentence", tuple(types), int(least)


def _card(selection: Selection, rows: pd.DataFrame, within: measure.Within, types: tuple[str, ...], least: int) -> Card:
    network = placed(rows)
    first = rows.iloc[0]
    limits = f"{' and '.join(theme.TYPES_NAMED[type_].lower() for type_ in types)}; " if types else ""
    drawn, all_pairs = len(network.edges), int(first["pairs"])
    which = f"The {theme.count(drawn)} surest of {theme.count(all_pairs)} pairs" if drawn < all_pairs else theme.counted(all_pairs, "pair")
    return Card(
        key="co-mentions",
        title=f"Surest together: {theme.plain(first['name'])} and {theme.plain(first['other_name'])}",
        measured=f"Named together in one {within}: {which[:1].lower()}{which[1:]} with at least {least} {within}s in common; "
        f"{limits}{selection.words}; n = {theme.counted(int(first['total']), within)} in English",
        reading="A line joins two actors that are named together more often than chance would have it; the thicker, the surer. "
        f"The larger an actor, the more {within}s name it. Click a dot on a line for what it stands for, an actor for its page.",
        figure=charts.network.figure(network, unit=within),
        alt=f"Network of actors that are named together; the surest tie is between {first['name']} and {first['other_name']}. The list below says the same.",
        rows=rows,
        measure="co-mentions" if within == "sentence" else "co-mentions-by-article",
        limits=f"at least {least} times" + (f", only {limits[:-2]}" if limits else ""),
        panel=lambda key: _behind(selection, rows, within, key),
        more=lambda: _graphml(selection, network.edges),
        least_width=NARROWEST,
        opens="actors",
    )


def _graphml(selection: Selection, edges: pd.DataFrame) -> None:
    st.download_button(
        "GraphML", data=lambda: export.to_graphml(edges), file_name=f"{selection.name}-co-mentions.graphml".lower().replace(" ", "-"),
        mime="application/graphml+xml", key="graphml", on_click="ignore", type="tertiary", icon=":material/hub:",
        help="The network as it is drawn, for Gephi, Cytoscape or networkx.",
    )  # fmt: skip


def _behind(selection: Selection, rows: pd.DataFrame, within: measure.Within, key: str) -> None:
    """Draw what a dot of the network stands for."""
    one, _, other = key.partition("|")
    found = rows[(rows["actor_id"] == one) & (rows["other_id"] == other)]
    if len(found):
        pair(selection, found.iloc[0], within, key="network")


def pair(selection: Selection, row: pd.Series, within: measure.Within, *, key: str) -> None:
    """Draw the evidence of a pair: its sentences, or its articles."""
    st.markdown(
        f"**{theme.plain(row['name'])} and {theme.plain(row['other_name'])}**: together in {theme.counted(int(row['together']), within)}, "
        f"{row['lift']:,.1f} times as often as by chance ({row['expected']:,.1f})."
    )
    if within == "sentence":
        sentence_list(selection, str(row["actor_id"]), beside=str(row["other_id"]), key=f"{key}-pair")
        return
    ids = loading.articles_naming(selection.folder, selection.version, selection.slice_, str(row["actor_id"]), str(row["other_id"]))
    listed = loading.article_list(selection.folder, selection.version, selection.slice_)
    listed = listed[listed["article_id"].isin(ids)]
    components.article_table(listed, key=f"{key}-pair-articles", height=components.list_height(len(listed), components.TABLE_HEIGHT))


@st.fragment
def _list(selection: Selection, rows: pd.DataFrame, within: measure.Within) -> None:
    """Draw the pairs as a list; choosing one shows what is behind it."""
    shown = rows.head(LISTED)
    st.subheader(theme.counted(int(rows["pairs"].iloc[0]), "pair"), anchor=False)
    st.caption(
        f"The surest first. Choose a name for its page, a number for the {within}s of the pair."
        + (f" {LISTED} are listed, the {theme.count(len(rows))} surest are in the download above." if len(rows) > LISTED else "")
    )
    event = pair_table(shown, within, key="pair-list")
    if event is not None:
        pair(selection, shown.iloc[event], within, key="listed")


def pair_table(rows: pd.DataFrame, within: measure.Within, *, key: str, first: bool = True) -> int | None:
    """Draw pairs as a table: a name opens its page. Return the number of the row of which a number is chosen.

    Args:
        rows: Rows of the measure ``co-mentions``.
        within: What the pairs share.
        key: Unique on the page.
        first: Whether the first actor is shown; it is the same in all rows of one actor's page.
    """
    ids = {"name": "actor_id", "other_name": "other_id"}

    def opened() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells and cells[0][1] in ids:
            links.chosen_cell(key)  # the list of the actor's own page has the same key
            links.link_to("actors", open_=str(rows[ids[cells[0][1]]].iloc[cells[0][0]]))

    event = st.dataframe(
        rows.assign(lift=rows["lift"].round(1), strength=rows["strength"].round())[
            [*(["name"] if first else []), "other_name", "together", "lift", "expected", "strength"]
        ],
        key=key, hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="",
        height=components.list_height(len(rows), components.TABLE_HEIGHT), alt="Actors that are named together",
        column_config={
            "name": st.column_config.TextColumn("Actor", width=135),
            "other_name": st.column_config.TextColumn("Named with" if first else "Actor", width=135 if first else 115),
            "together": st.column_config.NumberColumn("Together", format="localized", width=70, help=f"{within.capitalize()}s that name both"),
            "expected": st.column_config.NumberColumn("By chance", format="%.2f", width=72, help="How many would name both by chance"),
            "lift": st.column_config.NumberColumn("Times", format="localized", width=58, help="How many times as often as by chance"),
            "strength": st.column_config.NumberColumn(
                "How sure", format="localized", width=70, help="Log-likelihood ratio G²: how surely it is more than chance; above 11, one chance in a thousand"
            ),
        },
    )  # fmt: skip
    cells = event["selection"]["cells"]
    return int(cells[0][0]) if cells and cells[0][1] not in ids and cells[0][0] < len(rows) else None
