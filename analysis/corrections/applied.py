"""The corrections applied to a corpus: the views ``mentions`` and ``quotes`` over what the scorers wrote. Nothing is scored or written again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corrections import added
from analysis.corrections.in_order import Place, Result, result
from analysis.corrections.record import OWN, Correction, alias_of, alias_sql
from analysis.registers.actors import bundled_register
from analysis.tables import MENTIONS, QUOTES

_MOVED: Final = ("actor_id", "name", "type")
_ADDED_FORM: Final = "name"  # the name is the analyst's, so it is no guess of the finder


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a mention's actor is after all corrections.

    Attributes:
        actor_id, name, type: The actor.
        hidden: Whether it is left out of all counts.
        by: Numbers of the corrections that made it so.
    """

    actor_id: str
    name: str
    type: str
    hidden: bool
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What becomes of the mentions that corrections touch; all others stay as the scorers wrote them.

    Attributes:
        actors: Scored actor -> outcome of its mentions.
        names: (scored actor, alias) -> outcome of its mentions under a name that was split off.
        added: Added alias -> outcome of its mentions.
    """

    actors: Mapping[str, Outcome]
    names: Mapping[tuple[str, str], Outcome]
    added: Mapping[str, Outcome]


def views(connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], *, cache: Path | None = None, key: str = "") -> None:
    """Make the views ``mentions`` and ``quotes`` of a connection: the scored ones with the corrections applied.

    Beside them stand ``hidden_mentions`` (those of hidden actors) and ``replaced_mentions`` (those that a longer or equal added name stands in
    place of), with the same columns: ``mentions`` and these two together are ``scored_mentions`` and the added ones, each exactly once.

    Args:
        connection: Has the views scored_mentions, scored_quotes, articles and sentences.
        corrections: In the order in which they were made.
        cache: Folder for mentions of added names, which take a pass over the texts; may be deleted at any time.
        key: What the imports are known by; with the added names the key of that cache.
    """

    def query(sql: str, parameters: Sequence[object]) -> pd.DataFrame:
        return connection.cursor().execute(sql, parameters).df()

    done = outcomes(query, corrections)
    _make_table(connection, "moved_actors", _rows(done.actors), ["scored_id"])
    if done.names:
        _make_table(connection, "moved_names", _surfaces(query, done.names), ["scored_id", "surface"])
    if done.added:
        found = added.cached(query, list(done.added), cache, key)
        _make_table(connection, "added_names", _rows(done.added), ["alias"])
        _register(connection, "added_places", found)
        connection.execute(
            """CREATE OR REPLACE TABLE added_mentions AS SELECT added_places.*, sentences.compound AS sentiment
               FROM added_places JOIN sentences USING (article_id, sentence_no)"""
        )
        _register(connection, "replaced_places", added.replaced(query, found))
    _mention_views(connection, done)
    _quote_view(connection, done)


def outcomes(query: added.Query, corrections: Sequence[Correction]) -> Outcomes:
    """Return what becomes of the mentions that corrections touch.

    Args:
        query: Runs SQL with parameters over the view scored_mentions.
        corrections: In order.
    """
    meant = result(corrections)
    split_off = {(cell.scored_id, cell.alias): place for cell, place in meant.cells.items() if cell.scored_id and cell.alias}
    whole = {cell.scored_id: place for cell, place in meant.cells.items() if cell.scored_id and not cell.alias}
    named = {place.actor_id for place in meant.cells.values()} | set(meant.names) | set(meant.types) | set(meant.hidden)
    # The one that others were merged into is listed too: all its mentions then carry one name and one type.
    whole |= {actor_id: Place(actor_id, ()) for actor_id in sorted(named) if not actor_id.startswith(OWN) and actor_id not in whole}
    facts = facts_of(query, {*whole, *meant.origins.values()})

    def outcome(place: Place) -> Outcome:
        return _outcome(place, meant, facts)

    return Outcomes(
        actors={scored_id: outcome(place) for scored_id, place in whole.items()},
        names={part: outcome(place) for part, place in split_off.items()},
        added={cell.alias: outcome(place) for cell, place in meant.cells.items() if cell.alias and not cell.scored_id},
    )


def _outcome(place: Place, meant: Result, facts: Mapping[str, tuple[str, str]]) -> Outcome:
    actor_id = place.actor_id
    name, type_, hidden = meant.names.get(actor_id), meant.types.get(actor_id), meant.hidden.get(actor_id)
    scored_name, _ = facts.get(actor_id, (actor_id, ""))
    _, scored_type = facts.get(meant.origins.get(actor_id, actor_id), ("", "organisation"))
    said = [each.by for each in (name, type_) if each is not None] + ([] if hidden is None else [hidden])
    return Outcome(
        actor_id=actor_id,
        name=name.value if name else scored_name,
        type=type_.value if type_ else scored_type,
        hidden=hidden is not None,
        by=tuple(sorted({*place.by, *said})),
    )


def facts_of(query: added.Query, actor_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and type of actors: as scored; of those that the corpus does not name, as the register has them, or read off the id."""
    if not actor_ids:
        return {}
    scored = query(
        """SELECT actor_id, min(name) AS name, min(type) AS type FROM scored_mentions
           JOIN (SELECT unnest(?) AS actor_id) USING (actor_id) GROUP BY actor_id""",
        [sorted(actor_ids)],
    )
    facts = {id_: (name, type_) for id_, name, type_ in zip(scored["actor_id"], scored["name"], scored["type"], strict=True)}
    missing = [actor_id for actor_id in actor_ids if actor_id not in facts]
    known = {actor.actor_id: (actor.name, str(actor.type)) for actor in bundled_register().actors} if missing else {}
    spoken = {actor_id: (actor_id.partition(":")[2].replace("-", " ").title() or actor_id, "organisation") for actor_id in missing}
    return {**spoken, **{actor_id: known[actor_id] for actor_id in missing if actor_id in known}, **facts}


def _rows(done: Mapping[str, Outcome]) -> list[tuple[object, ...]]:
    return [(key, each.actor_id, each.name, each.type, each.hidden) for key, each in done.items()]


def _surfaces(query: added.Query, names: Mapping[tuple[str, str], Outcome]) -> list[tuple[object, ...]]:
    """Return a row for every spelling in the corpus of a name that was split off, so that the views compare whole texts only."""
    seen = query(
        """SELECT DISTINCT actor_id, surface FROM scored_mentions JOIN (SELECT unnest(?) AS actor_id) USING (actor_id)
           UNION SELECT DISTINCT speaker_id, speaker FROM scored_quotes JOIN (SELECT unnest(?) AS speaker_id) USING (speaker_id)""",
        [sorted({scored_id for scored_id, _ in names})] * 2,
    )
    pairs = [(str(actor_id), str(surface)) for actor_id, surface in zip(seen["actor_id"], seen["surface"], strict=True)]
    found = [(actor_id, surface, names.get((actor_id, alias_of(surface)))) for actor_id, surface in pairs]
    return [(actor_id, surface, to.actor_id, to.name, to.type, to.hidden) for actor_id, surface, to in found if to]


def _make_table(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[object, ...]], keys: Sequence[str]) -> None:
    frame = pd.DataFrame(rows, columns=[*keys, *_MOVED, "hidden"])
    _register(connection, name, frame.astype(dict.fromkeys([*keys, *_MOVED], "str") | {"hidden": "bool"}))


def _register(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("incoming", pa.Table.from_pandas(frame, preserve_index=False))
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _mention_views(connection: duckdb.DuckDBPyConnection, done: Outcomes) -> None:
    if not done.actors and not done.names and not done.added:
        connection.execute("CREATE OR REPLACE VIEW mentions AS FROM scored_mentions")
        connection.execute("CREATE OR REPLACE VIEW hidden_mentions AS FROM scored_mentions WHERE false")
        connection.execute("CREATE OR REPLACE VIEW replaced_mentions AS FROM scored_mentions WHERE false")
        return
    joins = "LEFT JOIN moved_actors ON moved_actors.scored_id = scored.actor_id"
    moved = ["moved_actors"]
    if done.names:
        joins += " LEFT JOIN moved_names ON moved_names.scored_id = scored.actor_id AND moved_names.surface = scored.surface"
        moved = ["moved_names", "moved_actors"]
    replaced = "SELECT 1 FROM replaced_places AS place WHERE place.article_id = scored.article_id AND place.start = scored.start"
    columns = ", ".join(_column(column, moved) for column in MENTIONS.names)
    hidden = f"coalesce({', '.join(f'{table}.hidden' for table in moved)}, false)"
    source = f"SELECT {columns}, {hidden} AS hidden FROM scored_mentions AS scored {joins}"
    if done.added:
        own = {"form": f"'{_ADDED_FORM}'", "role": "NULL", **{name: f"added_names.{name}" for name in _MOVED}}
        ours = ", ".join(own.get(column, f'added_mentions."{column}"') + f' AS "{column}"' for column in MENTIONS.names)
        source = f"{source} WHERE NOT EXISTS ({replaced}) UNION ALL SELECT {ours}, added_names.hidden FROM added_mentions JOIN added_names USING (alias)"
    connection.execute(f"CREATE OR REPLACE VIEW mentions AS SELECT * EXCLUDE (hidden) FROM ({source}) WHERE NOT hidden")
    connection.execute(f"CREATE OR REPLACE VIEW hidden_mentions AS SELECT * EXCLUDE (hidden) FROM ({source}) WHERE hidden")
    which = f"EXISTS ({replaced})" if done.added else "false"
    connection.execute(f"CREATE OR REPLACE VIEW replaced_mentions AS SELECT {columns} FROM scored_mentions AS scored {joins} WHERE {which}")


def _quote_view(connection: duckdb.DuckDBPyConnection, done: Outcomes) -> None:
    if not done.actors and not done.names and not done.added:
        connection.execute("CREATE OR REPLACE VIEW quotes AS FROM scored_quotes")
        return
    joins = "LEFT JOIN moved_actors ON moved_actors.scored_id = scored.speaker_id"
    moved = ["moved_actors"]
    if done.names:
        joins += " LEFT JOIN moved_names ON moved_names.scored_id = scored.speaker_id AND moved_names.surface = scored.speaker"
        moved = ["moved_names", *moved]
    if done.added:
        joins += f" LEFT JOIN added_names ON added_names.alias = {alias_sql('scored.speaker')}"
        moved = ["added_names", *moved]
    hidden = f"coalesce({', '.join(f'{table}.hidden' for table in moved)}, false)"
    speaker = f"coalesce({', '.join(f'{table}.actor_id' for table in moved)}, scored.speaker_id)"
    columns = ", ".join(
        f"CASE WHEN NOT {hidden} THEN {speaker} END AS speaker_id" if column == "speaker_id" else f'scored."{column}"'
        for column in QUOTES.names
    )
    connection.execute(f"CREATE OR REPLACE VIEW quotes AS SELECT {columns} FROM scored_quotes AS scored {joins}")


def _column(column: str, moved: Sequence[str]) -> str:
    if column not in _MOVED:
        return f'scored."{column}"'
    return f"coalesce({', '.join(f'{table}.{column}' for table in moved)}, scored.{column}) AS {column}"
