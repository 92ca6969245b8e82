"""The ways in which the Vietnamese press prints a date: local time, day first (fact sheet of the provincial press)."""

from __future__ import annotations

from calendar import SUNDAY
from collections.abc import Callable
from datetime import datetime

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def weekday(when: datetime) -> str:
    """Vietnamese name of the weekday."""
    return _WEEKDAYS[when.weekday()]


def _numbered_weekday(when: datetime) -> str:
    return "Chủ nhật" if when.weekday() == SUNDAY else f"Thứ {when.weekday() + 2}"


SHAPES: dict[str, Callable[[datetime], str]] = {
    "day-first": lambda t: f"{t:%d/%m/%Y - %H:%M}",
    "time-first": lambda t: f"{t:%H:%M, %d/%m/%Y}",
    "bar": lambda t: f"{t:%H:%M | %d/%m/%Y}",
    "space": lambda t: f"{t:%d/%m/%Y %H:%M}",
    "weekday": lambda t: f"{weekday(t)}, {t:%d/%m/%Y, %H:%M} (GMT+7)",
    "weekday-title": lambda t: f"{weekday(t).title()}, {t:%d/%m/%Y - %H:%M}",
    "numbered": lambda t: f"{_numbered_weekday(t)}, {t:%d/%m/%Y} | {t:%H:%M:%S} [GMT +7]",
    "short": lambda t: f"{weekday(t)}, {t.day}/{t.month}/{t:%Y}| {t:%H:%M}",
    "date-only": lambda t: f"{weekday(t)}, {t:%d/%m/%Y}",
    "none": lambda _: "",
}
"""By name: how a date is printed."""


def as_printed(when: datetime, shape: str) -> str | None:
    """The date as the page prints it; None when it prints none."""
    return SHAPES[shape](when) or None


def as_known(when: datetime, shape: str) -> str | None:
    """What a reader can know from the printed date: ISO 8601 to the precision printed."""
    if shape == "none":
        return None
    return when.date().isoformat() if shape == "date-only" else when.replace(second=0).isoformat()


def clock(now: datetime) -> str:
    """The clock in the page header: now, never the date of the article."""
    return f"{_numbered_weekday(now)}, {now:%d/%m/%Y %H:%M} [(GMT +7)]"
