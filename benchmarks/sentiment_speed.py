"""Sentences a second of the batch scorer against vaderSentiment called for each, that both agree, and long texts of every kind.

    python benchmarks/sentiment_speed.py FILE... [--sentences 300000] [--library 30000]

Files: JSON lines with a text, sentence, title or headline in each. Where the distinct sentences do not suffice, they are repeated.
The library is timed on a part of them, spread evenly, and every sentence of that part is compared. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.scorers import sentiment
from analysis.text import split_sentences

FIELDS = ("text", "content", "sentence", "title", "headline")
LONG = {"words, no full stop": "word good not bad ", "emoji": "😀", "one word": "x", "but": "good but bad ", "full stops": "."}


def sentences_of(path: Path) -> list[str]:
    """Return the sentences of a JSON lines file."""
    bodies = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        bodies.append(next((record[field] for field in FIELDS if record.get(field)), ""))
    return [body[start:end] for body in bodies for start, end in split_sentences(body)]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sentences", type=int, default=300_000)
    parser.add_argument("--library", type=int, default=30_000)
    options = parser.parse_args()
    distinct = list(dict.fromkeys(sentence for path in options.files for sentence in sentences_of(path)))
    batch = (distinct * (options.sentences // len(distinct) + 1))[: options.sentences]
    part = batch[:: max(1, len(batch) // options.library)]
    print(f"{len(batch):,} sentences, {len(distinct):,} distinct, {sum(map(len, batch)) / len(batch):.0f} characters each")
    start = time.process_time()
    frame = sentiment.score_sentences(batch, lexicon="vader")
    ours = len(batch) / (time.process_time() - start)
    analyzer = SentimentIntensityAnalyzer()
    start = time.process_time()
    scores = [analyzer.polarity_scores(sentence) for sentence in part]
    theirs = len(part) / (time.process_time() - start)
    start = time.process_time()
    sentiment.score_sentences(batch)
    news = len(batch) / (time.process_time() - start)
    print(f"library {theirs:,.0f} a second; ours, vader {ours:,.0f} ({ours / theirs:.1f}x); ours, news {news:,.0f} ({news / theirs:.1f}x)")
    rows = frame.iloc[:: max(1, len(batch) // options.library)].to_numpy().tolist()
    wrong = sum(row != [s["neg"], s["neu"], s["pos"], s["compound"]] for row, s in zip(rows, scores, strict=True))
    print(f"{wrong} of {len(part):,} compared sentences differ from the library")
    for name, unit in LONG.items():
        body = unit * (1_000_000 // len(unit))
        start = time.process_time()
        sentiment.score_texts([body])
        print(f"a million characters of {name}: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
