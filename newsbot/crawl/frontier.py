"""The frontier: which pages are still to fetch in this run, and which are in flight."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime

from newsbot.archive import Entry, SiteArchive, State
from newsbot.archive.errors import ArchiveError
from newsbot.archive.outcome import Outcome
from newsbot.archive.transitions import is_confirmable, is_held_elsewhere
from newsbot.crawl.circuit_breaker import CircuitBreaker
from newsbot.crawl.ending import Ending
from newsbot.crawl.statistics import Statistics
from newsbot.discover.window import Window
from newsbot.site import Site

NOT_TO_BE_HAD = (State.FAILED, State.BLOCKED, State.DISALLOWED, State.TOO_LARGE)
"""States of a page of which nobody knows what stands there: it may be as it was."""
TRY_AGAIN = (*NOT_TO_BE_HAD, State.QUARANTINED)
"""States of earlier runs that may come to another end today."""
ARTICLES = (State.ARCHIVED, State.UNCHANGED, State.DUPLICATE)
"""States of a page that holds an article."""
MAX_ATTEMPTS = 8
"""Attempts over all runs after which a failed URL is left as it is."""
HUNG = "reader: not read within"
"""How the reason of a page begins over which the reader hung: it is tried again after all others."""
LISTED_URLS = 20
"""Known URLs of which one may be fetched again for the quarantine: those that the site lists first, on its home page."""


@dataclass(slots=True)
class Frontier:
    """The pages in the ledger that this run is to fetch: new ones first, then recrawls that are due."""

    site: Site
    archive: SiteArchive
    statistics: Statistics
    ending: Ending
    breaker: CircuitBreaker
    window: Window = field(default_factory=Window)
    limit: int | None = None
    """Pages to fetch at the most in this run."""
    _pending: int = 0
    _taken: int = 0
    _due: int = 0
    _is_hung_reopened: bool = False
    _recrawls_end: bool = False
    _in_flight: set[str] = field(default_factory=set)
    _listed: list[str] = field(default_factory=list)
    _led: dict[str, int] = field(default_factory=dict)
    """Redirects in a row that led to a page that is still to be fetched."""

    def open(self) -> None:
        """Give failures of earlier runs another try, but for pages over which the reader hung. Raises ArchiveError."""
        self.archive.ledger.frontier.reopen(TRY_AGAIN, max_attempts=MAX_ATTEMPTS, but=HUNG)
        self._pending = self.archive.ledger.urls.counts()[State.PENDING]

    # what comes in

    def discover(self, url: str, label: str) -> bool:
        """Note a URL that a source lists; True when the ledger did not know it and it is to be fetched."""
        try:
            is_new = self.archive.ledger.urls.discover(url, label)
            if not is_new:
                self.archive.states.note_listed(url)
                if len(self._listed) < LISTED_URLS:
                    self._listed.append(url)
        except ArchiveError as error:
            self.ending.fail(error)
            return False
        self.statistics.note_discovery(label, is_new=is_new)
        self._pending += is_new
        return is_new

    def discover_target(self, url: str, hops: int = 1) -> None:
        """Note the URL that a page has moved to, though it may have moved or been gone itself in an earlier run.

        `hops`: redirects in a row that lead there.
        """
        is_wanted = self.discover(url, "redirect")
        if not is_wanted and not self.ending.error:
            is_wanted = self.archive.states.note_redirected_to(url)
            self._pending += is_wanted
        if is_wanted:
            self._led[url] = hops

    def led(self, url: str) -> int:
        """How many redirects in a row led to a page in this run."""
        return self._led.get(url, 0)

    def begin_recrawls(self) -> bool:
        """Let what is due, and what the reader hung over, be fetched now that everything new is done; whether anything is.

        A crawl of the past fetches nothing again, one with a begin only what came out since.
        """
        self._reopen_hung()
        if self.window.until is None and not self._recrawls_end:
            try:
                self._due = self.archive.ledger.recrawls.count_due(*self._now_and_horizon(), since=self.window.since)
            except ArchiveError as error:
                self.ending.fail(error)
        return bool(self.pages_waiting)

    def _reopen_hung(self) -> None:
        if self._is_hung_reopened:
            return
        self._is_hung_reopened = True
        try:
            self._pending += self.archive.ledger.frontier.reopen(TRY_AGAIN, max_attempts=MAX_ATTEMPTS)
        except ArchiveError as error:
            self.ending.fail(error)

    def end_recrawls(self) -> None:
        """Fetch nothing more again in this run: what the site gives out is not believed, and stays due."""
        self._recrawls_end, self._due = True, 0

    # how much is left

    @property
    def pages_waiting(self) -> int:
        """Pages that this run is still to fetch."""
        return 0 if self._is_stopped else min(self._pending + self._due, self.pages_allowed)

    @property
    def pages_allowed(self) -> int:
        """Pages that the limit still lets pass; large without a limit."""
        return sys.maxsize if self.limit is None else max(0, self.limit - self._taken)

    def has_enough(self, plenty: int) -> bool:
        """Whether `plenty` pages wait or are being read, or all that the limit lets pass: no listing is needed now."""
        return self._pending + len(self._in_flight) >= min(plenty, self.pages_allowed)

    @property
    def _is_stopped(self) -> bool:
        return bool(self.ending.error or self.breaker.is_left)

    # what goes out

    def take(self, *, recrawls: int = sys.maxsize) -> str | None:
        """The next page, in flight from now on; None when none is left. Raises ArchiveError.

        A recrawl waits while `recrawls` pages are in flight: so many are judged together, and what comes of them decides whether
        there are more.
        """
        url = self._next(recrawls) if self.pages_waiting else None
        if url:
            self._fly(url)
        return url

    def _next(self, recrawls: int) -> str | None:
        ledger = self.archive.ledger
        if taken := ledger.frontier.take(1):
            self._pending -= 1
            return taken[0]
        self._pending = 0
        if len(self._in_flight) >= recrawls:
            return None
        url = ledger.recrawls.take_due(*self._now_and_horizon(), since=self.window.since) if self._due else None
        self._due = self._due - 1 if url else 0
        return url

    def _now_and_horizon(self) -> tuple[datetime, datetime]:
        now = self.archive.clock()
        return now, self.archive.states.plan.horizon(now)

    def listed_article(self) -> str | None:
        """URL of an article that the site lists, one that is not in flight if there is any; none that was not to be had.

        Raises ArchiveError.
        """
        if self._is_stopped or not self.pages_allowed:
            return None
        entries = map(self.archive.ledger.urls.entry, self._listed)
        known = [entry for entry in entries if entry and entry.article_id]
        settled = next((entry.url for entry in known if entry.state in ARTICLES), None)
        return settled or next((entry.url for entry in known if self.is_in_flight(entry.url)), None)

    def take_again(self, url: str) -> bool:
        """Fetch an article again, whenever it is due; False when it is in flight. Raises ArchiveError."""
        if self.is_in_flight(url):
            return False
        self._fly(self.archive.ledger.recrawls.take(url))
        return True

    def _fly(self, url: str) -> None:
        self._in_flight.add(url)
        self._taken += 1

    def duplicate(self, url: str) -> Outcome | None:
        """The outcome of a URL whose number tells that another URL has its article; None when that one has lost it.

        Raises ArchiveError.
        """
        ledger = self.archive.ledger
        line = ledger.retractions.newest_standing(self.site.article_id(url)) if self.site.article_number(url) else None
        if line and is_held_elsewhere(url, line, ledger.urls.state_of(line.url)):
            return Outcome.duplicate(url, line)
        return None

    def validated(self, url: str) -> Entry | None:
        """What the ledger knows of an archived article that a conditional request can ask for; None for any other page."""
        entry = self.archive.ledger.urls.entry(url)
        return entry if is_confirmable(entry) else None

    # what comes back

    def is_in_flight(self, url: str) -> bool:
        """Whether a URL was handed out and has no outcome yet."""
        return url in self._in_flight

    def land(self, url: str, *, woken: int = 0) -> None:
        """A page has its outcome, with which other URLs of its article are pending again."""
        self._in_flight.discard(url)
        self._led.pop(url, None)
        self._pending += woken

    def uncount(self) -> None:
        """A page that was taken needs no request: the limit lets another one pass."""
        self._taken -= 1

    def release(self, url: str) -> None:
        """Give a URL back that was handed out and not asked for: it is pending again."""
        self.archive.ledger.frontier.release(url)
        self._in_flight.discard(url)
        self._pending += 1
        self._taken -= 1

    def close(self) -> None:
        """URLs still in flight are pending again."""
        for url in self._in_flight:
            self.archive.ledger.frontier.release(url)
