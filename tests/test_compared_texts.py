"""Two texts side by side as HTML: every character escaped, differences told by more than colour, the same folded away where asked."""

from __future__ import annotations

import re

from analysis.differences import difference
from dashboard.compared_texts import legend, side_by_side

ONE = "Ships left the port.\n\nThe storm is over & done.\n\nRepairs go on."
OTHER = "Ships left the port.\n\nThe storm is over <script>alert(1)</script> & done.\n\nRepairs go on.\n\nA fair was held."


def compared(one: str, other: str, *, folded: bool = False) -> str:
    return side_by_side(one, other, difference(one, other), names=("Wire", "The <b>Post</b>"), folded=folded)


def read(markup: str) -> str:
    """What is left without the tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)).strip()


def test_no_text_becomes_markup() -> None:
    markup = compared(ONE, OTHER)
    assert "<script" not in markup
    assert "&lt;script&gt;alert" in markup
    assert "<b>" not in markup
    assert "over &amp; done" in compared(ONE, ONE)
    assert "<b>" not in legend(("Wire", "<b>Post</b>"), moved=True)


def test_what_only_one_text_has_is_struck_or_underlined_and_said() -> None:
    markup = compared("The old port.", "The new port.")
    struck = re.search(r"<del style=\"([^\"]*)\">old</del>", markup)
    underlined = re.search(r"<ins style=\"([^\"]*)\">new</ins>", markup)
    assert struck
    assert "line-through" in struck[1]
    assert underlined
    assert "underline" in underlined[1]
    assert "only here: old end" in read(markup)
    assert "only here: new end" in read(markup)


def test_what_was_moved_is_neither_struck_nor_underlined() -> None:
    parts = ["The ships left the port before noon.", "Nobody on board had been told the reason until the evening."]
    markup = compared("\n\n".join(parts), "\n\n".join(reversed(parts)))
    assert "<del" not in markup
    assert "moved: The ships left the port before noon. end of moved" in read(markup)
    assert "Wire at another place" in read(markup)


def test_a_paragraph_without_a_counterpart_says_so() -> None:
    assert "Wire not here The &lt;b&gt;Post&lt;/b&gt; only here: A fair was held. end" in read(compared(ONE, OTHER))


def test_paragraphs_that_are_the_same_are_folded_and_counted() -> None:
    folded = read(compared(ONE, ONE + "\n\nA fair was held.", folded=True))
    assert folded.startswith("3 paragraphs the same in both")
    assert "Ships" not in folded
    assert read(compared(ONE, OTHER, folded=True)).count("1 paragraph the same in both") == 2
    assert read(compared(ONE, ONE, folded=True)) == "3 paragraphs the same in both"


def test_every_word_of_both_texts_is_shown() -> None:
    shown = read(compared(ONE, OTHER))
    assert shown.count("Ships left the port.") == 2
    assert shown.count("Repairs go on.") == 2


def test_empty_texts() -> None:
    assert read(compared("", "")) == ""
    assert "only here: All of it. end" in read(compared("", "All of it."))
