"""Rejected rows can be downloaded, filled in, and read again; what a record held is kept with it."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis import limits
from analysis.readers import ReadResult, read_articles, repairable

COLUMNS = ["file", "row", "reason", "detail", "content"]


def read(folder: Path, name: str, content: str) -> ReadResult:
    (folder / name).write_text(content, encoding="utf-8")
    return read_articles([folder / name])


def table(result: ReadResult) -> pd.DataFrame:
    return repairable(pd.DataFrame([asdict(row) for row in result.rejected], columns=COLUMNS))


def contents(result: ReadResult) -> list[str | None]:
    return [row.content for row in result.rejected]


def test_a_row_that_was_filled_in_is_kept_whole(tmp_path: Path) -> None:
    first = read(
        tmp_path,
        "a.csv",
        "Headline,Body,Paper,Date,Link\n"
        "Council meets,The council met.,Inland News,25/03/2024,https://inland.example/1\n"
        ",,Harbour Post,03/04/2024,https://harbour.example/1\n"
        ",,Harbour Post,,\n",
    )
    shown = table(first)
    assert list(shown.columns) == ["file", "row", "reason", "detail", "Headline", "Body", "Paper", "Date", "Link"]
    assert shown["row"].tolist() == [2, 3]
    assert shown["Paper"].tolist() == ["Harbour Post", "Harbour Post"]
    filled = shown.assign(Headline=["Port reopens", None])
    filled.to_csv(tmp_path / "repaired.csv", index=False)
    second = read_articles([tmp_path / "repaired.csv"])
    (article,) = second.articles
    assert (article.title, article.outlet, article.url) == ("Port reopens", "Harbour Post", "https://harbour.example/1")
    # Beside 25 March the third of April; the single row alone could not tell.
    assert article.published_at == datetime(2024, 4, 3, tzinfo=UTC)
    assert [(row.file, row.row, row.reason) for row in second.rejected] == [
        (first.rejected[1].file, 3, "no text or title")
    ]  # where it first stood
    again = table(second)
    assert list(again.columns) == list(shown.columns)
    assert again["Paper"].tolist() == ["Harbour Post"]


def test_a_date_that_reads_month_first_only_beside_its_neighbours_stays_what_it_was(tmp_path: Path) -> None:
    first = read(tmp_path, "a.csv", "title,text,date\nOne,Text.,03/25/2024\n,,03/04/2024\n")
    assert json.loads(first.rejected[0].content or "") == {"title": "", "text": "", "date": "2024-03-04T00:00:00+00:00"}
    table(first).assign(title="Two").to_csv(tmp_path / "b.csv", index=False)
    assert read_articles([tmp_path / "b.csv"]).articles[0].published_at == datetime(2024, 3, 4, tzinfo=UTC)


def test_names_of_our_own_columns_in_a_record(tmp_path: Path) -> None:
    shown = table(read(tmp_path, "a.csv", "title,text,reason\nOne,Text.,x\n,,strike\n"))
    assert list(shown.columns) == ["file", "row", "reason", "detail", "title", "text", "reason (2)"]
    assert (shown["reason"].tolist(), shown["reason (2)"].tolist()) == (["no text or title"], ["strike"])


def test_a_broken_row_is_kept_as_its_raw_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\nOne,Text one.\nTwo,Text, with, commas\nThree,Text three.\n")
    assert contents(result) == ["Two,Text, with, commas\n"]
    shown = table(result)
    assert list(shown.columns) == ["file", "row", "reason", "detail", "as_found"]
    shown.assign(title=["Two"], text=["Text, with, commas"]).to_csv(tmp_path / "b.csv", index=False, quoting=csv.QUOTE_ALL)
    (article,) = read_articles([tmp_path / "b.csv"]).articles
    assert (article.title, article.text) == ("Two", "Text, with, commas")


def test_an_unclosed_quotation_mark_keeps_its_line(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,Text one.\nTwo,"Text two.\nThree,Text three.\nFour,Text four.\n')
    assert contents(result) == ['Two,"Text two.\n']


def test_records_of_json(tmp_path: Path) -> None:
    lines = (
        '{"title": null, "source": {"name": "Harbour Post"}, "authors": ["Anna Lind", "Ben Oat"]}\n{"title": "Tw\n[1]\n{"title": "Three"}\n'
    )
    result = read(tmp_path, "a.jsonl", lines)
    assert contents(result) == [
        '{"title": null, "source.name": "Harbour Post", "authors": ["Anna Lind", "Ben Oat"]}',
        '{"title": "Tw',
        "[1]",
    ]
    shown = table(result)
    assert list(shown.columns)[4:] == ["title", "source.name", "authors", "as_found"]
    shown.assign(title=["One", None, None]).to_csv(tmp_path / "b.csv", index=False)
    again = read_articles([tmp_path / "b.csv"])
    assert [(article.title, article.outlet, article.authors) for article in again.articles] == [
        ("One", "Harbour Post", ("Anna Lind", "Ben Oat"))
    ]
    assert [row.row for row in again.rejected] == [2, 3]
    assert table(again)["as_found"].tolist() == ['{"title": "Tw', "[1]"]


def test_a_broken_record_in_a_list_keeps_its_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.json", '[{"title": "One"}, {"title": }, {"title": "Three"}]')
    assert contents(result) == ['{"title": }']


def test_a_repeated_row_and_a_whole_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("title,outlet\nOne,Harbour Post\nOne,Harbour Post\n")
    (tmp_path / "in" / "b.csv").write_text("")
    result = read_articles([tmp_path / "in"])
    assert contents(result) == ['{"title": "One", "outlet": "Harbour Post"}', None]
    assert table(result)["title"].tolist()[:1] == ["One"]
    assert table(result)["row"].isna().tolist() == [False, True]


@pytest.mark.parametrize(("length", "kept"), [(limits.MAX_KEPT_RECORD, True), (limits.MAX_KEPT_RECORD + 1, False)])
def test_a_record_at_the_edge_of_what_is_kept(tmp_path: Path, length: int, kept: bool) -> None:
    line = '{"title": "' + "x" * (length - len('{"title": "'))
    (row,) = read(tmp_path, "a.jsonl", line + '\n{"title": "Two"}\n').rejected
    assert (row.content == line) is kept
    assert row.detail.endswith("(the record is too long to be kept here)") is not kept
    assert len(row.detail) <= limits.MAX_DETAIL


def test_halves_of_characters_can_be_stored(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "a.jsonl", '{"title": "", "place": "\\ud83d"}\n{"title": "Two"}\n').rejected
    assert row.content == '{"title": "", "place": "?"}'


def test_no_rejected_rows() -> None:
    shown = repairable(pd.DataFrame(columns=COLUMNS))
    assert list(shown.columns) == ["file", "row", "reason", "detail"]
    assert [str(dtype) for dtype in shown.dtypes] == ["str", "Int64", "str", "str"]
