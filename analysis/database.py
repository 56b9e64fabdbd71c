"""A corpus open for queries: a DuckDB connection with a view for every table, over the Parquet files of its imports and the analyst's edits.

``scored_mentions``, ``scored_quotes`` and ``scored_topics`` hold what the scorers wrote; ``mentions``, ``quotes`` and ``topics`` are the same with
the edits applied. ``all_articles`` holds every version of an article, ``articles`` the one that counts; ``actor_articles`` are the mentions counted up
by article and actor; ``headline_only`` names the articles whose text is their headline; ``article_numbers`` numbers the articles from 0. What is
asked for again and again is kept in memory: packed, the tables that most measures read (without the texts); the articles of the latest slices, with
what measures count by; and the latest short answers, because measures share questions such as how many articles each week had that could have counted.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Final, TypeVar, cast

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.slice import ACTOR_ARTICLES, Slice, condition, counted_mentions
from analysis.tables import ARTICLES, MENTIONS, QUOTES, TABLES, TOPICS, Table

SEARCHES_KEPT: Final = 200  # answers of the search; one is the ids of the articles that a query matches
_SLICES_KEPT: Final = 20  # articles of a slice: 7 MB each where all of 40,000 pass
_ANSWERS_KEPT: Final = 300
_SHORT: Final = 300  # rows of an answer that is kept; a longer one is asked for anew
# 40,000 articles, 720,000 mentions and 290,000 topics take some 40 MB.
_KEPT: Final = ("articles", "mentions", "actor_articles", "topics", "headline_only", "article_numbers")
_TEXTS: Final = ("text", "removed")  # most of a corpus' size; they stay in the files
# What ``chosen_articles`` has: what measures count by and sum up.
COUNTED: Final = (
    "article_id", "outlet", "published_at", "language", "words", "sentences", "sentiment", "positive_share", "negative_share", "title_sentiment",
    "copy_group",
)  # fmt: skip
_NAMES_TEXTS: Final = re.compile(rf"\b({'|'.join(_TEXTS)})\b")

_UNDER = {ARTICLES: "all_articles", MENTIONS: "scored_mentions", QUOTES: "scored_quotes", TOPICS: "scored_topics"}
_TYPES = {
    "str": "VARCHAR", "int64": "BIGINT", "Int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN", "datetime64[us, UTC]": "TIMESTAMP",
}  # fmt: skip
Made = TypeVar("Made")  # what ``Database.once`` makes


class Database:
    """One version of a corpus, open for queries from any thread.

    Attributes:
        connection: Has all views.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, matching: Callable[[str], list[str]], *, lasting: bool) -> None:
        """Take over a connection.

        Args:
            connection: What ``connect`` made, with the edits applied.
            matching: From a query to the ids of the articles that match.
            lasting: Whether many queries will come, so that it pays to bring tables into memory.
        """
        self.connection = connection
        self._matching = matching
        self._lasting = lasting
        self._lock = threading.RLock()
        self._kept: set[str] = set()
        self._found: dict[str, str] = {}  # query -> table of the articles that it matches
        self._chosen: dict[Slice, str] = {}  # slice -> table of its articles, the latest last
        self._answers: dict[tuple[str, str, Slice], pd.DataFrame] = {}  # SQL, parameters and slice -> a short answer, the latest last
        self._made_once: dict[Hashable, object] = {}
        self._made = 0
        connection.execute(f"CREATE VIEW actor_articles AS {ACTOR_ARTICLES}")

    @property
    def full(self) -> bool:
        """Whether more searches were answered than are kept, so that a new connection is due."""
        return len(self._found) > SEARCHES_KEPT

    def query(self, sql: str, parameters: Sequence[object], slice_: Slice) -> pd.DataFrame:
        """Run a SQL query in which ``chosen`` holds the article_id of every article of the slice, ``chosen_articles`` its columns ``COUNTED``."""
        if not self._lasting:
            return self._ask(sql, parameters, slice_)
        question = (sql, repr(parameters), slice_)
        answer = self._answers.pop(question, None)
        if answer is None:
            answer = self._ask(sql, parameters, slice_)
        if len(answer) <= _SHORT:
            with self._lock:
                self._answers[question] = answer
                while len(self._answers) > _ANSWERS_KEPT:
                    del self._answers[next(iter(self._answers))]
        return answer.copy(deep=False)  # shares its values until one of them is written to

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what something makes from this version of the corpus, made once where many queries will come."""
        if not self._lasting:
            return make()
        if key not in self._made_once:
            self._made_once[key] = make()
        return cast(Made, self._made_once[key])

    def _ask(self, sql: str, parameters: Sequence[object], slice_: Slice) -> pd.DataFrame:
        chosen = self._articles_of(slice_)
        self._keep_what(sql)
        # Without its texts the table in memory has an article's columns; a query that reads many texts is quicker in the files alone.
        whole = "articles AS NOT MATERIALIZED (FROM main.whole_articles)," if _NAMES_TEXTS.search(sql) else ""
        text = f"""WITH {whole} {counted_mentions(slice_)} chosen_articles AS NOT MATERIALIZED (FROM main.{chosen}),
                   chosen AS NOT MATERIALIZED (SELECT article_id FROM main.{chosen}) {sql}"""
        return self.connection.cursor().execute(text, parameters).df()

    def _articles_of(self, slice_: Slice) -> str:
        """Return the table of the articles of a slice."""
        with self._lock:
            if slice_ not in self._chosen:
                chosen = condition(slice_, COUNTED, found_in=self._answer(slice_.query) if slice_.query else None)
                self._keep_what(chosen.sql)
                name = self._name("chosen")
                light = "articles AS NOT MATERIALIZED (FROM packed.articles)," if "articles" in self._kept else ""
                self.connection.execute(
                    f"CREATE TABLE {name} AS WITH {light} {counted_mentions(slice_)} passing AS ({chosen.sql}) FROM passing",
                    chosen.parameters,
                )
                self._chosen[slice_] = name
            self._chosen[slice_] = self._chosen.pop(slice_)
            while len(self._chosen) > _SLICES_KEPT:
                self.connection.execute(f"DROP TABLE {self._chosen.pop(next(iter(self._chosen)))}")
            return self._chosen[slice_]

    def _answer(self, query: str) -> str:
        """Return the table of the articles that a query matches."""
        if query not in self._found:
            name = self._name("found")
            self.connection.register("answer", pa.table({"article_id": pa.array(self._matching(query), pa.string())}))
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM answer")
            self.connection.unregister("answer")
            self._found[query] = name
        return self._found[query]

    def _name(self, kind: str) -> str:
        self._made += 1
        return f"{kind}_{self._made}"

    def _keep_what(self, sql: str) -> None:
        """Bring the tables that a query names into memory."""
        wanted = [name for name in _KEPT if name not in self._kept and re.search(rf"\b{name}\b", sql)] if self._lasting else []
        for name in wanted:
            with self._lock:
                if name not in self._kept:
                    self._keep(name)
                    self._kept.add(name)
                    self._pack()

    def _pack(self) -> None:
        """Compress what is in memory, to a fifth."""
        try:
            self.connection.execute("CHECKPOINT packed")
        except duckdb.TransactionException:  # another thread reads just now: the next table that is kept takes care of both
            return

    def _keep(self, name: str) -> None:
        """Put a table in memory in the place of a view, in the same order and with the same columns."""
        if name != "articles":
            self.connection.execute(f"CREATE TABLE packed.{name} AS FROM main.{name}")
            self.connection.execute(f"CREATE OR REPLACE VIEW main.{name} AS FROM packed.{name}")
            return
        light = ", ".join(f'"{column}"' for column in ARTICLES.names if column not in _TEXTS)
        self.connection.execute(f"CREATE TABLE packed.articles AS SELECT {light} FROM main.articles")
        ids = self.connection.execute("SELECT count(article_id) = count(DISTINCT article_id) FROM packed.articles").fetchone()
        if not (ids and ids[0]):  # an article that two imports hold has two texts
            return
        columns = ", ".join(f'{"texts" if column in _TEXTS else "kept"}."{column}"' for column in ARTICLES.names)
        texts = ", ".join(f'any_value("{column}") AS "{column}"' for column in _TEXTS)
        # The join costs nothing where no text is asked for: on the right an id stands once, so DuckDB leaves it out.
        self.connection.execute(
            f"""CREATE OR REPLACE VIEW main.articles AS SELECT {columns} FROM packed.articles AS kept
                LEFT JOIN (SELECT article_id, {texts} FROM main.whole_articles GROUP BY article_id) AS texts USING (article_id)"""
        )


def connect(folders: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """Return a connection with the views of some imports; those of the edits are made by ``corrections.views`` and ``own_topics.views``."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("ATTACH ':memory:' AS packed (COMPRESS)")
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
    """Make the views ``whole_articles`` and ``articles``: without the versions that were replaced by one that is still there."""
    connection.execute(
        "CREATE TABLE earlier AS SELECT DISTINCT article_id FROM replaced WHERE by_article_id IN (SELECT article_id FROM all_articles)"
    )
    any_ = connection.execute("SELECT count(*) FROM earlier").fetchone()
    without = " WHERE article_id NOT IN (SELECT article_id FROM earlier)" if any_ and any_[0] else ""
    connection.execute(f"CREATE VIEW whole_articles AS SELECT * FROM all_articles{without}")
    connection.execute("CREATE VIEW articles AS FROM whole_articles")
    # An article without a text keeps its headline as its text. A word has a letter: what has more words than that is not read.
    connection.execute(
        "CREATE VIEW headline_only AS SELECT DISTINCT article_id FROM whole_articles WHERE words <= length(title) AND text = title"
    )
    connection.execute(
        """CREATE VIEW article_numbers AS SELECT article_id, row_number() OVER (ORDER BY article_id) - 1 AS no
           FROM (SELECT DISTINCT article_id FROM whole_articles)"""
    )
