"""Outlets side by side, what some of them write about, and two slices against each other, over the articles of papers counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import Options, by_name, differences, outlet_shares, outlets
from analysis.slice import ALL, UNCLASSIFIED, Slice
from tests import papers
from tests.papers import ARDEN, CALDER, NORTHLINE, POLITICS, SPORT
from tests.test_measures import rows

OF_CALDER, OF_NORTHLINE = Slice(outlets=("Calder",)), Slice(outlets=("Northline",))


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return papers.corpus(tmp_path_factory.mktemp("press"))


def one(frame: pd.DataFrame, kind: str, id_: str | None = None) -> pd.Series:
    found = frame[(frame["kind"] == kind) & (frame["id"] == (id_ or kind))]
    assert len(found) == 1
    return found.iloc[0]


def test_outlets_have_their_volume_length_and_copies(press: Corpus) -> None:
    frame = outlets.compared(press)
    assert rows(frame, "outlet", "articles", "total", "scored", "words", "copies") == [
        ("Northline", 21, 32, 20, 200.0, 0),
        ("Calder", 10, 32, 10, 100.0, 1),  # c9 of 10 March repeats n3 of 4 March
        (None, 1, 32, 1, 200.0, 0),
    ]
    assert frame["copies_share"].tolist() == [0.0, 0.1, 0.0]
    assert frame["negative_share"].tolist() == [0.0, 1.0, 0.0]


def test_each_outlet_is_set_against_all_others_together(press: Corpus) -> None:
    frame = outlets.compared(press)
    assert frame["others"].tolist() == pytest.approx(
        [-1.9 / 11, 2.1 / 21, 0.0]
    )  # (10 * -0.2 + 0.1) / 11; (20 * 0.1 + 0.1) / 21; (-2 + 2) / 30
    assert frame["difference"].tolist() == pytest.approx([0.1 + 1.9 / 11, -0.3, 0.1])
    assert frame["exceeds"].tolist() == [True, True, False]
    assert frame["difference_low"].isna().tolist() == [False, False, True]  # one article is too few
    # Calder: deviations 0.105409 and 0.1, error (0.011111 / 10 + 0.01 / 21) ** 0.5 = 0.0398409, 16.965 degrees of freedom, t = 2.11015
    assert frame["difference_low"].iloc[1] == pytest.approx(-0.3 - 2.11015 * 0.0398409, abs=1e-6)
    assert frame["confidence"].iloc[1] == pytest.approx(0.95)  # both of two tested exceed: 1 - 0.05 * 2 / 2


def test_outlets_of_one_tone_do_not_exceed_noise_through_rounding(tmp_path: Path) -> None:
    tables = papers.tables()
    made = Corpus.create(tmp_path / "level")
    made.add(replace(tables, articles=tables.articles.assign(sentiment=0.1 + 0.2)))
    assert not outlets.compared(made)["exceeds"].any()


def test_shares_of_topics_by_outlet_say_which_differ(press: Corpus) -> None:
    frame = outlet_shares.of_topics(press)
    assert rows(frame, "topic_id", "outlet", "articles", "total", "exceeds") == [
        (POLITICS, "Northline", 2, 20, True),
        (POLITICS, "Calder", 8, 10, True),
        (UNCLASSIFIED, "Northline", 14, 20, True),
        (UNCLASSIFIED, "Calder", 1, 10, True),
        (SPORT, "Northline", 4, 20, False),
        (SPORT, "Calder", 1, 10, False),
    ]
    assert frame["spread"].tolist() == pytest.approx([0.7, 0.7, 0.6, 0.6, 0.1, 0.1])
    calder = frame.iloc[1]
    assert (calder["low"], calder["high"]) == pytest.approx((0.4902, 0.9433), abs=5e-5)


def test_outlets_are_given_in_the_order_asked_for_and_once(press: Corpus) -> None:
    frame = by_name("outlet-topics").rows(press, ALL, Options(series=("Calder", "Northline", "Calder", "No such paper")))
    assert frame["outlet"].tolist()[:3] == ["Calder", "Northline", "No such paper"]
    assert rows(frame[frame["outlet"] == "No such paper"].head(1), "articles", "total", "share") == [(0, 0, None)]
    assert frame["spread"].iloc[0] == pytest.approx(0.7)  # an outlet without articles does not count
    assert frame["exceeds"].iloc[0]


def test_shares_of_actors_count_an_article_once(press: Corpus) -> None:
    frame = outlet_shares.of_actors(press, ALL, ["Calder", "Northline"])
    assert rows(frame, "actor_id", "name", "outlet", "articles", "total", "share") == [
        (ARDEN, "Arden", "Calder", 5, 10, 0.5),
        (ARDEN, "Arden", "Northline", 5, 20, 0.25),
    ]
    assert not frame["exceeds"].any()


def test_what_a_slice_is_chosen_by_and_what_few_articles_carry_is_left_out(press: Corpus) -> None:
    assert outlet_shares.of_actors(press, Slice(actors=(ARDEN,))).empty
    politics = outlet_shares.of_topics(press, Slice(topics=(POLITICS,)))
    assert POLITICS not in set(politics["topic_id"])
    early = outlet_shares.of_actors(press, Slice(end=date(2024, 3, 3)))  # c0, c1, n0 and n1: four articles name Arden
    assert early.empty


def test_two_slices_differ_in_tone_by_more_than_noise(press: Corpus) -> None:
    frame = differences.compared(press, OF_CALDER, OF_NORTHLINE)
    sentiment = one(frame, "sentiment")
    assert (sentiment["a"], sentiment["b"], sentiment["difference"]) == pytest.approx((-0.2, 0.1, -0.3))
    assert (sentiment["a_n"], sentiment["a_total"], sentiment["b_n"], sentiment["b_total"]) == (
        10,
        10,
        20,
        21,
    )  # the French one has no sentiment
    # Deviations 0.105409 and 0.102598: error 0.0404651, 17.668 degrees of freedom, t = 2.10374
    assert (sentiment["low"], sentiment["high"]) == pytest.approx((-0.3 - 2.10374 * 0.0404651, -0.3 + 2.10374 * 0.0404651), abs=1e-5)
    assert sentiment["a_low"] == pytest.approx(-0.2 - 1.959964 * 0.105409 / 10**0.5, abs=1e-6)
    assert (sentiment["confidence"], sentiment["exceeds"]) == (0.95, True)
    words = one(frame, "words")
    assert (words["a"], words["b"], words["b_n"]) == (100.0, 200.0, 21)
    assert pd.isna(words["low"])  # all of one length: there is no spread to tell noise by
    assert not words["exceeds"]


def test_two_slices_differ_in_topics_and_actors(press: Corpus) -> None:
    frame = differences.compared(press, OF_CALDER, OF_NORTHLINE)
    topics = frame[frame["kind"] == "topic"]
    assert rows(topics, "id", "name", "a_n", "a_total", "b_n", "b_total", "exceeds") == [
        (POLITICS, "politics", 8, 10, 2, 20, True),
        (UNCLASSIFIED, "no topic found", 1, 10, 14, 20, True),
        (SPORT, "<b>sport</b>", 1, 10, 4, 20, False),
    ]
    assert topics["difference"].tolist() == pytest.approx([0.7, -0.6, -0.1])
    assert topics["confidence"].tolist() == pytest.approx([1 - 0.05 * 2 / 3] * 3)
    assert ((topics["low"] > 0) | (topics["high"] < 0)).tolist() == topics["exceeds"].tolist()
    arden = one(frame, "actor", ARDEN)
    assert (arden["a_n"], arden["b_n"], arden["exceeds"]) == (5, 5, False)
    # Newcombe, from the score intervals 0.2366 to 0.7634 and 0.1119 to 0.4687; the only actor's interval is not widened.
    assert (arden["low"], arden["high"]) == pytest.approx((-0.0924, 0.5474), abs=5e-5)


def test_an_article_in_both_slices_counts_in_the_smaller_one(press: Corpus) -> None:
    late = Slice(start=date(2024, 3, 6))  # c5 to c9, n5 to n19 and f0: 21 articles, five of them of Calder
    frame = differences.compared(press, OF_CALDER, late)
    assert rows(frame[frame["kind"] == "articles"], "id", "a_n", "a_total", "b_n", "b_total") == [
        ("compared", 10, 10, 16, 21),
        ("both", 5, 10, 5, 21),
        ("english", 10, 10, 15, 16),
        ("copies", 0, 10, 0, 16),
    ]
    assert one(frame, "topic", POLITICS)["b_n"] == 0  # c5 to c7 are not counted a second time
    mirrored = differences.compared(press, late, OF_CALDER)
    assert one(mirrored, "articles", "compared")[["a_n", "b_n"]].tolist() == [16, 10]
    assert one(mirrored, "sentiment")["difference"] == pytest.approx(-one(frame, "sentiment")["difference"])


def test_without_a_second_slice_it_is_all_that_are_not_in_the_first(press: Corpus) -> None:
    frame = by_name("differences").rows(press, OF_CALDER, Options())
    assert one(frame, "articles", "compared")[["a_n", "b_n", "b_total"]].tolist() == [10, 22, 32]
    assert one(frame, "sentiment")["b"] == pytest.approx(2.1 / 21)
    naming = differences.compared(press, Slice(actors=(ARDEN,)), ALL)
    assert one(naming, "articles", "compared")[["a_n", "b_n"]].tolist() == [10, 22]
    assert naming[naming["kind"] == "actor"].empty  # the slice is chosen by Arden: that it is named there is no finding


def test_a_slice_against_itself_leaves_nothing_on_the_other_side(press: Corpus) -> None:
    frame = differences.compared(press, OF_CALDER, OF_CALDER)
    assert one(frame, "articles", "compared")[["a_n", "b_n"]].tolist() == [10, 0]
    assert not frame["exceeds"].any()
    assert frame[frame["kind"].isin(["topic", "actor"])].empty
    nobody = Slice(start=date(2030, 1, 1))
    assert differences.compared(press, nobody, nobody).empty


def test_behind_a_row_are_the_articles_that_it_counts(press: Corpus) -> None:
    late = Slice(start=date(2024, 3, 6))
    assert differences.behind(press, OF_CALDER, late, "topic", POLITICS) == (frozenset(CALDER[:8]), frozenset())
    assert differences.behind(press, OF_CALDER, OF_NORTHLINE, "topic", UNCLASSIFIED)[0] == {"c9"}
    assert differences.behind(press, OF_CALDER, OF_NORTHLINE, "actor", ARDEN) == (frozenset(CALDER[:5]), frozenset(NORTHLINE[:5]))
    assert differences.behind(press, OF_CALDER, late, "sentiment", "sentiment") == (frozenset(CALDER), frozenset([*NORTHLINE[5:], "f0"]))


def test_forms_that_do_not_count_as_a_mention_count_in_neither_slice(press: Corpus) -> None:
    given = differences.compared(
        press, Slice(outlets=("Calder",), without=("metonym",)), Slice(outlets=("Northline",), without=("metonym",))
    )
    pd.testing.assert_frame_equal(given, differences.compared(press, OF_CALDER, OF_NORTHLINE))


def test_differences_of_nothing_have_all_columns_in_their_types(tmp_path: Path, press: Corpus) -> None:
    empty = differences.compared(Corpus.create(tmp_path / "none"))
    assert empty.dtypes.astype(str).to_dict() == differences.compared(press).dtypes.astype(str).to_dict()
    shares = outlet_shares.of_topics(Corpus.create(tmp_path / "nothing"))
    assert shares.dtypes.astype(str).to_dict() == outlet_shares.of_topics(press).dtypes.astype(str).to_dict()
