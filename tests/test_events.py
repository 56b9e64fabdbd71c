"""Event marks: kept with the corpus, by day; no number depends on them; damaged files and bad rows are told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis import events
from analysis.corpus import Corpus
from analysis.errors import CorpusError, InputError
from analysis.event_commands import app
from analysis.events import Event

STRIKE = Event(day=date(2024, 3, 12), label="Harbour strike begins")
VOTE = Event(day=date(2024, 5, 20), label="Budget vote")


def run(corpus: Corpus, *arguments: str | Path) -> tuple[int, str]:
    """Exit code, and standard output and error together."""
    ran = CliRunner().invoke(app, [*map(str, arguments), "--corpus", str(corpus.folder)])
    return ran.exit_code, ran.output


def test_marks_are_kept_by_day_and_change_no_version(five: Corpus) -> None:
    assert five.events == ()
    before = five.version
    five.keep_events([VOTE, STRIKE, VOTE])
    assert five.events == (STRIKE, VOTE)
    assert Corpus.open(five.folder).events == (STRIKE, VOTE)
    assert five.version == before


def test_a_day_may_have_several_marks(five: Corpus) -> None:
    five.keep_events(events.added((STRIKE,), events.new(STRIKE.day, "  Ferries\nstop ")))
    assert [event.label for event in five.events] == ["Ferries stop", "Harbour strike begins"]


@pytest.mark.parametrize(
    ("day", "label", "said"),
    [
        (date(2024, 3, 12), " … ", "no label"),
        (date(2024, 3, 12), "a" * 61, "61 characters"),
        (date(2024, 3, 12), "left\u202eright", "cannot be shown"),
        (date(202, 3, 12), "Strike", "too early"),
    ],
)
def test_what_cannot_be_a_mark_is_told(day: date, label: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        events.new(day, label)


def test_the_longest_label_and_the_most_marks_are_kept() -> None:
    assert len(events.new(STRIKE.day, "a" * 60).label) == 60
    many = [events.new(STRIKE.day, f"mark {number}") for number in range(events.MOST)]
    assert len(events.added((), *many)) == events.MOST
    with pytest.raises(InputError, match="at most 200"):
        events.added(many, VOTE)


def test_marks_are_removed_by_day_or_by_label() -> None:
    ferries = Event(day=STRIKE.day, label="Ferries stop")
    assert events.without((ferries, STRIKE, VOTE), STRIKE.day) == (VOTE,)
    assert events.without((ferries, STRIKE, VOTE), STRIKE.day, "ferries  STOP") == (STRIKE, VOTE)
    with pytest.raises(InputError, match="no event 'Summit' on 2024-03-12"):
        events.without((STRIKE,), STRIKE.day, "Summit")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"day": "2024-03-12"}',
        '[{"day": "2024-03-12"}]',
        '[{"day": "yesterday", "label": "Strike"}]',
        '[{"day": "2024-03-12", "label": 7}]',
        "[[]]",
    ],
)
def test_a_damaged_file_is_told_and_is_not_overwritten_by_reading(five: Corpus, content: str) -> None:
    five.keep_events([STRIKE])
    path = five.folder / "edits" / "events.json"
    path.write_text(content)
    with pytest.raises(CorpusError, match=r"events\.json is damaged"):
        _ = five.events
    assert path.read_text() == content


def test_a_csv_file_holds_the_same_marks() -> None:
    hostile = events.new(VOTE.day, '=cmd, "quoted"')
    assert events.from_csv(events.to_csv([STRIKE, hostile])) == (STRIKE, hostile)
    assert events.from_csv("\ufeffLabel,Day\r\nBudget vote, 2024-05-20\r\n".encode()) == (VOTE,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"day,label\n2024-13-01,Strike\n", "row 2: '2024-13-01' is not a day"),
        (b"when,what\n2024-03-12,Strike\n", "needs the columns day and label"),
        (b"day,label\n2024-03-12\n", "row 2 lacks one"),
        (b"\xff\xfe\x00", "cannot be read as CSV"),
        (b'day,label\n"2024-03-12', "cannot be read as CSV"),
    ],
)
def test_a_bad_csv_file_says_where(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        events.from_csv(content, name="marks.csv")


def test_the_commands_list_add_and_remove(five: Corpus) -> None:
    assert run(five, "add", "2024-05-20", "Budget vote") == (0, "")
    assert run(five, "add", "2024-03-12", "Harbour strike begins") == (0, "")
    assert run(five, "list") == (0, "2024-03-12  Harbour strike begins\n2024-05-20  Budget vote\n")
    assert json.loads(run(five, "list", "--json")[1].splitlines()[0]) == {"day": "2024-03-12", "label": "Harbour strike begins"}
    assert run(five, "remove", "2024-05-20") == (0, "removed: 2024-05-20  Budget vote\n")
    assert five.events == (STRIKE,)
    assert run(five, "remove", "2024-05-20")[0] == 2
    assert run(five, "add", "20 May", "Budget vote") == (
        2,
        "dateline: '20 May' is not a day. Write it as year, month and day: 2024-03-25.\n",
    )


def test_marks_are_saved_and_loaded_beside_those_that_are_there(five: Corpus, tmp_path: Path) -> None:
    five.keep_events([STRIKE])
    assert run(five, "save", tmp_path / "marks.csv") == (0, "")
    other = Corpus.create(tmp_path / "other")
    other.keep_events([VOTE])
    assert run(other, "load", tmp_path / "marks.csv") == (0, "1 event mark loaded\n")
    assert other.events == (STRIKE, VOTE)
    (tmp_path / "bad.csv").write_text("day,label\n,Strike\n")
    assert run(other, "load", tmp_path / "bad.csv")[0] == 2
    assert other.events == (STRIKE, VOTE)
