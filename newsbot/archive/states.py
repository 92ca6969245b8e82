"""The states of URLs in a ledger: gathers what is known, asks the table of state rules, writes what comes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newsbot.archive.events import Event, Known, Left, Listed, Lost, Read, Recovered, RedirectedTo, Transition
from newsbot.archive.ledger import Ledger
from newsbot.archive.recrawl import Plan
from newsbot.archive.retractions import Retraction
from newsbot.archive.tables import Entry, Line, State
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.archive.transitions import apply, retracted


class States:
    """Applies events to the URLs of one ledger; nothing is committed here."""

    def __init__(self, ledger: Ledger, site: str, plan: Plan) -> None:
        self.plan = plan
        """At which ages articles are fetched again."""
        self._ledger = ledger
        self._site = site

    def known(self, url: str, article_id: str | None, now: datetime | None = None) -> Known:
        """What the ledger knows of an article, for an event at a URL; `now` is the moment of the event when that is not now."""
        lines = tuple(self._ledger.retractions.standing(article_id)) if article_id else ()
        states = {other: self._ledger.urls.state_of(other) for other in {line.url for line in lines} - {url}}
        return Known(
            now=now or self._ledger.clock(),
            recrawl=self._ledger.recrawls.of(url),
            site=self._site,
            run=self._ledger.run,
            plan=self.plan,
            lines=lines,
            last_revision=self._ledger.retractions.last_revision(article_id) if article_id else 0,
            states={other: state for other, state in states.items() if state},
        )

    def transition(self, url: str, event: Event, now: datetime | None = None) -> Transition:
        """What an event comes to; nothing is changed. Raises KeyError for a URL that was never discovered."""
        entry = self._ledger.urls.entry(url)
        if entry is None:
            raise KeyError(f"never discovered: {url}")
        return apply(entry, event, self.known(url, _article_id(entry, event), now))

    def write(self, transition: Transition, now: datetime | None = None) -> int:
        """Write what an event came to, but for the line to append; how many other URLs are pending again."""
        entry, wake = transition.entry, transition.wake
        self._ledger.urls.put(entry)
        self._ledger.recrawls.schedule(transition.recrawl)
        if transition.left:
            self.write(self.transition(transition.left, Left(entry.url), now), now)
        if wake is None:
            return 0
        woken = self._ledger.frontier.wake_duplicates(wake.article_id)
        return woken + sum(self._ledger.frontier.wake(url, State.MOVED) for url in wake.former)

    def lose(self, line: Line) -> None:
        """The disk lost a line, also an owed one: forget it; its URL is pending again, and must be sent whole."""
        if self._ledger.urls.state_of(line.url):
            self.write(self.transition(line.url, Lost()))
        self._ledger.lines.forget(line)

    def retract(self, retractions: Iterable[Retraction], now: datetime | None = None) -> int:
        """Take revisions back: URLs that hold them hold what stands; how many were not taken back before."""
        added = {one.key: one for one in retractions if self._ledger.retractions.add(one)}
        for url, article_id, revision in self._ledger.retractions.held() if added else ():
            entry, one = self._ledger.urls.entry(url), added.get((article_id, revision))
            line = self._ledger.lines.get(article_id, revision)
            if entry and one:
                known = self.known(url, article_id, now)
                was_tombstone = line is not None and line.content_hash == EMPTY_HASH
                self.write(retracted(entry, known, one.reason, was_tombstone=was_tombstone), now)
        return len(added)

    def note_listed(self, url: str) -> bool:
        """A source lists a known URL; whether an article that has been gone for long enough is due for that."""
        if self._ledger.urls.state_of(url) is not State.GONE:
            return False
        before = self._ledger.recrawls.of(url)
        recrawl = self.transition(url, Listed()).recrawl
        if recrawl != before:
            self._ledger.recrawls.schedule(recrawl)
        return recrawl != before

    def note_redirected_to(self, url: str, now: datetime | None = None) -> bool:
        """A page has moved to a known URL; whether that one is pending for it."""
        if self._ledger.urls.state_of(url) not in (State.MOVED, State.GONE):
            return False
        found = self.transition(url, RedirectedTo(), now)
        self._ledger.urls.put(found.entry)
        return found.entry.state is State.PENDING


def _article_id(entry: Entry, event: Event) -> str | None:
    """The article that an event is about: the one that was read, else the one that the URL holds."""
    return event.article.id if isinstance(event, Read | Recovered) else entry.article_id
