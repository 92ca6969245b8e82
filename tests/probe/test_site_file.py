"""The site file: Python that imports, that ruff leaves as it is, and that says what was found."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from newsbot.cms import epi, page_info, tuyenquang
from newsbot.probe.findings import FamilyFound, Findings, Publisher, Sample, SectionFound, SourceFound, Twin
from newsbot.probe.site_file import MODULE_NAME, site_file
from newsbot.site import FROM_HOME, Feed, Section, Site, Sitemap

ROOT = Path(__file__).parents[2]
HOME = "https://baokhelanh.example/"
GENERAL = FamilyFound("unknown", None, None, (("general", 4),))
EPI = FamilyFound("epi", "epi", "Epi", (("epi", 4),))
PORTAL = FamilyFound("page-info", "page_info", "PageInfo", (("page-info", 2), ("tuyenquang-2019", 2)))
LEARNT = r"-(?P<number>\d{5,})\.html$"

PLAIN = Findings(
    url=HOME,
    home=HOME,
    name="baokhelanh",
    robots="lets newsbot in",
    missing="HTTP 404",
    publisher=Publisher("Báo Khe Lạnh", "og:site_name"),
    family=GENERAL,
    language="vi",
    templates=(),
    article_paths=(LEARNT,),
    not_article_paths=(),
    sources=(),
    sections=(),
    twins=(),
    samples=(Sample(f"{HOME}a-10001.html", layout="general"),),
    fill=(),
    notes=(),
    requests=12,
)


def made(**changes: object) -> type[Site]:
    """The class in the site file of such findings."""
    room: dict[str, object] = {}
    exec(site_file(replace(PLAIN, **changes), "2026-11-23"), room)  # type: ignore[arg-type]
    (site,) = (one for one in room.values() if isinstance(one, type) and issubclass(one, Site) and "name" in vars(one))
    return site


def test_the_whole_file() -> None:
    assert (
        site_file(PLAIN, "2026-11-23")
        == '''"""Báo Khe Lạnh."""

from newsbot.site import FROM_HOME, Site


class BaoKheLanh(Site):
    """As `newsbot probe` found it: 1 of 1 sample pages are articles."""

    name = "baokhelanh"
    publisher = "Báo Khe Lạnh"
    province = ""
    domains = ("baokhelanh.example",)
    cms = "unknown"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"-(?P<number>\\d{5,})\\.html$",)
    unverified = ("article_paths",)
    facts = "probe 2026-11-23"
'''
    )


def test_a_site_without_sources_is_crawled_from_its_home_page() -> None:
    site = made()
    assert (site.sources, site.no_sources) == ((), FROM_HOME)


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        (HOME, HOME),
        ("http://www.bao.example/", "http://www.bao.example/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://bao.example:8443/", "https://bao.example:8443/"),
    ],
)
def test_its_home(home: str, expected: str) -> None:
    assert made(home=home)().home == expected


def test_its_other_hosts() -> None:
    twins = (
        Twin("www.baokhelanh.example", "redirects", same=True),
        Twin("m.baokhelanh.example", "shows the same pages", same=True),
        Twin("cu.baokhelanh.example", "shows other pages", same=False),
    )
    assert made(twins=twins).aliases == ("m.baokhelanh.example",)


@pytest.mark.parametrize(
    ("publisher", "province", "former", "unverified"),
    [
        (Publisher("Báo Lào Cai", "og:site_name", "Lào Cai", "Lào Cai"), "Lào Cai", ("Lào Cai",), True),
        (Publisher("Báo Yên Bái", "og:site_name", "Yên Bái", "Lào Cai"), "Lào Cai", ("Yên Bái",), True),
        (Publisher("Tiền Phong", "og:site_name"), "", (), False),
    ],
)
def test_its_province(publisher: Publisher, province: str, former: tuple[str, ...], unverified: bool) -> None:
    site = made(publisher=publisher)
    assert (site.province, site.former_provinces) == (province, former)
    assert ("province" in site.unverified) is unverified


@pytest.mark.parametrize(("source", "doubt"), [("og:site_name", False), ("title", True), ("host", True)])
def test_a_name_that_the_site_does_not_give_itself_is_a_guess(source: str, doubt: bool) -> None:
    assert ("publisher" in made(publisher=Publisher("Báo", source)).unverified) is doubt


@pytest.mark.parametrize(
    ("family", "patterns", "base", "inherited", "unverified"),
    [
        (EPI, (epi.ARTICLE_PATH,), epi.Epi, True, False),
        (EPI, (epi.ARTICLE_PATH, LEARNT), epi.Epi, False, True),
        (PORTAL, (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH), page_info.PageInfo, False, False),
        (PORTAL, (page_info.ARTICLE_PATH,), page_info.PageInfo, True, False),
        (GENERAL, (LEARNT,), Site, False, True),
    ],
)
def test_its_patterns(
    family: FamilyFound, patterns: tuple[str, ...], base: type[Site], inherited: bool, unverified: bool
) -> None:
    site = made(family=family, article_paths=patterns)
    assert site.__bases__ == (base,)
    assert site.article_paths == patterns
    assert ("article_paths" not in vars(site)) is inherited
    assert ("article_paths" in site.unverified) is unverified
    assert site.cms == family.cms


@pytest.mark.parametrize(
    ("family", "expected"),
    [(GENERAL, ("^/video/",)), (PORTAL, (*page_info.PageInfo.not_article_paths, "^/video/"))],
)
def test_what_is_no_article_adds_to_what_the_family_knows(family: FamilyFound, expected: tuple[str, ...]) -> None:
    site = made(family=family, not_article_paths=("^/video/",))
    assert site.not_article_paths == expected
    assert "not_article_paths" in site.unverified


def test_its_sources() -> None:
    sources = (
        SourceFound("feed", f"{HOME}rss/home.rss", "home page", 9, 9),
        SourceFound("feeds", f"{HOME}rss.html", "guess", 2, 5),
        SourceFound("feed", f"{HOME}rss/xa-hoi.rss", f"{HOME}rss.html", 5, 5),
        SourceFound("sitemaps", f"{HOME}sitemap.xml?a=1", "robots.txt", 3, 9),
        SourceFound("sitemap", "https://cdn.example/map.xml", "robots.txt", 9, 9),
        SourceFound("sitemap", f"{HOME}empty.xml", "robots.txt", 9, 0),
        SourceFound("none", f"{HOME}feed", "guess", problem="HTTP 404"),
    )
    sections = (
        SectionFound("/xa-hoi/", visited=True, articles=5),
        SectionFound("/kinh-te/", visited=True, articles=5, pages="?page={n}", next_page="/kinh-te/?page=2"),
        SectionFound("/lien-he/", visited=True, problem="lists no articles of its own"),
        SectionFound("/van-hoa/", visited=False),
    )
    site = made(sources=sources, sections=sections)
    assert site.sources == (
        Feed("/rss/home.rss"),
        Feed("/rss.html"),
        Sitemap("/sitemap.xml?a=1"),
        Sitemap("https://cdn.example/map.xml"),
        Section("/xa-hoi/"),
        Section("/van-hoa/"),
        Section("/kinh-te/", "?page={n}"),
    )
    assert site.probe == (Sitemap("/empty.xml"),)
    assert "sources" in site.unverified, "a section that nobody looked at"


NASTY = (
    'Báo "Khe Lạnh"',
    "Báo 'Khe' Lạnh",
    "Báo \"Khe\" 'Lạnh'",
    "C:\\new\\Báo",
    '"""',
    "Báo {n} %s",
    "Site",
    "x" * 80,
    "日本新聞",
    "class",
    "None",
    "...",
)


@pytest.mark.parametrize("name", NASTY)
def test_any_name_stays_a_name(name: str) -> None:
    assert made(publisher=Publisher(name, "og:site_name")).publisher == name


MANY = tuple(
    SectionFound(f"/chuyen-muc-so-{n}/", visited=True, articles=3, pages=("?p={n}", None)[n % 2]) for n in range(60)
)
VARIANTS: dict[str, dict[str, object]] = {
    "plain": {},
    "family": {"family": EPI, "article_paths": (epi.ARTICLE_PATH,)},
    "portal": {"family": PORTAL, "article_paths": (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH, LEARNT)},
    "many sections": {"sections": MANY},
    "one section": {"sections": MANY[:1]},
    "many patterns": {"article_paths": tuple(rf"^/mot-thu-muc-dai-{n}/(?P<number>\d+)\.html$" for n in range(5))},
    "exceptions": {"family": PORTAL, "not_article_paths": ("^/video/", r"^/xa-hoi-1001\.html$")},
    "host": {"home": "http://127.0.0.1:8000/", "twins": (Twin("m.bao.example", "", same=True),)},
    "province": {"publisher": Publisher("Báo Yên Bái", "host", "Yên Bái", "Lào Cai")},
    "sources": {
        "sources": tuple(
            SourceFound("feed", f"{HOME}rss/muc-so-{n}.rss", "home page", 9, 9 * (n % 2)) for n in range(9)
        )
    },
    **{f"name {name[:20]}": {"publisher": Publisher(name, "og:site_name")} for name in NASTY},
}


def test_ruff_has_nothing_to_say(tmp_path: Path) -> None:
    for number, changes in enumerate(VARIANTS.values()):
        text = site_file(replace(PLAIN, **changes), "2026-11-23")  # type: ignore[arg-type]
        (tmp_path / f"bao_{number}.py").write_text(text, encoding="utf-8")
    (tmp_path / "__init__.py").write_text("")
    for command in (["format", "--diff"], ["check", "--no-cache", "--ignore", "D104"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), str(tmp_path)]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["baolaocai", "bao_24h", "a"])
def test_names_of_modules(name: str) -> None:
    assert MODULE_NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["", "Bao", "24h", "bao-moi", "bao.vn", "../bao", "bao\n"])
def test_what_is_no_name_of_a_module(name: str) -> None:
    assert not MODULE_NAME.fullmatch(name)
