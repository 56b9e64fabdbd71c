from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import RegisterError
from analysis.scorers import toward

TARGET = "Jane Doe"


def label(sentence: str, target: str = TARGET) -> str:
    start = sentence.index(target)
    return str(toward.classify([sentence], [start], [start + len(target)])["label"].iloc[0])


def test_nothing_gives_an_empty_typed_frame() -> None:
    found = toward.classify([], [], [])
    assert list(found.columns) == ["label", "negative", "neutral", "positive"]
    assert [str(dtype) for dtype in found.dtypes] == ["str", "float64", "float64", "float64"]
    assert len(found) == 0


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Police arrested Jane Doe after the riot.", "negative"),
        ("Critics accused Jane Doe of lying.", "negative"),
        ("Jane Doe was accused of fraud by her own party.", "negative"),
        ("Voters do not trust Jane Doe.", "negative"),
        ("The protest against Jane Doe turned into a scandal.", "negative"),
        ("The senators praised Jane Doe for saving lives.", "positive"),
        ("Jane Doe won praise for her courage.", "positive"),
        ("Jane Doe is a brilliant and honest leader.", "positive"),
        ("Jane Doe spoke to reporters on Tuesday.", "neutral"),
        ("Jane Doe met the ministers in Acre on Monday.", "neutral"),
    ],
)
def test_plain_sentences(sentence: str, expected: str) -> None:
    assert label(sentence) == expected


def test_two_targets_of_one_sentence_differ() -> None:
    sentence = "Supporters praised Jane Doe for her courage, while prosecutors charged Ann Roe with fraud and corruption."
    assert label(sentence) == "positive"
    assert label(sentence, "Ann Roe") == "negative"


def test_probabilities_sum_to_one_and_the_label_is_the_largest() -> None:
    sentences = ["Police arrested Jane Doe.", "Jane Doe spoke on Tuesday.", "They praised Jane Doe."]
    starts = [sentence.index(TARGET) for sentence in sentences]
    found = toward.classify(sentences, starts, [start + len(TARGET) for start in starts])
    chances = found[["negative", "neutral", "positive"]]
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-12)
    assert found["label"].tolist() == chances.idxmax(axis=1).tolist()


def test_a_row_does_not_depend_on_the_others() -> None:
    sentences = ["Police arrested Jane Doe.", "They praised Jane Doe", "Jane Doe spoke on Tuesday."]
    starts = [sentence.index(TARGET) for sentence in sentences]
    ends = [start + len(TARGET) for start in starts]
    together = toward.classify(sentences, starts, ends)
    alone = pd.concat([toward.classify([one], [start], [end]) for one, start, end in zip(sentences, starts, ends, strict=True)])
    pd.testing.assert_frame_equal(together, alone.reset_index(drop=True))
    pd.testing.assert_frame_equal(together, toward.classify(sentences, starts, ends))


def test_the_name_itself_makes_no_difference() -> None:
    first = toward.classify(["The court told Jane Doe to pay."], [15], [23])
    second = toward.classify(["The court told Adolf Pol to pay."], [15], [24])
    pd.testing.assert_frame_equal(first, second)


def test_curly_marks_read_as_straight_ones() -> None:
    straight = toward.classify(['Voters don\'t trust "honest" Jane Doe.'], [28], [36])
    curly = toward.classify(["Voters don’t trust “honest” Jane Doe."], [28], [36])
    pd.testing.assert_frame_equal(straight, curly)


def test_sequences_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        toward.classify(["Jane Doe spoke."], [0], [])


def test_explain_adds_up_to_the_probabilities() -> None:
    sentence = "Critics accused Jane Doe of lying."
    found = toward.explain(sentence, 16, 24)
    assert "object: blame" in found["feature"].tolist()
    raised = np.exp(found[["negative", "neutral", "positive"]].sum())
    expected = toward.classify([sentence], [16], [24])[["negative", "neutral", "positive"]].iloc[0]
    np.testing.assert_allclose(raised / raised.sum(), expected)


def test_explain_a_sentence_of_nothing() -> None:
    assert list(toward.explain("", 0, 0).columns) == ["feature", "value", "negative", "neutral", "positive"]


@pytest.mark.parametrize(
    ("content", "message"),
    [("feature,negative\nalways,1\n", "columns must be"), ("feature,negative,neutral,positive\nalways,1,x,2\n", "line 2")],
)
def test_a_damaged_register_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str) -> None:
    damaged = tmp_path / "weights.csv"
    damaged.write_text(content, encoding="utf-8")
    monkeypatch.setattr(toward, "WEIGHTS", (damaged, damaged))
    with pytest.raises(RegisterError, match=message):
        toward.classify(["Jane Doe spoke."], [0], [8])


def test_registers_hold_no_name_of_a_politician() -> None:
    for path in toward.WORDS:
        words = set(pd.read_csv(path, dtype="str", keep_default_na=False)["word"])
        assert len(words) > 5000
        assert not words & {
            "trump",
            "obama",
            "clinton",
            "putin",
            "merkel",
            "netanyahu",
            "hamas",
            "democrats",
            "republicans",
            "israel",
            "russia",
        }


@given(st.text(max_size=60), st.integers(-3, 70), st.integers(-3, 70))
def test_any_text_and_any_span_has_a_label(sentence: str, start: int, end: int) -> None:
    found = toward.classify([sentence], [start], [end])
    assert found["label"].iloc[0] in toward.LABELS
    assert abs(found[["negative", "neutral", "positive"]].iloc[0].sum() - 1) < 1e-9
