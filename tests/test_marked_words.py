"""Words marked by what they add: sign, strength, names without value, and letters that stay letters."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.scorers import sentiment
from dashboard.marked_words import marked, said

SENTENCE = "A <b>good</b> day, a foul war & Grim Reef."


def words(*rows: tuple[str, float, float, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["word", "value", "after", "rules"])
    starts = [SENTENCE.index(word) for word in frame["word"]]
    return frame.assign(start=starts, end=[start + len(word) for start, word in zip(starts, frame["word"], strict=True)])


def test_words_are_marked_by_sign_and_strength_and_the_rest_is_escaped() -> None:
    text = marked(SENTENCE, words(("good", 1.9, 2.0, ""), ("war", -2.9, -4.35, "but")))
    assert text.startswith("A &lt;b&gt;<span ")
    assert "war<sup" in text
    assert "&amp; Grim Reef." in text
    assert text.index("33,102,172,0.28") < text.index("good<sup")  # blue, 2 of 4: 0.10 + 0.35 / 2
    assert "178,24,43,0.45" in text  # red, beyond 4 no deeper
    assert text.count(">+</sup>") == 1
    assert text.count(">−</sup>") == 1


def test_a_mark_says_what_the_word_adds_and_why() -> None:
    assert 'title="adds −4.35; −2.90 in the lexicon; rules: but"' in marked(SENTENCE, words(("war", -2.9, -4.35, "but")))
    assert said({"value": 0.0, "after": -0.29, "rules": "exclamation"}) == "adds −0.29; rules: exclamation"


def test_a_name_without_value_is_dotted_and_has_no_sign() -> None:
    text = marked(SENTENCE, words(("Grim", -2.1, 0.0, "masked name")))
    assert "underline dotted" in text
    assert "part of a name" in text
    assert "<sup" not in text


def test_words_that_add_nothing_and_overlap_are_left_alone() -> None:
    assert marked("All is well.", words().head(0)) == "All is well."
    assert "span" not in marked(SENTENCE, words(("day", 0.5, 0.0, "")))
    inside = words(("good", 1.9, 1.9, ""), ("ood", 1.0, 1.0, ""))
    assert marked(SENTENCE, inside).count("<span") == 1


@pytest.mark.parametrize("sentence", ["The talks were a disaster, but the deal is great!", "Nothing happened.", ""])
def test_all_letters_of_a_sentence_are_there(sentence: str) -> None:
    import html
    import re

    text = marked(sentence, sentiment.explain(sentence))
    assert html.unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", "", text)) == sentence
