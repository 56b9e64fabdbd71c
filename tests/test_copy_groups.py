"""Copy groups over a handful of articles written for it: who was first, who reprinted, what was changed; and earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import copy_groups
from analysis.slice import ALL, Slice
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables
from tests.test_measures import rows

STORM = "The harbour of Wexmoor reopened on Monday after a storm that had lasted three days, and the first ships left before noon."
ADDED = STORM + "\n\nThe mayor of Calder sent his greetings."
LATER = STORM.replace("before noon", "after noon") + "\n\nNo ship was lost."
STRIKE = "Drivers of the night buses in Moorfoot stopped work on Sunday because their pay had not been raised for two years."
ALONE = "A train to the coast was late by many hours on a cold day, and nobody was told the reason until the evening."

# id, outlet, published_at, text, address
ARTICLES_OF_TWO_GROUPS = [
    ("s1", "Wire", "2024-03-25T10:00Z", STORM, None),
    ("s2", "Calder", "2024-03-25T20:30Z", ADDED, None),
    ("s3", "Calder", "2024-03-27T00:00Z", STORM, None),
    ("s4", "Gazette", None, STORM, None),
    ("b1", "Wire", "2024-04-01T00:00Z", STRIKE, None),
    ("b2", "Calder", "2024-04-01T09:00Z", STRIKE, None),
    ("l1", "Calder", "2024-04-02T09:00Z", ALONE, None),
]


def tables(articles: Sequence[tuple[str, str | None, str | None, str, str | None]]) -> Tables:
    frame = pd.DataFrame(articles, columns=["article_id", "outlet", "published_at", "text", "url"])
    whole = frame.assign(
        published_at=pd.to_datetime(frame["published_at"], utc=True, format="ISO8601"), title="Title " + frame["article_id"], language="en",
        words=frame["text"].str.split().str.len(), sentences=1, source_file="copies.csv", source_row=1,
        **dict.fromkeys(("sentiment", "positive_share", "negative_share", "title_sentiment"), 0.0),
        **dict.fromkeys(("authors", "dated_by", "removed", "story", "import_id"), None), copy_group=frame["article_id"],
    )  # fmt: skip
    return Tables(
        articles=ARTICLES.check(whole), sentences=SENTENCES.empty(), mentions=MENTIONS.empty(), quotes=QUOTES.empty(), topics=TOPICS.empty()
    )


def corpus(folder: Path, articles: Sequence[tuple[str, str | None, str | None, str, str | None]] = ARTICLES_OF_TWO_GROUPS) -> Corpus:
    made = Corpus.create(folder / "copies", name="Copies")
    made.add(tables(articles))
    return made


@pytest.fixture
def two_groups(tmp_path: Path) -> Corpus:
    return corpus(tmp_path)


def test_groups_are_listed_with_who_had_them_first(two_groups: Corpus) -> None:
    found = copy_groups.largest(two_groups)
    assert rows(found, "copy_group", "title", "outlet", "articles", "outlets", "hours") == [
        ("s1", "Title s1", "Wire", 4, 3, 38.0),
        # The wire's article has a day without an hour: nobody knows whether it came before nine that morning.
        ("b1", "Title b1", None, 2, 2, 9.0),
    ]


def test_of_several_outlets_at_the_same_time_none_was_first(tmp_path: Path) -> None:
    same = [(name, name.title(), "2024-03-25T10:00Z", STORM, None) for name in ("one", "two")]
    assert copy_groups.largest(corpus(tmp_path, same))["outlet"].isna().tolist() == [True]


def test_one_date_alone_does_not_tell_who_was_first(tmp_path: Path) -> None:
    one_dated = corpus(tmp_path, [("one", "Wire", "2024-03-25T10:00Z", STORM, None), ("two", "Calder", None, STORM, None)])
    assert copy_groups.largest(one_dated)["outlet"].isna().tolist() == [True]
    assert copy_groups.reprints(one_dated).empty


def test_undated_copies_have_no_first_and_no_span(tmp_path: Path) -> None:
    found = copy_groups.largest(corpus(tmp_path, [("one", "Wire", None, STORM, None), ("two", "Calder", None, STORM, None)]))
    assert rows(found, "title", "outlet", "published_at", "hours", "articles") == [("Title one", None, None, None, 2)]


def test_an_outlet_that_repeats_only_itself_had_it_first(tmp_path: Path) -> None:
    own = corpus(tmp_path, [("one", "Wire", "2024-03-25", STORM, None), ("two", "Wire", "2024-03-25T09:00Z", STORM, None)])
    assert rows(copy_groups.largest(own), "outlet", "articles", "outlets") == [("Wire", 2, 1)]
    assert copy_groups.reprints(own).empty


def test_groups_are_those_of_the_slice(two_groups: Corpus) -> None:
    assert rows(copy_groups.largest(two_groups, Slice(outlets=("Calder",))), "copy_group", "title", "outlet", "articles") == [
        ("s1", "Title s2", "Calder", 2)
    ]
    assert copy_groups.largest(two_groups, Slice(copies="one-per-group")).empty


def test_reprints_count_the_articles_of_each_pair_and_how_soon_they_came(two_groups: Corpus) -> None:
    found = copy_groups.reprints(two_groups)
    columns = ("first_outlet", "outlet", "articles", "total", "share", "groups", "timed", "median_hours")
    assert rows(found, *columns) == [("Wire", "Calder", 2, 4, 0.5, 1, 1, 10.5)]  # the gazette's is undated
    assert rows(copy_groups.reprinted(two_groups), "first_outlet", "outlet", "article_id") == [
        ("Wire", "Calder", "s2"),
        ("Wire", "Calder", "s3"),
    ]


def test_members_are_compared_with_the_earliest(two_groups: Corpus) -> None:
    found = copy_groups.members(two_groups, "s1")
    # STORM has 22 words and so 17 runs of six; ADDED has 29 and 24, and all of the 17.
    assert rows(found, "article_id", "hours", "same", "added", "removed", "moved") == [
        ("s1", 0.0, 22, 0, 0, 0),
        ("s2", 10.5, 22, 7, 0, 0),
        ("s3", 38.0, 22, 0, 0, 0),
        ("s4", None, 22, 0, 0, 0),
    ]
    assert found["similarity"].tolist() == pytest.approx([1.0, 17 / 24, 1.0, 1.0])
    assert copy_groups.members(two_groups, "s1", Slice(end=date(2024, 3, 27)))["article_id"].tolist() == ["s1", "s2"]


def test_a_group_is_found_by_any_of_its_articles(two_groups: Corpus) -> None:
    assert copy_groups.group_of(two_groups, "s3") == "s1"
    assert copy_groups.group_of(two_groups, "l1") == "l1"
    assert copy_groups.group_of(two_groups, "' OR 1=1") is None
    assert copy_groups.repeats_of(two_groups, "s3") == (3, 0)
    assert copy_groups.repeats_of(two_groups, "s3", Slice(outlets=("Wire",))) == (1, 0)
    assert copy_groups.repeats_of(two_groups, "l1") == (0, 0)


def test_a_group_keeps_its_name_when_its_first_article_is_removed(two_groups: Corpus) -> None:
    two_groups.add(tables([("s5", "Post", "2024-03-28T10:00Z", STORM, None)]))
    two_groups.remove(two_groups.imports[0].import_id)
    assert copy_groups.group_of(two_groups, "s1") == "s1"
    assert copy_groups.members(two_groups, "s1")["article_id"].tolist() == ["s5"]


def test_earlier_versions_are_compared_with_the_one_that_counts(two_groups: Corpus) -> None:
    address = "https://wexmoor.example/storm"
    two_groups.add(tables([("v1", "Post", "2024-03-26T08:00Z", STORM, address)]))
    two_groups.add(tables([("v2", "Post", "2024-03-26T11:00Z", LATER, address)]))
    group = copy_groups.group_of(two_groups, "v2")
    assert group == copy_groups.group_of(two_groups, "v1") == "s1"
    assert "v1" not in copy_groups.members(two_groups, "s1")["article_id"].tolist()
    found = copy_groups.earlier_versions(two_groups, "s1")
    # "before" became "after", and four words were added.
    assert rows(found, "by_article_id", "article_id", "hours", "same", "added", "removed") == [("v2", "v1", -3.0, 21, 1, 5)]
    assert copy_groups.repeats_of(two_groups, "v2") == (4, 1)


def test_an_empty_corpus_has_empty_typed_frames(tmp_path: Path) -> None:
    empty = Corpus.create(tmp_path / "empty")
    assert list(copy_groups.largest(empty).columns) == list(copy_groups.COLUMNS)
    assert list(copy_groups.members(empty, "x").columns) == list(copy_groups.MEMBERS)
    assert list(copy_groups.earlier_versions(empty, "x").columns) == ["by_article_id", *copy_groups.MEMBERS]
    assert copy_groups.members(empty, "x").dtypes.astype(str).to_dict()["published_at"] == "datetime64[us, UTC]"
    assert copy_groups.reprinted(empty).empty
    assert copy_groups.group_of(empty, "x") is None
    assert copy_groups.repeats_of(empty, "x") == (0, 0)


def test_the_same_twice(two_groups: Corpus) -> None:
    for measure in (copy_groups.largest, copy_groups.reprints, copy_groups.reprinted):
        pd.testing.assert_frame_equal(measure(two_groups, ALL), measure(Corpus.open(two_groups.folder), ALL))
