"""What became of a URL that was asked for, as whoever asked judges it: the one thing that is applied to the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from newsbot.archive.events import (
    NO_VALIDATORS,
    NOT_MODIFIED,
    Duplicate,
    Event,
    Gone,
    NotModified,
    Read,
    Redirected,
    Refused,
    Validators,
)
from newsbot.archive.tables import Line, State
from newsbot.article import Article, Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a response, or the lack of one, comes to for its URL."""

    url: str
    state: State
    """What it is. ARCHIVED says that it reads as an article; the archive tells whether that is new, unchanged or a duplicate."""
    reason: str | None = None
    """Why, in words an archivist understands."""
    status: int | None = None
    """HTTP status; null without an answer."""
    capture: Capture | None = None
    """Where the response lies; null without one."""
    validators: Validators = NO_VALIDATORS
    """`ETag` and `Last-Modified` of the response."""
    article: Article | None = None
    """The record that was read, with ARCHIVED alone."""
    same_as: Line | None = None
    """With a record, a line that the same code reads alike today: the page has not changed, though its line has another content
    hash. With DUPLICATE, the newest line of the article that another URL holds."""
    is_held: bool = False
    """What the capture says is not what the page is: nobody is to read it again."""

    @classmethod
    def read(cls, article: Article, validators: Validators = NO_VALIDATORS, *, same_as: Line | None = None) -> Self:
        """The page reads as this article."""
        return cls(
            url=article.url,
            state=State.ARCHIVED,
            status=article.http_status,
            capture=article.capture,
            validators=validators,
            article=article,
            same_as=same_as,
        )

    @classmethod
    def not_modified(cls, url: str, validators: Validators = NO_VALIDATORS) -> Self:
        """The server says that it has not changed (304, RFC 9110 section 15.4.5): the capture before is still right."""
        return cls(url=url, state=State.UNCHANGED, status=NOT_MODIFIED, validators=validators)

    @classmethod
    def duplicate(cls, url: str, line: Line) -> Self:
        """The number in the URL tells that another URL holds its article."""
        return cls(url=url, state=State.DUPLICATE, same_as=line)

    def event(self) -> Event:
        """What this is to the state rules."""
        if self.article:
            return Read(self.article, self.validators, self.same_as)
        if self.state is State.UNCHANGED:
            return NotModified(self.validators)
        if self.state is State.GONE:
            return Gone(self.reason, self.status, self.capture)
        if self.state is State.MOVED:
            return Redirected(self.reason, self.status, self.capture)
        if self.state is State.DUPLICATE and self.same_as:
            return Duplicate(self.same_as)
        return Refused(self.state, self.reason, self.status, self.capture)


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying an outcome did."""

    state: State
    """State of the URL in the ledger."""
    article: Article | None = None
    """The record that was appended, with its revision; null when none was."""
    woken: int = 0
    """Other URLs of the article that are pending again."""
