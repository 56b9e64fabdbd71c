"""What an analyst's hands do on a page: choose from the menu and the filters, click a point of a chart or a row of a list, read what a list says."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import cards

# Where a point of a chart is on the screen: the first whose trace and place pass the test.
_POINT = """([card, wanted]) => {
  const graph = document.querySelector(`.st-key-card-${card} .js-plotly-plot`);
  const test = new Function('point', `return ${wanted}`);
  for (const trace of graph._fullData) {
    const [x, y] = [trace.x, trace.y];
    for (let number = 0; number < x.length; number++) {
      const point = {trace, number, x: x[number], y: y[number], key: trace.customdata?.[number]?.at?.(-1), data: trace.customdata?.[number]};
      if (!test(point)) continue;
      const across = graph._fullLayout[trace.xaxis.replace('x', 'xaxis')], down = graph._fullLayout[trace.yaxis.replace('y', 'yaxis')];
      const box = graph.getBoundingClientRect();
      const middle = (axis, value, bar) => axis._offset + axis.d2p(value) * (bar ? 0.5 : 1);
      const lying = trace.type === 'bar' && trace.orientation === 'h', standing = trace.type === 'bar' && !lying;
      const half = (axis, value) => axis._offset + (axis.d2p(value) + axis.d2p(0)) / 2;
      return [box.left + (lying ? half(across, x[number]) : middle(across, x[number])), box.top + (standing ? half(down, y[number]) : middle(down, y[number]))];
    }
  }
  return null;
}"""


def open_page(page: Page, title: str) -> None:
    """Choose a page from the menu."""
    page.locator("[data-testid=stSidebarNav]").get_by_role("link", name=title, exact=True).click()
    cards.settled(page)


def pick(page: Page, key: str, option: str) -> None:
    """Choose an option of a select box or a multiselect, by typing its name."""
    field = page.locator(f".st-key-{key}").get_by_role("combobox").first
    field.click()
    field.fill(option)
    page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()
    if page.get_by_role("listbox").count():  # stays open where several can be chosen
        page.keyboard.press("Escape")
    cards.settled(page)


def press(page: Page, key: str, option: str) -> None:
    """Choose an option of a row of buttons."""
    page.locator(f".st-key-{key}").get_by_text(option, exact=True).click()
    cards.settled(page)


def type_day(page: Page, key: str, day: str) -> None:
    """Type a day, such as 2024-03-01, into a field and leave it."""
    page.locator(f".st-key-{key}").get_by_role("textbox").click()
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(f"{key}={day}"))
    cards.settled(page)


def type_into(page: Page, field: Locator, text: str) -> None:
    """Type into a field and leave it."""
    field.fill(text)
    field.press("Enter")
    cards.settled(page)


def click_point(page: Page, card: str, wanted: str) -> None:
    """Click the first point of a chart that passes a test, a line of JavaScript about ``point``: trace, x, y, key, data."""
    cards.card(page, card).locator(".js-plotly-plot").scroll_into_view_if_needed()
    place = page.evaluate(_POINT, [card, wanted])
    assert place, f"no point of {card} has {wanted}"
    page.mouse.move(place[0], place[1])
    page.wait_for_timeout(200)  # plotly looks for the point under the mouse while it rests there
    page.mouse.click(place[0], place[1])


def grid(place: Locator) -> Locator:
    """Return the list of a place as assistive technology reads it."""
    return place.locator("[data-testid=stDataFrame] canvas table[role=grid]").first


def listed(place: Locator) -> list[list[str]]:
    """Return the rows of a list that are in view."""
    expect(grid(place)).to_be_attached()
    return [row.locator("td").all_text_contents() for row in grid(place).locator("tbody tr").all()]


def click_row(place: Locator, row: int = 0, *, x: int = 300) -> None:
    """Click a row of a list, counted from 0."""
    expect(grid(place)).to_be_attached()
    scroller = place.locator("[data-testid=stDataFrame] .dvn-scroller").first
    scroller.scroll_into_view_if_needed()
    scroller.click(position={"x": x, "y": 36 + 35 * row + 17})
