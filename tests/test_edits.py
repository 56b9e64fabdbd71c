"""Edits are small files, whole or not at all, and part of what a corpus' version says."""

from __future__ import annotations

import pytest

from analysis import edits
from analysis.corpus import Corpus
from analysis.errors import CorpusError


def test_what_is_written_is_read(five: Corpus) -> None:
    assert edits.read(five.folder, "topics") is None
    edits.write(five.folder, "topics", [{"name": "Überflutung"}])
    assert edits.read(five.folder, "topics") == [{"name": "Überflutung"}]


def test_an_edit_changes_the_version_and_its_undoing_brings_it_back(five: Corpus) -> None:
    before = five.version
    edits.write(five.folder, "actors", ["one"])
    once = five.version
    edits.write(five.folder, "actors", ["two"])
    assert len({before, once, five.version}) == 3
    edits.write(five.folder, "actors", ["one"])
    assert five.version == once


def test_remembered_columns_change_no_number(five: Corpus) -> None:
    before = five.version
    edits.write(five.folder, "columns", {"header": {"title": "Kop"}})
    assert five.version == before


@pytest.mark.parametrize("content", ["{", "[" * 100_000, "\udcff"])
def test_a_damaged_file_says_which(five: Corpus, content: str) -> None:
    edits.write(five.folder, "actors", [])
    (five.folder / "edits" / "actors.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(CorpusError, match=r"actors\.json is damaged"):
        edits.read(five.folder, "actors")
