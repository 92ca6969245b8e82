"""Which part of time a crawl is asked for: `--since WHEN`, `--backfill FROM..TO`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from newsbot.normalize.zones import VIETNAM

Days = tuple[date, date]
"""First and last day."""

_AGO = re.compile(r"(\d+)\s*([hdwm])", re.I)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class Window:
    """A span of publication times; an end that is None is open."""

    since: datetime | None = None
    """First moment asked for."""
    until: datetime | None = None
    """First moment no longer asked for."""

    def is_past(self, moment: datetime | None) -> bool:
        """Whether a moment lies before the window; what has no date does not."""
        return moment is not None and self.since is not None and moment < self.since

    def is_outside(self, moment: datetime | None) -> bool:
        """Whether a moment lies outside the window; what has no date does not."""
        return self.is_past(moment) or (moment is not None and self.until is not None and moment >= self.until)

    # A site's days are those of Vietnam; a window that was written in days is meant to be those same days, though its moments
    # are kept in UTC. So days are compared as if they were days of UTC.

    def are_past(self, days: Days | None) -> bool:
        """Whether days of a site lie wholly before the window; what has no date does not."""
        return days is not None and self.since is not None and days[1] < self.since.astimezone(UTC).date()

    def are_outside(self, days: Days | None) -> bool:
        """Whether days of a site lie wholly outside the window; what has no date does not."""
        return self.are_past(days) or (
            days is not None and self.until is not None and days[0] > self._last_day(self.until)
        )

    def days(self, now: datetime) -> tuple[date, date | None]:
        """The last and the first day of a site in the window: not after today, whose moment is `now`; an open begin is None."""
        today = now.astimezone(VIETNAM).date()
        last = today if self.until is None else min(today, self._last_day(self.until))
        return last, self.since and self.since.astimezone(UTC).date()

    @staticmethod
    def _last_day(until: datetime) -> date:
        return (until - timedelta.resolution).astimezone(UTC).date()


def parse_moment(text: str, now: datetime) -> datetime:
    """A moment as a user writes it: "2025-07-01", "2025-07", "2025-07-01T08:00+07:00", "36h", "7d", "2w" (before `now`).

    A time without a zone is UTC. Raises ValueError for anything else.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}", text):
        text += "-01"
    try:
        if ago := _AGO.fullmatch(text):
            return now - int(ago[1]) * _UNITS[ago[2].lower()]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no date: write 2025-07-01, or 7d for seven days ago") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_window(since: str | None, backfill: str | None, now: datetime) -> Window:
    """The window of `--since` and `--backfill FROM..TO`. Raises ValueError for what cannot be read."""
    if since and backfill:
        raise ValueError("--since and --backfill exclude each other")
    if since:
        return Window(since=parse_moment(since, now))
    if not backfill:
        return Window()
    begin, dots, end = backfill.partition("..")
    if not dots or not (begin or end):
        raise ValueError(f"{backfill!r} is no span: write FROM..TO, as in 2024-01-01..2024-06-30")
    window = Window(parse_moment(begin, now) if begin else None, _after(end, now) if end else None)
    if window.since and window.until and window.since >= window.until:
        raise ValueError(f"{backfill!r} ends before it begins")
    return window


def _after(text: str, now: datetime) -> datetime:
    """The end of a span includes its last day or month."""
    moment = parse_moment(text, now)
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return moment + timedelta(days=1)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return (moment + timedelta(days=32)).replace(day=1)
    return moment
