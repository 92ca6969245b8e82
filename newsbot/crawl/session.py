"""One crawl of one site: the open archive, what was found so far, and the moments when it goes to disk."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.http import Response

from newsbot.archive import ArchiveSettings, Entry, Exchange, Outcome, SiteArchive, State
from newsbot.archive.errors import ArchiveError
from newsbot.archive.events import NO_VALIDATORS, Validators
from newsbot.archive.recrawl import parse_plan
from newsbot.archive.tables import MOVED_TO, Line
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article, Capture
from newsbot.crawl.batch import Batch
from newsbot.crawl.doubts import Doubt, Doubts
from newsbot.crawl.memory import Memory
from newsbot.crawl.tally import SourceTally
from newsbot.discover.window import Window
from newsbot.extraction.owed import make_owed_again
from newsbot.fetch.agent import check_contact
from newsbot.fetch.canonical_host import CanonicalHost
from newsbot.site import Site

logger = logging.getLogger(__name__)

TRY_AGAIN = (State.FAILED, State.BLOCKED, State.DISALLOWED, State.TOO_LARGE)
"""States of earlier runs that may come to another end today."""
ARTICLES = (State.ARCHIVED, State.UNCHANGED, State.DUPLICATE)
"""States of a page that holds an article."""
MAX_ATTEMPTS = 8
"""Attempts over all runs after which a failed URL is left as it is."""
TROUBLE = 10
"""Pages in a row that the site failed to answer, after which its home page is asked whether it answers at all."""
LISTED = 20
"""Known URLs among which a witness for doubtful pages is looked for: those that the site lists first, on its home page."""


def is_site_crawl(crawler: Crawler) -> bool:
    """Whether a site is being crawled into the archive; `scrapy shell` and spiders of other projects leave it alone."""
    return hasattr(crawler.spidercls, "site") and not crawler.settings.getbool("KEEP_ALIVE")


@dataclass(slots=True)
class Session:
    """The state of a running crawl. Scrapy's components share it; `Session.of(crawler)` finds it."""

    site: Site
    archive: SiteArchive
    root: Path | None = None
    """Root of the archive when the session opened it itself, and so closes it; None when a command holds it."""
    limit: int | None = None
    """Pages to fetch at the most in this run."""
    window: Window = field(default_factory=Window)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    sources: dict[str, SourceTally] = field(default_factory=dict)
    discovered: int = 0
    """URLs new to the ledger."""
    discovered_by_lists: int = 0
    """URLs that feeds and sitemaps listed, new or known; a list that has not changed counts as one."""
    elsewhere: Counter[str] = field(default_factory=Counter)
    """Pages that have moved to other sites, by host."""
    unknown_layout: int = 0
    """Articles that have none of the layouts that are known of the site."""
    out_of_scope: int = 0
    """URLs listed that belong to another site."""
    requests: int = 0
    """Exchanges with the site, sources and robots.txt included."""
    bytes: int = 0
    """Bytes of bodies as served."""
    settled: Counter[State] = field(default_factory=Counter)
    """What became of pages in this run."""
    unanswered: int = 0
    """Pages in a row, up to now, that the site failed to answer or refused."""
    unreachable: str | None = None
    """Why the site could not be reached at all."""
    crashed: str | None = None
    """A bug of newsbot that kept a source from being read."""
    error: ArchiveError | None = None
    """Why the archive could not be written; ends the crawl."""
    finished_at: datetime | None = None
    """When it ended; None while it runs."""
    closed: str | None = None
    """Scrapy's reason for the end."""
    last: Article | None = None
    """The article archived last."""
    host: CanonicalHost = field(default_factory=CanonicalHost)
    """The host at which the site serves its pages."""
    doubts: Doubts = field(default_factory=Doubts)
    """Pages in whose place the home page stands."""
    _crawler: Crawler | None = None
    _pending: int = 0
    _taken: int = 0
    _due: int = 0
    _in_flight: set[str] = field(default_factory=set)
    _validators: dict[str, Validators] = field(default_factory=dict)
    _listed: list[str] = field(default_factory=list)
    _batch: Batch = field(init=False)

    def __post_init__(self) -> None:
        self._batch = Batch(self.archive.commit, self.fail)

    @staticmethod
    def of(crawler: Crawler) -> Session:
        """The session of a crawl. Under `scrapy crawl` the first call opens the archive.

        Raises ArchiveError when it cannot be opened, NoContactError when a contact is missing.
        """
        session: Session | None = getattr(crawler, "newsbot_session", None)
        if session is None:
            site: Site = crawler.spidercls.site  # type: ignore[attr-defined]
            check_contact(site.home, crawler.settings["NEWSBOT_CONTACT"])
            root = Path(crawler.settings["NEWSBOT_ARCHIVE"])
            plan = parse_plan(crawler.settings["NEWSBOT_REVISITS"])
            session = Session(site, SiteArchive.open(root, site.name, ArchiveSettings(plan=plan)), root=root)
            session.join(crawler)
        return session

    def join(self, crawler: Crawler) -> None:
        """Become the session of this crawl; what the disk lost is made again, and earlier failures get another try.

        Raises ArchiveError.
        """
        crawler.newsbot_session = self  # type: ignore[attr-defined]
        self._crawler = crawler
        make_owed_again(self.archive, self.site)
        self.archive.ledger.frontier.reopen(TRY_AGAIN, max_attempts=MAX_ATTEMPTS)
        self._pending = self.archive.ledger.urls.counts()[State.PENDING]

    # URLs

    def discover(self, url: str, label: str) -> bool:
        """Note a URL; True when the ledger did not know it and it is to be fetched."""
        try:
            new = self.archive.ledger.urls.discover(url, label)
            if not new:
                self.archive.states.note_listed(url)
                if len(self._listed) < LISTED:
                    self._listed.append(url)
        except ArchiveError as error:
            self.fail(error)
            return False
        tally = self._tally(label)
        tally.found += 1
        if new:
            tally.new += 1
            self.discovered += 1
            self._pending += 1
        return new

    @property
    def pages_waiting(self) -> int:
        """Pages that this run is still to fetch."""
        if self.error or self.unreachable:
            return 0
        return min(self._pending + self._due, self.pages_allowed)

    def begin_revisits(self) -> bool:
        """Let what is due be looked at again, now that everything new is done; whether anything is.

        A crawl of the past looks at nothing again, one with a begin only at what came out since.
        """
        if self.window.until is None:
            try:
                self._due = self.archive.ledger.recrawls.count_due(*self._now_and_horizon(), since=self.window.since)
            except ArchiveError as error:
                self.fail(error)
        return bool(self._due and self.pages_waiting)

    def _now_and_horizon(self) -> tuple[datetime, datetime]:
        now = self.now()
        return now, self.archive.states.plan.horizon(now)

    @property
    def pages_allowed(self) -> int:
        """Pages that the limit still lets pass; large without a limit."""
        return sys.maxsize if self.limit is None else max(0, self.limit - self._taken)

    def has_enough(self, plenty: int) -> bool:
        """Whether `plenty` pages wait or are being read, or all that the limit lets pass: no listing is needed now."""
        return self._pending + len(self._in_flight) >= min(plenty, self.pages_allowed)

    def next_page(self) -> str | None:
        """The next page to fetch; None when none is left. A second URL of an article in hand is not fetched."""
        try:
            if self.doubts.need_witness:
                if witness := self._call_witness():
                    return witness
                if not self.doubts.witness:
                    self._judge(self.doubts.bad_day())
            return self._next_page()
        except ArchiveError as error:
            self.fail(error)
            return None

    def _next_page(self) -> str | None:
        while self.pages_waiting and (url := self._take()):
            self._in_flight.add(url)
            if not self._settle_duplicate(url):
                self._taken += 1
                return url
        return None

    def last_page(self) -> str | None:
        """When nothing else is left to do: an article that tells whether doubtful pages are gone; None when none is in doubt."""
        try:
            return self._call_witness() if self.doubts.are_open else None
        except ArchiveError as error:
            self.fail(error)
            return None

    def _call_witness(self) -> str | None:
        """Fetch an article that the site lists: where it is to be had, pages that show the home page are gone.

        None when there is none, or one is under way already.
        """
        if self.doubts.witness or self.error or self.unreachable or not self.pages_allowed:
            return None
        ledger = self.archive.ledger
        known = [entry for url in self._listed if (entry := ledger.urls.entry(url)) and entry.article_id]
        settled = next((entry.url for entry in known if entry.state in ARTICLES), None)
        self.doubts.witness = settled or next((entry.url for entry in known if self.is_in_flight(entry.url)), None)
        if settled:
            self._in_flight.add(ledger.recrawls.take(settled))
            self._taken += 1
        return settled

    def _take(self) -> str | None:
        """The next page in the ledger: new ones first."""
        ledger = self.archive.ledger
        if taken := ledger.frontier.take(1):
            self._pending -= 1
            return taken[0]
        self._pending = 0
        url = ledger.recrawls.take_due(*self._now_and_horizon(), since=self.window.since) if self._due else None
        self._due = self._due - 1 if url else 0
        return url

    def _settle_duplicate(self, url: str) -> bool:
        """Settle a URL whose number tells that another URL has its article; False when that one has lost it."""
        ledger = self.archive.ledger
        line = ledger.lines.newest(self.site.article_id(url)) if self.site.article_number(url) else None
        if line is None or line.url == url or ledger.urls.state_of(line.url) in (State.MOVED, State.GONE):
            return False
        ledger.urls.identify(url, line.article_id, line.revision, line.content_hash)
        self.settle(url, State.DUPLICATE, f"same article as {line.url}")
        return True

    def confirmable(self, url: str) -> Entry | None:
        """What the ledger knows of an archived article whose server can tell whether it has changed; None for any other page."""
        entry = self.archive.ledger.urls.entry(url)
        if entry and entry.article_id and entry.capture and (entry.etag or entry.last_modified):
            return entry
        return None

    def as_known(self, article: Article) -> Article:
        """The article with the identity that its URL has: a page that claims another URL later is the same article.

        Not when that URL has an article of its own.
        """
        ledger = self.archive.ledger
        entry = ledger.urls.entry(article.url)
        if entry is None or entry.article_id is None or ledger.lines.newest(article.id):
            return article
        return replace(article, id=entry.article_id)

    def would_lose_by(self, article: Article) -> bool:
        """Whether a page that was cut short would replace a revision that was had whole."""
        newest = self.archive.ledger.lines.newest(article.id) if "truncated" in article.flags else None
        return newest is not None and newest.content_hash not in (EMPTY_HASH, article.content_hash)

    def note_validators(self, url: str, validators: Validators) -> None:
        """Keep the validators of a page until its article is archived."""
        self._validators[url] = validators

    def is_in_trouble(self, state: State | None) -> bool:
        """Count an answer, or its lack; whether the site should be asked if it answers at all.

        `state` is FAILED or BLOCKED for a page that was not had, anything else for one that was.
        """
        self.unanswered = self.unanswered + 1 if state in (State.FAILED, State.BLOCKED) else 0
        return self.unanswered > 0 and self.unanswered % TROUBLE == 0

    def is_in_flight(self, url: str) -> bool:
        """Whether a URL was handed out and has no outcome yet."""
        return url in self._in_flight

    def discover_moved(self, url: str) -> None:
        """Note the URL that a page has moved to, though it may have moved or been gone itself in an earlier run."""
        if not self.discover(url, "redirect") and not self.error:
            self._pending += self.archive.states.note_redirected_to(url)

    def moves_to(self, url: str, target: str) -> bool:
        """Whether the redirects of this run lead from one URL to another: those of earlier ones may be undone."""
        seen, ledger = {url}, self.archive.ledger
        while (entry := ledger.urls.entry(url)) and entry.state is State.MOVED and entry.run == ledger.run:
            url = (entry.reason or "").removeprefix(MOVED_TO)
            if url == target:
                return True
            if url in seen:
                return False
            seen.add(url)
        return False

    def release(self, url: str) -> None:
        """Give a URL back that was handed out and not asked for: it is pending again."""
        self.archive.ledger.frontier.release(url)
        self._in_flight.discard(url)
        self._pending += 1
        self._taken -= 1

    def settle(
        self,
        url: str,
        state: State,
        reason: str | None = None,
        *,
        status: int | None = None,
        capture: Capture | None = None,
    ) -> None:
        """Give a URL its state. It is on disk with the next batch."""
        if self.error:
            return
        try:
            outcome = Outcome(url=url, state=state, reason=reason, status=status, capture=capture)
            self._pending += self.archive.apply(outcome).woken
        except ArchiveError as error:
            self.fail(error)
            return
        self._settled(url, state)
        self._batch.soon()

    def confirm(self, url: str, validators: Validators) -> None:
        """The server says that the article at this URL has not changed."""
        if self.error:
            return
        try:
            self.archive.apply(Outcome.not_modified(url, validators))
        except ArchiveError as error:
            self.fail(error)
            return
        self._article_settled(url)
        self._batch.soon()

    def hold(self, article: Article, line: Line, validators: Validators) -> None:
        """The page of this article and the one that a line was read from read alike: it has not changed."""
        if self.error:
            return
        try:
            self.archive.apply(Outcome.read(article, validators, same_as=line))
        except ArchiveError as error:
            self.fail(error)
            return
        self._article_settled(article.url, article.published_at)
        self._batch.soon()

    def _article_settled(self, url: str, published_at: str | None = None) -> None:
        state = self.archive.ledger.urls.state_of(url)
        assert state is not None
        self._settled(url, state, published_at)
        self._judge(self.doubts.article_seen())

    def _settled(self, url: str, state: State, published_at: str | None = None) -> None:
        self._in_flight.discard(url)
        self._validators.pop(url, None)
        self._note_outcome(url, state, published_at)
        if url == self.doubts.witness and state not in ARTICLES:
            self._judge(self.doubts.bad_day())

    def doubt(self, response: Response, reason: str) -> None:
        """The home page stands for this one: whether that one is gone is settled later."""
        page: str = response.meta["page"]
        self._in_flight.discard(page)
        self._judge(self.doubts.add(Doubt(page, reason, response.status, response.meta["capture"])))

    def _judge(self, judged: Iterable[tuple[Doubt, State]]) -> None:
        for one, state in judged:
            self.settle(one.page, state, one.reason, status=one.status, capture=one.capture)

    def settle_response(self, response: Response, state: State, reason: str) -> None:
        """Give the page of a response its state."""
        assert response.request is not None
        self.settle(response.meta["page"], state, reason, status=response.status, capture=response.meta["capture"])

    def now(self) -> datetime:
        """The time by which the archive is dated."""
        return self.archive.clock()

    def capture(self, exchange: Exchange, confirms: Capture | None = None) -> Capture:
        """Write an exchange to the capture file; `confirms` as in `SiteArchive.capture`."""
        self.requests += 1
        self.bytes += len(exchange.body)
        try:
            return self.archive.capture(exchange, confirms)
        except ArchiveError as error:
            self.fail(error)
            raise

    async def archive_article(self, article: Article) -> None:
        """Take an article into the archive; returns when it is on disk. Raises ArchiveError."""
        if self.error:
            raise self.error
        try:
            archived = self.archive.apply(
                Outcome.read(article, self._validators.get(article.url, NO_VALIDATORS))
            ).article
        except ArchiveError as error:
            self.fail(error)
            raise
        self._article_settled(article.url, article.published_at)
        self.last = archived or self.last
        await self._batch.on_disk()

    # sources

    def _tally(self, label: str) -> SourceTally:
        return self.sources.setdefault(label, SourceTally(label))

    def source_page(self, label: str) -> None:
        """A page of a source was read."""
        self._tally(label).pages += 1

    def source_problem(self, label: str, problem: str, *, failed: bool = False) -> None:
        """A source could not be read. That fails the run when `failed`, and always for a source that the site file names."""
        tally = self._tally(label)
        tally.problem = tally.problem or problem
        tally.failed = tally.failed or failed or label in map(self.site.label, self.site.sources)
        logger.warning("%s: %s", label, problem)

    def source_note(self, label: str, note: str) -> None:
        """Something an archivist should know of a source."""
        self._tally(label).notes[note] = None
        logger.info("%s: %s", label, note)

    def enough_of(self, label: str) -> SourceTally | None:
        """The tally of a source that has come to articles older than asked for, or brings nothing of its own; else None."""
        tally = self._tally(label)
        return tally if tally.is_old or tally.is_barren else None

    @property
    def memory(self) -> Memory:
        """What earlier runs know of the sources."""
        return Memory(self.archive.ledger, self.window, self.site.rules)

    def _note_outcome(self, url: str, state: State, published_at: str | None = None) -> None:
        """Count what became of a page, in all and for the source that brought it."""
        self.settled[state] += 1
        entry = self.archive.ledger.urls.entry(url)
        tally = self.sources.get(entry.discovered_from) if entry else None
        if tally is None:
            return
        published = datetime.fromisoformat(published_at) if published_at else None
        if published and published.tzinfo is None:
            published = published.replace(tzinfo=UTC)
        tally.note_outcome(state, is_old=self.window.is_past(published) if published else None)

    # the end

    def fail(self, error: ArchiveError) -> None:
        """The archive cannot be written: stop the crawl; what is not on disk stays pending."""
        if self.error is None:
            self.error = error
            assert self._crawler is not None
            asyncio.get_running_loop().create_task(self._crawler.engine.close_spider_async(reason="archive"))

    def close(self, reason: str) -> None:
        """Put everything on disk; URLs still in flight are pending again."""
        self.closed = reason
        self.finished_at = self.now()
        if reason == "finished" and not self.unreachable:
            self._judge(self.doubts.ended())
        if self.error is None:
            for url in (*self._in_flight, *(doubt.page for doubt in self.doubts.waiting)):
                self.archive.ledger.frontier.release(url)
            try:
                self.archive.commit()
            except ArchiveError as error:
                self.error = error
