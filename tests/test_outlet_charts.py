"""Charts of outlets and of differences: exact traces, filled dots for what exceeds noise, clicks, hostile names, empty frames."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import theme
from dashboard.charts import differences, outlets, outlets_compared

HOSTILE = "<a href='//x'>Mail</a>"
OUTLETS = pd.DataFrame(
    {
        "outlet": ["Calder", HOSTILE, None],
        "articles": [20, 10, 2],
        "total": 32,
        "share": [0.625, 0.3125, 0.0625],
        "scored": [20, 10, 2],
        "sentiment": [0.1, -0.2, 0.0],
        "low": [0.05, -0.25, None],
        "high": [0.15, -0.15, None],
        "negative_share": [0.2, 0.6, 0.4],
        "words": [200.0, 100.0, 50.0],
        "copies": [0, 1, 0],
        "copies_share": [0.0, 0.1, 0.0],
        "others": [-0.1667, 0.0909, 0.0],
        "exceeds": [True, False, False],
    }
)
WEEKS = pd.to_datetime(["2024-03-25", "2024-04-01"], utc=True)
VOLUMES = pd.DataFrame(
    {
        "group_id": ["Calder"] * 2 + [HOSTILE] * 2,
        "group_name": ["Calder"] * 2 + [HOSTILE] * 2,
        "period": [*WEEKS, *WEEKS],
        "articles": [3, 0, 1, 2],
    }
)
SHARES = pd.DataFrame(
    {
        "topic_id": ["s", "s", "p", "p"],
        "name": ["sport", "sport", HOSTILE, HOSTILE],
        "outlet": ["Calder", HOSTILE] * 2,
        "articles": [3, 2, 8, 1],
        "total": [10, 4, 10, 4],
        "share": [0.3, 0.5, 0.8, 0.25],
        "exceeds": [False, False, True, True],
    }
)
DIFFERENCES = pd.DataFrame(
    {
        "kind": ["sentiment", "negative", "words", "topic", "topic", "topic"],
        "id": ["sentiment", "negative", "words", "p", "s", "w"],
        "name": ["Mean sentiment", "Share of negative sentences", "Words an article", HOSTILE, "sport", "weather"],
        "a": [-0.2, 0.5, 100.0, 0.8, 0.1, 0.3],
        "a_low": [-0.3, 0.4, 90.0, 0.7, 0.0, 0.2],
        "a_high": [-0.1, 0.6, 110.0, 0.9, 0.2, 0.4],
        "a_n": [10, 10, 10, 8, 1, 3],
        "a_total": 10,
        "b": [0.1, 0.4, 200.0, 0.2, 0.4, 0.25],
        "b_low": [0.0, 0.3, 180.0, 0.1, 0.3, 0.15],
        "b_high": [0.2, 0.5, 220.0, 0.3, 0.5, 0.35],
        "b_n": [20, 20, 20, 4, 8, 5],
        "b_total": 20,
        "difference": [-0.3, 0.1, -100.0, 0.6, -0.3, 0.05],
        "low": [-0.4, -0.1, -120.0, 0.4, -0.5, -0.2],
        "high": [-0.2, 0.3, -80.0, 0.8, -0.1, 0.3],
        "exceeds": [True, False, True, True, True, False],
    }
)
COLOUR = {"Calder": theme.SERIES[0], HOSTILE: theme.SERIES[1]}
TOPICS = DIFFERENCES[DIFFERENCES["kind"] == "topic"]


def text_of(figure: go.Figure) -> str:
    """All that a reader or a browser could take for markup: axes, annotations, points."""
    return str([figure.layout.annotations, [(trace.x, trace.y, trace.text, trace.customdata) for trace in figure.data]])


def test_outlets_stand_on_shared_rows_the_largest_on_top() -> None:
    bars, full, thin = outlets.side_by_side(OUTLETS).data
    assert list(bars.x) == [20, 10, 2]
    assert list(bars.text) == ["20  (62.5\N{NO-BREAK SPACE}%)", "10  (31.2\N{NO-BREAK SPACE}%)", "2  (6.2\N{NO-BREAK SPACE}%)"]
    assert [point[-1] for point in bars.customdata] == ["Calder", HOSTILE, ""]
    assert list(full.y) == list(bars.y)[:2]
    assert list(full.marker.symbol) == ["circle", "circle-open"]  # the second does not exceed noise
    assert list(full.error_x.array) == pytest.approx([0.05, 0.05])
    assert (thin.opacity, list(thin.x)) == (theme.FAINT, [0.0])
    assert list(thin.y) == [outlets.NOT_NAMED]
    layout = outlets.side_by_side(OUTLETS).layout
    assert layout.yaxis.autorange == "reversed"
    assert layout.xaxis.domain[1] < layout.xaxis2.domain[0]


def test_the_mean_of_all_weighs_outlets_by_their_articles() -> None:
    assert outlets.overall(OUTLETS) == pytest.approx((20 * 0.1 - 10 * 0.2) / 32)
    assert pd.isna(outlets.overall(OUTLETS.head(0)))


def test_volumes_have_one_scale_and_their_own_colours() -> None:
    figure = outlets_compared.volumes(VOLUMES, period="week", colour=COLOUR, outlets=[HOSTILE, "Calder", "Not there"])
    assert [list(trace.y) for trace in figure.data] == [[1, 2], [3, 0]]
    assert [trace.marker.color for trace in figure.data] == [theme.SERIES[1], theme.SERIES[0]]
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert figure.data[1].customdata[0][-1] == "2024-03-25|Calder"


def test_dots_show_what_differs_beyond_noise_first_and_filled() -> None:
    figure = outlets_compared.dots(SHARES, key="topic_id", colour=COLOUR, rows=5)
    lines, dots = [trace for trace in figure.data if trace.mode == "lines"], [trace for trace in figure.data if trace.mode == "markers"]
    assert figure.layout.yaxis.categoryarray[1] == "sport"  # politics, which exceeds noise, before it
    assert [list(line.x) for line in lines] == [[0.25, 0.8], [0.3, 0.5]]
    assert [list(trace.marker.symbol) for trace in dots] == [["circle-open", "circle"]] * 2
    assert [trace.marker.opacity for trace in dots] == [(1.0, 1.0), (theme.FAINT, theme.FAINT)]  # four articles are few
    assert dots[0].customdata[1][-1] == "p|Calder"
    assert len([trace for trace in outlets_compared.dots(SHARES, key="topic_id", colour=COLOUR, rows=1).data if trace.mode == "lines"]) == 1


def test_differences_lie_on_the_side_of_the_slice_that_has_more() -> None:
    figure = differences.diverging(TOPICS, a="Calder", b="the rest")
    more, less = figure.data
    assert (list(more.x), list(less.x)) == ([0.6, 0.05], [-0.3])
    assert list(more.marker.symbol) == ["circle", "circle-open"]
    assert (more.marker.color, less.marker.color) == (theme.SERIES[0], theme.SERIES[1])
    assert list(more.error_x.array) == pytest.approx([0.2, 0.25])
    assert list(less.error_x.arrayminus) == pytest.approx([0.2])
    assert tuple(less.customdata[0]) == (
        "sport", "Calder: 10.0\N{NO-BREAK SPACE}%, 1 article of 10", "the rest: 40.0\N{NO-BREAK SPACE}%, 8 articles of 20",
        "−30.0 points (−50.0 to −10.0), beyond noise", "topic|s",
    )  # fmt: skip
    said = [note.text for note in figure.layout.annotations]
    assert "80\N{NO-BREAK SPACE}% / 20\N{NO-BREAK SPACE}%" in said
    assert "Calder →" in said
    assert "← the rest" in said


def test_only_a_few_rows_within_noise_are_drawn() -> None:
    many = pd.concat([TOPICS.assign(id=f"{number}") for number in range(9)])
    assert differences.leading(many, rows=12)["exceeds"].tolist() == [True] * 12
    assert differences.leading(many[~many["exceeds"]], rows=12)["exceeds"].tolist() == [False] * differences.FILLED
    assert differences.leading(TOPICS, rows=12)["id"].tolist() == ["p", "s", "w"]


def test_means_of_both_stand_in_panels_of_their_own() -> None:
    figure = differences.means(DIFFERENCES, a="Calder", b="Calder")
    assert [(list(trace.x), trace.xaxis) for trace in figure.data] == [
        ([-0.2], "x"), ([0.1], "x"), ([0.5], "x2"), ([0.4], "x2"), ([100.0], "x3"), ([200.0], "x3"),
    ]  # fmt: skip
    assert figure.data[0].y != figure.data[1].y  # two slices of one name are two rows
    assert [trace.marker.symbol[0] for trace in figure.data[::2]] == ["circle", "circle-open", "circle"]
    assert figure.data[4].customdata[0][1] == "100, 90 to 110"


@pytest.mark.parametrize(("share", "said"), [(0.1234, "+12.3"), (-0.05, "−5.0"), (0.0001, "0.0"), (float("nan"), "unknown")])
def test_differences_are_told_in_points(share: float, said: str) -> None:
    assert differences.points(share) == said


CHARTS: list[tuple[Callable[[pd.DataFrame], go.Figure], pd.DataFrame]] = [
    (outlets.side_by_side, OUTLETS),
    (lambda frame: outlets_compared.tones(frame, colour=COLOUR), OUTLETS),
    (lambda frame: outlets_compared.volumes(frame, period="week", colour=COLOUR, outlets=["Calder", HOSTILE]), VOLUMES),
    (lambda frame: outlets_compared.dots(frame, key="topic_id", colour=COLOUR, rows=5), SHARES),
    (lambda frame: differences.diverging(frame, a=HOSTILE, b="the rest"), TOPICS),
    (lambda frame: differences.means(frame, a=HOSTILE, b="the rest"), DIFFERENCES),
]


@pytest.mark.parametrize(("draw", "frame"), CHARTS)
def test_names_cannot_become_markup(draw: Callable[[pd.DataFrame], go.Figure], frame: pd.DataFrame) -> None:
    figure = draw(frame)
    shown = go.Figure(figure)
    for trace in shown.data:  # the key of a click is data and is not shown
        if trace.customdata is not None:
            trace.customdata = [tuple(point[:-1]) for point in trace.customdata]
    assert "<a " not in text_of(shown)
    assert "&lt;a" in text_of(shown)


@pytest.mark.parametrize(("draw", "frame"), CHARTS)
def test_frames_are_not_changed_and_may_be_empty(draw: Callable[[pd.DataFrame], go.Figure], frame: pd.DataFrame) -> None:
    before = frame.copy()
    draw(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert sum(len(trace.x) for trace in draw(frame.head(0)).data) == 0
