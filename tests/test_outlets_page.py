"""The Outlets page through the real shell: what it says, an outlet's own page, outlets beside each other, and any two slices."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import differences, outlet_shares, outlets
from analysis.measures.coverage import Totals
from analysis.slice import ALL, Slice
from dashboard.views import outlet_page, two_slices
from dashboard.views import outlets as page
from tests import builders, papers
from tests.test_pages import _no_sample, opened  # noqa: F401 - a fixture

NOTHING = Totals(**{field.name: 0 for field in fields(Totals)})
TWO = "Any two slices"


@pytest.fixture
def press(tmp_path: Path) -> Corpus:
    return papers.corpus(tmp_path)


def said(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.info, app.warning)
    return "\n".join(text.value for kind in kinds for text in kind).replace("\\", "")


def shown(app: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def test_the_page_says_who_publishes_most_and_whose_tone_differs(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets")
    assert not app.exception
    assert (
        "**Northline** publishes most (21 of 32 articles, 65.6\N{NO-BREAK SPACE}%); **Calder** (−0.20 against +0.10) is more negative and "
        "**Northline** (+0.10 against −0.17) is more positive than all others together, more than noise explains. 1 article names no outlet."
    ) in said(app)
    app.toggle(key="table-outlets").set_value(True).run()
    pd.testing.assert_frame_equal(shown(app, "others"), outlets.compared(press), check_dtype=False)
    listed = shown(app, "trend")
    assert listed["outlet"].tolist() == ["Northline", "Calder", "not named"]
    assert listed["against"].tolist() == ["+0.27, beyond noise", "−0.30, beyond noise", "too few articles"]


def test_the_answer_never_says_more_than_intervals_bear_out(five: Corpus) -> None:
    rows = outlets.compared(five)
    assert page.answer(rows) == (
        "**Northline** publishes most (3 of 5 articles, 60.0\N{NO-BREAK SPACE}%); too few articles are scored to compare the tone of one with that of the others."
    )
    within = rows.assign(difference_low=-0.1)
    assert "no outlet’s tone differs from that of all others together by more than noise explains" in page.answer(within)
    tied = rows.assign(articles=2)
    assert "publishes as much as any other outlet" in page.answer(tied)
    assert "there is no other outlet to compare it with" in page.answer(rows.head(1))
    assert page.answer(rows.assign(outlet=None)) == "None of these articles names its outlet."
    assert page.answer(rows.head(0)) == "No article is in this selection."


def test_many_that_differ_are_named_in_part_and_counted() -> None:
    names = [f"Paper {letter}" for letter in "ABCDE"]
    rows = pd.DataFrame(
        {
            "outlet": names, "articles": [9, 8, 7, 6, 5], "total": 35, "share": 0.2, "sentiment": [-0.5, -0.4, -0.3, -0.2, 0.9], "others": 0.0,
            "difference": [-0.5, -0.4, -0.3, -0.2, 0.9], "difference_low": 0.0, "exceeds": True,
        }
    )  # fmt: skip
    assert (
        "**Paper A** (−0.50 against 0.00), **Paper B** (−0.40 against 0.00) and 2 others are more negative and **Paper E**"
        in page.answer(rows)
    )


def test_the_unnamed_stand_in_the_chart_and_open_their_articles(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", at="outlets:")
    assert not app.exception
    assert "**1 article** behind no outlet named" in said(app)
    assert "Title of u0" in shown(app, "title")["title"].tolist()


def test_many_copies_are_said_and_can_be_counted_once(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Copies are not independent" not in said(opened(monkeypatch, press, "outlets"))
    tables = papers.tables()
    made = Corpus.create(press.folder.parent / "copied")
    made.add(replace(tables, articles=tables.articles.assign(text=papers.REPEATED)))
    app = opened(monkeypatch, made, "outlets")
    assert "31 of 32 articles repeat another one" in said(app)
    app.button(key="copies-once").click().run()
    assert app.session_state["copies"] == "one-per-group-and-outlet"
    assert "Copies are not independent" not in said(app)


def test_an_outlet_has_a_page_of_its_own(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", name="Calder")
    assert not app.exception
    assert app.title[0].value == "Calder"
    assert (
        "**10** of 32 articles (31.2\N{NO-BREAK SPACE}%), 1 Mar 2024 to 10 Mar 2024. This outlet is more negative than all other outlets: "
        "−0.20 against +0.10; the difference, −0.30 (−0.38 to −0.22), exceeds noise."
    ) in said(app)
    assert "Calder: more about politics, less about no topic found" in said(app)
    assert shown(app, "words")["outlet"].unique().tolist() == ["Calder"]
    app.toggle(key="table-outlet-topics").set_value(True).run()
    pd.testing.assert_frame_equal(
        shown(app, "exceeds"), differences.compared(press, Slice(outlets=("Calder",)), ALL), check_dtype=False
    )  # fmt: skip


def test_a_filter_by_outlets_does_not_count_on_an_outlets_page(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", name="Calder", outlet=["Northline"])
    assert not app.exception
    assert "**10** of 32 articles" in said(app)
    assert "The filter by outlets does not count on this page." in said(app)


def test_an_outlet_that_is_not_there_is_said_so(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = opened(monkeypatch, press, "outlets", name="<b>No paper</b>")
    assert not unknown.exception
    assert "No article of this corpus is from <b>No paper</b>" in said(unknown)
    assert r"\<b\>" in unknown.markdown[0].value  # it is text, not markup
    elsewhere = opened(monkeypatch, press, "outlets", name="Calder", **{"from": "2024-03-15"})
    assert not elsewhere.exception
    assert "No article of this outlet is in the selection: from 15 Mar 2024." in said(elsewhere)


def test_an_only_outlet_has_nothing_to_be_compared_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Corpus.create(tmp_path / "one")
    made.add(papers.tables().only(pd.Series(papers.CALDER)))
    app = opened(monkeypatch, made, "outlets", name="Calder")
    assert not app.exception
    assert "All articles of this selection are its own." in said(app)
    assert "There is no other outlet in this selection" in said(app)
    chosen = opened(monkeypatch, made, "outlets", section="Chosen outlets")
    assert not chosen.exception
    assert "It takes two outlets to compare. Only one is named" in said(chosen)


def test_extremes_are_long_enough_of_their_sign_and_the_first_of_their_copies() -> None:
    days = pd.to_datetime([f"2024-03-0{day}" for day in range(1, 7)], utc=True)
    frame = pd.DataFrame(
        {
            "article_id": list("abcdef"), "sentiment": [-0.9, -0.5, -0.5, 0.4, None, 0.1], "sentences": [2, 3, 9, 9, 9, 9],
            "copy_group": ["a", "b", "b", "d", "e", "f"], "published_at": days,
        }
    )  # fmt: skip
    lowest, highest = outlet_page.extremes(frame)
    assert lowest["article_id"].tolist() == ["b"]  # a is short, c a copy of b
    assert highest["article_id"].tolist() == ["d", "f"]


def test_chosen_outlets_are_compared(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section="Chosen outlets", compare=["Calder", "Northline"])
    assert not app.exception
    assert "2 of 3 topics differ beyond noise, politics most" in said(app)
    assert "No actor differs beyond noise" in said(app)
    app.toggle(key="table-outlet-topics").set_value(True).run()
    pd.testing.assert_frame_equal(shown(app, "spread"), outlet_shares.of_topics(press, ALL, ("Calder", "Northline")), check_dtype=False)
    largest = opened(monkeypatch, press, "outlets", section="Chosen outlets", compare="Calder", **{"from": "2024-03-15"})
    assert not largest.exception
    assert "It takes two outlets to compare." in said(largest)


def test_dots_of_a_chosen_outlet_open_its_articles(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section="Chosen outlets", at=f"outlet-topics:{papers.POLITICS}|Northline")
    assert not app.exception
    assert "**2 articles** behind Northline, politics" in said(app)


def test_two_slices_need_something_to_differ_in(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section=TWO)
    assert not app.exception
    assert "Choose outlets, topics, actors or dates for A." in said(app)
    assert [button.label for button in app.button if str(button.key).startswith("preset")] == [
        "Northline against all others", "First half against second half", "Articles naming Arden against the rest",
    ]  # fmt: skip


def test_a_preset_fills_in_both_slices(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section=TWO, b_outlet="Calder")
    app.button(key="preset-1").click().run()
    assert not app.exception
    assert (app.session_state["a_to"], app.session_state["b_from"]) == (date(2024, 3, 10), date(2024, 3, 11))  # of 1 to 20 March
    assert app.session_state["b_outlet"] == []
    assert "**A**, articles to 10 Mar 2024 (20 articles) against **B**, articles from 11 Mar 2024 (11 articles)" in said(app)
    app.button(key="swap").click().run()
    assert (app.session_state["a_from"], app.session_state["b_to"]) == (date(2024, 3, 11), date(2024, 3, 10))


def test_two_slices_are_told_in_a_sentence_and_in_cards(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section=TWO, a_outlet="Calder", b_from="2024-03-06")
    assert not app.exception
    assert (
        "**A**, Calder (10 articles) against **B**, articles from 6 Mar 2024 (16 articles). A is more negative than B: −0.20 against +0.09"
    ) in said(app)
    assert "5 articles in both count in “Calder” alone." in said(app)
    app.toggle(key="table-two-actors").set_value(True).run()
    expected = differences.compared(press, Slice(outlets=("Calder",)), Slice(start=date(2024, 3, 6)))
    pd.testing.assert_frame_equal(shown(app, "exceeds"), expected, check_dtype=False)


def test_a_row_opens_the_articles_of_both_slices(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section=TWO, a_outlet="Calder", at=f"two-topics:topic|{papers.POLITICS}")
    assert not app.exception
    assert "**Calder**: 8 articles about politics" in said(app)
    assert "**all other articles**: 2 articles about politics" in said(app)
    titles = [frame.value["title"].tolist() for frame in app.dataframe if "title" in frame.value.columns]
    assert titles == [[f"Title of c{number}" for number in range(7, -1, -1)], ["Title of n1", "Title of n0"]]
    stale = opened(monkeypatch, press, "outlets", section=TWO, a_outlet="Calder", at="two-topics:topic|no such topic")
    assert not stale.exception


def test_slices_that_leave_nothing_say_so(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    same = opened(monkeypatch, press, "outlets", section=TWO, a_outlet="Calder", b_outlet="Calder")
    assert "B has no article of its own: Calder." in said(same)
    backwards = opened(monkeypatch, press, "outlets", section=TWO, a_from="2024-03-09", a_to="2024-03-02")
    assert "A ends before it starts: from 9 Mar 2024 to 2 Mar 2024." in said(backwards)
    against = opened(monkeypatch, press, "outlets", section=TWO, a_outlet="Calder", outlet="Northline")
    assert "A asks for outlets that the filters leave out." in said(against)
    both = opened(monkeypatch, press, "outlets", section=TWO, a_from="2030-01-01", b_from="2031-01-01")
    assert "Neither slice has an article." in said(both)
    for app in (same, backwards, against, both):
        assert not app.exception


def test_a_slice_is_limited_by_the_filters_on_the_left() -> None:
    filters = Slice(outlets=("Calder", "Northline"), start=date(2024, 3, 5), query="harbour", copies="one-per-group")
    assert two_slices.within(filters, Slice(outlets=("Calder",), end=date(2024, 4, 1)), "A") == replace(
        filters, outlets=("Calder",), end=date(2024, 4, 1)
    )
    assert two_slices.within(filters, Slice(), "A") == filters
    with pytest.raises(InputError, match="B asks for dates"):
        two_slices.within(filters, Slice(end=date(2024, 3, 5)), "B")


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (Slice(), "all other articles"),
        (Slice(outlets=("Calder",)), "Calder"),
        (Slice(actors=(papers.ARDEN,)), "articles mentioning Arden"),
        (Slice(start=date(2024, 3, 1), end=date(2024, 3, 3)), "articles of 1 Mar 2024 to 2 Mar 2024"),
    ],
)
def test_slices_have_names(own: Slice, name: str) -> None:
    assert two_slices.named(own, {papers.ARDEN: "Arden"}) == name


def test_without_two_days_there_are_no_halves() -> None:
    noon = datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert two_slices.middle(NOTHING) is None
    assert two_slices.middle(replace(NOTHING, first=noon, last=noon)) is None
    assert two_slices.middle(replace(NOTHING, first=noon, last=noon.replace(day=2))) == date(2024, 3, 2)


def test_what_an_address_names_for_a_slice_and_is_not_there_is_said(press: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, press, "outlets", section=TWO, a_outlet=["<img src=x>", "Calder"], b_actor="nobody", a_from="2024-99-99")
    assert not app.exception
    assert "The address names for A what this corpus does not have: outlet '<img src=x>'" in said(app)
    assert "The address names for B what this corpus does not have: actor 'nobody'" in said(app)
    assert app.session_state["a_outlet"] == ["Calder"]


@pytest.mark.parametrize("section", ["All outlets", "Chosen outlets", TWO])
@pytest.mark.parametrize(("name", "ids"), [("undated", ["a4"]), ("foreign", ["a5"]), ("one", ["a2"]), ("two", ["a1", "a2"])])
def test_few_odd_articles_look_sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, name: str, ids: list[str]) -> None:
    made = Corpus.create(tmp_path / name)
    made.add(builders.tables().only(pd.Series(ids)))
    app = opened(monkeypatch, made, "outlets", section=section, a_outlet="Northline")
    assert not app.exception
    own = opened(monkeypatch, made, "outlets", name="Northline")
    assert not own.exception


def test_the_title_counts_the_outlets_whose_tone_differs() -> None:
    rows = pd.DataFrame({"outlet": ["A", "B", "C", None], "difference_low": [-0.2, -0.1, None, 0.1], "exceeds": [True, False, False, True]})
    assert page._title(rows) == "1 of 2 outlets differs in tone from the others by more than noise explains"
    assert page._title(rows.assign(exceeds=False)) == "No outlet differs in tone from the others by more than noise explains"
    assert page._title(rows.iloc[2:]) == ""
