"""The analyst's own topics: the list, and the dialog in which a query is tried on the corpus before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import own_topics, search
from analysis.errors import DatelineError
from analysis.measures.topic_trial import Trial
from analysis.own_topics import NAME_CHARACTERS, QUERY_CHARACTERS, OwnTopic, OwnTopics, problem
from dashboard import filters, links, loading, theme
from dashboard.selection import Selection

_OPEN = "_own-topic"  # session key: id of the topic that the dialog changes, "" for a new one
_NAME, _QUERY = "own-name", "own-query"
_SAID = "_own-said"
SNIPPET = 150  # characters of a text that are shown around the words that match


def section(selection: Selection, rows: pd.DataFrame) -> None:
    """Draw the list of own topics with what can be done to them.

    Args:
        selection: What is looked at.
        rows: Rows of the measure ``topics``, for the counts.
    """
    own = loading.corpus(selection.folder).own_topics
    st.header("Your topics", anchor=False)
    st.markdown(
        "A topic of your own is a name and a query. It counts wherever topics do: in filters, charts, tables and exports. "
        "Only articles in English count, as for all topics."
    )
    way("own-add")
    counts = rows.set_index("topic_id")
    for topic in own.topics:
        with st.container(border=True, key=f"own-{topic.topic_id}"):
            _topic(selection, own, topic, counts)
    _removed(selection, own)
    _exchange(selection, own)


def way(key: str) -> None:
    """Draw the button that opens the dialog for a new topic."""
    st.button("Add a topic", key=key, icon=":material/add:", on_click=open_dialog, help="A topic of your own: a name and a query")


def _topic(selection: Selection, own: OwnTopics, topic: OwnTopic, counts: pd.DataFrame) -> None:
    wrong = problem(topic.query)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            theme.plain(topic.name),
            key=f"own-open-{topic.topic_id}",
            type="tertiary",
            icon=":material/label:",
            on_click=links.link_to,
            args=("topics",),
            kwargs={"open_": topic.topic_id},
        )
        if topic.topic_id in counts.index:
            row = counts.loc[[topic.topic_id]].iloc[0]
            st.markdown(
                f"{theme.counted(int(row['articles']), 'article')} of {theme.count(row['total'])}, {theme.share(row['share'])}",
                width="content",
            )
        else:
            st.markdown("no article of this selection", width="content")
        buttons(selection, own, topic)
    st.markdown(f":small[{theme.plain(topic.query)}]")
    if wrong:
        st.error(f"The query cannot be read, so it matches nothing. {theme.plain(wrong)}", icon=":material/error:")


def buttons(selection: Selection, own: OwnTopics, topic: OwnTopic) -> None:
    """Draw what can be done to an own topic: change, take back the last change, remove."""
    st.button(
        "Change", key=f"own-change-{topic.topic_id}", icon=":material/edit:", type="tertiary", on_click=open_dialog, kwargs={"topic": topic}
    )
    before = own.before(topic.topic_id)
    if before:
        st.button(
            "Undo the change", key=f"own-undo-{topic.topic_id}", icon=":material/undo:", type="tertiary", on_click=_keep, args=(selection, "restored", topic.topic_id),
            help=f"Back to {theme.plain(before.name)}: {theme.plain(before.query)}",
        )  # fmt: skip
    st.button(
        "Remove",
        key=f"own-remove-{topic.topic_id}",
        icon=":material/delete:",
        type="tertiary",
        on_click=_keep,
        args=(selection, "removed", topic.topic_id),
    )


def _removed(selection: Selection, own: OwnTopics) -> None:
    if not own.removed:
        return
    st.caption("Removed; choose one to bring it back.")
    with st.container(horizontal=True, gap="xsmall"):
        for topic in own.removed:
            st.button(
                theme.plain(topic.name), key=f"own-restore-{topic.topic_id}", icon=":material/undo:", type="tertiary", on_click=_keep,
                args=(selection, "restored", topic.topic_id), help=theme.plain(topic.query),
            )  # fmt: skip


def _exchange(selection: Selection, own: OwnTopics) -> None:
    with st.expander("Use your topics in another corpus"):
        if own.topics:
            st.download_button(
                "Download your topics", data=lambda: own_topics.to_file(own.topics), file_name="topics.json", mime="application/json", key="own-download",
                on_click="ignore", icon=":material/download:", type="tertiary",
            )  # fmt: skip
        file = st.file_uploader(
            "Load topics from a file",
            type=["json"],
            key=f"own-upload-{selection.version}",
            help="A topic of the same name takes the query of the file.",
        )
        if file is not None:
            st.button(
                "Load them", key="own-load", icon=":material/upload_file:", on_click=_load, args=(selection, file.getvalue(), file.name)
            )


def _keep(selection: Selection, what: str, topic_id: str) -> None:
    """Remove a topic, or bring its earlier version back; the numbers follow in the run after this."""
    corpus = loading.corpus(selection.folder)
    try:
        corpus.keep_topics({"removed": own_topics.removed, "restored": own_topics.restored}[what](corpus.own_topics, topic_id))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return
    if what == "removed":
        filters.drop("topic", topic_id)  # it is no filter any more
    if what == "removed" and links.opened("topics") == topic_id:
        links.link_to("topics")  # its page is no more


def _load(selection: Selection, content: bytes, name: str) -> None:
    corpus = loading.corpus(selection.folder)
    try:
        corpus.keep_topics(own_topics.merged(corpus.own_topics, own_topics.from_file(content, name=name)))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)


def open_dialog(topic: OwnTopic | None = None, *, name: str = "", query: str = "") -> None:
    """Ask for the dialog in the run that follows, for a new topic or for one to be changed."""
    st.session_state[_OPEN] = topic.topic_id if topic else ""
    st.session_state[_NAME] = (topic.name if topic else name)[:NAME_CHARACTERS]
    st.session_state[_QUERY] = topic.query if topic else query
    st.rerun()  # all of it: the click may have come from a fragment


def dialog(selection: Selection) -> None:
    """Draw the dialog when it was asked for; else say what could not be done since the last run."""
    if _OPEN not in st.session_state:
        _say()
    else:
        title = "Change a topic" if st.session_state[_OPEN] else "A topic of your own"
        st.dialog(title, width="large", icon=":material/label:", on_dismiss=_close)(_body)(selection)


def _say() -> None:
    said = st.session_state.pop(_SAID, None)
    if said:
        st.error(theme.plain(said), icon=":material/error:")


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _body(selection: Selection) -> None:
    st.text_input("Name", key=_NAME, max_chars=NAME_CHARACTERS, placeholder="Ceasefire talks")
    query = st.text_input(
        "Query", key=_QUERY, max_chars=QUERY_CHARACTERS, live="400ms", placeholder='ceasefire AND (talks OR "hostage deal") -football',
        help='Words, "phrases", AND, OR, NOT, brackets, NEAR/5, endings as in immigra*, title:word. Operators in capitals; words side by side '
        "must all stand in the article.",
    )  # fmt: skip
    _say()
    wrong = problem(query) if query and query.strip() else None
    if wrong:
        st.warning(theme.plain(wrong), icon=":material/error:")
    tried = loading.trial(selection.folder, selection.version, query) if query and query.strip() and not wrong else None
    with st.container(horizontal=True):
        st.button(
            "Save the topic" if tried is None or tried.articles else "Save it without articles", key="own-save", type="primary",
            icon=":material/check:", on_click=_save, args=(selection,), disabled=tried is None,
        )  # fmt: skip
        st.button("Cancel", key="own-cancel", icon=":material/close:", on_click=_cancel)
    if query and tried:
        _tried(query, tried)


def _cancel() -> None:
    _close()
    st.rerun()


def _save(selection: Selection) -> None:
    """Keep the topic of the dialog; a new one's page opens."""
    corpus = loading.corpus(selection.folder)
    own = corpus.own_topics
    name, query = str(st.session_state.get(_NAME) or ""), str(st.session_state.get(_QUERY) or "")
    known = next((topic for topic in own.topics if topic.topic_id == st.session_state.get(_OPEN)), None)
    try:
        topic = own_topics.new(own, name, query) if known is None else replace(known, name=" ".join(name.split()), query=query.strip())
        corpus.keep_topics(own_topics.saved(own, topic))
    except DatelineError as error:
        st.session_state[_SAID] = str(error)
        return
    _close()
    if known is None:
        links.link_to("topics", open_=topic.topic_id)
    st.rerun()


def _tried(query: str, trial: Trial) -> None:
    """Say what the query matches, with articles that do and articles that nearly do."""
    share = f" ({theme.share(trial.articles / trial.total)})" if trial.total else ""
    more = theme.counted(trial.others, "article that does", "articles that do")
    others = f" In other languages it matches {more} not count." if trial.others else ""
    st.markdown(f"Matches **{theme.counted(trial.articles, 'article')}** of {theme.count(trial.total)} in English{share}.{others}")
    matching, near = st.columns(2, gap="medium")
    with matching:
        st.markdown(f"**{_some(len(trial.matching), trial.articles)}**")
        _snippets(query, trial.matching)
    with near:
        st.markdown("**Near misses, which it leaves out**" if len(trial.near) else "**No near misses**")
        _snippets(query, trial.near)


def _some(shown: int, articles: int) -> str:
    return "No article matches" if not articles else "All of them" if shown == articles else f"{shown} of them, drawn by chance"


def _snippets(query: str, articles: pd.DataFrame) -> None:
    parsed = search.parse(query, max_characters=QUERY_CHARACTERS)
    for article in articles.to_dict("records"):
        title = article["title"] if isinstance(article["title"], str) else "Untitled"
        outlet = article["outlet"] if isinstance(article["outlet"], str) else "no outlet"
        heading = marked(title, search.spans(parsed, title, part="title"))
        written = {part: value if isinstance(value := article[part], str) else None for part in ("title", "text")}
        lacking = search.missing(parsed, **written)
        lacks = f", lacks {theme.plain(' and '.join(lacking))}" if lacking else ""
        st.markdown(
            f"{heading}  \n:small[{theme.plain(outlet)}, {theme.day(article['published_at'])}{lacks}]  \n:small[{_snippet(parsed, article)}]"
        )


def _snippet(parsed: search.Query, article: Mapping[object, object]) -> str:
    """Return the part of an article's text that holds most words that match, those words marked; its opening where none does."""
    text = article["text"] if isinstance(article["text"], str) else ""
    spans = search.spans(parsed, text)
    starts = [start for start, _ in spans]
    fullest = max(starts, key=lambda first: (sum(first <= start < first + SNIPPET // 2 for start in starts), -first), default=0)
    start = max(0, fullest - SNIPPET // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + SNIPPET
    inside = [(first - start, min(last, end) - start) for first, last in spans if start <= first < end]
    return ("… " if start else "") + marked(text[start:end], inside) + (" …" if end < len(text) else "")


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text as Markdown that shows it letter by letter, with some of its parts marked."""
    parts, position = [], 0
    for start, end in spans:
        parts += [theme.plain(text[position:start]), f":primary-background[{theme.plain(text[start:end])}]"]
        position = end
    return "".join([*parts, theme.plain(text[position:])])
