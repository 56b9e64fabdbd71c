"""The timeline: one or two quantities by period, split into series, with intervals and a rolling mean. What is counted is fetched by ``timeline_counts``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import InputError
from analysis.measures import bootstrap, timeline_counts
from analysis.measures.bootstrap import Floats, Integers
from analysis.measures.periods import Group, Period
from analysis.measures.timeline_counts import MOST, Grid
from analysis.slice import ALL, Slice

_Fetched = Callable[[Callable[[Corpus, Slice, Grid], pd.DataFrame]], pd.DataFrame]
Quantity = Literal["articles", "share", "sentiment", "negative", "mentions"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
COUNTS: tuple[Quantity, ...] = ("articles", "mentions")  # of what was collected: no sample, so no interval
AT_ONCE = 2  # quantities in one timeline
LONGEST = 60  # periods that a rolling mean is taken over: two months of days

COLUMNS = {
    "quantity": "articles; share (of articles); sentiment (mean of articles); negative (share of negative sentences); mentions (of the series' actor, or of all)",
    "group_id": "Outlet, topic id or actor id of the series",
    "group_name": "Name of the series",
    "period": "First day of the period (UTC); weeks begin on Monday",
    "value": "The quantity in the period; a count without articles is 0, a share or mean without any is empty",
    "low": "Lower end of the 95 % interval: percentile bootstrap over articles (Efron and Tibshirani 1993); empty for counts, which are complete, "
    "and for means below two articles or of articles all alike; where none or all of the articles count, the exact bound (Clopper and Pearson 1934)",
    "high": "Upper end of that interval",
    "n": "Articles the value rests on: those counted (articles, share), scored (sentiment, negative), or with a mention (mentions)",
    "total": "articles, share: articles of the same dates, outlets and copies, whatever they are about (split by outlet: of that outlet; by topic or actor: "
    "those in English); sentiment: dated articles, scored or not; negative: scored sentences; mentions: articles in English",
    "rolling": "Mean of the values of this period and those before it, as many as were asked for: of counts the plain mean, of whole periods only; else weighted "
    "by articles (share: total; sentiment: n) or sentences (negative: total), so that it is the value of all these periods together; empty until there are enough",
    "whole": "False for a first or last period that the articles looked in, or the filter's dates, cover only in part",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One quantity, a number a series and period."""

    value: Floats
    low: Floats
    high: Floats
    n: Integers
    total: Integers
    weight: Integers | None  # of a period in a rolling mean; None: all alike, if they are whole


def over_time(
    corpus: Corpus,
    slice_: Slice = ALL,
    *,
    period: Period = "week",
    group: Group | None = None,
    series: Sequence[str] = (),
    of: Sequence[str] = (),
    rolling: int = 0,
) -> pd.DataFrame:
    """Return quantities by period, in the order in which they were asked for, then by series (as asked, else the leading one first) and period.

    Args:
        corpus, slice_: What is counted. Series do not limit it: a share stays one of all.
        period: Days, weeks or months, in UTC.
        group: Split into series, or None.
        series: Ids of the series; none: those that the slice names, else the leading ones.
        of: One or two of ``QUANTITIES``; none: articles.
        rolling: Periods that the rolling mean is taken over; 0 for none.

    Raises:
        InputError: A quantity is unknown, or there are too many of something.
    """
    asked = _quantities(of)
    if len(set(series)) > MOST:
        raise InputError(f"A timeline has at most {MOST} series; {len(set(series))} were asked for.")
    if not 0 <= rolling <= LONGEST:
        raise InputError(f"A rolling mean is taken over at most {LONGEST} periods, not {rolling}.")
    grid = timeline_counts.grid(corpus, slice_, period, group, series)
    columns = [name for name in COLUMNS if group or not name.startswith("group_")]
    if not len(grid.periods):
        return _empty()[columns]
    fetched = cache(lambda query: query(corpus, slice_, grid))  # two quantities may ask for the same
    rows = [_rows(grid, quantity, _PARTS[quantity](fetched, grid), rolling) for quantity in asked]
    return pd.concat(rows, ignore_index=True)[columns]


def rests_on(rows: pd.DataFrame) -> pd.Series:
    """Return how many articles each row's value rests on as a sample: of a share those it is a share of, of a mean its own."""
    return rows["total"].where(rows["quantity"] == "share", rows["n"])


def _quantities(of: Sequence[str]) -> list[Quantity]:
    unknown = [name for name in of if name not in QUANTITIES]
    if unknown:
        raise InputError(f"There is no quantity {unknown[0]!r}. Quantities: {', '.join(QUANTITIES)}.")
    asked = [name for name in QUANTITIES if name in of]
    if len(asked) > AT_ONCE:
        raise InputError(f"A timeline has at most {AT_ONCE} quantities; {len(asked)} were asked for.")
    return sorted(asked, key=list(of).index) or ["articles"]


def _articles(fetched: _Fetched, grid: Grid) -> _Part:
    n = grid.filled(fetched(timeline_counts.counted), "articles")
    total = grid.filled(fetched(timeline_counts.looked_at), "total")
    return _Part(value=n.astype(np.float64), low=_none(n), high=_none(n), n=n, total=total, weight=None)


def _share(fetched: _Fetched, grid: Grid) -> _Part:
    counts = _articles(fetched, grid)
    low, high = bootstrap.of_shares(counts.n.reshape(-1), counts.total.reshape(-1))
    shape = counts.n.shape
    value = _divided(counts.value, counts.total)
    return _Part(value=value, low=low.reshape(shape), high=high.reshape(shape), n=counts.n, total=counts.total, weight=counts.total)


def _sentiment(fetched: _Fetched, grid: Grid) -> _Part:
    every = fetched(timeline_counts.scored)
    rows = every[every["sentiment"].notna()]
    point, n = grid.points(rows)
    sentiment = rows["sentiment"].to_numpy(dtype=np.float64)
    low, high = bootstrap.of_means(sentiment, point, n.size)
    value = _divided(_added(sentiment, point, n.shape), n)
    return _Part(value=value, low=low.reshape(n.shape), high=high.reshape(n.shape), n=n, total=grid.points(every)[1], weight=n)


def _negative(fetched: _Fetched, grid: Grid) -> _Part:
    every = fetched(timeline_counts.scored)
    rows = every[every["sentiment"].notna()]
    point, n = grid.points(rows)
    negative, sentences = (rows[name].to_numpy(dtype=np.float64) for name in ("negative", "sentences"))
    low, high = bootstrap.of_ratios(negative, sentences, point, n.size)
    total = np.bincount(point, weights=sentences, minlength=n.size).astype(np.int64).reshape(n.shape)
    count = np.bincount(point, weights=negative, minlength=n.size).astype(np.float64).reshape(n.shape)
    return _Part(value=_divided(count, total), low=low.reshape(n.shape), high=high.reshape(n.shape), n=n, total=total, weight=total)


def _mentions(fetched: _Fetched, grid: Grid) -> _Part:
    rows = fetched(timeline_counts.mentioned)
    count, n = grid.filled(rows, "mentions"), grid.filled(rows, "articles")
    total = grid.filled(fetched(timeline_counts.read_for_actors), "total")
    return _Part(value=count.astype(np.float64), low=_none(n), high=_none(n), n=n, total=total, weight=None)


_PARTS: dict[Quantity, Callable[[_Fetched, Grid], _Part]] = {
    "articles": _articles, "share": _share, "sentiment": _sentiment, "negative": _negative, "mentions": _mentions,
}  # fmt: skip


def _added(values: Floats, point: Integers, shape: tuple[int, ...]) -> Floats:
    """Return the sums of values by place. In trillionths they are whole numbers, whose sum does not depend on their order."""
    sums = np.zeros(shape, dtype=np.int64).reshape(-1)
    np.add.at(sums, point, np.rint(values * 1e12).astype(np.int64))
    return sums.reshape(shape) / 1e12


def _divided(numerator: Floats, denominator: Integers) -> Floats:
    quotient: Floats = np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan), where=denominator > 0)
    return quotient


def _none(like: Integers) -> Floats:
    return np.full(like.shape, np.nan)


def _rolling(part: _Part, whole: np.ndarray, periods: int) -> Floats:
    """Return the trailing mean over so many periods."""
    mean = np.full(part.value.shape, np.nan)
    if not 0 < periods <= part.value.shape[1]:
        return mean
    weight = np.broadcast_to(whole, part.value.shape) if part.weight is None else part.weight
    windows = np.lib.stride_tricks.sliding_window_view
    weights = windows(weight.astype(np.float64), periods, axis=1).sum(axis=2)
    sums = windows(np.nan_to_num(part.value) * weight, periods, axis=1).sum(axis=2)
    enough = weights >= (periods if part.weight is None else 1)
    mean[:, periods - 1 :] = np.divide(sums, weights, out=np.full(sums.shape, np.nan), where=enough)
    return mean


def _rows(grid: Grid, quantity: Quantity, part: _Part, rolling: int) -> pd.DataFrame:
    series, periods = part.value.shape
    return _empty().iloc[:0].reindex(range(series * periods)).assign(
        quantity=pd.Series([quantity] * (series * periods), dtype="str"),
        group_id=pd.Series(np.repeat(np.array(grid.ids, dtype=object), periods), dtype="str"),
        group_name=pd.Series(np.repeat(np.array(grid.names, dtype=object), periods), dtype="str"),
        period=np.tile(grid.periods.as_unit("us"), series),
        value=part.value.reshape(-1), low=part.low.reshape(-1), high=part.high.reshape(-1),
        n=part.n.reshape(-1), total=part.total.reshape(-1), rolling=_rolling(part, grid.whole, rolling).reshape(-1), whole=np.tile(grid.whole, series),
    )  # fmt: skip


def _empty() -> pd.DataFrame:
    types = {
        "quantity": "str", "group_id": "str", "group_name": "str", "period": "datetime64[us, UTC]", "value": "float64", "low": "float64",
        "high": "float64", "n": "int64", "total": "int64", "rolling": "float64", "whole": "bool",
    }  # fmt: skip
    return pd.DataFrame({name: pd.Series(dtype=type_) for name, type_ in types.items()})
