"""Every page through the real shell: it draws, survives hostile addresses, empty corpora and empty slices."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import library
from analysis.corpus import Corpus
from analysis.measures import actors
from dashboard.navigation import PAGES
from tests import builders

SLUGS = [page.slug for page in PAGES]


def _script(start: str) -> None:
    from dashboard.shell import main

    main(start)


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sample of five articles: scoring the bundled one has tests of its own."""
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, slug: str, **query: str | list[str]) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, args=(slug,), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_draws(five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    app = opened(monkeypatch, five, slug)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == next(page.question for page in PAGES if page.slug == slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_draws_an_empty_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    app = opened(monkeypatch, Corpus.create(tmp_path / "empty"), slug)
    assert not app.exception
    assert slug in ("data", "lexicon", "method") or "no articles here yet" in app.info[0].value


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_survives_a_hostile_address(five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    hostile = {
        "from": "2029-99-99",
        "to": "'; DROP TABLE articles",
        "outlet": ["<img src=x onerror=alert(1)>", "Calder"],
        "topic": "../../etc/passwd",
        "actor": "state:israel' OR 1=1",
        "words": 'a"',
        "copies": "none",
        "corpus": "/etc",
        "article": "<script>",
        "period": "century",
    }
    app = opened(monkeypatch, five, slug, **hostile)
    assert not app.exception
    said = " ".join(warning.value for warning in app.warning)
    assert "mark at character 2" in said
    assert "no corpus" in said
    assert "passwd" in said
    assert app.session_state["outlet"] == ["Calder"]
    assert app.session_state["corpus"] == "Five"


@pytest.mark.parametrize("slug", ["overview", "articles"])
def test_an_empty_result_names_the_filter_to_relax(five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    app = opened(monkeypatch, five, slug, words="zebra")
    assert not app.exception
    assert "zebra" in app.info[0].value
    assert app.button(key="relax-words").label == "Without the words zebra: 5 articles"
    app.button(key="relax-words").click().run()
    assert app.session_state["words"] == ""
    assert not app.info


def test_a_filter_changes_the_numbers(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    assert any("**5** articles from **2 outlets**" in text.value for text in app.markdown)
    app.multiselect(key="outlet").set_value(["Calder"]).run()
    assert any("**2** of 5 articles" in text.value for text in app.markdown)


def test_two_dates_the_wrong_way_round_are_said(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview", **{"from": "2024-04-02", "to": "2024-03-26"})
    assert not app.exception
    assert "ends before it starts" in app.warning[0].value


def test_an_address_opens_an_article(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "articles", article="a2")
    assert not app.exception
    assert app.header[0].value == "Talks fail"
    assert any(" talks failed." in part.value for part in app.html)


def test_an_upload_becomes_a_corpus(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "data")
    app.selectbox(key=f"upload-target-{five.folder}").select("A new corpus").run()
    app.file_uploader[0].upload(
        "../../news.txt", b"The harbour reopened on Monday.\n\nFishers in Wexmoor welcomed the good news and thanked the council."
    ).run()
    app.button(key="upload-go").click().run()
    assert not app.exception
    assert "1 article of 1 kept" in app.success[0].value
    assert [made.table("articles")["source_file"].tolist() for made in library.corpora()] == [["news.txt"]]


def test_a_file_that_is_no_article_says_so_and_changes_nothing(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    before = five.version
    app = opened(monkeypatch, five, "data")
    app.file_uploader[0].upload("picture.csv", bytes(range(256)) * 20).run()
    app.button(key="upload-go").click().run()
    assert not app.exception
    assert "No article was kept" in app.error[0].value
    assert five.version == before


def test_an_import_is_removed_and_brought_back(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = five.imports[0].import_id
    app = opened(monkeypatch, five, "data")
    app.button(key=f"remove-{import_id}").click().run()
    assert len(five.table("articles")) == 0
    app.button(key=f"restore-{import_id}").click().run()
    assert not app.exception
    assert len(five.table("articles")) == 5


def test_a_words_value_is_changed_seen_applied_and_undone(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "lexicon")
    app.text_input(key="lexicon-word").set_value("Failed").run()
    assert any("VADER says −2.30" in text.value for text in app.markdown)
    value = next(field for field in app.number_input if field.key.startswith("lexicon-value-failed"))
    value.set_value(0.0).run()
    app.button(key="lexicon-set").click().run()
    assert not app.exception
    assert any("of 5 sentences turn" in text.value for text in app.markdown)
    assert five.lexicon.changes == ()  # nothing is scored before it is applied
    app.button(key="lexicon-apply").click().run()
    assert not app.exception
    assert five.lexicon.changes == (("failed", 0.0),)
    assert five.table("sentences").set_index("article_id")["compound"]["a2"] == 0.0
    app.button(key="lexicon-undo").click().run()
    assert five.lexicon.changes == ()
    assert five.table("sentences").set_index("article_id")["compound"]["a2"] < 0


def test_the_news_lexicon_is_switched_off(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "lexicon")
    app.segmented_control(key="lexicon-base").set_value("vader").run()
    app.button(key="lexicon-apply").click().run()
    assert not app.exception
    assert five.lexicon.base == "vader"
    assert any("plain VADER" in text.value for text in app.markdown)


def test_the_table_of_a_card_holds_the_rows_of_its_measure(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "overview")
    assert len(app.dataframe) == 0
    app.toggle(key="table-actors").set_value(True).run()
    assert not app.exception
    pd.testing.assert_frame_equal(app.dataframe[0].value, actors.leading(five), check_dtype=False)


@pytest.mark.parametrize(
    ("slug", "said"),
    [("overview", "have no sentiment"), ("overview", "have no actors"), ("topics", "have no topics"), ("actors", "have no actors")],
)
def test_charts_say_how_many_articles_their_language_leaves_out(
    five: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str, said: str
) -> None:
    tables = builders.tables()
    again = tables.articles.assign(article_id="f" + tables.articles["article_id"], text=tables.articles["text"] + " Encore.")
    five.add(tables.replace(articles=again).only(again["article_id"].iloc[4:]))
    app = opened(monkeypatch, five, slug)
    assert any(f"2 articles are not in English and {said}" in text.value for text in app.caption)
