"""Some outlets beside each other: their volume over time, their tone, and what they write about, on one scale each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.measures import Options
from analysis.measures.outlet_shares import LARGEST
from analysis.measures.periods import Period
from analysis.noise import FEWEST
from analysis.slice import Slice
from dashboard import charts, components, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import copies_note, periods

MOST = len(theme.SERIES)  # outlets at once: one a colour
ROWS = 12  # topics or actors drawn; all of them are in the table


def render(selection: Selection, rows: pd.DataFrame) -> None:
    """Draw the section.

    Args:
        selection: What the page shows.
        rows: Rows of the measure ``outlets``.
    """
    there = rows["outlet"].dropna().tolist()
    if len(there) < 2:
        st.info(
            "It takes two outlets to compare. " + ("Only one is" if there else "None is") + " named in this selection.",
            icon=":material/compare_arrows:",
        )
        return
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    chosen = st.multiselect(  # in the full width, so that the names of several can be read
        "Compare", list(selection.facets.outlets), key="compare", bind="query-params", max_selections=MOST, select_all=False, filter_mode="contains",
        placeholder=f"The {min(LARGEST, len(there))} largest", help=f"Up to {MOST} outlets. Empty: the largest of the selection.",
    )  # fmt: skip
    period = periods.choice(totals) if totals.first else None
    outlets = [outlet for outlet in chosen if outlet in there] or there[:LARGEST]
    gone = [outlet for outlet in chosen if outlet not in there]
    if gone:
        st.caption(f"Not in this selection: {theme.plain(', '.join(gone))}.")
    compared = rows[rows["outlet"].isin(outlets)]
    copies_note.draw(selection, int(compared["copies"].sum()), int(compared["articles"].sum()), "one-per-group-and-outlet")
    if period:
        left, right = st.columns([3, 2])
        with left:
            components.chart_card(selection, _volumes(selection, outlets, period))
        with right:
            components.chart_card(selection, _tones(selection, rows, outlets))
    else:
        st.caption("None of these articles has a date, so there is nothing over time.")
        components.chart_card(selection, _tones(selection, rows, outlets))
    left, right = st.columns(2)
    with left:
        components.chart_card(selection, _topics(selection, outlets))
    with right:
        components.chart_card(selection, _actors(selection, outlets))


def colours(selection: Selection, outlets: Sequence[str]) -> dict[str, str]:
    """Return a colour for each outlet: its own by its place in the whole corpus, else one that is free."""
    return charts.topics.side_by_side(outlets, charts.topics.colours(selection.facets.outlets))


def _volumes(selection: Selection, outlets: Sequence[str], period: Period) -> Card:
    options = Options(period=period, group="outlet", series=tuple(outlets))
    rows = loading.rows(selection.folder, selection.version, "coverage", selection.slice_, options)

    def behind(key: str) -> tuple[str, Slice]:
        day, _, outlet = key.partition("|")
        when, slice_ = periods.within(selection.slice_, period, day)
        return f"{outlet}, {when}", replace(slice_, outlets=(outlet,))

    return Card(
        key="volumes",
        title="Volume over time",
        measured=f"Articles by {period}; {selection.words}; n = {theme.counted(int(rows['articles'].sum()), 'dated article')}",
        reading="All strips have one scale. Beside each name, its dated articles. Click a bar for its articles.",
        figure=charts.outlets_compared.volumes(rows, period=period, colour=colours(selection, outlets), outlets=outlets),
        alt=f"Small bar charts, one an outlet, of articles by {period}: {', '.join(outlets)}.",
        rows=rows, measure="coverage", options=options, behind=behind,
    )  # fmt: skip


def _tones(selection: Selection, rows: pd.DataFrame, outlets: Sequence[str]) -> Card:
    drawn = rows.set_index("outlet", drop=False).reindex(list(outlets)).reset_index(drop=True)
    return Card(
        key="tones",
        title="Tone of each",
        measured=f"Mean sentiment of an outlet’s articles (scored articles); {selection.words}; "
        f"n = {theme.counted(int(drawn['scored'].fillna(0).sum()), 'scored article')}",
        reading="Right of the line is positive, left negative; the bar through a dot is the 95 % interval. Where two overlap widely, the difference may be "
        "chance. Click a dot for its articles.",
        figure=charts.outlets_compared.tones(drawn, colour=colours(selection, outlets)),
        alt=f"Dot chart of the mean sentiment of {', '.join(outlets)} with its interval.",
        rows=rows, measure="outlets", behind=lambda outlet: (outlet, replace(selection.slice_, outlets=(outlet,))),
    )  # fmt: skip


def _topics(selection: Selection, outlets: Sequence[str]) -> Card:
    options = Options(series=tuple(outlets))
    rows = loading.rows(selection.folder, selection.version, "outlet-topics", selection.slice_, options)

    def behind(key: str) -> tuple[str, Slice | frozenset[str]]:
        topic_id, _, outlet = key.partition("|")
        of = replace(selection.slice_, outlets=(outlet,))
        return f"{outlet}, {selection.names.get(topic_id, topic_id)}", loading.articles_about(
            selection.folder, selection.version, of, topic_id
        )

    return Card(
        key="outlet-topics",
        title=_title(rows, "topic_id", "topic"),
        measured=f"Share of an outlet’s articles in English that are about a topic; {selection.words}; {_n(rows)}",
        reading=_reading(rows, "topic_id", "topic"),
        figure=charts.outlets_compared.dots(rows, key="topic_id", colour=colours(selection, outlets), rows=ROWS),
        alt=f"Dot chart of the shares of topics in the articles of {', '.join(outlets)}.",
        rows=rows, measure="outlet-topics", options=options, behind=behind,
    )  # fmt: skip


def _actors(selection: Selection, outlets: Sequence[str]) -> Card:
    options = Options(series=tuple(outlets))
    rows = loading.rows(selection.folder, selection.version, "outlet-actors", selection.slice_, options)
    names = dict(zip(rows["actor_id"], rows["name"], strict=True))

    def behind(key: str) -> tuple[str, Slice | frozenset[str]]:
        actor_id, _, outlet = key.partition("|")
        of = replace(selection.slice_, outlets=(outlet,))
        return f"{outlet}, {names.get(actor_id, actor_id)}", loading.articles_naming(selection.folder, selection.version, of, actor_id)

    return Card(
        key="outlet-actors",
        title=_title(rows, "actor_id", "actor"),
        measured=f"Share of an outlet’s articles in English that mention an actor; {selection.words}; {_n(rows)}",
        reading=_reading(rows, "actor_id", "actor"),
        figure=charts.outlets_compared.dots(rows, key="actor_id", colour=colours(selection, outlets), rows=ROWS),
        alt=f"Dot chart of the shares of actors in the articles of {', '.join(outlets)}.",
        rows=rows, measure="outlet-actors", options=options, behind=behind,
    )  # fmt: skip


def _title(rows: pd.DataFrame, key: str, one: str) -> str:
    """Return what was found: how many topics or actors differ beyond noise and which most, else that none does, in Markdown."""
    once = rows.drop_duplicates(key)
    beyond = once[once["exceeds"]]
    if once.empty:
        return f"Too few articles to compare {one}s"
    if beyond.empty:
        return f"No {one} differs beyond noise"
    differ = "differs" if len(beyond) == 1 else "differ"
    most = theme.plain(beyond["name"].iloc[0])
    return f"{theme.count(len(beyond))} of {theme.counted(len(once), one)} {differ} beyond noise{f': {most}' if len(beyond) == 1 else f', {most} most'}"


def _reading(rows: pd.DataFrame, key: str, one: str) -> str:
    once = rows.drop_duplicates(key)
    beyond = int(once["exceeds"].sum())
    drawn = f" The {ROWS} that differ most; all are in the table." if len(once) > ROWS else ""
    return (
        f"A row is {'an' if one == 'actor' else 'a'} {one}, a dot an outlet. Filled: some two outlets differ by more than noise explains "
        f"({theme.count(beyond)} of {theme.counted(len(once), one)} with at least {FEWEST} articles); hollow: within noise.{drawn} Click a dot for its articles."
    )


def _n(rows: pd.DataFrame) -> str:
    once = rows.drop_duplicates("outlet")
    return "n = " + (", ".join(f"{theme.count(row['total'])} {row['outlet']}" for row in once.to_dict("records")) or "0")
