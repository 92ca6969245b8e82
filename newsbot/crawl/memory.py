"""What earlier runs know of a source, so that a run asks only for what may be new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from newsbot.archive import Ledger, Mark
from newsbot.discover.window import Window


@dataclass(frozen=True, slots=True)
class Memory:
    """The marks in the ledger, as far as they hold for the time that this run asks for. Raises ArchiveError."""

    ledger: Ledger
    window: Window
    rules: str
    """What tells articles from other URLs: `Site.rules`."""

    def recall(self, url: str) -> Mark | None:
        """What is remembered of a source, when an earlier run took all of it that this one asks for."""
        mark = self.ledger.sources.mark(url)
        if mark is None or mark.rules != self.rules:
            return None
        if mark.reached is None:
            return mark
        return None if self.window.since is None or self.window.since < datetime.fromisoformat(mark.reached) else mark

    def is_discovered(self, url: str) -> bool:
        """Whether a URL is known at all."""
        return self.ledger.urls.number_of(url) is not None

    def is_known(self, url: str, mark: Mark) -> bool:
        """Whether a URL was known when a source had been read to its end.

        What a later run found before it was killed is not: behind it may lie what that run did not come to.
        """
        number = self.ledger.urls.number_of(url)
        return number is not None and number <= mark.number

    def remember(
        self,
        url: str,
        reached: datetime | None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        listed: str | None = None,
    ) -> None:
        """Remember that a source was read to its end, back to `reached`.

        To be called after its URLs were discovered: one transaction holds both, or an earlier one the URLs.
        A run that leaves out what is too new for it remembers nothing.
        """
        if self.window.until is None:
            back_to = reached.astimezone(UTC).isoformat() if reached else None
            number = self.ledger.urls.last_number()
            self.ledger.sources.remember(
                Mark(url, self.ledger.now(), self.rules, number, back_to, etag, last_modified, listed)
            )
