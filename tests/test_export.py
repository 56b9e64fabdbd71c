"""One writer for every file: formulas are harmless, numbers stay numbers, and a recipe says how it was made."""

from __future__ import annotations

import io
import json

import openpyxl
import pandas as pd

from analysis import export
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


def test_xlsx_holds_text_as_text_and_numbers_as_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export.to_bytes(FRAME, "xlsx"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["=1+1", -0.5, "2024-03-25T10:00:00Z"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s"]


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
    assert recipe["slice"] == "Calder"
    assert recipe["filters"] == {"outlet": ["Calder"], "copies": "all"}
    assert recipe["corpus"] == {"name": "Five", "version": five.version, "imports": [five.imports[0].import_id]}
    assert recipe["columns"] == {"title": "Headline"}
    assert len(recipe["exported_with"]["actors.csv"]) == 12
    assert export.recipe(five, slice_, what="table articles", columns={"title": "Headline"}) == first
