"""The corpora on this machine, and the one way in which articles get into a corpus: read, score, commit."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import platformdirs

from analysis.corpus import Corpus
from analysis.errors import CorpusError, InputError
from analysis.imports import LoadReport
from analysis.pipeline import score_articles
from analysis.progress import Progress, silent
from analysis.readers import read_articles
from analysis.versions import versions

SAMPLE_NAME = "Sample"


def home() -> Path:
    """Return the folder of this user's corpora; the environment variable DATELINE_HOME moves it."""
    return Path(os.environ.get("DATELINE_HOME") or platformdirs.user_data_dir("dateline", appauthor=False))


def corpora() -> list[Corpus]:
    """Return the corpora of this user, in the order of their folders' names; a damaged one is left out."""
    return _opened("corpora")


def removed_corpora() -> list[Corpus]:
    """Return the corpora that were removed and can be restored."""
    return _opened("removed")


def rename(corpus: Corpus, name: str) -> None:
    """Give a corpus another name; its folder and all links to it stay.

    Raises:
        InputError: The name is empty, or another corpus has it.
    """
    wanted = " ".join(name.split())
    others = {other.name for other in corpora() if other.folder != corpus.folder} | {SAMPLE_NAME}
    if not wanted or wanted in others:
        raise InputError(f"Another corpus is called {wanted!r}. Choose another name." if wanted else "A corpus needs a name.")
    corpus.rename(wanted)


def remove(corpus: Corpus) -> None:
    """Take a corpus off the list; ``restore`` brings it back.

    Raises:
        CorpusError: It stands in no folder of this user's, so it is not ours to move.
    """
    _move(corpus, "corpora", "removed")


def restore(corpus: Corpus) -> None:
    """Bring back a corpus that was removed."""
    _move(corpus, "removed", "corpora")


def _move(corpus: Corpus, source: str, target: str) -> None:
    if corpus.folder.parent != home() / source:
        raise CorpusError(f"{corpus.folder} is no folder of {home() / source}. Move it yourself.")
    (home() / target).mkdir(parents=True, exist_ok=True)
    corpus.folder.rename(_unused(home() / target, corpus.folder.name))


def _opened(part: str) -> list[Corpus]:
    """Return the corpora in a part of the home, in the order of their folders' names."""
    opened = []
    for folder in sorted(home().glob(f"{part}/*/corpus.json")):
        try:
            opened.append(Corpus.open(folder.parent))
        except CorpusError:
            continue
    return opened


def fresh_folder(name: str) -> Path:
    """Return a folder for a new corpus that does not exist yet, named after ``name``."""
    stem = re.sub(r"[^\w-]+", "-", name).strip("-")[:40] or "articles"
    return _unused(home() / "corpora", stem)


def _unused(place: Path, stem: str) -> Path:
    """Return a folder that does not exist yet: the stem, or the stem with the first free number."""
    taken = {path.name.lower() for path in place.glob("*")}
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return place / next(name for name in names if name.lower() not in taken)


def add(
    paths: Sequence[Path],
    folder: Path,
    *,
    name: str | None = None,
    mapping: Mapping[str, str] | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    outlet: str | None = None,
    ner: str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress = silent,
) -> LoadReport:
    """Read, score and commit articles into the corpus of a folder, which is made when there is none and an article is kept.

    Args:
        paths: Files and folders.
        folder: Of the corpus.
        name: Of the corpus, when it is made.
        mapping: Field -> column, for all files. It is remembered for the next file of the same header.
        mappings: Name of a file -> its mapping, before the one for all.
        outlet: Name of the outlet for articles that name none.
        ner: An installed spaCy pipeline whose names are added to those found.
        workers: Processes on this machine.
        cluster: Address of a Dask scheduler that scores instead.
        progress: Told the stage, what is done and how much there is.

    Raises:
        InputError: A path does not exist, or an option is wrong; nothing was changed.
        CorpusError: The folder is no corpus, or cannot be written; nothing was changed.
    """
    began = time.perf_counter()
    corpus = Corpus.open_or_plan(folder, name=name)
    progress("Reading", 0, 0)
    remembered = corpus.column_choices
    result = read_articles(
        paths,
        mapping=mapping,
        mappings=mappings,
        remembered=remembered,
        outlet=outlet,
        progress=lambda found: progress("Reading", found, 0),
    )
    progress("Reading", len(result.articles), len(result.articles))
    tables = score_articles(
        result.articles,
        workers=workers,
        cluster=cluster,
        lexicon=corpus.lexicon,
        ner=ner,
        progress=lambda done, total: progress("Scoring", done, total),
    )
    progress("Writing", 0, 0)
    report = corpus.add(
        tables,
        rejected=result.rejected,
        files=result.files,
        seconds=time.perf_counter() - began,
        files_read=result.files_read,
        made_by={"ner": ner} if ner else None,
    )
    chosen = {
        header: dict((mappings or {}).get(file.file) or mapping or {}) for file in result.files_read if file.kept for header in file.headers
    }
    if report.kept and any(chosen.values()):
        corpus.choose_columns({header: choice for header, choice in chosen.items() if choice})
    return report


def column_choices(folder: Path | None = None) -> dict[str, dict[str, str]]:
    """Return which columns this user chose for which header, in any corpus; what was chosen in the corpus of a folder goes before."""
    others = [corpus for corpus in corpora() if corpus.folder != folder]
    own = [Corpus.open(folder)] if folder else []
    return {header: mapping for corpus in [*others, *own] for header, mapping in corpus.column_choices.items()}


def sample(*, progress: Progress = silent) -> Path:
    """Return the folder of the bundled sample's corpus, scored anew when the program or a register has changed."""
    source = _sample_source()
    content = "".join(
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(source.rglob("*")) if path.is_file()
    )
    key = hashlib.sha256((content + repr(versions())).encode()).hexdigest()[:12]
    folder = home() / "sample" / key
    if not (folder / "corpus.json").exists():
        draft = folder.with_name(f".{key}-{uuid.uuid4().hex[:8]}")
        add([source], draft, name=SAMPLE_NAME, progress=progress)
        try:
            draft.rename(folder)
        except OSError:  # another process was quicker; its corpus is the same
            shutil.rmtree(draft)
    return folder


def _sample_source() -> Path:
    """Return the folder of the sample's files: inside the package when installed, beside it in a clone."""
    package = Path(__file__).parent
    installed = package / "sample"
    return installed if installed.is_dir() else package.parent / "data" / "sample"
