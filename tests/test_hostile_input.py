"""Hostile and damaged input: a clear message with file and row, the rest kept, never an exception that is not ours."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import limits
from analysis.article import RejectedRow
from analysis.errors import DatelineError
from analysis.readers import READERS, ReadResult, preview, read_articles, web_page

GOOD_LINE = '{"title": "Port reopens", "text": "Boats sail again."}\n'


def read(folder: Path, name: str, content: bytes | str) -> ReadResult:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return read_articles([path])


def only(result: ReadResult) -> RejectedRow:
    (row,) = result.rejected
    assert "\n" not in row.detail
    assert 0 < len(row.detail) <= limits.MAX_DETAIL
    return row


def test_a_line_beyond_the_limit_costs_itself(tmp_path: Path) -> None:
    long = '{"title": "Long", "text": "' + "x" * limits.MAX_ROW_CHARACTERS + '"}\n'
    result = read(tmp_path, "a.jsonl", GOOD_LINE + long + GOOD_LINE.replace("Port", "Pier"))
    assert [article.title for article in result.articles] == ["Port reopens", "Pier reopens"]
    assert (only(result).row, only(result).reason) == (2, "too large")


def test_a_first_line_beyond_the_limit(tmp_path: Path) -> None:
    long = '{"title": "Long", "text": "' + "x" * limits.MAX_ROW_CHARACTERS + '"}\n'
    result = read(tmp_path, "a.jsonl", long + GOOD_LINE)
    assert [article.title for article in result.articles] == ["Port reopens"]
    assert (only(result).row, only(result).reason) == (1, "too large")


@pytest.mark.parametrize(("size", "kept"), [(limits.MAX_FIELD_CHARACTERS, 2), (limits.MAX_FIELD_CHARACTERS + 1, 1)])
def test_a_field_at_the_edge_of_the_limit(tmp_path: Path, size: int, kept: int) -> None:
    result = read(tmp_path, "a.csv", "title,text\nLong," + "x" * size + "\nPort reopens,Boats sail again.\n")
    assert (len(result.articles), result.rows) == (kept, 2)
    assert [row.reason for row in result.rejected] == ["too large"] * (2 - kept)


def test_a_csv_row_of_one_endless_line(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\nLong," + "x" * (limits.MAX_ROW_CHARACTERS + 10) + "\nPort reopens,Boats sail again.\n")
    assert [article.title for article in result.articles] == ["Port reopens"]
    assert (only(result).row, only(result).reason) == (1, "too large")


@pytest.mark.parametrize(("count", "kept"), [(limits.MAX_COLUMNS, 1), (limits.MAX_COLUMNS + 1, 0)])
def test_columns_at_the_edge_of_the_limit(tmp_path: Path, count: int, kept: int) -> None:
    names = ["title", *(f"c{number}" for number in range(count - 1))]
    result = read(tmp_path, "a.csv", ",".join(names) + "\n" + ",".join(["Port reopens"] * count) + "\n")
    assert len(result.articles) == kept
    assert [row.reason for row in result.rejected] == ["too large"] * (1 - kept)


@pytest.mark.parametrize(("depth", "kept"), [(limits.MAX_JSON_DEPTH - 1, 1), (limits.MAX_JSON_DEPTH, 0)])
def test_json_at_the_edge_of_the_depth(tmp_path: Path, depth: int, kept: int) -> None:
    line = '{"title": "Deep", "x": ' + "[" * depth + "]" * depth + "}\n"
    result = read(tmp_path, "a.jsonl", line + GOOD_LINE)
    assert len(result.articles) == kept + 1
    assert [row.reason for row in result.rejected] == ["too large"] * (1 - kept)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"articles":'])
def test_json_nested_without_end(tmp_path: Path, opening: str) -> None:
    result = read(tmp_path, "a.json", opening * 200_000)
    assert result.articles == []
    assert only(result).file == "a.json"


def test_nul_bytes_and_controls_in_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\nPort\x00 reopens,Boats\x00 sail again. " + "word " * 100 + "\n")
    assert len(result.articles) == 1
    assert result.rows == 1


def test_a_binary_file_with_a_friendly_name(tmp_path: Path) -> None:
    result = read(tmp_path, "news.csv", random.Random(1).randbytes(50_000))
    assert only(result).reason == "not a news file"
    assert only(read(tmp_path, "short.csv", b"\x00\x01\x02\xff")).reason == "not a news file"


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.csv", "=1+1.csv", "..csv.csv.", "a\nb.csv", "ünï.csv", "💥.csv", "-rf.csv"])
def test_names_are_kept_as_text_without_folders(tmp_path: Path, name: str) -> None:
    result = read(tmp_path, name, "title\nPort reopens\n")
    assert [article.source_file for article in result.articles] == [name.replace("\n", "�")]
    assert str(tmp_path) not in " ".join(result.notes)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.csv")  # noqa: PTH118  # a path of bytes
    with open(path, "w") as file:  # noqa: PTH123
        file.write("title\nPort reopens\n")
    result = read_articles([tmp_path])
    assert [article.source_file for article in result.articles] == ["��.csv"]
    (result.articles[0].source_file or "").encode("utf-8")


def test_pipes_and_links_that_lead_nowhere_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "c.csv").write_text("title\nPort reopens\n")
    result = read_articles([tmp_path])
    assert [(row.file, row.reason) for row in result.rejected] == [("a.csv", "cannot be read"), ("b.csv", "cannot be read")]
    assert len(result.articles) == 1


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b" \n",
        b"<html>" + b"<div>" * 20_000 + b"Deep.",
        b'<html><script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
        b'<html><script type="application/ld+json">{"@type": "NewsArticle", "headline": {"a": []}, "author": '
        b'[[[3]]], "datePublished": 7e99}</script>',
        b"<html><p" * 5_000,
        bytes(range(256)) * 200,
        b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00",
        b'<html><meta charset="utf-99"><p>x',
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><p>&b;&b;</p></html>',
    ],
)
def test_hostile_pages_give_an_article_or_nothing(page: bytes) -> None:
    article = web_page.read(page)
    assert article.text is None or article.text.strip()


def test_a_page_beyond_the_limit(tmp_path: Path) -> None:
    page = b"<html><body><p>Boats sail again.</p>"
    result = read(tmp_path, "a.html", page + b" " * (limits.MAX_PAGE + 1 - len(page)))
    assert only(result).reason == "too large"
    assert "10.0 MB" in only(result).detail


def test_a_page_that_never_ends_is_stopped_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        "<html><body><article><p>The ferry company said that boats would sail again once the storm had passed.</p></article></body></html>"
    )
    monkeypatch.setattr(limits, "MAX_PAGE_SECONDS", 0.5)
    # The parser compares every attribute with every other.
    endless = "<html><body><div " + " ".join(f"a{number}=''" for number in range(200_000)) + ">" + page
    assert only(read(tmp_path, "a.html", endless)).reason == "too large"
    assert only(read(tmp_path, "b.mhtml", f"MIME-Version: 1.0\nContent-Type: text/html\n\n{endless}")).reason == "too large"
    monkeypatch.undo()
    assert len(read(tmp_path, "c.html", page).articles) == 1


def test_a_page_that_needs_too_much_memory_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_APART_MEMORY", 5 * limits.MEGABYTE)
    assert only(read(tmp_path, "a.html", "<html><body><p>Boats sail again.</p></body></html>")).reason == "cannot be read"


def test_texts_of_opening_marks_alone_do_not_take_for_ever(tmp_path: Path) -> None:
    units = ["<script>", "<!-- ", "<p ", "[", "[a](", "_a ", "\n", " \n", "Body\n"]
    for number, unit in enumerate(units):
        text = unit * (limits.MEGABYTE // 2 // len(unit))
        result = read(tmp_path, f"{number}.md", f"Boats sail again. {text}End of Document\n")
        assert result.rows == 1
        result = read(tmp_path, f"{number}.jsonl", json.dumps({"title": "Port reopens", "text": text}) + "\n")
        assert [article.title for article in result.articles] == ["Port reopens"]


def test_a_field_of_many_lines_beyond_the_limit_is_one_row(tmp_path: Path) -> None:
    long = "Boats sail, again\n" * (limits.MAX_FIELD_CHARACTERS // 18 + 2)
    result = read(tmp_path, "a.csv", f'title,text,outlet\nLong,"{long * 3}",Harbour Post\nPort reopens,Boats sail again.,Harbour Post\n')
    assert [(article.title, article.source_row) for article in result.articles] == [("Port reopens", 2)]
    assert (only(result).row, only(result).reason) == (1, "too large")


def test_an_unclosed_mark_before_much_text_costs_its_row(tmp_path: Path) -> None:
    good = "".join(f"Title {number},{'Boats sail again. ' * 40}\n" for number in range(20_000))
    result = read(tmp_path, "a.csv", f'title,text\nOne,"Text one.\n{good}')
    assert (only(result).row, only(result).content) == (1, 'One,"Text one.\n')
    assert len(result.articles) == 20_000


def test_a_field_beyond_the_limit_in_json(tmp_path: Path) -> None:
    records = [
        {"title": "Long", "text": "x" * (limits.MAX_FIELD_CHARACTERS + 1)},
        {"title": "Edge", "text": "x" * limits.MAX_FIELD_CHARACTERS},
    ]
    result = read(tmp_path, "a.json", json.dumps({"articles": records}))
    assert [article.title for article in result.articles] == ["Edge"]
    assert (only(result).row, only(result).reason) == (1, "too large")


def test_a_record_beyond_the_limit_in_a_json_list_costs_itself(tmp_path: Path) -> None:
    long = '{"title": "Long", "text": "' + "x" * (3 * limits.MAX_ROW_CHARACTERS) + '"}'
    result = read(tmp_path, "a.json", f'[{{"title": "One"}}, {long}, {{"title": "Three"}}]')
    assert [(article.title, article.source_row) for article in result.articles] == [("One", 1), ("Three", 3)]
    assert (only(result).row, only(result).reason) == (2, "too large")


def test_records_of_ever_other_fields_are_read(tmp_path: Path) -> None:
    rows = ({"title": f"Title {row}", **{f"count {row} {number}": 1 for number in range(1_000)}, "text": "Text."} for row in range(30))
    result = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [article.text for article in result.articles] == ["Text."] * 30


def test_fields_filled_up_with_nuls(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\nPort reopens\x00\x00\x00\x00,Boats sail again.\x00\x00\n")
    assert [(article.title or "").rstrip("\x00") for article in result.articles] == ["Port reopens"]


def test_rows_that_all_have_an_unclosed_mark_do_not_swallow_each_other(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,"Text one.\nTwo,"Text two.\nThree,"Text three.\nFour,Text four.\n')
    assert [article.title for article in result.articles] == ["Four"]
    assert [row.content for row in result.rejected] == ['One,"Text one.\n', 'Two,"Text two.\n', 'Three,"Text three.\n']


def test_too_much_to_read_again_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "title,text\n" + 'One,"Text one.\n' * 10 + "Last,Text.\n"
    monkeypatch.setattr(limits, "MAX_REPAIR_CHARACTERS", 100)
    result = read(tmp_path, "a.csv", rows)
    assert "the rest of the file was not read" in result.rejected[-1].detail
    monkeypatch.undo()
    assert read(tmp_path, "a.csv", rows).articles[-1].title == "Last"


def test_many_unclosed_quotation_marks(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\n" + 'Port,"reopens\n' * 51 + "Last,Text.\n")
    assert result.rows == len(result.articles) + len(result.rejected)
    assert result.articles[-1].title == "Last"


def samples() -> list[tuple[str, bytes]]:
    rows = [
        {"title": f"Title {n}", "text": f"Text “{n}”, with é.\n\nSecond.", "date": "2024-03-05", "url": f"https://harbour.example/{n}"}
        for n in range(5)
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    table = "title;text;date\n" + "\n".join(f'{row["title"]};"{row["text"]}";{row["date"]}' for row in rows)
    page = (
        "<!DOCTYPE html><html><head><title>Port</title></head><body><article><h1>Port</h1>"
        + "<p>Boats sail again today.</p>" * 9
        + "</article></body></html>"
    )
    return [
        ("a.jsonl", lines.encode()),
        ("a.json", json.dumps(rows).encode()),
        ("b.json", json.dumps({"response": {"results": rows}}).encode()),
        ("a.csv", table.encode()),
        ("b.csv", table.encode("utf-16")),
        ("a.html", page.encode()),
        ("a.txt", b"Port reopens\n\nBoats sail again.\n"),
    ]


def damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(data)) if data else 0
        action = chance.randrange(4)
        if action == 0:
            del data[place:]
        elif action == 1:
            data[place : place + 1] = chance.randbytes(chance.randrange(1, 9))
        elif action == 2:
            data[place:place] = chance.choice([b'"', b"\n", b"\x00", b"[", b"{", b"<", b"&#x0;", b"\xff", b"]]", b"PK\x03\x04"])
        else:
            del data[place : place + chance.randrange(1, 40)]
    return bytes(data)


@pytest.mark.parametrize(("name", "content"), samples(), ids=[name for name, _ in samples()])
def test_damage_never_raises_and_nothing_vanishes(tmp_path: Path, name: str, content: bytes) -> None:
    chance = random.Random(name)
    for _ in range(60):
        result = read(tmp_path, name, damaged(content, chance))
        assert result.files == 1
        assert result.rows >= 1
        assert all(row.file == name and row.reason and row.detail for row in result.rejected)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ending=st.sampled_from(["csv", "json", "txt", "html", "md", "xlsx"]),
)
def test_any_bytes_at_all(tmp_path: Path, content: bytes, ending: str) -> None:
    result = read(tmp_path, f"a.{ending}", content)
    assert result.rows >= 1
    assert read(tmp_path, f"a.{ending}", content) == result


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.dictionaries(
            st.sampled_from(["title", "text", "date", "author", "source", "url"]),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.text(),
                # A record whose only fields are numbered is a table by columns, as pandas writes it.
                lambda inner: st.lists(inner) | st.dictionaries(st.text().filter(lambda key: not key.isdecimal()), inner),
                max_leaves=5,
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_record_is_kept_or_rejected(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    result = read(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    assert result.rows in (len(rows), 1)
    if result.rows == 1 != len(rows):
        assert only(result).row is None


def test_only_our_errors_for_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(DatelineError):
        read_articles([tmp_path / "x"], mapping={"titel": "a"})
    with pytest.raises(DatelineError):
        read_articles([tmp_path / "\x00"])


def test_every_reader_refuses_what_is_not_its_own() -> None:
    for reader in READERS:
        assert not reader.accepts(b"\x7fELF" + bytes(100), "a")


def test_every_limit_is_in_the_docs() -> None:
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    megabytes = [
        limits.MAX_WHOLE_FILE,
        limits.MAX_ARTICLE_FILE,
        limits.MAX_PAGE,
        limits.MAX_ARCHIVE_MEMBER,
        limits.MAX_ARCHIVE_TOTAL,
        limits.MAX_APART_MEMORY,
        limits.MAX_REPAIR_CHARACTERS,
    ]
    counts = [
        limits.MAX_COLUMNS,
        limits.MAX_SHEET_ROWS,
        limits.MAX_JSON_DEPTH,
        limits.MAX_ARCHIVE_MEMBERS,
        limits.MAX_ARCHIVE_RATIO,
        limits.MAX_ARCHIVE_DEPTH,
        limits.MAX_PDF_SECONDS,
        limits.MAX_PAGE_SECONDS,
        limits.MAX_PREVIEW_ROWS,
        limits.MAX_KEPT_RECORD,
    ]
    millions = [limits.MAX_ROW_CHARACTERS, limits.MAX_FIELD_CHARACTERS]
    told = [
        *(f"{size // limits.MEGABYTE:,} MB" for size in megabytes),
        *(f"{count:,}" for count in counts),
        *(f"{count // 10**6} million" for count in millions),
    ]
    assert [value for value in told if value not in text] == []


def test_a_file_without_a_name_in_an_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "title\nPort reopens\n")
        archive.writestr("b", "title\nPier closes\n")
    # The last directory entry's name, cut to nothing: its length stands 28 bytes into the entry.
    content = bytearray(buffer.getvalue())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 28 : entry + 30] = b"\x00\x00"
    del content[entry + 46]
    end = content.rindex(b"PK\x05\x06")
    size = int.from_bytes(content[end + 12 : end + 16], "little") - 1
    content[end + 12 : end + 16] = size.to_bytes(4, "little")
    result = read(tmp_path, "a.zip", bytes(content))
    assert [article.title for article in result.articles] == ["Port reopens"]
    assert result.rows == 2


@pytest.mark.parametrize("name", ["a.rtf", "a.docx", "a.txt"])
def test_documents_without_a_text_are_rejected(tmp_path: Path, name: str) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body><w:p/></w:body></w:document>')
    content = {"a.rtf": b"{\\rtf1\\ansi \\par}", "a.docx": buffer.getvalue(), "a.txt": "\u200b\u00a0\ufeff ".encode()}[name]
    result = read(tmp_path, name, content)
    assert (result.articles, only(result).reason) == ([], "no text or title")


@pytest.mark.parametrize(("size", "kept"), [(limits.MAX_ARTICLE_FILE, 1), (limits.MAX_ARTICLE_FILE + 1, 0)])
def test_a_text_at_the_edge_of_the_limit(tmp_path: Path, size: int, kept: int) -> None:
    result = read(tmp_path, "a.txt", b"Boats sail again. " + b"x" * (size - 18))
    assert len(result.articles) == kept
    assert [row.reason for row in result.rejected] == ["too large"] * (1 - kept)


@pytest.mark.parametrize(("spare", "kept"), [(0, 1), (-1, 0)])
def test_one_json_object_at_the_edge_of_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int, kept: int) -> None:
    content = '{\n"articles": [\n{"title": "Port reopens"}\n]}'
    monkeypatch.setattr(limits, "MAX_WHOLE_FILE", len(content) + spare)
    assert len(read(tmp_path, "a.json", content).articles) == kept


def archive_of(count: int, size: int = 20) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"Text {number}".ljust(size, "x"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("limit", "value", "kept"),
    [
        ("MAX_ARCHIVE_MEMBERS", 3, 3),
        ("MAX_ARCHIVE_MEMBERS", 2, 0),
        ("MAX_ARCHIVE_MEMBER", 20, 3),
        ("MAX_ARCHIVE_MEMBER", 19, 0),
        ("MAX_ARCHIVE_TOTAL", 60, 3),
        ("MAX_ARCHIVE_TOTAL", 59, 2),
    ],
)
def test_an_archive_at_the_edge_of_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, kept: int) -> None:
    monkeypatch.setattr(limits, limit, value)
    result = read(tmp_path, "a.zip", archive_of(3))
    assert len(result.articles) == kept
    assert {row.reason for row in result.rejected} == ({"too large"} if kept < 3 else set())


@pytest.mark.parametrize(("free", "kept"), [(100_000, 1), (99_999, 0)])
def test_the_ratio_of_an_archive_counts_from_the_free_bytes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, kept: int
) -> None:
    monkeypatch.setattr(limits, "RATIO_FREE_BYTES", free)
    assert len(read(tmp_path, "a.zip", archive_of(1, 100_000)).articles) == kept


@pytest.mark.parametrize(("most", "order"), [(3, "day first"), (2, "month first")])
def test_a_preview_decides_over_as_many_rows_as_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, order: str) -> None:
    monkeypatch.setattr(limits, "MAX_PREVIEW_ROWS", most)
    path = tmp_path / "a.csv"
    path.write_text("title,date\nOne,03/04/2024 2:30 PM\nTwo,03/05/2024 2:30 PM\nThree,25/04/2024 2:30 PM\n")
    shown = preview(path)
    assert shown is not None
    assert (shown.order or "").startswith(order)
    assert "day first" in read_articles([path]).notes[-1]
