"""Event marks: days that the analyst names, drawn into every chart over time and kept with the corpus. No number depends on them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis import edits
from analysis.errors import CorpusError, InputError

LABEL_CHARACTERS = 60  # a longer label does not fit above a line
MOST = 200  # marks of a corpus; a chart with more lines than that shows nothing else
FIRST_YEAR = 1000  # earlier days are slips of the pen, and plotly draws none before it
_COLUMNS = ("day", "label")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Event:
    """A day and what happened on it."""

    day: date
    label: str


def new(day: date, label: str) -> Event:
    """Return an event mark.

    Raises:
        InputError: The label is empty or too long, or the day cannot be drawn.
    """
    shown = " ".join(label.split())
    if not any(letter.isalnum() for letter in shown):
        raise InputError("The event has no label. Write in a few words what happened.")
    if len(shown) > LABEL_CHARACTERS:
        raise InputError(
            f"The label has {len(shown)} characters; at most {LABEL_CHARACTERS} fit above a chart: {shown[:LABEL_CHARACTERS]}…"
        )
    if not shown.isprintable():
        raise InputError("The label holds a character that cannot be shown. Write it again without.")
    if day.year < FIRST_YEAR:
        raise InputError(f"{day.isoformat()} is too early for an event.")
    return Event(day=day, label=shown)


def read_day(text: str) -> date:
    """Return the day that a text such as 2024-03-25 means.

    Raises:
        InputError: It is no day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"{text!r} is not a day. Write it as year, month and day: 2024-03-25.") from error


def added(events: Sequence[Event], *more: Event) -> tuple[Event, ...]:
    """Return the events with others, by day and label; one that is there already stays one.

    Raises:
        InputError: There would be too many.
    """
    every = tuple(sorted({*events, *more}))
    if len(every) > MOST:
        raise InputError(f"There would be {len(every)} event marks; at most {MOST} can be kept.")
    return every


def without(events: Sequence[Event], day: date, label: str | None = None) -> tuple[Event, ...]:
    """Return the events without those of a day, or without the one of that label (in any case).

    Raises:
        InputError: There is no such event.
    """
    gone = [
        event for event in events if event.day == day and (label is None or event.label.casefold() == " ".join(label.split()).casefold())
    ]
    if not gone:
        raise InputError(f"There is no event {'on' if label is None else repr(label) + ' on'} {day.isoformat()}.")
    return tuple(event for event in events if event not in gone)


def to_csv(events: Iterable[Event]) -> bytes:
    """Return events as CSV with the columns day and label, for another corpus or a spreadsheet."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows((event.day.isoformat(), event.label) for event in events)
    return written.getvalue().encode()


def from_csv(content: bytes, *, name: str = "the file") -> tuple[Event, ...]:
    """Return the events of a CSV file with the columns day and label.

    Raises:
        InputError: It is no such file; the message names the row.
    """
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{name} cannot be read as CSV in UTF-8.") from error
    if len(rows) > MOST:
        raise InputError(f"{name} has {len(rows)} rows; at most {MOST} event marks can be kept.")
    events: list[Event] = []
    for number, row in enumerate(rows, start=2):  # as a spreadsheet counts them
        values = {str(key).strip().casefold(): value for key, value in row.items()}
        if not all(isinstance(values.get(column), str) for column in _COLUMNS):
            raise InputError(f"{name} needs the columns day and label, and both in each row; row {number} lacks one.")
        try:
            events.append(new(read_day(values["day"]), values["label"]))
        except InputError as error:
            raise InputError(f"{name}, row {number}: {error}") from error
    return added((), *events)


def read(folder: Path) -> tuple[Event, ...]:
    """Return the events of a corpus' folder, by day.

    Raises:
        CorpusError: The file is damaged.
    """
    stored = edits.read(folder, "events")
    if stored is None:
        return ()
    if not isinstance(stored, list) or not all(_well_formed(entry) for entry in stored):
        raise _damaged(folder)
    try:
        return added((), *(new(read_day(entry["day"]), entry["label"]) for entry in stored))
    except InputError as error:
        raise _damaged(folder) from error


def write(folder: Path, events: Iterable[Event]) -> None:
    """Keep the events of a corpus.

    Raises:
        CorpusError: They cannot be written; what was there stays.
        InputError: One of them cannot be kept; likewise.
    """
    kept = added((), *(new(event.day, event.label) for event in events))
    edits.write(folder, "events", [{"day": event.day.isoformat(), "label": event.label} for event in kept])


def _well_formed(entry: object) -> bool:
    return isinstance(entry, dict) and set(entry) == set(_COLUMNS) and all(isinstance(value, str) for value in entry.values())


def _damaged(folder: Path) -> CorpusError:
    return CorpusError(f"{folder / 'edits' / 'events.json'} is damaged. Move it away to go on without your event marks.")
