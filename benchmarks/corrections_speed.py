"""How much corrections of actors cost each query: the views with corrections against the plain ones, on a corpus of your own.

    python benchmarks/corrections_speed.py CORPUS [--repeats 5]

Prints seconds of processor time, the best of a few runs, of queries such as the charts make; nothing is written to the corpus.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from analysis import corrections
from analysis.corpus import Corpus
from analysis.corrections import Correction
from analysis.database import connect

QUERIES = {
    "mentions in all": "SELECT count(*) FROM mentions",
    "mentions by actor": "SELECT actor_id, count(*) FROM mentions GROUP BY actor_id",
    "ranking of actors": """SELECT actor_id, min(name), min(type), count(*), count(DISTINCT article_id), avg(sentiment)
                            FROM mentions GROUP BY actor_id""",
    "articles of an actor": "SELECT DISTINCT article_id FROM mentions WHERE list_contains([?], actor_id)",
    "actor by day": """SELECT published_at::DATE, count(DISTINCT article_id) FROM mentions JOIN articles USING (article_id)
                       WHERE list_contains([?], actor_id) GROUP BY ALL""",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    corpus, repeats = Corpus.open(options.corpus), options.repeats
    folders = [path for path in sorted((corpus.folder / "imports").iterdir()) if not path.name.startswith(".")]
    plain = connect(folders)
    row = plain.execute("SELECT count(*), count(DISTINCT article_id), count(DISTINCT actor_id) FROM scored_mentions").fetchone() or (
        0,
        0,
        0,
    )
    print(f"{row[0]:,} mentions of {row[2]:,} actors in {row[1]:,} articles")
    actors = [
        actor_id for (actor_id,) in plain.execute("SELECT actor_id FROM scored_mentions GROUP BY ALL ORDER BY count(*) DESC, 1").fetchall()
    ]
    corrections.views(plain, [])
    expected = _times(plain, actors[0], repeats)
    for title, made in _lists(plain, actors).items():
        with tempfile.TemporaryDirectory() as cache:
            connection = connect(folders)
            cold = _seconds(connection, made, Path(cache))
            connection = connect(folders)
            warm = _seconds(connection, made, Path(cache))
        print(f"\n{title}: {len(made)} corrections, ready in {cold:.2f} s the first time, {warm:.2f} s from then on")
        for name, took in _times(connection, actors[0], repeats).items():
            print(f"  {name:<22} {expected[name]:.3f} s plain  {took:.3f} s corrected  x {took / max(expected[name], 0.001):.2f}")


def _lists(connection: duckdb.DuckDBPyConnection, actors: Sequence[str]) -> dict[str, list[Correction]]:
    """Return lists of corrections: whole actors only, and with split-off and added names."""
    whole = [corrections.merge(actors[number], actors[number + 200]) for number in range(100, 200)]
    whole += [corrections.rename(actor_id, "Renamed") for actor_id in actors[50:70]]
    whole += [corrections.hide(actor_id) for actor_id in actors[70:80]]
    split = [
        corrections.split(actor_id, surface)
        for actor_id in actors[5:15]
        for (surface,) in connection.execute("SELECT min(surface) FROM scored_mentions WHERE actor_id = ?", [actor_id]).fetchall()
    ]
    added = [corrections.add_alias(actors[0], alias) for alias in ("officials", "the government", "protesters")]
    return {
        "Merged, renamed, hidden": corrections.appended([], *whole),
        "and names split off": corrections.appended([], *whole, *split),
        "and names added": corrections.appended([], *whole, *split, *added),
    }


def _seconds(connection: duckdb.DuckDBPyConnection, made: Sequence[Correction], cache: Path) -> float:
    began = time.process_time()
    corrections.views(connection, made, cache=cache, key="benchmark")
    return time.process_time() - began


def _times(connection: duckdb.DuckDBPyConnection, actor_id: str, repeats: int) -> dict[str, float]:
    times = {}
    for name, sql in QUERIES.items():
        best = float("inf")
        for _ in range(repeats):
            began = time.process_time()
            connection.execute(sql, [actor_id] if "?" in sql else []).fetchall()
            best = min(best, time.process_time() - began)
        times[name] = best
    return times


if __name__ == "__main__":
    main()
