"""The names of downloads: the corpus, what the page is about, and what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import components
from dashboard.downloads import file_name
from dashboard.selection import Selection
from tests import builders


def _script(start: str) -> None:
    from dashboard.shell import main

    main(start)


def test_a_file_is_named_after_what_the_page_is_about() -> None:
    class Named:
        name = "My press"

    selection: Selection = Named()  # type: ignore[assignment]
    assert file_name(selection, "attention") == "my-press-attention"
    assert file_name(selection, "attention", "Côte d’Ivoire / UN") == "my-press-côte-d-ivoire-un-attention"
    assert len(file_name(selection, "attention", "x" * 400)) < 100


@pytest.mark.parametrize(
    ("slug", "query", "name"),
    [("outlets", {"name": "Calder"}, "Calder"), ("topics", {"about": "medtop:16000000"}, "conflict, war and peace")],
)
def test_every_card_of_an_outlets_and_of_a_topics_page_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str, query: dict[str, str], name: str
) -> None:
    (tmp_path / "five").mkdir()
    monkeypatch.setattr("dashboard.loading.sample_folder", lambda: str(builders.corpus(tmp_path / "five").folder))
    cards: list[components.Card] = []
    drawn = components.chart_card

    def noted(selection: Selection, card: components.Card) -> None:
        cards.append(card)
        drawn(selection, card)

    monkeypatch.setattr(components, "chart_card", noted)
    app = AppTest.from_function(_script, args=(slug,), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert len(cards) >= 4
    assert all(name in card.measured and card.about == name for card in cards), [(card.key, card.measured, card.about) for card in cards]
