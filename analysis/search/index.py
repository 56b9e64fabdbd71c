"""The search index of one import: built beside its place and renamed into it, disposable, and asked with a query.

An index holds the words of title and text by place and nothing else; the engine is tantivy. Each text is kept as gap, word, gap,
word, ..., gap, so that words stand at odd places and what stands between two of them at the even place between.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tantivy

from analysis.errors import CorpusError, InputError
from analysis.search.query import Node, Query
from analysis.search.to_engine import FIELDS, Layout, to_engine

if TYPE_CHECKING:
    import pandas as pd

FORMAT: Final = f"1, Unicode {unicodedata.unidata_version}"  # what a letter is and how it is folded changes with Python's tables
WRITER_BYTES: Final = 400_000_000  # memory of the writer before it puts a part on the disk; 40,000 articles of 1,000 words fit in one
REMOVALS: Final = 5  # attempts at deleting a folder; the thread that may hinder it makes one file and ends
_RECORD: Final = "index.json"
_LOCKS: Final = (".tantivy-writer.lock", ".tantivy-meta.lock")
_ANALYZER: Final = "places"
_NUMBER: Final = "number"  # of an article among those of its import


class SearchIndexError(CorpusError):
    """The search index of an import is missing, damaged or of another version; building it again mends it.

    Attributes:
        folder: The index that cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The search index in {folder} is missing or damaged. It is built again from the articles.")
        self.folder = folder


def build(folder: Path, articles: pd.DataFrame) -> None:
    """Write the search index of some articles, in the place of one that may be there.

    Args:
        folder: Where the index shall stand; the folder above it exists.
        articles: article_id, title, text; missing titles and texts are empty ones.

    Raises:
        CorpusError: It could not be written; what was there before is unchanged.
    """
    draft = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    try:
        draft.mkdir()
        _write(draft, articles)
        _put_in_place(draft, folder)
        for name in _LOCKS:
            (folder / name).unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # the engine's own errors are ValueErrors
        said = getattr(error, "strerror", None) or error
        raise CorpusError(f"The search index could not be written to {folder.parent}: {said}.") from error
    finally:
        _remove(draft)


def matching(folders: Sequence[Path], query: Query) -> list[str]:
    """Return the ids of the articles that a query matches, over several indexes, sorted.

    Raises:
        SearchIndexError: An index is missing or damaged; build that one again and ask once more.
    """
    found: set[str] = set()
    for folder in folders:
        with opened(folder) as index:
            found.update(index.matching(query.tree))
    return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIndex:
    """An index that is being asked."""

    folder: Path
    article_ids: Sequence[str]
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    def matching(self, tree: Node) -> list[str]:
        """Return the ids of the matching articles in the order they were given."""
        if not self.article_ids:
            return []
        with _engine(self.folder):
            query = to_engine(tree, self.schema, self.searcher)
            found = self.searcher.search(query, len(self.article_ids), count=False, order_by_field=_NUMBER, order=tantivy.Order.Asc)
            return [self.article_ids[number] for number, _ in found.hits]

    def best(self, tree: Node, fitting: Node, count: int) -> list[tuple[float, str]]:
        """Return the matching articles that another tree fits best, as (score, id), best first."""
        if not self.article_ids:
            return []
        with _engine(self.folder):
            # The condition itself shall not count: a constant score of nothing.
            condition = tantivy.Query.const_score_query(to_engine(tree, self.schema, self.searcher), 0.0)
            fits = to_engine(fitting, self.schema, self.searcher)
            ranked = tantivy.Query.boolean_query([(tantivy.Occur.Must, condition), (tantivy.Occur.Should, fits)])
            hits = self.searcher.search(ranked, count, count=False).hits
            numbers = self.searcher.fast_field_values(_NUMBER, [address for _, address in hits])
            return [(float(score), self.article_ids[int(number or 0)]) for (score, _), number in zip(hits, numbers, strict=True)]


@contextmanager
def opened(folder: Path) -> Iterator[OpenIndex]:
    """Open an index for reading; nothing is written beside it.

    Raises:
        SearchIndexError: It is missing, damaged or of another version.
    """
    record = _record(folder)
    beside = Path(tempfile.mkdtemp(prefix="dateline-search-"))
    try:
        place = _linked(folder, record.files, beside)
        with _engine(folder):
            index = tantivy.Index.open(str(place))
            index.config_reader(reload_policy="manual")  # no thread that watches for changes: an index never changes
            searcher = index.searcher()
        if searcher.num_docs != len(record.article_ids):
            raise SearchIndexError(folder)
        yield OpenIndex(folder=folder, article_ids=record.article_ids, schema=index.schema, searcher=searcher)
    finally:
        _remove(beside)


def _linked(folder: Path, names: Sequence[str], beside: Path) -> Path:
    """Return a folder of links to an index: the engine makes a lock file where it reads, and a corpus may be read-only."""
    try:
        for name in names:
            (beside / name).symlink_to((folder / name).resolve())
    except OSError:  # a system where a user may not make links
        return folder
    return beside


def _remove(folder: Path) -> None:
    """Delete a folder of ours. The engine's watching thread may put its lock there once more in between, so it is tried again."""
    for _ in range(REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    article_ids: Sequence[str]
    files: Sequence[str]


def _record(folder: Path) -> _Record:
    try:
        stored = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        sizes = {str(name): int(size) for name, size in stored["files"].items()}
        whole = all((folder / name).stat().st_size == size for name, size in sizes.items())
        ids, version = [str(article_id) for article_id in stored["article_ids"]], stored["format"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SearchIndexError(folder) from error
    if version != FORMAT or not whole:
        raise SearchIndexError(folder)
    return _Record(article_ids=ids, files=list(sizes))


@contextmanager
def _engine(folder: Path) -> Iterator[None]:
    """Turn what the engine says of a damaged index into an error of ours: its own errors, and panics, which derive from BaseException."""
    try:
        yield
    except BaseException as error:
        if "max expansions" in str(error):
            raise InputError(
                "The search stands for too many different words in this corpus. Write more letters before its stars."
            ) from error
        if isinstance(error, ValueError | IndexError) or type(error).__name__ == "PanicException":
            raise SearchIndexError(folder) from error
        raise


def _write(draft: Path, articles: pd.DataFrame) -> None:
    schema = _schema()
    index = tantivy.Index(schema, path=str(draft))
    index.config_reader(reload_policy="manual")
    index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)  # one thread: the articles keep their order
    layout = Layout()
    titles, texts = (articles[field].fillna("").astype("str") for field in FIELDS)
    for number, (title, text) in enumerate(zip(titles, texts, strict=True)):
        document = tantivy.Document()
        document.add_unsigned(_NUMBER, number)
        document.add_text("title", layout.of(title))
        document.add_text("text", layout.of(text))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    files = {path.name: path.stat().st_size for path in sorted(draft.iterdir()) if path.name not in _LOCKS}
    record = {"format": FORMAT, "files": files, "article_ids": [str(article_id) for article_id in articles["article_id"]]}
    (draft / _RECORD).write_text(json.dumps(record), encoding="utf-8")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_NUMBER, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name=_ANALYZER, index_option="position")
    return builder.build()


def _put_in_place(draft: Path, folder: Path) -> None:
    """Rename a finished index into its place; one that stands there is moved aside first and then deleted."""
    aside = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    with suppress(FileNotFoundError):
        folder.rename(aside)
    try:
        draft.rename(folder)
    except OSError:
        _record(folder)  # another process put the same index there between the two steps; it serves as well
    _remove(aside)
