"""How many suggested merges are right, and how many of the possible ones are suggested, on a corpus of your own.

    python benchmarks/merge_accuracy.py CORPUS [--wrong 20]

The register knows many actors under several names. Here it forgets them: every name but the first is split off into an actor of its own,
in memory only, and the suggestions are judged by whether the two belonged together. Pairs with an actor that the register does not have are
not judged. Prints a line a reason and a line a tenth of strength, and the strongest wrong ones when asked for.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import pandas as pd

from analysis import corrections
from analysis.corpus import Corpus
from analysis.corrections import Correction
from analysis.merge_suggestions import suggest
from analysis.registers.actors import Register, bundled_register

FORMS = ("name", "acronym")  # a surname or an adjective alone is decided by its article, not by its spelling
EVERY = 1_000_000


class Forgetful(Corpus):
    """The corpus with the names of the register split off, which nothing is written of."""

    split: tuple[Correction, ...] = ()

    @property
    def corrections(self) -> list[Correction]:
        """The splits."""
        return list(self.split)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="wrong pairs to print")
    options = parser.parse_args()
    corpus = Corpus.open(options.corpus)
    names = corpus.query(
        "SELECT actor_id, surface, any_value(name) AS name, count(*) AS mentions FROM mentions WHERE form IN (?, ?) GROUP BY ALL ORDER BY ALL",
        FORMS,
    )
    other = names[(names["surface"] != names["name"]) & names["surface"].str.contains("[a-z]") | names["surface"].str.len().lt(6)]
    other = other[other["surface"] != other["name"]].drop_duplicates("surface", keep=False)
    made = [corrections.split(actor_id, surface) for actor_id, surface in zip(other["actor_id"], other["surface"], strict=True)]
    owner = {corrections.own_id(surface): actor_id for actor_id, surface in zip(other["actor_id"], other["surface"], strict=True)}
    forgetful = Forgetful(corpus.folder, corpus.name)
    forgetful.split = tuple(corrections.appended([], *made))
    bare = Register(actors=tuple(dataclasses.replace(actor, aliases=()) for actor in bundled_register().actors))
    pairs = suggest(forgetful, EVERY, register_pairs=True, register=bare)
    truth = {**{actor.actor_id: actor.actor_id for actor in bare.actors}, **owner}
    one, two = pairs["actor_id"].map(truth), pairs["other_id"].map(truth)
    judged = pairs.assign(right=one == two)[one.notna() & two.notna()]
    possible = _possible(forgetful, owner)
    print(
        f"{len(made):,} names split off; {possible:,} of them beside another name of theirs; {len(pairs):,} pairs suggested, {len(judged):,} judged"
    )
    _print(
        judged.assign(
            reason=judged["reason"].str.replace(r".* is the acronym of .*", "acronym of", regex=True).str.replace(r" \(.*", "", regex=True)
        ),
        "reason",
    )
    _print(judged.assign(strength=(judged["strength"] * 10).astype("int64") / 10), "strength")
    found = judged[judged["right"]]
    held = set(found["actor_id"]) | set(found["other_id"])
    print(
        f"names that a right pair brings back: {len(held & set(owner)):,} of {possible:,} ({len(held & set(owner)) / max(possible, 1):.1%})"
    )
    if options.wrong:
        wrong = judged[~judged["right"]].head(options.wrong)
        print(wrong[["name", "articles", "other_name", "other_articles", "reason", "strength"]].to_string(index=False))


def _possible(corpus: Corpus, owner: dict[str, str]) -> int:
    """Return how many names that were split off have another name of the same actor in the corpus."""
    there = pd.Series(corpus.query("SELECT DISTINCT actor_id FROM mentions")["actor_id"])
    owners = there.map(lambda actor_id: owner.get(actor_id, actor_id))
    return int((owners.duplicated(keep=False) & there.isin(list(owner))).sum())


def _print(judged: pd.DataFrame, by: str) -> None:
    table = judged.groupby(by)["right"].agg(["size", "sum", "mean"]).sort_index(ascending=False)
    for key, size, right, mean in table.itertuples():
        print(f"  {key!s:<60} {size:>6,} pairs {int(right):>6,} right {mean:>7.1%}")


if __name__ == "__main__":
    main()
