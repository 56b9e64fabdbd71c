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
from dashboard import charts, components, links, loading, screen, theme
from dashboard.charts.ranking import Columns
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import actor_dialogs, co_mentions, periods, what_changed
from dashboard.views.sentence_list import sentence_list

OUTLETS = 6
TONES = 15  # outlets whose tone toward the actor is drawn
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
    name = everywhere.name
    totals = loading.totals(here.folder, here.version, here.slice_)
    if totals.first:
        everyone = replace(selection.slice_, actors=())
        period = periods.choice(loading.totals(here.folder, here.version, everyone), articles=2 * theme.THIN)  # shares are of all articles
        components.chart_card(here, _attention(here, name, period))
        if totals.outlets:
            components.chart_card(here, _by_outlet(here, name, period, totals.outlets))
        _side_by_side(here, [_sentiment(here, name, period), _toward(here, name, period)])
    else:
        st.caption("None of these articles has a date, so there is nothing over time.")
    if totals.outlets:
        components.chart_card(here, _toward_by_outlet(here, name))
    beside, topics = st.columns(2)
    with beside:
        _beside(here, name)
    with topics:
        components.chart_card(here, _topics(here, name))
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


def _attention(selection: Selection, name: str, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "coverage", selection.slice_, Options(period=period, group="actor"))
    articles = int(rows["articles"].sum())
    parts = periods.in_part(selection, period, rows["period"])
    full = (rows["total"] >= theme.THIN) & ~rows["period"].isin(parts)
    solid = rows[full]
    best = (solid if len(solid) else rows).sort_values(["share", "period"], ascending=[False, True]).iloc[0]
    most = f"{theme.share(best['share'])} ({theme.count(best['articles'])} of {theme.count(best['total'])}), {theme.period(best['period'], period)}"
    highest = "the highest" if best["share"] >= rows["share"].max() else "the highest of the full bars"
    everyone = replace(selection, slice_=replace(selection.slice_, actors=()))
    return Card(
        key="attention",
        title=what_changed.change_title(everyone, period, selection.slice_.actors) or "Attention over time",
        measured=f"Share of articles in English that mention {name}, by {period}; {_words(selection)}; n = {theme.counted(articles, 'dated article')}",
        reading=f"A bar is the share of all articles in English then; {highest}, {most}. "
        f"Periods of fewer than {theme.THIN} articles are faint.{periods.said_in_part(parts, period, 'Faint as well')} Click a bar for its articles.",
        figure=charts.actors.attention(rows, period=period, parts=parts),
        alt=f"Bar chart of the share of articles that mention {name} by {period}; {highest}, {most}.",
        about=name,
        rows=rows, measure="coverage", options=Options(period=period, group="actor"), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _by_outlet(selection: Selection, name: str, period: Period, outlets: int) -> Card:
    rows = loading.rows(selection.folder, selection.version, "coverage", selection.slice_, Options(period=period, group="outlet"))
    listed = rows["group_id"].nunique()
    shown = min(listed, OUTLETS)
    parts = periods.in_part(selection, period, rows["period"])

    def behind(key: str) -> tuple[str, Slice] | None:
        day, _, outlet = key.partition("|")
        when, slice_ = periods.within(selection.slice_, period, day)
        return f"{outlet}, {when}", replace(slice_, outlets=(outlet,))

    return Card(
        key="by-outlet",
        title="Attention by outlet",
        measured=f"Share of an outlet’s articles that mention {name}, by {period}; {_words(selection)}; {theme.counted(shown, 'outlet')}",
        reading=f"All strips have one scale. Beside each name, the articles that mention {name} of all the outlet’s dated articles."
        + (f" The {shown} of {outlets} outlets with most articles on the actor; {listed} are in the table." if outlets > shown else "")
        + periods.said_in_part(parts, period, "Faint")
        + " Click a bar for its articles.",
        figure=charts.actors.by_outlet(rows, period=period, outlets=OUTLETS, parts=parts),
        alt=f"Small bar charts, one an outlet, of the share of its articles that mention {name}.",
        about=name,
        rows=rows, measure="coverage", options=Options(period=period, group="outlet"), behind=behind,
    )  # fmt: skip


def _sentiment(selection: Selection, name: str, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "actor-sentiment", selection.slice_, Options(period=period))
    return Card(
        key="actor-sentiment",
        title="Sentiment of the sentences",
        measured=f"Mean sentiment of the sentences that name {name}, by {period}; {_words(selection)}; "
        f"n = {theme.counted(int(rows['sentences'].sum()), 'dated sentence')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {charts.actors.THIN} sentences are faint.",
        figure=charts.actors.sentiment(rows, period=period, kind="sentiment"),
        alt=f"Line chart of the mean sentiment of the sentences that name {name} by {period}.",
        about=name,
        rows=rows, measure="actor-sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _toward(selection: Selection, name: str, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "actor-sentiment", selection.slice_, Options(period=period))
    return Card(
        key="actor-toward",
        title=f"Tone toward {theme.plain(name)}",
        measured=f"Mean sentiment toward {name}, by {period}; {_words(selection)}; n = {theme.counted(int(rows['mentions'].sum()), 'dated mention')}",
        reading="What a sentence says of the actor, whatever else it tells: of a rescue in a disaster, that the rescuers did well. "
        f"Dots of fewer than {charts.actors.THIN} mentions are faint.",
        figure=charts.actors.sentiment(rows, period=period, kind="toward"),
        alt=f"Line chart of the mean sentiment toward {name} by {period}.",
        about=name,
        rows=rows, measure="actor-sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _toward_by_outlet(selection: Selection, name: str) -> Card:
    rows = loading.rows(selection.folder, selection.version, "actor-outlets", selection.slice_)
    drawn = rows.head(TONES)
    more = f" The {TONES} outlets with most articles on {name}; all {theme.count(len(rows))} are in the table." if len(rows) > TONES else ""
    firm = drawn[drawn["mentions"] >= charts.actors.THIN].dropna(subset=["toward", "outlet"]).sort_values(["toward", "outlet"])
    lowest = "" if len(firm) else f"No outlet has {charts.actors.THIN} mentions: too few to say which one is lowest. "
    if len(firm) > 1:
        first = firm.iloc[0]
        lowest = f"The lowest of those with at least {charts.actors.THIN} mentions, {first['outlet']} ({theme.signed(first['toward'])}). "

    def behind(key: str) -> tuple[str, Slice | frozenset[str]]:
        if key:
            return f"{key}, naming {name}", replace(selection.slice_, outlets=(key,))
        articles = loading.article_list(selection.folder, selection.version, selection.slice_)
        return f"no outlet named, naming {name}", frozenset(articles[articles["outlet"].isna()]["article_id"])

    return Card(
        key="toward-by-outlet",
        title=f"Tone toward {theme.plain(name)} by outlet",
        measured=f"Mean sentiment toward {name} with its 95 % interval, by outlet (mentions); {_words(selection)}; "
        f"n = {theme.counted(int(rows['mentions'].sum()), 'mention')} in {theme.counted(int(rows['articles'].sum()), 'article')}",
        reading=f"{lowest}Where two intervals overlap widely, the difference may be chance. Outlets of fewer than {charts.actors.THIN} mentions are faint, and below. "
        f"Click a dot for the articles, a name for the outlet’s page. The sentiment of the sentences that name {name} is in the table.{more}",
        figure=charts.actors.toward_by_outlet(drawn),
        alt=f"Dots of the mean sentiment toward {name} for {theme.counted(len(drawn), 'outlet')}, the most negative on top.",
        rows=rows, measure="actor-outlets", behind=behind, opens="outlets", about=name,
        least_width=charts.actors.LEAST_WIDTH,
    )  # fmt: skip


def _topics(selection: Selection, name: str) -> Card:
    rows = loading.rows(selection.folder, selection.version, "topics", selection.slice_)
    broad = rows[rows["level"] == "broad"]
    return Card(
        key="actor-topics",
        title="Topics of the same articles",
        measured=f"Share of the articles that mention {name} (articles), and the mean sentiment of these; {_words(selection)}",
        reading="Click a name for its page, a bar for its articles. The broad topics; the finer ones are in the table. An article may have several.",
        figure=charts.ranking.rows(broad, key="topic_id", columns=Columns(sentiment="sentiment"), narrow=screen.narrow()),
        alt=f"Bar chart of the topics of the articles that mention {name}: {', '.join(broad['name'].head(3))}.",
        about=name,
        rows=rows, measure="topics", behind=lambda key: (selection.names.get(key, key), replace(selection.slice_, topics=(key,))), opens="topics",
    )  # fmt: skip


@st.fragment
def _beside(selection: Selection, name: str) -> None:
    """Draw the actors that share sentences with this one more often than by chance; choosing one shows the sentences."""
    everyone = replace(selection, slice_=replace(selection.slice_, actors=()))
    with st.container(border=True, key="card-beside"):
        st.markdown("#### Actors in the same sentences")
        rows = loading.rows(selection.folder, selection.version, "actor-company", selection.slice_)
        if rows.empty:
            st.caption("No actor shares three sentences with it more often than by chance.")
            return
        st.caption(
            f"Sentences that name {theme.plain(name)} and another actor; {theme.plain(_words(selection))}; "
            f"{theme.counted(len(rows), 'actor')} more often than by chance, the surest first"
        )
        chosen = co_mentions.pair_table(rows.head(BESIDE), "sentence", key="beside", first=False)
        st.caption("Times: how many times as often as by chance. Choose a name for its page, a number for the sentences of both.")
        with st.container(horizontal=True, gap="small"):
            components.rows_download(selection, "actor-company", lambda: rows, by_name("actor-company").columns, key="company", about=name)
        if chosen is not None:
            other = rows.iloc[chosen]
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
            height=components.list_height(len(rows), components.TABLE_HEIGHT), alt="Names of the actor",
            column_config={
                "surface": st.column_config.TextColumn("Name", width=150),
                "form": st.column_config.TextColumn("Form", width=110, help="found: not in the register, recognised as a name"),
                "mentions": st.column_config.NumberColumn("Mentions", format="localized", width=90),
                "articles": st.column_config.NumberColumn("Articles", format="localized", width=90),
            },
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            columns = by_name("actor-names").columns
            components.rows_download(selection, "actor-names", lambda: rows, columns, key="names-csv", about=actor.name)
        cells = event["selection"]["cells"]
        if not cells or cells[0][0] >= len(rows):
            st.caption("Choose a name for its sentences, or to split it off.")
            return
        alias = str(rows["surface"].iloc[cells[0][0]])
        actor_dialogs.split_button(actor, alias)
        sentence_list(selection, actor.actor_id, key="under-name", alias=alias)
