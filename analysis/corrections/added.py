"""Mentions of the names that the analyst added, found in the texts of a corpus and judged toward like all others. It does not know whose names they are."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from ahocorasick_rs import AhoCorasick, Implementation

from analysis.article_sentiment import SCORED_LANGUAGE
from analysis.imports import write_parquet
from analysis.scorers import toward
from analysis.scorers.name_lookup import NameIndex, places
from analysis.text import straighten

Query = Callable[[str, Sequence[object]], pd.DataFrame]

_PLACES: Final = {"article_id": "str", "start": "int64", "end": "int64", "surface": "str"}
_HITS: Final = {**_PLACES, "sentence_no": "int64", "toward": "str", "toward_score": "float64"}
COLUMNS: Final = {**_HITS, "alias": "str"}

_CACHE_FORMAT: Final = 1  # raised whenever the same name gives other rows


def mentions(query: Query, aliases: Sequence[str], *, cache: Path | None = None, key: str = "") -> pd.DataFrame:
    """Find names in all English articles: whole words, case kept; of names that overlap the first, of those that begin together the longest.

    A name that overlaps a mention which the scorers found counts when it is at least as long, and then stands in its place
    (see ``replaced``); else the longer mention stays and the name is not counted there.

    Args:
        query: Runs SQL with parameters over the views ``articles``, ``sentences`` and ``scored_mentions``.
        aliases: Names with straight quotes, as texts spell them.
        cache: Folder where the places of each name are kept; its files may be deleted at any time. None keeps none.
        key: What the imports are known by; changes whenever their texts do. Word values are not in it, so no sentiment is kept.

    Returns:
        A row a mention, by article and place: the columns of ``COLUMNS``.
    """
    found = [_hits(query, alias, cache, key).assign(alias=alias) for alias in sorted(set(aliases))]
    hits = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(COLUMNS))
    first = first_of_overlapping(hits.astype(COLUMNS))
    return outside_longer(first, overlapping(query, first, "scored_mentions"))


def located(query: Query, alias: str) -> pd.DataFrame:
    """Return every place where a name stands as whole words in an English article: article_id, start, end, surface."""
    return _located(query, alias)[0]


def first_of_overlapping(hits: pd.DataFrame) -> pd.DataFrame:
    """Return places that do not overlap, by article and place: the first of those that do, and the longest of those that begin together."""
    ordered = hits.assign(back=-hits["end"]).sort_values(["article_id", "start", "back"], kind="stable").drop(columns="back")
    kept = np.ones(len(ordered), dtype=np.bool_)
    article, covered = "", -1
    for row, (article_id, start, end) in enumerate(zip(ordered["article_id"], ordered["start"], ordered["end"], strict=True)):
        if article_id == article and start < covered:
            kept[row] = False
        else:
            article, covered = article_id, end
    return ordered[kept].reset_index(drop=True)


def overlapping(query: Query, ours: pd.DataFrame, view: str) -> pd.DataFrame:
    """Return each pair of one of our places and a mention of a view that overlap: row (position of ours), start, end, actor_id (of the mention)."""
    return query(
        f"""SELECT ours.row, other.start, other."end", other.actor_id FROM {view} AS other
            JOIN (SELECT unnest(?::BIGINT[]) AS row, unnest(?::VARCHAR[]) AS article_id, unnest(?::BIGINT[]) AS start, unnest(?::BIGINT[]) AS "end") AS ours
            ON other.article_id = ours.article_id AND other.start < ours."end" AND other."end" > ours.start ORDER BY ALL""",
        [list(range(len(ours))), *(ours[name].tolist() for name in ("article_id", "start", "end"))],
    )


def outside_longer(ours: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return those of our places that overlap no longer mention, by the pairs of ``overlapping``."""
    lengths = (ours["end"] - ours["start"]).to_numpy()[pairs["row"]]
    longer = pairs.loc[pairs["end"] - pairs["start"] > lengths, "row"]
    return ours[~np.isin(np.arange(len(ours)), longer)].reset_index(drop=True)


def replaced(query: Query, added: pd.DataFrame) -> pd.DataFrame:
    """Return the scored mentions (article_id, start, actor_id) that added ones stand in place of."""
    pairs = overlapping(query, added, "scored_mentions")
    return pairs.assign(article_id=added["article_id"].to_numpy()[pairs["row"]])[["article_id", "start", "actor_id"]].drop_duplicates()


def _hits(query: Query, alias: str, cache: Path | None, key: str) -> pd.DataFrame:
    """Return every place of a name with its sentence and the sentiment toward it there, from the cache where it is known."""
    if cache is None:
        return _judged(query, alias)
    path = cache / f"{_hash(str(_CACHE_FORMAT), key)}-{_hash(alias)}.parquet"
    try:
        return pd.read_parquet(path)[list(_HITS)].astype(_HITS)
    except (OSError, ValueError, KeyError):  # not there yet, or cut off by a full disk: found again below
        found = _judged(query, alias)
    _keep(found, path)
    return found


def _keep(found: pd.DataFrame, path: Path) -> None:
    draft = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("*.parquet"):
            if old.name.partition("-")[0] != path.name.partition("-")[0]:  # of imports that are not there any more
                old.unlink(missing_ok=True)
        write_parquet(found, draft)
        draft.replace(path)
    except OSError:  # a corpus on a read-only or full disk can be read all the same; it only takes longer each time
        return


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8"), digest_size=8).hexdigest()


def _located(query: Query, alias: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the places of a name, and the texts that hold it."""
    # The texts may hold its quotes straight or curly, so the database looks for its longest part without any.
    part = max(straighten(alias).replace('"', "'").split("'"), key=len)
    candidates = query("SELECT article_id, text FROM articles WHERE language = ? AND contains(text, ?)", [SCORED_LANGUAGE, part])
    ids, texts = candidates["article_id"].tolist(), candidates["text"].tolist()
    firsts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    found = places(_index(alias), straighten("\n".join(texts)))
    rows = np.searchsorted(firsts, found.start, side="right") - 1
    starts, ends = (found.start - firsts[rows]).tolist(), (found.end - firsts[rows]).tolist()
    hits = [(ids[row], start, end, texts[row][start:end]) for row, start, end in zip(rows.tolist(), starts, ends, strict=True)]
    return pd.DataFrame(hits, columns=list(_PLACES)).astype(_PLACES), dict(zip(ids, texts, strict=True))


def _index(alias: str) -> NameIndex:
    automaton = AhoCorasick([alias], implementation=Implementation.ContiguousNFA, store_patterns=False)
    return NameIndex(actors=(), automaton=automaton, senses=((),), spellings=(alias,), number={alias: 0})


def _judged(query: Query, alias: str) -> pd.DataFrame:
    """Return the places of a name with their sentences, found as scoring finds them, and the sentiment toward the name there."""
    hits, texts = _located(query, alias)
    if hits.empty:
        return pd.DataFrame(columns=list(_HITS)).astype(_HITS)
    sentences = _sentences(query, hits)
    held = pd.merge_asof(
        hits.sort_values(["start", "article_id"], kind="stable"),
        sentences.rename(columns={"start": "first", "end": "last"}).sort_values(["first", "article_id"], kind="stable"),
        left_on="start",
        right_on="first",
        by="article_id",
    )
    held = held.dropna(subset="sentence_no").astype({"first": "int64", "last": "int64"})
    bodies = [texts[id_][first:last] for id_, first, last in zip(held["article_id"], held["first"], held["last"], strict=True)]
    ends = held[["end", "last"]].min(axis=1) - held["first"]
    labels = toward.classify(bodies, (held["start"] - held["first"]).tolist(), ends.tolist())
    judged = held.assign(toward=labels["label"].to_numpy(), toward_score=(labels["positive"] - labels["negative"]).to_numpy())
    return judged.sort_values(["article_id", "start"], kind="stable").reset_index(drop=True)[list(_HITS)].astype(_HITS)


def _sentences(query: Query, hits: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of the articles that hold a name."""
    return query(
        'SELECT article_id, sentence_no, start, "end" FROM sentences JOIN (SELECT unnest(?::VARCHAR[]) AS article_id) USING (article_id)',
        [hits["article_id"].unique().tolist()],
    ).astype({"article_id": "str"})
