"""Saved web pages: which of the many things a page says about itself is believed. The pages are written here."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.article import Article
from analysis.readers import web_page

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The ferry company said on Monday that boats would sail again once the storm had passed and the pier "
        "had been repaired by its owners.",
        "Passengers who had waited for two days in the hall of the old customs house were given soup and "
        "blankets by volunteers from the town.",
        "The mayor thanked them and promised a new pier before the winter, although nobody could say at first who was going to pay for it.",
        "Nobody was hurt when the first pier fell into the harbour, but three cars and a crane were lost, "
        "and an inquiry is to report in May.",
    )
)
RECORD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Port reopens",
    "datePublished": "2024-03-05T14:30:00+02:00",
    "author": [{"@type": "Person", "name": "Anna Lind"}],
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
}


def page(
    *, head: str = "", records: object = None, before: str = "", heading: str = "<h1>Port reopens</h1>", body: str = BODY, after: str = ""
) -> Article:
    script = f'<script type="application/ld+json">{json.dumps(records)}</script>' if records is not None else ""
    shown = f"{before}<main><article>{heading}{body}</article></main>{after}"
    return web_page.read(f"<!DOCTYPE html><html><head>{head}{script}</head><body>{shown}</body></html>".encode())


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_everything_from_the_articles_own_record() -> None:
    article = page(records=RECORD, head='<link rel="canonical" href="https://harbour.example/1"><title>Port reopens | Harbour Post</title>')
    assert (article.title, article.outlet, article.authors) == ("Port reopens", "Harbour Post", ("Anna Lind",))
    assert (article.published_at, article.url) == (datetime(2024, 3, 5, 12, 30, tzinfo=UTC), "https://harbour.example/1")
    assert (article.text or "").count("\n\n") == 3


def test_authors_that_a_record_only_points_to() -> None:
    graph = {
        "@graph": [
            {**RECORD, "author": {"@id": "#p"}},
            {"@type": "WebPage", "name": "x"},
            {"@type": "Person", "@id": "#p", "name": "Anna Lind"},
        ]
    }
    assert page(records=graph).authors == ("Anna Lind",)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Anna Lind and Tom Hale", ("Anna Lind", "Tom Hale")),
        (["By Anna Lind", "Tom Hale"], ("Anna Lind", "Tom Hale")),
        ({"name": "Anna Lind, Tom Hale &amp; Eva Roth"}, ("Anna Lind", "Tom Hale", "Eva Roth")),
        ([{"name": "Anna Lind, political editor"}], ("Anna Lind",)),
        ([{"name": "https://harbour.example/anna"}], ()),
        (None, ()),
    ],
)
def test_forms_of_authors(given: object, expected: tuple[str, ...]) -> None:
    assert page(records={**RECORD, "author": given}).authors == expected


def test_authors_from_meta_elements_and_from_the_visible_byline() -> None:
    assert page(head=meta("author", "Anna Lind") + meta("article:author", "https://facebook.example/x")).authors == ("Anna Lind",)
    assert page(before='<a rel="author" href="/anna">Anna Lind</a>').authors == ("Anna Lind",)


@pytest.mark.parametrize(
    "shared",
    [
        "Port reopens | Harbour Post",
        "Port reopens - World | Harbour Post",
        "Port reopens – harbour.example",
        "Port reopens * Harbour Post * by Anna Lind",
    ],
)
def test_titles_lose_what_the_site_hangs_on_them(shared: str) -> None:
    head = meta("og:title", shared) + meta("og:site_name", "Harbour Post") + meta("og:url", "https://www.harbour.example/1")
    assert page(head=head, heading="").title == "Port reopens"


def test_only_the_outlet_is_cut_from_a_title_with_dashes() -> None:
    head = meta("og:title", "Port - Pier dispute: live - Harbour Post") + meta("og:site_name", "Harbour Post")
    assert page(head=head, heading="").title == "Port - Pier dispute: live"


def test_titles_with_dashes_of_their_own_stay() -> None:
    title = "Port reopens - and closes again"
    assert page(head=meta("og:title", title) + meta("og:site_name", "Harbour Post"), heading="").title == title


def test_entities_in_a_headline_are_resolved() -> None:
    assert page(records={**RECORD, "headline": "Port &amp; pier: it&#8217;s open"}).title == "Port & pier: it’s open"


def test_the_record_that_the_page_shows_is_its_article() -> None:
    teaser = {**RECORD, "headline": "Another story", "datePublished": "2020-01-01", "author": {"name": "Tom Hale"}}
    article = page(records=[teaser, RECORD])
    assert (article.title, article.authors) == ("Port reopens", ("Anna Lind",))


@pytest.mark.parametrize(
    "head",
    [
        meta("article:published_time", "2024-03-05T12:30:00Z"),
        '<meta name="pubdate" content="2024-03-05T12:30:00Z">',
        '<meta itemprop="datePublished" content="2024-03-05T12:30:00Z">',
        meta("article:published_time", "soon") + '<meta name="parsely-pub-date" content="2024-03-05T12:30:00Z">',
    ],
)
def test_times_of_publication(head: str) -> None:
    assert page(head=head + meta("article:modified_time", "2024-04-01T00:00:00Z")).published_at == datetime(2024, 3, 5, 12, 30, tzinfo=UTC)


def test_a_visible_time() -> None:
    assert page(before='<time datetime="2024-03-05T12:30:00Z">Tuesday</time>').published_at == datetime(2024, 3, 5, 12, 30, tzinfo=UTC)


def test_the_records_text_where_the_page_shows_only_the_beginning() -> None:
    full = "Boats sail again today. " * 120
    assert page(records={**RECORD, "articleBody": full}, body="<p>Boats sail again today.</p>").text == full.strip()
    assert "soup and blankets" in (page(records={**RECORD, "articleBody": "Boats sail again."}).text or "")


def test_lines_of_the_site_are_no_part_of_the_text() -> None:
    article = page(
        body=BODY + "<p>Read more: Five things about piers</p><p>Advertisement</p>",
        before="<nav>Home Sport</nav>",
        after="<footer>Imprint</footer>",
    )
    assert "Five things" not in (article.text or "")
    assert "Advertisement" not in (article.text or "")
    assert "Imprint" not in (article.text or "")


def test_pages_in_older_encodings() -> None:
    head = '<meta charset="windows-1251"><title>Порт</title>'
    html = f"<html><head>{head}</head><body><article><h1>Порт открыт</h1>{BODY}</article></body></html>"
    assert web_page.read(html.encode("windows-1251")).title == "Порт открыт"
    assert web_page.read(html.encode("utf-8")).title == "Порт открыт"


def test_an_empty_page_has_nothing() -> None:
    assert web_page.read(b"") == Article(source_row=1)
    assert web_page.read(b"<html></html>").text is None


def test_the_same_twice() -> None:
    assert page(records=RECORD) == page(records=RECORD)


def test_a_year_that_the_article_tells_of_is_not_its_date() -> None:
    page = b"""<html><head><title>A debt runs on</title></head><body><article><h1>A debt runs on</h1>
    <p>The country stopped paying its foreign creditors in 2020, and the talks about what it owes have gone on ever since that year.</p>
    <p>More than three years later an agreement was reached in principle, which the finance minister called a relief for every clinic.</p>
    </article></body></html>"""
    assert web_page.read(page).published_at is None
