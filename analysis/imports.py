"""Imports on disk: a folder of Parquet files and a record, written whole or not at all. It knows nothing of slices and queries."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import CorpusError
from analysis.readers import FileRead
from analysis.tables import TABLES, Table, Tables

_RECORD = "import.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """Files that were read in one way.

    Attributes:
        file: The first of them.
        files: How many there are.
        format: Name of the reader; None when no reader takes such a file.
        encoding: Encoding of their text; None where the format fixes it.
        rows: Articles found in them, or files that could not be read.
        rejected: Those that reading rejected.
        column_map: Field -> columns that filled it; empty for files that are no tables.
        dates: How dates such as 03/04/2024 were read, and why; None when none needed a decision.
    """

    file: str
    files: int
    format: str | None
    encoding: str | None
    rows: int
    rejected: int
    column_map: Mapping[str, Sequence[str]]
    dates: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What became of the rows that one import met; always ``rows == kept + rejected``.

    Attributes:
        files: Files that were looked at.
        rows: Articles found in them, and files that could not be read.
        kept: Articles that are now in the corpus.
        rejected: Rows that were not kept.
        undated: Kept articles without a date.
        not_scored: Kept articles that are not in English, so have no sentiment.
        copies: Kept articles that repeat an earlier one of the corpus.
        headline_only: Kept articles without a text beside their headline, which is read as the text; 0 in imports of before it was counted.
        mentions: Mentions of actors that the register has, of actors found in the texts, and of these the bare surnames that stayed open.
        updated: Earlier versions, here or in the corpus, that a changed text at the same address replaced.
        seconds: Time from reading to commit.
        reasons: Reason -> number of rejected rows.
        first_rejected: The first few rejected rows in words, with file, row and what was found.
        notes: What reading decided on the way, in words.
        read_as: How the files were read, one record for all files that were read alike.
        import_id: The import that was committed; None when nothing was kept.
    """

    files: int
    rows: int
    kept: int
    rejected: int
    undated: int
    not_scored: int
    copies: int
    seconds: float
    updated: int = 0
    headline_only: int = 0
    mentions: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    first_rejected: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One committed import: its id, when it was added, the versions that made it, and its load report."""

    import_id: str
    added_at: str
    versions: Mapping[str, str]
    report: LoadReport


def ways_of_reading(files: Sequence[FileRead]) -> tuple[ReadAs, ...]:
    """Return how files were read, those read alike as one, in the order of the first of each."""
    alike: dict[tuple[object, ...], list[FileRead]] = {}
    for file in files:
        columns = tuple((field, tuple(names)) for field, names in file.column_map.items())
        alike.setdefault((file.format, file.encoding, columns, file.date_order, file.date_reason), []).append(file)
    return tuple(
        ReadAs(
            file=group[0].file,
            files=len(group),
            format=group[0].format,
            encoding=group[0].encoding,
            rows=sum(file.rows for file in group),
            rejected=sum(file.rejected for file in group),
            column_map={field: list(names) for field, names in group[0].column_map.items() if names},
            dates=f"{group[0].date_order}: {group[0].date_reason}" if group[0].date_order else None,
        )
        for group in alike.values()
    )


def notes_in_words(files: Sequence[FileRead]) -> tuple[str, ...]:
    """Return the notes of files, a note that several share once, with the first of them and how many more."""
    by_note: dict[str, list[str]] = {}
    for file in files:
        for note in file.notes:
            by_note.setdefault(note, []).append(file.file)
    more = {note: f" and {len(names) - 1:,} more" if len(names) > 1 else "" for note, names in by_note.items()}
    return tuple(f"{names[0]}{more[note]}: {note}" for note, names in by_note.items())


def subfolders(folder: Path) -> list[Path]:
    """Return the folders in a folder by name; hidden ones, such as an import that was cut off, are not seen."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def read_import(folder: Path) -> Import:
    """Return the record of an import.

    Raises:
        CorpusError: The record is missing or damaged.
    """
    try:
        stored = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        counted: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored["report"].items()}
        ways = tuple(ReadAs(**way) for way in counted.pop("read_as", ()))
        report = LoadReport(**counted, read_as=ways)
        return Import(import_id=stored["import_id"], added_at=stored["added_at"], versions=stored["versions"], report=report)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"The import in {folder} is damaged. Move that folder away and add its files again.") from error


def written_at(folder: Path) -> tuple[int, str]:
    """Return a key that sorts imports by the time they were written, then by name."""
    return (folder / _RECORD).stat().st_mtime_ns, folder.name


def read_tables(folder: Path) -> Tables:
    """Return the tables of an import; what an earlier version of the program did not write is empty."""
    return Tables(**{table.name: _read_table(folder / f"{table.name}.parquet", table) for table in TABLES})


def _read_table(path: Path, table: Table) -> pd.DataFrame:
    if not path.exists():
        return table.empty()
    frame = pd.read_parquet(path)
    later = {column.name: pd.Series(pd.NA, index=frame.index, dtype="str") for column in table.columns if column.name not in frame}
    return table.check(frame.assign(**later))


def write_draft(folder: Path, tables: Tables, record: Import) -> Path:
    """Write an import beside its place, under a hidden name, and return where; ``draft.rename(folder)`` commits it.

    Raises:
        CorpusError: It could not be written; nothing is left of it.
    """
    draft = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    try:
        draft.mkdir()
        for table in TABLES:
            frame: pd.DataFrame = getattr(tables, table.name)
            own = {"import_id": record.import_id} if "import_id" in table.names else {}
            write_parquet(table.check(frame.assign(**own)), draft / f"{table.name}.parquet")
        write_json(draft / _RECORD, asdict(record))
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise CorpusError(f"The import could not be written to {folder.parent}: {error.strerror}. The corpus is unchanged.") from error
    return draft


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame and wait until it is on the disk."""
    frame.to_parquet(path, index=False, compression="zstd")
    _flush(path)


def write_json(path: Path, value: object) -> None:
    """Write a small file whole or not at all."""
    draft = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    _flush(draft)
    draft.replace(path)


def _flush(path: Path) -> None:
    """Wait until a file is on the disk, so that the rename after it never shows half a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
