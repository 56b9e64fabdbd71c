"""The Overview through the real shell: its findings and where they lead, its odd corpora, and what it says when there is nothing to tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import library
from analysis.corpus import Corpus
from dashboard import theme
from dashboard.views import overview_cards
from tests import builders
from tests.newsroom import Piece, corpus
from tests.test_findings import planted


def _script(start: str) -> None:
    from dashboard.shell import main

    main(start)


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A newsroom with a spike, a topic on the rise and a worse mood."""
    return corpus(tmp_path_factory.mktemp("overview") / "eventful", planted(0, np.random.default_rng(7)), name="Eventful")


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, slug: str = "overview", **query: str) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, args=(slug,), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_three_sentences_say_what_changed_most(eventful: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, eventful)
    assert not app.exception
    sentences = said(app)
    assert any("in the week of 25 Mar 2024; **S3** stands out" in text for text in sentences)
    assert any(text.startswith("**T5** rose from ") for text in sentences)
    assert any(text.startswith("Sentiment fell from ") for text in sentences)
    assert [button.label for button in app.button if button.key.startswith("finding-go")] == ["These articles", "This topic", "Sentiment"]


def test_a_finding_is_the_title_of_its_chart(eventful: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [text for text in said(opened(monkeypatch, eventful)) if str(text).startswith("#### ")]
    assert any("Coverage " in title and "25 Mar 2024; S3 stands out" in title for title in titles)
    assert any("Sentiment fell from " in title for title in titles)
    titles = [text for text in said(opened(monkeypatch, eventful, "topics")) if str(text).startswith("#### ")]
    assert any("T5 rose from " in title for title in titles)


def test_a_sentence_leads_to_its_articles(eventful: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, eventful)
    app.button(key="finding-go-0").click().run()
    assert not app.exception
    assert app.title[0].value == "What do the articles say?"
    assert (app.session_state["from"], app.session_state["to"]) == ("2024-03-25", "2024-03-31")


def test_all_that_was_compared_is_a_table(eventful: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, eventful)
    app.toggle(key="table-changes").set_value(True).run()
    assert not app.exception
    differences, peaks = (table.value for table in app.dataframe)
    assert {"topic", "actor", "outlet", "sentiment"} == set(differences["kind"])
    assert "S3" in peaks["name"].tolist()


def test_few_articles_are_said_to_be_few(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five)
    assert any(text.startswith("Too few dated articles to tell a change from chance") for text in said(app))
    assert "table-changes" not in [toggle.key for toggle in app.toggle]


def test_an_even_newsroom_has_nothing_to_tell_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    even = corpus(
        tmp_path / "even",
        [Piece(day=f"2024-{1 + number // 28 % 4:02d}-{number % 28 + 1:02d}", actors=("state:arden",)) for number in range(224)],
    )
    app = opened(monkeypatch, even)
    # 17 whole weeks and two in part; Arden, Calder and two means.
    assert (
        "No week of 17 stands out from those around it; none of 4 differences between the two halves of the dates exceeds noise."
        in said(app)
    )


def test_what_needs_care_is_one_click_away(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five)
    assert [button.label for button in app.button if button.key.startswith("among-")] == ["1 undated", "1 not in English"]
    app.button(key="among-not-english").click().run()
    assert app.session_state["language"] == ["fr"]
    assert not app.exception
    app = opened(monkeypatch, five)
    app.button(key="among-undated").click().run()
    assert app.session_state["undated"] is True


def test_articles_with_a_headline_only_are_counted_and_lead_to_the_shortest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "a.csv"
    table.write_text("title,text\nHarbour burns,\nHarbour opens,The harbour of the town is open again.\n", encoding="utf-8")
    library.add([table], tmp_path / "bare")
    app = opened(monkeypatch, Corpus.open(tmp_path / "bare"))
    assert [button.label for button in app.button if button.key.startswith("among-")] == ["2 undated", "1 headline only"]
    app.button(key="among-headline-only").click().run()
    assert not app.exception
    assert app.selectbox(key="order").value == "Shortest"
    assert app.dataframe[0].value["title"].tolist() == ["Harbour burns", "Harbour opens"]


@pytest.mark.parametrize(
    ("pieces", "answer"),
    [
        ([Piece(day="2024-03-25")], "**1** article from **1 outlet**, of 25 Mar 2024; 12 words."),
        ([Piece(day="2024-03-25", outlet=None)] * 9, "**9** articles from no named outlet, all of 25 Mar 2024; 108 words."),
        ([Piece(day=None, topics=("own:t",), actors=("state:a",))] * 3, "**3** articles from **1 outlet**, undated; 36 words."),
        ([Piece(day="2024-03-25", language="fr")] * 2, "**2** articles from **1 outlet**, all of 25 Mar 2024; 24 words."),
    ],
    ids=["one article", "one day, no outlet", "undated", "not in English"],
)
def test_odd_corpora_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: list[Piece], answer: str) -> None:
    app = opened(monkeypatch, corpus(tmp_path / "odd", pieces))
    assert not app.exception
    assert answer in said(app)


def test_the_sample_explains_itself_and_offers_the_upload(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, corpus="Sample")
    assert any("This is the sample" in text for text in said(app))
    assert not any("This is the sample" in text for text in said(opened(monkeypatch, five)))


def test_who_leads_is_the_title_only_beyond_noise() -> None:
    import pandas as pd

    rows = pd.DataFrame({"name": ["A*", "B"], "articles": [30, 10], "share": [0.3, 0.1]})
    assert overview_cards.leading_title(rows) == f"A\\* leads, in {theme.share(0.3)} of the articles"
    assert overview_cards.leading_title(rows.assign(articles=[12, 10])) == ""
    assert overview_cards.leading_title(rows.head(1)) == ""


def test_what_the_filter_asks_for_does_not_lead_by_itself() -> None:
    rows = pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"], "articles": [90, 10], "share": [0.9, 0.1]})
    assert (
        overview_cards.leading_title(overview_cards._not_asked(rows, "actor_id", ()))
        == "A leads, in 90.0\N{NO-BREAK SPACE}% of the articles"
    )
    assert overview_cards.leading_title(overview_cards._not_asked(rows, "actor_id", ("a",))) == ""
    assert overview_cards._not_asked(rows, "actor_id", ("b",)) is rows


def test_articles_in_other_languages_have_volume_and_nothing_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [Piece(day=f"2024-03-{day:02d}", outlet="El Diario", sentiment=None, language="es") for day in range(1, 5)]
    app = opened(monkeypatch, corpus(tmp_path / "foreign", pieces, name="Foreign"))
    assert not app.exception
    assert "None of these articles is in English" in app.info[0].value
    titles = [text for text in said(app) if str(text).startswith("#### ")]
    assert titles == ["#### Coverage over time", "#### Outlets by volume and sentiment"]


def test_a_week_within_the_dates_is_whole_though_nothing_appeared_on_its_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 1 March 2024 is a Friday, 31 March a Sunday.
    days = ["2024-02-20", *(f"2024-03-{day:02}" for day in range(1, 31)), "2024-04-09"]
    made = corpus(tmp_path / "march", [Piece(day=day) for day in days])
    app = opened(monkeypatch, made, **{"from": "2024-03-01", "to": "2024-03-31", "period": "Week"})
    assert not app.exception
    readings = [text.value.replace("\\", "") for text in app.caption]
    assert any("Pale: the first week, which the dates cover only in part." in text for text in readings)
