"""Themes in texts: subjects are told apart, the same texts give the same themes, and too little gives none."""

from __future__ import annotations

import pytest

from analysis import discovery, search
from analysis.discovery import FEWEST_ARTICLES

BEES = [
    "The beekeepers of the upper valley opened their hives and weighed the honey, and the queen bees were marked.",
    "A cold spring cost the valley many hives; beekeepers fear for the honey harvest and feed the queen bees.",
    "Honey from mountain hives won a prize. Beekeepers showed queen bees to visiting schools.",
]
BOATS = [
    "Rowers from the harbour club raced along the Grand Canal, and the crews carried their boats ashore.",
    "The Grand Canal froze, so the rowers trained indoors and the boats of all crews stayed in the harbour.",
    "Two crews of rowers sank in the Grand Canal when their boats met a barge near the harbour.",
]
WEATHER = [
    "Rain is expected in the east; snow falls above the treeline and the thaw ends.",
    "Snow closed the pass, and rain washed out the road below the treeline.",
    "A thaw brought rain to the treeline, where snow had lain since autumn.",
]
# Nine texts on bees, six on boats, six on the weather.
TEXTS = [f"{text} Note {number}." for texts, times in ((BEES, 3), (BOATS, 2), (WEATHER, 2)) for number in range(times) for text in texts]


def test_subjects_are_told_apart() -> None:
    found = [(set(theme.articles), " ".join(theme.terms).lower()) for theme in discovery.themes(TEXTS)]
    assert [articles for articles, _ in found] == [set(range(9)), set(range(9, 15)), set(range(15, 21))]
    assert [word in terms for (_, terms), word in zip(found, ("honey", "rowers", "snow"), strict=True)] == [True, True, True]


def test_terms_are_written_as_in_the_texts_and_share_no_word() -> None:
    terms = [term for theme in discovery.themes(TEXTS) for term in theme.terms]
    assert not {"grand", "canal", "grand canal"} & set(terms)
    assert {"Grand", "Canal", "Grand Canal"} & set(terms)
    for theme in discovery.themes(TEXTS):
        words = [word for term in theme.terms for word in term.lower().split()]
        assert len(words) == len(set(words))


def test_a_query_can_be_read_and_finds_its_articles() -> None:
    theme = discovery.themes(TEXTS)[0]
    query = search.parse(theme.query)
    assert all(search.matches(query, title="", text=TEXTS[number]) for number in theme.articles)
    assert not any(search.matches(query, title="", text=text) for text in BOATS)


def test_the_same_twice() -> None:
    assert discovery.themes(TEXTS) == discovery.themes(list(TEXTS))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        TEXTS[: FEWEST_ARTICLES - 1],
        [""] * 20,
        ["the and of"] * 20,
        [f"{chr(97 + number) * 5} {chr(97 + number) * 6}" for number in range(20)],
    ],
    ids=["none", "too few", "empty", "common words", "nothing shared"],
)
def test_too_little_gives_none(texts: list[str]) -> None:
    assert discovery.themes(texts) == []


def test_twenty_copies_of_one_text_are_no_theme() -> None:
    assert discovery.themes([BEES[0]] * 20) == []  # each word stands in every text, so none tells one from another
