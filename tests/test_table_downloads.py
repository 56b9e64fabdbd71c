"""Whole tables as files: a small one by one click, a large one in two steps, each offered for what is looked at now."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from dashboard import table_downloads


def _script(folder: str, outlet: str) -> None:
    from analysis.corpus import Corpus
    from analysis.slice import Slice
    from dashboard import loading, table_downloads
    from dashboard.selection import Selection

    version = Corpus.open(folder).version
    slice_ = Slice(outlets=(outlet,)) if outlet else Slice()
    facets = loading.facets(folder, version)
    table_downloads._choose(Selection(folder=folder, version=version, name="Five", slice_=slice_, facets=facets))


def chosen(five: Corpus, outlet: str = "") -> AppTest:
    return AppTest.from_function(_script, args=(str(five.folder), outlet)).run()


def offered(app: AppTest) -> list[str]:
    return [button.label for button in app.get("download_button")]  # type: ignore[attr-defined]


def test_a_small_table_is_one_click_away(five: Corpus) -> None:
    app = chosen(five, "Calder")
    assert offered(app) == ["Download CSV", "Recipe"]
    assert [caption.value for caption in app.caption] == ["2 rows; Calder."]
    app.selectbox(key="download-table").set_value("sentences").run()
    assert [caption.value for caption in app.caption] == ["2 rows; Calder."]
    app.selectbox(key="download-table").set_value("rejected").run()
    assert [caption.value for caption in app.caption] == ["0 rows; of the whole corpus, whatever is filtered."]


def test_a_large_table_is_made_first_and_made_again_for_another_choice(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_downloads, "_AT_ONCE", dict.fromkeys(table_downloads.FORMATS, 0))
    app = chosen(five)
    assert offered(app) == []
    assert app.button(key="download-make").label == "Make the file of 5 rows"
    app.button(key="download-make").click().run()
    assert not app.exception
    assert offered(app) == ["Download CSV, 1 kB", "Recipe"]
    app.segmented_control(key="download-format").set_value("xlsx").run()
    assert offered(app) == []
    assert "A sheet holds 1,048,576 rows and a cell 32,767 characters" in app.caption[0].value
    app.button(key="download-make").click().run()
    assert offered(app)[0].startswith("Download XLSX, ")
