"""Accuracy of the topics scorer on labelled news: the share of texts whose heaviest topic is the labelled one.

Usage:
    python benchmarks/topics_accuracy.py FILE --label COLUMN --text COLUMN[,COLUMN] --map LABEL=ID[,ID...] [--map ...]
    python benchmarks/topics_accuracy.py FOLDER --map business=medtop:04000000 --map sport=medtop:15000000 ...
    python benchmarks/topics_accuracy.py data/labelled/topics_held_out.csv --text title,text --only style=agency \
        --only half=test --broad agency [--misses]
    python benchmarks/topics_accuracy.py --draw 50 --seed 7 FILE [FILE...]

FILE is a CSV or JSON-lines file; several text columns are joined as title and body are, by a blank line. FOLDER has a folder a
label, a text file an article, its title in the first line. A label may stand for several top levels (world news is politics,
conflict, disaster ...); --broad names one of two ready mappings. --only keeps the rows with that value. --draw prints articles
drawn at random with the topic that each got, to be judged by hand, as ``topics_judged.csv`` was.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.registers import topics as register_file
from analysis.scorers import topics

TITLES = ("title", "headline", "Title")
BODIES = ("text", "content", "body", "description", "Description")
# The classes that collections of labelled news use, as top levels of IPTC Media Topics ("medtop:" and "000000" left out).
# The news of a broadcaster comes from five of its desks, that of an agency from four; world news is what the others leave.
BROAD = {
    "broadcaster": {"business": "04 09", "entertainment": "01", "politics": "11", "sport": "15", "tech": "13"},
    "agency": {"world": "01 02 03 05 06 07 08 09 10 11 12 14 16 17", "sports": "15", "business": "04", "tech": "13"},
}
NONE = "unclassified"
MISS_LENGTH = 300


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV or JSON-lines file."""
    if path.suffix == ".csv":
        csv.field_size_limit(10**9)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folder_rows(folder: Path) -> list[dict[str, str]]:
    """Return the articles of a folder of folders, with the inner folder's name as their label."""
    files = sorted(file for file in folder.glob("*/*.txt"))
    return [{"label": file.parent.name, "text": file.read_text(encoding="utf-8", errors="replace")} for file in files]


def article(row: dict[str, str], columns: Sequence[str]) -> str:
    """Return the text that the scorer is given."""
    return "\n\n".join(str(row[column]) for column in columns if row.get(column))


def top_levels(texts: Sequence[str]) -> pd.DataFrame:
    """Return the top levels of each text, heaviest first."""
    tops = {topic.topic_id for topic in register_file.load().topics if topic.broader is None}
    frame = topics.classify(texts)
    return frame[frame["topic_id"].isin(tops)]


def measure(texts: Sequence[str], labels: Sequence[str], meaning: dict[str, set[str]], *, misses: bool = False) -> None:
    """Print the accuracy over all and, for each label, which top levels came first; with ``misses`` the wrong ones too."""
    frame = top_levels(texts)
    first = frame.drop_duplicates("text_no").set_index("text_no")
    topic_of, name_of = first["topic_id"].to_dict(), first["name"].to_dict()
    label_of = {topic_id: label for label, ids in meaning.items() for topic_id in ids}
    mapped = frame.assign(label=frame["topic_id"].map(label_of)).dropna(subset="label")
    best = mapped.drop_duplicates("text_no").set_index("text_no")["label"].to_dict()
    total = len(texts)
    unclassified = total - len(topic_of)
    right_first = [topic_of.get(number, NONE) in meaning[label] for number, label in enumerate(labels)]
    right_among = [best.get(number) == label for number, label in enumerate(labels)]
    print(f"{total} texts, unclassified {unclassified} ({unclassified / total:.1%})")
    print(f"heaviest of all 17 top levels is right: {sum(right_first)} of {total} ({sum(right_first) / total:.3f})")
    print(f"heaviest among the labelled ones is right: {sum(right_among)} of {total} ({sum(right_among) / total:.3f})")
    for label in meaning:
        mine = [number for number, given in enumerate(labels) if given == label]
        right = sum(right_first[number] for number in mine)
        wrong = Counter(name_of.get(number, NONE) for number in mine if not right_first[number])
        print(f"  {label}: {right} of {len(mine)}; " + "; ".join(f"{name} {count}" for name, count in wrong.most_common()))
    if misses:
        for number in (number for number, right in enumerate(right_first) if not right):
            print(f"{labels[number]} taken for {name_of.get(number, NONE)}: {texts[number][:MISS_LENGTH]!r}")


def draw(files: Sequence[Path], number: int, seed: int) -> None:
    """Print articles drawn at random with the heaviest topic of each, as CSV to be judged."""
    drawn = [(file, row_no, row) for file in files for row_no, row in enumerate(rows_of(file), start=1)]
    chosen = random.Random(seed).sample(drawn, number)
    columns = [[*(c for c in TITLES if c in row), *(c for c in BODIES if c in row)] for _, _, row in chosen]
    texts = [article(row, names) for (_, _, row), names in zip(chosen, columns, strict=True)]
    first = top_levels(texts).drop_duplicates("text_no").set_index("text_no")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["file", "row", "title", "topic_id", "topic", "verdict", "remark"])
    for text_no, ((file, row_no, row), names) in enumerate(zip(chosen, columns, strict=True)):
        got = (first.at[text_no, "topic_id"], first.at[text_no, "name"]) if text_no in first.index else ("", "unclassified")
        writer.writerow([file.name, row_no, row[names[0]], *got, "", ""])


def main() -> None:
    """Read the arguments, measure or draw, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", type=Path, nargs="+")
    arguments.add_argument("--text", default="text", help="column, or columns separated by commas")
    arguments.add_argument("--label", default="label")
    arguments.add_argument("--map", action="append", default=[], metavar="LABEL=ID[,ID...]")
    arguments.add_argument("--broad", choices=BROAD, help="a ready mapping in place of --map")
    arguments.add_argument("--only", action="append", default=[], metavar="COLUMN=VALUE")
    arguments.add_argument("--misses", action="store_true", help="print the beginning of each text that is wrong")
    arguments.add_argument("--draw", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=7)
    given = arguments.parse_args()
    if given.draw:
        draw(given.paths, given.draw, given.seed)
        return
    meaning = {label: set(ids.split(",")) for label, _, ids in (entry.partition("=") for entry in given.map)}
    if given.broad:
        meaning = {label: {f"medtop:{number}000000" for number in numbers.split()} for label, numbers in BROAD[given.broad].items()}
    rows = [row for path in given.paths for row in (folder_rows(path) if path.is_dir() else rows_of(path))]
    for column, _, value in (entry.partition("=") for entry in given.only):
        rows = [row for row in rows if str(row[column]) == value]
    if not meaning:
        meaning = {str(row[given.label]): {str(row[given.label])} for row in rows if row[given.label]}
    rows = [row for row in rows if str(row[given.label]) in meaning]
    texts = [article(row, given.text.split(",")) for row in rows]
    measure(texts, [str(row[given.label]) for row in rows], meaning, misses=given.misses)


if __name__ == "__main__":
    main()
