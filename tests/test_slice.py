"""What each filter keeps, written out by hand for the five articles of builders."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.naming import with_ids
from analysis.slice import ALL, Slice, as_dict, from_address, in_words, to_address
from tests import builders


@pytest.mark.parametrize(
    ("slice_", "kept"),
    [
        (ALL, ["a1", "a2", "a3", "a4", "a5"]),
        (Slice(start=date(2024, 4, 1)), ["a3", "a5"]),
        (Slice(end=date(2024, 4, 1)), ["a1", "a2"]),
        (Slice(outlets=("Calder",)), ["a1", "a5"]),
        (Slice(outlets=("Calder", "Northline")), ["a1", "a2", "a3", "a4", "a5"]),
        (Slice(topics=("medtop:11000000",)), ["a2"]),
        (Slice(actors=("state:israel",)), ["a1", "a2"]),
        (Slice(actors=("state:israel", "org:un")), ["a1", "a2", "a3"]),
        (Slice(topics=("unclassified",)), ["a3", "a4"]),
        (Slice(topics=("unclassified", "medtop:11000000")), ["a2", "a3", "a4"]),
        (Slice(languages=("fr",)), ["a5"]),
        (Slice(languages=("fr", "en"), outlets=("Calder",)), ["a1", "a5"]),
        (Slice(undated=True), ["a4"]),
        (Slice(undated=True, start=date(2024, 4, 1)), []),
        (Slice(query="talks"), ["a1", "a2"]),
        (Slice(query="TALKS -failed"), ["a1"]),
        (Slice(query='"the valley"'), ["a3"]),
        (Slice(query="“the valley”"), ["a3"]),
        (Slice(query="talk"), []),
        (Slice(query="échoué"), ["a5"]),
        (Slice(query="'; DROP VIEW articles; --"), []),
    ],
)
def test_a_filter_keeps(five: Corpus, slice_: Slice, kept: list[str]) -> None:
    assert builders.article_ids(five.table("articles", slice_)) == kept


def test_one_copy_per_group_is_the_earliest_that_passes(five: Corpus) -> None:
    tables = builders.tables()
    later = tables.articles.assign(
        article_id="b" + tables.articles["article_id"], outlet="Reprint", published_at=tables.articles["published_at"] + pd.Timedelta("1D")
    )
    five.add(tables.replace(articles=later).only(later["article_id"].iloc[:1]))
    assert builders.article_ids(five.table("articles", Slice(copies="one-per-group"))) == ["a1", "a2", "a3", "a4", "a5"]
    assert builders.article_ids(five.table("articles", Slice(copies="one-per-group", outlets=("Reprint",)))) == ["ba1"]


def test_one_copy_per_group_and_outlet_keeps_each_reprint_once(five: Corpus) -> None:
    tables = builders.tables()
    for day, outlet in enumerate(("Reprint", "Calder"), start=1):
        later = tables.articles.assign(
            article_id=f"{outlet}-" + tables.articles["article_id"],
            outlet=outlet,
            published_at=tables.articles["published_at"] + pd.Timedelta(day, "D"),
        )
        five.add(tables.replace(articles=later).only(later["article_id"].iloc[:1]))
    assert builders.article_ids(five.table("articles", Slice(query="deal"))) == ["Calder-a1", "Reprint-a1", "a1"]
    assert builders.article_ids(five.table("articles", Slice(query="deal", copies="one-per-group-and-outlet"))) == ["Reprint-a1", "a1"]
    assert builders.article_ids(five.table("articles", Slice(query="deal", copies="one-per-group"))) == ["a1"]


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="ends before it starts"):
        Slice(start=date(2024, 4, 2), end=date(2024, 4, 2))


def test_a_lone_quotation_mark_is_pointed_at(five: Corpus) -> None:
    with pytest.raises(InputError, match="character 6"):
        five.table("articles", Slice(query='peace"'))


def test_a_search_without_a_word_is_refused(five: Corpus) -> None:
    with pytest.raises(InputError, match="no word in the search"):
        five.table("articles", Slice(query="(( .*"))


def test_names_stand_for_ids(five: Corpus) -> None:
    named = with_ids(five, Slice(actors=("israel",), topics=("Politics",), outlets=("CALDER",)))
    assert (named.actors, named.topics, named.outlets) == (("state:israel",), ("medtop:11000000",), ("Calder",))
    assert with_ids(five, Slice(actors=("org:un",))).actors == ("org:un",)
    assert with_ids(five, ALL) == ALL


def test_a_name_that_is_not_there_is_an_error_with_the_nearest(five: Corpus) -> None:
    with pytest.raises(InputError, match=r"no actor 'Isreal'\. Did you mean Israel"):
        with_ids(five, Slice(actors=("Isreal",)))


def test_a_slice_in_words_and_as_options() -> None:
    slice_ = Slice(
        start=date(2024, 3, 1), end=date(2024, 4, 1), outlets=("Calder",), actors=("state:israel",), query="talks", copies="one-per-group"
    )
    assert (
        in_words(slice_, {"state:israel": "Israel"})
        == "1 Mar 2024 to 31 Mar 2024; Calder; mentioning Israel; matching talks; copies counted once"
    )
    assert in_words(ALL) == "all articles"
    assert as_dict(slice_) == {
        "from": "2024-03-01",
        "to": "2024-03-31",
        "outlet": ["Calder"],
        "actor": ["state:israel"],
        "query": "talks",
        "copies": "one-per-group",
    }


def test_a_slice_goes_into_an_address_and_comes_back() -> None:
    slice_ = Slice(
        start=date(2024, 3, 1), end=date(2024, 4, 1), outlets=("Calder & Sons", "Wire=1"), topics=("medtop:16000000",), actors=("state:israel",),
        languages=("en",), query='hostages "aid ship"', copies="one-per-group", without=("adjective",),
    )  # fmt: skip
    assert to_address(Slice(start=date(2024, 3, 1), outlets=("Calder & Sons",))) == "from=2024-03-01&outlet=Calder+%26+Sons"
    assert "&words=hostages+" in to_address(slice_)
    assert from_address(to_address(slice_)) == slice_
    assert from_address(to_address(Slice(undated=True))) == Slice(undated=True)
    assert from_address("") == Slice()


@pytest.mark.parametrize(
    "text", ["colour=red", "outlet", "from=yesterday", "copies=none", "without=nouns", "from=2024-03-01&from=2024-04-01"]
)
def test_an_address_that_means_no_slice_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        from_address(text)
