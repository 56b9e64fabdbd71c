"""What a lasting corpus keeps in memory says the same as its files, and follows every edit at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import corrections, database, own_topics
from analysis.corpus import Corpus
from analysis.measures import PLAIN, by_name
from analysis.slice import ALL, Slice
from tests import builders, press

ASKED = ("coverage", "sentiment", "actors", "topics", "outlets", "topics-over-time", "actor-sentiment", "copies")


def lasting(corpus: Corpus) -> Corpus:
    """The same corpus, opened as the dashboard opens it."""
    opened = Corpus.open(corpus.folder)
    opened.lasting = True
    return opened


@pytest.mark.parametrize("measure", ASKED)
@pytest.mark.parametrize("slice_", [ALL, Slice(outlets=("Calder",)), Slice(without=("adjective",)), Slice(copies="one-per-group")])
def test_memory_says_what_the_files_say(tmp_path: Path, measure: str, slice_: Slice) -> None:
    corpus = builders.corpus(tmp_path)
    kept = lasting(corpus)
    for _ in range(2):  # the second time from memory
        pd.testing.assert_frame_equal(by_name(measure).rows(kept, slice_, PLAIN), by_name(measure).rows(corpus, slice_, PLAIN))


def test_an_article_in_memory_has_all_its_columns_and_its_text(tmp_path: Path) -> None:
    kept = lasting(builders.corpus(tmp_path))
    kept.query("SELECT count(*) FROM articles")
    row = kept.query("SELECT * FROM articles WHERE article_id = 'a2'").iloc[0]
    assert row.index.tolist() == builders.article_rows().columns.tolist()
    assert row["text"] == "The talks failed."
    assert kept.query("SELECT text FROM articles ORDER BY article_id")["text"].tolist() == list(builders.TEXTS.values())


def test_mentions_are_counted_up_by_article_and_actor(tmp_path: Path) -> None:
    corpus = press.corpus(tmp_path)
    asked = "SELECT mentions, toward, judged, sentences, felt FROM actor_articles WHERE article_id = ? AND actor_id = ?"
    for each in (corpus, lasting(corpus)):
        # Three mentions of Arden in two sentences: toward 0.2 - 0.6 - 0.6, the sentences 0.2 - 0.4.
        assert each.query(asked, ["p1", press.ARDEN]).iloc[0].tolist() == [3, -1_000_000, 3, 2, -200_000]
        assert len(each.query(asked, ["p4", press.ARDEN])) == 1
        assert each.query(asked, ["p4", press.ARDEN], slice_=Slice(without=("adjective",))).empty


def test_what_is_made_once_is_made_anew_for_another_version(tmp_path: Path) -> None:
    corpus = builders.corpus(tmp_path)
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    assert [corpus.once("it", make), corpus.once("it", make)] == [0, 1]  # a corpus that is asked once keeps nothing
    kept = lasting(corpus)
    assert [kept.once("it", make), kept.once("it", make)] == [2, 2]
    kept.correct(corrections.hide("org:un"))
    assert kept.once("it", make) == 3


@pytest.mark.parametrize("slice_", [ALL, Slice(outlets=("Calder",)), Slice(query="talks"), Slice(copies="one-per-group")])
def test_the_articles_of_a_slice_have_what_measures_count_by(tmp_path: Path, slice_: Slice) -> None:
    corpus = builders.corpus(tmp_path)
    columns = ", ".join(database.COUNTED)
    for each in (corpus, lasting(corpus)):
        told = each.query(f"SELECT {columns} FROM chosen_articles ORDER BY article_id", slice_=slice_)
        asked = each.query(f"SELECT {columns} FROM articles JOIN chosen USING (article_id) ORDER BY article_id", slice_=slice_)
        pd.testing.assert_frame_equal(told, asked)
        assert len(told)


def test_memory_follows_an_edit_at_once(tmp_path: Path) -> None:
    kept = lasting(builders.corpus(tmp_path))
    assert by_name("actors").rows(kept, ALL, PLAIN)["actor_id"].tolist() == ["state:israel", "org:un"]
    kept.correct(corrections.hide("org:un"))
    assert by_name("actors").rows(kept, ALL, PLAIN)["actor_id"].tolist() == ["state:israel"]
    kept.keep_topics(own_topics.saved(kept.own_topics, own_topics.new(kept.own_topics, "Water", "floods")))
    assert "Water" in by_name("topics").rows(kept, ALL, PLAIN)["name"].tolist()


def test_a_slice_that_is_no_longer_kept_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_SLICES_KEPT", 1)
    kept = lasting(builders.corpus(tmp_path))
    calder, northline = Slice(outlets=("Calder",)), Slice(outlets=("Northline",))
    found = [
        kept.query("SELECT article_id FROM chosen ORDER BY 1", slice_=slice_)["article_id"].tolist()
        for slice_ in (calder, northline, calder)
    ]
    assert found == [["a1", "a5"], ["a2", "a3", "a4"], ["a1", "a5"]]
