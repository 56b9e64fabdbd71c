"""A page as one HTML file that needs nobody: charts that still answer the pointer, their numbers, and how each was made. No Streamlit."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from markdown_it import MarkdownIt

from analysis import export
from dashboard import theme
from dashboard.charts import on_paper

HERE = Path(__file__).parent
DIGITS = 3  # after the point, at most, of a number in a table; all are in its CSV
ROWS_SHOWN = 300  # rows of a table that are laid out; all of them are in its CSV
USUAL_HEIGHT = 360  # pixels of a chart that does not say its own
# How to use a chart on the screen: no help in a file, whose charts open nothing. The same as ON_SCREEN in page.js, for pictures.
ON_SCREEN = re.compile(r"(^|[.;] )(Click|Choose|Drag|Draw|Point at|Hover|Double click)\b[^.;]*(?=[.;]|$)", re.IGNORECASE)
CONFIG = {"displayModeBar": False, "responsive": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A chart with all that belongs to it.

    Attributes:
        title, measured, reading, alt: As on its card.
        figure: The chart, with the placeholder colours of ``theme``.
        rows: The rows behind it.
        columns: Column name -> meaning.
        recipe: Its recipe, a JSON text.
        file_name: Of its CSV, without ending.
        least_width: Pixels below which the chart scrolls sideways.
    """

    title: str
    measured: str
    reading: str
    figure: go.Figure
    alt: str
    rows: pd.DataFrame
    columns: Mapping[str, str]
    recipe: bytes
    file_name: str
    least_width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table of its own; ``columns`` maps a column's name to its meaning, ``file_name`` is of its CSV, without ending."""

    title: str
    rows: pd.DataFrame
    columns: Mapping[str, str]
    file_name: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Text as HTML; whoever makes it has escaped every text of others in it."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What is put into the file.

    Attributes:
        question: Title of the page.
        answer_markdown: The sentence that answers it.
        corpus: Name of the corpus.
        slice_words: The filters in words, with how many of how many articles are left.
        made: How the numbers were made: the recipe of the page.
        blocks: What stands on it, in order.
    """

    question: str
    answer_markdown: str
    corpus: str
    slice_words: str
    made: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[ChartBlock | TableBlock | TextBlock, ...] = ()


def page_html(page: ReportPage) -> bytes:
    """Return a page as one HTML file: UTF-8, nothing loaded from anywhere, readable without scripts; the same page gives the same bytes."""
    has_charts = any(isinstance(block, ChartBlock) for block in page.blocks)
    style = _style()
    scripts = [*([_plotly()] if has_charts else []), _own("report.js")]
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(page.question)} – {html.escape(page.corpus)}</title>",
        f"<style>{style}</style>",
        "<noscript><style>.chart{display:none}</style></noscript>",
    ]
    body = [
        f'<header><h1>{html.escape(page.question)}</h1><div class="answer">{markdown(page.answer_markdown)}</div>',
        f'<p class="quiet">{html.escape(page.corpus)}; {html.escape(page.slice_words)}</p></header>',
        "<main>",
        *(_block(block, f"chart-{number}") for number, block in enumerate(page.blocks)),
        "</main>",
        f"<footer>{_folded('How these numbers were made', _pre(json.dumps(page.made, ensure_ascii=False, indent=1, default=str)))}</footer>",
        f'<script type="application/json" id="by-night">{_json({"template": on_paper.template(dark=True), "swaps": on_paper.by_night()})}</script>',
        *(f"<script>{script}</script>" for script in scripts),
    ]
    text = f'<!DOCTYPE html>\n<html lang="en"><head>{"".join(head)}</head>\n<body>{"".join(body)}</body></html>\n'
    return text.encode("utf-8", "replace")


def markdown(text: str) -> str:
    """Return Markdown as HTML: paragraphs, lists, emphasis. A link becomes its words; tags and pictures stay text; Streamlit's own marks go."""
    plain = re.sub(r"(?<!\\):material/\w+:", "", text)
    for _ in range(2):  # a mark in a mark, such as small type in colour
        plain = re.sub(r"(?<!\\):[a-z]+(?:-[a-z]+)?\[((?:[^\[\]\\]|\\.)*)\]", r"\1", plain)
    return str(_markdown().render(plain))


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "autolink", "html_block", "html_inline"])
    for part in ("link_open", "link_close"):
        reader.add_render_rule(part, lambda *_: "")
    return reader


def without_screen(reading: str) -> str:
    """Return a reading line without what only the screen can do, such as "Click a bar for its articles"."""
    left = re.sub(r"[.;]\s*([.;])", r"\1", ON_SCREEN.sub(r"\1", reading))
    return re.sub(r"^[.;\s]+", "", left).strip()


def _block(block: ChartBlock | TableBlock | TextBlock, name: str) -> str:
    if isinstance(block, TextBlock):
        return f"<section>{block.html}</section>"
    inner = (
        _chart(block, name)
        if isinstance(block, ChartBlock)
        else _table(block.title, block.rows, block.columns) + _csv(block.rows, block.file_name)
    )
    return f'<section class="card"><h2>{html.escape(block.title)}</h2>{inner}</section>'


def _chart(block: ChartBlock, name: str) -> str:
    height = int(block.figure.layout.height or USUAL_HEIGHT)
    drawn = {**json.loads(on_paper.on_paper(block.figure).to_json()), "config": CONFIG}
    return (
        f'<p class="quiet">{html.escape(block.measured)}</p>'
        f'<div class="sideways"><figure class="chart" id="{name}" role="img" aria-label="{html.escape(block.alt)}"'
        f' style="min-height:{height}px;min-width:{int(block.least_width)}px"></figure></div>'
        f'<script type="application/json" data-for="{name}">{_json(drawn)}</script>'
        f'<p class="quiet">{html.escape(without_screen(block.reading))}</p>'
        f"{_csv(block.rows, block.file_name)}{_folded('Table', _table(block.title, block.rows, block.columns))}"
        f"{_folded('Recipe', _pre(block.recipe.decode('utf-8', 'replace')))}"
    )


def _folded(title: str, inner: str) -> str:
    """Return what can be folded; it stands open until the script has folded it, for those who have none."""
    return f"<details open><summary>{title}</summary>{inner}</details>"


def _pre(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


def _csv(rows: pd.DataFrame, name: str) -> str:
    held = base64.b64encode(export.to_bytes(rows, "csv")).decode()
    return f'<a class="file" download="{html.escape(name)}.csv" href="data:text/csv;charset=utf-8;base64,{held}">CSV</a>'


def _table(title: str, rows: pd.DataFrame, columns: Mapping[str, str]) -> str:
    """Return rows as a table, names and numbers before ids as on the page."""
    order = sorted(rows.columns, key=lambda column: column.endswith("_id"))
    side = {column: ' class="number"' if _is_number(rows[column]) else "" for column in order}
    heads = [f'<th scope="col"{side[column]} title="{html.escape(columns.get(column, ""))}">{html.escape(column)}</th>' for column in order]
    cells = [[f"<td{side[column]}>{html.escape(text)}</td>" for text in _cells(rows[column].head(ROWS_SHOWN))] for column in order]
    lines = ["<tr>" + "".join(line) + "</tr>" for line in zip(*cells, strict=True)]
    left_out = (
        f"{theme.count(ROWS_SHOWN)} of {theme.counted(len(rows), 'row')} shown; all are in the CSV." if len(rows) > ROWS_SHOWN else ""
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="Rows: {html.escape(title)}"><table><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>" + (f'<p class="quiet">{left_out}</p>' if left_out else "")
    )


def _cells(column: pd.Series[Any]) -> list[str]:
    """Return the values of a column as a person reads them: one count of digits after the point, nothing for a missing value."""
    known = [value for value in column if not _missing(value)]
    digits = 0 if not _is_number(column) or all(float(value).is_integer() for value in known) else DIGITS
    return ["" if _missing(value) else _cell(value, digits) for value in column]


def _cell(value: Any, digits: int) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return theme.moment(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,.{digits}f}".replace("-", "−")
    return str(value)


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, (list, tuple)) and bool(pd.isna(value)))


def _is_number(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _json(content: object) -> str:
    """Return JSON that no text in it can end: no tag begins in it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _policy(scripts: Iterable[str]) -> str:
    """Return what the file may do: run the scripts that are in it, word for word, and ask nobody."""
    known = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {known}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _own(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _style() -> str:
    """Return the style sheet with the colours of our look, by day and by night."""
    day, night = (";".join(f"--{name}:{colour}" for name, colour in on_paper.palette(dark=dark).items()) for dark in (False, True))
    fonts = f"--serif:{on_paper.SERIF};--sans:{on_paper.SANS}"
    return f":root{{{fonts};{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}{_own('report.css')}"


@cache
def _plotly() -> str:
    import plotly

    text = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
