"""What a site is: its identity, its scope, its URLs, and what keeps a bad definition out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsbot.archive import SiteArchive
from newsbot.article import Article
from newsbot.site import SITE_ID, Archive, Feed, Section, Site, Sitemap, WebSite, site_id
from newsbot.spiders import all_sites, site_of


class Portal(Site, family=True):
    """A CMS family."""

    cms = "portal"
    article_paths = (r"-(?P<number>\d{5,})\.html$",)
    not_article_paths = (r"^/video/",)


def make(**changes: Any) -> Site:
    """A site of the family."""
    values = {
        "name": "bao",
        "publisher": "Báo Khe Lạnh",
        "province": "Khe Lạnh",
        "domains": ("bao.example", "cu.bao.example"),
        "aliases": ("m.bao.example", "www.bao.example"),
        "sources": (Section("/xa-hoi/"), Feed("/rss"), Sitemap("https://cdn.example/map.xml")),
        **changes,
    }
    return type("Bao", (Portal,), {key: value for key, value in values.items() if value is not None})()


BAO = make()


@pytest.mark.parametrize("key", ["name", "publisher", "province", "domains", "sources"])
def test_a_site_without_a_required_attribute_fails_as_it_is_defined(key: str) -> None:
    with pytest.raises(TypeError, match=f"Bao lacks {key}"):
        make(**{key: None})


@pytest.mark.parametrize("name", ["", "Bao", "bao/x", "..", ".bao", "-bao", "báo", "bao x", "a" * 101, "bao\n"])
def test_a_site_id_that_is_no_folder_name_fails(name: str) -> None:
    with pytest.raises(TypeError, match="no site id"):
        make(name=name)


def test_a_pattern_that_is_no_regular_expression_fails() -> None:
    with pytest.raises(ValueError, match="no regular expression"):
        make(article_paths=("(",))


def test_a_family_need_not_be_complete() -> None:
    assert Portal.cms == "portal"
    assert not hasattr(Portal, "name")


def test_a_home_on_a_port_of_its_own() -> None:
    site = make(domains=("127.0.0.1",), aliases=(), scheme="http", port=8800)
    assert site.home == "http://127.0.0.1:8800/"
    assert site.canonical(site.url("/xa-hoi/#dau")) == "http://127.0.0.1:8800/xa-hoi/"


def test_urls_of_sources() -> None:
    assert BAO.home == "https://bao.example/"
    assert BAO.url("/xa-hoi/") == "https://bao.example/xa-hoi/"
    assert [BAO.label(source) for source in BAO.sources] == [
        "section /xa-hoi/",
        "feed https://bao.example/rss",
        "sitemap https://cdn.example/map.xml",
    ]


@pytest.mark.parametrize(
    ("path", "step", "here", "before"),
    [
        ("/luu-tru/{Y}/{m:02}/{d:02}/", "day", "/luu-tru/2024/03/01/", date(2024, 2, 29)),
        ("/tin?ngay={d}/{m}/{Y}", "day", "/tin?ngay=1/3/2024", date(2024, 2, 29)),
        ("/{Y}/{m:02}/", "month", "/2024/03/", date(2024, 2, 29)),
        ("/nam-{Y}", "year", "/nam-2024", date(2023, 12, 31)),
    ],
)
def test_an_archive_by_date(path: str, step: str, here: str, before: date) -> None:
    archive = Archive(path)
    assert (archive.step, archive.path_of(date(2024, 3, 1)), archive.before(date(2024, 3, 1))) == (step, here, before)
    assert BAO.label(archive) == f"archive {path}"
    assert {"kind": "archive", "path": path, "sure": "seen"} in make(sources=(archive,)).describe()["sources"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sitemaps/news-2024-2.xml", (date(2024, 2, 1), date(2024, 2, 29))),
        ("/sitemaps/news-2024-12.xml", (date(2024, 12, 1), date(2024, 12, 31))),
        ("/sitemaps/news-2024-13.xml", None),
        ("/sitemaps/topics.xml", None),
    ],
)
def test_the_month_of_a_sitemap(path: str, expected: tuple[date, date] | None) -> None:
    assert all_sites()["baolaocai"].sitemap_days(f"https://baolaocai.vn{path}") == expected
    assert BAO.sitemap_days(f"https://bao.example{path}") is None, "only where a site file says so"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://bao.example/a-12345.html", "https://bao.example/a-12345.html"),
        ("https://m.bao.example/a-12345.html?utm_source=x", "https://bao.example/a-12345.html"),
        ("http://WWW.bao.example/a-12345.html#b", "https://bao.example/a-12345.html"),
        ("https://cu.bao.example/a-12345.html", "https://cu.bao.example/a-12345.html"),
        ("https://khac.example/a-12345.html", "https://khac.example/a-12345.html"),
    ],
)
def test_hosts_that_show_the_same_pages_are_folded(url: str, expected: str) -> None:
    assert BAO.canonical(url) == expected
    assert BAO.canonical(expected) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://bao.example/a", True),
        ("https://cu.bao.example/a", True),
        ("https://m.bao.example/a", False),
        ("https://video.bao.example/a", False),
        ("https://bao.example.evil.example/a", False),
        ("https://evilbao.example/a", False),
        ("/a", False),
    ],
)
def test_scope(url: str, expected: bool) -> None:
    assert BAO.in_scope(url) is expected


def test_a_home_that_redirects() -> None:
    assert BAO.adopts("https://www.bao.example/")
    assert not BAO.adopts("https://khac.example/")


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/ba-con-gat-lua-123456.html", "123456"),
        ("/slug-bi-hong--123456.html?p=2", "123456"),
        ("/ba-con-gat-lua-1234.html", None),
        ("/xa-hoi/", None),
        ("/ba-con-gat-lua-123456.html/binh-luan", None),
    ],
)
def test_article_numbers(path: str, number: str | None) -> None:
    url = f"https://bao.example{path}"
    assert BAO.article_number(url) == number
    assert BAO.is_article(url) is (number is not None)


def test_the_number_is_the_identity_not_the_slug_and_not_the_host() -> None:
    one, other = "https://bao.example/mot-123456.html", "https://cu.bao.example/mt-123456.html"
    assert BAO.article_id(one) == BAO.article_id(other) == "bao:123456"


def test_without_a_number_the_url_is_the_identity() -> None:
    one = BAO.article_id("https://bao.example/mot.html")
    assert re.fullmatch(r"bao:[0-9a-f]{16}", one)
    assert one != BAO.article_id("https://bao.example/hai.html")


@pytest.mark.parametrize("path", ["/video/ba-con-gat-lua-123456.html", "/anh-123456.html.jpg", "/bao-in-123456.pdf"])
def test_what_is_no_article(path: str) -> None:
    assert not BAO.is_article(f"https://bao.example{path}")


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (None, None),
        ("https://bao.example/dung-123456.html", "https://bao.example/dung-123456.html"),
        ("https://m.bao.example/dung-123456.html", "https://bao.example/dung-123456.html"),
        ("https://khac.example/dung-999999.html", None),
    ],
)
def test_an_article_gets_its_identity(claimed: str | None, expected: str | None) -> None:
    article = BAO.identify(Article(url="https://bao.example/cu-123456.html", canonical_url=claimed))
    assert (article.site, article.id, article.canonical_url) == ("bao", "bao:123456", expected)


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("https://bao.example/gat-lua-123456.html", True),
        ("https://bao.example/gt-la-123456.html", True),
        ("https://bao.example/gat-lua-654321.html", True),
        ("https://bao.example/ban-khac-654321.html", False),
        ("https://bao.example/", False),
        ("https://bao.example/xa-hoi/", False),
        ("https://bao.example/video/gat-lua-123456.html", False),
    ],
    ids=["itself", "a damaged slug", "the same words, another number", "another article", "the home page", "a section",
         "no article"],
)  # fmt: skip
def test_a_url_that_a_template_puts_into_every_page_is_not_believed(claimed: str, believed: bool) -> None:
    article = BAO.identify(Article(url="https://bao.example/gat-lua-123456.html", canonical_url=claimed))
    assert article.canonical_url == (claimed if believed else None)
    assert article.id == BAO.article_id(claimed if believed else article.url or "")


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("https://khe-lanh.example/tin/gat-lua-som-o-khe-lanh", True),
        ("https://khe-lanh.example/tin/mo-hoi-cho-que-o-ban-cao", True),
        ("https://khe-lanh.example/", False),
        ("https://khe-lanh.example/tin", False),
    ],
)
def test_the_claims_of_a_site_without_a_file(claimed: str, believed: bool) -> None:
    url = "https://khe-lanh.example/tin/gat-lua-som-o-khe-lanh?amp=1"
    assert WebSite("https://khe-lanh.example/").is_credible(claimed, url) is believed


@pytest.mark.parametrize("query", ["?amp=1", "?mode=mobile&x=2", "?zarsrc=31", "?replytocom=5"])
def test_an_article_with_a_number_needs_no_query(query: str) -> None:
    assert BAO.canonical(f"https://bao.example/gat-lua-123456.html{query}") == "https://bao.example/gat-lua-123456.html"
    assert BAO.canonical("https://bao.example/xa-hoi/?p=2") == "https://bao.example/xa-hoi/?p=2"


@pytest.mark.parametrize(
    ("site", "path", "expected"),
    [
        ("baotuyenquang", "/xa-hoi/202402/gat-lua-0a1b2c3/", ("2024-02-01", "2024-02-29")),
        ("baotuyenquang", "/xa-hoi/202413/gat-lua-0a1b2c3/", None),
        ("baotuyenquang", "/gat-lua-179493.html", None),
        ("baolaocai", "/2024/03/05/gat-lua-post408463.html", ("2024-03-05", "2024-03-05")),
        ("baolaocai", "/202403/gat-lua-post408463.html", None),
    ],
)
def test_the_days_that_a_url_tells(site: str, path: str, expected: tuple[str, str] | None) -> None:
    days = all_sites()[site].days(f"https://bao.example{path}")
    assert (days and tuple(day.isoformat() for day in days)) == expected


def test_the_sites_of_the_package() -> None:
    assert [*all_sites()] == sorted(all_sites())
    for name, site in all_sites().items():
        assert site.name == name
        assert site.delay >= 1
        assert site_of(f"https://{site.domains[0]}/x") is site
        assert all(site_of(f"https://{alias}/") is site for alias in site.aliases)
        assert not any(site.is_article(site.url(s.path)) for s in site.sources), name
        assert site.describe()["home"] == site.home


@pytest.mark.parametrize("url", ["https://bao.example/", "https://video.baotuyenquang.com.vn/", "", "x"])
def test_no_site_knows_the_host(url: str) -> None:
    assert site_of(url) is None


# A site by its URL alone


@pytest.mark.parametrize(
    ("url", "home", "name"),
    [
        ("https://bao.example", "https://bao.example/", "bao.example"),
        ("https://www.Bao.example/", "https://www.bao.example/", "bao.example"),
        ("http://127.0.0.1:8800/vn/", "http://127.0.0.1:8800/vn/", "127.0.0.1-8800-vn"),
        ("https://bao.example/kinh-te/nong-nghiep/", "https://bao.example/kinh-te/nong-nghiep/",
         "bao.example-kinh-te-nong-nghiep"),
        ("https://bao.example/index.html", "https://bao.example/index.html", "bao.example"),
        ("http://[::1]:8800/", "http://[::1]:8800/", "1-8800"),
        ("https://báo.example/", "https://xn--bo-mia.example/", "xn--bo-mia.example"),
    ],
)  # fmt: skip
def test_a_site_by_its_url(url: str, home: str, name: str) -> None:
    site = WebSite(url)
    assert (site.home, site.name) == (home, name)


@pytest.mark.parametrize(
    "url", ["", "bao.example", "ftp://bao.example/", "http://", "http://bao.example:99999/", "http://[/"]
)
def test_what_is_no_url_of_a_site(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        WebSite(url)


PIECES = [*"aB9./\\:;?#%@ ~_-&=", "\n", "\0", "é", "💧", "%2e", "%2F", "..", "con"]
PARTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(PARTS, PARTS)
@example("127.0.0.1", "/../../etc/")
@example("a" * 300, "/")
@example("...", "/.../")
@example("bao.example", "/x/-._")
def test_a_site_id_never_leaves_its_folder(netloc: str, folder: str) -> None:
    name = site_id(netloc, folder)
    assert SITE_ID.fullmatch(name)
    assert name[-1] not in "._-"


@given(PARTS)
@example("//.")
def test_every_url_that_is_one_makes_a_site_with_a_folder(tail: str) -> None:
    try:
        site = WebSite("http://bao.example" + tail)
    except ValueError:
        return
    assert SITE_ID.fullmatch(site.name)
    assert site.in_scope(site.home)


@pytest.mark.slow
def test_the_archive_takes_every_site_id(tmp_path: Any) -> None:
    for name in [site_id("a" * 300, "/"), site_id("...", "/"), site_id("bao.example", "/x._/"), *all_sites()]:
        SiteArchive.open(tmp_path, name).close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8800/vn/bai.html", True),
        ("http://127.0.0.1:8800/vn/", True),
        ("http://127.0.0.1:8800/vnexpress/", False),
        ("http://127.0.0.1:8800/", False),
        ("http://127.0.0.1/vn/bai.html", False),
        ("http://127.0.0.2:8800/vn/bai.html", False),
    ],
)
def test_the_scope_of_a_url(url: str, expected: bool) -> None:
    assert WebSite("http://127.0.0.1:8800/vn/").in_scope(url) is expected


@pytest.mark.parametrize("url", ["https://www.bao.example/a", "http://bao.example/a", "https://bao.example/a"])
def test_www_is_no_other_site(url: str) -> None:
    assert WebSite("https://bao.example/").in_scope(url)
    assert WebSite("https://www.bao.example/").in_scope(url)


@pytest.mark.parametrize(
    ("given_url", "target", "inside", "outside"),
    [
        ("http://bao.example/", "https://www.bao.example/", "https://www.bao.example/a", "https://m.bao.example/a"),
        ("http://bao.example:8080/", "https://bao.example/", "https://bao.example/a", "https://bao.example:9/a"),
        ("https://cu.example/", "https://moi.example/", "https://moi.example/a", "https://khac.example/a"),
        ("https://bao.example/vn/", "https://bao.example/", "https://bao.example/a", "https://khac.example/a"),
        ("https://bao.example/", "https://bao.example/vn/", "https://bao.example/en/", "https://khac.example/vn/"),
    ],
)
def test_a_site_goes_with_its_home(given_url: str, target: str, inside: str, outside: str) -> None:
    site = WebSite(given_url)
    name = site.name
    assert site.adopts(target)
    assert site.home == target
    assert site.in_scope(inside)
    assert not site.in_scope(outside)
    assert site.name == name


QUIET = [
    (("22:00", "05:00"), {"21:59": False, "22:00": True, "23:59": True, "00:00": True, "04:59": True, "05:00": False}),
    (("11:30", "13:00"), {"11:29": False, "11:30": True, "12:59": True, "13:00": False, "00:00": False}),
    ((), {"00:00": False, "12:00": False}),
]


@pytest.mark.parametrize(("hours", "expected"), QUIET)
def test_quiet_hours_are_in_the_papers_own_time(hours: tuple[str, ...], expected: dict[str, bool]) -> None:
    site = make(quiet_hours=hours)
    for text, quiet in expected.items():
        moment = datetime.fromisoformat(f"2026-11-22T{text}:00+07:00").astimezone(UTC)
        assert site.is_quiet(moment) is quiet, text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quiet_hours", ("22:00",)),
        ("quiet_hours", ("22:00", "24:00")),
        ("quiet_hours", ("22", "5")),
        ("quiet_hours", "22:00-05:00"),
        ("quiet_hours", (22, 5)),
        ("verify_tls", "no"),
        ("verify_tls", 0),
        ("delay", -1),
        ("delay", "5"),
    ],
)
def test_a_value_that_is_none_fails_as_the_site_is_defined(key: str, value: object) -> None:
    with pytest.raises(TypeError, match=f"site Bao: {key}: .*, not {re.escape(repr(value))}"):
        make(**{key: value})
