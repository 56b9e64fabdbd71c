"""The Timeline page and the event marks, through the real shell: controls in the address, words that the rows bear out, articles behind points."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.events import Event
from analysis.measures import Options, by_name
from analysis.slice import ALL
from dashboard import theme
from dashboard.views import timeline_words
from tests import builders, papers
from tests.papers import ARDEN, POLITICS


def _script() -> None:
    from dashboard.shell import main

    main("timeline")


def _overview() -> None:
    from dashboard.shell import main

    main("overview")


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


@pytest.fixture
def march(tmp_path: Path) -> Corpus:
    return papers.corpus(tmp_path)


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, **query: str | list[str]) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join([*(text.value for text in app.markdown), *(text.value for text in app.caption)]).replace("\\", "")


def table(app: AppTest) -> pd.DataFrame:
    app.toggle(key="table-timeline").set_value(True).run()
    return app.dataframe[0].value


def test_the_page_answers_with_the_peak_of_a_count(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, march, period="Week")
    assert "Most articles in the week of 4 Mar 2024: **14**, against 6 in the median week." in said(app)
    assert "Articles by week; all articles; n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}31 dated articles" in said(app)
    assert "Hollow dots are covered only in part: week of 26 Feb 2024 and week of 18 Mar 2024." in said(app)


def test_a_peak_that_is_reached_several_times_is_nobodys(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "The most articles of one day: **2**, reached 11 times." in said(opened(monkeypatch, march, period="Day"))


def test_the_whole_state_is_in_the_address(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(
        monkeypatch, march, of="Share of articles", against="Sentiment", by="Topic", series=["politics"], period="Day", rolling="3-period mean",
        layout="Small multiples",
    )  # fmt: skip
    options = Options(period="day", group="topic", series=(POLITICS,), of=("share", "sentiment"), rolling=3)
    pd.testing.assert_frame_equal(table(app), by_name("timeline").rows(march, ALL, options), check_dtype=False)


def test_a_change_that_exceeds_noise_is_the_answer_and_the_title(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    # Politics: 10 of 20 articles in the first two weeks, none of 10 in the last two.
    app = opened(monkeypatch, march, of="Share of articles", by="Topic", period="Week")
    assert (
        "**politics** changed most in its share of articles: **50.0\N{NO-BREAK SPACE}%** before 11 Mar 2024, **0.0\N{NO-BREAK SPACE}%** since"
        in said(app)
    )
    assert "(10 of 20, then 0 of 10), which is more than noise." in said(app)
    assert "#### politics: share of articles fell from 50.0\N{NO-BREAK SPACE}% to 0.0\N{NO-BREAK SPACE}%" in said(app)


def test_a_change_within_noise_is_no_finding(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, march, of="Sentiment", by="Outlet", series=["Northline"], period="Day")
    assert "Comparing the days before 11 Mar 2024 with those since, no outlet’s mean sentiment changed by more than noise." in said(app)
    assert "#### Sentiment over time" in said(app)


def test_too_few_periods_tell_no_change(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "too few articles or weeks to tell a change" in said(opened(monkeypatch, five, of="Sentiment", period="Week"))


def test_another_split_forgets_the_series(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, march, by="Outlet", series=["Calder"])
    assert app.session_state["series"] == ["Calder"]
    app.selectbox(key="by").set_value("topic").run()
    assert not app.exception
    assert app.session_state["series"] == []


@pytest.mark.parametrize(
    ("by", "key", "articles"),
    [
        ("Outlet", "Calder\x1f2024-03-04", 7),
        ("Topic", f"{POLITICS}\x1f2024-03-04", 5),
        ("Actor", f"{ARDEN}\x1f2024-03-04", 4),
    ],
)
def test_a_point_opens_the_articles_of_its_series_and_period(
    march: Corpus, monkeypatch: pytest.MonkeyPatch, by: str, key: str, articles: int
) -> None:
    app = opened(monkeypatch, march, by=by, period="Week", at=f"timeline:{key}")
    assert f"**{articles} articles** behind" in said(app)


def test_points_that_the_filters_leave_nothing_of_open_nothing_else(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(
        monkeypatch, march, outlet=["Northline"], by="Outlet", series=["Calder"], period="Week", at="timeline:Calder\x1f2024-03-04"
    )
    assert "**0 articles** behind" in said(app)
    for key in ("nobody\x1f2024-03-04", "Calder\x1f2024-03-05", "\x1fyesterday", "Calder"):
        assert "behind" not in said(opened(monkeypatch, march, by="Outlet", period="Week", at=f"timeline:{key}"))


def test_many_periods_are_drawn_apart_unless_they_are_smoothed(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.views.timeline.MANY", 15)
    assert opened(monkeypatch, march, by="Outlet", period="Day").session_state["layout"] == "multiples"
    assert opened(monkeypatch, march, by="Outlet", period="Week").session_state["layout"] == "together"
    assert opened(monkeypatch, march, by="Outlet", period="Day", rolling="3-period mean").session_state["layout"] == "together"


@pytest.mark.parametrize("kept", [["a1"], ["a4"], ["a1", "a4"], ["a5"], []])
@pytest.mark.parametrize("query", [{}, {"of": "Sentiment", "by": "Actor", "layout": "Small multiples", "against": "Share of articles"}])
def test_odd_corpora_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: list[str], query: dict[str, str]) -> None:
    corpus = Corpus.create(tmp_path / "odd")
    if kept:
        corpus.add(builders.tables().only(pd.Series(kept)))
    app = opened(monkeypatch, corpus, **query)
    assert app.title[0].value == "How does it change?"


def test_colours_are_those_of_the_rank_in_the_whole_corpus(march: Corpus) -> None:
    from dashboard import loading
    from dashboard.selection import Selection
    from dashboard.views.timeline import colours

    folder, version = str(march.folder), march.version
    selection = Selection(folder=folder, version=version, name="Papers", slice_=ALL, facets=loading.facets(folder, version))
    assert selection.facets.outlets == ("Northline", "Calder")
    assert colours(selection, "outlet", ["Calder"]) == {"Calder": theme.SERIES[1]}
    both = colours(selection, "outlet", ["nobody", "Calder", "Northline"])
    assert both == {"Northline": theme.SERIES[0], "Calder": theme.SERIES[1], "nobody": theme.SERIES[2]}
    assert len(set(colours(selection, "actor", [f"a{number}" for number in range(7)]).values())) == 7
    assert colours(selection, None, []) == {"": theme.ACCENT}


def test_marks_are_added_changed_removed_and_brought_back(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, march)
    app.date_input(key="event-day").set_value(date(2024, 3, 12))
    app.text_input(key="event-label").set_value("Strike *begins*")
    app.button(key="event-save").click().run()
    assert march.events == (Event(day=date(2024, 3, 12), label="Strike *begins*"),)
    assert "Marked: Strike *begins* (12 Mar 2024)." in said(app)
    app.button(key="event-change-0").click().run()
    app.text_input(key="event-label").set_value("Strike ends")
    app.button(key="event-save").click().run()
    assert [event.label for event in march.events] == ["Strike ends"]
    app.button(key="event-undo").click().run()
    assert [event.label for event in march.events] == ["Strike *begins*"]
    app.button(key="event-remove-0").click().run()
    assert march.events == ()
    app.button(key="event-undo").click().run()
    assert not app.exception
    assert [event.label for event in march.events] == ["Strike *begins*"]


def test_a_mark_without_a_label_is_told_and_nothing_is_kept(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, march)
    app.button(key="event-save").click().run()
    assert "no label" in app.error[0].value
    assert march.events == ()


def test_damaged_marks_are_told_and_charts_are_drawn(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    march.keep_events([Event(day=date(2024, 3, 12), label="Strike")])
    (march.folder / "edits" / "events.json").write_text("{")
    app = opened(monkeypatch, march)
    assert any("is damaged" in error.value for error in app.error)
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}31 dated articles" in said(app)


def test_the_words_of_an_empty_timeline() -> None:
    frame = pd.DataFrame({"quantity": [], "period": [], "value": []})
    assert timeline_words.answer(frame, None, Options(of=("articles",))) == "No dated article of this selection can be drawn."


def test_the_period_is_that_of_the_overview_and_two_slices_are_a_click_away(march: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.views.periods._DAYS_FOR_DAYS", 10)  # so that the 18 days read best by week, of few articles each
    app = opened(monkeypatch, march)
    overview = AppTest.from_function(_overview, default_timeout=60).run()
    assert overview.title[0].value == "What is in these articles?"
    assert app.session_state["period"] == overview.session_state["period"] == "week"
    app = opened(monkeypatch, march, outlet=["Calder"])
    app.button(key="to-two-slices-timeline").click().run()
    assert app.title[0].value == "Who reports how?"
    assert (app.session_state["section"], app.session_state["outlet"]) == ("two", ["Calder"])
