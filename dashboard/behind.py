"""Of the articles behind chosen points: what they are about, in one line, and the filters that mean exactly them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis.slice import Slice
from dashboard import filters, links, loading, theme
from dashboard.selection import Selection

FEWEST = 2  # articles that are summed up; one says itself what it is about


def in_short(selection: Selection, only: frozenset[str]) -> str:
    """Return what some articles of the selection are about, in one line of Markdown; empty where there is nothing to sum up."""
    if len(only) < FEWEST:
        return ""
    rows = loading.in_short(selection.folder, selection.version, selection.slice_, only)
    said = []
    for kind, words in (("topic", "Leading topics"), ("actor", "Actors")):
        named = [f"{theme.plain(name)} ({theme.count(count)})" for name, count in _counts(rows, kind)]
        said += [f"{words}: {', '.join(named)}."] if named else []
    return " ".join(said)


def _counts(rows: pd.DataFrame, kind: str) -> list[tuple[str, int]]:
    found = rows[rows["kind"] == kind]
    return list(zip(found["name"].astype(str), found["articles"].astype(int), strict=True))


def as_filters(selection: Selection, found: Sequence[Slice | frozenset[str]], only: frozenset[str]) -> Slice | None:
    """Return the slice that means exactly the articles behind chosen points, None where no filters do.

    Args:
        selection: What the chart shows.
        found: What is behind each point.
        only: The ids of all these articles.
    """
    slices = [which for which in found if isinstance(which, Slice)]
    if not slices or len(slices) != len(found) or len({replace(one, start=None, end=None) for one in slices}) > 1:
        return None
    starts, ends = [one.start for one in slices], [one.end for one in slices]
    joined = replace(slices[0], start=_first(starts), end=_last(ends))
    facets = selection.facets
    if joined == selection.slice_ or not (set(joined.outlets) <= set(facets.outlets) and set(joined.topics) <= set(facets.topics)):
        return None
    if len(slices) > 1 and loading.article_ids(selection.folder, selection.version, joined) != only:  # there is something between them
        return None
    return joined


def _first(days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None


def _last(days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day]
    return max(known) if len(known) == len(days) else None


def keep_only(card: str, slice_: Slice) -> None:
    """Set the filters to a slice and let the card's points go; for a callback."""
    filters.set_to(slice_)
    links.choose_points(card, [])
    st.rerun()  # all of it: the click came from the card's fragment
