"""What time it is: the system's clock, unless a test brings its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the time, with a zone."""


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def utc(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, ISO 8601, seconds. Earlier ones sort before later ones."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


YEARS = range(1900, 9000)
"""Years of which times can be reckoned with."""


def moment_of(text: str) -> datetime | None:
    """A time as an archive from elsewhere may write it, UTC where it has no offset; None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
