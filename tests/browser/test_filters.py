"""The filter bar in a real browser: dates drawn and clicked on the histogram, a saved view, and the way to the filters on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import cards
from tests.browser.conftest import PATIENCE, Server, Visit

HISTOGRAM = ".st-key-dates .js-plotly-plot"
LEFT = ".st-key-chips"
expect.set_options(timeout=PATIENCE)


def start(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator(LEFT)).to_contain_text("136 articles")
    page.wait_for_selector(f"{HISTOGRAM} .bars .point path")


def bar_at(page: Page, number: int) -> tuple[float, float]:
    """Return a place in a bar of the histogram, near its foot, once it stays where it is."""
    place = page.wait_for_function(
        """([css, number]) => {
          const box = document.querySelectorAll(`${css} .bars .point path`)[number]?.getBoundingClientRect();
          const now = box?.width ? [box.x + box.width / 2, box.bottom - 3] : null, before = window.__bar;
          window.__bar = now;
          return now && before && now.join() === before.join() ? now : null;
        }""",
        arg=[HISTOGRAM, number],
        polling=200,
    ).json_value()
    return place[0], place[1]


def test_a_range_is_drawn_and_a_bar_is_clicked(server: Server, visit: Visit) -> None:
    page = visit.page
    start(page, f"{server.url}/overview")
    cards.settled(page)
    box = page.locator(HISTOGRAM).bounding_box()
    assert box is not None
    y = box["y"] + 25
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, y + 2, steps=6)
    page.mouse.up()
    expect(page.locator(LEFT)).to_contain_text("26 Feb to 7 Apr 2024")  # the bars whose middle the box holds
    expect(page.locator(LEFT)).to_contain_text("29 of 136 articles")
    assert re.search("from=2024-02-26&to=2024-04-07", page.url)
    page.get_by_role("button", name="All dates").click()
    expect(page.locator(LEFT)).to_contain_text("All 136 articles")
    cards.settled(page)  # the histogram is drawn last
    place = bar_at(page, 23)
    page.mouse.move(*place, steps=3)
    page.wait_for_selector(f"{HISTOGRAM} .hoverlayer .hovertext")
    page.mouse.click(*place)
    expect(page.locator(LEFT)).to_contain_text("10 to 16 Jun 2024")
    expect(page.locator(LEFT)).to_contain_text("12 of 136 articles")


def test_a_view_is_saved_and_opened_from_another_page(server: Server, visit: Visit) -> None:
    page = visit.page
    start(page, f"{server.url}/topics?outlet=Northline+Wire&period=Day")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Save this view").fill("Northline by day")
    page.get_by_label("Save this view").press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Northline by day"))).to_be_visible()
    start(page, f"{server.url}/overview?words=aid")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("button", name=re.compile("^Northline by day")).click()
    expect(page.locator("h1")).to_have_text("What is the coverage about?")
    expect(page.locator("[data-testid=stPopoverBody]:visible")).to_have_count(0)
    expect(page.locator(LEFT)).to_contain_text("33 of 136 articles")
    expect(page).to_have_url(re.compile(r"/topics\?outlet=Northline\+Wire&period=Day$"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("What is in these articles?")
    expect(page).to_have_url(re.compile(r"/(overview)?\?words=aid$"))
    assert visit.errors == []


@pytest.mark.parametrize("leaving", ["Enter", "Tab"])
def test_a_typed_date_counts_and_reset_clears_it_without_a_warning(server: Server, visit: Visit, leaving: str) -> None:
    page = visit.page
    page.goto(f"{server.url}/overview")
    page.locator(".st-key-from").get_by_role("textbox").click()  # while the page is still being drawn
    page.keyboard.type("1 Mar 2024")
    page.keyboard.press(leaving)
    expect(page).to_have_url(re.compile("from=2024-03-01$"))
    expect(page.locator(LEFT)).to_contain_text("from 1 Mar 2024")
    page.locator(".st-key-chips-reset").get_by_role("button").first.click()
    expect(page.locator(LEFT)).to_contain_text("All 136 articles")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_a_phone_finds_the_filters(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{server.url}/articles?outlet=Northline+Wire")
    page.get_by_role("button", name="1 filter").click()
    expect(page.locator("[data-testid=stSidebar] .st-key-filters")).to_be_in_viewport()
    page.get_by_role("link", name="Topics", exact=True).click()
    expect(page.locator("h1")).to_have_text("What is the coverage about?")
    expect(page.locator("[data-testid=stSidebar] .st-key-filters")).not_to_be_in_viewport()
    context.close()
