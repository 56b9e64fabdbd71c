"""One outlet: how much it publishes and in what tone, over time and against all others; what it writes about more and less than they do; its articles."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.measures import Options
from analysis.measures.coverage import Totals
from analysis.measures.periods import Period
from dashboard import charts, components, links, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import copies_note, periods
from dashboard.views import difference_cards as cards
from dashboard.views.difference_cards import Pair

OTHERS = "all other outlets"
EXTREMES = 5  # most negative and most positive articles, each
FEWEST_SENTENCES = 3  # an article of fewer is as negative as its one sentence
_LISTED = 400  # pixels of the list of articles


def render(selection: Selection, outlet: str) -> None:
    """Draw the page of an outlet; one that this corpus or this selection does not have is said so."""
    st.button("All outlets", icon=":material/arrow_back:", type="tertiary", on_click=links.link_to, args=("outlets",))
    if outlet not in selection.facets.outlets:
        components.page_head(
            selection, "Which outlet is this?", f"No article of this corpus is from {theme.plain(outlet) or 'an outlet without a name'}. "
            "The address may be from another corpus.", filtered=False,
        )  # fmt: skip
        return
    # The page is about one outlet: a filter by outlets would ask for two things at once.
    everyone = replace(selection, slice_=replace(selection.slice_, outlets=()))
    here = replace(selection, slice_=replace(selection.slice_, outlets=(outlet,)))
    totals = loading.totals(here.folder, here.version, here.slice_)
    pair = Pair(a=here.slice_, b=everyone.slice_, a_name=outlet, b_name=OTHERS)
    rows = cards.rows_of(everyone, pair)
    components.page_head(selection, theme.plain(outlet), answer(rows, totals))
    if selection.slice_.outlets:
        st.caption("The filter by outlets does not count on this page.")
    if not totals.articles:
        st.info(f"No article of this outlet is in the selection: {theme.plain(everyone.words)}.", icon=":material/filter_alt_off:")
        return
    copies_note.draw(selection, sum(cards.counted(rows, "copies")), sum(cards.counted(rows, "compared")), "one-per-group")
    _over_time(here, everyone, totals)
    if cards.counted(rows, "compared")[1]:
        _against_the_others(everyone, pair)
    else:
        st.caption("There is no other outlet in this selection to compare it with.")
    _articles(here)


def answer(rows: pd.DataFrame, totals: Totals) -> str:
    """Return how much an outlet published, when, and whether its tone differs from that of all others, in Markdown.

    Args:
        rows: Rows of the measure ``differences``, the outlet against all.
        totals: Of the outlet's articles.
    """
    if not totals.articles:
        return "No article of this outlet is in this selection."
    own, rest = cards.counted(rows, "compared")
    dates = f", {theme.day(totals.first)} to {theme.day(totals.last)}" if totals.first else ", undated"
    said = f"**{theme.count(own)}** of {theme.counted(own + rest, 'article')} ({theme.share(own / (own + rest))}){dates}. "
    return said + (cards.tone(rows, "this outlet", OTHERS) if rest else "All articles of this selection are its own.")


def _over_time(here: Selection, everyone: Selection, totals: Totals) -> None:
    if not totals.first:
        st.caption("None of these articles has a date, so there is nothing over time.")
        return
    period = periods.choice(totals, articles=theme.THIN)
    left, right = st.columns(2)
    with left:
        components.chart_card(here, _volume(here, everyone, period))
    with right:
        components.chart_card(here, _sentiment(here, everyone, period))


def _volume(here: Selection, everyone: Selection, period: Period) -> Card:
    options, outlet = Options(period=period), here.slice_.outlets[0]
    rows = loading.rows(here.folder, here.version, "coverage", here.slice_, options)
    parts = periods.in_part(everyone, period, rows["period"])
    return Card(
        key="outlet-volume",
        title="Volume over time",
        measured=f"Articles of {outlet} by {period}; {everyone.words}; n = {theme.counted(int(rows['articles'].sum()), 'dated article')}",
        reading=f"A bar is the number of articles that appeared.{periods.said_in_part(parts, period, 'Pale')} Click a bar for its articles.",
        figure=charts.coverage.over_time(rows, period=period, limited=False, whole=(~rows["period"].isin(parts)).tolist()),
        alt=f"Bar chart of the articles of {outlet} by {period}.",
        about=outlet,
        rows=rows, measure="coverage", options=options, behind=lambda key: periods.within(here.slice_, period, key),
    )  # fmt: skip


def _sentiment(here: Selection, everyone: Selection, period: Period) -> Card:
    options, outlet = Options(period=period), here.slice_.outlets[0]
    rows = loading.rows(here.folder, here.version, "sentiment", here.slice_, options)
    return Card(
        key="outlet-sentiment",
        title="Sentiment over time",
        measured=f"Mean sentiment of the articles of {outlet} by {period}; {everyone.words}; n = {theme.counted(int(rows['articles'].sum()), 'scored article')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {theme.THIN} articles are faint.",
        figure=charts.sentiment.over_time(rows, period=period),
        alt=f"Line chart of the mean sentiment of the articles of {outlet} by {period}.",
        about=outlet,
        rows=rows, measure="sentiment", options=options, behind=lambda key: periods.within(here.slice_, period, key),
    )  # fmt: skip


def _against_the_others(everyone: Selection, pair: Pair) -> None:
    cards.draw(everyone, pair, replace(cards.means(everyone, pair, key="outlet"), about=pair.a_name))
    left, right = st.columns(2)
    with left:
        cards.draw(everyone, pair, replace(cards.topics(everyone, pair, key="outlet"), about=pair.a_name))
    with right:
        cards.draw(everyone, pair, replace(cards.actors(everyone, pair, key="outlet"), about=pair.a_name))


def _articles(here: Selection) -> None:
    """List the most negative and most positive articles, and all of them."""
    articles = loading.article_list(here.folder, here.version, here.slice_)
    lowest, highest = extremes(articles)
    if len(lowest) or len(highest):
        left, right = st.columns(2)
        for column, word, found in ((left, "negative", lowest), (right, "positive", highest)):
            with column:
                st.subheader(f"Most {word}", anchor=False)
                _short_list(found, word)
        st.caption(f"Only articles of at least {FEWEST_SENTENCES} sentences, and of copies the first.")
    st.subheader(theme.counted(len(articles), "article"), anchor=False)
    more = f"The latest {components.LISTED} are listed. " if len(articles) > components.LISTED else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f"{more}Choose one to read it.")
        st.button(
            "Open in Articles", icon=":material/article:", type="tertiary", key="outlet-articles-page", on_click=links.link_to, args=("articles",),
            kwargs={"outlet": list(here.slice_.outlets)},
        )  # fmt: skip
    listed = articles.head(components.LISTED)
    components.article_table(listed, key="outlet-articles", height=components.list_height(max(len(listed), 1), _LISTED))


def extremes(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the most negative and the most positive of some articles, none of them in both and only such as are on that side of 0.

    Args:
        articles: With article_id, sentiment, sentences, copy_group and published_at. Ties go by id.
    """
    long = articles[(articles["sentences"] >= FEWEST_SENTENCES) & articles["sentiment"].notna()]
    first = long.sort_values(["published_at", "article_id"], na_position="last").drop_duplicates("copy_group")
    lowest = first[first["sentiment"] < 0].sort_values(["sentiment", "article_id"]).head(EXTREMES)
    highest = first[first["sentiment"] > 0].sort_values(["sentiment", "article_id"], ascending=[False, True]).head(EXTREMES)
    return lowest, highest


def _short_list(found: pd.DataFrame, word: str) -> None:
    """Draw a few articles with their sentiment; choosing one opens it."""
    if found.empty:
        st.caption(f"None is {word}.")
        return
    key = f"most-{word}"

    def opened() -> None:
        cell = links.chosen_cell(key)
        if cell:
            links.link_to("articles", open_=str(found["article_id"].iloc[cell[0]]))

    st.dataframe(
        found[["sentiment", "title", "published_at"]], key=key, hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="",
        height="content", alt=f"The most {word} articles",
        column_config={
            "sentiment": st.column_config.NumberColumn("Sentiment", format="%+.2f", width=75),
            "title": st.column_config.TextColumn("Title", width="large"),
            "published_at": st.column_config.DateColumn("Date", format="D MMM YYYY", width=85),
        },
    )  # fmt: skip
