"""The documentation names what the program has: formats, tables, measures, commands, pages; and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.command_line import app
from analysis.measures import MEASURES
from analysis.readers import READERS
from analysis.tables import TABLES
from dashboard.navigation import PAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data" / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_format_is_in_the_readme_and_explained(reader: object) -> None:
    assert reader.name in README  # type: ignore[attr-defined]
    assert reader.name.lower() in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").lower()  # type: ignore[attr-defined]


def test_every_command_table_measure_and_page_is_in_the_readme() -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    names = {f"dateline {name}" for name in commands} | {table.name for table in TABLES} | {measure.name for measure in MEASURES}
    assert [name for name in sorted(names) if name not in README] == []
    assert [page.title for page in PAGES if f"**{page.title}**" not in README] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_the_method_page_names_what_the_numbers_do_not_mean() -> None:
    method = (ROOT / "dashboard" / "method.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", method, flags=re.MULTILINE)[-1] == "What the numbers do not mean"


def test_every_dependency_is_explained() -> None:
    declared = re.findall(r'^    "([A-Za-z0-9-]+)[><=]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert len(declared) > 10
    assert [name for name in declared if name not in explained] == []


def test_every_locked_version_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [number for number, line in enumerate(lines) if "==" in line]
        assert pinned
        assert [lines[number] for number in pinned if "--hash=sha256:" not in lines[number + 1]] == []


def test_every_register_names_its_source() -> None:
    sources = (
        (ROOT / "docs" / "sources.md").read_text(encoding="utf-8").replace("toward_*.csv", "toward_weights toward_words toward_headline")
    )
    registers = [path.name for path in (ROOT / "analysis" / "registers").iterdir() if path.suffix in (".csv", ".toml", ".txt")]
    assert len(registers) > 8
    assert [name for name in registers if name not in sources and not name.startswith("toward_")] == []
