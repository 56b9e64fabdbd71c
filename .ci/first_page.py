"""Wait for a server that logs its address, check its health, and see its first page draw in Chromium."""

import re
import shutil
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

PATIENCE = 120  # seconds until the server must have said its address


def main(log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not (found := re.search(r"Dateline is at (http://\S+)", log.read_text())):
        if time.monotonic() > deadline:
            sys.exit(f"The server did not start:\n{log.read_text()}")
        time.sleep(0.5)
    health(found[1], deadline)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.goto(found[1])
        expect(page.get_by_role("heading", name="What is in these articles?")).to_be_visible(timeout=60_000)
        expect(page.locator(".st-key-card-coverage .barlayer .point").first).to_be_visible(timeout=60_000)
        browser.close()
    print(f"The installed dashboard answers and draws its first page at {found[1]}")


def health(url: str, deadline: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


main(Path(sys.argv[1]))
