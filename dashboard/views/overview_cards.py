"""The cards of the Overview: coverage and sentiment over time; actors, topics and outlets, a row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from analysis import findings
from analysis.findings import Told
from analysis.measures import PLAIN, Options, spans
from analysis.measures.coverage import Totals
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import charts, links, loading, screen, theme
from dashboard.charts.ranking import DRAWN, Columns
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import periods, two_slices, what_changed

_NARROWEST = 360  # pixels; below this a chart of rows scrolls sideways
_IN = {"day": "on ", "week": "in the ", "month": "in "}


def coverage(selection: Selection, totals: Totals, period: Period) -> Card:
    """Return the card of coverage over time, with its spikes."""
    rows = _rows(selection, "coverage", Options(period=period))
    spikes = loading.spikes_in(selection.folder, selection.version, selection.slice_, period)
    whole = spans.whole(rows["period"], period, loading.covered_span(selection.folder, selection.version, selection.slice_))
    slice_ = selection.slice_
    busiest = rows.sort_values(["articles", "period"], ascending=[False, True]).iloc[0]
    most = f"{theme.count(busiest['articles'])}, {_IN[period]}{theme.period(busiest['period'], period)}"
    marked = (
        f" Full colour: {'spikes, ' if len(spikes) > 1 else 'a spike, '}more articles than the {period}s around explain."
        if len(spikes)
        else ""
    )
    days = {"day": "Days are UTC.", "week": "Weeks begin on Monday, in UTC.", "month": "Months are in UTC."}[period]
    return Card(
        key="coverage",
        title=_spike_title(slice_, period, spikes) or "Coverage over time",
        measured=f"Articles by {period}; {selection.words}; n = {theme.counted(totals.articles - totals.undated, 'dated article')}",
        reading=f"A bar is the number of articles that appeared; most, {most}.{marked}{_hollow(whole, period)} "
        f"Click a bar, or draw over several, for their articles. {days}",
        figure=charts.coverage.over_time(
            rows, period=period, limited=bool(slice_.topics or slice_.actors or slice_.query), whole=whole.tolist(), spikes=spikes,
            narrow=screen.narrow(),
        ),
        alt=f"Bar chart of articles by {period}; most, {most}." + "".join(f" Spike: {theme.period(row['period'], period)}." for row in spikes.to_dict("records")),
        rows=rows, measure="coverage", options=Options(period=period), behind=lambda key: periods.within(slice_, period, key),
    )  # fmt: skip


def sentiment(selection: Selection, period: Period, told: Told) -> Card:
    """Return the card of sentiment over time; a change that exceeds noise is its title."""
    rows = _rows(selection, "sentiment", Options(period=period))
    found = [finding for finding in told.findings if finding.kind == "sentiment" and finding.opens is None]
    return Card(
        key="sentiment",
        title=what_changed.as_title(found[0].sentence) if found else "Sentiment over time",
        measured=f"Mean sentiment of articles by {period}; {selection.words}; n = {theme.counted(int(rows['articles'].sum()), 'scored article')}",
        reading=f"Above the line is positive, below negative; the band is the 95 % interval. Dots of fewer than {theme.THIN} articles are faint.",
        figure=charts.sentiment.over_time(rows, period=period),
        alt=f"Line chart of mean sentiment by {period}, from {theme.signed(rows['sentiment'].min())} to {theme.signed(rows['sentiment'].max())}.",
        rows=rows, measure="sentiment", options=Options(period=period), behind=lambda key: periods.within(selection.slice_, period, key),
    )  # fmt: skip


def actors(selection: Selection, totals: Totals) -> Card:
    """Return the card of the leading actors."""
    rows = _rows(selection, "actors")
    trends, by = _trends(selection, totals, rows.head(DRAWN)["actor_id"].tolist())
    line = f" The line is the share by {by}, each on a scale of its own, smoothed to fit." if trends else ""
    return Card(
        key="actors",
        title=leading_title(_not_asked(rows, "actor_id", selection.slice_.actors)) or "Leading actors",
        measured=f"Share of articles that mention an actor (articles), and mean sentiment of the sentences that do; {selection.words}; n = {_english(rows)}",
        reading=f"Click a name for its page, a bar for its articles. An actor counts once an article, under all its names.{line}",
        figure=charts.ranking.rows(
            rows, key="actor_id", columns=Columns(sentiment="sentiment", trends=trends), narrow=screen.narrow()
        ),
        alt=f"The most mentioned actors with share, sentiment and trend: {', '.join(rows['name'].head(3))}.",
        rows=rows, measure="actors", behind=lambda key: _behind(selection, loading.articles_naming, key), panel=_page("actors", "actor"), opens="actors",
        least_width=_least_width(),
    )  # fmt: skip


def topics(selection: Selection, changes: pd.DataFrame) -> Card:
    """Return the card of the leading broad topics, with what changed beyond noise."""
    rows = _rows(selection, "topics")
    level = "broad " if (rows["level"] == "broad").any() else ""
    broad = rows[rows["level"] == "broad"] if level else rows[rows["level"].notna()]
    broad = broad.assign(name=broad["name"].map(_capital))
    about = changes[changes["kind"] == "topic"]
    beyond = about[about["exceeds"]]
    notes = {row["id"]: _moved(row["difference"]) for row in beyond[beyond["id"].isin(broad["topic_id"].head(DRAWN))].to_dict("records")}
    since = f"points since {theme.day(about['turn'].iloc[0])}" if len(about) else ""
    said = ""
    if notes:
        said = " Right: how many points the share rose or fell from the first half of the dates to the second, where that exceeds noise."
    elif since and beyond.empty:
        said = f" No change since {theme.day(about['turn'].iloc[0])} exceeds noise."
    return Card(
        key="topics",
        title=leading_title(_not_asked(broad, "topic_id", selection.slice_.topics)) or "Leading topics",
        measured=f"Share of articles about a {level}topic (articles); {selection.words}; n = {_english(rows)}",
        reading=f"Click a name for its page, a bar for its articles. An article may have several topics{'; finer ones are in the table' if level else ''}.{said}",
        figure=charts.ranking.rows(
            broad, key="topic_id", columns=Columns(notes=notes, noted=since) if notes else Columns(sentiment="sentiment"), narrow=screen.narrow(),
        ),
        alt=f"The most frequent topics with share{' and change' if notes else ' and sentiment'}: {', '.join(broad['name'].head(3))}.",
        rows=rows, measure="topics", behind=lambda key: _behind(selection, loading.articles_about, key), panel=_page("topics", "topic"), opens="topics",
        least_width=_least_width(),
    )  # fmt: skip


def outlets(selection: Selection) -> Card:
    """Return the card of the outlets: volume, and sentiment with its interval."""
    rows = _rows(selection, "outlets")
    left_out = len(rows) - DRAWN
    more = f" The {DRAWN} largest; {theme.count(left_out)} more are in the table." if left_out > 0 else ""
    unnamed = frozenset(_unnamed(selection)) if rows["outlet"].isna().any() else frozenset()
    return Card(
        key="outlets",
        title=_tone_title(rows) or leading_title(rows.assign(name=rows["outlet"]), "with {} of the articles") or "Outlets by volume and sentiment",
        measured=f"Share of all articles (articles), and mean sentiment of an outlet’s scored articles with its 95 % interval; {selection.words}; "
        f"n = {theme.counted(int(rows['articles'].sum()), 'article')}",
        reading=f"Click a name for the outlet’s page, a bar or dot for its articles. Where two intervals overlap widely, the difference may be chance.{more} "
        "“Compare two slices” sets any two outlets, topics, actors or spans of time against each other.",
        figure=charts.ranking.rows(
            rows.assign(name=rows["outlet"]), key="outlet", columns=Columns(sentiment="sentiment"), narrow=screen.narrow()
        ),
        alt=f"The largest outlets with volume and mean sentiment: {', '.join(rows['outlet'].dropna().head(3))}.",
        rows=rows, measure="outlets",
        behind=lambda key: (key, replace(selection.slice_, outlets=(key,))) if key else ("articles that name no outlet", unnamed),
        panel=_page("outlets", "outlet"), opens="outlets", least_width=_least_width(), more=lambda: two_slices.way("outlets"),
    )  # fmt: skip


def _not_asked(rows: pd.DataFrame, key: str, asked: tuple[str, ...]) -> pd.DataFrame:
    """Return no row where the filter itself makes the first one lead."""
    return rows.head(0) if len(rows) and rows[key].iloc[0] in asked else rows


def _least_width() -> int:
    return 0 if screen.narrow() else _NARROWEST  # for a phone the rows are drawn otherwise


def leading_title(rows: pd.DataFrame, share: str = "in {} of the articles") -> str:
    """Return the sentence that the first of a ranking leads, where it does by more than noise; else nothing.

    Args:
        rows: Rows with name, articles and share, the leading one first.
        share: How its share is said.
    """
    named = rows[rows["name"].notna()]
    if len(named) < 2:
        return ""
    first, second = named.iloc[0], named.iloc[1]
    if not findings.leads(int(first["articles"]), int(second["articles"])):
        return ""
    return f"{theme.plain(str(first['name']))} leads, {share.format(theme.share(first['share']))}"


def _tone_title(rows: pd.DataFrame) -> str:
    """Return which outlet is surest to sound other than all others together; nothing where none exceeds noise."""
    apart = rows[rows["exceeds"] & rows["outlet"].notna()]
    if apart.empty:
        return ""
    sure = apart[["difference_low", "difference_high"]].abs().min(axis=1)
    first = apart.loc[sure.sort_values(ascending=False, kind="stable").index[0]]
    tone = "positive" if first["difference"] > 0 else "negative"
    return f"{theme.plain(first['outlet'])} is more {tone} than the others, {theme.signed(first['sentiment'])} against {theme.signed(first['others'])}"


def _spike_title(slice_: Slice, period: Period, spikes: pd.DataFrame) -> str:
    """Return the highest spike as a title; nothing where there is none."""
    found = findings.spike(slice_, period, spikes)
    return what_changed.as_title(found.sentence) if found else ""


def _hollow(whole: np.ndarray, period: Period) -> str:
    """Return what the pale bars at the ends are."""
    ends = [bool(value) for value in whole]
    part = [name for name, is_whole in (("first", ends[0]), ("last", ends[-1])) if not is_whole] if ends else []
    if not part or period == "day":
        return ""
    return f" Pale: the {' and the '.join(part)} {period}, which the dates cover only in part."


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _moved(difference: float) -> str:
    return f"{'↑ up' if difference > 0 else '↓ down'} {abs(difference) * 100:.1f}"


def _trends(selection: Selection, totals: Totals, actor_ids: list[str]) -> tuple[dict[str, list[float]] | None, Period]:
    """Return the share of each actor over time, without periods of few articles; None where there are no dates."""
    period = periods.fitting(totals, 2 * theme.THIN)
    if not totals.first or not actor_ids:
        return None, period
    found = loading.actor_trends(selection.folder, selection.version, selection.slice_, tuple(actor_ids), period)
    found = found[found["total"] >= theme.THIN]
    return {str(actor): group["share"].tolist() for actor, group in found.groupby("actor_id")} or None, period


def _page(slug: str, what: str) -> Callable[[str], None]:
    """Return what draws the way from a chosen bar to the page of its thing."""

    def draw(key: str) -> None:
        if key:
            st.button(
                f"Open the page of this {what}", key=f"open-{slug}", type="tertiary", icon=":material/arrow_forward:",
                on_click=links.link_to, args=(slug,), kwargs={"open_": key},
            )  # fmt: skip

    return draw


def _unnamed(selection: Selection) -> list[str]:
    articles = loading.article_list(selection.folder, selection.version, selection.slice_)
    return articles[articles["outlet"].isna()]["article_id"].tolist()


def _rows(selection: Selection, measure: str, options: Options = PLAIN) -> pd.DataFrame:
    return loading.rows(selection.folder, selection.version, measure, selection.slice_, options)


def _english(rows: pd.DataFrame) -> str:
    return theme.counted(int(rows["total"].max()) if len(rows) else 0, "article") + " in English"


def _behind(selection: Selection, articles: Callable[[str, str, Slice, str], frozenset[str]], key: str) -> tuple[str, frozenset[str]]:
    """Return an actor's or a topic's name, and its articles within the selection."""
    return selection.names.get(key, key), articles(selection.folder, selection.version, selection.slice_, key)
