"""Looking at a site nobody knows: what to ask for, in which order, and what follows from the answers.

The order is that of the evidence: robots.txt, the home page, what these two name, what sites usually have, then the sections
that the home page links to, and sample articles. Everything that is learnt from the answers is learnt by pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit, urlunsplit

from newsbot.discover.listings import HtmlListing, looks_like_section, read_html
from newsbot.fetch import agent
from newsbot.fetch.visit import Visit, Visitor
from newsbot.normalize import urls
from newsbot.probe.family import find_family, prefer_known
from newsbot.probe.findings import Findings, Sample, SectionFound, TemplateFound
from newsbot.probe.forms import Template
from newsbot.probe.patterns import differ_in_query, exceptions, learn, may_be_page
from newsbot.probe.publisher import find_publisher, site_name
from newsbot.probe.sample import fill_rates, read_sample
from newsbot.probe.sources import Sources, find_apis, find_sources
from newsbot.probe.twins import find_twins, target
from newsbot.reader.verdict.sniffing import refuse_bytes

NO_SUCH_PAGE = "/khong-co-trang-nay-cua-newsbot-0.html"
"""A URL that no site has."""
GUESSED_PAGES = ("?page={n}", "?p={n}", "trang-{n}.html", "page/{n}/")
"""How the second page of a section may be called that does not link to it."""
MAX_SECTIONS = 20
"""Sections that are asked for."""
MOST_SECTIONS = 40
"""Sections that are named, asked for or not."""
MAPPED = 3_000
"""URLs of sitemaps that patterns are learnt from."""
PAGED = 3
"""Sections whose second page is asked for."""
LISTINGS = ("listing", "empty")
"""What the reader calls pages that list articles, or show little else than links."""
RESERVED = 6
"""Requests kept for second pages and twins when sections are asked for."""


class NotASite(Exception):
    """There is nothing to look at. `reached` tells a site that answers from one that cannot be had or refuses newsbot."""

    def __init__(self, message: str, *, reached: bool) -> None:
        super().__init__(message)
        self.reached = reached


def look(url: str, visitor: Visitor, *, name: str | None = None, articles: int = 10) -> Findings:
    """Look at the site of `url` and sample up to `articles` of its articles.

    `url` is a canonical URL. Raises NotASite when its home page cannot be had or is no page.
    """
    return _Look(url, visitor, articles).findings(name)


class _Look:
    """One look at one site: what was seen so far."""

    def __init__(self, url: str, visitor: Visitor, articles: int) -> None:
        self._url, self._visitor, self._wanted = url, visitor, articles
        self._notes: list[str] = []
        self._sources = Sources()
        self._fed: dict[str, None] = {}
        self._pages: dict[str, HtmlListing] = {}
        self._samples: dict[str, Sample] = {}
        self._templates: tuple[Template, ...] = ()
        self._home_visit = self._reach()
        self._home = urljoin(self._home_visit.final, "/")
        self._linked: dict[str, None] = {}
        self._keep(self._home_visit.final, self._home_visit)

    def findings(self, name: str | None) -> Findings:
        """Everything that can be found, in the order of the evidence."""
        visit = self._home_visit
        home = self._pages[visit.final]
        missing = self._ask_for_nothing()
        named = self._visitor.policy(self._home).sitemaps
        self._sources = find_sources(self._visitor, self._home, home, named, self._wanted + RESERVED)
        find_apis(self._visitor, self._home, visit, self._sources, self._wanted + RESERVED)
        self._fed = dict.fromkeys(self._folded(self._sources.in_feeds))
        self._learn()
        sections = self._sections(filter(self._may_be_section, self._pages[self._home_visit.final].links))
        self._learn(sections)
        self._read_samples()
        before = self._templates
        self._learn(sections)
        sections += self._sections(self._listings_in_disguise(before))
        sections = self._judged(sections)
        family = find_family(sample.layout for sample in self._samples.values() if sample.layout)
        templates = [*self._confirmed()]
        patterns = prefer_known(((one.pattern, one.urls) for one in templates), family)
        publisher = find_publisher(visit.body, self._home, visit.content_type)
        twins = tuple(find_twins(self._visitor, self._home, self._linked))
        self._note_doubts(templates)
        return Findings(
            url=self._url,
            home=self._home,
            name=name or site_name(self._home, publisher.name),
            robots=_robots(self._visitor, self._home),
            missing=missing,
            publisher=publisher,
            family=family,
            language=_language(self._samples.values()),
            templates=tuple(map(self._tell, self._templates)),
            article_paths=patterns,
            not_article_paths=exceptions(patterns, self._others(sections), self._articles()),
            sources=self._sources.counted(self._is_article),
            sections=tuple(sections),
            twins=twins,
            samples=tuple(self._samples.values()),
            fill=fill_rates([*self._samples.values()]),
            notes=tuple(self._notes),
            requests=self._visitor.requests,
        )

    # the home page

    def _reach(self) -> Visit:
        root = urljoin(self._url, "/")
        visit = self._visitor.get(root)
        if visit.problem:
            raise NotASite(f"{root}: {visit.told}", reached=False)
        kind = (visit.content_type or "text/html").partition(";")[0].strip().lower()
        verdict = refuse_bytes(visit.body)
        if verdict or kind not in ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"):
            raise NotASite(f"{root}: the home page is no page: {verdict.reason if verdict else kind}", reached=True)
        if root != self._url:
            self._notes.append(f"looked at {root}, the home page of the URL given")
        if urls.host(visit.final).removeprefix("www.") != urls.host(root).removeprefix("www."):
            self._notes.append(f"{root} redirects to another host: this is the site at {visit.final}")
        return visit

    def _own(self, url: str) -> bool:
        return _place(url) == _place(self._home)

    def _fold(self, url: str) -> str:
        """An own URL under the home page's scheme and host: sitemaps and old links name http, or leave out "www."."""
        return urlunsplit((*urlsplit(self._home)[:2], *urlsplit(url)[2:]))

    def _folded(self, urls: Iterable[str]) -> tuple[str, ...]:
        """The own ones among some URLs, each once."""
        return tuple(dict.fromkeys(self._fold(url) for url in urls if self._own(url)))

    def _ask_for_nothing(self) -> str:
        """What the site answers for a URL that does not exist."""
        visit = self._visitor.get(urljoin(self._home, NO_SUCH_PAGE))
        if visit.problem:
            return visit.told
        if visit.final == self._home_visit.final:
            return "HTTP 200: redirected to the home page"
        known = {*self._linked}
        self._keep(visit.final, visit)
        same = {*self._pages[visit.final].links} == known if known else visit.body == self._home_visit.body
        return "HTTP 200: the home page, for every URL" if same else "HTTP 200: a page that is none"

    # sections

    def _sections(self, links: Iterable[str]) -> list[SectionFound]:
        """The pages among some links of the home page that list articles. One that turns out to be an article is a sample."""
        found: list[SectionFound] = []
        candidates = sorted(links, key=lambda url: urlsplit(url).path.strip("/").count("/"))
        if len(candidates) > MOST_SECTIONS:
            self._notes.append(f"{len(candidates)} links look like sections: the first {MOST_SECTIONS} are named")
        for url in candidates[:MOST_SECTIONS]:
            path = target(url)
            missing = self._wanted - sum(sample.reason is None for sample in self._samples.values())
            if url in self._pages:
                del self._samples[url]
                found.append(SectionFound(path, visited=True))
                continue
            if self._visitor.left <= max(0, missing) + RESERVED or len(found) >= MAX_SECTIONS:
                found.append(SectionFound(path, visited=False))
                continue
            visit = self._visitor.get(url)
            if visit.problem or not self._own(visit.final) or self._fold(visit.final) == self._home_visit.final:
                told = visit.problem or f"redirected to {visit.final}"
                found.append(SectionFound(path, visited=True, problem=told))
                continue
            self._keep(url, visit)
            sample, article = read_sample(visit.body, visit.final, visit.content_type)
            if article and article.published_at:
                self._samples[url] = replace(sample, url=url)
            else:
                found.append(SectionFound(path, visited=True))
        return found

    def _keep(self, url: str, visit: Visit) -> None:
        """Remember the links of a page."""
        page = read_html(visit.body, visit.final, visit.content_type)
        following = self._fold(page.next_page) if page.next_page and self._own(page.next_page) else None
        self._pages[url] = replace(page, links=self._folded(page.links), next_page=following)
        self._linked |= dict.fromkeys(self._pages[url].links)

    def _may_be_section(self, url: str) -> bool:
        return (
            may_be_page(url)
            and looks_like_section(url, self._home)
            and not any(template.fits(url) for template in self._templates)
        )

    def _listings_in_disguise(self, before: Iterable[Template]) -> Iterator[str]:
        """Links of the home page that had the form of articles until a page of that form turned out to be a listing."""
        for url in self._pages[self._home_visit.final].links:
            sample = self._samples.get(url)
            had = any(template.fits(url) for template in before) and not self._is_article(url)
            if had and may_be_page(url) and (sample is None or sample.kind in LISTINGS):
                yield url

    def _judged(self, sections: Iterable[SectionFound]) -> list[SectionFound]:
        """Sections with what they list, apart from what every page shows; and how they go on."""
        shown = Counter(url for page in self._pages.values() for url in {*page.links})
        everywhere = {url for url, count in shown.items() if count > max(2, len(self._pages) / 2)}
        judged = [self._with_articles(section, everywhere) for section in sections]
        listing = [section for section in judged if section.articles]
        linked = [section for section in listing if section.next_page][:PAGED]
        more = {section.path: self._more(section.path, section.next_page) for section in linked if section.next_page}
        judged = [replace(section, more=more.get(section.path, 0)) for section in judged]
        if not listing or linked:
            return judged
        return self._guessed(judged, max(listing, key=lambda section: section.articles).path)

    def _with_articles(self, section: SectionFound, everywhere: Container[str]) -> SectionFound:
        if section.problem or not section.visited:
            return section
        page = self._pages[urljoin(self._home, section.path)]
        own = [link for link in page.links if self._is_article(link) and link not in everywhere]
        if not own:
            return replace(section, problem="lists no articles of its own")
        return replace(section, articles=len(own), next_page=target(page.next_page) if page.next_page else None)

    def _guessed(self, sections: Sequence[SectionFound], path: str) -> list[SectionFound]:
        """The sections with a scheme of further pages, where one of the usual ones works in the longest section."""
        for scheme in GUESSED_PAGES:
            guess = urls.join(urljoin(self._home, path), scheme.format(n=2))
            if guess and (more := self._more(path, guess)):
                paged = [replace(one, pages=scheme) if one.articles else one for one in sections]
                return [replace(one, next_page=target(guess), more=more) if one.path == path else one for one in paged]
        return [*sections]

    def _more(self, first: str, second: str) -> int:
        """Articles on a second page that are not on the first."""
        visit = self._visitor.get(urljoin(self._home, second))
        if visit.problem or visit.final != visit.url:
            return 0
        links = self._folded(read_html(visit.body, visit.final, visit.content_type).links)
        return len({*filter(self._is_article, links)} - {*self._pages[urljoin(self._home, first)].links})

    # articles

    def _learn(self, sections: Sequence[SectionFound] | None = None) -> None:
        """Learn the forms of URLs from everything seen so far; before sections are known, what looks like one is one."""
        urls = (*self._fed, *self._folded([*self._sources.in_sitemaps][:MAPPED]), *self._linked)
        if sections is None:
            listings = [url for url in self._linked if looks_like_section(url, self._home)]
        else:
            listings = [urljoin(self._home, section.path) for section in sections]
            listings += [url for url, sample in self._samples.items() if sample.kind in LISTINGS]
        self._templates = learn(urls, {*listings, self._home}, self._fed)

    def _is_article(self, url: str) -> bool:
        return self._own(url) and any(template.fits(url) for template in self._templates)

    def _read_samples(self) -> None:
        """Read sample articles of every form of URL; a page that is none gives its place to another."""
        for url in self._candidates():
            enough = sum(sample.reason is None for sample in self._samples.values()) >= self._wanted
            if enough or len(self._samples) >= 2 * self._wanted or self._visitor.left <= RESERVED:
                return
            visit = self._visitor.get(url)
            if visit.problem:
                self._samples[url] = Sample(url, reason=visit.told, kind="not read")
                continue
            if not self._own(visit.final):
                self._samples[url] = Sample(url, reason=f"redirected to {visit.final}", kind="not read")
                continue
            sample, _ = read_sample(visit.body, visit.final, visit.content_type)
            self._samples[url] = replace(sample, url=url)
            self._keep(url, visit)

    def _candidates(self) -> Iterator[str]:
        """URLs to read: of each template in turn, those of feeds first, spread over the whole list."""
        queues = [_spread(template.urls, self._fed) for template in self._templates]
        if not queues:
            queues = [[url for url in self._linked if urls.looks_like_article(url)]]
        for turn in range(max(map(len, queues), default=0)):
            yield from (queue[turn] for queue in queues if turn < len(queue))

    def _articles(self) -> set[str]:
        return {url for url, sample in self._samples.items() if sample.reason is None} | {*self._fed}

    def _confirmed(self) -> Iterator[Template]:
        """The templates of which an article was read, or whose URLs a feed lists."""
        for template in self._templates:
            told = self._tell(template)
            if told.read >= max(1, told.refused / 2) or (not told.refused and {*template.urls} & {*self._fed}):
                yield template

    def _tell(self, template: Template) -> TemplateFound:
        met = [sample for url, sample in self._samples.items() if template.fits(url)]
        read = sum(sample.reason is None for sample in met)
        return TemplateFound(
            template.pattern, template.kind, len(template.urls), read, len(met) - read, template.urls[0]
        )

    def _others(self, sections: Iterable[SectionFound]) -> list[str]:
        """URLs known to be no articles."""
        refused = [url for url, sample in self._samples.items() if sample.kind in LISTINGS]
        lists = [urljoin(self._home, section.path) for section in sections]
        return [*lists, *refused, *(url for url in self._linked if not may_be_page(url))]

    def _note_doubts(self, templates: Sequence[Template]) -> None:
        urls = [*self._fed, *self._sources.in_sitemaps, *self._linked]
        if differ_in_query(urls):
            self._notes.append("articles differ in the query alone: no path pattern can tell them")
        if templates and not any("(?P<number>" in one.pattern for one in templates):
            self._notes.append("no number in the URLs: an article whose URL changes is a new article")
        if not self._visitor.left:
            self._notes.append(f"stopped at the limit of {self._visitor.limit} requests")


def _robots(visitor: Visitor, home: str) -> str:
    rules = visitor.policy(home).rules
    assert rules is not None
    delay = rules.crawl_delay(agent.NAME)
    return f"lets newsbot in{f', asks for {delay:g} s between two requests' if delay else ''}"


def _language(samples: Iterable[Sample]) -> str | None:
    """The language that most samples are in."""
    languages = Counter(dict(sample.fields).get("language") for sample in samples if not sample.reason)
    return languages.most_common(1)[0][0] if languages else None


def _place(url: str) -> tuple[str, int | None]:
    """Host and port of a URL; a leading "www." is left out."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.port


def _spread(urls: Sequence[str], first: Iterable[str]) -> list[str]:
    """URLs in an order in which any beginning is spread over the whole: the first, the last, the middle."""
    known = {*first}
    ranked = [*filter(known.__contains__, urls), *(url for url in urls if url not in known)]
    step = max(1, len(ranked) // 5)
    return [url for start in range(step) for url in ranked[start::step]]
