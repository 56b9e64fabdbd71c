"""Charts: one exact trace each, an empty frame, labels that cannot become markup, and an input that stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.measures import actors, coverage, sentiment
from dashboard import charts, theme
from dashboard.charts.ranking import Columns
from tests import builders

WEEKS = pd.to_datetime(["2024-03-25", "2024-04-01", "2024-04-08"], utc=True)
COVERAGE = pd.DataFrame({"period": WEEKS, "articles": [2, 0, 7], "total": [4, 0, 7], "share": [0.5, None, 1.0]})
SENTIMENT = pd.DataFrame(
    {
        "period": WEEKS,
        "sentiment": [0.1, None, -0.2],
        "low": [-0.1, None, -0.3],
        "high": [0.3, None, -0.1],
        "articles": [2, 0, 7],
        "total": [4, 0, 7],
        "negative_share": [0.1, None, 0.4],
        "positive_share": [0.2, None, 0.1],
    }
)
OUTLETS = pd.DataFrame(
    {
        "outlet": ["Calder", "<b>Bold</b>", None],
        "articles": [9, 3, 1],
        "scored": [8, 3, 0],
        "sentiment": [0.2, -0.1, None],
        "low": [0.1, -0.4, None],
        "high": [0.3, 0.2, None],
    }
)
SPIKES = pd.DataFrame(
    {
        "period": WEEKS[2:],
        "articles": [7],
        "expected": [2.0],
        "times": [3.5],
        "name": ["<b>Rafah"],
        "about": [5],
        "of": [6],
        "led_by": ["Calder & Son"],
    }
)
RANKING = pd.DataFrame(
    {
        "actor_id": ["a", "b"],
        "name": ["Israel", "<a href='//x'>UN</a>"],
        "articles": [3, 1],
        "total": [4, 4],
        "share": [0.75, 0.25],
        "sentiment": [0.1, None],
    }
)


def test_coverage_is_a_bar_a_period() -> None:
    bar = charts.coverage.over_time(COVERAGE, period="week", limited=True).data[0]
    assert list(bar.y) == [2, 0, 7]
    assert [str(day)[:10] for day in bar.x] == ["2024-03-25", "2024-04-01", "2024-04-08"]
    assert tuple(bar.customdata[0]) == ("week of 25 Mar 2024", "2 articles", "<br>50.0\N{NO-BREAK SPACE}% of all 4 then", "2024-03-25")
    assert bar.customdata[1][2] == "<br>no share of all 0 then"
    assert bar.opacity == 1.0
    assert charts.coverage.over_time(COVERAGE, period="week", limited=False).data[0].customdata[0][2] == ""


def test_a_spike_stands_out_and_says_what_it_is_about() -> None:
    figure = charts.coverage.over_time(COVERAGE, period="week", limited=False, whole=[False, True, True], spikes=SPIKES)
    usual, spike, part = figure.data
    assert (list(usual.y), list(spike.y), list(part.y)) == ([0], [7], [2])
    assert part.opacity < usual.opacity < spike.opacity == 1.0
    assert spike.customdata[0][2] == "<br>2 expected<br>stands out: &lt;b&gt;Rafah, in 5 of 6<br>led by Calder &amp; Son"
    assert "&lt;b&gt;Rafah" in [note.text for note in figure.layout.annotations]
    assert figure.layout.yaxis.range[1] > 7


def test_labels_of_spikes_do_not_run_into_each_other() -> None:
    weeks = pd.date_range("2024-01-01", periods=60, freq="W-MON", tz="UTC")
    frame = pd.DataFrame({"period": weeks, "articles": 5, "total": 5, "share": 1.0})
    peaks = pd.concat([SPIKES.assign(period=week, articles=count) for week, count in zip(weeks[[5, 9, 40]], (20, 30, 10), strict=True)])
    figure = charts.coverage.over_time(frame, period="week", limited=False, spikes=peaks)
    assert [note.y for note in figure.layout.annotations if note.text != "articles"] == [30, 10]


def test_a_spike_without_a_name_says_how_high_it_is() -> None:
    assert charts.coverage.label({"name": None, "times": 3.46}) == "3.5 times the usual"
    assert charts.coverage.label({"name": None, "times": float("nan")}) == "from none"


def test_sentiment_has_a_gap_where_there_is_none_and_is_faint_where_it_is_thin() -> None:
    band, line = charts.sentiment.over_time(SENTIMENT, period="week").data
    assert [None if pd.isna(value) else value for value in line.y] == [0.1, None, -0.2]
    assert line.connectgaps is False
    assert list(line.marker.opacity) == [theme.FAINT, theme.FAINT, 1.0]
    assert tuple(line.customdata[2]) == ("week of 8 Apr 2024", "−0.20", "negative", 7, "2024-04-08")
    assert list(band.y) == [0.3, -0.1, None, -0.1, -0.3, None]


def test_the_zero_of_a_sentiment_axis_has_no_sign() -> None:
    axis = charts.sentiment.over_time(SENTIMENT, period="week").layout.yaxis
    assert (axis.tickformat, axis.labelalias["+0.00"], axis.labelalias["−0.00"]) == ("+.2f", "0", "0")


def test_the_axis_of_sentiment_shows_zero_and_all_means_and_no_more_than_firm_intervals() -> None:
    # −0.2 with an interval from −0.3 to −0.1 is firm; +0.3, the end of an interval of 2 articles, is not.
    low, high = charts.sentiment.over_time(SENTIMENT, period="week").layout.yaxis.range
    assert (low, high) == pytest.approx((-0.32, 0.12))


def test_a_wide_ranking_by_mentions_has_a_row_an_actor_and_the_names_lead_to_their_pages() -> None:
    twins = RANKING.assign(name="Twin", mentions=[30, 12])
    figure = charts.ranking.rows(twins, key="actor_id", columns=Columns(), by="mentions", most=1, wide=True)
    names, bar = figure.data[0], next(trace for trace in figure.data if trace.xaxis == "x2" and len(trace.x))
    assert [data[-1] for data in names.customdata] == ["open:a"]
    assert list(bar.x) == [30]
    assert list(bar.text) == ["30  in 3 articles"]
    assert [data[-1] for data in bar.customdata] == ["a"]
    both = charts.ranking.rows(twins, key="actor_id", columns=Columns(), by="mentions", most=2, wide=True)
    assert len({place for trace in both.data if trace.xaxis == "x2" for place in trace.y}) == 2  # of one name, but two bars


def test_on_a_phone_a_name_stands_above_its_bar() -> None:
    long = RANKING.assign(name=["Disaster, accident and emergency incident", "<a href=x>"])
    figure = charts.ranking.rows(long, key="actor_id", columns=Columns(sentiment="sentiment"), narrow=True)
    names, bars, dots = figure.data
    said = [(note.text, note.y) for note in figure.layout.annotations][:2]
    assert said == [("Disaster, accident and emergency in…", pytest.approx(-0.22)), ("&lt;a href=x&gt;", pytest.approx(0.78))]
    assert (list(names.y), list(bars.y), list(dots.y)) == (pytest.approx([-0.22, 0.78]), pytest.approx([0.22, 1.22]), [0])
    assert figure.layout.xaxis2.domain[0] == 0


def test_a_row_has_a_name_that_opens_a_page_a_bar_and_a_dot() -> None:
    figure = charts.ranking.rows(RANKING, key="actor_id", columns=Columns(sentiment="sentiment", trends={"a": [0.0, 0.5, 1.0]}))
    names, faint, dots, trend = figure.data
    assert [point[-1] for point in names.customdata] == ["open:a", "open:b"]
    assert (list(faint.x), faint.opacity) == ([0.75, 0.25], theme.FAINT)
    assert list(faint.text) == ["75.0\N{NO-BREAK SPACE}%  (3)", "25.0\N{NO-BREAK SPACE}%  (1)"]
    assert [point[-1] for point in faint.customdata] == ["a", "b"]
    assert (list(dots.x), list(dots.y), dots.customdata[0][-1]) == ([0.1], [0], "a")
    assert list(trend.y) == [0.36, 0.0, -0.36]  # from the bottom of its row to the top
    written = [note.text for note in figure.layout.annotations]
    assert "Israel" in written
    assert not any("<a" in text for text in written)


def test_a_row_of_many_articles_is_not_faint_and_an_interval_is_drawn() -> None:
    figure = charts.ranking.rows(
        OUTLETS.assign(name=OUTLETS["outlet"], share=0.5, total=13), key="outlet", columns=Columns(sentiment="sentiment")
    )
    names, bars, faint, dots = figure.data
    assert [point[-1] for point in names.customdata] == ["open:Calder", "open:<b>Bold</b>", ""]  # nothing to open where none is named
    assert (bars.opacity, len(bars.x), faint.opacity, len(faint.x)) == (1.0, 1, theme.FAINT, 2)
    assert list(dots.error_x.array) == pytest.approx([0.1, 0.3])
    assert dots.customdata[0][3] == ", 95 % interval +0.10 to +0.30"


def test_a_change_is_written_beside_its_row() -> None:
    figure = charts.ranking.rows(RANKING, key="actor_id", columns=Columns(notes={"b": "↑ up 12.3"}, noted="points since 1 Apr 2024"))
    notes = [(note.text, note.y) for note in figure.layout.annotations]
    assert ("↑ up 12.3", 1) in notes
    assert any(text == "points since 1 Apr 2024" for text, _ in notes)


def test_a_long_trend_is_drawn_in_few_steps() -> None:
    figure = charts.ranking.rows(RANKING.head(1), key="actor_id", columns=Columns(trends={"a": [1.0, 3.0] * 26}))
    assert len(figure.data[-1].x) == 26
    assert len(set(figure.data[-1].y)) == 1  # each step is the mean of two


@pytest.mark.parametrize(
    ("draw", "frame"),
    [
        (lambda frame: charts.coverage.over_time(frame, period="week", limited=False), COVERAGE),
        (lambda frame: charts.sentiment.over_time(frame, period="day"), SENTIMENT),
        (lambda frame: charts.ranking.rows(frame, key="actor_id", columns=Columns(sentiment="sentiment", trends={})), RANKING),
        (lambda frame: charts.ranking.rows(frame, key="actor_id", columns=Columns(notes={"a": "up"})), RANKING),
        (lambda frame: charts.coverage.over_time(frame, period="week", limited=True, whole=[True] * len(frame), spikes=SPIKES), COVERAGE),
    ],
)
def test_an_empty_frame_draws_and_the_input_stays(draw: Callable[[pd.DataFrame], go.Figure], frame: pd.DataFrame) -> None:
    before = frame.copy(deep=True)
    draw(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert all(trace.x is None or len(trace.x) == 0 for trace in draw(frame.head(0)).data)


def test_charts_draw_what_the_measures_give(tmp_path: object) -> None:
    corpus = builders.corpus(tmp_path)  # type: ignore[arg-type]
    assert list(charts.coverage.over_time(coverage.over_time(corpus), period="week", limited=False).data[0].y) == [2, 2]
    assert len(charts.sentiment.over_time(sentiment.over_time(corpus), period="week").data[1].x) == 2
    leading = charts.ranking.rows(actors.leading(corpus), key="actor_id", columns=Columns(), most=1)
    assert leading.data[0].customdata[0][0] == "Israel"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.214, "+0.21"), (-0.214, "−0.21"), (0.0, "0.00"), (-0.004, "0.00"), (float("nan"), "no sentiment")],
)
def test_a_sentiment_has_its_sign(value: float, shown: str) -> None:
    assert theme.signed(value) == shown


def test_data_in_markdown_stays_letters() -> None:
    assert theme.plain("**bold** [x](http://y) <b> $a$ :red[no]") == r"\*\*bold\*\* \[x\]\(http\:\/\/y\) \<b\> \$a\$ \:red\[no\]".replace(
        r"\/", "/"
    )


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        (-0.0151, -0.1023, ("−0.02", "−0.10", "+0.08")),  # +0.087 unrounded
        (0.2, -0.1, ("+0.20", "−0.10", "+0.30")),
        (-0.016, -0.0241, ("−0.016", "−0.024", "+0.008")),
        (0.1, 0.1, ("+0.10", "+0.10", "0.00")),
        (0.001, -0.3, ("0.00", "−0.30", "+0.30")),
    ],
)
def test_two_sentiments_and_their_difference_add_up_as_they_are_shown(a: float, b: float, shown: tuple[str, str, str]) -> None:
    assert theme.apart(a, b) == shown
