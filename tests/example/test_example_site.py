"""The example site is what its truth says: every URL answers as expected, every text stands in its page."""

from __future__ import annotations

import gzip
import html
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from newsbot.example import Held, expected_states, holdings

STATES = expected_states()
HELD = {held.path: held for held in holdings()}


@pytest.fixture(scope="module")
def pages(base: str) -> dict[str, tuple[int, str, str | None, bytes]]:
    """By path and query: status, content type, location and body."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=10)
    fetched = {}
    for path in STATES:
        connection.request("GET", path)
        answer = connection.getresponse()
        fetched[path] = (answer.status, answer.headers["Content-Type"], answer.headers["Location"], answer.read())
    connection.close()
    return fetched


Pages = dict[str, tuple[int, str, str | None, bytes]]


def text_of(markup: str) -> str:
    """Text of a page in the form of the record: without tags and invisible characters, NFC, white space collapsed."""
    text = html.unescape(re.sub(r"<[^>]+>", "\n", markup))
    text = unicodedata.normalize("NFC", re.sub("[\u200b\ufeff]", "", text))
    return " ".join(text.split())


def links_of(body: bytes) -> set[str]:
    found = (html.unescape(link) for link in re.findall(r'(?:href|action)="([^"#]+)', body.decode()))
    return {link for link in found if not link.startswith("http://quangcao.example")}


def paths(locations: list[str], base: str) -> set[str]:
    assert all(location.startswith(base) for location in locations)
    return {location.removeprefix(base) for location in locations}


def test_every_url_answers_as_expected(pages: Pages, base: str) -> None:
    for path, expected in STATES.items():
        status, _, location, _ = pages[path]
        assert status == expected.status, path
        assert location == (base + expected.location if expected.location else None), path


def test_every_link_leads_to_a_known_url(pages: Pages, base: str) -> None:
    for path, (_, content_type, _, body) in pages.items():
        if content_type and content_type.startswith("text/html"):
            for link in links_of(body):
                target = urlsplit(urljoin(base + path, link))
                assert f"{target.scheme}://{target.netloc}" == base, (path, link)
                known = target.path + (f"?{target.query}" if target.query else "")
                assert known in STATES or target.path == "/gui-y-kien", (path, link)


@pytest.mark.parametrize("held", HELD.values(), ids=lambda held: held.path)
def test_truth_stands_in_the_page(held: Held, pages: Pages) -> None:
    page = text_of(pages[held.path][3].decode())
    texts = [line for _, text in held.texts for line in re.split(r"\n| \| ", text)]
    related = [piece for link in held.related_links for piece in (link.title, link.heading)]
    for text in (
        held.title,
        *texts,
        *held.captions,
        held.byline,
        *held.authors,
        held.video_source,
        held.published_raw,
        *related,
    ):
        assert text is None or " ".join(text.split()) in page, text


@pytest.mark.parametrize("held", HELD.values(), ids=lambda held: held.path)
def test_truth_is_in_the_form_of_the_record(held: Held) -> None:
    for text in (held.title, held.body, *held.captions, held.byline or "", held.section):
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search(r"[\u00a0\u200b\ufeff<*]", text)
    assert [kind for kind, _ in held.texts].count("lead") == (held.lead is not None)
    assert not set(held.captions) & {text for _, text in held.texts}
    assert all(name in (held.byline or "") for name in held.authors)
    assert all(link.path in STATES for link in held.related_links)


def test_article_numbers_identify() -> None:
    numbers = Counter(re.sub(r"^.*-([0-9a-f]{6,7})(?:\.html|/)$", r"\1", path) for path in HELD)
    assert numbers.most_common(1)[0][1] == 1


@pytest.mark.parametrize("generation", ["old", "new"])
def test_page_structures_of_both_generations(generation: str, pages: Pages) -> None:
    markers = {
        "old": ('itemprop="articleBody"', 'class="summary"', "<time>"),
        "new": ('id="page_info"', 'class="media-heading title5"', '<div class="content" id="content">'),
    }
    bodies = [pages[path][3].decode() for path, held in HELD.items() if held.generation == generation]
    assert len(bodies) >= 29
    for marker in markers[generation]:
        assert sum(marker in body for body in bodies) >= len(bodies) - 4
    other = markers["new" if generation == "old" else "old"][0]
    assert not any(other in body for body in bodies)


def test_each_source_finds_what_the_others_do_not(pages: Pages, base: str) -> None:
    listed = {
        link for path, e in STATES.items() if e.why == "listing" for link in links_of(pages[path][3])
    } & HELD.keys()
    feed = ElementTree.fromstring(pages["/rss/home.rss"][3])
    fed = paths([item.text or "" for item in feed.iterfind("channel/item/link")], base)
    index = ElementTree.fromstring(pages["/sitemap.xml"][3])
    mapped: set[str] = set()
    for path in paths([loc.text or "" for loc in index.iterfind(".//{*}loc")], base):
        body = pages[path][3]
        part = ElementTree.fromstring(gzip.decompress(body) if path.endswith(".gz") else body)
        mapped |= paths([loc.text or "" for loc in part.iterfind(".//{*}loc")], base)
    only = {"sections": listed - fed - mapped, "feed": fed - listed - mapped, "sitemap": mapped - listed - fed}
    assert only == {source: {p for p, held in HELD.items() if held.only == source} for source in only}
    assert all(only.values())
    assert listed | fed | mapped == HELD.keys()


def test_robots_names_the_sitemap_and_forbids_what_is_disallowed(pages: Pages, base: str) -> None:
    rules = pages["/robots.txt"][3].decode().splitlines()
    forbidden = [line.removeprefix("Disallow: ") for line in rules if line.startswith("Disallow: ")]
    assert f"Sitemap: {base}/sitemap.xml" in rules
    for path, expected in STATES.items():
        assert any(path.startswith(rule) for rule in forbidden) == (expected.state == "disallowed"), path


def test_one_page_declares_no_encoding(pages: Pages) -> None:
    silent = [p for p in HELD if "charset" not in pages[p][1] and b"charset" not in pages[p][3]]
    assert len(silent) == 2


def test_a_second_url_claims_the_first(pages: Pages, base: str) -> None:
    (second,) = [path for path, expected in STATES.items() if expected.state == "duplicate"]
    (canonical,) = re.findall(r'rel="canonical" href="([^"]+)"', pages[second][3].decode())
    assert canonical.removeprefix(base) in HELD


def test_shapes_that_the_articles_show() -> None:
    held = list(HELD.values())
    assert sum(len(set(h.captions)) < len(h.captions) for h in held) >= 4  # repeated captions
    assert sum(bool(h.videos) for h in held) >= 4
    assert sum(len(h.authors) > 1 for h in held) >= 6
    assert {h.agency for h in held} >= {None, "TTXVN"}
    assert {kind for h in held for kind, _ in h.texts} == {"lead", "heading", "paragraph", "list", "quote", "table"}
    assert {link.heading for h in held for link in h.related_links} == {
        "Tin cùng chuyên mục",
        "Tin liên quan",
        "Xem thêm",
    }
    assert {h.published_at is None for h in held} == {True, False}


def test_a_grown_site_has_that_many_different_articles() -> None:
    grown = holdings(500)
    assert len({held.path for held in grown}) == len({held.body for held in grown}) == 500
    assert {replace(held, related_links=()) for held in HELD.values()} <= {
        replace(held, related_links=()) for held in grown
    }
    assert grown == holdings(500)
    assert {held.path for held in grown} == {path for path, e in expected_states(500).items() if e.state == "archived"}
