"""One group of copies: when each article appeared, how far it is from the earliest, and any two of them side by side."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import export
from analysis.slice import ALL
from dashboard import charts, filters, links, loading, theme
from dashboard.selection import Selection
from dashboard.views import comparison

DRAWN = 20  # articles on the time axis; all of them are in the table below it
LISTED = 10  # rows of the table before it scrolls
EARLIER = "earlier version"


def draw(selection: Selection, asked: str) -> None:
    """Draw the group that an address asks for: by its id, or by an article that is in it.

    Args:
        selection: What is looked at, every copy counted.
        asked: A group's or an article's id.
    """
    st.button("All groups", icon=":material/arrow_back:", type="tertiary", on_click=links.link_to, args=("copies",), key="all-groups")
    group = loading.group_of(selection.folder, selection.version, asked)
    if group is None:
        st.info(
            "That group is not in this corpus. Choose one from the list of all groups, or choose its corpus above the filters.",
            icon=":material/search_off:",
        )
        return
    every = loading.copy_members(selection.folder, selection.version, group, ALL)
    passing = loading.copy_members(selection.folder, selection.version, group, selection.slice_)
    whole = len(passing) < min(2, len(every))
    shown = every if whole else passing
    versions = loading.earlier_versions(selection.folder, selection.version, group)
    versions = versions[versions["by_article_id"].isin(shown["article_id"])]
    with st.container(border=True, key="copy-group"):
        st.header(_title(shown), anchor=False)
        groups = loading.rows(selection.folder, selection.version, "copies", ALL if whole else selection.slice_)
        st.markdown(_answer(shown, versions, groups[groups["copy_group"] == group]))
        _outside(group, len(every) - len(passing), whole=whole)
        if len(shown) > 1:
            _appearance(shown, group)
            _members(selection, shown, group)
        if len(versions):
            _versions(versions, group)
    _side_by_side(shown, versions, group, asked)


def _title(shown: pd.DataFrame) -> str:
    title = shown["title"].iloc[0]
    return theme.plain(title) if isinstance(title, str) else "Untitled"


def _answer(shown: pd.DataFrame, versions: pd.DataFrame, found: pd.DataFrame) -> str:
    earlier = f"**{theme.counted(len(versions), EARLIER)}**"
    if found.empty:
        return f"One article, with {earlier}." if len(versions) else "One article; no other repeats it."
    row = found.iloc[0]
    articles = f"**{theme.counted(len(shown), 'article')}**" + (f" with {earlier}" if len(versions) else "")
    if row["outlets"] <= 1:
        return (
            f"{articles}, all from **{theme.plain(row['outlet'])}**." if isinstance(row["outlet"], str) else f"{articles}, no outlet named."
        )
    said = f"{articles} from **{theme.counted(int(row['outlets']), 'outlet')}**"
    if pd.isna(row["published_at"]):
        return f"{said}, none of them dated."
    if not isinstance(row["outlet"], str):
        return f"{said}. The dates do not tell who had it first."
    return f"{said}. **{theme.plain(row['outlet'])}** had it first, on {theme.moment(row['published_at'])}."


def _outside(group: str, outside: int, *, whole: bool) -> None:
    """Say which articles of the group the filters leave out, and offer to show them."""
    if whole:
        st.caption("The filters leave fewer than two of these articles; the group is shown whole.")
    elif outside:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"{theme.counted(outside, 'more article')} of this group {'is' if outside == 1 else 'are'} outside the filters.",
                width="content",
            )
            st.button("Show the whole group", key="whole-group", type="tertiary", on_click=_without_filters, args=(group,))


def _without_filters(group: str) -> None:
    filters.reset()
    links.link_to("copies", open_=group)


def _appearance(shown: pd.DataFrame, group: str) -> None:
    dated = shown.dropna(subset="published_at")
    if dated.empty:
        return
    key = f"appearance-{group}"

    def opened() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points:
            _against_first(shown, str(points[0]["customdata"][-1]), group)

    said = [
        f"{outlet}, {theme.later(dated['published_at'].iloc[0], time)}"
        for outlet, time in zip(dated["outlet"], dated["published_at"], strict=True)
    ]
    st.plotly_chart(
        charts.copies.appearance(dated, rows=DRAWN), key=key, config={"displayModeBar": False}, on_select=opened, selection_mode="points",
        alt=f"When each article appeared: {'; '.join(said[1:DRAWN])}.",
    )  # fmt: skip
    notes = [f"The first {DRAWN} of {theme.count(len(dated))} dated articles."] if len(dated) > DRAWN else []
    notes += [theme.counted(len(shown) - len(dated), "article") + " without a date not drawn."] if len(shown) > len(dated) else []
    bars = "" if dated["published_at"].head(DRAWN).map(theme.has_time).all() else " A bar is a day without an hour."
    st.caption(" ".join(["Times are UTC." + bars, *notes]))


def _against_first(shown: pd.DataFrame, article_id: str, group: str) -> None:
    first = str(shown["article_id"].iloc[0])
    if article_id != first:
        comparison.choose(group, left=first, right=article_id)


def _members(selection: Selection, shown: pd.DataFrame, group: str) -> None:
    """Draw the articles with how far each is from the earliest; choosing one compares the two."""
    key = f"members-{group}"

    def opened() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            _against_first(shown, str(shown["article_id"].iloc[cells[0][0]]), group)

    first = shown["published_at"].iloc[0]
    later = ["first", *(theme.later(first, time) for time in shown["published_at"].iloc[1:])]
    # The earliest is what the others are measured against.
    others = shown.index > shown.index[0]
    counts = {name: shown[name].where(others) for name in ("added", "removed", "moved")} | {
        "similarity": 100 * shown["similarity"].where(others)
    }
    st.dataframe(
        shown.assign(later=later if not pd.isna(first) else ["undated"] * len(shown), **counts)[_COLUMNS], key=key, hide_index=True, placeholder="",
        on_select=opened, selection_mode="single-cell", column_config=_column_config("the first"), alt="Articles of the group, the earliest first",
        height="content" if len(shown) <= LISTED else 38 + 35 * LISTED,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Words are counted against the first. Choose a row, or a dot, to see the two side by side.", width="content")
        name = f"{selection.name}-copies-{group}".lower().replace(" ", "-")
        st.download_button(
            "Download CSV", data=lambda: export.to_bytes(shown.drop(columns="text"), "csv"), file_name=f"{name}.csv", mime="text/csv", key="csv-group",
            on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip


_COLUMNS = ["outlet", "later", "similarity", "added", "removed", "moved", "words", "title"]


def _column_config(reference: str) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "outlet": st.column_config.TextColumn("Outlet", width=150),
        "later": st.column_config.TextColumn("Published", width=120),
        "similarity": number(
            "Similarity", format="%.1f %%", width=80, help=f"Six-word runs it shares with {reference}, of those that either has"
        ),
        "added": number("Only here", format="localized", width=75, help=f"Words that {reference} does not have"),
        "removed": number("Left out", format="localized", width=75, help=f"Words that only {reference} has"),
        "moved": number("Moved", format="localized", width=65, help="Words in both, in another order"),
        "words": number("Words", format="localized", width=65),
        "title": st.column_config.TextColumn("Title", width="medium"),
    }


def _versions(versions: pd.DataFrame, group: str) -> None:
    """Draw the earlier versions of the group's articles; choosing one compares it with the version that counts."""
    st.subheader("Earlier versions", anchor=False)
    st.caption("Same address, changed text. They count in no chart; the latest version does. Choose a row to see what was changed.")
    key = f"versions-{group}"

    def opened() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            row = versions.iloc[cells[0][0]]
            comparison.choose(group, left=str(row["article_id"]), right=str(row["by_article_id"]))

    rows = versions.assign(later=versions["published_at"].map(theme.moment), similarity=100 * versions["similarity"])
    st.dataframe(
        rows[_COLUMNS], key=key, hide_index=True, placeholder="", on_select=opened, selection_mode="single-cell",
        column_config=_column_config("the latest version"), alt="Earlier versions of the articles, the latest first",
        height="content" if len(versions) <= LISTED else 38 + 35 * LISTED,
    )  # fmt: skip


def _side_by_side(shown: pd.DataFrame, versions: pd.DataFrame, group: str, asked: str) -> None:
    """Draw two texts side by side, and let the reader choose any of the group's articles and their earlier versions."""
    earlier = versions.drop(columns="by_article_id").drop_duplicates("article_id").assign(label=EARLIER)
    articles = pd.concat([shown.assign(label=""), earlier], ignore_index=True)
    if len(articles) > 1:
        st.header("Side by side", anchor=False)
        comparison.compare(articles, first=_first_pair(shown, versions, asked), key=group)


def _first_pair(shown: pd.DataFrame, versions: pd.DataFrame, asked: str) -> tuple[str, str]:
    """Return the two that are compared first: what was asked for with the earliest article, or a version with the one that replaced it."""
    ids = shown["article_id"].tolist()
    replaced = versions.set_index("article_id")["by_article_id"]
    if asked in replaced.index or len(ids) == 1:
        version = asked if asked in replaced.index else replaced.index[0]
        return version, str(versions.loc[versions["article_id"] == version, "by_article_id"].iloc[0])
    return ids[0], asked if asked in ids[1:] else ids[1]
