"""What a server may do, and what must become of it: small values, which the tables of this folder are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.crawl.pages import article_html, article_path
from tests.evil.server import Script

HARMFUL = frozenset({"failed", "blocked", "too_large"})
"""States of a page with which a run does not end well."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a behaviour stands: a URL of its own on the site."""

    base: str
    number: int
    """Of the article that a healthy server would serve there; the nine after it are free."""
    elsewhere: str = ""
    """Base URL of a server on another loopback address."""

    @property
    def path(self) -> str:
        return article_path(self.number)

    def other(self, step: int) -> str:
        """The path of another article that belongs to the behaviour."""
        return article_path(self.number + step)

    @property
    def html(self) -> bytes:
        return article_html(self.number).encode()

    @property
    def title(self) -> str:
        return f"lần {self.number}"


def nothing(_: Place) -> Mapping[str, Script]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What every kind of behaviour has."""

    name: str
    ci: bool = False
    """Tried in every test run, not only with `-m evil`."""
    point: str = ""
    """Point of the issue that is not mended yet: the test is known to fail."""
    hangs: bool = False
    """It holds the crawl up: a signal must end that within five seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Behaviour):
    """Something in the place of an article."""

    does: Callable[[Place], Script]
    state: str = "archived"
    """State of the URL at the end."""
    reason: str = ""
    """Part of the reason in the ledger."""
    holds: str | None = None
    """What the title of the record holds; None for the title of the healthy page."""
    asked: int = 1
    """Requests for the URL at the most."""
    beside: Callable[[Place], Mapping[str, Script]] = nothing
    """Other URLs that belong to it."""
    flag: str = ""
    """A flag of the record."""

    @property
    def code(self) -> int:
        """The exit code of a crawl with this one alone."""
        return 3 if self.state in HARMFUL else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Behaviour):
    """Something in the place of a feed, a sitemap or a section. What it is to list is the article of its place."""

    does: Callable[[Place, str], Script]
    """Made from the place and the listing's own path."""
    brings: bool = False
    """The article that it alone lists is archived."""
    note: str = ""
    """Part of what the report says of it; empty when there is nothing to say."""
    code: int = 0
    asked: int = 1
    """Requests for URLs of the listing at the most."""
    beside: Callable[[Place, str], Mapping[str, Script]] = field(default=lambda place, path: {})
    alone: bool = False
    """Crawled on a site of its own: it can hold up all that stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Behaviour):
    """A site of its own: its robots.txt, its home page, or all of it."""

    routes: Callable[[Place], Mapping[str, Script]]
    """What differs from a healthy site."""
    code: int | None = 0
    """None when it is not said how the run ends."""
    note: str = ""
    """Part of the notes of the report."""
    archived: int | None = None
    """Healthy articles that are archived; None for all of them."""
    seconds: float = 30.0
    asked: int = 60
    """Requests in all, at the most."""
    elsewhere: int = 0
    """Requests to the server on another loopback address, at the most."""
