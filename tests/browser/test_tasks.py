"""Ten tasks of an analyst on the sample, by clicks and keys alone; each answer is held against numbers computed from the tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from analysis.corpus import Corpus
from analysis.own_topics import OwnTopics
from analysis.slice import Slice
from analysis.text import split_sentences
from tests.browser import cards, hands
from tests.browser.conftest import Server, Visit

UN = "org:united-nations"
MARCH = (pd.Timestamp("2024-03-01", tz="UTC"), pd.Timestamp("2024-04-01", tz="UTC"))
UPLOADED = """\
headline,date,source,text
Harbour reopens after the storm,2024-03-04,Wexmoor Post,"Fishers welcomed the good news. The council thanked volunteers for their wonderful help."
Storm hits the harbour,2024-03-01,Wexmoor Post,"A terrible storm wrecked the harbour. Fishers were angry and afraid."
,,,
Storm hits the harbour,2024-03-01,Wexmoor Post,"A terrible storm wrecked the harbour. Fishers were angry and afraid."
"""


@pytest.fixture(scope="module")
def corpus(server: Server) -> Corpus:
    return Corpus.open(next((server.home / "sample").glob("*/corpus.json")).parent)


@pytest.fixture
def page(server: Server, visit: Visit) -> Iterator[Page]:
    visit.page.goto(server.url)
    cards.settled(visit.page)
    yield visit.page
    assert visit.errors == []


@pytest.fixture
def as_before(corpus: Corpus) -> Iterator[None]:
    """Leave the sample as it was, whatever a task did to it."""
    yield
    numbers = [correction.number for correction in corpus.corrections]
    if numbers:
        corpus.undo_correction(*numbers)
    corpus.keep_events(())
    corpus.keep_topics(OwnTopics())
    (corpus.folder / "edits" / "views.json").unlink(missing_ok=True)


def articles_naming(corpus: Corpus, actor_id: str) -> set[str]:
    mentions = corpus.table("mentions")
    return set(mentions.loc[mentions["actor_id"] == actor_id, "article_id"])


def in_march(articles: pd.DataFrame) -> pd.DataFrame:
    return articles[(articles["published_at"] >= MARCH[0]) & (articles["published_at"] < MARCH[1])]


def test_1_the_outlet_most_negative_about_the_un_in_march_and_three_sentences_that_prove_it(page: Page, corpus: Corpus) -> None:
    articles = in_march(corpus.table("articles"))
    about = articles[articles["article_id"].isin(articles_naming(corpus, UN))]
    means = about.groupby("outlet")["sentiment"].mean().sort_values()
    worst = str(means.index[0])
    sentences = corpus.table("sentences")
    of_it = sentences[sentences["article_id"].isin(about.loc[about["outlet"] == worst, "article_id"])].sort_values("compound")
    texts = about.set_index("article_id")["text"]
    proof = [texts[row["article_id"]][row["start"] : row["end"]] for row in of_it.head(3).to_dict("records")]

    hands.type_day(page, "from", "2024-03-01")
    hands.type_day(page, "to", "2024-03-31")
    hands.pick(page, "actor", "United Nations")
    hands.open_page(page, "Sentiment")
    found = cards.as_frame(cards.csv_of(page, "distribution"))
    first = found.sort_values("sentiment", kind="stable").iloc[0]
    assert (first["outlet"], first["sentiment"]) == (worst, pytest.approx(means.iloc[0]))
    assert worst in page.locator(".st-key-card-distribution .js-plotly-plot").inner_text().replace("\n", " ")
    hands.pick(page, "outlet", worst)
    passages = page.locator(".st-key-strongest-passages")
    expect(passages).to_contain_text("Most negative")
    said = " ".join(passages.inner_text().split())
    bare = re.sub(r"[⁺⁻+−]", "", said)
    for sentence in proof:
        assert " ".join(re.sub(r"[⁺⁻+−]", "", sentence).split())[:60] in bare


def test_2_the_weekly_share_of_coverage_of_ukraine_by_outlet(page: Page, corpus: Corpus) -> None:
    articles = corpus.table("articles")
    dated = articles[articles["published_at"].notna()]
    week = dated["published_at"].dt.tz_localize(None).dt.to_period("W-SUN").dt.start_time
    named = dated["article_id"].isin(articles_naming(corpus, "state:ukraine"))
    counted = dated.assign(week=week, named=named).groupby(["outlet", "week"])["named"].agg(["sum", "size"])

    hands.click_point(page, "actors", "point.key === 'to:state:ukraine' || String(point.key).endsWith('state:ukraine')")
    expect(page.get_by_role("heading", name="Ukraine", exact=True)).to_be_visible()
    cards.settled(page)
    hands.press(page, "period", "Week")
    rows = cards.as_frame(cards.csv_of(page, "by-outlet"))
    rows = rows[rows["total"] > 0]
    assert rows["group_name"].nunique() >= 4
    for row in rows.to_dict("records"):
        some, all_ = counted.loc[(row["group_name"], pd.Timestamp(row["period"]).tz_localize(None))]
        assert (row["articles"], row["total"], row["share"]) == (some, all_, pytest.approx(some / all_))
    assert cards.recipe_of(page, "by-outlet")["command"] == (
        "dateline measure coverage --corpus CORPUS --by outlet --period week --actor state:ukraine"
    )


@pytest.mark.usefixtures("as_before")
def test_3_two_spellings_become_one_actor_and_two_again(page: Page, corpus: Corpus) -> None:
    mentions = corpus.table("mentions")
    right, wrong = (mentions[mentions["actor_id"] == id_] for id_ in ("person:emmanuel-macron", "found:macron"))
    before, after = right["article_id"].nunique(), pd.concat([right, wrong])["article_id"].nunique()
    assert after > before
    naming = set(pd.concat([right, wrong])["article_id"])
    undated = int(corpus.table("articles").set_index("article_id").loc[sorted(naming), "published_at"].isna().sum())

    hands.open_page(page, "Actors")
    hands.type_into(page, page.get_by_role("searchbox", name="Name"), "Macron")
    ranked = page.locator(".st-key-actor-list")
    assert {row[0] for row in hands.listed(ranked)} == {"Emmanuel Macron", "Macron"}
    hands.press(page, "section", "Corrections")
    page.get_by_role("button", name="Merge actors").click()
    dialog = page.get_by_role("dialog")
    for name in ("Emmanuel Macron", "Macron"):
        field = dialog.locator(".st-key-merge-actors").get_by_role("combobox").first
        field.click()
        field.fill(name)
        page.get_by_role("option", name=re.compile(f"^{name}")).first.click()
    page.keyboard.press("Escape")
    cards.settled(page)
    dialog.locator(".st-key-merge-stays").get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("^Emmanuel")).click()
    expect(dialog.get_by_text(re.compile("Moves 1 mention in 1 article"))).to_be_visible()
    dialog.locator(".st-key-correction-go").get_by_role("button").click()
    expect(dialog).to_have_count(0)
    cards.settled(page)
    hands.press(page, "section", "Ranking")
    assert [row[0] for row in hands.listed(ranked)] == ["Emmanuel Macron"]
    hands.click_row(ranked)
    expect(page.get_by_role("heading", name="Emmanuel Macron", exact=True)).to_be_visible()
    cards.settled(page)
    expect(page.get_by_text(re.compile(rf"Named in {after} of 133 articles"))).to_be_visible()
    line = cards.as_frame(cards.csv_of(page, "attention"))
    assert line["articles"].sum() == after - undated
    page.get_by_role("button", name="All actors").click()
    cards.settled(page)
    hands.press(page, "section", "Corrections")
    hands.click_row(page.get_by_test_id("stMain"), x=40)
    expect(page.get_by_text("None yet. What you correct is listed here")).to_be_visible()
    assert corpus.corrections == []


def test_4_a_file_is_uploaded_and_its_load_report_says_what_became_of_every_row(page: Page, tmp_path: Path) -> None:
    (tmp_path / "harbour.csv").write_text(UPLOADED)
    hands.open_page(page, "Data")
    page.locator("input[type=file]").first.set_input_files(tmp_path / "harbour.csv")
    expect(page.get_by_role("button", name="Read and score")).to_be_enabled()
    page.get_by_role("button", name="Read and score").click()
    report = page.locator(".st-key-load-report")
    expect(report).to_be_visible()
    said = " ".join(report.inner_text().split())
    assert "2 articles of 4 kept" in said
    assert "2 rejected" in said or "2" in said
    page.get_by_role("button", name="Show these articles").click()
    expect(page.get_by_text(re.compile("2 articles from 1 outlet"))).to_be_visible()


def test_5_from_the_highest_bar_to_the_words_behind_one_score(page: Page, corpus: Corpus) -> None:
    articles = corpus.table("articles").dropna(subset="published_at")
    weeks = articles["published_at"].dt.tz_localize(None).dt.to_period("W-SUN").dt.start_time
    highest = int(weeks.value_counts().max())

    hands.press(page, "period", "Week")
    hands.click_point(page, "coverage", f"point.y === {highest}")
    card = cards.card(page, "coverage")
    expect(card.get_by_text(re.compile(rf"^{highest} articles behind"))).to_be_visible()
    cards.settled(page)
    title = hands.listed(card)[0][2]
    hands.click_row(card)
    reader = page.locator(".st-key-reader")
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    reader.get_by_text(re.compile("and the words behind their scores")).click()
    cards.settled(page)
    lists = reader.locator("[data-testid=stDataFrame]")
    expect(lists).to_have_count(2)
    sentences = hands.listed(reader)
    article = articles[articles["title"] == title].iloc[0]
    assert [row[3][:40] for row in sentences[:3]] == [
        article["text"][start:end][:40] for start, end in split_sentences(article["text"])[:3]
    ]
    strongest = max(range(min(8, len(sentences))), key=lambda number: abs(float(sentences[number][1].replace("−", "-"))))
    hands.click_row(reader, strongest)
    expect(reader.get_by_text(re.compile(rf"Sentence {strongest + 1} scores"))).to_be_visible()
    cards.settled(page)
    lists.nth(1).scroll_into_view_if_needed()
    words = lists.nth(1).locator("canvas table[role=grid] tbody tr")
    # The list is drawn a moment after the line above it.
    page.wait_for_function(
        "([words, sentence]) => sentence.toLowerCase().includes(words.querySelector('tbody td')?.textContent.toLowerCase() ?? '\\0')",
        arg=[lists.nth(1).locator("canvas").first.element_handle(), sentences[strongest][3]],
    )
    adds = sum(float(row.locator("td").nth(3).text_content() or 0) for row in words.all())
    assert float(sentences[strongest][1].replace("−", "-")) == pytest.approx(adds / (adds**2 + 15) ** 0.5, abs=0.03)


def test_6_two_outlets_and_which_difference_of_their_topics_exceeds_noise(page: Page, corpus: Corpus) -> None:
    chosen = ["Tradewell Journal", "The Daily Squall"]
    articles = corpus.table("articles")
    english = articles[(articles["language"] == "en") & articles["outlet"].isin(chosen)]
    topics = corpus.table("topics").drop_duplicates(["article_id", "topic_id"]).merge(english[["article_id", "outlet"]], on="article_id")
    counts, totals = topics.groupby(["topic_id", "outlet"]).size(), english["outlet"].value_counts()

    hands.open_page(page, "Outlets")
    hands.press(page, "section", "Chosen outlets")
    for outlet in chosen:
        hands.pick(page, "compare", outlet)
    rows = cards.as_frame(cards.csv_of(page, "outlet-topics"))
    assert set(rows["outlet"]) == set(chosen)
    for row in rows.to_dict("records"):
        assert row["articles"] == counts.get((row["topic_id"], row["outlet"]), 0)
        assert row["share"] == pytest.approx(row["articles"] / totals[row["outlet"]])
    beyond = rows.loc[rows["exceeds"].astype("str") == "True", "name"].unique()
    assert "economy, business and finance" in beyond
    shown = " ".join(cards.card(page, "outlet-topics").inner_text().split()).casefold()
    assert "economy" in shown


@pytest.mark.usefixtures("as_before")
def test_7_an_event_marked_on_the_timeline_stands_on_another_page(page: Page, corpus: Corpus) -> None:
    hands.open_page(page, "Timeline")
    page.locator(".st-key-event-marks").get_by_role("button").first.click()
    page.locator(".st-key-event-day").get_by_role("spinbutton").first.click()
    page.keyboard.type("20240325")
    page.get_by_role("textbox", name="What happened").fill("Resolution 2728")
    page.get_by_role("textbox", name="What happened").press("Tab")
    page.locator(".st-key-event-save").get_by_role("button").click()
    expect(page.locator(".st-key-event-marks")).to_contain_text("Event marks (1)")
    assert [(str(event.day), event.label) for event in corpus.events] == [("2024-03-25", "Resolution 2728")]
    page.keyboard.press("Escape")
    hands.open_page(page, "Overview")
    said = cards.card(page, "coverage").inner_text() + str(
        cards.card(page, "coverage").evaluate(
            "card => JSON.stringify(card.querySelector('.js-plotly-plot').layout.annotations) + JSON.stringify(card.querySelector('.js-plotly-plot').layout.shapes)"
        )
    )
    assert "Resolution 2728" in said
    assert "2024-03-25" in said


@pytest.mark.usefixtures("as_before")
def test_8_a_view_is_saved_left_and_opened_again(page: Page) -> None:
    hands.open_page(page, "Topics")
    hands.pick(page, "outlet", "Northline Wire")
    hands.type_into(page, page.get_by_role("searchbox", name="Words"), "gaza")
    before = (cards.says(page), cards.csv_of(page, "topics-outlets"))
    page.locator(".st-key-saved-views").get_by_role("button").first.click()
    name = page.get_by_role("textbox", name="Save this view")
    name.fill("Gaza in the Wire")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("Gaza in the Wire"))).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".st-key-reset").get_by_role("button").first.click()
    expect(page).not_to_have_url(re.compile("words="))
    hands.open_page(page, "Overview")
    page.locator(".st-key-saved-views").get_by_role("button").first.click()
    page.get_by_role("button", name=re.compile("Gaza in the Wire")).first.click()
    expect(page).to_have_url(re.compile("/topics.*words=gaza"))
    cards.settled(page)
    assert (cards.says(page), cards.csv_of(page, "topics-outlets")) == before


@pytest.mark.usefixtures("as_before")
def test_9_an_own_topic_is_made_and_filtered_by(page: Page, corpus: Corpus) -> None:
    query = "hostages OR ceasefire"
    matching = corpus.table("articles", Slice(query=query, languages=("en",)))
    assert len(matching) > 5
    hands.open_page(page, "Topics")
    page.get_by_role("button", name="Add a topic").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("Truce")
    dialog.get_by_role("textbox", name="Query").fill(query)
    dialog.get_by_role("textbox", name="Query").press("Tab")
    expect(dialog.get_by_text(re.compile(rf"Matches {len(matching)} articles"))).to_be_visible()
    dialog.get_by_role("button", name="Save the topic").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Truce")  # its own page
    cards.settled(page)
    hands.pick(page, "topic", "Truce")
    hands.open_page(page, "Articles")
    expect(page.get_by_text(re.compile(rf"{len(matching)} articles; about Truce"))).to_be_visible()


def test_10_a_page_as_one_file_and_a_table_for_a_spreadsheet(page: Page, corpus: Corpus) -> None:
    hands.pick(page, "outlet", "Wexmoor Gazette")
    report = cards.download(page, page.locator(".st-key-page-html").get_by_role("button"))
    assert report.name.endswith(".html")
    assert b"Wexmoor Gazette" in report.content
    assert b"Coverage over time" in report.content
    hands.open_page(page, "Articles")
    page.locator(".st-key-table-downloads").get_by_role("button").first.click()
    hands.pick(page, "download-table", "Sentences")
    hands.press(page, "download-format", "XLSX")
    expect(page.locator(".st-key-download-file").get_by_role("button").first).to_contain_text("Download XLSX")
    file = cards.download(page, page.locator(".st-key-download-file").get_by_role("button").first)
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    expected = corpus.table("sentences", Slice(outlets=("Wexmoor Gazette",)))
    texts = corpus.table("articles").set_index("article_id")["text"]
    assert (file.name, len(rows) - 1) == ("sample-sentences.xlsx", len(expected))
    first = expected.iloc[0]
    values = dict(zip(rows[0], rows[1], strict=True))
    assert (values["article_id"], values["compound"]) == (first["article_id"], pytest.approx(first["compound"]))
    assert str(values["text"]).lstrip("'") == texts[first["article_id"]][first["start"] : first["end"]]
