"""Two articles side by side, word by word: any two of a list, copies of each other or versions of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.copies import similarity
from analysis.differences import Difference, difference
from dashboard import links, theme
from dashboard.compared_texts import legend, side_by_side

FOLD_FROM = 15  # paragraphs; a longer pair opens with those that are the same folded away


@st.fragment
def compare(articles: pd.DataFrame, *, first: tuple[str, str], key: str) -> None:
    """Draw two of some articles side by side, and let the reader choose which.

    Args:
        articles: Two or more: article_id, title, outlet, published_at, text, and label, what an article is besides ("earlier version") or
            empty.
        first: Ids of the two that are compared until others are chosen.
        key: Unique on the page; the same for the same articles.
    """
    rows = {str(row["article_id"]): {str(name): value for name, value in row.items()} for row in articles.to_dict("records")}
    names = _names(articles)
    _keep_known(list(names), first, key)
    sides = []
    for column, side in zip(st.columns(2, gap="medium"), ("left", "right"), strict=True):
        with column:
            chosen = st.selectbox(
                f"Text on the {side}", list(names), format_func=names.__getitem__, key=f"{side}-{key}", label_visibility="collapsed"
            )
            row = rows[chosen]
            sides.append(row)
            _heading(row, side=side, key=key)
    left, right = sides
    if left["article_id"] == right["article_id"]:
        st.info("This is the same article on both sides. Choose another one.", icon=":material/content_copy:")
        return
    _texts(str(left["text"]), str(right["text"]), _short_names(left, right), key=key)


def choose(key: str, *, left: str, right: str) -> None:
    """Put two articles side by side in the run that follows."""
    st.session_state[f"left-{key}"] = left
    st.session_state[f"right-{key}"] = right


def _keep_known(ids: Collection[str], first: tuple[str, str], key: str) -> None:
    """Choose the first two where nothing is chosen, or something that is not offered."""
    for side, article_id in zip(("left", "right"), first, strict=True):
        if st.session_state.get(f"{side}-{key}") not in ids:
            st.session_state[f"{side}-{key}"] = article_id


def _names(articles: pd.DataFrame) -> dict[str, str]:
    """Return article ids -> what they are called in the choice, each name once."""
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for row in articles.to_dict("records"):
        parts = [row["outlet"] if isinstance(row["outlet"], str) else "not named", theme.moment(row["published_at"])]
        name = ", ".join([*parts, *([row["label"]] if isinstance(row["label"], str) and row["label"] else [])])
        taken[name] = taken.get(name, 0) + 1
        names[str(row["article_id"])] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return names


def _short_names(left: Mapping[str, Any], right: Mapping[str, Any]) -> tuple[str, str]:
    """Return what the two texts are called beside them: their outlets, or, of one outlet, their labels or times."""
    outlets = [str(row["outlet"]) if isinstance(row["outlet"], str) else "not named" for row in (left, right)]
    if outlets[0] != outlets[1]:
        return outlets[0], outlets[1]
    times = [f"{outlet}, {row['label'] or theme.moment(row['published_at'])}" for outlet, row in zip(outlets, (left, right), strict=True)]
    return (times[0], times[1]) if times[0] != times[1] else (f"{outlets[0]}, left", f"{outlets[1]}, right")


def _heading(row: Mapping[str, Any], *, side: str, key: str) -> None:
    title = theme.plain(row["title"]) if isinstance(row["title"], str) else "Untitled"
    st.subheader(title, anchor=False)
    st.button(
        "Read it", key=f"read-{side}-{key}", type="tertiary", icon=":material/article:", on_click=links.link_to, args=("articles",),
        kwargs={"open_": row["article_id"]}, disabled=bool(row["label"]), help="An earlier version is in no list" if row["label"] else None,
    )  # fmt: skip


def _texts(left: str, right: str, names: tuple[str, str], *, key: str) -> None:
    found = difference(left, right)
    st.markdown(_counts(left, right, found, names))
    folded = st.toggle("Only the paragraphs that differ", key=f"folded-{key}", value=len(found.rows) > FOLD_FROM)
    if found.only_one or found.only_other or found.moved:
        st.html(legend(names, moved=found.moved > 0))
    st.html(side_by_side(left, right, found, names=names, folded=folded))
    st.caption("White space, and the shape of quotation marks and dashes, make no difference; every other character does.")


def _counts(left: str, right: str, found: Difference, names: tuple[str, str]) -> str:
    if not (found.only_one or found.only_other or found.moved):
        return f"**No word differs**; {theme.counted(found.same, 'word')} in both."
    one, other = (theme.plain(name) for name in names)
    moved = f", {theme.count(found.moved)} moved" if found.moved else ""
    return (
        f"**{theme.counted(found.only_one, 'word')}** only in {one}, **{theme.count(found.only_other)}** only in {other}{moved}; "
        f"{theme.count(found.same)} in both. Similarity {theme.share(similarity(left, right))}."
    )
