"""Updated articles: the same address with a changed text is one article, and its latest version counts."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import pandas as pd

from analysis.tables import REPLACED

_WORD = re.compile(r"\w+")
# Parameters that say how a reader came to a page, not which page it is (Google Analytics, Facebook, Google Ads, Mailchimp).
_TRACKING: Final = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|cmpid|ocid|smid|ref(?:errer)?|source|share", re.IGNORECASE)
_SHINGLE_WORDS: Final = 3
_SAME_ARTICLE: Final = 0.1
"""Share of the shorter text's three-word runs that stand in the other; two articles on different things share under 0.03, a rewritten one far more."""
_MOST_AT_ONE_ADDRESS: Final = 20
"""Texts at one address beyond which it is a section's or a live page's, not an article's."""


def address_key(url: str | None) -> str | None:
    """Return what two addresses of one page share: no scheme, "www.", tracking, fragment or closing slash; None for no address or a front page."""
    if not url:
        return None
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return None
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    if not parts.netloc or not (path or query):
        return None
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{query}"


def earlier_versions(known: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """Return which versions of articles are replaced by which, as soon as ``fresh`` stands beside ``known``.

    Of two versions the one published later counts; where that does not tell, the one that was added later.

    Args:
        known: Articles that are there: article_id, url, title, text, published_at.
        fresh: Articles that are added, in the order of reading; the same columns.

    Returns:
        The table ``replaced``: a row for each pair of versions of which at least one is fresh. Pages whose address many different articles
        share are left alone.
    """
    columns = ["article_id", "url", "title", "text", "published_at"]
    both = pd.concat([known[columns].assign(new=False), fresh[columns].assign(new=True)], ignore_index=True)
    both = both.assign(key=both["url"].map(address_key, na_action="ignore")).dropna(subset="key")
    both = both[both["key"].duplicated(keep=False)]
    by_address: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for row in both.to_dict("records"):
        by_address[str(row["key"])].append({str(name): value for name, value in row.items()})
    pairs = [
        _ordered(one, other)
        for versions in by_address.values()
        if len(versions) <= _MOST_AT_ONE_ADDRESS
        for one, other in combinations(versions, 2)
        if (one["new"] or other["new"]) and _is_changed(one, other)
    ]
    return REPLACED.check(pd.DataFrame(pairs, columns=REPLACED.names))


def _ordered(one: dict[str, object], other: dict[str, object]) -> tuple[object, object]:
    """Return two versions, the earlier first; ``other`` was added later."""
    dates = (one["published_at"], other["published_at"])
    swapped = not any(pd.isna(day) for day in dates) and dates[0] > dates[1]  # type: ignore[operator, call-overload]  # times, both of them
    return (other["article_id"], one["article_id"]) if swapped else (one["article_id"], other["article_id"])


def _is_changed(one: dict[str, object], other: dict[str, object]) -> bool:
    texts = [_words(row["text"]) for row in (one, other)]
    if texts[0] == texts[1]:
        return False  # a copy, and counted as one
    titles = [_words(row["title"]) for row in (one, other)]
    if titles[0] and titles[0] == titles[1]:
        return True
    runs = [_runs(words) for words in texts]
    shorter = min(len(run) for run in runs)
    return shorter > 0 and len(runs[0] & runs[1]) >= _SAME_ARTICLE * shorter


def _words(value: object) -> list[str]:
    return _WORD.findall(value.lower()) if isinstance(value, str) else []


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + _SHINGLE_WORDS]) for start in range(len(words) - _SHINGLE_WORDS + 1)}
