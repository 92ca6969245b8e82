"""Calendars and digits of the press beside the Gregorian year in ASCII: Buddhist era, Solar Hijri, digits of other scripts."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Gregorian years in which a page may have been published."""
BUDDHIST_OFFSET_YEARS = 543
"""The year of the Buddhist era, as Thailand, Laos and Cambodia count it, less that of the Gregorian calendar."""
SOLAR_FIRST_YEAR, SOLAR_LAST_YEAR = 1300, 1430
"""Years of the Solar Hijri calendar (Iran, Afghanistan) in which a page may have been published: 1921 to 2051.

Later numbers are years of the lunar calendar.
"""
SHORT_YEAR_DIGITS = 2
SHORT_YEAR_PIVOT = 70
"""A year of two digits from which it is of the last century: the web began in '91, no page is of 2070."""
_SOLAR_EPOCH = date(1921, 3, 21)
"""1 Farvardin 1300."""
_LONG_SOLAR_MONTHS, _MONTHS = 6, 12
_SOLAR_CYCLE_YEARS = 33
_SOLAR_LEAP_PLACES = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Places of the leap years in the cycle of 33 years: the arithmetic rule that agrees with the observed one from 1178 to 1633."""


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script as ASCII digits."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def full_year(digits: str, *, buddhist: bool = False) -> int:
    """The year that two or four digits mean; `buddhist` is for a month named in Thai or Lao, where '67 is 2567."""
    year = int(digits)
    if len(digits) != SHORT_YEAR_DIGITS:
        return year
    if buddhist:
        return 2500 + year
    return year + (1900 if year >= SHORT_YEAR_PIVOT else 2000)


def to_date(year: int, month: int, day: int, *, solar: bool = False) -> date | None:
    """The Gregorian day; None when there is no such day or no page is of that year.

    A year in 1300 to 1430 is of the Solar Hijri calendar, one from 2443 of the Buddhist era: no page was published in those
    years of the Gregorian calendar. `solar` is for a month that only the solar calendar has.
    """
    if SOLAR_FIRST_YEAR <= year <= SOLAR_LAST_YEAR:
        return _from_solar(year, month, day)
    if EARLIEST_YEAR <= year - BUDDHIST_OFFSET_YEARS <= LATEST_YEAR:
        year -= BUDDHIST_OFFSET_YEARS
    if solar or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_solar(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= _MONTHS or not 1 <= day <= _solar_month_days(year, month):
        return None
    years = sum(366 if _is_solar_leap(past) else 365 for past in range(SOLAR_FIRST_YEAR, year))
    months = sum(_solar_month_days(year, past) for past in range(1, month))
    return _SOLAR_EPOCH + timedelta(days=years + months + day - 1)


def _solar_month_days(year: int, month: int) -> int:
    return 31 if month <= _LONG_SOLAR_MONTHS else 30 if month < _MONTHS or _is_solar_leap(year) else 29


def _is_solar_leap(year: int) -> bool:
    return year % _SOLAR_CYCLE_YEARS in _SOLAR_LEAP_PLACES
