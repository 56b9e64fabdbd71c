"""Every table of a corpus, declared once: columns, types and what they mean. Nothing here reads or computes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from analysis.errors import InputError, TableError

Dtype = Literal["str", "int64", "Int64", "float64", "bool", "datetime64[us, UTC]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, its pandas dtype and what a value in it means."""

    name: str
    dtype: Dtype
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the table with no rows and the right types."""
        return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in self.columns})

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the declared columns of a frame, in order and in their types.

        Raises:
            TableError: A column is missing, is not declared, or cannot be held in its type.
        """
        missing = [name for name in self.names if name not in frame.columns]
        extra = [str(name) for name in frame.columns if name not in self.names]
        if missing or extra:
            raise TableError(f"Table {self.name}: missing columns {missing}, undeclared columns {extra}.")
        try:
            return frame[self.names].astype({column.name: column.dtype for column in self.columns}).reset_index(drop=True)
        except (TypeError, ValueError) as error:
            raise TableError(f"Table {self.name}: {error}") from error


def _column(name: str, dtype: Dtype, meaning: str) -> Column:
    return Column(name=name, dtype=dtype, meaning=meaning)


_ARTICLE_ID = _column("article_id", "str", "The article's stable id")
_SENTENCE_NO = _column("sentence_no", "int64", "Number of the sentence in the article, from 0")
_START = _column("start", "int64", "First character, counted in the article's text from 0")
_END = _column("end", "int64", "One past the last character")

ARTICLES = Table(
    name="articles",
    row="an article",
    columns=(
        _ARTICLE_ID,
        _column("title", "str", "Headline"),
        _column("outlet", "str", "Who published it"),
        _column("authors", "str", "Authors, separated by semicolons"),
        _column("published_at", "datetime64[us, UTC]", "Time of publication in UTC; empty when undated"),
        _column(
            "dated_by",
            "str",
            "dateline or address, where the date was taken from the dateline in the text or from the address; empty when it was given",
        ),
        _column("url", "str", "Address it was published at"),
        _column("language", "str", "ISO 639-1 code of the text's language"),
        _column("text", "str", "Cleaned text; offsets in the other tables count its characters"),
        _column("removed", "str", "Lines that cleaning took out, one a line"),
        _column("words", "int64", "Words in the text"),
        _column("sentences", "int64", "Sentences in the text"),
        _column("sentiment", "float64", "Mean compound of its sentences, -1 to 1; empty when not scored"),
        _column("positive_share", "float64", "Share of its sentences with compound of at least +0.05; empty when not scored"),
        _column("negative_share", "float64", "Share of its sentences with compound of at most -0.05; empty when not scored"),
        _column("title_sentiment", "float64", "Compound of the title, which is not part of the mean; empty when not scored"),
        _column("copy_group", "str", "Articles with the same value are near copies of one text"),
        _column("story", "str", "Articles with the same value report the same event; empty until stories are grouped"),
        _column("import_id", "str", "The import that brought it"),
        _column("source_file", "str", "File it was read from"),
        _column("source_row", "Int64", "Number of the record in that file, from 1"),
    ),
)

SENTENCES = Table(
    name="sentences",
    row="a sentence",
    columns=(
        _ARTICLE_ID,
        _SENTENCE_NO,
        _START,
        _END,
        _column("heading", "bool", "True when it is a section heading standing alone"),
        _column("voice", "str", "quoted when at least half of it stands in a quotation, else reporter"),
        _column("negative", "float64", "VADER's proportion of negative words"),
        _column("neutral", "float64", "VADER's proportion of neutral words"),
        _column("positive", "float64", "VADER's proportion of positive words"),
        _column("compound", "float64", "Sentiment of the sentence, -1 to 1; empty when not scored"),
    ),
)

MENTIONS = Table(
    name="mentions",
    row="one mention of an actor",
    columns=(
        _ARTICLE_ID,
        _SENTENCE_NO,
        _START,
        _END,
        _column("surface", "str", "The name as it stands in the text"),
        _column("actor_id", "str", "The actor's id"),
        _column("name", "str", "The actor's name"),
        _column("type", "str", "person, organisation, state, place, armed_group or party"),
        _column("role", "str", "Title that stands before the name there, such as Foreign Minister; empty when none"),
        _column("form", "str", "How it names the actor: name, adjective, metonym, surname, acronym, or found (not in the register)"),
        _column("sentiment", "float64", "Compound of the sentence that holds the mention; empty when not scored"),
        _column("toward", "str", "Sentiment toward the actor: negative, neutral or positive; empty when not scored"),
        _column("toward_score", "float64", "P(positive) - P(negative) toward the actor, -1 to 1; empty when not scored"),
    ),
)

QUOTES = Table(
    name="quotes",
    row="a quotation",
    columns=(
        _ARTICLE_ID,
        _SENTENCE_NO,
        _START,
        _END,
        _column("speaker", "str", "Who says it, as it stands in the text; empty when not found"),
        _column("speaker_id", "str", "The speaker's actor id; empty when not a known actor"),
        _column("cue", "str", "The verb that introduces it, such as said; empty when none"),
        _column("quote", "str", "The quoted words"),
        _column("compound", "float64", "Sentiment of the quoted words, -1 to 1; empty when not scored"),
    ),
)

TOPICS = Table(
    name="topics",
    row="a topic of an article",
    columns=(
        _ARTICLE_ID,
        _column("topic_id", "str", "The topic's id, of IPTC Media Topics where one exists"),
        _column("name", "str", "The topic's name"),
        _column("weight", "float64", "How much of the article is about it, 0 to 1"),
    ),
)

REJECTED = Table(
    name="rejected",
    row="an input row that was not kept",
    columns=(
        _column("import_id", "str", "The import that met it"),
        _column("file", "str", "File it stood in"),
        _column("row", "Int64", "Number of the record in that file, from 1; empty when the whole file could not be read"),
        _column("reason", "str", "Why it was not kept"),
        _column("detail", "str", "What was found there"),
        _column("content", "str", "The record as it was found: a JSON object, or its raw text; empty when there is none or it is too long"),
    ),
)

REPLACED = Table(
    name="replaced",
    row="an earlier version of an article, which no chart counts",
    columns=(
        _column("article_id", "str", "The earlier version"),
        _column("by_article_id", "str", "The version that replaced it: same address, changed text"),
    ),
)

TABLES: tuple[Table, ...] = (ARTICLES, SENTENCES, MENTIONS, QUOTES, TOPICS, REJECTED, REPLACED)


def by_name(name: str) -> Table:
    """Return a table's declaration.

    Raises:
        InputError: There is no table of that name.
    """
    for table in TABLES:
        if table.name == name:
            return table
    raise InputError(f"There is no table {name!r}. Tables: {', '.join(table.name for table in TABLES)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The scored tables of a batch of articles, each checked against its declaration."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    topics: pd.DataFrame
    rejected: pd.DataFrame = field(default_factory=REJECTED.empty)
    replaced: pd.DataFrame = field(default_factory=REPLACED.empty)

    def replace(self, **frames: pd.DataFrame) -> Tables:
        """Return these tables with some of them exchanged."""
        return dataclasses.replace(self, **frames)

    def only(self, article_ids: pd.Series) -> Tables:
        """Return the tables with only the rows of some articles."""
        return Tables(
            **{table.name: frame[frame["article_id"].isin(article_ids)].reset_index(drop=True) for table, frame in self._by_article()}
        )

    def _by_article(self) -> list[tuple[Table, pd.DataFrame]]:
        return [(table, getattr(self, table.name)) for table in TABLES if table not in (REJECTED, REPLACED)]


def concat(parts: Sequence[Tables]) -> Tables:
    """Return several batches as one, in their order."""
    if not parts:
        return Tables(**{table.name: table.empty() for table in TABLES})
    return Tables(
        **{table.name: table.check(pd.concat([getattr(part, table.name) for part in parts], ignore_index=True)) for table in TABLES}
    )
