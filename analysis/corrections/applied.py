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

_MOVED: Final = ("actor_id", "name", "type", "hidden")
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

    Beside them stand ``hidden_mentions`` (those of hidden actors) and ``replaced_mentions`` (those that an added name stands in place of),
    with the same columns: these two and ``mentions`` together are ``scored_mentions`` and the added ones, each exactly once. The table
    ``decided`` tells for every cell of ``moved_actors`` and ``separate_mentions`` which corrections decided on its mentions.

    Args:
        connection: Has the views scored_mentions, scored_quotes, articles and sentences.
        corrections: In the order in which they were made.
        cache: Folder for mentions of added names, which take a pass over the texts; may be deleted at any time.
        key: What the imports are known by; with the added names the key of that cache.
    """
    if not corrections:
        for view in ("mentions", "quotes"):
            connection.execute(f"CREATE OR REPLACE VIEW {view} AS FROM scored_{view}")
        for view in ("hidden_mentions", "replaced_mentions"):
            connection.execute(f"CREATE OR REPLACE VIEW {view} AS FROM scored_mentions WHERE false")
        return

    def query(sql: str, parameters: Sequence[object]) -> pd.DataFrame:
        return connection.cursor().execute(sql, parameters).df()

    meant = result(corrections)
    found = added.mentions(query, [cell.alias for cell in meant.cells if cell.alias and not cell.scored_id], cache=cache, key=key)
    replaced = added.replaced(query, found)
    done = outcomes(query, meant, also=replaced["actor_id"].unique().tolist())
    # Whole actors are moved by a join on the actor alone, which costs a scan next to nothing. Where one mention of an actor is not like the
    # next, all of the actor's are laid out in a table once.
    separate = {scored_id for scored_id, _ in done.names} | set(replaced["actor_id"])
    cells = [*done.actors.values(), *done.names.values(), *done.added.values()]
    first_name, first_added = len(done.actors), len(done.actors) + len(done.names)
    actors = [(scored_id, *_said(each), scored_id in separate, cell) for cell, (scored_id, each) in enumerate(done.actors.items())]
    names = [(*part, *_said(each), cell) for cell, (part, each) in enumerate(done.names.items(), first_name)]
    aliases = [(alias, *_said(each), cell) for cell, (alias, each) in enumerate(done.added.items(), first_added)]
    _make_table(connection, "moved_actors", actors, [*_MOVED, "separate", "cell"])
    _make_table(connection, "moved_names", _spelled(query, names), ["surface", *_MOVED, "cell"])
    _make_table(connection, "added_names", aliases, [*_MOVED, "cell"])
    decided = [(cell, number) for cell, each in enumerate(cells) for number in each.by]
    _register(connection, "decided", pd.DataFrame(decided, columns=["cell", "number"]).astype("int64"))
    _register(connection, "added_places", found)
    _register(connection, "replaced_places", replaced)
    _mention_views(connection)
    _quote_view(connection)


def outcomes(query: added.Query, meant: Result, *, also: Sequence[str] = ()) -> Outcomes:
    """Return what becomes of the mentions that corrections touch.

    Args:
        query: Runs SQL with parameters over the view scored_mentions.
        meant: What the corrections mean.
        also: Further scored actors that an outcome is wanted of.
    """
    split_off = {(cell.scored_id, cell.alias): place for cell, place in meant.cells.items() if cell.scored_id and cell.alias}
    whole = {cell.scored_id: place for cell, place in meant.cells.items() if cell.scored_id and not cell.alias}
    named = {place.actor_id for place in meant.cells.values()} | set(meant.names) | set(meant.types) | set(meant.hidden) | set(also)
    # The one that others were merged into is listed too: all its mentions then carry one name and one type.
    whole |= {actor_id: Place(actor_id, None) for actor_id in sorted(named) if not actor_id.startswith(OWN) and actor_id not in whole}
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


def _said(outcome: Outcome) -> tuple[str, str, str, bool]:
    return (outcome.actor_id, outcome.name, outcome.type, outcome.hidden)


def _spelled(query: added.Query, names: Sequence[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return a row for every spelling in the corpus of a name that was split off, so that only whole texts are compared later."""
    by_part = {(scored_id, alias): rest for scored_id, alias, *rest in names}
    asked = sorted({str(scored_id) for scored_id, _ in by_part})
    seen = query(
        """SELECT actor_id, surface FROM scored_mentions JOIN (SELECT unnest(?::VARCHAR[]) AS actor_id) USING (actor_id)
           UNION SELECT speaker_id, speaker FROM scored_quotes JOIN (SELECT unnest(?::VARCHAR[]) AS speaker_id) USING (speaker_id)""",
        [asked, asked],
    ).sort_values(["actor_id", "surface"])
    pairs = [(actor_id, surface, alias_of(surface)) for actor_id, surface in zip(seen["actor_id"], seen["surface"], strict=True)]
    return [(actor_id, surface, *by_part[actor_id, alias]) for actor_id, surface, alias in pairs if (actor_id, alias) in by_part]


_SQL_TYPES: Final = {"hidden": "bool", "separate": "bool", "cell": "int64"}


def _make_table(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> None:
    names = ["key", *columns]
    _register(connection, name, pd.DataFrame(rows, columns=names).astype({column: _SQL_TYPES.get(column, "str") for column in names}))


def _register(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("incoming", pa.Table.from_pandas(frame, preserve_index=False))
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _mention_views(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f'"{column}"' for column in MENTIONS.names)
    ours = dict.fromkeys(MENTIONS.names, "NULL") | {
        column: f'added_places."{column}"' for column in added.COLUMNS if column in MENTIONS.names
    }
    ours |= {"form": f"'{_ADDED_FORM}'", "sentiment": "sentences.compound"}
    ours |= {column: f"added_names.{column}" for column in ("actor_id", "name", "type")}
    connection.execute(
        f"""CREATE OR REPLACE TABLE separate_mentions AS
            SELECT {_selected(("moved_names", "moved_actors"))}, coalesce(moved_names.hidden, moved_actors.hidden) AS hidden,
                   replaced_places.article_id IS NOT NULL AS replaced, coalesce(moved_names.cell, moved_actors.cell) AS cell
            FROM scored_mentions AS scored JOIN moved_actors ON moved_actors.key = scored.actor_id AND moved_actors.separate
            LEFT JOIN moved_names ON moved_names.key = scored.actor_id AND moved_names.surface = scored.surface
            LEFT JOIN replaced_places ON replaced_places.article_id = scored.article_id AND replaced_places.start = scored.start
            UNION ALL
            SELECT {", ".join(f'{ours[column]} AS "{column}"' for column in MENTIONS.names)},
                   added_names.hidden, false AS replaced, added_names.cell
            FROM added_places JOIN added_names ON added_names.key = added_places.alias JOIN sentences USING (article_id, sentence_no)"""
    )
    moved = f"SELECT {_selected(('moved_actors',))} FROM scored_mentions AS scored"
    view, apart = "CREATE OR REPLACE VIEW", f"SELECT {columns} FROM separate_mentions WHERE"
    connection.execute(
        f"""{view} mentions AS {moved} LEFT JOIN moved_actors ON moved_actors.key = scored.actor_id
            WHERE NOT coalesce(moved_actors.hidden OR moved_actors.separate, false) UNION ALL {apart} NOT hidden AND NOT replaced"""
    )
    connection.execute(
        f"""{view} hidden_mentions AS {moved} JOIN moved_actors ON moved_actors.key = scored.actor_id
            WHERE moved_actors.hidden AND NOT moved_actors.separate UNION ALL {apart} hidden AND NOT replaced"""
    )
    connection.execute(f"{view} replaced_mentions AS {apart} replaced")


def _selected(moved: Sequence[str]) -> str:
    """Return the columns of mentions as SQL: those of the actor from the first table that has them, else as scored."""
    actor = {name: f"coalesce({', '.join(f'{table}.{name}' for table in moved)}, scored.{name})" for name in ("actor_id", "name", "type")}
    return ", ".join(actor.get(column, f'scored."{column}"') + f' AS "{column}"' for column in MENTIONS.names)


def _quote_view(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view of quotes: who speaks follows the names; the words of a hidden actor stay, without a known speaker."""
    moved = ("added_names", "moved_names", "moved_actors")
    speaker, hidden = (", ".join(f"{table}.{name}" for table in moved) for name in ("actor_id", "hidden"))
    of_speaker = f"CASE WHEN NOT coalesce({hidden}, false) THEN coalesce({speaker}, scored.speaker_id) END"
    columns = ", ".join((of_speaker if column == "speaker_id" else f'scored."{column}"') + f' AS "{column}"' for column in QUOTES.names)
    connection.execute(
        f"""CREATE OR REPLACE VIEW quotes AS SELECT {columns} FROM scored_quotes AS scored
            LEFT JOIN moved_actors ON moved_actors.key = scored.speaker_id
            LEFT JOIN moved_names ON moved_names.key = scored.speaker_id AND moved_names.surface = scored.speaker
            LEFT JOIN added_names ON added_names.key = {alias_sql("scored.speaker")}"""
    )
