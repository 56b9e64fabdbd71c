"""Views saved under a name: the file they stand in, and what the analyst does with them in the sidebar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import saved_views
from analysis.corpus import Corpus
from analysis.errors import CorpusError, InputError
from analysis.saved_views import SavedView
from tests.test_pages import _no_sample, opened

__all__ = ["_no_sample"]

AID = SavedView(name="Aid in March", page="topics", parameters=(("from", ("2024-03-01",)), ("outlet", ("Calder", "Northline"))))


def test_views_are_kept_and_read_again(tmp_path: Path) -> None:
    assert saved_views.read(tmp_path) == ()
    saved_views.write(tmp_path, [AID])
    assert saved_views.read(tmp_path) == (AID,)
    assert json.loads((tmp_path / "edits" / "views.json").read_text()) == [
        {"name": "Aid in March", "page": "topics", "parameters": {"from": ["2024-03-01"], "outlet": ["Calder", "Northline"]}}
    ]


def test_a_view_changes_no_number(five: Corpus) -> None:
    before = five.version
    saved_views.write(five.folder, [AID])
    assert five.version == before


def test_a_name_is_trimmed_and_empty_parameters_fall_away() -> None:
    made = saved_views.view("  Aid \n in   March ", "topics", {"from": ["2024-03-01"], "to": [], "outlet": ["Calder", "Northline"]})
    assert made == AID


@pytest.mark.parametrize(
    ("name", "said"), [("", "no name"), (" … ", "no name"), ("x" * 61, "61 characters"), ("Aid \ud800", "cannot be written")]
)
def test_a_name_that_cannot_be_used_says_why(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        saved_views.view(name, "topics", {})


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="too many filters"):
        saved_views.view("All", "topics", {"outlet": ["o" * 50] * 200})


def test_names_are_unique_in_any_case() -> None:
    again = saved_views.view("aid IN march", "actors", {})
    with pytest.raises(InputError, match="already"):
        saved_views.kept([AID], again)
    assert saved_views.kept([AID], again, in_place=True) == (again,)
    assert saved_views.named([AID], " AID in  march") is AID


def test_a_removed_view_comes_back_to_its_place() -> None:
    first, last = saved_views.view("First", "overview", {}), saved_views.view("Last", "overview", {})
    left = saved_views.without([first, AID, last], "aid in March")
    assert left == (first, last)
    assert saved_views.kept(left, AID, at=1) == (first, AID, last)
    with pytest.raises(InputError, match="no saved view"):
        saved_views.without(left, "Aid in March")


def test_a_view_is_renamed_in_its_place() -> None:
    other = saved_views.view("Other", "overview", {})
    renamed = saved_views.renamed([AID, other], "Aid in March", "AID in March")
    assert [view.name for view in renamed] == ["AID in March", "Other"]
    assert renamed[0].parameters == AID.parameters
    with pytest.raises(InputError, match="already"):
        saved_views.renamed([AID, other], "Other", "aid in march")


def test_there_is_an_end_to_it() -> None:
    views = [saved_views.view(f"View {number}", "overview", {}) for number in range(saved_views.MOST)]
    with pytest.raises(InputError, match="200"):
        saved_views.kept(views, AID)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "{}",
        "[1]",
        '[{"name": "A", "page": "topics"}]',
        '[{"name": "A", "page": "../topics", "parameters": {}}]',
        '[{"name": "A", "page": "topics", "parameters": {"from": "2024"}}]',
        '[{"name": "A", "page": "topics", "parameters": {"from": [1]}}]',
        '[{"name": "", "page": "topics", "parameters": {}}]',
        '[{"name": "A", "page": "topics", "parameters": {}}, {"name": "a", "page": "topics", "parameters": {}}]',
    ],
)
def test_a_file_that_is_not_ours_is_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / "edits").mkdir()
    (tmp_path / "edits" / "views.json").write_text(content)
    with pytest.raises(CorpusError, match=r"views\.json is damaged"):
        saved_views.read(tmp_path)


def saved(app: AppTest, name: str) -> AppTest:
    app.text_input(key="view-name").set_value(name)
    return app.button(key="view-save-go").click().run()


def test_a_view_is_saved_and_opened_again(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "topics", outlet=["Northline"], period="Month")
    saved(app, "Northline by month")
    assert not app.exception
    assert saved_views.read(five.folder) == (
        SavedView(name="Northline by month", page="topics", parameters=(("outlet", ("Northline",)), ("period", ("Month",)))),
    )
    app.button(key="reset").click().run()
    app.text_input(key="words").set_value("talks").run()
    app.segmented_control(key="period").set_value("day").run()
    app.button(key="view-open-Northline by month").click().run()
    assert not app.exception
    assert app.session_state["outlet"] == ["Northline"]
    assert app.session_state["words"] == ""
    assert app.session_state["period"] == "month"


def test_a_view_opens_on_its_own_page(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_views.write(five.folder, [saved_views.view("French", "articles", {"language": ["French"], "article": ["a5"]})])
    app = opened(monkeypatch, five, "overview", outlet=["Northline"])
    app.button(key="view-open-French").click().run()
    assert not app.exception
    assert app.title[0].value == "What do the articles say?"
    assert app.session_state["language"] == ["fr"]
    assert app.session_state["outlet"] == []
    assert app.query_params["article"] in ("a5", ["a5"])


def test_what_a_view_names_and_the_corpus_has_not_is_said(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_views.write(five.folder, [saved_views.view("Gone", "nowhere", {"outlet": ["Gone Mail", "Calder"]})])
    app = opened(monkeypatch, five, "topics")
    app.button(key="view-open-Gone").click().run()
    assert not app.exception
    assert app.title[0].value == "What is in these articles?"
    assert app.session_state["outlet"] == ["Calder"]
    assert any("Gone Mail" in warning.value for warning in app.warning)


def test_saving_under_a_name_that_exists_asks_first(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_views.write(five.folder, [AID])
    app = saved(opened(monkeypatch, five, "actors"), "aid in march")
    assert saved_views.read(five.folder) == (AID,)
    assert app.button(key="view-save-go").label == "Replace “Aid in March”"
    app.button(key="view-save-go").click().run()
    assert [(view.name, view.page) for view in saved_views.read(five.folder)] == [("aid in march", "actors")]


def test_a_view_is_renamed_removed_and_brought_back(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_views.write(five.folder, [AID])
    app = opened(monkeypatch, five, "overview")
    app.button(key="view-rename-Aid in March").click().run()
    app.text_input(key="view-new-name-Aid in March").set_value("Aid")
    next(button for button in app.button if button.label == "Rename").click().run()
    assert [view.name for view in saved_views.read(five.folder)] == ["Aid"]
    app.button(key="view-remove-Aid").click().run()
    assert saved_views.read(five.folder) == ()
    app.button(key="view-undo").click().run()
    assert not app.exception
    assert [view.name for view in saved_views.read(five.folder)] == ["Aid"]


def test_a_damaged_file_is_said_and_the_page_draws(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    (five.folder / "edits").mkdir(exist_ok=True)
    (five.folder / "edits" / "views.json").write_text("[")
    app = opened(monkeypatch, five, "overview")
    assert not app.exception
    assert "views" in app.error[0].value
    assert app.title[0].value == "What is in these articles?"
