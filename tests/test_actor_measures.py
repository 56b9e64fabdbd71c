"""Actors, their sentences and their company, with the numbers of the small press corpus worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.corrections import merge
from analysis.measures import actor_outlets, actor_sentences, actors, co_mentions, coverage
from analysis.slice import ALL, Slice, as_dict, in_words
from tests import press
from tests.press import ARDEN, BORAL, CAVELL


@pytest.fixture
def told(tmp_path: Path) -> Corpus:
    return press.corpus(tmp_path)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[list(columns)].itertuples(index=False)]


def test_a_sentence_counts_once_however_often_it_names_the_actor(told: Corpus) -> None:
    frame = actors.leading(told)
    assert rows(frame, "actor_id", "mentions", "articles", "total", "share", "sentences") == [
        (ARDEN, 6, 4, 4, 1.0, 5),
        (BORAL, 4, 3, 4, 0.75, 4),
        (CAVELL, 2, 2, 4, 0.5, 2),
    ]
    # Arden: (0.2 - 0.4 + 0.6 - 0.2 + 0.3) / 5; toward: (0.2 - 0.6 - 0.6 + 0.5 - 0.1 + 0.1) / 6
    assert frame["sentiment"].tolist() == pytest.approx([0.1, 0.25, -0.25])
    assert frame["toward"].tolist() == pytest.approx([-0.5 / 6, 0.3 / 4, -0.2])


def test_the_country_of_an_actor_comes_from_the_register(five: Corpus) -> None:
    assert rows(actors.leading(five), "actor_id", "country") == [("state:israel", "IL"), ("org:un", None)]
    assert actors.country_name("IL") == "Israel"
    assert actors.country_name("EU") == "European Union"
    assert actors.registered("person:nobody") is None


def test_without_adjectives_they_count_nowhere(told: Corpus) -> None:
    slice_ = Slice(without=("adjective",))
    assert rows(actors.leading(told, slice_), "actor_id", "mentions", "articles")[0] == (ARDEN, 5, 3)
    assert len(told.table("mentions", slice_)) == 11
    assert coverage.totals(told, Slice(actors=(ARDEN,))).articles == 4
    assert coverage.totals(told, Slice(actors=(ARDEN,), without=("adjective",))).articles == 3
    assert coverage.totals(told, Slice(actors=(ARDEN,), without=("metonym",))).articles == 4
    assert "not counted" in in_words(slice_)
    assert as_dict(slice_)["without"] == ["adjective"]


def test_trends_are_the_rows_of_coverage_by_actor(told: Corpus) -> None:
    frame = actors.trends(told, [ARDEN, CAVELL])
    assert rows(frame, "actor_id", "articles", "total", "share") == [
        (CAVELL, 1, 2, 0.5), (CAVELL, 0, 1, 0.0), (ARDEN, 2, 2, 1.0), (ARDEN, 1, 1, 1.0),
    ]  # fmt: skip
    by_actor = coverage.over_time(told, Slice(actors=(ARDEN,)), "week", "actor")
    assert frame.loc[frame["actor_id"] == ARDEN, "share"].tolist() == by_actor["share"].tolist()


def test_trends_within_a_slice_count_its_articles_only(told: Corpus) -> None:
    frame = actors.trends(told, [ARDEN], Slice(actors=(CAVELL,)))
    assert rows(frame, "articles", "total") == [(1, 2), (0, 1)]  # p1 names both; the total is whatever the articles are about


def test_a_pair_has_its_chance_its_lift_and_dunnings_statistic(told: Corpus) -> None:
    frame = co_mentions.pairs(told)
    assert rows(frame, "actor_id", "other_id", "together", "own", "other_own", "total", "pairs") == [(ARDEN, BORAL, 3, 5, 4, 9, 1)]
    assert frame["expected"][0] == pytest.approx(20 / 9)
    assert frame["lift"][0] == pytest.approx(1.35)
    # 2 (3 ln 1.35 + 2 ln 0.72 + 1 ln 0.5625 + 3 ln 1.35) over the table 3, 2, 1, 3
    assert frame["strength"][0] == pytest.approx(1.1365, abs=1e-4)


def test_pairs_below_the_least_or_of_other_types_are_left_out(told: Corpus) -> None:
    assert len(co_mentions.pairs(told, least=4)) == 0
    assert len(co_mentions.pairs(told, types=("person",))) == 0
    assert len(co_mentions.pairs(told, types=("state", "person"))) == 1


def test_what_is_not_more_than_chance_is_no_pair(told: Corpus) -> None:
    # Arden is in all four articles: it shares three with Boral, and by chance too.
    assert co_mentions.pairs(told, within="article").empty
    frame = co_mentions.pairs(told, Slice(without=("adjective",)), within="article")
    assert rows(frame, "actor_id", "other_id", "together", "own", "other_own", "total") == [(ARDEN, BORAL, 3, 3, 3, 4)]


def test_the_actor_that_is_asked_for_stands_first(told: Corpus) -> None:
    frame = co_mentions.pairs(told, actor_id=BORAL)
    assert rows(frame, "actor_id", "name", "other_id", "other_name", "own", "other_own") == [(BORAL, "Boral", ARDEN, "Arden", 4, 5)]
    assert co_mentions.pairs(told, actor_id=CAVELL).empty


def test_company_takes_chance_from_all_articles(told: Corpus) -> None:
    frame = co_mentions.company(told, Slice(actors=(BORAL,)))
    assert rows(frame, "other_id", "total", "own") == [(ARDEN, 9, 4)]


def test_the_sentences_of_an_actor_add_up_to_its_mentions(told: Corpus) -> None:
    frame = actor_sentences.naming(told, actor_id=ARDEN)
    assert rows(frame, "article_id", "sentence_no", "sentence", "mentions", "sentiment") == [
        ("p3", 0, "Arden and Boral argued.", 1, -0.2),
        ("p2", 0, "Arden thanked Boral.", 1, 0.6),
        ("p1", 0, "Arden met Boral.", 1, 0.2),
        ("p1", 1, "Arden left Arden alone.", 2, -0.4),
        ("p4", 1, "Ardenite wine sells.", 1, 0.3),
    ]
    assert frame["toward"].tolist() == ["negative", "positive", "positive", "negative", "positive"]
    counts = actor_sentences.counted(told, actor_id=ARDEN)
    assert (counts.mentions, counts.sentences, counts.articles) == (6, 5, 4)
    assert frame["mentions"].sum() == counts.mentions == actors.leading(told)["mentions"][0]


def test_the_slice_names_the_actors_where_none_is_asked_for(told: Corpus) -> None:
    assert len(actor_sentences.naming(told)) == 11
    assert actor_sentences.naming(told, Slice(actors=(CAVELL,)))["article_id"].tolist() == ["p1", "p4"]


def test_sentences_of_a_pair_of_a_name_and_of_a_page(told: Corpus) -> None:
    assert actor_sentences.naming(told, actor_id=ARDEN, beside=BORAL)["article_id"].tolist() == ["p3", "p2", "p1"]
    assert actor_sentences.counted(told, actor_id=ARDEN, beside=BORAL).sentences == 3
    under = actor_sentences.naming(told, actor_id=BORAL, alias="Boral")  # without its possessive
    assert under["mentions"].sum() == 4
    assert actor_sentences.naming(told, actor_id=ARDEN, alias="Ardenite")["article_id"].tolist() == ["p4"]
    assert actor_sentences.naming(told, actor_id=ARDEN, first=1, count=2)["article_id"].tolist() == ["p2", "p1"]


def test_a_sentence_has_its_neighbours_and_the_places_of_all_names(told: Corpus) -> None:
    frame = actor_sentences.in_context(told, actor_sentences.naming(told, actor_id=ARDEN, alias="Arden"))
    assert rows(frame, "article_id", "sentence_no", "before", "after")[-2:] == [
        ("p1", 0, None, "Arden left Arden alone."),
        ("p1", 1, "Arden met Boral.", "Cavell spoke."),
    ]
    inside = actor_sentences.names_in(told, frame[frame["article_id"] == "p1"])
    assert rows(inside, "sentence_no", "start", "end", "actor_id") == [
        (0, 0, 5, ARDEN),
        (0, 10, 15, BORAL),
        (1, 0, 5, ARDEN),
        (1, 11, 16, ARDEN),
    ]


def test_sentiment_by_period_is_a_ratio_over_articles(told: Corpus) -> None:
    first, second = actor_sentences.over_time(told, Slice(actors=(ARDEN,))).to_dict("records")
    assert (first["sentences"], first["mentions"], first["articles"]) == (3, 4, 2)
    assert first["sentiment"] == pytest.approx(0.4 / 3)
    # p1: -0.2 of 2 sentences, p2: 0.6 of 1; residuals -+0.4667, so 1.959964 * sqrt(2 * 2 * 0.217778) / 3 = 0.609767
    assert (first["low"], first["high"]) == pytest.approx((0.133333 - 0.609767, 0.133333 + 0.609767), abs=1e-5)
    assert first["toward"] == pytest.approx((0.2 - 0.6 - 0.6 + 0.5) / 4)
    assert (second["sentiment"], second["sentences"]) == (pytest.approx(-0.2), 1)
    assert pd.isna(second["low"])


def test_names_of_the_slices_actors(told: Corpus) -> None:
    frame = actor_sentences.names(told, Slice(actors=(ARDEN, CAVELL)))
    assert rows(frame, "actor_id", "surface", "form", "mentions") == [
        (ARDEN, "Arden", "name", 5), (ARDEN, "Ardenite", "adjective", 1), (CAVELL, "Cavell", "found", 2),
    ]  # fmt: skip
    assert len(actor_sentences.names(told)) == 0


def test_articles_that_name_all_of_some_actors(told: Corpus) -> None:
    assert actors.articles_naming(told, [ARDEN, CAVELL]) == {"p1", "p4"}
    assert actors.articles_naming(told, [ARDEN], Slice(outlets=("Calder",))) == {"p1", "p2"}


def test_a_correction_moves_every_count_at_once(told: Corpus) -> None:
    told.correct(merge(ARDEN, BORAL))
    assert rows(actors.leading(told), "actor_id", "mentions", "sentences") == [(ARDEN, 10, 6), (CAVELL, 2, 2)]
    assert actor_sentences.naming(told, actor_id=ARDEN)["mentions"].sum() == 10
    assert co_mentions.pairs(told).empty
    told.undo_correction(1)
    assert len(co_mentions.pairs(told)) == 1


def test_an_empty_corpus_gives_empty_typed_frames(tmp_path: Path) -> None:
    empty = Corpus.create(tmp_path / "empty")
    assert actors.trends(empty, [ARDEN]).dtypes["articles"] == "int64"
    assert co_mentions.pairs(empty).dtypes["name"] == "str"
    assert co_mentions.company(empty, Slice(actors=(ARDEN,))).empty
    naming = actor_sentences.in_context(empty, actor_sentences.naming(empty))
    assert naming.empty
    assert naming.dtypes["sentence"] == "str"
    assert actor_sentences.names_in(empty, naming).empty
    assert actor_sentences.over_time(empty).dtypes["sentences"] == "int64"
    assert actor_sentences.counted(empty, actor_id=ARDEN).mentions == 0
    assert actors.articles_naming(empty, [ARDEN]) == frozenset()


def test_the_same_twice(told: Corpus) -> None:
    again = Corpus.open(told.folder)
    pd.testing.assert_frame_equal(actors.leading(told), actors.leading(again))
    pd.testing.assert_frame_equal(co_mentions.pairs(told, ALL, least=1), co_mentions.pairs(again, ALL, least=1))
    pd.testing.assert_frame_equal(actor_sentences.over_time(told), actor_sentences.over_time(again))


def test_the_command_line_gives_the_rows_of_the_page(told: Corpus) -> None:
    run = [sys.executable, "-m", "analysis", "measure"]
    given = subprocess.run([*run, "actor-company", "--corpus", told.folder, "--actor", "Boral"], capture_output=True, text=True, check=True)
    assert given.stdout.splitlines()[1].startswith("state:boral,Boral,state,state:arden,Arden,state,3,4,5,9,2.22")
    given = subprocess.run([*run, "actors", "--corpus", told.folder, "--without", "adjective"], capture_output=True, text=True, check=True)
    assert given.stdout.splitlines()[1].startswith("state:arden,Arden,state,,5,3,4,0.75,4,")


def test_tone_toward_an_actor_by_outlet_is_a_ratio_over_articles_dated_or_not(told: Corpus) -> None:
    frame = actor_outlets.by_outlet(told, Slice(actors=(ARDEN,)))
    assert rows(frame, "outlet", "articles", "mentions", "sentences") == [("Calder", 2, 4, 3), ("Northline", 2, 2, 2)]
    calder, northline = frame.to_dict("records")
    assert calder["toward"] == pytest.approx((0.2 - 0.6 - 0.6 + 0.5) / 4)
    # p1: -1.0 of 3 mentions, p2: 0.5 of 1; residuals -+0.625, so 1.959964 * sqrt(2 * 2 * 0.390625) / 4 = 0.612489
    assert (calder["toward_low"], calder["toward_high"]) == pytest.approx((-0.125 - 0.612489, -0.125 + 0.612489), abs=1e-5)
    assert calder["sentiment"] == pytest.approx(0.4 / 3)
    assert (calder["low"], calder["high"]) == pytest.approx((0.133333 - 0.609767, 0.133333 + 0.609767), abs=1e-5)
    assert (northline["toward"], northline["sentiment"]) == (pytest.approx(0.0), pytest.approx(0.05))
    assert actor_outlets.by_outlet(told, Slice(actors=(CAVELL,)))["toward_low"].isna().all()  # one article an outlet
    assert actor_outlets.by_outlet(told)["mentions"].sum() == 12


def test_articles_that_name_no_outlet_are_a_row_of_their_own(tmp_path: Path) -> None:
    tables = press.tables()
    bare = Corpus.create(tmp_path / "bare")
    articles = tables.articles.assign(outlet=tables.articles["outlet"].where(tables.articles["article_id"] != "p1"))
    bare.add(replace(tables, articles=articles))
    frame = actor_outlets.by_outlet(bare, Slice(actors=(ARDEN,)))
    assert rows(frame, "outlet", "articles", "mentions") == [("Northline", 2, 2), ("Calder", 1, 1), (None, 1, 3)]
    assert actor_outlets.by_outlet(Corpus.create(tmp_path / "none")).dtypes["mentions"] == "int64"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("latest", ["p3.0", "p2.0", "p1.0", "p1.1", "p4.1"]),
        ("negative", ["p1.1", "p3.0", "p1.0", "p4.1", "p2.0"]),
        ("positive", ["p2.0", "p4.1", "p1.0", "p3.0", "p1.1"]),
        ("toward-negative", ["p1.1", "p3.0", "p4.1", "p1.0", "p2.0"]),
        ("toward-positive", ["p2.0", "p1.0", "p4.1", "p3.0", "p1.1"]),
    ],
)
def test_sentences_are_listed_in_the_order_that_is_asked_for(told: Corpus, order: actor_sentences.Order, expected: list[str]) -> None:
    def listed(first: int = 0, count: int | None = None) -> list[str]:
        frame = actor_sentences.naming(told, actor_id=ARDEN, order=order, first=first, count=count)
        return [f"{id_}.{number}" for id_, number in frame[["article_id", "sentence_no"]].itertuples(index=False)]

    assert listed() == expected
    assert listed(2, 2) == expected[2:4]
