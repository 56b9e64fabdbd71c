"""The most negative and most positive articles and sentences: who is listed, in which order, copies once, and the names that were masked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import Options, by_name, extremes
from analysis.slice import ALL, Slice
from analysis.tables import SENTENCES
from tests import tones


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return tones.corpus(tmp_path)


def one_article(corpus: Corpus, written: list[tuple[str, float]]) -> None:
    """Add one article of these sentences with their compounds."""
    tables = tones.tables().only(pd.Series(["t1"]))
    ends = pd.Series([len(words) + 1 for words, _ in written]).cumsum()
    starts = ends.shift(fill_value=0)
    sentences = pd.DataFrame(
        {"sentence_no": range(len(written)), "start": starts, "end": ends - 1, "compound": [value for _, value in written]}
    )
    filled = sentences.assign(article_id="x1", heading=False, voice="reporter", negative=0.0, neutral=1.0, positive=0.0)
    article = tables.articles.assign(article_id="x1", copy_group="x1", text=" ".join(words for words, _ in written), sentences=len(written))
    corpus.add(tables.replace(articles=article, sentences=SENTENCES.check(filled), mentions=tables.mentions.head(0)))


def test_articles_of_enough_sentences_are_listed_copies_once(corpus: Corpus) -> None:
    rows = extremes.articles(corpus)
    assert list(rows.columns) == list(extremes.ARTICLE_COLUMNS)
    # t3, t4, t5 and t7 have fewer than five sentences; t6 is a copy of t2.
    assert rows[["side", "place", "article_id", "sentences", "toned", "copies", "candidates"]].values.tolist() == [
        ["negative", 1, "t2", 5, 2, 1, 2],
        ["positive", 1, "t1", 5, 4, 0, 2],
    ]
    assert rows["sentiment"].tolist() == pytest.approx([-0.2, 0.4])


def test_an_article_comes_with_its_strongest_sentence_of_that_side(corpus: Corpus) -> None:
    rows = extremes.articles(corpus)
    assert rows[["sentence_no", "compound", "sentence"]].values.tolist() == [[0, -0.8, "The harbour burned."], [0, 0.5, "Wexmoor won."]]


def test_a_copy_is_listed_where_the_first_is_not_in_the_slice(corpus: Corpus) -> None:
    rows = extremes.articles(corpus, Slice(outlets=("Northline",)))
    assert rows[["article_id", "copies"]].values.tolist() == [["t6", 0]]


def test_sentences_are_ranked_on_both_sides_the_same_words_once(corpus: Corpus) -> None:
    rows = extremes.sentences(corpus)
    assert list(rows.columns) == list(extremes.SENTENCE_COLUMNS)
    assert rows[["side", "place", "article_id", "sentence_no", "compound", "copies"]].values.tolist() == [
        ["negative", 1, "t2", 0, -0.8, 1],
        ["negative", 2, "t2", 1, -0.2, 1],
        ["negative", 3, "t3", 0, -0.05, 0],
        ["positive", 1, "t7", 0, 1.0, 0],
        ["positive", 2, "t1", 0, 0.5, 0],  # of equal ones the first in the article
        ["positive", 3, "t1", 1, 0.5, 0],
        ["positive", 4, "t1", 3, 0.5, 0],
        ["positive", 5, "t1", 4, 0.5, 0],
        ["positive", 6, "t4", 1, 0.05, 0],
    ]
    assert set(rows["candidates"]) == {20}
    assert rows["sentence"].iloc[3] == "Never was joy greater!"


def test_a_voice_is_asked_for_by_name(corpus: Corpus) -> None:
    quoted = by_name("extreme-sentences").rows(corpus, ALL, Options(of=("quoted",)))
    assert quoted[["article_id", "sentence", "candidates"]].values.tolist() == [["t2", "“We lost it all.”", 3], ["t1", "“We love it.”", 3]]
    assert "quoted" not in set(extremes.sentences(corpus, ALL, ("reporter",))["voice"])
    with pytest.raises(InputError, match="no voice 'whispered'"):
        extremes.sentences(corpus, ALL, ("whispered",))


def test_words_that_differ_in_marks_only_are_the_same(corpus: Corpus) -> None:
    one_article(corpus, [("A “vile” crime.", -0.9), ('A "vile" crime!', -0.91), ("A vile crime, twice.", -0.92)])
    rows = extremes.sentences(corpus).query("article_id == 'x1'")
    assert rows[["sentence", "copies"]].values.tolist() == [["A vile crime, twice.", 0], ["A “vile” crime.", 1]]


def test_a_side_has_twenty_at_most_and_the_strongest_of_them(corpus: Corpus) -> None:
    one_article(corpus, [(f"Blow number {number}.", -0.9 + number / 100) for number in range(60)])
    rows = extremes.sentences(corpus)
    negative = rows[rows["side"] == "negative"]
    assert negative["place"].tolist() == list(range(1, 21))
    assert negative["compound"].tolist() == pytest.approx(
        [-0.9 + number / 100 for number in range(11)] + [-0.8] + [-0.79 + number / 100 for number in range(8)]
    )
    assert negative["article_id"].tolist()[10:12] == ["t2", "x1"]  # both -0.8: by id


def test_nothing_gives_empty_frames_with_types(corpus: Corpus) -> None:
    nobody = Slice(outlets=("Nobody",))
    for rows, columns in (
        (extremes.articles(corpus, nobody), extremes.ARTICLE_COLUMNS),
        (extremes.sentences(corpus, nobody), extremes.SENTENCE_COLUMNS),
    ):
        assert rows.empty
        assert list(rows.columns) == list(columns)
        assert rows["place"].dtype == "int64"


def test_names_are_those_that_were_masked_whatever_was_corrected_since(corpus: Corpus) -> None:
    rows = extremes.sentences(corpus)
    assert extremes.names_in(corpus, rows) == {("t1", 0): [(0, 7)]}
    assert extremes.names_in(corpus, rows.head(0)) == {}
