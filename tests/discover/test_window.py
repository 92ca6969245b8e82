"""Which part of time a crawl is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsbot.discover.window import Window, parse_moment, parse_window

NOW = datetime(2026, 11, 22, 8, 9, 10, tzinfo=UTC)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-01", day(2025, 7, 1)),
        (" 2025-07-01 ", day(2025, 7, 1)),
        ("2025-07", day(2025, 7, 1)),
        ("2025-07-01T08:00", datetime(2025, 7, 1, 8, tzinfo=UTC)),
        ("2025-07-01T08:00+07:00", datetime(2025, 7, 1, 1, tzinfo=UTC)),
        ("2025-07-01 08:00:00Z", datetime(2025, 7, 1, 8, tzinfo=UTC)),
        ("36h", NOW - timedelta(hours=36)),
        ("7d", NOW - timedelta(days=7)),
        ("2W", NOW - timedelta(days=14)),
        ("3m", NOW - timedelta(days=90)),
        ("0d", NOW),
    ],
)
def test_a_moment_as_a_user_writes_it(text: str, expected: datetime) -> None:
    assert parse_moment(text, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "01/07/2025",
        "2025",
        "2025-13",
        "2025-02-30",
        "7",
        "d",
        "-7d",
        "7 days",
        "99999999999d",
        "2025-07-01T99",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        parse_moment(text, NOW)


@pytest.mark.parametrize(
    ("since", "backfill", "expected"),
    [
        (None, None, Window()),
        ("7d", None, Window(since=NOW - timedelta(days=7))),
        (None, "2024-01-01..2024-06-30", Window(day(2024, 1, 1), day(2024, 7, 1))),
        (None, "2024-01..2024-06", Window(day(2024, 1, 1), day(2024, 7, 1))),
        (None, "2023-12..2023-12", Window(day(2023, 12, 1), day(2024, 1, 1))),
        (None, "2024-02-29..2024-02-29", Window(day(2024, 2, 29), day(2024, 3, 1))),
        (None, "..2024-06-30", Window(None, day(2024, 7, 1))),
        (None, "2024-01-01..", Window(day(2024, 1, 1))),
        (None, "2024-01-01 .. 2024-06-30", Window(day(2024, 1, 1), day(2024, 7, 1))),
        (None, "2024-01-01T06:00..2024-01-01T12:00",
         Window(datetime(2024, 1, 1, 6, tzinfo=UTC), datetime(2024, 1, 1, 12, tzinfo=UTC))),
        (None, "30d..7d", Window(NOW - timedelta(days=30), NOW - timedelta(days=7))),
    ],
)  # fmt: skip
def test_a_window(since: str | None, backfill: str | None, expected: Window) -> None:
    assert parse_window(since, backfill, NOW) == expected


@pytest.mark.parametrize(
    ("since", "backfill", "message"),
    [
        ("7d", "2024-01..2024-06", "exclude each other"),
        (None, "2024-01-01", "no span"),
        (None, "2024-06..2024-01", "ends before it begins"),
        (None, "x..2024-01", "no date"),
        (None, "2024-01..x", "no date"),
        (None, "..", "no span"),
        ("soon", None, "no date"),
    ],
)
def test_what_is_no_window(since: str | None, backfill: str | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_window(since, backfill, NOW)


HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("moment", "past", "outside"),
    [
        (None, False, False),
        (day(2023, 12, 31), True, True),
        (day(2024, 1, 1), False, False),
        (datetime(2024, 1, 1, 6, tzinfo=HANOI), True, True),
        (day(2024, 6, 30), False, False),
        (day(2024, 7, 1), False, True),
    ],
)
def test_a_moment_in_or_out_of_a_window(moment: datetime | None, past: bool, outside: bool) -> None:
    window = Window(day(2024, 1, 1), day(2024, 7, 1))
    assert window.is_past(moment) is past
    assert window.is_outside(moment) is outside


@pytest.mark.parametrize("moment", [None, day(1900, 1, 1), day(2100, 1, 1)])
def test_nothing_is_outside_an_open_window(moment: datetime | None) -> None:
    assert not Window().is_past(moment)
    assert not Window().is_outside(moment)
