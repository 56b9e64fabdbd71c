"""Dateline's analysis: reads news articles, scores them for sentiment, topics and actors, and keeps them in a corpus.

The public names are loaded when first used, so that ``import analysis`` and ``dateline --help`` stay quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.article import Article, RejectedRow
    from analysis.corpus import Corpus
    from analysis.imports import LoadReport
    from analysis.pipeline import score_articles
    from analysis.readers import ReadResult, read_articles
    from analysis.slice import ALL, Slice
    from analysis.tables import Tables

_HOMES = {
    "ALL": "analysis.slice",
    "Article": "analysis.article",
    "Corpus": "analysis.corpus",
    "LoadReport": "analysis.imports",
    "ReadResult": "analysis.readers",
    "RejectedRow": "analysis.article",
    "Slice": "analysis.slice",
    "Tables": "analysis.tables",
    "read_articles": "analysis.readers",
    "score_articles": "analysis.pipeline",
}

__all__ = [
    "ALL",
    "Article",
    "Corpus",
    "LoadReport",
    "ReadResult",
    "RejectedRow",
    "Slice",
    "Tables",
    "read_articles",
    "score_articles",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
