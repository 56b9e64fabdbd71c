"""Slice: the filters as one frozen record, and the SQL condition they mean. It knows the columns of a corpus, not where they are stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from analysis.errors import InputError

Copies = Literal["all", "one-per-group"]

QUERY_TERMS = 50  # more words than anybody types; keeps a pasted page from becoming one condition a word
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_APOSTROPHES = re.compile(r"['‘’]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which articles are looked at. Everything left out means no limit.

    Attributes:
        start: First day of publication that counts, in UTC.
        end: First day that no longer counts (half-open: start <= day < end). With a start or an end, undated articles fall out.
        outlets: Outlets, any of them.
        topics: Topic ids, any of them.
        actors: Actor ids, any of them mentioned.
        query: Words and "phrases" that must all stand in the title or the text; a leading minus excludes. Case does not count.
        copies: "all", or "one-per-group" for only the earliest of each group of near copies among the articles that pass the other filters.
    """

    start: date | None = None
    end: date | None = None
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    query: str | None = None
    copies: Copies = "all"

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.start and self.end and self.end <= self.start:
            raise InputError(
                f"The period ends before it starts: from {_day(self.start)} to {_day(self.end - timedelta(days=1))}. Swap the two dates or clear one."
            )


ALL = Slice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A SQL query that yields the article_id of every article of a slice, with its bound parameters."""

    sql: str
    parameters: tuple[object, ...]


def condition(slice_: Slice) -> Condition:
    """Return the query over the view ``articles`` that a slice means."""
    wheres: list[str] = []
    parameters: list[object] = []

    def where(sql: str, *values: object) -> None:
        wheres.append(sql)
        parameters.extend(values)

    if slice_.start:
        where("published_at >= ?", datetime.combine(slice_.start, time.min))
    if slice_.end:
        where("published_at < ?", datetime.combine(slice_.end, time.min))
    if slice_.outlets:
        where("list_contains(?, outlet)", list(slice_.outlets))
    if slice_.topics:
        where("article_id IN (SELECT article_id FROM topics WHERE list_contains(?, topic_id))", list(slice_.topics))
    if slice_.actors:
        where("article_id IN (SELECT article_id FROM mentions WHERE list_contains(?, actor_id))", list(slice_.actors))
    for excluded, pattern in query_patterns(slice_.query or ""):
        test = "regexp_matches(coalesce(title, '') || chr(10) || coalesce(text, ''), ?)"
        where(f"NOT {test}" if excluded else test, pattern)
    sql = "SELECT article_id FROM articles" + (f" WHERE {' AND '.join(wheres)}" if wheres else "")
    if slice_.copies == "one-per-group":
        sql += " QUALIFY row_number() OVER (PARTITION BY copy_group ORDER BY published_at NULLS LAST, article_id) = 1"
    return Condition(sql=sql, parameters=tuple(parameters))


def query_patterns(query: str) -> list[tuple[bool, str]]:
    """Return the terms of a query as (excluded, RE2 pattern) pairs; whole words, case ignored.

    Raises:
        InputError: The query holds a lone quotation mark or too many words.
    """
    straight = re.sub("[“”]", '"', query)
    if straight.count('"') % 2:
        raise InputError(
            f"The quotation mark at character {straight.rindex(chr(34)) + 1} of the search is not closed. Close it or remove it."
        )
    terms = [(minus == "-", phrase or word) for minus, phrase, word in _TERM.findall(straight)]
    terms = [(excluded, term) for excluded, term in terms if re.search(r"\w", term)]
    if query.strip() and not terms:
        raise InputError(f"There is no word in the search {query.strip()!r}. Type one, or clear the field.")
    if len(terms) > QUERY_TERMS:
        raise InputError(f"The search has {len(terms)} words; at most {QUERY_TERMS} are read. Put a passage in quotation marks.")
    return [(excluded, _pattern(term)) for excluded, term in terms]


def _pattern(term: str) -> str:
    words = (_APOSTROPHES.sub("['‘’]", re.escape(word)) for word in term.split())
    return r"(?i)(?:^|[^\pL\pN_])" + r"\s+".join(words) + r"(?:$|[^\pL\pN_])"


def in_words(slice_: Slice, names: Mapping[str, str] | None = None) -> str:
    """Return a slice in words, for a chart's subtitle and a recipe.

    Args:
        slice_: The slice.
        names: Topic and actor ids -> names; an id without one stands for itself.
    """
    named = names or {}
    parts = [_dates_in_words(slice_)]
    parts += [", ".join(slice_.outlets)] if slice_.outlets else []
    parts += ["about " + " or ".join(named.get(topic, topic) for topic in slice_.topics)] if slice_.topics else []
    parts += ["mentioning " + " or ".join(named.get(actor, actor) for actor in slice_.actors)] if slice_.actors else []
    parts += [f"with the words {slice_.query}"] if slice_.query else []
    parts += ["copies counted once"] if slice_.copies == "one-per-group" else []
    return "; ".join(part for part in parts if part) or "all articles"


def as_dict(slice_: Slice) -> dict[str, object]:
    """Return the filters that are on, as the command line names them; ``to`` is the last day that counts."""
    filters: dict[str, object] = {
        "from": slice_.start.isoformat() if slice_.start else None,
        "to": (slice_.end - timedelta(days=1)).isoformat() if slice_.end else None,
        "outlet": list(slice_.outlets),
        "topic": list(slice_.topics),
        "actor": list(slice_.actors),
        "query": slice_.query,
        "copies": slice_.copies,
    }
    return {name: value for name, value in filters.items() if value}


def _dates_in_words(slice_: Slice) -> str:
    start = _day(slice_.start) if slice_.start else ""
    end = _day(slice_.end - timedelta(days=1)) if slice_.end else ""
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"to {end}" if end else ""


def _day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"
