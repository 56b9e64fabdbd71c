"""How fast articles are read and cleaned, and in how much memory: `python benchmarks/reading_speed.py [MEGABYTES] [CORPUS.jsonl]`.

Without a corpus, articles of 1,000 words are made here: paragraphs of English function words and names, curly quotes, boilerplate lines.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from analysis import cleaning
from analysis.article import Article
from analysis.readers import iter_articles

WORDS = 1_000


def made(megabytes: int) -> Iterator[str]:
    """Yield JSON lines until there are so many megabytes of them."""
    chance = random.Random(11)
    common = [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "said",
        "that",
        "it",
        "was",
        "on",
        "for",
        "with",
        "government",
        "minister",
        "city",
        "water",
    ]
    rare = [f"{chance.choice('bcdfglmnprst')}{chance.choice('aeiou')}{chance.choice('lmnrst')}{number}" for number in range(9_000)]
    size = number = 0
    while size < megabytes * 1_000_000:
        words = [chance.choice(common) if chance.random() < 0.5 else chance.choice(rare) for _ in range(WORDS)]
        sentences = [" ".join(words[start : start + 20]).capitalize() + "." for start in range(0, WORDS, 20)]
        paragraphs = [" ".join(sentences[start : start + 2]) for start in range(0, len(sentences), 2)]
        paragraphs[3:3] = ["Advertisement", "“It isn’t over,” an official said."]
        day = f"2024-0{number % 9 + 1}-15"
        record = {"title": f"Title number {number}", "text": "\n\n".join(paragraphs), "source": f"Paper {number % 40}", "date": day}
        line = json.dumps(record, ensure_ascii=False) + "\n"
        size += len(line)
        number += 1
        yield line


def measure(path: Path) -> None:
    """Print articles a second on one core, and the most memory this process has held."""
    started, busy = time.perf_counter(), time.process_time()
    kept = words = 0
    for item in iter_articles([path]):
        if isinstance(item, Article):
            kept += 1
            words += len((cleaning.clean(item).article.text or "").split())
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    print(
        f"{path.stat().st_size / 1e6:,.0f} MB, {kept:,} articles of {words / max(1, kept):,.0f} words:",
        f"{seconds:.1f} s, {busy:.1f} s of one core",
    )
    print(f"{kept / max(busy, 1e-9):,.0f} articles a second and core; most memory: {memory:,.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "made.jsonl"
            with file.open("w", encoding="utf-8") as stream:
                stream.writelines(made(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
            measure(file)
