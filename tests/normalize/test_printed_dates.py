"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.calendars import to_date
from newsbot.normalize.dates import Moment, has_label, parse_date, split_labels
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
        ("Friday 23rd of December, 2016", "2016-12-23"),
        ("5 d’abril de 2024", "2024-04-05"),
        ("2024 m. kovo 5 d.", "2024-03-05"),
        ("2024. gada 5. martā", "2024-03-05"),
        ("2024. március 5., 8:15", "2024-03-05T08:15:00+07:00"),
        # other scripts, digits and calendars
        ("٥ مارس ٢٠٢٤", "2024-03-05"),
        ("5 آذار 2024", "2024-03-05"),
        ("5 كانون الثاني 2024 08:15 م", "2024-01-05T20:15:00+07:00"),
        ("5 במרץ 2024, 08:15", "2024-03-05T08:15:00+07:00"),
        ("5 มีนาคม 2567 08:15 น.", "2024-03-05T08:15:00+07:00"),
        ("5 มี.ค. 67 | 08:15 น.", "2024-03-05T08:15:00+07:00"),
        ("05/03/2567 08:15", "2024-03-05T08:15:00+07:00"),
        ("๕ มีนาคม ๒๕๖๗", "2024-03-05"),
        ("5 ມີນາ 2024", "2024-03-05"),
        ("ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២៤ ម៉ោង ៨:១៥", "2024-03-05T08:15:00+07:00"),
        ("۱۵ اسفند ۱۴۰۲ - ۰۸:۱۵", "2024-03-05T08:15:00+07:00"),
        ("۱۴۰۲/۱۲/۱۵", "2024-03-05"),
        ("30 اسفند 1403", "2025-03-20"),  # a leap day
        ("令和6年3月5日", "2024-03-05"),
        ("民國113年3月5日", "2024-03-05"),
        # the part of the day
        ("20/11/2023 8:15:00 CH", "2023-11-20T20:15:00+07:00"),
        ("20/11/2023 12:10:00 SA", "2023-11-20T00:10:00+07:00"),
        ("4:30 chiều 20/11/2023", "2023-11-20T16:30:00+07:00"),
        ("4 giờ 30 phút chiều, 20/11/2023", "2023-11-20T16:30:00+07:00"),
        ("20/11/2023 12:05 CH", "2023-11-20T12:05:00+07:00"),
        ("2024年3月5日 下午3:05", "2024-03-05T15:05:00+07:00"),
        # zones that change with the season
        ("March 9, 2024 10:20 a.m. ET", "2024-03-09T10:20:00-05:00"),
        ("July 9, 2024 10:20 a.m. ET", "2024-07-09T10:20:00-04:00"),
        ("Tue 29 Nov 2016 15.26 EST", "2016-11-29T15:26:00-05:00"),
        # years of two digits
        ("Thu, 03 Sep 15 00:01:01 +0200", "2015-09-03T00:01:01+02:00"),
        ("28 Jan 22", "2022-01-28"),
        ("3.9.97", "1997-09-03"),
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
        "am 3. Mai 19:30 Uhr",  # a clock, no year
        "3 May 15 people",
        "1445/08/24",  # of the lunar calendar
        "31 اسفند 1402",  # a day too many
        "29 شهریور 1500",
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
        ("03/04/2024 9:00 AM", {"language": "en-gb"}, date(2024, 4, 3)),
        ("5. listopada 2024", {}, date(2024, 11, 5)),  # Polish and Czech, where no language is known
        ("5. listopada 2024", {"language": "hr"}, date(2024, 10, 5)),
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


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "Aktualisiert am 09.03.2024, 10:20 Uhr – Veröffentlicht am 05.03.2024, 08:15 Uhr",
            ["Aktualisiert am 09.03.2024, 10:20 Uhr", "Veröffentlicht am 05.03.2024, 08:15 Uhr"],
        ),
        (
            "Thứ Hai, 20/11/2023, 08:15 (GMT+7) Cập nhật: 21/11/2023, 09:30",
            ["Thứ Hai, 20/11/2023, 08:15 (GMT+7)", "Cập nhật: 21/11/2023, 09:30"],
        ),
        ("Last updated: 5 March 2024", ["Last updated: 5 March 2024"]),
        ("5 March 2024, updated 10:20", ["5 March 2024, updated 10:20"]),
        ("Published: yesterday", ["Published: yesterday"]),
    ],
)
def test_a_line_with_two_labelled_dates_has_two_parts(line: str, parts: list[str]) -> None:
    assert split_labels(line) == parts


@given(st.dates(min_value=date(1922, 1, 1), max_value=date(2050, 12, 31)))
def test_every_day_of_the_solar_calendar_is_one_day(day: date) -> None:
    after = [
        found
        for year in (day.year - 622, day.year - 621)
        for month in range(1, 13)
        for number in range(1, 32)
        if (found := to_date(year, month, number)) == day
    ]
    assert after == [day]


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
