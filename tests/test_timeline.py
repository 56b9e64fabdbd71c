"""The measure timeline, with numbers worked out by hand: quantities, splits, gaps, rolling means, periods covered in part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.export import to_bytes
from analysis.measures import Options, by_name, coverage, sentiment, timeline
from analysis.measures.timeline_change import halves
from analysis.slice import ALL, UNCLASSIFIED, Slice
from tests import builders, papers
from tests.papers import ARDEN, POLITICS, SPORT

CONFLICT, ISRAEL = "medtop:16000000", "state:israel"


@pytest.fixture
def march(tmp_path: Path) -> Corpus:
    """Papers: weeks of 26 February (from Friday 1 March), 4, 11 and 18 March (to Wednesday 20 March)."""
    return papers.corpus(tmp_path)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[list(columns)].itertuples(index=False)]


def test_articles_are_counted_by_week_with_all_that_there_are(five: Corpus) -> None:
    frame = timeline.over_time(five, Slice(topics=(CONFLICT,)))
    assert list(frame.columns) == ["quantity", "period", "value", "low", "high", "n", "total", "rolling", "whole"]
    assert [f"{day:%Y-%m-%d}" for day in frame["period"]] == ["2024-03-25", "2024-04-01"]
    assert rows(frame, "quantity", "value", "low", "n", "total", "rolling") == [
        ("articles", 2.0, None, 2, 2, None),
        ("articles", 0.0, None, 0, 2, None),
    ]


def test_the_share_of_a_topic_is_of_the_articles_in_english(five: Corpus) -> None:
    frame = timeline.over_time(five, group="topic", series=(CONFLICT,), of=("share",))
    assert rows(frame, "group_name", "value", "n", "total") == [
        ("conflict, war and peace", 1.0, 2, 2),
        ("conflict, war and peace", 0.0, 0, 1),
    ]


def test_series_do_not_limit_the_articles_that_shares_are_of(march: Corpus) -> None:
    frame = timeline.over_time(march, group="topic", series=(SPORT, POLITICS), of=("share",))
    assert rows(frame, "group_id", "n", "total") == [
        (SPORT, 0, 6), (SPORT, 5, 14), (SPORT, 0, 7), (SPORT, 0, 3),
        (POLITICS, 5, 6), (POLITICS, 5, 14), (POLITICS, 0, 7), (POLITICS, 0, 3),
    ]  # fmt: skip
    assert frame["value"].tolist()[4:6] == [5 / 6, 5 / 14]


def test_the_share_of_an_outlet_is_of_its_own_articles(march: Corpus) -> None:
    frame = timeline.over_time(march, Slice(topics=(POLITICS,)), group="outlet", of=("share",))
    assert rows(frame, "group_id", "n", "total", "value") == [
        ("Calder", 3, 3, 1.0), ("Calder", 5, 7, 5 / 7), ("Calder", 0, 0, None), ("Calder", 0, 0, None),
        ("Northline", 2, 3, 2 / 3), ("Northline", 0, 7, 0.0), ("Northline", 0, 7, 0.0), ("Northline", 0, 4, 0.0),
    ]  # fmt: skip


def test_a_share_has_an_interval_and_none_of_some_an_upper_bound(march: Corpus) -> None:
    frame = timeline.over_time(march, group="actor", series=(ARDEN,), of=("share",))
    assert rows(frame, "n", "total", "low", "high") == [
        (6, 6, pytest.approx(1 - (1 - 0.025 ** (1 / 6))), 1.0),
        (4, 14, pytest.approx(1 / 14), pytest.approx(7 / 14)),  # binomial of 14 at 4/14: P(0) = 0.009, P(at most 1) = 0.059; P(at most 6) = 0.946, 7: 0.983
        (0, 7, 0.0, pytest.approx(1 - 0.025 ** (1 / 7))),
        (0, 3, 0.0, pytest.approx(1 - 0.025 ** (1 / 3))),
    ]  # fmt: skip


def test_sentiment_is_the_mean_of_scored_articles_and_a_gap_is_empty(march: Corpus) -> None:
    frame = timeline.over_time(march, group="outlet", series=("Calder",), of=("sentiment",))
    first, _, gap, _ = rows(frame, "value", "low", "high", "n", "total")
    assert first == (pytest.approx(-0.5 / 3), -0.3, -0.1, 3, 3)  # -0.1, -0.3, -0.1
    assert gap == (None, None, None, 0, 0)


def test_negative_sentences_are_a_share_of_scored_sentences(march: Corpus) -> None:
    frame = timeline.over_time(march, of=("negative",))
    # Every sentence of Calder is negative and none of Northline; each article has four. The French one is not scored.
    assert rows(frame, "value", "n", "total") == [(0.5, 6, 24), (0.5, 14, 56), (0.0, 7, 28), (0.0, 3, 12)]
    assert rows(frame, "low")[2] == (None,)  # all alike


def test_mentions_are_those_of_the_actor_or_of_all(march: Corpus, five: Corpus) -> None:
    frame = timeline.over_time(march, group="actor", series=(ARDEN,), of=("mentions",))
    assert rows(frame, "value", "n", "total", "low")[:3] == [(7.0, 6, 6, None), (4.0, 4, 14, None), (0.0, 0, 7, None)]
    assert rows(timeline.over_time(five, of=("mentions",)), "value", "n", "total") == [(3.0, 2, 2), (1.0, 1, 1)]
    by_outlet = timeline.over_time(five, group="outlet", of=("mentions",))
    assert rows(by_outlet, "group_id", "value", "total") == [
        ("Northline", 1.0, 1),
        ("Northline", 1.0, 1),
        ("Calder", 2.0, 1),
        ("Calder", 0.0, 0),
    ]
    by_topic = timeline.over_time(five, group="topic", series=(CONFLICT,), of=("mentions",))
    assert rows(by_topic, "value", "n", "total") == [(3.0, 2, 2), (0.0, 0, 0)]


def test_forms_that_do_not_count_are_no_mentions(tmp_path: Path) -> None:
    tables = builders.tables()
    corpus = Corpus.create(tmp_path / "forms")
    corpus.add(tables.replace(mentions=tables.mentions.assign(form=["adjective", "name", "name", "name"])))
    assert timeline.over_time(corpus, of=("mentions",))["value"].tolist() == [3.0, 1.0]
    assert timeline.over_time(corpus, Slice(without=("adjective",)), of=("mentions",))["value"].tolist() == [2.0, 1.0]


def test_a_rolling_mean_pools_articles_and_is_empty_until_there_are_enough_periods(march: Corpus) -> None:
    frame = timeline.over_time(march, group="topic", series=(POLITICS,), of=("share",), rolling=2)
    assert rows(frame, "rolling") == [(None,), (0.5,), (pytest.approx(5 / 21),), (0.0,)]  # 10 of 20, 5 of 21, 0 of 10
    calder = timeline.over_time(march, group="outlet", series=("Calder",), of=("sentiment",), rolling=3)
    # -0.1 on odd days and -0.3 on even ones, 1 to 10 March: ten articles, then the seven from 4 March on.
    assert rows(calder, "rolling") == [(None,), (None,), (pytest.approx(-0.2),), (pytest.approx(-1.5 / 7),)]


def test_a_rolling_mean_of_counts_leaves_out_periods_covered_in_part(march: Corpus) -> None:
    frame = timeline.over_time(march, rolling=2)
    assert rows(frame, "value", "whole", "rolling") == [(6.0, False, None), (14.0, True, None), (7.0, True, 10.5), (4.0, False, None)]
    assert timeline.over_time(march, rolling=9)["rolling"].isna().all()


def test_periods_are_covered_in_part_by_the_filter_or_by_the_articles(march: Corpus) -> None:
    def whole(slice_: Slice) -> list[bool]:
        return timeline.over_time(march, slice_)["whole"].tolist()

    assert whole(ALL) == [False, True, True, False]
    assert whole(Slice(start=date(2024, 3, 4), end=date(2024, 3, 18))) == [True, True]
    assert whole(Slice(start=date(2024, 3, 5), end=date(2024, 3, 17))) == [False, False]
    # Politics end on 8 March, yet the articles looked in go on: their weeks are covered.
    assert whole(Slice(topics=(POLITICS,))) == [False, True, True, False]
    assert timeline.over_time(march, period="day")["whole"].all()
    assert timeline.over_time(march, period="month")["whole"].tolist() == [False]


def test_two_quantities_come_in_the_order_they_were_asked_for(march: Corpus) -> None:
    frame = timeline.over_time(march, of=("sentiment", "articles"), period="month")
    assert rows(frame, "quantity", "n") == [("sentiment", 30), ("articles", 31)]


def test_the_leading_series_come_first_and_the_broad_topics_before_finer_ones(five: Corpus, march: Corpus) -> None:
    def series(corpus: Corpus, group: object, slice_: Slice = ALL) -> list[str]:
        return list(dict.fromkeys(timeline.over_time(corpus, slice_, group=group)["group_id"]))  # type: ignore[arg-type]  # a literal each

    assert series(march, "outlet") == ["Northline", "Calder"]
    assert series(march, "topic") == [POLITICS, SPORT]
    assert series(march, "topic", Slice(topics=(UNCLASSIFIED, SPORT))) == [SPORT, UNCLASSIFIED]
    assert series(march, "topic", Slice(topics=(SPORT,))) == [SPORT]
    assert series(five, "actor") == [ISRAEL, "org:un"]


def test_articles_that_fit_no_topic_are_a_series(five: Corpus) -> None:
    frame = timeline.over_time(five, group="topic", series=(UNCLASSIFIED,))
    assert rows(frame, "group_name", "value", "total") == [("no topic found", 0.0, 2), ("no topic found", 1.0, 1)]


def test_a_series_that_nothing_is_known_of_is_there_with_zeros(five: Corpus) -> None:
    frame = timeline.over_time(five, group="actor", series=("state:nowhere",), of=("share",))
    assert rows(frame, "group_name", "value", "total") == [("state:nowhere", 0.0, 2), ("state:nowhere", 0.0, 1)]


def test_the_slice_names_at_most_as_many_series_as_can_be_told_apart(march: Corpus) -> None:
    named = tuple(f"state:{number}" for number in range(9))
    frame = timeline.over_time(march, Slice(actors=(*named, ARDEN)), group="actor")
    assert frame["group_id"].nunique() == 7
    assert frame["group_id"].iloc[0] == ARDEN


@pytest.mark.parametrize("group", [None, "outlet", "topic", "actor"])
def test_counts_and_means_are_those_of_coverage_and_sentiment(march: Corpus, group: object) -> None:
    slice_ = Slice(query="title", start=date(2024, 3, 2))
    options = Options(period="day", group=group, of=("share", "sentiment"))  # type: ignore[arg-type]  # a literal each
    frame = by_name("timeline").rows(march, slice_, options)
    counted = coverage.over_time(march, slice_, "day", options.group)
    frame = frame[frame["group_id"] != UNCLASSIFIED] if group else frame  # not a series of coverage
    share = frame[frame["quantity"] == "share"].drop(columns="quantity").sort_values([*(["group_id"] if group else []), "period"])
    counted = counted[counted["group_id"].isin(share["group_id"])] if group else counted
    assert share["n"].tolist() == counted["articles"].tolist()
    assert share["total"].tolist() == counted["total"].tolist()
    mean = sentiment.over_time(march, slice_, "day", options.group).dropna(subset="sentiment")
    ours = frame[(frame["quantity"] == "sentiment") & frame["value"].notna()].sort_values([*(["group_id"] if group else []), "period"])
    mean = mean[mean["group_id"].isin(ours["group_id"])] if group else mean
    assert ours["value"].tolist() == pytest.approx(mean["sentiment"].tolist(), abs=1e-12)


def test_what_else_is_drawn_changes_no_number(march: Corpus) -> None:
    alone = timeline.over_time(march, group="outlet", series=("Calder",), of=("negative",))
    among = timeline.over_time(march, group="outlet", of=("sentiment", "negative"))
    same = among[(among["group_id"] == "Calder") & (among["quantity"] == "negative")]
    assert to_bytes(same, "csv") == to_bytes(alone, "csv")


@pytest.mark.parametrize("group", [None, "outlet"])
def test_an_empty_slice_gives_typed_columns(five: Corpus, group: object) -> None:
    frame = timeline.over_time(five, Slice(undated=True), group=group)  # type: ignore[arg-type]  # a literal each
    full = timeline.over_time(five, group=group)  # type: ignore[arg-type]
    assert len(frame) == 0
    assert frame.dtypes.to_dict() == full.dtypes.to_dict()
    assert set(full.columns) <= set(timeline.COLUMNS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"of": ("shares",)}, "no quantity 'shares'"),
        ({"of": ("share", "articles", "mentions")}, "at most 2 quantities"),
        ({"group": "outlet", "series": tuple("abcdefgh")}, "at most 7 series"),
        ({"rolling": 61}, "at most 60 periods"),
    ],
)
def test_what_cannot_be_asked_is_told(five: Corpus, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        by_name("timeline").rows(five, ALL, Options(**wrong))  # type: ignore[arg-type]  # wrong on purpose


def change(before: tuple[int, int], after: tuple[int, int]) -> pd.DataFrame:
    """Shares of one series in four weeks."""
    weeks = pd.date_range("2024-03-04", periods=4, freq="W-MON", tz="UTC")
    n, total = [before[0], 0, after[0], 0], [before[1], 0, after[1], 0]
    return pd.DataFrame(
        {"quantity": "share", "group_id": "p", "group_name": "politics", "period": weeks, "value": 0.0, "low": 0.0, "high": 0.0, "n": n, "total": total}
    )  # fmt: skip


def test_a_share_that_rose_by_more_than_noise_is_said_with_its_counts() -> None:
    found = halves(change((10, 100), (30, 100)), "share").iloc[0]
    assert (found["before"], found["before_n"], found["after_n"], found["before_total"]) == (0.0, 10, 30, 100)
    assert found["exceeds"]
    assert f"{found['turn']:%d %b}" == "18 Mar"
    assert (found["low"], found["high"]) == (pytest.approx(0.0902, abs=1e-3), pytest.approx(0.3059, abs=1e-3))  # Newcombe's method 10


def test_a_share_that_rose_within_noise_is_not() -> None:
    assert not halves(change((10, 100), (14, 100)), "share")["exceeds"].any()


def means(values: list[float], n: int | list[int] = 20) -> pd.DataFrame:
    """Mean sentiment of one series, week by week."""
    weeks = pd.date_range("2024-03-04", periods=len(values), freq="W-MON", tz="UTC")
    return pd.DataFrame({"quantity": "sentiment", "period": weeks, "value": values, "low": 0.0, "high": 0.0, "n": n, "total": n})


def test_means_are_compared_over_their_periods() -> None:
    found = halves(means([0.0, 0.2] * 3 + [0.3, 0.5] * 3), "sentiment").iloc[0]
    assert (found["before"], found["after"], found["before_n"]) == (pytest.approx(0.1), pytest.approx(0.4), 120)
    # Each half: deviation of six weeks 0.1095; the difference: error 0.06325, times 2.2281 of Student's t at 10 degrees.
    assert (found["low"], found["high"]) == (pytest.approx(0.3 - 0.14092, abs=1e-4), pytest.approx(0.3 + 0.14092, abs=1e-4))
    assert found["exceeds"]
    assert not halves(means([-0.8, 0.2] * 3 + [-0.4, 0.5] * 3), "sentiment")["exceeds"].any()


def test_few_periods_or_few_that_count_are_not_tested() -> None:
    assert halves(means([0.1, 0.1, 0.2, 0.2]), "sentiment")["low"].isna().all()
    # One week holds nearly all articles: the half is as good as a single week.
    assert halves(means([0.0, 0.2] * 3 + [0.3, 0.5] * 3, [1000, 1, 1, 1, 1, 1] * 2), "sentiment")["low"].isna().all()


def test_counts_and_few_periods_have_no_change(march: Corpus) -> None:
    assert halves(timeline.over_time(march), "articles").empty
    assert halves(timeline.over_time(march, period="month", of=("share",)), "share").empty
