from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import count_words, is_heading, split_sentences, straighten


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The vote was close. Nobody slept.", ["The vote was close.", "Nobody slept."]),
        ("Did she resign? Yes! On Monday.", ["Did she resign?", "Yes!", "On Monday."]),
        ("Gen. Ali Khan met Mr. Ford and Sen. Mary O'Neil.", ["Gen. Ali Khan met Mr. Ford and Sen. Mary O'Neil."]),
        ("The U.S. Army left the U.K. in May.", ["The U.S. Army left the U.K. in May."]),
        ("They moved to the U.S. The rest stayed.", ["They moved to the U.S.", "The rest stayed."]),
        ("It ended at 6 p.m. The doors stayed shut.", ["It ended at 6 p.m.", "The doors stayed shut."]),
        ("At 5 a.m. Mr. Roe rose.", ["At 5 a.m. Mr. Roe rose."]),
        ("See No. 5 on p. 12.", ["See No. 5 on p. 12."]),
        ("J. R. Hale and Maria B. Soto signed.", ["J. R. Hale and Maria B. Soto signed."]),
        ("It was you and I. Did he know?", ["It was you and I.", "Did he know?"]),
        ("The rate rose to $4.20. Markets fell.", ["The rate rose to $4.20.", "Markets fell."]),
        ("It began on Jan. 6 and ended.", ["It began on Jan. 6 and ended."]),
        ("Acme Corp. Chief Ann Lee quit.", ["Acme Corp. Chief Ann Lee quit."]),
        ("They sold Acme Inc. The price was low.", ["They sold Acme Inc.", "The price was low."]),
        ("“We stay.” The crowd cheered.", ["“We stay.”", "The crowd cheered."]),
        ('"Will you stay?" she asked. He nodded.', ['"Will you stay?" she asked.', "He nodded."]),
        ('"Will you stay?" Mr. Obi asked.', ['"Will you stay?" Mr. Obi asked.']),
        ("He paused ... and went on.", ["He paused ... and went on."]),
        ("We waited... Then it rained.", ["We waited...", "Then it rained."]),
        ("KYIV, Ukraine (AP) — The bridge fell.", ["KYIV, Ukraine (AP) — The bridge fell."]),
        ("Mail ann.b@example.org. She reads it.", ["Mail ann.b@example.org.", "She reads it."]),
        ("The end was near.The crowd knew it.", ["The end was near.", "The crowd knew it."]),
        ("Rising Costs\n\nPrices rose again", ["Rising Costs", "Prices rose again"]),
        ("• Bread is scarce\n• Water is not", ["• Bread is scarce", "• Water is not"]),
        ("1. The first item\n2. The second item", ["1. The first item", "2. The second item"]),
        ("One line\r\nanother\u2028and a third", ["One line", "another", "and a third"]),
        ("1) Bread. 2) Water", ["1) Bread.", "2) Water"]),
        ("a. Bread is scarce b. Water is not c. Salt is", ["a. Bread is scarce", "b. Water is not", "c. Salt is"]),
        ("• 9. Bread • 10. Water", ["• 9. Bread", "• 10. Water"]),
        ("It sold 2. The rest stayed.", ["It sold 2.", "The rest stayed."]),
        ('"It is [...] over." (Roe 55). Nobody agreed.', ['"It is [...] over." (Roe 55).', "Nobody agreed."]),
        ("  \n\t ", []),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would_cut_them(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_offsets_count_characters_of_the_text_as_given() -> None:
    assert split_sentences("“Ça va?” 😀 Oui. Non.") == [(0, 8), (9, 15), (16, 20)]


@given(st.text(alphabet=st.sampled_from("aB.!? \n\"”)(…'5\u2028U"), max_size=60))
def test_spans_are_in_order_trimmed_and_lose_no_letter(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("unit", [".", ". ", "U.S. ", '." ', "\n", "word ", "x", " .", "A.A", "?!'"])
def test_a_long_run_of_anything_is_cut_without_delay(unit: str) -> None:
    assert len(split_sentences(unit * 200_000)) <= 200_000


def test_straighten_keeps_every_offset() -> None:
    curly = "“It isn’t ‘over’,” he said."
    assert straighten(curly) == "\"It isn't 'over',\" he said."
    assert len(straighten(curly)) == len(curly)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("It rained.\n\nStrategic Talks Begin\n\nThey met.", "Strategic Talks Begin", True),
        ("What we know so far\n\nThey met.", "What we know so far", True),
        ("It rained.\r\n\r\nRising costs\r\n\r\nThey met.", "Rising costs", True),
        ("It rained.\nRising costs\n\nThey met.", "Rising costs", False),
        ("They met on Monday.\n\nIt rained.", "They met on Monday.", False),
        ("GAZA CITY (Reuters) —\n\nIt rained.", "GAZA CITY (Reuters) —", False),
        ("Friday, January 4, 2019\n\nIt rained.", "Friday, January 4, 2019", False),
        ("By Jane Roe and Ali Khan\n\nIt rained.", "By Jane Roe and Ali Khan", False),
        ("• Bread is scarce\n\nIt rained.", "• Bread is scarce", False),
        (
            "One two three four five six seven eight nine ten eleven twelve\n\nIt.",
            "One two three four five six seven eight nine ten eleven twelve",
            True,
        ),
        (
            "One two three four five six seven eight nine ten eleven twelve more\n\nIt.",
            "One two three four five six seven eight nine ten eleven twelve more",
            False,
        ),
    ],
)
def test_a_heading_is_a_short_line_standing_alone(text: str, line: str, expected: bool) -> None:
    start = text.index(line)
    assert is_heading(text, start, start + len(line)) is expected


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("—", 0), ("The U.S.-led force took 1,204 towns.", 6), ("It isn’t over—yet", 4), ("a/b", 1)]
)
def test_words_are_counted_once_each(text: str, words: int) -> None:
    assert count_words(text) == words
