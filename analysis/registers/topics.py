"""The topic register: what each topic is called, where it stands and the terms that speak for it.

Reads and checks ``topics.toml``, the plain file that an analyst edits. It knows nothing of texts or scores.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import RegisterError

BUNDLED = Path(__file__).with_name("topics.toml")

_ID = re.compile(r"[a-z]+:[0-9a-z]+(?:-[0-9a-z]+)*")
_TERM = re.compile(r"\w(?:.*[\w.])?\*?")
# A shorter beginning matches too many unrelated words: "car*" finds care, carpet and cartel.
_SHORTEST_BEGINNING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase that speaks for a topic.

    Attributes:
        text: The words, as they stand in the register. A word in lower case matches in any case, a single word with a
            capital only as it is written; phrases match in any case. A closing ``*`` stands for any ending.
        weight: How strongly it speaks for the topic; above 0.
        needs: It counts only where the article has at least one of these; empty for no such condition.
        without: It does not count where the article has one of these.
    """

    text: str
    weight: float
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic and its terms.

    Attributes:
        topic_id: The id of IPTC Media Topics (``medtop:...``) where one exists, else one of our own (``dateline:...``).
        name: What it is called.
        broader: The id of the topic that it is part of; None for a top level.
        terms: What speaks for it; the terms of narrower topics speak for it too.
    """

    topic_id: str
    name: str
    broader: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicRegister:
    """Topics in the order of the file, and the phrases that speak for none.

    Compared by identity, so that what is built from a register can be kept beside it.
    """

    topics: tuple[Topic, ...]
    ignored: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def load(path: Path = BUNDLED) -> TopicRegister:
    """Read and check a topic register; each file is read once.

    Args:
        path: A TOML file in the form that the bundled register explains at its top.

    Returns:
        The topics in the order of the file; the same object for the same path.

    Raises:
        RegisterError: The file cannot be read, or an entry is not well formed; the message names the file and the entry.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(f"{path.name} cannot be read: {error}") from error
    return parse(content, file=path.name)


def parse(content: Mapping[str, Any], *, file: str) -> TopicRegister:
    """Check a register that was read from TOML and turn it into records.

    Args:
        content: The file as nested dictionaries.
        file: The file's name, for messages.

    Returns:
        The register.

    Raises:
        RegisterError: An entry is not well formed; the message names the file and the entry.
    """
    _only_known(content, {"levels", "ignore", "topics"}, where=file)
    levels = content.get("levels")
    if not isinstance(levels, dict) or not levels:
        raise RegisterError(f"{file}: a section [levels] must give each level's weight, such as strong = 4.")
    for level, weight in levels.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not weight > 0:
            raise RegisterError(f"{file}, levels: the weight of {level} must be a number above 0, not {weight!r}.")
    entries = content.get("topics", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RegisterError(f"{file}: topics are written as [[topics]] sections.")
    topics = tuple(_topic(entry, levels, where=f"{file}, topic {number}") for number, entry in enumerate(entries, start=1))
    _check_tree(topics, file)
    return TopicRegister(topics=topics, ignored=_terms(content.get("ignore", ""), where=f"{file}, ignore"))


def _topic(entry: Mapping[str, Any], levels: Mapping[str, float], *, where: str) -> Topic:
    topic_id = _text(entry, "id", where=where)
    where = f"{where} ({topic_id})"
    if not _ID.fullmatch(topic_id):
        raise RegisterError(f"{where}: an id looks like medtop:15000000 or dateline:ceasefire.")
    _only_known(entry, {"id", "name", "broader", "context", *levels}, where=where)
    contexts = entry.get("context", [])
    if not isinstance(contexts, list) or not all(isinstance(context, dict) for context in contexts):
        raise RegisterError(f"{where}: contexts are written as [[topics.context]] sections.")
    terms = [
        *(
            Term(text=text, weight=float(levels[level]))
            for level in levels
            for text in _terms(entry.get(level, ""), where=f"{where}, {level}")
        ),
        *(
            term
            for number, context in enumerate(contexts, start=1)
            for term in _in_context(context, levels, where=f"{where}, context {number}")
        ),
    ]
    repeated = _repeated(term.text for term in terms)
    if repeated:
        raise RegisterError(f"{where}: listed twice: {', '.join(repeated)}.")
    return Topic(
        topic_id=topic_id,
        name=_text(entry, "name", where=where),
        broader=_text(entry, "broader", where=where) if "broader" in entry else None,
        terms=tuple(terms),
    )


def _in_context(context: Mapping[str, Any], levels: Mapping[str, float], *, where: str) -> Iterator[Term]:
    """Yield the terms of one ``[[topics.context]]`` section."""
    _only_known(context, {"terms", "level", "needs", "without"}, where=where)
    level = _text(context, "level", where=where)
    if level not in levels:
        raise RegisterError(f"{where}: level must be one of {', '.join(levels)}, not {level}.")
    needs = _terms(context.get("needs", ""), where=f"{where}, needs")
    without = _terms(context.get("without", ""), where=f"{where}, without")
    if not needs and not without:
        raise RegisterError(f"{where}: say what the terms need, or what they must stand without.")
    for text in _terms(context.get("terms", ""), where=f"{where}, terms"):
        yield Term(text=text, weight=float(levels[level]), needs=needs, without=without)


def _terms(value: object, *, where: str) -> tuple[str, ...]:
    """Cut a comma-separated list into terms."""
    if not isinstance(value, str):
        raise RegisterError(f"{where}: terms are one text, separated by commas.")
    terms = tuple(" ".join(part.split()) for part in value.split(",") if part.strip())
    for term in terms:
        if not _TERM.fullmatch(term):
            raise RegisterError(f"{where}: {term!r} must begin and end with a letter or digit (or end with a dot or *).")
        if term.endswith("*") and len(term.split()[-1]) <= _SHORTEST_BEGINNING:
            raise RegisterError(f"{where}: {term!r} needs at least {_SHORTEST_BEGINNING} letters before the *.")
    return terms


def _check_tree(topics: tuple[Topic, ...], file: str) -> None:
    repeated = _repeated(topic.topic_id for topic in topics)
    if repeated:
        raise RegisterError(f"{file}: more than one topic has the id {', '.join(repeated)}.")
    above = {topic.topic_id: topic.broader for topic in topics}
    for topic in topics:
        seen = {topic.topic_id}
        broader = topic.broader
        while broader is not None:
            if broader not in above:
                raise RegisterError(f"{file}, {topic.topic_id} ({topic.name}): its broader topic {broader} is not in the register.")
            if broader in seen:
                raise RegisterError(f"{file}, {topic.topic_id} ({topic.name}): its broader topics lead back to itself.")
            seen.add(broader)
            broader = above[broader]


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def _text(entry: Mapping[str, Any], key: str, *, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RegisterError(f"{where}: {key} is missing.")
    return value.strip()


def _only_known(entry: Mapping[str, Any], known: set[str], *, where: str) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise RegisterError(f"{where}: {', '.join(unknown)} is not known here; known are {', '.join(sorted(known))}.")
