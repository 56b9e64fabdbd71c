"""The width of the window, as page.js tells it, and what a phone gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import screen
from tests import builders


@pytest.mark.parametrize(
    ("cookie", "width", "narrow"), [("390", 390, True), ("640", 640, False), ("", None, False), ("<b>", None, False), ("-5", None, False)]
)
def test_the_width_is_what_the_cookie_says(monkeypatch: pytest.MonkeyPatch, cookie: str, width: int | None, narrow: bool) -> None:
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.cookies", {screen.WIDTH: cookie})
    assert (screen.width(), screen.narrow()) == (width, narrow)


def _script() -> None:
    from dashboard.shell import main

    main("overview")


@pytest.mark.parametrize("narrow", [True, False])
def test_a_phone_gets_rows_that_fit_and_the_file_of_the_page_in_the_row_of_chips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    monkeypatch.setattr(screen, "narrow", lambda: narrow)
    (tmp_path / "sample").mkdir()
    monkeypatch.setenv("DATELINE_CORPUS", str(builders.corpus(tmp_path / "sample", name="Sample").folder))
    app = AppTest.from_function(_script, default_timeout=30).run()
    assert not app.exception
    row = next(node for node in _nodes(app._tree) if getattr(getattr(node, "proto", None), "id", "").endswith("chips"))
    assert any(getattr(child, "type", "") == "download_button" for child in _nodes(row)) is narrow


def _nodes(block: object) -> list[object]:
    children = list(getattr(block, "children", {}).values())
    return [block, *(node for child in children for node in _nodes(child))]
