"""Looking at a site: what is found on a sound one, and what is said of one that is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsbot.cms import epi
from newsbot.fetch.visit import NoAnswer, Response
from newsbot.probe.findings import Findings
from newsbot.probe.look import NO_SUCH_PAGE, NotASite, look
from newsbot.spiders import all_sites
from tests.probe import web
from tests.probe.web import HOME, SECTIONS, Web, article, links, page, paper, path_of, visitor

Answer = str | Response | NoAnswer
EVERY = [path_of(number) for section in SECTIONS.values() for number in section]


def find(pages: dict[str, Answer], url: str = HOME, otherwise: Answer | None = None, **options: Any) -> Findings:
    return look(url, visitor(Web(pages, otherwise)), **options)


def test_a_sound_site() -> None:
    found = find(paper())
    assert (found.home, found.name, found.publisher.name) == (HOME, "baokhelanh", "Báo Khe Lạnh")
    assert found.article_paths == (r"-(?P<number>\d{5,})\.html$",)
    assert [section.path for section in found.sections] == [*SECTIONS]
    assert all(section.visited and section.articles and not section.problem for section in found.sections)
    assert (found.read, len(found.samples)) == (10, 10)
    assert {fill.field: fill.rate for fill in found.fill}["published_at"] == 1.0
    assert (found.robots, found.missing, found.language) == ("lets newsbot in", "HTTP 404", "vi")
    assert found.notes == ()


@pytest.mark.parametrize("articles", [1, 4, 15])
def test_as_many_samples_as_asked_for(articles: int) -> None:
    assert find(paper(), articles=articles).read == articles


def test_samples_come_from_every_section() -> None:
    sampled = {int(re.sub(r"\D", "", sample.url)) // 1000 for sample in find(paper(), articles=6).samples}
    assert sampled == {101, 102, 103}


@pytest.mark.parametrize("limit", range(1, 60, 6))
def test_the_limit_is_kept_and_told(limit: int) -> None:
    asked = Web(paper())
    try:
        found = look(HOME, visitor(asked, limit=limit))
    except NotASite:
        assert limit < 2
    else:
        assert (found.requests, len(asked.asked)) == (len(asked.asked), min(limit, found.requests))
        assert bool(found.notes) == (found.requests == limit)
    assert len(asked.asked) <= limit


# Feeds and sitemaps


def kinds(found: Findings) -> dict[str, tuple[str, str, int]]:
    return {
        source.url.removeprefix(HOME): (source.kind, source.named_by.removeprefix(HOME), source.articles)
        for source in found.sources
        if source.kind != "none"
    }


ALL = web.urlset([HOME.rstrip("/") + path for path in EVERY])
FEED = web.feed([HOME.rstrip("/") + path for path in EVERY[:4]])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"sitemap.xml": ALL}, {"sitemap.xml": ("sitemap", "guess", 15)}),
        ({"rss": FEED}, {"rss": ("feed", "guess", 4)}),
        (
            {"robots.txt": web.robots(f"Sitemap: {HOME}map.xml"), "map.xml": ALL},
            {"map.xml": ("sitemap", "robots.txt", 15)},
        ),
        (
            {"sitemap.xml": web.sitemap_index([f"{HOME}s{n}.xml" for n in range(9)]), "s0.xml": ALL, "s1.xml": FEED},
            {
                "sitemap.xml": ("sitemaps", "guess", 19),
                "s0.xml": ("sitemap", "sitemap.xml", 15),
                "s1.xml": ("feed", "sitemap.xml", 4),
            },
        ),
        (
            {"rss.html": page("RSS", '<a href="/rss/xa-hoi.rss">RSS</a>'), "rss/xa-hoi.rss": FEED},
            {"rss.html": ("feeds", "guess", 4), "rss/xa-hoi.rss": ("feed", "rss.html", 4)},
        ),
        ({"sitemap.xml": web.sitemap_index([f"{HOME}sitemap.xml"])}, {"sitemap.xml": ("sitemaps", "guess", 0)}),
        ({"rss": page("RSS", "<p>không có gì")}, {}),
        ({"sitemap.xml": page("404", "<h1>Không tìm thấy trang</h1>")}, {}),
        ({"sitemap.xml": web.urlset([])}, {"sitemap.xml": ("sitemap", "guess", 0)}),
        ({"sitemap.xml": Response(200, b"\x1f\x8b\x08 broken")}, {}),
        ({"sitemap.xml": NoAnswer("no answer: timed out")}, {}),
    ],
)  # fmt: skip
def test_sources(changes: dict[str, Answer], expected: dict[str, tuple[str, str, int]]) -> None:
    assert kinds(find(paper(**changes))) == expected


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (page("404", "<h1>Không tìm thấy trang</h1>"), "an HTML page or plain text where a feed or sitemap should be"),
        (web.html("", 500), "HTTP 500"),
        (NoAnswer("no answer: timed out"), "no answer: timed out"),
        (web.moved(HOME), "an HTML page or plain text where a feed or sitemap should be"),
        (Response(200, b"\x1f\x8b\x08 broken"), "damaged gzip"),
    ],
)
def test_what_is_told_of_a_source_that_is_none(answer: Answer, problem: str) -> None:
    found = find(paper(**{"sitemap.xml": answer}))
    (source,) = [source for source in found.sources if source.url == HOME + "sitemap.xml"]
    assert source.kind == "none"
    assert problem in (source.problem or "")


# Sections


def test_a_hub_with_what_every_page_shows_is_no_section() -> None:
    box = links(EVERY[:3])
    pages = {
        url: text.replace("</body>", f"{box}</body>") if isinstance(text, str) else text
        for url, text in paper().items()
    }
    pages[HOME + "lien-he/"] = page("Liên hệ", box)
    pages[HOME] = str(pages[HOME]).replace("<ul>", '<ul><a href="/lien-he/">Liên hệ</a>', 1)
    problems = {section.path: section.problem for section in find(pages).sections}
    assert problems.pop("/lien-he/") == "lists no articles of its own"
    assert problems == dict.fromkeys(SECTIONS)


def test_sections_with_a_number_like_an_article() -> None:
    numbered = {f"/muc-{n}-1{n}01.html": [path_of(1_000_000 + 10 * n + k) for k in range(5)] for n in range(5)}
    menu = links(numbered)
    pages: dict[str, Answer] = {
        HOME + path.lstrip("/"): page("Mục", menu + links(listed)) for path, listed in numbered.items()
    }
    articles = [path for listed in numbered.values() for path in listed]
    pages |= {HOME + path.lstrip("/"): article(f"Khe Lạnh {path}", n) for n, path in enumerate(articles)}
    pages[HOME] = page("Báo Khe Lạnh", menu + links(articles[::3]))
    found = find(pages)
    assert found.article_paths == (r"-(?P<number>\d{5,})\.html$",)
    assert {section.path: section.problem for section in found.sections} == dict.fromkeys(numbered)
    assert not found.not_article_paths


SECOND = page("Mục", links(map(path_of, range(104000, 104004))))


@pytest.mark.parametrize(
    ("changes", "next_page", "pages", "more"),
    [
        ({}, None, None, 0),
        ({"xa-hoi/?page=2": SECOND}, "/xa-hoi/?page=2", "?page={n}", 4),
        ({"xa-hoi/?p=2": SECOND}, "/xa-hoi/?p=2", "?p={n}", 4),
        ({"xa-hoi/trang-2.html": SECOND}, "/xa-hoi/trang-2.html", "trang-{n}.html", 4),
        ({"xa-hoi/page/2/": SECOND}, "/xa-hoi/page/2/", "page/{n}/", 4),
        ({"xa-hoi/?page=2": page("Mục", links(map(path_of, SECTIONS["/xa-hoi/"])))}, None, None, 0),
        ({"xa-hoi/?page=2": web.moved(HOME)}, None, None, 0),
        (
            {
                "xa-hoi/": page("Mục", links([*map(path_of, SECTIONS["/xa-hoi/"]), "/xa-hoi/?trang=2"])),
                "xa-hoi/?trang=2": SECOND,
            },
            "/xa-hoi/?trang=2",
            None,
            4,
        ),
    ],
)
def test_how_sections_go_on(changes: dict[str, Answer], next_page: str | None, pages: str | None, more: int) -> None:
    section = find(paper(**changes)).sections[0]
    assert (section.path, section.next_page, section.pages, section.more) == ("/xa-hoi/", next_page, pages, more)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (web.html("", 404), "HTTP 404"),
        (web.moved("https://khac.example/"), "redirected to https://khac.example/"),
        (web.moved(HOME), f"redirected to {HOME}"),
    ],
)
def test_sections_that_are_not_there(answer: Answer, problem: str) -> None:
    pages = {**paper(**{"kinh-te/": answer}), "https://khac.example/": "<p>x"}
    assert find(pages).sections[1].problem == problem


# Articles


def test_a_family_is_told_by_its_articles() -> None:
    pages = {
        url.replace("-10", "-post10"): re.sub(r"-(10\d{4})", r"-post\1", str(text)).replace(
            "<article>", '<article><div class="article__body zce-content-body cms-body">'
        )
        for url, text in paper().items()
    }
    found = find(pages)
    assert (found.family.cms, found.family.base) == ("epi", "Epi")
    assert found.article_paths == (epi.ARTICLE_PATH,)


FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.mark.parametrize("name", ["baolaocai", "baonghean", "baocantho", "baokhanhhoa", "baohungyen", "baotuyenquang"])
def test_the_papers_of_each_family(name: str) -> None:
    known = all_sites()[name]
    records = {file: json.loads(file.read_text(encoding="utf-8")) for file in (FIXTURES / name).glob("*.json")}
    articles = {
        record["url"]: file.with_suffix(".html").read_bytes()
        for file, record in records.items()
        if record and record.get("title") and known.in_scope(record["url"])
    }
    pages: dict[str, Answer] = {
        url: Response(200, body, {"content-type": "text/html"}) for url, body in articles.items()
    }
    head = f'<meta property="og:site_name" content="{known.publisher}">'
    pages |= {known.home: page("x", "", head), known.home + "rss": web.feed(articles)}
    found = find(pages, known.home)
    assert (found.name, found.family.cms, found.publisher.province) == (name, known.cms, known.province)
    assert found.read == len(articles) > 0
    assert {*found.article_paths} <= {*known.article_paths}
    assert all(any(re.search(rule, urlsplit(url).path) for rule in found.article_paths) for url in articles)


def test_what_looks_like_an_article_and_is_none() -> None:
    videos = [f"/video/khe-lanh-gat-xong-vu-mua-{number}.html" for number in range(105000, 105004)]
    pages = paper(**{path.lstrip("/"): page("Video", links([*SECTIONS, *EVERY])) for path in videos})
    pages[HOME] = str(pages[HOME]).replace("<ul>", f"<ul>{links(videos)}", 1)
    found = find(pages)
    assert found.not_article_paths == ("^/video/",)
    (template,) = found.templates
    assert template.refused > 0
    assert found.read == 10


@pytest.mark.parametrize(
    ("gone", "reason"),
    [
        (web.html("", 410), "HTTP 410"),
        (web.moved("https://khac.example/x"), "redirected to https://khac.example/x"),
        (page("404", "<h1>Không tìm thấy trang</h1>"), "soft_404"),
    ],
)
def test_an_article_that_is_not_there_gives_its_place_to_another(gone: Answer, reason: str) -> None:
    pages = {**paper(**{path.lstrip("/"): gone for path in EVERY[::3]}), "https://khac.example/x": "<p>x"}
    found = find(pages, articles=8)
    assert found.read == 8
    assert any((sample.reason or "").startswith(reason) for sample in found.samples)
    assert found.not_article_paths == ()


def test_urls_without_a_number_are_told() -> None:
    names = ["mot-hai", "ba-bon", "nam-sau", "bay-tam", "chin-muoi"]
    paths = [f"/{section}/khe-lanh-gat-xong-vu-{name}" for section in ("xa-hoi", "kinh-te") for name in names]
    pages: dict[str, Answer] = {HOME + path.lstrip("/"): article(path, n) for n, path in enumerate(paths)}
    pages[HOME] = page("Báo Khe Lạnh", links([*paths, "/xa-hoi", "/kinh-te"]))
    pages[HOME + "xa-hoi"] = page("Xã hội", links(paths[:5]))
    pages[HOME + "kinh-te"] = page("Kinh tế", links(paths[5:]))
    found = find(pages)
    assert found.notes == ("no number in the URLs: an article whose URL changes is a new article",)
    (pattern,) = found.article_paths
    assert all(re.search(pattern, path) for path in paths)
    assert not re.search(pattern, "/xa-hoi")


# Sites that are not what they should be

APP = page("Báo", "<script>app()</script>")


@pytest.mark.parametrize(
    ("pages", "message", "reached"),
    [
        ({HOME: NoAnswer("no answer: Name or service not known")}, "no answer: Name or service not known", False),
        ({HOME + "robots.txt": NoAnswer("no answer: Name or service not known")}, "no answer: Name or service", False),
        ({HOME: web.html("", 503)}, "HTTP 503", False),
        ({HOME: web.html("", 404)}, "HTTP 404", False),
        ({HOME + "robots.txt": web.robots("User-agent: *\nDisallow: /")}, "robots.txt disallows it", False),
        ({HOME + "robots.txt": web.html("", 500)}, "robots.txt cannot be had: HTTP 500", False),
        ({HOME: web.moved(HOME)}, "redirects in a circle", False),
        ({HOME: NoAnswer("too large: more than 67108864 bytes")}, "too large", False),
        ({HOME: Response(200, b"%PDF-1.4", {"content-type": "application/pdf"})}, "the bytes are a PDF document", True),
        ({HOME: Response(200, b'{"a": 1}', {"content-type": "application/json"})}, "the bytes are JSON", True),
        ({HOME: Response(200, b"plain text", {"content-type": "text/plain"})}, "no markup", True),
        ({HOME: Response(200, b"<p>x", {"content-type": "image/svg+xml"})}, "image/svg+xml", True),
        ({HOME: ""}, "empty", True),
    ],
)
def test_no_home_page(pages: dict[str, Answer], message: str, reached: bool) -> None:
    with pytest.raises(NotASite, match=re.escape(message)) as caught:
        find(pages)
    assert caught.value.reached is reached


@pytest.mark.parametrize(
    ("pages", "otherwise", "missing"),
    [
        ({HOME: page("Báo", links(EVERY))}, page("Báo", links(EVERY)), "HTTP 200: the home page, for every URL"),
        ({HOME: page("Báo", "<p>Đang bảo trì")}, None, "HTTP 404"),
        ({HOME: page("Báo", links(["/xa-hoi/"])), HOME + "xa-hoi/": page("Xã hội", "<p>Chưa có bài")}, None, "HTTP 404"),
        ({HOME: APP}, APP, "HTTP 200: the home page, for every URL"),
        ({HOME: page("Báo", links(EVERY))}, web.moved(HOME), "HTTP 200: redirected to the home page"),
        ({HOME: page("Báo", links(EVERY))}, page("Lỗi", "<p>Không tìm thấy trang"), "HTTP 200: a page that is none"),
    ],
)  # fmt: skip
def test_a_site_without_articles(pages: dict[str, Answer], otherwise: Answer | None, missing: str) -> None:
    found = find(pages, otherwise=otherwise)
    assert (found.read, found.fill, found.article_paths, found.missing) == (0, (), (), missing)
    assert [section for section in found.sections if not section.problem] == []


def test_robots_txt_that_keeps_the_articles_back() -> None:
    rules = web.robots("User-agent: *\nDisallow: /*.html")
    found = find(paper(**{"robots.txt": rules}))
    assert found.read == 0
    assert {sample.reason for sample in found.samples} == {"robots.txt disallows it"}


def test_a_site_that_has_moved_to_another_host() -> None:
    old = "https://baocu.example/"
    found = find({**paper(), old: web.moved(HOME)}, old)
    assert (found.home, found.name) == (HOME, "baokhelanh")
    assert found.notes == (f"{old} redirects to another host: this is the site at {HOME}",)


def test_a_url_inside_the_site() -> None:
    found = find(paper(), HOME + "xa-hoi/")
    assert found.home == HOME
    assert found.notes == (f"looked at {HOME}, the home page of the URL given",)


BARE, MOBILE = "https://baokhelanh.example/", "https://m.baokhelanh.example/"


@pytest.mark.parametrize(
    ("changes", "host", "same", "told"),
    [
        ({BARE: web.moved(HOME)}, "baokhelanh.example", True, "redirects to"),
        ({}, "baokhelanh.example", False, "HTTP 404"),
        ({MOBILE: paper()[HOME]}, "m.baokhelanh.example", True, "shows the same pages"),
        ({MOBILE: page("Khác", links(["/a/", "/b/"]))}, "m.baokhelanh.example", False, "shows other pages"),
        ({MOBILE: web.moved(HOME)}, "m.baokhelanh.example", True, "redirects to"),
        ({MOBILE: NoAnswer("no answer: x")}, "m.baokhelanh.example", False, "no answer: x"),
    ],
)
def test_twins(changes: dict[str, Answer], host: str, same: bool, told: str) -> None:
    twins = {twin.host: twin for twin in find({**paper(), **changes}).twins}
    assert [*twins] == ["baokhelanh.example", "m.baokhelanh.example"]
    assert twins[host].same is same
    assert twins[host].found.startswith(told)


def test_the_home_page_is_asked_for_once_and_no_url_twice() -> None:
    asked = Web(paper(**{"sitemap.xml": ALL, "rss": FEED}))
    look(HOME, visitor(asked))
    assert len(asked.asked) == len({*asked.asked})
    assert HOME + NO_SUCH_PAGE.lstrip("/") in asked.asked


def test_the_host_without_www_and_the_other_scheme_are_the_same_site() -> None:
    pages = paper(**{"sitemap.xml": web.urlset("http://baokhelanh.example" + path for path in EVERY)})
    pages[HOME] = str(pages[HOME]).replace('href="/', 'href="http://baokhelanh.example/')
    asked = Web(pages)
    found = look(HOME, visitor(asked))
    assert kinds(found) == {"sitemap.xml": ("sitemap", "guess", 15)}
    assert found.read == 10
    assert {url for url in asked.asked if not url.startswith(HOME)} == {
        f"{other}{path}" for other in (BARE, MOBILE) for path in ("", "robots.txt")
    }
