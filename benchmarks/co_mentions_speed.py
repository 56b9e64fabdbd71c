"""Speed of the actor measures on a corpus of any size: ranking, pairs in sentences and in articles, one actor's company and sentences.

Usage: python benchmarks/co_mentions_speed.py CORPUS [--times 25]

CORPUS is a folder that ``dateline add`` made (AllSides articles were used). Each article is counted ``--times`` times under an id of
its own, so that 1,600 articles stand for 40,000. The last column is the time beside that of counting all mentions by actor.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from analysis.corpus import Corpus
from analysis.measures import actor_sentences, actors, co_mentions
from analysis.slice import ALL, Slice

ROUNDS = 3
BY_ARTICLE = ("articles", "sentences", "mentions", "quotes", "topics")


def repeated(source: Corpus, times: int, folder: Path) -> Corpus:
    """Return a corpus that holds each article of another so many times."""
    made = Corpus.create(folder / "repeated")
    files = next((source.folder / "imports").iterdir())
    target = made.folder / "imports" / files.name
    target.mkdir()
    for path in files.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    for table in BY_ARTICLE:
        duckdb.sql(
            f"""COPY (SELECT * EXCLUDE (copy) REPLACE (article_id || '-' || copy AS article_id)
                      FROM '{files / table}.parquet', range({times:d}) AS copies(copy) ORDER BY copy)
                TO '{target / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"""
        )
    return made


def fastest(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some runs."""
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--times", type=int, default=25)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as place:
        corpus = repeated(Corpus.open(given.corpus), given.times, Path(place))
        counts = corpus.query("SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM mentions) AS mentions").iloc[0]
        first = str(actors.leading(corpus)["actor_id"].iloc[0])
        print(f"{counts['articles']:,} articles, {counts['mentions']:,} mentions")
        runs: dict[str, Callable[[], object]] = {
            "mentions by actor": lambda: corpus.query("SELECT actor_id, count(*) FROM mentions JOIN chosen USING (article_id) GROUP BY 1"),
            "ranking": lambda: actors.leading(corpus),
            "pairs in a sentence": lambda: co_mentions.pairs(corpus),
            "pairs in an article": lambda: co_mentions.pairs(corpus, within="article"),
            "company of one actor": lambda: co_mentions.company(corpus, Slice(actors=(first,))),
            "ten of its sentences": lambda: actor_sentences.in_context(
                corpus, actor_sentences.naming(corpus, ALL, actor_id=first, count=10)
            ),
            "its sentiment by week": lambda: actor_sentences.over_time(corpus, Slice(actors=(first,))),
        }
        base = 0.0
        for name, run in runs.items():
            seconds = fastest(run)
            base = base or seconds
            print(f"{name:24} {seconds:6.2f} s  {seconds / base:5.1f}")


if __name__ == "__main__":
    main()
