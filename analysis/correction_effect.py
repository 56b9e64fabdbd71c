"""What corrections do to the counts of a corpus: before one is made, for the dialog; and after, for the list of changes. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corrections import Correction, added, current_id, in_words
from analysis.corrections.applied import facts_of
from analysis.corrections.record import alias_of, own_id

CHANGES: Final = {
    "number": "Number of the change; it can be undone by it",
    "made_at": "When it was made, in UTC",
    "kind": "merge, split, rename, retype, hide, add alias, add actor or refuse",
    "what": "The change in words",
    "mentions": "Mentions that it decides on now",
    "articles": "Articles that hold them",
    "effective": "Whether it has an effect now",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a correction would do.

    Attributes:
        mentions: Mentions that would move, change or come.
        articles: Articles that hold them.
        taken: Of the mentions that would come, those that stand in place of a mention that counts for another actor now.
        words: The same as a sentence.
    """

    mentions: int
    articles: int
    taken: int
    words: str


def effect(corpus: Corpus, correction: Correction) -> Effect:
    """Return what a correction would do if it were made now."""
    names = actor_names(corpus, [correction])
    target = current_id(corpus.corrections, correction.actor_id)
    if correction.kind in ("add alias", "add actor"):
        return _addition(corpus, correction, target, names)
    mentions, articles = (0, 0) if correction.kind == "refuse" else _counts(corpus, correction, target)
    return Effect(mentions=mentions, articles=articles, taken=0, words=_words(correction, target, mentions, articles, 0, names))


def changes(corpus: Corpus) -> pd.DataFrame:
    """Return the corrections of a corpus, the latest first, with the mentions that each decides on now.

    A mention that several corrections brought where it is counts for each of them. A correction that decides on none has no effect now, such
    as one whose actor was merged away, or is not in this corpus.

    Returns:
        The columns of ``CHANGES``.
    """
    corrections = corpus.corrections
    names = actor_names(corpus, corrections)
    counts = _decided(corpus) if corrections else {}
    rows = []
    for each in reversed(corrections):
        mentions, articles = counts.get(each.number, (0, 0))
        effective = each.kind == "refuse" or mentions > 0
        rows.append((each.number, each.made_at, each.kind, in_words(each, names), mentions, articles, effective))
    frame = pd.DataFrame(rows, columns=list(CHANGES))
    types = {"number": "int64", "kind": "str", "what": "str", "mentions": "int64", "articles": "int64", "effective": "bool"}
    return frame.astype(types).assign(made_at=pd.to_datetime(frame["made_at"], utc=True).astype("datetime64[us, UTC]"))


def actor_names(corpus: Corpus, corrections: Sequence[Correction]) -> dict[str, str]:
    """Return the names of the actors that corrections speak of: those the analyst gave last, else as scored."""
    ids = {id_ for each in corrections for id_ in (each.actor_id, *each.others, each.to) if id_}
    names = {id_: name for id_, (name, _) in facts_of(corpus.query, ids).items()}
    for each in [*corpus.corrections, *corrections]:
        if each.kind == "split" and each.to is None and each.alias:
            names.setdefault(own_id(each.alias), each.alias)
            names[own_id(each.alias)] = each.alias
        elif each.kind == "add actor" and each.name:
            names[each.actor_id] = each.name
    for each in corpus.corrections:
        if each.kind == "rename" and each.name and each not in corrections:
            names[each.actor_id] = each.name
    return names


def counted(mentions: int, articles: int) -> str:
    """Return counts in words: "214 mentions in 61 articles"."""
    return f"{mentions:,} {'mention' if mentions == 1 else 'mentions'} in {articles:,} {'article' if articles == 1 else 'articles'}"


def _counts(corpus: Corpus, correction: Correction, target: str) -> tuple[int, int]:
    ids = [correction.actor_id]
    surfaces: list[str] | None = None
    if correction.kind == "merge":
        ids = [other for other in correction.others if other != target]
    elif correction.kind == "split":
        seen = corpus.query("SELECT DISTINCT surface FROM mentions JOIN chosen USING (article_id) WHERE actor_id = ?", ids)["surface"]
        surfaces = [surface for surface in seen if alias_of(surface) == correction.alias]
    counted = corpus.query(
        f"""SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mentions JOIN chosen USING (article_id)
            WHERE list_contains(?, actor_id) {"" if surfaces is None else "AND list_contains(?, surface)"}""",
        [ids] if surfaces is None else [ids, surfaces],
    )
    return int(counted["mentions"].iloc[0]), int(counted["articles"].iloc[0])


def _addition(corpus: Corpus, correction: Correction, target: str, names: Mapping[str, str]) -> Effect:
    aliases = [alias for alias in (correction.alias, correction.name, *correction.aliases) if alias]
    found = added.first_of_overlapping(pd.concat([added.located(corpus.query, alias) for alias in aliases], ignore_index=True))
    hidden = added.overlapping(corpus.query, found, "hidden_mentions")
    found = added.outside_longer(found, pd.concat([added.overlapping(corpus.query, found, "mentions"), hidden], ignore_index=True))
    pairs = added.overlapping(corpus.query, found, "mentions")
    already = set(pairs.loc[pairs["actor_id"] == target, "row"])
    taken = len(set(pairs["row"]) - already)
    new = found[~np.isin(np.arange(len(found)), list(already))]
    mentions, articles = len(new), int(new["article_id"].nunique())
    return Effect(mentions=mentions, articles=articles, taken=taken, words=_words(correction, target, mentions, articles, taken, names))


def _decided(corpus: Corpus) -> dict[int, tuple[int, int]]:
    """Return for each correction that decides on mentions how many, and in how many articles."""
    rows = corpus.query(
        """SELECT number, count(*) AS mentions, count(DISTINCT article_id) AS articles FROM (
               SELECT article_id, cell FROM scored_mentions JOIN moved_actors ON moved_actors.key = scored_mentions.actor_id WHERE NOT separate
               UNION ALL SELECT article_id, cell FROM separate_mentions WHERE NOT replaced
           ) JOIN chosen USING (article_id) JOIN decided USING (cell) GROUP BY number"""
    )
    return {
        int(number): (int(mentions), int(articles))
        for number, mentions, articles in rows[["number", "mentions", "articles"]].itertuples(index=False)
    }


def _words(correction: Correction, target: str, mentions: int, articles: int, taken: int, names: Mapping[str, str]) -> str:
    who = names.get(target, names.get(correction.actor_id, correction.actor_id))
    count = counted(mentions, articles)
    match correction.kind:
        case "merge":
            return f"Moves {count} to {who}."
        case "split":
            to = names.get(correction.to, correction.to) if correction.to else "an actor of their own"
            return f"Moves {count} from {who} to {to}."
        case "rename":
            return f"Shows {count} as {correction.name}."
        case "retype":
            return f"Counts {count} as {(correction.type or '').replace('_', ' ')}."
        case "hide":
            return f"Leaves {count} out of all counts."
        case "refuse":
            return "Moves no mention; these actors are not suggested for a merge again."
        case _:
            others = f", {taken:,} of which {'counts' if taken == 1 else 'count'} for another actor now" if taken else ""
            return f"Adds {count} to {who}{others}."
