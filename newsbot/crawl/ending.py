"""How a crawl ends: as planned, or before its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from newsbot.archive.errors import ArchiveError


@dataclass(slots=True)
class Ending:
    """What ended a crawl, as far as it has ended."""

    closed: str | None = None
    """Scrapy's reason for the end; null while the crawl runs."""
    finished_at: datetime | None = None
    """When it ended; null while it runs."""
    error: ArchiveError | None = None
    """Why the archive could not be written; ends the crawl."""
    crashed: str | None = None
    """A bug of newsbot that kept a source from being read."""
    stop: Callable[[], None] = lambda: None
    """Stops the crawl."""

    def fail(self, error: ArchiveError) -> None:
        """The archive cannot be written: stop the crawl; what is not on disk stays pending."""
        if self.error is None:
            self.error = error
            self.stop()
