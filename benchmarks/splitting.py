"""How sentences are cut: our cases in the style of pysbd's golden rules, for us and, where it is installed, for pysbd; and the time.

python benchmarks/splitting.py [--text FILE]
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.text import split_sentences

CASES: Final[list[list[str]]] = [
    ["The vote was close.", "Nobody slept."],
    ["Did she resign?", "Yes!", "On Monday."],
    ["What now?!", "Nobody knew."],
    ["They won!!", "The square filled."],
    ["Gen. Ali Khan met Mr. Ford and Sen. Mary O'Neil in St. Louis."],
    ["Lt. Col. Ann Roe and Maj. Gen. Lee flew in."],
    ["The U.S. Army left the U.K. in May."],
    ["They moved to the U.S.", "The rest stayed."],
    ["He lives in Washington, D.C.", "She does not."],
    ["The U.N. Security Council met."],
    ["Talks began at 9 a.m. on Friday."],
    ["Talks ended at 6 p.m.", "The doors stayed shut."],
    ["At 5 a.m. Mr. Roe rose."],
    ["See No. 5 on p. 12 of Vol. 3."],
    ["He said no.", "Fifty others agreed."],
    ["J. R. Hale and Maria B. Soto signed it."],
    ["It was you and I.", "Did he know?"],
    ["The rate rose 3.5 percent to $4.20.", "Markets fell."],
    ["Version 2.0.1 was sent to 10.0.0.1 at once."],
    ["It began on Jan. 6 and ended on Feb. 9."],
    ["It ended in Feb.", "The court ruled in March."],
    ["Acme Corp. Chief Ann Lee quit."],
    ["They sold Acme Inc.", "The price was low."],
    ["They met Pitt, Briggs & Co. at noon."],
    ["Rep. Jo Day, R-Fla., and Gov. Al Roe of Ariz. met."],
    ["John Smith Jr. was the last mayor."],
    ['"We will stay."', "The crowd cheered."],
    ['"Will you stay?" she asked.', "He nodded."],
    ['"Will you stay?" Mr. Obi asked.', "He nodded."],
    ["“It is over.”", "Then they left."],
    ["He said, “It is over.”", "Then they left."],
    ["She called it 'a farce.'", "He laughed."],
    ["He paused ... and went on."],
    ["He paused … and went on."],
    ["We waited...", "Then it rained."],
    ["We waited....", "Then it rained."],
    ["It was over.", "(He laughed.)", "She did not."],
    ["He teaches (he once worked there.) at the school."],
    ["KYIV, Ukraine (AP) — The bridge fell.", "It was old."],
    ["Mail ann.b@example.org.", "She reads it."],
    ["See https://example.org/a.b/c.html for more.", "It is long."],
    ["She works at Yahoo! in the north."],
    ["Items, e.g. bread, were scarce, i.e. dear."],
    ["Smith et al. found it in 2009."],
    ["Ms. Ng, Ph.D., spoke first.", "Others followed."],
    ["Roe v. Wade was decided in 1973."],
    ["Prof. K. L. M. Roe of Mt. Hope spoke."],
    ["The answer is on p. 55.", "Read it."],
]


def by_ours(text: str) -> list[str]:
    """Return the sentences as we cut them."""
    return [text[start:end] for start, end in split_sentences(text)]


def report(name: str, cut: Callable[[str], list[str]], text: str) -> None:
    """Print how many cases are cut right, which are not, and the time for a text."""
    wrong = [case for case in CASES if [part.strip() for part in cut(" ".join(case))] != case]
    print(f"{name}: {len(CASES) - len(wrong)} of {len(CASES)} cases")
    for case in wrong:
        print(f"    {' | '.join(case)}\n    -> {' | '.join(part.strip() for part in cut(' '.join(case)))}")
    start = time.process_time()
    count = len(cut(text))
    spent = time.process_time() - start
    print(f"    {len(text):,} characters, {count:,} sentences, {spent:.3f} s, {len(text) / spent / 1e6:.2f} million characters a second")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, help="a text to time; else the cases, many times over")
    options = parser.parse_args()
    text = options.text.read_text(encoding="utf-8") if options.text else "\n\n".join(" ".join(case) for case in CASES * 20)
    report("ours", by_ours, text)
    if importlib.util.find_spec("pysbd"):
        import pysbd

        report("pysbd", pysbd.Segmenter(language="en", clean=False).segment, text)


if __name__ == "__main__":
    main()
