"""One actor: attention over time and by outlet, the sentiment of its sentences, topics and actors beside it, its names, its sentences."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.corrections import current_id
from analysis.measures import Options, by_name
from analysis.measures import actors as measure
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import charts, components, links, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import actor_dialogs, co_mentions, periods
from dashboard.views.sentence_list import sentence_list

OUTLETS = 6
BARS = 10
BESIDE = 50  # actors beside one in the list


def render(selection: Selection, asked: str) -> None:
    """Draw the page of an actor, or of the one it was merged into."""
    actor_id = current_id(loading.corpus(selection.folder).corrections, asked)
    everywhere = loading.actor(selection.folder, selection.version, actor_id)
    st.button("All actors", icon=":material/arrow_back:", type="tertiary", on_click=links.link_to, args=("actors",))
    if everywhere is None:
        components.page_head(
            selection,
            "Who is this?",
            f"No actor {theme.plain(asked)} is named in this corpus. It may be hidden, or the address is from another corpus.",
        )
        return
    # The page is about one actor: a filter by actors would ask for two things at once.
    here = replace(selection, slice_=replace(selection.slice_, actors=(actor_id,)))
    rows = loading.actor_row(here.folder, here.version, replace(selection.slice_, actors=()), actor_id)
    components.page_head(selection, theme.plain(everywhere.name), _answer(rows))
    st.markdown(_known(everywhere))
    actor_dialogs.buttons(here, everywhere)
    if selection.slice_.actors:
        st.caption("The filter by actors does not count on this page.")
    if rows.empty:
        st.info(f"Not named in this selection: {theme.plain(_words(selection))}.", icon=":material/filter_alt_off:")
        return
    totals = loading.totals(here.folder, here.version, here.slice_)
    if totals.first:
        period = periods.choice(totals)
        components.chart_card(here, _attention(here, period))
        if totals.outlets:
            components.chart_card(here, _by_outlet(here, period, totals.outlets))
        _side_by_side(here, [_sentiment(here, period), _toward(here, period)])
    else:
        st.caption("None of these articles has a date, so there is nothing over time.")
    beside, topics = st.columns(2)
    with beside:
        _beside(here)
    with topics:
        components.chart_card(here, _topics(here))
    _names(here, everywhere)
    st.subheader("Sentences", anchor=False)
    sentence_list(here, actor_id, key="sentences-of")


def _answer(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Not named in this selection."
    row = rows.iloc[0]
    return (
        f"Named in **{theme.count(row['articles'])}** of {theme.counted(row['total'], 'article')} in English ({theme.share(row['share'])}), "
        f"**{theme.counted(row['mentions'], 'mention')}** in all. The {theme.counted(row['sentences'], 'sentence')} that name the actor "
        f"are {theme.tone(row['sentiment'])} on average ({theme.signed(row['sentiment'])}); "
        f"the tone toward the actor is {theme.tone(row['toward'])} ({theme.signed(row['toward'])})."
    )  # fmt: skip


def _known(actor: loading.KnownActor) -> str:
    entry = measure.registered(actor.actor_id)
    parts = [theme.TYPE_NAMES.get(actor.type, actor.type)]
    if entry:
        country = measure.country_name(entry.country) if entry.country else actor.name
        parts += [country] if country != actor.name else []
        parts += [entry.role + _dates(entry.valid_from, entry.valid_to)] if entry.role else []
    where = {"found": "found in the text, not in the register", "own": "added by you"}.get(
        actor.actor_id.partition(":")[0], "in the register"
    )
    return " · ".join(theme.plain(part) for part in [*parts, where]) + f"  :small[`{actor.actor_id}`]"


def _dates(first: str | None, last: str | None) -> str:
    if not (first or last):
        return ""
    years = [day[:4] if day else "" for day in (first, last)]
    return f" ({years[0]}–{years[1]})" if all(years) else f" (from {years[0]})" if years[0] else f" (to {years[1]})"


def _words(selection: Selection) -> str:
    """Return the slice in words, but for the actor: the whole page is about it."""
    return replace(selection, slice_=replace(selection.slice_, actors=())).words


def _side_by_side(selection: Selection, cards: list[Card]) -> None:
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        with column:
            components.chart_card(selection, card)


def _attention(selection: Selection, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "coverage", selection.slice_, Options(period=period, group="actor"))
    articles = int(rows["articles"].sum())
    solid = rows[rows["total"] >= theme.THIN]
    best = (solid if len(solid) else rows).sort_values(["share", "period"], ascending=[False, True]).iloc[0]
    most = f"{theme.share(best['share'])} ({theme.count(best['articles'])} of {theme.count(best['total'])}), {theme.period(best['period'], period)}"
    return Card(
        key="attention",
        title="Attention over time",
        measured=f"Share of articles in English that mention the actor, by {period}; {_words(selection)}; n = {theme.counted(articles, 'dated article')}",
        reading=f"A bar is the share of all articles in English then; the highest, {most}. "
        f"Periods of fewer than {theme.THIN} articles are faint. Click a bar for its articles.",
        figure=charts.actors.attention(rows, period=period),
        alt=f"Bar chart of the share of articles that mention the actor by {period}; the highest, {most}.",
        rows=rows, measure="coverage", options=Options(period=period, group="actor"), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _by_outlet(selection: Selection, period: Period, outlets: int) -> Card:
    rows = loading.rows(selection.folder, selection.version, "coverage", selection.slice_, Options(period=period, group="outlet"))
    listed = rows["group_id"].nunique()
    shown = min(listed, OUTLETS)

    def behind(key: str) -> tuple[str, Slice] | None:
        day, _, outlet = key.partition("|")
        when, slice_ = periods.within(selection.slice_, period, day)
        return f"{outlet}, {when}", replace(slice_, outlets=(outlet,))

    return Card(
        key="by-outlet",
        title="Attention by outlet",
        measured=f"Share of an outlet’s articles that mention the actor, by {period}; {_words(selection)}; {theme.counted(shown, 'outlet')}",
        reading="All strips have one scale. Beside each name, the articles that mention the actor of all the outlet’s dated articles."
        + (f" The {shown} of {outlets} outlets with most articles on the actor; {listed} are in the table." if outlets > shown else "")
        + " Click a bar for its articles.",
        figure=charts.actors.by_outlet(rows, period=period, outlets=OUTLETS),
        alt="Small bar charts, one an outlet, of the share of its articles that mention the actor.",
        rows=rows, measure="coverage", options=Options(period=period, group="outlet"), behind=behind,
    )  # fmt: skip


def _sentiment(selection: Selection, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "actor-sentiment", selection.slice_, Options(period=period))
    return Card(
        key="actor-sentiment",
        title="Sentiment of the sentences",
        measured=f"Mean sentiment of the sentences that name the actor, by {period}; {_words(selection)}; n = {theme.counted(int(rows['sentences'].sum()), 'sentence')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {charts.actors.THIN} sentences are faint.",
        figure=charts.actors.sentiment(rows, period=period, kind="sentiment"),
        alt=f"Line chart of the mean sentiment of the sentences that name the actor by {period}.",
        rows=rows, measure="actor-sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _toward(selection: Selection, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "actor-sentiment", selection.slice_, Options(period=period))
    return Card(
        key="actor-toward",
        title="Tone toward the actor",
        measured=f"Mean sentiment toward the actor, by {period}; {_words(selection)}; n = {theme.counted(int(rows['mentions'].sum()), 'mention')}",
        reading="What a sentence says of the actor, whatever else it tells: of a rescue in a disaster, that the rescuers did well. "
        f"Dots of fewer than {charts.actors.THIN} mentions are faint.",
        figure=charts.actors.sentiment(rows, period=period, kind="toward"),
        alt=f"Line chart of the mean sentiment toward the actor by {period}.",
        rows=rows, measure="actor-sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _topics(selection: Selection) -> Card:
    rows = loading.rows(selection.folder, selection.version, "topics", selection.slice_)
    broad = rows[rows["level"] == "broad"]
    return Card(
        key="actor-topics",
        title="Topics of the same articles",
        measured=f"Share of the articles that mention the actor (articles); {_words(selection)}",
        reading="The broad topics; the finer ones are in the table. An article may have several. Click a bar for its articles.",
        figure=charts.ranking.leading(broad, key="topic_id", rows=BARS),
        alt=f"Bar chart of the topics of the articles that mention the actor: {', '.join(broad['name'].head(3))}.",
        rows=rows, measure="topics", behind=lambda key: (selection.names.get(key, key), replace(selection.slice_, topics=(key,))),
    )  # fmt: skip


@st.fragment
def _beside(selection: Selection) -> None:
    """Draw the actors that share sentences with this one more often than by chance; choosing one shows the sentences."""
    everyone = replace(selection, slice_=replace(selection.slice_, actors=()))
    with st.container(border=True, key="card-beside"):
        st.markdown("#### Actors in the same sentences")
        rows = loading.rows(selection.folder, selection.version, "actor-company", selection.slice_)
        if rows.empty:
            st.caption("No actor shares three sentences with it more often than by chance.")
            return
        st.caption(
            f"Sentences that name both; {theme.plain(_words(selection))}; {theme.counted(len(rows), 'actor')} more often than by chance, the surest first"
        )
        chosen = co_mentions.pair_table(rows.head(BESIDE), "sentence", key="beside", first=False)
        st.caption("Times: how many times as often as by chance. Choose a row for its sentences.")
        with st.container(horizontal=True, gap="small"):
            components.rows_download(selection, "actor-company", lambda: rows, by_name("actor-company").columns, key="company")
        if chosen is not None:
            other = rows.iloc[chosen]
            st.button(
                f"Open {theme.plain(other['other_name'])}",
                key="beside-open",
                icon=":material/person_search:",
                on_click=links.link_to,
                args=("actors",),
                kwargs={"open_": other["other_id"]},
            )
            co_mentions.pair(everyone, other, "sentence", key="beside")


@st.fragment
def _names(selection: Selection, actor: loading.KnownActor) -> None:
    """Draw the names an actor goes by; choosing one shows its sentences, and it can be split off."""
    rows = loading.rows(selection.folder, selection.version, "actor-names", selection.slice_)
    with st.container(border=True, key="card-names"):
        st.markdown("#### Names in the texts")
        st.caption(
            f"{theme.counted(rows['surface'].nunique(), 'name')}; {theme.plain(_words(selection))}; n = {theme.counted(int(rows['mentions'].sum()), 'mention')}"
        )
        event = st.dataframe(
            rows[["surface", "form", "mentions", "articles"]], key="names", hide_index=True, on_select="rerun", selection_mode="single-cell", placeholder="",
            height=min(38 + 35 * len(rows), components.TABLE_HEIGHT), alt="Names of the actor",
            column_config={
                "surface": st.column_config.TextColumn("Name", width=150),
                "form": st.column_config.TextColumn("Form", width=110, help="found: not in the register, recognised as a name"),
                "mentions": st.column_config.NumberColumn("Mentions", format="localized", width=90),
                "articles": st.column_config.NumberColumn("Articles", format="localized", width=90),
            },
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            components.rows_download(selection, "actor-names", lambda: rows, by_name("actor-names").columns, key="names-csv")
        cells = event["selection"]["cells"]
        if not cells or cells[0][0] >= len(rows):
            st.caption("Choose a name for its sentences, or to split it off.")
            return
        alias = str(rows["surface"].iloc[cells[0][0]])
        actor_dialogs.split_button(actor, alias)
        sentence_list(selection, actor.actor_id, key="under-name", alias=alias)
