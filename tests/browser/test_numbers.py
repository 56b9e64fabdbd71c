"""Every chart of every page: what is downloaded is what the recipe's command prints, what the table lists and what is drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from analysis.corpus import Corpus
from dashboard.navigation import PAGES
from tests.browser import cards
from tests.browser.conftest import Server, Visit

SLICES = (
    "outlet=Northline+Wire",
    "from=2024-03-01&to=2024-03-31&copies=Once",
    "words=gaza+OR+%22aid+ship%22&without=Adjectives",
)
# The pages of one thing stand behind a list.
OPENED = ("topics?about=medtop:16000000", "actors?who=state:israel", "outlets?name=Northline+Wire")
SHOWING = [page.slug for page in PAGES if page.filtered]  # the others change something, or explain
CHARTED = ("overview", "timeline", "sentiment", "topics", "actors", "outlets")  # pages that have charts of any articles
# Pages with charts under three slices; what stands behind them under one.
LOOKED_AT = [(place, filters) for place in (*CHARTED, "copies", *OPENED) for filters in (SLICES if place in CHARTED else SLICES[:1])]
# Not numbers of the rows: where a network puts its names.
PLACED = ("network",)
_CONTROLS = 3  # of a page; more of them say nothing new about links


@pytest.fixture(scope="module")
def corpus(server: Server) -> Corpus:
    return Corpus.open(next((server.home / "sample").glob("*/corpus.json")).parent)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def address(server: Server, place: str, filters: str) -> str:
    slug, _, opened = place.partition("?")
    return f"{server.url}/{slug}?{'&'.join(filter(None, [opened, filters]))}"


@pytest.mark.parametrize(("place", "filters"), LOOKED_AT)
def test_download_command_table_and_drawing_say_the_same(
    server: Server, corpus: Corpus, page: Page, monkeypatch: pytest.MonkeyPatch, place: str, filters: str
) -> None:
    page.goto(address(server, place, filters))
    cards.settled(page)
    found = cards.keys(page)
    assert found or place not in CHARTED
    wrong: list[str] = []
    for key in found:
        content, recipe = cards.csv_of(page, key), cards.recipe_of(page, key)
        rows = cards.as_frame(content)
        with cards.kept_open(corpus, monkeypatch):
            printed = cards.printed(recipe["command"], corpus)
        if content != printed and not recipe.get("notes"):
            wrong.append(f"{key}: the download is not what this prints: {recipe['command']}")
        if recipe.get("notes") and not set(content.splitlines()) <= set(printed.splitlines()):
            wrong.append(f"{key}: the download has rows that this does not print: {recipe['command']}")
        drawn = cards.drawn(page, key)
        strange = [] if key in PLACED else cards.not_among(drawn, rows)
        wrong += [f"{key}: drawn, but not in the download: {strange[:5]}"] if strange else []
        wrong += [] if cards.points(page, key) or rows.empty else [f"{key}: nothing is drawn of {len(rows)} rows"]
        wrong += [f"{key}: {other}" for other in cards.table_is_not(page, key, rows)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("place", [*SHOWING, *OPENED])
def test_a_link_opened_elsewhere_says_the_same(server: Server, page: Page, place: str) -> None:
    page.goto(address(server, place, SLICES[2]))
    cards.settled(page)
    # Another choice of its controls: all of them are in the address.
    controls = page.locator("[data-testid=stMain] [data-testid=stButtonGroup]").all()
    for control in controls[:_CONTROLS]:
        if control.is_visible():
            control.get_by_role("radio").last.click()
            cards.settled(page)
    said = cards.says(page)
    elsewhere = page.context.browser.new_context(viewport={"width": 1440, "height": 1000})  # type: ignore[union-attr]
    other = elsewhere.new_page()
    other.goto(page.url)
    cards.settled(other)
    assert cards.says(other) == said
    elsewhere.close()
