"""Findings: told where structure was planted, and in at most a few per cent of newsrooms whose dates are shuffled; their words to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import findings
from analysis.corpus import Corpus
from analysis.findings import Name
from analysis.measures import changes, coverage, spikes, topic_shares
from analysis.slice import ALL, Slice
from tests import builders
from tests.newsroom import Piece, corpus

WORLDS = 40  # newsrooms without structure; a finding in two of them is five per cent
LENGTH = 126  # days, eighteen weeks
TOPICS = [f"own:t{number}" for number in range(6)]
ACTORS = [f"state:s{number}" for number in range(12)]


def pieces_of(world: int, rng: np.random.Generator) -> list[Piece]:
    """A newsroom of 120 to 300 articles by three outlets: what is in an article has nothing to do with its day."""
    start, count = pd.Timestamp("2024-01-01"), int(rng.integers(120, 300))
    return [
        Piece(
            day=f"{start + pd.Timedelta(days=int(rng.integers(LENGTH))):%Y-%m-%d}",
            outlet=f"{world}-{'abc'[rng.choice(3, p=[0.5, 0.3, 0.2])]}",
            sentiment=float(rng.normal(-0.05, 0.2)),
            topics=tuple(topic for number, topic in enumerate(TOPICS) if rng.random() < 0.5 / (number + 1)),
            actors=tuple(actor for number, actor in enumerate(ACTORS) if rng.random() < 0.5 / (number + 1)),
        )
        for _ in range(count)
    ]


def slice_of(world: int) -> Slice:
    return Slice(outlets=tuple(f"{world}-{letter}" for letter in "abc"))


def planted(world: int, rng: np.random.Generator) -> list[Piece]:
    """The same with 40 more articles on s3 by one outlet in the week of 25 Mar, t5 in most articles from March on, and a worse mood then."""
    later = [
        replace(
            piece, topics=tuple({*piece.topics, TOPICS[5]}) if rng.random() < 0.6 else piece.topics, sentiment=(piece.sentiment or 0) - 0.15
        )
        if piece.day and piece.day >= "2024-03-01"
        else piece
        for piece in pieces_of(world, rng)
    ]
    burst = [Piece(day=f"2024-03-{25 + number % 7}", outlet=f"{world}-c", sentiment=-0.2, actors=(ACTORS[3],)) for number in range(40)]
    return [*later, *burst]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Newsrooms without structure, and with world ``WORLDS`` one that has some; each a slice of one corpus."""
    rng = np.random.default_rng(20240325)
    made = [piece for world in range(WORLDS) for piece in pieces_of(world, rng)]
    return corpus(tmp_path_factory.mktemp("findings") / "worlds", [*made, *planted(WORLDS, rng)])


def test_without_structure_hardly_anything_is_told(worlds: Corpus) -> None:
    told = [findings.of(worlds, slice_of(world)) for world in range(WORLDS)]
    assert all(one.compared > 15 and one.periods >= 17 for one in told)  # all were looked at
    assert sum(bool(one.findings) for one in told) <= 2


def test_planted_structure_is_told_varied_in_kind(worlds: Corpus) -> None:
    told = findings.of(worlds, slice_of(WORLDS)).findings
    assert [finding.kind for finding in told[: findings.MOST]] == ["spike", "topic", "sentiment"]
    spike, topic, sentiment = (findings.plain(finding.sentence) for finding in told[:3])
    assert "in the week of 25 Mar 2024; S3 stands out" in spike
    assert "; S3 in " in findings.plain(told[0].basis)
    assert f"led by {WORLDS}-c with " in findings.plain(told[0].basis)
    assert topic.startswith("T5 rose from ")
    assert sentiment.startswith("Sentiment fell from ")


def test_a_finding_says_where_to_look_closer(worlds: Corpus) -> None:
    spike, topic, sentiment = findings.of(worlds, slice_of(WORLDS)).findings[:3]
    assert (spike.slug, spike.slice_) == ("articles", replace(slice_of(WORLDS), start=date(2024, 3, 25), end=date(2024, 4, 1)))
    assert (topic.slug, topic.opens, topic.slice_) == ("topics", TOPICS[5], slice_of(WORLDS))
    assert (sentiment.slug, sentiment.opens) == ("sentiment", None)


def test_the_evidence_is_a_row_of_its_measure(worlds: Corpus) -> None:
    spike, topic = findings.of(worlds, slice_of(WORLDS)).findings[:2]
    row = spikes.found(worlds, slice_of(WORLDS)).iloc[0]
    assert dict(spike.evidence)["articles"] == row["articles"]
    rows = changes.halves(worlds, slice_of(WORLDS))
    assert dict(topic.evidence)["p"] == rows[rows["id"] == TOPICS[5]]["p"].iloc[0]


def test_the_same_twice(worlds: Corpus) -> None:
    again = findings.of(Corpus.open(worlds.folder), slice_of(WORLDS))
    assert [finding.sentence for finding in again.findings] == [
        finding.sentence for finding in findings.of(worlds, slice_of(WORLDS)).findings
    ]


def test_a_reprinted_story_is_no_trend(tmp_path: Path) -> None:
    """Thirty copies of one text about Arden in the second half, and nothing else that changed."""
    pieces = [
        Piece(day=f"2024-0{1 + number // 60}-{number % 28 + 1:02d}", actors=("state:boral",) if number % 3 else ()) for number in range(120)
    ]
    copied = [
        replace(piece, actors=("state:arden",), copy_of=None if number == 90 else 90) if 90 <= number < 120 else piece
        for number, piece in enumerate(pieces)
    ]
    made = corpus(tmp_path / "copied", copied)
    assert changes.halves(made).set_index("id").loc["state:arden", "exceeds"]
    assert [finding for finding in findings.of(made).findings if finding.opens == "state:arden"] == []
    original = [replace(piece, copy_of=None) for piece in copied]
    assert findings.of(corpus(tmp_path / "own", original)).findings[0].opens == "state:arden"


def change(**values: object) -> pd.DataFrame:
    """A row of ``changes`` that is sure and large."""
    day = pd.Timestamp("2024-04-01", tz="UTC")
    usual: dict[str, object] = {
        "kind": "actor", "id": "state:arden", "name": "Ar*den", "first_day": day, "turn": day, "last_day": day, "before": 0.1, "before_articles": 10,
        "before_total": 100, "after": 0.4, "after_articles": 1240, "after_total": 3100, "difference": 0.3, "low": 0.2, "high": 0.4, "p": 1e-9, "exceeds": True,
    }  # fmt: skip
    return pd.DataFrame([usual | values])


def told(*rows: pd.DataFrame) -> list[tuple[str, str]]:
    frame, peaks = pd.concat(rows, ignore_index=True), spikes.found_none()
    counted = pd.DataFrame({"period": [], "articles": []})
    found = findings.told(ALL, "week", counted=counted, peaks=peaks, rows=frame, once=frame).findings
    return [(findings.plain(finding.sentence), findings.plain(finding.basis)) for finding in found]


def test_the_words_of_a_share() -> None:
    assert told(change()) == [
        (
            "Ar*den rose from 10.0\N{NO-BREAK SPACE}% to 40.0\N{NO-BREAK SPACE}% of the articles in English",
            "10 of 100 before 1 Apr 2024, 1,240 of 3,100 since",
        )
    ]
    fallen = {"kind": "outlet", "id": "Calder", "name": "Calder", "difference": -0.3, "low": -0.4, "high": -0.05}
    assert told(change(**fallen))[0][0].startswith("Calder fell from ")
    assert told(change(**fallen))[0][0].endswith(" of the articles")


def test_names_are_kept_apart_from_words() -> None:
    frame = change()
    found = findings.told(ALL, "week", counted=frame.head(0), peaks=spikes.found_none(), rows=frame, once=frame).findings[0]
    assert found.sentence[0] == Name(text="Ar*den")


def test_a_change_of_many_articles_to_other_outlets_is_told_first() -> None:
    mixed = change(kind="outlet", id="Calder", name="Calder", low=0.15)
    first, second = told(change(), mixed)
    assert first[0].startswith("Calder rose")
    assert first[1].endswith("; other changes may come from these other outlets")
    assert second[0].startswith("Ar*den rose")


def test_the_words_of_sentiment() -> None:
    felt = {"kind": "sentiment", "before": 0.03, "after": -0.08, "difference": -0.11, "low": -0.15, "high": -0.07}
    everything = change(**felt, id=None, name="all articles")
    outlets = [change(**felt, id=name, name=name, exceeds=exceeds, p=0.5) for name, exceeds in (("A", True), ("B", False))]
    up = change(**{**felt, "difference": 0.02, "low": -0.1, "high": 0.14}, id="C", name="C", exceeds=False)
    up = up.assign(p=0.5)
    sentence, basis = told(everything, *outlets, up)[0]
    assert sentence == "Sentiment fell from +0.03 to −0.08, in 2 of 3 outlets"
    assert basis == "10 articles before 1 Apr 2024, 1,240 since; by more than noise in 1 of them"
    assert told(everything, *outlets)[0][0] == "Sentiment fell from +0.03 to −0.08, in all 2 outlets"
    alone = told(change(**felt, id="A", name="A"))[0]
    assert alone == ("Sentiment of A fell from +0.03 to −0.08", "10 articles before 1 Apr 2024, 1,240 since")


@pytest.mark.parametrize(
    "values",
    [
        {"low": 0.02},  # certain, but perhaps too small to matter
        {"p": 0.02},  # beyond noise in a table, not enough for a sentence that nobody asked for
        {"exceeds": False},
    ],
)
def test_what_is_not_told(values: dict[str, object]) -> None:
    assert told(change(**values)) == []


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (2.1, "doubled"), (3.0, "tripled"), (3.7, "quadrupled"), (2.5, "was 2.5 times the usual"), (31.2, "was 31 times the usual"),
        (1296.0, "was 1,296 times the usual"), (float("nan"), "rose from nothing"),
    ],
)  # fmt: skip
def test_the_words_of_a_rise(times: float, words: str) -> None:
    peak = (
        spikes.found_none().reindex([0]).assign(period=pd.Timestamp("2024-03-01", tz="UTC"), articles=9, expected=3.0, times=times, p=1e-9)
    )
    found = findings.spike(Slice(start=date(2024, 3, 5)), "month", peak)
    assert found is not None
    assert findings.plain(found.sentence) == f"Coverage {words} in March 2024"
    assert (found.slice_.start, found.slice_.end) == (date(2024, 3, 5), date(2024, 4, 1))


@pytest.mark.parametrize(("first", "second", "ahead"), [(30, 10, True), (12, 10, False), (10, 10, False), (4, 0, True), (3, 0, False)])
def test_who_leads(first: int, second: int, ahead: bool) -> None:
    # (30 - 10)^2 / 40 = 10; (12 - 10)^2 / 22 = 0.18; 4^2 / 4 = 4 > 3.84; 3
    assert findings.leads(first, second) is ahead


def test_an_outlet_stands_out_with_a_topic(tmp_path: Path) -> None:
    pieces = [
        Piece(
            day="2024-01-01", outlet="Calder" if number < 40 else "Northline", topics=("own:sport",) if number < 30 or number > 110 else ()
        )
        for number in range(120)
    ]
    found = findings.stands_out(topic_shares.by_outlet(corpus(tmp_path / "made", pieces)))
    assert found is not None
    assert (found["outlet"], found["name"], found["share"], found["others"]) == ("Calder", "Sport", 0.75, 9 / 80)
    even = [replace(piece, topics=("own:sport",) if number % 4 else ()) for number, piece in enumerate(pieces)]
    assert findings.stands_out(topic_shares.by_outlet(corpus(tmp_path / "even", even))) is None


def test_few_articles_have_nothing_to_tell(tmp_path: Path) -> None:
    five = findings.of(builders.corpus(tmp_path))
    assert (five.findings, five.compared, five.periods) == ((), 0, 0)
    empty = findings.of(Corpus.create(tmp_path / "empty"))
    assert (empty.findings, empty.compared, empty.periods) == ((), 0, 0)


def test_the_input_stays_as_it_was(worlds: Corpus) -> None:
    slice_ = slice_of(WORLDS)
    rows, counted, peaks = changes.halves(worlds, slice_), coverage.over_time(worlds, slice_), spikes.found(worlds, slice_)
    before = rows.copy(deep=True), counted.copy(deep=True), peaks.copy(deep=True)
    findings.told(slice_, "week", counted=counted, peaks=peaks, rows=rows, once=rows)
    for frame, kept in zip((rows, counted, peaks), before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
