"""Measures: (corpus, slice) to a tidy frame, one module a subject. The same rows feed the chart, its table, its download and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import actors, coverage, outlets, sentiment, topics
from analysis.measures.periods import Group, Period
from analysis.slice import Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure that can be asked for by name.

    Attributes:
        name: The word on the command line.
        meaning: What its rows say, in one sentence.
        rows: (corpus, slice, period, group) -> frame. Measures that are not over time ignore period and group.
        columns: Column name -> what a value in it means.
    """

    name: str
    meaning: str
    rows: Callable[[Corpus, Slice, Period, Group | None], pd.DataFrame]
    columns: dict[str, str]

    @property
    def over_time(self) -> bool:
        """Whether its rows are periods."""
        return "period" in self.columns


MEASURES: tuple[Measure, ...] = (
    Measure(name="coverage", meaning="Articles of the slice by period", rows=coverage.over_time, columns=coverage.COLUMNS),
    Measure(name="sentiment", meaning="Mean sentiment of articles by period", rows=sentiment.over_time, columns=sentiment.COLUMNS),
    Measure(
        name="actors",
        meaning="Actors by the articles that mention them",
        rows=lambda corpus, slice_, *_: actors.leading(corpus, slice_),
        columns=actors.COLUMNS,
    ),
    Measure(
        name="topics",
        meaning="Topics by the articles about them",
        rows=lambda corpus, slice_, *_: topics.leading(corpus, slice_),
        columns=topics.COLUMNS,
    ),
    Measure(
        name="outlets",
        meaning="Outlets by volume and sentiment",
        rows=lambda corpus, slice_, *_: outlets.compared(corpus, slice_),
        columns=outlets.COLUMNS,
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
