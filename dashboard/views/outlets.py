"""Outlets: who publishes how much, in what tone; a few of them beside each other; any two slices against each other. An outlet has a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.measures import Options
from analysis.slice import Slice
from dashboard import charts, components, links, loading, screen, theme
from dashboard.components import Card
from dashboard.selection import Selection
from dashboard.views import copies_note, outlet_comparison, outlet_page, periods, tone_note, two_slices

ROWS = 15  # outlets drawn; all of them are in the list
LIST_HEIGHT = 600  # pixels
LISTED = 200  # outlets in the list: each has a trend; all of them are in the download
NAMED = 2  # outlets that the answer names for one tone; more are counted
_SECTIONS = {"all": "All outlets", "chosen": "Chosen outlets", "two": two_slices.SECTION}


def render(selection: Selection) -> None:
    """Draw the page, or the page of the outlet that the address opens."""
    opened = links.opened("outlets")
    if opened is not None:
        outlet_page.render(selection, opened)
        return
    rows = loading.rows(selection.folder, selection.version, "outlets", selection.slice_)
    components.page_head(selection, "Who reports how?", answer(rows))
    if components.nothing_left(selection):
        return
    tone_note.draw(selection)
    sections: dict[str, Callable[[], None]] = {
        "all": lambda: _all(selection, rows),
        "chosen": lambda: outlet_comparison.render(selection, rows),
        "two": lambda: two_slices.render(selection),
    }
    section = st.segmented_control(
        "Section", list(_SECTIONS), default="all", required=True, key="section", bind="query-params", format_func=_SECTIONS.__getitem__,
        label_visibility="collapsed",
    )  # fmt: skip
    sections[section or "all"]()


def answer(rows: pd.DataFrame) -> str:
    """Return the sentence that says who publishes most and whose tone differs from the others' by more than noise explains, in Markdown.

    Args:
        rows: Rows of the measure ``outlets``.
    """
    named = rows[rows["outlet"].notna()]
    if named.empty:
        return "None of these articles names its outlet." if len(rows) else "No article is in this selection."
    first = named.iloc[0]
    of = f"{theme.count(first['articles'])} of {theme.counted(first['total'], 'article')}, {theme.share(first['share'])}"
    if len(rows) == 1:
        all_ = "The one article is" if first["articles"] == 1 else f"All {theme.counted(first['articles'], 'article')} are"
        return f"{all_} from **{theme.plain(first['outlet'])}**: there is no other outlet to compare it with."
    tied = (named["articles"] == first["articles"]).sum() > 1
    lead = f"**{theme.plain(first['outlet'])}** publishes {'as much as any other outlet' if tied else 'most'} ({of})"
    return f"{lead}; {_tones(named)}." + _not_named(rows)


def _tones(named: pd.DataFrame) -> str:
    """Return which outlets differ in tone from all others together by more than noise explains."""
    beyond = named[named["exceeds"]]
    if beyond.empty:
        if named["difference_low"].isna().all():
            return "too few articles are scored to compare the tone of one with that of the others"
        return "no outlet’s tone differs from that of all others together by more than noise explains"
    parts = []
    for word, found in (
        ("negative", beyond[beyond["difference"] < 0].sort_values(["difference", "outlet"])),
        ("positive", beyond[beyond["difference"] > 0].sort_values(["difference", "outlet"], ascending=[False, True])),
    ):
        said = [
            f"**{theme.plain(row['outlet'])}** ({theme.signed(row['sentiment'])} against {theme.signed(row['others'])})"
            for row in found.head(NAMED).to_dict("records")
        ]
        more = len(found) - len(said)
        if said:
            names = f"{', '.join(said)} and {theme.counted(more, 'other')}" if more else " and ".join(said)
            parts.append(f"{names} {'is' if len(found) == 1 else 'are'} more {word}")
    return " and ".join(parts) + " than all others together, more than noise explains"


def _not_named(rows: pd.DataFrame) -> str:
    articles = int(rows[rows["outlet"].isna()]["articles"].sum())
    return f" {theme.counted(articles, 'article names', 'articles name')} no outlet." if articles else ""


def _all(selection: Selection, rows: pd.DataFrame) -> None:
    copies_note.draw(selection, int(rows["copies"].sum()), int(rows["articles"].sum()), "one-per-group-and-outlet")
    components.chart_card(selection, _side_by_side(selection, rows))
    _list(selection, rows)


def _side_by_side(selection: Selection, rows: pd.DataFrame) -> Card:
    drawn = rows.head(ROWS)
    more = f" The {ROWS} largest of {theme.count(len(rows))}; all are in the list below." if len(rows) > ROWS else ""
    mean = charts.outlets.overall(rows)
    dotted = f" The dotted line is the mean of all articles ({theme.signed(mean)})." if len(rows) > 1 and not pd.isna(mean) else ""
    return Card(
        key="outlets",
        title=_title(rows) or "Volume and tone of each outlet",
        measured=f"Articles (share of all) and mean sentiment of the scored ones with its 95 % interval, by outlet; {selection.words}; "
        f"n = {theme.counted(int(rows['articles'].sum()), 'article')}, {theme.count(int(rows['scored'].sum()))} scored",
        reading="Left how many articles, right their tone. A filled dot differs from all other outlets together by more than noise explains, a hollow one "
        f"does not.{dotted} Dots of fewer than {theme.THIN} articles are faint.{more} Click a bar or a dot for its articles.",
        figure=charts.outlets.side_by_side(drawn, narrow=screen.narrow()),
        alt=f"Bars of the articles and dots of the mean sentiment of {theme.counted(len(drawn), 'outlet')}; largest: {_largest(rows)}.",
        rows=rows, measure="outlets", behind=lambda key: behind(selection, key), least_width=0 if screen.narrow() else 560,
    )  # fmt: skip


def _title(rows: pd.DataFrame) -> str:
    """Return how many outlets differ in tone from all others together by more than noise explains; nothing where that cannot be told."""
    tested = rows[rows["outlet"].notna() & rows["difference_low"].notna()]
    if len(tested) < 2:
        return ""
    beyond = int(tested["exceeds"].sum())
    many = (
        "No outlet differs"
        if not beyond
        else f"{theme.count(beyond)} of {theme.counted(len(tested), 'outlet')} {'differs' if beyond == 1 else 'differ'}"
    )
    return f"{many} in tone from the others by more than noise explains"


def _largest(rows: pd.DataFrame) -> str:
    return ", ".join(str(name) for name in rows["outlet"].dropna().head(3)) or "not named"


def behind(selection: Selection, outlet: str) -> tuple[str, Slice | frozenset[str]]:
    """Return an outlet's name and its articles; for an empty name those that name none."""
    if outlet:
        return outlet, replace(selection.slice_, outlets=(outlet,))
    articles = loading.article_list(selection.folder, selection.version, selection.slice_)
    return "no outlet named", frozenset(articles[articles["outlet"].isna()]["article_id"])


@st.fragment
def _list(selection: Selection, rows: pd.DataFrame) -> None:
    """Draw the list of outlets; choosing one opens its page."""
    shown = rows.head(LISTED).reset_index(drop=True)
    trends, period = _trends(selection, shown["outlet"].dropna().tolist())
    st.subheader(theme.counted(int(rows["outlet"].notna().sum()), "outlet"), anchor=False)
    more = (
        f" The {theme.count(LISTED)} largest are listed; all {theme.count(len(rows))} are in the download above."
        if len(rows) > LISTED
        else ""
    )
    st.caption(f"Choose one for its page: what it writes about more and less than the others, and its articles.{more}")

    def opened() -> None:
        cells = st.session_state["outlet-list"]["selection"]["cells"]
        if not cells:
            return
        outlet = shown["outlet"].iloc[cells[0][0]]
        if isinstance(outlet, str):
            links.link_to("outlets", open_=outlet)
        links.choose_points("outlets", [""])  # those that name no outlet have no page: their articles are listed under the chart
        st.rerun()

    frame = shown.assign(
        outlet=shown["outlet"].fillna("not named"),
        trend=pd.Series([trends.get(outlet) for outlet in shown["outlet"]], index=shown.index, dtype="object"),
        percent=shown["share"] * 100, negative=shown["negative_share"] * 100, copied=shown["copies_share"] * 100,
        against=[
            _against(*row) for row in zip(shown["sentiment"], shown["others"], shown["difference_low"], shown["exceeds"], strict=True)
        ],
    )  # fmt: skip
    columns = ["outlet", "articles", "sentiment", "against", *(["trend"] if trends else []), "percent", "negative", "copied", "words"]
    st.dataframe(
        frame[columns], key="outlet-list", hide_index=True, on_select=opened, selection_mode="single-cell", placeholder="", alt="List of outlets",
        height=components.list_height(max(len(frame), 1), LIST_HEIGHT),
        column_config={
            "outlet": st.column_config.TextColumn("Outlet", width=165),
            "articles": st.column_config.NumberColumn("Articles", format="localized", width=70),
            "percent": st.column_config.NumberColumn("Share", format="%.1f %%", width=70, help="Of all articles of the selection"),
            "trend": st.column_config.LineChartColumn("Trend", y_min=0, width=110, help=f"Articles by {period}, each on a scale of its own; whole {period}s only"),
            "sentiment": st.column_config.NumberColumn("Sentiment", format="%+.2f", width=85, help="Mean over its scored articles, −1 to +1"),
            "against": st.column_config.TextColumn(
                "Against the others", width=145, help="Sentiment less that of all other outlets together, and whether it is more than noise explains"
            ),
            "negative": st.column_config.NumberColumn("Negative", format="%.0f %%", width=75, help="Mean share of negative sentences in an article"),
            "words": st.column_config.NumberColumn("Words", format="%.0f", width=60, help="Mean words an article"),
            "copied": st.column_config.NumberColumn("Copies", format="%.1f %%", width=70, help="Share of its articles that repeat an earlier one of any outlet"),
        },
    )  # fmt: skip


def _against(sentiment: float, others: float, low: float, exceeds: bool) -> str:
    """Return an outlet's difference from all others together, and whether it exceeds noise."""
    if pd.isna(low):
        return "too few articles"
    return f"{theme.apart(sentiment, others)[2]}, " + ("beyond noise" if exceeds else "within noise")


def _trends(selection: Selection, outlets: Sequence[str]) -> tuple[dict[str, list[int]], str]:
    """Return the articles of each outlet by period, and the period; nothing where no article is dated."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    period = periods.fitting(totals)
    if not (totals.first and outlets):
        return {}, period
    rows = loading.rows(
        selection.folder, selection.version, "coverage", selection.slice_, Options(period=period, group="outlet", series=tuple(outlets))
    )
    whole = rows[~rows["period"].isin(periods.in_part(selection, period, rows["period"]))]  # an end in part would look like a fall
    return dict(whole.groupby("group_id")["articles"].agg(list)), period
