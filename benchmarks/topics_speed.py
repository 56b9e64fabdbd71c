"""Speed of the topics scorer: articles of a thousand words a second on one core.

Usage: python benchmarks/topics_speed.py ARTICLES.jsonl [--articles 2000]

ARTICLES holds an article a line with ``title`` and ``text`` (AllSides articles were used). Articles are cut or joined to a
thousand words, so that the words are those of real news.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from analysis.registers import topics as register_file
from analysis.scorers import topics

WORDS = 1_000
ROUNDS = 3


def thousand_word_articles(path: Path, wanted: int) -> list[str]:
    """Return articles of a thousand words each, made from the file's paragraphs in order, again from the start when it ends."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [part for row in rows for part in f"{row['title'] or ''}\n\n{row['text'] or ''}".split("\n\n") if part.strip()]
    articles: list[str] = []
    words, parts = 0, list[str]()
    while len(articles) < wanted:
        for paragraph in paragraphs:
            parts.append(paragraph)
            words += len(paragraph.split())
            if words >= WORDS:
                articles.append("\n\n".join(parts))
                words, parts = 0, []
    return articles[:wanted]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles_file", type=Path)
    arguments.add_argument("--articles", type=int, default=2_000)
    given = arguments.parse_args()
    articles = thousand_word_articles(given.articles_file, given.articles)
    words = sum(len(article.split()) for article in articles)

    begin = time.perf_counter()
    register_file.load()
    topics.classify(["warm"])
    print(f"register and automaton ready in {time.perf_counter() - begin:.2f} s")

    seconds, processor = list[float](), list[float]()
    for _ in range(ROUNDS):
        begin, used = time.perf_counter(), time.process_time()
        topics.classify(articles)
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - used)
        print(f"{seconds[-1]:.2f} s by the clock, {processor[-1]:.2f} s of processor")
    thousands = words / WORDS
    print(f"{len(articles):,} articles, {words / len(articles):,.0f} words each; articles of 1,000 words a second:")
    print(f"{thousands / min(seconds):,.0f} by the clock, {thousands / min(processor):,.0f} by processor time")


if __name__ == "__main__":
    main()
