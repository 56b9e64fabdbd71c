"""What an analyst does, in a real browser: upload, look, filter, read, download; and nothing leaves the machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis import library
from dashboard.navigation import PAGES
from tests.browser import cards
from tests.browser.conftest import Server, Visit

ARTICLE = """\
The defence minister of Israel, Yoav Gallant, met the American secretary of state, Antony Blinken, in Washington on Monday.

Advertisment

Talks Behind Closed Doors

Officials praised the calm and helpful tone of the meeting. Aid groups warned that hunger in Gaza is a terrible threat.

Advertisment

A second round of talks between Israel and Hamas collapsed in Cairo, an official said.
"""
TABLE = """\
headline,date,source,text
Harbour reopens after the storm,2024-03-04,Wexmoor Post,"Fishers welcomed the good news. The council thanked volunteers for their wonderful help."
Talks on Gaza fail,2024-03-12,Wexmoor Post,"Talks between Israel and Hamas failed. Officials were angry and afraid."
Talks on Gaza resume,2024-03-20,Calder Mail,"Talks between Israel and Hamas resumed in Cairo on Wednesday, officials said."
"""


def upload(page: Page, server: Server, path: Path, name: str) -> None:
    page.goto(f"{server.url}/data")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("button", name="Read and score")).to_be_enabled()
    page.get_by_label("Its name").fill(name)
    page.get_by_label("Its name").press("Tab")
    page.get_by_role("button", name="Read and score").click()
    page.get_by_role("button", name="Show these articles").click()
    expect(page.get_by_role("heading", name="What is in these articles?")).to_be_visible()


def downloaded(page: Page, card: str) -> bytes:
    with page.expect_download() as started:
        page.locator(f".st-key-{card}").get_by_role("button", name="CSV", exact=True).click()
    return Path(started.value.path()).read_bytes()


def folder_of(server: Server, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATELINE_HOME", str(server.home))
    return str(next(corpus.folder for corpus in library.corpora() if corpus.name == name))


def test_upload_filter_chart_download(server: Server, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit.page
    (tmp_path / "march.csv").write_text(TABLE)
    upload(page, server, tmp_path / "march.csv", "March")
    expect(page.get_by_text("3 articles from 2 outlets")).to_be_visible()
    folder = folder_of(server, "March", monkeypatch)

    page.get_by_role("searchbox", name="Words").fill("Gaza")
    page.get_by_role("searchbox", name="Words").press("Enter")
    expect(page.get_by_text("2 of 3 articles from 2 outlets")).to_be_visible()
    assert "words=Gaza" in page.url
    cards.settled(page)  # a download of the slice before is offered until the new one is drawn
    for measure in ("coverage", "sentiment"):
        shown = downloaded(page, f"card-{measure}")
        assert shown == server.dateline("measure", measure, "--corpus", folder, "--query", "Gaza", "--period", "day")
    for measure in ("outlets", "actors", "topics"):
        assert downloaded(page, f"card-{measure}") == server.dateline("measure", measure, "--corpus", folder, "--query", "Gaza")
    assert b"Israel" in downloaded(page, "card-actors")

    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_text("2 articles; matching Gaza")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV", exact=True).click()
    exported = server.dateline("export", "articles", "--corpus", folder, "--query", "Gaza")
    assert Path(started.value.path()).read_bytes() == exported
    assert exported.count(b"Wexmoor Post") == 1


def test_a_text_file_shows_in_overview_and_articles(server: Server, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit.page
    (tmp_path / "article.txt").write_text(ARTICLE)
    upload(page, server, tmp_path / "article.txt", "One text")
    expect(page.get_by_text("1 article from no named outlet, undated")).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    reader = page.locator(".st-key-reader")
    expect(reader.get_by_text("Officials praised the calm and helpful tone")).to_be_visible()
    expect(reader.locator("span[title^='Yoav Gallant']").first).to_have_text("Yoav Gallant")
    shaded = reader.locator("span[title^='Sentence']", has_text="Officials praised").first
    assert re.search(r"\+0\.\d\d \(positive\)", shaded.get_attribute("title") or "")
    expect(reader.get_by_text("Removed from the text (2 lines)")).to_be_visible()
    exported = server.dateline("export", "articles", "--corpus", folder_of(server, "One text", monkeypatch))
    assert exported.count(b"Advertisment") == 2  # both stand in the column of removed lines, none in the text
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert Path(started.value.path()).read_bytes() == exported


def test_a_click_on_a_bar_lists_the_articles_behind_it(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(server.url)
    card = page.locator(".st-key-card-actors")
    bar = card.locator(".barlayer .point path").last
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    behind = card.get_by_text(re.compile(r"\d+ articles behind"))
    expect(behind).to_be_visible()
    label = card.locator(".bartext").last.text_content() or ""
    assert re.search(r"\((\d+)\)", label)[1] == re.search(r"\d+", behind.inner_text())[0]  # type: ignore[index]


def test_a_box_over_bars_lists_the_articles_behind_all_of_them(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(server.url)
    cards.settled(page)
    bars = page.locator(".st-key-card-coverage .barlayer .point path")
    bars.first.scroll_into_view_if_needed()
    first, last = bars.nth(2).bounding_box(), bars.nth(5).bounding_box()
    assert first
    assert last
    foot = first["y"] + first["height"]
    page.mouse.move(first["x"] - 2, foot - 60)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] + 2, foot - 5, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("at=coverage"))
    counts = page.evaluate(
        "[...document.querySelector('.st-key-card-coverage .js-plotly-plot')._fullData.find(trace => trace.type === 'bar').y]"
    )
    behind = page.locator(".st-key-card-coverage").get_by_text(re.compile(r"\d+ articles behind 4 points"))
    expect(behind).to_be_visible()
    assert int(behind.inner_text().split()[0]) == sum(counts[2:6])
    place = bars.nth(3).bounding_box()
    assert place
    page.mouse.move(place["x"] + 3, place["y"] + place["height"] - 8)
    page.mouse.move(place["x"] + 6, place["y"] + place["height"] - 8)
    page.mouse.click(place["x"] + 6, place["y"] + place["height"] - 8)
    expect(page.locator(".st-key-card-coverage").get_by_text(re.compile(rf"^{counts[3]} articles? behind week"))).to_be_visible()


@pytest.mark.parametrize("visit", ["dark"], indirect=True)
@pytest.mark.parametrize("slug", ["", *(page.slug for page in PAGES[1:])])
def test_no_request_leaves_the_machine_and_the_console_has_no_error(server: Server, visit: Visit, slug: str) -> None:
    visit.page.goto(f"{server.url}/{slug}")
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    visit.page.wait_for_load_state("networkidle")
    assert [url for url in visit.requests if not url.startswith((server.url, "data:", "blob:"))] == []
    assert visit.errors == []


def test_a_hostile_file_name_and_text_stay_text(server: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    path = tmp_path / "<img src=x onerror=document.title='owned'>.csv"
    path.write_text(
        "title,source,text\n<script>document.title='owned'</script>,<b>Bold</b>,The minister said <img src=x onerror=alert(1)> hello again.\n"
    )
    upload(page, server, path, "<i>hostile</i> **name**")
    page.get_by_role("link", name="Articles").click()
    expect(page.locator(".st-key-reader")).to_be_visible()
    expect(page.locator(".st-key-reader img")).to_have_count(0)
    assert "owned" not in page.title()


def test_choosing_an_article_keeps_the_filters_in_the_address(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/articles?outlet=Northline+Wire&from=2024-03-01")
    answer = page.get_by_text(re.compile(r"^\d+ articles; from 1 Mar 2024; Northline Wire"))
    expect(answer).to_be_visible()
    said = answer.inner_text()
    table = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    expect(table).to_be_visible()
    table.click(position={"x": 420, "y": 90})
    expect(page).to_have_url(re.compile("article="))
    page.reload()
    expect(page.get_by_text(said)).to_be_visible()
    page.locator(".st-key-reader-actors").get_by_role("radio").first.click()
    expect(page).to_have_url(re.compile("actors.*who="))
    expect(page).to_have_url(re.compile(r"outlet=Northline\+Wire"))


def test_a_button_to_another_page_keeps_the_filters(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/?outlet=Northline+Wire&period=Month")
    page.get_by_role("button", name="Add your articles").click()
    expect(page.get_by_role("heading", name="Which articles are these?")).to_be_visible()
    assert "outlet=Northline+Wire" in page.url
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text(re.compile(r"33 of 136 articles from 1 outlet"))).to_be_visible()


def test_a_chart_lists_its_articles_and_one_of_them_opens(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/?outlet=Northline+Wire")
    bar = page.locator(".st-key-card-coverage .barlayer .point path").last
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    table = page.locator(".st-key-card-coverage [data-testid=stDataFrame] .dvn-scroller").first
    expect(table).to_be_visible()
    table.click(position={"x": 420, "y": 55})
    expect(page.locator(".st-key-reader")).to_be_visible()
    assert "article=" in page.url
    assert "outlet=Northline+Wire" in page.url


def test_columns_are_mapped_before_reading_and_remembered(server: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    (tmp_path / "jan.csv").write_text(
        "Kop A;Kop B\nThe harbour is closed;A storm came over the harbour town\nThe choir has won;A prize went to the valley choir\n"
    )
    page.goto(f"{server.url}/data")
    page.locator("input[type=file]").set_input_files(tmp_path / "jan.csv")
    columns = page.locator("[data-testid=stExpander]", has_text="How the columns of jan.csv are read")
    title = columns.get_by_role("combobox", name="Title")
    expect(title).to_be_visible()
    title.click()
    page.get_by_role("option", name="Kop A").click()
    expect(columns.get_by_text("Columns as you chose")).to_be_visible()
    page.get_by_label("Its name").fill("Columns")
    page.get_by_label("Its name").press("Tab")
    page.get_by_role("button", name="Read and score").click()
    page.get_by_role("button", name="Show these articles").click()
    expect(page.get_by_text("2 articles from")).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    expect(page.locator(".st-key-reader").get_by_role("heading", name=re.compile("The (harbour is closed|choir has won)"))).to_be_visible()
    page.goto(f"{server.url}/data?corpus=Columns")
    page.locator("input[type=file]").set_input_files(tmp_path / "jan.csv")
    expect(page.get_by_text("Columns as chosen before")).to_be_visible()


def test_what_a_search_matches_is_bold_in_the_article(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/articles?words=minister+NEAR/9+said")
    found = page.locator(".st-key-reader mark")
    expect(found.first).to_be_visible()
    assert {text.lower() for text in found.all_inner_texts()} == {"minister", "said"}
