"""What looking at a site brought: plain values for the report, the site file and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsbot.site import Api


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a site, and where."""

    name: str
    source: str
    """Where the name stands: "og:site_name", "title"…"""
    former_province: str | None = None
    """The province before July 2025 that the name or the host names; null for none."""
    province: str | None = None
    """The province since then."""


@dataclass(frozen=True, slots=True)
class SourceFound:
    """A URL at which articles may be listed."""

    kind: Literal["feed", "feeds", "sitemap", "sitemaps", "api", "none"]
    """"feeds" is a page that lists feeds, "sitemaps" an index of sitemaps."""
    url: str
    named_by: str
    """Who names it: "home page", "robots.txt", "script", "guess", or the URL of another source."""
    entries: int = 0
    """URLs that it lists."""
    articles: int = 0
    """Those that look like articles of the site."""
    api: Api | None = None
    """How it is read, for an API."""
    problem: str | None = None
    """Why it is none ("HTTP 404", "an HTML page where a feed or sitemap should be")."""


@dataclass(frozen=True, slots=True)
class SectionFound:
    """A page that lists articles."""

    path: str
    visited: bool
    articles: int = 0
    """URLs of articles on it that not every page of the site shows."""
    next_page: str | None = None
    """Path of its second page, as linked or as guessed."""
    pages: str | None = None
    """Scheme of its further pages where they do not link to each other, as `Section.pages` has it."""
    more: int = 0
    """Articles on the second page that are not on the first."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateFound:
    """A form of URL."""

    pattern: str
    kind: str
    count: int
    """URLs found."""
    read: int
    """Those visited that are articles."""
    refused: int
    """Those visited that are none."""
    example: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One page that was read."""

    url: str
    layout: str | None = None
    """Layout that was met; null when it is no article."""
    reason: str | None = None
    """Why it is no article."""
    kind: str = "article"
    """What the page is, as `Reading.kind` has it; "not read" for one that could not be had."""
    fields: tuple[tuple[str, str], ...] = ()
    """Fields that have a value, and its beginning."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One field over all articles that were read."""

    field: str
    rate: float
    """Share of the articles that have it."""
    examples: tuple[str, ...]
    """The beginnings of some values."""


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """The content system, told by the layouts of the articles."""

    cms: str
    """Name as `Site.cms` has it; "unknown" when no layout is known."""
    module: str | None
    """Module of `newsbot.cms`; null when the system is not a family."""
    base: str | None
    """Class of the family in it."""
    layouts: tuple[tuple[str, int], ...] = ()
    """Layouts met, and on how many articles."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The site under another host name."""

    host: str
    found: str
    """What it does, for people."""
    same: bool
    """Whether it shows the same pages, or leads to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A site as it was found."""

    url: str
    """URL that was given."""
    home: str
    """URL of the home page."""
    name: str
    """Site id for its file."""
    robots: str
    """What robots.txt says, for people."""
    missing: str
    """What the site answers for a URL that does not exist, for people."""
    publisher: Publisher
    family: FamilyFound
    language: str | None
    templates: tuple[TemplateFound, ...]
    article_paths: tuple[str, ...]
    not_article_paths: tuple[str, ...]
    sources: tuple[SourceFound, ...]
    sections: tuple[SectionFound, ...]
    twins: tuple[Twin, ...]
    samples: tuple[Sample, ...]
    fill: tuple[Fill, ...]
    notes: tuple[str, ...]
    requests: int

    @property
    def read(self) -> int:
        """How many of the samples are articles."""
        return sum(sample.reason is None for sample in self.samples)
