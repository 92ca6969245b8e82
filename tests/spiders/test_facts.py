"""The site files beside a table of facts: URLs of articles, sections, feeds and sitemaps that stand in public material.

`facts.tsv` names for every URL its site, what it is, the year for which it is on record, whether its source doubts it
("unproven"), and the source. A row says that a URL was used, not that it answers today.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from newsbot.site import Api, Site
from newsbot.spiders import all_sites, site_files, site_of

with (Path(__file__).parent / "facts.tsv").open(encoding="utf-8", newline="") as table:
    FACTS = [*csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
SITES = [site for name, site in all_sites().items() if site_files()[name].bundled]
ARTICLES = [(row["site"], row["url"]) for row in FACTS if row["kind"] == "article"]
LISTINGS = [row for row in FACTS if row["kind"] != "article"]


def place(url: str) -> str:
    """A URL as far as a site may write it in several ways: without host, ending, last slash and letter case."""
    return url.partition("://")[2].partition("/")[2].removesuffix(".html").rstrip("/").lower()


def test_the_table_is_worth_reading() -> None:
    assert len(FACTS) > 700
    assert len({row["site"] for row in FACTS}) > 50
    assert all(row["source"] for row in FACTS)


@pytest.mark.parametrize(("name", "url"), ARTICLES)
def test_an_article_on_record_is_one_of_its_site(name: str, url: str) -> None:
    site = site_of(url)
    assert site is not None
    assert site.name == name
    own = site.own(url)
    assert own is not None
    assert site.is_article(own)


def test_no_listing_on_record_is_an_article() -> None:
    taken = []
    for row in LISTINGS:
        site = site_of(row["url"])
        assert site is not None, row["url"]
        assert site.name == row["site"], row["url"]
        if site.is_article(site.canonical(row["url"])):
            taken.append(row["url"])
    assert taken == []


LEFT_OUT = {
    (
        "baobinhdinh",
        "section",
    ): "of many sections by their numbers, seven stand for all: nobody has seen them since 2017",
    ("baohatinh", "feed"): "an old form, of the system before: one stands among the guesses",
    ("baogialai", "section"): "the listing of a system that it has left",
    ("baodanang", "section"): "the listing of a system that it has left",
    ("baophuyen", "section"): "the listings of a system that it has left",
    ("baodongkhoi", "section"): "a subsection on its former host",
    ("baodongnai", "sitemap"): "its index names the other two",
    ("baothainguyen", "sitemap"): "its index names the other one",
    ("baohaiphong", "section"): "a subsection of one that is listed",
    ("baothainguyen", "section"): "subsections of one that is listed",
    ("baophutho", "section"): "a second name of /phu-tho-24h",
}
"""What of the table is in no site file, by site and kind, and why."""


def test_every_listing_on_record_is_in_its_site_file_or_left_out_for_a_reason() -> None:
    missing = set()
    for row in LISTINGS:
        site = all_sites()[row["site"]]
        known = {
            place(site.url(source.path_of(1) if isinstance(source, Api) else source.path))
            for source in (*site.sources, *site.probe)
        }
        if place(row["url"]) not in known:
            missing.add((row["site"], row["kind"]))
    assert missing <= LEFT_OUT.keys()


def test_what_its_source_doubts_is_unverified() -> None:
    seen = {
        ("sggp", "https://www.sggp.org.vn/rss/kinh-te-3.rss"),  # had 50 items on 3 May 2026
        ("sggp", "https://www.sggp.org.vn/rss/tai-chinh-chung-khoan-44.rss"),  # had items on 8 October 2026
    }
    for row in LISTINGS:
        site = all_sites()[row["site"]]
        if row["doubt"] and (row["site"], row["url"]) not in seen:
            sure = {place(site.url(source.path)): source.sure for source in site.sources}
            assert sure.get(place(row["url"]), "unverified") == "unverified", row["url"]


def test_most_sites_have_more_than_their_home_page() -> None:
    assert sum(bool(site.sources) for site in SITES) >= 42
    sure = [site for site in SITES if any(source.sure != "unverified" for source in site.sources)]
    assert len(sure) >= 34


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("baocantho", "https://baocantho.com.vn/cho-noi-vao-mua-a182477.html", "https://baocantho.com.vn/khmer/detail-a182477.html"),
        ("baodongkhoi", "https://baodongkhoi.vn/gat-lua-04012022-a95345.html", "https://dongkhoi.baovinhlong.vn/gat-lua-a95345.html"),
        ("baothanhhoa", "https://baothanhhoa.vn/kinh-te/gat-lua/148739.htm", "https://baothanhhoa.com.vn/gat-lua-148739.htm"),
        ("baobacninhtv", "https://baobacninhtv.vn/gat-lua-postid409722.bbg", "https://en.baobacninhtv.vn/rice-postid409722.bbg"),
        ("baobinhduong", "http://www.baobinhduong.org.vn/gat-lua-a128477.html", "https://baobinhduong.vn/gat-l-a128477.html"),
        ("baobackan", "https://baobackan.vn/gat-lua-post39384.html", "https://bbk.baothainguyen.vn/gt-la-post39384.html"),
        ("baoninhthuan", "http://baoninhthuan.com.vn/diendan/49334p25c151/gat-lua.htm",
         "https://www.baoninhthuan.com.vn/news/49334p25c151/gt-la.htm"),
        ("baotuyenquang", "https://baotuyenquang.com.vn/kinh-te/gat-lua-mua-168797.html",
         "http://m.baotuyenquang.com.vn/gat-lua-mua-168797.html"),
        ("baoquangninh", "http://baoquangninh.com.vn/the-thao/201203/Gat-lua-2162292/",
         "https://baoquangninh.vn/channel/12/201203/gt-la-2162292"),
    ],
)  # fmt: skip
def test_an_article_is_known_again_under_an_older_url(name: str, one: str, other: str) -> None:
    site = all_sites()[name]
    ids = {site.article_id(site.canonical(url)) for url in (one, other)}
    assert len(ids) == 1
    assert site.article_number(site.canonical(one))


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("baodanang", "/channel/5433/202304/gat-lua-3318952/", "/mot-bai-khac-3318952.html"),
        ("baohungyen", "/kinh-te/202101/gat-lua-3179574/", "/mot-bai-khac-3179574.html"),
        ("baoquangninh", "/the-thao/201203/gat-lua-3317584/", "/mot-bai-khac-3317584.html"),
        ("baohaiduong", "/nong-nghiep/gat-lua-394829", "/mot-bai-khac-394829.html"),
        ("baolaichau", "/chinh-tri/gat-lua-19121946-19122020", "/chinh-tri/mot-bai-khac-19122020"),
    ],
)
def test_what_only_looks_like_one_number_stays_two_articles(name: str, one: str, other: str) -> None:
    site: Site = all_sites()[name]
    assert site.is_article(site.url(one))
    assert site.is_article(site.url(other))
    assert site.article_id(site.url(one)) != site.article_id(site.url(other))
