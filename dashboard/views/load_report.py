"""What became of the rows that an import met, as a picture of where they went, a table of counts, and how each file was read."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.imports import LoadReport, ReadAs
from dashboard import theme

# What a note of the readers says that an analyst must not overlook.
_WARNINGS = ("holds no texts", "no dates of publication")
_NAMED = {
    "register": "Mentions of register actors", "found": "Mentions of found actors", "open surnames": "  bare surnames among them",
}  # fmt: skip
_FIELD_WORDS = {"published_at": "date", "url": "address"}


def draw(report: LoadReport) -> None:
    """Draw a load report."""
    counts, ways = st.columns([3, 5], gap="medium")
    with counts:
        lines = [
            ("Files", report.files), ("Articles found", report.rows), ("Kept", report.kept), ("Rejected", report.rejected),
            *((f"  {reason}", count) for reason, count in report.reasons.items()),
            ("Undated", report.undated), ("Not in English, so not scored", report.not_scored), ("Copies of another article", report.copies),
            ("Without a text, so the headline is read as the text", report.headline_only),
            ("Earlier versions replaced", report.updated),
            *((_NAMED[kind], count) for kind, count in report.mentions.items()),
        ]  # fmt: skip
        st.dataframe(pd.DataFrame(lines, columns=["What", "Count"]), hide_index=True, height="content", alt="Load report")
    with ways:
        if report.read_as:
            st.dataframe(
                pd.DataFrame([_way(way) for way in report.read_as]), hide_index=True, placeholder="", alt="How each file was read",
                column_config={"Columns": st.column_config.TextColumn(width="large")},
            )  # fmt: skip
        for line in report.first_rejected:
            st.caption(theme.plain(line))
        _notes(report.notes)


def _way(way: ReadAs) -> dict[str, object]:
    more = f" and {way.files - 1:,} more" if way.files > 1 else ""
    columns = "; ".join(f"{_FIELD_WORDS.get(field, field)} from {' or '.join(names)}" for field, names in way.column_map.items())
    return {
        "File": way.file + more,
        "Read as": ", ".join(part for part in (way.format or "not read", way.encoding) if part),
        "Found": way.rows,
        "Rejected": way.rejected,
        "Columns": columns or None,
        "Dates": way.dates,
    }


def _notes(notes: tuple[str, ...]) -> None:
    urgent = [note for note in notes if any(word in note for word in _WARNINGS)]
    for note in urgent:
        st.warning(theme.plain(note), icon=":material/error:")
    others = [note for note in notes if note not in urgent]
    if others:
        with st.expander(theme.counted(len(others), "note") + " on how the files were read"):
            st.markdown("\n".join(f"- {theme.plain(note)}" for note in others))
