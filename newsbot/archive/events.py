"""What can happen to a URL, what else is known then, and what comes of it: the values that the state rules take and give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsbot.archive.recrawl import Plan
from newsbot.archive.tables import Entry, Line, Recrawl, State
from newsbot.article import Article, Capture

Validators = tuple[str | None, str | None]
"""`ETag` and `Last-Modified` of a response, as sent (RFC 9110 section 8.8)."""
NO_VALIDATORS: Validators = (None, None)
NOT_MODIFIED = 304
"""HTTP status of the answer to a conditional request that says that nothing has changed."""


@dataclass(frozen=True, slots=True)
class Read:
    """The page reads as this article."""

    article: Article
    validators: Validators = NO_VALIDATORS
    same_as: Line | None = None
    """A line that the same code reads alike today: the page has not changed, though its line has another content hash."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page has not changed (304, RFC 9110 section 15.4.5)."""

    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True)
class Refused:
    """There is no article to read: the site refuses, does not answer, or shows something else. The state says which."""

    state: State
    reason: str | None = None
    status: int | None = None
    """HTTP status; None without an answer."""
    capture: Capture | None = None
    """Where the response lies; None without one."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The site says that the page is not there: 404, 410, a soft 404, or the home page in its place."""

    reason: str | None
    status: int | None
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class Redirected:
    """The page redirects to another URL, which has its own row, or off the site."""

    reason: str | None
    status: int | None = None
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The number in the URL tells that another URL holds its article."""

    line: Line
    """The newest line of that article."""


@dataclass(frozen=True, slots=True)
class Left:
    """The article that was at this URL was found at another one."""

    url: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The disk lost the line that was read from this URL, and its capture."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A line of this URL was found that the ledger does not know."""

    article: Article
    validators: Validators = NO_VALIDATORS
    """Those of its response. Who died before the ledger knew took them along, and those of the revision before would call the
    page unchanged."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A source lists this URL, which is known already."""


@dataclass(frozen=True, slots=True)
class RedirectedTo:
    """Another page redirects to this URL, which is known already."""


Event = Read | NotModified | Refused | Gone | Redirected | Duplicate | Left | Lost | Recovered | Listed | RedirectedTo
"""What can happen to a URL."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known at the moment of an event, beside the entry of its URL."""

    now: datetime
    """The moment, by the clock of the archive."""
    recrawl: Recrawl
    """When the article at the URL was to be fetched again."""
    site: str = ""
    """Id of the site, for a tombstone."""
    run: str | None = None
    """Id of the running run."""
    plan: Plan = field(default_factory=Plan)
    """At which ages articles are fetched again."""
    lines: tuple[Line, ...] = ()
    """The revisions of the article that the event is about, oldest first, without those that were taken back."""
    last_revision: int = 0
    """The highest revision number that the article ever had, when that is not the newest of these: it was taken back."""
    states: Mapping[str, State] = field(default_factory=dict)
    """State of every other URL that one of these lines was read from."""

    @property
    def newest(self) -> Line | None:
        """The newest revision; None for an article that was never archived."""
        return self.lines[-1] if self.lines else None

    @property
    def next_revision(self) -> int:
        """The number of the next revision: above every one that there ever was."""
        return max(self.newest.revision if self.newest else 0, self.last_revision) + 1

    def has_left(self, url: str) -> bool:
        """Whether the article that was at another URL is there no longer."""
        return self.states.get(url) in (State.GONE, State.MOVED)


@dataclass(frozen=True, slots=True)
class Wake:
    """URLs that are to be fetched once more: the article has left the one it was read from."""

    article_id: str
    """Every URL that was a duplicate of this article."""
    former: tuple[str, ...] = ()
    """URLs it had moved away from in an earlier run: it may be there again."""


@dataclass(frozen=True, slots=True)
class Transition:
    """What an event comes to."""

    entry: Entry
    """What is known of the URL from now on."""
    recrawl: Recrawl
    """When its article is fetched again from now on."""
    append: Article | None = None
    """The record or the tombstone to append to the JSONL, with its revision."""
    left: str | None = None
    """Another URL that the article has left for this one: the event `Left` is to be applied to it."""
    wake: Wake | None = None
    became: tuple[str, ...] = ()
    """What became of an article that was in the archive before, in the words of a run report: "looked" and what that came to."""
