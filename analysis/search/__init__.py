"""Search: the query language of docs/search.md, an index of every import that answers it, and where a query matches a text."""

from analysis.search.almost import near_misses
from analysis.search.index import SearchIndexError, build, matching
from analysis.search.matches import matches, missing, spans
from analysis.search.parsing import MAX_CHARACTERS, QueryError, parse
from analysis.search.query import Query, in_words, terms

__all__ = [
    "MAX_CHARACTERS",
    "Query",
    "QueryError",
    "SearchIndexError",
    "build",
    "in_words",
    "matches",
    "matching",
    "missing",
    "near_misses",
    "parse",
    "spans",
    "terms",
]
