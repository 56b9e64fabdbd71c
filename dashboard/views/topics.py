"""Topics: what the coverage is about, over time, by outlet and in what tone; what fits no topic; and the analyst's own topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist
from typing import Literal

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.measures import Options
from analysis.measures.periods import Period
from analysis.measures.topics import among
from analysis.noise import FEWEST, LEVEL
from analysis.slice import UNCLASSIFIED, Slice
from dashboard import charts, components, links, loading, theme
from dashboard.charts.topics import KEY
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import own_topics, periods, topic_page, unclassified, what_changed

NAMED = 3  # topics in the answer
ROWS = 10  # topics in the charts beside each other
OUTLETS = 8  # outlets in the table of topics; more cannot be read on half a page
LISTED = 420  # pixels of the list of all topics
Level = Literal["broad", "fine", "own"]
_LEVELS: dict[Level, str] = {"broad": "Broad topics", "fine": "Finer topics", "own": "Your topics"}
_SHAPES = {"lines": "Lines", "stacked": "Stacked"}


def render(selection: Selection) -> None:
    """Draw the page, or the page of the topic that the address opens."""
    own_topics.dialog(selection)
    about = links.opened("topics")
    if about:
        topic_page.render(selection, about)
        return
    rows = loading.rows(selection.folder, selection.version, "topics", among(selection.slice_))
    components.page_head(selection, "What is the coverage about?", _answer(selection.slice_, rows))
    if components.nothing_left(selection):
        return
    if len(rows):
        _charts(selection, rows)
        _all_topics(selection, rows)
        unclassified.section(selection, rows)
    else:
        st.info("Topics are read in English articles only, and there is none in this selection.", icon=":material/translate:")
    own_topics.section(selection, rows)


def _answer(slice_: Slice, rows: pd.DataFrame) -> str:
    """Return the sentence that says which topics lead, or how the topics that are filtered by fare."""
    if rows.empty:
        return "No article of this selection is in English, so none was read for topics."
    asked = rows[rows["topic_id"].isin(slice_.topics)] if slice_.topics else rows[rows["level"] == "broad"]
    total = int(rows["total"].iloc[0])
    none = rows[rows["topic_id"] == UNCLASSIFIED]
    fits_none = ""
    if len(none) and not slice_.topics:
        fits_none = f" {theme.counted(int(none['articles'].iloc[0]), 'article fits', 'articles fit')} no topic ({theme.share(none['share'].iloc[0])})."
    if asked.empty:
        return f"Of {theme.counted(total, 'article')} in English, none is about {'the topics chosen' if slice_.topics else 'a broad topic'}.{fits_none}"
    if total == 1:
        return f"The one article in English is about {' and '.join(f'**{theme.plain(name)}**' for name in asked['name'])}."
    leading = asked.head(NAMED)
    said = [
        f"{verb}about **{theme.plain(row['name'])}** ({theme.share(row['share'])})"
        for row, verb in zip(leading.to_dict("records"), ["is " if leading["articles"].iloc[0] == 1 else "are ", "", ""], strict=False)
    ]
    *more, last = [f"{theme.count(articles)} {what}" for articles, what in zip(leading["articles"], said, strict=True)]
    return f"Of {theme.count(total)} articles in English, {', '.join(more)}{' and ' if more else ''}{last}.{fits_none}"


def _charts(selection: Selection, rows: pd.DataFrame) -> None:
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    with st.container(horizontal=True, vertical_alignment="center"):
        level = _level(selection.slice_, rows)
        stackable = not selection.slice_.topics
        shape = "lines"
        if totals.first:
            if stackable:
                shape = _shape()
            period = periods.choice(totals, articles=2 * theme.THIN)
        own_topics.way("own-add-above")
    if totals.first:
        components.chart_card(selection, _over_time(selection, level, shape, period))
    left, right = st.columns(2)
    with left:
        components.chart_card(selection, _by_outlet(selection, level))
    with right:
        components.chart_card(selection, _sentiment(selection, level))


def _shape() -> str:
    return st.segmented_control(
        "Shape", list(_SHAPES), default="lines", required=True, key="shape", bind="query-params", format_func=_SHAPES.__getitem__,
        label_visibility="collapsed",
    )  # fmt: skip


def _level(slice_: Slice, rows: pd.DataFrame) -> Level | None:
    """Draw the control for the level of topics; None where the slice names the topics itself."""
    there: list[Level] = [level for level in _LEVELS if (rows["level"] == level).any()]
    if slice_.topics or not there:
        return None
    return st.segmented_control(
        "Topics", there, default=there[0], required=True, key="level", bind="query-params", format_func=_LEVELS.__getitem__, label_visibility="collapsed",
    )  # fmt: skip


def _of(rows: pd.DataFrame, level: Level | None, slice_: Slice) -> pd.DataFrame:
    """Return the rows of a level, or of the topics that the slice names."""
    return rows[rows["topic_id"].isin(slice_.topics)] if level is None else rows[rows["level"] == level]


def colours(selection: Selection, level: Level | None) -> dict[str, str]:
    """Return the colour of each topic that has one: by its place in the whole corpus, so that no filter changes it."""
    rows = loading.rows(selection.folder, selection.version, "topics", Slice())
    by_level = {name: charts.topics.colours(rows[rows["level"] == name]["topic_id"].tolist()) for name in _LEVELS}
    if level is not None:
        return by_level[level]
    return charts.topics.side_by_side(
        selection.slice_.topics, {topic: shade for shades in by_level.values() for topic, shade in shades.items()}
    )


def _over_time(selection: Selection, level: Level | None, shape: str, period: Period) -> Card:
    rows = loading.rows(selection.folder, selection.version, "topics-over-time", selection.slice_, Options(period=period))
    drawn = _of(rows, level, selection.slice_)
    dated = int(rows.drop_duplicates("period")["total"].sum())
    parts = periods.in_part(selection, period, rows["period"])
    in_part = periods.said_in_part(parts, period, "Faint as well" if shape == "stacked" else "Hollow")
    n = f"n = {theme.counted(dated, 'dated article')} in English"
    faint = f"A {period} of fewer than {theme.THIN} articles is faint."
    rest = f" Colours go to the {len(theme.SERIES)} leading topics of the corpus; point at a grey one for its name."
    if shape == "stacked":
        own_only = " What is missing to 100 % has other topics only." if level != "broad" else ""
        figure = charts.topics.stacked(
            pd.concat([drawn, rows[rows["topic_id"] == UNCLASSIFIED]]), period=period, colour=colours(selection, level), parts=parts
        )
        reading = f"Each article counts once, divided among its topics: with two topics, a half for each.{own_only} {faint} Click a part of a bar for its articles."
        title = "What the coverage divides into"
    else:
        many = rows["period"].nunique() > charts.topics.MANY
        figure = (charts.topics.strips if many else charts.topics.lines)(
            drawn, period=period, colour=colours(selection, level), parts=parts
        )
        reading = f"A line is the share of a {period}’s articles about the topic; an article may have several. Click a dot for its articles. {faint}"
        if many:
            reading = f"A strip is a topic, all on one scale: its share of a {period}’s articles; an article may have several. Click a dot for its articles. {faint}"
            rest = " The leading topics of the corpus; the others are in the table."
        of_all = replace(selection, slice_=among(selection.slice_))
        title = _change(of_all, period, drawn["topic_id"].drop_duplicates().tolist())
    return Card(
        key=f"topics-{shape}",
        title=title,
        measured=f"Share of articles about a topic, by {period}; {_words(selection)}; {n}",
        reading=reading + in_part + (rest if drawn["topic_id"].nunique() > len(theme.SERIES) else ""),
        figure=figure,
        alt=f"{'Stacked bars' if shape == 'stacked' else 'Lines'} of the share of articles about each topic by {period}; leading: {_leading(drawn)}.",
        rows=rows, measure="topics-over-time", options=Options(period=period), behind=lambda key: _in_period(selection, period, key),
    )  # fmt: skip


def _change(selection: Selection, period: Period, topics: Sequence[str]) -> str:
    """Return the surest change of one of some topics as a title, else that none exceeds noise, else the measure."""
    changed = what_changed.changed(selection)
    compared = changed[(changed["kind"] == "topic") & changed["id"].isin(topics)]
    none = len(compared) > 1 and not compared["exceeds"].any()
    return what_changed.change_title(selection, period, topics) or (
        "No topic’s share rose or fell by more than noise explains" if none else "Topics over time"
    )


def _by_outlet(selection: Selection, level: Level | None) -> Card:
    rows = loading.rows(selection.folder, selection.version, "topics-by-outlet", selection.slice_)
    drawn = _of(rows, level, selection.slice_)
    topics, outlets = drawn["topic_id"].drop_duplicates().head(ROWS), drawn["outlet"].drop_duplicates()
    shown = drawn[drawn["topic_id"].isin(topics) & drawn["outlet"].isin(outlets.head(OUTLETS))]
    more = f" The {OUTLETS} largest of {theme.count(len(outlets))} outlets; all are in the table." if len(outlets) > OUTLETS else ""
    return Card(
        key="topics-outlets",
        title=_outlet_title(shown) or "Topics by outlet",
        measured=f"Percent of an outlet’s articles that are about a topic; {_words(selection)}; n = {_english(rows, 'outlet')}",
        reading=f"A column is what one outlet writes about; the deeper, the larger the share. Point at a cell for count and total, click for its articles. "
        f"Outlets of fewer than {theme.THIN} articles are faint.{more}",
        figure=charts.topic_rows.by_outlet(shown),
        alt=f"Table of the share of articles about each topic for {theme.counted(min(len(outlets), OUTLETS), 'outlet')}; leading: {_leading(drawn)}.",
        rows=rows, measure="topics-by-outlet", behind=lambda key: _of_outlet(selection, key),
    )  # fmt: skip


def _sentiment(selection: Selection, level: Level | None) -> Card:
    rows = loading.rows(selection.folder, selection.version, "topics", selection.slice_)
    drawn = _of(rows, level, selection.slice_).head(ROWS)
    return Card(
        key="topics-sentiment",
        title=_tone_title(drawn) or "Topics by sentiment",
        measured=f"Mean sentiment of the articles about a topic (scored articles); {selection.words}",
        reading="Right of the line is positive, left negative; the bar through a dot is the 95 % interval of the mean. Click a dot for its articles.",
        figure=charts.topic_rows.sentiment(drawn),
        alt=f"Dot chart of the mean sentiment of articles about each topic with its interval; leading: {_leading(drawn)}.",
        rows=rows, measure="topics", behind=lambda key: (_name(selection, key), replace(selection.slice_, topics=(key,))),
    )  # fmt: skip


def _all_topics(selection: Selection, rows: pd.DataFrame) -> None:
    """List all topics; choosing one opens its page."""
    shown = rows if not selection.slice_.topics else rows[rows["topic_id"].isin(selection.slice_.topics)]
    st.header("The chosen topics" if selection.slice_.topics else "All topics", anchor=False)
    st.caption(f"{theme.counted(len(shown), 'topic')}. Choose one for its page: over time, by outlet, its terms in context, its articles.")
    words = {"broad": "broad", "fine": "finer", "own": "yours"}

    def opened() -> None:
        cells = st.session_state["all-topics"]["selection"]["cells"]
        if cells:
            links.link_to("topics", open_=str(shown["topic_id"].iloc[cells[0][0]]))

    st.dataframe(
        shown.assign(kind=shown["level"].map(words), percent=shown["share"] * 100)[["name", "articles", "percent", "sentiment", "kind"]],
        key="all-topics", hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="", height=components.list_height(len(shown), LISTED),
        alt="List of topics",
        column_config={
            "name": st.column_config.TextColumn("Topic", width=190),
            "kind": st.column_config.TextColumn("Kind", width=70),
            "articles": st.column_config.NumberColumn("Articles", format="localized", width=75),
            "percent": st.column_config.ProgressColumn("Share", format="%.1f %%", min_value=0, max_value=100, width=150, help="Of the articles in English"),
            "sentiment": st.column_config.NumberColumn("Sentiment", format="%+.2f", width=90, help="Mean over the articles about it, −1 to +1"),
        },
    )  # fmt: skip


def _outlet_title(rows: pd.DataFrame) -> str:
    """Return which outlet stands out with which topic, where that exceeds noise; else nothing."""
    found = findings.stands_out(rows)
    if found is None:
        return ""
    shares = f"{theme.share(found['share'])} against {theme.share(found['others'])} of articles"
    return f"{theme.plain(found['outlet'])} writes more about {theme.plain(found['name'])} than the others: {shares}"


def _tone_title(rows: pd.DataFrame) -> str:
    """Return which topics sound negative or positive by more than noise explains, where that can be told; else nothing.

    Args:
        rows: Rows of the measure ``topics``.
    """
    known = rows[rows["low"].notna() & (rows["scored"] >= FEWEST)]
    if len(known) < 2:
        return ""
    # Several are looked at together: their intervals are widened as Bonferroni has it.
    wider = NormalDist().inv_cdf(1 - (1 - LEVEL) / 2 / len(known)) / NormalDist().inv_cdf((1 + LEVEL) / 2)
    reach = (known["high"] - known["low"]) / 2 * wider
    parts = []
    sure = known[known["sentiment"].abs() > reach]
    for word in ("negative", "positive"):
        found = sure[sure["sentiment"].map(theme.tone) == word]
        if found.empty:
            continue
        strongest = found[found["sentiment"].abs() == found["sentiment"].abs().max()]
        name = theme.plain(str(strongest["name"].iloc[0])) + (" most" if len(found) > 1 else "") if len(strongest) == 1 else ""
        many = ("Both" if len(known) == 2 else f"All {len(known)}") if len(found) == len(known) else f"{len(found)} of {len(known)}"
        parts.append(f"{many} topics {'sounds' if len(found) == 1 else 'sound'} {word}" + (f", {name}" if name else ""))
    return "; ".join(parts) or f"None of {theme.counted(len(known), 'topic')} is clearly negative or positive in tone"


def _in_period(selection: Selection, period: Period, key: str) -> tuple[str, Slice]:
    topic_id, _, first_day = key.partition(KEY)
    when, slice_ = periods.within(selection.slice_, period, first_day)
    return f"{_name(selection, topic_id)}, {when}", replace(slice_, topics=(topic_id,))


def _of_outlet(selection: Selection, key: str) -> tuple[str, Slice | frozenset[str]]:
    topic_id, _, outlet = key.partition(KEY)
    about = replace(selection.slice_, topics=(topic_id,))
    if outlet:
        return f"{_name(selection, topic_id)}, {outlet}", replace(about, outlets=(outlet,))
    articles = loading.article_list(selection.folder, selection.version, about)
    return f"{_name(selection, topic_id)}, no outlet named", frozenset(articles[articles["outlet"].isna()]["article_id"])


def _name(selection: Selection, topic_id: str) -> str:
    return selection.names.get(topic_id, topic_id)


def _words(selection: Selection) -> str:
    """Return the slice that the shares are of, in words: topics that are filtered by are those shown, not a limit."""
    return replace(selection, slice_=among(selection.slice_)).words


def _english(rows: pd.DataFrame, by: str) -> str:
    return theme.counted(int(rows.drop_duplicates(by)["total"].sum()), "article") + " in English"


def _leading(rows: pd.DataFrame) -> str:
    names: Sequence[str] = rows["name"].drop_duplicates().head(3).tolist()
    return ", ".join(names) or "none"
