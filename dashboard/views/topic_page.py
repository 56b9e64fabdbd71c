"""The page of one topic: its share over time, by outlet, its sentiment, what stands beside it, its terms in context, and its articles."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import export
from analysis.measures import Options, topic_terms
from analysis.measures.periods import Period
from analysis.measures.topics import among
from analysis.registers import topics as register
from analysis.slice import UNCLASSIFIED, Slice
from dashboard import charts, components, downloads, links, loading, screen, theme
from dashboard.charts.ranking import Columns
from dashboard.charts.topics import KEY
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import own_topics, periods, what_changed
from dashboard.views.own_topics import marked

CONTEXTS = 6  # sentences shown at once
OUTLETS = 8
TERMS_HEIGHT = 420  # pixels
COUNTED_AT_ONCE = 4_000  # articles whose terms are counted without asking, in a few seconds


def render(selection: Selection, topic_id: str) -> None:
    """Draw the page of a topic."""
    st.button("All topics", key="all-topics-back", icon=":material/arrow_back:", type="tertiary", on_click=links.link_to, args=("topics",))
    about = replace(selection, slice_=replace(selection.slice_, topics=(topic_id,)))
    rows = loading.rows(selection.folder, selection.version, "topics", among(selection.slice_))
    row = rows[rows["topic_id"] == topic_id]
    own = {topic.topic_id: topic.name for topic in loading.corpus(selection.folder).own_topics.topics}  # also those that match nothing
    name = str(row["name"].iloc[0]) if len(row) else selection.names.get(topic_id, own.get(topic_id))
    if name is None:
        st.title("No such topic", anchor=False)
        st.info("This corpus has no topic of that id. Choose one from all topics.", icon=":material/search_off:")
        return
    # The page is about one topic: a filter by topics would ask for two things at once.
    others = replace(selection, slice_=replace(selection.slice_, topics=()))
    components.page_head(others, theme.plain(name[:1].upper() + name[1:]), _answer(row, selection))
    _kind(selection, topic_id)
    if row.empty:
        what_to_do = "Change its query, or relax a filter." if topic_id in own else "Relax a filter."
        st.info(f"No article of this selection is about it: {theme.plain(selection.words)}. {what_to_do}", icon=":material/filter_alt_off:")
        return
    _charts(about, topic_id, "without a topic" if topic_id == UNCLASSIFIED else f"about {name}")
    if topic_id != UNCLASSIFIED:
        _terms(about, topic_id)
    _articles(about)


def _answer(row: pd.DataFrame, selection: Selection) -> str:
    within = among(selection.slice_)
    where = "" if within == Slice() else f"; {theme.plain(replace(selection, slice_=within).words)}"
    if row.empty:
        return f"No article of this selection{where}."
    found = row.iloc[0]
    tone = (
        ""
        if pd.isna(found["sentiment"])
        else f" Their mean sentiment is **{theme.signed(found['sentiment'])}** ({theme.tone(found['sentiment'])})."
    )
    return f"**{theme.counted(found['articles'], 'article')}** of {theme.count(found['total'])} in English ({theme.share(found['share'])}){where}.{tone}"


def _kind(selection: Selection, topic_id: str) -> None:
    """Say where the topic comes from, and offer what can be done with it."""
    own = loading.corpus(selection.folder).own_topics
    mine = next((topic for topic in own.topics if topic.topic_id == topic_id), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if mine is not None:
            st.markdown(f":small[A topic of your own: {theme.plain(mine.query)}]", width="content")
            own_topics.buttons(selection, own, mine)
        elif topic_id == UNCLASSIFIED:
            st.markdown(":small[Articles in English in which no topic has enough words that speak for it.]", width="content")
        else:
            st.markdown(f":small[{theme.plain(_place(topic_id))}]", width="content")
        st.button(
            "Filter by it",
            key="filter-by-topic",
            icon=":material/filter_alt:",
            type="tertiary",
            on_click=links.link_to,
            args=("overview",),
            kwargs={"topic": [topic_id]},
        )


def _place(topic_id: str) -> str:
    """Return where a topic stands in the register."""
    topics = {topic.topic_id: topic for topic in register.load().topics}
    if topic_id not in topics:
        return f"{topic_id}, not in the register of this version"
    source = "IPTC Media Topics" if topic_id.startswith("medtop:") else "the register of Dateline"
    broader = topics[topic_id].broader
    part = f"Part of {topics[broader].name}" if broader else "A broad topic"
    narrower = [topic.name for topic in topics.values() if topic.broader == topic_id]
    return f"{part}, {topic_id} of {source}." + (f" In it: {', '.join(narrower)}." if narrower else "")


def _charts(about: Selection, topic_id: str, which: str) -> None:
    totals = loading.totals(about.folder, about.version, about.slice_)
    if totals.first:
        period = periods.choice(loading.totals(about.folder, about.version, among(about.slice_)), articles=2 * theme.THIN)
        components.chart_card(about, _over_time(about, which, period))
        _side_by_side(about, _outlets(about, which), _sentiment(about, which, period))
    else:
        components.chart_card(about, _outlets(about, which))
    _side_by_side(about, _actors(about, which), *([] if topic_id == UNCLASSIFIED else [_beside(about, topic_id, which)]))


def _side_by_side(about: Selection, *cards: Card) -> None:
    for column, card in zip(st.columns(2), cards, strict=False):
        with column:
            components.chart_card(about, card)


def _over_time(about: Selection, which: str, period: Period) -> Card:
    rows = loading.rows(about.folder, about.version, "topics-over-time", about.slice_, Options(period=period))
    n = f"n = {theme.counted(int(rows['total'].sum()), 'dated article')} in English"
    parts = periods.in_part(about, period, rows["period"])
    of_all = replace(about, slice_=among(about.slice_))
    return Card(
        key="topic-share",
        title=what_changed.change_title(of_all, period, about.slice_.topics) or "Its share over time",
        measured=f"Share of articles {which}, by {period}; {_total(about)}; {n}",
        reading=f"A dot is the share of a {period}’s articles in English, faint where these are fewer than {theme.THIN}."
        f"{periods.said_in_part(parts, period, 'Hollow')} Click a dot for its articles.",
        figure=charts.topics.lines(rows, period=period, colour={str(rows["topic_id"].iloc[0]): theme.ACCENT} if len(rows) else {}, named=False, parts=parts),
        alt=f"Line of the share of articles {which} by {period}, at most {theme.share(rows['share'].max())}.",
        about=_thing(about),
        rows=rows, measure="topics-over-time", options=Options(period=period), behind=lambda key: periods.within(about.slice_, period, key.partition(KEY)[2]),
    )  # fmt: skip


def _outlets(about: Selection, which: str) -> Card:
    rows = loading.rows(about.folder, about.version, "topics-by-outlet", about.slice_)
    more = f" The {OUTLETS} outlets with most articles of {theme.count(len(rows))}; all are in the table." if len(rows) > OUTLETS else ""
    return Card(
        key="topic-outlets",
        title="By outlet",
        measured=f"Share of an outlet’s articles that are {which} (articles); {_total(about)}; n = {theme.counted(int(rows['total'].sum()), 'article')} in English",
        reading=f"Each share is of the outlet’s own articles in English, faint where these are fewer than {theme.THIN}. Click a bar for its articles.{more}",
        figure=charts.topic_rows.of_outlets(rows.head(OUTLETS)),
        alt=f"Bar chart of the share of each outlet’s articles that are {which}.",
        about=_thing(about),
        rows=rows, measure="topics-by-outlet", behind=lambda key: _of_outlet(about, key),
    )  # fmt: skip


def _of_outlet(about: Selection, outlet: str) -> tuple[str, Slice | frozenset[str]]:
    """Return an outlet's articles about the topic; those that name no outlet have no slice of their own."""
    if outlet:
        return outlet, replace(about.slice_, outlets=(outlet,))
    articles = loading.article_list(about.folder, about.version, about.slice_)
    return "no outlet named", frozenset(articles[articles["outlet"].isna()]["article_id"])


def _sentiment(about: Selection, which: str, period: Period) -> Card:
    rows = loading.rows(about.folder, about.version, "sentiment", about.slice_, Options(period=period))
    return Card(
        key="topic-sentiment",
        title="Its sentiment over time",
        measured=f"Mean sentiment of the articles {which}, by {period}; {_total(about)}; n = {theme.counted(int(rows['articles'].sum()), 'scored article')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {theme.THIN} articles are faint.",
        figure=charts.sentiment.over_time(rows, period=period),
        alt=f"Line of the mean sentiment of articles {which} by {period}.",
        about=_thing(about),
        rows=rows, measure="sentiment", options=Options(period=period), behind=lambda key: periods.within(about.slice_, period, key),
    )  # fmt: skip


def _actors(about: Selection, which: str) -> Card:
    rows = loading.rows(about.folder, about.version, "actors", about.slice_)
    return Card(
        key="topic-actors",
        title="Actors beside it",
        measured=f"Share of the articles {which} that mention an actor (articles), and mean sentiment of the sentences that do",
        reading="Click a name for its page, a bar for its articles. An actor counts once an article, under all its names.",
        figure=charts.ranking.rows(rows, key="actor_id", columns=Columns(sentiment="sentiment"), narrow=screen.narrow()),
        alt=f"Bar chart of the actors most mentioned in articles {which}: {', '.join(rows['name'].head(3))}.",
        about=_thing(about),
        rows=rows, measure="actors", behind=lambda key: (about.names.get(key, key), replace(about.slice_, actors=(key,))), opens="actors",
    )  # fmt: skip


def _beside(about: Selection, topic_id: str, which: str) -> Card:
    rows = loading.rows(about.folder, about.version, "topics", about.slice_)
    others = rows[rows["topic_id"] != topic_id]
    return Card(
        key="topic-beside",
        title="Topics beside it",
        measured=f"Share of the articles {which} that are about another topic as well (articles), and the mean sentiment of these",
        reading="Click a name for its page, a bar for the articles about both. A broad topic and the finer ones in it share most of their articles.",
        figure=charts.ranking.rows(others, key="topic_id", columns=Columns(sentiment="sentiment"), narrow=screen.narrow()),
        alt=f"Bar chart of the topics that articles {which} have as well: {', '.join(others['name'].head(3))}.",
        about=_thing(about),
        rows=rows, measure="topics", behind=lambda key: _both(about, topic_id, key), opens="topics",
    )  # fmt: skip


def _both(about: Selection, topic_id: str, other: str) -> tuple[str, Slice | frozenset[str]]:
    """Return the articles that have both topics; a slice would mean either."""
    ids = [
        set(loading.article_list(about.folder, about.version, replace(about.slice_, topics=(topic,)))["article_id"])
        for topic in (topic_id, other)
    ]
    return f"both topics, the other {about.names.get(other, other)}", frozenset(ids[0] & ids[1])


@st.fragment
def _terms(about: Selection, topic_id: str) -> None:
    """List the terms that made articles this topic's; choosing one shows it in its sentences."""
    st.header("Its terms in context", anchor=False)
    articles = loading.totals(about.folder, about.version, about.slice_).articles
    if articles > COUNTED_AT_ONCE and not st.toggle(
        f"Count the terms in {theme.count(articles)} articles; it takes a while", key="count-terms"
    ):
        return
    found = loading.terms(about.folder, about.version, about.slice_)
    counted = topic_terms.counted(loading.corpus(about.folder), about.slice_, found)
    if counted.empty:
        st.caption("None of its words stands in these articles any more: the register or the query has changed since.")
        return
    st.caption("Words and phrases that speak for the topic, with how often they stand in its articles. Choose one for its sentences.")
    left, right = st.columns([2, 3], gap="large")
    with left:
        event = st.dataframe(
            counted.assign(percent=counted["share"] * 100)[["term", "articles", "times", "percent"]], hide_index=True, key=f"terms-{topic_id}", on_select="rerun",
            selection_mode="single-cell", height=components.list_height(len(counted), TERMS_HEIGHT), alt="Terms behind the topic", placeholder="",
            column_config={
                "term": st.column_config.TextColumn("Term", width=120),
                "articles": st.column_config.NumberColumn("Articles", format="localized", width=70),
                "times": st.column_config.NumberColumn("Times", format="localized", width=60),
                "percent": st.column_config.NumberColumn("Share", format="%.1f %%", width=65, help="Of the articles about the topic"),
            },
        )  # fmt: skip
        st.download_button(
            "Download CSV", data=lambda: export.to_bytes(counted, "csv"), file_name=f"{downloads.file_name(about, 'topic-terms', _thing(about))}.csv", mime="text/csv",
            key="csv-topic-terms", on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip
    cells = event["selection"]["cells"]
    chosen = counted.iloc[cells[0][0] if cells and cells[0][0] < len(counted) else 0]
    with right:
        _contexts(about, topic_id, str(chosen["term"]), int(chosen["articles"]))


def _contexts(about: Selection, topic_id: str, term: str, articles: int) -> None:
    pages = -(-articles // CONTEXTS)
    page = 1
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{theme.plain(term)}** in {theme.counted(articles, 'article')}, the latest first", width="content")
        if pages > 1:
            page = int(st.number_input(f"Page of {theme.count(pages)}", 1, pages, 1, key=f"context-page-{topic_id}-{term}", width=130))
    shown = loading.term_contexts(about.folder, about.version, about.slice_, topic_id, term, (page - 1) * CONTEXTS, CONTEXTS)
    for context in shown.to_dict("records"):
        outlet = context["outlet"] if isinstance(context["outlet"], str) else "no outlet"
        where = " (title)" if context["in_title"] else ""
        st.markdown(marked(context["sentence"], [(context["start"], context["end"])]))
        st.button(
            f":small[{theme.plain(outlet)}, {theme.day(context['published_at'])}{where}]", key=f"context-{context['article_id']}", type="tertiary",
            icon=":material/article:", on_click=links.link_to, args=("articles",), kwargs={"open_": context["article_id"]},
        )  # fmt: skip


def _articles(about: Selection) -> None:
    listed = loading.article_list(about.folder, about.version, about.slice_)
    st.header("Its articles", anchor=False)
    st.caption(f"{theme.counted(len(listed), 'article')}. Choose one to read it, or an outlet for its page.")
    components.article_table(listed, key="topic-articles", height=components.list_height(len(listed), 330))


def _thing(about: Selection) -> str:
    """Return the name of the topic that the page is about."""
    topic_id = about.slice_.topics[0]
    return about.names.get(topic_id, topic_id)


def _total(about: Selection) -> str:
    return replace(about, slice_=among(about.slice_)).words
