"""The analyst's corrections of actors: merge, split off, rename, retype, hide, add. They never score anything again.

A list of them is kept with the corpus; what they mean is computed from that list in order, so taking one out undoes it.
"""

from __future__ import annotations

from analysis.corrections.applied import views
from analysis.corrections.in_order import current_id
from analysis.corrections.listed import appended, as_stored, dumps, from_stored, joined, loads, without
from analysis.corrections.record import (
    Correction,
    Kind,
    add_actor,
    add_alias,
    hide,
    in_words,
    merge,
    own_id,
    refuse,
    rename,
    retype,
    split,
)

__all__ = [
    "Correction",
    "Kind",
    "add_actor",
    "add_alias",
    "appended",
    "as_stored",
    "current_id",
    "dumps",
    "from_stored",
    "hide",
    "in_words",
    "joined",
    "loads",
    "merge",
    "own_id",
    "refuse",
    "rename",
    "retype",
    "split",
    "views",
    "without",
]
