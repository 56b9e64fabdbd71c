"""What changed in a timeline: its second half against its first, and whether by more than noise. Computed from the timeline's rows alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import noise
from analysis.measures.bootstrap import Floats
from analysis.measures.timeline import COUNTS
from analysis.noise import Sample, Verdict

FEWEST_PERIODS = 4  # two on each side; with fewer a half is a single point
COLUMNS = {
    "group_id": "Id of the series; empty for one series",
    "group_name": "Name of the series; empty for one series",
    "turn": "First day of the second half: of the periods, not of the articles",
    "before": "The value of the first half taken together",
    "after": "The value of the second half taken together",
    "before_n": "Articles that the first half rests on (share: that count)",
    "after_n": "Articles that the second half rests on",
    "before_total": "Total of the first half, as in the timeline",
    "after_total": "Total of the second half",
    "difference": "after - before",
    "low": "Lower end of the interval of the difference, widened for the number of series looked at together",
    "high": "Upper end of that interval",
    "exceeds": "Whether the difference exceeds noise among all series (Benjamini and Hochberg 1995)",
}


def halves(rows: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """Return how each series of a share or mean changed between the halves of its periods, the largest change that exceeds noise first.

    Shares are compared by their counts (Newcombe 1998). Means are compared over their periods, weighted by what they rest on (Welch 1947, with the effective
    number of periods of Kish, Survey Sampling, 1965): articles of one period tell of the same events, and are not so many independent observations.

    Args:
        rows: Rows of the measure ``timeline``.
        quantity: share, sentiment or negative; a count has no noise and gives no rows, and neither do fewer than ``FEWEST_PERIODS`` periods.
    """
    part = rows[rows["quantity"] == quantity]
    periods = np.sort(part["period"].unique())
    if quantity in COUNTS or len(periods) < FEWEST_PERIODS:
        return pd.DataFrame({name: [] for name in COLUMNS})
    turn = periods[len(periods) // 2]
    named = part if "group_id" in part.columns else part.assign(group_id="", group_name="")
    series = named.drop_duplicates("group_id")[["group_id", "group_name"]].reset_index(drop=True)
    before, after = (
        _taken_together(named[which], series["group_id"], quantity) for which in (named["period"] < turn, named["period"] >= turn)
    )
    verdict = _compared(before, after, quantity)
    found = series.assign(
        turn=turn, before=before["value"], after=after["value"], before_n=before["n"], after_n=after["n"], before_total=before["total"],
        after_total=after["total"], difference=after["value"] - before["value"], low=verdict.low, high=verdict.high, exceeds=verdict.exceeds,
    )  # fmt: skip
    order = found.assign(size=-found["difference"].abs()).sort_values(["exceeds", "size", "group_id"], ascending=[False, True, True])
    return order.drop(columns="size").reset_index(drop=True)[list(COLUMNS)]


def _taken_together(rows: pd.DataFrame, series: pd.Series, quantity: str) -> pd.DataFrame:
    """Return the value, articles, total, standard error and effective number of periods of each series over all of some rows."""
    known = rows[rows["value"].notna()]
    weight = known["n" if quantity == "sentiment" else "total"].astype("float64")
    weighed = known.assign(weight=weight, square=weight**2, weighted=known["value"] * weight)
    whole = weighed.groupby("group_id")[["n", "total", "weight", "square", "weighted"]].sum()
    value = whole["weighted"] / whole["weight"]
    squared = weighed["square"] * (weighed["value"] - weighed["group_id"].map(value)) ** 2
    periods = whole["weight"] ** 2 / whole["square"]
    error = (squared.groupby(weighed["group_id"]).sum() * periods / (periods - 1).where(periods > 1)) ** 0.5 / whole["weight"]
    found = whole[["n", "total"]].assign(value=value, error=error, periods=periods).reindex(series).reset_index(drop=True)
    return found.fillna({"n": 0, "total": 0, "periods": 0.0})


def _compared(before: pd.DataFrame, after: pd.DataFrame, quantity: str) -> Verdict:
    if quantity == "share":
        return noise.of_shares(_numbers(after["n"]), _numbers(after["total"]), _numbers(before["n"]), _numbers(before["total"]))
    return noise.of_means(_sample(after), _sample(before))


def _sample(half: pd.DataFrame) -> Sample:
    return Sample(mean=_numbers(half["value"]), deviation=_numbers(half["error"] * half["periods"] ** 0.5), n=_numbers(half["periods"]))


def _numbers(values: pd.Series) -> Floats:
    return values.to_numpy(dtype="float64")
