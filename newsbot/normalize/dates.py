"""Dates as pages write them: in metadata, in `time` elements, printed under the headline.

Nothing is guessed: a date without a year, a time without a date and a clock whose numbers fit no calendar give None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

from newsbot.normalize.words import merged, words

Order = Literal["DMY", "MDY"]

_EARLIEST, _LATEST = 1900, 2100
EPOCH_MIN_MILLISECONDS = 1e11
"""A number from which an epoch is in milliseconds: as seconds it would be in the year 5138."""
SHORT_YEAR_DIGITS = 2
HALF_DAY_HOURS = 12
TEXT_MAX_CHARS = 300
"""Characters of a text that are searched for a date."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as precise as the page is."""

    day: date
    """Calendar day, in the page's own zone."""
    clock: time | None = None
    """Time of day, with `tzinfo` when the zone is known; None when the page gives a date alone."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the clock; None without clock or zone."""
        return self.clock.tzinfo if self.clock else None

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC; None when the clock or its zone is unknown."""
        if self.clock is None or self.clock.tzinfo is None:
            return None
        return datetime.combine(self.day, self.clock).astimezone(UTC)

    def at(self, zone: tzinfo) -> Moment:
        """The same moment, its clock read in `zone` when it has none of its own."""
        if self.clock is None or self.clock.tzinfo is not None:
            return self
        offset = datetime.combine(self.day, self.clock, tzinfo=zone).utcoffset() or timedelta(0)
        return Moment(self.day, self.clock.replace(tzinfo=timezone(offset)))

    def iso(self) -> str:
        """ISO 8601: date and clock with offset; the date alone when the clock or its zone is unknown."""
        if self.clock is None or self.clock.tzinfo is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.clock.replace(microsecond=0)).isoformat()


def parse_date(
    text: str, *, order: Order = "DMY", language: str | None = None, zone: tzinfo | None = None
) -> Moment | None:
    """The first date in `text`, with the clock printed beside it.

    Reads ISO 8601, RFC 2822, epoch seconds and milliseconds, dates in numbers and dates with month names in the languages
    of `words/dates.toml`. `order` settles "03/04/2024", unless AM/PM (US order, as OneCMS writes it) or a number over 12
    does. `language` is that of a printed date: "vi" puts the day first also before AM/PM. `zone` is taken for a clock that
    names none.
    """
    text = " ".join(text[:TEXT_MAX_CHARS].split())
    moment = _machine(text) or _epoch(text) or _printed(text, order, language)
    return moment.at(zone) if moment and zone else moment


def has_label(text: str, kind: Literal["published", "updated"]) -> bool:
    """Whether a printed date line says that it is the date of publication or of the last change, in any known language."""
    return bool(_labels(kind).search(text))


_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?",
    re.I,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0+)?")


def _machine(text: str) -> Moment | None:
    match = _ISO.match(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if hour is not None and (_NOON.search(text[match.end() :][:6])):
        return None
    return _moment(year, month, day, _clock(hour, minute, second, _offset(offset or "")))


def _epoch(text: str) -> Moment | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    when = datetime.fromtimestamp(seconds / 1000 if seconds >= EPOCH_MIN_MILLISECONDS else seconds, UTC)
    return Moment(when.date(), when.timetz())


_NUMBERS = re.compile(r"(?<![\d/.:-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:]|[/.-]\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s?(?:tháng|th\.?)\s?(\d{1,2})(?:,?\s?năm|[,/.-])?\s?(\d{4})", re.I)


def _printed(text: str, order: Order, language: str | None) -> Moment | None:
    found = (
        _by_groups(_CJK, text, "ymd")
        or _by_groups(_VIETNAMESE, text, "dmy")
        or _named(text)
        or _by_groups(_YEAR_FIRST, text, "ymd")
        or _numbers(text, order, language)
    )
    if found is None:
        return None
    day, (start, end) = found
    return Moment(day, _nearest_clock(text, start, end))


_Hit = tuple[date, tuple[int, int]]


def _by_groups(pattern: re.Pattern[str], text: str, order: str) -> _Hit | None:
    for match in pattern.finditer(text):
        parts = dict(zip(order, match.groups(), strict=True))
        if day := _day(parts["y"], parts["m"], parts["d"]):
            return day, match.span()
    return None


def _numbers(text: str, order: Order, language: str | None) -> _Hit | None:
    for match in _NUMBERS.finditer(text):
        first, separator, second, year = match.groups()
        american = order == "MDY" or (language != "vi" and _NOON.search(text) is not None)
        month_first = american and separator != "."
        options = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
        for month, day in options:
            if found := _day(f"20{year}" if len(year) == SHORT_YEAR_DIGITS else year, month, day):
                return found, match.span()
    return None


_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|[.º°])?[\s-]?(?:de |of )?(?P<m>[^\s\d.,/-]{3,15})[.,-]?\s?(?:de |del )?"
    r"(?P<y>\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(
    r"(?<!\w)(?P<m>[^\s\d.,/-]{3,15})\.?\s?(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?:at \d{1,2}:\d\d(?: ?[ap]m)?,? )?"
    r"(?P<y>\d{4})(?!\d)",
    re.I,
)
_YEAR_MONTH = re.compile(r"(?<!\d)(?P<y>\d{4})\.?\s(?P<m>[^\s\d.,/-]{3,15})\.?\s(?P<d>\d{1,2})(?!\d)")


def _named(text: str) -> _Hit | None:
    for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_MONTH):
        for match in pattern.finditer(text):
            month = _months().get(match["m"].lower())
            if month and (found := _day(match["y"], month, match["d"])):
                return found, match.span()
    return None


@cache
def _months() -> dict[str, int]:
    return {
        spelling: number
        for language in words("dates").values()
        for number, spellings in enumerate(language.get("months", ()), 1)
        for spelling in spellings.split()
    }


_CLOCK = re.compile(
    r"(?<![\d:.,/-])(?P<ko>오전|오후|上午|下午|午前|午後)?\s?(?P<h>[0-2]?\d)"
    r"(?:\s?(?::|h|H|giờ|时|時|시)\s?(?P<m>\d{2})?(?::(?P<s>\d{2}))?|[.](?P<m2>\d{2})(?=\s?(?:Uhr|uur|hrs?\b|h\b|\)|$)))?"
    r"(?:[:.]\d{1,3})?\s?(?P<noon>[ap]\.?\s?m\.?(?!\w))?",
    re.I,
)
_NOON = re.compile(r"\d\s?[ap]\.?m\.?(?!\w)|^\s?[ap]\.?m\.?(?!\w)", re.I)
_KL = re.compile(r"(?:kl\.?|klo|ore|alle|at|um|à|às|a las)\s?(?P<h>[0-2]?\d)[.](?P<m>\d{2})(?!\d)", re.I)
CLOCK_MAX_CHARS = 40
"""Characters between a date and its clock at most: a weekday, a label, a place."""


def _nearest_clock(text: str, start: int, end: int) -> time | None:
    after, before = text[end : end + CLOCK_MAX_CHARS], text[max(0, start - CLOCK_MAX_CHARS) : start]
    within = text[start:end]
    if clock := _find_clock(after):
        return clock
    clock = _find_clock(before, last=True) or (_find_clock(within) if ":" in within else None)
    return clock.replace(tzinfo=_offset(after)) if clock and clock.tzinfo is None else clock


def _find_clock(text: str, *, last: bool = False) -> time | None:
    if match := _KL.search(text):
        return _clock(match["h"], match["m"], None, None)
    hits = [m for m in _CLOCK.finditer(text) if _is_clock(m)]
    for match in reversed(hits) if last else hits:
        hour = int(match["h"])
        noon = (match["noon"] or "").lower()[:1]
        afternoon = noon == "p" or match["ko"] in ("오후", "下午", "午後")
        morning = noon == "a" or match["ko"] in ("오전", "上午", "午前")
        if afternoon or morning:
            hour = hour % HALF_DAY_HOURS + (HALF_DAY_HOURS if afternoon else 0) if hour <= HALF_DAY_HOURS else hour
        clock = _clock(str(hour), match["m"] or match["m2"] or "00", match["s"], _offset(text[match.end() :]))
        if clock:
            return clock
    return None


def _is_clock(match: re.Match[str]) -> bool:
    return bool(match["m"] or match["m2"] or match["noon"])


_OFFSET = re.compile(
    r"^[\s,|(\[]{0,5}(?:(?P<z>Z)(?!\w)|(?:GMT|UTC)?\s?(?P<sign>[+\-−])\s?(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?!\d)|(?P<name>[A-Z]{2,4})(?!\w))"
)
_ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "SAST": 2, "CAT": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "MYT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip


def _offset(text: str) -> timezone | None:
    match = _OFFSET.match(text)
    if match is None:
        return None
    if match["z"]:
        return UTC
    if match["name"]:
        hours = _ZONES.get(match["name"])
        return None if hours is None else timezone(timedelta(hours=hours))
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if match["sign"] in "-−" else minutes))


@cache
def _labels(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, merged('dates', kind)))})(?![^\W\d_])", re.I)


def _day(year: str, month: str | int, day: str) -> date | None:
    if not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _clock(hour: str | None, minute: str | None, second: str | None, zone: tzinfo | None) -> time | None:
    if hour is None or minute is None:
        return None
    try:
        return time(int(hour), int(minute), min(int(second or 0), time.max.second), tzinfo=zone)
    except ValueError:
        return None


def _moment(year: str, month: str, day: str, clock: time | None) -> Moment | None:
    found = _day(year, month, day)
    return Moment(found, clock) if found else None
