"""Charts of actors and the network: one exact trace each, places that stay, labels that do not overlap, names that cannot become markup."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from analysis import export
from analysis.measures import actor_sentences, actors, co_mentions, coverage
from analysis.slice import Slice
from dashboard import charts, theme
from dashboard.charts.network_layout import HEIGHT, WIDTH, placed
from dashboard.charts.ranking import By, Columns
from tests import press
from tests.press import ARDEN, BORAL

NAMES = ["Arden", "Boral", "<b>Cavell</b>", "Dovre", "Estmark", "Fenwick"]
HOSTILE = 'A "quoted" & <i>bent</i> name\x00\x0b]]>'


def pair(one: int, other: int, strength: float) -> dict[str, object]:
    return {
        "actor_id": f"state:{one}", "name": NAMES[one], "type": "state", "other_id": f"person:{other}", "other_name": NAMES[other],
        "other_type": "person", "together": 5, "own": 10 + one, "other_own": 8, "total": 100, "expected": 0.8, "lift": 6.25,
        "strength": strength, "pairs": 4,
    }  # fmt: skip


PAIRS = pd.DataFrame([pair(0, 3, 90.0), pair(1, 3, 60.0), pair(2, 4, 30.0), pair(0, 5, 10.0)])


def test_bars_of_mentions_say_in_how_many_articles(tmp_path: Path) -> None:
    rows = actors.leading(press.corpus(tmp_path))

    def bars(by: By) -> list[tuple[object, ...]]:
        figure = charts.ranking.rows(rows, key="actor_id", columns=Columns(), by=by, most=2, wide=True)
        drawn = [trace for trace in figure.data if trace.xaxis == "x2"]  # those of few articles are a trace of their own
        return sorted(
            (y, x, text, data[-1])
            for trace in drawn
            for y, x, text, data in zip(trace.y, trace.x, trace.text, trace.customdata, strict=True)
        )

    assert bars("mentions") == [(0, 6, "6  in 4 articles", ARDEN), (1, 4, "4  in 3 articles", BORAL)]
    assert [row[1] for row in bars("articles")] == [1.0, 0.75]


def test_attention_is_a_share_and_faint_where_few_articles_carry_it(tmp_path: Path) -> None:
    rows = coverage.over_time(press.corpus(tmp_path), Slice(actors=(BORAL,)), "week", "actor")
    bar = charts.actors.attention(rows, period="week").data[0]
    assert list(bar.y) == [1.0, 1.0]
    assert list(bar.marker.opacity) == [theme.FAINT, theme.FAINT]
    assert tuple(bar.customdata[0][:4]) == ("week of 25 Mar 2024", "100.0\N{NO-BREAK SPACE}%", "2 articles", "2")
    assert bar.customdata[0][-1].startswith("2024-03-25")


def test_each_outlet_has_a_strip_on_one_scale(tmp_path: Path) -> None:
    rows = coverage.over_time(press.corpus(tmp_path), Slice(actors=(ARDEN,)), "week", "outlet").replace("Northline", "<b>Northline</b>")
    figure = charts.actors.by_outlet(rows, period="week", outlets=2)
    assert [list(strip.y) for strip in figure.data] == [[1.0, 0.0], [0.0, 1.0]] or [len(strip.y) for strip in figure.data] == [2, 2]
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert [note.text for note in figure.layout.annotations] == ["<b>Calder</b>  2 of 2", "<b>&lt;b&gt;Northline&lt;/b&gt;</b>  1 of 1"]
    assert figure.data[0].customdata[0][-1] == "2024-03-25|Calder"
    assert len(charts.actors.by_outlet(rows, period="week", outlets=1).data) == 1


def test_sentiment_of_the_sentences_and_toward(tmp_path: Path) -> None:
    rows = actor_sentences.over_time(press.corpus(tmp_path), Slice(actors=(ARDEN,)))
    line = charts.actors.sentiment(rows, period="week", kind="sentiment").data[1]
    assert list(line.y) == pytest.approx([0.4 / 3, -0.2])
    assert line.customdata[0][3] == "3 sentences in 2 articles"
    toward = charts.actors.sentiment(rows, period="week", kind="toward").data[1]
    assert list(toward.y) == pytest.approx([-0.125, -0.1])
    assert toward.customdata[0][3] == "4 mentions in 2 articles"


def test_a_network_has_a_line_and_a_dot_a_tie_and_a_mark_an_actor() -> None:
    figure = charts.network.figure(placed(PAIRS), unit="sentence")
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    dots = next(trace for trace in figure.data if trace.name == "ties")
    marks = {trace.name: trace for trace in figure.data if trace.mode == "markers+text"}
    assert len(lines) == 4
    assert lines[0].line.width > lines[3].line.width
    assert [point[-1] for point in dots.customdata] == ["state:0|person:3", "state:1|person:3", "state:2|person:4", "state:0|person:5"]
    assert dots.customdata[0][1] == "together in 5 sentences"
    assert {name: len(trace.x) for name, trace in marks.items()} == {"state": 3, "person": 3}
    assert len({trace.marker.symbol for trace in marks.values()}) == 2  # a shape tells the type as well as a colour
    assert not any("<b>C" in str(text) for trace in marks.values() for text in [*trace.text, *(point[0] for point in trace.customdata)])


def test_places_are_the_same_every_time_and_on_the_paper() -> None:
    first, again = placed(PAIRS), placed(PAIRS.copy())
    pd.testing.assert_frame_equal(first.nodes, again.nodes)
    assert first.nodes[["x", "y"]].to_numpy().min() >= 0
    assert first.nodes[["x", "y"]].to_numpy().max() <= 1
    assert len(first.nodes[["x", "y"]].drop_duplicates()) == 6


def test_no_actor_lies_on_another() -> None:
    knot = pd.DataFrame([{**pair(one, 3, 900.0), "other_id": f"state:{other}"} for one in range(6) for other in range(one)])
    nodes = placed(knot).nodes.to_dict("records")
    gaps = [
        ((one["x"] - other["x"]) ** 2 * WIDTH**2 + (one["y"] - other["y"]) ** 2 * HEIGHT**2) ** 0.5 - (one["size"] + other["size"]) / 2
        for number, one in enumerate(nodes)
        for other in nodes[:number]
    ]
    assert min(gaps) > 0


def test_only_the_strongest_are_drawn() -> None:
    assert len(placed(PAIRS, edges=2).edges) == 2
    few = placed(PAIRS, nodes=3)
    assert few.edges["strength"].tolist() == [90.0, 60.0]  # the third would bring two more actors
    assert len(few.nodes) == 3


def test_labels_lie_on_no_other_label() -> None:
    crowd = pd.DataFrame(
        [{**pair(0, 3, 100.0 - n), "other_id": f"person:{n}", "other_name": f"A long name of person {n}"} for n in range(39)]
    )
    nodes = placed(crowd).nodes
    written = nodes[nodes["label"] != ""]
    assert 5 < len(written) < 40
    boxes = []
    for row in written.to_dict("records"):
        wide, high, gap = len(row["label"]) * 6 / WIDTH, 12 / HEIGHT, row["size"] / 1.6 + 1
        upright, _, side = row["side"].partition(" ")
        left = {"right": row["x"] + gap / WIDTH, "left": row["x"] - gap / WIDTH - wide, "center": row["x"] - wide / 2}[side]
        low = {"top": row["y"] + gap / HEIGHT, "bottom": row["y"] - gap / HEIGHT - high, "middle": row["y"] - high / 2}[upright]
        boxes.append((left, low, left + wide, low + high))
    clashes = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert clashes == []


def test_nothing_is_drawn_from_nothing() -> None:
    assert len(charts.network.figure(placed(PAIRS.head(0)), unit="article").data) == 1
    assert len(charts.actors.by_outlet(coverage_rows().head(0), period="week", outlets=3).data) == 0
    assert len(charts.actors.attention(coverage_rows().head(0), period="day").data[0].x) == 0


def coverage_rows() -> pd.DataFrame:
    days = pd.to_datetime(["2024-03-25"], utc=True)
    return pd.DataFrame({"group_id": ["Calder"], "group_name": ["Calder"], "period": days, "articles": [1], "total": [2], "share": [0.5]})


def test_charts_leave_their_input_as_it_was() -> None:
    rows, pairs = coverage_rows(), PAIRS.copy(deep=True)
    charts.actors.by_outlet(rows, period="week", outlets=1)
    charts.network.figure(placed(pairs), unit="sentence")
    pd.testing.assert_frame_equal(rows, coverage_rows())
    pd.testing.assert_frame_equal(pairs, PAIRS)


def test_graphml_can_be_read_and_keeps_hostile_names_as_text() -> None:
    graph = nx.read_graphml(io.BytesIO(export.to_graphml(PAIRS.assign(name=HOSTILE))))
    assert sorted(graph.nodes) == ["person:3", "person:4", "person:5", "state:0", "state:1", "state:2"]
    assert graph.nodes["state:0"] == {"label": HOSTILE.replace("\x00", "").replace("\x0b", ""), "type": "state", "named": 10}
    edge = graph.edges["state:0", "person:3"]
    assert (edge["together"], edge["weight"], edge["lift"]) == (5, 90.0, 6.25)
    assert nx.read_graphml(io.BytesIO(export.to_graphml(PAIRS.head(0)))).number_of_nodes() == 0


def test_the_network_of_a_corpus(tmp_path: Path) -> None:
    network = placed(co_mentions.pairs(press.corpus(tmp_path)))
    assert network.nodes["actor_id"].tolist() == [ARDEN, BORAL]
    assert network.nodes["label"].tolist() == ["Arden", "Boral"]


def test_tone_toward_an_actor_has_a_dot_an_outlet_with_thin_ones_faint_and_names_that_lead_on() -> None:
    shared = {"articles": 3, "toward_low": -0.5, "toward_high": 0.1, "sentences": 9, "sentiment": 0.2, "low": 0.1, "high": 0.3}
    rows = pd.DataFrame([
        {"outlet": "Calder", "mentions": 12, "toward": 0.05, **shared}, {"outlet": "<b>Northline</b>", "mentions": 10, "toward": -0.2, **shared},
        {"outlet": None, "mentions": 2, "toward": -0.4, **shared, "toward_low": None, "toward_high": None},
    ])  # fmt: skip
    before = rows.copy()
    names, firm, thin = (figure := charts.actors.toward_by_outlet(rows)).data
    assert (list(firm.x), list(thin.x)) == ([0.05, -0.2], [-0.4])
    assert (firm.opacity, thin.opacity) == (1.0, theme.FAINT)
    assert [list(firm.y), list(thin.y)] == [[1, 2], [0]]  # the most negative on top, those of few mentions below
    assert [point[-1] for point in names.customdata] == ["open:", "open:Calder", "open:<b>Northline</b>"]
    assert [point[-1] for point in firm.customdata] == ["Calder", "<b>Northline</b>"]
    assert [note.text for note in figure.layout.annotations][1:] == ["not named (2)", "Calder (12)", "&lt;b&gt;Northline&lt;/b&gt; (10)"]
    assert list(firm.error_x.arrayminus) == pytest.approx([0.55, 0.3])
    assert thin.customdata[0][3] == "too few articles for an interval"
    pd.testing.assert_frame_equal(rows, before)
    assert len(charts.actors.toward_by_outlet(rows.head(0)).data[1].x) == 0
