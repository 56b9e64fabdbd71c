"""Slice: the filters as one frozen record, and the SQL condition they mean. It knows the columns of a corpus, not where they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

from analysis.errors import InputError

Copies = Literal["all", "one-per-group", "one-per-group-and-outlet"]
Form = Literal["adjective", "metonym"]

UNCLASSIFIED = "unclassified"  # stands among topic ids for the articles in English that have no topic
NO_TOPIC = "no topic found"  # what that is called
_COPIES_IN_WORDS = {
    "one-per-group": "copies counted once",
    "one-per-group-and-outlet": "copies counted once an outlet",
}
_WITHOUT_IN_WORDS = {"adjective": "adjectives such as “Israeli” not counted", "metonym": "metonyms such as “the Kremlin” not counted"}
# The filters as an address names them: the words of a search are words there, and query on the command line.
_ADDRESSED = ("from", "to", "undated", "outlet", "topic", "actor", "language", "words", "copies", "without")
_MANY = ("outlet", "topic", "actor", "language", "without")
# Of each group the earliest that passes the other filters.
_ONE_OF = {"one-per-group": "copy_group", "one-per-group-and-outlet": "copy_group, outlet"}

# The mentions counted up by article and actor: a row for each pair, sums in millionths as whole numbers (sums of decimals depend on their order).
# toward: sum over mentions, of which `judged` have one; felt: sum of the sentiment of the scored sentences that name the actor, each once.
ACTOR_ARTICLES = """
    WITH once AS (
        SELECT article_id, actor_id, sentence_no, sentiment, min(name) AS name, min(type) AS type, count(*) AS mentions,
               sum(CAST(round(toward_score * 1e6) AS BIGINT)) AS toward, count(toward_score) AS judged
        FROM mentions GROUP BY article_id, actor_id, sentence_no, sentiment)
    SELECT article_id, actor_id, min(name) AS name, min(type) AS type, sum(mentions)::BIGINT AS mentions, sum(toward)::BIGINT AS toward,
           sum(judged)::BIGINT AS judged, count(sentiment) AS sentences, sum(CAST(round(sentiment * 1e6) AS BIGINT))::BIGINT AS felt
    FROM once GROUP BY article_id, actor_id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which articles are looked at. Everything left out means no limit.

    Attributes:
        start: First day of publication that counts, in UTC.
        end: First day that no longer counts (half-open: start <= day < end). With a start or an end, undated articles fall out.
        undated: Only articles without a date.
        outlets: Outlets, any of them.
        topics: Topic ids, any of them; ``UNCLASSIFIED`` for the articles in English without a topic.
        actors: Actor ids, any of them mentioned.
        languages: ISO 639-1 codes, any of them.
        query: What must stand in the title or the text, in the query language of ``analysis.search``.
        copies: "all"; or only the earliest of each group of near copies ("one-per-group"), or of each group and outlet
            ("one-per-group-and-outlet"), among the articles that pass the other filters.
        without: Forms of a name that do not count as a mention of an actor.
    """

    start: date | None = None
    end: date | None = None
    undated: bool = False
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    query: str | None = None
    copies: Copies = "all"
    without: tuple[Form, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.start and self.end and self.end <= self.start:
            raise InputError(
                f"The period ends before it starts: from {_day(self.start)} to {_day(self.end - timedelta(days=1))}. Swap the two dates or clear one."
            )


ALL = Slice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A SQL query that yields every article of a slice, with its bound parameters."""

    sql: str
    parameters: tuple[object, ...]


def condition(slice_: Slice, columns: Sequence[str] = ("article_id",), *, found_in: str | None = None) -> Condition:
    """Return the query over the view ``articles`` that a slice means.

    Args:
        slice_: The filters.
        columns: What of each article it yields.
        found_in: Table that holds the article_id of every article that the query of the slice matches; needed when it has one.
    """
    wheres: list[str] = []
    parameters: list[object] = []

    def where(sql: str, *values: object) -> None:
        wheres.append(sql)
        parameters.extend(values)

    if slice_.start:
        where("published_at >= ?", datetime.combine(slice_.start, time.min))
    if slice_.end:
        where("published_at < ?", datetime.combine(slice_.end, time.min))
    if slice_.undated:
        where("published_at IS NULL")
    if slice_.outlets:
        where("list_contains(?, outlet)", list(slice_.outlets))
    if slice_.languages:
        where("list_contains(?, language)", list(slice_.languages))
    if slice_.topics:
        about = "article_id IN (SELECT article_id FROM topics WHERE list_contains(?, topic_id))"
        none = " OR (language = 'en' AND article_id NOT IN (SELECT article_id FROM topics))" if UNCLASSIFIED in slice_.topics else ""
        where(f"({about}{none})", list(slice_.topics))
    if slice_.actors:
        where("article_id IN (SELECT article_id FROM mentions WHERE list_contains(?, actor_id))", list(slice_.actors))
    if slice_.query:
        where(f"article_id IN (SELECT article_id FROM {found_in})")
    sql = f"SELECT {', '.join(columns)} FROM articles" + (f" WHERE {' AND '.join(wheres)}" if wheres else "")
    if slice_.copies != "all":
        sql += f" QUALIFY row_number() OVER (PARTITION BY {_ONE_OF[slice_.copies]} ORDER BY published_at NULLS LAST, article_id) = 1"
    return Condition(sql=sql, parameters=tuple(parameters))


def counted_mentions(slice_: Slice) -> str:
    """Return SQL that puts the mentions that count in the place of the tables, to stand first after WITH; empty when all count."""
    forms = ", ".join(f"'{form}'" for form in get_args(Form) if form in slice_.without)
    if not forms:
        return ""
    return f"mentions AS (SELECT * FROM main.mentions WHERE form NOT IN ({forms})), actor_articles AS ({ACTOR_ARTICLES}),"


def in_words(slice_: Slice, names: Mapping[str, str] | None = None) -> str:
    """Return a slice in words, for a chart's subtitle and a recipe.

    Args:
        slice_: The slice.
        names: Topic and actor ids -> names; an id without one stands for itself.
    """
    named = {UNCLASSIFIED: NO_TOPIC, **(names or {})}
    parts = [_dates_in_words(slice_), "undated" if slice_.undated else ""]
    parts += [", ".join(slice_.outlets)] if slice_.outlets else []
    parts += ["about " + " or ".join(named.get(topic, topic) for topic in slice_.topics)] if slice_.topics else []
    parts += ["mentioning " + " or ".join(named.get(actor, actor) for actor in slice_.actors)] if slice_.actors else []
    parts += ["in " + " or ".join(slice_.languages)] if slice_.languages else []
    parts += [f"matching {slice_.query}"] if slice_.query else []
    parts += [_COPIES_IN_WORDS.get(slice_.copies, "")]
    parts += [_WITHOUT_IN_WORDS[form] for form in get_args(Form) if form in slice_.without]
    return "; ".join(part for part in parts if part) or "all articles"


def as_dict(slice_: Slice) -> dict[str, object]:
    """Return the filters that are on, as the command line names them; ``to`` is the last day that counts."""
    filters: dict[str, object] = {
        "from": slice_.start.isoformat() if slice_.start else None,
        "to": (slice_.end - timedelta(days=1)).isoformat() if slice_.end else None,
        "undated": slice_.undated,
        "outlet": list(slice_.outlets),
        "topic": list(slice_.topics),
        "actor": list(slice_.actors),
        "language": list(slice_.languages),
        "query": slice_.query,
        "copies": slice_.copies,
        "without": list(slice_.without),
    }
    return {name: value for name, value in filters.items() if value}


def to_address(slice_: Slice) -> str:
    """Return a slice as the query of an address, with ids: outlet=Calder+Mail&from=2024-03-01; nothing for all articles."""
    flat = [(name, value) for name, values in as_dict(slice_).items() for value in (values if isinstance(values, list) else [values])]
    on = [(name, value) for name, value in flat if (name, value) != ("copies", "all")]
    return urlencode([("words" if name == "query" else name, "true" if value is True else value) for name, value in on])


def from_address(text: str) -> Slice:
    """Return the slice that ``to_address`` wrote.

    Raises:
        InputError: A filter is not known, or its value cannot be read.
    """
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    unknown = [name for name, values in found.items() if name not in _ADDRESSED or "" in values]
    if unknown:
        raise InputError(f"There is no filter {unknown[0]!r}. Write filters as in an address: outlet=NAME&from=2024-03-01.")
    twice = [name for name, values in found.items() if len(values) > 1 and name not in _MANY]
    if twice:
        raise InputError(f"The filter {twice[0]} stands there twice. Leave one.")
    first = {name: values[0] for name, values in found.items()}
    last = _read_day(first.get("to"))
    return Slice(
        start=_read_day(first.get("from")),
        end=last + timedelta(days=1) if last else None,
        undated=first.get("undated") == "true",
        outlets=tuple(found.get("outlet", ())),
        topics=tuple(found.get("topic", ())),
        actors=tuple(found.get("actor", ())),
        languages=tuple(found.get("language", ())),
        query=first.get("words") or None,
        copies=_one_of(first.get("copies", "all"), get_args(Copies)),
        without=tuple(_one_of(form, get_args(Form)) for form in found.get("without", ())),
    )


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{text} is not a day. Write it as year, month and day: 2024-03-25.") from error


def _one_of(value: str, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise InputError(f"{value!r} is none of {', '.join(choices)}.")
    return value


def _dates_in_words(slice_: Slice) -> str:
    start = _day(slice_.start) if slice_.start else ""
    end = _day(slice_.end - timedelta(days=1)) if slice_.end else ""
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"to {end}" if end else ""


def _day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"
