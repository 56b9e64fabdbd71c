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
    counts = loading.named(*where, actor_id, beside, alias)
    st.markdown(said(counts))
    if not counts.sentences:
        return
    pages = -(-counts.sentences // PAGE)
    page = st.pagination(pages, key=f"{key}-page") if pages > 1 else 1
    sentences, names = loading.actor_contexts(*where, actor_id, (page - 1) * PAGE, PAGE, beside, alias)
    marked = {actor_id, beside}
    for number, row in enumerate(sentences.to_dict("records")):
        inside = names[
            (names["article_id"] == row["article_id"]) & (names["sentence_no"] == row["sentence_no"]) & names["actor_id"].isin(marked)
        ]
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            st.html(_sentence(row, inside), width="stretch")
            st.button(
                "Read",
                key=f"{key}-open-{number}",
                type="tertiary",
                icon=":material/article:",
                help="Open the article at this sentence",
                on_click=_open,
                args=(str(row["article_id"]), int(row["sentence_no"])),
            )
    with st.container(horizontal=True, gap="small"):
        components.rows_download(
            selection, "actor-sentences",
            lambda: actor_sentences.naming(loading.corpus(selection.folder), selection.slice_, actor_id=actor_id, beside=beside, alias=alias),
            actor_sentences.COLUMNS, key=f"{key}-sentences", limits=_limits(beside, alias),
        )  # fmt: skip


def said(counts: actor_sentences.Named) -> str:
    """Return counts as a sentence in Markdown."""
    return (
        f"**{theme.counted(counts.mentions, 'mention')}** in {theme.counted(counts.sentences, 'sentence')} "
        f"of {theme.counted(counts.articles, 'article')}, the latest first."
    )


def _open(article_id: str, sentence_no: int) -> None:
    links.link_to("articles", open_=article_id, sentence=sentence_no)


def _limits(beside: str | None, alias: str | None) -> str:
    return (f", beside {beside}" if beside else "") + (f", under the name {alias}" if alias else "")


def _sentence(row: Mapping[Hashable, Any], names: pd.DataFrame) -> str:
    """Return one sentence with its neighbours as HTML; every character of the texts is escaped."""
    title = row["title"] if isinstance(row["title"], str) else "Untitled"
    outlet = row["outlet"] if isinstance(row["outlet"], str) else "no outlet"
    published = row["published_at"]
    head = f"{theme.day(published if isinstance(published, pd.Timestamp) else None)} · {outlet} · {title}"
    felt, toward = float(str(row["sentiment"])), float(str(row["toward_score"]))
    values = f"{theme.signed(felt)} {theme.tone(felt)}" + ("" if pd.isna(toward) else f" · toward {theme.signed(toward)} {row['toward']}")
    before, after = (html.escape(str(row[side])) if isinstance(row[side], str) else "" for side in ("before", "after"))
    shade = theme.shade(felt)
    return (
        '<div style="line-height:1.55;margin-bottom:0.35rem">'
        f'<div style="font-size:0.82rem;opacity:0.75">{html.escape(head)}</div>'
        f'<span style="opacity:0.62">{before}</span> '
        f'<span style="background:{shade};border-radius:2px">{_with_names(str(row["sentence"]), names)}</span> '
        f'<span style="opacity:0.62">{after}</span>'
        f'<div style="font-size:0.82rem;opacity:0.75">{html.escape(values)}</div></div>'
    )


def _with_names(text: str, names: pd.DataFrame) -> str:
    parts: list[str] = []
    position = 0
    for start, end in names[["start", "end"]].itertuples(index=False):
        parts += [html.escape(text[position:start]), f'<span style="{_MARK}">{html.escape(text[start:end])}</span>']
        position = end
    return "".join([*parts, html.escape(text[position:])])
