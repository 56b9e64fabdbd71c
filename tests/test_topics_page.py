"""The Topics page through the real shell: what it says, the topics of one's own from form to chart, themes, and a topic's own page."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import own_topics
from analysis.corpus import Corpus
from analysis.measures import topic_shares
from analysis.measures.coverage import Totals
from analysis.own_topics import OwnTopic, OwnTopics
from analysis.slice import Slice
from dashboard.views import periods
from dashboard.views import topics as view
from tests import builders
from tests.test_pages import _no_sample, opened  # noqa: F401 - a fixture

NOTHING = Totals(**{field.name: 0 for field in fields(Totals)})
CONFLICT = "medtop:16000000"


def said(app: AppTest) -> str:
    return "\n".join(text.value for kind in (app.markdown, app.caption, app.info) for text in kind)


def with_topic(corpus: Corpus, name: str, query: str) -> Corpus:
    own = corpus.own_topics
    corpus.keep_topics(own_topics.saved(own, own_topics.new(own, name, query)))
    return corpus


def test_the_page_answers_its_question(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    assert not app.exception
    assert app.title[0].value == "What is the coverage about?"
    assert "Of 4 articles in English, 2 are about **conflict, war and peace** (50.0" in said(app)
    assert "2 articles fit no topic (50.0" in said(app)


def test_the_filtered_topics_are_compared(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics", topic=["politics"])
    assert "Of 4 articles in English, 1 is about **politics** (25.0" in said(app)
    app.toggle(key="table-topics-lines").set_value(True).run()
    expected = topic_shares.over_time(five, Slice(topics=("medtop:11000000",)), "day")
    shown = next(frame.value for frame in app.dataframe if "divided" in frame.value.columns)
    pd.testing.assert_frame_equal(shown, expected, check_dtype=False)


def test_bars_can_be_stacked_and_levels_chosen(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics", shape="Stacked", level="Your topics")
    assert not app.exception
    assert "What the coverage divides into" in said(app)
    assert app.segmented_control(key="level").value == "own"


def test_undated_foreign_and_single_articles_look_sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = builders.tables()
    for name, ids, words in (
        ("undated", ["a4"], "fit no topic"),
        ("foreign", ["a5"], "none was read for topics"),
        ("one", ["a2"], "The one article in English is about **politics** and **conflict, war and peace**."),
    ):
        made = Corpus.create(tmp_path / name)
        made.add(tables.only(pd.Series(ids)))
        app = opened(monkeypatch, made, "topics")
        assert not app.exception, name
        assert words in said(app), name
        about = opened(monkeypatch, made, "topics", about=CONFLICT)
        assert not about.exception, name


def test_a_topic_is_made_tried_saved_and_counted(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    app.button(key="own-add").click().run()
    app.text_input(key="own-name").set_value("Talks")
    app.text_input(key="own-query").set_value("talks AND minister").run()
    assert not app.exception
    assert "Matches **1 article** of 4 in English" in said(app)
    assert "Near misses, which it leaves out" in said(app)
    assert "lacks minister" in said(app)
    assert ":primary-background[talks]" in said(app)
    app.text_input(key="own-query").set_value("talks OR pourparlers").run()
    assert "In other languages it matches 1 article that does not count." in said(app)
    app.button(key="own-save").click().run()
    assert not app.exception
    assert five.own_topics.topics == (OwnTopic(topic_id="own:talks", name="Talks", query="talks OR pourparlers"),)
    assert [title.value for title in app.title] == ["Talks"]  # its own page
    app.button(key="all-topics-back").click().run()
    assert "2 articles of 4, 50.0" in said(app)
    assert "Talks" in app.multiselect(key="topic").options


def test_a_topic_that_matches_nothing_says_so_on_its_button(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    app.button(key="own-add-above").click().run()
    app.text_input(key="own-name").set_value("Zebras")
    app.text_input(key="own-query").set_value("zebras").run()
    assert app.button(key="own-save").label == "Save it without articles"
    app.button(key="own-save").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Zebras"]
    assert "No article of this selection" in said(app)


def test_a_query_that_cannot_be_read_points_at_the_character_and_is_not_saved(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    app.button(key="own-add").click().run()
    app.text_input(key="own-name").set_value("Talks")
    app.text_input(key="own-query").set_value("talks AND (").run()
    assert not app.exception
    assert any("character 11" in warning.value for warning in app.warning)
    assert app.button(key="own-save").disabled


def test_a_name_that_is_taken_is_said_and_the_form_stays(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics")
    app.button(key="own-add").click().run()
    app.text_input(key="own-name").set_value("TALKS")
    app.text_input(key="own-query").set_value("floods").run()
    app.button(key="own-save").click().run()
    assert any("already" in error.value for error in app.error)
    assert len(five.own_topics.topics) == 1


def test_a_topic_is_changed_and_the_change_is_undone(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics")
    app.button(key="own-change-own:talks").click().run()
    assert app.text_input(key="own-query").value == "talks"
    app.text_input(key="own-name").set_value("Negotiations")
    app.text_input(key="own-query").set_value("talks failed").run()
    app.button(key="own-save").click().run()
    assert five.own_topics.topics == (OwnTopic(topic_id="own:talks", name="Negotiations", query="talks failed"),)
    app.button(key="own-undo-own:talks").click().run()
    assert not app.exception
    assert five.own_topics.topics == (OwnTopic(topic_id="own:talks", name="Talks", query="talks"),)


def test_a_topic_is_removed_and_brought_back(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics")
    app.button(key="own-remove-own:talks").click().run()
    assert five.own_topics.topics == ()
    assert "Talks" not in app.multiselect(key="topic").options
    app.button(key="own-restore-own:talks").click().run()
    assert not app.exception
    assert [topic.name for topic in five.own_topics.topics] == ["Talks"]


def test_removing_a_topic_on_its_page_leads_back_to_all(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics", about="own:talks", topic=["Talks"])
    app.button(key="own-remove-own:talks").click().run()
    assert not app.exception
    assert app.title[0].value == "What is the coverage about?"
    assert app.button(key="own-restore-own:talks").label == "Talks"


def test_what_could_not_be_kept_is_said(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", "talks"), "topics", about="own:talks")
    monkeypatch.setattr("analysis.edits.write_json", _full)
    app.button(key="own-remove-own:talks").click().run()
    assert not app.exception
    assert any("cannot be written" in error.value for error in app.error)
    assert len(five.own_topics.topics) == 1


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_topic_whose_query_cannot_be_read_is_shown_with_its_error(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    five.keep_topics(OwnTopics(topics=(OwnTopic(topic_id="own:x", name="X", query="talks AND"),)))
    app = opened(monkeypatch, five, "topics")
    assert not app.exception
    assert any("cannot be read, so it matches nothing" in error.value for error in app.error)


def test_an_unclassified_article_is_a_click_away(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    app.button(key="show-unclassified").click().run()
    assert not app.exception
    assert app.session_state["topic"] == ["unclassified"]


def test_a_name_with_markup_is_shown_letter_by_letter(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<img src=x onerror=alert(1)> **b** [x](http://y) =1+1"
    with_topic(five, hostile, "talks")
    topic_id = five.own_topics.topics[0].topic_id
    for page in (opened(monkeypatch, five, "topics", level="Your topics"), opened(monkeypatch, five, "topics", about=topic_id)):
        assert not page.exception
        assert not any(re.search(r"(?<!\\)<img|(?<!\\)\*\*b", text.value) for text in [*page.markdown, *page.caption, *page.title])
        assert not any("<img" in chart.proto.spec for chart in page.get("plotly_chart"))


@pytest.mark.parametrize(
    ("days", "articles", "least", "period"),
    [
        (177, 124, 0, "week"),
        (177, 124, 10, "month"),
        (177, 2000, 10, "week"),
        (8, 4, 10, "day"),
        (44, 20, 10, "week"),
        (0, 1, 10, "day"),
        (4000, 5, 10, "month"),
    ],
)
def test_a_period_holds_enough_articles_to_be_divided(days: int, articles: int, least: int, period: str) -> None:
    first = datetime(2024, 1, 1, tzinfo=UTC)
    totals = replace(NOTHING, articles=articles, first=first, last=first + timedelta(days=days))
    assert periods.fitting(totals, least) == period


def test_few_articles_have_no_themes_and_it_says_so(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics")
    app.toggle(key="find-themes").set_value(True).run()
    assert not app.exception
    assert "4 articles could be read: too few" in said(app)


def test_a_theme_fills_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.test_discovery import TEXTS

    tables = builders.tables()
    base = tables.articles.head(1)
    rows = [
        base.assign(article_id=f"t{number:02}", copy_group=f"t{number:02}", title=f"Item {number}", text=text)
        for number, text in enumerate(TEXTS)
    ]
    made = Corpus.create(tmp_path / "themes")
    made.add(tables.only(pd.Series(["none"])).replace(articles=pd.concat(rows, ignore_index=True)))
    monkeypatch.setattr("analysis.discovery.FEWEST_ARTICLES", 5)
    app = opened(monkeypatch, made, "topics")
    app.toggle(key="find-themes").set_value(True).run()
    toggle = next(toggle for toggle in app.toggle if toggle.key.startswith("theme-list-0"))
    assert toggle.label == "List all 6"  # some of the texts are so alike that they are copies, which are read once
    toggle.set_value(True).run()
    assert len(next(frame.value for frame in app.dataframe if "copies" in frame.value.columns)) == 6
    app.button(key="theme-topic-0").click().run()
    assert not app.exception
    assert " OR " in app.text_input(key="own-query").value
    assert app.text_input(key="own-name").value.count(",") == 2


def test_a_topics_page_shows_its_numbers_and_its_terms(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, with_topic(five, "Talks", 'talks OR "went well"'), "topics", about="own:talks")
    assert not app.exception
    assert app.title[0].value == "Talks"
    assert "**2 articles** of 4 in English (50.0" in said(app)
    terms = next(frame.value for frame in app.dataframe if "term" in frame.value.columns)
    assert terms["term"].tolist() == ["talks", '"went well"']
    assert "The :primary-background[talks] failed\\." in said(app)
    app.button(key="context-a2").click().run()
    assert app.query_params["article"] in ("a2", ["a2"])
    assert "Talks fail" in [part.value for part in app.header]


def test_a_topics_page_of_the_register_and_of_no_topic_draw(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics", about=CONFLICT)
    assert not app.exception
    assert app.title[0].value == "Conflict, war and peace"
    none = opened(monkeypatch, five, "topics", about="unclassified")
    assert not none.exception
    assert "**2 articles** of 4 in English (50.0" in said(none)


@pytest.mark.parametrize("about", ["<script>alert(1)</script>", "own:none", "'; DROP TABLE topics", "medtop:17000000"])
def test_a_topic_that_is_not_there_is_said(five: Corpus, monkeypatch: pytest.MonkeyPatch, about: str) -> None:
    app = opened(monkeypatch, five, "topics", about=about)
    assert not app.exception
    assert app.title[0].value == "No such topic"
    app.button(key="all-topics-back").click().run()
    assert app.title[0].value == "What is the coverage about?"


def test_a_topic_without_articles_in_the_selection_names_what_to_relax(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics", about=CONFLICT, words="floods")
    assert not app.exception
    assert "No article of this selection" in said(app)


TONES = pd.DataFrame(
    {
        "topic_id": ["a", "b", "c", "d"],
        "name": ["war", "sport", "weather", "film"],
        "scored": [50, 40, 30, 2],
        "sentiment": [-0.20, 0.10, -0.03, -0.90],
        "low": [-0.25, 0.02, -0.05, -1.0],
        "high": [-0.15, 0.18, -0.01, -0.8],
    }
)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        # Sport's interval, widened for three topics, holds 0.002 to 0.198; weather is neutral by the convention, film of too few articles.
        (TONES, "1 of 3 topics sounds negative, war; 1 of 3 topics sounds positive, sport"),
        (TONES.assign(low=[-0.25, -0.01, -0.05, -1.0], high=[-0.15, 0.21, -0.01, -0.8]), "1 of 3 topics sounds negative, war"),
        (TONES.head(2).assign(sentiment=-0.2, low=-0.25, high=-0.15), "Both topics sound negative"),  # neither most
        (TONES.iloc[1:3].assign(sentiment=0.0), "None of 2 topics is clearly negative or positive in tone"),
        (TONES.head(1), ""),
    ],
)
def test_the_tone_of_topics_is_told_as_far_as_their_intervals_bear_it(rows: pd.DataFrame, title: str) -> None:
    assert view._tone_title(rows) == title
