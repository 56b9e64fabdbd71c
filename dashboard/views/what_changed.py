"""What changed most: the findings of a slice as sentences, each with a way to look closer; and a finding as the title of a card."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.findings import Finding, Told
from analysis.measures import Options, by_name, changes, spikes
from analysis.measures.periods import Period
from analysis.slice import Slice
from dashboard import components, links, loading, theme
from dashboard.selection import Selection

_LISTED = 300  # pixels of the table of all comparisons


def section(selection: Selection, period: Period) -> None:
    """Draw the sentences, or say plainly that there is nothing to tell."""
    told = loading.findings(selection.folder, selection.version, selection.slice_, period)
    with st.container(key="findings", gap="xsmall"):
        st.markdown("#### What changed most")
        shown = told.findings[: findings.MOST]
        if shown:
            with st.grid(len(shown), min_column_width=240, gap="medium"):
                for number, finding in enumerate(shown):
                    with st.container(key=f"finding-{number}", gap="xxsmall"):
                        _sentence(selection, finding, number)
        else:
            st.markdown(nothing(told, period))
        if told.compared or told.periods:
            _evidence(selection, told, period)


def markdown(parts: Iterable[str | findings.Name]) -> str:
    """Return parts of a sentence as Markdown: names bold, and every letter itself."""
    return "".join(f"**{theme.plain(part.text)}**" if isinstance(part, findings.Name) else theme.plain(part) for part in parts)


def _begun(sentence: str) -> str:
    """Return a sentence in Markdown with a capital at its beginning, in bold or not."""
    at = 2 if sentence.startswith("**") else 0
    return sentence[:at] + sentence[at : at + 1].upper() + sentence[at + 1 :]


def as_title(parts: Iterable[str | findings.Name]) -> str:
    """Return parts of a sentence as the title of a card."""
    return theme.plain(findings.plain(parts))


def change_title(selection: Selection, period: Period, ids: Iterable[str]) -> str:
    """Return the surest change of one of some topics or actors as a title; nothing where none exceeds noise."""
    told, wanted = loading.findings(selection.folder, selection.version, selection.slice_, period), set(ids)
    found = [finding for finding in told.findings if finding.kind in ("topic", "actor") and finding.opens in wanted]
    title = as_title(found[0].sentence) if found else ""
    return title[:1].upper() + title[1:]


def nothing(told: Told, period: Period) -> str:
    """Return the sentence that stands where there is no finding."""
    if not (told.compared or told.periods):
        return f"Too few dated articles to tell a change from chance: that takes {changes.LEAST_HALF} in each half of the dates, or {spikes.LEAST} in one {period}."
    parts = [f"no {period} of {theme.count(told.periods)} stands out from those around it"] if told.periods else []
    parts += (
        [f"none of {theme.counted(told.compared, 'difference')} between the two halves of the dates exceeds noise"] if told.compared else []
    )
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def changed(selection: Selection) -> pd.DataFrame:
    """Return the rows of the measure ``changes``."""
    return loading.rows(selection.folder, selection.version, "changes", selection.slice_)


def _sentence(selection: Selection, finding: Finding, number: int) -> None:
    st.markdown(_begun(markdown(finding.sentence)) + ".")
    basis = findings.plain(finding.basis)
    st.caption(theme.plain(basis[0].upper() + basis[1:] + "."))
    st.button(
        _leads_to(finding), key=f"finding-go-{number}", type="tertiary", icon=":material/arrow_forward:", icon_position="right",
        on_click=_go, args=(selection.slice_, finding),
    )  # fmt: skip


def _leads_to(finding: Finding) -> str:
    """Return what the button below a sentence says."""
    if finding.kind == "spike":
        return "These articles"
    if finding.opens is None:
        return "Sentiment"
    return {"topic": "This topic", "actor": "This actor", "outlet": "This outlet", "sentiment": "This outlet"}[finding.kind]


def _go(slice_: Slice, finding: Finding) -> None:
    """Go to the page of a finding, with its dates where they are narrower than those of the filters."""
    within = finding.slice_
    dates: dict[str, Any] = {}
    if within.start and within.end and (within.start, within.end) != (slice_.start, slice_.end):
        dates = {"from": within.start, "to": within.end - timedelta(days=1)}
    links.link_to(finding.slug, open_=finding.opens, **dates)


@st.fragment
def _evidence(selection: Selection, told: Told, period: Period) -> None:
    """Offer all that was compared, as a table and as files."""
    columns = by_name("changes").columns
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        open_ = st.toggle("All that was compared", key="table-changes")
        if told.compared:
            components.rows_download(selection, "changes", lambda: changed(selection), columns, key="changes")
    if not open_:
        return
    _caption(told, period)
    if told.compared:
        st.dataframe(
            changed(selection), hide_index=True, height=_LISTED, placeholder="", alt="All differences between the halves of the dates",
            column_order=["kind", "name", "before", "after", "difference", "low", "high", "exceeds", "before_articles", "before_total", "after_articles", "after_total"],
            column_config={name: st.column_config.Column(help=meaning) for name, meaning in columns.items()},
        )  # fmt: skip
    peaks = loading.spikes_in(selection.folder, selection.version, selection.slice_, period)
    if len(peaks):
        st.dataframe(
            peaks, hide_index=True, placeholder="", alt="All spikes",
            column_order=["period", "articles", "expected", "times", "name", "about", "of", "elsewhere", "led_by", "led_by_articles"],
            column_config={name: st.column_config.Column(help=meaning) for name, meaning in by_name("spikes").columns.items()}
            | {"period": st.column_config.DateColumn(format="D MMM YYYY", help=spikes.COLUMNS["period"])},
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            components.rows_download(
                selection, "spikes", lambda: peaks, by_name("spikes").columns, key="spikes", options=Options(period=period)
            )


def _caption(told: Told, period: Period) -> None:
    spikes_ = (
        f" A spike is a {period} with at least {spikes.LEAST} articles and far more than the {period}s around it explain."
        if told.periods
        else ""
    )
    halves = (
        "Shares of topics, actors and outlets, and mean sentiment, in the second half of the dates against the first; exceeds: the difference is more than "
        "noise explains, all of them looked at together. Near copies are not independent: with copies counted once the intervals are more honest."
        if told.compared
        else ""
    )
    st.caption(theme.plain((halves + spikes_).strip()))
