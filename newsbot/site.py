"""What a site is: who publishes it, where it lists its articles, what its addresses look like. Data; no Scrapy.

A site is one small class in `newsbot.spiders`; it inherits from its CMS family in `newsbot.cms`, never from another site.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from newsbot.article import Article
from newsbot.normalize import address
from newsbot.reader.layout import Layout


@dataclass(frozen=True, slots=True)
class Section:
    """A listing of articles, newest first, on one or more pages."""

    path: str
    """Path of its first page, relative to the home page."""
    pages: str | None = None
    """Path of a further page, relative to the first, with "{n}" for its number ("trang-{n}.html"), where the pages do not
    link to each other; null when a page's own links lead on."""


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed."""

    path: str
    """Path relative to the home page."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap or an index of sitemaps."""

    path: str
    """Path relative to the home page."""


Source = Section | Feed | Sitemap

SITE_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
"""Form of a site id. It names a folder, so it holds nothing that means something to a file system."""


class Site:
    """One site. Subclasses of a family fill in the required attributes; a missing one fails at import."""

    name: ClassVar[str]
    """Site id: the file name of the site's module and the name of its spider."""
    publisher: ClassVar[str]
    """Who publishes it, as it names itself."""
    province: ClassVar[str]
    """Province since July 2025."""
    domains: ClassVar[tuple[str, ...]]
    """Host names, the present one first. A sub-host that is not listed is another site."""
    cms: ClassVar[str]
    """Name of the CMS family."""
    sources: ClassVar[tuple[Source, ...]]
    """Where articles are listed, beside the feeds and sitemaps that the home page and robots.txt name."""

    scheme: ClassVar[str] = "https"
    """Scheme of the present site."""
    aliases: ClassVar[tuple[str, ...]] = ()
    """Hosts that show the same pages under the same paths (mobile hosts); folded into the first domain."""
    article_paths: ClassVar[tuple[str, ...]] = ()
    """Regular expressions of article paths; the group `number` is the article number."""
    not_article_paths: ClassVar[tuple[str, ...]] = ()
    """Regular expressions of paths that are no articles although they look like it."""
    layouts: ClassVar[tuple[Layout, ...]] = ()
    """Page layouts of its family; every known layout is tried on every page, these first."""
    delay: ClassVar[float] = 5.0
    """Seconds between two requests. Provincial papers run on small servers: 5 s is 17,000 pages a day at most."""

    _required: ClassVar[tuple[str, ...]] = ("name", "publisher", "province", "domains", "cms", "sources")
    _article: ClassVar[tuple[re.Pattern[str], ...]] = ()
    _not_article: ClassVar[tuple[re.Pattern[str], ...]] = ()

    def __init_subclass__(cls, *, family: bool = False) -> None:
        """Check a site class as it is defined; a family (`class X(Site, family=True)`) is checked by its sites."""
        cls._article = tuple(map(re.compile, cls.article_paths))
        cls._not_article = tuple(map(re.compile, cls.not_article_paths))
        if family:
            return
        missing = [key for key in cls._required if not hasattr(cls, key)]
        if missing:
            raise TypeError(f"site {cls.__name__} lacks {', '.join(missing)}")
        if not SITE_ID.fullmatch(cls.name):
            raise TypeError(f"site {cls.__name__}: {cls.name!r} is no site id ({SITE_ID.pattern})")

    @property
    def home(self) -> str:
        """Address of the home page."""
        return f"{self.scheme}://{self.domains[0]}/"

    def address(self, path: str) -> str:
        """Absolute address of a path of this site."""
        return address.canonical(urljoin(self.home, path))

    def label(self, source: Source) -> str:
        """What a source of this site is called in the ledger and in reports: "section /xa-hoi/", "feed https://…"."""
        kind = type(source).__name__.lower()
        return f"{kind} {source.path if isinstance(source, Section) else self.address(source.path)}"

    def canonical(self, url: str) -> str:
        """The one address under which this site's page is kept. Raises ValueError for what is no web address."""
        url = address.canonical(url)
        parts = urlsplit(url)
        if parts.hostname in self.aliases:
            return urlunsplit(parts._replace(scheme=self.scheme, netloc=self.domains[0]))
        if parts.scheme != self.scheme and parts.hostname == self.domains[0]:
            return urlunsplit(parts._replace(scheme=self.scheme))
        return url

    def in_scope(self, url: str) -> bool:
        """Whether the address belongs to this site."""
        return address.host(url) in self.domains

    def adopts(self, url: str) -> bool:
        """Whether the site takes the address its home page redirects to for its own home."""
        return self.in_scope(self.canonical(url))

    def is_article(self, url: str) -> bool:
        """Whether the address is one of an article, as far as an address can tell."""
        path = urlsplit(url).path
        if address.NOT_A_PAGE.search(path) or any(rule.search(path) for rule in self._not_article):
            return False
        if self._article:
            return any(rule.search(path) for rule in self._article)
        return address.looks_like_article(url)

    def article_number(self, url: str) -> str | None:
        """The article number in an address: the identity that survives a damaged slug or a changed host."""
        path = urlsplit(url).path
        for rule in self._article:
            found = rule.search(path)
            if found and "number" in rule.groupindex:
                return found["number"]
        return None

    def article_id(self, url: str) -> str:
        """Stable identity of the article at a canonical address: its number, else a digest of the address."""
        number = self.article_number(url)
        return f"{self.name}:{number}" if number else f"{self.name}:{hashlib.sha256(url.encode()).hexdigest()[:16]}"

    def describe(self) -> dict[str, object]:
        """The site as plain values, for `newsbot sites --json`."""
        return {
            "name": self.name,
            "province": self.province,
            "publisher": self.publisher,
            "home": self.home,
            "domains": [*self.domains, *self.aliases],
            "cms": self.cms,
            "sources": [{"kind": type(source).__name__.lower(), "path": source.path} for source in self.sources],
            "delay": self.delay,
        }

    def identify(self, article: Article) -> Article:
        """The article with its site, its stable identity and the canonical address, null when that lies elsewhere."""
        canonical = self.canonical(article.canonical_url) if article.canonical_url else None
        if canonical and not self.in_scope(canonical):
            canonical = None
        url = canonical or self.canonical(article.url)
        return replace(article, site=self.name, id=self.article_id(url), canonical_url=canonical)


class WebSite(Site, family=True):
    """Any news site by its address, without a site file: the general reader and the sources that the site itself names."""

    publisher = ""
    province = ""
    cms = "unknown"
    sources = ()

    def __init__(self, url: str) -> None:
        """Take the site at `url`. A path narrows it to the pages below; raises ValueError for what is no web address."""
        parts = urlsplit(address.canonical(url))
        self._home = urlunsplit(parts)
        self._folder = parts.path.rsplit("/", 1)[0] + "/"
        self._places = {_place(self._home)}
        self.hostname = parts.hostname or ""
        self.domains = (self.hostname,)
        self.name = site_id(parts.netloc.removeprefix("www."), self._folder)

    name: str  # type: ignore[misc]
    domains: tuple[str, ...]  # type: ignore[misc]

    def canonical(self, url: str) -> str:
        """The canonical form; nothing is known of this site's other hosts or schemes."""
        return address.canonical(url)

    @property
    def home(self) -> str:
        """Address that was given, or the one that it redirects to."""
        return self._home

    def adopts(self, url: str) -> bool:
        """An address that was given may redirect to the site's real home: that one belongs to the site too."""
        self._home = self.canonical(url)
        self._places.add(_place(url))
        path = urlsplit(url).path
        if not path.startswith(self._folder):
            self._folder = path.rsplit("/", 1)[0] + "/"
        return True

    def in_scope(self, url: str) -> bool:
        """Whether the address is on the same host ("www." aside) and port, below the given path."""
        return _place(url) in self._places and urlsplit(url).path.startswith(self._folder)


def _place(url: str) -> tuple[str, int | None]:
    """Host without "www." and port of an address."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.port


def site_id(netloc: str, folder: str = "/") -> str:
    """A site id made from an address: "127.0.0.1:8800" and "/vn/" give "127.0.0.1-8800-vn"."""
    raw = "-".join([netloc.lower(), *filter(None, folder.lower().split("/"))])
    clean = re.sub(r"[^a-z0-9._-]+", "-", raw).strip("-._")
    if not clean or len(clean) > 100:
        clean = f"{clean[:80]}-{hashlib.sha256(raw.encode()).hexdigest()[:12]}".lstrip("-")
    return clean
