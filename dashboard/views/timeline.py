"""Timeline: how something changes. One or two quantities, split by outlet, topic or actor, by period; any series against any other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import streamlit as st

from analysis.measures import Options
from analysis.measures.coverage import Totals
from analysis.measures.periods import Group, Period, groups_of
from analysis.measures.timeline import Quantity
from analysis.measures.timeline_counts import LEADING, MOST
from analysis.slice import NO_TOPIC, UNCLASSIFIED, Slice
from dashboard import charts, components, loading, screen, theme
from dashboard.charts.timeline import BANDS, KEY
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import event_marks, periods, timeline_words, two_slices

Layout = Literal["together", "multiples"]
QUANTITIES: dict[Quantity, str] = {
    "articles": "Articles", "share": "Share of articles", "sentiment": "Sentiment", "negative": "Negative sentences", "mentions": "Mentions",
}  # fmt: skip
GROUPS: dict[Group, str] = {"outlet": "Outlet", "topic": "Topic", "actor": "Actor"}
LAYOUTS: dict[Layout, str] = {"together": "Together", "multiples": "Small multiples"}
ROLLING = (3, 5, 7)  # periods; longer means hide what a chart over time is for
OFFERED = 200  # actors offered as series beside those that are filtered by: every name is sent to the browser
MANY = 60  # periods; from here on several lines in one panel are a tangle
_DAYS: dict[Period, float] = {"day": 1, "week": 7, "month": 30.4}
_HALF = 168  # pixels of a control: two stand beside each other on a phone
_ROLLING_WIDE = 158  # beside the control of the period on a phone
_TWO_COLUMNS = 700  # pixels that two columns of small multiples need


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the controls ask for."""

    options: Options
    layout: Layout

    @property
    def first(self) -> Quantity:
        """The quantity of the first panel."""
        return next(name for name in QUANTITIES if name == self.options.of[0])


def render(selection: Selection) -> None:
    """Draw the page."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    head = st.container()
    if not totals.first:
        with head:
            components.page_head(selection, "How does it change?", "None of these articles has a date, so nothing can be drawn over time.")
        if not components.nothing_left(selection):
            st.info("Choose other filters, or add articles that are dated.", icon=":material/event_busy:")
        return
    asked = _controls(selection)
    rows = loading.rows(selection.folder, selection.version, "timeline", selection.slice_, asked.options)
    change = timeline_words.change(rows, asked.first)
    with head:
        components.page_head(selection, "How does it change?", timeline_words.answer(rows, change, asked.options))
    components.chart_card(selection, _card(selection, asked, rows, change))


def _controls(selection: Selection) -> _Asked:
    """Draw the controls and return what they ask for."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        first = st.selectbox("Measure", list(QUANTITIES), key="of", bind="query-params", format_func=QUANTITIES.__getitem__, width=_HALF)
        others = [name for name in QUANTITIES if name != first]
        second = st.selectbox(
            "Against", others, index=None, key="against", bind="query-params", placeholder="Nothing", format_func=QUANTITIES.__getitem__, width=_HALF,
        )  # fmt: skip
        group = st.selectbox(
            "Split by", list(GROUPS), index=None, key="by", bind="query-params", placeholder="Nothing", format_func=GROUPS.__getitem__, width=_HALF,
            on_change=_forget_series,
        )  # fmt: skip
        series = _series(selection, group) if group else []
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        period = periods.choice(totals)  # as on the Overview: the same articles, the same bars
        rolling = st.selectbox(
            "Rolling mean", ROLLING, index=None, key="rolling", bind="query-params", placeholder="No rolling mean", width=_ROLLING_WIDE,
            format_func=lambda count: f"{count}-period mean", label_visibility="collapsed",
        )  # fmt: skip
        layout: Layout = "together"
        if group:
            layout = st.segmented_control(
                "Layout", list(LAYOUTS), default=_fitting(totals, period, rolling or 0), required=True, key="layout", bind="query-params",
                format_func=LAYOUTS.__getitem__, label_visibility="collapsed",
            )  # fmt: skip
        event_marks.control(selection)
        two_slices.way("timeline")
    of = (first, second) if second else (first,)
    return _Asked(options=Options(period=period, group=group, series=tuple(series), of=of, rolling=rolling or 0), layout=layout)


def _fitting(totals: Totals, period: Period, rolling: int) -> Layout:
    """Return the layout that reads best: lines of many periods cross too often to be told apart, unless they are smoothed."""
    span = (totals.last - totals.first).days if totals.first and totals.last else 0
    return "multiples" if span / _DAYS[period] > MANY and not rolling else "together"


def _forget_series() -> None:
    st.session_state["series"] = []


def _series(selection: Selection, group: Group) -> list[str]:
    names = _offered(selection, group)
    return st.multiselect(
        "Series", list(names), key="series", bind="query-params", max_selections=MOST, format_func=lambda id_: names.get(id_, id_),
        placeholder=f"The leading {LEADING}", filter_mode="contains", select_all=False, width="stretch",
        help="They do not limit the articles: shares stay shares of all",
    )  # fmt: skip


def _offered(selection: Selection, group: Group) -> dict[str, str]:
    """Return the series that can be chosen: id -> name."""
    facets, slice_ = selection.facets, selection.slice_
    if group == "outlet":
        return dict(zip(facets.outlets, facets.outlets, strict=True))
    if group == "topic":
        return {**facets.topics, UNCLASSIFIED: NO_TOPIC}
    leading = list(facets.actors)[:OFFERED]
    return {id_: facets.actors.get(id_, id_) for id_ in dict.fromkeys([*leading, *slice_.actors])}


def colours(selection: Selection, group: Group | None, ids: list[str]) -> dict[str, str]:
    """Return the colour of each series: by its rank in the whole corpus, so that no filter changes it; where two have the same, the later one takes a free one.

    Args:
        selection: What is looked at.
        group: What the series divide the articles by.
        ids: Of the series.
    """
    if group is None:
        return {"": theme.ACCENT}
    ranks = _ranks(selection, group)
    given: dict[str, str] = {}
    for id_ in sorted(ids, key=lambda id_: (ranks.get(id_, len(ranks)), id_)):
        own = theme.SERIES[ranks.get(id_, len(ranks)) % len(theme.SERIES)]
        free = [shade for shade in theme.SERIES if shade not in given.values()]
        given[id_] = own if own in free else free[0] if free else theme.REST
    return given


def _ranks(selection: Selection, group: Group) -> dict[str, int]:
    """Return the place of each thing in the whole corpus, from 0; of a topic its place among those of its level."""
    if group == "topic":
        topics = loading.rows(selection.folder, selection.version, "topics", Slice())
        return dict(zip(topics["topic_id"], topics.groupby("level", dropna=False).cumcount(), strict=True))
    facets = selection.facets
    return {id_: rank for rank, id_ in enumerate(facets.outlets if group == "outlet" else facets.actors)}


def _card(selection: Selection, asked: _Asked, rows: pd.DataFrame, change: timeline_words.Change | None) -> Card:
    options = asked.options
    ids = list(dict.fromkeys(rows["group_id"])) if options.group else [""]
    multiples, phone = bool(asked.layout == "multiples" and options.group), screen.narrow()
    shades = colours(selection, options.group, ids)
    if multiples:
        figure = charts.timeline.multiples(rows, period=options.period, colour=shades, rolling=options.rolling, narrow=phone)
    else:
        figure = charts.timeline.together(rows, period=options.period, colour=shades, rolling=options.rolling, narrow=phone)
    return Card(
        key="timeline",
        title=timeline_words.title(change, options),
        measured=timeline_words.measured(rows, options, selection.words),
        reading=timeline_words.reading(rows, options, bands=multiples or len(ids) <= BANDS, offered=_how_many(selection, options)),
        figure=figure,
        alt=timeline_words.alt(rows, options),
        rows=rows, measure="timeline", options=options, behind=lambda key: _behind(selection, options, rows, key),
        least_width=_TWO_COLUMNS if multiples and len(options.of) > 1 and not phone else 0,
    )  # fmt: skip


def _how_many(selection: Selection, options: Options) -> int:
    """Return how many series could be drawn; 0 where the analyst or the filters chose them, or nothing is split."""
    if options.group is None or options.series or groups_of(selection.slice_, options.group):
        return 0
    return len(_offered(selection, options.group))


def _behind(selection: Selection, options: Options, rows: pd.DataFrame, key: str) -> tuple[str, Slice | frozenset[str]] | None:
    """Return the articles of a point: those of its period, and of its series."""
    id_, _, day = key.rpartition(KEY)
    found = rows[rows["period"].dt.strftime("%Y-%m-%d") == day]
    found = found[found["group_id"] == id_] if options.group else found
    if found.empty:  # a point of another split or length of period, which the address still names
        return None
    when, slice_ = periods.within(selection.slice_, options.period, day)
    if options.group is None:
        return when, slice_
    what = f"{found['group_name'].iloc[0]}, {when}"
    if options.group == "outlet":
        return what, frozenset() if slice_.outlets and id_ not in slice_.outlets else replace(slice_, outlets=(id_,))
    if options.group == "topic":
        return what, loading.articles_about(selection.folder, selection.version, slice_, id_)
    return what, loading.articles_naming(selection.folder, selection.version, slice_, id_)
