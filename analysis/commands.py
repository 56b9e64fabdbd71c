"""The command of the terminal that prints what the dashboard shows: the exact inverse of how the command line reads its options."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from analysis.measures import PLAIN, Options, by_name
from analysis.slice import Slice, as_dict, to_address

FOLDER = "CORPUS"  # stands in a command for the folder of the corpus, which differs from machine to machine


def of_measure(name: str, options: Options = PLAIN, slice_: Slice | None = None, *, folder: str = FOLDER) -> list[str]:
    """Return the words of the command that prints the rows of a measure, as the shell hands them on: ``dateline measure ...``.

    Args:
        name: The measure.
        options, slice_: What it was asked for; None is every article.
        folder: Where the corpus is.
    """
    found = by_name(name)
    return ["dateline", "measure", found.name, "--corpus", folder, *_of_options(options, over_time=found.over_time), *_of_slice(slice_)]


def of_table(name: str, slice_: Slice | None = None, *, folder: str = FOLDER) -> list[str]:
    """Return the words of the command that prints a table: ``dateline export ...``."""
    return ["dateline", "export", name, "--corpus", folder, *_of_slice(slice_)]


def into(command: Sequence[str], format_: str, file: str) -> list[str]:
    """Return a command that gives another format than CSV: what is text is printed, what is not goes to a file."""
    if format_ == "csv":
        return list(command)
    return [*command, *_option("format", format_), *(_option("out", file) if format_ in ("xlsx", "parquet") else ())]


def in_shell(command: Sequence[str]) -> str:
    """Return a command as one line for a POSIX shell."""
    return shlex.join(command)


def _of_options(options: Options, *, over_time: bool) -> Iterator[str]:
    if options.group:
        yield from _option("by", options.group)
    if over_time or options.period != PLAIN.period:
        yield from _option("period", options.period)
    for one in options.series:
        yield from _option("series", one)
    for one in options.of:
        yield from _option("of", one)
    if options.rolling:
        yield from _option("rolling", str(options.rolling))
    if options.versus is not None:
        yield from _option("versus", to_address(options.versus))


def _of_slice(slice_: Slice | None) -> Iterator[str]:
    for name, value in (as_dict(slice_) if slice_ else {}).items():
        if value is True:
            yield f"--{name}"
        elif not (name == "copies" and value == "all"):
            for one in value if isinstance(value, list) else [value]:
                yield from _option(name, str(one))


def _option(name: str, value: str) -> Iterator[str]:
    """Yield an option and its value: one word where the value could be taken for an option or for none."""
    if value.startswith("-") or not value:
        yield f"--{name}={value}"
    else:
        yield from (f"--{name}", value)
