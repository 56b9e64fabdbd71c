"""Measures: (corpus, slice) to a tidy frame, one module a subject. The same rows feed the chart, its table, its download and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import (
    actor_outlets,
    actor_sentences,
    actors,
    changes,
    co_mentions,
    copy_groups,
    coverage,
    differences,
    extremes,
    headlines,
    outlet_shares,
    outlets,
    removed_lines,
    sentiment,
    sentiment_spread,
    spikes,
    timeline,
    topic_shares,
    topic_terms,
    topics,
)
from analysis.measures.periods import Group, Period
from analysis.slice import Slice, in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a measure is asked for beside its slice; each measure says in its columns which of it counts.

    Attributes:
        period: Length of a period, of measures over time.
        group: What the rows are split by; None for one series.
        series: Outlets, topic ids or actor ids of the split that are wanted; empty: those that the slice names, else the leading ones.
        of: Quantities, of a measure that has several.
        rolling: Periods that a rolling mean is taken over; 0 for none.
        versus: The other slice, of a measure that compares two.
    """

    period: Period = "week"
    group: Group | None = None
    series: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    rolling: int = 0
    versus: Slice | None = None


PLAIN = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure that can be asked for by name.

    Attributes:
        name: The word on the command line.
        meaning: What its rows say, in one sentence.
        rows: (corpus, slice, options) -> frame.
        columns: Column name -> what a value in it means.
        lack: What an article that is not in English does not have, so that these rows leave it out; None when they count every article.
    """

    name: str
    meaning: str
    rows: Callable[[Corpus, Slice, Options], pd.DataFrame]
    columns: dict[str, str]
    lack: Literal["sentiment", "actors", "topics"] | None = None

    @property
    def over_time(self) -> bool:
        """Whether its rows are periods."""
        return "period" in self.columns

    def said(self, options: Options) -> str:
        """Return in words which of the options shape its rows, a space before them: " by week and outlet"; nothing for none."""
        by = [options.period if self.over_time else "", options.group or ""]
        of = [", ".join(options.of), f"rolling mean of {options.rolling} periods" if options.rolling else ""]
        words = " and ".join(filter(None, by))
        beside = "; ".join(filter(None, [*of, f"against {in_words(options.versus)}" if options.versus else ""]))
        return (f" by {words}" if words else "") + (f"; {beside}" if beside else "")


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="coverage",
        meaning="Articles of the slice by period",
        rows=lambda corpus, slice_, options: coverage.over_time(corpus, slice_, options.period, options.group, options.series),
        columns=coverage.COLUMNS,
    ),
    Measure(
        name="timeline",
        meaning="One or two quantities by period, split into series, with intervals and a rolling mean",
        rows=lambda corpus, slice_, options: timeline.over_time(
            corpus, slice_, period=options.period, group=options.group, series=options.series, of=options.of, rolling=options.rolling
        ),
        columns=timeline.COLUMNS,
    ),
    Measure(
        name="sentiment",
        meaning="Mean sentiment of articles by period",
        rows=lambda corpus, slice_, options: sentiment.over_time(corpus, slice_, options.period, options.group, options.series),
        columns=sentiment.COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="actors",
        meaning="Actors by the articles that mention them",
        rows=lambda corpus, slice_, _: actors.leading(corpus, slice_),
        columns=actors.COLUMNS,
        lack="actors",
    ),
    Measure(
        name="topics",
        meaning="Topics by the articles about them",
        rows=lambda corpus, slice_, _: topics.leading(corpus, slice_),
        columns=topics.COLUMNS,
        lack="topics",
    ),
    Measure(
        name="outlets",
        meaning="Outlets by volume and sentiment",
        rows=lambda corpus, slice_, _: outlets.compared(corpus, slice_),
        columns=outlets.COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="outlet-topics",
        meaning="Share of each topic in the articles of some outlets, and whether they differ",
        rows=lambda corpus, slice_, options: outlet_shares.of_topics(corpus, slice_, options.series),
        columns=outlet_shares.TOPICS,
        lack="topics",
    ),
    Measure(
        name="outlet-actors",
        meaning="Share of the articles of some outlets that mention each actor, and whether they differ",
        rows=lambda corpus, slice_, options: outlet_shares.of_actors(corpus, slice_, options.series),
        columns=outlet_shares.ACTORS,
        lack="actors",
    ),
    Measure(
        name="differences",
        meaning="What two slices differ in, and whether it exceeds noise",
        rows=lambda corpus, slice_, options: differences.compared(corpus, slice_, options.versus),
        columns=differences.COLUMNS,
    ),
    Measure(
        name="co-mentions",
        meaning="Pairs of actors that share sentences more often than by chance",
        rows=lambda corpus, slice_, _: co_mentions.pairs(corpus, slice_),
        columns=co_mentions.COLUMNS,
        lack="actors",
    ),
    Measure(
        name="co-mentions-by-article",
        meaning="Pairs of actors that share articles more often than by chance",
        rows=lambda corpus, slice_, _: co_mentions.pairs(corpus, slice_, within="article"),
        columns=co_mentions.COLUMNS,
        lack="actors",
    ),
    Measure(
        name="actor-company",
        meaning="Actors that share sentences with the slice's actors more often than by chance",
        rows=lambda corpus, slice_, _: co_mentions.company(corpus, slice_),
        columns=co_mentions.COLUMNS,
        lack="actors",
    ),
    Measure(
        name="actor-names",
        meaning="The names that the slice's actors go by, and how often each",
        rows=lambda corpus, slice_, _: actor_sentences.names(corpus, slice_),
        columns=actor_sentences.NAME_COLUMNS,
        lack="actors",
    ),
    Measure(
        name="actor-sentences",
        meaning="The sentences that name the slice's actors, one by one",
        rows=lambda corpus, slice_, _: actor_sentences.naming(corpus, slice_),
        columns=actor_sentences.COLUMNS,
        lack="actors",
    ),
    Measure(
        name="actor-sentiment",
        meaning="Mean sentiment of the sentences that name the slice's actors, and toward them, by period",
        rows=lambda corpus, slice_, options: actor_sentences.over_time(corpus, slice_, options.period),
        columns=actor_sentences.OVER_TIME_COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="actor-outlets",
        meaning="Mean sentiment toward the slice's actors, and of the sentences that name them, by outlet",
        rows=lambda corpus, slice_, _: actor_outlets.by_outlet(corpus, slice_),
        columns=actor_outlets.COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="topics-over-time",
        meaning="Share of each topic by period",
        rows=lambda corpus, slice_, options: topic_shares.over_time(corpus, slice_, options.period),
        columns=topic_shares.OVER_TIME,
        lack="topics",
    ),
    Measure(
        name="topics-by-outlet",
        meaning="Share of each topic in the articles of each outlet",
        rows=lambda corpus, slice_, _: topic_shares.by_outlet(corpus, slice_),
        columns=topic_shares.BY_OUTLET,
        lack="topics",
    ),
    Measure(
        name="topic-terms",
        meaning="The words that made articles a topic's",
        rows=lambda corpus, slice_, _: topic_terms.leading(corpus, slice_),
        columns=topic_terms.COLUMNS,
        lack="topics",
    ),
    Measure(
        name="copies",
        meaning="Groups of articles that repeat each other, and who had them first",
        rows=lambda corpus, slice_, _: copy_groups.largest(corpus, slice_),
        columns=copy_groups.COLUMNS,
    ),
    Measure(
        name="removed-lines",
        meaning="Lines that cleaning took out of the texts",
        rows=lambda corpus, slice_, _: removed_lines.counted(corpus, slice_),
        columns=removed_lines.COLUMNS,
    ),
    Measure(
        name="reprints",
        meaning="Who reprinted whom, in how many articles and how soon",
        rows=lambda corpus, slice_, _: copy_groups.reprints(corpus, slice_),
        columns=copy_groups.REPRINTS,
    ),
    Measure(
        name="sentiment-distribution",
        meaning="Articles of each outlet by class of sentiment",
        rows=lambda corpus, slice_, _: sentiment_spread.by_outlet(corpus, slice_),
        columns=sentiment_spread.COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="headlines",
        meaning="Sentiment of headlines against that of the articles below them, by outlet and for all of them together",
        rows=lambda corpus, slice_, _: headlines.against_bodies(corpus, slice_),
        columns=headlines.COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="extreme-articles",
        meaning="The most negative and the most positive articles",
        rows=lambda corpus, slice_, _: extremes.articles(corpus, slice_),
        columns=extremes.ARTICLE_COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="extreme-sentences",
        meaning="The most negative and the most positive sentences",
        rows=lambda corpus, slice_, options: extremes.sentences(corpus, slice_, options.of),
        columns=extremes.SENTENCE_COLUMNS,
        lack="sentiment",
    ),
    Measure(
        name="spikes",
        meaning="Periods with more articles than those around them explain, what each was about and who led it",
        rows=lambda corpus, slice_, options: spikes.found(corpus, slice_, options.period),
        columns=spikes.COLUMNS,
    ),
    Measure(
        name="changes",
        meaning="What differs between the second half of the slice's dates and the first, and whether by more than noise",
        rows=lambda corpus, slice_, _: changes.halves(corpus, slice_),
        columns=changes.COLUMNS,
    ),
)


def by_name(name: str) -> Measure:
    """Return a measure.

    Raises:
        InputError: There is no measure of that name.
    """
    for measure in MEASURES:
        if measure.name == name:
            return measure
    raise InputError(f"There is no measure {name!r}. Measures: {', '.join(measure.name for measure in MEASURES)}.")
