"""Times of day as pages print them, with the part of the day and the zone beside them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.normalize.words import merged

HALF_DAY_HOURS = 12
ZONE_MAX_MINUTES = 14 * 60
"""Minutes from UTC to the farthest zone (Kiribati)."""
CLOCK_MAX_CHARS = 40
"""Characters between a date and its clock at most: a weekday, a label, a place."""

_CLOCK = re.compile(
    r"(?<![\d:.,/-])(?:(?P<morning>오전|上午|午前|凌晨|早上|清晨)|(?P<evening>오후|下午|午後|晚上|傍晚|晚間))?\s?(?P<h>[0-2]?\d)"
    r"(?:\s?(?::|h|H|giờ|时|時|点|點|시)\s?(?P<m>\d{2})?(?::(?P<s>\d{2}))?"
    r"|[.](?P<m2>\d{2})(?=\s?(?:Uhr|uur|hrs?\b|h\b|น\.|(?-i:[A-Z]{3,4}\b)|\)|$)))?"
    r"(?:[:.]\d{1,3})?\s?(?P<noon>[ap]\.?\s?m\.?(?!\w))?",
    re.I,
)
_NOON = re.compile(r"\d\s?[ap]\.?m\.?(?!\w)|^\s?[ap]\.?m\.?(?!\w)", re.I)
_AFTER_WORD = re.compile(r"(?:kl\.?|klo|ore|alle|at|um|à|às|a las)\s?(?P<h>[0-2]?\d)[.](?P<m>\d{2})(?!\d)", re.I)


def names_noon(text: str) -> bool:
    """Whether a text counts its hours from noon, in English ("9:28 AM")."""
    return _NOON.search(text) is not None


def nearest_clock(text: str, start: int, end: int) -> time | None:
    """The time of day after the date at `start` to `end` of a text, else before it, else within it."""
    after, before = text[end : end + CLOCK_MAX_CHARS], text[max(0, start - CLOCK_MAX_CHARS) : start]
    within = text[start:end]
    if clock := _find_clock(after):
        return clock
    clock = _find_clock(before, last=True) or (_find_clock(within) if ":" in within else None)
    return clock.replace(tzinfo=offset(after)) if clock and clock.tzinfo is None else clock


def _find_clock(text: str, *, last: bool = False) -> time | None:
    if match := _AFTER_WORD.search(text):
        return to_clock(match["h"], match["m"], None, None)
    hits = list(_CLOCK.finditer(text))
    for match in reversed(hits) if last else hits:
        rest = text[match.end() :]
        part = _parts_of_day().match(rest)
        if not (match["m"] or match["m2"] or match["noon"] or part):
            continue
        noon = (match["noon"] or "").lower()[:1]
        hour = int(match["h"])
        if noon == "p" or match["evening"] or (part and part["evening"]):
            hour = hour % HALF_DAY_HOURS + HALF_DAY_HOURS if hour <= HALF_DAY_HOURS else hour
        elif noon == "a" or match["morning"] or part:
            hour = hour % HALF_DAY_HOURS if hour <= HALF_DAY_HOURS else hour
        zone = offset(rest[part.end() :] if part else rest)
        if clock := to_clock(str(hour), match["m"] or match["m2"] or "00", match["s"], zone):
            return clock
    return None


@cache
def _parts_of_day() -> re.Pattern[str]:
    """What a clock of twelve hours is followed by; short marks ("CH") are meant only in capitals."""
    parts = (rf"(?P<{name}>{'|'.join(map(_spelling, merged('dates', name)))})" for name in ("evening", "morning"))
    return re.compile(rf"\s?(?:phút )?(?:{'|'.join(parts)})(?!\w)")


def _spelling(word: str) -> str:
    return re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"


_OFFSET = re.compile(
    r"^[\s,|(\[]{0,5}(?:(?P<z>Z)(?!\w)|(?:GMT|UTC)?\s?(?P<sign>[+\-−])\s?(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?!\d)|(?P<name>[A-Z]{2,4})(?!\w))"
)
_ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "SAST": 2, "CAT": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "ICT": 7, "WIB": 7, "WITA": 8, "HKT": 8, "SGT": 8, "MYT": 8, "WIT": 9, "JST": 9,
    "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
_SEASONAL = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
"""Zones of North America whose name says nothing of summer: the day does."""


def offset(text: str) -> tzinfo | None:
    """The zone that a text begins with ("+07:00", "(GMT+7)", "CEST", "ET"); None when it names none."""
    match = _OFFSET.match(text)
    if match is None:
        return None
    if match["z"]:
        return UTC
    if name := match["name"]:
        return _named_zone(name)
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    if minutes > ZONE_MAX_MINUTES:
        return None
    return timezone(timedelta(minutes=-minutes if match["sign"] in "-−" else minutes))


def _named_zone(name: str) -> tzinfo | None:
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    try:
        return ZoneInfo(_SEASONAL[name])
    except (KeyError, ZoneInfoNotFoundError):
        return None


def on_day(clock: time | None, day: date) -> time | None:
    """The clock with the offset that its zone had on a day."""
    if clock is None or clock.tzinfo is None or clock.utcoffset() is not None:
        return clock
    away = datetime.combine(day, clock).utcoffset() or timedelta(0)
    return clock.replace(tzinfo=timezone(away))


def to_clock(hour: str | None, minute: str | None, second: str | None, zone: tzinfo | None) -> time | None:
    """The time of day; None when it has no minutes or the numbers are no time."""
    if hour is None or minute is None:
        return None
    try:
        return time(int(hour), int(minute), min(int(second or 0), time.max.second), tzinfo=zone)
    except ValueError:
        return None
