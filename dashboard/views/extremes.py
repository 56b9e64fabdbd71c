"""The most negative and most positive sentences and articles, the words behind them marked, each a click from its article."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analysis.measures import Options, by_name, extremes
from analysis.scorers import sentiment
from analysis.scorers.lexicon import Lexicon, chosen_lexicon
from dashboard import components, links, loading, theme
from dashboard.marked_words import marked
from dashboard.selection import Selection

PAGE = 5  # of each side at once; all are in the download
TITLE = 80  # characters of a headline; all of it is in the article
Kind = Literal["sentences", "articles"]
_KINDS: dict[Kind, str] = {"sentences": "Sentences", "articles": "Articles"}
_VOICES = {"any": "Any voice", "reporter": "Reporter", "quoted": "Quoted"}
_SIDES = {"negative": "Most negative", "positive": "Most positive"}
_RULE = "With S the sum of what the words add, the score is S / √(S² + 15). Point at a marked word for the same."


@st.fragment
def section(selection: Selection) -> None:
    """Draw the lists, with what they are of and how they are read."""
    with st.container(border=True, key="strongest-passages"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown("#### The strongest passages", width="content")
            kind, voices = _controls()
        measure = f"extreme-{kind}"
        options = Options(of=voices)
        rows = loading.rows(selection.folder, selection.version, measure, selection.slice_, options)
        st.caption(theme.plain(f"{_measured(kind, voices, rows)}; {selection.words}"))
        if rows.empty:
            st.markdown(_none(kind, voices))
            return
        pages = -(-int(rows.groupby("side").size().max()) // PAGE)
        below = st.container()
        page = 1
        left, right = st.columns(2)
        with left:
            if pages > 1:
                page = st.pagination(pages, key="strongest", bind="query-params")
        with right, st.container(horizontal=True, gap="small", horizontal_alignment="right"):
            components.rows_download(selection, measure, lambda: rows, by_name(measure).columns, key=f"extreme-{kind}", options=options)
        with below:
            _lists(selection, kind, rows, page)
        st.caption(theme.plain(_reading(kind)))


def _controls() -> tuple[Kind, tuple[str, ...]]:
    """Draw the controls; return what is listed, and the voices that count."""
    with st.container(horizontal=True, width="content", gap="small"):
        kind: Kind = st.segmented_control(
            "Strongest", list(_KINDS), default="sentences", required=True, key="extremes", bind="query-params",
            format_func=_KINDS.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
        if kind == "articles":
            return kind, ()
        voice = st.segmented_control(
            "Voice", list(_VOICES), default="any", required=True, key="voice", bind="query-params", format_func=_VOICES.__getitem__,
            label_visibility="collapsed",
        )  # fmt: skip
    return kind, () if voice == "any" else (str(voice),)


def _lists(selection: Selection, kind: Kind, rows: pd.DataFrame, page: int) -> None:
    shown = rows[(rows["place"] > (page - 1) * PAGE) & (rows["place"] <= page * PAGE)]
    opened = loading.corpus(selection.folder)
    lexicon = chosen_lexicon(opened.lexicon)
    names = extremes.names_in(opened, shown)
    for column, (side, head) in zip(st.columns(2, gap="large"), _SIDES.items(), strict=True):
        with column:
            st.markdown(f"**{head}**")
            of = shown[shown["side"] == side]
            if of.empty:
                st.caption(f"No {'further ' if page > 1 else ''}{kind[:-1]} is {side}.")
            for row in of.to_dict("records"):
                _item(kind, row, _words(row, lexicon, names))


def _words(row: Mapping[Hashable, Any], lexicon: Lexicon, names: Mapping[tuple[str, int], list[tuple[int, int]]]) -> pd.DataFrame:
    spans = names.get((str(row["article_id"]), int(row["sentence_no"])), [])
    return sentiment.explain(str(row["sentence"]), lexicon=lexicon, names=spans)


def _item(kind: Kind, row: Mapping[Hashable, Any], words: pd.DataFrame) -> None:
    key = f"{kind}-{row['side']}-{row['place']}"
    with st.container(gap="xxsmall", key=f"strong-{key}"):
        st.button(
            _head(row), key=f"open-{key}", type="tertiary", wrap=False, icon=":material/article:", help="Read the article, with this sentence in view",
            on_click=links.read, args=(str(row["article_id"]),), kwargs={"sentence": int(row["sentence_no"])},
        )  # fmt: skip
        if kind == "articles":
            st.markdown(_about(row))
        st.html(_sentence(kind, row, words))
        with st.expander("Words and rules", key=f"words-{key}", on_change="rerun", type="compact") as expander:
            if expander.open:
                _explained(words)


def _head(row: Mapping[Hashable, Any]) -> str:
    """Return outlet, date and headline as Markdown."""
    title = row["title"] if isinstance(row["title"], str) else "Untitled"
    outlet = row["outlet"] if isinstance(row["outlet"], str) else "outlet not named"
    short = title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    return f":small[{theme.plain(' · '.join([outlet, theme.day(row['published_at']), short]))}]"


def _about(row: Mapping[Hashable, Any]) -> str:
    """Return the article's value and what carries it, as Markdown."""
    copies = f"; {theme.counted(int(row['copies']), 'copy', 'copies')} not listed" if row["copies"] else ""
    return (
        f"**{theme.signed(row['sentiment'])}**, {row['side']}: {theme.count(row['toned'])} of {theme.counted(row['sentences'], 'sentence')} {row['side']}"
        f"{copies}. The strongest:"
    )


def _sentence(kind: Kind, row: Mapping[Hashable, Any], words: pd.DataFrame) -> str:
    """Return the sentence with its value at the side as HTML; every character of the text is escaped."""
    value = theme.signed(row["compound"])
    notes = ["quoted"] if row["voice"] == "quoted" else []
    notes += [f"stands in {theme.counted(int(row['copies']), 'more place')}"] if kind == "sentences" and row["copies"] else []
    said = "".join(f" · {note}" for note in notes)
    return (
        '<div style="display:flex;gap:0.7rem;line-height:1.55">'
        f'<span style="flex:0 0 3.1rem;text-align:right;font-weight:600;font-variant-numeric:tabular-nums">{value}</span>'
        f'<span style="flex:1;overflow-wrap:anywhere">{marked(str(row["sentence"]), words)}'
        f'<span style="font-size:0.82rem;opacity:0.7;white-space:nowrap">{said}</span></span></div>'
    )


def _explained(words: pd.DataFrame) -> None:
    columns = {"word": "Word", "value": "Lexicon", "after": "Adds", "rules": "Rules"}
    numbers = {name: st.column_config.NumberColumn(format="%+.2f", width=75) for name in ("Lexicon", "Adds")}
    st.dataframe(
        words[list(columns)].rename(columns=columns), hide_index=True, placeholder="", alt="Words behind the score", column_config=numbers
    )
    st.caption(theme.plain(_RULE))


def _measured(kind: Kind, voices: tuple[str, ...], rows: pd.DataFrame) -> str:
    candidates = int(rows["candidates"].iloc[0]) if len(rows) else 0
    if kind == "articles":
        what = theme.counted(candidates, "scored article")
        return f"The {extremes.LISTED} most negative and most positive of {what} of at least {extremes.FEW} sentences, copies once"
    spoken = {(): "", ("reporter",): " of the reporters", ("quoted",): " that are quoted"}[voices]
    return f"The {extremes.LISTED} most negative and most positive of {theme.counted(candidates, 'scored sentence')}{spoken}"


def _reading(kind: Kind) -> str:
    marks = "A mark is a word that adds to the score, red and − to the negative, blue and + to the positive, the deeper the more; dotted names add nothing."
    if kind == "articles":
        return (
            f"An article’s value is the mean of its sentences. Articles of fewer than {extremes.FEW} sentences are not listed. Of copies the earliest "
            f"stands for all. {marks}"
        )
    return f"{marks} The same words count once, wherever they stand. Long sentences reach the ends more easily: they hold more words."


def _none(kind: Kind, voices: tuple[str, ...]) -> str:
    if kind == "articles":
        return f"No article of at least {extremes.FEW} sentences is negative or positive on average."
    return f"No {'' if not voices else voices[0] + ' '}sentence is negative or positive."
