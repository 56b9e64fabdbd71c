from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from analysis.errors import RegisterError
from analysis.scorers import sentiment, tokens
from analysis.scorers.sentiment import explain, load_lexicon, score_sentences, score_texts

LIBRARY = SentimentIntensityAnalyzer()
SCORES = ["negative", "neutral", "positive", "compound"]


def by_library(sentences: list[str]) -> list[list[float]]:
    return [[scores["neg"], scores["neu"], scores["pos"], scores["compound"]] for scores in map(LIBRARY.polarity_scores, sentences)]


def by_batch(sentences: list[str]) -> list[list[float]]:
    return score_sentences(sentences, lexicon="vader")[SCORES].to_numpy().tolist()


RULE_WORDS = "but But BUT no NO or nor never so this without doubt at very least kind of sort the shit bomb die to for isn't U.S. I a"
WORDS = st.one_of(
    st.sampled_from(sorted(LIBRARY.lexicon)),
    st.sampled_from(sorted(BOOSTER_DICT)),
    st.sampled_from(sorted(NEGATE)),
    st.sampled_from(sorted(SPECIAL_CASES)),
    st.sampled_from(RULE_WORDS.split()),
    st.sampled_from(
        ["😀", "💘", "❤️", "😡", "good😀", "😀bad", "☠", "!", "!!!", "??", "?", ":)", "don’t", "—", "\u00a0", "\x1c", "\0", "ǅ", "ß"]
    ),
    st.text(max_size=6),
)
SHAPED = st.builds(
    lambda word, shape: shape(word), WORDS, st.sampled_from([str, str.upper, str.title, lambda w: w + ",", lambda w: f'"{w}!"'])
)
SENTENCE = st.lists(SHAPED, max_size=14).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\t", "\n"]).map(lambda space: space.join(words))
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SENTENCE, max_size=8))
def test_a_batch_scores_exactly_as_the_library_does(sentences: list[str]) -> None:
    assert by_batch(sentences) == by_library(sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " \u2003 ",
        "good",
        "no good",
        "No NO good or no bad",
        "not so good, never this good, never so very good",
        "without a doubt good, without doubt very good",
        "at least good, very least good, least good, the least good",
        "It was kind of good, sort of bad, just enough good, a kind of love",
        "the shit and the bomb, a bad ass bus stop, yeah right, the kiss of death, to die for, a beating heart",
        "GREAT and good but BAD and good but great and good and great",
        "good good good but bad good bad good",
        "ALL CAPS GOOD",
        "He is VERY good! But is it GOOD?? Is it? No!!!!!",
        "😀😀 fine😀 \U0001f498",
        "can't stand it, isn't it lovely, ISN'T it bad",
        "a" * 100_000,
        "\ud800 good",
    ],
)
def test_rare_constructs_score_exactly_as_the_library_does(sentence: str) -> None:
    assert by_batch([sentence, "bad", sentence]) == by_library([sentence, "bad", sentence])


def test_spaces_are_those_that_python_splits_at() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    assert [space for space in every if space.isascii()] == sorted(tokens.NARROW_SPACES)
    assert [space for space in every if not space.isascii()] == list(tokens.WIDE_SPACES)


def test_a_value_halfway_between_two_roundings_goes_where_python_puts_it() -> None:
    sentences = [f"{'good ' * goods}{'bad ' * bads}{'the ' * others}" for goods in range(4) for bads in range(4) for others in range(60)]
    assert by_batch(sentences) == by_library(sentences)


@pytest.mark.parametrize("unit", ["😀", "good but bad ", "not ", "!", "word ", "x", "love hate but "])
def test_a_long_text_of_anything_is_scored_without_delay(unit: str) -> None:
    for lexicon in ("vader", "news"):
        assert len(score_sentences([unit * 30_000], lexicon=lexicon)) == 1  # type: ignore[arg-type]  # a loop widens the literals


def test_known_sentences_score_as_reckoned_by_hand() -> None:
    frame = score_sentences(["The book was good.", "The book was not good."], lexicon="vader")
    assert frame["compound"].tolist() == [round(1.9 / math.sqrt(1.9**2 + 15), 4), round(-1.406 / math.sqrt(1.406**2 + 15), 4)]
    assert frame["positive"].tolist() == [0.492, 0.0]


def test_nothing_gives_an_empty_typed_frame() -> None:
    assert list(score_sentences([]).dtypes.astype(str).items()) == [(name, "float64") for name in SCORES]
    assert score_texts([]).dtypes.astype(str).tolist() == ["int64", "float64", "float64", "float64", "float64"]
    assert len(explain("")) == 0


def test_a_text_is_the_mean_of_its_sentences() -> None:
    frame = score_texts(["It was good. It was not good.\n\nIt rained."], lexicon="vader")
    assert frame.to_dict("records") == [
        {"sentences": 3, "negative": pytest.approx(1 / 3), "neutral": pytest.approx(1 / 3), "positive": pytest.approx(1 / 3),
         "sentiment": pytest.approx((0.4404 - 0.3412) / 3)}
    ]  # fmt: skip


def test_a_missing_or_empty_text_has_no_sentiment() -> None:
    texts = pd.Series(["It was good.", None, "", " \n "], dtype="str")
    frame = score_texts(texts)  # type: ignore[arg-type]  # a column of a table is passed as it is
    assert frame["sentences"].tolist() == [1, 0, 0, 0]
    assert frame["sentiment"].isna().tolist() == [False, True, True, True]


def test_the_same_twice_and_in_any_company() -> None:
    sentences = ["Talks failed.", "The truce held!", "Hope Hicks spoke.", "😀 fine"]
    once = score_sentences(sentences)
    pd.testing.assert_frame_equal(once, score_sentences(sentences))
    alone = pd.concat([score_sentences([sentence]) for sentence in sentences], ignore_index=True)
    pd.testing.assert_frame_equal(once, alone)


def test_long_batches_are_cut_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = ["The truce held.", "", "Talks failed badly.", "It was good!", "😀"] * 5
    whole = score_sentences(sentences)
    monkeypatch.setattr(sentiment, "CHUNK_CHARACTERS", 20)
    pd.testing.assert_frame_equal(score_sentences(sentences), whole)


def test_news_reads_curly_apostrophes_as_straight_ones() -> None:
    assert score_sentences(["It isn’t good."])["compound"].tolist() == score_sentences(["It isn't good."])["compound"].tolist()
    assert score_sentences(["It isn’t good."])["compound"][0] < sentiment.NEGATIVE_TO


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Nations Security Council met on Monday.",
        "The Justice Department filed a paper.",
        "Members of the Freedom Party left the room.",
        "Hope Hicks arrived at nine.",
        "They met in Great Britain and at the Peace Palace.",
        "Gallant's plane landed at noon.",
        "Freedom Party Names Candidates in Leeds",
        "The Department of Happy Affairs is on Mill Street.",
    ],
)
def test_names_carry_no_feeling(sentence: str) -> None:
    assert score_sentences([sentence])["compound"].tolist() == [0.0]


@pytest.mark.parametrize(
    "sentence", ["Great joy filled the square.", "Victims Mourned in Leeds", 'He said: "Wonderful work."', "Angry crowds gathered."]
)
def test_capitals_alone_do_not_make_a_name(sentence: str) -> None:
    assert score_sentences([sentence])["compound"][0] != 0


def test_spans_known_to_be_names_carry_no_feeling() -> None:
    sentence = "the happy mondays played, and it was good"
    plain = score_sentences(["the tall people played, and it was good"])["compound"][0]
    assert score_sentences([sentence], names=[[(4, 17)]])["compound"][0] == plain
    assert score_sentences([sentence], names=[[]])["compound"][0] > plain
    assert score_sentences([sentence], names=[[(4, 17)]], lexicon="vader")["compound"].tolist() == [by_library([sentence])[0][3]]


def test_spans_of_names_hold_beside_emoji() -> None:
    assert (
        score_sentences(["😀 lovely town"], names=[[(2, 8)]])["compound"].tolist()
        == score_sentences(["😀 quiet-ish town"])["compound"].tolist()
    )


def test_words_glued_by_a_dash_are_read() -> None:
    assert score_sentences(["They came—terrible news—and left."])["compound"][0] < sentiment.NEGATIVE_TO


@pytest.mark.parametrize("lexicon", ["news", "vader"])
@pytest.mark.parametrize(
    "sentence",
    [
        "The talks were not good, but the truce was VERY welcome!!",
        "Great 😀 news — a terrible war's end?? Nobody isn’t hurt.",
        "The Security Council praised Hope Hicks, who was kind of brave.",
        "It rained.",
    ],
)
def test_the_words_of_an_explanation_add_up_to_the_score(sentence: str, lexicon: str) -> None:
    frame = explain(sentence, lexicon=lexicon)  # type: ignore[arg-type]  # parametrize widens the literals
    total = float(frame["after"].sum())
    expected = score_sentences([sentence], lexicon=lexicon)["compound"][0]  # type: ignore[arg-type]  # as above
    assert round(total / math.sqrt(total * total + 15), 4) == pytest.approx(expected, abs=1e-4)
    assert [sentence[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)] == frame["word"].tolist()


def test_an_explanation_names_words_values_and_rules() -> None:
    frame = explain("Hicks said Joy Park was not good, but the crowd was VERY happy!", lexicon="news")
    assert frame[["word", "rules"]].to_dict("split")["data"] == [
        ["Joy", "masked name"],
        ["good", "negation; but"],
        ["happy", "booster; but"],
        ["!", "exclamation"],
    ]
    assert frame["vader"].tolist()[:3] == [2.8, 1.9, 2.7]
    assert frame["after"][0] == 0
    assert frame["after"][3] == pytest.approx(0.292)


def test_an_explanation_shows_words_whose_value_news_takes_away() -> None:
    row = explain("They spoke of security.").iloc[0]
    assert (row["word"], row["vader"], row["value"], row["after"]) == ("security", 1.4, 0.0, 0.0)


def test_the_news_lexicon_says_where_each_value_comes_from() -> None:
    frame = pd.read_csv(Path(sentiment.__file__).parent.parent / "registers" / "news_lexicon.csv")
    assert frame.columns.tolist() == ["word", "vader", "ours", "why"]
    assert frame["why"].str.fullmatch(r"by hand(, then (1 rating|\d+ ratings))?|learned from \d+ ratings").all()
    known = frame["word"].map(LIBRARY.lexicon)
    assert np.array_equal(frame["vader"].to_numpy(), known.to_numpy(), equal_nan=True)
    assert frame["word"].is_unique
    assert (frame["ours"].fillna(0) != known.fillna(0)).all()


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_ones_own_changes_the_score(tmp_path: Path) -> None:
    mine = load_lexicon(written(tmp_path, "word,ours\nzebra,-2.5\ngood,0\n"))
    assert mine.name == "mine"
    assert score_sentences(["A zebra.", "It was good."], lexicon=mine)["compound"].tolist() == [
        round(-2.5 / math.sqrt(2.5**2 + 15), 4),
        0.0,
    ]


def test_a_recipe_is_of_the_values_not_of_the_file(tmp_path: Path) -> None:
    one = load_lexicon(written(tmp_path, "word,ours\nzebra,-2.5\n"))
    same = load_lexicon(written(tmp_path, "ours,why,word\n-2.50,by hand,zebra\n"), name="other")
    other = load_lexicon(written(tmp_path, "word,ours\nzebra,-2.4\n"))
    assert one.recipe == same.recipe != other.recipe
    assert len({one.recipe, other.recipe, sentiment.news_lexicon().recipe, sentiment.vader_lexicon().recipe}) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,value\na,1\n", "mine.csv, row 1: the columns 'word' and 'ours' are needed"),
        ("word,ours\nzebra,high\n", "mine.csv, row 2: the value of 'zebra' must be a number from -4 to 4, not 'high'"),
        ("word,ours\nape,1\nzebra,9\n", "mine.csv, row 3: the value of 'zebra' must lie between -4 and 4"),
        ("word,ours\nzebra,nan\n", "mine.csv, row 2: the value of 'zebra' must lie between -4 and 4"),
        ("word,ours\ntwo words,1\n", "mine.csv, row 2: the column 'word' must hold one word"),
        ("word,ours\n,1\n", "mine.csv, row 2: the column 'word' must hold one word"),
        ("word,ours\nzebra,1\nZebra,2\n", "mine.csv, row 3: the word 'zebra' stands there twice"),
        ("", "mine.csv, row 1: the columns 'word' and 'ours' are needed"),
    ],
)
def test_a_damaged_list_is_refused_with_its_file_and_row(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RegisterError, match=message):
        load_lexicon(written(tmp_path, text))


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RegisterError, match=r"mine\.csv: cannot be read"):
        load_lexicon(path)


@pytest.mark.parametrize("sentence", ["It was a DISASTER for the town.", "The harbour was in PANIC on Monday.", "Rebels Attack School"])
def test_what_is_shouted_or_done_is_no_name(sentence: str) -> None:
    assert score_sentences([sentence])["compound"].iloc[0] < -0.2


def test_an_organisation_in_capitals_is_a_name() -> None:
    assert score_sentences(["The group CARE sent trucks.", "The UNITED NATIONS met."])["compound"].tolist() == [0.0, 0.0]
