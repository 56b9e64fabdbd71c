"""How many articles a second the finder reads, on one core.

Run by hand on a file of JSON lines with a field ``text``:

    python benchmarks/actors_speed.py FILE.jsonl [--articles 400] [--pipeline en_core_web_sm]

With ``--pipeline``, an installed spaCy pipeline reads the same articles with all but its names switched off, in the same run.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from analysis.scorers import actors

REPEATS = 3  # the best of so many runs counts; the others were disturbed


def main() -> None:
    """Print articles and words a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--pipeline")
    options = parser.parse_args()
    with options.file.open(encoding="utf-8") as lines:
        texts = [str(json.loads(line).get("text") or "") for line, _ in zip(lines, range(options.articles), strict=False)]
    words = sum(len(text.split()) for text in texts)
    started = time.perf_counter()
    actors.find(texts[:1])
    print(f"{len(texts)} articles, {words} words; the register is ready after {time.perf_counter() - started:.2f} s")
    report("actors.find", lambda: actors.find(texts), len(texts), words)
    if options.pipeline:
        pipeline = importlib.import_module("spacy").load(options.pipeline, disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
        report(options.pipeline, lambda: [document.ents for document in pipeline.pipe(texts)], len(texts), words)


def report(label: str, run: Callable[[], object], articles: int, words: int) -> None:
    """Print the best of some runs, in time of this process alone."""
    seconds = min(timed(run) for _ in range(REPEATS))
    print(f"{label}: {articles / seconds:,.0f} articles and {words / seconds:,.0f} words a second")


def timed(run: Callable[[], object]) -> float:
    """Return the processor seconds of a run."""
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
