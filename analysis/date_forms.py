"""The forms in which exports write a time: patterns and the readers of each. Which of them make a time of publication is not known here."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo, available_timezones

Order = Literal["day first", "month first"]

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

# Hours from UTC of the zone names of RFC 2822 and of newsrooms; IST is read as Indian time, whose outlets write it most.
_ZONE_HOURS: Final = """
    z:0 ut:0 utc:0 gmt:0 wet:0 est:-5 edt:-4 cst:-6 cdt:-5 mst:-7 mdt:-6 pst:-8 pdt:-7 ast:-4 adt:-3 akst:-9 hst:-10 nst:-3.5 ndt:-2.5
    brt:-3 bst:1 west:1 cet:1 wat:1 cest:2 eet:2 sast:2 cat:2 eest:3 eat:3 msk:3 trt:3 idt:3 gst:4 pkt:5 ist:5.5 npt:5.75 ict:7 wib:7
    hkt:8 sgt:8
    pht:8 awst:8 jst:9 kst:9 acst:9.5 aest:10 aedt:11 nzst:12 nzdt:13
"""
_ZONES: dict[str, tzinfo] = {
    name: timezone(timedelta(hours=float(hours))) for name, hours in (part.split(":") for part in _ZONE_HOURS.split())
}
_REGIONS = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}

_ZONE_NAMES = "|".join(sorted((*_ZONES, *_REGIONS), key=len, reverse=True))
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?)?(?![\d:])"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
    rf"(?:\s*\(?(?:utc|gmt)?\s?(?P<offset>[+-]\d{{2}}:?\d{{2}}|[+-]\d{{1,2}}(?!\d))|\s*\(?(?P<name>{_ZONE_NAMES})\b|\s*\[?(?P<region>[a-z]+/[a-z_]+)\b)?"
)
_WORDS = re.compile(
    r"\b(?:first\s+|last\s+)?(?:published|publication|publish|posted|updated|modified|created|released|issued|date|dated)\b(?:\s+(?:date|time|on|at))*\s*:?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"|\b(?:on|at|the|of|de|del|um|uhr|à|le)\b|[|•·]|\s[–—-]\s"
)
# What follows a date about its last change ("5 May 2024 | Updated: 6 May 2024"), and the zone behind an ISO time in brackets.
_LATER = re.compile(r"(?<=\d{4})[ ,;|/(–—-]+(?:last )?(?:updated|modified)\b.*$")
_SCRIPT_DATE = re.compile(r"/Date\((?P<milliseconds>-?\d{9,14})")
NUMERIC = re.compile(r"(?P<a>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>[/.\-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_DAY_NAME = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?[\s\-/,]*(?P<m>[^\W\d_]{3,10})\.?[\s\-/,]*'?(?P<y>\d{4}|\d{2})(?!\d|:)")
_NAME_DAY = re.compile(r"(?P<m>[^\W\d_]{3,10})\.?[\s\-]*(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|-)'?(?P<y>\d{4}|\d{2})(?!\d|:)")
_YEAR_NAME_DAY = re.compile(r"(?P<y>\d{4})[\s\-/,]+(?P<m>[^\W\d_]{3,10})\.?[\s\-/,]*(?P<d>\d{1,2})(?!\d)")
_C_STYLE = re.compile(
    r"(?P<m>[^\W\d_]{3,10})\s+(?P<d>\d{1,2})\s+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s*(?P<zone>[a-z]{3,4}|[+-]\d{4})?\s+(?P<y>\d{4})$"
)
_MONTH_YEAR = re.compile(r"(?P<m>[^\W\d_]{3,10})\.?[\s,\-/]*(?P<y>\d{4})$")
_YEAR_MONTH = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})$")
_MONTH_NUMBER_YEAR = re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})$")
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[t\s]?(?P<clock>\d{2}:?\d{2}(?::?\d{2})?)(?:\.\d+)?(?P<zone>z|[+-]\d{2}:?\d{2})?)?$"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e\+?\d+)?$")
FULL_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)")
MISSING = frozenset(
    ("", "none", "null", "nan", "nat", "n/a", "na", "unknown", "-", "--", "undated", "n.d.", "0", "0000-00-00", "0000-00-00 00:00:00")
)
MAX_LENGTH = 200
_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "年": "-", "月": "-", "日": " "})


def from_number(number: float) -> datetime | None:
    """Read epoch seconds to nanoseconds, a day count of a spreadsheet, or a number such as 20240325 or 2024."""
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


def from_text(value: str, order: Order) -> datetime | None:
    """Read a time in any of the forms; naive when it is ISO without a zone, None when it is none of them."""
    if len(value) > MAX_LENGTH:
        return None
    stripped = value.strip()
    if FULL_ISO.match(stripped):
        try:
            return datetime.fromisoformat(stripped)
        except ValueError:
            pass  # close to ISO, but not quite ("2024-03-25 14:30 EST"): the patterns below read it
    script = _SCRIPT_DATE.match(stripped)
    if script:
        return from_number(float(script["milliseconds"]))
    text = plain(value)
    if not text or text in MISSING:
        return None
    if _NUMBER.match(text):
        return _from_compact(text) or (from_number(float(text)) if len(text) not in (4, 8) else None)
    compact = _from_compact(text)
    if compact is not None:
        return compact
    return _from_parts(text, order)


def plain(value: str) -> str:
    """Return it in lower case, without weekdays and words such as "Published on"."""
    text = _LATER.sub("", value.strip().lower().translate(_SIGNS))
    return " ".join(_WORDS.sub(" ", text).split()).strip(" ,;:-")


def _from_compact(text: str) -> datetime | None:
    """Read 20240325, 20240325143000, 20240325T143000Z and a year alone."""
    if re.fullmatch(r"\d{4}", text):
        return _make(int(text), 1, 1)
    found = _COMPACT.match(text)
    if not found:
        return None
    clock = (found["clock"] or "").replace(":", "").ljust(6, "0")
    zone = _offset(found["zone"]) if found["zone"] else UTC
    return _make(int(found["y"]), int(found["m"]), int(found["d"]), int(clock[:2]), int(clock[2:4]), int(clock[4:6]), zone=zone)


def named(text: str) -> re.Match[str] | None:
    """Find a date whose month is a name, with the groups y, m and d."""
    for pattern in (_DAY_NAME, _NAME_DAY, _YEAR_NAME_DAY):
        for found in pattern.finditer(text):
            if found["m"] in _MONTHS:
                return found
    return None


def _from_parts(text: str, order: Order) -> datetime | None:
    c_style = _C_STYLE.search(text)
    if c_style and c_style["m"] in _MONTHS:
        zone = c_style["zone"] or ""
        return _with_clock(full_year(c_style["y"]), _MONTHS[c_style["m"]], int(c_style["d"]), f"{c_style['clock']} {zone}".strip())
    found = YEAR_FIRST.search(text)
    if found:
        return _with_clock(int(found["y"]), int(found["m"]), int(found["d"]), _rest(text, found))
    found = NUMERIC.search(text)
    if found:
        first, second = int(found["a"]), int(found["b"])
        day, month = (first, second) if order == "day first" else (second, first)
        if month > 12 >= day:
            day, month = month, day
        return _with_clock(full_year(found["y"]), month, day, _rest(text, found))
    found = named(text)
    if found:
        return _with_clock(full_year(found["y"]), _MONTHS[found["m"]], int(found["d"]), _rest(text, found))
    found = _MONTH_YEAR.match(text)
    if found and found["m"] in _MONTHS:
        return _make(int(found["y"]), _MONTHS[found["m"]], 1)
    found = _YEAR_MONTH.match(text) or _MONTH_NUMBER_YEAR.match(text)
    return _make(int(found["y"]), int(found["m"]), 1) if found else None


def _rest(text: str, found: re.Match[str]) -> str:
    """Return what stands beside the date: its time, before or after it."""
    after = text[found.end() :].removeprefix("t").strip(" ,;:")
    before = text[: found.start()].strip(" ,;:-")
    return after if _clock(after) else before


def _with_clock(year: int, month: int, day: int, clock: str) -> datetime | None:
    found = _clock(clock)
    if found is None:
        # A time that cannot be read takes nothing from the date.
        return _make(year, month, day)
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    fraction = int(found["fraction"][:6].ljust(6, "0")) if found["fraction"] else 0
    zone = _zone(found)
    when = _make(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), fraction, zone=zone)
    return when or _make(year, month, day)


def _clock(text: str) -> re.Match[str] | None:
    """Find the first time of day; a bare number is none."""
    return next((found for found in _CLOCK.finditer(text) if found["minute"] or found["half"]), None)


def _zone(found: re.Match[str]) -> tzinfo:
    if found["offset"]:
        return _offset(found["offset"])
    if found["region"]:
        return _region(found["region"])
    name = found["name"] or ""
    return ZoneInfo(_REGIONS[name]) if name in _REGIONS else _ZONES.get(name, UTC)


def _region(name: str) -> tzinfo:
    """Return the zone of an IANA name such as america/new_york; UTC when there is none."""
    known = next((zone for zone in available_timezones() if zone.lower() == name), None)
    return ZoneInfo(known) if known else UTC


def _offset(text: str) -> tzinfo:
    if text == "z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:2]), int(digits[2:]))
    if hours > 14 or minutes > 59:
        return UTC
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def full_year(text: str) -> int:
    """Return the year that two or four digits mean."""
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
