"""Sentiment: how the articles are spread from negative to positive, by outlet and over time; headlines against bodies; the strongest passages."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.errors import InputError
from analysis.measures import Options, headlines, sentiment_spread
from analysis.measures.coverage import Totals
from analysis.measures.sentiment_spread import Apart
from analysis.slice import Slice
from dashboard import charts, components, links, loading, screen, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import extremes, periods, tone_note

OUTLETS = 12  # rows of a chart; more do not fit on a screen, and all are in the table
SAID = 2  # outlets that a sentence names on a side
MANY_COPIES = 0.1  # of the articles; from here on intervals that take copies for separate articles are visibly too narrow
GAPS_LISTED = 50  # articles of an outlet, by their difference


def render(selection: Selection) -> None:
    """Draw the page."""
    rows = loading.rows(selection.folder, selection.version, "sentiment-distribution", selection.slice_)
    apart = sentiment_spread.apart(rows)
    components.page_head(selection, "How does the coverage sound?", _answer(rows, apart))
    if components.nothing_left(selection):
        return
    if rows.empty:
        st.info("Only articles in English have a sentiment, and there is none in this selection.", icon=":material/translate:")
        return
    tone_note.draw(selection)
    drawn = _leading(rows, apart)
    components.chart_card(selection, _distribution(selection, rows, drawn, apart))
    _over_time(selection, drawn)
    _headlines(selection)
    extremes.section(selection)
    with st.container(horizontal=True, gap="medium"):
        st.button("What is a word worth?", icon=":material/spellcheck:", type="tertiary", on_click=links.link_to, args=("lexicon",))
        st.button("How is each number made?", icon=":material/menu_book:", type="tertiary", on_click=links.link_to, args=("method",))


def _answer(rows: pd.DataFrame, apart: list[Apart]) -> str:
    """Return the sentence that says how articles divide, and which outlets stand apart by more than noise."""
    if rows.empty:
        return "None of these articles has a sentiment."
    total = int(rows["articles"].sum())
    by_tone = rows.groupby("tone")["articles"].sum()
    negative, positive = (int(by_tone.get(tone, 0)) for tone in ("negative", "positive"))
    mean = _mean(rows)
    if total == 1:
        return f"The one scored article is **{theme.tone(mean)}** ({theme.signed(mean)})."
    if total < theme.THIN:
        return f"Of {total} scored articles, **{negative}** {_are(negative)} negative and {positive} positive: too few to say more."
    divided = (
        f"**{theme.share(negative / total)}** of {theme.count(total)} scored articles are negative, {theme.share(positive / total)} positive; "
        f"the mean is **{theme.signed(mean)}**."
    )
    return f"{divided} {_apart(rows, apart)}".strip()


def _apart(rows: pd.DataFrame, apart: list[Apart]) -> str:
    named = rows.drop_duplicates("outlet").dropna(subset="outlet")
    if (named["total"] >= sentiment_spread.ENOUGH).sum() < 2:
        return ""
    below, above = [one for one in apart if one.sentiment < one.others], [one for one in apart[::-1] if one.sentiment > one.others]
    if not apart:
        return "No outlet’s mean differs from that of the others by more than noise."
    sides = [(side, tone) for side, tone in ((below, "negative"), (above, "positive")) if side]
    parts = [f"{_named(side)} more {tone}" + (" than the others" if number == 0 else "") for number, (side, tone) in enumerate(sides)]
    return f"{', '.join(parts)}; the differences are larger than noise."


def _named(outlets: list[Apart]) -> str:
    """Return outlets with their means and a verb, as Markdown: "A (−0.10; others −0.03) is"."""
    said = [f"**{theme.plain(one.outlet)}** ({theme.signed(one.sentiment)}; others {theme.signed(one.others)})" for one in outlets[:SAID]]
    more = len(outlets) - len(said)
    said += [f"{more} more"] if more else []
    return (" and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]) + (" are" if len(outlets) > 1 else " is")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _mean(rows: pd.DataFrame) -> float:
    outlets = rows.drop_duplicates("outlet")
    return float((outlets["sentiment"] * outlets["total"]).sum() / outlets["total"].sum())


def _leading(rows: pd.DataFrame, apart: list[Apart]) -> pd.DataFrame:
    """Return the rows of the outlets that are drawn: those that the title names, and those with most scored articles."""
    named = [one.outlet for one in _ends(apart)]
    largest = [outlet for outlet in rows["outlet"].drop_duplicates() if outlet not in named]
    return rows[rows["outlet"].isin([*named, *largest[: OUTLETS - len(named)]])]


def _ends(apart: list[Apart]) -> list[Apart]:
    """Return the outlet that is furthest below the others, and the one that is furthest above, where there is one."""
    below, above = [one for one in apart if one.sentiment < one.others], [one for one in apart[::-1] if one.sentiment > one.others]
    return [*below[:1], *above[:1]]


def _distribution(selection: Selection, rows: pd.DataFrame, drawn: pd.DataFrame, apart: list[Apart]) -> Card:
    outlets, shown = rows["outlet"].drop_duplicates(), drawn["outlet"].drop_duplicates()
    more = (
        f" Drawn are {len(shown)} outlets, those in the title and those with most articles; all {theme.count(len(outlets))} are in the table."
        if len(outlets) > len(shown)
        else ""
    )
    faint = f" Outlets of fewer than {theme.THIN} articles are faint." if (drawn["total"] < theme.THIN).any() else ""
    n = int(rows["articles"].sum())
    return Card(
        key="distribution",
        title=_finding(apart) or "How articles sound, by outlet",
        measured=f"Share of an outlet’s articles by mean sentiment, in classes of 0.05; {selection.words}; n = {theme.counted(n, 'scored article')}",
        reading="A bar is the share of an outlet’s articles in a class: red negative (up to −0.05), grey neutral, blue positive (from +0.05). The dot below is "
        f"the mean with its 95 % interval{', the dotted line the mean of all' if len(outlets) > 1 else ''}. Click a bar for its articles."
        f"{faint}{more}{_copies(selection)}",
        figure=charts.sentiment_spread.by_outlet(rows, outlets=shown.tolist(), narrow=screen.narrow()),
        alt=f"Histograms of article sentiment for {theme.counted(len(shown), 'outlet')}, the most negative mean on top.",
        rows=rows, measure="sentiment-distribution", behind=lambda key: _in_class(selection, key),
        least_width=0 if screen.narrow() else charts.sentiment_spread.LEAST_WIDTH,
    )  # fmt: skip


def _copies(selection: Selection) -> str:
    """Say, where copies are many, what they do to the intervals; a space before it."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    if totals.copies < MANY_COPIES * totals.articles:
        return ""
    count = theme.counted(totals.copies, "copy counts as an article of its own", "copies count as articles of their own")
    return f" {count}, which narrows the intervals; the filter “Count copies” counts each text once."


def _finding(apart: list[Apart]) -> str:
    """Return what sets the outlets apart, as a title; nothing when noise explains the differences."""
    below, above = [one for one in apart if one.sentiment < one.others], [one for one in apart[::-1] if one.sentiment > one.others]
    parts = [f"{theme.plain(below[0].outlet)} sounds more negative than the others"] if below else []
    parts += (
        [
            f"{theme.plain(above[0].outlet)} more positive"
            if below
            else f"{theme.plain(above[0].outlet)} sounds more positive than the others"
        ]
        if above
        else []
    )
    return ", ".join(parts)


def _in_class(selection: Selection, key: str) -> tuple[str, frozenset[str]] | None:
    """Return the articles behind a bar; behind a mean, which has no class, all articles of the outlet. None for a key that no chart made."""
    low, _, outlet = key.partition(charts.sentiment_spread.KEY)
    name = outlet or "outlet not named"
    corpus = loading.corpus(selection.folder)
    if not low:
        return name, sentiment_spread.articles_in(corpus, selection.slice_, outlet or None)
    try:
        first = float(low)
    except ValueError:
        return None
    if not -1 <= first < 1:
        return None
    ids = sentiment_spread.articles_in(corpus, selection.slice_, outlet or None, first)
    return f"{name}, {theme.signed(first)} to {theme.signed(first + 1 / sentiment_spread.CLASSES)}", ids


def _over_time(selection: Selection, drawn: pd.DataFrame) -> None:
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    outlets = drawn.drop_duplicates("outlet").dropna(subset="outlet").sort_values(["sentiment", "outlet"])["outlet"].tolist()
    if not totals.first:
        st.caption("None of these articles has a date, so there is nothing over time.")
    elif not outlets:
        st.caption("None of these articles names its outlet, so there is nothing by outlet over time.")
    else:
        components.chart_card(selection, _heatmap(selection, totals, outlets))


def _heatmap(selection: Selection, totals: Totals, outlets: list[str]) -> Card:
    period = periods.choice(totals, articles=theme.THIN * len(outlets))
    options = Options(period=period, group="outlet", series=tuple(sorted(outlets)))
    rows = loading.rows(selection.folder, selection.version, "sentiment", selection.slice_, options)
    columns = rows["period"].nunique()
    n = int(rows["articles"].sum())
    return Card(
        key="outlets-by-period",
        title=f"Sentiment by outlet and {period}",
        measured=f"Mean sentiment of an outlet’s articles by {period}; {selection.words}; n = {theme.counted(n, 'dated scored article')}",
        reading=f"Red is negative, blue positive, the deeper the stronger; cells of fewer than {theme.THIN} articles are faint, and where there is no scored article "
        "there is no cell. The outlets are those of the chart above, in its order. Click a cell, or draw a box over several, for their articles.",
        figure=charts.heatmap.by_period(rows, outlets, period=period, narrow=screen.narrow()),
        alt=f"Table of mean sentiment for {theme.counted(len(outlets), 'outlet')} by {period}.",
        rows=rows, measure="sentiment", options=options, behind=lambda key: _in_cell(selection, options, key),
        least_width=charts.heatmap.least_width(columns, narrow=True) if screen.narrow() else 220 + charts.heatmap.least_width(columns),
    )  # fmt: skip


def _in_cell(selection: Selection, options: Options, key: str) -> tuple[str, Slice] | None:
    """Return the articles behind a cell; None for a key that no chart made."""
    day, _, outlet = key.partition(charts.heatmap.KEY)
    try:
        when, slice_ = periods.within(selection.slice_, options.period, day)
    except (ValueError, InputError):
        return None
    return f"{outlet}, {when}", replace(slice_, outlets=(outlet,))


def _headlines(selection: Selection) -> None:
    rows = loading.rows(selection.folder, selection.version, "headlines", selection.slice_)
    left_out = _without(rows)
    every = rows[rows["outlet"] == headlines.ALL_OUTLETS]
    compared = rows[(rows["articles"] > 0) & (rows["outlet"] != headlines.ALL_OUTLETS)]
    if compared.empty:
        st.caption(f"No article has a headline and a body to compare.{left_out}")
        return
    first = headlines.beyond(compared)["outlet"].head(1)  # the title names it
    largest = compared.sort_values(["articles", "outlet"], ascending=[False, True])
    leading = pd.concat([compared[compared["outlet"].isin(first)], largest[~largest["outlet"].isin(first)]]).head(OUTLETS)
    together = " On top stand all outlets together, every article once." if len(every) else ""
    more = (
        f" Drawn are {OUTLETS} outlets of {theme.count(len(compared))}, by articles; all are in the table."
        if len(compared) > OUTLETS
        else ""
    )
    n = int(compared["articles"].sum())
    card = Card(
        key="headlines",
        title=_headline_finding(rows, compared) or "Headlines against bodies",
        measured=f"Mean sentiment of headlines and of the articles below them, by outlet (articles); {selection.words}; n = {theme.counted(n, 'article')} with both",
        reading="The dot is the mean of the headlines, the ring that of the bodies. The bar through the dot is the 95 % interval of their difference, "
        f"article by article: where it leaves out the ring, the difference is larger than noise, and in bold. Click for the articles, "
        f"the largest differences first.{together}{left_out}{more}",
        figure=charts.headlines.against_bodies(pd.concat([every, leading]), narrow=screen.narrow()),
        alt=f"Dumbbell chart of the mean sentiment of headlines and bodies for {theme.counted(len(leading), 'outlet')}.",
        rows=rows, measure="headlines", panel=lambda key: _gaps(selection, key),
        least_width=0 if screen.narrow() else charts.headlines.LEAST_WIDTH,
    )  # fmt: skip
    components.chart_card(selection, card)


def _without(rows: pd.DataFrame) -> str:
    """Return how many scored articles have no headline or no body, a space before it."""
    outlets = rows[rows["outlet"] != headlines.ALL_OUTLETS]
    bare, untitled = int(outlets["headline_only"].sum()), int(outlets["untitled"].sum())
    parts = [f"{theme.counted(bare, 'article')} {_are(bare)} a headline only"] if bare else []
    parts += [f"{theme.counted(untitled, 'article')} {'has' if untitled == 1 else 'have'} no headline"] if untitled else []
    return f" Not compared: {' and '.join(parts)}." if parts else ""


def _headline_finding(rows: pd.DataFrame, compared: pd.DataFrame) -> str:
    """Return what headlines do to the tone, in all outlets or in one; nothing where too few are compared."""
    beyond = headlines.beyond(compared)
    overall = headlines.overall(rows)
    if overall is not None:
        tone = "negative" if overall < 0 else "positive"
        alike = beyond[(beyond["difference"] < 0) == (overall < 0)]["outlet"].head(1)
        most = f", most clearly those of {theme.plain(str(alike.iloc[0]))}" if len(alike) else ""
        return f"Headlines are more {tone} than the articles below them ({theme.signed(overall)}){most}"
    if beyond.empty:
        tested = int((compared["articles"] >= headlines.ENOUGH).sum())
        return "No outlet’s headlines differ from its articles by more than noise" if tested > 1 else ""
    first = beyond.iloc[0]
    tone = "negative" if first["difference"] < 0 else "positive"
    others = f", and {theme.counted(len(beyond) - 1, 'more outlet differs', 'more outlets differ')}" if len(beyond) > 1 else ""
    return f"Headlines of {theme.plain(str(first['outlet']))} are more {tone} than its articles{others}"


def _gaps(selection: Selection, key: str) -> None:
    """List the articles of an outlet, the largest differences between headline and body first; choosing one opens it."""
    articles = headlines.articles_behind(loading.corpus(selection.folder), selection.slice_, key or None)
    shown = articles.head(GAPS_LISTED)
    more = f", the {GAPS_LISTED} largest differences listed" if len(articles) > GAPS_LISTED else ", the largest differences first"
    st.markdown(f"**{theme.counted(len(articles), 'article')}** of {theme.plain(key or 'no named outlet')}{more}. Choose one to read it.")

    def opened() -> None:
        cell = links.chosen_cell("headline-gaps")
        if cell:
            links.read(str(shown["article_id"].iloc[cell[0]]))

    value = {
        name: st.column_config.NumberColumn(name.capitalize(), format="%+.2f", width=85) for name in ("headline", "body", "difference")
    }
    st.dataframe(
        shown[["published_at", "title", "headline", "body", "difference"]], key="headline-gaps", hide_index=True, on_select=opened,
        selection_mode="single-cell", placeholder="", height=min(38 + 35 * len(shown), 320), alt="Articles by the difference between headline and body",
        column_config={
            "published_at": st.column_config.DateColumn("Date", format="D MMM YYYY", width=90),
            "title": st.column_config.TextColumn("Headline", width="large"),
            **value,
        },
    )  # fmt: skip
