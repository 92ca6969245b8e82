"""The newsbot command on a later day: `python -m tests.crawl.later DAYS crawl …` runs it with a clock so many days ahead."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, tzinfo
from unittest.mock import patch

from tests.forked import call


def later(days: str, *arguments: str) -> int:
    """Call the command with these arguments; every date that the archive gives is of that day. Returns the exit code."""
    ahead = timedelta(days=int(days))

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + ahead

    with patch("newsbot.archive.clock.datetime", Later):
        return call(*arguments)


if __name__ == "__main__":
    raise SystemExit(later(*sys.argv[1:]))
