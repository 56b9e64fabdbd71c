"""The small histogram of the date filter: which bars it has, which are chosen, and what it hands back."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard import theme
from dashboard.charts import date_histogram
from dashboard.charts.date_histogram import Bar


def rows(days: list[str], articles: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"period": pd.to_datetime(days), "articles": articles})


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), "day"),
        (date(2024, 1, 1), date(2024, 2, 29), "day"),  # 60 days
        (date(2024, 1, 1), date(2024, 3, 1), "week"),
        (date(2023, 1, 2), date(2024, 2, 18), "week"),  # 59 weeks of seven days; were they cut by the calendar, 60
        (date(2023, 1, 2), date(2024, 2, 19), "month"),
    ],
)
def test_the_bars_that_fit(first: date, last: date, period: str) -> None:
    assert date_histogram.fitting(first, last) == period


def test_bars_reach_no_further_than_the_articles() -> None:
    made = date_histogram.bars(
        rows(["2024-03-04", "2024-03-11", "2024-03-18"], [2, 0, 1]), "week", first=date(2024, 3, 6), last=date(2024, 3, 20)
    )
    assert made == [
        Bar(first=date(2024, 3, 6), last=date(2024, 3, 10), articles=2),
        Bar(first=date(2024, 3, 11), last=date(2024, 3, 17), articles=0),
        Bar(first=date(2024, 3, 18), last=date(2024, 3, 20), articles=1),
    ]


def test_many_months_are_put_together() -> None:
    days = [f"{year}-{month:02}-01" for year in range(2010, 2024) for month in range(1, 13)]  # 168 months: 56 quarters
    made = date_histogram.bars(rows(days, [1] * 168), "month", first=date(2010, 1, 15), last=date(2023, 12, 20))
    assert len(made) == 56
    assert made[0] == Bar(first=date(2010, 1, 15), last=date(2010, 3, 31), articles=3)
    assert made[-1] == Bar(first=date(2023, 10, 1), last=date(2023, 12, 20), articles=3)


def test_an_article_of_another_century_does_not_make_hundreds_of_bars() -> None:
    days = pd.date_range("1724-01-01", "2024-12-01", freq="MS", unit="s")
    made = date_histogram.bars(pd.DataFrame({"period": days, "articles": 1}), "month", first=date(1724, 1, 1), last=date(2024, 12, 31))
    assert len(made) <= date_histogram.BARS
    assert sum(bar.articles for bar in made) == 301 * 12


def test_the_chosen_bars_have_the_accent() -> None:
    shown = [
        Bar(first=date(2024, 3, 4), last=date(2024, 3, 10), articles=1000),
        Bar(first=date(2024, 3, 11), last=date(2024, 3, 17), articles=0),
        Bar(first=date(2024, 3, 18), last=date(2024, 3, 24), articles=1),
    ]
    figure = date_histogram.drawn(shown, start=date(2024, 3, 17), end=date(2024, 3, 17))
    trace = figure.data[0]
    assert list(trace.marker.color) == [theme.REST, theme.ACCENT, theme.REST]
    assert list(trace.y) == [1.0, 0.0, 0.04]  # one article among a thousand is still seen
    assert list(trace.customdata[2]) == ["18 Mar 2024 to 24 Mar 2024", "1 article", "2024-03-18/2024-03-24"]
    assert [note.text for note in figure.layout.annotations] == ["4 Mar 2024", "24 Mar 2024"]
    assert list(date_histogram.drawn(shown, start=None, end=None).data[0].marker.color) == [theme.ACCENT] * 3


def test_no_bars() -> None:
    assert date_histogram.bars(rows([], []), "month", first=date(2024, 1, 1), last=date(2024, 1, 1)) == []
    assert len(date_histogram.drawn([], start=None, end=None).data[0].x) == 0


def test_the_keys_of_bars_are_read_again() -> None:
    bars = [
        Bar(first=date(2024, 3, 11), last=date(2024, 3, 17), articles=1),
        Bar(first=date(2024, 3, 4), last=date(2024, 3, 10), articles=1),
    ]
    assert date_histogram.days_of([bar.key for bar in bars]) == (date(2024, 3, 4), date(2024, 3, 17))
