"""One article to read: its sentences shaded by sentiment, its actors marked, and the words and rules behind each score. On any page it opens in place."""

from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import own_topics, search
from analysis.scorers import sentiment
from analysis.scorers.lexicon import chosen_lexicon
from dashboard import drawn, links, loading, theme
from dashboard.marked_text import marked
from dashboard.report import TextBlock
from dashboard.selection import Selection

_DATED_BY = {"dateline": " (by the dateline in the text)", "address": " (by its address)"}


def in_place(selection: Selection) -> None:
    """Open the article that the address names over the page that is open; the Articles page shows it itself."""
    article_id = links.opened("articles")
    if article_id and links.current() != "articles":
        _dialog(selection, article_id)


@st.dialog("Article", width="large", on_dismiss=links.close_article)
def _dialog(selection: Selection, article_id: str) -> None:
    read(selection, article_id)


@st.fragment
def read(selection: Selection, article_id: str) -> None:
    """Draw an article, whole or as far as it is known."""
    tables = loading.article(selection.folder, selection.version, article_id)
    if tables["articles"].empty:
        st.info(
            "That article is not in this corpus. Choose one from the list, or open its corpus on the left.", icon=":material/search_off:"
        )
        return
    article = tables["articles"].iloc[0]
    text = str(article["text"])
    with st.container(border=links.current() == "articles", key="reader"):
        reading, beside = st.columns([5, 3], gap="large")
        with reading:
            st.header(theme.plain(article["title"]) if isinstance(article["title"], str) else "Untitled", anchor=False)
            _byline(article)
            _repeats(selection, article_id)
            at = links.sentence()
            _asked_for(selection, text, tables["sentences"], tables["mentions"], at)
            query = selection.slice_.query
            found = search.spans(search.parse(query), text) if query else []
            shown = marked(text, tables["sentences"], tables["mentions"], at=at, found=found)
            st.html(shown)
            drawn.keep("reader", lambda: TextBlock(html=f"<h2>{html.escape(str(article['title'] or 'Untitled'))}</h2>{shown}"))
            if found:
                st.caption(f"Bold: what the search {theme.plain(query or '')} matches.")
            _removed(article)
        with beside:
            _scores(article)
            _topics(selection, article, tables["topics"])
            _actors(tables["mentions"])
        _sentences(selection, text, tables["sentences"], tables["mentions"])


def _asked_for(selection: Selection, text: str, sentences: pd.DataFrame, mentions: pd.DataFrame, at: int | None) -> None:
    """Draw the sentence that led here above the text, with the words behind its score; in the text it has a frame."""
    found = sentences[sentences["sentence_no"] == at]
    if found.empty:
        return
    row = found.iloc[0]
    sentence = text[int(row["start"]) : int(row["end"])]
    st.info(f"Sentence {row['sentence_no'] + 1} of {len(sentences)}: {theme.plain(sentence)}", icon=":material/format_quote:")
    with st.expander(f"The words behind its score, {theme.signed(row['compound'])}", on_change="rerun", key="asked-words") as opened:
        if opened.open:
            _explained(selection, pd.concat([row, pd.Series({"sentence": sentence})]), mentions)


def _byline(article: pd.Series) -> None:
    """Draw outlet (a click from its page), date, authors, address and file."""
    day = theme.day(article["published_at"]) + (_DATED_BY.get(article["dated_by"], ""))
    parts = [day, article["authors"], article["url"], f"from {article['source_file']}"]
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if isinstance(article["outlet"], str):
            st.button(
                theme.plain(article["outlet"]), key="reader-outlet", type="tertiary", icon=":material/newsstand:", on_click=links.link_to,
                args=("outlets",), kwargs={"open_": article["outlet"]}, help="The page of this outlet",
            )  # fmt: skip
        st.markdown(f":small[{theme.plain(' · '.join(str(part) for part in parts if isinstance(part, str)))}]", width="stretch")


def _repeats(selection: Selection, article_id: str) -> None:
    """Lead from an article to its copies and earlier versions."""
    copies, versions = loading.repeats_of(selection.folder, selection.version, article_id, replace(selection.slice_, copies="all"))
    found = [theme.counted(copies, "copy", "copies")] if copies else []
    found += [theme.counted(versions, "earlier version")] if versions else []
    if found:
        st.button(
            f"{', '.join(found)}: compare", key="compare-copies", type="tertiary", icon=":material/content_copy:", on_click=links.link_to,
            args=("copies",), kwargs={"open_": article_id},
        )  # fmt: skip


def _removed(article: pd.Series) -> None:
    if isinstance(article["removed"], str):
        lines = article["removed"].splitlines()
        with st.expander(f"Removed from the text ({theme.counted(len(lines), 'line')})"):
            st.text("\n".join(lines))


def _scores(article: pd.Series) -> None:
    st.subheader("Sentiment", anchor=False)
    if pd.isna(article["sentiment"]):
        st.markdown(f"Not scored: the language is {theme.plain(str(article['language']))}, and only English is scored.")
        return
    st.markdown(
        f"**{theme.signed(article['sentiment'])}** ({theme.tone(article['sentiment'])}), the mean of {theme.counted(article['sentences'], 'sentence')}; "
        f"{theme.share(article['positive_share'])} of them positive, {theme.share(article['negative_share'])} negative."
    )
    st.caption("Blue behind a sentence is positive, red negative, the deeper the stronger; point at it for its score.")


def _topics(selection: Selection, article: pd.Series, found: pd.DataFrame) -> None:
    if article["language"] != "en":
        return
    st.subheader("Topics", anchor=False)
    if found.empty:
        st.markdown("No topic found.")
        return
    ranked = found.sort_values(["weight", "name"], ascending=[False, True]).to_dict("records")
    st.caption("With their part of the evidence for all broad topics. Choose one for its page.")
    with st.container(horizontal=True, gap="xsmall"):
        for topic in ranked:
            own = str(topic["topic_id"]).startswith(own_topics.PREFIX)
            st.button(
                f"{theme.plain(topic['name'])}, " + ("yours" if own else f"{topic['weight'] * 100:.0f} %"), key=f"topic-{topic['topic_id']}", type="tertiary",
                on_click=links.link_to, args=("topics",), kwargs={"open_": topic["topic_id"]},
            )  # fmt: skip
    with st.expander("The terms behind them", on_change="rerun", key="topic-terms") as opened:
        if opened.open:
            terms = loading.terms_in_article(selection.folder, selection.version, str(article["article_id"]))
            _small_table(
                terms.rename(columns={"name": "Topic", "term": "Term", "times": "Times", "weight": "Weight"}), "Terms behind the topics"
            )


def _actors(mentions: pd.DataFrame) -> None:
    if mentions.empty:
        return
    st.subheader("Actors", anchor=False)
    named = mentions.groupby(["actor_id", "name"], as_index=False).agg(mentions=("surface", "size"))
    named = named.sort_values(["mentions", "name"], ascending=[False, True])
    st.caption("With their mentions here. Choose one for its page.")
    with st.container(horizontal=True, gap="xsmall"):
        for actor in named.to_dict("records"):
            st.button(
                f"{theme.plain(actor['name'])} {actor['mentions']}",
                key=f"actor-{actor['actor_id']}",
                type="tertiary",
                on_click=links.link_to,
                args=("actors",),
                kwargs={"open_": actor["actor_id"]},
            )


def _sentences(selection: Selection, text: str, sentences: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Draw the sentences with their scores; choosing one shows the words and rules behind its score."""
    if sentences.empty:
        return
    with st.expander(
        f"{theme.counted(len(sentences), 'sentence')}, and the words behind their scores", on_change="rerun", key="sentences-open"
    ) as opened:
        if not opened.open:
            return
        shown = sentences.sort_values("sentence_no")
        shown = shown.assign(sentence=[text[start:end] for start, end in zip(shown["start"], shown["end"], strict=True)])
        event = st.dataframe(
            shown.assign(sentence_no=shown["sentence_no"] + 1)[["sentence_no", "compound", "voice", "sentence"]],
            hide_index=True,
            key="sentences",
            on_select="rerun",
            selection_mode="single-cell",
            alt="Sentences of the article with their scores",
            column_config={
                "sentence_no": st.column_config.NumberColumn("No.", width=45),
                "compound": st.column_config.NumberColumn("Score", format="%+.2f", width=65),
                "voice": st.column_config.TextColumn("Voice", width=80),
                "sentence": st.column_config.TextColumn("Sentence", width="large"),
            },
        )
        cells = event["selection"]["cells"]
        _explained(selection, shown.iloc[cells[0][0] if cells else 0], mentions)


def _explained(selection: Selection, sentence: pd.Series, mentions: pd.DataFrame) -> None:
    inside = mentions[(mentions["start"] >= sentence["start"]) & (mentions["end"] <= sentence["end"])]
    names = [
        (int(start - sentence["start"]), int(end - sentence["start"])) for start, end in zip(inside["start"], inside["end"], strict=True)
    ]
    lexicon = chosen_lexicon(loading.corpus(selection.folder).lexicon)
    words = sentiment.explain(str(sentence["sentence"]), lexicon=lexicon, names=names)
    st.markdown(
        f"**Sentence {sentence['sentence_no'] + 1}** scores {theme.signed(sentence['compound'])} ({theme.tone(sentence['compound'])})."
    )
    if words.empty:
        st.caption("None of its words carries a value. Choose another sentence above.")
        return
    st.caption(
        "Each word’s value in VADER, its value in the lexicon of this corpus, and what it adds once the rules have run. "
        "With S the sum of what they add, the score is S / √(S² + 15). Choose another sentence above."
    )
    _small_table(
        words[["word", "vader", "value", "after", "rules"]].rename(
            columns={"word": "Word", "vader": "VADER", "value": "Lexicon", "after": "Adds", "rules": "Rules"}
        ),
        "Words behind the score",
    )


def _small_table(frame: pd.DataFrame, alt: str) -> None:
    numbers = {name: st.column_config.NumberColumn(format="%.2f") for name in frame.select_dtypes("float").columns}
    st.dataframe(frame, hide_index=True, column_config=numbers, placeholder="", alt=alt)
