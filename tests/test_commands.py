"""A command is the exact inverse of how the command line reads it: whatever was looked at, the command asks for the same."""

from __future__ import annotations

import shlex
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from analysis import command_line, commands, measures, naming
from analysis.corpus import Corpus
from analysis.measures import PLAIN, Measure, Options
from analysis.slice import ALL, Slice

# What people and archives put into names: blanks, quotation marks, dashes, dollars, letters of other scripts, line ends.
names = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from(" '\"-=&$`\\\n"), min_size=1, max_size=12)
several = st.lists(names, max_size=3, unique=True).map(tuple)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def slices(draw: st.DrawFn) -> Slice:
    start, length = draw(st.none() | days), draw(st.none() | st.integers(1, 900))
    return Slice(
        start=start,
        end=None if length is None else (start or date(2024, 1, 1)) + timedelta(days=length),
        undated=draw(st.booleans()),
        outlets=draw(several),
        topics=draw(several),
        actors=draw(several),
        languages=draw(several),
        query=draw(st.none() | names),
        copies=draw(st.sampled_from(["all", "one-per-group", "one-per-group-and-outlet"])),
        without=draw(st.lists(st.sampled_from(["adjective", "metonym"]), max_size=2, unique=True).map(tuple)),  # type: ignore[arg-type]
    )


options = st.builds(
    Options,
    period=st.sampled_from(["day", "week", "month"]),
    group=st.sampled_from([None, "outlet", "topic", "actor"]),
    series=several,
    of=several,
    rolling=st.integers(0, 30),
    versus=st.none() | slices(),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Slice, Options]]:
    """What the measure that the command line runs is asked for."""
    heard: list[tuple[Slice, Options]] = []

    def rows(_: Corpus, slice_: Slice, options: Options) -> pd.DataFrame:
        heard.append((slice_, options))
        return pd.DataFrame({"period": []})

    measure = Measure(name="coverage", meaning="", rows=rows, columns={"period": ""})
    monkeypatch.setattr(measures, "by_name", lambda _: measure)
    monkeypatch.setattr(naming, "with_ids", lambda _, slice_: slice_)
    return heard


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slice_=slices(), options=options)
def test_the_command_asks_for_what_was_looked_at(five: Corpus, asked: list[tuple[Slice, Options]], slice_: Slice, options: Options) -> None:
    line = commands.in_shell(commands.of_measure("coverage", options, slice_, folder=str(five.folder)))
    ran = CliRunner().invoke(command_line.app, shlex.split(line)[1:])
    assert ran.exit_code == 0, ran.output
    assert asked.pop() == (slice_, options)


def test_a_command_reads_like_one() -> None:
    slice_ = Slice(start=date(2024, 3, 1), end=date(2024, 4, 1), outlets=("Northline Wire",), query="-football", copies="one-per-group")
    assert commands.in_shell(commands.of_measure("coverage", Options(group="outlet"), slice_)) == (
        "dateline measure coverage --corpus CORPUS --by outlet --period week --from 2024-03-01 --to 2024-03-31 --outlet 'Northline Wire'"
        " --query=-football --copies one-per-group"
    )
    assert commands.in_shell(commands.of_measure("topics", PLAIN, ALL)) == "dateline measure topics --corpus CORPUS"
    assert commands.in_shell(commands.of_table("mentions", Slice(undated=True))) == "dateline export mentions --corpus CORPUS --undated"


def test_another_format_is_named_and_what_is_no_text_gets_a_file() -> None:
    command = commands.of_table("topics")
    assert commands.into(command, "csv", "topics.csv") == command
    assert commands.into(command, "jsonl", "topics.jsonl")[-2:] == ["--format", "jsonl"]
    assert commands.into(command, "xlsx", "topics.xlsx")[-4:] == ["--format", "xlsx", "--out", "topics.xlsx"]
