"""Every measure over the five articles of builders, with the numbers worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import MEASURES, Options, actors, by_name, coverage, outlets, sentiment, topics
from analysis.slice import ALL, Slice


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[list(columns)].itertuples(index=False)]


def weeks(frame: pd.DataFrame) -> list[str]:
    return [f"{period:%m-%d}" for period in frame["period"]]


def test_totals(five: Corpus) -> None:
    totals = coverage.totals(five)
    assert (totals.articles, totals.outlets, totals.undated, totals.not_scored, totals.copies) == (5, 2, 1, 1, 0)
    assert totals.first == datetime(2024, 3, 25, 10, tzinfo=UTC)
    assert totals.last == datetime(2024, 4, 2, 8, tzinfo=UTC)
    assert coverage.totals(five, Slice(outlets=("Calder",))).corpus_articles == 5


def test_coverage_by_week_starts_on_monday_and_leaves_the_undated_out(five: Corpus) -> None:
    frame = coverage.over_time(five)
    assert weeks(frame) == ["03-25", "04-01"]
    assert rows(frame, "articles", "total", "share") == [(2, 2, 1.0), (2, 2, 1.0)]


def test_the_share_of_a_topic_is_of_all_articles_that_could_have_it(five: Corpus) -> None:
    frame = coverage.over_time(five, Slice(topics=("medtop:16000000",)))
    assert rows(frame, "articles", "total", "share") == [(2, 2, 1.0), (0, 2, 0.0)]


def test_coverage_by_outlet_has_the_outlets_own_total_and_zeros(five: Corpus) -> None:
    frame = coverage.over_time(five, Slice(query="talks"), "week", "outlet")
    assert rows(frame, "group_id", "articles", "total") == [("Calder", 1, 1), ("Calder", 0, 1), ("Northline", 1, 1), ("Northline", 0, 1)]


def test_coverage_by_actor_counts_english_articles_in_the_total(five: Corpus) -> None:
    frame = coverage.over_time(five, Slice(actors=("state:israel",)), "week", "actor")
    assert rows(frame, "group_name", "articles", "total") == [("Israel", 2, 2), ("Israel", 0, 1)]


def test_coverage_by_day_fills_the_days_between_with_zero(five: Corpus) -> None:
    frame = coverage.over_time(five, ALL, "day")
    assert frame["articles"].tolist() == [1, 0, 0, 0, 0, 0, 1, 1, 1]


def test_sentiment_is_the_mean_over_scored_articles(five: Corpus) -> None:
    frame = sentiment.over_time(five)
    assert weeks(frame) == ["03-25", "04-01"]
    first, second = frame.to_dict("records")
    assert first["sentiment"] == pytest.approx(0.1)
    # deviation of (0.5, -0.3) is 0.565685; / sqrt(2) = 0.4; * 1.959964 = 0.783986
    assert (first["low"], first["high"]) == pytest.approx((0.1 - 0.783986, 0.1 + 0.783986), abs=1e-5)
    assert (second["sentiment"], second["articles"], second["total"]) == (pytest.approx(-0.1), 1, 2)
    assert pd.isna(second["low"])


def test_a_day_without_articles_has_no_mean(five: Corpus) -> None:
    frame = sentiment.over_time(five, ALL, "day")
    assert frame["sentiment"].isna().tolist() == [False, True, True, True, True, True, False, False, True]
    assert frame["articles"].tolist() == [1, 0, 0, 0, 0, 0, 1, 1, 0]


def test_leading_actors(five: Corpus) -> None:
    frame = actors.leading(five)
    assert rows(frame, "actor_id", "mentions", "articles", "total") == [("state:israel", 3, 2, 4), ("org:un", 1, 1, 4)]
    assert frame["share"].tolist() == [0.5, 0.25]
    assert frame["sentiment"].iloc[0] == pytest.approx((0.4 + 0.6 - 0.3) / 3)


def test_leading_topics_count_what_fits_none(five: Corpus) -> None:
    frame = topics.leading(five)
    assert rows(frame, "topic_id", "articles", "total") == [("medtop:16000000", 2, 4), ("medtop:11000000", 1, 4), ("unclassified", 2, 4)]


def test_outlets_side_by_side(five: Corpus) -> None:
    frame = outlets.compared(five)
    assert rows(frame, "outlet", "articles", "total", "scored") == [("Northline", 3, 5, 3), ("Calder", 2, 5, 1)]
    assert frame["share"].tolist() == [0.6, 0.4]
    assert frame["sentiment"].iloc[0] == pytest.approx(-0.4 / 3)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
@pytest.mark.parametrize("group", [None, "outlet", "topic", "actor"])
def test_an_empty_corpus_gives_empty_rows_with_all_columns(tmp_path: Path, measure: object, group: object) -> None:
    corpus = Corpus.create(tmp_path / "empty")
    frame = measure.rows(corpus, ALL, Options(group=group))  # type: ignore[attr-defined]
    assert len(frame) == 0
    split = {"group_id", "group_name"} if group is None or not measure.over_time else set()  # type: ignore[attr-defined]
    assert set(frame.columns) == set(measure.columns) - split  # type: ignore[attr-defined]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_the_same_twice(five: Corpus, measure: object) -> None:
    first = measure.rows(five, Slice(start=date(2024, 1, 1)), Options(period="month", group="outlet"))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(
        first, measure.rows(Corpus.open(five.folder), Slice(start=date(2024, 1, 1)), Options(period="month", group="outlet"))
    )  # type: ignore[attr-defined]


def test_there_is_no_measure_of_that_name() -> None:
    with pytest.raises(InputError, match="Measures: coverage, timeline, sentiment"):
        by_name("mood")
