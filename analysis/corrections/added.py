"""Mentions of the names that the analyst added, found in the texts of a corpus and judged toward like all others. It does not know whose names they are."""

from __future__ import annotations

import hashlib
import json
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

COLUMNS: Final = {
    "article_id": "str",
    "sentence_no": "int64",
    "start": "int64",
    "end": "int64",
    "surface": "str",
    "alias": "str",
    "toward": "str",
    "toward_score": "float64",
}

ALIASES_AT_ONCE: Final = 20  # looked for in one pass of the database over the texts
_CACHE_FORMAT: Final = 1  # raised whenever the same aliases give other rows
_CACHES_KEPT: Final = 4  # so that an undo, and a second program on the same corpus, find theirs


def mentions(query: Query, aliases: Sequence[str]) -> pd.DataFrame:
    """Find names in all English articles: whole words, case kept, the longest of those that overlap.

    A name that overlaps a mention which the scorers found counts when it is at least as long, and then stands in its place
    (see ``replaced``); else the longer mention stays and the name is not counted there.

    Args:
        query: Runs SQL with parameters over the views ``articles``, ``sentences`` and ``scored_mentions``.
        aliases: Names with straight quotes, as texts spell them.

    Returns:
        A row a mention, by article and place: the columns of ``COLUMNS``.
    """
    hits, texts = _hits(query, sorted(set(aliases)))
    if hits.empty:
        return _empty()
    kept = hits[~_inside_longer(hits, _around(query, "scored_mentions", 'start, "end"', hits))]
    holding = _in_sentences(kept, _around(query, "sentences", 'sentence_no, start, "end"', kept))
    return _scored(holding, texts).sort_values(["article_id", "start"], kind="stable").reset_index(drop=True)[list(COLUMNS)].astype(COLUMNS)


def replaced(query: Query, added: pd.DataFrame) -> pd.DataFrame:
    """Return the scored mentions (article_id, start) that added ones stand in place of."""
    if added.empty:
        return pd.DataFrame({"article_id": pd.Series(dtype="str"), "start": pd.Series(dtype="int64")})
    scored = _around(query, "scored_mentions", 'start, "end"', added)
    pairs = overlapping(added, scored)
    return pairs[["article_id", "other_start"]].rename(columns={"other_start": "start"}).drop_duplicates().reset_index(drop=True)


def cached(query: Query, aliases: Sequence[str], folder: Path | None, key: str) -> pd.DataFrame:
    """Return ``mentions``, from a file where the same names were looked for in the same imports before.

    Args:
        query: As for ``mentions``.
        aliases: As for ``mentions``.
        folder: Where the files are kept; they may be deleted at any time. None keeps none.
        key: What the imports are known by; changes whenever their texts do. Word values are not in it, so no sentiment is kept.
    """
    if folder is None or not aliases:
        return mentions(query, aliases)
    asked = json.dumps([_CACHE_FORMAT, key, sorted(set(aliases))]).encode()
    path = folder / f"{hashlib.blake2b(asked, digest_size=12).hexdigest()}.parquet"
    try:
        return pd.read_parquet(path)[list(COLUMNS)].astype(COLUMNS)
    except (OSError, ValueError, KeyError):  # not there yet, or cut off by a full disk: found again below
        found = mentions(query, aliases)
    _keep(found, path)
    return found


def _keep(found: pd.DataFrame, path: Path) -> None:
    draft = path.with_name(f".{path.name}-{id(found):x}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_parquet(found, draft)
        draft.replace(path)
        newest = sorted(path.parent.glob("*.parquet"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in newest[_CACHES_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:  # a corpus on a read-only or full disk can be read all the same; it only takes longer each time
        draft.unlink(missing_ok=True)


def _hits(query: Query, aliases: Sequence[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return every place of a name (article_id, start, end, alias, surface), and the texts that hold one."""
    rows: dict[tuple[str, int], tuple[int, str, str]] = {}
    texts: dict[str, str] = {}
    names = _index(aliases)
    for first in range(0, len(aliases), ALIASES_AT_ONCE):
        parts = [_longest_part(alias) for alias in aliases[first : first + ALIASES_AT_ONCE]]
        tests = " OR ".join(["contains(text, ?)"] * len(parts))
        candidates = query(f"SELECT article_id, text FROM articles WHERE language = ? AND ({tests})", [SCORED_LANGUAGE, *parts])
        for article_id, text in zip(candidates["article_id"], candidates["text"], strict=True):
            found = places(names, straighten(text))
            for start, end, spelling in zip(found.start.tolist(), found.end.tolist(), found.spelling.tolist(), strict=True):
                rows[article_id, start] = (end, names.spellings[spelling], text[start:end])
                texts[article_id] = text
    frame = pd.DataFrame(
        [(article_id, start, *rest) for (article_id, start), rest in rows.items()],
        columns=["article_id", "start", "end", "alias", "surface"],
    )
    return frame.astype({"article_id": "str", "start": "int64", "end": "int64", "alias": "str", "surface": "str"}), texts


def _index(aliases: Sequence[str]) -> NameIndex:
    return NameIndex(
        actors=(),
        automaton=AhoCorasick(list(aliases), implementation=Implementation.ContiguousNFA, store_patterns=False),
        senses=((),) * len(aliases),
        spellings=tuple(aliases),
        number={alias: number for number, alias in enumerate(aliases)},
    )


def _longest_part(alias: str) -> str:
    """Return the longest part of a name without quotes, which the texts may hold straight or curly."""
    return max(alias.replace('"', "'").split("'"), key=len)


def _around(query: Query, table: str, columns: str, places_: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that belong to the articles of some places."""
    ids = places_["article_id"].unique().tolist()
    return query(f"SELECT article_id, {columns} FROM {table} JOIN (SELECT unnest(?) AS article_id) USING (article_id)", [ids])


def overlapping(ours: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of one of ours (its position in ``row``) and one of the others that overlap; columns as ``other_start``."""
    left = ours[["article_id", "start", "end"]].assign(row=np.arange(len(ours)))
    right = others.rename(columns={name: f"other_{name}" for name in others.columns if name != "article_id"})
    pairs = left.merge(right, on="article_id")
    return pairs[(pairs["other_start"] < pairs["end"]) & (pairs["other_end"] > pairs["start"])]


def _inside_longer(hits: pd.DataFrame, scored: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    pairs = overlapping(hits, scored)
    longer = pairs[pairs["other_end"] - pairs["other_start"] > pairs["end"] - pairs["start"]]
    return np.isin(np.arange(len(hits)), longer["row"].to_numpy())


def _in_sentences(hits: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the hits with the sentence that holds their first character, as scoring places mentions."""
    right = sentences.rename(columns={"start": "sentence_start", "end": "sentence_end"})
    return pd.merge_asof(
        hits.sort_values(["start", "article_id"], kind="stable"),
        right.sort_values(["sentence_start", "article_id"], kind="stable"),
        left_on="start",
        right_on="sentence_start",
        by="article_id",
    ).dropna(subset="sentence_no")


def _scored(hits: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the hits with the sentiment toward them in their sentence."""
    spans = hits[["sentence_start", "sentence_end"]].astype("int64")
    bodies = [
        texts[id_][start:end] for id_, start, end in zip(hits["article_id"], spans["sentence_start"], spans["sentence_end"], strict=True)
    ]
    starts = hits["start"] - spans["sentence_start"]
    ends = hits[["end"]].assign(sentence=spans["sentence_end"]).min(axis=1) - spans["sentence_start"]
    labels = toward.classify(bodies, starts.tolist(), ends.tolist())
    return hits.assign(toward=labels["label"].to_numpy(), toward_score=(labels["positive"] - labels["negative"]).to_numpy())


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
