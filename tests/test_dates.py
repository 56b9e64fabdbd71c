"""Dates: every form an export writes, the order of day and month over a column, and what is no date of publication."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from analysis import dates


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]  # the parts are counted by the caller


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-25", utc(2024, 3, 25)),
        ("2024-03-25T14:30:00Z", utc(2024, 3, 25, 14, 30)),
        ("2024-03-25T14:30:00+02:00", utc(2024, 3, 25, 12, 30)),
        ("2024-03-25 14:30:00.250", utc(2024, 3, 25, 14, 30, 0, 250_000)),
        ("2024-03-25 14:30 EST", utc(2024, 3, 25, 19, 30)),
        ("2024-03-25 14:30:00 +0000 UTC", utc(2024, 3, 25, 14, 30)),
        ("2024/03/25 14:30", utc(2024, 3, 25, 14, 30)),
        ("2024-3-5", utc(2024, 3, 5)),
        ("Mon, 25 Mar 2024 14:30:00 -0500", utc(2024, 3, 25, 19, 30)),
        ("Mon, 25 Mar 2024 14:30:00 GMT", utc(2024, 3, 25, 14, 30)),
        ("Mon Mar 25 14:30:00 2024", utc(2024, 3, 25, 14, 30)),
        ("Mon Mar 25 14:30:00 +0100 2024", utc(2024, 3, 25, 13, 30)),
        ("Fri Mar  1 2024 05:00:00 GMT-0500 (Eastern Standard Time)", utc(2024, 3, 1, 10)),
        ("21-APR-1987 11:35:01.50", utc(1987, 4, 21, 11, 35, 1, 500_000)),
        ("26-Mar-24", utc(2024, 3, 26)),
        ("26-Mar-87", utc(1987, 3, 26)),
        ("25/03/2024", utc(2024, 3, 25)),
        ("03/25/2024", utc(2024, 3, 25)),
        ("3/25/24 2:30 PM", utc(2024, 3, 25, 14, 30)),
        ("25.03.2024 14:30 Uhr", utc(2024, 3, 25, 14, 30)),
        ("Published On 19/2/2025", utc(2025, 2, 19)),
        ("Last updated: March 25, 2024", utc(2024, 3, 25)),
        ("Wednesday, March 26, 2024 at 3:45 p.m. EDT", utc(2024, 3, 26, 19, 45)),
        ("March 25, 2024 Monday 10:15 AM GMT", utc(2024, 3, 25, 10, 15)),
        ("Mar. 25, 2024, 5:30 AM ET", utc(2024, 3, 25, 9, 30)),
        ("12:00 AM, Jan 5, 2024", utc(2024, 1, 5)),
        ("14:30, 25 March 2024", utc(2024, 3, 25, 14, 30)),
        ("26th March 2024", utc(2024, 3, 26)),
        ("Sept. 5, 2023", utc(2023, 9, 5)),
        ("25. März 2024", utc(2024, 3, 25)),
        ("25 mars 2024", utc(2024, 3, 25)),
        ("2024年3月25日", utc(2024, 3, 25)),
        ("20240325", utc(2024, 3, 25)),
        ("20240325T143000Z", utc(2024, 3, 25, 14, 30)),
        ("20240325143000", utc(2024, 3, 25, 14, 30)),
        ("1711377000", utc(2024, 3, 25, 14, 30)),
        ("1711377000000", utc(2024, 3, 25, 14, 30)),
        (1711377000, utc(2024, 3, 25, 14, 30)),
        (1711377000000.0, utc(2024, 3, 25, 14, 30)),
        ("45376", utc(2024, 3, 25)),
        ("25 Mar 2024, 14:30 (IST)", utc(2024, 3, 25, 9, 0)),
        ("20240325 14:30", utc(2024, 3, 25, 14, 30)),
        ("12/2023", utc(2023, 12, 1)),
        ("May 5, 2024 / 6:30 PM EDT / Harbour News", utc(2024, 5, 5, 22, 30)),
        ("Published: 06:30 EDT, 5 May 2024 | Updated: 08:30 EDT, 6 May 2024", utc(2024, 5, 5, 10, 30)),
        ("2024-05-05 06:30:00 America/New_York", utc(2024, 5, 5, 10, 30)),
        ("2024-03-25T14:30:00+02:00[Europe/Berlin]", utc(2024, 3, 25, 12, 30)),
        ("May-02-2024", utc(2024, 5, 2)),
        ("/Date(1711377000000)/", utc(2024, 3, 25, 14, 30)),
        ("lundi 25 mars 2024 à 14h30", utc(2024, 3, 25, 14, 30)),
        ("3 April 2024 Last updated at 10:00", utc(2024, 4, 3)),
        ("2024", utc(2024, 1, 1)),
        (2024, utc(2024, 1, 1)),
        ("٢٠٢٤", utc(2024, 1, 1)),
        ("2024-03", utc(2024, 3, 1)),
        ("March 2024", utc(2024, 3, 1)),
        ("29 February 2024", utc(2024, 2, 29)),
        ("20 May 2024 07.50 BST", utc(2024, 5, 20, 6, 50)),
        (date(2024, 3, 25), utc(2024, 3, 25)),
        (datetime(2024, 3, 25, 14, 30), utc(2024, 3, 25, 14, 30)),
        (datetime(2024, 3, 25, 14, 30, tzinfo=timezone(timedelta(hours=2))), utc(2024, 3, 25, 12, 30)),
    ],
)
def test_forms(value: object, expected: datetime) -> None:
    found = dates.parse_one(value)
    assert found == expected
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", None, "null", "N/A", "0000-00-00", float("nan"), True, [], "0001-01-01", "2050-01-01", "1246-05-05", "31/02/2024"),
        *(
            "2024-13-45",
            "2024-02-30",
            "Thu, 21 Ma",
            "2 hours ago",
            "yesterday",
            "Fears grow as talks fail in May",
            "12",
            "3.14",
            "x" * 10_000,
        ),
        *(
            "99/99/9999",
            10**30,
            -5,
            float("inf"),
            "1e400",
            "29 February 2023",
            b"2024-03-25",
            "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00+14:00",
        ),
    ],
)
def test_what_is_no_date_of_publication(value: object) -> None:
    assert dates.parse_one(value) is None


def test_a_number_above_twelve_decides_for_the_whole_column() -> None:
    parsed = dates.parse(["03/04/2024", "25/03/2024", "01/02/2024"])
    assert parsed.dates == [utc(2024, 4, 3), utc(2024, 3, 25), utc(2024, 2, 1)]
    assert (parsed.order, parsed.reason) == ("day first", "1 dates can only be read day first")


def test_month_first_columns() -> None:
    parsed = dates.parse(["03/04/2024", "03/25/2024"])
    assert parsed.dates == [utc(2024, 3, 4), utc(2024, 3, 25)]
    assert parsed.order == "month first"


def test_the_majority_wins_and_the_others_are_read_the_only_way_they_can() -> None:
    parsed = dates.parse(["03/25/2024", "03/26/2024", "27/03/2024", "03/04/2024"])
    assert parsed.dates == [utc(2024, 3, 25), utc(2024, 3, 26), utc(2024, 3, 27), utc(2024, 3, 4)]
    assert parsed.reason == "2 dates can only be read month first, 1 only the other way"


def test_dates_that_lie_together_decide_when_nothing_else_does() -> None:
    assert dates.parse(["01/02/2024", "02/02/2024", "03/02/2024"]).dates == [utc(2024, 2, 1), utc(2024, 2, 2), utc(2024, 2, 3)]
    assert dates.parse(["02/01/2024", "02/02/2024", "02/03/2024"]).dates == [utc(2024, 2, 1), utc(2024, 2, 2), utc(2024, 2, 3)]


def test_am_and_pm_go_with_the_month_first() -> None:
    assert dates.parse(["03/04/2024 9:15 AM"]).dates == [utc(2024, 3, 4, 9, 15)]


def test_an_undecided_column_is_read_day_first_and_says_so() -> None:
    parsed = dates.parse(["03/04/2024"])
    assert parsed.dates == [utc(2024, 4, 3)]
    assert parsed.reason == "no date decides; day first is assumed"


def test_counts_of_what_has_no_date() -> None:
    parsed = dates.parse(["2024-03-25", "", None, "0001-01-01", "2050-06-01", "Thu, 21 Ma", "soon"])
    assert (parsed.empty, parsed.impossible, parsed.unreadable) == (2, 2, 2)
    assert parsed.order is None


def test_empty_column() -> None:
    parsed = dates.parse([])
    assert (parsed.dates, parsed.order, parsed.empty) == ([], None, 0)


def test_the_same_twice() -> None:
    column = ["03/04/2024", "1711377000", "March 2024", None]
    assert dates.parse(column) == dates.parse(column)


def test_ambiguity() -> None:
    assert dates.is_ambiguous("03/04/2024 10:00")
    assert not dates.is_ambiguous("04/04/2024")
    assert not dates.is_ambiguous("25/04/2024")
    assert not dates.is_ambiguous("2024-03-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON, March 26, 2024 -- The talks", utc(2024, 3, 26)),
        ("KYIV, Ukraine, 5 May 2023 (Wire) — Shelling", utc(2023, 5, 5)),
        ("Friday, January 4, 2019 \n\n\nAn apartment building", utc(2019, 1, 4)),
        ("WASHINGTON, March 26 -- The talks", None),
        ("The talks of March 26, 2024 -- failed", None),
        ("March 26, 2024 was a good day for the port.", None),
        ("", None),
    ],
)
def test_datelines(text: str, expected: datetime | None) -> None:
    assert dates.in_dateline(text) == expected
