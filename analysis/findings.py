"""Findings: what stands out in a slice, as sentences that its numbers bear out. They know no page beyond its word in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from analysis import noise
from analysis.corpus import Corpus
from analysis.measures import changes, coverage, spans, spikes
from analysis.measures.periods import Period
from analysis.slice import ALL, Slice

Kind = Literal["spike", "topic", "actor", "outlet", "sentiment"]

MOST = 3  # sentences; more are a list that nobody reads
FALSE_SHARE = 0.01  # of the changes that are told without having been asked for; a fifth of what a table of changes allows
LEAST_SHARE = 0.03  # points that a share moved at least, as far as its interval goes; less is certain in a large corpus, and no news
LEAST_SENTIMENT = 0.03  # likewise of a mean sentiment; half of what lies between a neutral and a negative sentence, rounded
_CHI_SQUARED_95 = 3.8415  # 95 % quantile of the chi-squared distribution with one degree of freedom
MIX = 0.1  # of an outlet's share: from here on other changes may come from who was collected, so this is told first


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that the articles or the analyst brought, kept apart so that it is shown letter by letter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence that the numbers bear out, and where to look closer.

    Attributes:
        kind: What it is about.
        sentence: What it claims, in parts that put together are one sentence without its full stop.
        basis: The counts it rests on, likewise.
        slug: Word of the page that shows more.
        opens: Id of what that page opens; None for nothing.
        slice_: The articles it speaks of, within the slice that was looked at.
        measure: The measure whose row holds its numbers.
        evidence: Column -> value of that row.
    """

    kind: Kind
    sentence: tuple[str | Name, ...]
    basis: tuple[str | Name, ...]
    slug: str
    opens: str | None = None
    slice_: Slice
    measure: Literal["spikes", "changes"]
    evidence: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to tell of a slice.

    Attributes:
        findings: The sentences, the most telling first; the first ``MOST`` of them are varied in kind. None where nothing exceeds noise.
        compared: Differences between the halves of the dates that were tested; 0 where there are too few articles.
        periods: Periods that were tested for being a spike; 0 where there are too few of them.
    """

    findings: tuple[Finding, ...]
    compared: int
    periods: int


def of(corpus: Corpus, slice_: Slice = ALL, period: Period = "week") -> Told:
    """Return what stands out in a slice: a spike, what changed of topics, actors and outlets, and of sentiment.

    Args:
        corpus, slice_: What is looked at.
        period: Length of the periods that may be a spike.
    """
    rows = changes.halves(corpus, slice_)
    once = changes.halves(corpus, counted_once(slice_)) if slice_.copies == "all" else rows
    counted = coverage.over_time(corpus, slice_, period)
    return told(slice_, period, counted=counted, peaks=spikes.found(corpus, slice_, period), rows=rows, once=once)


def told(slice_: Slice, period: Period, *, counted: pd.DataFrame, peaks: pd.DataFrame, rows: pd.DataFrame, once: pd.DataFrame) -> Told:
    """Return what the rows of four measures have to tell.

    A spike is a row of the measure ``spikes``. A change is told when the measure ``changes`` has it beyond noise at a false share of
    ``FALSE_SHARE``, and has it as well with near copies counted once, so that one reprinted story is no trend. Of several, the one whose
    interval is farthest from no change is told.

    Args:
        slice_, period: What the rows are of.
        counted: Rows of ``coverage``.
        peaks: Rows of ``spikes``.
        rows: Rows of ``changes``.
        once: Rows of ``changes`` with copies counted once.
    """
    both = _sure(rows).merge(_sure(once)[["kind", "id", "difference"]], on=["kind", "id"], suffixes=("", "_once"))
    sure = both[np.sign(both["difference"]) == np.sign(both["difference_once"])].drop(columns="difference_once")
    tested = len(counted) if spikes.enough(counted) else 0
    return Told(findings=tuple(_varied(slice_, period, peaks, sure, rows)), compared=len(rows), periods=tested)


def counted_once(slice_: Slice) -> Slice:
    """Return the same slice with near copies counted once."""
    return replace(slice_, copies="one-per-group")


def leads(first: int, second: int) -> bool:
    """Return whether the first of a ranking by articles is ahead of the second by more than noise.

    It is McNemar's test at 5 % where no article has both, which is its most cautious case (McNemar 1947, Psychometrika 12).
    """
    return first > second and (first - second) ** 2 / (first + second) > _CHI_SQUARED_95


def spike(slice_: Slice, period: Period, peaks: pd.DataFrame) -> Finding | None:
    """Return the surest of the rows of the measure ``spikes`` as a finding; None where there is none."""
    rows = _records(peaks.sort_values(["p", "period"]).head(1))
    return _spike(slice_, period, rows[0]) if rows else None


def stands_out(rows: pd.DataFrame) -> dict[str, Any] | None:
    """Return the outlet that writes about a topic far more than the other outlets together, as far as the interval of the difference goes.

    Args:
        rows: Rows of the measure ``topics-by-outlet``.

    Returns:
        The row of that outlet and topic, with ``others``, the share of the other outlets; None where no difference exceeds noise.
    """
    sums = rows.groupby("topic_id")[["articles", "total"]].transform("sum") if len(rows) else rows[["articles", "total"]]
    cells = rows.assign(rest=sums["articles"] - rows["articles"], rest_total=sums["total"] - rows["total"])
    cells = cells[cells["outlet"].notna() & (cells["articles"] + cells["rest"] >= changes.LEAST) & (cells["rest_total"] > 0)]
    counts = [cells[name].to_numpy(dtype="float64") for name in ("articles", "total", "rest", "rest_total")]
    exceeds, level = noise.beyond(noise.share_difference_p(*counts) * (noise.FALSE_SHARE / FALSE_SHARE))
    low, _ = noise.share_difference(*counts, level=level)
    more = cells.assign(others=cells["rest"] / cells["rest_total"], low=low)[exceeds & (low >= LEAST_SHARE)]
    return next(iter(_records(more.sort_values(["low", "outlet", "topic_id"], ascending=[False, True, True]))), None)


def plain(parts: Iterable[str | Name]) -> str:
    """Return parts of a sentence as plain text."""
    return "".join(part.text if isinstance(part, Name) else part for part in parts)


def _varied(slice_: Slice, period: Period, peaks: pd.DataFrame, told: pd.DataFrame, found: pd.DataFrame) -> Iterator[Finding]:
    """Yield the findings: the first of each kind, the most telling first, then all others."""
    rows = {kind: told[told["kind"] == kind] for kind in ("topic", "actor", "outlet", "sentiment")}
    mixed = bool(len(rows["outlet"])) and bool(rows["outlet"]["sure"].iloc[0] >= MIX)
    outlets = [_share(slice_, row, mixed=mixed) for row in _records(rows["outlet"])]
    themes = [_share(slice_, row) for row in _records(pd.concat([rows["topic"], rows["actor"]]).sort_values(_ORDER, ascending=_WAYS))]
    spiking = [_spike(slice_, period, row) for row in _records(peaks.sort_values(["p", "period"]))]
    feeling = [_sentiment(slice_, row, found) for row in _records(rows["sentiment"])]
    groups = [outlets, spiking, themes, feeling] if mixed else [spiking, themes, feeling, outlets]
    other = [finding for finding in themes[1:] if finding.kind != themes[0].kind]
    firsts = [group[0] for group in groups if group] + other[:1] + spiking[1:2]
    yield from firsts
    yield from [finding for group in groups for finding in group if finding not in firsts]


_ORDER, _WAYS = ["sure", "kind", "id"], [False, True, True]


def _sure(found: pd.DataFrame) -> pd.DataFrame:
    """Return the changes that are sure and large enough to be told, the farthest from no change first; ``sure`` is that distance."""
    # A rule that allows a share q of false ones treats p as the rule for 5 % treats p * 5 % / q.
    exceeds, _ = noise.beyond(found["p"].to_numpy(dtype="float64") * (noise.FALSE_SHARE / FALSE_SHARE))
    distance = found[["low", "high"]].abs().min(axis=1)
    least = np.where(found["kind"] == "sentiment", LEAST_SENTIMENT, LEAST_SHARE)
    kept = found.assign(sure=distance)[exceeds & found["exceeds"].to_numpy() & (distance.to_numpy() >= least)]
    # The sentiment of all articles goes before that of one outlet.
    ordered: pd.DataFrame = (
        kept.assign(of_all=kept["id"].isna()).sort_values(["of_all", *_ORDER], ascending=[False, *_WAYS]).drop(columns="of_all")
    )
    return ordered


def _spike(slice_: Slice, period: Period, row: dict[str, Any]) -> Finding:
    start = cast(pd.Timestamp, row["period"])
    end = start + spans.STEPS[period]
    within = replace(
        slice_, start=max(start.date(), slice_.start or start.date()), end=min(end.date(), slice_.end or end.date()), undated=False
    )
    when = {"day": "on ", "week": "in the week of ", "month": "in "}[period] + (f"{start:%B %Y}" if period == "month" else _day(start))
    sentence: tuple[str | Name, ...] = (f"Coverage {_rose(float(row['times']))} {when}",)
    basis: tuple[str | Name, ...] = (f"{_count(row['articles'])} articles, {_count(row['expected'])} expected",)
    if isinstance(row["name"], str):
        sentence += ("; ", Name(text=row["name"]), " stands out")
        basis += ("; ", Name(text=row["name"]), f" in {_count(row['about'])} of {_count(row['of'])} in English")
    if isinstance(row["led_by"], str):
        basis += ("; led by ", Name(text=row["led_by"]), f" with {_count(row['led_by_articles'])}")
    return Finding(
        kind="spike",
        sentence=sentence,
        basis=basis,
        slug="articles",
        slice_=within,
        measure="spikes",
        evidence=_evidence(row, spikes.COLUMNS),
    )


def _rose(times: float) -> str:
    if pd.isna(times):
        return "rose from nothing"
    words = {2: "doubled", 3: "tripled", 4: "quadrupled"}
    nearest = round(times)
    if nearest in words and abs(times - nearest) <= 0.1 * nearest:
        return words[nearest]
    return f"was {times:.1f} times the usual" if times < 10 else f"was {times:,.0f} times the usual"


def _share(slice_: Slice, row: dict[str, Any], *, mixed: bool = False) -> Finding:
    kind: Kind = row["kind"]
    pages = {"topic": "topics", "actor": "actors", "outlet": "outlets"}
    before, after = (f"{_count(row[f'{half}_articles'])} of {_count(row[f'{half}_total'])}" for half in ("before", "after"))
    moved = f" {_went(row)} from {_percent(row['before'])} to {_percent(row['after'])} of the articles{'' if kind == 'outlet' else ' in English'}"
    beware = "; other changes may come from these other outlets" if mixed else ""
    return Finding(
        kind=kind, sentence=(Name(text=row["name"]), moved), basis=(f"{before} before {_day(row['turn'])}, {after} since{beware}",), slug=pages[kind],
        opens=row["id"], slice_=slice_, measure="changes", evidence=_evidence(row, changes.COLUMNS),
    )  # fmt: skip


def _sentiment(slice_: Slice, row: dict[str, Any], found: pd.DataFrame) -> Finding:
    moved = f"{_went(row)} from {_signed(row['before'])} to {_signed(row['after'])}"
    basis = f"{_count(row['before_articles'])} articles before {_day(row['turn'])}, {_count(row['after_articles'])} since"
    evidence = _evidence(row, changes.COLUMNS)
    if isinstance(row["id"], str):
        return Finding(
            kind="sentiment", sentence=("Sentiment of ", Name(text=row["id"]), f" {moved}"), basis=(basis,), slug="outlets", opens=row["id"],
            slice_=slice_, measure="changes", evidence=evidence,
        )  # fmt: skip
    outlets = found[(found["kind"] == "sentiment") & found["id"].notna()]
    along = outlets[(outlets["difference"] > 0) == (row["difference"] > 0)]
    several = len(outlets) > 1
    how_many = f"all {len(outlets)}" if len(along) == len(outlets) else f"{len(along)} of {len(outlets)}"
    of_outlets = f", in {how_many} outlets" if several else ""
    beyond = f"; by more than noise in {int(along['exceeds'].sum()) or 'none'} of them" if several and len(along) else ""
    return Finding(
        kind="sentiment", sentence=(f"Sentiment {moved}{of_outlets}",), basis=(basis + beyond,), slug="sentiment", slice_=slice_,
        measure="changes", evidence=evidence,
    )  # fmt: skip


def _went(row: dict[str, Any]) -> str:
    return "rose" if row["difference"] > 0 else "fell"


def _evidence(row: dict[str, Any], columns: dict[str, str]) -> tuple[tuple[str, object], ...]:
    return tuple((name, row[name]) for name in columns)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _count(value: Any) -> str:
    return f"{float(value):,.0f}"


def _percent(value: Any) -> str:
    return f"{float(value) * 100:.1f}\N{NO-BREAK SPACE}%"


def _signed(value: Any) -> str:
    return f"{float(value):+.2f}".replace("-", "−")


def _day(value: Any) -> str:
    day = pd.Timestamp(value)
    return f"{day.day} {day:%b %Y}"
