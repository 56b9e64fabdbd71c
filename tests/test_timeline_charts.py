"""Charts of the timeline and event marks: exact traces, panels that share dates, labels apart, names that cannot become markup, empty frames."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.events import Event
from analysis.measures import timeline
from dashboard import theme
from dashboard.charts import end_labels
from dashboard.charts import timeline as charts
from dashboard.charts.base import paper
from dashboard.charts.end_labels import End
from dashboard.charts.event_marks import mark_events

WEEKS = pd.date_range("2024-03-04", periods=4, freq="W-MON", tz="UTC")
HOSTILE = "<b>Boral</b>"
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def series(id_: str, name: str, values: list[float | None], **more: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {"quantity": "sentiment", "group_id": id_, "group_name": name, "period": WEEKS, "value": values, "low": [None, 0.0, None, 0.1], "high": [None, 0.2, None, 0.3],
         "n": [2, 9, 0, 9], "total": 9, "rolling": [None, 0.05, 0.05, 0.2], "whole": [False, True, True, True]}
    ).assign(**more).astype({"value": "float64", "low": "float64", "high": "float64", "rolling": "float64"})  # fmt: skip


ROWS = pd.concat([series("arden", "Arden", [0.1, 0.1, None, 0.2]), series("boral", HOSTILE, [-0.1, -0.1, None, -0.2])], ignore_index=True)
COLOUR = {"arden": "#000002", "boral": "#000003"}


def dots(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "markers"]


def lines(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "lines" and trace.line.dash is None and trace.opacity is None]


def texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_series_is_a_line_of_whole_periods_and_dots_that_give_back_series_and_day() -> None:
    figure = charts.together(ROWS, period="week", colour=COLOUR)
    arden = dots(figure)[-1]  # the leading series lies on top
    assert list(arden.y) == [0.1, 0.1, 0.2]
    assert arden.customdata[0][-1] == "arden\x1f2024-03-04"
    assert arden.marker.color == "#000002"
    assert list(arden.marker.symbol) == ["circle-open", "circle", "circle"]
    assert list(arden.marker.opacity) == [theme.FAINT, 1.0, 1.0]  # two articles, nine, nine
    assert [None if pd.isna(value) else value for value in lines(figure)[-1].y] == [None, 0.1, None, 0.2]
    dotted = [trace for trace in figure.data if trace.line.dash == "dot"]
    assert [value for value in dotted[-1].y if not pd.isna(value)] == [0.1, 0.1]


def test_the_hover_says_value_count_and_interval_and_shows_names_letter_by_letter() -> None:
    hover = dots(charts.together(ROWS, period="week", colour=COLOUR))[0].customdata
    assert hover[1][0] == (
        "&lt;b&gt;Boral&lt;/b&gt;<br><b>week of 11 Mar 2024</b>: −0.10 (negative)<br>n = 9 scored articles<br>95 % interval 0.00 to +0.20"
    )
    assert hover[0][0].endswith("covered only in part: the articles begin or end within this week")


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ("articles", "9 articles"),
        ("share", "10.0\N{NO-BREAK SPACE}%<br>9 of 9 articles"),
        ("negative", "10.0\N{NO-BREAK SPACE}% of 9 sentences<br>n = 9 scored articles"),
        ("mentions", "0 mentions<br>in 9 of 9 articles in English"),
    ],
)
def test_the_hover_fits_the_quantity(quantity: str, said: str) -> None:
    figure = charts.together(ROWS.assign(quantity=quantity, low=None).astype({"low": "float64"}), period="week", colour=COLOUR)
    assert dots(figure)[-1].customdata[1][0] == f"Arden<br><b>week of 11 Mar 2024</b>: {said}"


def test_a_rolling_mean_is_the_line_and_the_values_faint_dots() -> None:
    figure = charts.together(ROWS, period="week", colour=COLOUR, rolling=2)
    assert [value for value in lines(figure)[-1].y if not pd.isna(value)] == [0.05, 0.05, 0.2]
    assert list(dots(figure)[-1].marker.opacity) == [0.25, 0.5, 0.5]
    assert not [trace for trace in figure.data if trace.fill == "toself"]


def test_intervals_are_drawn_for_up_to_three_series() -> None:
    def bands(count: int) -> int:
        frame = pd.concat([series(f"s{number}", "S", [0.1] * 4, low=[0.0, 0.0, None, 0.0]) for number in range(count)], ignore_index=True)
        figure = charts.together(frame, period="week", colour={})
        return len([trace for trace in figure.data if trace.fill == "toself"])

    assert (bands(3), bands(4)) == (3, 0)


def test_the_interval_of_a_period_that_stands_alone_is_a_bar() -> None:
    bar = [trace for trace in charts.together(ROWS, period="week", colour=COLOUR).data if trace.line.width == 6][-1]
    assert [value for value in bar.y if value is not None] == [0.0, 0.2, 0.1, 0.3]


def test_two_quantities_have_a_panel_and_an_axis_each_on_the_same_dates() -> None:
    both = pd.concat([ROWS, ROWS.assign(quantity="mentions", value=40.0)], ignore_index=True)
    figure = charts.together(both, period="week", colour=COLOUR)
    assert {(trace.xaxis, trace.yaxis) for trace in figure.data} == {("x", "y"), ("x", "y2")}
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert figure.layout.yaxis2.overlaying is None
    assert {"mean sentiment, −1 to +1", "mentions"} <= set(texts(figure))
    colours = {trace.marker.color for trace in dots(figure) if trace.yaxis == "y2"}
    assert colours == {"#000002", "#000003"}


def test_small_multiples_share_their_scale_and_the_largest_comes_first() -> None:
    frame = pd.concat([ROWS, series("cavell", "Cavell", [0.5] * 4, n=90)], ignore_index=True)
    figure = charts.multiples(frame, period="week", colour=COLOUR)
    assert [text.split("  ")[0] for text in texts(figure)[1:]] == ["Cavell", "Arden", "&lt;b&gt;Boral&lt;/b&gt;"]
    assert len({tuple(axis.range) for axis in figure.select_yaxes()}) == 1
    tops = [axis.domain[1] for axis in figure.select_yaxes()]
    assert tops == sorted(tops, reverse=True)


def test_small_multiples_of_two_quantities_are_two_columns() -> None:
    both = pd.concat([ROWS, ROWS.assign(quantity="mentions", value=40.0)], ignore_index=True)
    figure = charts.multiples(both, period="week", colour=COLOUR)
    assert {trace.xaxis for trace in figure.data} == {"x", "x2"}
    assert figure.layout.xaxis2.matches == "x"
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]


def test_a_series_without_a_colour_is_grey_and_one_series_is_the_accent() -> None:
    assert {trace.marker.color for trace in dots(charts.together(ROWS, period="week", colour={}))} == {theme.REST}
    alone = ROWS[ROWS["group_id"] == "arden"].drop(columns=["group_id", "group_name"])
    assert dots(charts.together(alone, period="week", colour={}))[0].marker.color == theme.ACCENT
    assert dots(charts.together(alone, period="week", colour={}))[0].customdata[0][-1] == "\x1f2024-03-04"


@pytest.mark.parametrize("draw", [charts.together, charts.multiples])
def test_an_empty_frame_is_an_empty_chart(draw: Any) -> None:
    assert not dots(draw(ROWS.head(0), period="week", colour={}))


@pytest.mark.parametrize("draw", [charts.together, charts.multiples])
def test_input_is_unchanged(draw: Any) -> None:
    before = ROWS.copy()
    draw(ROWS, period="week", colour=COLOUR, rolling=2)
    pd.testing.assert_frame_equal(ROWS, before)


def test_counts_have_whole_lines_and_shares_percent() -> None:
    count = charts.together(ROWS.assign(quantity="articles", value=3.0), period="week", colour={})
    assert list(count.layout.yaxis.ticktext) == ["0", "1", "2", "3"]
    share = charts.together(ROWS.assign(quantity="share", value=0.31, low=float("nan")), period="week", colour={})
    assert list(share.layout.yaxis.ticktext) == ["0 %", "10 %", "20 %", "30 %"]
    assert set(timeline.QUANTITIES) == set(charts.UNITS)


def test_names_at_line_ends_do_not_overlap_and_keep_their_order() -> None:
    figure = paper(height=300)
    ends = [End(value=0.5, name=f"series {number}", colour=theme.REST) for number in range(7)]
    end_labels.write(figure, ends, low=0.0, high=1.0, pixels=200)
    places = sorted(note.y * 200 for note in figure.layout.annotations)
    assert all(after - before >= 15 - 1e-9 for before, after in pairwise(places))
    assert end_labels.short("a name of very many words that fits nowhere").count("<br>") == 1


def marked(*days: tuple[str, str], right: int = 16) -> tuple[go.Figure, str]:
    figure = paper(height=300, unit="articles", right=right)
    said = mark_events(figure, [Event(day=date.fromisoformat(day), label=label) for day, label in days], FIRST, LAST)
    return figure, said


def test_few_marks_have_their_names_beside_the_lines() -> None:
    figure, said = marked(("2024-03-12", "Strike"), ("2024-09-01", "<i>Vote</i>"))
    assert [text for text in texts(figure) if text != "articles"] == ["Strike", "&lt;i&gt;Vote&lt;/i&gt;"]
    assert said == " Marked: Strike (12 Mar 2024); <i>Vote</i> (1 Sep 2024)."
    assert {shape.x0 for shape in figure.layout.shapes} == {"2024-03-12", "2024-09-01"}
    assert figure.layout.height == 315  # one row of names above what was there


def test_names_too_close_take_a_second_row() -> None:
    figure, _ = marked(("2024-03-12", "Harbour strike begins"), ("2024-03-20", "Ferries stop"))
    heights = {note.yshift for note in figure.layout.annotations if note.text != "articles"}
    assert len(heights) == 2


def test_more_marks_than_fit_are_numbered_and_named_below() -> None:
    figure, said = marked(*((f"2024-0{month}-12", "A long label for a month") for month in range(1, 7)))
    assert [text for text in texts(figure) if text != "articles"] == ["1", "2", "3", "4", "5", "6"]
    assert said.startswith(" Marked: 1 A long label for a month (12 Jan 2024); 2 A long")
    assert all("A long label" in note.hovertext for note in figure.layout.annotations if note.text != "articles")


def test_marks_on_one_day_share_a_number_where_rows_run_out() -> None:
    figure, said = marked(*(("2024-03-12", f"A label that is much too long number {number}") for number in range(1, 15)))
    numbers = [text for text in texts(figure) if text != "articles"]
    assert numbers == ["1", "2", "3–14"]
    assert said == " 14 events are marked; point at a number for its name."


def test_marks_outside_the_dates_are_said_and_not_drawn() -> None:
    figure, said = marked(("2023-03-12", "Strike"))
    assert not figure.layout.shapes
    assert said == " 1 event mark outside these dates."
    assert figure.layout.height == 300


def test_marks_go_through_every_panel_of_every_column() -> None:
    both = pd.concat([ROWS, ROWS.assign(quantity="mentions", value=40.0)], ignore_index=True)
    figure = charts.multiples(both, period="week", colour=COLOUR)
    before = len(figure.layout.shapes)
    mark_events(figure, [Event(day=date(2024, 3, 12), label="Strike")], date(2024, 3, 4), date(2024, 3, 31))
    through = {(shape.xref, shape.yref) for shape in figure.layout.shapes[before:]}
    assert through == {("x", "y domain"), ("x", "y2 domain"), ("x2", "y3 domain"), ("x2", "y4 domain")}


def test_no_marks_change_nothing() -> None:
    figure, said = marked()
    assert said == ""
    assert figure.to_dict() == paper(height=300, unit="articles").to_dict()


def test_the_axis_holds_every_interval_that_is_drawn_and_no_other() -> None:
    wide = ROWS.assign(n=2, low=ROWS["low"] - 0.7)  # few articles carry it
    drawn = charts.together(wide, period="week", colour=COLOUR).layout.yaxis.range
    assert drawn[0] < -0.7
    assert charts.multiples(wide, period="week", colour=COLOUR).layout.yaxis.range[0] < -0.7
    assert charts.together(wide, period="week", colour=COLOUR, rolling=2).layout.yaxis.range[0] > -0.3
    many = pd.concat([wide.assign(group_id=f"s{number}") for number in range(4)], ignore_index=True)
    assert charts.together(many, period="week", colour={}).layout.yaxis.range[0] > -0.3


def test_weeks_are_labelled_at_their_mondays_however_many_there_are() -> None:
    weeks = pd.date_range("2024-01-01", periods=26, freq="W-MON", tz="UTC")
    frame = pd.concat([ROWS.head(1)] * 26, ignore_index=True).assign(period=weeks, whole=True)
    for narrow, dates in ((False, 9), (True, 4)):
        axis = charts.together(frame, period="week", colour=COLOUR, narrow=narrow).layout.xaxis
        assert {day.weekday() for day in axis.tickvals} == {0}
        assert len(axis.ticktext) == dates
        assert axis.ticktext[0] == "1 Jan<br>2024"
    for axis in ("xaxis", "xaxis2"):
        both = pd.concat([frame, frame.assign(quantity="mentions")], ignore_index=True)
        assert len(charts.multiples(both, period="week", colour=COLOUR).layout[axis].tickvals) == 6
