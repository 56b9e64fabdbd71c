"""Reading: every format, good and broken; nothing vanishes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.article import Article, RejectedRow
from analysis.errors import InputError
from analysis.readers import READERS, ReadResult, iter_articles, preview, read_articles
from analysis.readers import reader as reason_names

HEADER = "title,text,outlet,published_at,url\n"
GOOD = 'Port reopens,"Boats sail, again.",Harbour Post,2024-03-05,https://harbour.example/1\n'


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(folder: Path, name: str, content: str | bytes, **options: str) -> ReadResult:
    return read_articles([write(folder, name, content)], **options)  # type: ignore[arg-type]  # only text options are used here


def reasons(result: ReadResult) -> list[tuple[int | None, str]]:
    return [(row.row, row.reason) for row in result.rejected]


def test_csv(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", HEADER + GOOD)
    assert result.articles == [
        Article(
            title="Port reopens",
            text="Boats sail, again.",
            outlet="Harbour Post",
            published_at=datetime(2024, 3, 5, tzinfo=UTC),
            url="https://harbour.example/1",
            source_file="a.csv",
            source_row=1,
        )
    ]
    assert (result.rejected, result.files, result.rows) == ([], 1, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    result = read(
        tmp_path,
        "a.csv",
        f"headline{delimiter}body{delimiter}source\nPort reopens{delimiter}Boats, they say; sail.{delimiter}Harbour Post\n".replace(
            ", they say;", " they say" if delimiter in ",;" else ", they say;"
        ),
    )
    assert [(article.title, article.outlet) for article in result.articles] == [("Port reopens", "Harbour Post")]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    result = read(tmp_path, "a.csv", (HEADER + GOOD.replace("Port reopens", "“Café” reopens — now")).encode(encoding))
    assert result.articles[0].title == "“Café” reopens — now"
    assert f"a.csv: read as {named}, columns separated by comma" in result.notes


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    content = HEADER.encode() + "Café one,t,,,\n".encode() + "Café two,t,,,\n".encode("cp1252")
    assert [article.title for article in read(tmp_path, "a.csv", content).articles] == ["Café one", "Café two"]


def test_line_breaks_inside_quotes_and_doubled_quotes(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,"First line.\n\nSecond ""line""."\nTwo,Text.\n')
    assert [article.text for article in result.articles] == ['First line.\n\nSecond "line".', "Text."]
    assert [article.source_row for article in result.articles] == [1, 2]


def test_unnamed_first_column_and_blank_lines(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", ",title,text\n0,One,Text one.\n\n1,Two,Text two.\n\n")
    assert [(article.title, article.source_row) for article in result.articles] == [("One", 1), ("Two", 2)]


def test_no_header(tmp_path: Path) -> None:
    lines = (
        "2024-03-05,Harbour Post,Port reopens after the storm,https://harbour.example/1\n"
        "2024-03-06,Harbour Post,Council meets in the school hall,https://harbour.example/2\n"
    )
    result = read(tmp_path, "a.csv", lines)
    assert [(a.title, a.outlet, a.published_at, a.url) for a in result.articles] == [
        ("Port reopens after the storm", "Harbour Post", datetime(2024, 3, 5, tzinfo=UTC), "https://harbour.example/1"),
        ("Council meets in the school hall", "Harbour Post", datetime(2024, 3, 6, tzinfo=UTC), "https://harbour.example/2"),
    ]


def test_broken_rows_are_rejected_with_their_number_and_the_rest_is_kept(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text\nOne,Text one.\nTwo,Text, with, commas\n,\n,  \nThree,Text three.\n")
    assert [(article.title, article.source_row) for article in result.articles] == [("One", 1), ("Three", 5)]
    assert reasons(result)[0] == (2, "broken row")
    assert result.rows == len(result.articles) + len(result.rejected)


def test_rows_without_title_and_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,text,outlet\nOne,Text one.,A\n,,Harbour Post\nTwo,,B\n,Only text.,C\n")
    assert [(article.title, article.text) for article in result.articles] == [("One", "Text one."), ("Two", None), (None, "Only text.")]
    assert reasons(result) == [(2, "no text or title")]


def test_rows_that_repeat_an_earlier_one(tmp_path: Path) -> None:
    write(tmp_path, "in/a.csv", HEADER + GOOD + GOOD)
    write(tmp_path, "in/b.csv", HEADER + GOOD + GOOD.replace("2024-03-05", "2024-03-06"))
    result = read_articles([tmp_path / "in"])
    assert [(article.source_file, article.source_row) for article in result.articles] == [("a.csv", 1), ("b.csv", 2)]
    assert [(row.file, row.row, row.reason) for row in result.rejected] == [
        ("a.csv", 2, "repeats an earlier row"),
        ("b.csv", 1, "repeats an earlier row"),
    ]
    assert "a.csv, row 1" in result.rejected[0].detail


def test_an_unclosed_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,Text one.\nTwo,"Text two.\nThree,Text three.\nFour,Text four.\n')
    assert [article.title for article in result.articles] == ["One", "Three", "Four"]
    assert reasons(result) == [(2, "broken row")]


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,Text one.\nTwo,"Text two begins\n\nand goes on until it sto')
    assert [article.title for article in result.articles] == ["One"]
    assert reasons(result) == [(2, "broken row")]
    assert "cut off" in result.rejected[0].detail


def test_quotation_marks_that_are_not_doubled_are_read_leniently(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,"The "old" port"\nTwo,Text two.\n')
    assert [article.title for article in result.articles] == ["One", "Two"]
    assert "old" in (result.articles[0].text or "")


def test_a_table_without_a_column_of_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "id,price\n1,3.5\n2,4.5\n")
    assert result.articles == []
    assert reasons(result) == [(None, "no column with text or titles")]
    assert "--map" in result.rejected[0].detail


def test_a_mapping_and_an_outlet(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "slug,blurb\nPort reopens,Boats sail.\n")
    result = read_articles([path], mapping={"title": "slug", "text": "blurb"}, outlet="Harbour Post")
    assert [(article.title, article.text, article.outlet) for article in result.articles] == [
        ("Port reopens", "Boats sail.", "Harbour Post")
    ]


def test_a_mapping_to_a_column_that_is_not_there(tmp_path: Path) -> None:
    result = read_articles([write(tmp_path, "a.csv", HEADER + GOOD)], mapping={"title": "Slug"})
    assert reasons(result) == [(None, "no column with text or titles")]
    assert "'Slug'" in result.rejected[0].detail
    assert "title, text, outlet" in result.rejected[0].detail


def test_the_outlet_comes_from_the_address_when_nothing_else_names_it(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,url\nPort reopens,https://www.harbour.example/1\n")
    assert result.articles[0].outlet == "harbour.example"


def test_dates_are_read_over_the_whole_column(tmp_path: Path) -> None:
    rows = "".join(f"Title {number},0{number % 9 + 1}/04/2024\n" for number in range(300))
    result = read(tmp_path, "a.csv", f"title,date\n{rows}Last,04/25/2024\n")
    assert result.articles[1].published_at == datetime(2024, 2, 4, tzinfo=UTC)
    assert result.notes[-1] == "a.csv: dates read month first: 1 dates can only be read month first"


def test_a_dateline_dates_an_article_only_when_nothing_else_does(tmp_path: Path) -> None:
    text = "HARBOUR CITY, March 5, 2024 — Boats sail again."
    rows = [{"text": text}, {"text": text + " ", "date": ""}, {"text": text, "date": "0001-01-01"}, {"text": text, "date": "2024-04-01"}]
    result = read(tmp_path, "a.json", json.dumps(rows))
    march, april = datetime(2024, 3, 5, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
    assert [article.published_at for article in result.articles] == [march, None, april]
    assert "a.json: 2 dates taken from the dateline in the text, where nothing else gives one" in result.notes
    assert [row.row for row in result.rejected] == [2]


def test_json_list(tmp_path: Path) -> None:
    records = [{"headline": "One", "body": "Text one.", "source": {"name": "Harbour Post"}}, {"headline": "Two"}]
    result = read(tmp_path, "a.json", json.dumps(records, indent=1))
    assert [(a.title, a.text, a.outlet, a.source_row) for a in result.articles] == [
        ("One", "Text one.", "Harbour Post", 1),
        ("Two", None, None, 2),
    ]


def test_json_lines_with_a_broken_line(tmp_path: Path) -> None:
    result = read(tmp_path, "a.jsonl", '{"title": "One"}\n{"title": "Tw\n\n[1]\n{"title": "Three"}\n')
    assert [(article.title, article.source_row) for article in result.articles] == [("One", 1), ("Three", 4)]
    assert reasons(result) == [(2, "broken row"), (3, "broken row")]


def test_json_list_that_is_cut_off_or_damaged(tmp_path: Path) -> None:
    cut = read(tmp_path, "a.json", '[{"title": "One"}, {"title": "Two"}, {"title": "Thr')
    assert [article.title for article in cut.articles] == ["One", "Two"]
    assert reasons(cut) == [(3, "broken row")]
    damaged = read(tmp_path, "b.json", '[{"title": "One"}, {"title": }, {"title": "Three"}]')
    assert [article.title for article in damaged.articles] == ["One", "Three"]
    assert reasons(damaged) == [(2, "broken row")]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ({"status": "ok", "articles": [{"source": {"id": None, "name": "Harbour Post"}, "author": "Anna Lind", "title": "One",
          "description": "D.",
          "url": "https://harbour.example/1", "publishedAt": "2024-03-05T14:30:00Z", "content": "Boats sail again… [+2747 chars]"}]},
         ("One", "Boats sail again", "Harbour Post", ("Anna Lind",))),
        ({"response": {"status": "ok", "results": [{"id": "coast/1", "webTitle": "One", "webUrl": "https://harbour.example/1",
          "webPublicationDate": "2024-03-05T14:30:00Z",
          "fields": {"headline": "One", "bodyText": "Boats sail again", "byline": "Anna Lind"}}]}}, ("One", "Boats sail again",
            "harbour.example", ("Anna Lind",))),
        ({"response": {"docs": [{"web_url": "https://harbour.example/1", "lead_paragraph": "Boats sail again",
          "headline": {"main": "One", "kicker": None}, "source": "Harbour Post",
          "byline": {"original": "By Anna Lind", "person": []}, "pub_date": "2024-03-05T14:30:00+0000",
            "multimedia": [{"type": "image", "url": "i.jpg"}]}], "meta": {"hits": 1}}},
         ("One", "Boats sail again", "Harbour Post", ("Anna Lind",))),
        ({"articles": {"results": [{"uri": "1", "title": "One", "body": "Boats sail again", "dateTimePub": "2024-03-05T14:30:00Z",
          "url": "https://harbour.example/1",
          "source": {"uri": "harbour.example", "title": "Harbour Post"}, "authors": [{"uri": "x", "name": "Anna Lind"}]}],
            "totalResults": 1}},
         ("One", "Boats sail again", "Harbour Post", ("Anna Lind",))),
        ({"headline": "One", "body": "Boats sail again", "date": "2024-03-05T14:30:00Z", "outlet": "Harbour Post",
          "authors": ["Anna Lind"], "url": "https://harbour.example/1"},
         ("One", "Boats sail again", "Harbour Post", ("Anna Lind",))),
    ],
    ids=["newsapi", "guardian", "new york times", "event registry", "one article"],
)  # fmt: skip
def test_shapes_of_interfaces(tmp_path: Path, shape: object, expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    (article,) = read(tmp_path, "a.json", json.dumps(shape)).articles
    assert (article.title, article.text, article.outlet, article.authors) == expected
    assert article.published_at == datetime(2024, 3, 5, 14, 30, tzinfo=UTC)
    assert article.url == "https://harbour.example/1"


def test_removed_articles_of_newsapi_are_rejected(tmp_path: Path) -> None:
    record = {"title": "[Removed]", "description": "[Removed]", "content": "[Removed]", "url": "https://removed.com"}
    result = read(tmp_path, "a.json", json.dumps({"articles": [record, {"title": "One", "content": "Text."}]}))
    assert reasons(result) == [(1, "no text or title")]
    assert [article.title for article in result.articles] == ["One"]


def test_plain_text_with_a_title(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.txt", "Port reopens\n\nBoats sail again.\n").articles
    assert (article.title, article.text, article.source_file) == ("Port reopens", "Boats sail again.", "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Boats sail again.\n\nThe port is open.",
        "Port reopens\nBoats sail again.",
        "WASHINGTON, March 26 — Boats sail\n\nThe port is open.",
        "x" * 200 + "\n\nThe port is open.",
        "Port reopens",
    ],
)
def test_plain_text_without_a_title(tmp_path: Path, text: str) -> None:
    (article,) = read(tmp_path, "a.txt", text).articles
    assert (article.title, article.text) == (None, text)


def test_markdown(tmp_path: Path) -> None:
    raw = "# Port reopens\n\nBoats **sail** again, says [the mayor](https://harbour.example).\n\n## A slow start\n\nNobody came.\n"
    (article,) = read(tmp_path, "a.md", raw).articles
    assert article.title == "Port reopens"
    assert article.text == "Boats sail again, says the mayor.\n\nA slow start\n\nNobody came."


def test_web_page(tmp_path: Path) -> None:
    paragraph = (
        "<p>The ferry company said on Monday that boats would sail again once the storm had passed and the pier had been repaired.</p>"
    )
    page = (
        "<!DOCTYPE html><html><head><title>Port reopens | Harbour Post</title><meta property='og:site_name' content='Harbour Post'>"
        "<meta name='author' content='Anna Lind'><meta property='article:published_time' content='2024-03-05T14:30:00Z'></head>"
        f"<body><nav>Home News Sport</nav><article><h1>Port reopens</h1>{paragraph * 4}</article><footer>Imprint</footer></body></html>"
    )
    (article,) = read(tmp_path, "a.html", page).articles
    assert (article.title, article.outlet, article.authors) == ("Port reopens", "Harbour Post", ("Anna Lind",))
    assert article.published_at == datetime(2024, 3, 5, 14, 30, tzinfo=UTC)
    assert "boats would sail again" in (article.text or "")
    assert "Imprint" not in (article.text or "")


def test_formats_are_told_by_content(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", HEADER + GOOD).articles[0].title == "Port reopens"
    assert read(tmp_path, "b.csv", '[{"title": "One", "text": "Text."}]').articles[0].title == "One"
    assert read(tmp_path, "noending", '{"title": "One"}\n{"title": "Two"}\n').rows == 2


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "__MACOSX/e.txt"):
        write(tmp_path, f"in/{name}", f"Text of {name}.")
    result = read_articles([tmp_path / "in"])
    assert [article.source_file for article in result.articles] == ["a.txt", "b.txt", "sub/c.txt"]
    assert result.files == 3


def test_files_that_no_reader_takes_are_rejected_and_the_others_kept(tmp_path: Path) -> None:
    write(tmp_path, "in/a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    write(tmp_path, "in/b.csv", bytes(range(256)) * 20)
    write(tmp_path, "in/c.csv", "")
    write(tmp_path, "in/d.csv", HEADER + GOOD)
    result = read_articles([tmp_path / "in"])
    assert [(row.file, row.row, row.reason) for row in result.rejected] == [
        ("a.png", None, "not a news file"),
        ("b.csv", None, "not a news file"),
        ("c.csv", None, "empty file"),
    ]
    assert (len(result.articles), result.files, result.rows) == (1, 4, 4)


def test_an_empty_folder_and_a_header_without_rows(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert [row.reason for row in read_articles([tmp_path / "in"]).rejected] == ["empty file"]
    assert [row.reason for row in read(tmp_path, "a.csv", HEADER).rejected] == ["empty file"]


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file or folder"):
        read_articles([tmp_path / "nowhere.csv"])
    with pytest.raises(InputError):
        iter_articles([tmp_path / "nowhere.csv"])
    with pytest.raises(InputError):
        read_articles(["a" * 5000])


def test_no_paths() -> None:
    assert read_articles([]) == ReadResult(articles=[], rejected=[], files=0, notes=[], files_read=[])


def test_iterating_gives_the_same_as_reading(tmp_path: Path) -> None:
    write(tmp_path, "in/a.csv", HEADER + GOOD + GOOD + ",,,,\n")
    write(tmp_path, "in/b.png", b"\x89PNG\r\n\x1a\n")
    items = list(iter_articles([tmp_path / "in"]))
    result = read_articles([tmp_path / "in"])
    assert [item for item in items if isinstance(item, Article)] == result.articles
    assert [item for item in items if isinstance(item, RejectedRow)] == result.rejected


def test_iterating_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", "".join(f'{{"title": "Title {number}"}}\n' for number in range(5000)))
    items = iter_articles([path])
    assert isinstance(next(items), Article)


def test_readers_are_complete() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert all(reader.extensions and reader.what for reader in READERS)


def test_a_preview_shows_columns_the_guess_and_ten_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "Slug,Body,When\n" + "".join(f"Port {number},Text.,2024-03-05\n" for number in range(20)))
    shown = preview(path, mapping={"title": "Slug"})
    assert shown is not None
    assert (shown.columns, len(shown.rows)) == (["Slug", "Body", "When"], 10)
    assert (shown.column_map.title, shown.column_map.text, shown.column_map.published_at) == (("Slug",), ("Body",), ("When",))
    assert shown.rows[0] == {"Slug": "Port 0", "Body": "Text.", "When": "2024-03-05"}
    assert preview(write(tmp_path, "a.txt", "Boats sail again.")) is None
    assert preview(write(tmp_path, "empty.csv", "")) is None


def test_a_table_of_headlines_says_so(tmp_path: Path) -> None:
    assert "a.csv: holds no texts: its titles are read as headlines" in read(tmp_path, "a.csv", "title\nPort reopens\n").notes


def test_times_that_are_not_of_publication_are_named(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", "title,scraped_at\nPort reopens,2024-03-05\n")
    assert result.articles[0].published_at is None
    note = "no dates of publication; 'scraped_at' hold other times (--map published_at=scraped_at would take one)"
    assert f"a.csv: {note}" in result.notes


def test_every_format_and_reason_is_in_the_docs() -> None:
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    assert [reader.name for reader in READERS if f"| {reader.name} |" not in text] == []
    assert [ending for reader in READERS for ending in reader.extensions if ending not in text] == []
    reasons_used = [
        *(reason_names.EMPTY_FILE, reason_names.NOT_NEWS, reason_names.TOO_LARGE, reason_names.UNREADABLE, reason_names.BROKEN_ROW),
        *(reason_names.NO_CONTENT, reason_names.NO_COLUMN, reason_names.REPEATED),
    ]
    assert [reason for reason in reasons_used if f"| {reason} |" not in text] == []


def test_tables_with_backslashed_quotation_marks(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title,text\nOne,"The \\"old\\" port, they say"\nTwo,"Text \\"two\\"."\n')
    assert [article.text for article in result.articles] == ['The "old" port, they say', 'Text "two".']


def test_tables_separated_by_tabs_may_not_quote_at_all(tmp_path: Path) -> None:
    result = read(tmp_path, "a.tsv", 'title\ttext\nOne\t"Old" ports\nTwo\t"Text two.\nThree\tText three.\n')
    assert [article.text for article in result.articles] == ["Old ports", '"Text two.', "Text three."]
    assert result.rejected == []


@pytest.mark.parametrize(
    "shape",
    [
        {"title": {"0": "One", "1": "Two"}, "text": {"0": "Text one.", "1": "Text two."}},
        {"title": ["One", "Two"], "text": ["Text one.", "Text two."]},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["One", "Text one."], ["Two", "Text two."]]},
        {"schema": {"fields": []}, "data": [{"title": "One", "text": "Text one."}, {"title": "Two", "text": "Text two."}]},
        {"hits": {"hits": [{"_source": {"title": "One", "text": "Text one."}}, {"_source": {"title": "Two", "text": "Text two."}}]}},
        {"a1": {"title": "One", "text": "Text one."}, "a2": {"title": "Two", "text": "Text two."}},
    ],
)
def test_shapes_of_tables_in_json(tmp_path: Path, shape: object) -> None:
    for name, indent in (("a.json", None), ("b.json", 1)):
        result = read(tmp_path, name, json.dumps(shape, indent=indent))
        assert [(article.title, article.text) for article in result.articles] == [("One", "Text one."), ("Two", "Text two.")]


def test_objects_written_one_after_another(tmp_path: Path) -> None:
    records = [{"title": "One", "text": "Text one."}, {"title": "Two"}]
    result = read(tmp_path, "a.json", "\n".join(json.dumps(record, indent=2) for record in records))
    assert [article.title for article in result.articles] == ["One", "Two"]


def test_old_office_files_are_refused_with_advice(tmp_path: Path) -> None:
    result = read(tmp_path, "a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "save it as" in result.rejected[0].detail


def test_a_list_of_headlines_with_commas(tmp_path: Path) -> None:
    result = read(tmp_path, "a.csv", 'title\nPort, pier and dock reopen\n"Council meets, again"\n')
    assert [article.title for article in result.articles] == ["Port, pier and dock reopen", "Council meets, again"]


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title\n" + "".join(f"Harbour opens again, day {day}\n" for day in range(450)), encoding="utf-8")
    told: list[int] = []
    read_articles([tmp_path / "a.csv"], progress=told.append)
    assert told == [200, 400]


def test_records_and_lists_written_out_in_cells(tmp_path: Path) -> None:
    table = (
        "source,author,title,content\n"
        "\"{'id': None, 'name': 'Harbour Post'}\",\"['Anna Lind', 'Ben Oat']\",\"{'main': 'Port reopens', 'kicker': None}\",\"['Boats sail.', 'Cars wait.']\"\n"
        '"{""name"": ""Inland News""}","[{""name"": ""Cleo Marsh""}]",[Council] meets,{unclosed\n'
    )
    first, second = read(tmp_path, "a.csv", table).articles
    assert (first.outlet, first.authors, first.title, first.text) == (
        "Harbour Post",
        ("Anna Lind", "Ben Oat"),
        "Port reopens",
        "Boats sail.\n\nCars wait.",
    )
    assert (second.outlet, second.authors, second.title, second.text) == ("Inland News", ("Cleo Marsh",), "[Council] meets", "{unclosed")


def test_a_record_s_own_fields_go_before_those_inside_it(tmp_path: Path) -> None:
    record = {"thread": {"title": "Thread", "url": "https://other.example"}, "title": "Port reopens", "url": "https://harbour.example/1"}
    (article,) = read(tmp_path, "a.json", json.dumps({"posts": [record]})).articles
    assert (article.title, article.url) == ("Port reopens", "https://harbour.example/1")


def test_a_headline_and_its_teaser_without_a_header(tmp_path: Path) -> None:
    lines = "".join(
        f'{number},Port number {number} reopens today,"Boats sail again from port number {number}, the company that runs them said on Monday."\n'
        for number in range(4)
    )
    first = read(tmp_path, "a.csv", lines).articles[0]
    assert (first.title, (first.text or "")[:16]) == ("Port number 0 reopens today", "Boats sail again")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://harbour.example/2024/03/05/port", datetime(2024, 3, 5, tzinfo=UTC)),
        ("https://harbour.example/world/2024/mar/05/port", datetime(2024, 3, 5, tzinfo=UTC)),
        ("https://harbour.example/news/2024-03-05/port", datetime(2024, 3, 5, tzinfo=UTC)),
        ("https://harbour.example/2024/03/port", None),
        ("https://harbour.example/2024/13/45/port", None),
        ("https://harbour.example/port-12345-06-07", None),
    ],
)
def test_a_day_in_the_address_dates_an_article_when_nothing_else_does(tmp_path: Path, url: str, day: datetime | None) -> None:
    rows = [
        {"title": "One", "url": url, "date": ""},
        {"title": "Two", "url": url, "date": "2050-01-01"},
        {"title": "Three", "url": url, "date": "2024-04-01"},
    ]
    articles = read(tmp_path, "a.json", json.dumps(rows)).articles
    assert [article.published_at for article in articles] == [day, None, datetime(2024, 4, 1, tzinfo=UTC)]
    assert [article.dated_by for article in articles] == ["address" if day else None, None, None]


def test_texts_that_their_source_cut_off_are_counted(tmp_path: Path) -> None:
    texts = ["Boats sail again… [+2747 chars]", "Cars wait... [2747 chars]", "The council met [in the hall]."]
    result = read(tmp_path, "a.json", json.dumps([{"title": f"Title {number}", "content": text} for number, text in enumerate(texts)]))
    assert [article.text for article in result.articles] == ["Boats sail again", "Cars wait", "The council met [in the hall]."]
    assert "a.json: 2 texts are only the beginnings of articles: their source cut them off ([+... chars])" in result.notes


@pytest.mark.parametrize(
    "above",
    ["sep=;\n", "Export of 5 March 2024\n\nSearch: port; pier\n", '"Query";"port"\n'],
)
def test_lines_above_the_names_of_the_columns(tmp_path: Path, above: str) -> None:
    rows = "Headline;Body;Publication;Date\nPort reopens;Boats, cars and people wait.;Harbour Post;2024-03-05\n;;x;\n"
    result = read(tmp_path, "a.csv", above + rows)
    assert [(article.title, article.text, article.outlet, article.source_row) for article in result.articles] == [
        ("Port reopens", "Boats, cars and people wait.", "Harbour Post", 1)
    ]
    assert any("above the names of the columns not read" in note for note in result.notes)
    assert [row.row for row in result.rejected] == [2]
