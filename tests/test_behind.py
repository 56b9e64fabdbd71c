"""The articles behind chosen points: what they are about in one line, and the filters that mean exactly them."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.measures import gist
from analysis.slice import Slice
from tests import builders


def _script() -> None:
    from dashboard.shell import main

    main("overview")


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, **query: str | list[str]) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run()
    assert not app.exception
    return app


def test_the_leading_topics_and_actors_of_some_articles(five: Corpus) -> None:
    rows = gist.leading(five, ["a1", "a2", "a3"])
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("topic", "conflict, war and peace", 2),
        ("topic", "politics", 1),
        ("actor", "Israel", 2),
        ("actor", "United Nations", 1),
    ]
    assert gist.leading(five, []).empty
    assert list(gist.leading(five, ["a1", "a2"], Slice(outlets=("Calder",)))["articles"].unique()) == [1]  # a2 is Northline's


def test_a_week_becomes_the_filters(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, at="coverage:2024-03-25", period="Week")
    assert any("Actors: Israel (2)." in text.value for text in app.caption)
    app.button(key="only-coverage").click().run()
    assert not app.exception
    assert [str(app.session_state[key]) for key in ("from", "to")] == ["2024-03-25", "2024-03-31"]
    assert any("**2** of 5 articles" in text.value for text in app.markdown)
    assert "at" not in app.query_params


def test_two_weeks_are_one_range(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, at=["coverage:2024-03-25", "coverage:2024-04-01"], period="Week")
    app.button(key="only-coverage").click().run()
    assert [str(app.session_state[key]) for key in ("from", "to")] == ["2024-03-25", "2024-04-07"]
