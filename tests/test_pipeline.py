"""score_articles on articles of our own: every table, every span, and the same result however the work is split."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from analysis import Article, pipeline, score_articles
from analysis.errors import InputError
from analysis.tables import TABLES

TEXT = (
    "Ministers in Israel welcomed the good news on Monday. “This is a terrible mistake, and we will all pay for it,” an official in Gaza said.\n\n"
    "Advertisment\n\n"
    "A Long Road Ahead\n\n"
    "The United Nations Security Council met in New York."
)
ARTICLES = [
    Article(title="Ministers welcome truce talks", text=TEXT, outlet="Calder", published_at=datetime(2024, 3, 25, tzinfo=UTC)),
    Article(
        title="Le gouvernement annonce de nouvelles mesures",
        text="Le gouvernement a annoncé hier de nouvelles mesures pour les villes du pays.",
    ),
    Article(title="Markets rally after the central bank cuts its rate", text=None),
]


def test_every_table_is_checked_and_every_span_fits() -> None:
    tables = score_articles(ARTICLES)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(tables, table.name), table.check(getattr(tables, table.name)))
    texts = tables.articles.set_index("article_id")["text"]
    cut = [texts[row.article_id][row.start : row.end] for row in tables.mentions.itertuples()]
    assert cut == tables.mentions["surface"].tolist()
    quoted = [texts[row.article_id][row.start : row.end] for row in tables.quotes.itertuples()]
    assert quoted == tables.quotes["quote"].tolist()
    assert any("terrible mistake" in quote for quote in quoted)


def test_an_article_is_the_mean_of_its_sentences() -> None:
    tables = score_articles(ARTICLES[:1])
    article = tables.articles.iloc[0]
    assert article["sentences"] == len(tables.sentences) == 4
    assert article["sentiment"] == pytest.approx(tables.sentences["compound"].mean())
    assert article["negative_share"] == 0.25


def test_what_is_no_part_of_the_article_is_removed_and_kept_apart() -> None:
    article = score_articles(ARTICLES[:1]).articles.iloc[0]
    assert "Advertisment" not in article["text"]
    assert article["removed"] == "Advertisment"


def test_a_heading_is_a_sentence_of_its_own() -> None:
    tables = score_articles(ARTICLES[:1])
    heading = tables.sentences[tables.sentences["heading"]].iloc[0]
    assert tables.articles["text"].iloc[0][heading["start"] : heading["end"]] == "A Long Road Ahead"


def test_names_carry_no_feeling_and_quotes_have_their_voice() -> None:
    sentences = score_articles(ARTICLES[:1]).sentences
    assert sentences["compound"].iloc[3] == 0.0  # "United" and "Security" are part of a name
    assert sentences["voice"].tolist() == ["reporter", "quoted", "reporter", "reporter"]


def test_another_language_is_kept_and_not_scored() -> None:
    tables = score_articles(ARTICLES)
    french = tables.articles.iloc[1]
    assert french["language"] == "fr"
    assert pd.isna(french["sentiment"])
    assert french["sentences"] == 0
    assert french["words"] > 0
    assert french["article_id"] not in set(tables.sentences["article_id"])


def test_an_article_with_only_a_headline_is_read_as_that_headline() -> None:
    article = score_articles(ARTICLES).articles.iloc[2]
    assert article["text"] == "Markets rally after the central bank cuts its rate"
    assert article["sentences"] == 1


def test_no_articles_give_empty_typed_tables() -> None:
    tables = score_articles([])
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(tables, table.name), table.empty())


def test_the_same_twice_and_in_other_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    seen: list[tuple[int, int]] = []
    once = score_articles(ARTICLES, progress=lambda done, total: seen.append((done, total)))
    monkeypatch.setattr(pipeline, "BATCH", 500)
    again = score_articles(ARTICLES)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(once, table.name), getattr(again, table.name))
    assert seen == [(2, 3), (3, 3)]


def test_two_readings_of_one_article_count_once() -> None:
    assert len(score_articles([ARTICLES[0], ARTICLES[0]]).articles) == 1


def test_near_copies_share_a_group() -> None:
    body = " ".join(f"Line {number} of the long report on the flood was read aloud in the hall." for number in range(20))
    tables = score_articles(
        [
            Article(text=body, outlet="A"),
            Article(text=body + " One more line stands here.", outlet="B"),
            Article(text="Quite another matter.", outlet="C"),
        ]
    )
    first, second, third = tables.articles["copy_group"]
    assert first == second != third


@pytest.mark.filterwarnings("default")  # the scheduler's own shutdown warnings are not ours
def test_a_dask_cluster_gives_the_same_tables() -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        scored = score_articles(ARTICLES, cluster=cluster.scheduler_address)
    pd.testing.assert_frame_equal(scored.articles, score_articles(ARTICLES).articles)


def test_a_cluster_that_does_not_answer_is_said() -> None:
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    with pytest.raises(InputError, match="No Dask scheduler answers"):
        score_articles(ARTICLES, cluster="tcp://127.0.0.1:1")
