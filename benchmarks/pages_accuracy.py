"""How well saved web pages are read: `python benchmarks/pages_accuracy.py FOLDER`.

FOLDER holds `extraction/` with `extraction_gold.jsonl` (pages of the article-extraction-benchmark: "id" and "articleBody") and `outlets/`
with `outlets_gold.jsonl` (pages of outlets, from fundus: "html", "title", "authors", "publishing_date", "text", "country").
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analysis.readers import web_page

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4  # words, by the definition of the article-extraction-benchmark


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[start : start + _SHINGLE]) for start in range(max(1, len(tokens) - _SHINGLE + 1))) if tokens else Counter()


def scores(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Return (F1, precision, recall) of (true text, found text) pairs: means over pages, by the benchmark's definition."""
    precisions, recalls = [], []
    for true, found in pairs:
        wanted, got = _shingles(true), _shingles(found)
        both = (wanted & got).total()
        if got:
            precisions.append(both / got.total())
        if wanted:
            recalls.append(both / wanted.total())
    precision, recall = statistics.mean(precisions or [0.0]), statistics.mean(recalls or [0.0])
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def _plain(text: str) -> str:
    straight = text.translate(str.maketrans("‘’“”–—\u00a0", "''\"\"-- "))
    return " ".join(straight.split()).casefold()


def _same_day(true: str, found: datetime | None) -> bool:
    if found is None:
        return False
    wanted = datetime.fromisoformat(true)
    # The day as the outlet writes it, in its own time zone, or in UTC.
    return found.date() in {wanted.date(), wanted.astimezone(UTC).date()}


def extraction(folder: Path, *, verbose: bool) -> None:
    """Print the scores of the texts of `extraction/`."""
    pairs = []
    started = time.perf_counter()
    gold = [json.loads(line) for line in (folder / "extraction_gold.jsonl").read_text("utf-8").splitlines()]
    for record in gold:
        page = gzip.decompress((folder / "extraction" / f"{record['id']}.html.gz").read_bytes())
        pairs.append((record["articleBody"], web_page.read(page).text or ""))
        single = scores(pairs[-1:])
        if verbose and single[0] < 0.9:
            print(f"  {single[0]:.2f} P {single[1]:.2f} R {single[2]:.2f} {record['url']}")
    print("article-extraction-benchmark: F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(*scores(pairs)), f"({len(pairs)} pages)")
    print(f"{(time.perf_counter() - started) / max(1, len(pairs)) * 1000:.0f} ms a page")


def outlets(folder: Path, *, verbose: bool) -> None:
    """Print the scores of the fields of `outlets/`, English pages only."""
    gold = [json.loads(line) for line in (folder / "outlets_gold.jsonl").read_text("utf-8").splitlines()]
    pairs, titles, days, found_authors, true_authors, hits, exact = [], 0, 0, 0, 0, 0, 0
    english = [
        record for record in gold if record["country"] != "za" or record["publisher"] in ("DailyMaverick", "TheCitizen", "MailAndGuardian")
    ]
    for record in english:
        article = web_page.read((folder / "outlets" / record["html"]).read_bytes())
        pairs.append((record["text"], article.text or ""))
        title = _plain(record["title"]) == _plain(article.title or "")
        day = _same_day(record["publishing_date"], article.published_at)
        wanted, got = {_plain(name) for name in record["authors"]}, {_plain(name) for name in article.authors}
        titles, days, exact = titles + title, days + day, exact + (wanted == got)
        hits, true_authors, found_authors = hits + len(wanted & got), true_authors + len(wanted), found_authors + len(got)
        if verbose:
            single = scores(pairs[-1:])
            if single[0] < 0.9:
                print(f"  text {single[0]:.2f} P {single[1]:.2f} R {single[2]:.2f} {record['html']}")
            if not title:
                print(f"  title {record['html']}: {record['title']!r} / {article.title!r}")
            if not day:
                print(f"  day {record['html']}: {record['publishing_date']} / {article.published_at}")
            if wanted != got:
                print(f"  authors {record['html']}: {record['authors']} / {article.authors}")
            print(f"    {record['html']}: {article.outlet!r} {article.url!r}")
    count = max(1, len(english))
    print("outlets: text F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(*scores(pairs)), f"({count} English pages)")
    print(f"title right {titles / count:.1%} ({titles}), day right {days / count:.1%} ({days})")
    print(
        f"authors found {hits / max(1, true_authors):.1%} ({hits} of {true_authors}; {found_authors} given), all right {exact / count:.1%}"
    )


if __name__ == "__main__":
    where = Path(sys.argv[1])
    extraction(where, verbose="-v" in sys.argv)
    outlets(where, verbose="-v" in sys.argv)
