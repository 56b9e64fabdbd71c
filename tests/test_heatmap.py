"""Outlets by period as a chart: cells, gaps, faint ones, numbers where they fit, and what a click gives back."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import charts, theme

MONTHS = pd.to_datetime(["2024-02-01", "2024-03-01"], utc=True)
ROWS = pd.DataFrame(
    {
        "group_id": ["Calder", "Calder", "<b>North</b>", "<b>North</b>"],
        "group_name": ["Calder", "Calder", "<b>North</b>", "<b>North</b>"],
        "period": [*MONTHS, *MONTHS],
        "sentiment": [-0.31, 0.1, None, 0.04],
        "low": [-0.4, 0.0, None, None],
        "high": [-0.2, 0.2, None, None],
        "articles": [6, 3, 0, 8],
        "total": [6, 3, 2, 8],
    }
)


def cells(values: object) -> list[list[float | None]]:
    return [[None if pd.isna(value) else value for value in row] for row in values]  # type: ignore[attr-defined]


def test_a_cell_is_an_outlet_in_a_period_and_few_articles_make_it_faint() -> None:
    before = ROWS.copy(deep=True)
    firm, faint, _ = charts.heatmap.by_period(ROWS, ["Calder", "<b>North</b>"], period="month").data
    pd.testing.assert_frame_equal(ROWS, before)
    assert cells(firm.z) == [[-0.31, None], [None, 0.04]]
    assert cells(faint.z) == [[None, 0.1], [None, None]]
    assert (firm.opacity, faint.opacity) == (1.0, theme.FAINT)
    assert (firm.zmin, firm.zmax) == (-0.4, 0.4)  # to the tenth beyond the strongest firm cell, the same on both sides
    assert [str(day)[:10] for day in firm.x] == ["2024-02-01", "2024-03-01", "2024-04-01"]


def test_numbers_have_their_sign_and_stand_in_few_columns_only() -> None:
    figure = charts.heatmap.by_period(ROWS, ["Calder"], period="month")
    assert [list(row) for row in figure.data[0].text] == [["−0.31", ""]]
    assert len(figure.layout.shapes) == 0
    days = pd.date_range("2024-02-01", periods=charts.heatmap.NUMBERED + 1, tz="UTC")
    many = ROWS.head(1).drop(columns="period").merge(pd.DataFrame({"period": days}), how="cross")
    crowded = charts.heatmap.by_period(many, ["Calder"], period="day")
    assert crowded.data[0].text is None
    shades = [shape.fillcolor for shape in crowded.layout.shapes]  # then the colours have a key, from its red end to its blue one
    assert (shades[0], shades[-1]) == ("rgba(178,24,43,0.62)", "rgba(33,102,172,0.62)")
    assert {"−0.40", "+0.40"} <= {note.text for note in crowded.layout.annotations}


def test_a_point_in_each_cell_gives_back_period_and_outlet() -> None:
    points = charts.heatmap.by_period(ROWS, ["Calder", "<b>North</b>"], period="month").data[-1]
    assert tuple(points.customdata[0]) == (
        "Calder", "Feb 2024", "−0.31 (negative), 95 % interval −0.40 to −0.20", "6 scored articles", "2024-02-01|Calder",
    )  # fmt: skip
    assert tuple(points.customdata[2]) == (
        "&lt;b&gt;North&lt;/b&gt;",
        "Feb 2024",
        "no sentiment",
        "0 scored articles",
        "2024-02-01|<b>North</b>",
    )
    assert list(points.y) == [0, 0, 1, 1]
    assert str(points.x[0])[:16] == "2024-02-15 12:00"  # the middle of February 2024


def test_outlets_that_are_not_asked_for_are_not_drawn() -> None:
    figure = charts.heatmap.by_period(ROWS, ["<b>North</b>"], period="month")
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;North&lt;/b&gt;"]
    assert len(figure.data[-1].customdata) == 2


@pytest.mark.parametrize("rows", [ROWS.head(0), ROWS.assign(sentiment=None)])
def test_nothing_to_colour_draws(rows: pd.DataFrame) -> None:
    assert [trace.type for trace in charts.heatmap.by_period(rows.astype({"sentiment": "float64"}), ["Calder"], period="week").data] == [
        "scatter"
    ]


def test_many_columns_need_more_room() -> None:
    assert charts.heatmap.least_width(6) == 6 * 44
    assert charts.heatmap.least_width(100) == 100 * 7
    assert charts.heatmap.least_width(6, narrow=True) == 6 * 44
    assert charts.heatmap.least_width(8, narrow=True) == 8 * 4  # no numbers on a phone


def test_on_a_phone_each_outlet_stands_above_its_cells() -> None:
    figure = charts.heatmap.by_period(ROWS, ["Calder", "<b>North</b>"], period="month", narrow=True)
    assert cells(figure.data[0].z) == [[None, None], [-0.31, None], [None, None], [None, 0.04]]
    assert list(figure.data[-1].y) == [1, 1, 3, 3]  # what is clicked lies on the cells
    assert [(note.text, note.y) for note in figure.layout.annotations][-2:] == [("Calder", 0), ("&lt;b&gt;North&lt;/b&gt;", 2)]
