"""Corpus: a folder of immutable imports in Parquet. Imports are written beside their place and renamed into it, so each is there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analysis import copies, corrections, edits, events, own_topics, search, updates
from analysis.article import RejectedRow
from analysis.article_sentiment import with_sentiment
from analysis.corrections import Correction
from analysis.database import Database, Made, connect
from analysis.errors import CorpusError
from analysis.events import Event
from analysis.imports import (
    Import,
    LoadReport,
    notes_in_words,
    read_import,
    read_tables,
    subfolders,
    ways_of_reading,
    write_draft,
    write_json,
    written_at,
)
from analysis.own_topics import OwnTopics
from analysis.readers import FileRead
from analysis.scorers import actors
from analysis.scorers.lexicon import LexiconChoice, chosen_lexicon
from analysis.slice import ALL, Slice
from analysis.tables import REJECTED, REPLACED, Tables, by_name
from analysis.versions import versions

FORMAT_VERSION = 1
REJECTED_SHOWN = 5  # rejected rows that a load report spells out; all of them are in the table
_MARKER = "corpus.json"
_IMPORTS = "imports"
_REMOVED = "removed"
_SEARCH = "search"  # an index an import, built again when it is missing
_ADDED = "edits/found"  # where added names stand in the texts; found again when it is missing
Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Show nothing."""


class Corpus:
    """A folder of imports. Open as many as you like on the same folder: nothing is locked and no import ever changes.

    Attributes:
        folder, name: Where it is and what it is called.
        lasting: Whether many queries will come, so that it pays to keep what they read in memory; the dashboard sets it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.lasting = False
        self._lock = threading.Lock()
        self._opened: tuple[str, Database] | None = None  # the version it is of

    @classmethod
    def create(cls, folder: str | Path, *, name: str | None = None) -> Corpus:
        """Make an empty corpus in a new or empty folder.

        Raises:
            CorpusError: The folder holds something else, or cannot be written.
        """
        corpus = cls.planned(folder, name=name)
        corpus._make_folder()
        return corpus

    @classmethod
    def planned(cls, folder: str | Path, *, name: str | None = None) -> Corpus:
        """Return a corpus that comes to be with its first import; until then nothing is written.

        Raises:
            CorpusError: The folder holds something else.
        """
        path = Path(folder).expanduser()
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise CorpusError(f"{path} exists and is not empty. Name a new folder for the corpus.")
        return cls(path, name or path.name)

    @classmethod
    def open(cls, folder: str | Path) -> Corpus:
        """Open a corpus that exists.

        Raises:
            CorpusError: There is no corpus in the folder, or a newer program wrote it.
        """
        path = Path(folder).expanduser()
        try:
            marker = json.loads((path / _MARKER).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CorpusError(f"{path} is not a corpus. Add articles to it first: dateline add PATH --corpus {path}") from error
        if not isinstance(marker, dict) or marker.get("format") != FORMAT_VERSION:
            raise CorpusError(f"{path} was written by another version of Dateline. Update Dateline, or add the articles to a new corpus.")
        return cls(path, str(marker.get("name") or path.name))

    @classmethod
    def open_or_plan(cls, folder: str | Path, *, name: str | None = None) -> Corpus:
        """Open the corpus of a folder, or plan one where there is none."""
        return cls.open(folder) if (Path(folder).expanduser() / _MARKER).exists() else cls.planned(folder, name=name)

    @property
    def imports(self) -> list[Import]:
        """The imports in the order they were added."""
        return [read_import(path) for path in self._import_folders()]

    @property
    def version(self) -> str:
        """Changes whenever what the corpus says changes; the same content has the same version. A cache key."""
        names = "\n".join([*(path.name for path in self._import_folders()), edits.digest(self.folder)]).rstrip("\n")
        return hashlib.blake2b(names.encode(), digest_size=8).hexdigest()

    def add(
        self,
        tables: Tables,
        *,
        rejected: Sequence[RejectedRow] = (),
        files: int = 1,
        seconds: float = 0.0,
        files_read: Sequence[FileRead] = (),
        made_by: Mapping[str, str] | None = None,
    ) -> LoadReport:
        """Commit one import: all of it, or nothing.

        Articles that the corpus holds already are not added again; they are reported as rejected. Groups of near copies reach over
        the whole corpus. When no article is kept, nothing is written.

        Args:
            tables: What ``score_articles`` returned.
            rejected: Rows that reading did not keep.
            files, seconds, files_read: For the load report.
            made_by: What made the tables beside the program's versions, such as a pipeline that added names.
        """
        known = self._known()
        repeated = tables.articles["article_id"].isin(known["article_id"])
        already = [
            RejectedRow(
                file=str(file), row=None if pd.isna(row) else int(row), reason="already in the corpus", detail=f"article {article_id}"
            )
            for file, row, article_id in tables.articles.loc[repeated, ["source_file", "source_row", "article_id"]].itertuples(index=False)
        ]
        fresh = tables.only(tables.articles.loc[~repeated, "article_id"])
        replaced = updates.earlier_versions(known, fresh.articles)
        grouped, repeats = _copy_groups(known, fresh.articles, without=set(replaced["article_id"]))
        every = [*rejected, *already]
        named = actors.counts(fresh.mentions)
        reasons = pd.Series([row.reason for row in every], dtype="str").value_counts()
        kept = len(grouped)
        report = LoadReport(
            files=files, rows=kept + len(every), kept=kept, rejected=len(every),
            undated=int(grouped["published_at"].isna().sum()), not_scored=int((grouped["language"] != "en").sum()), copies=repeats,
            seconds=round(seconds, 3), updated=replaced["article_id"].nunique(),
            headline_only=int((grouped["text"] == grouped["title"]).sum()),
            mentions={"register": named.register, "found": named.found, "open surnames": named.open_surnames},
            reasons={str(reason): int(count) for reason, count in reasons.items()}, notes=notes_in_words(files_read),
            read_as=ways_of_reading(files_read), first_rejected=tuple(map(str, every[:REJECTED_SHOWN])),
        )  # fmt: skip
        if not kept:
            return report
        rows = pd.DataFrame([{"import_id": "", "content": None, **asdict(row)} for row in every], columns=REJECTED.names)
        return self._commit(fresh.replace(articles=grouped, rejected=REJECTED.check(rows), replaced=replaced), report, made_by or {})

    def remove(self, import_id: str) -> None:
        """Take an import out of the corpus. It is set aside, and ``restore`` brings it back."""
        self._move(import_id, _IMPORTS, _REMOVED)

    def restore(self, import_id: str) -> None:
        """Bring back an import that was removed."""
        self._move(import_id, _REMOVED, _IMPORTS)
        if "recipe" in self._lexicon_file():  # the word values may have been changed since it was removed
            self._rescore(self.lexicon, self.lexicon_before, _silent)

    @property
    def lexicon(self) -> LexiconChoice:
        """The word values that the corpus is scored with."""
        return _choice(self._lexicon_file().get("choice"))

    @property
    def lexicon_before(self) -> LexiconChoice | None:
        """The word values before the last change; None when there was none."""
        before = self._lexicon_file().get("before")
        return None if before is None else _choice(before)

    def rescore(self, choice: LexiconChoice, *, progress: Progress = _silent) -> None:
        """Score all sentiment again with other word values. Until the last step the corpus stays as it was; then all of it changes at once.

        Args:
            choice: The word values from now on, for later imports too.
            progress: Called with (imports done, imports in all).
        """
        self._rescore(choice, self.lexicon, progress)

    def rename(self, name: str) -> None:
        """Give the corpus another name; nothing else changes.

        Raises:
            CorpusError: Its folder cannot be written.
        """
        try:
            write_json(self.folder / _MARKER, {"format": FORMAT_VERSION, "name": name})
        except OSError as error:
            raise CorpusError(f"{self.folder} cannot be written: {error.strerror}.") from error
        self.name = name

    @property
    def removed(self) -> list[Import]:
        """The imports that were removed and can be restored."""
        return [read_import(path) for path in subfolders(self.folder / _REMOVED)]

    @property
    def column_choices(self) -> dict[str, dict[str, str]]:
        """Which column the analyst chose for which field: key of a header -> field -> column."""
        content = edits.read(self.folder, "columns")
        pairs = content.items() if isinstance(content, dict) else ()
        return {
            str(key): {str(field): str(column) for field, column in chosen.items()} for key, chosen in pairs if isinstance(chosen, dict)
        }

    def choose_columns(self, chosen: Mapping[str, Mapping[str, str]]) -> None:
        """Remember a choice of columns for the next file of the same header; an empty choice forgets."""
        kept = {**self.column_choices, **{key: dict(mapping) for key, mapping in chosen.items()}}
        edits.write(self.folder, "columns", {key: mapping for key, mapping in kept.items() if mapping})

    def all_tables(self) -> Iterator[Tables]:
        """Yield the tables of each import whole."""
        for folder in self._import_folders():
            yield read_tables(folder)

    def table(self, name: str, slice_: Slice = ALL) -> pd.DataFrame:
        """Return one table, limited to the articles of a slice (rejected rows and replaced versions come whole).

        Raises:
            InputError: There is no table of that name.
        """
        table = by_name(name)
        order = [
            column for column in ("published_at", "article_id", "sentence_no", "start", "topic_id", "file", "row") if column in table.names
        ]
        within = "" if table in (REJECTED, REPLACED) else "WHERE article_id IN (SELECT article_id FROM chosen)"
        columns = ", ".join(f'"{column}"' for column in table.names)
        by = ", ".join(f'"{column}" NULLS LAST' for column in order)
        return table.check(_in_utc(self.query(f"SELECT {columns} FROM {table.name} {within} ORDER BY {by}", slice_=slice_)))

    def query(self, sql: str, parameters: Sequence[object] = (), *, slice_: Slice = ALL) -> pd.DataFrame:
        """Run a SQL query over the tables.

        In it ``chosen`` holds the article_id of every article of the slice, and ``chosen_articles`` those of its columns that measures count by.
        Inside SQL ``published_at`` is a plain timestamp in UTC. Parameters of the query come after those of the slice.
        """
        if slice_.query:
            search.parse(slice_.query)  # a search is shorter than a topic's query may be
        try:
            return self._database().query(sql, parameters, slice_)
        except (duckdb.IOException, duckdb.CatalogException):
            # An import was moved or scored again between the look at the folder and the query, or so many slices were asked for meanwhile that
            # the articles of this one are no longer kept.
            return self._database().query(sql, parameters, slice_)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes from this version of the corpus: anew each time, or once where the corpus is lasting.

        Args:
            key: Stands for what is made.
            make: Asks the corpus, and makes it of the answers.
        """
        return self._database().once(key, make)

    def matching(self, query: str) -> list[str]:
        """Return the ids of the articles that a query of the language of ``analysis.search`` matches, sorted, whatever their version.

        Raises:
            QueryError: The query cannot be read.
        """
        parsed = search.parse(query, max_characters=own_topics.QUERY_CHARACTERS)
        return self._searched(lambda folders: search.matching(folders, parsed))

    def near_misses(self, query: str, count: int = 10) -> list[str]:
        """Return the ids of articles that almost match a query, best first.

        Raises:
            QueryError: The query cannot be read.
        """
        parsed = search.parse(query, max_characters=own_topics.QUERY_CHARACTERS)
        return self._searched(lambda folders: search.near_misses(folders, parsed, count))

    @property
    def corrections(self) -> list[Correction]:
        """The analyst's corrections of actors, in the order in which they were made."""
        return corrections.from_stored(edits.read(self.folder, "actors"))

    def correct(self, *new: Correction) -> None:
        """Correct actors: every count follows at once, and nothing is scored again.

        Raises:
            InputError: A correction cannot be made.
        """
        self._write_corrections(corrections.appended(self.corrections, *new))

    def undo_correction(self, *numbers: int) -> None:
        """Take corrections back, by their numbers.

        Raises:
            InputError: There is no correction of that number.
        """
        self._write_corrections(corrections.without(self.corrections, *numbers))

    def load_corrections(self, data: bytes) -> None:
        """Add the corrections of a file that ``corrections.dumps`` wrote.

        Raises:
            InputError: It is no such file.
        """
        self._write_corrections(corrections.joined(self.corrections, corrections.loads(data)))

    @property
    def own_topics(self) -> OwnTopics:
        """The analyst's own topics."""
        return own_topics.read(self.folder)

    def keep_topics(self, own: OwnTopics) -> None:
        """Put own topics in the place of those that are there; see ``analysis.own_topics`` for what changes them."""
        own_topics.write(self.folder, own)

    @property
    def events(self) -> tuple[Event, ...]:
        """The analyst's event marks, by day. No number depends on them, and neither does the version."""
        return events.read(self.folder)

    def keep_events(self, marks: Iterable[Event]) -> None:
        """Put event marks in the place of those that are there; see ``analysis.events`` for what changes them."""
        events.write(self.folder, marks)

    def _known(self) -> pd.DataFrame:
        """Return every version of every article that is there."""
        columns = "article_id, url, title, text, published_at, copy_group, article_id IN (SELECT article_id FROM earlier) AS earlier"
        return _in_utc(self.query(f"SELECT {columns} FROM all_articles ORDER BY import_id, article_id"))

    def _rescore(self, choice: LexiconChoice, before: LexiconChoice | None, progress: Progress) -> None:
        recipe = chosen_lexicon(choice).recipe
        current = self._import_folders()
        stale = [folder for folder in current if not folder.name.endswith(f".{recipe}")]
        drafts: list[tuple[Path, Path]] = []
        for done, folder in enumerate(stale):
            progress(done, len(stale))
            record = read_import(folder)
            told = replace(record, versions={**record.versions, **lexicon_versions(choice)})
            target = folder.with_name(f"{_import_id(folder)}.{recipe}")
            drafts.append((write_draft(target, with_sentiment(read_tables(folder), choice), told), target))
        for draft, target in drafts:
            shutil.rmtree(target, ignore_errors=True)  # left of a change that was cut off
            draft.rename(target)
        edits.write(
            self.folder, "lexicon", {"choice": asdict(choice), "recipe": recipe, "before": None if before is None else asdict(before)}
        )
        done_again = {_import_id(folder) for folder in stale}
        for folder in subfolders(self.folder / _IMPORTS):
            if _import_id(folder) in done_again and not folder.name.endswith(f".{recipe}"):
                shutil.rmtree(folder)

    def _import_folders(self) -> list[Path]:
        """Return the folder of each import. Where a change of word values left several: the one in force, else the oldest."""
        recipe = self._lexicon_file().get("recipe")
        by_import: dict[str, list[Path]] = {}
        for path in subfolders(self.folder / _IMPORTS):
            by_import.setdefault(_import_id(path), []).append(path)
        return [
            next((path for path in paths if path.name.endswith(f".{recipe}")), min(paths, key=written_at)) for paths in by_import.values()
        ]

    def _lexicon_file(self) -> dict[str, Any]:
        content = edits.read(self.folder, "lexicon")
        return content if isinstance(content, dict) else {}

    def _database(self) -> Database:
        with self._lock:
            version = self.version
            if self._opened is None or self._opened[0] != version or self._opened[1].full:
                folders = self._import_folders()
                connection = connect(folders)
                key = "\n".join(_import_id(folder) for folder in folders)
                corrections.views(connection, self.corrections, cache=self.folder / _ADDED, key=key)
                own_topics.views(connection, self.own_topics.topics, self.matching)
                self._opened = (version, Database(connection, self.matching, lasting=self.lasting))
            return self._opened[1]

    def _searched(self, ask: Callable[[Sequence[Path]], list[str]]) -> list[str]:
        """Ask the search indexes of all imports; one that is missing or damaged is built again."""
        imports = self._import_folders()
        folders = [self.folder / _SEARCH / _import_id(path) for path in imports]
        for _ in imports:
            try:
                return ask(folders)
            except search.SearchIndexError as error:
                self._index(imports[folders.index(error.folder)])
        return ask(folders)

    def _index(self, folder: Path) -> None:
        """Build the search index of the import in a folder."""
        index = self.folder / _SEARCH / _import_id(folder)
        index.parent.mkdir(exist_ok=True)
        search.build(index, pd.read_parquet(folder / "articles.parquet", columns=["article_id", "title", "text"]))

    def _write_corrections(self, kept: Sequence[Correction]) -> None:
        edits.write(self.folder, "actors", corrections.as_stored(kept))

    def _commit(self, tables: Tables, report: LoadReport, also: Mapping[str, str]) -> LoadReport:
        self._make_folder()
        digest = hashlib.blake2b("".join(sorted(tables.articles["article_id"])).encode(), digest_size=4).hexdigest()
        numbers = [int(path.name[:4]) for part in (_IMPORTS, _REMOVED) for path in subfolders(self.folder / part)]
        import_id = f"{max(numbers, default=0) + 1:04d}-{digest}"
        report = replace(report, import_id=import_id)
        made_by = {**versions(), **lexicon_versions(self.lexicon), **also}
        added = datetime.now(UTC).isoformat(timespec="seconds")
        record = Import(import_id=import_id, added_at=added, versions=made_by, report=report)
        folder = self.folder / _IMPORTS / f"{import_id}.{chosen_lexicon(self.lexicon).recipe}"
        write_draft(folder, tables, record).rename(folder)
        self._index(folder)
        return report

    def _make_folder(self) -> None:
        try:
            (self.folder / _IMPORTS).mkdir(parents=True, exist_ok=True)
            if not (self.folder / _MARKER).exists():
                write_json(self.folder / _MARKER, {"format": FORMAT_VERSION, "name": self.name})
        except OSError as error:
            raise CorpusError(f"{self.folder} cannot be written: {error.strerror}. Name a folder of your own.") from error

    def _move(self, import_id: str, source: str, target: str) -> None:
        here = [path for path in subfolders(self.folder / source) if _import_id(path) == import_id]
        if not here:
            raise CorpusError(f"There is no import {import_id!r} to move.")
        (self.folder / target).mkdir(exist_ok=True)
        for path in here:
            path.rename(self.folder / target / path.name)


def lexicon_versions(choice: LexiconChoice) -> dict[str, str]:
    """Return what a recipe says of the word values: the list, the hash that equal scores share, and the changes in words."""
    changes = ", ".join(f"{word} {value:+g}" for word, value in choice.changes) if choice.base == "news" else ""
    return {"lexicon": choice.base, "lexicon recipe": chosen_lexicon(choice).recipe, "lexicon changes": changes}


def _choice(stored: Any) -> LexiconChoice:
    if not isinstance(stored, dict):
        return LexiconChoice()
    return LexiconChoice(
        base=stored.get("base", "news"), changes=tuple((str(word), float(value)) for word, value in stored.get("changes", ()))
    )


def _import_id(folder: Path) -> str:
    """Return an import's id from its folder's name: id, dot, recipe of the lexicon that scored it."""
    return folder.name.partition(".")[0]


def _copy_groups(known: pd.DataFrame, articles: pd.DataFrame, *, without: Collection[str]) -> tuple[pd.DataFrame, int]:
    """Return the new articles with groups that reach over the corpus, and how many of them repeat an earlier article.

    A later version of an article is in its group, but does not repeat it: ``without`` names the versions that do not count.
    """
    if articles.empty:
        return articles, 0
    numbers = pd.Series(copies.group([*known["text"].fillna(""), *articles["text"].fillna("")]))
    names = pd.Series([*known["copy_group"], *articles["article_id"]], dtype="str")
    first = names.groupby(numbers).transform("first")
    fresh = first.iloc[len(known) :]
    ids = pd.Series([*known["article_id"], *articles["article_id"]], dtype="str")
    gone = ids.isin(without) | pd.Series([*known["earlier"], *[False] * len(articles)], dtype="bool")
    repeats = numbers[~gone].duplicated()
    return articles.assign(copy_group=fresh.to_numpy()), int(repeats[repeats.index >= len(known)].sum())


def _in_utc(frame: pd.DataFrame) -> pd.DataFrame:
    if "published_at" not in frame:
        return frame
    return frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True).astype("datetime64[us, UTC]"))
