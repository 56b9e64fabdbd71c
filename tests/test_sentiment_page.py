"""The Sentiment page through the real shell: its answer, its charts and their evidence, the strongest passages, and odd corpora."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.measures import extremes, headlines, sentiment_spread
from analysis.measures.sentiment_spread import Apart
from dashboard.views import sentiment as view
from tests import builders, tones
from tests.test_pages import _no_sample, opened  # noqa: F401 - a fixture


def said(app: AppTest) -> str:
    """All text of a page as it is read: without the backslashes that keep Markdown from reading data."""
    return "\n".join(text.value for kind in (app.markdown, app.caption, app.info) for text in kind).replace("\\", "")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return tones.corpus(tmp_path)


def test_the_page_answers_its_question(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment")
    assert not app.exception
    assert app.title[0].value == "How does the coverage sound?"
    # t2, t3 and t6 of seven are negative, t1 and t7 positive; the sum of the means is 0.15 - 0.175 + 1.0
    assert (
        "**42.9\N{NO-BREAK SPACE}%** of 7 scored articles are negative, 28.6\N{NO-BREAK SPACE}% positive; the mean is **+0.14**."
        in said(app)
    )
    assert "1 article is not in English and has no sentiment." in said(app)


def test_few_articles_look_like_few(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment", outlet="Calder")
    assert "Of 3 scored articles, **2** are negative and 1 positive: too few to say more." in said(app)
    app = opened(monkeypatch, corpus, "sentiment", words="rang")
    assert "The one scored article is **positive** (+0.40)." in said(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("apart", "sentence"),
    [
        ([], "No outlet’s mean differs from that of the others by more than noise."),
        (
            [Apart(outlet="A*", sentiment=-0.2, others=0.1)],
            r"**A\*** (−0.20; others +0.10) is more negative than the others; the differences are larger than noise.",
        ),
        (
            [Apart(outlet=name, sentiment=value, others=0.0) for name, value in (("A", -0.3), ("B", -0.2), ("C", -0.1), ("D", 0.2))],
            "**A** (−0.30; others 0.00), **B** (−0.20; others 0.00) and 1 more are more negative than the others, "
            "**D** (+0.20; others 0.00) is more positive; the differences are larger than noise.",
        ),
    ],
)
def test_outlets_are_said_to_differ_only_beyond_noise(apart: list[Apart], sentence: str) -> None:
    rows = pd.DataFrame({"outlet": ["A", "B"], "total": [20, 20]})
    assert view._apart(rows, apart) == sentence
    assert view._apart(rows.assign(total=[20, 9]), apart) == ""  # one outlet alone has no others


def test_the_tables_hold_the_rows_of_the_measures(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment")
    for key in ("distribution", "outlets-by-period", "headlines"):
        app.toggle(key=f"table-{key}").set_value(True)
    app.run()
    assert not app.exception
    frames = [frame.value for frame in app.dataframe]
    pd.testing.assert_frame_equal(frames[0], sentiment_spread.by_outlet(corpus), check_dtype=False)
    assert set(frames[1]["group_id"]) == {"Calder", "Northline"}
    pd.testing.assert_frame_equal(frames[2], headlines.against_bodies(corpus), check_dtype=False)


def test_many_copies_are_said_to_narrow_the_intervals(corpus: Corpus, five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "1 copy counts as an article of its own, which narrows the intervals"
    assert note in said(opened(monkeypatch, corpus, "sentiment"))
    assert note not in said(opened(monkeypatch, corpus, "sentiment", copies="Once"))
    assert "narrows the intervals" not in said(opened(monkeypatch, five, "sentiment"))


def test_what_is_not_compared_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment")
    assert "Not compared: 1 article is a headline only and 1 article has no headline." in said(app)
    app = opened(monkeypatch, corpus, "sentiment", words="news")
    assert "No article has a headline and a body to compare. Not compared: 1 article is a headline only." in said(app)


@pytest.mark.parametrize(
    ("at", "count", "behind"),
    [
        ("distribution:-0.25|Calder", 1, "Calder, −0.25 to −0.20"),
        ("distribution:0.95|", 1, "outlet not named, +0.95 to +1.00"),
        ("distribution:|Calder", 3, "Calder"),
        ("outlets-by-period:2024-03-25|Calder", 1, "Calder, 25 Mar 2024"),
    ],
)
def test_a_point_opens_its_articles(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, at: str, count: int, behind: str) -> None:
    app = opened(monkeypatch, corpus, "sentiment", at=at, period="Day")
    assert not app.exception
    noun = "article" if count == 1 else "articles"
    assert f"**{count} {noun}** behind {behind}." in said(app)


@pytest.mark.parametrize(
    "at",
    [
        "distribution:x|Calder",
        "distribution:nonsense",
        "distribution:nan|Calder",
        "distribution:1e9|",
        "outlets-by-period:nowhen|Calder",
        "headlines:Nobody",
        "headlines:",
    ],
)
def test_a_hostile_point_harms_nothing(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    assert not opened(monkeypatch, corpus, "sentiment", at=at).exception


def test_a_headline_opens_the_articles_with_the_largest_difference_first(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment", at="headlines:Calder")
    assert "**2 articles** of Calder, the largest differences first." in said(app)
    assert next(frame.value for frame in app.dataframe if "difference" in frame.value.columns)["title"].tolist() == ["Loss", "Gain"]


def test_the_strongest_sentences_are_shown_with_their_words_marked(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment")
    assert "The 20 most negative and most positive of 20 scored sentences" in said(app)
    shown = [part.value for part in app.html if "display:flex" in part.value]
    assert len(shown) == 8  # three negative ones, and five of the six positive ones
    assert ">−0.80<" in shown[0]
    assert "stands in 1 more place" in shown[0]
    assert "lost<sup" in shown[1]
    assert "quoted" in shown[1]


def test_articles_are_shown_with_their_strongest_sentence(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment", extremes="Articles")
    assert "**−0.20**, negative: 2 of 5 sentences negative; 1 copy not listed. The strongest:" in said(app)
    assert len([part for part in app.html if "display:flex" in part.value]) == 2
    assert not [control for control in app.segmented_control if control.key == "voice"]


def test_a_voice_limits_the_sentences(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment", voice="Quoted")
    assert "of 3 scored sentences that are quoted" in said(app)
    assert len([part for part in app.html if "display:flex" in part.value]) == 2


def test_the_next_page_has_the_next_sentences(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment", strongest="2")
    shown = [part.value for part in app.html if "display:flex" in part.value]
    assert len(shown) == 1
    assert "+0.05" in shown[0]
    assert "No further sentence is negative." in said(app)


def test_a_sentence_opens_its_article_there(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, corpus, "sentiment")
    app.button(key="open-sentences-negative-2").click().run()
    assert not app.exception
    assert app.query_params["article"] in ("t2", ["t2"])
    assert app.query_params["sentence"] in ("2", ["2"])


def test_what_the_marked_words_add_makes_the_score(tmp_path: Path) -> None:
    from analysis import Article, score_articles
    from analysis.scorers import sentiment

    text = "The war was a disaster, but the talks were a great success! " * 3 + "The Peace Corps met. Nothing else was known. Rain fell."
    made = Corpus.create(tmp_path / "scored")
    made.add(score_articles([Article(title="Talks", text=text, outlet="Calder")]))
    rows = extremes.sentences(made)
    names = extremes.names_in(made, rows)
    assert len(rows)
    for row in rows.to_dict("records"):
        words = sentiment.explain(row["sentence"], names=names.get((row["article_id"], row["sentence_no"]), []))
        total = words["after"].sum()
        assert total / (total * total + 15) ** 0.5 == pytest.approx(row["compound"], abs=1e-4)


def test_undated_articles_have_no_chart_over_time(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "sentiment", undated="true")
    assert not app.exception
    assert "None of these articles has a date, so there is nothing over time." in said(app)


def test_articles_in_another_language_say_so(five: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, five, "sentiment", language="French")
    assert not app.exception
    assert "Only articles in English have a sentiment" in said(app)


def test_articles_that_name_no_outlet_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = builders.tables()
    nameless = Corpus.create(tmp_path / "nameless")
    nameless.add(tables.replace(articles=tables.articles.assign(outlet=pd.Series([None] * 5, dtype="str"))))
    app = opened(monkeypatch, nameless, "sentiment")
    assert not app.exception
    assert "None of these articles names its outlet, so there is nothing by outlet over time." in said(app)


@pytest.mark.parametrize(
    ("every", "outlet", "finding"),
    [
        (-0.05, -0.3, "Headlines are more negative than the articles below them (−0.05), most clearly those of Calder"),
        (0.05, -0.3, "Headlines are more positive than the articles below them (+0.05)"),
        (-0.01, -0.3, "Headlines of Calder are more negative than its articles"),
    ],
)
def test_the_title_says_first_what_all_headlines_do(every: float, outlet: float, finding: str) -> None:
    rows = pd.DataFrame({"outlet": [headlines.ALL_OUTLETS, "Calder"], "difference": [every, outlet], "articles": [40, 20]})
    rows = rows.assign(low=rows["difference"] - 0.02, high=rows["difference"] + 0.02)
    assert view._headline_finding(rows, rows[1:]) == finding
