"""Which feeds and sitemaps are those of a site."""

from __future__ import annotations

import pytest

from newsbot.discover.sitemaps import is_own_list
from newsbot.site import Section, Site, Sitemap, WebSite


class Bao(Site):
    name, publisher, province, cms = "bao", "Báo Khe Lạnh", "Khe Lạnh", "x"
    domains = ("bao.example", "old.bao.example")
    aliases = ("m.bao.example",)
    sources = (Section("/"), Sitemap("https://store.example/bao/sitemap.xml"))


LISTS = [
    ("its host", "https://bao.example/sitemap.xml", True),
    ("its host by the other scheme", "http://bao.example/sitemap.xml", True),
    ("its twin host", "https://www.bao.example/sitemap.xml", True),
    ("another domain of its own", "https://old.bao.example/rss", True),
    ("its mobile host", "https://m.bao.example/rss", True),
    ("a host below it", "https://cdn.bao.example/sitemap.xml", False),
    ("another port", "https://bao.example:8443/sitemap.xml", False),
    ("another host", "https://feeds.example/bao", False),
    ("the host of a source in its file", "https://store.example/bao/2.xml", True),
    ("another port of that", "https://store.example:81/bao/2.xml", False),
]


@pytest.mark.parametrize(("url", "own"), [one[1:] for one in LISTS], ids=[one[0] for one in LISTS])
def test_the_lists_of_a_site(url: str, own: bool) -> None:
    assert is_own_list(Bao(), url) is own


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://bao.example/sitemap.xml", True),
        ("https://www.bao.example/vn/rss", True),
        ("https://bao.example:81/vn/rss", False),
        ("https://cdn.example/vn/rss", False),
    ],
)
def test_the_lists_of_a_site_without_a_file_stand_anywhere_on_its_host(url: str, own: bool) -> None:
    assert is_own_list(WebSite("https://bao.example/vn/"), url) is own
