"""The analyst's own topics: each a name and a query, kept with the corpus. It knows the file they stand in and their view, not what imports hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analysis import edits, search
from analysis.errors import CorpusError, InputError
from analysis.registers import topics as register
from analysis.slice import NO_TOPIC

PREFIX = "own:"  # begins the id of every own topic, and of no other
NAME_CHARACTERS = 80  # a longer name fits no chart
QUERY_CHARACTERS = 2_000  # four times a search: a topic is thought over, a search is typed
KEPT_EARLIER = 50  # changed or removed versions that can be brought back; the oldest fall away
WEIGHT = 1.0  # an article matches a query or it does not; nothing lies between
_FIELDS = {"topic_id", "name", "query"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """A topic that the analyst made.

    Attributes:
        topic_id: Made from the first name it had, such as ``own:ceasefire-talks``; stays when it is renamed.
        name: What it is called.
        query: What an article must match, in the query language of ``analysis.search``.
    """

    topic_id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopics:
    """The own topics of a corpus.

    Attributes:
        topics: Those in force, in the order they were made.
        earlier: Versions that were changed or removed, the latest first; each can be brought back.
    """

    topics: tuple[OwnTopic, ...] = ()
    earlier: tuple[OwnTopic, ...] = ()

    @property
    def removed(self) -> tuple[OwnTopic, ...]:
        """The latest version of each topic that is no longer in force, the latest removed first."""
        there = {topic.topic_id for topic in self.topics}
        latest = {topic.topic_id: topic for topic in reversed(self.earlier) if topic.topic_id not in there}
        return tuple(topic for topic in self.earlier if latest.get(topic.topic_id) is topic)

    def before(self, topic_id: str) -> OwnTopic | None:
        """Return the latest earlier version of a topic; None when there is none."""
        return next((topic for topic in self.earlier if topic.topic_id == topic_id), None)


def new(own: OwnTopics, name: str, query: str) -> OwnTopic:
    """Return a topic of a new id, or of the id that one of this name had before it was removed; nothing is kept yet.

    Raises:
        InputError: The name or the query cannot be used.
    """
    shown = " ".join(name.split())
    stem = PREFIX + ("-".join(re.findall(r"[^\W_]+", shown.lower())) or "topic")
    taken = {topic.topic_id for topic in own.topics} | {
        topic.topic_id for topic in own.removed if topic.name.casefold() != shown.casefold()
    }
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    topic = OwnTopic(topic_id=next(topic_id for topic_id in numbered if topic_id not in taken), name=shown, query=query.strip())
    _check(topic, own.topics)
    return topic


def saved(own: OwnTopics, topic: OwnTopic) -> OwnTopics:
    """Return the topics with one added, or in the place of the one that has its id.

    Raises:
        InputError: Its name is empty, too long or taken, or its query cannot be read.
    """
    others = [other for other in own.topics if other.topic_id != topic.topic_id]
    _check(topic, others)
    before = [other for other in own.topics if other.topic_id == topic.topic_id]
    if before == [topic]:
        return own
    topics = [topic if other.topic_id == topic.topic_id else other for other in own.topics] + ([] if before else [topic])
    return OwnTopics(topics=tuple(topics), earlier=_kept(before, own.earlier))


def removed(own: OwnTopics, topic_id: str) -> OwnTopics:
    """Return the topics without one; ``restored`` brings it back.

    Raises:
        InputError: There is no such topic.
    """
    gone = _one(own.topics, topic_id)
    return OwnTopics(topics=tuple(topic for topic in own.topics if topic is not gone), earlier=_kept([gone], own.earlier))


def restored(own: OwnTopics, topic_id: str) -> OwnTopics:
    """Return the topics with the latest earlier version of one in force; a version that stands in its place becomes the earlier one.

    Raises:
        InputError: There is no earlier version, or its name is taken by now.
    """
    back = _one(own.earlier, topic_id)
    return saved(OwnTopics(topics=own.topics, earlier=tuple(topic for topic in own.earlier if topic is not back)), back)


def merged(own: OwnTopics, topics: Sequence[OwnTopic]) -> OwnTopics:
    """Return the topics with others brought in: one of a known name (in any case) changes its query, all others are added.

    Raises:
        InputError: One of them cannot be used; then none is brought in.
    """
    for topic in topics:
        same = next((known for known in own.topics if known.name.casefold() == topic.name.casefold()), None)
        brought = (
            new(own, topic.name, topic.query) if same is None else OwnTopic(topic_id=same.topic_id, name=topic.name, query=topic.query)
        )
        own = saved(own, brought)
    return own


def problem(query: str) -> str | None:
    """Return what is wrong with a query, in words; None when it can be read."""
    try:
        search.parse(query, max_characters=QUERY_CHARACTERS)
    except InputError as error:
        return str(error)
    return None


def read(folder: Path) -> OwnTopics:
    """Return the own topics of a corpus' folder.

    Raises:
        CorpusError: The file is damaged.
    """
    stored = edits.read(folder, "topics")
    if stored is None:
        return OwnTopics()
    if not isinstance(stored, dict):
        raise _damaged(folder)
    return OwnTopics(**{name: _topics(stored.get(name, []), folder) for name in ("topics", "earlier")})


def write(folder: Path, own: OwnTopics) -> None:
    """Keep the own topics of a corpus.

    Raises:
        CorpusError: They cannot be written; what was there stays.
    """
    edits.write(folder, "topics", {name: [_as_dict(topic) for topic in getattr(own, name)] for name in ("topics", "earlier")})


def to_file(topics: Sequence[OwnTopic]) -> bytes:
    """Return topics as a file that ``from_file`` reads, here or in another corpus."""
    content = {"own_topics": [{"name": topic.name, "query": topic.query} for topic in topics]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def from_file(content: bytes, *, name: str) -> list[OwnTopic]:
    """Return the topics of a file, with ids as if they were the first of a corpus.

    Args:
        content: What ``to_file`` wrote.
        name: The file's name, for messages.

    Raises:
        InputError: It is not such a file, or a topic in it cannot be used.
    """
    try:
        stored: Any = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not a file of topics: {error}") from error
    entries = stored.get("own_topics") if isinstance(stored, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{name} is not a file of topics. Such a file is made by: dateline topics save FILE --corpus DIR")
    own = OwnTopics()
    for number, entry in enumerate(entries, start=1):
        called, query = (entry.get("name"), entry.get("query")) if isinstance(entry, dict) else (None, None)
        if not isinstance(called, str) or not isinstance(query, str):
            raise InputError(f"{name}, topic {number}: it needs a name and a query, both in quotation marks.")
        try:
            own = saved(own, new(own, called, query))
        except InputError as error:
            raise InputError(f"{name}, topic {number}: {error}") from error
    return list(own.topics)


def views(connection: duckdb.DuckDBPyConnection, topics: Sequence[OwnTopic], matching: Callable[[str], list[str]]) -> None:
    """Make the view ``topics``: what the scorers found, and a row for each article that an own topic matches.

    Own topics match articles in any language; only those in English count, so that all shares have one total. A topic whose query
    can no longer be read matches nothing; ``problem`` says why.

    Args:
        connection: A corpus' connection, with the views ``scored_topics`` and ``articles``.
        topics: The own topics.
        matching: From a query to the ids of the articles that match.
    """
    found = [(topic, matching(topic.query)) for topic in topics if problem(topic.query) is None]
    rows = [(article_id, topic.topic_id, topic.name) for topic, article_ids in found for article_id in article_ids]
    columns = dict(zip(("article_id", "topic_id", "name"), zip(*rows, strict=True), strict=True)) if rows else {}
    schema = pa.schema([(name, pa.string()) for name in ("article_id", "topic_id", "name")])
    connection.register("own_found", pa.table({name: columns.get(name, ()) for name in schema.names}, schema=schema))
    connection.execute("CREATE OR REPLACE TABLE own_topics AS SELECT * FROM own_found")
    connection.unregister("own_found")
    connection.execute(
        f"""CREATE OR REPLACE VIEW topics AS SELECT article_id, topic_id, name, weight FROM scored_topics
            UNION ALL SELECT article_id, topic_id, name, {WEIGHT}::DOUBLE AS weight FROM own_topics
            WHERE article_id IN (SELECT article_id FROM articles WHERE language = 'en')"""
    )


def _check(topic: OwnTopic, others: Sequence[OwnTopic]) -> None:
    if not re.search(r"[^\W_]", topic.name):
        raise InputError("The topic has no name. Give it one, with a letter or a digit in it.")
    if len(topic.name) > NAME_CHARACTERS:
        raise InputError(f"The topic's name has {len(topic.name)} characters; at most {NAME_CHARACTERS} fit a chart.")
    if topic.name.casefold() in {known.name.casefold() for known in register.load().topics} | {NO_TOPIC}:
        raise InputError(f"{topic.name!r} is a topic of the register. Choose another name, so that the two can be told apart.")
    if any(other.name.casefold() == topic.name.casefold() for other in others):
        raise InputError(f"There is a topic {topic.name!r} already. Change that one, or choose another name.")
    if not topic.query.strip():
        raise InputError(f"The topic {topic.name!r} has no query. Say which words an article must have.")
    search.parse(topic.query, max_characters=QUERY_CHARACTERS)


def _kept(first: Sequence[OwnTopic], earlier: Sequence[OwnTopic]) -> tuple[OwnTopic, ...]:
    return (*first, *earlier)[:KEPT_EARLIER]


def _one(topics: Sequence[OwnTopic], topic_id: str) -> OwnTopic:
    for topic in topics:
        if topic.topic_id == topic_id:
            return topic
    raise InputError(f"There is no topic {topic_id!r} of your own here.")


def _topics(stored: object, folder: Path) -> tuple[OwnTopic, ...]:
    if not isinstance(stored, list):
        raise _damaged(folder)
    for entry in stored:
        if not isinstance(entry, dict) or set(entry) != _FIELDS or not all(isinstance(value, str) for value in entry.values()):
            raise _damaged(folder)
    return tuple(OwnTopic(**entry) for entry in stored)


def _as_dict(topic: OwnTopic) -> dict[str, str]:
    return {"topic_id": topic.topic_id, "name": topic.name, "query": topic.query}


def _damaged(folder: Path) -> CorpusError:
    return CorpusError(f"{folder / 'edits' / 'topics.json'} is damaged. Move it away to go on without your own topics.")
