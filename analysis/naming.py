"""Names for ids: an analyst types Israel, the corpus knows state:israel. A name that the corpus does not have is an error with the nearest ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.slice import NO_TOPIC, UNCLASSIFIED, Slice

NEAR = 3  # names that an error proposes


def with_ids(corpus: Corpus, slice_: Slice) -> Slice:
    """Return a slice whose outlets, topics and actors are those of the corpus, each given by its id or its name, in any case.

    Raises:
        InputError: The corpus does not have one of them.
    """
    outlets = corpus.query("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL") if slice_.outlets else None
    topics = corpus.query("SELECT DISTINCT topic_id, name FROM topics") if slice_.topics else None
    actors = corpus.query("SELECT actor_id, name FROM mentions GROUP BY ALL ORDER BY count(*) DESC, actor_id") if slice_.actors else None
    return replace(
        slice_,
        outlets=() if outlets is None else _found("outlet", slice_.outlets, {name: name for name in outlets["outlet"]}),
        topics=()
        if topics is None
        else _found("topic", slice_.topics, {**dict(zip(topics["topic_id"], topics["name"], strict=True)), UNCLASSIFIED: NO_TOPIC}),
        actors=() if actors is None else _found("actor", slice_.actors, dict(zip(actors["actor_id"], actors["name"], strict=True))),
    )


def _found(what: str, asked: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of what was asked for; of two with one name the first counts."""
    by_name: dict[str, str] = {}
    for id_, name in names.items():
        by_name.setdefault(name.casefold(), id_)
    ids = []
    for one in asked:
        found = one if one in names else by_name.get(one.casefold())
        if found is None:
            near = [names[by_name[match]] for match in get_close_matches(one.casefold(), by_name, n=NEAR)]
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise InputError(f"The corpus has no {what} {one!r}.{hint}")
        ids.append(found)
    return tuple(ids)
