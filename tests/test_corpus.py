"""A corpus is a folder of whole imports: added whole, removed whole, read by anyone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import corrections, library, own_topics, score_articles
from analysis.article import Article, RejectedRow
from analysis.corpus import Corpus
from analysis.errors import CorpusError, InputError
from analysis.imports import LoadReport
from analysis.measures import coverage
from analysis.scorers.lexicon import LexiconChoice
from analysis.slice import Slice
from analysis.tables import ARTICLES, TABLES
from tests import builders


def test_a_new_corpus_is_empty_and_typed(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "new")
    for table in TABLES:
        frame = corpus.table(table.name)
        assert len(frame) == 0
        assert frame.dtypes.astype(str).tolist() == table.empty().dtypes.astype(str).tolist()


def test_the_load_report_counts_every_row(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "c")
    rejected = [RejectedRow(file="five.csv", row=6, reason="no text or title", detail="")]
    report = corpus.add(builders.tables(), rejected=rejected, files=1)
    assert (report.rows, report.kept, report.rejected) == (6, 5, 1)
    assert (report.undated, report.not_scored, report.copies) == (1, 1, 0)
    assert report.reasons == {"no text or title": 1}
    assert report.import_id == corpus.imports[0].import_id
    assert corpus.table("rejected")["row"].tolist() == [6]


def test_a_second_time_adds_nothing_and_says_so(five: Corpus) -> None:
    before = five.version
    report = five.add(builders.tables())
    assert (report.rows, report.kept, report.rejected) == (5, 0, 5)
    assert report.reasons == {"already in the corpus": 5}
    assert five.version == before
    assert len(five.imports) == 1


def test_copies_are_found_across_imports(five: Corpus) -> None:
    tables = builders.tables()
    again = tables.articles.assign(article_id="b" + tables.articles["article_id"], outlet="Reprint")
    report = five.add(tables.replace(articles=again).only(again["article_id"].iloc[:1]))
    assert report.copies == 1
    groups = five.table("articles").set_index("article_id")["copy_group"]
    assert groups["ba1"] == "a1" == groups["a1"]


def test_a_removed_import_comes_back(five: Corpus) -> None:
    version, import_id = five.version, five.imports[0].import_id
    five.remove(import_id)
    assert len(five.table("articles")) == 0
    assert [part.import_id for part in five.removed] == [import_id]
    five.restore(import_id)
    assert five.version == version
    assert len(five.table("articles")) == 5


def test_another_program_reads_the_parquet_files(five: Corpus) -> None:
    frame = pd.read_parquet(next(five.folder.glob("imports/*/articles.parquet")))
    assert frame["published_at"].dt.tz is not None
    assert frame["title"].iloc[0] == "Talks go well"


def test_an_import_that_was_cut_off_is_not_seen(five: Corpus) -> None:
    draft = five.folder / "imports" / ".0002-aaaa-bbbb"
    draft.mkdir()
    (draft / "articles.parquet").write_bytes(b"half")
    assert len(Corpus.open(five.folder).table("articles")) == 5


def test_a_failing_write_leaves_the_corpus_as_it_was(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.imports.write_parquet", full)
    before = sorted(path.name for path in (five.folder / "imports").iterdir())
    tables = builders.tables()
    fresh = tables.replace(articles=tables.articles.assign(article_id="n" + tables.articles["article_id"]))
    with pytest.raises(CorpusError, match="No space left on device"):
        five.add(fresh)
    assert sorted(path.name for path in (five.folder / "imports").iterdir()) == before


def test_a_table_of_a_slice_keeps_only_its_articles(five: Corpus) -> None:
    assert builders.article_ids(five.table("mentions", Slice(outlets=("Northline",)))) == ["a2", "a3"]
    assert five.table("articles")["published_at"].dtype == "datetime64[us, UTC]"


def test_what_is_no_corpus_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is not a corpus\. Add articles"):
        Corpus.open(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("mine")
    with pytest.raises(CorpusError, match="is not empty"):
        Corpus.create(tmp_path / "full")


def test_a_newer_format_is_refused(five: Corpus) -> None:
    (five.folder / "corpus.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(CorpusError, match="another version"):
        Corpus.open(five.folder)


def test_a_folder_with_a_quotation_mark_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's"
    folder.mkdir()
    assert len(builders.corpus(folder).table("articles")) == 5


def test_there_is_no_table_of_that_name(five: Corpus) -> None:
    with pytest.raises(InputError, match="articles, sentences, mentions, quotes, topics, rejected"):
        five.table("articles; DROP TABLE articles")


def test_articles_come_latest_last_and_undated_at_the_end(five: Corpus) -> None:
    assert five.table("articles")["article_id"].tolist() == ["a1", "a2", "a3", "a5", "a4"]
    assert list(five.table("articles").columns) == ARTICLES.names


def scored(folder: Path) -> Corpus:
    """A corpus of one article whose two sentences hang on one word each."""
    corpus = Corpus.create(folder / "scored", name="Scored")
    text = "The harbour is wonderful.\n\nThe harbour is blorpish."
    corpus.add(score_articles([Article(title="A wonderful harbour", text=text)]))
    return corpus


def compounds(corpus: Corpus) -> list[float]:
    return [round(value, 4) for value in corpus.table("sentences")["compound"]]


def test_a_change_of_a_words_value_scores_everything_again(tmp_path: Path) -> None:
    corpus = scored(tmp_path)
    first, version = compounds(corpus), corpus.version
    assert first[0] > 0
    assert first[1] == 0.0
    corpus.rescore(LexiconChoice().changed("blorpish", -3.0))
    # VADER squashes a sum S to S / sqrt(S * S + 15): -3 becomes -0.6124
    assert compounds(corpus) == [first[0], -0.6124]
    article = corpus.table("articles").iloc[0]
    assert article["sentiment"] == pytest.approx((first[0] - 0.6124) / 2, abs=1e-4)
    assert article["negative_share"] == 0.5
    assert corpus.imports[0].versions["lexicon changes"] == "blorpish -3"
    assert Corpus.open(corpus.folder).lexicon == LexiconChoice(changes=(("blorpish", -3.0),))
    assert corpus.version != version


def test_going_back_gives_the_same_corpus_again(tmp_path: Path) -> None:
    corpus = scored(tmp_path)
    first, version = compounds(corpus), corpus.version
    corpus.rescore(LexiconChoice(base="vader"))
    assert corpus.lexicon_before == LexiconChoice()
    corpus.rescore(corpus.lexicon_before)
    assert compounds(corpus) == first
    assert corpus.version == version
    assert len(list(corpus.folder.glob("imports/*"))) == 1


@pytest.mark.parametrize("value", [0.0, -1.0, -2.0, 1.0, 2.0, 3.0])
def test_a_change_that_is_cut_off_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: float) -> None:
    # Six values, so that by name the new folders stand before the old one as well as behind it.
    corpus = scored(tmp_path)
    first, version = compounds(corpus), corpus.version

    def cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.edits.write_json", cut)
    with pytest.raises(CorpusError, match="No space"):
        corpus.rescore(LexiconChoice().changed("wonderful", value))
    assert len(list(corpus.folder.glob("imports/*"))) == 2
    assert compounds(Corpus.open(corpus.folder)) == first
    assert corpus.version == version
    monkeypatch.undo()
    corpus.rescore(LexiconChoice().changed("wonderful", 0.5))
    assert compounds(corpus) == [0.128, 0.0]  # 0.5 / sqrt(0.25 + 15)
    assert len(list(corpus.folder.glob("imports/*"))) == 1


def test_restoring_leaves_the_word_values_alone(five: Corpus) -> None:
    before = five.table("sentences")
    import_id = five.imports[0].import_id
    five.remove(import_id)
    five.restore(import_id)
    pd.testing.assert_frame_equal(five.table("sentences"), before)


def test_later_imports_and_restored_ones_are_scored_alike(tmp_path: Path) -> None:
    corpus = scored(tmp_path)
    import_id = corpus.imports[0].import_id
    corpus.remove(import_id)
    corpus.rescore(LexiconChoice().changed("blorpish", -3.0))
    corpus.restore(import_id)
    assert compounds(corpus)[1] == -0.6124


@pytest.mark.parametrize(("word", "value"), [("two words", 1.0), ("", 1.0), ("war", 9.0), ("war", float("nan"))])
def test_a_value_that_is_none_is_refused(word: str, value: float) -> None:
    with pytest.raises(InputError):
        LexiconChoice().changed(word, value)


def test_every_import_says_what_made_it(five: Corpus) -> None:
    versions = five.imports[0].versions
    assert versions["lexicon"] == "news"
    assert len(versions["actors.csv"]) == 12
    assert versions["vaderSentiment"].count(".") >= 1


def test_a_search_index_that_is_damaged_or_gone_is_built_again(five: Corpus) -> None:
    index = next((five.folder / "search").iterdir())
    for damage in (lambda: shutil.rmtree(index), lambda: (index / "index.json").write_text("{", encoding="utf-8")):
        damage()
        assert five.matching("talks AND praised") == ["a1"]
    assert five.near_misses("talks AND praised") == ["a2"]


def test_a_correction_changes_every_count_and_can_be_undone(five: Corpus) -> None:
    before = five.version
    five.correct(corrections.merge("state:israel", "org:un"), corrections.rename("state:israel", "Both"))
    assert five.table("mentions")["name"].unique().tolist() == ["Both"]
    assert builders.article_ids(five.table("articles", Slice(actors=("state:israel",)))) == ["a1", "a2", "a3"]
    assert five.version != before
    five.undo_correction(*(correction.number for correction in five.corrections))
    assert builders.article_ids(five.table("articles", Slice(actors=("state:israel",)))) == ["a1", "a2"]


def test_corrections_go_to_another_corpus_in_a_file(five: Corpus, tmp_path: Path) -> None:
    five.correct(corrections.rename("org:un", "The UN"))
    other = builders.corpus(tmp_path / "other")
    other.load_corrections(corrections.dumps(five.corrections))
    assert "The UN" in set(other.table("mentions")["name"])


def test_an_own_topic_stands_among_the_topics(five: Corpus) -> None:
    own = five.own_topics
    topic = own_topics.new(own, "Deals", "deal OR échoué")
    five.keep_topics(own_topics.saved(own, topic))
    assert five.table("topics", Slice(topics=(topic.topic_id,)))["name"].tolist() == ["conflict, war and peace", "Deals"]  # a5 is French
    five.keep_topics(own_topics.removed(five.own_topics, topic.topic_id))
    assert topic.topic_id not in set(five.table("topics")["topic_id"])


def test_a_choice_of_columns_is_remembered_for_the_next_file_of_its_header(tmp_path: Path) -> None:
    first, second = tmp_path / "jan.csv", tmp_path / "feb.csv"
    first.write_text("Kop A,Kop B\nThe harbour is closed,A storm came over the harbour town\n", encoding="utf-8")
    second.write_text("Kop A,Kop B\nThe choir has won,A prize went to the valley choir\n", encoding="utf-8")
    library.add([first], tmp_path / "c", mapping={"title": "Kop A", "text": ""})
    report = library.add([second], tmp_path / "c")
    titles = set(Corpus.open(tmp_path / "c").table("articles")["title"])
    assert titles == {"The harbour is closed", "The choir has won"}
    assert any("chosen before" in note for note in report.notes)
    assert report.read_as[0].column_map == {"title": ["Kop A"]}
    assert library.column_choices() == {}  # the corpus is none of this user's folder


def test_the_load_report_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,date\nThe harbour is closed,03/04/2024\nThe choir has won,25/04/2024\n", encoding="utf-8")
    report = library.add([path], tmp_path / "c")
    assert Corpus.open(tmp_path / "c").imports[0].report == report
    assert report.read_as[0].encoding == "UTF-8"
    assert (report.read_as[0].dates or "").startswith("day first")


def bare_and_whole(tmp_path: Path) -> tuple[Corpus, LoadReport]:
    """A corpus of four articles: one without a text, one whose text repeats its headline, one with a text, one French without a text."""
    rows = pd.DataFrame(
        {
            "title": ["Harbour burns", "Ferry sinks", "Choir wins", "Le port de la ville est en feu depuis lundi"],
            "text": [None, "Ferry sinks", "The choir of the town has won the prize of the year.", None],
            "outlet": ["Calder", "Calder", "Northline", "Northline"],
        }
    )
    rows.to_csv(tmp_path / "bare.csv", index=False)
    report = library.add([tmp_path / "bare.csv"], tmp_path / "bare")
    return Corpus.open(tmp_path / "bare"), report


@pytest.mark.parametrize("lasting", [False, True])
def test_articles_with_a_headline_only_are_counted_when_added_and_in_a_slice(tmp_path: Path, lasting: bool) -> None:
    corpus, report = bare_and_whole(tmp_path)
    corpus.lasting = lasting
    assert (report.kept, report.rejected, report.headline_only) == (4, 0, 3)
    assert corpus.imports[0].report.headline_only == 3
    assert coverage.totals(corpus).headline_only == 3
    assert coverage.totals(corpus, Slice(outlets=("Northline",))).headline_only == 1
    assert coverage.totals(corpus, Slice(outlets=("Nobody",))).headline_only == 0


def test_an_import_of_before_headlines_were_counted_says_0(tmp_path: Path) -> None:
    corpus, _ = bare_and_whole(tmp_path)
    record = next((tmp_path / "bare" / "imports").glob("*/import.json"))
    stored = json.loads(record.read_text(encoding="utf-8"))
    del stored["report"]["headline_only"]
    record.write_text(json.dumps(stored), encoding="utf-8")
    assert corpus.imports[0].report.headline_only == 0
    assert coverage.totals(corpus).headline_only == 3  # counted in the articles
