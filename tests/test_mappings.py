"""The analyst's choice of columns: for all files, for one, remembered for a header; and the record of how each file was read."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.article import Article, RejectedRow
from analysis.errors import InputError
from analysis.readers import FileRead, header_key, preview, read_articles, read_items

TABLE = "title,text,source\nPort reopens,Boats sail again.,wire\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_mapping_for_each_file(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "a,b\nPort reopens,Boats sail again.\n")
    two = write(tmp_path, "two.csv", "c,d\nCouncil meets,The council met.\n")
    result = read_articles([one, two], mappings={"one.csv": {"title": "a", "text": "b"}, "two.csv": {"title": "c", "text": "d"}})
    assert [(article.title, article.text) for article in result.articles] == [
        ("Port reopens", "Boats sail again."),
        ("Council meets", "The council met."),
    ]
    assert [read.column_map["text"] for read in result.files_read] == [["b"], ["d"]]


def test_a_file_of_its_own_mapping_does_not_need_the_columns_of_the_others(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "a,title\nPort reopens,x\n")
    two = write(tmp_path, "two.csv", TABLE)
    assert [row.file for row in read_articles([one, two], mapping={"title": "a"}).rejected] == ["two.csv"]
    result = read_articles([one, two], mapping={"title": "a"}, mappings={"two.csv": {}})
    assert [article.title for article in result.articles] == ["Port reopens", "Port reopens"]


def test_an_empty_column_says_that_none_holds_the_field(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", TABLE)
    assert read_articles([path]).articles[0].outlet == "wire"
    assert read_articles([path], mapping={"outlet": ""}, outlet="Harbour Post").articles[0].outlet == "Harbour Post"
    dated = write(tmp_path, "b.csv", "title,when\nPort reopens,2024-03-05\nCouncil meets,2024-03-06\n")
    assert read_articles([dated]).articles[0].published_at is not None
    assert read_articles([dated], mappings={"b.csv": {"published_at": ""}}).articles[0].published_at is None


def test_a_mapping_is_remembered_for_a_header_in_any_order(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a,b\nPort reopens,Boats sail again.\n")
    key = header_key(["b", "a"])
    assert key == header_key(["a", "b"]) != header_key(["a", "c"])
    assert len(key) == 16
    result = read_articles([path], remembered={key: {"title": "a", "text": "b"}})
    assert [(article.title, article.text) for article in result.articles] == [("Port reopens", "Boats sail again.")]
    assert "a.csv: columns mapped as chosen before for this header" in result.notes
    chosen = read_articles([path], mapping={"title": "b"}, remembered={key: {"title": "a"}})
    assert [article.title for article in chosen.articles] == ["Boats sail again."]
    assert not any("chosen before" in note for note in chosen.notes)


def test_nothing_is_remembered_for_numbered_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "2024-03-05,Port reopens after the storm\n2024-03-06,Council meets in the hall\n")
    result = read_articles([path], remembered={header_key(["column 1", "column 2"]): {"title": "column 1"}})
    assert [article.title for article in result.articles] == ["Port reopens after the storm", "Council meets in the hall"]


@pytest.mark.parametrize("option", ["mappings", "remembered"])
def test_fields_that_do_not_exist_are_refused(tmp_path: Path, option: str) -> None:
    path = write(tmp_path, "a.csv", TABLE)
    with pytest.raises(InputError, match="titel"):
        read_items([path], **{option: {"a.csv": {"titel": "a"}}})  # type: ignore[arg-type]  # the two options have one type
    with pytest.raises(InputError, match="titel"):
        preview(path, **{option: {"a.csv": {"titel": "a"}}})  # type: ignore[arg-type]


def test_how_a_file_was_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "Title;Datum\nPort reopens – now;03/04/2024\n;\nCouncil meets;25/04/2024\n".encode("cp1252"))
    assert read_articles([path]).files_read == [
        FileRead(
            file="a.csv",
            format="CSV",
            encoding="Windows-1252",
            rows=3,
            kept=2,
            rejected=1,
            column_map={"title": ["Title"], "text": [], "outlet": [], "authors": [], "published_at": ["Datum"], "url": []},
            date_order="day first",
            date_reason="1 dates can only be read day first",
            headers=(header_key(["Title", "Datum"]),),
            notes=(
                "read as Windows-1252, columns separated by semicolon",
                "title from 'Title', published_at from 'Datum'",
                "holds no texts: its titles are read as headlines",
                "dates read day first: 1 dates can only be read day first",
            ),
        )
    ]


def test_every_file_of_an_archive_has_its_record_behind_its_items(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.bin", bytes(range(256)))
        archive.writestr("c.txt", "Council meets.")
    path = write(tmp_path, "a.zip", buffer.getvalue())
    items = list(read_items([path, write(tmp_path, "empty.csv", "")]))
    assert [type(item) for item in items] == [Article, FileRead, RejectedRow, FileRead, Article, FileRead, RejectedRow, FileRead]
    reads = [item for item in items if isinstance(item, FileRead)]
    assert [(read.file, read.format, read.rows, read.kept, read.rejected) for read in reads] == [
        ("a.zip/a.csv", "CSV", 1, 1, 0),
        ("a.zip/b.bin", None, 1, 0, 1),
        ("a.zip/c.txt", "plain text", 1, 1, 0),
        ("empty.csv", None, 1, 0, 1),
    ]
    assert all(read.is_complete for read in reads)
    result = read_articles([path])
    assert (result.files, len(result.files_read)) == (1, 3)


def test_a_preview_shows_what_each_row_would_give(tmp_path: Path) -> None:
    content = (
        "Headline,Byline,Date,Section\nPort reopens,By Anna Lind and Ben Oat,03/25/2024,News\nCouncil meets,,03/04/2024,News\n,,soon,\n"
    )
    shown = preview(write(tmp_path, "a.csv", content), outlet="Harbour Post")
    assert shown is not None
    assert (shown.header, shown.encoding, shown.remembered) == (header_key(["Headline", "Byline", "Date", "Section"]), "UTF-8", False)
    assert shown.order == "month first: 1 dates can only be read month first"
    empty = {"title": None, "text": None, "outlet": None, "authors": None, "published_at": None, "url": None}
    assert shown.fields == [
        {**empty, "title": "Port reopens", "authors": "Anna Lind; Ben Oat", "published_at": "2024-03-25T00:00:00+00:00", "outlet": "Harbour Post"},
        {**empty, "title": "Council meets", "published_at": "2024-03-04T00:00:00+00:00", "outlet": "Harbour Post"},
        empty,
    ]  # fmt: skip


def test_a_preview_with_what_was_remembered_and_what_was_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a,b\nPort reopens,Boats sail again.\n")
    key = header_key(["a", "b"])
    shown = preview(path, remembered={key: {"title": "b"}})
    assert shown is not None
    assert (shown.remembered, shown.fields[0]["title"]) == (True, "Boats sail again.")
    chosen = preview(path, mappings={"a.csv": {"title": "a"}}, remembered={key: {"title": "b"}})
    assert chosen is not None
    assert (chosen.remembered, chosen.fields[0]["title"]) == (False, "Port reopens")


def test_sheets_of_a_workbook_have_columns_of_their_own(tmp_path: Path) -> None:
    book = Workbook()
    first, second, third = book.active, book.create_sheet("Inland"), book.create_sheet("Codes")
    assert first is not None
    first.title = "Coast"
    for sheet, rows in (
        (first, [["title", "date"], *[[f"Port reopens {number}", datetime(2024, 3, 5)] for number in range(250)]]),
        (second, [["Headline", "Body"], ["Council meets", "The council met."]]),
        (third, [["1", "2"], [3, 4]]),
    ):
        for row in rows:
            sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    result = read_articles([path])
    assert (result.articles[250].title, result.articles[250].text, result.articles[250].source_row) == (
        "Council meets",
        "The council met.",
        251,
    )
    assert result.articles[249].published_at == datetime(2024, 3, 5, tzinfo=UTC)
    assert [(row.row, row.reason) for row in result.rejected] == [(None, "no column with text or titles")]
    assert "sheet 'Codes'" in result.rejected[0].detail
    (read,) = result.files_read
    assert read.column_map["title"] == ["title", "Headline"]
    assert (read.rows, read.kept, read.rejected) == (252, 251, 1)
    shown = preview(path)
    assert shown is not None
    assert shown.columns == ["title", "date"]


def test_a_date_from_the_dateline_is_marked(tmp_path: Path) -> None:
    texts = ["HARBOUR CITY, March 5, 2024 — Boats sail again.", "HARBOUR CITY, March 5 — Boats sail again.", "Boats sail again."]
    path = write(tmp_path, "a.csv", "text,date\n" + "".join(f'"{text}",\n' for text in texts) + f'"{texts[0]}",2024-03-06\n')
    articles = read_articles([path]).articles
    assert [article.dated_by for article in articles] == ["dateline", None, None, None]
    assert [article.published_at for article in articles] == [
        datetime(2024, 3, 5, tzinfo=UTC),
        None,
        None,
        datetime(2024, 3, 6, tzinfo=UTC),
    ]
    marked = Article(title="One", dated_by="dateline")
    assert marked.article_id == Article(title="One").article_id
