"""A real server and a real Chromium for the tests that need both. Without a Chromium they are skipped, and say so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
# The sandbox needs a user that is not root; the rest keeps Chromium itself from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START = 120  # seconds a server may take to answer: the sample is scored first
PATIENCE = 30_000  # milliseconds a page may take to show something


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(max_runs=2))  # a browser on a busy machine may miss a click; a fault fails twice
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium found; on Debian: apt-get install chromium"))


@dataclass(frozen=True)
class Server:
    """A running dashboard, and the home it keeps its corpora in."""

    url: str
    home: Path

    def dateline(self, *arguments: str) -> bytes:
        """Run the command line in the same home and return its standard output."""
        run = [sys.executable, "-m", "analysis", *arguments]
        return subprocess.run(run, env={**os.environ, "DATELINE_HOME": str(self.home)}, check=True, capture_output=True).stdout


@dataclass
class Visit:
    """A page in a browser of its own, with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "analysis", "open", "--no-browser", "--port", "0"]
    log = (home / "server.log").open("w+")
    process = subprocess.Popen(command, env={**os.environ, "DATELINE_HOME": str(home)}, stdout=log, stderr=log)
    try:
        yield Server(url=_address(process, home / "server.log"), home=home)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=["light"])
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visit]:
    context: BrowserContext = browser.new_context(
        viewport={"width": 1440, "height": 1000}, color_scheme=request.param, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    visit = Visit(page=context.new_page())
    visit.page.on("request", lambda asked: visit.requests.append(asked.url))
    visit.page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    context.close()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the server's address once it answers its health check."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        said = log.read_text()
        found = re.search(r"Dateline is at (http://\S+)", said)
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped: {said}")
        if found and _healthy(found[1]):
            return found[1]
        time.sleep(0.2)
    raise RuntimeError(f"The server did not answer: {log.read_text()}")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
