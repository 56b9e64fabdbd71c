"""What page.js adds, in a real browser: one step of the history an act, pictures of charts, touch; and a saved page that opens without anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard import report, theme
from dashboard.report import ChartBlock, ReportPage
from tests.browser import cards
from tests.browser.conftest import PATIENCE, Server, Visit

HAND = 90  # milliseconds between pressing and letting go; a click without them is no person's
Step = tuple[str, str, str, str]


def settled(page: Page) -> None:
    """Wait until the server has answered and the page stands still."""
    page.wait_for_function(
        """() => new Promise((still) => {
            let quiet = 0;
            const look = () => {
                const app = document.querySelector('[data-testid=stApp]');
                const there = app?.dataset.testConnectionState === 'CONNECTED' && document.querySelector('[data-testid=stMain] h1');
                quiet = there && app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-stale=true]') ? quiet + 1 : 0;
                quiet > 7 ? still(true) : setTimeout(look, 100);
            };
            look();
        })"""
    )


def shown(page: Page) -> Step:
    """Return what a person sees of the state: address, question, the answer with its numbers, the words that are filtered by."""
    settled(page)
    main = page.get_by_test_id("stMain")
    words = page.get_by_role("searchbox", name="Words").input_value()
    answer = main.locator("p").filter(has_text=re.compile(r"\d")).first.inner_text()
    return page.url, main.get_by_role("heading").first.inner_text(), answer, words


def search(page: Page, words: str) -> None:
    field = page.get_by_role("searchbox", name="Words")
    field.fill(words)
    field.press("Enter")
    page.wait_for_url(re.compile(f"words={words}"))


def test_each_act_is_one_step_back_and_forward(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/overview")
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=PATIENCE)
    steps = [shown(page)]
    before = page.evaluate("history.length")

    search(page, "Gaza")
    steps.append(shown(page))
    search(page, "Israel")
    steps.append(shown(page))
    page.get_by_role("link", name="Articles", exact=True).click(delay=HAND)
    page.wait_for_url(re.compile("/articles"))
    steps.append(shown(page))
    page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": 300, "y": 60}, delay=HAND)
    page.wait_for_url(re.compile("article="))
    steps.append(shown(page))

    assert len({step[0] for step in steps}) == 5
    assert page.evaluate("history.length") == before + 4
    for step in reversed(steps[:-1]):
        page.go_back()
        assert shown(page) == step
    for step in steps[1:]:
        page.go_forward()
        assert shown(page) == step
    page.reload()
    assert shown(page) == steps[-1]
    assert not visit.errors


def test_a_control_that_two_pages_share_keeps_each_pages_value(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/?period=Month")
    settled(page)
    page.get_by_role("link", name="Topics", exact=True).click(delay=HAND)
    page.wait_for_url(re.compile("/topics"))
    settled(page)
    page.get_by_text("Day", exact=True).first.click(delay=HAND)
    page.wait_for_url(re.compile("period=Day"))
    settled(page)
    for step in (page.go_back, page.go_back):
        step()
        settled(page)
    assert page.url == f"{server.url}/?period=Month"
    for step in (page.go_forward, page.go_forward):
        step()
        settled(page)
    assert re.search("/topics.*period=Day", page.url)
    expect(page.locator(".st-key-period [aria-checked=true]")).to_have_text("Day", timeout=PATIENCE)


def test_the_menu_leads_from_an_opened_thing_to_its_page_and_each_begins_at_the_top(server: Server, visit: Visit) -> None:
    page = visit.page
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.goto(f"{server.url}/actors?outlet=Northline+Wire")
    settled(page)
    page.locator(".st-key-actor-list .dvn-scroller").click(position={"x": 100, "y": 60}, delay=HAND)
    page.wait_for_url(re.compile("who="))
    settled(page)
    assert page.evaluate(top) == 0
    name = page.get_by_test_id("stMain").get_by_role("heading").first.inner_text()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 500)")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Actors", exact=True).click(delay=HAND)
    expect(page.get_by_role("heading", name="Who is in the news?")).to_be_visible(timeout=PATIENCE)
    settled(page)
    assert page.url == f"{server.url}/actors?outlet=Northline+Wire"
    assert (page.evaluate(top), page.evaluate("history.length")) == (0, before + 1)
    page.go_back()
    expect(page.get_by_role("heading", name=name, exact=True).first).to_be_visible(timeout=PATIENCE)


def test_an_article_opens_again_after_it_was_closed(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/articles")
    for _ in range(3):
        settled(page)
        page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": 300, "y": 60}, delay=HAND)
        page.wait_for_url(re.compile("article="))
        settled(page)
        page.go_back()
        page.wait_for_url(re.compile("/articles$"))


def button(page: Page, kind: str, card: str) -> Locator:
    return cards.in_menu(page, kind, card)


def picture(page: Page, kind: str, card: str, *, key: str | None = None) -> tuple[str, bytes]:
    """Press a card's button for a picture; return the file's name and content."""
    with page.expect_download(timeout=2 * PATIENCE) as started:
        button(page, kind, card).press(key) if key else button(page, kind, card).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_a_picture_is_the_card_on_light_paper(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/topics")
    expect(page.locator(".st-key-card-topics-outlets .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    settled(page)
    name, svg = picture(page, "svg", "topics-outlets")
    assert name == "sample-topics-outlets.svg"
    title = page.locator(".st-key-card-topics-outlets").get_by_role("heading").inner_text()
    drawn = ElementTree.fromstring(svg)
    words = " ".join(" ".join(drawn.itertext()).split())
    assert drawn.attrib["width"] == "1200"
    assert " ".join(title.split()) in words
    for wanted in (
        "n = 133",
        "Dateline · Sample, articles of 5 Jan 2024 to 30 Jun 2024",
        "Northline Wire",
        "politics and",
    ):
        assert wanted in words
    assert "lick" not in words  # how to use the screen is no help on paper
    assert svg.startswith(b"<svg")
    assert b"#14171A" not in svg.upper()  # dark paper
    assert b"@font-face" not in svg

    name, png = picture(page, "png", "topics-outlets", key="Enter")
    assert name == "sample-topics-outlets.png"
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 2400
    assert not [address for address in visit.requests if not address.startswith((server.url, "data:", "blob:"))]
    assert not visit.errors


def test_a_picture_that_fails_says_so(server: Server, visit: Visit) -> None:
    page = visit.page
    page.route("**/dateline/plotly.min.js*", lambda route: route.abort())
    page.goto(f"{server.url}/topics")
    expect(page.locator(".st-key-card-topics-outlets .js-plotly-plot")).to_be_visible(timeout=PATIENCE)
    settled(page)
    button(page, "png", "topics-outlets").click()
    expect(page.get_by_role("alert").filter(has_text="The picture could not be made")).to_be_visible()
    page.unroute("**/dateline/plotly.min.js*")
    assert picture(page, "svg", "topics-outlets")[0] == "sample-topics-outlets.svg"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_finger_scrolls_past_a_chart_and_a_tap_chooses_a_bar(server: Server, phone: Page) -> None:
    phone.goto(f"{server.url}/")
    chart = phone.locator(".st-key-card-coverage .js-plotly-plot")
    expect(chart).to_be_visible()
    settled(phone)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = phone.evaluate(top)
    touch = phone.context.new_cdp_session(phone)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 16):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 12 * step}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function(f"{top} > {before + 50}")

    bar = chart.locator(".bars path").nth(12)
    bar.scroll_into_view_if_needed()
    area = bar.bounding_box()
    assert area
    phone.touchscreen.tap(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    expect(phone.locator(".st-key-card-coverage").get_by_text(re.compile("behind"))).to_be_visible()


def saved(folder: Path) -> Path:
    """Write a small page with a hostile title as a file."""
    evil = "</script><img src=x onerror=alert(1)>"
    rows = pd.DataFrame({"outlet": [evil, "=1+1"], "articles": [1204, 3]})
    figure = go.Figure(go.Bar(x=[theme.label(evil), "B"], y=[1204, 3], marker={"color": theme.ACCENT})).update_layout(height=300)
    block = ChartBlock(
        title=evil, measured="Articles; n = 1,207", reading="A bar is an outlet.", figure=figure, alt="Bars", rows=rows, columns={"articles": "count"},
        recipe=b'{"what": "outlets"}', file_name="outlets",
    )  # fmt: skip
    page = ReportPage(
        question="Who wrote it?", answer_markdown="**One** leads.", corpus="Sample", slice_words="all articles", blocks=(block,)
    )
    (folder / "page.html").write_bytes(report.page_html(page))
    return folder / "page.html"


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(11, 93, 122)"), ("dark", "rgb(95, 179, 207)")])
def test_a_saved_page_opens_without_anybody(browser: Browser, tmp_path: Path, scheme: str, colour: str) -> None:
    context = browser.new_context(offline=True, color_scheme=scheme)  # type: ignore[arg-type]  # a word of a fixed set
    visit = Visit(page=context.new_page())
    page = visit.page
    page.on("request", lambda asked: visit.requests.append(asked.url))
    page.on("console", lambda message: visit.errors.append(message.text))
    page.on("dialog", lambda dialog: (visit.errors.append(dialog.message), dialog.dismiss()))
    page.goto(saved(tmp_path).as_uri())
    bar = page.locator(".bars path").first
    expect(bar).to_be_visible()
    assert bar.evaluate("bar => getComputedStyle(bar).fill") == colour
    expect(page.get_by_role("heading", name="</script><img src=x onerror=alert(1)>")).to_be_visible()
    assert page.locator("img").count() == 0
    expect(page.get_by_role("cell", name="1,204")).to_be_hidden()
    page.get_by_text("Table", exact=True).click()
    expect(page.get_by_role("cell", name="1,204")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_text("CSV", exact=True).click()
    assert started.value.suggested_filename == "outlets.csv"
    assert Path(started.value.path()).read_text().splitlines() == [
        "outlet,articles",
        "</script><img src=x onerror=alert(1)>,1204",
        "'=1+1,3",
    ]
    assert [address for address in visit.requests if not address.startswith("data:")] == [page.url]
    assert not visit.errors
    context.close()


def test_a_saved_page_reads_without_scripts(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(saved(tmp_path).as_uri())
    expect(page.get_by_role("cell", name="1,204")).to_be_visible()
    expect(page.locator(".chart")).to_be_hidden()
    context.close()
