"""Spikes: what is one and what is none, what it is about, who led it; against numbers worked out by hand."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import spans, spikes, standing_out
from analysis.slice import Slice
from tests.newsroom import Piece, corpus, days

WEEKLY = [4, 6, 5, 4, 6, 5, 4, 30, 6, 5, 4, 6, 5, 4, 6]  # articles of 15 weeks; the eighth stands out


def counted(*articles: int) -> pd.DataFrame:
    return pd.DataFrame({"period": pd.date_range("2024-01-01", periods=len(articles), freq="W-MON", tz="UTC"), "articles": articles})


def beyond(*articles: int) -> list[int]:
    found = spikes.beyond_usual(counted(*articles), np.ones(len(articles), dtype=bool))
    return found["articles"].tolist()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Fifteen weeks; in the eighth Calder brings 25 of 30 articles, 20 of them about floods."""
    pieces = []
    for number, day in enumerate(days("2024-01-01", WEEKLY, 7)):
        spike = "2024-02-19" <= day < "2024-02-26"
        flood = spike and number % 3 != 0
        outlet = "Calder" if (spike and number % 6 != 1) or number % 3 == 0 else "Northline"
        pieces.append(Piece(day=day, outlet=outlet, topics=("own:floods",) if flood else ("own:sport",), actors=("state:arden",)))
    return corpus(tmp_path_factory.mktemp("spikes") / "made", pieces)


def test_a_period_far_above_those_around_it_is_a_spike() -> None:
    assert beyond(*WEEKLY) == [30]


def test_what_is_usual_is_the_mean_of_the_middle_half_of_the_periods_around() -> None:
    found = spikes.beyond_usual(counted(*WEEKLY), np.ones(15, dtype=bool)).iloc[0]
    # The six weeks before and after: 6 5 4 6 5 4 and 6 5 4 6 5 4; sorted, the middle six are 4 5 5 5 5 6.
    assert found["expected"] == 5.0
    assert found["times"] == 6.0


@pytest.mark.parametrize(
    "articles",
    [
        (5,) * 15,
        (0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0),  # too few articles
        (3, 12, 2, 14, 1, 13, 4, 15, 2, 12, 3, 16, 2, 13),  # wild, but always so
        (40, 41, 39, 40, 42, 38, 55, 40, 41, 39, 40, 42, 38),  # certain enough, but less than half as much again
        (5, 5, 90, 5, 5, 5),  # too few periods to know what is usual
        (),
    ],
)
def test_what_is_no_spike(articles: tuple[int, ...]) -> None:
    assert beyond(*articles) == []


def test_a_rise_in_steps_is_no_spike_but_its_crest_is() -> None:
    assert beyond(5, 6, 5, 6, 5, 6, 10, 60, 10, 6, 5, 6, 5, 6, 5) == [60]


def test_a_period_in_part_does_not_say_what_is_usual() -> None:
    articles = (1, 9, 9, 9, 9, 9, 9, 30, 1)
    whole = np.array([False, *[True] * 7, False])
    found = spikes.beyond_usual(counted(*articles), whole)
    assert found["articles"].tolist() == [30]
    assert found["expected"].iloc[0] == 9.0


def test_the_tail_is_that_of_poisson_and_of_the_negative_binomial() -> None:
    # Poisson of mean 2: 1 - e^-2 (1 + 2 + 2)
    assert spikes.tail(3, 2.0, 1.0) == pytest.approx(1 - math.exp(-2) * 5)
    # Mean 2, variance 4: size 2, so that P(0) = 1/4 and P(1) = 2 * 1/4 * 1/2 = 1/4
    assert spikes.tail(2, 2.0, 2.0) == pytest.approx(0.5)
    assert spikes.tail(0, 2.0, 2.0) == pytest.approx(1.0)
    assert 0 < spikes.tail(400, 2.0, 1.0) < 1e-300 or spikes.tail(400, 2.0, 1.0) == 0


def test_g2_is_dunnings() -> None:
    # 10 of 20 inside against 10 of 80 outside: 2 * (10 ln(10/4) + 10 ln(10/16) + 10 ln(10/16) + 70 ln(70/64))
    expected = 2 * (10 * math.log(2.5) + 20 * math.log(0.625) + 70 * math.log(70 / 64))
    more, less, never = standing_out.log_likelihood(
        *(np.array(values, dtype=float) for values in ([10, 10, 0], [20, 80, 20], [10, 10, 0], [80, 20, 80]))
    )
    assert more == pytest.approx(expected)
    assert less == pytest.approx(-expected)
    assert never == 0


def test_a_spike_has_the_name_of_what_it_is_about_and_of_who_led_it(made: Corpus) -> None:
    found = spikes.found(made).to_dict("records")
    assert len(found) == 1
    row = found[0]
    assert (f"{row['period']:%Y-%m-%d}", row["articles"], row["expected"]) == ("2024-02-19", 30, 5.0)
    assert (row["kind"], row["about_id"], row["name"], row["about"], row["of"]) == ("topic", "own:floods", "Floods", 20, 30)
    assert row["elsewhere"] == 0.0
    assert (row["led_by"], row["led_by_articles"]) == ("Calder", 25)


def test_a_lasting_corpus_says_the_same(made: Corpus) -> None:
    kept = Corpus.open(made.folder)
    kept.lasting = True
    for slice_ in (Slice(), Slice(outlets=("Calder",)), Slice(without=("adjective",))):
        for _ in range(2):  # the second time from memory
            pd.testing.assert_frame_equal(spikes.found(kept, slice_), spikes.found(made, slice_))
    assert spikes.found(kept)["name"].notna().all()


def test_what_stands_out_is_counted_by_article_and_group(made: Corpus) -> None:
    known = standing_out.subjects(made)
    everywhere = known.counted(np.arange(len(known.starts) - 1))
    # All 100 articles name Arden; the 20 of the eighth week that are not the third of three are about floods.
    assert dict(zip(known.things["about_id"], everywhere.tolist(), strict=True)) == {"own:floods": 20, "own:sport": 80, "state:arden": 100}
    assert known.counted(np.array([], dtype="int64")).tolist() == [0, 0, 0]


def test_what_the_slice_names_does_not_name_a_spike(made: Corpus) -> None:
    row = spikes.found(made, Slice(actors=("state:arden",), topics=("own:floods", "own:sport"))).iloc[0]
    assert pd.isna(row["name"])
    assert pd.isna(row["about"])


def test_a_spike_without_a_name_or_a_leader_says_neither(tmp_path: Path) -> None:
    pieces = [Piece(day=day, outlet=("Calder", "Northline")[number % 2]) for number, day in enumerate(days("2024-01-01", WEEKLY, 7))]
    row = spikes.found(corpus(tmp_path / "plain", pieces)).iloc[0]
    assert row["articles"] == 30
    assert pd.isna(row["name"])
    assert pd.isna(row["led_by"])


def test_a_slice_within_the_spike_has_too_few_periods(made: Corpus) -> None:
    found = spikes.found(made, Slice(start=date(2024, 2, 12), end=date(2024, 3, 4)))
    assert found.empty
    assert list(found.columns) == list(spikes.COLUMNS)


def test_empty_frames_have_their_types(tmp_path: Path) -> None:
    found = spikes.found(Corpus.create(tmp_path / "empty"))
    assert found.dtypes.astype(str).to_dict() == {
        "period": "datetime64[us, UTC]", "articles": "int64", "expected": "float64", "times": "float64", "p": "float64", "kind": "str",
        "about_id": "str", "name": "str", "about": "Int64", "of": "Int64", "elsewhere": "float64", "led_by": "str", "led_by_articles": "Int64",
    }  # fmt: skip


def test_a_week_is_whole_when_the_dates_reach_over_it() -> None:
    weeks = pd.Series(pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-15"], utc=True))
    span = (pd.Timestamp("2024-01-05", tz="UTC"), pd.Timestamp("2024-01-21", tz="UTC"))
    assert spans.whole(weeks, "week", span).tolist() == [False, True, True]
    assert spans.whole(weeks, "week", (span[0], pd.Timestamp("2024-01-20", tz="UTC"))).tolist() == [False, True, False]
    assert spans.whole(weeks, "week", None).tolist() == [False, False, False]


@pytest.mark.parametrize(("last", "turn"), [("2024-01-10", "2024-01-06"), ("2024-01-11", "2024-01-07"), ("2024-01-01", "2024-01-02")])
def test_the_second_half_begins_after_the_middle(last: str, turn: str) -> None:
    assert spans.turn((pd.Timestamp("2024-01-01", tz="UTC"), pd.Timestamp(last, tz="UTC"))) == pd.Timestamp(turn, tz="UTC")


def test_the_span_is_that_of_all_articles_that_could_have_counted(made: Corpus) -> None:
    flooded = spans.dated(made, Slice(topics=("own:floods",)))
    assert flooded is not None
    assert [f"{day:%Y-%m-%d}" for day in flooded] == ["2024-01-01", "2024-04-13"]


def test_the_dates_covered_are_those_asked_for_as_far_as_the_articles_go(tmp_path: Path) -> None:
    # 1 March 2024 is a Friday; nothing appeared on Sunday the 31st, but the articles go on into April.
    made = corpus(tmp_path / "march", [Piece(day=day) for day in ("2024-02-20", "2024-03-02", "2024-03-08", "2024-03-29", "2024-04-09")])

    def span(slice_: Slice) -> list[str]:
        return [f"{day:%Y-%m-%d}" for day in spans.covered(made, slice_) or ()]

    march = Slice(start=date(2024, 3, 1), end=date(2024, 4, 1))
    assert span(march) == ["2024-03-01", "2024-03-31"]
    weeks = pd.Series(pd.date_range("2024-02-26", periods=5, freq="W-MON", tz="UTC"))
    assert spans.whole(weeks, "week", spans.covered(made, march)).tolist() == [False, True, True, True, True]
    assert span(Slice()) == ["2024-02-20", "2024-04-09"]
    assert span(Slice(start=date(2024, 1, 1), end=date(2025, 1, 1))) == ["2024-02-20", "2024-04-09"]
    assert span(Slice(start=date(2024, 5, 1))) == []
