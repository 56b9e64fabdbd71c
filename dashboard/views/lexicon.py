"""Lexicon: what each word is worth, where its value comes from, and what another value would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import export
from analysis.errors import DatelineError
from analysis.scorers.lexicon import LARGEST_VALUE, WORD_MAX_CHARACTERS, LexiconChoice, chosen_lexicon, vader_lexicon
from dashboard import components, loading, theme
from dashboard.selection import Selection

MOVED = 10  # articles that are named among those a change moves; the table holds all
_BASES = {"news": "News lexicon", "vader": "Plain VADER"}
_WORD = "lexicon-word"
_ASKED = "_lexicon-asked"
_ERROR = "_lexicon-error"


def render(selection: Selection) -> None:
    """Draw the page."""
    _rescore_if_asked(selection)
    corpus = loading.corpus(selection.folder)
    now = corpus.lexicon
    components.page_head(selection, "What is a word worth?", _answer(now), filtered=False)
    failed = st.session_state.pop(_ERROR, None)
    if failed:
        st.error(theme.plain(failed), icon=":material/error:")
    planned = _planned(selection, now)
    _base(selection, planned)
    if planned.base == "news":
        _word(selection, planned)
        _changes(selection, planned)
    _effect(selection, now, planned)
    if corpus.lexicon_before and corpus.lexicon_before != now:
        st.button(
            "Undo the last change", icon=":material/undo:", key="lexicon-undo", on_click=_apply, args=(selection, corpus.lexicon_before)
        )
    _whole_list()


def _answer(now: LexiconChoice) -> str:
    if now.base == "vader":
        return "This corpus is scored with **plain VADER**, to the last digit of the library."
    changes = f", and **{theme.counted(len(now.changes), 'change')} of your own**" if now.changes else ""
    corrections = theme.counted(len(loading.news_words()), "correction")
    return f"This corpus is scored with the **news lexicon**: the word values of VADER with {corrections} for news{changes}."


def _key(selection: Selection) -> str:
    return f"_lexicon-{selection.folder}"


def _planned(selection: Selection, now: LexiconChoice) -> LexiconChoice:
    """Return the word values that are being tried out; nothing is scored with them before they are applied."""
    planned = st.session_state.get(_key(selection))
    return planned if isinstance(planned, LexiconChoice) else now


def _plan(selection: Selection, planned: LexiconChoice) -> None:
    st.session_state[_key(selection)] = planned


def _base(selection: Selection, planned: LexiconChoice) -> None:
    def switched() -> None:
        _plan(selection, LexiconChoice(base=st.session_state["lexicon-base"], changes=planned.changes))

    st.segmented_control(
        "Word values", list(_BASES), format_func=_BASES.__getitem__, default=planned.base, required=True, key="lexicon-base", on_change=switched,
        help="Plain VADER switches off the values for news, the masking of names and your changes.",
    )  # fmt: skip


def _word(selection: Selection, planned: LexiconChoice) -> None:
    """Let a word be looked up and its value be changed."""
    st.header("Look up and change a word", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        word = st.text_input("Word", key=_WORD, max_chars=WORD_MAX_CHARACTERS, placeholder="ceasefire", width=260).strip().lower()
        known = chosen_lexicon(planned).values.get(word, 0.0)
        value = st.number_input(
            "Its value, −4 to +4", -LARGEST_VALUE, LARGEST_VALUE, float(known), 0.1, key=f"lexicon-value-{word}-{known}", width=200
        )
        st.button(
            "Set",
            key="lexicon-set",
            icon=":material/edit:",
            disabled=not word,
            on_click=_set,
            args=(selection, planned, word, float(value)),
        )
    if word:
        st.markdown(_says(word, planned))


def _set(selection: Selection, planned: LexiconChoice, word: str, value: float | None) -> None:
    try:
        _plan(selection, planned.changed(word, value))
    except DatelineError as error:
        st.session_state[_ERROR] = str(error)


def _says(word: str, planned: LexiconChoice) -> str:
    """Return what the lists say of a word."""
    shown = theme.plain(word)
    vader = vader_lexicon().values.get(word)
    row = loading.news_words().query("word == @word")
    parts = [f"**{shown}**: VADER says {theme.signed(vader)}" if vader is not None else f"**{shown}** has no value in VADER"]
    if len(row):
        parts.append(f"the news lexicon {theme.signed(float(row['ours'].iloc[0]))} ({theme.plain(str(row['why'].iloc[0]))})")
    mine = dict(planned.changes).get(word)
    return "; ".join(parts + ([f"you {theme.signed(mine)}"] if mine is not None else [])) + "."


def _changes(selection: Selection, planned: LexiconChoice) -> None:
    if not planned.changes:
        return
    st.caption("Your changes; choose one to take it back.")
    with st.container(horizontal=True, gap="xsmall"):
        for word, value in planned.changes:
            st.button(
                f"{theme.plain(word)} {theme.signed(value)}", key=f"lexicon-drop-{word}", icon=":material/close:", icon_position="right",
                on_click=_set, args=(selection, planned, word, None),
            )  # fmt: skip


def _effect(selection: Selection, now: LexiconChoice, planned: LexiconChoice) -> None:
    """Show what the plan would change, and let it be applied or dropped."""
    if planned == now:
        return
    found = loading.lexicon_effect(selection.folder, selection.version, planned)
    with st.container(border=True, key="lexicon-effect"):
        st.markdown("#### What this would change")
        st.markdown(
            f"**{theme.count(found.changed)}** of {theme.counted(found.sentences, 'sentence')} turn negative, neutral or positive from something else; "
            f"{theme.counted(len(found.articles), 'article moves', 'articles move')}."
        )
        _before_after(found.outlets, "Mean sentiment of each outlet before and after")
        if len(found.articles):
            st.caption(
                f"The articles that move most{'' if len(found.articles) <= MOVED else f', {MOVED} of {theme.count(len(found.articles))}'}."
            )
            _before_after(found.articles.head(MOVED).drop(columns="article_id"), "Articles that move most, before and after")
        with st.container(horizontal=True):
            st.button(
                "Score the corpus again",
                key="lexicon-apply",
                type="primary",
                icon=":material/check:",
                on_click=_apply,
                args=(selection, planned),
            )
            st.button("Drop these changes", key="lexicon-discard", icon=":material/close:", on_click=_drop, args=(selection,))


def _before_after(frame: pd.DataFrame, alt: str) -> None:
    numbers = {name: st.column_config.NumberColumn(name.capitalize(), format="%+.3f") for name in ("before", "after")}
    words = {name: name.capitalize() for name in ("outlet", "title", "articles")}
    st.dataframe(frame, hide_index=True, column_config={**numbers, **words}, placeholder="", alt=alt)


def _apply(selection: Selection, choice: LexiconChoice) -> None:
    """Ask for the corpus to be scored again in the run that follows, where progress can be shown."""
    _drop(selection)
    st.session_state[_ASKED] = choice


def _rescore_if_asked(selection: Selection) -> None:
    choice = st.session_state.pop(_ASKED, None)
    if not isinstance(choice, LexiconChoice):
        return
    bar = st.progress(0.0, text="Scoring again")

    def shown(done: int, total: int) -> None:
        bar.progress(done / total, text=f"Import {done + 1} of {theme.count(total)}")

    with st.spinner("Scoring all sentences again; the corpus stays as it was until this is done", show_time=True):
        try:
            loading.corpus(selection.folder).rescore(choice, progress=shown)
        except (DatelineError, OSError) as error:
            st.session_state[_ERROR] = f"The corpus could not be scored again and stays as it was: {error}"
    st.rerun()


def _drop(selection: Selection) -> None:
    st.session_state.pop(_key(selection), None)
    st.session_state.pop("lexicon-base", None)


def _whole_list() -> None:
    st.header("The whole list", anchor=False)
    st.caption("Every word whose value for news differs from VADER’s, and why. A word that is not here has VADER’s value.")
    words = loading.news_words()
    st.dataframe(
        words, hide_index=True, height=380, alt="The news lexicon", placeholder="",
        column_config={
            "word": "Word",
            "vader": st.column_config.NumberColumn("VADER", format="%+.1f"),
            "ours": st.column_config.NumberColumn("For news", format="%+.1f"),
            "why": st.column_config.TextColumn("Why", width="large"),
        },
    )  # fmt: skip
    st.download_button(
        "Download CSV", data=lambda: export.to_bytes(words, "csv"), file_name="news_lexicon.csv", mime="text/csv", key="csv-lexicon", on_click="ignore",
        type="tertiary", icon=":material/download:",
    )  # fmt: skip
