"""The sender of a text is not in the news; the same name elsewhere is."""

from __future__ import annotations

import pandas as pd

from analysis.scorers.credits import without_credits

TEXTS = [
    "CAIRO, March 6 (Northline) — Talks resumed in Egypt (Cairo) on Wednesday, the Calder Mail reported.",
    "The Calder Mail asked the council. Northline did not.",
]


def named(*names: tuple[int, str]) -> pd.DataFrame:
    starts = [TEXTS[text_no].index(name) for text_no, name in names]
    rows = [(text_no, start, start + len(name), name) for (text_no, name), start in zip(names, starts, strict=True)]
    return pd.DataFrame(rows, columns=["text_no", "start", "end", "surface"])


def test_the_agency_of_a_dateline_and_the_own_outlet_are_left_out() -> None:
    mentions = named((0, "Northline"), (0, "Egypt"), (0, "Cairo"), (0, "Calder Mail"), (1, "Calder Mail"), (1, "Northline"))
    kept = without_credits(mentions, TEXTS, ["Wexmoor Post", "The Calder Mail"])
    assert list(zip(kept["text_no"], kept["surface"], strict=True)) == [(0, "Egypt"), (0, "Cairo"), (0, "Calder Mail"), (1, "Northline")]


def test_an_outlet_that_is_not_known_leaves_all() -> None:
    mentions = named((1, "Calder Mail"))
    assert len(without_credits(mentions, TEXTS, [None, None])) == 1


def test_no_mentions() -> None:
    assert len(without_credits(named(), TEXTS, [None, None])) == 0
