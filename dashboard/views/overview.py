"""Overview: how much there is, since when and from whom; what changed most; coverage and sentiment over time; who and what leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from analysis.measures.coverage import Totals
from dashboard import components, links, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import overview_cards, periods, what_changed

_NARROWEST = 360  # pixels of a card; narrower ones stand below each other


def render(selection: Selection) -> None:
    """Draw the page: first the main chart, then what takes longer."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    # Made before anything is drawn: then the first chart reaches the browser together with all above it, and the page is laid out once.
    likely = periods.likely(totals)
    coverage = overview_cards.coverage(selection, totals, likely) if totals.first else None
    among = _among(selection, totals)
    components.page_head(selection, "What is in these articles?", _answer(selection, totals))
    if components.nothing_left(selection):
        return
    _draw_among(among)
    _first_visit(selection)
    if totals.not_scored == totals.articles:
        _only_volume(selection, totals)
        return
    if not totals.first:
        st.info("None of these articles has a date, so there is nothing to draw over time.", icon=":material/event_busy:")
        _side_by_side(selection, lambda: overview_cards.actors(selection, totals), lambda: overview_cards.outlets(selection))
        components.chart_card(selection, overview_cards.topics(selection, what_changed.changed(selection)))
        return
    period = periods.choice(totals)
    components.chart_card(selection, coverage if coverage and period == likely else overview_cards.coverage(selection, totals, period))
    what_changed.section(selection, period)
    told = loading.findings(selection.folder, selection.version, selection.slice_, period)
    _side_by_side(selection, lambda: overview_cards.sentiment(selection, period, told), lambda: overview_cards.actors(selection, totals))
    _side_by_side(
        selection,
        lambda: overview_cards.topics(selection, what_changed.changed(selection)),
        lambda: overview_cards.outlets(selection),
    )


def _only_volume(selection: Selection, totals: Totals) -> None:
    """Draw what is known of articles in other languages."""
    st.info("None of these articles is in English, so none has a sentiment, actors or topics.", icon=":material/translate:")
    if totals.first:
        components.chart_card(selection, overview_cards.coverage(selection, totals, periods.choice(totals)))
    components.chart_card(selection, overview_cards.outlets(selection))


def _side_by_side(selection: Selection, *cards: Callable[[], Card]) -> None:
    """Draw cards beside each other, as high as the highest; where they would be too narrow, below each other."""
    beside = st.grid(len(cards), min_column_width=_NARROWEST)
    for card in cards:
        with beside:
            components.chart_card(selection, card())


def _answer(selection: Selection, totals: Totals) -> str:
    if not totals.articles:
        return f"{theme.counted(totals.corpus_articles, 'article')} in the corpus {theme.plain(selection.name)}, none in this selection."
    of = "" if totals.articles == totals.corpus_articles else f" of {theme.count(totals.corpus_articles)}"
    noun = "article" if totals.articles == 1 and not of else "articles"
    outlets = f"**{theme.counted(totals.outlets, 'outlet')}**" if totals.outlets else "no named outlet"
    dates = ", undated"
    if totals.first and totals.last:
        first, last = theme.day(totals.first), theme.day(totals.last)
        dates = (
            f", {first} to {last}" if first != last else f", all of {first}" if totals.articles - totals.undated > 1 else f", of {first}"
        )
    return f"**{theme.count(totals.articles)}**{of} {noun} from {outlets}{dates}; {theme.counted(totals.words, 'word')}."


def _first_visit(selection: Selection) -> None:
    if not selection.sample:
        return
    with st.container(border=True):
        text, way = st.columns([4, 1], vertical_alignment="center")
        text.markdown(
            "This is the sample: articles written for Dateline, from six invented outlets. "
            "Click a bar or a dot for the articles behind it. Your own articles stay on this machine."
        )
        way.button("Add your articles", icon=":material/upload_file:", on_click=links.link_to, args=("data",))


@dataclass(frozen=True, slots=True)
class _Part:
    """Articles that need care: how many, what they are, and the way to them, where there is one."""

    key: str
    text: str
    meaning: str
    go: Callable[[], None] | None


def _among(selection: Selection, totals: Totals) -> tuple[str, list[_Part]]:
    """Return what needs care among the articles, after the words that begin the list."""
    parts: list[_Part] = []
    if totals.undated and not selection.slice_.undated:
        undated = f"{theme.count(totals.undated)} undated"
        parts.append(_Part("undated", undated, "Articles without a date: in no chart over time", _filter("undated", True)))
    if totals.not_scored:
        lacking = f"{theme.count(totals.not_scored)} not in English"
        others = _other_languages(selection, totals)
        parts.append(_Part("not-english", lacking, "Without sentiment, actors and topics", _filter("language", others) if others else None))
    if totals.copies:
        copies = theme.counted(totals.copies, "copy", "copies")
        parts.append(_Part("copies", copies, "Articles that repeat another one of this selection nearly word for word", _to_copies))
    if totals.headline_only:
        bare = f"{theme.count(totals.headline_only)} headline only"
        parts.append(_Part("headline-only", bare, "No text: the headline is read as the text, and counts in every mean", _to_shortest))
    if totals.replaced:
        earlier = f"{theme.counted(totals.replaced, 'earlier version')} not counted"
        parts.append(_Part("replaced", earlier, "Earlier texts of articles of this corpus", _to_copies))
    return "Among them:" if any(part.key != "replaced" for part in parts) else "Besides:", parts


def _draw_among(among: tuple[str, list[_Part]]) -> None:
    """Draw what needs care, each number a way to its articles."""
    begin, parts = among
    if not parts:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="among"):
        st.caption(begin, width="content")
        for part in parts:
            st.button(part.text, key=f"among-{part.key}", type="tertiary", help=part.meaning, on_click=part.go, disabled=part.go is None)


def _other_languages(selection: Selection, totals: Totals) -> list[str]:
    """Return the languages to filter by for all articles that are not in English; none where one's language is not known, or they are filtered already."""
    others = [code for code in selection.facets.languages if code != "en"]
    foreign = replace(selection.slice_, languages=tuple(others))
    if not others or foreign == selection.slice_:
        return []
    found = loading.totals(selection.folder, selection.version, foreign).articles
    return others if found == totals.not_scored else []


def _filter(key: str, value: object) -> Callable[[], None]:
    def set_() -> None:
        st.session_state[key] = value

    return set_


def _to_shortest() -> None:
    links.link_to("articles", order="Shortest")


def _to_copies() -> None:
    links.link_to("copies")
