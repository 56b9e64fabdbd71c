"""Shares of topics over time and by outlet, themes, and terms, over the five articles of builders: the numbers worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.measures import topic_shares, topic_terms, topic_themes, topics
from analysis.naming import with_ids
from analysis.scorers import topics as scorer
from analysis.slice import ALL, UNCLASSIFIED, Slice
from tests import builders

CONFLICT, POLITICS = "medtop:16000000", "medtop:11000000"


VERBS = ("gathered", "quarrelled", "celebrated", "apologised", "marched", "voted", "slept", "travelled", "objected", "rejoiced")


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[list(columns)].itertuples(index=False)]


def test_shares_over_time_count_what_fits_none_and_fill_with_zero(five: Corpus) -> None:
    frame = topic_shares.over_time(five)
    assert [f"{period:%m-%d}" for period in frame["period"]] == ["03-25", "04-01"] * 3
    assert rows(frame, "topic_id", "level", "articles", "total", "share") == [
        (CONFLICT, "broad", 2, 2, 1.0),
        (CONFLICT, "broad", 0, 1, 0.0),
        (POLITICS, "broad", 1, 2, 0.5),
        (POLITICS, "broad", 0, 1, 0.0),
        (UNCLASSIFIED, None, 0, 2, 0.0),
        (UNCLASSIFIED, None, 1, 1, 1.0),
    ]


def test_an_article_with_two_topics_counts_a_half_in_each(five: Corpus) -> None:
    frame = topic_shares.over_time(five)
    assert rows(frame, "divided", "divided_share") == [(1.5, 0.75), (0.0, 0.0), (0.5, 0.25), (0.0, 0.0), (0.0, 0.0), (1.0, 1.0)]


def test_topics_of_a_slice_are_the_series_and_not_a_limit(five: Corpus) -> None:
    frame = topic_shares.over_time(five, Slice(topics=(POLITICS,)), "month")
    assert rows(frame, "topic_id", "articles", "total") == [(POLITICS, 1, 2), (POLITICS, 0, 1)]
    limited = topic_shares.over_time(five, Slice(topics=(POLITICS,), query="talks"), "month")
    assert rows(limited, "articles", "total", "share") == [(1, 2, 0.5)]


def test_a_period_without_articles_has_no_share(five: Corpus) -> None:
    frame = topic_shares.over_time(five, Slice(topics=(CONFLICT,)), "day")
    assert rows(frame, "articles", "total", "share")[:3] == [(1, 1, 1.0), (0, 0, None), (0, 0, None)]
    assert len(frame) == 8


def test_by_outlet_has_the_outlets_own_total_and_zeros(five: Corpus) -> None:
    frame = topic_shares.by_outlet(five)
    assert rows(frame, "topic_id", "outlet", "articles", "total", "share") == [
        (CONFLICT, "Northline", 1, 3, pytest.approx(1 / 3)),
        (CONFLICT, "Calder", 1, 1, 1.0),
        (POLITICS, "Northline", 1, 3, pytest.approx(1 / 3)),
        (POLITICS, "Calder", 0, 1, 0.0),
        (UNCLASSIFIED, "Northline", 2, 3, pytest.approx(2 / 3)),
        (UNCLASSIFIED, "Calder", 0, 1, 0.0),
    ]


def test_an_outlet_without_a_name_is_a_column_of_its_own(tmp_path: Path) -> None:
    made = Corpus.create(tmp_path / "five")
    tables = builders.tables()
    made.add(tables.replace(articles=tables.articles.assign(outlet=tables.articles["outlet"].where(tables.articles["article_id"] != "a2"))))
    frame = topic_shares.by_outlet(made, Slice(topics=(CONFLICT,)))
    assert rows(frame, "outlet", "articles", "total") == [("Northline", 0, 2), ("Calder", 1, 1), (None, 1, 1)]


def test_sentiment_of_topics_has_an_interval(five: Corpus) -> None:
    first, second, none = topics.leading(five).to_dict("records")
    assert (first["scored"], first["sentiment"]) == (2, pytest.approx(0.1))
    # deviation of (0.5, -0.3) is 0.565685; / sqrt(2) = 0.4; * 1.959964 = 0.783986
    assert (first["low"], first["high"]) == pytest.approx((0.1 - 0.783986, 0.1 + 0.783986), abs=1e-5)
    assert (second["scored"], second["sentiment"]) == (1, pytest.approx(-0.3))
    assert pd.isna(second["low"])
    assert (none["topic_id"], none["articles"]) == (UNCLASSIFIED, 2)


def test_the_slice_without_topics_is_what_shares_are_of() -> None:
    assert topics.among(Slice(topics=(POLITICS,), query="talks")) == Slice(query="talks")


@pytest.mark.parametrize("slice_", [Slice(query="zebra"), Slice(start=date(2030, 1, 1)), Slice(topics=("own:none",))])
def test_nothing_gives_empty_typed_frames(five: Corpus, slice_: Slice) -> None:
    for frame, columns in [
        (topic_shares.over_time(five, slice_), topic_shares.OVER_TIME),
        (topic_shares.by_outlet(five, slice_), topic_shares.BY_OUTLET),
        (topic_terms.leading(five, slice_), topic_terms.COLUMNS),
    ]:
        assert len(frame) == 0
        assert list(frame.columns) == list(columns)
        assert str(frame["topic_id"].dtype) == "str"


def test_themes_are_looked_for_in_articles_without_a_topic(tmp_path: Path) -> None:
    made = Corpus.create(tmp_path / "many")
    tables = builders.tables()
    base = tables.articles[tables.articles["article_id"] == "a3"]
    parts = []
    for number, (subject, verb) in enumerate(
        (subject, verb) for subject in ("beekeepers with honey", "rowers on the canal") for verb in VERBS
    ):
        article_id = f"b{number:02}"
        parts.append(
            base.assign(
                article_id=article_id,
                copy_group=article_id,
                title=f"They {verb}",
                text=f"{verb.title()} {subject}, {verb} at {number} {verb[::-1]}.",
            )
        )
    made.add(tables.replace(articles=pd.concat([tables.articles, *parts], ignore_index=True)))
    found = topic_themes.found(made, ALL, "unclassified")
    assert (found.articles, len(found.article_ids)) == (22, 22)  # the twenty, and two of the five
    terms = {term.lower() for theme in found.themes for term in theme.terms}
    assert {"honey", "canal"} <= {word for term in terms for word in term.split()}
    assert topic_themes.found(made, ALL, "unclassified").themes == found.themes
    assert topic_themes.found(made, ALL, "all").articles == 24
    assert topic_themes.found(made, Slice(query="zebra"), "all").themes == ()


def test_copies_are_read_once(five: Corpus) -> None:
    assert topic_themes.found(five, ALL, "all").article_ids == ("a1", "a2", "a3", "a4")
    assert topic_themes.found(five, ALL, "unclassified").article_ids == ("a3", "a4")


TEXT = "Parliament votes\n\nThe parliament voted on the budget. Members of parliament disagreed about the election."


def test_counted_terms_are_those_of_the_explanation() -> None:
    counted = scorer.count_terms([TEXT, "", TEXT])
    explained = scorer.explain(TEXT).groupby(["topic_id", "term"]).size()
    assert len(explained)
    for text_no in (0, 2):
        mine = counted[counted["text_no"] == text_no].set_index(["topic_id", "term"])["times"]
        assert mine.sort_index().to_dict() == explained.sort_index().to_dict()
    assert 1 not in set(counted["text_no"])
    assert scorer.count_terms([]).dtypes.to_dict() == counted.dtypes.to_dict()


def test_terms_of_a_register_topic_stand_in_their_sentences(tmp_path: Path) -> None:
    made = Corpus.create(tmp_path / "one")
    tables = builders.tables()
    title, text = TEXT.split("\n\n")
    first = tables.articles[tables.articles["article_id"] == "a1"].assign(title=title, text=text)
    sentences = tables.sentences[tables.sentences["article_id"] == "a1"].assign(start=[0, 36], end=[35, 92])
    about = tables.topics[tables.topics["article_id"] == "a1"].assign(topic_id=POLITICS, name="politics")
    made.add(tables.only(pd.Series(["a1"])).replace(articles=first, sentences=sentences, topics=about, mentions=tables.mentions.head(0)))
    slice_ = Slice(topics=(POLITICS,))
    counted = topic_terms.leading(made, slice_).set_index("term")
    assert counted.loc["parliament", ["times", "articles", "total", "share"]].tolist() == [3, 1, 1, 1.0]
    contexts = topic_terms.contexts(made, topic_terms.found(made, slice_), POLITICS, "parliament")
    row = contexts.to_dict("records")[0]
    assert (row["sentence"], row["sentence"][row["start"] : row["end"]]) == ("The parliament voted on the budget.", "parliament")
    assert topic_terms.contexts(made, topic_terms.found(made, slice_), POLITICS, "parliament", first=1).empty


@pytest.mark.parametrize("asked", ["unclassified", "No topic found"])
def test_what_fits_no_topic_has_a_name_on_the_command_line(five: Corpus, asked: str) -> None:
    slice_ = with_ids(five, Slice(topics=(asked,)))
    assert slice_ == Slice(topics=(UNCLASSIFIED,))
    assert five.table("articles", slice_)["article_id"].tolist() == ["a3", "a4"]
