"""A text as HTML: every character escaped, sentences shaded, names underlined, what was searched for in bold."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.marked_text import marked

TEXT = "Israel <b>talks</b>.\n\nThe talks failed."
SENTENCES = pd.DataFrame({"sentence_no": [0, 1], "start": [0, 22], "end": [20, 39], "compound": [0.0, -0.5], "heading": [False, False]})
MENTIONS = pd.DataFrame({"start": [0], "end": [6], "name": ["Israel"], "type": ["state"]})


def words(html: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}[^>]*>([^<]*)</{tag}>", html)


def test_what_a_search_matches_is_bold_inside_names_sentences_and_between() -> None:
    made = marked(TEXT, SENTENCES, MENTIONS, found=[(0, 6), (10, 15), (20, 22), (26, 31)])
    assert words(made, "mark")[:2] == ["Israel", "talks"]
    assert words(made, "mark")[-1] == "talks"
    assert "&lt;b&gt;" in made
    assert "<b>" not in made


def test_without_a_search_nothing_is_bold_and_every_letter_is_there() -> None:
    made = marked(TEXT, SENTENCES, MENTIONS)
    assert "<mark" not in made
    assert re.sub(r"<[^>]*>", "", made.replace("</p><p>", "\n\n")).replace("&lt;", "<").replace("&gt;", ">") == TEXT


def test_a_text_that_is_not_scored_has_its_matches_too() -> None:
    made = marked("Les pourparlers\n\nont échoué", SENTENCES.head(0), MENTIONS.head(0), found=[(4, 15)])
    assert words(made, "mark") == ["pourparlers"]
    assert made.count("<p>") == 2


def test_a_sentence_can_be_chosen_only_where_the_article_is_named() -> None:
    made = marked(TEXT, SENTENCES, MENTIONS, article_id='a"1')
    assert '<div data-article="a&quot;1"' in made
    assert re.findall(r'<span data-sentence="(\d)" role="button" tabindex="0"', made) == ["1", "2"]
    assert "data-" not in marked(TEXT, SENTENCES, MENTIONS)
    assert "role=" not in marked(TEXT, SENTENCES, MENTIONS)
