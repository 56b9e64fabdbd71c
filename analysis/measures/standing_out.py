"""What names some articles of a slice: the actor or topic that they are about far more often than the others. Counted by numbers, not by names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import Form, Slice

NAMES = 15.13  # G2 from which a word, here an actor or topic, is taken to stand out: p < 0.0001 (Rayson, Berridge and Francis 2004)
LEAST_ABOUT = 5  # articles that are about what names them; Dunning's test needs counts of about five
LEAST_PART = 0.25  # of the articles that are about what names them; a name for a smaller part would mislead

_NUMBERED = """named AS (SELECT 'actor' AS kind, actor_id AS about_id, name, article_id FROM actor_articles
                         UNION ALL SELECT 'topic', topic_id, name, article_id FROM topics),
    thing AS (SELECT kind, about_id, min(name) AS name, row_number() OVER (ORDER BY about_id, kind) - 1 AS thing FROM named GROUP BY kind, about_id)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The actors and topics of every article of a corpus.

    Attributes:
        things: kind (actor or topic), about_id and name, a row each.
        members: Row numbers in ``things``, article after article.
        starts: Where in ``members`` each article begins, by its number in the view ``article_numbers``; last, where the last one ends.
    """

    things: pd.DataFrame
    members: np.ndarray
    starts: np.ndarray

    def counted(self, articles: np.ndarray) -> np.ndarray:
        """Return for each thing in how many of some articles, by their numbers, it is."""
        lengths = self.starts[articles + 1] - self.starts[articles]
        before = np.cumsum(lengths) - lengths  # how many members the articles before have
        places = np.repeat(self.starts[articles] - before, lengths) + np.arange(lengths.sum())
        return np.bincount(self.members[places], minlength=len(self.things))


def subjects(corpus: Corpus, without: Sequence[Form] = ()) -> Subjects:
    """Return the actors and topics of every article, without the mentions of some forms; a lasting corpus keeps them."""

    def read() -> Subjects:
        all_ = Slice(without=tuple(without))
        things = corpus.query(f", {_NUMBERED} SELECT kind, about_id, name FROM thing ORDER BY thing", slice_=all_)
        pairs = corpus.query(
            f", {_NUMBERED} SELECT no, thing FROM named JOIN thing USING (kind, about_id) JOIN article_numbers USING (article_id) ORDER BY no",
            slice_=all_,
        )
        articles = int(corpus.query("SELECT count(*) AS articles FROM article_numbers")["articles"].iloc[0])
        starts = np.searchsorted(pairs["no"].to_numpy(), np.arange(articles + 1))
        return Subjects(things=things, members=pairs["thing"].to_numpy("int32"), starts=starts)

    return corpus.once(("subjects", *without), read)


def names(corpus: Corpus, slice_: Slice, groups: pd.DataFrame, *, without: Collection[str]) -> pd.DataFrame:
    """Return for each group of articles of a slice what names it: the actor or topic with the highest log-likelihood ratio against the rest.

    Args:
        corpus, slice_: What is looked at.
        groups: article number and group, for every article of the slice that is read for actors and topics; an empty group is in none.
        without: Ids that name nothing here.

    Returns:
        group, kind, about_id, name, about (articles of the group about it), of (articles of the group), elsewhere (share of the others
        that are about it); no row for a group that nothing names.
    """
    known = subjects(corpus, slice_.without)
    numbers = groups["no"].to_numpy()
    everywhere = known.counted(numbers)
    nameless = known.things["about_id"].isin(list(without)).to_numpy()
    rows = []
    for group, inside in groups.groupby("group")["no"]:
        about, of, rest = known.counted(inside.to_numpy()), len(inside), len(numbers) - len(inside)
        kept = np.flatnonzero((about >= max(LEAST_ABOUT, LEAST_PART * of)) & ~nameless)
        outside = everywhere[kept] - about[kept]
        strength = log_likelihood(about[kept], of, outside, rest)
        if strength.max(initial=0.0) >= NAMES:
            first = int(strength.argmax())  # of equals the one whose id comes first
            thing = known.things.iloc[kept[first]]
            rows.append((group, *thing[["kind", "about_id", "name"]], about[kept[first]], of, outside[first] / rest if rest else np.nan))
    return pd.DataFrame(rows, columns=["group", "kind", "about_id", "name", "about", "of", "elsewhere"])


def log_likelihood(inside: np.ndarray, of_inside: np.ndarray | int, outside: np.ndarray, of_outside: np.ndarray | int) -> np.ndarray:
    """Return G2 of counts inside a part against outside it, negative where the share inside is the smaller.

    The log-likelihood ratio of Dunning 1993, Computational Linguistics 19.

    Args:
        inside, outside: Articles that have something.
        of_inside, of_outside: All articles there.
    """
    have, total = inside + outside, of_inside + of_outside
    cells = [
        (inside, have * of_inside / total), (outside, have * of_outside / total),
        (of_inside - inside, (total - have) * of_inside / total), (of_outside - outside, (total - have) * of_outside / total),
    ]  # fmt: skip
    # 0 log 0 is 0
    parts = [observed * np.log(np.where(observed > 0, observed, 1) / np.where(observed > 0, usual, 1)) for observed, usual in cells]
    return np.asarray(2 * sum(parts) * np.sign(inside * of_outside - outside * of_inside))
