"""The analyst's own topics: kept with the corpus, counted like any topic, changed and brought back, carried to another corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis import own_topics, topic_commands
from analysis.corpus import Corpus
from analysis.errors import CorpusError, InputError
from analysis.measures import coverage, topic_terms, topic_trial, topics
from analysis.own_topics import NAME_CHARACTERS, OwnTopic, OwnTopics
from analysis.slice import UNCLASSIFIED, Slice
from tests import builders

EMPTY = OwnTopics()


def with_topics(corpus: Corpus, **queries: str) -> Corpus:
    own = corpus.own_topics
    for name, query in queries.items():
        own = own_topics.saved(own, own_topics.new(own, name.replace("_", " "), query))
    corpus.keep_topics(own)
    return corpus


def found(corpus: Corpus, topic_id: str) -> list[str]:
    frame = corpus.table("topics")
    return sorted(frame[frame["topic_id"] == topic_id]["article_id"])


@pytest.mark.parametrize(
    ("name", "topic_id"),
    [
        ("Ceasefire talks", "own:ceasefire-talks"),
        ("  Talks:   the  deal! ", "own:talks-the-deal"),
        ("Перемирие", "own:перемирие"),
        ("a_b", "own:a-b"),
    ],
)
def test_an_id_is_made_from_the_name(name: str, topic_id: str) -> None:
    assert own_topics.new(EMPTY, name, "talks").topic_id == topic_id


def test_two_names_of_one_stem_have_two_ids() -> None:
    own = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks!", "talks"))
    assert own_topics.new(own, "Talks?", "talks").topic_id == "own:talks-2"


def test_an_id_stays_when_a_topic_is_renamed() -> None:
    own = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks"))
    renamed = own_topics.saved(own, OwnTopic(topic_id="own:talks", name="Negotiations", query="talks"))
    assert renamed.topics == (OwnTopic(topic_id="own:talks", name="Negotiations", query="talks"),)
    assert renamed.earlier == (OwnTopic(topic_id="own:talks", name="Talks", query="talks"),)


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "talks", "no name"),
        ("!?", "talks", "no name"),
        ("x" * (NAME_CHARACTERS + 1), "talks", "81 characters; at most 80"),
        ("TALKS", "deal", "'TALKS' already"),
        ("Politics and government", "talks", "topic of the register"),
        ("No topic found", "talks", "topic of the register"),
        ("Deal", "  ", "no query"),
        ("Deal", "(deal", "character 1"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, query: str, said: str) -> None:
    own = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks"))
    with pytest.raises(InputError, match=said):
        own_topics.new(own, name, query)


def test_the_longest_name_is_kept() -> None:
    assert own_topics.new(EMPTY, "x" * NAME_CHARACTERS, "talks").name == "x" * 80


def test_what_was_changed_or_removed_comes_back() -> None:
    first = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks"))
    changed = own_topics.saved(first, OwnTopic(topic_id="own:talks", name="Talks", query="talks AND deal"))
    assert changed.before("own:talks") == OwnTopic(topic_id="own:talks", name="Talks", query="talks")
    assert changed.removed == ()
    assert own_topics.restored(changed, "own:talks").topics == first.topics
    removed = own_topics.removed(changed, "own:talks")
    assert removed.topics == ()
    assert [topic.query for topic in removed.removed] == ["talks AND deal"]
    assert own_topics.restored(removed, "own:talks").topics == changed.topics


def test_a_name_that_was_taken_since_is_said() -> None:
    removed = own_topics.removed(own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks")), "own:talks")
    other = own_topics.saved(removed, own_topics.new(removed, "Deal", "deal"))
    renamed = own_topics.saved(other, OwnTopic(topic_id="own:deal", name="talks", query="deal"))
    with pytest.raises(InputError, match="'Talks' already"):
        own_topics.restored(renamed, "own:talks")
    assert own_topics.new(own_topics.removed(renamed, "own:deal"), "Deal!", "deal").topic_id == "own:deal-2"


def test_a_topic_that_is_made_again_has_its_id_again() -> None:
    removed = own_topics.removed(own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks")), "own:talks")
    again = own_topics.saved(removed, own_topics.new(removed, "TALKS", "deal"))
    assert again.topics == (OwnTopic(topic_id="own:talks", name="TALKS", query="deal"),)
    assert again.removed == ()


def test_saving_the_same_changes_nothing() -> None:
    own = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks"))
    assert own_topics.saved(own, own.topics[0]) is own


def test_only_so_many_earlier_versions_are_kept() -> None:
    own = own_topics.saved(EMPTY, own_topics.new(EMPTY, "Talks", "talks"))
    for number in range(60):
        own = own_topics.saved(own, OwnTopic(topic_id="own:talks", name="Talks", query=f"talks {number}"))
    assert len(own.earlier) == 50
    assert own.earlier[0].query == "talks 58"


def test_topics_are_kept_with_the_corpus(five: Corpus) -> None:
    before = five.version
    with_topics(five, Talks="talks")
    assert five.version != before
    again = Corpus.open(five.folder)
    assert again.own_topics.topics == (OwnTopic(topic_id="own:talks", name="Talks", query="talks"),)
    again.keep_topics(OwnTopics())
    assert Corpus.open(five.folder).own_topics == EMPTY


@pytest.mark.parametrize(
    "content", ["[]", '{"topics": 1}', '{"topics": [{"name": "x"}]}', '{"topics": [{"topic_id": 1, "name": "x", "query": "y"}]}', "{"]
)
def test_a_damaged_file_is_said(five: Corpus, content: str) -> None:
    with_topics(five, Talks="talks")
    (five.folder / "edits" / "topics.json").write_text(content)
    with pytest.raises(CorpusError, match=r"topics\.json is damaged"):
        own_topics.read(five.folder)


def test_an_own_topic_counts_like_any_other(five: Corpus) -> None:
    with_topics(five, Talks="talks", Floods="floods OR pourparlers")
    assert found(five, "own:talks") == ["a1", "a2"]
    assert found(five, "own:floods") == ["a3"]  # the French article matches too, and is not counted
    frame = topics.leading(five)
    rows = {row["topic_id"]: (row["name"], row["level"], row["articles"], row["total"], row["share"]) for row in frame.to_dict("records")}
    assert rows["own:talks"] == ("Talks", "own", 2, 4, 0.5)
    assert rows["own:floods"] == ("Floods", "own", 1, 4, 0.25)
    assert rows[UNCLASSIFIED][2] == 1  # a3 has a topic now
    assert coverage.totals(five, Slice(topics=("own:talks",))).articles == 2


def test_what_the_scorers_found_stays(five: Corpus) -> None:
    scored = five.table("topics")
    with_topics(five, Talks="talks")
    frame = five.table("topics")
    pd.testing.assert_frame_equal(frame[~frame["topic_id"].str.startswith("own:")].reset_index(drop=True), scored)
    assert frame[frame["topic_id"] == "own:talks"]["weight"].tolist() == [1.0, 1.0]


def test_a_query_that_can_no_longer_be_read_matches_nothing(five: Corpus) -> None:
    five.keep_topics(OwnTopics(topics=(OwnTopic(topic_id="own:x", name="X", query="talks AND"),)))
    assert found(five, "own:x") == []
    assert own_topics.problem("talks AND") is not None
    assert own_topics.problem("talks") is None


def test_topics_go_to_another_corpus(five: Corpus, tmp_path: Path) -> None:
    with_topics(five, Talks="talks", Floods="floods")
    content = own_topics.to_file(five.own_topics.topics)
    assert json.loads(content) == {"own_topics": [{"name": "Talks", "query": "talks"}, {"name": "Floods", "query": "floods"}]}
    other = with_topics(Corpus.create(tmp_path / "other"), TALKS="deal")
    merged = own_topics.merged(other.own_topics, own_topics.from_file(content, name="topics.json"))
    assert merged.topics == (
        OwnTopic(topic_id="own:talks", name="Talks", query="talks"),
        OwnTopic(topic_id="own:floods", name="Floods", query="floods"),
    )
    assert merged.earlier == (OwnTopic(topic_id="own:talks", name="TALKS", query="deal"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not a file of topics"),
        (b"[]", "not a file of topics"),
        (b'{"own_topics": [{"name": "x"}]}', "topic 1: it needs a name and a query"),
        (b'{"own_topics": [{"name": "x", "query": "y"}, {"name": "X", "query": "z"}]}', "topic 2: .*'X' already"),
        (b'{"own_topics": [{"name": "x", "query": "(y"}]}', "topic 1: .*bracket"),
    ],
)
def test_a_file_that_is_no_file_of_topics_is_said(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        own_topics.from_file(content, name="topics.json")


def test_a_query_is_tried_on_the_whole_corpus(five: Corpus) -> None:
    trial = topic_trial.tried(five, "talks AND minister")
    assert (trial.articles, trial.total, trial.others) == (1, 4, 0)
    assert trial.matching["article_id"].tolist() == ["a1"]
    assert trial.near["article_id"].tolist() == ["a2"]
    french = topic_trial.tried(five, "pourparlers OR floods")
    assert (french.articles, french.others, french.matching["article_id"].tolist()) == (1, 1, ["a3"])
    nothing = topic_trial.tried(five, "zebra")
    assert (nothing.articles, len(nothing.matching)) == (0, 0)


def test_a_query_is_tried_on_an_empty_corpus(tmp_path: Path) -> None:
    trial = topic_trial.tried(Corpus.create(tmp_path / "empty"), "talks")
    assert (trial.articles, trial.total, trial.others, len(trial.matching), len(trial.near)) == (0, 0, 0, 0, 0)


def test_the_terms_of_an_own_topic_stand_in_their_sentences(five: Corpus) -> None:
    with_topics(five, Talks='talks OR "went well" OR minister')
    slice_ = Slice(topics=("own:talks",))
    rows = topic_terms.leading(five, slice_)
    assert rows[["term", "times", "articles", "total"]].to_numpy().tolist() == [
        ["talks", 4, 2, 2],  # in both texts and both titles
        ['"went well"', 1, 1, 2],
        ["minister", 1, 1, 2],
    ]
    contexts = topic_terms.contexts(five, topic_terms.found(five, slice_), "own:talks", "talks")
    shown = [
        (row["article_id"], row["sentence"], row["sentence"][row["start"] : row["end"]], row["in_title"])
        for row in contexts.to_dict("records")
    ]
    assert shown == [("a2", "The talks failed.", "talks", False), ("a1", "The talks went well.", "talks", False)]


def test_an_article_says_which_words_made_its_topics(five: Corpus) -> None:
    with_topics(five, Talks="talks AND minister")
    frame = topic_terms.in_article(five, "a1")
    own = frame[frame["topic_id"] == "own:talks"]
    assert own[["term", "start", "end", "in_title"]].to_numpy().tolist() == [
        ["talks", 0, 5, True],
        ["talks", 4, 9, False],
        ["minister", 25, 33, False],
    ]
    assert topic_terms.in_article(five, "a4").empty
    assert topic_terms.in_article(five, "nowhere").empty


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(topic_commands.app, list(arguments))
    return result.exit_code, result.output


def test_the_command_line_adds_lists_tries_and_removes(five: Corpus, tmp_path: Path) -> None:
    corpus = ("--corpus", str(five.folder))
    assert run("add", "Talks", "talks", *corpus) == (0, "Talks (own:talks), 2 articles\n")
    assert run("add", "talks", "talks failed", *corpus) == (0, "Talks (own:talks), 1 article\n")
    assert run("list", *corpus) == (0, "Talks (own:talks), 1 article: talks failed\n")
    code, said = run("list", "--json", *corpus)
    assert json.loads(said) == {"topic_id": "own:talks", "name": "Talks", "query": "talks failed", "articles": 1, "problem": None}
    code, said = run("try", "talks AND minister", *corpus)
    assert code == 0
    assert said.splitlines()[0] == "matches 1 article of 4 in English"
    assert "  a1  2024-03-25  Calder: Talks go well" in said.splitlines()
    assert said.splitlines().index("near misses:") < said.splitlines().index("  a2  2024-03-31  Northline: Talks fail")
    assert run("save", str(tmp_path / "t.json"), *corpus)[0] == 0
    assert run("remove", "TALKS", *corpus)[0] == 0
    assert run("list", *corpus) == (0, "removed: Talks (own:talks): talks failed\n")
    assert run("restore", "own:talks", *corpus)[0] == 0
    assert run("remove", "talks", *corpus)[0] == 0
    assert run("load", str(tmp_path / "t.json"), *corpus) == (0, "1 topic loaded\n")
    assert Corpus.open(five.folder).own_topics.topics[0].query == "talks failed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Talks", "(talks"), "bracket at character 1"),
        (("remove", "Talks"), "no topic 'Talks'"),
        (("try", "talks AND"), "dateline: "),
        (("load", "nowhere.json"), "cannot be read"),
    ],
)
def test_the_command_line_says_what_is_wrong(five: Corpus, arguments: tuple[str, ...], said: str) -> None:
    code, output = run(*arguments, "--corpus", str(five.folder))
    assert code == 2
    assert said in output


def test_the_same_twice(tmp_path: Path) -> None:
    frames = []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        frames.append(with_topics(builders.corpus(tmp_path / place), Talks="talks OR floods").table("topics"))
    pd.testing.assert_frame_equal(*frames)
