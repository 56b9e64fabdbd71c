"""Reading workbooks, feeds, documents, messages, archives and the exports of news archives; the files are made here."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from analysis import limits
from analysis.article import Article
from analysis.readers import READERS, ReadResult, read_articles
from analysis.readers.archive import unpack
from analysis.readers.reader import Allowance, memory_source

TABLE = "title,text\nPort reopens,Boats sail again.\n"
MARCH_5 = datetime(2024, 3, 5, tzinfo=UTC)


def read(folder: Path, name: str, content: bytes | str) -> ReadResult:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles([path])


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        }
    )


def pdf(*lines: str) -> bytes:
    text = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return f"{out}xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def test_workbook_with_dates_a_line_above_the_header_and_two_sheets(tmp_path: Path) -> None:
    content = workbook(
        [
            ["Export of 2024-04-01"],
            ["Headline", "Body", "Publication", "Date"],
            ["Port reopens", "Boats sail.", "Harbour Post", datetime(2024, 3, 5)],
            [],
            ["", "", "X"],
        ],
        [["Headline", "Body", "Publication", "Date"], ["Council meets", None, "Inland News", "2024-03-05"]],
    )
    result = read(tmp_path, "a.xlsx", content)
    assert [(a.title, a.text, a.outlet, a.published_at) for a in result.articles] == [
        ("Port reopens", "Boats sail.", "Harbour Post", MARCH_5),
        ("Council meets", None, "Inland News", MARCH_5),
    ]
    assert [(row.row, row.reason) for row in result.rejected] == [(2, "no text or title")]


def test_a_formula_is_text_or_nothing(tmp_path: Path) -> None:
    result = read(tmp_path, "a.xlsx", workbook([["title", "text"], ["Port reopens", '=HYPERLINK("http://x")']]))
    assert [(article.title, article.text) for article in result.articles] == [("Port reopens", None)]


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "title": ["Port reopens", None],
            "text": ["Boats sail.", None],
            "source": [{"name": "Harbour Post"}, None],
            "date": pa.array([MARCH_5, None], pa.timestamp("us", "UTC")),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    result = read_articles([tmp_path / "a.parquet"])
    assert [(a.title, a.outlet, a.published_at) for a in result.articles] == [("Port reopens", "Harbour Post", MARCH_5)]
    assert [row.row for row in result.rejected] == [2]


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title>
<item><title>Port &amp; pier reopen</title><link>https://harbour.example/1</link><description>&lt;p&gt;Short.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Boats sail.</p><p>Cars wait.</p>]]></content:encoded>
<dc:creator>Anna Lind</dc:creator><pubDate>Tue, 05 Mar 2024 00:00:00 GMT</pubDate></item>
<item><title/><link>https://harbour.example/2</link></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title>Port reopens</title><link rel="self" href="https://x"/>
<link href="https://harbour.example/1"/><updated>2024-03-05T00:00:00Z</updated><author><name>Anna Lind</name></author>
<summary type="html">&lt;b&gt;Boats&lt;/b&gt; sail.</summary></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    result = read(tmp_path, "a.xml", RSS)
    (article,) = result.articles
    assert (article.title, article.text, article.outlet) == ("Port & pier reopen", "Boats sail.\n\nCars wait.", "Harbour Post")
    assert (article.authors, article.published_at, article.url) == (("Anna Lind",), MARCH_5, "https://harbour.example/1")
    assert [(row.row, row.reason) for row in result.rejected] == [(2, "no text or title")]


def test_atom(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.atom", ATOM).articles
    assert (article.title, article.text, article.outlet) == ("Port reopens", "Boats sail.", "Harbour Post")
    assert (article.authors, article.published_at, article.url) == (("Anna Lind",), MARCH_5, "https://harbour.example/1")


def test_entity_bombs_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom"><!ENTITY f SYSTEM "file:///etc/hostname">{levels}]>'
    result = read(
        tmp_path, "a.xml", f"{bomb}<rss><channel><item><title>Port reopens</title><description>&e9;&f;</description></item></channel></rss>"
    )
    assert [(article.title, len(article.text or "") < 100) for article in result.articles] == [("Port reopens", True)]
    assert Path("/etc/hostname").read_text().strip() not in str(result.articles)


def test_a_feed_that_is_cut_off_keeps_what_is_whole(tmp_path: Path) -> None:
    result = read(tmp_path, "a.xml", RSS[: RSS.index("<item><title/>") + 20])
    assert result.articles[0].title == "Port & pier reopen"
    assert any("damaged" in note for note in result.notes)


def test_word_document(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.docx", document("Port reopens", "", "Boats sail again.", "A slow start", "Nobody came.")).articles
    assert (article.title, article.text) == ("Port reopens", "Boats sail again.\n\nA slow start\n\nNobody came.")


def test_rich_text(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.rtf", r"{\rtf1\ansi\ansicpg1252 Port reopens\par\par Boats sail \'93again\'94.\par}").articles
    assert (article.title, article.text) == ("Port reopens", "Boats sail “again”.")


def test_pdf(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.pdf", pdf("Boats sail again.", "Nobody was hurt.")).articles
    assert article.text == "Boats sail again.\nNobody was hurt."


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"junk " * 500, pdf("x")[:200], pdf()])
def test_damaged_and_empty_pdfs_are_rejected(tmp_path: Path, content: bytes) -> None:
    result = read(tmp_path, "a.pdf", content)
    assert result.articles == []
    assert [row.reason for row in result.rejected] in (["cannot be read"], ["no text or title"])


def test_a_pdf_that_never_ends_is_stopped_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_SECONDS", 0.5)
    result = read(tmp_path, "a.pdf", pdf(*["Boats sail again."] * 400_000))
    assert [row.reason for row in result.rejected] == ["too large"]
    monkeypatch.undo()
    assert len(read(tmp_path, "b.pdf", pdf("Boats sail again.")).articles) == 1


def test_a_pdf_that_needs_too_much_memory_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_APART_MEMORY", 5 * limits.MEGABYTE)
    result = read(tmp_path, "a.pdf", pdf("Boats sail again."))
    assert [row.reason for row in result.rejected] == ["cannot be read"]


def test_message(tmp_path: Path) -> None:
    raw = (
        "From: Harbour Post <news@harbour.example>\r\nSubject: =?utf-8?q?Caf=C3=A9_reopens?=\r\nDate: Tue, 05 Mar 2024 00:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nBoats sail again.\r\n"
    )
    (article,) = read(tmp_path, "a.eml", raw).articles
    assert (article.title, article.text, article.outlet, article.published_at) == (
        "Café reopens",
        "Boats sail again.",
        "Harbour Post",
        MARCH_5,
    )


def test_web_archive(tmp_path: Path) -> None:
    paragraph = (
        "<p>The ferry company said on Monday that boats would sail again once the storm had passed and the pier had been repaired.</p>"
    )
    page = f"<html><head><title>Port reopens</title></head><body><article><h1>Port reopens</h1>{paragraph * 4}</article></body></html>"
    raw = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://harbour.example/1\r\nSubject: Port reopens\r\n"
        "Date: Tue, 5 Mar 2024 00:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        + page
        + "\r\n--b--\r\n"
    )
    (article,) = read(tmp_path, "a.mhtml", raw).articles
    assert (article.title, article.url) == ("Port reopens", "https://harbour.example/1")
    assert "boats would sail again" in (article.text or "")


def test_archive_of_several_formats(tmp_path: Path) -> None:
    content = zipped(
        {"b/a.csv": TABLE, "a.txt": "Council meets.", ".hidden": "x", "__MACOSX/a.csv": "x", "c.bin": bytes(range(256)), "d/": ""}
    )
    result = read(tmp_path, "a.zip", content)
    assert [(article.source_file, article.title) for article in result.articles] == [
        ("a.zip/a.txt", None),
        ("a.zip/b/a.csv", "Port reopens"),
    ]
    assert [(row.file, row.reason) for row in result.rejected] == [("a.zip/c.bin", "not a news file")]


def test_gzip(tmp_path: Path) -> None:
    assert [article.source_file for article in read(tmp_path, "a.csv.gz", gzip.compress(TABLE.encode())).articles] == ["a.csv"]


def test_names_that_climb_out_of_an_archive(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "a.zip",
        zipped({"../../etc/x.csv": TABLE, "/abs.csv": TABLE.replace("Port", "Pier"), "..\\y.csv": TABLE.replace("Port", "Dock")}),
    )
    assert {article.source_file for article in result.articles} == {"a.zip/etc/x.csv", "a.zip/abs.csv", "a.zip/y.csv"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_archives_inside_archives_are_opened_once(tmp_path: Path) -> None:
    once = zipped({"a.csv": TABLE})
    assert len(read(tmp_path, "b.zip", zipped({"a.zip": once})).articles) == 1
    result = read(tmp_path, "c.zip", zipped({"b.zip": zipped({"a.zip": once})}))
    assert [(row.file, row.reason) for row in result.rejected] == [("c.zip/b.zip/a.zip", "too large")]


def test_a_bomb_is_stopped_while_unpacking(tmp_path: Path) -> None:
    result = read(tmp_path, "a.zip", zipped({"a.csv": TABLE, "bomb.txt": b"0" * (30 * limits.MEGABYTE)}))
    assert [article.title for article in result.articles] == ["Port reopens"]
    assert [(row.file, row.reason) for row in result.rejected] == [("a.zip/bomb.txt", "too large")]
    assert "200 times" in result.rejected[0].detail


def test_the_total_of_an_archive_is_counted_over_all_its_files() -> None:
    content = zipped({f"{number}.txt": "Boats sail again. " * 100 for number in range(4)})
    kinds = [type(item).__name__ for item in unpack(memory_source(content, "a.zip", allowance=Allowance(4000)))]
    assert kinds == ["Source", "Source", "RejectedRow", "RejectedRow"]


def test_encrypted_and_damaged_archives(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": TABLE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    result = read(tmp_path, "a.zip", bytes(content))
    assert "encrypted" in result.rejected[0].detail
    whole = zipped({"a.csv": TABLE * 50})
    assert [row.reason for row in read(tmp_path, "b.zip", whole[: len(whole) // 2]).rejected] == ["cannot be read"]
    assert [row.reason for row in read(tmp_path, "c.zip", zipped({})).rejected] == ["empty file"]
    assert [row.reason for row in read(tmp_path, "d.csv.gz", gzip.compress(TABLE.encode() * 99)[:-20]).rejected] == ["cannot be read"]


def test_a_bomb_in_a_workbook_and_an_entity_bomb_in_a_document(tmp_path: Path) -> None:
    bomb = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b" " * (30 * limits.MEGABYTE)})
    assert [row.reason for row in read(tmp_path, "a.xlsx", bomb).rejected] == ["too large"]
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "boom">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Boats sail again. &e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    result = read(tmp_path, "a.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml}))
    assert [article.text for article in result.articles] == ["Boats sail again."]


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.parquet", "a.zip"])
def test_documents_cut_off_in_the_middle(tmp_path: Path, name: str) -> None:
    pq.write_table(pa.table({"title": ["Port reopens"] * 100}), tmp_path / "whole.parquet")
    whole = {
        "a.xlsx": workbook([["title"], ["Port reopens"]]),
        "a.docx": document("Port reopens", "Boats sail."),
        "a.parquet": (tmp_path / "whole.parquet").read_bytes(),
        "a.zip": zipped({"a.csv": TABLE}),
    }[name]
    result = read(tmp_path, name, whole[: len(whole) // 2])
    assert result.articles == []
    assert [row.reason for row in result.rejected] == ["cannot be read"]


def read_one(folder: Path, name: str, content: bytes | str) -> Article:
    result = read(folder, name, content)
    assert result.rejected == []
    (article,) = result.articles
    return article


def test_nexis_with_a_cover_an_edition_and_a_picture(tmp_path: Path) -> None:
    lines = [
        *("User Name: = anna@harbour.example", "Date and Time: = Friday, 8 March 2024 10:11:00 o'clock CET", "Job Number: = 217438291", ""),
        *(
            "Documents (2)",
            "1. Port reopens after the storm",
            "Client/Matter: -None-",
            "Search Terms: port",
            "Search Type: Terms and Connectors",
        ),
        *("Narrowed by:", "Content Type", "Narrowed by", "News", "Sources: Harbour Post; Timeline: 01 Mar 2024 to 07 Mar 2024"),
        *(
            "2. Council meets",
            "Client/Matter: -None-",
            "Search Terms: port",
            "Narrowed by:",
            "Content Type",
            "Narrowed by",
            "News",
            "-None-",
            "",
            "",
        ),
        *("Port reopens after the storm", "Harbour Post", "March 5, 2024 Tuesday 10:30 PM GMT", "Late Edition - Final", "", ""),
        *("Copyright 2024 The Harbour Post Company All Rights Reserved", "", "Section: Section A; Column 1; Foreign Desk; Pg. 1"),
        *("Length: 12 words", "Byline: By Anna Lind and Ben Oat", "Dateline: HARBOUR CITY", "Highlight: Boats are back.", "Body", "", ""),
        *(
            "Boats sail again.",
            "",
            "Page 1 of 1",
            "Port reopens after the storm",
            "Nobody was hurt.",
            "",
            "http://www.harbour.example/1",
            "Graphic",
            " ",
        ),
        *(
            "PHOTO: The port",
            "Classification",
            "Language: ENGLISH",
            "Publication-Type: Newspaper",
            "Load-Date: March 6, 2024",
            "",
            "",
            "End of Document",
        ),
        *(
            "",
            "Council meets",
            "Inland News",
            "6 March 2024",
            "Body",
            "",
            "The council met.",
            "",
            "Load-Date: March 7, 2024",
            "",
            "End of Document",
            "",
        ),
    ]
    for name, content in (
        ("a.docx", document(*lines)),
        ("a.rtf", "{\\rtf1\\ansi " + "\\par\n".join(lines) + "}"),
        ("a.txt", "\n".join(lines)),
    ):
        result = read(tmp_path, name, content)
        assert result.rejected == []
        first, second = result.articles
        assert (first.title, first.outlet, first.authors) == ("Port reopens after the storm", "Harbour Post", ("Anna Lind", "Ben Oat"))
        assert first.published_at == datetime(2024, 3, 5, 22, 30, tzinfo=UTC)
        assert first.text == "Boats sail again.\n\nNobody was hurt.\n\nhttp://www.harbour.example/1"
        assert (second.title, second.outlet, second.text) == ("Council meets", "Inland News", "The council met.")
        assert second.published_at == datetime(2024, 3, 6, tzinfo=UTC)


def test_a_part_of_an_export_without_an_article_and_one_that_is_cut_off(tmp_path: Path) -> None:
    whole = (
        NEXIS
        + "We are sorry but there is an error in this document.\nEnd of Document\nPier closes\nHarbour Post\nMarch 7, 2024\nBody\nThe pi"
    )
    result = read(tmp_path, "nexis.txt", whole)
    assert [article.title for article in result.articles] == ["Port reopens after the storm", "Council meets"]
    assert [(row.file, row.row, row.reason) for row in result.rejected] == [
        ("nexis.txt", 3, "no text or title"),
        ("nexis.txt", 4, "broken row"),
    ]
    assert result.rejected[0].content == "We are sorry but there is an error in this document."
    assert (result.rejected[1].content or "").startswith("\nPier closes")


LEXIS = """
Download Request: Selected Items: 1-2
Time Of Request: Friday, March 8, 2024  16:51:31

Terms: (port) and not (TYPE(web))


                               1 of 2 DOCUMENTS



                              Harbour Post (Coast)

                             March 5, 2024 Tuesday
                                   Edition 1;
                                 North of coast

Port reopens after a storm that kept the boats of the harbour in for more than
a week

BYLINE: Anna Lind

SECTION: NEWS; Pg. 6

LENGTH: 40 words

HIGHLIGHT: Boats are back.


Boats sail again from the harbour, said the company that runs them, and cars no
longer wait on the pier. Tickets that were bought for the days of the storm are
valid until the summer.

Nobody was hurt.

LOAD-DATE: March 6, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                    Copyright 2024 Harbour Post Newspapers
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                                  Inland News

                                 6 March 2024

Council meets

LENGTH: 3 words

The council met.

GRAPHIC: The hall of the council

LOAD-DATE: March 7, 2024


                         Copyright 2024 Inland News
"""


def test_lexis_with_counted_documents(tmp_path: Path) -> None:
    page = "<html><head><title>Nexis</title></head><body><pre>" + LEXIS.replace("\n", "<br>") + "</pre></body></html>"
    for name, content in (("lexis.txt", LEXIS), ("lexis.html", page)):
        first, second = read(tmp_path, name, content).articles
        assert first.title == "Port reopens after a storm that kept the boats of the harbour in for more than a week"
        assert (first.outlet, first.authors, first.published_at) == ("Harbour Post (Coast)", ("Anna Lind",), MARCH_5)
        assert (first.text or "").startswith(
            "Boats sail again from the harbour, said the company that runs them, and cars no longer wait on"
        )
        assert (first.text or "").endswith("valid until the summer.\n\nNobody was hurt.")
        assert (second.title, second.outlet, second.text) == ("Council meets", "Inland News", "The council met.")
        assert second.published_at == datetime(2024, 3, 6, tzinfo=UTC)


def test_lexis_without_labels_above_the_text(tmp_path: Path) -> None:
    export = """
                               1 of 1 DOCUMENTS

                                  Harbour Post

                                 5 March 2024

Port reopens

HARBOUR: Boats sail again.

NOTICE: Nobody was hurt.

LANGUAGE: ENGLISH
"""
    found = read_one(tmp_path, "lexis.txt", export)
    assert (found.title, found.outlet, found.published_at) == ("Port reopens", "Harbour Post", MARCH_5)
    assert found.text == "HARBOUR: Boats sail again.\n\nNOTICE: Nobody was hurt."


def test_factiva_page_with_a_section_and_a_second_byline_in_german(tmp_path: Path) -> None:
    article = (
        '<div class="article enArticle"><p>\n</p><div>Foreign Desk; 1</div>\n<div id="hd"><span class="enHeadline">Port reopens  </span>\n</div>'
        '<div class="author">By Anna Lind  </div><div>Special to the Harbour Post</div>\n<div>1.204 Wörter</div><div>5 März 2024</div>'
        "<div>Harbour Post</div><div>HARP</div><div>Late Edition - Final</div><div>1</div><div>Englisch</div><div>Copyright 2024 Harbour Post."
        "  All Rights Reserved.  </div>\n<p></p>\n"
        '<p class="articleParagraph enarticleParagraph">HARBOUR CITY -- Boats sail\nagain.  </p>\n<p class="articleParagraph">Nobody was hurt.  </p>'
        "<p>Harbour Post Digital (Full Text)</p><p>Dokument HARP000020240305ek35000b1</p></div>"
    )
    head = "<html><head><title>Factiva</title><style>" + ".a{margin:0}" * 9_000 + "</style></head><body>"
    found = read_one(tmp_path, "factiva.html", head + article + "</body></html>")
    assert (found.title, found.outlet, found.authors, found.published_at) == ("Port reopens", "Harbour Post", ("Anna Lind",), MARCH_5)
    assert found.text == "HARBOUR CITY -- Boats sail again.\n\nNobody was hurt."


def test_factiva_with_field_codes(tmp_path: Path) -> None:
    lines = [
        *(
            "SE   News",
            "HD   Port reopens after the storm",
            "BY   By Anna Lind",
            "WC   12 words",
            "PD   5 March 2024",
            "ET   10:30",
            "SN   Harbour Post",
        ),
        *(
            "SC   HARP",
            "LA   English",
            "CY   (c) 2024 Harbour Post",
            "",
            "LP ",
            "Boats sail again.",
            "",
            "TD ",
            "Nobody was hurt.",
            "",
            "Cars wait.",
        ),
        *("", "NS   gtrans : Transport", "RE   coast : Coast", "PUB  Harbour Post Ltd", "AN   Document HARP000020240305ek35000b1", ""),
        *("Search Summary", "Text port", "Date In the last week"),
    ]
    found = read_one(tmp_path, "factiva.rtf", "{\\rtf1\\ansi " + "\\par\n".join(lines) + "}")
    assert (found.title, found.outlet, found.authors) == ("Port reopens after the storm", "Harbour Post", ("Anna Lind",))
    assert (found.text, found.published_at) == (
        "Boats sail again.\n\nNobody was hurt.\n\nCars wait.",
        datetime(2024, 3, 5, 10, 30, tzinfo=UTC),
    )


def test_proquest_as_it_is_exported_today(tmp_path: Path) -> None:
    export = """____________________________________________________________

Report Information from ProQuest

March 08 2024 10:11

____________________________________________________________


Port reopens after the storm: [Coast Edition]

Lind, Anna.

ProQuest document link

Abstract: Boats are back.

Links: https://library.example/sfx?id=1

Full Text: Boats sail again.

Nobody was hurt.

Credit: By Anna Lind

Subject: Ports; Storms

Location: Harbour City

Title: Port reopens after the storm: [Coast Edition]

Publication title: Harbour Post; Harbour City

First page: A.1

Publication year: 2024

Publication Date: Mar 5, 2024

Section: News

ISSN: 01234567

ProQuest document ID: 1234567890

Document URL: https://archive.example/docview/1

Copyright: Copyright Harbour Post Mar 5, 2024

Last updated: 2024-03-06

Database: Newsstream

____________________________________________________________

Contact ProQuest

Copyright © 2024 ProQuest LLC. All rights reserved.
"""
    found = read_one(tmp_path, "ProQuestDocuments-2024-03-08.txt", export)
    assert (found.title, found.outlet, found.published_at) == ("Port reopens after the storm: [Coast Edition]", "Harbour Post", MARCH_5)
    assert (found.text, found.url) == ("Boats sail again.\n\nNobody was hurt.", "https://archive.example/docview/1")


NEXIS = """
Port reopens after the storm
Harbour Post
March 5, 2024 Tuesday

Copyright 2024 Harbour Post All Rights Reserved

Section: NEWS; Pg. 1
Length: 12 words
Byline: Anna Lind
Body


Boats sail again.

Nobody was hurt.

Load-Date: March 6, 2024


End of Document

Council meets
Inland News
March 6, 2024 Wednesday
Length: 4 words
Body

The council met.

Classification

Language: ENGLISH

End of Document
"""

FACTIVA = """
News
Port reopens after the storm
By Anna Lind
12 words
5 March 2024
10:30 GMT
Harbour Post
HARPOS
English
(c) 2024 Harbour Post Ltd.

Boats sail again.

Nobody was hurt.

Document HARPOS0020240305ek35000b1

Council meets
4 words
6 March 2024
Inland News
INLNEW
5
English
Copyright 2024 Inland News

The council met.

Document INLNEW0020240306ek36000c2
"""

FACTIVA_PAGE = "<html><head><title>Factiva</title></head><body><p>" + FACTIVA.replace("\n", "</p><p>") + "</p></body></html>"

PROQUEST = """
____________________________________________________________

Document 1 of 2

Port reopens after the storm

Author: Lind, Anna

Publication info: Harbour Post ; Harbour [Harbour]. 05 Mar 2024.

Full text: Boats sail again.

Nobody was hurt.

Publication title: Harbour Post; Harbour

Publication date: Mar 5, 2024

ProQuest document ID: 1234567890

Document URL: https://archive.example/1

____________________________________________________________

Document 2 of 2

Title: Council meets

Full text: The council met.

Publication title: Inland News

Publication date: Mar 6, 2024

____________________________________________________________
"""


@pytest.mark.parametrize(
    ("name", "content", "author"),
    [
        ("nexis.txt", NEXIS, "Anna Lind"),
        ("nexis.docx", document(*NEXIS.split("\n")), "Anna Lind"),
        ("nexis.rtf", "{\\rtf1\\ansi " + NEXIS.replace("\n", "\\par\n") + "}", "Anna Lind"),
        ("factiva.rtf", "{\\rtf1\\ansi " + FACTIVA.replace("\n", "\\par\n") + "}", "Anna Lind"),
        ("factiva.html", FACTIVA_PAGE, "Anna Lind"),
        ("proquest.txt", PROQUEST, "Lind, Anna"),
    ],
)  # fmt: skip
def test_exports_of_archives(tmp_path: Path, name: str, content: bytes | str, author: str) -> None:
    first, second = read(tmp_path, name, content).articles
    assert (first.title, first.outlet, first.authors) == ("Port reopens after the storm", "Harbour Post", (author,))
    assert (first.text or "").split() == ["Boats", "sail", "again.", "Nobody", "was", "hurt."]
    assert first.published_at is not None
    assert first.published_at.date() == MARCH_5.date()
    assert (second.title, second.text, second.outlet, second.source_row) == ("Council meets", "The council met.", "Inland News", 2)


NITF = """<?xml version="1.0"?><nitf><head><title>Port reopens</title><docdata><date.issue norm="20240305T000000"/></docdata>
<pubdata date.publication="20240305T000000" ex-ref="https://harbour.example/1" name="Harbour Post"/></head><body><body.head>
<hedline><hl1>Port reopens</hl1></hedline><byline class="print_byline">By Anna Lind</byline></body.head><body.content>
<block class="lead_paragraph"><p>Boats sail.</p></block><block class="full_text"><p>Boats sail.</p><p>Cars <em>wait</em>.</p></block>
</body.content></body></nitf>"""


def every_format() -> dict[str, bytes]:
    """Return a small file of every format that is read."""
    buffer = io.BytesIO()
    pq.write_table(pa.table({"title": ["Port reopens"] * 30, "text": ["Boats sail."] * 30}), buffer)
    mail = b"From: a@b.example\nSubject: Port reopens\nMIME-Version: 1.0\nContent-Type: text/plain\n\nBoats sail.\n"
    return {
        "a.xlsx": workbook([["title", "text"], ["Port reopens", "Boats sail."]], [["Headline", "Body"], ["Pier closes", "Cars wait."]]),
        "a.docx": document("Port reopens", "", "Boats sail again."),
        "nexis.docx": document(*NEXIS.split("\n")),
        "a.parquet": buffer.getvalue(),
        "a.zip": zipped({"a.csv": TABLE, "b.html": "<html><p>Boats sail.</p></html>", "c.zip": zipped({"d.txt": "Boats sail."})}),
        "a.csv.gz": gzip.compress(TABLE.encode() * 20),
        "a.xml": RSS.encode(),
        "a.atom": ATOM.encode(),
        "nitf.xml": NITF.encode(),
        "a.rtf": b"{\\rtf1\\ansi Port reopens\\par\\par Boats \\u8217? sail.\\par}",
        "a.pdf": pdf("Boats sail again.", "Nobody was hurt."),
        "a.html": b"<!DOCTYPE html><html><head><title>Port reopens</title></head><body><article><p>Boats sail.</p></article></body></html>",
        "a.eml": mail,
        "a.mhtml": mail.replace(b"text/plain", b"text/html").replace(b"Boats", b"<p>Boats"),
        "a.json": b'{"articles": [{"title": "Port reopens", "source": {"name": "Harbour Post"}}, {"title": "Pier closes"}]}',
        "a.jsonl": b'{"title": "Port reopens"}\n{"title": "Pier closes", "date": "2024-03-05"}\n',
        "a.csv": TABLE.encode() + b'"Pier, closed","Cars ""wait""."\n',
        "a.tsv": b'title\ttext\tdate\nPort\t"Boats\t2024-03-05\nPier\tx\t03/04/2024\n',
        "repaired.csv": b"file,row,reason,detail,as_found,title,text\na.csv,1,no text or title,,,Port reopens,\na.csv,2,broken row,,x,,\n",
        "nexis.txt": NEXIS.encode(),
        "lexis.txt": LEXIS.encode(),
        "factiva.txt": FACTIVA.encode(),
        "factiva.html": FACTIVA_PAGE.encode(),
        "proquest.txt": PROQUEST.encode(),
    }


def test_every_reader_has_a_sample(tmp_path: Path) -> None:
    read_by = set()
    for name, content in every_format().items():
        result = read(tmp_path, name, content)
        assert result.articles
        read_by |= {found.format for found in result.files_read}
    # An archive is told by the files in it.
    assert {reader.name for reader in READERS} - read_by == {"ZIP"}


@pytest.mark.parametrize("name", list(every_format()))
def test_damage_to_any_format_never_raises_and_nothing_vanishes(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    content = every_format()[name]
    for _ in range(25):
        data = bytearray(content)
        for _ in range(chance.randrange(1, 5)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        result = read(tmp_path, name, bytes(data[: chance.randrange(1, len(data) + 1)] if chance.random() < 0.3 else data))
        assert result.files == 1
        assert result.rows == sum(found.rows for found in result.files_read) >= 1
        assert all(found.is_complete for found in result.files_read)
        assert all(row.file and row.reason and row.detail for row in result.rejected)
        assert all(article.title or article.text for article in result.articles)


@pytest.mark.parametrize(("most", "rejected"), [(3, []), (2, ["too large"])])
def test_rows_of_a_sheet_at_the_edge_of_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, rejected: list[str]) -> None:
    monkeypatch.setattr(limits, "MAX_SHEET_ROWS", most)
    result = read(tmp_path, "a.xlsx", workbook([["title", "text"], ["Port reopens", "Boats sail."], ["Pier closes", "Cars wait."]]))
    assert len(result.articles) == most - 1
    assert [row.reason for row in result.rejected] == rejected


def test_a_row_of_a_workbook_that_is_too_wide_costs_itself(tmp_path: Path) -> None:
    wide: list[object] = ["Pier closes", *[None] * limits.MAX_COLUMNS, "x"]
    result = read(tmp_path, "a.xlsx", workbook([["title", "text"], wide, ["Port reopens", "Boats sail.", "more"]]))
    assert [(article.title, article.source_row) for article in result.articles] == [("Port reopens", 2)]
    assert [(row.row, row.reason) for row in result.rejected] == [(1, "too large")]
    assert any("'column 3'" in note for note in result.notes)


def test_nitf(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.xml", NITF)
    assert (article.title, article.outlet, article.authors) == ("Port reopens", "Harbour Post", ("Anna Lind",))
    assert (article.text, article.published_at, article.url) == ("Boats sail.\n\nCars wait.", MARCH_5, "https://harbour.example/1")
    assert [row.reason for row in read(tmp_path, "b.xml", "<nitf><body/></nitf>").rejected] == ["no text or title"]


def test_paragraphs_inside_an_element_of_a_feed(tmp_path: Path) -> None:
    feed = "<feed><entry><title>Port reopens</title><content type='xhtml'><div><p>Boats <b>sail</b>.</p><p>Cars wait.</p></div></content></entry></feed>"
    assert read_one(tmp_path, "a.atom", feed).text == "Boats sail.\n\nCars wait."
