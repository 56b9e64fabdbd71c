"""Label the names of public articles with a spaCy pipeline, as a teacher for `learn_name_types.py`.

Run by hand in an environment that has spaCy and the pipeline; the program itself needs neither:

    python benchmarks/label_names.py en_core_web_sm FILE.jsonl FILE.csv ... --out labelled.jsonl
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

csv.field_size_limit(10**9)

CHARACTERS = 6_000  # of each article: names come early, and a few long ones would outweigh the rest


def main() -> None:
    """Read the articles, label them, write a line of JSON each: file, text, and entities as start, end and label."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipeline")
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    spacy = importlib.import_module("spacy")
    pipeline = spacy.load(options.pipeline, disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    rows = [(path.name, text[:CHARACTERS]) for path in options.articles for text in texts_of(path)]
    with options.out.open("w", encoding="utf-8") as out:
        for (file, text), document in zip(rows, pipeline.pipe(text for _, text in rows), strict=True):
            entities = [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            out.write(json.dumps({"file": file, "text": text, "entities": entities}) + "\n")


def texts_of(path: Path) -> Iterator[str]:
    """Return the texts of a file of JSON lines or a CSV file, whatever the text column is called."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows: Iterable[dict[str, str]] = map(json.loads, lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
        for row in rows:
            yield str(row.get("text") or row.get("content") or "")


if __name__ == "__main__":
    main()
