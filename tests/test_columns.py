"""Column maps: the headers of real exports, odd ones, none at all, and a map given by hand."""

import pytest

from analysis.errors import InputError
from analysis.readers.columns import check_mapping, guess, guess_headless
from analysis.readers.json_shapes import flat

TEXT = "The ferry company said on Monday that boats would sail again. " * 8
ROW = {
    "title": "Port reopens after the storm",
    "text": TEXT,
    "outlet": "Harbour Post",
    "authors": "Anna Lind",
    "published_at": "2024-03-05",
    "url": "https://harbour.example/1",
}


def by_headers(**columns: str) -> dict[str, tuple[str, ...]]:
    """The guess for a table with these headers, field -> header."""
    found = guess(list(columns.values()), [{header: ROW[field] for field, header in columns.items()}])
    return {field: getattr(found, field) for field in ROW if getattr(found, field)}


@pytest.mark.parametrize(
    "columns",
    [
        {"title": "title", "text": "text", "outlet": "source", "published_at": "date", "url": "url", "authors": "author"},
        {"title": "headline", "text": "content", "outlet": "media_name", "published_at": "publishedAt", "url": "link", "authors": "byline"},
        {
            "title": "HEADLINE",
            "text": "Body",
            "outlet": "Publication",
            "published_at": "Publication Date",
            "url": "Permalink",
            "authors": "Author(s)",
        },
        {
            "title": "Story headline",
            "text": "Story text",
            "outlet": "Newspaper",
            "published_at": "date_of_publication",
            "url": "Article URL",
        },
        {"title": "CONTENT_TITLE", "text": "TEXT", "outlet": "CONTENT_NEWSROOM", "published_at": "PUBLISHED_DATE"},
        {"title": "webTitle", "text": "fields.bodyText", "authors": "fields.byline", "published_at": "webPublicationDate", "url": "webUrl"},
        {
            "title": "headline.main",
            "text": "lead_paragraph",
            "outlet": "source",
            "authors": "byline.original",
            "published_at": "pub_date",
            "url": "web_url",
        },
        {"title": "title", "outlet": "media_name", "published_at": "publish_date", "url": "url"},
        {"title": "title", "outlet": "domain", "published_at": "seendate", "url": "url"},
        {"title": "title", "text": "body", "outlet": "source.title", "published_at": "dateTimePub", "url": "url", "authors": "authors"},
        {"title": "Titel", "text": "Inhalt", "outlet": "Quelle", "published_at": "Datum", "url": "Link", "authors": "Autor"},
    ],
)
def test_headers_of_exports(columns: dict[str, str]) -> None:
    assert by_headers(**columns) == {field: (header,) for field, header in columns.items()}


def test_unknown_headers_are_judged_by_what_stands_below() -> None:
    rows = [{"x1": ROW["published_at"], "x2": ROW["title"], "x3": TEXT, "x4": ROW["url"], "x5": "17"}] * 3
    found = guess(["x1", "x2", "x3", "x4", "x5"], rows)
    assert (found.published_at, found.title, found.text, found.url, found.outlet) == (("x1",), ("x2",), ("x3",), ("x4",), ())


def test_the_fuller_text_first_and_the_summary_where_there_is_none() -> None:
    found = guess(["description", "content", "title"], [{"description": "Short.", "content": TEXT, "title": "T"}])
    assert found.text == ("content", "description")


def test_scraping_and_update_times_are_no_dates_of_publication() -> None:
    names = ["title", "scraped_at", "updated_at", "inserted_at", "crawl_date"]
    assert guess(names, [dict.fromkeys(names, "2024-03-05")]).published_at == ()


def test_a_column_of_flags_is_no_date_and_numbers_are_no_outlet() -> None:
    found = guess(["title", "published", "source"], [{"title": "Port reopens", "published": "True", "source": "17"}] * 3)
    assert (found.published_at, found.outlet) == ((), ())


def test_image_and_source_addresses_are_not_the_articles() -> None:
    names = ["title", "image_url", "thumbnail link", "url"]
    assert guess(names, [dict.fromkeys(names, "https://harbour.example/1")]).url == ("url",)


def test_no_header_at_all() -> None:
    names = ["column 1", "column 2", "column 3", "column 4"]
    rows = [
        dict(zip(names, cells, strict=True))
        for cells in (
            ("2024-03-05", "Harbour Post", "Port reopens after the storm", "https://harbour.example/1"),
            ("2024-03-06", "Harbour Post", "Council meets in the school hall", "https://harbour.example/2"),
            ("2024-03-07", "Inland News", "Three cars lost in the harbour", "https://inland.example/3"),
        )
    ]
    found = guess_headless(names, rows)
    assert (found.published_at, found.outlet, found.title, found.url, found.text) == (
        ("column 1",),
        ("column 2",),
        ("column 3",),
        ("column 4",),
        (),
    )


def test_a_mapping_wins_over_the_guess() -> None:
    found = guess(["title", "slug", "text"], [{"title": "a", "slug": "b", "text": "c"}], mapping={"title": "slug"})
    assert (found.title, found.text) == (("slug",), ("text",))


def test_a_mapping_to_an_unknown_field_is_refused() -> None:
    with pytest.raises(InputError, match=r"no field 'headline'.*title, text"):
        check_mapping({"headline": "slug"})
    check_mapping(None)


def test_nothing_to_guess_from() -> None:
    assert not guess([], []).has_content
    assert guess([], []).describe() == "no column used"


def test_description_names_fields_and_columns() -> None:
    assert guess(["Headline", "Body"], [{"Headline": "a", "Body": TEXT}]).describe() == "title from 'Headline', text from 'Body'"


def test_inner_objects_are_named_by_path() -> None:
    assert flat({"source": {"name": "Harbour Post", "id": None}, "n": 1}) == {"source.name": "Harbour Post", "source.id": None, "n": 1}


def test_a_column_of_short_texts_is_no_title() -> None:
    rows = [
        {
            "Kopregel": f"Haven gaat weer open {day}",
            "Bericht": f"De haven ging maandag open. De schepen wachtten twee dagen, nummer {day}. Niemand raakte gewond.",
        }
        for day in range(5)
    ]
    found = guess(["Kopregel", "Bericht"], rows)
    assert (found.title, found.text) == (("Kopregel",), ("Bericht",))
