"""Data flows one way: the imports of every module are read, and none points to a later layer."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "analysis").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])

# From the first layer to the last; a module may import its own layer and those before it.
LAYERS = [
    {"analysis.errors", "analysis.limits", "analysis.noise"},
    {"analysis.article", "analysis.tables", "analysis.progress", "analysis.versions"},
    {"analysis.dates", "analysis.date_forms", "analysis.markup", "analysis.boilerplate", "analysis.text"},
    {"analysis.readers"},
    {"analysis.cleaning", "analysis.language", "analysis.copies", "analysis.word_alignment"},
    {"analysis.registers"},
    {"analysis.scorers"},
    {"analysis.article_sentiment"},
    {"analysis.pipeline"},
    {"analysis.slice", "analysis.imports", "analysis.search", "analysis.updates", "analysis.differences"},
    {"analysis.database", "analysis.edits"},
    {"analysis.corrections", "analysis.own_topics", "analysis.name_pairs", "analysis.events", "analysis.saved_views"},
    {"analysis.corpus"},
    {"analysis.discovery"},
    {"analysis.measures"},
    {"analysis.commands", "analysis.formulas", "analysis.workbook"},
    {"analysis.export", "analysis.library", "analysis.lexicon_effect", "analysis.naming", "analysis.findings"},
    {"analysis.merge_suggestions", "analysis.correction_effect"},
    {"analysis.console"},
    {"analysis.actor_commands", "analysis.topic_commands", "analysis.event_commands"},
    {"analysis.command_line", "analysis.__main__", "analysis"},
    {"dashboard.theme"},
    {"dashboard.charts", "dashboard.marked_text", "dashboard.marked_words", "dashboard.compared_texts"},
    {"dashboard.server", "dashboard.report"},
    {"dashboard.loading"},
    {"dashboard.selection", "dashboard.history", "dashboard.links", "dashboard.screen"},
    {"dashboard.date_filter", "dashboard.actor_filter", "dashboard.saved_views"},
    {"dashboard.filters"},
    {"dashboard.chips", "dashboard.empty", "dashboard.behind"},
    {"dashboard.downloads", "dashboard.drawn", "dashboard.table_downloads"},
    {"dashboard.components"},
    {"dashboard.views"},
    {"dashboard.navigation"},
    {"dashboard.shell"},
    {"dashboard.app", "dashboard.__main__", "dashboard"},
]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer_of(name: str) -> int | None:
    """The layer of the longest name that a module's name begins with."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        for number, layer in enumerate(LAYERS):
            if ".".join(parts[:length]) in layer:
                return number
    return None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_import_points_to_a_later_layer(path: Path) -> None:
    own = layer_of(name_of(path))
    assert own is not None
    ours = {name for name in imports_of(path) if name.split(".")[0] in ("analysis", "dashboard")}
    if name_of(path) == "analysis":
        return  # names its public names, and loads them when they are first used
    # `from analysis import x` is an import of x, not of the package
    later = {name for name in ours if (layer_of(name) or 0) > own}
    assert later == set()


@pytest.mark.parametrize("path", [path for path in MODULES if "analysis" in path.parts[-3:]], ids=name_of)
def test_the_analysis_knows_no_dashboard(path: Path) -> None:
    assert {name.split(".")[0] for name in imports_of(path)} & {"streamlit", "plotly", "dashboard"} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_streamlit_lives_where_it_may(path: Path) -> None:
    allowed = {
        "actor_filter",
        "behind",
        "chips",
        "components",
        "date_filter",
        "downloads",
        "drawn",
        "empty",
        "filters",
        "history",
        "links",
        "loading",
        "saved_views",
        "screen",
        "server",
        "shell",
        "table_downloads",
    }
    if any(name.split(".")[0] == "streamlit" for name in imports_of(path)):
        assert path.stem in allowed or path.parent.name == "views"


def test_import_analysis_is_light() -> None:
    heavy = "sorted({'streamlit', 'plotly', 'sklearn', 'pandas', 'trafilatura'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", f"import sys, analysis; print({heavy})"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_scoring_imports_neither_streamlit_nor_scikit_learn() -> None:
    heavy = "sorted({'streamlit', 'plotly', 'sklearn'} & set(sys.modules))"
    run = f"import sys, analysis; analysis.score_articles([analysis.Article(text='All is well.')]); print({heavy})"
    said = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
