"""What a correction would move, the list of changes, and the names of an actor: the figures that dialogs show, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import corrections
from analysis.corpus import Corpus
from analysis.correction_effect import CHANGES, changes, effect
from analysis.corrections import Correction
from analysis.measures.actor_names import COLUMNS, names
from analysis.slice import Slice
from tests import harbour

LIND, M_LIND, INSTITUTE, CI, WEXMOOR = "found:mara-lind", "found:m-lind", "found:calder-institute", "found:ci", "place:wexmoor"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return harbour.corpus(tmp_path)


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (corrections.merge(LIND, M_LIND, CI), "Moves 2 mentions in 2 articles to Mara Lind."),
        (corrections.merge(LIND, "found:nobody"), "Moves 0 mentions in 0 articles to Mara Lind."),
        (corrections.split(LIND, "Lind"), "Moves 1 mention in 1 article from Mara Lind to an actor of their own."),
        (corrections.split(LIND, "Lind", to=CI), "Moves 1 mention in 1 article from Mara Lind to CI."),
        (corrections.rename(WEXMOOR, "Wexmoor town"), "Shows 3 mentions in 3 articles as Wexmoor town."),
        (corrections.retype(WEXMOOR, "armed_group"), "Counts 3 mentions in 3 articles as armed group."),
        (corrections.hide(WEXMOOR), "Leaves 3 mentions in 3 articles out of all counts."),
        (corrections.add_alias(WEXMOOR, "harbour"), "Adds 3 mentions in 3 articles to Wexmoor."),
        (corrections.add_alias(INSTITUTE, "The CI"), "Adds 1 mention in 1 article to Calder Institute, 1 of which counts for another actor now."),
        (corrections.add_alias(INSTITUTE, "Institute"), "Adds 0 mentions in 0 articles to Calder Institute."),
        (corrections.add_actor("board", "organisation", ["chair", "harbour board"]), "Adds 3 mentions in 2 articles to board."),
    ],
)  # fmt: skip
def test_the_effect_is_told_before_and_is_what_happens(corpus: Corpus, correction: Correction, words: str) -> None:
    told = effect(corpus, correction)
    assert told.words == words
    corpus.correct(correction)
    listed = changes(corpus).iloc[0]
    assert (listed["mentions"], listed["articles"], listed["effective"]) == (told.mentions, told.articles, told.mentions > 0)


def test_a_name_that_takes_the_place_of_its_own_actors_mention_adds_none(corpus: Corpus) -> None:
    assert effect(corpus, corrections.add_alias(LIND, "Mara Lind opened")).words == "Adds 0 mentions in 0 articles to Mara Lind."


def test_a_refusal_moves_nothing(corpus: Corpus) -> None:
    told = effect(corpus, corrections.refuse(LIND, M_LIND))
    assert (told.mentions, told.words) == (0, "Moves no mention; these actors are not suggested for a merge again.")


def test_an_effect_stands_on_what_was_corrected_before(corpus: Corpus) -> None:
    corpus.correct(corrections.merge(LIND, M_LIND), corrections.rename(LIND, "Mayor Lind"))
    assert effect(corpus, corrections.merge(M_LIND, CI)).words == "Moves 1 mention in 1 article to Mayor Lind."
    assert effect(corpus, corrections.hide(LIND)).mentions == 3
    assert effect(corpus, corrections.hide(M_LIND)).mentions == 0


def test_changes_are_listed_with_what_each_decides_on_now(corpus: Corpus) -> None:
    corpus.correct(
        corrections.merge(LIND, M_LIND),
        corrections.rename(M_LIND, "Nobody"),
        corrections.split(LIND, "Lind"),
        corrections.hide(WEXMOOR),
        corrections.add_alias(LIND, "The CI"),
        corrections.refuse(INSTITUTE, CI),
        corrections.merge(INSTITUTE, LIND),
    )
    rows = changes(corpus)[["number", "what", "mentions", "articles", "effective"]].to_numpy().tolist()
    assert rows == [
        [7, "Merged Mara Lind into Calder Institute", 3, 2, True],  # Mara Lind, M. Lind, The CI
        [6, "Kept Calder Institute and CI apart", 0, 0, True],
        [5, "Added the name “The CI” to Mara Lind", 1, 1, True],
        [4, "Hid Wexmoor", 3, 3, True],
        [3, "Split “Lind” off Mara Lind", 1, 1, True],
        [2, "Renamed M. Lind to Nobody", 0, 0, False],
        [1, "Merged M. Lind into Mara Lind", 1, 1, True],
    ]
    corpus.undo_correction(1)
    assert changes(corpus).set_index("number").loc[2, "effective"]


def test_no_changes_are_an_empty_table(corpus: Corpus) -> None:
    empty = changes(corpus)
    assert list(empty.columns) == list(CHANGES)
    assert empty.empty
    assert str(empty["made_at"].dtype) == "datetime64[us, UTC]"


def test_the_names_of_an_actor_sum_to_its_mentions(corpus: Corpus) -> None:
    assert names(corpus, LIND).to_numpy().tolist() == [["Lind", "surname", 1, 1], ["Mara Lind", "found", 1, 1]]
    corpus.correct(corrections.merge(LIND, M_LIND), corrections.add_alias(LIND, "harbour board"))
    assert names(corpus, LIND).to_numpy().tolist() == [
        ["harbour board", "name", 2, 2],
        ["Lind", "surname", 1, 1],
        ["M. Lind", "found", 1, 1],
        ["Mara Lind", "found", 1, 1],
    ]
    assert names(corpus, LIND, Slice(query="warned")).to_numpy().tolist() == [["harbour board", "name", 1, 1]]
    assert list(names(corpus, "found:nobody").columns) == list(COLUMNS)


def test_changes_of_another_corpus_wait_until_their_actors_come(tmp_path: Path, five: Corpus) -> None:
    harbour_corpus = harbour.corpus(tmp_path)
    harbour_corpus.correct(corrections.merge("org:un", CI), corrections.hide(WEXMOOR))
    five.load_corrections(corrections.dumps(harbour_corpus.corrections))
    assert changes(five)["effective"].tolist() == [False, False]
    assert len(five.table("mentions")) == 4
    five.add(harbour.tables())
    assert changes(five)["effective"].tolist() == [True, True]
    assert len(five.table("mentions")) == 4 + harbour.MENTIONS_IN_ALL - 3
