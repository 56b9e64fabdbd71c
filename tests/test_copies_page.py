"""The page of the copies through the real shell, and its charts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.measures import copy_groups
from dashboard import charts, theme
from tests.test_copy_groups import ARTICLES_OF_TWO_GROUPS, LATER, STORM, corpus, tables
from tests.test_pages import _no_sample, opened

__all__ = ["_no_sample"]  # a fixture that every test here uses


@pytest.fixture
def shown(tmp_path: Path) -> Corpus:
    return corpus(tmp_path)


def said(app: AppTest) -> str:
    return " ".join(part.value for part in (*app.markdown, *app.caption, *app.html))


def test_the_answer_counts_the_copies_and_names_who_had_them_first(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies")
    assert not app.exception
    assert (
        "**4** of 7 articles repeat another one, in **2 groups**. **Wire** had the text first in 1 of them; in 1 the dates do not tell who was first."
        in said(app)
    )
    assert app.dataframe[0].value["title"].tolist() == ["Title s1", "Title b1"]
    assert app.dataframe[0].value["span"].tolist() == ["2 days", "the same day"]


def test_copies_are_all_shown_even_where_they_count_once(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", copies="Once a group")
    assert not app.exception
    assert "in **2 groups**" in said(app)


def test_repeats_within_one_outlet_are_nobodys_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = corpus(tmp_path, [("one", "Wire", "2024-03-25", STORM, None), ("two", "Wire", "2024-03-26", STORM, None)])
    app = opened(monkeypatch, own, "copies")
    assert "**1** of 2 articles repeats another one, in **1 group**, each within one outlet." in said(app)
    assert "**2 articles**, all from **Wire**." in said(opened(monkeypatch, own, "copies", group="one"))


def test_a_corpus_without_copies_says_so(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "copies")
    assert not app.exception
    assert "**0** of 5 articles repeat another one." in said(app)
    assert "No article of this selection repeats another one." in app.info[0].value


def test_an_address_opens_a_group_by_any_of_its_articles(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", group="s2")
    assert not app.exception
    assert app.header[0].value == "Title s1"
    assert "**4 articles** from **3 outlets**. **Wire** had it first, on 25 Mar 2024, 10:00." in said(app)
    assert app.dataframe[0].value["later"].tolist() == ["first", "10 h 30 min later", "2 days later", "undated"]
    assert app.dataframe[0].value["added"].tolist()[1:] == [7, 0, 0]
    assert "**0 words** only in Wire, **7** only in Calder; 22 in both. Similarity 70.8\N{NO-BREAK SPACE}%." in said(app)
    assert any("<ins" in part.value and "The mayor of Calder sent his greetings." in part.value for part in app.html)


def test_the_article_that_was_asked_for_stands_beside_the_first(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", group="s3")
    assert (app.selectbox(key="left-s1").value, app.selectbox(key="right-s1").value) == ("s1", "s3")
    app = opened(monkeypatch, shown, "copies", group="s1")
    assert (app.selectbox(key="left-s1").value, app.selectbox(key="right-s1").value) == ("s1", "s2")


def test_two_articles_are_chosen_and_compared(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", group="s1")
    app.selectbox(key="right-s1").set_value("s3").run()
    assert not app.exception
    assert "**No word differs**; 22 words in both." in said(app)
    app.selectbox(key="left-s1").set_value("s3").run()
    assert "same article on both sides" in app.info[0].value


def test_a_group_says_what_the_filters_leave_out(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", group="s1", outlet="Calder")
    assert "2 more articles of this group are outside the filters." in said(app)
    assert len(app.dataframe[0].value) == 2
    app.button(key="whole-group").click().run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 4
    app = opened(monkeypatch, shown, "copies", group="s1", outlet="Gazette")
    assert "the group is shown whole" in said(app)
    assert len(app.dataframe[0].value) == 4


def test_an_unknown_group_and_an_article_without_copies(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "copies", group="<script>")
    assert not app.exception
    assert "not in this corpus" in app.info[0].value
    app = opened(monkeypatch, shown, "copies", group="l1")
    assert not app.exception
    assert "One article; no other repeats it." in said(app)


def test_an_article_leads_to_its_copies(shown: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, shown, "articles", article="s2")
    assert app.button(key="compare-copies").label == "3 copies: compare"
    app = opened(monkeypatch, shown, "articles", article="l1")
    assert not [button for button in app.button if button.key == "compare-copies"]


def test_an_earlier_version_stands_beside_the_one_that_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://wexmoor.example/storm"
    shown = corpus(tmp_path, [("v1", "Post", "2024-03-26T08:00Z", STORM, address)])
    shown.add(tables([("v2", "Post", "2024-03-26T11:00Z", LATER, address)]))
    app = opened(monkeypatch, shown, "copies", group="v1")
    assert not app.exception
    assert app.header[0].value == "Title v2"
    assert "One article, with **1 earlier version**." in said(app)
    assert r"**1 word** only in Post, earlier version, **5** only in Post, 26 Mar 2024, 11\:00; 21 in both." in said(app)
    assert opened(monkeypatch, shown, "articles", article="v2").button(key="compare-copies").label == "1 earlier version: compare"


def test_hostile_names_stay_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<img src=x onerror=alert(1)> [x](http://y)"
    articles = [(f"h{number}", hostile + str(number), f"2024-03-2{number}T10:00Z", STORM + " <script>" * number, None) for number in (1, 2)]
    app = opened(monkeypatch, corpus(tmp_path, articles), "copies", group="h1")
    assert not app.exception
    assert not any("<img" in part.value or "<script" in part.value for part in app.html)
    assert not any("[x](http" in part.value for part in (*app.markdown, *app.caption, *app.subheader, *app.header))


def test_pairs_are_bars_with_the_most_on_top(shown: Corpus) -> None:
    shown.add(tables([("s5", "Gazette", "2024-03-26", STORM, None)]))
    frame = copy_groups.reprints(shown)
    before = frame.copy(deep=True)
    bar = charts.copies.pairs(frame, rows=5).data[0]
    pd.testing.assert_frame_equal(frame, before)
    assert list(bar.x) == [1, 2]
    assert list(bar.y) == ["Wire<br>→ Gazette", "Wire<br>→ Calder"]
    assert tuple(bar.customdata[1]) == (
        "Wire", "Calder", "2 articles", "4", "50.0\N{NO-BREAK SPACE}%", "<br>half of them within 10 h 30 min (n = 1 with a time of day)",
        f"Wire{charts.copies.KEY}Calder",
    )  # fmt: skip
    assert bar.customdata[0][5] == ""
    assert len(charts.copies.pairs(frame.head(0), rows=5).data[0].x) == 0


def test_a_groups_articles_stand_on_a_time_axis(shown: Corpus) -> None:
    frame = copy_groups.members(shown, "s1")
    figure = charts.copies.appearance(frame, rows=9)
    lines, days, dots = figure.data
    assert [note.text for note in figure.layout.annotations] == [
        "first",
        "10 h 30 min later",
        "2 days later",
    ]  # the undated one is not drawn
    assert list(dots.marker.opacity) == [1.0, 1.0, 0.0]
    assert [pd.Timestamp(at) for at in days.x[:2]] == [pd.Timestamp("2024-03-27", tz="UTC"), pd.Timestamp("2024-03-28", tz="UTC")]
    assert len(lines.x) == 9
    assert dots.customdata[1][3] == "s2"
    assert len(charts.copies.appearance(frame.head(0), rows=9).data) == 0


def test_outlets_in_a_chart_are_letters(tmp_path: Path) -> None:
    renamed = [(id_, f"<a href='//x'>{outlet}</a>", *rest) for id_, outlet, *rest in ARTICLES_OF_TWO_GROUPS]
    made = corpus(tmp_path, renamed)  # type: ignore[arg-type]
    assert "<a" not in str(charts.copies.pairs(copy_groups.reprints(made), rows=5).data[0].y)
    assert "<a" not in str(charts.copies.appearance(copy_groups.members(made, "s1"), rows=5).layout.yaxis.ticktext)


def at(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz="UTC")


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        ("2024-03-25 10:00", "2024-03-25 10:00", "at the same time"),
        ("2024-03-25 10:00", "2024-03-25 10:45", "45 min later"),
        ("2024-03-25 10:00", "2024-03-25 21:00", "11 h later"),
        ("2024-03-25 10:00", "2024-03-27 09:59", "47 h 59 min later"),
        ("2024-03-25 10:00", "2024-03-27 10:00", "2 days later"),
        ("2024-03-25 00:00", "2024-03-25 09:00", "the same day"),
        ("2024-03-25 22:40", "2024-03-26 00:00", "the next day"),
        ("2024-03-25 00:00", "2024-03-28 00:00", "3 days later"),
    ],
)
def test_how_much_later_is_said_as_far_as_the_times_tell(first: str, then: str, words: str) -> None:
    assert theme.later(at(first), at(then)) == words


def test_a_moment_has_its_hour_where_it_is_known() -> None:
    assert theme.moment(at("2024-03-25 17:30")) == "25 Mar 2024, 17:30"
    assert theme.moment(at("2024-03-25")) == "25 Mar 2024"
    assert theme.moment(None) == "undated"
    assert theme.later(at("2024-03-25"), None) == "undated"
