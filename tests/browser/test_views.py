"""The pages of topics, actors and copies in a real browser: a correction is seen everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.corpus import Corpus
from tests.browser.conftest import Server, Visit


def sample(server: Server) -> Corpus:
    return Corpus.open(next((server.home / "sample").glob("*/corpus.json")).parent)


def downloaded(page: Page, card: str) -> bytes:
    with page.expect_download() as started:
        page.locator(f".st-key-card-{card}").get_by_role("button", name="CSV", exact=True).click()
    return Path(started.value.path()).read_bytes()


@pytest.fixture
def uncorrected(server: Server) -> Iterator[None]:
    """Take back what a test corrects, also one that fails."""
    yield
    sample(server).undo_correction(*(correction.number for correction in sample(server).corrections))


@pytest.mark.usefixtures("uncorrected")
def test_a_new_name_is_seen_on_every_page_and_goes_when_it_is_undone(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/actors?who=person:joe-biden")
    expect(page.get_by_role("heading", name="Joe Biden", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("President Joseph Biden")
    page.get_by_role("dialog").get_by_role("textbox").first.press("Tab")
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="President Joseph Biden", exact=True)).to_be_visible()
    page.get_by_role("link", name="Actors").click(delay=90)
    expect(page.locator(".st-key-card-actors").get_by_text("President Joseph Biden").first).to_be_attached()
    assert "President Joseph Biden" in downloaded(page, "actors").decode()
    sample(server).undo_correction(*(correction.number for correction in sample(server).corrections))
    page.reload()
    expect(page.locator(".st-key-card-actors").get_by_text(re.compile("^Joe Biden")).first).to_be_attached()


def test_two_reprints_stand_side_by_side(server: Server, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{server.url}/copies")
    expect(page.get_by_text(re.compile("12 of 136 articles repeat another one"))).to_be_visible()
    table = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    expect(table).to_be_visible()
    table.click(position={"x": 150, "y": 85})
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    assert "group=" in page.url
