"""The DuckDB connection of a corpus: a view for every table, over the Parquet files of its imports and the analyst's edits.

``scored_mentions``, ``scored_quotes`` and ``scored_topics`` hold what the scorers wrote; ``mentions``, ``quotes`` and ``topics`` are the same with
the edits applied. ``all_articles`` holds every version of an article, ``articles`` the one that counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.tables import ARTICLES, MENTIONS, QUOTES, TABLES, TOPICS, Table

_UNDER = {ARTICLES: "all_articles", MENTIONS: "scored_mentions", QUOTES: "scored_quotes", TOPICS: "scored_topics"}
_TYPES = {
    "str": "VARCHAR", "int64": "BIGINT", "Int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN", "datetime64[us, UTC]": "TIMESTAMP",
}  # fmt: skip


def connect(folders: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """Return a connection with the views of some imports; those of the edits are made by ``corrections.views`` and ``own_topics.views``."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for table in TABLES:
        files = [path for folder in folders if (path := folder / f"{table.name}.parquet").exists()]
        name = _UNDER.get(table, table.name)
        if files:
            _over_files(connection, name, table, files)
        else:
            connection.register("empty", pa.Table.from_pandas(table.empty()))
            connection.execute(f"CREATE TABLE _{name} AS SELECT {_columns(table, table.names)} FROM empty")
            connection.execute(f"CREATE VIEW {name} AS FROM _{name}")
    _count_one_version(connection)
    return connection


def _over_files(connection: duckdb.DuckDBPyConnection, name: str, table: Table, files: Sequence[Path]) -> None:
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    source = f"read_parquet([{listed}], union_by_name = true)"
    there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    connection.execute(f"CREATE VIEW {name} AS SELECT {_columns(table, there)} FROM {source}")


def _columns(table: Table, there: Sequence[str] | set[str]) -> str:
    """Return the columns of a table as SQL; those that an earlier version of the program did not write are empty."""
    # A timestamp with a zone needs an extension for its arithmetic; a plain one in UTC needs nothing.
    plain = {"datetime64[us, UTC]": 'make_timestamp(epoch_us("{0}")) AS "{0}"'}
    return ", ".join(
        plain.get(column.dtype, '"{0}"').format(column.name)
        if column.name in there
        else f'CAST(NULL AS {_TYPES[column.dtype]}) AS "{column.name}"'
        for column in table.columns
    )


def _count_one_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view ``articles``: without the versions that were replaced by one that is still there."""
    connection.execute(
        "CREATE TABLE earlier AS SELECT DISTINCT article_id FROM replaced WHERE by_article_id IN (SELECT article_id FROM all_articles)"
    )
    any_ = connection.execute("SELECT count(*) FROM earlier").fetchone()
    without = " WHERE article_id NOT IN (SELECT article_id FROM earlier)" if any_ and any_[0] else ""
    connection.execute(f"CREATE VIEW articles AS SELECT * FROM all_articles{without}")
