"""``dateline``: the command line. It reads options, calls the package and prints; heavy modules are imported by the command that needs them."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from analysis import actor_commands, console, event_commands, topic_commands
from analysis.console import CorpusFolder, friendly
from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.imports import LoadReport
    from analysis.slice import Slice

app = typer.Typer(
    name="dateline",
    help="Turn a pile of news articles into timelines of sentiment, topics and actors, on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class TableFormat(StrEnum):
    """File formats of ``export`` and ``measure``."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"


class CopiesChoice(StrEnum):
    """How near copies count."""

    ALL = "all"
    ONE_PER_GROUP = "one-per-group"
    ONE_PER_GROUP_AND_OUTLET = "one-per-group-and-outlet"


class FormChoice(StrEnum):
    """Forms of a name that need not count."""

    ADJECTIVE = "adjective"
    METONYM = "metonym"


class PeriodChoice(StrEnum):
    """Lengths of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class GroupChoice(StrEnum):
    """What a measure is split by."""

    OUTLET = "outlet"
    TOPIC = "topic"
    ACTOR = "actor"


app.add_typer(actor_commands.app)
app.add_typer(topic_commands.app)
app.add_typer(event_commands.app)

Paths = Annotated[list[Path], typer.Argument(help="Files or folders of articles. See: dateline formats", show_default=False)]
OutletName = Annotated[str | None, typer.Option("--outlet", help="Outlet of articles that name none.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", help="Column of a field, such as title=Headline. May be repeated.", metavar="FIELD=COLUMN")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that score.")]
Ner = Annotated[str | None, typer.Option(help="An installed spaCy pipeline whose names are added to those found.", metavar="PIPELINE")]
Cluster = Annotated[str | None, typer.Option(help="Address of a Dask scheduler that scores instead.", metavar="ADDRESS")]
FromDay = Annotated[str | None, typer.Option("--from", help="First day that counts, such as 2024-03-01.", metavar="DATE")]
ToDay = Annotated[str | None, typer.Option("--to", help="Last day that counts.", metavar="DATE")]
Outlets = Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet. May be repeated.", metavar="NAME")]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", help="Only articles about this topic, by name or id. May be repeated.", metavar="ID")
]
Actors = Annotated[
    list[str] | None, typer.Option("--actor", help="Only articles that mention this actor, by name or id. May be repeated.", metavar="ID")
]
Query = Annotated[str | None, typer.Option("--query", help='Only articles with these words and "phrases"; -word excludes.', metavar="TEXT")]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Only articles in this language, such as en.", metavar="CODE")]
Undated = Annotated[bool, typer.Option("--undated", help="Only articles without a date.")]
Copies = Annotated[
    CopiesChoice, typer.Option("--copies", help="Count every copy of a text, or one of each group, or of each group and outlet.")
]
Without = Annotated[
    list[FormChoice] | None,
    typer.Option("--without", help="Do not count adjectives (Israeli), or metonyms (the Kremlin), as mentions. May be repeated."),
]
FileFormat = Annotated[TableFormat | None, typer.Option("--format", help="Default: by the ending of FILE, else csv.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="File to write, with its recipe beside it. Default: standard output.", metavar="FILE")
]


@app.command("open")
def open_(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to read first. None, and no corpus: the bundled sample.", show_default=False),
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus.", show_default=False)] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8501,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Anything but this machine lets others in.", metavar="ADDR")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Start the dashboard."""
    from analysis import library
    from analysis.corpus import Corpus

    with friendly():
        if paths:
            folder = corpus or library.fresh_folder(paths[0].stem)
            report = _add(paths, folder)
            _print_report(report, to=sys.stderr)
            if not report.kept and not folder.exists():
                raise typer.Exit(1)
        else:
            folder = corpus or _sample()
        Corpus.open(folder)
    arguments = ["--corpus", str(folder.resolve()), "--port", str(port), "--host", host, *([] if browser else ["--no-browser"])]
    command = [sys.executable, "-m", "dashboard", *arguments]
    if os.name == "posix":
        os.execv(sys.executable, command)  # becomes the server, so that stopping this process stops it
    raise typer.Exit(subprocess.run(command, check=False).returncode)


@app.command()
def add(
    paths: Paths,
    corpus: CorpusFolder,
    mapping: Mapping = None,
    outlet: OutletName = None,
    ner: Ner = None,
    workers: Workers = 1,
    cluster: Cluster = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the load report as one JSON object.")] = False,
) -> None:
    """Read, clean and score articles, and add them to a corpus as one import."""
    with friendly():
        report = _add(paths, corpus, mapping=_mapping(mapping), outlet=outlet, ner=ner, workers=workers, cluster=cluster)
    if as_json:
        from dataclasses import asdict

        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _print_report(report, to=sys.stdout)
    raise typer.Exit(0 if report.kept else 1)


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="articles, sentences, mentions, quotes, topics or rejected", show_default=False)],
    corpus: CorpusFolder,
    format_: FileFormat = None,
    out: Out = None,
    from_: FromDay = None,
    to: ToDay = None,
    outlet: Outlets = None,
    topic: Topics = None,
    actor: Actors = None,
    query: Query = None,
    language: Languages = None,
    undated: Undated = False,
    copies: Copies = CopiesChoice.ALL,
    without: Without = None,
) -> None:
    """Write one table of a corpus."""
    with friendly():
        from analysis import commands, export
        from analysis.corpus import Corpus
        from analysis.naming import with_ids

        slice_ = _slice(from_, to, outlet, topic, actor, query, language, undated, copies, without)
        columns = export.columns_of(table)
        opened = Corpus.open(corpus)
        slice_ = with_ids(opened, slice_)
        _write(
            export.table(opened, table, slice_), format_, out, opened, slice_, what=f"table {table}", columns=columns,
            command=commands.of_table(table, slice_),
        )  # fmt: skip


@app.command()
def measure(
    name: Annotated[str, typer.Argument(help="Such as coverage or topics; a wrong name is answered with all of them", show_default=False)],
    corpus: CorpusFolder,
    by: Annotated[GroupChoice | None, typer.Option(help="Split into series.")] = None,
    period: Annotated[PeriodChoice, typer.Option(help="Length of a period.")] = PeriodChoice.WEEK,
    series: Annotated[
        list[str] | None,
        typer.Option("--series", help="Outlet, topic or actor of the split that is wanted. May be repeated.", metavar="ID"),
    ] = None,
    of: Annotated[list[str] | None, typer.Option("--of", help="Quantity of the timeline. May be repeated.", metavar="NAME")] = None,
    rolling: Annotated[int, typer.Option("--rolling", min=0, help="Periods that a rolling mean is taken over.")] = 0,
    versus: Annotated[
        str | None, typer.Option("--versus", help="The other slice of a comparison, as in an address: outlet=NAME&from=2024-03-01.")
    ] = None,
    format_: FileFormat = None,
    out: Out = None,
    from_: FromDay = None,
    to: ToDay = None,
    outlet: Outlets = None,
    topic: Topics = None,
    actor: Actors = None,
    query: Query = None,
    language: Languages = None,
    undated: Undated = False,
    copies: Copies = CopiesChoice.ALL,
    without: Without = None,
) -> None:
    """Write the rows of a chart."""
    with friendly():
        from analysis import commands
        from analysis.corpus import Corpus
        from analysis.measures import Options, by_name
        from analysis.naming import with_ids
        from analysis.slice import from_address

        found = by_name(name)
        slice_ = _slice(from_, to, outlet, topic, actor, query, language, undated, copies, without)
        opened = Corpus.open(corpus)
        slice_ = with_ids(opened, slice_)
        options = Options(
            period=period.value, group=by.value if by else None, series=tuple(series or ()), of=tuple(of or ()), rolling=rolling,
            versus=with_ids(opened, from_address(versus)) if versus is not None else None,
        )  # fmt: skip
        rows = found.rows(opened, slice_, options)
        _write(
            rows, format_, out, opened, slice_, what=f"measure {name}{found.said(options)}",
            columns={column: found.columns[column] for column in rows.columns}, command=commands.of_measure(name, options, slice_),
        )  # fmt: skip


@app.command()
def info(
    corpus: CorpusFolder,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a corpus holds."""
    with friendly():
        from dataclasses import asdict

        from analysis.corpus import Corpus
        from analysis.measures import coverage

        opened = Corpus.open(corpus)
        totals = coverage.totals(opened)
        imports = [asdict(part) for part in opened.imports]
    facts = {
        "name": opened.name,
        "version": opened.version,
        "articles": totals.articles,
        "outlets": totals.outlets,
        "from": totals.first.isoformat() if totals.first else None,
        "to": totals.last.isoformat() if totals.last else None,
        "undated": totals.undated,
        "not_scored": totals.not_scored,
        "copies": totals.copies,
        "headline_only": totals.headline_only,
    }
    if as_json:
        print(json.dumps({**facts, "imports": imports}, ensure_ascii=False))
        return
    for name, value in facts.items():
        print(f"{name.replace('_', ' '):<13} {'' if value is None else value}")
    for part in imports:
        print(f"import {part['import_id']}: {part['report']['kept']} of {part['report']['rows']} rows kept, added {part['added_at']}")


@app.command()
def formats() -> None:
    """List the file formats that can be read."""
    from analysis.readers import READERS

    for reader in READERS:
        print(f"{reader.name:<14} {', '.join(reader.extensions):<24} {reader.what}")


def run() -> None:
    """Run the command line (the console command)."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    app()


def _add(
    paths: list[Path],
    folder: Path,
    *,
    mapping: dict[str, str] | None = None,
    outlet: str | None = None,
    ner: str | None = None,
    workers: int = 1,
    cluster: str | None = None,
) -> LoadReport:
    from analysis import library
    from analysis.progress import bar

    with bar() as progress:
        return library.add(paths, folder, mapping=mapping, outlet=outlet, ner=ner, workers=workers, cluster=cluster, progress=progress)


def _sample() -> Path:
    from analysis import library
    from analysis.progress import bar

    with bar() as progress:
        return library.sample(progress=progress)


def _mapping(options: list[str] | None) -> dict[str, str] | None:
    pairs = [option.partition("=") for option in options or []]
    wrong = [field + sign + column for field, sign, column in pairs if not (field and sign and column)]
    if wrong:
        raise InputError(f"--map {wrong[0]} is not of the form FIELD=COLUMN. Example: --map title=Headline")
    return {field: column for field, _, column in pairs} or None


def _slice(
    from_: str | None, to: str | None, outlets: list[str] | None, topics: list[str] | None, actors: list[str] | None,
    query: str | None, languages: list[str] | None, undated: bool, copies: CopiesChoice, without: list[FormChoice] | None,
) -> Slice:  # fmt: skip
    from analysis.slice import Slice

    def day(value: str | None) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise InputError(f"{value} is not a day. Write it as year, month and day: 2024-03-25.") from error

    last = day(to)
    return Slice(
        start=day(from_), end=last + timedelta(days=1) if last else None, outlets=tuple(outlets or ()), topics=tuple(topics or ()),
        actors=tuple(actors or ()), languages=tuple(languages or ()), undated=undated, query=query, copies=copies.value,
        without=tuple(form.value for form in without or ()),
    )  # fmt: skip


def _write(
    frame: pd.DataFrame, format_: TableFormat | None, out: Path | None, corpus: Corpus, slice_: Slice, *, what: str, columns: dict[str, str],
    command: Sequence[str],
) -> None:  # fmt: skip
    """Write a frame to a file with its recipe beside it, or a text format to standard output."""
    from analysis import commands, export

    endings = [each for each in TableFormat if out is not None and out.suffix.lower() == f".{each}"]
    format_ = format_ or (endings[0] if endings else TableFormat.CSV)
    if out is None and format_ in (TableFormat.XLSX, TableFormat.PARQUET):
        raise InputError(f"{format_} is not text. Name a file with --out FILE.")
    content = export.to_bytes(frame, format_.value)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    console.write(content, out)
    told = export.recipe(
        corpus, slice_, what=what, columns=columns, command=commands.into(command, format_.value, out.name),
        notes=export.notes(frame, format_.value),
    )  # fmt: skip
    console.write(told, out.with_name(out.name + ".recipe.json"))


def _print_report(report: LoadReport, *, to: TextIO) -> None:
    print(
        f"{report.kept:,} of {report.rows:,} articles kept, from {report.files:,} {'file' if report.files == 1 else 'files'}, in {report.seconds:.1f} s",
        file=to,
    )
    counts = {
        "undated": report.undated,
        "not in English, so without sentiment": report.not_scored,
        "copies of another": report.copies,
        "without a text: the headline is read as the text, and counted in the means": report.headline_only,
        "earlier versions replaced": report.updated,
    }
    for what, count in counts.items():
        if count:
            print(f"  {count:,} {what}", file=to)
    if report.kept:
        named = report.mentions
        print(
            f"  {named['register']:,} mentions of actors in the register, {named['found']:,} of actors found in the texts, "
            f"among them {named['open surnames']:,} bare surnames of nobody named in full",
            file=to,
        )
    if report.rejected:
        print(f"{report.rejected:,} rejected: " + ", ".join(f"{count:,} {reason}" for reason, count in report.reasons.items()), file=to)
    for row in report.first_rejected:
        print(f"  {row}", file=to)
    if report.rejected > len(report.first_rejected):
        print("  and more; see them all with: dateline export rejected", file=to)
    for note in report.notes:
        print(f"  {note}", file=to)
