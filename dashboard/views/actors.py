"""Actors: who is in the news, and how that changes; who is named together; the analyst's corrections. One actor has a page of its own."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis.corrections.record import OWN
from analysis.measures import actors as measure
from analysis.slice import Form
from dashboard import actor_filter, charts, components, links, loading, screen, theme
from dashboard.charts.ranking import By, Columns
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import actor_edits, actor_page, co_mentions, overview_cards, periods

BARS = 12
LIST_HEIGHT = 600  # pixels
LISTED = 200  # actors in the list: each has a trend; all of them are in the download
_SECTIONS = {"ranking": "Ranking", "together": "Named together", "corrections": "Corrections"}
_REGISTER = "register"
_KNOWN = "register: from the register of actors; found: named in the texts, not in the register; yours: added by you"
_SWITCHES: dict[Form, str] = {"adjective": "“Israeli” counts for Israel", "metonym": "“The Kremlin” counts for Russia"}


def render(selection: Selection) -> None:
    """Draw the page."""
    opened = links.opened("actors")
    if opened:
        actor_page.render(selection, opened)
        return
    rows = loading.rows(selection.folder, selection.version, "actors", selection.slice_)
    components.page_head(selection, "Who is in the news?", _answer(rows))
    if components.nothing_left(selection):
        return
    sections: dict[str, Callable[[], None]] = {
        "ranking": lambda: _ranking(selection, rows),
        "together": lambda: co_mentions.render(selection),
        "corrections": lambda: actor_edits.render(selection),
    }
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        section = st.segmented_control(
            "Section", list(_SECTIONS), default="ranking", required=True, key="section", bind="query-params",
            format_func=lambda name: _SECTIONS[name], label_visibility="collapsed",
        )  # fmt: skip
        if section != "corrections":
            form_switches(selection)
    if rows.empty and section != "corrections":
        st.info("No actor is named in these articles. Only articles in English are read for actors.", icon=":material/search_off:")
        return
    sections[section or "ranking"]()


def form_switches(selection: Selection) -> None:
    """Draw the switches for adjectives and metonyms: the same as in the filters, so they hold on every page."""
    with st.container(horizontal=True, gap="medium", width="content"):
        for form, label in _SWITCHES.items():
            key = f"counts-{form}"
            st.session_state[key] = form not in selection.slice_.without
            st.toggle(label, key=key, on_change=_switch, args=(form,))


def _switch(form: Form) -> None:
    others = [other for other in st.session_state.get("without") or [] if other != form]
    st.session_state["without"] = others if st.session_state[f"counts-{form}"] else [*others, form]


def _answer(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No actor is named."
    first, *others = rows.head(3).to_dict("records")
    then = " and ".join(f"{theme.plain(other['name'])} ({theme.share(other['share'])})" for other in others)
    found = int(rows["actor_id"].str.startswith(measure.FOUND).sum())
    return (
        f"**{theme.plain(first['name'])}** is in {theme.count(first['articles'])} of {theme.counted(first['total'], 'article')} in English "
        f"({theme.share(first['share'])})" + (f", then {then}" if then else "") + f". {theme.counted(len(rows), 'actor')} in all"
        + (f", {theme.count(found)} of them found in the texts and not in the register." if found else ".")
    )  # fmt: skip


def _ranking(selection: Selection, rows: pd.DataFrame) -> None:
    kept, by, limits = _limited(selection, rows)
    if kept.empty:
        st.info("No actor fits. Clear the name, the type or the country.", icon=":material/search_off:")
        return
    components.chart_card(selection, _card(selection, kept, by, limits))
    _list(selection, kept)


def _limited(selection: Selection, rows: pd.DataFrame) -> tuple[pd.DataFrame, By, str]:
    """Draw the controls; return the rows they leave, in their order, what is counted, and the limits in words."""
    types = [type_ for type_ in theme.TYPES_NAMED if (rows["type"] == type_).any()]
    countries = {code: measure.country_name(code) for code in rows["country"].dropna().unique()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Name", key="actor-name", bind="query-params", type="search", placeholder="Find an actor", max_chars=100, width=230
        )
        country = st.selectbox(
            "Country", sorted(countries, key=lambda code: countries[code]), index=None, key="country", bind="query-params",
            placeholder="All countries", format_func=lambda code: countries.get(code, code), width=230,
        )  # fmt: skip
        counted = st.segmented_control(
            "Count",
            ["articles", "mentions"],
            default="articles",
            required=True,
            key="count",
            bind="query-params",
            format_func=str.capitalize,
        )
    chosen = st.pills(
        "Type",
        types,
        selection_mode="multi",
        key="type",
        bind="query-params",
        format_func=lambda type_: theme.TYPES_NAMED[type_],
        label_visibility="collapsed",
    )
    by: By = "mentions" if counted == "mentions" else "articles"
    if text:
        called = loading.actors_called(selection.folder, selection.version, text)
        like = actor_filter.like(text, dict(zip(rows["actor_id"], rows["name"], strict=True)))
        rows = rows[rows["actor_id"].isin([*called, *like])]
    if country:
        rows = rows[rows["country"] == country]
    if chosen:
        rows = rows[rows["type"].isin(chosen)]
    if by == "mentions":
        rows = rows.sort_values(["mentions", "articles", "actor_id"], ascending=[False, False, True])
    words = [
        f"named like {text.strip()}" if text else "",
        ", ".join(theme.TYPES_NAMED[type_].lower() for type_ in chosen),
        f"of {countries[country]}" if country else "",
    ]
    return rows.reset_index(drop=True), by, "only " + "; ".join(word for word in words if word) if any(words) else ""


def _card(selection: Selection, rows: pd.DataFrame, by: By, limits: str) -> Card:
    total = theme.counted(int(rows["total"].max()), "article") + " in English"
    what = "Share of articles that mention an actor (articles)" if by == "articles" else "Mentions of an actor"
    left_out = len(rows) - BARS
    return Card(
        key="actors",
        title=_title(rows, by, limits),
        measured=f"{what}; {selection.words}{'; ' + limits if limits else ''}; n = {total}",
        reading=f"{'An actor counts once an article' if by == 'articles' else 'Every mention counts'}, under all its names. "
        "Click a name for its page, a bar for its articles. Right: the mean sentiment of the sentences that name it.",
        figure=charts.ranking.rows(
            rows, key="actor_id", columns=Columns(sentiment="sentiment"), by=by, most=BARS, wide=True, narrow=screen.narrow()
        ),
        alt=f"Bar chart of the leading actors: {', '.join(rows['name'].head(3))}" + (f", and {theme.count(left_out)} more in the list." if left_out > 0 else "."),
        rows=rows, measure="actors", limits=limits, behind=lambda key: _behind(selection, rows, key), opens="actors",
    )  # fmt: skip


def _title(rows: pd.DataFrame, by: By, limits: str) -> str:
    """Return who leads, where that is beyond noise, else the measure."""
    if by == "mentions":
        return "Most mentioned actors"
    leads = "" if limits else overview_cards.leading_title(rows)
    return leads or "Leading actors"


def _behind(selection: Selection, rows: pd.DataFrame, actor_id: str) -> tuple[str, frozenset[str]]:
    names = dict(zip(rows["actor_id"], rows["name"], strict=True))
    return names.get(actor_id, actor_id), loading.articles_naming(selection.folder, selection.version, selection.slice_, actor_id)


@st.fragment
def _list(selection: Selection, rows: pd.DataFrame) -> None:
    """Draw the list of actors; choosing one opens its page."""
    shown = rows.head(LISTED)
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    period = periods.fitting(totals)
    trends = loading.actor_trends(selection.folder, selection.version, selection.slice_, tuple(shown["actor_id"]), period)
    trends = trends[(trends["total"] >= theme.THIN) & ~trends["period"].isin(periods.in_part(selection, period, trends["period"]))]
    lines = trends.groupby("actor_id")["share"].agg(list) if len(trends) else pd.Series(dtype="object")
    st.subheader(theme.counted(len(rows), "actor"), anchor=False)
    more = (
        f" The {theme.count(LISTED)} leading ones are listed; all {theme.count(len(rows))} are in the download above."
        if len(rows) > LISTED
        else ""
    )
    st.caption(f"Choose one for its page.{more}")

    def opened() -> None:
        cells = st.session_state["actor-list"]["selection"]["cells"]
        if cells:
            links.link_to("actors", open_=str(shown["actor_id"].iloc[cells[0][0]]))

    frame = shown.assign(
        type=shown["type"].map(theme.TYPE_NAMES).fillna(shown["type"]),
        country=shown["country"].map(measure.country_name, na_action="ignore"),
        share=shown["share"] * 100,
        trend=pd.Series([lines.get(actor_id) for actor_id in shown["actor_id"]], index=shown.index, dtype="object"),
        known=shown["actor_id"].map(_source),
    )
    known = ["known"] if (frame["known"] != _REGISTER).any() else []  # of nothing but the register it would say nothing
    columns = [
        "name",
        "articles",
        "share",
        *(["trend"] if len(trends) else []),
        "sentiment",
        "toward",
        "mentions",
        "type",
        "country",
        *known,
    ]
    st.dataframe(
        frame[columns], key="actor-list", hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="",
        height=components.list_height(len(frame), LIST_HEIGHT), alt="List of actors",
        column_config={
            "name": st.column_config.TextColumn("Name", width=160),
            "type": st.column_config.TextColumn("Type", width=90),
            "country": st.column_config.TextColumn("Country", width=105),
            "articles": st.column_config.NumberColumn("Articles", format="localized", width=70),
            "share": st.column_config.NumberColumn("Share", format="%.1f %%", width=70, help="Of the articles in English"),
            "mentions": st.column_config.NumberColumn("Mentions", format="localized", width=70),
            "trend": st.column_config.LineChartColumn(
                "Trend", y_min=0, width=120,
                help=f"Share of articles that mention the actor, by {period}, each on a scale of its own; only whole {period}s of at least {theme.THIN} articles",
            ),
            "sentiment": st.column_config.NumberColumn(
                "Sentences", format="%+.2f", width=80, help="Mean sentiment of the sentences that name the actor, −1 to +1"
            ),
            "toward": st.column_config.NumberColumn("Toward", format="%+.2f", width=65, help="Mean sentiment toward the actor, −1 to +1"),
            "known": st.column_config.TextColumn("Known from", width=80, help=_KNOWN),
        },
    )  # fmt: skip


def _source(actor_id: str) -> str:
    """Return where an actor is known from, in a word."""
    return "found" if actor_id.startswith(measure.FOUND) else "yours" if actor_id.startswith(OWN) else _REGISTER
