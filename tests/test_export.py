"""One writer for every file: formulas are harmless, numbers stay numbers, and a recipe says how it was made."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from analysis import export, workbook
from analysis.corpus import Corpus
from analysis.slice import Slice

FRAME = pd.DataFrame(
    {
        "title": ["=1+1", "+49 30", "-5 degrees", "@home", "\ttab", "plain", None],
        "sentiment": [-0.5, 0.25, None, 0.0, 1.0, -1.0, 0.1],
        "published_at": pd.to_datetime(["2024-03-25T10:00Z"] + [None] * 6, utc=True),
    }
)


def test_csv_neutralises_formulas_and_keeps_numbers() -> None:
    assert export.to_bytes(FRAME, "csv").decode() == (
        "title,sentiment,published_at\n'=1+1,-0.5,2024-03-25T10:00:00Z\n'+49 30,0.25,\n'-5 degrees,,\n'@home,0.0,\n'\ttab,1.0,\nplain,-1.0,\n,0.1,\n"
    )


HOSTILE = [
    "=HYPERLINK(\"http://example.org\",\"x\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＠x",
    "'=1", "plain, with a comma", 'a "quoted" word', "two\rlines", "two\nlines", "a,\r\nb", "", "-", "1e5", "00123", "TRUE", "http://example.org",
]  # fmt: skip
GUARDED = [f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＠") and text else text for text in HOSTILE]


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_xlsx_holds_text_as_text_and_numbers_as_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export.to_bytes(FRAME, "xlsx"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["'=1+1", -0.5, "2024-03-25T10:00:00Z"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s"]
    assert [cell.value for cell in sheet[8]] == [None, 0.1, None]


def test_hostile_texts_are_guarded_the_same_way_in_csv_and_xlsx() -> None:
    frame = pd.DataFrame({"text": HOSTILE, "number": range(0, -len(HOSTILE), -1)})
    rows = list(csv.reader(io.StringIO(export.to_bytes(frame, "csv").decode(), newline="")))
    assert [row[0] for row in rows[1:]] == GUARDED
    assert [int(row[1]) for row in rows[1:]] == list(range(0, -len(HOSTILE), -1))
    cells = sheets(export.to_bytes(frame, "xlsx"))["Rows"]
    assert [unescape(str(text or "")) for text, _ in cells[1:]] == GUARDED
    assert [number for _, number in cells[1:]] == list(range(0, -len(HOSTILE), -1))


def test_the_name_of_a_column_is_guarded_too() -> None:
    assert export.to_bytes(pd.DataFrame({"=1+1": [1]}), "csv") == b"'=1+1\n1\n"
    assert sheets(export.to_bytes(pd.DataFrame({"=1+1": [1]}), "xlsx")) == {"Rows": [("'=1+1",), (1,)]}


def test_texts_among_other_values_are_guarded_and_the_rest_stays() -> None:
    mixed = pd.DataFrame({"value": pd.Series(["=1", -3, None, -0.5], dtype="object")})
    assert export.to_bytes(mixed, "csv") == b'value\n\'=1\n-3\n""\n-0.5\n'


def test_a_lone_carriage_return_does_not_end_a_row() -> None:
    frame = pd.DataFrame({"text": ["one\rline", "two"], "number": [1, 2]})
    assert export.to_bytes(frame, "csv") == b'text,number\n"one\rline",1\ntwo,2\n'
    pd.testing.assert_frame_equal(pd.read_csv(io.BytesIO(export.to_bytes(frame, "csv"))), frame)


def test_what_a_cell_cannot_hold_goes_on_in_the_next_column() -> None:
    long = "a" * 32_767 + "=b" + "c" * 32_767  # a plain cut would let the second cell start with =
    frame = pd.DataFrame({"id": ["x", "y"], "text": [long, "short"], "n": [1, 2]})
    header, first, second = sheets(export.to_bytes(frame, "xlsx"))["Rows"]
    assert header == ("id", "text", "text 2", "text 3", "n")
    assert "".join(str(cell) for cell in first[1:4]) == long
    assert [len(str(cell)) for cell in first[1:4]] == [32_766, 32_767, 3]
    assert second == ("y", "short", None, None, 2)
    assert export.notes(frame, "xlsx") == ["A cell holds 32,767 characters: longer texts go on in the columns text 2, text 3 and so on."]
    assert export.notes(frame, "csv") == export.notes(frame.tail(1), "xlsx") == []


def test_a_cell_counts_characters_beyond_the_first_plane_twice() -> None:
    long = "\U0001f30a" * 20_000
    header, row = sheets(export.to_bytes(pd.DataFrame({"text": [long]}), "xlsx"))["Rows"]
    assert header == ("text", "text 2")
    assert [len(str(cell)) for cell in row] == [16_383, 3_617]
    assert "".join(map(str, row)) == long


def test_what_a_sheet_cannot_hold_goes_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_DATA_ROWS", 3)
    frame = pd.DataFrame({"n": range(7)})
    seen: list[tuple[int, int]] = []
    buffer = io.BytesIO()
    export.write(frame, "xlsx", buffer, progress=lambda done, total: seen.append((done, total)))
    assert sheets(buffer.getvalue()) == {
        "Rows": [("n",), (0,), (1,), (2,)],
        "Rows 2": [("n",), (3,), (4,), (5,)],
        "Rows 3": [("n",), (6,)],
    }
    assert seen == [(3, 7), (6, 7), (7, 7)]
    assert export.notes(frame, "xlsx") == ["A sheet holds 1,048,576 rows: the rows go on in 2 further sheets."]


def test_an_infinite_number_and_a_truth_value_have_a_cell() -> None:
    frame = pd.DataFrame({"x": [float("inf"), 1.5], "yes": [True, False]})
    assert sheets(export.to_bytes(frame, "xlsx"))["Rows"] == [("x", "yes"), ("inf", True), (1.5, False)]


@pytest.mark.parametrize("format_", ["csv", "jsonl", "xlsx", "parquet"])
def test_the_same_rows_give_the_same_bytes_and_progress_reaches_the_end(format_: export.Format, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = export.to_bytes(FRAME, format_)
    monkeypatch.setattr(export, "_PART", 3)
    seen: list[tuple[int, int]] = []
    buffer = io.BytesIO()
    export.write(FRAME, format_, buffer, progress=lambda done, total: seen.append((done, total)))
    assert buffer.getvalue() == whole
    assert seen[-1] == (7, 7)
    assert len(seen) == (3 if format_ in ("csv", "jsonl") else 1)


def test_json_lines_keep_fifteen_digits() -> None:
    assert export.to_bytes(pd.DataFrame({"x": [0.123456789012345]}), "jsonl") == b'{"x":0.123456789012345}\n'


def test_exported_sentences_have_their_words(five: Corpus) -> None:
    rows = export.table(five, "sentences")
    assert rows["text"].tolist() == [
        "The talks went well.", "The minister praised the deal.", "The talks failed.", "Floods hit the valley.", "Nothing is known of the day.",
    ]  # fmt: skip
    assert export.table(five, "sentences", Slice(outlets=("Calder",)))["text"].tolist() == rows["text"].tolist()[:2]
    assert export.table(five, "sentences", Slice(query="nowhere")).empty
    assert list(export.columns_of("sentences")) == rows.columns.tolist()
    pd.testing.assert_frame_equal(export.table(five, "topics"), five.table("topics"))


def test_exported_sentences_name_the_article_they_stand_in(five: Corpus) -> None:
    rows = export.table(five, "sentences")
    assert rows.columns.tolist()[-4:] == ["text", "outlet", "published_at", "title"]
    told = rows.drop_duplicates("article_id").set_index("article_id")[["outlet", "published_at", "title"]]
    assert told.loc["a1"].tolist() == ["Calder", pd.Timestamp("2024-03-25T10:00Z"), "Talks go well"]
    assert told.loc["a4", ["outlet", "title"]].tolist() == ["Northline", "=HYPERLINK(1)"]
    assert pd.isna(told.loc["a4", "published_at"])
    empty = export.table(five, "sentences", Slice(query="nowhere"))
    assert empty.dtypes.astype(str).tolist() == rows.dtypes.astype(str).tolist()
    assert "2024-03-25T10:00:00Z" in export.to_bytes(rows, "csv").decode()


def test_json_lines_and_parquet_keep_the_text_as_it_is() -> None:
    lines = export.to_bytes(FRAME, "jsonl").decode().splitlines()
    assert json.loads(lines[0]) == {"title": "=1+1", "sentiment": -0.5, "published_at": "2024-03-25T10:00:00Z"}
    assert json.loads(lines[6])["title"] is None
    assert pd.read_parquet(io.BytesIO(export.to_bytes(FRAME, "parquet")))["title"].iloc[0] == "=1+1"


def test_an_empty_frame_still_has_its_header() -> None:
    assert export.to_bytes(FRAME.head(0), "csv") == b"title,sentiment,published_at\n"
    assert export.to_bytes(FRAME.head(0), "jsonl").strip() == b""


def test_the_frame_itself_is_not_changed() -> None:
    before = FRAME.copy(deep=True)
    export.to_bytes(FRAME, "csv")
    pd.testing.assert_frame_equal(FRAME, before)


def test_a_recipe_says_how_to_make_it_again(five: Corpus) -> None:
    slice_ = Slice(outlets=("Calder",))
    first = export.recipe(five, slice_, what="table articles", columns={"title": "Headline"})
    recipe = json.loads(first)
    assert recipe["what"] == "table articles"
    assert "command" not in recipe
    assert "notes" not in recipe
    told = export.recipe(five, slice_, what="table articles", columns={}, command=["dateline", "export", "a b"], notes=["Long."])
    assert (json.loads(told)["command"], json.loads(told)["notes"]) == ("dateline export 'a b'", ["Long."])
    assert recipe["slice"] == "Calder"
    assert recipe["filters"] == {"outlet": ["Calder"], "copies": "all"}
    assert recipe["corpus"] == {"name": "Five", "version": five.version, "imports": [five.imports[0].import_id]}
    assert recipe["columns"] == {"title": "Headline"}
    assert len(recipe["exported_with"]["actors.csv"]) == 12
    assert export.recipe(five, slice_, what="table articles", columns={"title": "Headline"}) == first
