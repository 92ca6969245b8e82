"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.dates import Moment, has_label, parse_date
from newsbot.normalize.zones import VIETNAM, country_zone


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        # the forms of the Vietnamese press
        ("08/01/2026 - 18:21", "2026-01-08T18:21:00+07:00"),
        ("21/11/2023 09:28", "2023-11-21T09:28:00+07:00"),
        ("Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]", "2021-12-01T11:51:00+07:00"),
        ("10:30, 15/05/2011", "2011-05-15T10:30:00+07:00"),
        ("20:11 | 14/08/2022", "2022-08-14T20:11:00+07:00"),
        ("Thứ ba, 29/08/2017", "2017-08-29"),
        ("Thứ Hai, 14/5/2018| 22:46", "2018-05-14T22:46:00+07:00"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25:00+07:00"),
        ("Chủ Nhật, 04/08/2024 - 07:54", "2024-08-04T07:54:00+07:00"),
        ("Cập nhật lúc 10:24 01/04/2025 (GMT+7)", "2025-04-01T10:24:00+07:00"),
        ("Ngày 8 tháng 1 năm 2026, 9h30", "2026-01-08T09:30:00+07:00"),
        # metadata
        ("2025-06-17T13:43:02+0700", "2025-06-17T13:43:02+07:00"),
        ("2025-06-17T06:43:02.120Z", "2025-06-17T06:43:02+00:00"),
        ("2025-06-17 13:43:02", "2025-06-17T13:43:02+07:00"),
        ("2025-06-17", "2025-06-17"),
        ("20250617", "2025-06-17"),
        ("Tue, 17 Jun 2025 13:43:02 +0700", "2025-06-17T13:43:02+07:00"),
        ("1682712000", "2023-04-28T20:00:00+00:00"),
        ("1682712000123", "2023-04-28T20:00:00+00:00"),
        ("11/21/2023 9:28:56 AM", "2023-11-21T09:28:56+07:00"),
        ("11/21/2023 12:05:00 AM", "2023-11-21T00:05:00+07:00"),
        ("11/21/2023 12:05:00 PM", "2023-11-21T12:05:00+07:00"),
        # other languages
        ("Posted: Aug 08, 2024 4:00 AM EDT", "2024-08-08T04:00:00-04:00"),
        ("Sunday 28 April 2024 13:00 BST", "2024-04-28T13:00:00+01:00"),
        ("September 29th, 2024", "2024-09-29"),
        ("20:00, 29 Jan 2024", "2024-01-29T20:00:00+07:00"),
        ("Veröffentlicht am 27.04.24 um 07:39 Uhr", "2024-04-27T07:39:00+07:00"),
        ("28. April 2024, 14.26 Uhr", "2024-04-28T14:26:00+07:00"),
        ("Publié le 1er mai 2024 à 9h05", "2024-05-01T09:05:00+07:00"),
        ("8 de mayo de 2024", "2024-05-08"),
        ("oppdatert 9. mai 2024, kl. 11.26", "2024-05-09T11:26:00+07:00"),
        ("10 Kasım 2025 17:59", "2025-11-10T17:59:00+07:00"),
        ("14 мая 2025, 20:28", "2025-05-14T20:28:00+07:00"),
        ("2025年1月13日 21時37分", "2025-01-13T21:37:00+07:00"),
        ("2025.06.04 오후 3:05", "2025-06-04T15:05:00+07:00"),
    ],
)
def test_reads(text: str, iso: str) -> None:
    moment = parse_date(text, zone=VIETNAM)
    assert moment is not None
    assert moment.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ngày 8-1",  # no year
        "18:21",  # no day
        "32/01/2024",
        "30/02/2024",
        "Nghị quyết số 46/2025/NQ-HĐND",
        "Điện thoại 0207.3822.820",
        "1/2/3/2024",
        "Năm 2024",
    ],
)
def test_guesses_nothing(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "options", "day"),
    [
        ("03/04/2024", {}, date(2024, 4, 3)),
        ("03/04/2024", {"order": "MDY"}, date(2024, 3, 4)),
        ("03.04.2024", {"order": "MDY"}, date(2024, 4, 3)),  # dots are never American
        ("13/04/2024", {"order": "MDY"}, date(2024, 4, 13)),
        ("03/04/2024 9:00 AM", {}, date(2024, 3, 4)),
        ("03/04/2024 9:00 AM", {"language": "vi"}, date(2024, 4, 3)),
    ],
)
def test_order_of_day_and_month(text: str, options: dict[str, str], day: date) -> None:
    moment = parse_date(text, **options)  # type: ignore[arg-type]
    assert moment is not None
    assert moment.day == day


def test_a_clock_without_zone_is_not_given_as_a_moment() -> None:
    moment = parse_date("08/01/2026 - 18:21")
    assert moment == Moment(date(2026, 1, 8), time(18, 21))
    assert moment.instant is None
    assert moment.iso() == "2026-01-08"


def test_a_zone_of_its_own_is_kept() -> None:
    moment = parse_date("2025-06-17T06:43:02Z", zone=VIETNAM)
    assert moment is not None
    assert moment.zone == UTC


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Cập nhật: 01/04/2025", "updated", True),
        ("Updated20:49, 5 Aug 2024", "updated", True),
        ("Ngày đăng 01/04/2025", "published", True),
        ("Veröffentlicht am 27.04.24", "published", True),
        ("01/04/2025", "updated", False),
        ("An updatedness of 2024", "updated", False),
    ],
)
def test_labels(text: str, kind: str, expected: bool) -> None:
    assert has_label(text, kind) is expected  # type: ignore[arg-type]


@given(st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001  (naive by design)
def test_iso_round_trip(moment: datetime) -> None:
    stamp = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=7)))
    read = parse_date(stamp.isoformat())
    assert read is not None
    assert read.iso() == stamp.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    parse_date(text, zone=VIETNAM)


@pytest.mark.parametrize(
    ("host", "language", "zone"),
    [
        ("baotuyenquang.com.vn", None, "UTC+07:00"),
        ("127.0.0.1", "vi", "UTC+07:00"),
        ("www.example.de", None, "Europe/Berlin"),
        ("example.com", "ja-JP", "Asia/Tokyo"),
        ("example.com", "en", "None"),  # spoken in many zones
        ("example.us", None, "None"),
    ],
)
def test_zone_of_a_country_with_one(host: str, language: str | None, zone: str) -> None:
    assert str(country_zone(host, language)) == zone
