"""The only caches. Each is keyed by (folder, version of the corpus, slice), never by a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from analysis import library
from analysis.corpus import Corpus
from analysis.language import LANGUAGES
from analysis.lexicon_effect import Effect, effect
from analysis.measures import by_name, coverage
from analysis.measures.coverage import Totals
from analysis.measures.periods import Group, Period
from analysis.scorers.lexicon import NEWS_LEXICON, LexiconChoice
from analysis.slice import ALL, UNCLASSIFIED, Slice

ENTRIES = 300  # frames of a few hundred rows; some tens of megabytes at most
ACTORS = 1000  # actors offered in the filter: every one of them is sent to the browser


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a corpus has to filter by.

    Attributes:
        outlets: Names, most articles first.
        topics: Topic id -> name, most articles first.
        actors: Actor id -> name (two actors of one name get their ids added), most articles first; the leading ones.
        languages: ISO 639-1 code -> name, most articles first.
        undated: Articles without a date.
        first, last: Days of the earliest and latest article; None when none is dated.
    """

    outlets: tuple[str, ...]
    topics: dict[str, str]
    actors: dict[str, str]
    languages: dict[str, str]
    undated: int
    first: date | None
    last: date | None


@st.cache_resource(show_spinner="Preparing the sample")
def sample_folder() -> str:
    """Return the folder of the bundled sample's corpus."""
    return str(library.sample())


@st.cache_resource(max_entries=8, show_spinner=False)
def corpus(folder: str) -> Corpus:
    """Return the corpus of a folder, with its connection kept open."""
    return Corpus.open(folder)


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
    outlets = [name for name in rows(folder, version, "outlets", ALL)["outlet"] if isinstance(name, str)]
    topics = rows(folder, version, "topics", ALL).dropna(subset="topic_id")
    actors = rows(folder, version, "actors", ALL).head(ACTORS)
    counted = corpus(folder).query("SELECT language, count(*) AS articles FROM articles GROUP BY ALL ORDER BY articles DESC, language")
    unclassified = totals.articles - totals.not_scored - totals.classified
    twice = actors["name"].duplicated(keep=False)
    names = actors["name"].where(~twice, actors["name"] + " (" + actors["actor_id"] + ")")
    return Facets(
        outlets=tuple(outlets),
        topics={**dict(zip(topics["topic_id"], topics["name"], strict=True)), **({UNCLASSIFIED: "no topic found"} if unclassified else {})},
        actors=dict(zip(actors["actor_id"], names, strict=True)),
        languages={code: LANGUAGES.get(code, code) for code in counted["language"].dropna()},
        undated=totals.undated,
        first=totals.first.date() if totals.first else None,
        last=totals.last.date() if totals.last else None,
    )


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def totals(folder: str, version: str, slice_: Slice) -> Totals:
    """Return the single numbers of a slice."""
    return coverage.totals(corpus(folder), slice_)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def rows(folder: str, version: str, measure: str, slice_: Slice, period: Period = "week", group: Group | None = None) -> pd.DataFrame:
    """Return the rows of a measure."""
    return by_name(measure).rows(corpus(folder), slice_, period, group)


@st.cache_data(max_entries=50, show_spinner=False)
def article_list(folder: str, version: str, slice_: Slice) -> pd.DataFrame:
    """Return the articles of a slice without their texts, latest first, undated last."""
    return corpus(folder).query(
        """SELECT article_id, published_at, outlet, title, sentiment, sentences, words, language, copy_group,
                  nullif(count(*) OVER (PARTITION BY copy_group) - 1, 0) AS copies
           FROM articles JOIN chosen USING (article_id) ORDER BY published_at DESC NULLS LAST, article_id""",
        slice_=slice_,
    )


@st.cache_data(max_entries=50, show_spinner=False)
def article(folder: str, version: str, article_id: str) -> dict[str, pd.DataFrame]:
    """Return one article's rows of every table; empty frames when there is no such article."""
    opened = corpus(folder)
    names = ("articles", "sentences", "mentions", "topics")
    return {name: opened.query(f"SELECT * FROM {name} WHERE article_id = ?", [article_id]) for name in names}
