"""Dates as exports write them, to aware UTC times. A column is read as a whole: 03/04/2024 can only be understood beside its neighbours.

What cannot be a date of publication (year 0001, year 2050, "Thu, 21 Ma") is None and counted; nothing is guessed from other fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

Order = Literal["day first", "month first"]

EARLIEST_YEAR: Final = 1600
"""The first newspapers appeared in 1605; anything before is damage."""
_RELEASE_YEAR = 2026
# A column that could be read either way is read so that its dates lie close together, when one way is this many times closer.
_SPAN_FACTOR = 3
# Two-digit years follow the POSIX rule: 69 to 99 are 1969 to 1999.
_CENTURY_PIVOT = 69
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_EXCEL_DAYS = (20_000, 60_000)  # 1954 to 2064: five digits that are a day count of a spreadsheet

_MONTHS: dict[str, int] = {}
# English first; then the months of languages whose exports carry them in their own words (Unicode CLDR, wide and abbreviated forms).
for _names in (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner - mrz - - - - - - okt - dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr - avr - - juil aout - - - déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago setiembre - - dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen - - - mag giu lug - set ott - -",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "- - maj - - - - augusti - - - -",
):
    for _number, _name in enumerate(_names.split(), start=1):
        _MONTHS.setdefault(_name, _number)
del _MONTHS["-"]

# Zone names of RFC 2822 and of newsrooms; IST is read as Indian time, whose outlets write it most.
_ZONE_HOURS: dict[str, float] = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "ast": -4,
    "adt": -3,
    "akst": -9,
    "hst": -10,
    "nst": -3.5,
    "ndt": -2.5,
    "brt": -3,
    "art": -3,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "wat": 1,
    "cest": 2,
    "eet": 2,
    "sast": 2,
    "cat": 2,
    "eest": 3,
    "eat": 3,
    "msk": 3,
    "trt": 3,
    "idt": 3,
    "gst": 4,
    "pkt": 5,
    "ist": 5.5,
    "npt": 5.75,
    "ict": 7,
    "wib": 7,
    "hkt": 8,
    "sgt": 8,
    "pht": 8,
    "awst": 8,
    "jst": 9,
    "kst": 9,
    "acst": 9.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
}
_ZONES: dict[str, tzinfo] = {name: timezone(timedelta(hours=hours)) for name, hours in _ZONE_HOURS.items()}
_REGIONS = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}

_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?P<fraction>[.,]\d+)?)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
    r"(?:\s*\(?(?P<zone>z|utc|gmt)?(?P<offset>[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?|\s*\(?(?P<name>[a-z]{2,4}))?\)?(?:\s+utc)?"
)
_CLOCK = re.compile(rf"(?<!\d){_TIME}(?:\s*\([a-z .]+\))?$")
_HAS_CLOCK = re.compile(r"\d[:h.]\d\d|\d\s*[ap]\.?\s?m\b")
_WORDS = re.compile(
    r"\b(?:first\s+|last\s+)?(?:published|publication|publish|posted|updated|modified|created|released|issued|date|dated)\b(?:\s+(?:date|time|on|at))*\s*:?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"|\b(?:on|at|the|of|de|del|um|uhr|à|le)\b|[|•·]|\s[–—-]\s"
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>[/.\-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_DAY_NAME = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?[\s\-/,]*(?P<m>[^\W\d_]{3,10})\.?[\s\-/,]*'?(?P<y>\d{4}|\d{2})(?!\d|:)")
_NAME_DAY = re.compile(r"(?P<m>[^\W\d_]{3,10})\.?[\s\-]*(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)'?(?P<y>\d{4}|\d{2})(?!\d|:)")
_YEAR_NAME_DAY = re.compile(r"(?P<y>\d{4})[\s\-/,]+(?P<m>[^\W\d_]{3,10})\.?[\s\-/,]*(?P<d>\d{1,2})(?!\d)")
_C_STYLE = re.compile(
    r"(?P<m>[^\W\d_]{3,10})\s+(?P<d>\d{1,2})\s+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s*(?P<zone>[a-z]{3,4}|[+-]\d{4})?\s+(?P<y>\d{4})$"
)
_MONTH_YEAR = re.compile(r"(?P<m>[^\W\d_]{3,10})\.?[\s,\-/]*(?P<y>\d{4})$")
_YEAR_MONTH = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})$")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[t\s]?(?P<clock>\d{4}(?:\d{2})?)(?:\.\d+)?(?P<zone>z|[+-]\d{2}:?\d{2})?)?$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e\+?\d+)?$")
_FULL_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)")
_MISSING = frozenset(
    ("", "none", "null", "nan", "nat", "n/a", "na", "unknown", "-", "--", "undated", "n.d.", "0", "0000-00-00", "0000-00-00 00:00:00")
)
_MAX_LENGTH = 200
_DATELINE_CHARACTERS: Final = 160
_FULL_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
_DATELINE = re.compile(
    rf"\s*(?:[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?,? \(?(?P<date>{_FULL_DATE})\)?\s*(?:\([^)]{{2,40}}\)\s*)?(?:--|[–—-])"
    rf"|(?P<line>(?:[A-Z][a-z]{{2,5}}day,? )?{_FULL_DATE})[ ]*(?:\n|$))"
)
_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "年": "-", "月": "-", "日": " "})


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
        return _in_range(_from_text(value, order))
    if isinstance(value, datetime):
        return _in_range(value)
    if isinstance(value, date):
        return _in_range(datetime(value.year, value.month, value.day, tzinfo=UTC))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _in_range(_from_number(float(value)))
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


def is_missing(value: object) -> bool:
    """Return whether a value holds nothing at all, rather than a date that cannot be read."""
    return value is None or value != value or (isinstance(value, str) and value.strip().lower() in _MISSING)


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
    text = _plain(value)
    return bool(_NUMERIC.search(text) or _YEAR_FIRST.match(text) or re.fullmatch(r"\d{1,4}|\d{8}", text) or _named(text))


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
    if not isinstance(value, str) or len(value) > _MAX_LENGTH or _FULL_ISO.match(value):
        return None
    text = _plain(value)
    found = _NUMERIC.match(text)
    if not found:
        return None
    half = re.search(r"\d\s*[ap]\.?\s?m\b", text) is not None
    return int(found["a"]), int(found["b"]), _full_year(found["y"]), half


def _in_range(when: datetime | None) -> datetime | None:
    """Return the time in UTC, when it can be one of publication; the coming year can, for papers dated ahead and clocks that are off."""
    if when is None:
        return None
    latest = max(datetime.now(tz=UTC).year, _RELEASE_YEAR) + 1
    if not EARLIEST_YEAR <= when.year <= latest:
        return None
    aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return aware.astimezone(UTC)


def _from_number(number: float) -> datetime | None:
    if number != number or abs(number) > 1e19:
        return None
    if 1e8 <= abs(number) < 1e10:
        return _EPOCH + timedelta(seconds=number)
    for scale in (1e3, 1e6, 1e9):
        if 1e8 <= abs(number) / scale < 1e10:
            return _EPOCH + timedelta(seconds=round(number / scale, 6))
    if _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        return _EXCEL_EPOCH + timedelta(days=number)
    if number == int(number):
        return _from_compact(str(int(number)))
    return None


def _from_text(value: str, order: Order) -> datetime | None:
    if len(value) > _MAX_LENGTH:
        return None
    stripped = value.strip()
    if _FULL_ISO.match(stripped):
        try:
            return datetime.fromisoformat(stripped)
        except ValueError:
            pass  # close to ISO, but not quite ("2024-03-25 14:30 EST"): the patterns below read it
    text = _plain(value)
    if not text or text in _MISSING:
        return None
    if _NUMBER.match(text):
        return _from_compact(text) or (_from_number(float(text)) if len(text) not in (4, 8) else None)
    compact = _from_compact(text)
    if compact is not None:
        return compact
    return _from_parts(text, order)


def _plain(value: str) -> str:
    """Return it in lower case, without weekdays and words such as "Published on"."""
    text = value.strip().lower().translate(_SIGNS)
    return " ".join(_WORDS.sub(" ", text).split()).strip(" ,;:-")


def _from_compact(text: str) -> datetime | None:
    """Read 20240325, 20240325143000, 20240325T143000Z and a year alone."""
    if re.fullmatch(r"\d{4}", text):
        return _make(int(text), 1, 1)
    found = _COMPACT.match(text)
    if not found:
        return None
    clock = (found["clock"] or "").ljust(6, "0")
    zone = _offset(found["zone"]) if found["zone"] else UTC
    return _make(int(found["y"]), int(found["m"]), int(found["d"]), int(clock[:2]), int(clock[2:4]), int(clock[4:6]), zone=zone)


def _named(text: str) -> re.Match[str] | None:
    for pattern in (_DAY_NAME, _NAME_DAY, _YEAR_NAME_DAY):
        for found in pattern.finditer(text):
            if found["m"] in _MONTHS:
                return found
    return None


def _from_parts(text: str, order: Order) -> datetime | None:
    c_style = _C_STYLE.search(text)
    if c_style and c_style["m"] in _MONTHS:
        zone = c_style["zone"] or ""
        return _with_clock(_full_year(c_style["y"]), _MONTHS[c_style["m"]], int(c_style["d"]), f"{c_style['clock']} {zone}".strip())
    found = _YEAR_FIRST.search(text)
    if found:
        return _with_clock(int(found["y"]), int(found["m"]), int(found["d"]), _rest(text, found))
    found = _NUMERIC.search(text)
    if found:
        first, second = int(found["a"]), int(found["b"])
        day, month = (first, second) if order == "day first" else (second, first)
        if month > 12 >= day:
            day, month = month, day
        return _with_clock(_full_year(found["y"]), month, day, _rest(text, found))
    found = _named(text)
    if found:
        return _with_clock(_full_year(found["y"]), _MONTHS[found["m"]], int(found["d"]), _rest(text, found))
    found = _MONTH_YEAR.match(text)
    if found and found["m"] in _MONTHS:
        return _make(int(found["y"]), _MONTHS[found["m"]], 1)
    found = _YEAR_MONTH.match(text)
    return _make(int(found["y"]), int(found["m"]), 1) if found else None


def _rest(text: str, found: re.Match[str]) -> str:
    """Return what stands beside the date: its time, before or after it."""
    after = text[found.end() :].removeprefix("t").strip(" ,;:")
    before = text[: found.start()].strip(" ,;:-")
    return after if _HAS_CLOCK.search(after) else before if _HAS_CLOCK.search(before) else ""


def _with_clock(year: int, month: int, day: int, clock: str) -> datetime | None:
    found = _CLOCK.search(clock) if clock else None
    if not found:
        # A time that cannot be read takes nothing from the date.
        return _make(year, month, day)
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    fraction = int(float("0." + found["fraction"][1:7]) * 1_000_000) if found["fraction"] else 0
    zone = _zone(found)
    when = _make(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), fraction, zone=zone)
    return when or _make(year, month, day)


def _zone(found: re.Match[str]) -> tzinfo:
    if found["offset"]:
        return _offset(found["offset"])
    name = found["name"] or found["zone"] or ""
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
    return _ZONES.get(name, UTC)


def _offset(text: str) -> tzinfo:
    if text == "z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:2]), int(digits[2:]))
    if hours > 14 or minutes > 59:
        return UTC
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _CENTURY_PIVOT else 2000)


def _make(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0, *, zone: tzinfo = UTC
) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), micro, tzinfo=zone)
    except ValueError:
        return None
