"""What a chart card on a page says and shows, read from the page itself: its words, the numbers drawn, its downloads, its table."""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect
from typer.testing import CliRunner

from analysis import command_line
from analysis.corpus import Corpus

# Nothing runs, every chart is drawn, and nothing new has come for a while.
_SETTLED = """() => {
  const state = document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state');
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  const waiting = document.querySelectorAll('[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]').length;
  const drawn = charts.every(chart => chart.querySelector('.js-plotly-plot')?._fullData && chart.querySelector('.main-svg'));
  const now = [document.querySelector('h1')?.textContent, charts.length, waiting, document.querySelectorAll('*').length].join('|');
  window.__same = window.__lookedAt === now ? window.__same + 1 : 0;
  window.__lookedAt = now;
  return state === 'notRunning' && !!document.querySelector('h1') && drawn && !waiting && window.__same >= 3;
}"""
# The numbers of each trace that stand for a value: not the places of rows that only have a name, not what is there for the eye.
_DRAWN = """card => [...card.querySelectorAll('.js-plotly-plot')].flatMap(graph => graph._fullData
  .filter(trace => trace.visible === true && (trace.hoverinfo !== 'skip' || trace.type === 'heatmap') && !/^rgba\\(.*, ?0\\.00\\d*\\)$/.test(String(trace.marker?.color)))
  .map(trace => {
    const layout = graph._fullLayout;
    const axis = (letter) => layout[(trace[letter + 'axis'] || letter).replace(/^([xy])(\\d*)$/, '$1axis$2')] || {};
    const named = (letter) => axis(letter).tickmode === 'array' && (axis(letter).ticktext || []).some(text => isNaN(parseFloat(String(text).replace('−', '-'))));
    const numbers = (values) => Array.from(values || []).flat(2).filter(value => typeof value === 'number' && isFinite(value));
    const places = (letter) => named(letter) || (axis(letter).visible === false && numbers(trace[letter]).every(Number.isInteger));
    return {
      type: trace.type, name: String(trace.name || ''),
      x: axis('x').type === 'linear' && !places('x') ? numbers(trace.x) : [],
      y: axis('y').type === 'linear' && !places('y') ? numbers(trace.y) : [],
      z: numbers(Array.from(trace.z || []).map(row => Array.from(row))),
    };
  }))"""
_PRECISION = 1e-9
_POLL = 100  # milliseconds between two looks at a page
_PATIENCE = 90_000  # milliseconds; a page settles in two or three seconds on a machine that has nothing else to do


@dataclass(frozen=True)
class Download:
    """A file that was downloaded, and what it was called."""

    name: str
    content: bytes


def settled(page: Page) -> None:
    """Wait until a page shows all it is going to show."""
    page.evaluate("window.__lookedAt = null")
    page.wait_for_function(_SETTLED, polling=_POLL, timeout=_PATIENCE)


def keys(page: Page) -> list[str]:
    """Return the keys of the cards of a page that have a chart."""
    names = page.evaluate(
        "[...document.querySelectorAll('[class*=st-key-card-]')].filter(card => card.querySelector('.js-plotly-plot')).map(card => card.className)"
    )
    return [found[1] for name in names if (found := re.search(r"st-key-card-(\S+)", name))]


def card(page: Page, key: str) -> Locator:
    """Return a card."""
    return page.locator(f".st-key-card-{key}")


def download(page: Page, button: Locator) -> Download:
    """Click a download button and return the file."""
    with page.expect_download() as started:
        button.click()
    return Download(name=started.value.suggested_filename, content=Path(started.value.path()).read_bytes())


def csv_of(page: Page, key: str) -> bytes:
    """Return the CSV of a card."""
    return download(page, page.locator(f".st-key-csv-{key}").get_by_role("button")).content


def recipe_of(page: Page, key: str) -> dict[str, Any]:
    """Return the recipe of a card."""
    content: dict[str, Any] = json.loads(download(page, in_menu(page, "recipe", key)).content)
    page.keyboard.press("Escape")
    return content


def in_menu(page: Page, kind: str, key: str) -> Locator:
    """Open the menu of a card's files where it has one, and return the button for one kind of file."""
    button = page.locator(f".st-key-{kind}-{key} button:visible")
    if not button.count():
        page.locator(f".st-key-files-{key}").get_by_role("button").first.click()
    return button


def drawn(page: Page, key: str) -> list[float]:
    """Return the numbers that a card's charts draw."""
    traces = card(page, key).evaluate(_DRAWN)
    return [value for trace in traces for letter in "xyz" for value in trace[letter]]


def points(page: Page, key: str) -> int:
    """Return how many points a card's charts draw, whether they stand for numbers or for names."""
    counted = "card => [...card.querySelectorAll('.js-plotly-plot')].flatMap(graph => graph._fullData).reduce((sum, trace) => sum + (trace.x || []).length, 0)"
    return int(card(page, key).evaluate(counted))


def not_among(numbers: list[float], rows: pd.DataFrame) -> list[float]:
    """Return the numbers that are not among the values of a frame."""
    known = sorted(float(value) for name in rows.select_dtypes("number").columns for value in rows[name].dropna())
    known_at = pd.Index(known)

    def found(number: float) -> bool:
        first = known_at.searchsorted(number - _PRECISION * max(1.0, abs(number)))
        return any(math.isclose(number, value, rel_tol=_PRECISION, abs_tol=_PRECISION) for value in known[first : first + 2])

    return [number for number in numbers if not found(number)]


def table_is_not(page: Page, key: str, rows: pd.DataFrame) -> list[str]:
    """Open the table of a card, and return in which of its columns, rows and first cells it differs from a frame."""
    place = card(page, key)
    frames = place.locator("[data-testid=stDataFrame]").count()
    place.locator(f".st-key-table-{key}").get_by_text("Table", exact=True).click()
    grid = place.locator("[data-testid=stDataFrame]").nth(frames).locator("canvas table[role=grid]").first
    expect(grid).to_be_attached()
    listed = int(grid.get_attribute("aria-rowcount") or 1) - 1
    columns = grid.locator("th").all_text_contents()
    wrong = [] if listed == len(rows) else [f"the table lists {listed} rows, the download {len(rows)}"]
    wrong += [] if columns and set(columns) <= set(rows.columns) else [f"the table has the columns {columns}"]
    if len(rows) and not wrong:
        cells = grid.locator("tbody tr").first.locator("td").all_text_contents()
        pairs = zip(columns, cells, strict=False)
        wrong += [f"the table says {column} {text}" for column, text in pairs if not _says(text, rows[column].iloc[0])]
    return wrong


def _says(text: str, value: object) -> bool:
    """Return whether the text of a cell stands for a value, as far as a cell shows it."""
    if pd.isna(value):  # type: ignore[call-overload]
        return text in ("", "None")
    if isinstance(value, bool | np.bool_):
        return text.lower() == str(value).lower()
    if isinstance(value, int | float | np.number):
        return math.isclose(float(re.sub(r"[,\s]", "", text).replace("−", "-")), float(value), rel_tol=1e-3, abs_tol=1e-4)
    return text == str(value) or text[:10] == str(value)[:10]


def printed(command: str, corpus: Corpus) -> bytes:
    """Return what the command of a recipe prints, run here and not in a process of its own."""
    words = [str(corpus.folder) if word == "CORPUS" else word for word in shlex.split(command)]
    assert words[0] == "dateline"
    ran = CliRunner().invoke(command_line.app, words[1:])
    assert ran.exit_code == 0, f"{command}: {ran.output}"
    return ran.stdout_bytes


@contextlib.contextmanager
def kept_open(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let commands that are run here use a corpus that is open already."""
    with monkeypatch.context() as patch:
        patch.setattr(Corpus, "open", classmethod(lambda _, __: corpus))
        yield


def as_frame(content: bytes) -> pd.DataFrame:
    """Return the rows of a CSV."""
    return pd.read_csv(io.BytesIO(content))


def says(page: Page) -> list[str]:
    """Return what a page says: its question, its answer, and what its cards and captions say."""
    texts: Callable[[str], list[str]] = lambda css: [" ".join(text.split()) for text in page.locator(css).all_inner_texts()]  # noqa: E731
    return [text for text in texts("[data-testid=stMain] :is(h1, h2, h3, h4, [data-testid=stMarkdownContainer] p)") if text]
