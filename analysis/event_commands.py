"""``dateline events``: the analyst's event marks on the command line. It reads options, calls the package and prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import console
from analysis.console import CorpusFolder, friendly

if TYPE_CHECKING:
    from analysis.corpus import Corpus

app = typer.Typer(
    name="events",
    help="Event marks: days with a label, drawn into every chart over time. No number depends on them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Day = Annotated[str, typer.Argument(help="The day, such as 2024-03-25.", show_default=False)]


@app.command("list")
def list_(corpus: CorpusFolder, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an event.")] = False) -> None:
    """List the event marks by day."""
    with friendly():
        for event in _opened(corpus).events:
            row = {"day": event.day.isoformat(), "label": event.label}
            typer.echo(json.dumps(row, ensure_ascii=False) if as_json else f"{row['day']}  {row['label']}")


@app.command()
def add(
    day: Day,
    label: Annotated[str, typer.Argument(help="What happened, in at most 60 characters.", show_default=False)],
    corpus: CorpusFolder,
) -> None:
    """Mark a day."""
    with friendly():
        from analysis import events

        opened = _opened(corpus)
        opened.keep_events(events.added(opened.events, events.new(events.read_day(day), label)))


@app.command()
def remove(
    day: Day, corpus: CorpusFolder, label: Annotated[str | None, typer.Option(help="Only the mark of this label.", metavar="TEXT")] = None
) -> None:
    """Remove the marks of a day, or one of them."""
    with friendly():
        from analysis import events

        opened = _opened(corpus)
        kept = events.without(opened.events, events.read_day(day), label)
        gone = [event for event in opened.events if event not in kept]
        opened.keep_events(kept)
        for event in gone:
            typer.echo(f"removed: {event.day.isoformat()}  {event.label}", err=True)


@app.command()
def save(file: Annotated[Path, typer.Argument(help="CSV file to write.", show_default=False)], corpus: CorpusFolder) -> None:
    """Write the event marks to a CSV file with the columns day and label."""
    with friendly():
        from analysis import events

        console.write(events.to_csv(_opened(corpus).events), file)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV file with the columns day and label.", show_default=False)], corpus: CorpusFolder
) -> None:
    """Add the event marks of a CSV file to those that are there."""
    with friendly():
        from analysis import events

        opened = _opened(corpus)
        brought = events.from_csv(console.content_of(file), name=file.name)
        opened.keep_events(events.added(opened.events, *brought))
        typer.echo(f"{len(brought):,} {'event mark' if len(brought) == 1 else 'event marks'} loaded", err=True)


def _opened(folder: Path) -> Corpus:
    from analysis.corpus import Corpus

    return Corpus.open(folder)
