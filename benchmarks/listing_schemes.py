"""How the families of the provincial press list their articles: small sites of any size, listed as real ones are.

Articles are tiny, listings are not: sidebars with the newest articles under tracking URLs, articles in two sections,
pinned ones, print, AMP and mobile views, topics among the articles, pages after the last one that repeat an earlier one.
"""

from __future__ import annotations

import gzip
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from newsbot.cms import content_fck, epi, mediatech, onecms, page_info, tuyenquang
from newsbot.normalize.zones import VIETNAM
from newsbot.site import Archive, Feed, Site, Sitemap, Source, sections

SECTIONS = ("thoi-su", "chinh-tri", "kinh-te", "xa-hoi", "van-hoa", "the-thao", "giao-duc", "y-te")
PER_PAGE = 20
PER_FEED = 30
LATEST = 5
"""Newest articles in every sidebar."""

HTML, XML, TEXT, GZIP = "text/html; charset=utf-8", "application/xml", "text/plain", "application/gzip"


@dataclass(frozen=True, slots=True)
class Page:
    """What a URL answers."""

    body: bytes
    kind: str = HTML
    exists: bool = True
    """It is a page of its own, not another URL of one, nor an answer to a URL that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article."""

    number: int
    path: str
    published: datetime
    sections: tuple[str, ...]


Routes = Iterator[tuple[str, Page]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A family's way of listing."""

    family: type[Site]
    sources: tuple[Source, ...]
    path: Callable[[int, datetime], str]
    """URL of an article, by its number and time."""
    body: str
    """The part of a page that its layout knows, with {title} and {text}."""
    listings: Callable[[str, Sequence[Story]], Routes]
    """Home page, sections, feeds, sitemaps at a base URL; articles newest first."""

    def site(self, base: str, began: str) -> Site:
        """The site at a base URL on this machine; `began` is the day of its first article."""
        sources = (replace(source, begins=began) if isinstance(source, Archive) else source for source in self.sources)
        values = {
            "name": "listed",
            "publisher": "Báo Khe Lạnh",
            "province": "Khe Lạnh",
            "domains": ("127.0.0.1",),
            "scheme": "http",
            "home": f"{base}/",
            "sources": (*sources,),
            "delay": 0.0,
        }
        site: Site = types.new_class("Listed", (self.family,), exec_body=lambda space: space.update(values))()
        return site

    def stories(self, count: int, now: datetime) -> list[Story]:
        """The articles, newest first: one every two hours, one of ten in a second section."""
        stories = []
        for place in range(count):
            number, published = 410_000 + count - place, now - timedelta(hours=1 + 2 * place)
            own, other = SECTIONS[number % 8], SECTIONS[number // 8 % 8]
            both = (own, other) if place % 10 == 0 and own != other else (own,)
            stories.append(Story(number, self.path(number, published), published, both))
        return stories

    def routes(self, base: str, stories: Sequence[Story]) -> dict[str, Page]:
        """Every URL that the site answers."""
        routes = {story.path: Page(self.article(story).encode()) for story in stories}
        return routes | dict(self.listings(base, stories))

    def article(self, story: Story) -> str:
        """A page that holds an article."""
        title = f"Khe Lạnh gặt xong vụ mùa, lần {story.number}"
        text = "".join(f"<p>{story.number}. {sentence}</p>" for sentence in SENTENCES)
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="{story.published.isoformat(timespec="seconds")}"></head>'
            f"<body>{self.body.format(title=title, text=text)}</body></html>"
        )


SENTENCES = (
    "Sáng nay, bà con thôn Khe Lạnh gặt xong thửa ruộng cuối cùng của vụ mùa, sớm hơn năm ngoái gần nửa tháng.",
    "Ông trưởng thôn cho biết năng suất đạt hơn năm tạ một sào, cao nhất kể từ khi mương dẫn nước được xây lại.",
    "Nhiều hộ đã chuyển sang giống lúa ngắn ngày, chịu rét tốt và ít sâu bệnh hơn giống cũ của địa phương.",
)


def listing(title: str, paths: Iterable[str], latest: Sequence[Story], more: str = "", head: str = "") -> Page:
    """A page of links: navigation, its own articles, the newest ones of the whole site at its side."""
    menu = "".join(f'<li><a href="/{section}/">{section}</a></li>' for section in SECTIONS)
    own = "".join(
        f'<article class="story"><h3><a href="{path}">Bà con gặt lúa ở Khe Lạnh</a></h3></article>' for path in paths
    )
    side = "".join(f'<li><a href="{story.path}?utm_source=moi">Tin mới</a></li>' for story in latest[:LATEST])
    return Page(
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<ul class="menu">{menu}<li><a href="/lien-he.html">Liên hệ</a></li></ul><h1>{title}</h1>{own}{more}'
        f'<aside><ul>{side}<li><a href="https://khac.example/bai-khac-123456.html">Quảng cáo</a></li></ul></aside></body></html>'
        .encode()
    )  # fmt: skip


def robots(base: str, *sitemaps: str) -> tuple[str, Page]:
    """robots.txt; no page of the site."""
    lines = "".join(f"Sitemap: {base}{path}\n" for path in sitemaps)
    return "/robots.txt", Page(f"User-agent: *\nAllow: /\n{lines}".encode(), TEXT, exists=False)


def feed(base: str, stories: Sequence[Story]) -> Page:
    """An RSS feed of the newest articles."""
    items = "".join(
        f"<item><link>{base}{s.path}?utm_source=rss</link><pubDate>{format_datetime(s.published)}</pubDate></item>"
        for s in stories[:PER_FEED]
    )
    return Page(
        f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode(), "application/rss+xml"
    )


def urlset(base: str, paths: Iterable[str], *, packed: bool = False) -> Page:
    """A sitemap."""
    rows = "".join(f"<url><loc>{base}{path}</loc></url>" for path in paths)
    body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    return Page(gzip.compress(body, mtime=0), GZIP) if packed else Page(body, XML)


def index(base: str, paths: Iterable[str]) -> Page:
    """A sitemap of sitemaps."""
    rows = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return Page(
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode(),
        XML,
    )


def by_section(stories: Sequence[Story]) -> dict[str, list[Story]]:
    return {section: [story for story in stories if section in story.sections] for section in SECTIONS}


def pages_of(stories: Sequence[Story], size: int = PER_PAGE) -> list[Sequence[Story]]:
    return [stories[start : start + size] for start in range(0, len(stories), size)] or [[]]


def paths(stories: Iterable[Story]) -> list[str]:
    return [story.path for story in stories]


def feed_link(path: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{path}">'


def epi_listings(base: str, stories: Sequence[Story]) -> Routes:
    """Sections load more by script; sitemaps by month hold all but what came out since they were last made."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories, head=feed_link("/rss/news.rss"))
    yield "/rss/news.rss", feed(base, stories)
    months: dict[str, list[str]] = {}
    for story in stories[PER_FEED // 2 :]:
        month = f"/sitemaps/news-{story.published.year}-{story.published.month}.xml"
        months.setdefault(month, []).append(story.path)
    for month, some in months.items():
        yield month, urlset(base, some, packed=True)
    yield "/sitemaps/categories.xml", urlset(base, (f"/{section}/" for section in SECTIONS))
    yield "/sitemaps/topics.xml", urlset(base, ("/chu-de/vu-mua-101.html", "/chu-de/cho-que-102.html"))
    yield "/sitemap.xml", index(base, ("/sitemaps/categories.xml", "/sitemaps/topics.xml", *months))
    yield robots(base, "/sitemap.xml")
    for section, some in by_section(stories).items():
        views = [story.path.replace(".html", ".amp") for story in some[:3]]
        more = '<button class="loadmore" data-page="2">Xem thêm</button>'
        yield f"/{section}/", listing(section, [*paths(some[:PER_PAGE]), *views], stories, more)


def onecms_listings(base: str, stories: Sequence[Story]) -> Routes:
    """Sections load more by script; a feed for each; sitemaps of 500 articles."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories)
    parts = pages_of(stories, 500)
    names = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield from zip(names, (urlset(base, paths(part)) for part in parts), strict=True)
    yield "/sitemap.xml", index(base, names)
    yield robots(base, "/sitemap.xml")
    for section, some in by_section(stories).items():
        strays = ["/vu-mua-event1234.html", *(f"/print/{story.number}.html" for story in some[:2])]
        yield f"/rss/{section}", feed(base, some)
        yield f"/{section}/", listing(section, [*paths(some[:PER_PAGE]), *strays], stories)


def fck_listings(base: str, stories: Sequence[Story]) -> Routes:
    """Sections in pages `?p=N`, a pinned article on each, the last page again for every number behind it; feeds by section."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories)
    yield robots(base)
    for section, some in by_section(stories).items():
        yield f"/rss/cate/{section}/", feed(base, some)
        parts = pages_of(some)
        for number, part in enumerate(parts, 1):
            pager = "".join(
                f'<a href="/{section}/?p={n}">{n}</a>'
                for n in range(max(1, number - 2), min(len(parts), number + 2) + 1)
            )
            views = [f"/print{part[0].path}"] if part else []
            page = listing(section, [*paths(some[:1]), *paths(part), *views], stories, pager)
            yield (f"/{section}/?p={number}" if number > 1 else f"/{section}/"), page
        yield f"/{section}/?p={len(parts) + 1}", Page(page.body, exists=False)


def info_listings(base: str, stories: Sequence[Story]) -> Routes:
    """Sections whose pages link to the next one."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories)
    yield robots(base)
    for section, some in by_section(stories).items():
        parts = pages_of(some)
        for number, part in enumerate(parts, 1):
            last = number == len(parts)
            more = "" if last else f'<ul class="pagination"><li><a href="/{section}/?page={number + 1}">»</a></li></ul>'
            target = f"/{section}/?page={number}" if number > 1 else f"/{section}/"
            yield target, listing(section, paths(part), stories, more)


def old_listings(base: str, stories: Sequence[Story]) -> Routes:
    """Sections in pages `trang-N.html` that do not link to each other; nothing behind the last one."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories)
    yield robots(base)
    for section, some in by_section(stories).items():
        for number, part in enumerate(pages_of(some), 1):
            target = f"/{section}/trang-{number}.html" if number > 1 else f"/{section}/"
            yield target, listing(section, paths(part), stories)


def mediatech_listings(base: str, stories: Sequence[Story]) -> Routes:
    """A page that lists the feeds; sections whose pages name the next one in their head; mobile views."""
    yield "/", listing("Trang chủ", paths(stories[:40]), stories, '<a href="/rss">RSS</a>')
    yield "/rss", listing("RSS", (f"/rss/{section}.rss" for section in SECTIONS), ())
    yield robots(base)
    for section, some in by_section(stories).items():
        yield f"/rss/{section}.rss", feed(base, some)
        parts = pages_of(some)
        for number, part in enumerate(parts, 1):
            head = f'<link rel="next" href="/{section}?page={number + 1}">' if number < len(parts) else ""
            views = [f"/version/mobile{story.path}" for story in part[:2]]
            page = listing(section, [*paths(part), *views], stories, head=head)
            yield (f"/{section}?page={number}" if number > 1 else f"/{section}"), page
        yield f"/{section}/", Page(listing(section, paths(some[:PER_PAGE]), stories).body, exists=False)


def dated_listings(base: str, stories: Sequence[Story]) -> Routes:
    """A listing for every day, in two pages; every seventh day is empty, and nothing lies behind the first one."""
    yield "/", listing("Trang chủ", paths(stories[:10]), stories)
    yield robots(base)
    days: dict[str, list[Story]] = {}
    day = stories[0].published.date()
    while day >= stories[-1].published.date():
        days[f"/archive/{day:%Y/%m/%d}/"] = []
        day -= timedelta(days=1)
    for story in stories:
        days[f"/archive/{story.published:%Y/%m/%d}/"].append(story)
    for target, some in days.items():
        parts = pages_of(some, 8)
        for number, part in enumerate(parts, 1):
            more = f'<a href="{target}?page={number + 1}">{number + 1}</a>' if number < len(parts) else ""
            yield (f"{target}?page={number}" if number > 1 else target), listing(target, paths(part), stories, more)


FCK_BODY = (
    '<div class="detail-title"><h1>{title}</h1></div><div id="newscontents"><div class="content-fck">{text}</div></div>'
)
INFO_BODY = (
    '<div id="page_info"></div><div class="article_content"><h1 class="media-heading title5">{title}</h1>'
    '<div class="content" id="content">{text}</div></div>'
)


def hexadecimal(number: int) -> str:
    return f"{number:07x}"


def in_vietnam(published: datetime) -> datetime:
    return published.astimezone(VIETNAM)


class OldTuyenQuang(Site, family=True):
    """The system of baotuyenquang.com.vn until 2024."""

    cms = "tuyenquang"
    article_paths = (tuyenquang.ARTICLE_PATH,)
    layouts = tuyenquang.LAYOUTS


SCHEMES = {
    "epi": Scheme(
        epi.Epi,
        (Sitemap("/sitemap.xml"), *sections(*(f"/{section}/" for section in SECTIONS))),
        lambda number, _: f"/gat-lua-o-khe-lanh-post{number}.html",
        '<h1 class="article__title cms-title">{title}</h1>'
        '<div class="article__body zce-content-body cms-body" itemprop="articleBody">{text}</div>',
        epi_listings,
    ),
    "onecms": Scheme(
        onecms.OneCms,
        (
            Sitemap("/sitemap.xml"),
            *(Feed(f"/rss/{section}") for section in SECTIONS),
            *sections(*(f"/{section}/" for section in SECTIONS)),
        ),
        lambda number, _: f"/gat-lua-o-khe-lanh-10{number}.html",
        '<div class="b-maincontent"><article class="entry"><div class="sc-longform-header">'
        '<h1 class="sc-longform-header-title block-sc-title">{title}</h1></div>{text}</article></div>',
        onecms_listings,
    ),
    "content-fck": Scheme(
        content_fck.ContentFck,
        (
            *(Feed(f"/rss/cate/{section}/") for section in SECTIONS),
            *sections(*(f"/{section}/" for section in SECTIONS), pages=content_fck.LISTING_PAGE),
        ),
        lambda number, _: f"/gat-lua-o-khe-lanh-a{number}.html",
        FCK_BODY,
        fck_listings,
    ),
    "page-info": Scheme(
        page_info.PageInfo,
        sections(*(f"/{section}/" for section in SECTIONS)),
        lambda number, at: f"/xa-hoi/{in_vietnam(at):%Y%m}/gat-lua-o-khe-lanh-{hexadecimal(number)}/",
        INFO_BODY,
        info_listings,
    ),
    "old-tuyenquang": Scheme(
        OldTuyenQuang,
        sections(*(f"/{section}/" for section in SECTIONS), pages=tuyenquang.LISTING_PAGE),
        lambda number, _: f"/gat-lua-o-khe-lanh-{number}.html",
        '<h1>{title}</h1><time>05/10/2024 08:00</time><div class="summary">Vụ mùa đã xong.</div>'
        '<div itemprop="articleBody">{text}</div>',
        old_listings,
    ),
    "mediatech": Scheme(
        mediatech.Mediatech,
        sections(*(f"/{section}" for section in SECTIONS)),
        lambda number, _: f"/gat-lua-o-khe-lanh-3{number}.html",
        '<h1 class="name">{title}</h1><div id="content-detail" class="detail">{text}</div>',
        mediatech_listings,
    ),
    "dated-archive": Scheme(
        content_fck.ContentFck,
        (Archive("/archive/{Y}/{m:02}/{d:02}/"),),
        lambda number, _: f"/gat-lua-o-khe-lanh-a{number}.html",
        FCK_BODY,
        dated_listings,
    ),
}
