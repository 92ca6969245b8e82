"""Which page is fetched next: an article for the quarantine when it needs one, then new pages, then recrawls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsbot.archive.errors import ArchiveError
from newsbot.crawl.frontier import Frontier
from newsbot.crawl.outcomes import Outcomes


@dataclass(frozen=True, slots=True)
class Pages:
    """Hands out the pages of a crawl. What cannot be read or written ends the crawl."""

    frontier: Frontier
    outcomes: Outcomes

    def next(self) -> str | None:
        """The next page to fetch; None when none is left. A second URL of an article in hand is not fetched."""
        return self._guarded(self._next)

    def last(self) -> str | None:
        """When nothing else is left to do: an article that tells whether pages in quarantine are gone; None when none waits."""
        return self._guarded(self._article) if self.outcomes.quarantine.is_open else None

    def _next(self) -> str | None:
        quarantine = self.outcomes.quarantine
        if quarantine.needs_article:
            if url := self._article():
                return url
            if not quarantine.awaited:
                self.outcomes.apply(*quarantine.not_corroborated())
        while url := self.frontier.take(recrawls=self.outcomes.doubting.room):
            duplicate = self.frontier.duplicate(url)
            if duplicate is None:
                return url
            self.frontier.uncount()
            self.outcomes.apply(duplicate)
        return None

    def _article(self) -> str | None:
        """An article that the site lists, fetched again for the quarantine; None when there is none, or one is under way."""
        quarantine = self.outcomes.quarantine
        if quarantine.awaited:
            return None
        url = quarantine.awaited = self.frontier.listed_article()
        return url if url and self.frontier.take_again(url) else None

    def _guarded(self, take: Callable[[], str | None]) -> str | None:
        try:
            return take()
        except ArchiveError as error:
            self.frontier.ending.fail(error)
            return None
