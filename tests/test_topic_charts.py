"""Charts of topics: exact traces, colours that stay, labels that do not overlap, names that cannot become markup, empty frames."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import theme
from dashboard.charts import topic_rows
from dashboard.charts import topics as charts

WEEKS = pd.to_datetime(["2024-03-25", "2024-04-01", "2024-04-08"], utc=True)
HOSTILE = "<a href='//x'>sport</a>"
OVER_TIME = pd.DataFrame(
    {
        "topic_id": ["p"] * 3 + ["s"] * 3,
        "name": ["politics"] * 3 + [HOSTILE] * 3,
        "level": "broad",
        "period": [*WEEKS, *WEEKS],
        "articles": [6, 0, 2, 3, 0, 0],
        "total": [10, 0, 4, 10, 0, 4],
        "share": [0.6, None, 0.5, 0.3, None, 0.0],
        "divided": [4.5, 0.0, 2.0, 1.5, 0.0, 0.0],
        "divided_share": [0.45, None, 0.5, 0.15, None, 0.0],
    }
)
BY_OUTLET = pd.DataFrame(
    {
        "topic_id": ["p", "p", "s", "s"],
        "name": ["politics", "politics", HOSTILE, HOSTILE],
        "level": "broad",
        "outlet": ["Calder", None, "Calder", None],
        "articles": [8, 1, 2, 0],
        "total": [10, 2, 10, 2],
        "share": [0.8, 0.5, 0.2, 0.0],
    }
)
SENTIMENT = pd.DataFrame(
    {
        "topic_id": ["p", "s", "w"],
        "name": ["politics", HOSTILE, "weather"],
        "articles": [8, 3, 1],
        "scored": [8, 3, 0],
        "sentiment": [-0.1, 0.2, None],
        "low": [-0.2, None, None],
        "high": [0.0, None, None],
    }
)
COLOUR = {"p": theme.SERIES[0]}


def test_lines_have_a_gap_where_there_is_none_and_dots_only_where_there_are_articles() -> None:
    sport, politics = charts.lines(OVER_TIME, period="week", colour=COLOUR).data  # the leading one is drawn last, on top
    assert [None if pd.isna(value) else value for value in politics.y] == [0.6, None, 0.5]
    assert politics.connectgaps is False
    assert list(politics.marker.opacity) == [1.0, 0.0, theme.FAINT]
    assert list(sport.marker.opacity) == [1.0, 0.0, 0.0]
    assert (politics.line.color, sport.line.color) == (theme.SERIES[0], theme.REST)
    assert tuple(politics.customdata[2]) == (
        "politics",
        "week of 8 Apr 2024",
        "50.0\N{NO-BREAK SPACE}%",
        "2 articles",
        "4",
        "50.0\N{NO-BREAK SPACE}%",
        "p\x1f2024-04-08",
    )


def test_a_period_covered_in_part_is_dotted_and_hollow_and_still_answers_a_click() -> None:
    figure = charts.lines(
        OVER_TIME.head(3).assign(share=[0.6, 0.2, 0.5], articles=[6, 2, 2], total=10), period="week", colour=COLOUR, parts=[WEEKS[2]]
    )
    dotted, hollow, line = figure.data
    assert (dotted.line.dash, [None if pd.isna(value) else value for value in dotted.y]) == ("dot", [None, 0.2, 0.5])
    assert (hollow.marker.symbol, list(hollow.y), hollow.customdata[0][-1]) == ("circle-open", [0.5], "p\x1f2024-04-08")
    assert "covered only in part" in hollow.hovertemplate
    assert [None if pd.isna(value) else value for value in line.y] == [0.6, 0.2, None]
    bars = charts.stacked(OVER_TIME.head(3).assign(total=10), period="week", colour=COLOUR, parts=[WEEKS[0]]).data[0]
    assert list(bars.marker.opacity) == [theme.FAINT, 1.0, 1.0]


def test_strips_stand_below_each_other_on_one_scale() -> None:
    figure = charts.strips(OVER_TIME, period="week", colour=COLOUR)
    area, politics, _, sport = figure.data
    assert [None if pd.isna(value) else value for value in politics.y] == [0.6, None, 0.5]
    assert list(area.y) == [0, 0.6, 0, None, 0, 0.5, 0, None]
    assert (politics.line.color, politics.yaxis, sport.yaxis) == (theme.SERIES[0], "y", "y2")
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range == (0, pytest.approx(0.63))
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert figure.layout.xaxis.anchor == "y2"
    assert tuple(politics.customdata[2])[-1] == "p\x1f2024-04-08"


def test_stacked_bars_divide_and_begin_with_the_leading_topic() -> None:
    figure = charts.stacked(OVER_TIME, period="week", colour=COLOUR)
    politics, sport = figure.data
    assert figure.layout.barmode == "stack"
    assert [None if pd.isna(value) else value for value in politics.y] == [0.45, None, 0.5]
    assert [None if pd.isna(value) else value for value in sport.y] == [0.15, None, 0.0]
    assert tuple(politics.customdata[0])[2:6] == ("60.0\N{NO-BREAK SPACE}%", "6 articles", "10", "45.0\N{NO-BREAK SPACE}%")
    assert list(figure.layout.yaxis.ticktext) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]


def test_the_first_seven_topics_of_a_corpus_have_colours() -> None:
    colours = charts.colours([f"t{number}" for number in range(9)])
    assert list(colours) == ["t0", "t1", "t2", "t3", "t4", "t5", "t6"]
    assert len(set(colours.values())) == 7


def test_topics_side_by_side_keep_their_colours_where_no_two_have_the_same() -> None:
    one, two, three = theme.SERIES[:3]
    given = charts.side_by_side(["a", "b", "c", "d"], {"a": two, "b": two, "d": three})
    assert given == {"a": two, "d": three, "b": one, "c": theme.SERIES[3]}


def test_names_at_line_ends_do_not_overlap() -> None:
    ends = [f"t{number}" for number in range(7)]
    frame = pd.concat([OVER_TIME.head(3).assign(topic_id=end, name=f"topic {end}", share=0.1) for end in ends])
    figure = charts.lines(frame, period="week", colour=charts.colours(ends))
    places = sorted(note.y for note in figure.layout.annotations if note.text.startswith("topic"))
    line = 15 / 290 * 0.105  # pixels of a line, of the plot, at an axis up to 0.105
    assert len(places) == 7
    assert all(later - before >= line - 1e-9 for before, later in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 0.105


def test_a_thin_last_period_does_not_say_where_a_name_stands() -> None:
    thin = OVER_TIME.head(3).assign(articles=[6, 5, 1], total=[10, 10, 1], share=[0.6, 0.5, 1.0])
    figure = charts.lines(thin, period="week", colour={})
    assert next(note.y for note in figure.layout.annotations if note.text == "politics") == pytest.approx(0.5)


def test_a_cell_gives_share_count_and_total_and_what_it_opens() -> None:
    cells = topic_rows.by_outlet(BY_OUTLET).data[0]
    assert list(cells.text) == ["80", "50", "20", "·"]
    assert (list(cells.x), list(cells.y)) == ([0, 1, 0, 1], [0, 0, 1, 1])
    assert tuple(cells.customdata[0]) == ("politics", "Calder", "80.0\N{NO-BREAK SPACE}%", "8 articles", "10", "p\x1fCalder")
    assert tuple(cells.customdata[1])[1] == "not named"
    assert cells.customdata[1][-1] == "p\x1f"


def test_outlets_of_one_topic_are_bars_the_largest_on_top_and_thin_ones_faint() -> None:
    figure = topic_rows.of_outlets(BY_OUTLET.head(2))
    bars, thin = figure.data
    assert (list(bars.x), list(bars.y), list(bars.text)) == ([0.8], ["Calder"], ["80.0\N{NO-BREAK SPACE}%  (8)"])
    assert (list(thin.x), list(thin.y), thin.opacity) == ([0.5], ["not named"], theme.FAINT)
    assert [(note.text, note.y) for note in figure.layout.annotations] == [
        ("50.0\N{NO-BREAK SPACE}%  (1)", "not named")
    ]  # not as faint as its bar
    assert list(figure.layout.yaxis.categoryarray) == ["not named", "Calder"]
    assert tuple(bars.customdata[0]) == ("Calder", "80.0\N{NO-BREAK SPACE}%", "8 articles", "10", "Calder")
    assert thin.customdata[0][-1] == ""


def test_sentiment_is_a_dot_a_topic_with_its_interval_the_most_positive_on_top() -> None:
    figure = topic_rows.sentiment(SENTIMENT)
    dots = figure.data[0]
    assert list(dots.x) == [-0.1, 0.2]
    assert list(dots.error_x.array) == pytest.approx([0.1, 0.0])
    assert list(dots.marker.opacity) == [1.0, theme.FAINT]
    assert figure.layout.yaxis.ticktext[0] == "politics (8)"
    assert tuple(dots.customdata[0]) == ("politics", "−0.10", "negative", 8, ", −0.20 to 0.00", "p")
    assert dots.customdata[1][4] == ""


DRAWN: list[tuple[Callable[[pd.DataFrame], go.Figure], pd.DataFrame]] = [
    (lambda frame: charts.lines(frame, period="day", colour={}), OVER_TIME),
    (lambda frame: charts.lines(frame, period="month", colour=COLOUR, named=False), OVER_TIME),
    (lambda frame: charts.strips(frame, period="week", colour={}), OVER_TIME),
    (lambda frame: charts.stacked(frame, period="week", colour={}), OVER_TIME),
    (topic_rows.by_outlet, BY_OUTLET),
    (topic_rows.of_outlets, BY_OUTLET.assign(outlet=["<a href=x>", "b", "c", None])),
    (topic_rows.sentiment, SENTIMENT),
]


@pytest.mark.parametrize(("draw", "frame"), DRAWN)
def test_an_empty_frame_draws_the_input_stays_and_names_are_no_markup(
    draw: Callable[[pd.DataFrame], go.Figure], frame: pd.DataFrame
) -> None:
    before = frame.copy(deep=True)
    assert "<a href" not in draw(frame).to_json()
    pd.testing.assert_frame_equal(frame, before)
    assert all(trace.x is None or len(trace.x) == 0 for trace in draw(frame.head(0)).data)


def test_one_article_on_one_day_draws() -> None:
    one = OVER_TIME.head(1).assign(articles=1, total=1, share=1.0, divided=1.0, divided_share=1.0)
    assert list(charts.lines(one, period="day", colour=COLOUR).data[0].y) == [1.0]
    assert list(charts.stacked(one, period="day", colour=COLOUR).data[0].y) == [1.0]
