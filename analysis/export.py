"""The only writer of files for other programs: CSV, JSON lines, XLSX, Parquet, and the recipe that goes with each."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Literal

import pandas as pd

from analysis import workbook
from analysis.commands import in_shell
from analysis.corpus import Corpus
from analysis.formulas import harmless
from analysis.slice import ALL, Slice, as_dict, in_words
from analysis.tables import ARTICLES, REJECTED, REPLACED, SENTENCES, Column, by_name
from analysis.versions import versions

Format = Literal["csv", "jsonl", "xlsx", "parquet"]

Progress = Callable[[int, int], None]
# Joined to the sentences when they are exported; stored they would say twice what the article says.
WORDS = Column(name="text", dtype="str", meaning="The sentence as it stands in the article's text")
OF_ARTICLE = tuple(column for name in ("outlet", "published_at", "title") for column in ARTICLES.columns if column.name == name)
_PART = 50_000  # rows written between two reports of progress, about half a second
_ROW_END = "\r\n"
_DIGITS = 15  # decimals of a number in JSON, the most that pandas writes
# What XML 1.0 cannot hold (section 2.2).
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def _silent(done: int, total: int) -> None:
    """Show nothing."""


def to_bytes(frame: pd.DataFrame, format_: Format) -> bytes:
    """Return a frame as a file: UTF-8, numbers as numbers, times as ISO 8601, missing values empty."""
    buffer = io.BytesIO()
    write(frame, format_, buffer)
    return buffer.getvalue()


def write(frame: pd.DataFrame, format_: Format, file: BinaryIO, *, progress: Progress = _silent) -> None:
    """Write a frame as a file; ``progress`` is called with (rows done, rows in all)."""
    _WRITERS[format_](frame if format_ == "parquet" else _with_iso_times(frame), file, progress)


def notes(frame: pd.DataFrame, format_: Format) -> list[str]:
    """Return in words what a format makes necessary for a frame: further sheets, or further columns for long texts."""
    return workbook.notes(frame) if format_ == "xlsx" else []


def table(corpus: Corpus, name: str, slice_: Slice = ALL) -> pd.DataFrame:
    """Return a table as it is exported: the articles of a slice, and for sentences their words and the article's outlet, time and headline.

    Raises:
        InputError: There is no table of that name.
    """
    rows = corpus.table(name, slice_)
    if name != SENTENCES.name:
        return rows
    of_article = [column.name for column in OF_ARTICLE]
    columns = ", ".join(["article_id", "text", *of_article])
    articles = corpus.query(f"SELECT {columns} FROM articles JOIN chosen USING (article_id)", slice_=slice_).set_index("article_id")
    texts = articles["text"].to_dict()
    places = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    words = pd.Series([texts[article][start:end] for article, start, end in places], index=rows.index, dtype="str")
    known = articles[of_article].assign(published_at=pd.to_datetime(articles["published_at"], utc=True))
    beside = known.astype({column.name: column.dtype for column in OF_ARTICLE}).reindex(rows["article_id"]).set_axis(rows.index)
    return rows.assign(**{WORDS.name: words, **{name: beside[name] for name in of_article}})


def rows_in(corpus: Corpus, name: str, slice_: Slice = ALL) -> int:
    """Return how many rows a table has.

    Raises:
        InputError: There is no table of that name.
    """
    found = by_name(name)
    within = " JOIN chosen USING (article_id)" if found not in (REJECTED, REPLACED) else ""
    return int(corpus.query(f"SELECT count(*) AS n FROM {found.name}{within}", slice_=slice_)["n"].iloc[0])


def columns_of(name: str) -> dict[str, str]:
    """Return the columns of an exported table with their meaning.

    Raises:
        InputError: There is no table of that name.
    """
    columns = (*by_name(name).columns, *((WORDS, *OF_ARTICLE) if name == SENTENCES.name else ()))
    return {column.name: column.meaning for column in columns}


def to_graphml(pairs: pd.DataFrame) -> bytes:
    """Return pairs of actors (rows of the measure ``co-mentions``) as GraphML, for Gephi, Cytoscape or networkx.

    Names are escaped; letters that XML cannot hold are left out.
    """
    import networkx as nx

    graph = nx.Graph()
    for row in pairs.to_dict("records"):
        graph.add_node(row["actor_id"], label=_for_xml(row["name"]), type=row["type"], named=int(row["own"]))
        graph.add_node(row["other_id"], label=_for_xml(row["other_name"]), type=row["other_type"], named=int(row["other_own"]))
        numbers = {name: float(row[name]) for name in ("expected", "lift", "strength")}
        graph.add_edge(row["actor_id"], row["other_id"], together=int(row["together"]), weight=float(row["strength"]), **numbers)
    return ("\n".join(nx.generate_graphml(graph)) + "\n").encode("utf-8")


def recipe(
    corpus: Corpus, slice_: Slice, *, what: str, columns: Mapping[str, str], command: Sequence[str] = (), notes: Sequence[str] = ()
) -> bytes:
    """Return a JSON text that says how an export was made, so that another can make it again.

    Args:
        corpus, slice_: What was exported.
        what: Name of the table or measure, with its period and group.
        columns: Column name -> meaning.
        command: The words of the command that prints the same bytes (``analysis.commands``); none when no command does.
        notes: What the file's format made necessary, such as texts that go on in further columns.
    """
    content = {
        "what": what,
        **({"command": in_shell(command)} if command else {}),
        **({"notes": list(notes)} if notes else {}),
        "slice": in_words(slice_),
        "filters": as_dict(slice_),
        "corpus": {"name": corpus.name, "version": corpus.version, "imports": [part.import_id for part in corpus.imports]},
        "scored_with": {part.import_id: dict(part.versions) for part in corpus.imports},
        "exported_with": versions(),
        "columns": dict(columns),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _csv(frame: pd.DataFrame, file: BinaryIO, progress: Progress) -> None:
    lines = _Lines(file)
    for first, part in _parts(harmless(frame)):
        # This ending makes the writer quote a lone carriage return, which most readers take for the end of a row.
        part.to_csv(lines, index=False, header=first == 0, lineterminator=_ROW_END)  # type: ignore[call-overload]  # it only writes
        progress(first + len(part), len(frame))


class _Lines:
    """Takes rows from pandas' writer, one at a time, and writes them with a plain line feed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, row: str) -> int:
        """Write one row."""
        return self._file.write((row.removesuffix(_ROW_END) + "\n").encode())


def _jsonl(frame: pd.DataFrame, file: BinaryIO, progress: Progress) -> None:
    for first, part in _parts(frame):
        if len(part):
            file.write(part.to_json(orient="records", lines=True, force_ascii=False, double_precision=_DIGITS).encode())
        progress(first + len(part), len(frame))


def _parquet(frame: pd.DataFrame, file: BinaryIO, progress: Progress) -> None:
    frame.to_parquet(file, index=False, compression="zstd")
    progress(len(frame), len(frame))


def _xlsx(frame: pd.DataFrame, file: BinaryIO, progress: Progress) -> None:
    workbook.write(frame, file, progress=progress)


_WRITERS: dict[Format, Callable[[pd.DataFrame, BinaryIO, Progress], None]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
}


def _parts(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield a frame in parts of some rows, each with the number of its first; an empty frame is one part."""
    for first in range(0, max(len(frame), 1), _PART):
        yield first, frame.iloc[first : first + _PART]


def _with_iso_times(frame: pd.DataFrame) -> pd.DataFrame:
    times = {
        name: frame[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)
    }
    return frame.assign(**times)


def _for_xml(text: object) -> str:
    return str(text).translate(_NOT_XML)
