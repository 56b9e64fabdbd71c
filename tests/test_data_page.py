"""The Data page through the real shell: columns are seen and changed before reading, rows are repaired, corpora renamed, removed and brought back."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import library
from analysis.corpus import Corpus
from analysis.readers import repairable
from tests import builders
from tests.test_pages import _no_sample, opened  # noqa: F401 - the fixture that stands in for the bundled sample

TABLE = (
    "Kop A;Kop B;Wanneer\n"
    "The harbour is closed;A storm came over the harbour town;03/04/2024\n"
    "The choir has won;A prize went to the valley choir;25/04/2024\n"
    ";;26/04/2024\n"
)


def uploaded(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, *files: tuple[str, str]) -> AppTest:
    app = opened(monkeypatch, corpus, "data")
    app.file_uploader[0].set_value([(name, content.encode(), "text/csv") for name, content in files]).run()
    assert not app.exception
    return app


def field(app: AppTest, label: str) -> str:
    return next(str(box.value) for box in app.selectbox if box.label == label)


def pick(app: AppTest, label: str, column: str) -> AppTest:
    next(box for box in app.selectbox if box.label == label).select(column).run()
    assert not app.exception
    return app


def preview(app: AppTest) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if "Address" in frame.value)


def test_a_table_shows_its_guess_and_the_rows_it_would_give(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = uploaded(monkeypatch, five, ("a.csv", TABLE))
    assert (field(app, "Title"), field(app, "Date"), field(app, "Address")) == ("Kop B", "Wanneer", "")
    assert preview(app)["Date"].iloc[:2].tolist() == ["3 Apr 2024", "25 Apr 2024"]
    assert len(preview(app)) == 3
    assert any("encoding UTF" in text.value and "day first" in text.value for text in app.caption)
    assert any("titles are read as headlines" in text.value for text in app.warning)


def test_a_text_shows_no_columns(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = uploaded(monkeypatch, five, ("a.txt", "The harbour is closed.\n\nFishers wait."))
    assert [box.label for box in app.selectbox if box.label == "Title"] == []


def test_a_changed_column_is_read_and_remembered_for_the_next_file(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = pick(uploaded(monkeypatch, five, ("a.csv", TABLE), ("b.csv", TABLE.replace("choir has", "band has"))), "Title", "Kop A")
    assert preview(app)["Title"].iloc[0] == "The harbour is closed"
    app.button(key="upload-go").click().run()
    assert not app.exception
    titles = set(
        five.table(
            "articles",
        )["title"]
    )
    assert {"The harbour is closed", "The choir has won", "The band has won"} <= titles
    later = uploaded(monkeypatch, Corpus.open(five.folder), ("c.csv", TABLE))
    assert field(later, "Title") == "Kop A"
    assert any("as chosen before" in text.value for text in later.caption)
    next(button for button in later.button if button.label == "Guess again").click().run()
    assert field(later, "Title") == "Kop B"
    assert five.column_choices == {}


def test_a_table_without_titles_and_texts_says_what_to_do(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = uploaded(monkeypatch, five, ("a.csv", "x;y\n1;2\n3;4\n"))
    assert any("No column holds titles or texts" in error.value for error in app.error)


def test_hostile_names_are_shown_letter_by_letter(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = uploaded(monkeypatch, five, ("<img src=x onerror=alert(1)>.csv", TABLE.replace("Kop B", "<b>[x](http://evil.example)</b>")))
    assert any(r"\<img src\=x" in text.label for text in app.expander)  # escaped, so Markdown shows it as it is


def test_rejected_rows_are_repaired_and_read_again(tmp_path: Path) -> None:
    first, repaired = tmp_path / "a.csv", tmp_path / "repaired.csv"
    first.write_text(TABLE, encoding="utf-8")
    library.add([first], tmp_path / "c")
    corpus = Corpus.open(tmp_path / "c")
    rows = repairable(corpus.table("rejected"))
    assert rows[["file", "row", "Wanneer"]].to_numpy().tolist() == [["a.csv", 3, "26/04/2024"]]
    assert rows["Kop A"].isna().all()
    buffer = io.BytesIO()
    rows.assign(**{"Kop A": "The bridge opens", "Kop B": "A bridge of stone opens in the valley"}).to_csv(buffer, index=False)
    repaired.write_bytes(buffer.getvalue())
    report = library.add([repaired], tmp_path / "c")
    assert (report.kept, report.rejected) == (1, 0)
    assert corpus.table("articles")[["source_file", "source_row"]].to_numpy().tolist().count(["a.csv", 3]) == 1  # where it first stood
    found = corpus.table("articles").set_index("title")["published_at"]
    assert found["A bridge of stone opens in the valley"] == pd.Timestamp("2024-04-26", tz="UTC")


def test_a_corpus_is_renamed_removed_and_brought_back(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library.fresh_folder("Mine")
    made = Corpus.create(folder, name="Mine")
    made.add(builders.tables())
    app = opened(monkeypatch, five, "data")
    app.text_input(key=f"name-{folder}").set_value("  Ours ").run()
    assert [corpus.name for corpus in library.corpora()] == ["Ours"]
    app.text_input(key=f"name-{folder}").set_value("Sample").run()
    assert any("Another corpus is called" in error.value for error in app.error)
    app.button(key=f"away-{folder}").click().run()
    assert (library.corpora(), [corpus.name for corpus in library.removed_corpora()]) == ([], ["Ours"])
    next(button for button in app.button if button.key.startswith("back-")).click().run()
    assert not app.exception
    assert len(library.corpora()[0].table("articles")) == 5


def test_the_load_report_counts_articles_without_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nHarbour burns,\nHarbour opens,The harbour of the town is open again.\n", encoding="utf-8")
    library.add([path], tmp_path / "c")
    app = opened(monkeypatch, Corpus.open(tmp_path / "c"), "data")
    report = next(frame.value for frame in app.dataframe if "What" in frame.value)
    assert dict(report.to_numpy().tolist())["Without a text, so the headline is read as the text"] == 1


def test_lines_taken_out_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Harbour reopens\n\nFishers went out again.\n\nAdvertisement\n\nThe council was pleased.\n", encoding="utf-8")
    library.add([path], tmp_path / "c")
    app = opened(monkeypatch, Corpus.open(tmp_path / "c"), "data")
    lines = next(frame.value for frame in app.dataframe if "line" in frame.value)
    assert lines[["line", "articles"]].to_numpy().tolist() == [["Advertisement", 1]]


def test_a_repaired_row_leaves_the_list_and_its_columns_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tmp_path / "a.csv"
    first.write_text(TABLE + ";;27/04/2024\n", encoding="utf-8")
    library.add([first], tmp_path / "c", mapping={"title": "Kop A"})
    corpus = Corpus.open(tmp_path / "c")
    rows = repairable(corpus.table("rejected"))
    filled = rows.assign(**{"Kop A": ["The bridge opens", None], "Kop B": None})
    app = opened(monkeypatch, corpus, "data")
    app.file_uploader[0].upload("repaired.csv", filled.to_csv(index=False).encode(), "text/csv").run()
    assert field(app, "Title") == "Kop A"
    assert any("as chosen before" in text.value for text in app.caption)
    app.button(key="upload-go").click().run()
    assert not app.exception
    listed = next(frame.value for frame in app.dataframe if "reason" in frame.value)
    assert listed[["file", "row"]].to_numpy().tolist() == [["a.csv", 4]]


def test_the_open_corpus_stays_open_under_its_new_name(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Corpus.create(library.fresh_folder("Mine"), name="Mine")
    made.add(builders.tables())
    app = opened(monkeypatch, five, "data", corpus="Mine")
    app.text_input(key=f"name-{made.folder}").set_value("Ours").run()
    assert not app.exception
    assert app.session_state["corpus"] == "Ours"
    assert not any("no corpus" in warning.value for warning in app.warning)
