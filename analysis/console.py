"""What the commands of the terminal share: the corpus' folder, files that are read and written, and errors as one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from analysis.errors import DatelineError, InputError

CorpusFolder = Annotated[Path, typer.Option("--corpus", help="Folder of the corpus.", show_default=False)]


@contextmanager
def friendly() -> Iterator[None]:
    """Turn the package's own errors into one line on standard error and exit code 1, or 2 for wrong usage."""
    try:
        yield
    except DatelineError as error:
        typer.echo(f"dateline: {error}", err=True)
        raise typer.Exit(2 if isinstance(error, InputError) else 1) from error


def content_of(file: Path) -> bytes:
    """Return what a file holds.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error


def write(content: bytes, file: Path) -> None:
    """Write a file.

    Raises:
        InputError: It cannot be written.
    """
    try:
        file.write_bytes(content)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
