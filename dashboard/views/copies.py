"""Copies: which articles repeat each other, who had them first, who reprinted them how soon, and what was changed, word by word."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import export
from analysis.measures.copy_groups import COLUMNS
from dashboard import charts, components, links, loading, screen, theme
from dashboard.charts.copies import KEY
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import copy_group

PAIRS = 12  # pairs of outlets drawn; all of them are in the card's table
LISTED = 15  # groups listed before the list scrolls


def render(selection: Selection) -> None:
    """Draw the page: all groups, or the one that the address opens."""
    every = replace(selection, slice_=replace(selection.slice_, copies="all"))
    groups = loading.rows(every.folder, every.version, "copies", every.slice_)
    components.page_head(selection, "Who reprinted what?", _answer(every, groups))
    asked = links.opened("copies")
    if asked:
        copy_group.draw(every, asked)
        return
    if components.nothing_left(every):
        return
    if selection.slice_.copies != "all":
        st.caption("Everywhere else copies count once; here all of them are shown.")
    if groups.empty:
        st.info("No article of this selection repeats another one.", icon=":material/content_copy:")
        return
    st.caption("Two texts are copies when at least half of all their six-word runs stand in both.")
    reprints = loading.rows(every.folder, every.version, "reprints", every.slice_)
    if reprints.empty:
        _list(groups)
        _download(every, groups)
        return
    components.chart_card(every, _reprints(every, reprints))
    st.subheader(theme.counted(len(groups), "group"), anchor=False)
    st.caption("Choose one to see its texts side by side, its first outlet for the outlet’s page.")
    _list(groups)
    _download(every, groups)


def _answer(selection: Selection, groups: pd.DataFrame) -> str:
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    if not totals.articles:
        return "No article is in this selection."
    if groups.empty:
        return f"**0** of {theme.counted(totals.articles, 'article')} repeat another one."
    repeats = int((groups["articles"] - 1).sum())
    said = (
        f"**{theme.count(repeats)}** of {theme.counted(totals.articles, 'article')} "
        f"{'repeats' if repeats == 1 else 'repeat'} another one, in **{theme.counted(len(groups), 'group')}**"
    )
    several = groups[groups["outlets"] > 1]
    if several.empty:
        return f"{said}, each within one outlet."
    firsts = several["outlet"].value_counts()
    among = "" if len(several) == len(groups) else f", **{theme.count(len(several))}** of them with several outlets"
    if firsts.empty:
        return f"{said}{among}; the dates do not tell who was first."
    # Ties by name, so that the same corpus always says the same.
    outlet, most = min(firsts[firsts == firsts.max()].index), int(firsts.max())
    unknown = len(several) - int(firsts.sum())
    of = "all of them" if most == len(several) else f"{theme.count(most)} of them"
    untold = f"; in {theme.count(unknown)} the dates do not tell who was first" if unknown else ""
    return f"{said}{among}. **{theme.plain(outlet)}** had the text first in {of}{untold}."


def _reprints(selection: Selection, rows: pd.DataFrame) -> Card:
    articles = int(rows["articles"].sum())
    more = f" The {PAIRS} pairs with most articles; {theme.count(len(rows) - PAIRS)} more are in the table." if len(rows) > PAIRS else ""
    top = rows.iloc[0]
    return Card(
        key="reprints",
        title="Who reprinted whom",
        measured=f"Articles that repeat one another outlet had first, by pair of outlets; {selection.words}; n = {theme.counted(articles, 'article')}",
        reading="Above, who had a text first; below, who had it later. Click a bar for its articles, point at it for the share and how soon. "
        f"Left out: copies within one outlet, without a date, or whose first is not known.{more}",
        figure=charts.copies.pairs(rows, rows=PAIRS),
        alt=f"Bar chart of reprints by pair of outlets; most, {theme.count(top['articles'])}, by {top['outlet']} from {top['first_outlet']}.",
        rows=rows, measure="reprints", behind=lambda key: _behind(selection, key),
    )  # fmt: skip


def _behind(selection: Selection, key: str) -> tuple[str, frozenset[str]]:
    first, _, later = key.partition(KEY)
    rows = loading.reprinted(selection.folder, selection.version, selection.slice_)
    found = rows[(rows["first_outlet"] == first) & (rows["outlet"].fillna("") == later)]
    return f"{first} → {later or 'not named'}", frozenset(found["article_id"])


def _list(groups: pd.DataFrame) -> None:
    """Draw the list of groups; choosing one opens it, choosing its first outlet opens that outlet's page."""
    spans = [
        theme.later(first, last).removesuffix(" later") if not pd.isna(last) else ""
        for first, last in zip(groups["published_at"], groups["last_published_at"], strict=True)
    ]

    def opened() -> None:
        cells = st.session_state["copy-groups"]["selection"]["cells"]
        if not cells:
            return
        row, column = cells[0]
        outlet = groups["outlet"].iloc[row]
        if column == "outlet" and isinstance(outlet, str):
            links.link_to("outlets", open_=outlet)
        else:
            links.link_to("copies", open_=str(groups["copy_group"].iloc[row]))

    st.dataframe(
        groups.assign(span=spans)[["title", "articles", "outlet", "published_at", "span", "outlets"]],
        key="copy-groups", hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="", alt="Copy groups, the largest first",
        height="content" if len(groups) <= LISTED else 38 + 35 * LISTED,
        column_config={
            "articles": st.column_config.NumberColumn("Articles", format="localized", width=60),
            "outlets": st.column_config.NumberColumn("Outlets", format="localized", width=65),
            "title": st.column_config.TextColumn("Title of the first", width=210 if screen.narrow() else 400),
            "outlet": st.column_config.TextColumn("First outlet", width=115, help="Empty where the dates do not tell who was first"),
            "published_at": st.column_config.DateColumn("Date", format="D MMM YYYY", width=90),
            "span": st.column_config.TextColumn("To the last", width=95, help="Time from the first article to the last"),
        },
    )  # fmt: skip


def _download(selection: Selection, groups: pd.DataFrame) -> None:
    name = f"{selection.name}-copies".lower().replace(" ", "-")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Download CSV", data=lambda: export.to_bytes(groups, "csv"), file_name=f"{name}.csv", mime="text/csv", key="csv-copies",
            on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "Recipe", data=lambda: export.recipe(loading.corpus(selection.folder), selection.slice_, what="measure copies", columns=COLUMNS),
            file_name=f"{name}.csv.recipe.json", mime="application/json", key="recipe-copies", on_click="ignore", type="tertiary",
            icon=":material/receipt_long:", help="How these numbers were made: slice, versions, registers, columns. Keep it beside the CSV.",
        )  # fmt: skip
