"""Data: bring articles in, see what became of every row, and choose which corpus is open."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis import export, library
from analysis.corpus import Corpus
from analysis.errors import DatelineError
from analysis.imports import Import
from analysis.measures import removed_lines
from analysis.readers import READERS, repairable
from analysis.slice import ALL
from dashboard import components, filters, links, loading, screen, table_downloads, theme
from dashboard.selection import Selection
from dashboard.views import column_map, load_report

NEW = "A new corpus"
NAME_LIMIT = 60  # characters of a corpus name; it stands in menus and file names
_OUTCOME = "_load_outcome"
_FAILED = "_import_failed"
_FAILED_CORPUS = "_corpus_failed"
_UNSAFE = re.compile(r"[^\w.\- ]+")


def render(selection: Selection) -> None:
    """Draw the page."""
    totals = loading.totals(selection.folder, selection.version, selection.slice_)
    components.page_head(
        selection,
        "Which articles are these?",
        f"The corpus **{theme.plain(selection.name)}** holds {theme.counted(totals.corpus_articles, 'article')}. Add more here, or open another corpus.",
        filtered=False,
    )
    _upload(selection)
    _outcome()
    _imports(selection)
    _taken_out(selection)
    _corpora(selection)


def _upload(selection: Selection) -> None:
    st.header("Add articles", anchor=False)
    files = st.file_uploader(
        "Files with articles",
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get('_uploads', 0)}",
        help="Tables with one article a row, saved web pages, or texts with one article each.",
    )
    st.caption(
        "Reads " + ", ".join(f"{reader.name} ({' '.join(reader.extensions)})" for reader in READERS) + ". Nothing leaves this machine."
    )
    opened = None if selection.sample else loading.corpus(selection.folder)
    chosen = column_map.choose(
        files or [],
        library.column_choices(opened.folder if opened else None),
        forget=lambda header: opened.choose_columns({header: {}}) if opened else None,
    )
    targets = [NEW, *([] if selection.sample else [selection.name])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        target = st.selectbox("Add to", targets, index=len(targets) - 1, key=f"upload-target-{selection.folder}", width=260)
        name = st.text_input(
            "Its name", value=_unused("My articles"), max_chars=NAME_LIMIT, key="upload-name", width=260, disabled=target != NEW
        )
        outlet = st.text_input("Outlet, where a file names none", key="upload-outlet", width=260, max_chars=NAME_LIMIT)
        pressed = st.button("Read and score", key="upload-go", type="primary", icon=":material/play_arrow:", disabled=not files)
    if pressed and files:
        folder = Path(selection.folder) if target != NEW else library.fresh_folder(name or "")
        name = _unused((name or "").strip() or "My articles")
        _load(files, folder, name=name, chosen=chosen, outlet=outlet.strip() or None if outlet else None)


def _load(files: Sequence[UploadedFile], folder: Path, *, name: str, chosen: Mapping[str, Mapping[str, str]], outlet: str | None) -> None:
    """Read and score uploaded files into the corpus of a folder, showing progress, and keep what became of them for the next run."""
    bar = st.progress(0.0, text="Reading")
    began = time.monotonic()

    def progress(stage: str, done: int, total: int) -> None:
        speed = f", {done / (time.monotonic() - began):,.0f} a second" if done and total else ""
        articles = (
            f"{theme.count(done)} of {theme.count(total)} articles" if total else f"{theme.counted(done, 'article')} so far" if done else ""
        )
        bar.progress(done / total if total else 0.0, text=f"{stage} {articles}{speed}".strip())

    with tempfile.TemporaryDirectory(prefix="dateline-") as place:
        try:
            saved = _saved(files, Path(place))
            mappings = {path.name: chosen[file.name] for file, path in zip(files, saved, strict=True) if file.name in chosen}
            report = library.add(saved, folder, name=name, mappings=mappings, outlet=outlet, progress=progress)
        except DatelineError as error:
            bar.empty()
            st.error(theme.plain(str(error)), icon=":material/error:")
            return
    bar.empty()
    st.session_state[_OUTCOME] = (str(folder), report)
    if report.kept:
        links.open_corpus(str(folder))  # what is shown below the report is then its own
    st.session_state["_uploads"] = st.session_state.get("_uploads", 0) + 1
    st.rerun()


def _unused(name: str) -> str:
    """Return the name, or the name with the first number that no corpus of this user has."""
    taken = {corpus.name for corpus in library.corpora()} | {library.SAMPLE_NAME}
    return next(each for each in (name, *(f"{name} {number}" for number in range(2, len(taken) + 3))) if each not in taken)


def _saved(files: Sequence[UploadedFile], place: Path) -> list[Path]:
    """Write uploaded files into a folder of their own under harmless names, and return their paths."""
    paths: list[Path] = []
    for number, file in enumerate(files):
        name = _UNSAFE.sub("_", Path(file.name.replace("\\", "/")).name).strip(". ")[-120:] or "file"
        path = place / name
        if path.exists():
            path = place / f"{number}-{name}"
        path.write_bytes(file.getbuffer())
        paths.append(path)
    return paths


def _outcome() -> None:
    """Show what became of the last upload."""
    if _OUTCOME not in st.session_state:
        return
    folder, report = st.session_state[_OUTCOME]
    with st.container(border=True, key="load-report"):
        if report.kept:
            bare = f"; {theme.count(report.headline_only)} of them a headline only" if report.headline_only else ""
            st.success(
                f"{theme.counted(report.kept, 'article')} of {theme.count(report.rows)} kept{bare}, in {report.seconds:.1f} s.",
                icon=":material/check_circle:",
            )
        else:
            st.error("No article was kept, and nothing was changed.", icon=":material/error:")
        load_report.draw(report)
        if report.kept and report.rejected:
            rejected = loading.corpus(folder).table("rejected")
            _repair_button(rejected[rejected["import_id"] == report.import_id], loading.corpus(folder).name, key="outcome")
        if report.kept:
            st.button("Show these articles", type="primary", icon=":material/arrow_forward:", on_click=_show, args=(folder,))


def _show(folder: str) -> None:
    del st.session_state[_OUTCOME]
    _open(folder)
    links.link_to("overview")


def _open(folder: str) -> None:
    filters.reset()
    links.open_corpus(folder)


def _imports(selection: Selection) -> None:
    corpus = loading.corpus(selection.folder)
    st.header("Imports of this corpus", anchor=False)
    failed = st.session_state.pop(_FAILED, None)
    if failed:
        st.error(theme.plain(failed), icon=":material/error:")
    for part in corpus.imports:
        _import(selection, corpus, part)
    for part in corpus.removed:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"~~{part.import_id}~~, {theme.counted(part.report.kept, 'article')}, removed", width="stretch")
            st.button(
                "Undo", key=f"restore-{part.import_id}", icon=":material/undo:", on_click=_moved, args=(corpus.restore, part.import_id)
            )
    table_downloads.control(selection)
    _rejected(selection, corpus)


def _rejected(selection: Selection, corpus: Corpus) -> None:
    rejected = _not_repaired(corpus)
    if rejected.empty:
        return
    st.subheader("Rejected rows", anchor=False)
    st.caption(
        "Download them with their own columns, repair them in a spreadsheet and upload the file above: what is here already is not added twice."
    )
    st.dataframe(
        rejected[["file", "row", "reason", "detail", "content"]], hide_index=True, height="content" if len(rejected) < 8 else 280,
        alt="Rejected rows", placeholder="",
        column_config={
            "file": "File", "row": "Row", "reason": "Reason", "detail": "Detail", "content": st.column_config.TextColumn("As found", width="large"),
        },
    )  # fmt: skip
    _repair_button(rejected, selection.name, key="all")


def _not_repaired(corpus: Corpus) -> pd.DataFrame:
    """Return the rejected rows, each as it was met last, without those that were repaired since."""
    rejected = corpus.table("rejected").drop_duplicates(["file", "row", "reason"], keep="last")
    kept = corpus.query("SELECT DISTINCT source_file AS file, source_row AS row FROM all_articles").assign(kept=True)
    both = rejected.merge(kept.astype({"row": "Int64"}), on=["file", "row"], how="left")
    return both[both["kept"].isna()].drop(columns="kept")


def _repair_button(rejected: pd.DataFrame, name: str, *, key: str) -> None:
    st.download_button(
        "Download rejected rows to repair", data=lambda: export.to_bytes(repairable(rejected), "csv"), mime="text/csv", key=f"repair-{key}",
        on_click="ignore", file_name=f"{name}-rejected.csv".lower().replace(" ", "-"), type="tertiary", icon=":material/download:",
    )  # fmt: skip


def _import(selection: Selection, corpus: Corpus, part: Import) -> None:
    report = part.report
    with st.expander(
        f"Added {theme.day(pd.Timestamp(part.added_at))} · {theme.counted(report.kept, 'article')} of {theme.count(report.rows)} kept · {part.import_id}"
    ):
        load_report.draw(report)
        with st.container(horizontal=True):
            st.download_button(
                "Download report", data=lambda: export.to_bytes(pd.DataFrame([asdict(report)]), "jsonl"), file_name=f"{part.import_id}-report.json",
                mime="application/json", key=f"report-{part.import_id}", on_click="ignore", type="tertiary", icon=":material/download:",
            )  # fmt: skip
            if not selection.sample:
                st.button(
                    "Remove import",
                    key=f"remove-{part.import_id}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=_moved,
                    args=(corpus.remove, part.import_id),
                    help="Takes its articles out of the corpus; Undo brings them back.",
                )


def _moved(move: Callable[[str], None], import_id: str) -> None:
    """Remove or restore an import; it may be gone meanwhile, or the disk full."""
    try:
        move(import_id)
    except (DatelineError, OSError) as error:
        st.session_state[_FAILED] = str(error)


def _taken_out(selection: Selection) -> None:
    """Show the lines that cleaning took out of the texts."""
    rows = loading.rows(selection.folder, selection.version, "removed-lines", selection.slice_)
    if rows.empty:
        return
    st.header("Lines taken out of texts", anchor=False)
    st.caption(
        f"{theme.counted(len(rows), 'line')} that are no part of an article, such as advertisements and “Read more”, "
        f"taken out of {theme.counted(int(rows['total'].iloc[0]), 'article')}. Choose one to see an article it stood in, with all that was taken out."
    )

    def opened() -> None:
        cells = st.session_state["taken-out"]["selection"]["cells"]
        if not cells:
            return
        row, column = cells[0]
        outlet = rows["outlet"].iloc[row]
        if column == "outlet" and isinstance(outlet, str):
            links.link_to("outlets", open_=outlet)
        else:
            links.link_to("articles", open_=str(rows["article_id"].iloc[row]))

    st.dataframe(
        rows[["line", "articles", "outlets", "outlet"]], hide_index=True, key="taken-out", on_select=opened, selection_mode="single-cell",
        height=components.list_height(len(rows), 280), alt="Lines taken out of texts", placeholder="",
        column_config={
            "line": st.column_config.TextColumn("Line", width=210 if screen.narrow() else "large"), "articles": "Articles", "outlets": "Outlets", "outlet": "Mostly in",
        },
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        components.rows_download(selection, "removed-lines", lambda: rows, removed_lines.COLUMNS, key="removed-lines")


def _corpora(selection: Selection) -> None:
    st.header("Corpora on this machine", anchor=False)
    failed = st.session_state.pop(_FAILED_CORPUS, None)
    if failed:
        st.error(theme.plain(failed), icon=":material/error:")
    sample = Corpus.open(loading.sample_folder())
    for corpus in [*library.corpora(), sample]:
        _corpus(selection, corpus, own=corpus.folder != sample.folder)
    for corpus in library.removed_corpora():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"~~{theme.plain(corpus.name)}~~, removed", width="stretch")
            st.button("Undo", key=f"back-{corpus.folder}", icon=":material/undo:", on_click=_restored, args=(corpus,))
    st.caption(
        f"They are folders in {theme.plain(str(library.home()))}. A corpus elsewhere opens with: dateline open --corpus FOLDER. "
        "A removed corpus stays in the folder removed there until you delete it."
    )


def _corpus(selection: Selection, corpus: Corpus, *, own: bool) -> None:
    here = Path(selection.folder).resolve() == corpus.folder.resolve()
    kept = loading.totals(str(corpus.folder), corpus.version, ALL).corpus_articles
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{theme.plain(corpus.name)}**, {theme.counted(kept, 'article')} in {theme.counted(len(corpus.imports), 'import')}",
            width="stretch",
        )
        if own:
            with st.popover("Rename", type="tertiary", icon=":material/edit:", key=f"rename-{corpus.folder}"):
                st.text_input(
                    "New name",
                    value=corpus.name,
                    max_chars=NAME_LIMIT,
                    key=f"name-{corpus.folder}",
                    on_change=_renamed,
                    args=(corpus,),
                    kwargs={"open_": here},
                )
            st.button(
                "Remove", key=f"away-{corpus.folder}", type="tertiary", icon=":material/delete:", disabled=here, on_click=_removed, args=(corpus,),
                help="Open another corpus first." if here else "Takes it off this list; Undo brings it back.",
            )  # fmt: skip
        st.button("Open now" if here else "Open", key=f"open-{corpus.folder}", disabled=here, on_click=_open, args=(str(corpus.folder),))


def _renamed(corpus: Corpus, *, open_: bool) -> None:
    _try(lambda: library.rename(corpus, st.session_state[f"name-{corpus.folder}"]))
    if open_:
        links.open_corpus(str(corpus.folder))  # its name stands in the address


def _removed(corpus: Corpus) -> None:
    _try(lambda: library.remove(corpus))


def _restored(corpus: Corpus) -> None:
    _try(lambda: library.restore(corpus))


def _try(change: Callable[[], object]) -> None:
    """Change something about a corpus; its folder may be in use or the disk full."""
    try:
        change()
    except (DatelineError, OSError) as error:
        st.session_state[_FAILED_CORPUS] = str(error)
