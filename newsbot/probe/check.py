"""Which recorded facts of a site still hold, as far as a few polite requests can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from newsbot.discover.json_listing import NotJsonError, read_json
from newsbot.discover.listings import read_html
from newsbot.extraction.layouts import layouts_of
from newsbot.fetch.visit import NOT_ASKED, Visit, Visitor
from newsbot.probe.sources import Sources, ask_source
from newsbot.reader import read
from newsbot.site import Api, Archive, Feed, Site, Sitemap, Source

Verdict = Literal["holds", "fails", "unknown", "news"]
VERDICT_WORDS: Mapping[Verdict, str] = {
    "holds": "hold",
    "fails": "no longer hold",
    "unknown": "could not be looked at",
    "news": "are new",
}
"""What each verdict is called for people."""

GONE = frozenset({404, 410})
LATELY = timedelta(days=60)
"""A host that published an article within this time is not frozen."""
TRIES = 3
"""Articles that are asked for, at the most, to see the layout of one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One recorded fact beside what was found."""

    fact: str
    """What it is about: "home", "robots.txt", "section /xa-hoi/", "layout", "successor", "guess: feed https://…"."""
    recorded: str
    found: str
    verdict: Verdict
    """"unknown": newsbot held back (the limit was reached). "news" is something to record: a guess that turned out true, a
    source that others named and that does list articles."""


@dataclass(slots=True)
class SiteCheck:
    """One site beside its record."""

    site: str
    reached: bool = False
    """Whether its server answered at all."""
    facts: list[Fact] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether no recorded fact fails."""
        return all(fact.verdict != "fails" for fact in self.facts)

    def add(self, fact: str, recorded: str, found: str, holds: bool) -> bool:
        """Note a fact; returns whether it holds."""
        verdict: Verdict = "holds" if holds else "unknown" if NOT_ASKED in found else "fails"
        self.facts.append(Fact(fact, recorded, found, verdict))
        return holds

    def news(self, fact: str, recorded: str, found: str) -> None:
        """Note what the record does not say yet."""
        self.facts.append(Fact(fact, recorded, found, "news"))


def check(site: Site, visitor: Visitor, now: datetime) -> SiteCheck:
    """Check the facts of one site file. Never raises for what a server does."""
    result = SiteCheck(site.name)
    home = visitor.get(site.home)
    result.reached = home.answered
    if site.successor and not site.frozen_at:
        _check_merged(site, home, result)
    elif _check_home(site, home, result):
        articles = [*_check_sources(site, visitor, home, result, now)]
        _check_article(site, visitor, articles, result, now)
        _check_guesses(site, visitor, result, now)
    return result


def _check_home(site: Site, home: Visit, result: SiteCheck) -> bool:
    if home.barred:
        return result.add("robots.txt", "lets newsbot in", home.told, False)
    if home.problem:
        return result.add("home", f"{site.home} answers", home.told, False)
    result.add("robots.txt", "lets newsbot in", "lets newsbot in", True)
    here = site.adopts(home.final)
    return result.add("home", f"{site.home} answers", home.told if here else f"redirects to {home.final}", here)


def _check_merged(site: Site, home: Visit, result: SiteCheck) -> None:
    """A paper that was merged redirects to its successor, or is gone."""
    assert site.heir is not None
    recorded = f"redirects to {site.heir.name} ({site.heir.home}), or is gone"
    if home.status is not None and not home.problem and site.heir.adopts(home.final):
        result.add("successor", recorded, f"redirects to {home.final}", True)
        if "successor" in site.unverified:
            result.news("successor", f"{site.heir.name}, unverified", f"redirects to {home.final}")
    elif not home.answered or home.status in GONE:
        result.add("successor", recorded, home.told, True)
    else:
        result.add("successor", recorded, home.told if home.problem else f"answers: {home.told}", False)


def _check_sources(site: Site, visitor: Visitor, home: Visit, result: SiteCheck, now: datetime) -> Iterator[str]:
    """Check that every source answers and lists articles; yields those that it lists."""
    if site.no_sources:
        articles = _articles(site, read_html(home.body, home.final, home.content_type).links)
        found = f"lists {len(articles)} articles" if articles else "lists no URL that fits article_paths"
        result.add("home page", "lists articles", found, bool(articles))
        yield from articles
    for source in site.sources:
        articles, found = _listed(site, visitor, source, now)
        if articles and source.sure != "seen":
            result.news(site.label(source), f"lists articles ({source.sure})", found)
        else:
            told = "" if source.sure == "seen" else f" ({source.sure})"
            result.add(site.label(source), f"lists articles{told}", found, bool(articles))
        yield from articles


def _listed(site: Site, visitor: Visitor, source: Source, now: datetime) -> tuple[list[str], str]:
    """The articles that a source lists, and what to tell of it; an archive is asked for the day before."""
    yesterday = now.date() - timedelta(days=1)
    if isinstance(source, Api):
        return _listed_by_api(site, visitor, source)
    url = site.url(source.path_of(yesterday) if isinstance(source, Archive) else source.path)
    if isinstance(source, Feed | Sitemap):
        sources = Sources()
        ask_source(visitor, url, sources, named_by="site file")
        listed = [url for urls in sources.listed.values() for url in urls]
        problem = sources.found[0].problem
    else:
        visit = visitor.get(url)
        listed = [] if visit.problem else [*read_html(visit.body, visit.final, visit.content_type).links]
        problem = visit.problem and visit.told
    articles = _articles(site, listed)
    if articles:
        return articles, f"lists {len(articles)} articles"
    return articles, problem or f"lists {len(listed)} URLs, none of which fits article_paths"


def _listed_by_api(site: Site, visitor: Visitor, source: Api) -> tuple[list[str], str]:
    """The articles that an API lists, and what to tell of it: how many, and the headline of the first."""
    visit = visitor.get(site.url(source.path_of(1)))
    if visit.problem:
        return [], visit.told
    try:
        listing = read_json(visit.body, site.home, source)
    except NotJsonError as error:
        return [], str(error)
    articles = _articles(site, (page.url for page in listing.pages))
    if not articles:
        return [], f"lists {listing.rows} rows, none of whose URLs fits article_paths"
    first = next((page for page in listing.pages if page.title), None)
    return articles, f"lists {len(articles)} articles" + (f', the first "{first.title}"' if first else "")


def _articles(site: Site, urls: Iterable[str]) -> list[str]:
    own = dict.fromkeys(map(site.own, urls))
    return [url for url in own if url and site.is_article(url)]


def _check_article(site: Site, visitor: Visitor, articles: list[str], result: SiteCheck, now: datetime) -> None:
    """Check that a URL that fits is an article, in a layout of the site; and that a frozen host is."""
    recorded = "URLs that fit article_paths are articles"
    told = "none could be asked for"
    for url in dict.fromkeys(articles[:: max(1, len(articles) // TRIES)][:TRIES]):
        visit = visitor.get(url)
        told = f"{url}: {visit.told}"
        if visit.problem:
            continue
        layouts = layouts_of(site, guessing=True)
        reading = read(visit.body, url=visit.final, content_type=visit.content_type, layouts=layouts)
        told = f"{url}: {reading.reason}"
        if reading.article is None:
            continue
        result.add("article", recorded, url, True)
        _check_layout(site, reading.article.reader.layout, url, result)
        if site.frozen_at and reading.article.published_at:
            _check_frozen(reading.article.published_at, url, result, now)
        return
    if articles:
        result.add("article", recorded, told, False)


def _check_layout(site: Site, layout: str, url: str, result: SiteCheck) -> None:
    known = [one.name for one in site.layouts]
    if known:
        result.add("layout", " or ".join(known), f"{layout} ({url})", layout in known)
    elif layout != "general":
        result.news("layout", f"none; cms {site.cms}", f"{layout} ({url})")


def _check_frozen(published: str, url: str, result: SiteCheck, now: datetime) -> None:
    moment = datetime.fromisoformat(published)
    fresh = now - (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) < LATELY
    result.add("frozen_at", "publishes nothing new", f"{url} of {published[:10]}", not fresh)


def _check_guesses(site: Site, visitor: Visitor, result: SiteCheck, now: datetime) -> None:
    """Sources that others have guessed and that answer are news."""
    for source in site.probe:
        articles, found = _listed(site, visitor, source, now)
        if articles:
            result.news(f"guess: {site.label(source)}", "guessed", found)
