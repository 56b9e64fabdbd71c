"""Which articles are versions of one: by address and text, written out by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import score_articles
from analysis.article import Article
from analysis.corpus import Corpus
from analysis.dates import parse_one
from analysis.tables import REPLACED
from analysis.updates import address_key, earlier_versions

FIRST = "The harbour was closed on Monday after a ship lost its cargo. Nobody was hurt."
SECOND = "The harbour was closed on Monday after a ship lost its cargo. Two sailors were hurt, the port said later."
OTHER = "A choir from the valley won the national prize for the third time in a row."


@pytest.mark.parametrize(
    ("url", "same_as"),
    [
        ("https://www.calder.example/a/1/", "http://calder.example/a/1"),
        ("https://calder.example/a?id=7&utm_source=x", "https://calder.example/a?id=7"),
        ("https://calder.example/a/1#comments", "calder.example/a/1"),
    ],
)
def test_addresses_of_one_page_are_one(url: str, same_as: str) -> None:
    assert address_key(url) == address_key(same_as) is not None


def test_a_parameter_that_names_the_page_counts() -> None:
    assert address_key("https://calder.example/a?id=7") != address_key("https://calder.example/a?id=8")


@pytest.mark.parametrize("url", [None, "", "https://calder.example/", "calder.example", "http://[broken"])
def test_a_front_page_is_no_address_of_an_article(url: str | None) -> None:
    assert address_key(url) is None


def frame(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["article_id", "title", "text", "published_at"])
    return made.assign(url="https://calder.example/a", published_at=pd.to_datetime(made["published_at"], utc=True))


def pairs(known: pd.DataFrame, fresh: pd.DataFrame) -> list[tuple[str, str]]:
    return list(earlier_versions(known, fresh).itertuples(index=False, name=None))


def test_a_changed_text_at_the_same_address_replaces() -> None:
    known, fresh = frame(("old", "Harbour closed", FIRST, None)), frame(("new", "Two hurt in harbour", SECOND, None))
    assert pairs(known, fresh) == [("old", "new")]


def test_the_version_published_later_counts_whenever_it_was_added() -> None:
    known, fresh = frame(("late", "Harbour", SECOND, "2024-03-02")), frame(("early", "Harbour", FIRST, "2024-03-01"))
    assert pairs(known, fresh) == [("early", "late")]


def test_three_versions_all_give_way_to_the_last() -> None:
    known = frame(("one", "Harbour", FIRST, None), ("two", "Harbour", SECOND, None))
    assert pairs(known, frame(("three", "Harbour", SECOND + " It opens again.", None))) == [("one", "three"), ("two", "three")]


def test_another_article_at_the_same_address_stays() -> None:
    assert pairs(frame(("a", "Harbour closed", FIRST, None)), frame(("b", "Choir wins", OTHER, None))) == []


def test_the_same_text_is_a_copy_and_no_version() -> None:
    assert pairs(frame(("a", "Harbour", FIRST, None)), frame(("b", "Harbour", FIRST.upper(), None))) == []


def test_a_page_of_many_articles_is_left_alone() -> None:
    many = frame(*((f"a{number}", "Live", f"{FIRST} {number}", None) for number in range(21)))
    assert pairs(many.head(0), many) == []


def test_nothing_gives_the_empty_table() -> None:
    nothing = frame().astype({"article_id": "str", "title": "str", "text": "str"})
    pd.testing.assert_frame_equal(earlier_versions(nothing, nothing), REPLACED.empty())


def version(text: str, day: str | None = None) -> Article:
    return Article(title="Harbour", text=text, url="https://calder.example/a", published_at=parse_one(day) if day else None)


def test_a_corpus_counts_the_last_version_and_keeps_the_first(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "c")
    corpus.add(score_articles([version(FIRST)]))
    before = corpus.version
    report = corpus.add(score_articles([version(SECOND)]))
    assert (report.kept, report.updated, report.copies) == (1, 1, 0)
    assert corpus.table("articles")["text"].tolist() == [SECOND]
    assert corpus.table("sentences")["article_id"].nunique() == 1
    assert len(corpus.table("replaced")) == 1
    assert corpus.query("SELECT text FROM all_articles ORDER BY import_id")["text"].tolist() == [FIRST, SECOND]
    corpus.remove(report.import_id or "")  # undone, the first version counts again
    assert corpus.table("articles")["text"].tolist() == [FIRST]
    assert corpus.version == before


def test_versions_in_one_file_are_one_article(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "c")
    report = corpus.add(score_articles([version(SECOND, "2024-03-02"), version(FIRST, "2024-03-01")]))
    assert (report.kept, report.updated) == (2, 1)
    assert corpus.table("articles")["text"].tolist() == [SECOND]
