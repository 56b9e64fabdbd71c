"""Fixtures shared by all tests. Every test gets a home of its own, so that nobody's corpora are touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import Corpus
from tests import builders


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))


@pytest.fixture
def five(tmp_path: Path) -> Corpus:
    """A corpus of five articles, see builders.tables."""
    return builders.corpus(tmp_path)
