"""Credits: the names of outlets that stand in a text as its sender, not as somebody in the news."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

# What closes a dateline such as "CAIRO, March 6 (Northline) —".
_DATELINE_DASH = re.compile(r"\)\s*(?:--|[-–—])")


def without_credits(mentions: pd.DataFrame, texts: Sequence[str], outlets: Sequence[str | None]) -> pd.DataFrame:
    """Return the mentions without those that name the text's own outlet, or the agency in the brackets of a dateline.

    Args:
        mentions: Rows with text_no, start, end and surface.
        texts: The texts that ``text_no`` counts.
        outlets: The outlet of each text, None where it is not known.
    """
    own = [_folded(outlet) for outlet in outlets]
    kept = [
        _folded(surface) != own[text_no] and not (texts[text_no][start - 1 : start] == "(" and _DATELINE_DASH.match(texts[text_no], end))
        for text_no, start, end, surface in zip(mentions["text_no"], mentions["start"], mentions["end"], mentions["surface"], strict=True)
    ]
    return mentions[pd.Series(kept, index=mentions.index, dtype=bool)].reset_index(drop=True)


def _folded(name: str | None) -> str | None:
    """Return a name without case and article, for comparing; None for none."""
    return name.casefold().removeprefix("the ").strip() if isinstance(name, str) else None
