"""Speed of search: building the index of an import and answering queries, beside DuckDB's regular expressions over the same articles in Parquet.

Usage: python benchmarks/search_speed.py ARTICLES.jsonl [--articles 40000]

ARTICLES holds an article a line with ``title`` and ``text`` (AllSides articles were used). The corpus is made from its paragraphs,
drawn at random with a fixed seed until an article has the length of a real one. Each query is asked three times of each engine in
turn, and the best of three counts; a query of more than five seconds is asked once. Of NEAR the two may differ by an article or two:
a regular expression reaches from the title into the text, a NEAR does not.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from analysis import search

ROUNDS = 3
PATIENCE = 5.0  # seconds after which a query is not asked again
SEED = 20_241_122

# Each query, and the regular expressions (all must match) that say the same to DuckDB: title and text in one, whole words, case ignored.
_EDGE, _END, _WORD = r"(?i)(?:^|[^\pL\pN_])", r"(?:$|[^\pL\pN_])", r"[\pL\pN_]"
_FEW = rf"[^\pL\pN_]+(?:{_WORD}+[^\pL\pN_]+){{0,5}}"
QUERIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "rare word": ("Tikrit", (f"{_EDGE}Tikrit{_END}",)),
    "frequent word": ("government", (f"{_EDGE}government{_END}",)),
    "phrase": ('"prime minister"', (rf"{_EDGE}prime\s+minister{_END}",)),
    "compound": ("cease-fire", (rf"{_EDGE}cease-fire{_END}",)),
    "three words": ("talks ceasefire hostages", tuple(f"{_EDGE}{word}{_END}" for word in ("talks", "ceasefire", "hostages"))),
    "NEAR": ("peace NEAR/5 talks", (f"{_EDGE}(?:peace{_FEW}talks|talks{_FEW}peace){_END}",)),
    "NEAR of phrases": (
        '"prime minister" NEAR/5 "peace talks"',
        (rf"{_EDGE}(?:prime\s+minister{_FEW}peace\s+talks|peace\s+talks{_FEW}prime\s+minister){_END}",),
    ),
    "wildcard": ("immigra*", (f"{_EDGE}immigra{_WORD}*{_END}",)),
    "wildcard in NEAR": (
        "negotiat* NEAR/5 hostag*",
        (f"{_EDGE}(?:negotiat{_WORD}*{_FEW}hostag{_WORD}*|hostag{_WORD}*{_FEW}negotiat{_WORD}*){_END}",),
    ),
}


def made_articles(path: Path, wanted: int) -> pd.DataFrame:
    """Return articles of real lengths made of the file's paragraphs in random order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows if row["text"]]
    titles = [row["title"] for row in rows if row["title"]]
    paragraphs = [part for text in texts for part in text.split("\n\n") if part.strip()]
    lengths = [len(text) for text in texts]
    draw = random.Random(SEED)
    made: list[tuple[str, str, str]] = []
    for number in range(wanted):
        length, parts, size = draw.choice(lengths), list[str](), 0
        while size < length:
            parts.append(draw.choice(paragraphs))
            size += len(parts[-1]) + 2
        made.append((f"{number:016x}", draw.choice(titles), "\n\n".join(parts)))
    return pd.DataFrame(made, columns=["article_id", "title", "text"])


def best_of(call: Callable[[], list[str]]) -> tuple[float, list[str]]:
    """Return the least milliseconds of a call, and what it returned."""
    best, found, spent = float("inf"), list[str](), 0.0
    for _ in range(ROUNDS):
        if spent > PATIENCE:
            break
        begin = time.perf_counter()
        found = call()
        best = min(best, time.perf_counter() - begin)
        spent += best
    return 1_000 * best, found


def peak_memory(*, forget: bool = False) -> int:
    """Return the bytes this process has held at most (Linux), from now on when ``forget``."""
    if forget:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1_024 * int(status.split("VmHWM:")[1].split()[0])


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles_file", type=Path)
    arguments.add_argument("--articles", type=int, default=40_000)
    given = arguments.parse_args()
    articles = made_articles(given.articles_file, given.articles)
    words = int(articles["text"].str.count(r"\w+").sum())
    characters = int(articles["text"].str.len().sum())
    print(f"{len(articles):,} articles, {words:,} words, {characters / 1e6:,.0f} million characters")
    with tempfile.TemporaryDirectory() as folder:
        parquet, index = Path(folder) / "articles.parquet", Path(folder) / "index"
        articles.to_parquet(parquet, index=False, compression="zstd")
        before = peak_memory(forget=True)
        begin, used = time.perf_counter(), time.process_time()
        search.build(index, articles)
        clock, processor = time.perf_counter() - begin, time.process_time() - used
        grown = peak_memory() - before
        size = sum(path.stat().st_size for path in index.iterdir())
        print(f"built in {clock:.1f} s by the clock, {processor:.1f} s of processor; {grown / 1e6:.0f} MB of memory above the articles")
        print(f"index {size / 1e6:.0f} MB ({size / characters:.2f} of the text), Parquet {parquet.stat().st_size / 1e6:.0f} MB")
        _compare(index, parquet)


def _compare(index: Path, parquet: Path) -> None:
    connection = duckdb.connect()
    print(f"{'query':18} {'articles':>8} {'index ms':>9} {'DuckDB ms':>10} {'times':>6}")
    for name, (typed, patterns) in QUERIES.items():
        query = search.parse(typed)
        tests = " AND ".join(["regexp_matches(title || chr(10) || text, ?)"] * len(patterns))
        sql = f"SELECT article_id FROM read_parquet('{parquet}') WHERE {tests} ORDER BY article_id"
        ours, found = best_of(lambda query=query: search.matching([index], query))  # type: ignore[misc]
        theirs, same = best_of(lambda sql=sql, patterns=patterns: [row[0] for row in connection.execute(sql, patterns).fetchall()])  # type: ignore[misc]
        differ = "" if found == same else f"  ({len(set(found) ^ set(same))} differ)"
        print(f"{name:18} {len(found):8,} {ours:9.1f} {theirs:10.0f} {theirs / ours:6.0f}{differ}", flush=True)


if __name__ == "__main__":
    main()
