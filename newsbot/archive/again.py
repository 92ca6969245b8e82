"""Articles that the archive holds already: when each is looked at again, and what a look comes to. Changes the ledger alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from newsbot.archive.ledger import Ledger
from newsbot.archive.recrawl import Plan, born, is_worth_recrawling, later_recrawl, second_recrawl
from newsbot.archive.tables import MOVED_TO, Entry, Line, Recrawl, State
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article

Validators = tuple[str | None, str | None]
"""`ETag` and `Last-Modified` of a response, as sent (RFC 9110 section 8.8)."""
NO_VALIDATORS: Validators = (None, None)


class Again:
    """Plans the next look at every archived article."""

    def __init__(self, ledger: Ledger, plan: Plan) -> None:
        self.plan = plan
        self.counts: Counter[str] = Counter()
        """What became of articles that were in the archive before: "looked" (at), and of these "unchanged", "changed", "returned"
        (after a tombstone), "gone" (at the first look), "tombstones"."""
        self._ledger = ledger

    def summary(self) -> dict[str, int]:
        """The counts that are not zero, with "others": what was looked at and came to none of these. They add up to "looked"."""
        others = 2 * self.counts["looked"] - self.counts.total()
        return {word: count for word, count in (*self.counts.items(), ("others", others)) if count}

    def was_read(self, article: Article, validators: Validators) -> None:
        """An article was read from its page. A page that was cut short is asked for whole the next time."""
        self._ledger.urls.validate_with(article.url, *(NO_VALIDATORS if "truncated" in article.flags else validators))
        now = self._ledger.clock()
        since = born(article, now, self._ledger.recrawls.of(article.url).born_at)
        self._ledger.recrawls.schedule(Recrawl(article.url, since, self.plan.next_recrawl(since, now)))

    def was_confirmed(self, url: str) -> None:
        """The server said that an article is as it was."""
        self.counts.update(("looked", "unchanged"))
        self._plan(replace(self._ledger.recrawls.of(url), gone_at=None))

    def was_not_had(self, url: str) -> None:
        """An article could not be looked at: nothing is known of it today."""
        self._plan(self._ledger.recrawls.of(url))

    def _plan(self, revisit: Recrawl) -> None:
        now = self._ledger.clock()
        since = revisit.born_at and min(revisit.born_at, now)
        self._ledger.recrawls.schedule(replace(revisit, due_at=self.plan.next_recrawl(since, now) if since else None))

    def was_gone(self, entry: Entry, newest: Line) -> bool:
        """An article is not at its URL. Plan a second look; whether this was it, and the article is to get a tombstone."""
        if newest.url != entry.url and not self.has_left(newest.url):
            self.forget(entry.url)  # it is archived from another URL
            return False
        revisit, now = self._ledger.recrawls.of(entry.url), self._ledger.clock()
        first = _gone_since(revisit, now)
        is_buried = newest.content_hash == EMPTY_HASH
        is_certain = is_buried or now >= second_recrawl(first)
        due = later_recrawl(first, now) if is_certain else second_recrawl(first)
        self._ledger.recrawls.schedule(replace(revisit, due_at=due, gone_at=first))
        if first == now and not is_buried:
            self.counts["gone"] += 1
        return is_certain and not is_buried

    def was_buried(self, url: str) -> None:
        """A tombstone of the article at a URL was found that the ledger did not know of."""
        self._ledger.urls.validate_with(url, *NO_VALIDATORS)
        revisit, now = self._ledger.recrawls.of(url), self._ledger.clock()
        first = _gone_since(revisit, now)
        self._ledger.recrawls.schedule(replace(revisit, due_at=later_recrawl(first, now), gone_at=first))

    def forget(self, url: str) -> None:
        """Look no more at a URL."""
        self._ledger.recrawls.schedule(Recrawl(url))

    def has_left(self, url: str) -> bool:
        """Whether the article that was at a URL is there no longer."""
        return self._ledger.urls.state_of(url) in (State.GONE, State.MOVED)

    def take_over(self, url: str, other: str) -> bool:
        """Make a URL the one of an article that has left another one; False when it has not."""
        if not self.has_left(other):
            return False
        self._ledger.urls.settle(other, State.MOVED, reason=f"{MOVED_TO}{url}")
        self._ledger.urls.validate_with(other, *NO_VALIDATORS)
        self.forget(other)
        return True

    def wake_others(self, url: str) -> int:
        """Make the other URLs of the article at this one pending: it has moved or is gone. Returns how many.

        When it is gone, those it had moved away from too: it may be there again.
        """
        entry = self._ledger.urls.entry(url)
        if entry is None or entry.article_id is None:
            return 0
        count = self._ledger.frontier.wake_duplicates(entry.article_id)
        if entry.state is State.GONE:
            former = {line.url for line in self._ledger.lines.revisions(entry.article_id)} - {url}
            count += sum(self._ledger.frontier.wake(one, State.MOVED) for one in former)
        return count

    def was_redirected_to(self, url: str) -> bool:
        """A page has moved to a known URL. What was not there in an earlier run is pending; whether this one is."""
        return self._ledger.frontier.wake(url, State.MOVED) or self._ledger.frontier.wake(url, State.GONE)

    def was_listed(self, url: str) -> bool:
        """A source lists a known URL. An article that has been gone for long enough is due then; whether this one is."""
        entry = self._ledger.urls.entry(url)
        if entry is None or entry.state is not State.GONE or entry.content_hash != EMPTY_HASH:
            return False
        revisit, now = self._ledger.recrawls.of(url), self._ledger.clock()
        if revisit.gone_at and not is_worth_recrawling(revisit.gone_at, datetime.fromisoformat(entry.updated_at), now):
            return False
        self._ledger.recrawls.schedule(replace(revisit, due_at=now))
        return True


def _gone_since(revisit: Recrawl, now: datetime) -> datetime:
    """When an article that is gone now was first found to be: now, if that was never, or by a clock that ran ahead."""
    return revisit.gone_at if revisit.gone_at and revisit.gone_at <= now else now
