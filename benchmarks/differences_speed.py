"""Speed of the word differences of two texts, on texts made of random words with a fixed seed; with a file of pairs, also what they share.

Usage: python benchmarks/differences_speed.py [--pairs PAIRS.jsonl --articles ARTICLES.jsonl]

ARTICLES holds an article a line with ``ID`` and ``text``, PAIRS two ids a line (``a`` and ``b``) with their ``jaccard6``; pairs of AllSides articles were used.
The best of three rounds counts.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from pathlib import Path

import numpy as np

from analysis.differences import difference

ROUNDS = 3
SEED = 20_241_122
WORDS = 4_000  # distinct words, drawn with a Pareto distribution: few are frequent and most are rare
PARAGRAPH = 60


def text(words: int, draw: random.Random) -> str:
    """Return paragraphs of random words."""
    vocabulary = [f"word{number}" for number in range(WORDS)]
    drawn = [vocabulary[min(WORDS - 1, int(draw.paretovariate(0.7)))] for _ in range(words)]
    return "\n\n".join(" ".join(drawn[start : start + PARAGRAPH]) + "." for start in range(0, words, PARAGRAPH))


def edited(original: str, draw: random.Random, *, changed: float) -> str:
    """Return a text with a share of its words exchanged and a paragraph in twenty left out."""
    kept = [paragraph.split() for paragraph in original.split("\n\n") if draw.random() > 0.05]
    return "\n\n".join(
        " ".join(word if draw.random() > changed else f"word{draw.randrange(WORDS)}" for word in paragraph) for paragraph in kept
    )


def timed(name: str, one: str, other: str) -> None:
    """Print the best time of a pair, and what it shares."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = difference(one, other)
        seconds.append(time.perf_counter() - began)
    print(
        f"{name:38} {min(seconds):6.3f} s  same {found.same:6,}  only {found.only_one:6,} / {found.only_other:6,}  moved {found.moved:5,}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--articles", type=Path)
    arguments = parser.parse_args()
    draw = random.Random(SEED)
    short, long = text(700, draw), text(20_000, draw)
    timed("700 words, 2 % changed", short, edited(short, draw, changed=0.02))
    timed("20,000 words, 2 % changed", long, edited(long, draw, changed=0.02))
    timed("20,000 words, 30 % changed", long, edited(long, draw, changed=0.3))
    timed("20,000 words, nothing in common", long, text(20_000, draw))
    timed("20,000 words in one paragraph", long, edited(long, draw, changed=0.1).replace("\n\n", " "))
    timed("20,000 times one word", "the " * 20_000, "the " * 20_000 + "end")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if arguments.pairs and arguments.articles:
        _of_pairs(arguments.pairs, arguments.articles)


def _of_pairs(pairs: Path, articles: Path) -> None:
    texts = {article["ID"]: article["text"] for article in map(json.loads, articles.read_text(encoding="utf-8").splitlines())}
    copies = [pair for pair in map(json.loads, pairs.read_text(encoding="utf-8").splitlines()) if pair["jaccard6"] >= 0.5]
    began = time.perf_counter()
    found = [difference(texts[pair["a"]], texts[pair["b"]]) for pair in copies]
    seconds = time.perf_counter() - began
    shares = [each.same / max(1, each.same + each.only_one + each.moved) for each in found]
    print(
        f"{len(copies):,} pairs of copies: {1000 * seconds / max(1, len(copies)):.1f} ms a pair; median share of words the same {np.median(shares):.3f}"
    )
    print(f"pairs with something moved {sum(each.moved > 0 for each in found)}")


if __name__ == "__main__":
    main()
