"""What a run did, in numbers: what the run report needs. Decides nothing."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from newsbot.archive import Entry, Exchange, State
from newsbot.archive.outcome import Applied, Outcome
from newsbot.article import Article
from newsbot.crawl.tally import SourceTally
from newsbot.discover.window import Window
from newsbot.site import Site

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Statistics:
    """Counts of one run."""

    site: Site
    window: Window = field(default_factory=Window)
    sources: dict[str, SourceTally] = field(default_factory=dict)
    discovered: int = 0
    """URLs new to the ledger."""
    discovered_by_lists: int = 0
    """URLs that feeds and sitemaps listed, new or known; a list that has not changed counts as one."""
    out_of_scope: int = 0
    """URLs listed that belong to another site."""
    foreign_lists: Counter[str] = field(default_factory=Counter)
    """Feeds and sitemaps on hosts that the site's file does not name, by host: not asked for."""
    repeating: int = 0
    """Links whose path repeats itself: not followed."""
    left_to: Counter[str] = field(default_factory=Counter)
    """Pages that have moved to other sites, by host."""
    closed: int = 0
    """Archived articles that robots.txt does not allow to be fetched again."""
    unknown_layout: int = 0
    """Articles that have none of the layouts that are known of the site."""
    requests: int = 0
    """Requests sent to the site, those for sources and robots.txt and those without an answer included."""
    smallest_gap: float | None = None
    """Seconds between two requests, at the least; null for fewer than two."""
    _last_request: float | None = None
    robots: dict[str, str] = field(default_factory=dict)
    """What was decided on the robots.txt of a host."""
    bytes: int = 0
    """Bytes of bodies as served."""
    settled: Counter[State] = field(default_factory=Counter)
    """What became of pages in this run."""
    last: Article | None = None
    """The article archived last."""

    def note_request(self, moment: float) -> None:
        """A request leaves at a moment, in seconds of a clock that only goes forward."""
        if self._last_request is not None:
            gap = moment - self._last_request
            self.smallest_gap = gap if self.smallest_gap is None else min(gap, self.smallest_gap)
        self._last_request = moment
        self.requests += 1

    def note_exchange(self, exchange: Exchange) -> None:
        """The site answered."""
        self.bytes += len(exchange.body)

    def note_discovery(self, label: str, *, is_new: bool) -> None:
        """A source listed a page."""
        tally = self._tally(label)
        tally.found += 1
        tally.new += is_new
        self.discovered += is_new

    def note_outcome(self, outcome: Outcome, applied: Applied, entry: Entry | None) -> None:
        """Count what became of a page, in all and for the source that brought it; `entry` is what is known of its URL."""
        self.settled[applied.state] += 1
        self.last = applied.article or self.last
        article = outcome.article
        self.closed += bool(entry and entry.article_id and outcome.state is State.DISALLOWED)
        if article and self.site.layouts and article.reader and article.reader.layout == "general":
            self.unknown_layout += 1
        if entry and (tally := self.sources.get(entry.discovered_from)):
            content = article.content_hash if article else None
            tally.note_outcome(applied.state, is_old=self._is_old(article), content=content)

    def _is_old(self, article: Article | None) -> bool | None:
        """Whether an article came out before the time asked for; None when nothing tells."""
        if article is None or not article.published_at:
            return None
        published = datetime.fromisoformat(article.published_at)
        return self.window.is_past(published if published.tzinfo else published.replace(tzinfo=UTC))

    def note_page(self, label: str) -> None:
        """A page of a source was read."""
        self._tally(label).pages += 1

    def note_problem(self, label: str, problem: str, *, failed: bool = False) -> None:
        """A source could not be read.

        That fails the run when `failed`; always for a source that was seen to list articles, never for an unverified one.
        """
        tally = self._tally(label)
        tally.problem = tally.problem or problem
        sure = next((source.sure for source in self.site.sources if self.site.label(source) == label), None)
        tally.failed = tally.failed or sure == "seen" or (failed and sure != "unverified")
        logger.warning("%s: %s", label, problem)

    def note_of(self, label: str, note: str) -> None:
        """Something an archivist should know of a source."""
        self._tally(label).notes[note] = None
        logger.info("%s: %s", label, note)

    def enough_of(self, label: str) -> SourceTally | None:
        """The tally of a source that has come to articles older than asked for, or brings nothing of its own; else None."""
        tally = self._tally(label)
        return tally if tally.is_old or tally.barren else None

    def barren(self, label: str) -> str | None:
        """Why a source brings nothing of its own; None while it does."""
        return self._tally(label).barren

    def _tally(self, label: str) -> SourceTally:
        return self.sources.setdefault(label, SourceTally(label))
