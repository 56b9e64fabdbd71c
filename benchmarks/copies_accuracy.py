"""How well near copies are found, on pairs with known overlap: `python benchmarks/copies_accuracy.py ARTICLES.jsonl PAIRS.jsonl`.

The public data are AllSides articles: every article has "ID" and "text", every pair "a", "b" and "jaccard6" (Jaccard similarity of six-word
shingles; at least 0.5 is a copy). Without arguments only the speed is measured, on texts made here.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from analysis import copies


def accuracy(articles: Path, pairs: Path) -> None:
    """Print precision, recall and F1 over the listed pairs."""
    texts = {record["ID"]: record["text"] for record in map(json.loads, articles.read_text("utf-8").splitlines())}
    started = time.perf_counter()
    numbers = dict(zip(texts, copies.group(list(texts.values())), strict=True))
    seconds = time.perf_counter() - started
    listed = [json.loads(line) for line in pairs.read_text("utf-8").splitlines()]
    outcome = [(pair["jaccard6"], numbers[pair["a"]] == numbers[pair["b"]]) for pair in listed]
    hit = sum(same and true >= copies.COPY for true, same in outcome)
    wrong = sum(same and true < copies.COPY for true, same in outcome)
    missed = sum(not same and true >= copies.COPY for true, same in outcome)
    far = sum(same and true < copies.NO_COPY for true, same in outcome)
    print(f"{len(texts)} articles, {len(listed)} pairs, {hit + missed} copies, {seconds:.1f} s")
    f1 = 2 * hit / max(1, 2 * hit + wrong + missed)
    print(f"precision {hit / max(1, hit + wrong):.3f}  recall {hit / max(1, hit + missed):.3f}  F1 {f1:.3f}")
    print(f"pairs below {copies.NO_COPY} called a copy: {far}")


def speed(count: int = 100_000, words: int = 120) -> None:
    """Print the seconds for short articles of which a tenth are changed copies and all share their site's boilerplate."""
    chance = random.Random(7)
    vocabulary = [f"word{number}" for number in range(20_000)]
    tails = [" ".join(chance.choices(vocabulary, k=20)) for _ in range(50)]
    texts: list[str] = []
    for number in range(count):
        if number % 10 == 9:
            body = texts[number - chance.randrange(1, 9)].split()
            body[chance.randrange(len(body))] = "changed"
            texts.append(" ".join(body))
        else:
            texts.append(" ".join(chance.choices(vocabulary, k=words)) + " " + chance.choice(tails))
    started = time.perf_counter()
    numbers = copies.group(texts)
    seconds, found = time.perf_counter() - started, count - len(set(numbers))
    print(f"{count:,} texts of {words} words: {seconds:.1f} s, {found:,} copies found of {count // 10:,}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        accuracy(Path(sys.argv[1]), Path(sys.argv[2]))
    speed()
