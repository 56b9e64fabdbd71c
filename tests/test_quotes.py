from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scorers import quotes

LABELLED = Path(__file__).parent.parent / "data" / "labelled" / "quotes.csv"


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """The quoted words, speaker and cue of each quotation of one text."""
    found = quotes.find([text])
    missing = found.astype(object).where(found.notna(), None)
    return [(text[row.start : row.end], row.speaker, row.cue) for row in missing.itertuples()]


def test_no_texts_give_an_empty_typed_frame() -> None:
    found = quotes.find([])
    assert list(found.columns) == ["text_no", "start", "end", "speaker", "cue"]
    assert len(found) == 0
    assert [str(dtype) for dtype in found.dtypes] == ["int64", "int64", "int64", "str", "str"]


def test_texts_without_quotations_give_an_empty_typed_frame() -> None:
    found = quotes.find(["", "Nobody spoke.", "It's the workers' hall."])
    assert len(found) == 0
    assert [str(dtype) for dtype in found.dtypes] == ["int64", "int64", "int64", "str", "str"]


def test_spans_are_the_words_inside_the_marks() -> None:
    found = quotes.find(["Nobody spoke.", "“We won,” said Jane Doe."])
    assert found.to_dict("records") == [{"text_no": 1, "start": 1, "end": 8, "speaker": "Jane Doe", "cue": "said"}]


def test_the_same_twice() -> None:
    texts = ["“We won,” said Jane Doe. “At last,” she added.", "Ann Roe: “We lost the vote.”"]
    pd.testing.assert_frame_equal(quotes.find(texts), quotes.find(texts))


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“We won the vote,” Jane Doe said.", "Jane Doe", "said"),
        ("“We won the vote,” said Jane Doe.", "Jane Doe", "said"),
        ("“We won the vote,” Jane Doe, the mayor, said.", "Jane Doe", "said"),
        ("“We won the vote,” the mayor, Jane Doe, said.", "Jane Doe", "said"),
        ("“We won the vote,” according to Jane Doe.", "Jane Doe", "according to"),
        ("According to Jane Doe, “we won the vote”.", "Jane Doe", "according to"),
        ("Jane Doe told reporters: “We won the vote.”", "Jane Doe", "told"),
        ("“We won the vote,” Mayor Jane Doe of Acre told reporters.", "Jane Doe", "told"),
        ("“We won the vote,” said Foreign Minister Jane Doe.", "Jane Doe", "said"),
        ("Sen. Jane Doe (D-Western) said “we won the vote”.", "Jane Doe", "said"),
        ("Jane Doe met the miners and said: “We won the vote.”", "Jane Doe", "said"),
        ("Jane Doe: “We won the vote.”", "Jane Doe", None),
        ("“We won the vote,” the mayor said.", None, "said"),
        ("Acre officials said “we won the vote”.", None, "said"),
        ("“We won the vote,” said a spokesman for the Interior Ministry.", "Interior Ministry", "said"),
        ("The report says it “won the vote twice”.", None, "says"),
        ("The talks ended. “We won the vote.” Nobody said more.", None, None),
        ("The United States has “won the vote twice”.", None, None),
    ],
)
def test_speaker_and_cue(text: str, speaker: str | None, cue: str | None) -> None:
    assert [(who, verb) for _, who, verb in said(text)] == [(speaker, cue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," said Jane Doe.', ["We won,"]),
        ("``We won,'' said Jane Doe.", ["We won,"]),
        ("‘It’s the workers’ win,’ said Jane Doe.", ["It’s the workers’ win,"]),
        ("'It's the workers' win,' said Jane Doe.", ["It's the workers' win,"]),
        ("“She said ‘go away’ and left,” said Jane Doe.", ["She said ‘go away’ and left,"]),
        ("‘She said “go away” and left,’ said Jane Doe.", ["She said “go away” and left,"]),
        ('"She said "go away" and left," said Jane Doe.', ['She said "go away" and left,']),
        ("It's the '90s, and the workers' hall isn't open.", []),
        ('The shelf is 6\' 2" high and 30" wide.', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in said(text)] == expected


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = "“We began.\n\n“We worked.\n\n“We won,” said Jane Doe.\n\nThe end."
    assert said(text) == [("We began.\n\n“We worked.\n\n“We won,", "Jane Doe", "said")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert said("“We won, Jane Doe thought.\n\nThe road was open.") == [("We won, Jane Doe thought.", None, None)]


def test_an_unclosed_quotation_ends_with_its_line_where_no_line_is_blank() -> None:
    assert said("“We won the vote at last\nThe road was open.") == [("We won the vote at last", None, None)]


def test_an_unclosed_quotation_ends_where_the_next_opens() -> None:
    text = '"We won the vote. "They lost it all," said Jane Doe.\n\nThe end.'
    assert said(text) == [("We won the vote.", None, None), ("They lost it all,", "Jane Doe", "said")]


@pytest.mark.parametrize(
    "text",
    [
        "The “reform” failed.",
        "The so-called “new order” failed.",
        "Leo “Lefty” Marsh won.",
        "Her book “The Salt Road” sold badly.",
        "Jane Doe said the crowd in the “new town” had left.",
    ],
)
def test_scare_quotes_and_titles_are_no_quotations(text: str) -> None:
    assert said(text) == []


def test_a_scare_quote_with_a_cue_beside_it_is_a_quotation() -> None:
    assert said("Jane Doe called the new housing plan “unfair”.") == [("unfair", "Jane Doe", "called")]
    assert said("“Never,” said Jane Doe.") == [("Never,", "Jane Doe", "said")]


def test_scare_quotes_have_two_words_at_most() -> None:
    assert said("The “quite unfair” plan failed.") == []
    assert said("The “quite unfair old” plan failed.") == [("quite unfair old", None, None)]


def test_a_pronoun_goes_to_the_last_named_speaker() -> None:
    text = "“We won,” said Jane Doe. “It took years,” she added."
    assert said(text)[1] == ("It took years,", "Jane Doe", "added")
    text = "“We won,” said Jane Doe.\n\n“It took years,” she added."
    assert said(text)[1] == ("It took years,", "Jane Doe", "added")


def test_a_pronoun_is_left_open_where_another_name_stands_between() -> None:
    text = "“We won,” said Jane Doe. Ann Roe was in the room. “It took years,” she added."
    assert said(text)[1] == ("It took years,", None, "added")


def test_a_pronoun_without_a_named_speaker_is_left_open() -> None:
    assert said("“It took years,” he said.") == [("It took years,", None, "said")]


def test_a_pronoun_does_not_reach_far_back() -> None:
    text = "“We won,” said Jane Doe.\n\n" + "The rain went on. " * 40 + "“It took years,” she said."
    assert said(text)[1] == ("It took years,", None, "said")


def test_a_quotation_taken_up_again() -> None:
    text = "“We won,” Jane Doe said, “and then we lost.” The hall was empty."
    assert said(text) == [("We won,", "Jane Doe", "said"), ("and then we lost.", "Jane Doe", "said")]
    text = "“We won,” said Jane Doe. “Then we lost the rest.”"
    assert said(text) == [("We won,", "Jane Doe", "said"), ("Then we lost the rest.", "Jane Doe", None)]


def test_labelled_passages() -> None:
    rows = pd.read_csv(LABELLED, dtype="str", keep_default_na=False)
    expected = {
        (text, row.quote, row.speaker or None, row.cue or None)
        for text, group in rows[rows["quote"] != ""].groupby("text")
        for row in group.itertuples()
    }
    found = {(text, *one) for text in rows["text"].unique() for one in said(text)}
    assert len(rows["passage"].unique()) >= 60
    # The floor leaves room for passages that are added because they fail.
    assert len(expected & found) >= 0.95 * max(len(expected), len(found))


def test_voice_is_quoted_from_half_of_the_characters_on() -> None:
    found = pd.DataFrame({"text_no": [0, 0, 2], "start": [10, 40, 0], "end": [20, 50, 4]})
    sentences = pd.DataFrame(
        {"text_no": [0, 0, 0, 0, 1, 2, 2], "start": [0, 0, 12, 15, 10, 0, 4], "end": [20, 21, 18, 45, 20, 8, 4]}, index=list("abcdefg")
    )
    assert quotes.voice(sentences, found).to_dict() == {
        "a": "quoted",
        "b": "reporter",
        "c": "quoted",
        "d": "reporter",
        "e": "reporter",
        "f": "quoted",
        "g": "reporter",
    }


def test_voice_of_nothing() -> None:
    none = pd.DataFrame({"text_no": [], "start": [], "end": []}, dtype="int64")
    assert len(quotes.voice(none, quotes.find([]))) == 0
    assert quotes.voice(pd.DataFrame({"text_no": [0], "start": [0], "end": [4]}), quotes.find([])).tolist() == ["reporter"]


_PIECES = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "``",
    "''",
    " ",
    "\n",
    "\n\n",
    ".",
    ", ",
    "said ",
    "Jane Doe ",
    "he ",
    "told ",
    "(",
    "—",
    ": ",
    "é",
    "6",
    "\0",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_spans_lie_in_the_text_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    edge = 0
    for row in quotes.find([text]).itertuples():
        assert edge <= row.start < row.end <= len(text)
        assert row.speaker in text if isinstance(row.speaker, str) else math.isnan(row.speaker)
        edge = row.end
