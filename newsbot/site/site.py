"""One site: who publishes it, where it lists its articles, what its URLs look like."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property
from typing import ClassVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from newsbot.article import Article
from newsbot.normalize import urls
from newsbot.normalize.zones import VIETNAM, country_zone
from newsbot.reader.layouts.layout import Layout
from newsbot.site.attributes import compiled, wrong
from newsbot.site.provinces import CODES
from newsbot.site.sources import Api, Archive, Section, Source, plain

View = tuple[str, str]
"""A print, mobile or AMP view of an article: regular expression on its path, and what makes the article's path of the match."""

FROM_HOME = "its home page: no section is on record"
"""Why a site that is crawled lists no source."""

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
    """Name of the CMS family; for a site that is gone, of its last one."""
    sources: ClassVar[tuple[Source, ...]]
    """Where articles are listed, beside the feeds and sitemaps that the home page and robots.txt name; each as sure as it is:
    `named` and `doubtful` mark those that nobody has seen to list articles."""

    former_provinces: ClassVar[tuple[str, ...]] = ()
    """Provinces of which it was the paper before July 2025."""
    successor: ClassVar[str | None] = None
    """Id of the site on which its articles live on; null for a paper that goes on by itself."""
    frozen_at: ClassVar[str | None] = None
    """Host that keeps its old articles and publishes no new ones."""
    no_sources: ClassVar[str] = ""
    """Why `sources` is empty, where it is and the site has no successor."""
    probe: ClassVar[tuple[Source, ...]] = ()
    """Sources that others have guessed: to be tried by a person, never crawled."""
    unverified: ClassVar[tuple[str, ...]] = ()
    """Names of the attributes that rest on memory or on a guess, in part or whole."""
    facts: ClassVar[str] = ""
    """Marks of the evidence for the others, as the fact sheet has them ("D,T,R"); W26 is what public material
    of November 2026 says."""

    scheme: ClassVar[str] = "https"
    """Scheme of the present site."""
    port: ClassVar[int | None] = None
    """Port of the present site; null for that of the scheme."""
    aliases: ClassVar[tuple[str, ...]] = ()
    """Hosts that show the same pages under the same paths (mobile hosts); folded into the first domain. A "www." before a
    domain, or the lack of it, needs no mention."""
    article_paths: ClassVar[tuple[str, ...]] = ()
    """Regular expressions of article paths; the group `number` is the article number, the group `month` year and month
    ("202503"). Where numbers were given out twice, by an old system and the present one, `number` takes in a letter or ending
    that tells them apart."""
    not_article_paths: ClassVar[tuple[str, ...]] = ()
    """Regular expressions of paths that are no articles although they look like it."""
    monthly_sitemaps: ClassVar[str] = ""
    """Regular expression of the paths of sitemaps that hold the articles of one month, with groups `year` and `month`."""
    views: ClassVar[tuple[View, ...]] = ()
    """Other views of an article, folded into its own URL."""
    layouts: ClassVar[tuple[Layout, ...]] = ()
    """Layouts that its pages have or had: its family's unless the site file says otherwise, its own among them."""
    delay: ClassVar[float] = 5.0
    """Seconds between two requests. Provincial papers run on small servers: 5 s is 17,000 pages a day at most."""
    quiet_hours: ClassVar[tuple[str, ...]] = ()
    """Begin and end of the hours in which the site is not asked, in its own time: ("22:00", "05:00")."""
    verify_tls: ClassVar[bool] = True
    """Whether its certificate must be sound; the articles of a site without a sound one have the flag "tls_unverified"."""

    _required: ClassVar[tuple[str, ...]] = ("name", "publisher", "province", "domains", "cms", "sources")
    _article: ClassVar[tuple[re.Pattern[str], ...]] = ()
    _not_article: ClassVar[tuple[re.Pattern[str], ...]] = ()
    _views: ClassVar[tuple[tuple[re.Pattern[str], str], ...]] = ()
    _folded: ClassVar[dict[str, str]] = {}

    heir: Site | None = None
    """The site of `successor`."""
    predecessors: tuple[str, ...] = ()
    """Ids of the sites whose `successor` this one is, once all site files are loaded."""

    def __init_subclass__(cls, *, family: bool = False) -> None:
        """Check a site class as it is defined; a family (`class X(Site, family=True)`) is checked by its sites."""
        if not family:
            cls._check()
        cls._article = tuple(compiled("article_paths", path) for path in cls.article_paths)
        cls._not_article = tuple(compiled("not_article_paths", path) for path in cls.not_article_paths)
        cls._views = tuple((compiled("views", view), page) for view, page in cls.views)
        compiled("monthly_sitemaps", cls.monthly_sitemaps)
        if family:
            return
        named = (host for host in cls.domains if "." in host.strip("0123456789."))
        twins = {_twin(host): host for host in named if _twin(host) not in cls.domains}
        cls._folded = twins | dict.fromkeys(cls.aliases, cls.domains[0])

    @classmethod
    def _check(cls) -> None:
        missing = [key for key in cls._required if not hasattr(cls, key)]
        if missing:
            raise TypeError(f"site {cls.__name__} lacks {', '.join(missing)}")
        if found := wrong(cls):
            raise TypeError(f"site {cls.__name__}: {found}")
        if not SITE_ID.fullmatch(cls.name):
            raise TypeError(f"site {cls.__name__}: name: {cls.name!r} is no site id ({SITE_ID.pattern})")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name of the site, the present one first."""
        return (*self.domains, *self._folded)

    @property
    def is_merged(self) -> bool:
        """Whether nothing is left to crawl: the content is known to live on at the successor."""
        return self.successor is not None and "successor" not in self.unverified and self.frozen_at is None

    @property
    def follows_home(self) -> bool:
        """Whether a crawl also tries what look like sections on the home page: no source was seen to list articles."""
        return bool(self.no_sources or self.sources) and all(source.sure != "seen" for source in self.sources)

    @property
    def home(self) -> str:
        """URL of the home page."""
        return f"{self.scheme}://{self.domains[0]}{f':{self.port}' if self.port else ''}/"

    def url(self, path: str) -> str:
        """Absolute URL of a path of this site."""
        return urls.canonical(urljoin(self.home, path))

    def label(self, source: Source) -> str:
        """What a source of this site is called in the ledger and in reports: "section /xa-hoi/", "feed https://…"."""
        kind = type(source).__name__.lower()
        return f"{kind} {source.path if isinstance(source, Section | Archive | Api) else self.url(source.path)}"

    def canonical(self, url: str) -> str:
        """The one URL under which this site's page is kept. Raises ValueError for what is no URL.

        An article with a number in its path needs no query: what stands there (a view, a visit, a comment) is not the article.
        """
        url = urls.canonical(url)
        parts = urlsplit(url)
        host = self._folded.get(parts.hostname or "", parts.hostname)
        if host not in self.domains:
            return url
        scheme = self.scheme if host == self.domains[0] else parts.scheme
        path = parts.path
        for view, page in self._views:
            path = view.sub(page, path)
        netloc = parts.netloc if host == parts.hostname else host
        url = urlunsplit(parts._replace(scheme=scheme, netloc=netloc, path=path))
        return url.partition("?")[0] if parts.query and self.article_number(url) else url

    def in_scope(self, url: str) -> bool:
        """Whether the URL belongs to this site."""
        return self.serves(url)

    def serves(self, url: str) -> bool:
        """Whether the URL is on a host of this site; another port of its host is another site."""
        return urls.host(url) in self.domains and urlsplit(url).port == self._home_port

    @cached_property
    def _home_port(self) -> int | None:
        return urlsplit(self.home).port

    def is_quiet(self, moment: datetime) -> bool:
        """Whether a moment lies in the hours in which the site is not asked."""
        if not self.quiet_hours:
            return False
        begin, end = map(time.fromisoformat, self.quiet_hours)
        now = moment.astimezone(country_zone(self.domains[0], None) or VIETNAM).time()
        return begin <= now < end if begin <= end else now >= begin or now < end

    def own(self, url: str) -> str | None:
        """The canonical form of a URL of this site; None for one of another."""
        canonical = self.canonical(url)
        return canonical if self.in_scope(canonical) else None

    def adopts(self, url: str) -> bool:
        """Whether the site takes the URL its home page redirects to for its own home."""
        return self.own(url) is not None

    def is_article(self, url: str) -> bool:
        """Whether the URL is one of an article, as far as a URL can tell."""
        path = urlsplit(url).path
        if urls.NOT_A_PAGE.search(path) or any(rule.search(path) for rule in self._not_article):
            return False
        if self._article:
            return any(rule.search(path) for rule in self._article)
        return urls.looks_like_article(url)

    @property
    def rules(self) -> str:
        """Digest of what tells this site's articles from other URLs; it changes when a site file is mended."""
        known = (self.domains, self.aliases, self.article_paths, self.not_article_paths, self.views)
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def article_number(self, url: str) -> str | None:
        """The article number in a URL: the identity that survives a damaged slug or a changed host."""
        path = urlsplit(url).path
        for rule in self._article:
            found = rule.search(path)
            if found and "number" in rule.groupindex:
                return found["number"]
        return None

    def sitemap_days(self, url: str) -> tuple[date, date] | None:
        """First and last day of the month whose articles the sitemap at a URL holds, as far as its path tells; else None."""
        found = re.search(self.monthly_sitemaps, urlsplit(url).path) if self.monthly_sitemaps else None
        try:
            return urls.month_days(int(found["year"]), int(found["month"])) if found else None
        except ValueError:
            return None

    def days(self, url: str) -> tuple[date, date] | None:
        """First and last day on which the article at a URL came out, as far as its path tells; else None."""
        path = urlsplit(url).path
        for rule in self._article:
            if "month" in rule.groupindex and (found := rule.search(path)):
                try:
                    return urls.month_days(int(found["month"][:4]), int(found["month"][4:]))
                except ValueError:
                    return None
        return urls.days(url)

    def article_id(self, url: str) -> str:
        """Stable identity of the article at a canonical URL: its number, else a digest of the URL."""
        number = self.article_number(url)
        return f"{self.name}:{number}" if number else f"{self.name}:{hashlib.sha256(url.encode()).hexdigest()[:16]}"

    def describe(self) -> dict[str, object]:
        """The site as plain values, for `newsbot sites --json`."""
        return {
            "name": self.name,
            "province": self.province,
            "province_code": CODES.get(self.province),
            "former_provinces": [*self.former_provinces],
            "publisher": self.publisher,
            "home": self.home,
            "domains": [*self.domains, *self.aliases],
            "cms": self.cms,
            "successor": self.successor,
            "predecessors": [*self.predecessors],
            "frozen_at": self.frozen_at,
            "sources": [*map(plain, self.sources)],
            "no_sources": self.no_sources or None,
            "probe": [*map(plain, self.probe)],
            "unverified": [*self.unverified],
            "facts": self.facts or None,
            "delay": self.delay,
        }

    def identify(self, article: Article) -> Article:
        """The article with its site, its stable identity and the canonical URL.

        A canonical URL elsewhere is not believed, but for an article of the site that has taken this one over; nor is one
        that a careless template puts into every page.
        """
        url = self.canonical(article.url)
        claimed = self.canonical(article.canonical_url) if article.canonical_url else None
        own = claimed if claimed and self.in_scope(claimed) and self.is_credible(claimed, url) else None
        inherited = claimed and self.heir and self.heir.in_scope(claimed) and self.heir.is_article(claimed)
        return replace(
            article,
            site=self.name,
            id=self.article_id(own or url),
            canonical_url=claimed if own or inherited else None,
        )

    def is_credible(self, claimed: str, url: str) -> bool:
        """Whether the page at `url` may be the article at the URL it claims.

        It is not when that is the home page or a listing, and when it has another number and other words.
        """
        if claimed == url:
            return True
        if self.is_article(url) and not self.is_article(claimed):
            return False
        return claimed != self.home and not urls.contradict(claimed, url)


def _twin(host: str) -> str:
    """The host with "www." before it, or without where it has it: next to always the same site."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
