"""The Actors page through the real shell: the ranking, an actor's page, the network, and every correction with its undo."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import corrections
from analysis.corpus import Corpus
from analysis.measures import actors
from analysis.tables import QUOTES, TOPICS
from dashboard import components
from dashboard.selection import Selection
from tests import builders, press
from tests.press import ARDEN, BORAL, CAVELL


def _script(start: str) -> None:
    from dashboard.shell import main

    main(start)


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    folder = str(builders.corpus(tmp_path / "sample", name="Sample").folder)
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: folder)


@pytest.fixture
def told(tmp_path: Path) -> Corpus:
    return press.corpus(tmp_path)


def opened(monkeypatch: pytest.MonkeyPatch, shown: Corpus, **query: str | list[str]) -> AppTest:
    monkeypatch.setenv("DATELINE_CORPUS", str(shown.folder))
    app = AppTest.from_function(_script, args=("actors",), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(part.value for part in [*app.markdown, *app.caption])


def ranked(app: AppTest) -> pd.DataFrame:
    return next(table.value for table in app.dataframe if "mentions" in table.value and "share" in table.value)


def test_the_answer_and_the_list_say_what_the_measure_says(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told)
    assert "**Arden** is in 4 of 4 articles in English (100.0\N{NO-BREAK SPACE}%), then Boral (75.0" in said(app)
    assert "3 actors in all, 1 of them found in the texts and not in the register." in said(app)
    frame = ranked(app)
    assert frame["name"].tolist() == ["Arden", "Boral", "Cavell"]
    assert frame["mentions"].tolist() == actors.leading(told)["mentions"].tolist()
    assert frame["known"].tolist() == ["register", "register", "found"]


def test_type_and_name_limit_the_list_and_mentions_order_it(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told)
    app.pills(key="type").set_value(["person"]).run()
    assert ranked(app)["name"].tolist() == ["Cavell"]
    assert "only persons" in said(app)
    app.pills(key="type").set_value([]).run()
    app.text_input(key="actor-name").set_value("BOR").run()
    assert ranked(app)["name"].tolist() == ["Boral"]
    app.text_input(key="actor-name").set_value("nobody").run()
    assert "No actor fits" in app.info[0].value
    app.text_input(key="actor-name").set_value("").run()
    app.segmented_control(key="count").set_value("mentions").run()
    assert not app.exception
    assert "Most mentioned actors" in said(app)


def test_adjectives_are_switched_off_everywhere(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told)
    app.toggle(key="counts-adjective").set_value(False).run()
    assert not app.exception
    assert "**Arden** is in 3 of 4 articles" in said(app)
    assert app.session_state["without"] == ["adjective"]
    app.button(key="chip-without-adjective").click().run()
    assert app.toggle(key="counts-adjective").value is True
    assert "**Arden** is in 4 of 4 articles" in said(app)


def test_an_actors_page(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=ARDEN)
    assert app.title[0].value == "Arden"
    assert "Named in **4** of 4 articles in English (100.0\N{NO-BREAK SPACE}%), **6 mentions** in all" in said(app)
    assert "**6 mentions** in 5 sentences of 4 articles, the latest first." in said(app)
    names = next(table.value for table in app.dataframe if "surface" in table.value)
    assert names["surface"].tolist() == ["Arden", "Ardenite"]
    assert names["mentions"].sum() == 6
    texts = [part.value for part in app.html]
    assert any('underline-offset:3px">Arden</span> and Boral argued.' in text for text in texts)
    assert not any("<b>of</b>" in text for text in texts)


def test_a_found_actor_says_so(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "found in the text, not in the register" in said(opened(monkeypatch, told, who=CAVELL))


def test_an_actor_outside_the_selection_or_the_corpus(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=BORAL, words="mourns")
    assert "Not named in this selection" in app.info[0].value
    app = opened(monkeypatch, told, who="<script>alert(1)</script>")
    assert "is named in this corpus" in said(app)
    assert "<script>" not in said(app)


def test_a_sentence_leads_to_its_place_in_the_article(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=ARDEN)
    app.button(key="sentences-of-open-3").click().run()
    assert not app.exception
    assert app.query_params["article"] == "p1"
    assert app.query_params["sentence"] == "2"
    assert any(text.value.startswith("> Arden left Arden alone") for text in app.markdown)
    assert any("outline:2px" in part.value for part in app.html)


def test_the_network_and_its_pairs(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, section="Named together")
    assert "1 pair with at least 3 sentences in common" in said(app).replace("\\", "")
    pairs = next(table.value for table in app.dataframe if "together" in table.value)
    assert pairs[["name", "other_name", "together"]].to_numpy().tolist() == [["Arden", "Boral", 3]]
    app.selectbox(key="least").set_value(5).run()
    assert "No two actors share 5 sentences" in app.info[0].value


def test_merge_from_an_actors_page_and_undo(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=BORAL)
    app.button(key="edit-merge").click().run()
    app.selectbox(key="into").set_value(ARDEN).run()
    assert any("Moves 4 mentions in 3 articles to Arden" in info.value for info in app.info)
    app.button(key="correction-go").click().run()
    assert not app.exception
    assert [each.kind for each in told.corrections] == ["merge"]
    assert app.title[0].value == "Arden"  # the old address leads to the one it became
    assert "**10 mentions** in all" in said(app)
    told.undo_correction(1)
    assert "**4 mentions** in all" in said(opened(monkeypatch, told, who=BORAL))


@pytest.mark.parametrize(
    ("button", "fill", "kind", "shown"),
    [
        ("rename", ("rename-to", "Ardenia"), "rename", "Ardenia"),
        ("alias", ("alias-new", "wine"), "add alias", "Arden"),
    ],
)
def test_rename_and_add_a_name(
    told: Corpus, monkeypatch: pytest.MonkeyPatch, button: str, fill: tuple[str, str], kind: str, shown: str
) -> None:
    app = opened(monkeypatch, told, who=ARDEN)
    app.button(key=f"edit-{button}").click().run()
    app.text_input(key=fill[0]).set_value(fill[1]).run()
    app.button(key="correction-go").click().run()
    assert not app.exception
    assert [each.kind for each in told.corrections] == [kind]
    assert app.title[0].value == shown


def test_retype_and_hide(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=CAVELL)
    app.button(key="edit-retype").click().run()
    app.pills(key="retype-to").set_value("party").run()
    app.button(key="correction-go").click().run()
    assert dict(zip(actors.leading(told)["actor_id"], actors.leading(told)["type"], strict=True))[CAVELL] == "party"
    app.button(key="edit-hide").click().run()
    app.button(key="correction-go").click().run()
    assert not app.exception
    assert actors.leading(told)["actor_id"].tolist() == [ARDEN, BORAL]
    assert "may be hidden" in said(opened(monkeypatch, told, who=CAVELL))


def test_a_name_that_cannot_be_one_is_explained_and_changes_nothing(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=ARDEN)
    app.button(key="edit-alias").click().run()
    app.text_input(key="alias-new").set_value("7").run()
    assert "too short" in app.error[0].value
    assert app.button(key="correction-go").disabled
    assert told.corrections == []


def test_merge_several_and_add_an_actor(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, section="Corrections")
    app.button(key="ask-merge").click().run()
    app.multiselect(key="merge-actors").set_value([BORAL, ARDEN]).run()
    app.selectbox(key="merge-stays").set_value(ARDEN).run()
    app.button(key="correction-go").click().run()
    assert not app.exception
    app.button(key="ask-add").click().run()
    app.text_input(key="add-name").set_value("Rain").run()
    app.button(key="correction-go").click().run()
    assert not app.exception
    assert app.title[0].value == "Rain"
    assert [each.kind for each in told.corrections] == ["merge", "add actor"]


def test_the_list_of_corrections_says_what_each_does(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    told.correct(corrections.merge(ARDEN, BORAL), corrections.hide("person:elsewhere"), corrections.refuse(ARDEN, CAVELL))
    app = opened(monkeypatch, told, section="Corrections")
    listed = next(table.value for table in app.dataframe if "what" in table.value)
    assert listed["number"].tolist() == [3, 2, 1]
    assert listed["effect"].tolist() == ["not offered again", "has no effect now", "4 mentions in 3 articles"]
    assert "3 corrections, the latest first" in said(app)


def test_corrections_are_loaded_from_a_file(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, section="Corrections")
    app.file_uploader(key="corrections-file").upload(
        "actors.json", corrections.dumps(corrections.appended([], corrections.hide(BORAL)))
    ).run()
    app.button(key="corrections-load").click().run()
    assert not app.exception
    assert [each.kind for each in told.corrections] == ["hide"]
    app = opened(monkeypatch, told, section="Corrections")
    app.file_uploader(key="corrections-file").upload("actors.json", b"[{]").run()
    app.button(key="corrections-load").click().run()
    assert "not JSON" in app.error[0].value


def test_suggestions_are_looked_for_only_when_asked(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, section="Corrections")
    app.toggle(key="suggest").set_value(True).run()
    assert not app.exception
    assert "No two actors look like one" in said(app)


def test_one_undated_article_and_no_english_look_sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = press.tables()
    undated = Corpus.create(tmp_path / "undated")
    undated.add(whole.only(pd.Series(["p4"])))
    for query in ({}, {"who": CAVELL}, {"section": "Named together"}):
        assert opened(monkeypatch, undated, **query).title[0].value  # type: ignore[arg-type]
    french = Corpus.create(tmp_path / "french")
    one = whole.only(pd.Series(["p1"]))
    french.add(
        one.replace(
            articles=one.articles.assign(language="fr"), mentions=one.mentions.head(0), quotes=QUOTES.empty(), topics=TOPICS.empty()
        )
    )
    app = opened(monkeypatch, french)
    assert "Only articles in English are read for actors" in app.info[0].value


def test_every_card_and_file_of_an_actors_page_names_the_actor(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    cards: list[components.Card] = []
    drawn = components.chart_card

    def noted(selection: Selection, card: components.Card) -> None:
        cards.append(card)
        drawn(selection, card)

    monkeypatch.setattr(components, "chart_card", noted)
    opened(monkeypatch, told, who=ARDEN)
    assert {card.key for card in cards} >= {"attention", "by-outlet", "actor-sentiment", "actor-toward", "toward-by-outlet", "actor-topics"}
    assert all("Arden" in card.measured and card.about == "Arden" for card in cards)
    assert {card.figure.layout.meta["name"] for card in cards} >= {"press-arden-attention", "press-arden-toward-by-outlet"}


def test_the_sentences_come_in_the_order_of_the_address(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, who=ARDEN)
    app.selectbox(key="sentences-of-order").set_value("negative").run()
    assert not app.exception
    assert "in 5 sentences of 4 articles, the most negative first." in said(app)
    again = opened(monkeypatch, told, who=ARDEN, **{"sentences-of-order": "Most negative"})
    assert again.selectbox(key="sentences-of-order").value == "negative"
    again.button(key="sentences-of-open-0").click().run()
    assert again.query_params["sentence"] == "2"  # Arden left Arden alone.


def test_actors_picked_to_be_merged_go_under_the_first_name_at_once(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, told, section="Corrections")
    app.button(key="ask-merge").click().run()
    app.multiselect(key="merge-actors").set_value([BORAL, ARDEN]).run()
    assert app.selectbox(key="merge-stays").value == BORAL
    assert not app.button(key="correction-go").disabled


@pytest.mark.parametrize("slug", ["sentiment", "outlets"])
def test_pages_of_whole_articles_say_so_where_the_filter_names_an_actor(told: Corpus, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    monkeypatch.setenv("DATELINE_CORPUS", str(told.folder))
    app = AppTest.from_function(_script, args=(slug,), default_timeout=30)
    app.run()
    assert "that of whole articles" not in said(app)
    app = AppTest.from_function(_script, args=(slug,), default_timeout=30)
    app.query_params["actor"] = ARDEN
    app.run()
    assert "that of whole articles that mention Arden, not the tone toward Arden" in said(app)
    app.button(key=f"toward-{ARDEN}").click().run()
    assert not app.exception
