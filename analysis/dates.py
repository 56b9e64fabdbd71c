"""Dates as exports write them, to aware UTC times. A column is read as a whole: 03/04/2024 can only be understood beside its neighbours.

What cannot be a date of publication (year 0001, year 2050, "Thu, 21 Ma") is None and counted; nothing is guessed from other fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from analysis import date_forms
from analysis.date_forms import Order

EARLIEST_YEAR: Final = 1600
"""The first newspapers appeared in 1605; anything before is damage."""
_RELEASE_YEAR = 2026
# A column that could be read either way is read so that its dates lie close together, when one way is this many times closer.
_SPAN_FACTOR = 3
_DATELINE_CHARACTERS: Final = 160
_FULL_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
_PLACE = r"[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE},? \(?(?P<date>{_FULL_DATE})\)?\s*(?:\([^)]{{2,40}}\)\s*)?(?:--|[–—-])"
    rf"|(?P<line>(?:[A-Z][a-z]{{2,5}}day,? )?{_FULL_DATE})[ ]*(?:\n|$))"
)

_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P=sep)(?P<day>\d{1,2})(?=[/?#-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOrder:
    """How numeric dates of a column are read, and what decided it.

    Attributes:
        order: None when no date of the column needed a decision.
        reason: Plain words for the analyst.
    """

    order: Order | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDates:
    """A column of dates.

    Attributes:
        dates: An aware UTC time or None for each value.
        order: How numeric dates were read, None when none needed it.
        reason: Why, in plain words.
        empty: Values that hold nothing.
        impossible: Values that are a date, but not one of publication (year 0001, 31 February, years ahead).
        unreadable: Values that hold something else.
    """

    dates: list[datetime | None]
    order: Order | None
    reason: str
    empty: int
    impossible: int
    unreadable: int


def parse(values: Sequence[object]) -> ParsedDates:
    """Read a whole column of dates.

    Args:
        values: Text, numbers (epoch seconds or milliseconds), dates or None, in any mix.

    Returns:
        One aware UTC time or None a value, in order, with the day and month order that was chosen. Times without a zone are taken as UTC.
    """
    decision = decide_order(values)
    dates = [parse_one(value, order=decision.order or "day first") for value in values]
    undated = [value for value, when in zip(values, dates, strict=True) if when is None]
    empty = sum(is_missing(value) for value in undated)
    impossible = sum(looks_like_date(value) for value in undated)
    return ParsedDates(
        dates=dates,
        order=decision.order,
        reason=decision.reason,
        empty=empty,
        impossible=impossible,
        unreadable=len(undated) - empty - impossible,
    )


def parse_one(value: object, *, order: Order = "day first") -> datetime | None:
    """Read one date.

    Args:
        value: Text, a number, a date, or None.
        order: How 03/04/2024 is read; a value that only one order can explain (25/03/2024) is read that way.

    Returns:
        An aware UTC time; None when there is none that could be a time of publication.
    """
    if isinstance(value, str):
        return _in_range(date_forms.from_text(value, order))
    if isinstance(value, datetime):
        return _in_range(value)
    if isinstance(value, date):
        return _in_range(datetime(value.year, value.month, value.day, tzinfo=UTC))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _in_range(date_forms.from_number(float(value)))
    return None


def in_dateline(text: str) -> datetime | None:
    """Read the date in the dateline that opens a text: "WASHINGTON, March 26, 2024 --", or a first line that is a date and nothing else.

    Args:
        text: The article's text.

    Returns:
        The day, as UTC midnight; None when there is no dateline or it does not say the year, which is not guessed.
    """
    found = _DATELINE.match(text[:_DATELINE_CHARACTERS])
    return parse_one(found["date"] or found["line"]) if found else None


def in_address(url: str) -> datetime | None:
    """Read the day in an address that is filed under its day of publication: /2024/03/25/, /2024/mar/25/, /2024-03-25/.

    Args:
        url: The article's address.

    Returns:
        The day, as UTC midnight; None when the address names none, or only a year and month.
    """
    found = _ADDRESS.search(url)
    if not found:
        return None
    day, month = found["day"], found["month"]
    return parse_one(f"{day} {month} {found['year']}" if month.isalpha() else f"{found['year']}-{month}-{day}")


def is_missing(value: object) -> bool:
    """Return whether a value holds nothing at all, rather than a date that cannot be read."""
    return value is None or value != value or (isinstance(value, str) and value.strip().lower() in date_forms.MISSING)


def is_ambiguous(value: object) -> bool:
    """Return whether a date needs the column's order to be read: both its first numbers could be the month."""
    found = _numeric_pair(value)
    return found is not None and found[0] <= 12 and found[1] <= 12 and found[0] != found[1]


def looks_like_date(value: object) -> bool:
    """Return whether a value is written as a full date, possible or not."""
    if isinstance(value, datetime | date):
        return True
    if not isinstance(value, str):
        return isinstance(value, int | float) and value == value and not isinstance(value, bool)
    text = date_forms.plain(value)
    numeric = date_forms.NUMERIC.search(text) or date_forms.YEAR_FIRST.match(text) or re.fullmatch(r"\d{1,4}|\d{8}", text)
    return numeric is not None or date_forms.named(text) is not None


def decide_order(values: Iterable[object]) -> DateOrder:
    """Decide over a whole column whether the day or the month stands first in dates such as 03/04/2024.

    Args:
        values: The column; it is walked once.

    Returns:
        The order. A number above 12 decides; failing that, AM and PM speak for the month, then the order under which the dates lie closer
        together, then day first.
    """
    day_first = month_first = ambiguous = half_day = 0
    as_day: list[date] = []
    as_month: list[date] = []
    for value in values:
        found = _numeric_pair(value)
        if found is None:
            continue
        first, second, year, half = found
        day_first += first > 12 >= second
        month_first += second > 12 >= first
        if first <= 12 and second <= 12 and first != second:
            ambiguous += 1
            half_day += half
            as_day = _widen(as_day, _date_or_none(year, second, first))
            as_month = _widen(as_month, _date_or_none(year, first, second))
    if not (day_first or month_first or ambiguous):
        return DateOrder(order=None, reason="every date could be read in one way only")
    if day_first or month_first:
        order: Order = "day first" if day_first >= month_first else "month first"
        deciding, other = max(day_first, month_first), min(day_first, month_first)
        against = f", {other} only the other way" if other else ""
        return DateOrder(order=order, reason=f"{deciding} dates can only be read {order}{against}")
    if half_day:
        return DateOrder(order="month first", reason="no date decides, but their times have AM or PM, which goes with the month first")
    day_span, month_span = _span(as_day), _span(as_month)
    if month_span * _SPAN_FACTOR < day_span:
        return DateOrder(order="month first", reason="no date decides, but read month first they lie closer together")
    if day_span * _SPAN_FACTOR < month_span:
        return DateOrder(order="day first", reason="no date decides, but read day first they lie closer together")
    return DateOrder(order="day first", reason="no date decides; day first is assumed")


def _widen(ends: list[date], when: date | None) -> list[date]:
    return ends if when is None else [min([*ends, when]), max([*ends, when])]


def _span(ends: list[date]) -> int:
    return (ends[1] - ends[0]).days if ends else 0


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric_pair(value: object) -> tuple[int, int, int, bool] | None:
    """Return (first, second, year, has AM or PM) of a numeric date with the year last."""
    if not isinstance(value, str) or len(value) > date_forms.MAX_LENGTH or date_forms.FULL_ISO.match(value):
        return None
    text = date_forms.plain(value)
    found = date_forms.NUMERIC.match(text)
    if not found:
        return None
    half = re.search(r"\d\s*[ap]\.?\s?m\b", text) is not None
    return int(found["a"]), int(found["b"]), date_forms.full_year(found["y"]), half


def _in_range(when: datetime | None) -> datetime | None:
    """Return the time in UTC, when it can be one of publication; the coming year can, for papers dated ahead and clocks that are off."""
    if when is None:
        return None
    latest = max(datetime.now(tz=UTC).year, _RELEASE_YEAR) + 1
    if not EARLIEST_YEAR <= when.year <= latest:
        return None
    aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return aware.astimezone(UTC)
