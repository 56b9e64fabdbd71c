"""Score the quotation scorer against hand-labelled passages: spans, speakers, cues.

    python benchmarks/quotes_accuracy.py [data/labelled/quotes.csv] [--misses]

A span is right when both its ends are; a speaker or cue is counted over the right spans, and is right when it is the same text
(or both are missing).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis.scorers import quotes

LABELLED = Path(__file__).parent.parent / "data" / "labelled" / "quotes.csv"


def expected(path: Path) -> tuple[list[str], pd.DataFrame]:
    """Read the labelled passages.

    Args:
        path: A CSV with passage, text, quote, speaker, cue: a row a quotation, and one row without a quote for a passage that has none.

    Returns:
        The texts, and a frame text_no, start, end, speaker, cue.
    """
    rows = pd.read_csv(path, dtype="str", keep_default_na=False).assign(text_no=lambda frame: frame["passage"].astype("int64") - 1)
    texts = rows.drop_duplicates("text_no")["text"].tolist()
    found = rows[rows["quote"] != ""]
    starts = [text.index(quote) for text, quote in zip(found["text"], found["quote"], strict=True)]
    ends = [start + len(quote) for start, quote in zip(starts, found["quote"], strict=True)]
    return texts, found.assign(start=starts, end=ends)[["text_no", "start", "end", "speaker", "cue"]].reset_index(drop=True)


def compared(texts: list[str], labelled: pd.DataFrame) -> pd.DataFrame:
    """Lay what was found beside what was labelled, a row a span of either."""
    found = quotes.find(texts).fillna({"speaker": "", "cue": ""})
    return labelled.merge(found, on=["text_no", "start", "end"], how="outer", suffixes=("", "_found"), indicator="which").sort_values(
        ["text_no", "start"]
    )


def figures(rows: pd.DataFrame) -> dict[str, float]:
    """Return precision, recall and F1 of spans, and the share of right speakers and cues among the right spans."""
    both = rows[rows["which"] == "both"]
    right = len(both)
    precision = right / max(1, int((rows["which"] != "left_only").sum()))
    recall = right / max(1, int((rows["which"] != "right_only").sum()))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "speaker": float((both["speaker"] == both["speaker_found"]).mean()),
        "cue": float((both["cue"] == both["cue_found"]).mean()),
    }


def main() -> None:
    """Print the figures, and with --misses every span that differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path, nargs="?", default=LABELLED)
    parser.add_argument("--misses", action="store_true", help="list what differs")
    asked = parser.parse_args()
    texts, labelled = expected(asked.labelled)
    rows = compared(texts, labelled)
    print(f"{len(texts)} passages, {len(labelled)} quotations")
    print("  ".join(f"{name} {value:.3f}" for name, value in figures(rows).items()))
    if asked.misses:
        differ = rows[(rows["which"] != "both") | (rows["speaker"] != rows["speaker_found"]) | (rows["cue"] != rows["cue_found"])]
        for row in differ.itertuples():
            words = texts[row.text_no][row.start : row.end]
            print(f"{row.text_no + 1} {row.which}: {words!r} {row.speaker!r}/{row.speaker_found!r} {row.cue!r}/{row.cue_found!r}")


if __name__ == "__main__":
    main()
