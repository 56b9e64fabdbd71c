"""The only caches. Each is keyed by (folder, version of the corpus, slice), never by a frame."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

import pandas as pd
import streamlit as st

from analysis import correction_effect, library
from analysis import merge_suggestions as suggestions
from analysis.corpus import Corpus
from analysis.findings import Told, counted_once, told
from analysis.language import LANGUAGES
from analysis.lexicon_effect import Effect, effect
from analysis.measures import (
    PLAIN,
    Options,
    actor_sentences,
    actors,
    by_name,
    co_mentions,
    copy_groups,
    coverage,
    gist,
    sentiment,
    spans,
    spikes,
    topic_terms,
    topic_themes,
    topic_trial,
    topics,
)
from analysis.measures.coverage import Totals
from analysis.measures.periods import Period, looked_in
from analysis.readers import Preview, preview
from analysis.scorers.lexicon import NEWS_LEXICON, LexiconChoice
from analysis.slice import ALL, Slice

_UNSAFE = re.compile(r"[^\w.]")
ArticleOrder = Literal["Latest", "Oldest", "Most negative", "Most positive", "Longest", "Shortest"]
ARTICLE_ORDERS: dict[ArticleOrder, str] = {
    "Latest": "published_at DESC",
    "Oldest": "published_at",
    "Most negative": "sentiment",
    "Most positive": "sentiment DESC",
    "Longest": "words DESC",
    "Shortest": "words",
}
ENTRIES = 300  # frames of a few hundred rows; some tens of megabytes at most
ACTORS = 300  # actors offered in the filter: every one of them is sent to the browser; any other is found when it is typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a corpus has to filter by.

    Attributes:
        outlets: Names, most articles first.
        topics: Topic id -> name, most articles first.
        actors: Actor id -> name (two actors of one name get their ids added), most articles first; the leading ones.
        languages: ISO 639-1 code -> name, most articles first.
        undated: Articles without a date.
        unnamed: Whether there are articles that name no outlet.
        first, last: Days of the earliest and latest article; None when none is dated.
    """

    outlets: tuple[str, ...]
    topics: dict[str, str]
    actors: dict[str, str]
    languages: dict[str, str]
    undated: int
    unnamed: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An actor as it stands after the analyst's corrections."""

    actor_id: str
    name: str
    type: str


@st.cache_resource(show_spinner="Preparing the sample")
def sample_folder() -> str:
    """Return the folder of the bundled sample's corpus."""
    return str(library.sample())


@st.cache_resource(max_entries=8, show_spinner=False)
def corpus(folder: str) -> Corpus:
    """Return the corpus of a folder, with its connection kept open."""
    opened = Corpus.open(folder)
    opened.lasting = True
    return opened


@st.cache_resource(show_spinner=False)
def news_words() -> pd.DataFrame:
    """Return the register of word values for news: word, vader, ours, why."""
    return pd.read_csv(NEWS_LEXICON, keep_default_na=False, na_values={"vader": [""]})  # null and nan are words


@st.cache_data(max_entries=8, show_spinner="Scoring a copy of the corpus")
def lexicon_effect(folder: str, version: str, choice: LexiconChoice) -> Effect:
    """Return what a choice of word values would change."""
    return effect(corpus(folder), choice)


@st.cache_data(max_entries=32, show_spinner=False)
def facets(folder: str, version: str) -> Facets:
    """Return what a corpus has to filter by."""
    totals = coverage.totals(corpus(folder))
    outlets = rows(folder, version, "outlets", ALL)["outlet"]
    about = rows(folder, version, "topics", ALL).dropna(subset="topic_id")
    counted = corpus(folder).query("SELECT language, count(*) AS articles FROM articles GROUP BY ALL ORDER BY articles DESC, language")
    return Facets(
        outlets=tuple(name for name in outlets if isinstance(name, str)),
        topics=dict(zip(about["topic_id"], about["name"], strict=True)),
        actors=dict(islice(actor_labels(folder, version).items(), ACTORS)),
        languages={code: LANGUAGES.get(code, code) for code in counted["language"].dropna()},
        undated=totals.undated,
        unnamed=bool(outlets.isna().any()),
        first=totals.first.date() if totals.first else None,
        last=totals.last.date() if totals.last else None,
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def actor_labels(folder: str, version: str) -> dict[str, str]:
    """Return actor id -> name (two actors of one name get their ids added) of all actors, most articles first. It is shared: do not change it."""
    actors = rows(folder, version, "actors", ALL)
    twice = actors["name"].duplicated(keep=False)
    return dict(zip(actors["actor_id"], actors["name"].where(~twice, actors["name"] + " (" + actors["actor_id"] + ")"), strict=True))


@st.cache_resource(max_entries=8, show_spinner=False)
def actors_by_name(folder: str, version: str) -> dict[str, str]:
    """Return name in small letters -> actor id of all actors; of several of one name, that in most articles. It is shared: do not change it."""
    labels = actor_labels(folder, version)
    plain = {label.removesuffix(f" ({id_})").casefold(): id_ for id_, label in reversed(labels.items())}
    return {**plain, **{label.casefold(): id_ for id_, label in labels.items()}}


@st.cache_data(max_entries=100, show_spinner=False)
def actors_called(folder: str, version: str, text: str) -> frozenset[str]:
    """Return the ids of the actors that go by a name in the texts, in whatever capitals: UN for the United Nations."""
    wanted = " ".join(text.split())
    found = corpus(folder).query("SELECT DISTINCT actor_id FROM mentions WHERE lower(surface) = lower(?)", [wanted]) if wanted else None
    return frozenset() if found is None else frozenset(found["actor_id"])


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def totals(folder: str, version: str, slice_: Slice) -> Totals:
    """Return the single numbers of a slice."""
    return coverage.totals(corpus(folder), slice_)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def rows(folder: str, version: str, measure: str, slice_: Slice, options: Options = PLAIN) -> pd.DataFrame:
    """Return the rows of a measure."""
    return by_name(measure).rows(corpus(folder), slice_, options)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def covered_span(folder: str, version: str, slice_: Slice) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and the last day that a slice looks at in full: which periods are whole is judged by them."""
    if slice_.start or slice_.end or looked_in(slice_) != slice_:
        return spans.covered(corpus(folder), slice_)
    known = totals(folder, version, slice_)
    return spans.between(known.first, known.last)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def spikes_in(folder: str, version: str, slice_: Slice, period: Period) -> pd.DataFrame:
    """Return the rows of the measure ``spikes``, from what is at hand."""
    counted = rows(folder, version, "coverage", slice_, Options(period=period))
    return spikes.among(corpus(folder), slice_, period, counted, covered_span(folder, version, slice_))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def findings(folder: str, version: str, slice_: Slice, period: Period) -> Told:
    """Return what stands out in a slice, as sentences."""
    changes = rows(folder, version, "changes", slice_)
    once = rows(folder, version, "changes", counted_once(slice_)) if slice_.copies == "all" else changes
    counted = rows(folder, version, "coverage", slice_, Options(period=period))
    return told(slice_, period, counted=counted, peaks=spikes_in(folder, version, slice_, period), rows=changes, once=once)


@st.cache_data(max_entries=50, show_spinner=False)
def article_list(
    folder: str,
    version: str,
    slice_: Slice,
    only: frozenset[str] | None = None,
    *,
    order: ArticleOrder = "Latest",
    first: int | None = None,
) -> pd.DataFrame:
    """Return the articles of a slice without their texts, latest first, undated last.

    Args:
        folder, version, slice_: What they are of.
        only: Of them only those of these ids, where they are given.
        order: Which come first; articles without the value come last.
        first: How many; None for all.
    """
    most = "" if first is None else f"LIMIT {first:d}"
    return corpus(folder).query(
        f""", listed AS (SELECT article_id, published_at, outlet, title, sentiment, sentences, words, language, copy_group,
                                nullif(count(*) OVER (PARTITION BY copy_group) - 1, 0) AS copies
                         FROM articles JOIN chosen USING (article_id))
            SELECT * FROM listed {"" if only is None else "WHERE list_contains(?, article_id)"}
            ORDER BY {ARTICLE_ORDERS[order]} NULLS LAST, published_at DESC NULLS LAST, article_id {most}""",
        [] if only is None else [sorted(only)],
        slice_=slice_,
    )


@st.cache_data(max_entries=100, show_spinner=False)
def in_short(folder: str, version: str, slice_: Slice, only: frozenset[str]) -> pd.DataFrame:
    """Return what some articles of a slice are about, in short."""
    return gist.leading(corpus(folder), only, slice_)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def tone(folder: str, version: str, slice_: Slice) -> tuple[float, int]:
    """Return the mean sentiment of the scored articles of a slice, NaN for none, and how many they are."""
    return sentiment.overall(corpus(folder), slice_)


@st.cache_data(max_entries=100, show_spinner=False)
def article_ids(folder: str, version: str, slice_: Slice) -> frozenset[str]:
    """Return the ids of the articles of a slice."""
    return frozenset(corpus(folder).query("SELECT article_id FROM chosen", slice_=slice_)["article_id"])


@st.cache_data(max_entries=50, show_spinner=False)
def article(folder: str, version: str, article_id: str) -> dict[str, pd.DataFrame]:
    """Return one article's rows of every table; empty frames when there is no such article."""
    opened = corpus(folder)
    names = ("articles", "sentences", "mentions", "topics")
    return {name: opened.query(f"SELECT * FROM {name} WHERE article_id = ?", [article_id]) for name in names}


@st.cache_data(max_entries=50, show_spinner=False)
def column_preview(_file: BinaryIO, file_id: str, name: str, mapping: tuple[tuple[str, str], ...] = ()) -> Preview | None:
    """Return how an uploaded table would be read; None when the file is no table. The id stands for the content."""
    suffix = _UNSAFE.sub("", Path(name).suffix)
    with tempfile.TemporaryDirectory(prefix="dateline-") as place:
        path = Path(place) / f"table{suffix}"
        _file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(_file, copy)
        return preview(path, mapping=dict(mapping))


@st.cache_data(max_entries=50, show_spinner=False)
def reprinted(folder: str, version: str, slice_: Slice) -> pd.DataFrame:
    """Return the articles behind the measure ``reprints``."""
    return copy_groups.reprinted(corpus(folder), slice_)


@st.cache_data(max_entries=100, show_spinner=False)
def group_of(folder: str, version: str, article_id: str) -> str | None:
    """Return the copy group of an article or of a group's own id."""
    return copy_groups.group_of(corpus(folder), article_id)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def repeats_of(folder: str, version: str, article_id: str, slice_: Slice) -> tuple[int, int]:
    """Return how many other articles of a slice are copies of an article, and how many earlier versions it has."""
    return copy_groups.repeats_of(corpus(folder), article_id, slice_)


@st.cache_data(max_entries=20, show_spinner="Comparing the texts")
def copy_members(folder: str, version: str, group: str, slice_: Slice) -> pd.DataFrame:
    """Return the articles of a copy group that are in a slice, each against the earliest."""
    return copy_groups.members(corpus(folder), group, slice_)


@st.cache_data(max_entries=20, show_spinner="Comparing the texts")
def earlier_versions(folder: str, version: str, group: str) -> pd.DataFrame:
    """Return the versions that the articles of a copy group replaced, each against the one that counts."""
    return copy_groups.earlier_versions(corpus(folder), group)


@st.cache_data(max_entries=8, show_spinner="Counting the terms", show_time=True)
def terms(folder: str, version: str, slice_: Slice) -> pd.DataFrame:
    """Return which terms stand how often in which article, for the topics that a slice names."""
    return topic_terms.found(corpus(folder), slice_)


@st.cache_data(max_entries=50, show_spinner="Reading the sentences")
def term_contexts(folder: str, version: str, slice_: Slice, topic_id: str, term: str, first: int, count: int) -> pd.DataFrame:
    """Return sentences in which a term speaks for a topic."""
    return topic_terms.contexts(corpus(folder), terms(folder, version, slice_), topic_id, term, first=first, count=count)


@st.cache_resource(max_entries=20, show_spinner="Trying the query")
def trial(folder: str, version: str, query: str) -> topic_trial.Trial:
    """Return what a query would match as a topic."""
    return topic_trial.tried(corpus(folder), query)


@st.cache_resource(max_entries=20, show_spinner="Reading for themes", show_time=True)
def themes(folder: str, version: str, slice_: Slice, among: topic_themes.Among) -> topic_themes.Themes:
    """Return what the articles of a slice are about, or those of them that have no topic."""
    return topic_themes.found(corpus(folder), slice_, among)


@st.cache_data(max_entries=50, show_spinner=False)
def actor_trends(folder: str, version: str, slice_: Slice, actor_ids: tuple[str, ...], period: Period) -> pd.DataFrame:
    """Return the share of articles that mention each of some actors, by period."""
    return actors.trends(corpus(folder), actor_ids, slice_, period)


@st.cache_data(max_entries=100, show_spinner="Counting who is named together")
def pairs(
    folder: str,
    version: str,
    slice_: Slice,
    within: co_mentions.Within,
    *,
    actor_id: str | None = None,
    types: tuple[str, ...] = (),
    least: int = co_mentions.LEAST,
) -> pd.DataFrame:
    """Return the pairs of actors that are named together, or those with one actor."""
    return co_mentions.pairs(corpus(folder), slice_, within=within, actor_id=actor_id, types=types, least=least)


@st.cache_data(max_entries=100, show_spinner=False)
def named(
    folder: str, version: str, slice_: Slice, actor_id: str, beside: str | None = None, alias: str | None = None
) -> actor_sentences.Named:
    """Return how many mentions of an actor there are, in how many sentences and articles."""
    return actor_sentences.counted(corpus(folder), slice_, actor_id=actor_id, beside=beside, alias=alias)


@st.cache_data(max_entries=50, show_spinner="Reading the sentences")
def actor_contexts(
    folder: str, version: str, slice_: Slice, actor_id: str, first: int, count: int, beside: str | None = None, alias: str | None = None,
    order: actor_sentences.Order = "latest",
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Return some of the sentences that name an actor, with those around them, and all names in them."""
    sentences = actor_sentences.naming(
        corpus(folder), slice_, actor_id=actor_id, beside=beside, alias=alias, first=first, count=count, order=order
    )
    return actor_sentences.in_context(corpus(folder), sentences), actor_sentences.names_in(corpus(folder), sentences)


@st.cache_data(max_entries=50, show_spinner=False)
def articles_naming(folder: str, version: str, slice_: Slice, *actor_ids: str) -> frozenset[str]:
    """Return the ids of the articles of a slice that mention all of some actors."""
    return actors.articles_naming(corpus(folder), actor_ids, slice_)


@st.cache_data(max_entries=50, show_spinner=False)
def articles_about(folder: str, version: str, slice_: Slice, topic_id: str) -> frozenset[str]:
    """Return the ids of the articles of a slice that are about a topic as well."""
    return topics.articles_about(corpus(folder), topic_id, slice_)


@st.cache_data(max_entries=50, show_spinner=False)
def terms_in_article(folder: str, version: str, article_id: str) -> pd.DataFrame:
    """Return the words that made an article's topics, by topic and term: name, term, times, weight."""
    places = topic_terms.in_article(corpus(folder), article_id)
    counted = places.groupby(["name", "term"], sort=False, as_index=False).agg(times=("start", "size"), weight=("weight", "sum"))
    return counted.assign(weight=counted["weight"].where(counted["weight"] != 0).astype("float64"))


@st.cache_data(max_entries=20, show_spinner="Looking for names that may be one actor", show_time=True)
def merge_suggestions(folder: str, version: str, count: int) -> pd.DataFrame:
    """Return pairs of actors that may be one."""
    return suggestions.suggest(corpus(folder), count)


@st.cache_data(max_entries=20, show_spinner=False)
def actor_changes(folder: str, version: str) -> pd.DataFrame:
    """Return the analyst's corrections of actors, with what each decides on now."""
    return correction_effect.changes(corpus(folder))


@st.cache_data(max_entries=200, show_spinner=False)
def actor(folder: str, version: str, actor_id: str) -> KnownActor | None:
    """Return the name and type of an actor; None when no article mentions it."""
    row = corpus(folder).query("SELECT min(name) AS name, min(type) AS type FROM mentions WHERE actor_id = ?", [actor_id]).iloc[0]
    return None if pd.isna(row["name"]) else KnownActor(actor_id=actor_id, name=str(row["name"]), type=str(row["type"]))


@st.cache_data(max_entries=200, show_spinner=False)
def actor_row(folder: str, version: str, slice_: Slice, actor_id: str) -> pd.DataFrame:
    """Return the row of the measure ``actors`` for one actor; none when the slice does not mention it."""
    return actors.leading(corpus(folder), slice_, actor_id=actor_id)
