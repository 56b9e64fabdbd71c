"""Overview: how much there is, since when and from whom; coverage and sentiment over time; who and what leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.measures import Options
from analysis.measures.coverage import Totals
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import charts, components, filters, links, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import periods

BARS = 12
OUTLETS_DRAWN = 12


def render(selection: Selection) -> None:
    """Draw the page."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    components.page_head("What is in these articles?", _answer(selection, totals))
    _first_visit(selection)
    filters.chips(selection.slice_, selection.facets)
    if components.nothing_left(selection):
        return
    _left_out(totals)
    if totals.first:
        period = periods.choice(totals)
        components.chart_card(selection, _coverage(selection, totals, period))
        _side_by_side(selection, _sentiment(selection, period), _outlets(selection))
    _side_by_side(selection, _actors(selection), _topics(selection))


def _side_by_side(selection: Selection, *cards: Card) -> None:
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        with column:
            components.chart_card(selection, card)


def _answer(selection: Selection, totals: Totals) -> str:
    if not totals.articles:
        return f"{theme.counted(totals.corpus_articles, 'article')} in the corpus {theme.plain(selection.name)}, none in this selection."
    of = "" if totals.articles == totals.corpus_articles else f" of {theme.count(totals.corpus_articles)}"
    noun = "article" if totals.articles == 1 and not of else "articles"
    outlets = f"**{theme.counted(totals.outlets, 'outlet')}**" if totals.outlets else "no named outlet"
    dates = f", {theme.day(totals.first)} to {theme.day(totals.last)}" if totals.first else ", undated"
    return f"**{theme.count(totals.articles)}**{of} {noun} from {outlets}{dates}; {theme.counted(totals.words, 'word')}."


def _first_visit(selection: Selection) -> None:
    if not selection.sample:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            "This is the sample: articles written for Dateline, from six invented outlets. "
            "Filter on the left, and click a bar or a dot to see the articles behind it. "
            "Your own articles stay on this machine.",
            width="stretch",
        )
        st.button("Add your articles", icon=":material/upload_file:", on_click=links.link_to, args=("data",))


def _left_out(totals: Totals) -> None:
    parts = [
        theme.counted(totals.undated, "article") + " without a date, in no chart over time" if totals.undated else "",
        theme.counted(totals.not_scored, "article") + " not in English, without sentiment, actors and topics" if totals.not_scored else "",
        theme.counted(totals.copies, "copy", "copies") + " of another article" if totals.copies else "",
    ]
    among = "Among them: " + "; ".join(part for part in parts if part) + "." if any(parts) else ""
    verb = "is" if totals.replaced == 1 else "are"
    besides = (
        f" {theme.counted(totals.replaced, 'earlier version')} of articles in this corpus {verb} not counted." if totals.replaced else ""
    )
    if among or besides:
        st.caption((among + besides).strip())


def _rows(selection: Selection, measure: str, period: Period = "week") -> pd.DataFrame:
    return loading.rows(selection.folder, selection.version, measure, selection.slice_, Options(period=period))


def _coverage(selection: Selection, totals: Totals, period: Period) -> Card:
    rows = _rows(selection, "coverage", period)
    slice_ = selection.slice_
    busiest = rows.sort_values(["articles", "period"], ascending=[False, True]).iloc[0]
    when = {"day": "on ", "week": "in the ", "month": "in "}[period] + theme.period(busiest["period"], period)
    most = f"{theme.count(busiest['articles'])}, {when}"
    return Card(
        key="coverage",
        title="Coverage over time",
        measured=f"Articles by {period}; {selection.words}; n = {theme.counted(totals.articles - totals.undated, 'dated article')}",
        reading=f"A bar is the number of articles that appeared; most, {most}. "
        "Click a bar for its articles. Days are UTC; weeks begin on Monday.",
        figure=charts.coverage.over_time(rows, period=period, limited=bool(slice_.topics or slice_.actors or slice_.query)),
        alt=f"Bar chart of articles by {period}; most, {most}.",
        rows=rows, measure="coverage", options=Options(period=period), behind=lambda key: periods.within(slice_, period, key),
    )  # fmt: skip


def _sentiment(selection: Selection, period: Period) -> Card:
    rows = _rows(selection, "sentiment", period)
    return Card(
        key="sentiment",
        title="Sentiment over time",
        measured=f"Mean sentiment of articles by {period}; {selection.words}; n = {theme.counted(int(rows['articles'].sum()), 'scored article')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {theme.THIN} articles are faint.",
        figure=charts.sentiment.over_time(rows, period=period),
        alt=f"Line chart of mean sentiment by {period}, from {theme.signed(rows['sentiment'].min())} to {theme.signed(rows['sentiment'].max())}.",
        rows=rows, measure="sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def _outlets(selection: Selection) -> Card:
    rows = _rows(selection, "outlets")
    left_out = int((rows["scored"] > 0).sum()) - OUTLETS_DRAWN
    more = f" The {OUTLETS_DRAWN} outlets with most articles; {left_out} more are in the table." if left_out > 0 else ""
    return Card(
        key="outlets",
        title="Outlets by sentiment",
        measured=f"Mean sentiment of an outlet’s articles (scored articles); {selection.words}; n = {theme.counted(int(rows['scored'].sum()), 'scored article')}",
        reading="Right of the line is positive, left negative; the bar through a dot is the 95 % interval. Where two overlap widely, "
        f"the difference may be chance.{more}",
        figure=charts.sentiment.of_outlets(rows[rows["scored"] > 0].head(OUTLETS_DRAWN)),
        alt="Dot chart of the mean sentiment of each outlet with its interval.",
        rows=rows, measure="outlets", behind=lambda key: (key, replace(selection.slice_, outlets=(key,))) if key else None,
    )  # fmt: skip


def _actors(selection: Selection) -> Card:
    rows = _rows(selection, "actors")
    return Card(
        key="actors",
        title="Leading actors",
        measured=f"Share of articles that mention an actor (articles); {selection.words}; n = {_english(rows)}",
        reading="An actor counts once an article, under all its names. Click a bar for its articles.",
        figure=charts.ranking.leading(rows, key="actor_id", rows=BARS),
        alt=f"Bar chart of the most mentioned actors: {', '.join(rows['name'].head(3))}.",
        rows=rows, measure="actors", behind=lambda key: _behind(selection, loading.articles_naming, key),
    )  # fmt: skip


def _topics(selection: Selection) -> Card:
    rows = _rows(selection, "topics")
    broad = rows[rows["level"] == "broad"]
    return Card(
        key="topics",
        title="Leading topics",
        measured=f"Share of articles about a topic (articles); {selection.words}; n = {_english(rows)}",
        reading="The broad topics; the finer ones are in the table. An article may have several, so shares add up to more than 100 %. Click a bar for its articles.",
        figure=charts.ranking.leading(broad, key="topic_id", rows=BARS),
        alt=f"Bar chart of the most frequent topics: {', '.join(broad['name'].head(3))}.",
        rows=rows, measure="topics", behind=lambda key: _behind(selection, loading.articles_about, key),
    )  # fmt: skip


def _english(rows: pd.DataFrame) -> str:
    return theme.counted(int(rows["total"].max()) if len(rows) else 0, "article") + " in English"


def _behind(selection: Selection, articles: Callable[[str, str, Slice, str], frozenset[str]], key: str) -> tuple[str, frozenset[str]]:
    """Return an actor's or a topic's name, and its articles within the selection."""
    return selection.names.get(key, key), articles(selection.folder, selection.version, selection.slice_, key)
