"""Which recorded facts of a site still hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newsbot.cms import epi
from newsbot.fetch.visit import NoAnswer, Response
from newsbot.probe.check import SiteCheck, check
from newsbot.site import FROM_HOME, Archive, Feed, Section, Site, Sitemap, doubtful, named
from tests.probe import web
from tests.probe.web import HOME, SECTIONS, Web, page, paper, path_of, visitor

Answer = str | Response | NoAnswer
NOW = datetime(2026, 11, 23, tzinfo=UTC)
EVERY = [HOME.rstrip("/") + path_of(number) for section in SECTIONS.values() for number in section]
OTHER = "https://khac.example/"
DOWN = NoAnswer("no answer: Name or service not known")


def site(**changes: Any) -> Site:
    values = {
        "name": "baokhelanh",
        "publisher": "Báo Khe Lạnh",
        "province": "Lào Cai",
        "domains": ("www.baokhelanh.example",),
        "cms": "unknown",
        "sources": (Section("/xa-hoi/"), Feed("/rss"), Sitemap("/sitemap.xml")),
        "article_paths": (r"-(?P<number>\d{5,})\.html$",),
        **changes,
    }
    return type("BaoKheLanh", (Site,), values)()


LISTS: dict[str, Answer] = {"rss": web.feed(EVERY[:3]), "sitemap.xml": web.urlset(EVERY)}


def checked(one: Site, changes: dict[str, Answer] | None = None, limit: int = 60) -> SiteCheck:
    return check(one, visitor(Web({**paper(**LISTS), **(changes or {})}), limit=limit), NOW)


def verdicts(result: SiteCheck) -> dict[str, str]:
    return {fact.fact.replace(HOME, "/"): fact.verdict for fact in result.facts}


def failing(result: SiteCheck) -> dict[str, str]:
    return {fact.fact.replace(HOME, "/"): fact.found for fact in result.facts if fact.verdict == "fails"}


def test_a_site_that_is_as_recorded() -> None:
    result = checked(site())
    assert verdicts(result) == dict.fromkeys(
        ("robots.txt", "home", "section /xa-hoi/", "feed /rss", "sitemap /sitemap.xml", "article"), "holds"
    )
    assert result.reached
    assert result.holds


@pytest.mark.parametrize(
    ("changes", "fact", "found"),
    [
        ({HOME: DOWN}, "home", "no answer: Name or service not known"),
        ({HOME + "robots.txt": DOWN}, "home", "no answer: Name or service not known"),
        ({HOME: web.html("", 503)}, "home", "HTTP 503"),
        ({HOME: web.moved(OTHER), OTHER: "<p>x"}, "home", f"redirects to {OTHER}"),
        ({HOME: web.moved(HOME)}, "home", "redirects in a circle"),
        ({HOME + "robots.txt": web.robots("User-agent: *\nDisallow: /")}, "robots.txt", "robots.txt disallows it"),
        ({HOME + "robots.txt": web.html("", 500)}, "robots.txt", "robots.txt cannot be had: HTTP 500"),
        ({HOME + "xa-hoi/": web.html("", 404)}, "section /xa-hoi/", "HTTP 404"),
        (
            {HOME + "xa-hoi/": page("Mục", web.links(["/a/", "/bai-viet-moi-ve-vu-mua-gat/"]))},
            "section /xa-hoi/",
            "lists 2 URLs, none of which fits article_paths",
        ),
        ({HOME + "rss": page("RSS", "<p>x")}, "feed /rss", "an HTML page or plain text where a feed or sitemap should be"),
        ({HOME + "sitemap.xml": web.html("", 410)}, "sitemap /sitemap.xml", "HTTP 410"),
        ({HOME + "sitemap.xml": web.urlset([])}, "sitemap /sitemap.xml", "lists 0 URLs, none of which fits article_paths"),
    ],
)  # fmt: skip
def test_a_fact_that_does_not_hold(changes: dict[str, Answer], fact: str, found: str) -> None:
    result = checked(site(), changes)
    assert failing(result) == {fact: found}
    assert not result.holds


def test_a_home_that_redirects_to_its_www_host_is_the_same_site() -> None:
    one = site(domains=("baokhelanh.example",))
    assert verdicts(checked(one, {"https://baokhelanh.example/": web.moved(HOME)}))["home"] == "holds"


def test_an_index_of_sitemaps_is_followed() -> None:
    index = {HOME + "sitemap.xml": web.sitemap_index([HOME + "s1.xml"]), HOME + "s1.xml": web.urlset(EVERY)}
    assert failing(checked(site(), index)) == {}


def test_an_archive_by_date_is_asked_for_the_day_before() -> None:
    one = site(sources=(Archive("/luu-tru/{Y}/{m:02}/{d:02}/"),))
    day = {HOME + "luu-tru/2026/11/22/": page("Lưu trữ", web.links([path_of(next(iter(SECTIONS.values()))[0])]))}
    assert failing(checked(one, day)) == {}
    assert [*failing(checked(one))] == ["archive /luu-tru/{Y}/{m:02}/{d:02}/"]


@pytest.mark.parametrize(("home", "holds"), [(None, True), (page("Báo", web.links(["/xa-hoi/"])), False)])
def test_a_site_without_sources_lists_articles_on_its_home_page(home: str | None, holds: bool) -> None:
    result = checked(site(sources=(), no_sources=FROM_HOME), {HOME: home} if home else {})
    assert (verdicts(result)["home page"] == "holds") is holds


def test_urls_that_fit_and_are_no_articles() -> None:
    gone: dict[str, Answer] = dict.fromkeys(EVERY, page("404", "<h1>Không tìm thấy trang</h1>"))
    assert "soft_404" in failing(checked(site(), gone))["article"]


def test_one_article_that_is_gone_is_no_matter() -> None:
    assert failing(checked(site(), {EVERY[0]: web.html("", 404)})) == {}


EPI_PAGE = web.article("Khe Lạnh gặt xong vụ mùa").replace("<article>", '<article><div class="article__body cms-body">')


def test_the_layout_of_an_article() -> None:
    on_epi = dict.fromkeys(EVERY, EPI_PAGE)
    assert verdicts(checked(site(layouts=epi.LAYOUTS), on_epi))["layout"] == "holds"
    assert failing(checked(site(layouts=epi.LAYOUTS)))["layout"].startswith("general (")
    assert verdicts(checked(site(), on_epi))["layout"] == "news"
    assert "layout" not in verdicts(checked(site()))


def test_a_guess_that_answers_is_news_and_no_failure() -> None:
    one = site(probe=(Feed("/rss/home.rss"), Feed("/feed")))
    result = checked(one, {HOME + "rss/home.rss": web.feed(EVERY)})
    assert verdicts(result)["guess: feed /rss/home.rss"] == "news"
    assert "guess: feed /feed" not in verdicts(result)
    assert result.holds


@pytest.mark.parametrize(("mark", "sure"), [(named, "named"), (doubtful, "unverified")])
def test_a_source_that_nobody_has_seen_is_news_when_it_lists_articles(mark: Any, sure: str) -> None:
    one = site(sources=mark(Feed("/rss"), Section("/khong-co/")))
    result = checked(one)
    assert verdicts(result)["feed /rss"] == "news"
    assert [fact.recorded for fact in result.facts if "khong-co" in fact.fact] == [f"lists articles ({sure})"]
    assert verdicts(result)["section /khong-co/"] == "fails"


def heir() -> Site:
    return site(name="khac", domains=("khac.example",))


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (web.moved(OTHER), "holds"),
        (web.moved("https://www.khac.example/chuyen/"), "holds"),
        (DOWN, "holds"),
        (web.html("", 404), "holds"),
        (web.html("", 410), "holds"),
        (page("Báo", "<p>vẫn ở đây"), "fails"),
        (web.moved("https://thu-ba.example/"), "fails"),
        (web.html("", 500), "fails"),
    ],
)
def test_a_merged_site_redirects_to_its_successor_or_is_gone(answer: Answer, verdict: str) -> None:
    one = site(successor="khac", sources=())
    one.heir = heir()
    pages = {OTHER: "<p>x", "https://www.khac.example/chuyen/": "<p>x", "https://thu-ba.example/": "<p>x", HOME: answer}
    assert verdicts(checked(one, pages)) == {"successor": verdict}


def test_a_successor_from_memory_that_turns_out_true_is_news() -> None:
    one = site(successor="khac", sources=(), unverified=("successor",))
    one.heir = heir()
    result = checked(one, {HOME: web.moved(OTHER), OTHER: "<p>x"})
    assert [fact.verdict for fact in result.facts] == ["holds", "news"]


@pytest.mark.parametrize(("year", "holds"), [(2024, True), (2026, False)])
def test_a_frozen_host_publishes_nothing_new(year: int, holds: bool) -> None:
    one = site(successor="khac", frozen_at="www.baokhelanh.example")
    one.heir = heir()
    articles: dict[str, Answer] = {
        url: str(web.article("Khe Lạnh gặt xong", 3))
        .replace("2024-10", f"{year}-11")
        .replace("/10/2024", f"/11/{year}")
        for url in EVERY
    }
    assert (verdicts(checked(one, articles))["frozen_at"] == "holds") is holds


@pytest.mark.parametrize("limit", range(1, 6))
def test_what_the_limit_kept_back_is_unknown(limit: int) -> None:
    result = checked(site(), limit=limit)
    assert failing(result) == {}
    assert "unknown" in verdicts(result).values()
