"""The sentences that name an actor, in context, page by page: names marked, sentiment shaded and said, each a click from its article."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.measures import actor_sentences
from dashboard import components, links, loading, theme
from dashboard.selection import Selection

PAGE = 10  # sentences on a page
_ORDERS: dict[actor_sentences.Order, str] = {
    "latest": "Latest", "negative": "Most negative", "positive": "Most positive", "toward-negative": "Most negative toward",
    "toward-positive": "Most positive toward",
}  # fmt: skip
_FIRST: dict[actor_sentences.Order, str] = {
    "latest": "the latest first", "negative": "the most negative first", "positive": "the most positive first",
    "toward-negative": "the most negative toward the actor first", "toward-positive": "the most positive toward the actor first",
}  # fmt: skip
TITLE = 90  # characters of a headline; all of it is in the article

_MARK = "font-weight:600;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px"


def sentence_list(selection: Selection, actor_id: str, *, key: str, beside: str | None = None, alias: str | None = None) -> None:
    """Draw the sentences of the selection that name an actor.

    Args:
        selection: Whose articles count.
        actor_id: The actor.
        key: Unique on the page.
        beside: Only sentences that name this actor too.
        alias: Only sentences that name it so.
    """
    where = (selection.folder, selection.version, selection.slice_)
    everyone = selection.names
    counts = loading.named(*where, actor_id, beside, alias)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        head = st.container(width="content")
        order = _order(key) if counts.sentences > 1 else "latest"
    head.markdown(_said(counts, order, paired=beside is not None))
    if not counts.sentences:
        return
    listed = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        pages = -(-counts.sentences // PAGE)
        page = st.pagination(pages, key=f"{key}-page") if pages > 1 else 1
        with st.container(horizontal=True, gap="small", width="content"):
            _download(selection, actor_id, key=key, beside=beside, alias=alias, about=everyone.get(actor_id, ""))
    sentences, names = loading.actor_contexts(*where, actor_id, (page - 1) * PAGE, PAGE, beside, alias, order)
    shown = names[names["actor_id"].isin({actor_id, beside})]
    for number, row in enumerate(sentences.to_dict("records")):
        inside = shown[(shown["article_id"] == row["article_id"]) & (shown["sentence_no"] == row["sentence_no"])]
        with listed.container(gap="xxsmall"):
            st.button(
                _head(row),
                key=f"{key}-open-{number}",
                type="tertiary",
                wrap=False,
                icon=":material/article:",
                help="Read the article, with this sentence in view",
                on_click=_open,
                args=(str(row["article_id"]), int(row["sentence_no"])),
            )
            st.html(_sentence(row, inside))


def _order(key: str) -> actor_sentences.Order:
    """Draw the control of a list's order and return what is chosen; another order begins at the first page."""
    page = f"{key}-page"

    def first_page() -> None:
        if page in st.session_state:
            st.session_state[page] = 1

    chosen: actor_sentences.Order = st.selectbox(
        "Order", list(_ORDERS), key=f"{key}-order", bind="query-params", format_func=_ORDERS.__getitem__, label_visibility="collapsed",
        width=220, on_change=first_page,
    )  # fmt: skip
    return chosen


def _download(selection: Selection, actor_id: str, *, key: str, beside: str | None, alias: str | None, about: str) -> None:
    components.rows_download(
        selection, "actor-sentences",
        lambda: actor_sentences.naming(loading.corpus(selection.folder), selection.slice_, actor_id=actor_id, beside=beside, alias=alias),
        actor_sentences.COLUMNS, key=f"{key}-{actor_id.partition(':')[2]}", limits=_limits(beside, alias), about=about,
    )  # fmt: skip


def _said(counts: actor_sentences.Named, order: actor_sentences.Order, *, paired: bool) -> str:
    """Return counts as a sentence in Markdown."""
    if paired:
        return f"**{theme.counted(counts.sentences, 'sentence')}** of {theme.counted(counts.articles, 'article')}, {_FIRST[order]}."
    return (
        f"**{theme.counted(counts.mentions, 'mention')}** in {theme.counted(counts.sentences, 'sentence')} "
        f"of {theme.counted(counts.articles, 'article')}, {_FIRST[order]}."
    )


def _open(article_id: str, sentence_no: int) -> None:
    links.link_to("articles", open_=article_id, sentence=sentence_no)


def _limits(beside: str | None, alias: str | None) -> str:
    return (f", beside {beside}" if beside else "") + (f", under the name {alias}" if alias else "")


def _head(row: Mapping[Hashable, Any]) -> str:
    """Return date, outlet and headline of a sentence's article as Markdown."""
    title = row["title"] if isinstance(row["title"], str) else "Untitled"
    parts = [theme.day(row["published_at"]), row["outlet"], title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"]
    return f":small[{theme.plain(' · '.join(part for part in parts if isinstance(part, str)))}]"


def _sentence(row: Mapping[Hashable, Any], names: pd.DataFrame) -> str:
    """Return one sentence with its neighbours and values as HTML; every character of the texts is escaped."""
    before, after = (html.escape(row[side]) if isinstance(row[side], str) else "" for side in ("before", "after"))
    toward = (
        "" if pd.isna(row["toward_score"]) else f" · toward {row['name']} {theme.signed(row['toward_score'])}, likeliest {row['toward']}"
    )
    values = f"{theme.signed(row['sentiment'])} {theme.tone(row['sentiment'])}{toward}"
    return (
        '<div style="line-height:1.6;margin-bottom:0.6rem">'
        f'<span style="opacity:0.6">{before}</span> '
        f'<span style="background:{theme.shade(row["sentiment"])};border-radius:2px">{_with_names(row["sentence"], names)}</span> '
        f'<span style="opacity:0.6">{after}</span> '
        f'<span style="font-size:0.82rem;opacity:0.8;white-space:nowrap">[{html.escape(values)}]</span></div>'
    )


def _with_names(text: str, names: pd.DataFrame) -> str:
    parts: list[str] = []
    position = 0
    for start, end in names[["start", "end"]].itertuples(index=False):
        parts += [html.escape(text[position:start]), f'<span style="{_MARK}">{html.escape(text[start:end])}</span>']
        position = end
    return "".join([*parts, html.escape(text[position:])])
