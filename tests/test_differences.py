"""Differences of two texts: what is marked, what is not, and that both texts are the same without the marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import word_alignment
from analysis.differences import Difference, Span, difference

WIRE = (
    "WEXMOOR (Northline) - The harbour reopened on Monday after a storm that lasted three days. Fishers cheered.\n\n"
    "The council had closed it on Friday. No ship was lost, the harbour master said.\n\n"
    "Repairs will cost two million pounds, according to a first estimate by the port."
)


def shown(text: str, spans: tuple[Span, ...], kind: str) -> list[str]:
    return [text[span.start : span.end] for span in spans if span.kind == kind]


def counts(found: Difference) -> tuple[int, int, int, int]:
    return found.same, found.only_one, found.only_other, found.moved


def words_left(text: str, spans: tuple[Span, ...]) -> list[str]:
    """The words and marks of a text without what is marked."""
    plain = " ".join(text[span.start : span.end] for span in spans if span.kind == "same")
    return re.findall(r"\w+|[^\w\s]", plain.translate(str.maketrans("“”‘’–—", "\"\"''--")))


def test_equal_texts_have_no_differences() -> None:
    found = difference(WIRE, WIRE)
    assert counts(found) == (45, 0, 0, 0)
    assert [span.kind for span in found.one] == ["same"]
    assert [(row.one, row.other) for row in found.rows] == [((0, 107), (0, 107)), ((109, 188), (109, 188)), ((190, 270), (190, 270))]


@pytest.mark.parametrize(("one", "other"), [("", ""), (" \n\n ", ""), ("...", "")])
def test_empty_texts(one: str, other: str) -> None:
    found = difference(one, other)
    assert counts(found) == (0, 0, 0, 0)
    assert difference("", "One word more.").only_other == 3
    assert shown("One word more.", difference("", "One word more.").other, "only") == ["One word more."]


def test_a_cut_opening_a_changed_word_and_an_added_paragraph_are_marked() -> None:
    reprint = WIRE.removeprefix("WEXMOOR (Northline) - ").replace("two million", "three million")
    reprint = reprint.replace("\n\nRepairs", "\n\nThe mayor of Calder sent his greetings.\n\nRepairs")
    found = difference(WIRE, reprint)
    assert shown(WIRE, found.one, "only") == ["WEXMOOR (Northline) -", "two"]
    assert shown(reprint, found.other, "only") == ["The mayor of Calder sent his greetings.", "three"]
    assert counts(found) == (42, 3, 8, 0)
    assert [row.one is None for row in found.rows] == [False, False, True, False]


def test_spaces_and_the_shape_of_quotation_marks_and_dashes_make_no_difference_but_case_does() -> None:
    found = difference('"Yes," he said - and left. It\'s late.', "“Yes,”  he said – and\nleft. It’s late.")
    assert counts(found) == (7, 0, 0, 0)
    assert shown("The State fell.", difference("The state fell.", "The State fell.").other, "only") == ["State"]


def test_punctuation_is_marked_but_is_no_word() -> None:
    found = difference("The freed hostages came home.", "The freed ‘hostages’ came home.")
    assert shown("The freed ‘hostages’ came home.", found.other, "only") == ["‘", "’"]
    assert counts(found) == (5, 0, 0, 0)


def test_a_paragraph_that_changed_its_place_is_moved_not_new() -> None:
    parts = WIRE.split("\n\n")
    swapped = "\n\n".join([parts[2], parts[0], parts[1]])
    found = difference(WIRE, swapped)
    assert shown(WIRE, found.one, "moved") == [parts[2]]
    assert shown(swapped, found.other, "moved") == [parts[2]]
    assert counts(found) == (31, 0, 0, 14)


def test_an_insertion_begins_where_its_sentence_begins() -> None:
    one = "It rained. The dog ran home over the wet fields."
    other = "It rained. The cat slept. The dog ran home over the wet fields."
    assert shown(other, difference(one, other).other, "only") == ["The cat slept."]


def test_a_rewritten_sentence_is_marked_whole_not_around_its_small_words() -> None:
    one = "Ministers met. Prices of bread and of fuel rose in the north, shopkeepers complained. Talks go on."
    other = "Ministers met. A train to the coast was late by many hours on a cold day. Talks go on."
    found = difference(one, other)
    assert shown(one, found.one, "only") == ["Prices of bread and of fuel rose in the north, shopkeepers complained"]
    assert shown(other, found.other, "only") == ["A train to the coast was late by many hours on a cold day"]


def test_a_mark_never_runs_over_a_line_break() -> None:
    assert shown("One.\n\nTwo.\nThree.", difference("", "One.\n\nTwo.\nThree.").other, "only") == ["One.", "Two.", "Three."]


def test_paragraphs_that_were_joined_stand_beside_the_one_they_became() -> None:
    joined = WIRE.replace("\n\nThe council", " The council")
    rows = difference(WIRE, joined).rows
    assert [(row.one, row.other) for row in rows] == [((0, 188), (0, 187)), ((190, 270), (189, 269))]


def test_a_long_stretch_without_a_run_in_common_counts_as_different(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "alpha beta gamma delta epsilon", "alpha gamma beta delta epsilon"
    assert difference(one, other).same == 4
    monkeypatch.setattr(word_alignment, "LARGEST_GAP", 1)
    assert difference(one, other).same == 3  # the beginning and the end still are the same


_WORDS = st.sampled_from(
    ["the", "The", "storm", "port", "a", "of", ".", ",", "“", '"', "—", "-", "\n\n", "\n", "ship's", "ship’s", "12.5", "é", "<b>"]
)
_TEXTS = st.lists(_WORDS, max_size=60).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _TEXTS)
def test_without_the_marks_both_texts_have_the_same_words_in_the_same_order(one: str, other: str) -> None:
    found = difference(one, other)
    assert words_left(one, found.one) == words_left(other, found.other)
    for text, spans in ((one, found.one), (other, found.other)):
        assert "".join(text[span.start : span.end] for span in spans) == text
        assert all(span.start < span.end for span in spans)
        assert not any("\n" in text[span.start : span.end] for span in spans if span.kind != "same")
    back = difference(other, one)
    assert (back.only_one + back.same + back.moved, back.only_other + back.same + back.moved) == (
        found.only_other + found.same + found.moved,
        found.only_one + found.same + found.moved,
    )
    assert difference(one, other) == found


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _TEXTS)
def test_every_paragraph_is_in_one_row_and_in_order(one: str, other: str) -> None:
    rows = difference(one, other).rows
    for text, parts in ((one, [row.one for row in rows]), (other, [row.other for row in rows])):
        held = [part for part in parts if part]
        assert held == sorted(held)
        assert "".join("".join(text[start:end] for start, end in held).split()) == "".join(text.split())
    assert all(row.one or row.other for row in rows)
