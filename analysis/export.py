"""The only writer of files for other programs: CSV, JSON lines, XLSX, Parquet, and the recipe that goes with each."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.slice import Slice, as_dict, in_words
from analysis.versions import versions

Format = Literal["csv", "jsonl", "xlsx", "parquet"]

# A spreadsheet runs a cell that starts with one of these as a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold (section 2.2).
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def to_bytes(frame: pd.DataFrame, format_: Format) -> bytes:
    """Return a frame as a file: UTF-8, numbers as numbers, times as ISO 8601, missing values empty."""
    return _WRITERS[format_](frame)


def to_graphml(pairs: pd.DataFrame) -> bytes:
    """Return pairs of actors (rows of the measure ``co-mentions``) as GraphML, for Gephi, Cytoscape or networkx.

    Names are escaped; letters that XML cannot hold are left out.
    """
    import networkx as nx

    graph = nx.Graph()
    for row in pairs.to_dict("records"):
        graph.add_node(row["actor_id"], label=_for_xml(row["name"]), type=row["type"], named=int(row["own"]))
        graph.add_node(row["other_id"], label=_for_xml(row["other_name"]), type=row["other_type"], named=int(row["other_own"]))
        numbers = {name: float(row[name]) for name in ("expected", "lift", "strength")}
        graph.add_edge(row["actor_id"], row["other_id"], together=int(row["together"]), weight=float(row["strength"]), **numbers)
    return ("\n".join(nx.generate_graphml(graph)) + "\n").encode("utf-8")


def recipe(corpus: Corpus, slice_: Slice, *, what: str, columns: Mapping[str, str]) -> bytes:
    """Return a JSON text that says how an export was made, so that another can make it again.

    Args:
        corpus, slice_: What was exported.
        what: Name of the table or measure, with its period and group.
        columns: Column name -> meaning.
    """
    content = {
        "what": what,
        "slice": in_words(slice_),
        "filters": as_dict(slice_),
        "corpus": {"name": corpus.name, "version": corpus.version, "imports": [part.import_id for part in corpus.imports]},
        "scored_with": {part.import_id: dict(part.versions) for part in corpus.imports},
        "exported_with": versions(),
        "columns": dict(columns),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _csv(frame: pd.DataFrame) -> bytes:
    return _harmless(frame).to_csv(index=False, lineterminator="\n").encode("utf-8", "surrogatepass")


def _jsonl(frame: pd.DataFrame) -> bytes:
    text = _with_iso_times(frame).to_json(orient="records", lines=True, force_ascii=False) if len(frame) else ""
    return text.encode("utf-8", "surrogatepass")


def _parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def _xlsx(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        _with_iso_times(frame).to_excel(writer, index=False)
    return buffer.getvalue()


_WRITERS: dict[Format, Callable[[pd.DataFrame], bytes]] = {"csv": _csv, "jsonl": _jsonl, "xlsx": _xlsx, "parquet": _parquet}


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before every text that a spreadsheet would run as a formula."""
    timed = _with_iso_times(frame)
    texts = [name for name in timed.columns if pd.api.types.is_string_dtype(timed[name])]
    guarded = {name: ("'" + timed[name]).where(timed[name].str.startswith(FORMULA_STARTS, na=False), timed[name]) for name in texts}
    return timed.assign(**guarded)


def _with_iso_times(frame: pd.DataFrame) -> pd.DataFrame:
    times = {
        name: frame[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)
    }
    return frame.assign(**times)


def _for_xml(text: object) -> str:
    return str(text).translate(_NOT_XML)
