"""Headlines against bodies: who is compared, the paired difference with its interval, and the chart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import headlines
from analysis.slice import ALL, Slice
from dashboard import charts, theme
from tests import tones

ROWS = pd.DataFrame(
    {
        "outlet": ["Calder", "<b>North</b>", None, "Bare"],
        "headline": [-0.4, 0.1, 0.2, None],
        "body": [-0.1, 0.05, 0.0, None],
        "difference": [-0.3, 0.05, 0.2, None],
        "low": [-0.4, -0.05, None, None],
        "high": [-0.2, 0.15, None, None],
        "articles": [20, 12, 1, 0],
        "headline_only": [0, 0, 0, 7],
        "untitled": [0, 0, 0, 0],
        "total": [20, 12, 1, 7],
    }
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return tones.corpus(tmp_path)


def test_headlines_are_compared_with_the_bodies_of_the_same_articles(corpus: Corpus) -> None:
    rows = headlines.against_bodies(corpus)
    assert list(rows.columns) == list(headlines.COLUMNS)
    assert rows["outlet"].fillna("none").tolist() == ["all outlets", "Calder", "Northline", "none"]
    # All five: 0.4 - 0.6 + 0 - 0.4 + 1.0 against 0.4 - 0.2 + 0 - 0.2 + 1.0.
    # Calder: 0.4 and -0.6 against 0.4 and -0.2; t3 is left out. Northline: 0 and -0.4 against 0 and -0.2.
    assert rows["headline"].tolist() == pytest.approx([0.08, -0.1, -0.2, 1.0])
    assert rows["body"].tolist() == pytest.approx([0.2, 0.1, -0.1, 1.0])
    assert rows["difference"].tolist() == pytest.approx([-0.12, -0.2, -0.1, 0.0])


def test_the_interval_is_that_of_the_paired_difference(corpus: Corpus) -> None:
    every, calder, northline, none = headlines.against_bodies(corpus).to_dict("records")
    # Differences 0, -0.4, 0, -0.2, 0: deviation 0.178885, error 1.959964 * 0.178885 / sqrt(5) = 0.156797
    assert (every["low"], every["high"]) == pytest.approx((-0.276797, 0.036797), abs=1e-6)
    # Differences 0 and -0.4: deviation 0.282843, error 1.959964 * 0.282843 / sqrt(2) = 0.391993
    assert (calder["low"], calder["high"]) == pytest.approx((-0.591993, 0.191993), abs=1e-6)
    assert (northline["low"], northline["high"]) == pytest.approx((-0.295996, 0.095996), abs=1e-6)
    assert pd.isna(none["low"])
    assert pd.isna(none["high"])


def test_articles_without_headline_or_body_are_counted_and_not_compared(corpus: Corpus) -> None:
    rows = headlines.against_bodies(corpus)
    assert rows["articles"].tolist() == [5, 2, 2, 1]
    assert rows["headline_only"].tolist() == [1, 1, 0, 0]
    assert rows["untitled"].tolist() == [1, 0, 1, 0]
    assert rows["total"].tolist() == [7, 3, 3, 1]


def test_an_outlet_with_headlines_only_is_listed_without_means(corpus: Corpus) -> None:
    rows = headlines.against_bodies(corpus, Slice(start=date(2024, 4, 1), end=date(2024, 4, 2)))
    assert rows[["outlet", "articles", "headline_only"]].values.tolist() == [["Calder", 0, 1]]
    assert rows[["headline", "body", "difference", "low", "high"]].isna().all(axis=None)


def test_a_single_outlet_is_not_said_twice(corpus: Corpus) -> None:
    assert headlines.against_bodies(corpus, Slice(outlets=("Calder",)))["outlet"].tolist() == ["Calder"]


def test_what_all_outlets_do_is_told_where_it_is_larger_than_noise() -> None:
    every = ROWS.iloc[[0]].assign(outlet=headlines.ALL_OUTLETS, difference=-0.05, low=-0.08, high=-0.02)
    assert headlines.overall(pd.concat([every, ROWS])) == pytest.approx(-0.05)
    assert headlines.overall(pd.concat([every.assign(high=0.01), ROWS])) is None
    assert headlines.overall(pd.concat([every.assign(articles=headlines.ENOUGH - 1), ROWS])) is None
    assert headlines.overall(ROWS) is None
    assert headlines.beyond(pd.concat([every, ROWS]))["outlet"].tolist() == ["Calder"]


def test_no_articles_give_no_rows_but_columns(corpus: Corpus) -> None:
    rows = headlines.against_bodies(corpus, Slice(outlets=("Nobody",)))
    assert rows.empty
    assert list(rows.columns) == list(headlines.COLUMNS)
    assert rows["articles"].dtype == "int64"
    assert headlines.beyond(rows).empty


def test_the_articles_behind_come_with_the_largest_differences_first(corpus: Corpus) -> None:
    rows = headlines.articles_behind(corpus, ALL, "Calder")
    assert rows[["article_id", "title"]].values.tolist() == [["t2", "Loss"], ["t1", "Gain"]]
    assert rows["difference"].tolist() == pytest.approx([-0.4, 0.0])
    assert headlines.articles_behind(corpus, ALL, None)["article_id"].tolist() == ["t7"]
    assert headlines.articles_behind(corpus, ALL, headlines.ALL_OUTLETS)["article_id"].tolist() == ["t2", "t6", "t1", "t5", "t7"]


def test_outlets_beyond_noise_are_tested_together() -> None:
    assert headlines.beyond(ROWS)["outlet"].tolist() == ["Calder"]
    # 0.05 / (0.1 / 1.959964) = 0.98 standard errors are not enough, however many others are clear; one article has no interval.
    many = pd.concat([ROWS.iloc[[1]].assign(outlet=f"O{number}") for number in range(9)] + [ROWS], ignore_index=True)
    assert headlines.beyond(many)["outlet"].tolist() == ["Calder"]
    # Barely beyond its own interval, but one of twenty: chance gives one such.
    barely = ROWS.iloc[[1]].assign(low=0.001, high=0.099)
    assert headlines.beyond(barely)["outlet"].tolist() == ["<b>North</b>"]
    rest = [ROWS.iloc[[1]].assign(outlet=f"O{number}") for number in range(19)]
    assert headlines.beyond(pd.concat([barely, *rest], ignore_index=True)).empty


def test_the_chart_joins_headlines_and_bodies_and_lays_the_interval_around_the_body() -> None:
    before = ROWS.copy(deep=True)
    join, bodies, dots, _, thin_bodies, thin_dots = charts.headlines.against_bodies(ROWS).data
    pd.testing.assert_frame_equal(ROWS, before)
    assert [value if value is None or not pd.isna(value) else None for value in join.x] == [-0.1, -0.4, None, 0.05, 0.1, None]
    assert list(bodies.x) == [-0.1, 0.05]
    assert list(dots.x) == [-0.4, 0.1]
    # From the headline, -0.4, the interval reaches from body + low = -0.5 to body + high = -0.3
    assert list(dots.error_x.array) == pytest.approx([0.1, 0.1])
    assert list(dots.error_x.arrayminus) == pytest.approx([0.1, 0.1])
    assert list(thin_dots.x) == [0.2]
    assert thin_bodies.opacity == theme.FAINT
    assert dots.customdata[1][-1] == "<b>North</b>"
    assert "&lt;b&gt;" in dots.customdata[1][0]


def test_the_chart_says_which_differences_exceed_noise() -> None:
    figure = charts.headlines.against_bodies(ROWS)
    said = [note.text for note in figure.layout.annotations]
    assert "<b>−0.30</b>" in said
    assert "+0.05, within noise" in said
    assert list(figure.layout.yaxis.ticktext) == ["Calder  (20)", "&lt;b&gt;North&lt;/b&gt;  (12)", "not named  (1)"]


def test_all_outlets_together_stand_on_top_set_apart() -> None:
    every = ROWS.iloc[[1]].assign(outlet=headlines.ALL_OUTLETS, articles=33)
    figure = charts.headlines.against_bodies(pd.concat([ROWS, every], ignore_index=True))
    assert list(figure.layout.yaxis.ticktext)[:2] == ["All outlets  (33)", "Calder  (20)"]
    first, second, third, _ = figure.layout.yaxis.tickvals
    assert first == 0
    assert second - first > third - second == pytest.approx(1)
    keys = [data[-1] for data in figure.data[1].customdata]
    assert keys[0] == headlines.ALL_OUTLETS  # what a click on it lists


def test_on_a_phone_names_and_differences_stand_above_the_points() -> None:
    figure = charts.headlines.against_bodies(ROWS, narrow=True)
    said = [note.text for note in figure.layout.annotations]
    assert figure.layout.yaxis.showticklabels is False
    assert any(text.startswith("Calder ") and "(20)" in text for text in said)
    assert any(text.startswith("&lt;b&gt;North&lt;/b&gt; ") for text in said)
    assert {"● headlines", "○ bodies", "<b>−0.30</b>", "+0.05, within noise"} <= set(said)


def test_an_empty_frame_draws() -> None:
    assert all(len(trace.x) == 0 for trace in charts.headlines.against_bodies(ROWS.head(0)).data)
