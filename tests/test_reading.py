"""Reading an article: the words behind a chosen sentence at once, and what differs on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from dashboard import screen
from tests import builders


def _script(start: str) -> None:
    from dashboard.shell import main

    main(start)


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, slug: str, **query: str) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, args=(slug,), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("slug", ["articles", "overview"])
@pytest.mark.parametrize("narrow", [True, False])
def test_the_words_behind_the_sentence_of_the_address_are_open(
    five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str, narrow: bool
) -> None:
    monkeypatch.setattr(screen, "narrow", lambda: narrow)
    app = opened(monkeypatch, five, slug, article="a1", sentence="2")
    said = [text.value for text in app.markdown]
    assert "> The minister praised the deal\\." in said
    assert any(text.startswith("**Sentence 2** scores ") for text in said)
    assert "praised" in next(table.value for table in app.dataframe if "VADER" in table.value)["Word"].tolist()
    app.button(key="close-asked").click().run()
    assert "sentence" not in app.query_params
    assert app.query_params.get("article") in ("a1", ["a1"])
    assert not any(text.value.startswith("**Sentence") for text in app.markdown)


def test_the_text_of_an_article_names_its_sentences(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "articles", article="a1")
    assert any('data-article="a1"' in part.value and 'data-sentence="2"' in part.value for part in app.html)


@pytest.mark.parametrize("narrow", [True, False])
def test_on_a_phone_an_article_opens_over_the_list(five: Corpus, monkeypatch: pytest.MonkeyPatch, narrow: bool) -> None:
    monkeypatch.setattr(screen, "narrow", lambda: narrow)
    assert len(opened(monkeypatch, five, "articles").header) == (0 if narrow else 1)
    app = opened(monkeypatch, five, "articles", article="a2")
    assert app.header[0].value == "Talks fail"
    assert any("below" in text.value for text in app.caption) is not narrow


def test_on_a_phone_a_list_of_articles_begins_with_the_title(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "narrow", lambda: True)
    table = opened(monkeypatch, five, "articles").dataframe[0]
    assert list(table.proto.column_order) == ["title", "published_at", "sentiment", "outlet"]
