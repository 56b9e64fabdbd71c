"""What can be checked by machine about who can use the pages: axe-core finds nothing serious, and the keyboard reaches everything in the order it is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.navigation import PAGES
from tests.browser import cards
from tests.browser.conftest import PATIENCE, Server, Visit

WIDTHS = {"desktop": 1440, "phone": 390}
OPENED = ("topics?about=medtop:16000000", "actors?who=state:israel", "outlets?name=Northline+Wire", "articles?words=gaza")
# WCAG 2.2 AA and axe-core's own good practice.
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
_GRAVE = ("serious", "critical")
_TABS = 80  # presses of the tab key that reach a card's buttons from the top of the page
# How everything that can have the focus looks without it: itself and what frames it.
_UNFOCUSED = """() => {
  window.__look = (it) => [it, it.parentElement, it.parentElement?.parentElement, it.parentElement?.parentElement?.parentElement].filter(Boolean)
    .map(getComputedStyle).map(style => [style.outlineStyle, style.boxShadow, style.borderTopColor, style.backgroundColor].join()).join('|');
  window.__looks = new Map();
  document.querySelectorAll('a, button, input, summary, [tabindex]').forEach(it => window.__looks.set(it, window.__look(it)));
}"""
# What has the focus: what it is called, and whether it looks different from before.
_FOCUSED = """() => {
  document.getAnimations().forEach(fade => fade.finish());
  const it = document.activeElement;
  const key = it.closest('[class*=st-key-]')?.className.match(/st-key-(\\S+)/)?.[1] || '';
  return {name: it.getAttribute('aria-label') || it.textContent.trim().slice(0, 60), key, link: it.tagName === 'A', seen: window.__look(it) !== window.__looks.get(it)};
}"""


def grave(page: Page) -> list[str]:
    """Return what axe-core finds on a page that keeps people from using it, with one place each.

    A sentence of an article is as high as its line: WCAG 2.2, 2.5.8, leaves out targets in a text.
    """
    found = Axe().run(page, options=_RULES, context={"exclude": [["[data-sentence]"]]}).response["violations"]
    return [
        f"{one['impact']}: {one['help']} ({len(one['nodes'])}, such as {one['nodes'][0]['target']})"
        for one in found
        if one["impact"] in _GRAVE
    ]


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTHS[request.param], "height": 1000}, color_scheme="light")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


# A phone's width for three kinds of page: charts in rows, charts over time, an article to read.
LOOKED_AT = [("desktop", place) for place in (*(page.slug for page in PAGES), *OPENED)] + [
    ("phone", slug) for slug in ("overview", "timeline", "articles")
]


@pytest.mark.parametrize(("page", "place"), LOOKED_AT, indirect=["page"])
def test_axe_finds_nothing_serious_in_light_and_dark(server: Server, page: Page, place: str) -> None:
    page.goto(f"{server.url}/{place}")
    cards.settled(page)
    paper: dict[str, Any] = {}
    wrong: list[str] = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # colours fade from one scheme to the other; a half-faded one has no contrast
        cards.settled(page)
        paper[scheme] = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        wrong += [f"{scheme}: {one}" for one in grave(page)]
    assert paper["light"] != paper["dark"]
    assert not wrong, "\n".join(wrong)


def test_the_keyboard_reaches_menu_filters_and_downloads_in_the_order_they_are_seen(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(server.url)
    cards.settled(page)
    page.evaluate(_UNFOCUSED)
    reached: list[dict[str, Any]] = []
    for _ in range(_TABS):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
    names, keys = [one["name"] for one in reached], [one["key"] for one in reached]
    menu = [
        next(number for number, one in enumerate(reached) if one["link"] and title in one["name"])
        for title in ("Overview", "Articles", "Method")
    ]
    filters = [next(number for number, key in enumerate(keys) if key == wanted) for wanted in ("from", "outlet", "words")]
    buttons = [
        next(number for number, key in enumerate(keys) if key == wanted) for wanted in ("table-coverage", "csv-coverage", "files-coverage")
    ]
    assert [*menu, *filters, *buttons] == sorted([*menu, *filters, *buttons]), names
    assert [reached[number]["name"] for number in [*menu, *filters, *buttons] if not reached[number]["seen"]] == []


def test_the_keyboard_alone_filters_and_downloads(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(server.url)
    cards.settled(page)
    page.get_by_role("searchbox", name="Words").focus()
    page.keyboard.type("Gaza")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words=Gaza"))
    cards.settled(page)
    page.locator(".st-key-csv-coverage").get_by_role("button").focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "sample-coverage.csv"
