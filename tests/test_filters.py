"""The filter bar, the chips, and what stands in the place of results, through the real shell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.slice import Slice
from dashboard import actor_filter, chips, date_filter
from dashboard.loading import Facets
from tests import builders, newsroom
from tests.test_pages import _no_sample, opened

__all__ = ["_no_sample"]

FACETS = Facets(
    outlets=("Calder",), topics={"own:aid": "Aid"}, actors={"state:israel": "Israel"}, languages={"fr": "French"}, undated=1, unnamed=False,
    first=date(2024, 3, 25), last=date(2024, 4, 2),
)  # fmt: skip


def part(tmp_path: Path, *article_ids: str, **columns: object) -> Corpus:
    """A corpus of some of the five articles, with columns changed."""
    made = Corpus.create(tmp_path / "part", name="Part")
    tables = builders.tables().only(pd.Series(list(article_ids), dtype="str"))
    made.add(tables.replace(articles=tables.articles.assign(**columns)))
    return made


def keys(app: AppTest) -> set[str]:
    sidebar = app.sidebar
    widgets = [*sidebar.multiselect, *sidebar.date_input, *sidebar.text_input, *sidebar.toggle, *sidebar.selectbox, *sidebar.button_group]
    return {widget.key for widget in widgets if widget.key}


def shown(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("chip-")]


# ---------------------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        (date(2024, 3, 25), date(2024, 4, 2), ""),
        (date(2024, 3, 1), None, "The articles begin on 25 Mar 2024."),
        (date(2024, 3, 1), date(2024, 5, 1), "The articles begin on 25 Mar 2024 and end on 2 Apr 2024."),
        (date(2024, 4, 3), None, "No article is from these dates. The articles are from 25 Mar 2024 to 2 Apr 2024."),
        (None, date(2024, 3, 24), "No article is from these dates. The articles are from 25 Mar 2024 to 2 Apr 2024."),
        (date(2024, 4, 3), date(2024, 3, 1), ""),  # the wrong way round: that is said elsewhere
    ],
)
def test_a_range_that_the_corpus_does_not_cover_says_so(start: date | None, end: date | None, said: str) -> None:
    assert date_filter.uncovered(start, end, FACETS) == said


def test_quick_choices_end_with_the_data_and_leave_some_of_it_out() -> None:
    assert date_filter.quick_choices(date(2024, 1, 5), date(2024, 6, 30)) == {"Last month": (date(2024, 5, 31), date(2024, 6, 30))}
    assert date_filter.quick_choices(date(2020, 1, 1), date(2024, 2, 29)) == {
        "Last month": (date(2024, 1, 30), date(2024, 2, 29)),
        "Last year": (date(2023, 3, 1), date(2024, 2, 29)),
    }
    assert date_filter.quick_choices(date(2024, 3, 25), date(2024, 4, 2)) == {}


def test_a_quick_choice_sets_both_dates_and_all_dates_clears_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = pd.to_datetime(["2024-01-10T10:00Z", "2024-03-31T10:00Z"], utc=True)
    app = opened(monkeypatch, part(tmp_path, "a1", "a2", published_at=days), "overview")
    app.button(key="dates-last-month").click().run()
    assert not app.exception
    assert (app.session_state["from"], app.session_state["to"]) == ("2024-03-01", "2024-03-31")
    assert shown(app) == ["1 to 31 Mar 2024"]
    app.button(key="dates-all").click().run()
    assert (app.session_state["from"], app.session_state["to"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-25", date(2024, 3, 25), date(2024, 3, 25)),
        (" 25  Mar 2024 ", date(2024, 3, 25), date(2024, 3, 25)),
        ("2030-01-01", date(2030, 1, 1), date(2030, 1, 1)),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("", None, None),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, first: date | None, last: date | None) -> None:
    assert date_filter.read(text) == (first, "")
    assert date_filter.read(text, last=True) == (last, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "“soon” is no date. Write it as 2024-03-25 or 25 Mar 2024."),
        ("2024-02-30", "“2024-02-30” is no date. Write it as 2024-03-25 or 25 Mar 2024."),
        ("9999-12-31", "“9999-12-31” is no date. Write it as 2024-03-25 or 25 Mar 2024."),
        ("03/04/2024", "“03/04/2024” may be 3 Apr 2024 or 4 Mar 2024. Write 2024-04-03 or 2024-03-04."),
    ],
)
def test_a_text_that_is_no_date_says_so(text: str, said: str) -> None:
    assert date_filter.read(text) == (None, said)


def test_a_typed_date_stands_in_the_address_in_one_way(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    assert (app.text_input(key="from").placeholder, app.text_input(key="to").placeholder) == ("2024-03-25", "2024-04-02")
    app.text_input(key="from").set_value("25 Mar 2024").run()
    app.text_input(key="to").set_value("mar 2024").run()
    assert (app.session_state["from"], app.session_state["to"]) == ("2024-03-25", "2024-03-31")
    assert shown(app) == ["25 to 31 Mar 2024"]


def test_a_date_that_cannot_be_read_is_said_beside_its_field_and_no_results_are_shown(
    five: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(monkeypatch, five, "overview", **{"from": "soon"})
    assert any("“soon” is no date" in text.value for text in app.sidebar.markdown)
    assert "“soon” is no date" in app.main.warning[0].value
    app.button(key="clear-unread").click().run()
    assert app.session_state["from"] == ""
    assert not app.main.warning


def test_what_was_just_cleared_is_no_reason_to_warn(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview", **{"from": "2024-03-01", "to": "2024-03-31", "outlet": ["Calder", "Nobody"]})
    assert "outlet 'Nobody'" in app.warning[0].value
    app.button(key="chips-reset").click().run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == []


def test_another_corpus_leaves_the_opened_thing_and_the_filters_behind(
    five: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = part(tmp_path, "a1", "a2")
    monkeypatch.setattr("analysis.library.corpora", lambda: [other])
    app = opened(monkeypatch, five, "actors", who="state:israel", outlet="Calder")
    assert app.title[0].value == "Israel"
    app.selectbox(key="corpus").set_value("Part").run()
    assert not app.exception
    assert app.title[0].value == "Who is in the news?"
    assert app.session_state["outlet"] == []
    assert [warning.value for warning in app.warning] == []


def test_another_corpus_has_the_period_it_reads_best_by(five: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = newsroom.corpus(tmp_path / "year", [newsroom.Piece(day=day) for day in newsroom.days("2024-01-01", [2] * 30, 7)])
    monkeypatch.setattr("analysis.library.corpora", lambda: [year])
    app = opened(monkeypatch, five, "overview")
    assert app.session_state["period"] == "day"
    app.selectbox(key="corpus").set_value(year.name).run()
    assert not app.exception
    assert app.session_state["period"] == "week"
    assert any("by week" in caption.value for caption in app.caption)


# --------------------------------------------------------------------------------------------------------------------------- actors

LABELS = {
    "state:israel": "Israel",
    "found:mara-lind": "Mara Lind",
    "org:un": "United Nations",
    "place:un": "Un (place:un)",
    "found:un": "Un (found:un)",
}
BY_NAME = {
    "israel": "state:israel",
    "mara lind": "found:mara-lind",
    "united nations": "org:un",
    "un (place:un)": "place:un",
    "un (found:un)": "found:un",
    "un": "place:un",
}


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("state:israel", "state:israel"),
        ("  ISRAEL ", "state:israel"),
        ("mara", "found:mara-lind"),  # only one has it
        ("un", "place:un"),  # two are called so: the one in most articles
        ("Un (found:un)", "found:un"),
        ("n", None),
        ("nobody", None),
        ("", None),
    ],
)
def test_an_actor_is_found_by_id_by_name_or_by_a_part_that_only_one_has(text: str, actor_id: str | None) -> None:
    assert actor_filter.found(text, LABELS, BY_NAME) == actor_id


def test_suggestions_are_the_leading_ones() -> None:
    assert actor_filter.suggested("UN", LABELS) == ["place:un", "found:un", "org:un"]  # those first in which it is a word of its own
    assert actor_filter.like("UN", LABELS) == ["place:un", "found:un"]
    assert actor_filter.like("unit", LABELS) == ["org:un"]
    assert actor_filter.like("tion", LABELS) == ["org:un"]  # where no word begins with it
    assert actor_filter.like(" ", LABELS) == []
    assert actor_filter.suggested("e", {str(number): f"Name {number}" for number in range(9)}) == ["0", "1", "2", "3", "4"]


def test_an_actor_that_is_not_offered_is_found_when_it_is_typed(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.loading.ACTORS", 1)
    app = opened(monkeypatch, five, "overview")
    assert app.multiselect(key="actor").options == ["Israel"]
    app.multiselect(key="actor").set_value(["united"]).run()
    assert not app.exception
    assert app.session_state["actor"] == ["org:un"]
    assert app.multiselect(key="actor").options == ["Israel", "United Nations"]
    assert shown(app) == ["United Nations"]


@pytest.mark.parametrize("asked", ["org:un", "United Nations", "united nations"])
def test_an_address_may_name_any_actor(five: Corpus, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setattr("dashboard.loading.ACTORS", 1)
    app = opened(monkeypatch, five, "overview", actor=[asked, "Israel"])
    assert not app.exception
    assert not app.warning
    assert shown(app) == ["United Nations", "Israel"]


def test_a_name_that_the_texts_use_for_one_actor_is_that_actor(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    surface = five.query("SELECT min(surface) AS surface FROM mentions WHERE actor_id = 'org:un' AND surface <> name")["surface"].iloc[0]
    app = opened(monkeypatch, five, "overview")
    app.multiselect(key="actor").set_value([str(surface).upper()]).run()
    assert not app.exception
    assert app.session_state["actor"] == ["org:un"]


def test_a_name_that_nobody_has_is_said_and_leaves_the_field(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    app.multiselect(key="actor").set_value(["state:israel", "zebra"]).run()
    assert app.session_state["actor"] == ["state:israel"]
    assert any("No actor here is called “zebra”" in text.value for text in app.sidebar.markdown)


def test_a_part_of_several_names_offers_them(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    app.multiselect(key="actor").set_value(["i"]).run()
    assert app.session_state["actor"] == []
    assert [button.label for button in app.button if (button.key or "").startswith("suggested-")] == ["Israel", "United Nations"]
    app.button(key="suggested-org:un").click().run()
    assert app.session_state["actor"] == ["org:un"]


# ---------------------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("slug", "blocked"), [("overview", True), ("topics", True), ("articles", True), ("data", False), ("method", False)]
)
def test_a_faulty_search_shows_its_message_and_no_results(five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str, blocked: bool) -> None:
    app = opened(monkeypatch, five, slug, words='talks "', outlet="Calder")
    assert not app.exception
    assert any("mark at character 7" in text.value for text in app.sidebar.markdown)  # beside the field
    assert any("mark at character 7" in warning.value for warning in app.main.warning)
    assert (len(app.main.markdown) == 1) is blocked  # what to do, and nothing else
    app.button(key="clear-unread").click().run()
    assert app.session_state["words"] == ""
    assert app.session_state["outlet"] == ["Calder"]
    assert not app.main.warning


# ---------------------------------------------------------------------------------------------------------------------------- chips


def test_no_filter_says_all_articles_in_the_same_place(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    assert any(text.value == "**All 5 articles**" for text in app.markdown)
    assert shown(app) == []


def test_each_filter_has_a_chip_that_takes_it_off(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(
        monkeypatch, five, "overview",
        **{"from": "2024-03-25", "to": "2024-03-31", "outlet": ["Calder", "Northline"], "actor": "Israel", "words": "talks", "copies": "Once"},
    )  # fmt: skip
    assert shown(app) == ["25 to 31 Mar 2024", "Calder", "Northline", "Israel", "talks", "copies counted once"]
    assert any(text.value == "**2** of 5 articles" for text in app.markdown)
    app.button(key="chip-outlet-Calder").click().run()
    app.button(key="chip-dates-None").click().run()
    assert shown(app) == ["Northline", "Israel", "talks", "copies counted once"]
    assert (app.session_state["from"], app.session_state["to"]) == ("", "")
    app.button(key="chips-reset").click().run()
    assert shown(app) == []


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 3, 1), date(2024, 4, 1), "1 to 31 Mar 2024"),
        (date(2024, 3, 1), date(2024, 3, 2), "1 Mar 2024"),
        (date(2024, 1, 30), date(2024, 4, 1), "30 Jan to 31 Mar 2024"),
        (date(2023, 12, 30), date(2024, 1, 3), "30 Dec 2023 to 2 Jan 2024"),
        (date(2024, 3, 1), None, "from 1 Mar 2024"),
        (None, date(2024, 3, 1), "to 29 Feb 2024"),
        (None, None, ""),
    ],
)
def test_dates_are_said_as_short_as_they_can(start: date | None, end: date | None, words: str) -> None:
    assert chips.dates_in_words(Slice(start=start, end=end)) == words


# --------------------------------------------------------------------------------------------------------------------- nothing left


def relaxing(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("relax-")]


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ({"words": "zebra"}, ["Without the words zebra: 5 articles"]),
        # of the two, the one that brings most back first
        ({"language": "French", "actor": "Israel"}, ["Without the language French: 2 articles", "Without the actor Israel: 1 article"]),
        ({"undated": "true", "outlet": "Calder"}, ["Without “only undated articles”: 2 articles", "Without the outlet Calder: 1 article"]),
        ({"from": "2030-01-01", "copies": "Once"}, ["Without the dates from 1 Jan 2030: 5 articles"]),
        # none alone helps: the best pair
        (
            {"words": "zebra", "from": "2030-01-01", "outlet": "Calder"},
            ["Without the dates from 1 Jan 2030 and the words zebra: 2 articles"],
        ),
    ],
)
@pytest.mark.parametrize("slug", ["overview", "topics", "actors", "articles"])
def test_an_empty_result_offers_what_brings_articles_back(
    five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str, query: Mapping[str, str], offered: list[str]
) -> None:
    app = opened(monkeypatch, five, slug, **query)
    assert not app.exception
    assert [label.replace("\\", "") for label in relaxing(app)] == [*offered, "Reset all filters: 5 articles"]


def test_one_click_relaxes(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "articles", **{"words": "zebra", "from": "2030-01-01", "outlet": "Calder"})
    app.button(key="relax-dates-words").click().run()
    assert not app.exception
    assert shown(app) == ["Calder"]
    assert any(text.value == "**2** of 5 articles" for text in app.markdown)


def test_an_empty_corpus_offers_the_upload_and_no_filters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, Corpus.create(tmp_path / "empty"), "overview")
    assert "no articles here yet" in app.info[0].value
    assert keys(app) == {"corpus", "view-name"}


# ----------------------------------------------------------------------------------------------------------------------- odd corpora


def test_filters_that_cannot_filter_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, part(tmp_path, "a4"), "overview")  # one outlet, no date, topic or actor, one language
    assert not app.exception
    assert keys(app) == {"corpus", "words", "copies", "view-name"}
    assert any("no filter by date" in caption.value for caption in app.sidebar.caption)


def test_one_outlet_is_a_filter_where_other_articles_name_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = part(tmp_path, "a1", "a2", outlet=["Calder", None])
    assert "outlet" in keys(opened(monkeypatch, made, "overview"))


def test_one_day_has_no_dates_to_choose_but_an_address_may_set_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = part(tmp_path, "a1")
    assert not {"from", "to"} & keys(opened(monkeypatch, made, "overview"))
    app = opened(monkeypatch, made, "overview", **{"from": "2024-03-26"})
    assert not app.exception
    assert {"from", "to"} <= keys(app)
    assert relaxing(app)[0] == "Without the dates from 26 Mar 2024: 1 article"


def test_a_filter_of_the_address_that_is_not_drawn_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, part(tmp_path, "a1"), "overview", language="English")
    assert shown(app) == ["English"]
    assert "language" in keys(app)
