"""One article to read: its sentences shaded by sentiment, its actors marked, and the words and rules behind each score. On any page it opens in place."""

from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import own_topics, search
from analysis.scorers import sentiment
from analysis.scorers.lexicon import chosen_lexicon
from dashboard import drawn, links, loading, screen, theme
from dashboard.marked_text import marked
from dashboard.report import TextBlock
from dashboard.selection import Selection

_DATED_BY = {"dateline": " (by the dateline in the text)", "address": " (by its address)"}


def in_place(selection: Selection) -> None:
    """Open the article that the address names over the page that is open, but for where the page itself shows it."""
    article_id = links.opened("articles")
    if article_id and not on_the_page():
        _dialog(selection, article_id)


def on_the_page() -> bool:
    """Return whether the article is part of the page: on the Articles page, but for a phone, where it would be a screen below the list."""
    return links.current() == "articles" and not screen.narrow()


@st.dialog("Article", width="large", on_dismiss=links.close_article)
def _dialog(selection: Selection, article_id: str) -> None:
    read(selection, article_id)


@st.fragment
def read(selection: Selection, article_id: str) -> None:
    """Draw an article, whole or as far as it is known."""
    tables = loading.article(selection.folder, selection.version, article_id)
    if tables["articles"].empty:
        st.info(
            "That article is not in this corpus. Open the corpus that it is from, or choose another article.", icon=":material/search_off:"
        )
        return
    article = tables["articles"].iloc[0]
    text = str(article["text"])
    with st.container(border=on_the_page(), key="reader"):
        reading, beside = st.columns([5, 3], gap="large")
        with reading:
            st.header(theme.plain(article["title"]) if isinstance(article["title"], str) else "Untitled", anchor=False)
            _byline(article)
            _repeats(selection, article_id)
            at = links.sentence()
            query = selection.slice_.query
            found = search.spans(search.parse(query), text) if query else []
            scored = (text, tables["sentences"], tables["mentions"])
            st.html(marked(*scored, at=at, found=found, article_id=article_id))
            title = html.escape(str(article["title"] or "Untitled"))
            drawn.keep("reader", lambda: TextBlock(html=f"<h2>{title}</h2>{marked(*scored, at=at, found=found)}"))
            if screen.narrow():  # there page.js keeps it at the foot of the screen
                _chosen_sentence(selection, article_id, *scored, at)
            if found:
                st.caption(f"Bold: what the search {theme.plain(query or '')} matches.")
            _removed(article)
        with beside:
            if not screen.narrow():
                _chosen_sentence(selection, article_id, *scored, at)
            _scores(selection, article)
            _topics(selection, article, tables["topics"])
            _actors(tables["mentions"])
        _sentences(selection, text, tables["sentences"], tables["mentions"])


def _chosen_sentence(
    selection: Selection, article_id: str, text: str, sentences: pd.DataFrame, mentions: pd.DataFrame, at: int | None
) -> None:
    """Draw the sentence that the address names, with the words behind its score; in the text it has a frame."""
    found = sentences[sentences["sentence_no"] == at]
    if found.empty:
        return
    row = found.iloc[0]
    sentence = text[int(row["start"]) : int(row["end"])]
    with st.container(border=True, key="asked", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown("**The words behind its score**", width="content")
            st.button("Close", key="close-asked", type="tertiary", icon=":material/close:", on_click=links.read, args=(article_id,))
        st.markdown(f"> {theme.plain(' '.join(sentence.split()))}")
        _explained(selection, pd.concat([row, pd.Series({"sentence": sentence})]), mentions, another="in the text")


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


def _scores(selection: Selection, article: pd.Series) -> None:
    st.subheader("Sentiment", anchor=False)
    if pd.isna(article["sentiment"]):
        code = str(article["language"])
        st.markdown(f"Not scored: the language is {theme.plain(selection.facets.languages.get(code, code))}, and only English is scored.")
        return
    st.markdown(
        f"**{theme.signed(article['sentiment'])}** ({theme.tone(article['sentiment'])}), the mean of {theme.counted(article['sentences'], 'sentence')}; "
        f"{theme.share(article['positive_share'])} of them positive, {theme.share(article['negative_share'])} negative."
    )
    st.caption(
        "Blue behind a sentence is positive, red negative, the deeper the stronger. Choose one for its score and the words behind it."
    )


def _topics(selection: Selection, article: pd.Series, found: pd.DataFrame) -> None:
    if article["language"] != "en":
        return
    st.subheader("Topics", anchor=False)
    if found.empty:
        st.markdown("No topic found.")
        return
    ranked = found.sort_values(["weight", "name"], ascending=[False, True]).to_dict("records")
    st.caption("With their part of the evidence for all broad topics. Choose one for its page.")
    parts = {
        str(topic["topic_id"]): "yours"
        if str(topic["topic_id"]).startswith(own_topics.PREFIX)
        else f"{topic['weight'] * 100:.0f}\N{NO-BREAK SPACE}%"
        for topic in ranked
    }
    _ways("topics", {str(topic["topic_id"]): f"{topic['name']}  {parts[str(topic['topic_id'])]}" for topic in ranked})
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
    _ways("actors", {str(actor["actor_id"]): f"{actor['name']}  {actor['mentions']}" for actor in named.to_dict("records")})


def _ways(slug: str, names: dict[str, str]) -> None:
    """Draw the ways to the pages of what an article names.

    Args:
        slug: Of these pages.
        names: Id -> what its button says.
    """
    key = f"reader-{slug}"

    def chosen() -> None:
        links.link_to(slug, open_=str(st.session_state[key]))

    st.pills(
        slug.capitalize(),
        list(names),
        format_func=lambda id_: theme.plain(names[id_]),
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
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


def _explained(selection: Selection, sentence: pd.Series, mentions: pd.DataFrame, *, another: str = "above") -> None:
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
        st.caption(f"None of its words carries a value. Choose another sentence {another}.")
        return
    st.caption(
        "Each word’s value in VADER, its value in the lexicon of this corpus, and what it adds once the rules have run. "
        f"With S the sum of what they add, the score is S / √(S² + 15). Choose another sentence {another}."
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
