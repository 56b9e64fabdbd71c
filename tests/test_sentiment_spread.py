"""The spread of article sentiment by outlet: classes, zeros, means, and which outlets stand apart; as rows and as a chart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import sentiment_spread
from analysis.slice import ALL, Slice
from dashboard import charts, theme
from tests import tones


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return tones.corpus(tmp_path)


def outlet_rows(*outlets: tuple[str | None, int, float, float]) -> pd.DataFrame:
    """Rows of one class for outlets of a name, a number of articles, a mean and half the interval's width."""
    frame = pd.DataFrame(outlets, columns=["outlet", "total", "sentiment", "error"])
    return frame.assign(
        outlet=frame["outlet"].astype("str"), low=0.0, high=0.05, tone="neutral", articles=frame["total"], share=1.0,
        sentiment_low=frame["sentiment"] - frame["error"], sentiment_high=frame["sentiment"] + frame["error"],
    )  # fmt: skip


def test_articles_are_counted_by_outlet_and_class(corpus: Corpus) -> None:
    rows = sentiment_spread.by_outlet(corpus)
    assert list(rows.columns) == list(sentiment_spread.COLUMNS)
    some = rows[rows["articles"] > 0]
    assert some[["low", "high", "tone", "articles", "total"]].values.tolist() == [
        [-0.25, -0.20, "negative", 1, 3],  # -0.2 is the upper end of its class
        [-0.10, -0.05, "negative", 1, 3],  # and so is -0.05, which is negative
        [0.40, 0.45, "positive", 1, 3],  # 0.4 is the lower end of its class
        [-0.25, -0.20, "negative", 1, 3],
        [0.00, 0.05, "neutral", 2, 3],  # 0 and 0.025
        [0.95, 1.00, "positive", 1, 1],  # 1 is in the last class, there is none beyond
    ]
    assert some["outlet"].tolist()[:5] == ["Calder", "Calder", "Calder", "Northline", "Northline"]
    assert some["outlet"].isna().tolist()[5]
    assert some["share"].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1 / 3, 2 / 3, 1])


def test_classes_without_articles_are_there_for_every_outlet(corpus: Corpus) -> None:
    rows = sentiment_spread.by_outlet(corpus)
    assert len(rows) == 3 * 25  # from -0.25 to 1
    assert rows["articles"].sum() == 7  # the one in French has no sentiment
    assert set(rows.groupby("low").size()) == {3}


def test_an_outlet_has_its_mean_with_its_interval(corpus: Corpus) -> None:
    calder = sentiment_spread.by_outlet(corpus).iloc[0]
    # 0.4, -0.2 and -0.05: mean 0.05, squared deviations 0.1225, 0.0625 and 0.01, so deviation 0.312250 and error 1.959964 * 0.312250 / sqrt(3)
    assert calder["sentiment"] == pytest.approx(0.05)
    assert calder["sentiment_low"] == pytest.approx(0.05 - 0.353338, abs=1e-6)
    assert calder["sentiment_high"] == pytest.approx(0.05 + 0.353338, abs=1e-6)


def test_the_articles_of_a_class_are_those_counted(corpus: Corpus) -> None:
    rows = sentiment_spread.by_outlet(corpus)
    for row in rows.to_dict("records"):
        outlet = row["outlet"] if isinstance(row["outlet"], str) else None
        assert len(sentiment_spread.articles_in(corpus, ALL, outlet, row["low"])) == row["articles"]
    assert sentiment_spread.articles_in(corpus, ALL, "Calder", -0.10) == {"t3"}
    assert sentiment_spread.articles_in(corpus, ALL, None, 0.95) == {"t7"}
    assert sentiment_spread.articles_in(corpus, ALL, "Calder") == {"t1", "t2", "t3"}


def test_a_slice_without_scored_articles_has_no_rows_but_types(corpus: Corpus) -> None:
    rows = sentiment_spread.by_outlet(corpus, Slice(start=date(2020, 1, 1), end=date(2020, 1, 2)))
    assert rows.empty
    assert list(rows.columns) == list(sentiment_spread.COLUMNS)
    assert rows["articles"].dtype == "int64"
    assert sentiment_spread.apart(rows) == []


def test_outlets_that_differ_by_more_than_noise_are_named_with_the_mean_of_the_others() -> None:
    # C has too few articles to be tested, but counts among the others: 20 * 0.2 / 29 = 0.137931
    found = sentiment_spread.apart(outlet_rows(("B", 20, 0.2, 0.04), ("A", 20, -0.2, 0.04), ("C", 9, 0.0, 0.04)))
    assert [(one.outlet, one.sentiment, round(one.others, 6)) for one in found] == [("A", -0.2, 0.137931), ("B", 0.2, -0.137931)]


def test_differences_within_noise_are_not_named() -> None:
    assert sentiment_spread.apart(outlet_rows(("A", 20, -0.02, 0.1), ("B", 20, 0.02, 0.1), ("C", 20, 0.0, 0.1))) == []
    assert sentiment_spread.apart(outlet_rows(("A", 20, -0.2, 0.04))) == []  # there are no others
    assert sentiment_spread.apart(outlet_rows((None, 20, -0.2, 0.04), ("B", 5, 0.2, 0.04))) == []


def test_a_row_of_the_chart_is_an_outlet_the_most_negative_on_top(corpus: Corpus) -> None:
    rows = sentiment_spread.by_outlet(corpus)
    before = rows.copy(deep=True)
    figure = charts.sentiment_spread.by_outlet(rows, outlets=rows["outlet"].unique().tolist())
    pd.testing.assert_frame_equal(rows, before)
    assert [name.split("<br>")[0] for name in figure.layout.yaxis.ticktext] == ["Northline", "Calder", "not named"]
    assert list(figure.layout.yaxis.tickvals) == sorted(figure.layout.yaxis.tickvals, reverse=True)


def test_a_bar_of_the_chart_begins_at_its_class_and_is_as_high_as_its_share() -> None:
    rows = pd.concat([outlet_rows(("Calder", 8, -0.1, 0.05)), outlet_rows(("Northline", 2, 0.1, 0.05))], ignore_index=True)
    rows = rows.assign(low=[-0.1, 0.05], high=[-0.05, 0.1], tone=["negative", "positive"], articles=[4, 1], share=[0.5, 0.5])
    firm, mean, thin, _ = charts.sentiment_spread.by_outlet(rows, outlets=["Calder", "Northline"]).data
    assert (list(firm.x), list(firm.y), list(firm.base), firm.offset) == ([-0.1], [0.5], [0.0], 0)
    assert firm.marker.color == (theme.TONES["negative"],)
    assert tuple(firm.customdata[0]) == (
        "Calder",
        "−0.10 to −0.05 (negative)",
        "4 articles",
        "8",
        "50.0\N{NO-BREAK SPACE}%",
        "-0.10|Calder",
    )
    assert (firm.opacity, thin.opacity) == (1.0, theme.FAINT)
    assert thin.y[0] == pytest.approx(0.25)  # as high as the room allows: half of the highest firm bar
    assert list(mean.x) == [-0.1]
    assert list(mean.error_x.array) == pytest.approx([0.05])


def test_the_chart_draws_the_outlets_asked_for_and_the_mean_of_all() -> None:
    rows = outlet_rows(("A", 30, 0.2, 0.05), ("B", 20, 0.1, 0.05), ("C", 10, -0.9, 0.05))
    figure = charts.sentiment_spread.by_outlet(rows, outlets=["C", "A"])
    assert [name.split("<br>")[0] for name in figure.layout.yaxis.ticktext] == ["C", "A"]
    assert "all −0.02" in [note.text for note in figure.layout.annotations]  # (6 + 2 - 9) / 60


def test_an_empty_frame_and_a_hostile_name_draw() -> None:
    rows = outlet_rows(("<img src=x>", 30, 0.2, 0.05))
    assert "<img" not in charts.sentiment_spread.by_outlet(rows, outlets=["<img src=x>"]).layout.yaxis.ticktext[0]
    assert all(len(trace.x) == 0 for trace in charts.sentiment_spread.by_outlet(rows.head(0), outlets=[]).data)


def test_on_a_phone_names_and_shares_stand_above_the_bars() -> None:
    rows = outlet_rows(("The Northern Wire and Gazette", 1204, -0.2, 0.05), ("<b>x</b>", 2, 0.1, 0.05))
    figure = charts.sentiment_spread.by_outlet(rows, outlets=rows["outlet"].tolist(), narrow=True)
    notes = [note.text for note in figure.layout.annotations]
    assert figure.layout.yaxis.showticklabels is False
    assert any(text.startswith("The Northern Wire a… ") and "(1,204)" in text for text in notes)
    assert any(text.startswith("&lt;b&gt;x&lt;/b&gt; ") for text in notes)
    assert (figure.layout.margin.r, {"mean", "negative", "positive"} <= set(notes)) == (8, True)
