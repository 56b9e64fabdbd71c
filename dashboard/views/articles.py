"""Articles: find one, read it, and see where its numbers come from: sentences shaded by sentiment, actors marked, words behind each score."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.scorers import sentiment
from dashboard import components, filters, links, loading, theme
from dashboard.marked_text import marked
from dashboard.selection import Selection

LIST_HEIGHT = 620  # pixels; the list scrolls beside the article


def render(selection: Selection) -> None:
    """Draw the page."""
    listed = loading.article_list(selection.folder, selection.version, selection.slice_)
    components.page_head("What do the articles say?", _answer(selection, listed))
    filters.chips(selection.slice_, selection.facets)
    if components.nothing_left(selection):
        return
    chosen = st.query_params.get(links.ARTICLE)
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption("Choose an article to read it. Words on the left search titles and texts.")
        components.article_table(listed, key="article-list", height=LIST_HEIGHT)
        components.table_download(selection, "articles")
    with right:
        _reader(selection, chosen or str(listed["article_id"].iloc[0]))


def _answer(selection: Selection, listed: pd.DataFrame) -> str:
    scored = listed["sentiment"].dropna()
    mean = (
        f" Their mean sentiment is **{theme.signed(scored.mean())}** ({theme.tone(scored.mean())}, n = {theme.count(len(scored))})."
        if len(scored)
        else ""
    )
    return f"**{theme.counted(len(listed), 'article')}**; {theme.plain(selection.words)}.{mean}"


@st.fragment
def _reader(selection: Selection, article_id: str) -> None:
    tables = loading.article(selection.folder, selection.version, article_id)
    if tables["articles"].empty:
        st.info(
            "That article is not in this corpus. Choose one from the list, or open its corpus on the left.", icon=":material/search_off:"
        )
        return
    article = tables["articles"].iloc[0]
    with st.container(border=True, key="reader"):
        st.header(theme.plain(article["title"]) if isinstance(article["title"], str) else "Untitled", anchor=False)
        st.caption(theme.plain(_byline(article)))
        _scores(article, tables)
        st.html(marked(str(article["text"]), tables["sentences"], tables["mentions"]))
        if isinstance(article["removed"], str):
            with st.expander(f"Removed from the text ({theme.counted(article['removed'].count(chr(10)) + 1, 'line')})"):
                st.text(article["removed"])
        _sentences(str(article["text"]), tables["sentences"], tables["mentions"])
        _actors(tables["mentions"])


def _byline(article: pd.Series) -> str:
    when = pd.to_datetime(article["published_at"])
    parts = [article["outlet"], theme.day(when), article["authors"], article["url"], f"from {article['source_file']}"]
    return " · ".join(str(part) for part in parts if isinstance(part, str))


def _scores(article: pd.Series, tables: dict[str, pd.DataFrame]) -> None:
    if pd.isna(article["sentiment"]):
        st.caption(f"Not scored: the language is {article['language'] or 'not known'}, and only English is scored.")
        return
    st.markdown(
        f"Sentiment **{theme.signed(article['sentiment'])}** ({theme.tone(article['sentiment'])}), the mean of "
        f"{theme.counted(article['sentences'], 'sentence')}: {theme.share(article['positive_share'])} positive, {theme.share(article['negative_share'])} negative."
    )
    topics = tables["topics"].sort_values("weight", ascending=False).to_dict("records")
    if topics:
        st.markdown("Topics: " + ", ".join(f"{theme.plain(topic['name'])} ({topic['weight']:.0%})" for topic in topics))


def _sentences(text: str, sentences: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Draw the sentences with their scores; choosing one shows the words and rules behind its score."""
    if sentences.empty:
        return
    shown = sentences.sort_values("sentence_no").assign(
        sentence=[text[start:end] for start, end in zip(sentences["start"], sentences["end"], strict=True)]
    )
    with st.expander(f"{theme.counted(len(shown), 'sentence')} and the words behind their scores", expanded=False):
        event = st.dataframe(
            shown.assign(sentence_no=shown["sentence_no"] + 1)[["sentence_no", "compound", "voice", "sentence"]], hide_index=True, key="sentences",
            on_select="rerun", selection_mode="single-row-required", alt="Sentences of the article with their scores",
            column_config={
                "sentence_no": st.column_config.NumberColumn("No.", width=45),
                "compound": st.column_config.NumberColumn("Score", format="%+.2f", width=65),
                "voice": st.column_config.TextColumn("Voice", width=75),
                "sentence": st.column_config.TextColumn("Sentence", width="large"),
            },
        )  # fmt: skip
        rows = event["selection"]["rows"] or [0]
        chosen = shown.iloc[rows[0]]
        inside = mentions[(mentions["start"] >= chosen["start"]) & (mentions["end"] <= chosen["end"])]
        names = [
            (int(start - chosen["start"]), int(end - chosen["start"])) for start, end in zip(inside["start"], inside["end"], strict=True)
        ]
        words = sentiment.explain(str(chosen["sentence"]), names=names)
        st.markdown(
            f"**Sentence {chosen['sentence_no'] + 1}** scores {theme.signed(chosen['compound'])} ({theme.tone(chosen['compound'])})."
        )
        if words.empty:
            st.caption("None of its words carries a value.")
        else:
            st.dataframe(words, hide_index=True, alt="Words that made the score")


def _actors(mentions: pd.DataFrame) -> None:
    if mentions.empty:
        return
    named = mentions.groupby(["actor_id", "name"], as_index=False).agg(mentions=("surface", "size"))
    named = named.sort_values(["mentions", "name"], ascending=[False, True])
    st.caption("Actors in this article; choose one to see all articles that mention it.")
    with st.container(horizontal=True, gap="xsmall"):
        for actor in named.to_dict("records"):
            st.button(
                f"{theme.plain(actor['name'])} {actor['mentions']}",
                key=f"actor-{actor['actor_id']}",
                type="tertiary",
                on_click=links.link_to,
                args=("articles",),
                kwargs={"actor": [actor["actor_id"]]},
            )
