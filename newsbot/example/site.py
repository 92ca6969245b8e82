"""Every URL of the example site: what it answers, and in which state a crawl must leave it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from newsbot.example import new, old
from newsbot.example.chrome import Chrome, Head
from newsbot.example.listings import Stray, front, hub, listing_path, new_listing, old_listing
from newsbot.example.markup import PAPER, image_paths
from newsbot.example.paper import Paper
from newsbot.example.sources import feed, robots, sitemap, sitemap_index
from newsbot.example.story import SECTIONS, Generation, Story

State = Literal["archived", "duplicate", "moved", "gone", "not_article", "disallowed", "source", "media"]
"""`archived`: an article. `duplicate`: a second URL of an article. `moved`: redirects to one. `gone`: answers 404 or 410.
`not_article`: answers with a page that is none. `disallowed`: robots.txt forbids it. `source`: a page, feed or sitemap that
names articles. `media`: a picture or style sheet, nothing that a crawl fetches."""

HTML = "text/html; charset=utf-8"
PER_LISTING, PER_LISTING_GROWN = 4, 25
DISALLOWED = ("/noi-bo", "/tim-kiem")

MOVED, MOVED_TO = "/khe-truc-vao-vu-mang-135702.html", "khe-truc"
GONE = "/thong-bao-tam-dung-cap-nuoc-sach-110410.html"
NOT_FOUND = "/lich-cat-dien-tuan-toi-110404.html"
SOFT_404 = "/ket-qua-xo-so-ngay-hom-qua-110200.html"
TO_HOME = "/cuoc-thi-anh-dep-thang-ba-110302.html"
INTERNAL = "/noi-bo-lich-truc-toa-soan-110900.html"
PDF = "/file/bao-in/thuong-khe-so-4127.pdf"
TAG = "/tu-khoa/mua-vu/"
TOPIC = "/chuyen-de-mua-thu-hoach-tren-vung-cao-190090.html"
TWICE = "cau-khe-vong"
"""Key of the story that has two URLs."""

_REPEATS = "xa-hoi/doi-song"
"""Past its end this section shows its first page again."""

_STRAYS: dict[tuple[str, int], tuple[Stray, ...]] = {
    ("chinh-tri/trong-tinh", 1): (
        (MOVED, "Khe Trúc vào vụ măng"),
        (INTERNAL, "Lịch trực tòa soạn"),
        ("/truyen-hinh/", "Thời sự tối"),
    ),
    (_REPEATS, 1): ((GONE, "Thông báo tạm dừng cấp nước sạch"), (NOT_FOUND, "Lịch cắt điện tuần tới"), (TAG, "Mùa vụ")),
    ("kinh-te/nong-nghiep", 1): (
        (SOFT_404, "Kết quả xổ số ngày hôm qua"),
        (PDF, "Báo in số 4127"),
        (TOPIC, "Chuyên đề: Mùa thu hoạch trên vùng cao"),
    ),
    ("van-hoa/le-hoi", 1): ((TO_HOME, "Cuộc thi ảnh đẹp tháng ba"),),
    ("xa-hoi", 1): (("/podcast/", "Bản tin sáng"), ("/doc-bao-in/", "Đọc báo in"), ("/multimedia/", "Ảnh trong tuần")),
}
_HUBS = {
    "/truyen-hinh/": ("Truyền hình", "Thời sự tối, chuyên mục nông thôn và phim tài liệu được phát lại tại đây."),
    "/podcast/": ("Podcast", "Nghe bản tin sáng trong mười phút."),
    "/doc-bao-in/": ("Đọc báo in", f'<a href="{PDF}">Số 4127 (PDF)</a>'),
    "/multimedia/": ("Multimedia", "Ảnh, đồ họa, video."),
    "/gioi-thieu/": ("Giới thiệu", "Báo ra hằng ngày, trừ chủ nhật."),
    "/lien-he/": ("Liên hệ", "Thư gửi về tòa soạn xin ghi rõ họ tên, địa chỉ."),
}
_FURNITURE = ("logo.png", "loading.gif", "poster.jpg", "ads-inline.gif", "banner-300x250.gif", "banner-300x600.gif")
_STYLES = ("/css/style.css", "/template/css/portal.css")
_GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_EPOCH = datetime(2021, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Resource:
    """What one URL answers."""

    path: str
    """Path and query."""
    state: State
    why: str
    """What the URL is, in a word: "article", "listing", "soft_404", "feed"…"""
    render: Callable[[], bytes]
    """Makes the body (without content encoding)."""
    status: int = 200
    content_type: str = HTML
    location: str | None = None
    modified: datetime = _EPOCH
    """When its content changed last."""
    gzip: bool = False
    """Compressed for clients that accept it."""


class Site:
    """The example site for one base URL ("http://127.0.0.1:8000") and one clock."""

    def __init__(self, paper: Paper, base: str, now: datetime) -> None:
        self._paper = paper
        self._base = base
        self._chrome = Chrome(paper, base, now)

    def resources(self) -> dict[str, Resource]:
        """By path and query: every URL that something on the site links to."""
        groups = (
            self._articles(),
            self._listings(),
            self._sources(),
            self._not_there(),
            self._not_articles(),
            self._media(),
        )
        return {resource.path: resource for group in groups for resource in group}

    def _articles(self) -> Iterable[Resource]:
        for story in self._paper.stories:
            article = self._article(story)
            yield article
            if story.key == TWICE:
                yield replace(article, path=_second_path(story), state="duplicate", why="second_url")
            if story.key == MOVED_TO:
                yield Resource(MOVED, "moved", "moved", bytes, 301, location=self._base + story.path)

    def _article(self, story: Story) -> Resource:
        return Resource(
            story.path,
            "archived",
            "article",
            partial(self._article_page, story),
            content_type="text/html" if story.generation == "old" or "no-charset" in story.quirks else HTML,
            modified=story.published,
            gzip="gzip" in story.quirks,
        )

    def _article_page(self, story: Story) -> bytes:
        content = (old if story.generation == "old" else new).article(story, self._paper)
        image = next(iter(image_paths(story)), "/images/logo.png")
        head = Head(
            story.title, story.path, story.lead or "", image, "article", story.tags, "no-charset" not in story.quirks
        )
        return self._chrome.page(story.generation, head, content).encode()

    def _listings(self) -> Iterable[Resource]:
        yield self._page("/", "source", "listing", PAPER, partial(front, self._paper), stories=self._paper.front)
        size = PER_LISTING_GROWN if self._paper.grown else PER_LISTING
        for section, stories in self._paper.listed.items():
            pages = [stories[n : n + size] for n in range(0, len(stories), size)] or [[]]
            if section == _REPEATS:
                pages.append(pages[0])
            for number, page in enumerate(pages, 1):
                yield self._listing(section, number, page, last=number == len(pages))

    def _listing(self, section: str, number: int, stories: Sequence[Story], last: bool) -> Resource:
        following = None if last else listing_path(section, number + 1)
        strays = [*_STRAYS.get((section, number), ()), *self._second_url(section, number)]
        title = SECTIONS[section].split(" > ")[-1]
        show = partial(old_listing if "/" in section else new_listing, title, stories, strays, following)
        generation: Generation = "old" if "/" in section else "new"
        return self._page(
            listing_path(section, number), "source", "listing", title, show, stories=stories, generation=generation
        )

    def _second_url(self, section: str, number: int) -> list[Stray]:
        if (section, number) != ("thoi-su-chinh-tri", 1):
            return []
        return [(_second_path(story), story.title) for story in self._paper.stories if story.key == TWICE]

    def _sources(self) -> Iterable[Resource]:
        base, paper = self._base, self._paper
        newest = paper.stories[0].published
        rss, xml, text = "application/rss+xml; charset=utf-8", "application/xml", "text/plain; charset=utf-8"
        months = {
            f"/sitemaps/sitemap-{m}.xml{'.gz' * (n == 0)}": stories
            for n, (m, stories) in enumerate(paper.months.items())
        }
        yield Resource("/robots.txt", "source", "robots", partial(robots, base, DISALLOWED), content_type=text)
        yield Resource(
            "/rss/home.rss", "source", "feed", partial(feed, base, paper.feed), content_type=rss, modified=newest
        )
        yield Resource(
            "/sitemap.xml", "source", "sitemap", partial(sitemap_index, base, months), content_type=xml, modified=newest
        )
        for path, stories in months.items():
            plain = partial(sitemap, base, stories)
            resource = Resource(
                path, "source", "sitemap", plain, content_type=xml, modified=max(s.published for s in stories)
            )
            yield (
                replace(resource, render=partial(_zipped, plain), content_type="application/gzip")
                if path.endswith(".gz")
                else resource
            )

    def _not_there(self) -> Iterable[Resource]:
        yield self._notice(
            GONE, "gone", "gone", "Nội dung đã gỡ bỏ", "Bài viết này đã được tòa soạn gỡ bỏ.", status=410
        )
        yield self._notice(NOT_FOUND, "gone", "not_found", "404", "Không tìm thấy trang.", status=404)
        yield self._notice(
            SOFT_404, "gone", "soft_404", "Không tìm thấy bài viết", "Bài viết không tồn tại hoặc đã bị xóa."
        )
        yield Resource(TO_HOME, "gone", "redirects_home", bytes, 302, location=self._base + "/")
        yield self._notice(
            INTERNAL, "disallowed", "disallowed", "Lịch trực tòa soạn", "Trang dành cho cán bộ tòa soạn."
        )
        for query in ("", "?q=lua"):
            yield self._notice(f"/tim-kiem{query}", "disallowed", "search", "Tìm kiếm", "Có 0 kết quả.")

    def _not_articles(self) -> Iterable[Resource]:
        yield Resource(PDF, "not_article", "pdf", lambda: _PDF, content_type="application/pdf")
        for path, (title, text) in _HUBS.items():
            yield self._page(path, "not_article", "hub", title, partial(hub, path, title, text))
        tagged = [story for story in self._paper.stories if story.tags and story.only is None][:6]
        yield self._page(
            TAG,
            "not_article",
            "tag",
            "Từ khóa",
            partial(new_listing, "Từ khóa: mùa vụ", tagged, (), None),
            stories=tagged,
        )
        farming = [story for story in self._paper.stories if story.section.startswith("kinh-te") and story.only is None]
        title = "Chuyên đề: Mùa thu hoạch trên vùng cao"
        show = partial(old_listing, title, farming[:12], (), None)
        yield self._page(TOPIC, "not_article", "topic", title, show, stories=farming[:12], generation="old")

    def _media(self) -> Iterable[Resource]:
        pictures = [path for story in self._paper.stories for path in image_paths(story)]
        for path in (*pictures, *(f"/images/{name}" for name in _FURNITURE)):
            yield Resource(path, "media", "image", lambda: _GIF, content_type="image/gif")
        for path in _STYLES:
            yield Resource(path, "media", "style", lambda: b"body { font-family: serif; }\n", content_type="text/css")

    def _notice(self, path: str, state: State, why: str, title: str, text: str, *, status: int = 200) -> Resource:
        content = f'<div class="notice"><h1>{title}</h1><p>{text}</p><p><a href="/">Về trang chủ</a></p></div>'
        return replace(self._page(path, state, why, title, lambda: content), status=status)

    def _page(
        self,
        path: str,
        state: State,
        why: str,
        title: str,
        content: Callable[[], str],
        *,
        stories: Sequence[Story] = (),
        generation: Generation = "new",
    ) -> Resource:
        def render() -> bytes:
            return self._chrome.page(generation, Head(title, path, f"{title} - {PAPER}"), content()).encode()

        return Resource(path, state, why, render, modified=max((story.published for story in stories), default=_EPOCH))


def _zipped(render: Callable[[], bytes]) -> bytes:
    return gzip.compress(render(), mtime=0)


def _second_path(story: Story) -> str:
    return story.path.replace(f"/{story.section}/", "/thoi-su-chinh-tri/", 1)
