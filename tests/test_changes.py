"""Changes between the halves of a slice's dates: every count by hand, the intervals where they are known, and what is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import changes
from analysis.slice import Slice
from tests import builders
from tests.newsroom import Piece, corpus

FIRST, SECOND = "2024-01-10", "2024-02-20"
# Forty articles in each half; 1 Jan and 1 Mar are the ends, so that the second half begins on 1 Feb.
PIECES = [
    *[
        Piece(
            day="2024-01-01" if number == 0 else FIRST, outlet="Calder" if number < 30 else "Northline", sentiment=0.3 if number % 2 else 0.1,
            topics=("own:sport",) if number < 28 else (), actors=("state:arden",) if number < 12 else (),
        )
        for number in range(40)
    ],
    *[
        Piece(
            day="2024-03-01" if number == 0 else SECOND, outlet="Calder" if number < 30 else "Northline", sentiment=-0.1 if number % 2 else -0.3,
            topics=("own:sport",) if number < 4 else (), actors=("state:arden",) if number < 13 else (),
        )
        for number in range(40)
    ],
    Piece(day=SECOND, language="fr", outlet="Calder", topics=("own:sport",)),
    Piece(day=None, outlet="Calder", topics=("own:sport",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus(tmp_path_factory.mktemp("changes") / "made", PIECES)


def row(frame: pd.DataFrame, kind: str, id_: str | None) -> dict[str, object]:
    same = frame["id"].isna() if id_ is None else frame["id"] == id_
    found = frame[(frame["kind"] == kind) & same]
    assert len(found) == 1
    return {str(name): value for name, value in found.iloc[0].items()}


def test_a_topic_that_left_the_news(made: Corpus) -> None:
    sport = row(changes.halves(made), "topic", "own:sport")
    assert (sport["before_articles"], sport["before_total"], sport["before"]) == (28, 40, 0.7)
    assert (sport["after_articles"], sport["after_total"], sport["after"]) == (4, 40, 0.1)  # the French one is not read for topics
    assert sport["difference"] == pytest.approx(-0.6)
    assert sport["exceeds"]
    assert sport["low"] < -0.6 < sport["high"] < 0  # type: ignore[operator]


def test_an_actor_who_stayed_is_within_noise(made: Corpus) -> None:
    arden = row(changes.halves(made), "actor", "state:arden")
    assert (arden["before"], arden["after"]) == (0.3, 0.325)
    assert not arden["exceeds"]
    assert arden["low"] < 0 < arden["high"]  # type: ignore[operator]


def test_the_share_of_an_outlet_is_of_all_dated_articles(made: Corpus) -> None:
    calder = row(changes.halves(made), "outlet", "Calder")
    assert (calder["before_articles"], calder["before_total"]) == (30, 40)
    assert (calder["after_articles"], calder["after_total"]) == (31, 41)
    assert not calder["exceeds"]


def test_sentiment_fell_in_all_articles_and_in_each_outlet(made: Corpus) -> None:
    frame = changes.halves(made)
    everything = row(frame, "sentiment", None)
    assert everything["name"] == "all articles"
    assert (everything["before"], everything["after"]) == (pytest.approx(0.2), pytest.approx(-0.2))
    assert (everything["before_articles"], everything["after_articles"]) == (40, 40)
    assert everything["exceeds"]
    assert row(frame, "sentiment", "Northline")["exceeds"]
    assert row(frame, "sentiment", "Northline")["before_articles"] == 10


def test_the_dates_are_cut_in_the_middle(made: Corpus) -> None:
    frame = changes.halves(made)
    assert {f"{day:%Y-%m-%d}" for day in frame["first_day"]} == {"2024-01-01"}
    assert {f"{day:%Y-%m-%d}" for day in frame["turn"]} == {"2024-02-01"}  # 61 days: 31 and 30
    assert {f"{day:%Y-%m-%d}" for day in frame["last_day"]} == {"2024-03-01"}


def test_what_the_slice_names_has_no_share_of_its_own(made: Corpus) -> None:
    frame = changes.halves(made, Slice(outlets=("Calder",), topics=("own:sport",)))
    assert "own:sport" not in frame["id"].tolist()
    assert (frame["kind"] == "outlet").sum() == 0


def test_of_two_outlets_that_are_chosen_each_has_its_share(made: Corpus) -> None:
    frame = changes.halves(made, Slice(outlets=("Calder", "Northline")))
    assert (frame["kind"] == "outlet").sum() == 2


def test_rows_come_by_kind_the_surest_first(made: Corpus) -> None:
    frame = changes.halves(made)
    assert list(dict.fromkeys(frame["kind"])) == ["topic", "actor", "outlet", "sentiment"]
    assert all(part["p"].is_monotonic_increasing for _, part in frame.groupby("kind"))


def test_the_interval_is_without_zero_exactly_where_the_difference_exceeds_noise(made: Corpus) -> None:
    frame = changes.halves(made)
    assert ((frame["low"] > 0) | (frame["high"] < 0)).tolist() == frame["exceeds"].tolist()


def test_a_half_of_few_articles_is_not_compared(made: Corpus) -> None:
    assert changes.halves(made, Slice(start=date(2024, 1, 2), end=date(2024, 1, 20))).empty
    assert changes.halves(made, Slice(outlets=("Northline",))).empty  # ten and ten


def test_rare_things_are_left_out(tmp_path: Path) -> None:
    pieces = [Piece(day=f"2024-01-{number % 28 + 1:02d}", actors=("state:rare",) if number < 9 else ()) for number in range(80)]
    assert "state:rare" not in changes.halves(corpus(tmp_path / "rare", pieces))["id"].tolist()


@pytest.mark.parametrize("undated", [True, False])
def test_nothing_to_compare_gives_typed_columns(tmp_path: Path, undated: bool) -> None:
    shown = corpus(tmp_path / "some", [Piece(day=None)]) if undated else Corpus.create(tmp_path / "empty")
    frame = changes.halves(shown)
    assert frame.empty
    assert list(frame.columns) == list(changes.COLUMNS)
    assert (frame["exceeds"].dtype, frame["before_articles"].dtype, str(frame["id"].dtype)) == (bool, "int64", "str")


def test_five_articles_are_too_few(tmp_path: Path) -> None:
    assert changes.halves(builders.corpus(tmp_path)).empty
