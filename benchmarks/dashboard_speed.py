"""How fast the dashboard feels, in a real Chromium, beside a bare Streamlit page and beside the plain way of writing this one.

Usage: python benchmarks/dashboard_speed.py CORPUS [--rounds 5]

Three servers on the same corpus, asked in turn, every measurement in a browser context of its own:

- ours: ``dateline open --corpus CORPUS``, the Overview;
- bare: one selectbox and one chart of numbers written into the page, nothing to compute. What Streamlit and plotly themselves cost;
- plain: whole frames of the corpus (articles, sentences, mentions) in the session, filtered with pandas, drawing the same first chart.

A load counts until the first chart is drawn. A change of a filter counts from the key or click that makes it until the first chart shows other
numbers, and until nothing on the page moves any more; each is one that was never asked before. Layout shift as Chromium reports it, without leaving
out what follows an input. Medians; times in milliseconds. CORPUS is, for example, what ``make_corpus.py`` made.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis import Corpus  # run from anywhere
from benchmarks.made_texts import OUTLETS

# Words that stand in some of the articles that make_corpus makes, so that each changes every number.
WORDS = (
    "goalkeeper",
    "vaccine",
    "earthquake",
    "rainforest",
    "telescope",
    "novel",
    "curriculum",
    "redundancies",
    "hurricane",
    "bishop",
    "census",
    "robbery",
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SCREEN = {"width": 1440, "height": 1000}
PATIENCE = 60  # seconds for a server to answer or a page to draw
QUIET = 500  # milliseconds without any change after which a page has settled

# Runs in the page before anything else: when the first chart was drawn, when it last showed other numbers, what moved.
WATCH = """
(() => {
  const w = window.__watch = {first: null, input: null, changed: null, shown: null, touched: 0, shifts: []};
  new PerformanceObserver(list => { for (const e of list.getEntries()) w.shifts.push({at: e.startTime, value: e.value, input: e.hadRecentInput,
    from: (e.sources || []).map(s => s.node && s.node.nodeType === 1 ? (s.node.className || s.node.tagName) + '' : '').slice(0, 3)}); })
    .observe({type: 'layout-shift', buffered: true});
  const numbers = () => {
    const plot = document.querySelector('[data-testid=stMain] .js-plotly-plot');
    if (!plot || !plot._fullData || !plot.querySelector('.cartesianlayer path')) return null;
    return JSON.stringify(plot._fullData.map(t => [Array.from(t.x || []).length, Array.from(t.y || [])])) ;
  };
  const look = () => {
    const now = numbers();
    if (now !== null && now !== '[]') {
      if (w.first === null) w.first = performance.now();
      if (now !== w.shown) { if (w.shown !== null) w.changed = performance.now(); w.shown = now; }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  for (const kind of ['pointerdown', 'keydown', 'click']) addEventListener(kind, e => { w.last = e.timeStamp; }, true);
  const observe = () => new MutationObserver(() => { w.touched = performance.now(); })
    .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  document.body ? observe() : addEventListener('DOMContentLoaded', observe);
})();
"""
BUSY = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'notRunning'"

BARE = """
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
choices = [f"Choice {number}" for number in range(1, 41)]
chosen = st.selectbox("Choose", choices)
factor = choices.index(chosen) + 1
st.plotly_chart(go.Figure(go.Bar(x=list(range(78)), y=[(number * factor) % 97 + 1 for number in range(78)])), key="chart")
"""
PLAIN = """
import glob
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
if "articles" not in st.session_state:
    for name in ("articles", "sentences", "mentions"):
        st.session_state[name] = pd.concat([pd.read_parquet(path) for path in glob.glob({pattern!r} + name + ".parquet")])
articles, sentences, mentions = (st.session_state[name] for name in ("articles", "sentences", "mentions"))
outlet = st.selectbox("Outlet", ["All", *articles["outlet"].value_counts().index])
words = st.text_input("Words")
chosen = articles if outlet == "All" else articles[articles["outlet"] == outlet]
if words:
    chosen = chosen[chosen["text"].fillna("").str.contains(words, case=False, regex=False)]
weekly = chosen.dropna(subset="published_at").set_index("published_at").resample("W-MON").size()
st.plotly_chart(go.Figure(go.Bar(x=weekly.index, y=weekly.to_numpy())), key="chart")
felt = sentences[sentences["article_id"].isin(chosen["article_id"])].merge(chosen[["article_id", "published_at"]], on="article_id")
st.line_chart(felt.dropna(subset="published_at").set_index("published_at")["compound"].resample("W-MON").mean())
named = mentions[mentions["article_id"].isin(chosen["article_id"])]
st.bar_chart(named.groupby("name")["article_id"].nunique().nlargest(12))
st.dataframe(chosen.groupby("outlet")["sentiment"].agg(["size", "mean"]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What one change or load took, in milliseconds, and how far it moved the layout."""

    first: float
    settled: float
    shift: float


@contextmanager
def served(command: list[str], port: int, log: Path) -> Iterator[str]:
    """Run a server until the block ends; yields its address."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, "DATELINE_HOME": str(log.parent)})
        url = f"http://127.0.0.1:{port}"
        try:
            deadline = time.monotonic() + PATIENCE
            while not healthy(url):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"The server did not start: {log.read_text()[-2000:]}")
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def healthy(url: str) -> bool:
    """Say whether a server answers."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settled(page: Page) -> float:
    """Wait until nothing moves any more; return when the last thing did, in the page's own time."""
    page.wait_for_function(f"!({BUSY}) && performance.now() - window.__watch.touched > {QUIET}", polling=50, timeout=PATIENCE * 1000)
    return float(page.evaluate("window.__watch.touched"))


def shift_since(page: Page, start: float) -> float:
    """Return how far the layout moved since a time."""
    return float(page.evaluate(f"window.__watch.shifts.filter(s => s.at >= {start}).reduce((sum, s) => sum + s.value, 0)"))


def load(browser: Browser, url: str) -> tuple[Page, Took]:
    """Open a page in a context of its own and wait for its first chart."""
    context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]  # a plain dict does
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_function("window.__watch && window.__watch.first !== null", polling=20)
    first = float(page.evaluate("window.__watch.first"))
    return page, Took(first=first, settled=settled(page), shift=shift_since(page, 0))


def changed(page: Page, change: Callable[[Page], None]) -> Took | None:
    """Make a change and wait until the first chart shows other numbers, then until all is still; None, and a word, where it never does."""
    settled(page)
    page.evaluate("window.__watch.changed = null; window.__watch.last = null")
    change(page)
    try:
        page.wait_for_function("window.__watch.changed !== null && window.__watch.changed > window.__watch.last", polling=20)
    except PlaywrightTimeout:
        said = page.evaluate(
            f"[location.href, {BUSY}, window.__watch, document.activeElement.outerHTML.slice(0, 300), document.body.innerText.slice(0, 1000)]"
        )
        sys.stderr.write(f"No other numbers: {said}\n")
        return None
    start, first = (float(page.evaluate(f"window.__watch.{name}")) for name in ("last", "changed"))
    return Took(first=first - start, settled=settled(page) - start, shift=shift_since(page, start))


def select(label: str, value: str) -> Callable[[Page], None]:
    """Return the change that types a value into a selectbox or a multiselect and takes it."""

    def change(page: Page) -> None:
        field = page.get_by_role("combobox", name=re.compile(f"(^|[ .]){re.escape(label)}")).first
        field.focus()
        field.press_sequentially(value)
        page.get_by_role("option", name=value, exact=True).first.wait_for()
        page.keyboard.press("Enter")

    return change


def write(label: str, value: str) -> Callable[[Page], None]:
    """Return the change that types a value into a text field and sends it."""

    def change(page: Page) -> None:
        field = page.get_by_label(label, exact=True).first
        field.focus()
        field.fill(value)
        page.keyboard.press("Enter")

    return change


def asked(corpus: Corpus, rounds: int) -> dict[str, list[Callable[[Page], None]]]:
    """Return changes of four kinds that no round has asked before."""
    outlets = corpus.query("SELECT outlet FROM articles WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1")["outlet"].tolist()
    actors = corpus.query("SELECT name FROM mentions GROUP BY actor_id, name ORDER BY count(DISTINCT article_id) DESC, name LIMIT 40")[
        "name"
    ].tolist()
    days = corpus.query(
        "SELECT DISTINCT strftime(date_trunc('week', published_at), '%Y-%m-%d') AS day FROM articles WHERE published_at IS NOT NULL ORDER BY 1"
    )["day"].tolist()
    return {
        "outlet": [select("Outlets", name) for name in outlets[1 : rounds + 1]],
        "date": [write("From", day) for day in days[3 : rounds + 3]],
        "words": [write("Words", word) for word in WORDS[:rounds]],
        "actor": [select("Actors", name) for name in actors[2 : rounds + 2]],
    }


def each_change(name: str, number: int, changes: dict[str, list[Callable[[Page], None]]]) -> list[tuple[str, Callable[[Page], None]]]:
    """Return the changes of a round that a page can make."""
    if name == "bare":
        return [("change", select("Choose", f"Choice {choice}")) for choice in (2 * number + 2, 2 * number + 3)]
    if name == "plain":
        return [("outlet", select("Outlet", OUTLETS[number + 1])), ("words", write("Words", WORDS[number]))]
    return [(kind, each[number]) for kind, each in changes.items()]


def measure(corpus: Corpus, place: Path, rounds: int) -> dict[str, dict[str, list[Took]]]:
    """Return what each page took, by kind of measurement."""
    took: dict[str, dict[str, list[Took]]] = defaultdict(lambda: defaultdict(list))
    for name, code in (("bare", BARE), ("plain", PLAIN.replace("{pattern!r}", repr(f"{corpus.folder}/imports/*/")))):
        (place / f"{name}.py").write_text(code)
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none", "--server.address=127.0.0.1"]
    ports = {name: free_port() for name in ("ours", "bare", "plain")}
    commands = {
        name: [sys.executable, "-m", "streamlit", "run", str(place / f"{name}.py"), f"--server.port={ports[name]}", *quiet]
        for name in ("bare", "plain")
    }
    commands["ours"] = [
        sys.executable,
        "-m",
        "analysis",
        "open",
        "--no-browser",
        "--port",
        str(ports["ours"]),
        "--corpus",
        str(corpus.folder),
    ]
    changes = asked(corpus, rounds)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with ExitStack() as running:
            pages = {
                name: running.enter_context(served(commands[name], ports[name], place / f"{name}.log"))
                for name in ("bare", "ours", "plain")
            }
            for name, url in pages.items():
                page, first = load(browser, url)
                took[name]["first load"].append(first)
                page.context.close()
            for number in range(rounds):
                for name, url in pages.items():
                    page, warm = load(browser, url)
                    took[name]["warm load"].append(warm)
                    page.context.close()
                    for kind, change in each_change(name, number, changes):
                        page, _ = load(browser, url)
                        found = changed(page, change)
                        took[name][kind] += [found] if found else []
                        page.context.close()
        browser.close()
    return took


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--json", type=Path, help="write every single measurement there")
    given = arguments.parse_args()
    corpus = Corpus.open(given.corpus)
    with tempfile.TemporaryDirectory(prefix="dateline-speed-") as place:
        took = measure(corpus, Path(place), given.rounds)
    bare = took["bare"]
    print("| page | what | first chart | times bare | settled | shift | n |\n|---|---|---|---|---|---|---|")
    for name, kinds in took.items():
        for kind, each in kinds.items():
            first, still, shift = (statistics.median(getattr(one, field) for one in each) for field in ("first", "settled", "shift"))
            beside = bare[kind] if kind in bare else bare["change"]
            ratio = first / statistics.median(one.first for one in beside)
            print(f"| {name} | {kind} | {first:,.0f} ms | {ratio:.2f} | {still:,.0f} ms | {shift:.3f} | {len(each)} |")
    if given.json:
        plain = {
            name: {kind: [[one.first, one.settled, one.shift] for one in each] for kind, each in kinds.items()}
            for name, kinds in took.items()
        }
        given.json.write_text(json.dumps(plain, indent=1))


if __name__ == "__main__":
    main()
