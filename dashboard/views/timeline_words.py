"""What the Timeline page says in words, from the rows of its measure: the answer, the card's title, what is measured and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.measures import Options
from analysis.measures.timeline import COUNTS, Quantity
from analysis.measures.timeline_change import halves
from dashboard import theme

_MEASURES: dict[Quantity, str] = {
    "articles": "articles", "share": "share of articles", "sentiment": "mean sentiment", "negative": "share of negative sentences",
    "mentions": "mentions of actors",
}  # fmt: skip
_TITLES: dict[Quantity, str] = {
    "articles": "Articles", "share": "Share of articles", "sentiment": "Sentiment", "negative": "Negative sentences", "mentions": "Mentions",
}  # fmt: skip
_RESTS: dict[str, str] = {"sentiment": "scored article", "negative": "scored article", "mentions": "article that names an actor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The largest change between the two halves of the periods.

    Attributes:
        quantity: What changed.
        row: Of ``halves``.
    """

    quantity: str
    row: dict[str, Any]

    @property
    def exceeds(self) -> bool:
        """Whether it exceeds noise."""
        return bool(self.row["exceeds"])


def change(rows: pd.DataFrame, quantity: str) -> Change | None:
    """Return the largest change of a share or mean that exceeds noise, else the largest; None for counts and where there are too few to compare."""
    found = halves(rows, quantity).dropna(subset="low")
    return None if found.empty else Change(quantity=quantity, row={str(name): value for name, value in found.iloc[0].items()})


def answer(rows: pd.DataFrame, found: Change | None, options: Options) -> str:
    """Return the sentence that answers how it changes, in Markdown."""
    if rows.empty:
        return "No dated article of this selection can be drawn."
    quantity = str(rows["quantity"].iloc[0])
    if quantity in COUNTS:
        return _peak(rows[rows["quantity"] == quantity], quantity, options)
    if found is None:
        return f"These are too few articles or {options.period}s to tell a change from noise."
    turn = _turn(found, options)
    what = _MEASURES[_known(quantity)]
    name = str(found.row["group_name"])
    values = f"**{_value(found, 'before')}** before {turn}, **{_value(found, 'after')}** since ({_counts(found)})"
    if found.exceeds and name:
        return f"**{theme.plain(name)}** changed most in its {what}: {values}, which is more than noise."
    if found.exceeds:
        return f"The {what} {_verb(found)}: {values}, which is more than noise."
    if name:
        return f"Comparing the {options.period}s before {turn} with those since, no {options.group}’s {what} changed by more than noise."
    return f"The {what} did not change by more than noise: {values}."


def title(found: Change | None, options: Options) -> str:
    """Return the card's title in Markdown: the finding where there is one, else the measure."""
    first = _known(options.of[0])
    if found and found.exceeds:
        name = str(found.row["group_name"])
        what = f"{theme.plain(name)}: {_TITLES[first].lower()}" if name else _TITLES[first]
        return f"{what} {_verb(found)} from {_value(found, 'before')} to {_value(found, 'after')}"
    second = f", and {_TITLES[_known(options.of[1])].lower()}" if len(options.of) > 1 else ""
    return f"{_TITLES[first]}{second} over time"


def measured(rows: pd.DataFrame, options: Options, slice_words: str) -> str:
    """Return what is measured: quantity, period, split, slice and n."""
    quantities = " and ".join(_MEASURES[_known(quantity)] for quantity in options.of)
    by = f"by {options.period}" + (f" and {options.group}" if options.group else "")
    n = ", ".join(dict.fromkeys(_n(rows, quantity, options) for quantity in options.of))
    several = options.group in ("topic", "actor") and any(quantity not in ("articles", "share") for quantity in options.of)
    each = f"; an article counts for each of its {options.group}s" if several else ""
    return f"{quantities[0].upper()}{quantities[1:]} {by}; {slice_words}; n = {n}{each}"


def reading(rows: pd.DataFrame, options: Options, *, bands: bool, offered: int = 0) -> str:
    """Return how the chart is read, in a few short sentences.

    Args:
        rows: Rows of the measure ``timeline``.
        options: What it was asked for.
        bands: Whether intervals are drawn as bands.
        offered: Series that could be drawn, where nobody chose some of them.
    """
    means = [quantity for quantity in options.of if quantity not in COUNTS]
    dots = f"Dots are {options.period}s" + (
        f", the line is the mean of {options.rolling} {options.period}s, each with those before it" if options.rolling else ""
    )
    drawn = rows["group_id"].nunique() if options.group else 0
    parts = [
        f"{dots}.",
        f"Only the {drawn} leading {options.group}s, in the download too: choose others, or more, under Series." if drawn < offered else "",
        _denominator(options) if "share" in options.of else "",
        _intervals(options, bands=bands) if means else "",
        f"Dots of fewer than {theme.THIN} articles are faint." if means else "",
        _in_part(rows, options),
        "Click a dot, or draw a box over several, for their articles.",
    ]
    return " ".join(part for part in parts if part)


def alt(rows: pd.DataFrame, options: Options) -> str:
    """Return what the chart shows, for those who do not see it."""
    names = list(dict.fromkeys(rows["group_name"])) if options.group and len(rows) else []
    of = f", for {', '.join(names)}" if names else ""
    return f"Lines of {' and of '.join(_MEASURES[_known(quantity)] for quantity in options.of)} by {options.period}{of}."


def _known(quantity: str) -> Quantity:
    return next(name for name in _MEASURES if name == quantity)


def _verb(found: Change) -> str:
    return "rose" if found.row["difference"] > 0 else "fell"


def _turn(found: Change, options: Options) -> str:
    return theme.period(found.row["turn"], options.period if options.period == "month" else "day")


def _value(found: Change, half: str) -> str:
    return (theme.signed if found.quantity == "sentiment" else theme.share)(found.row[half])


def _counts(found: Change) -> str:
    before, after = (int(found.row[f"{half}_n"]) for half in ("before", "after"))
    if found.quantity == "share":
        totals = [theme.count(found.row[f"{half}_total"]) for half in ("before", "after")]
        return f"{theme.count(before)} of {totals[0]}, then {theme.count(after)} of {totals[1]}"
    return f"n = {theme.count(before)}, then {theme.count(after)} scored articles"


def _peak(rows: pd.DataFrame, quantity: str, options: Options) -> str:
    """Return when a count was highest, against its median."""
    top = rows.sort_values(["value", "period"], ascending=[False, True]).iloc[0]
    if not top["value"]:
        return f"There are no {quantity} in this selection."
    when = {"day": "on ", "week": "in the ", "month": "in "}[options.period] + theme.period(top["period"], options.period)
    same = rows if "group_id" not in rows.columns else rows[rows["group_id"] == top["group_id"]]
    tied = int((rows["value"] == top["value"]).sum())
    if tied > 1:  # none leads
        each = f"{options.group} and {options.period}" if options.group else options.period
        return f"The most {quantity} of one {each}: **{theme.count(top['value'])}**, reached {theme.counted(tied, 'time')}."
    name = f" for **{theme.plain(str(top['group_name']))}**" if options.group else ""
    median = same["value"].median()
    against = f", against {median:,.0f} in the median {options.period}" if len(same) > 1 else ""
    return f"Most {quantity}{name} {when}: **{theme.count(top['value'])}**{against}."


def _n(rows: pd.DataFrame, quantity: str, options: Options) -> str:
    part = rows[rows["quantity"] == quantity]
    if quantity in ("articles", "share"):
        first = part if options.group in (None, "outlet") or part.empty else part[part["group_id"] == part["group_id"].iloc[0]]
        english = " in English" if options.group in ("topic", "actor") else ""
        return f"{theme.counted(int(first['total'].sum()), 'dated article')}{english}"
    return theme.counted(int(part["n"].sum()), _RESTS[quantity], "articles that name an actor" if quantity == "mentions" else None)


def _denominator(options: Options) -> str:
    if options.group == "outlet":
        return f"A share is of the articles of the outlet in the {options.period}."
    english = "articles in English" if options.group else "articles"
    return f"A share is of all {english} in the {options.period}, whatever they are about."


def _intervals(options: Options, *, bands: bool) -> str:
    if options.rolling:
        return f"Point at a dot for its 95 % interval, that of the {options.period}."
    return "Bands are 95 % intervals." if bands else "Intervals are drawn for up to three series, or in small multiples."


def _in_part(rows: pd.DataFrame, options: Options) -> str:
    parts = rows[~rows["whole"]]["period"].drop_duplicates()
    if parts.empty:
        return ""
    names = " and ".join(theme.period(day, options.period) for day in parts)
    return f"Hollow dots are covered only in part: {names}."
