"""What feeds, sitemaps and listing pages say."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from newsbot.discover import listings, xml_parts
from newsbot.discover.listings import (
    ListedUrl,
    following,
    looks_like_section,
    parse_time,
    read_html,
    read_xml,
)
from newsbot.discover.xml_parts import NotXmlError

BASE = "https://bao.example/rss/home.rss"
ONE = "https://bao.example/bai-mot-1.html"
TWO = "https://bao.example/bai-hai-2.html"
DAY = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Báo</title><link>https://bao.example/</link>
<item><title>Một</title><link>{ONE}</link><pubDate>Tue, 05 Mar 2024 08:30:00 +0700</pubDate></item>
<item><title>Hai</title><link><![CDATA[ {TWO} ]]></link></item></channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://bao.example/"><link>https://bao.example/</link></channel>
<item rdf:about="{ONE}"><link>{ONE}</link><dc:date>2024-03-05T08:30:00+07:00</dc:date></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{BASE}"/><entry><id>tag:bao.example,2024:1</id>
<link rel="edit" href="https://bao.example/edit/1"/><link rel="alternate" href="{ONE}"/>
<updated>2025-01-01T00:00:00Z</updated><published>2024-03-05T01:30:00Z</published></entry></feed>"""
SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>{ONE}</loc><lastmod>2024-03-05T01:30:00Z</lastmod>
<image:image><image:loc>https://bao.example/anh.jpg</image:loc></image:image></url><url><loc>
{TWO}
</loc></url></urlset>"""
NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{ONE}</loc><lastmod>2025-01-01</lastmod><news:news>
<news:publication_date>2024-03-05T08:30:00+07:00</news:publication_date></news:news></url></urlset>"""

ARTICLES = [
    ("RSS 2.0", RSS, [(ONE, DAY, True), (TWO, None, False)]),
    ("RDF, that is RSS 1.0", RDF, [(ONE, DAY, True)]),
    ("Atom: the alternate link, the publication before the change", ATOM, [(ONE, DAY, True)]),
    ("a sitemap: its images are no pages", SITEMAP, [(ONE, DAY, False), (TWO, None, False)]),
    ("a news sitemap: the publication before the change", NEWS, [(ONE, DAY, True)]),
    ("a text sitemap", f"{ONE}\r\n{TWO}\r\n", [(ONE, None, False), (TWO, None, False)]),
    ("a byte order mark", "\ufeff" + SITEMAP, [(ONE, DAY, False), (TWO, None, False)]),
    ("blank lines before the declaration", "\n\n " + RSS, [(ONE, DAY, True), (TWO, None, False)]),
    ("no namespace", f"<urlset><url><loc>{ONE}</loc></url></urlset>", [(ONE, None, False)]),
    ("a guid where the link is missing", f"<rss><item><guid>{ONE}</guid></item></rss>", [(ONE, None, False)]),
    ("a guid that is no URL", '<rss><item><guid isPermaLink="false">x1</guid></item></rss>', []),
    ("a relative link", "<rss><item><link>/bai-mot-1.html</link></item></rss>", [(ONE, None, False)]),
    ("the same link twice", f"<rss><item><link>{ONE}</link></item><item><link>{ONE}#b</link></item></rss>",
     [(ONE, None, False)]),
    ("an ampersand that nobody escaped", "<rss><item><link>https://bao.example/x?a=1&b=2</link></item></rss>",
     [("https://bao.example/x?a=1&b=2", None, False)]),
    ("an ampersand in CDATA", "<rss><item><link><![CDATA[https://bao.example/x?a=1&b=2]]></link></item></rss>",
     [("https://bao.example/x?a=1&b=2", None, False)]),
    ("an end that is missing", RSS[: RSS.index("</channel>")], [(ONE, DAY, True), (TWO, None, False)]),
    ("links to no web page", "<rss><item><link>mailto:a@b.example</link></item></rss>", []),
    ("no entries", "<rss><channel/></rss>", []),
    ("an HTML document type deep in the text", f"<rss><item><link>{ONE}</link><x>&lt;!doctype html></x></item></rss>",
     [(ONE, None, False)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ARTICLES], ids=[case[0] for case in ARTICLES])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_pages_of_feeds_and_sitemaps(
    pack: object, text: str, expected: list[tuple[str, datetime | None, bool]]
) -> None:
    assert callable(pack)
    listing = read_xml(pack(text.encode()), BASE)
    assert listing.pages == tuple(ListedUrl(*entry) for entry in expected)
    assert not listing.sitemaps


def test_a_sitemap_index() -> None:
    index = (
        "<sitemapindex><sitemap><loc>/sitemaps/news-2024-3.xml</loc><lastmod>2024-03-05T08:30:00+07:00</lastmod></sitemap>"
        "<sitemap><loc>https://bao.example/sitemaps/news-2024-2.xml.gz</loc></sitemap></sitemapindex>"
    )
    listing = read_xml(index.encode(), "https://bao.example/sitemap.xml")
    assert listing.sitemaps == (
        ListedUrl("https://bao.example/sitemaps/news-2024-3.xml", DAY),
        ListedUrl("https://bao.example/sitemaps/news-2024-2.xml.gz"),
    )
    assert not listing.pages


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><body>404</body></html>",
        b"\n<!doctype HTML><p>404",
        b"<html><head><title>x</title></head></html>",
        b"Not found",
        b"{}",
        b"\x89PNG\r\n",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b"<opml><body/></opml>",
        b"<",
        gzip.compress(b"<!doctype html>", mtime=0),
        b"\x1f\x8b damaged",
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(NotXmlError):
        read_xml(body, BASE)


def test_a_gzip_file_that_was_cut_gives_what_is_left() -> None:
    rows = "".join(f"<url><loc>https://bao.example/bai-{n:05}.html?{n * n}</loc></url>" for n in range(1000))
    packed = gzip.compress(f"<urlset>{rows}</urlset>".encode())
    listing = read_xml(packed[: len(packed) // 2], BASE)
    found = listing.pages
    assert 100 < len(found) < 1000
    assert all(entry.url.partition("?")[2] == str(n * n) for n, entry in enumerate(found)), "no half URL"
    assert listing.cut == "its gzip file is cut short"
    assert found[0].url == "https://bao.example/bai-00000.html?0"


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "lollollollol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><item><link>https://bao.example/&i;</link></item></rss>"
)
FILE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><link>https://bao.example/&a;</link></item></rss>'


@pytest.mark.parametrize("text", [BOMB, FILE], ids=["a bomb", "a file"])
def test_entities_are_not_expanded(text: str) -> None:
    try:
        found = read_xml(text.encode(), BASE).pages
    except NotXmlError:
        return
    assert [entry.url for entry in found] in ([], ["https://bao.example/"])


@pytest.mark.parametrize("end", ["", "<url><loc>/hai</loc>", "<url>\x01<"])
def test_a_file_without_its_end_says_so(end: str) -> None:
    listing = read_xml(f"<urlset><url><loc>{ONE}</loc></url>{end}".encode(), BASE)
    assert [entry.url for entry in listing.pages] == [ONE]
    assert listing.cut == "its end cannot be read"


@pytest.mark.parametrize("encoding", ["ascii", "US-ASCII", "utf-16", "UTF-16LE", "ucs-2"])
def test_an_encoding_that_is_not_that_of_the_bytes_is_not_believed(encoding: str) -> None:
    feed = (
        f'<?xml version="1.0" encoding="{encoding}" ?><rss><item><title>Gặt sớm</title><link>/sớm</link></item></rss>'
    )
    assert [page.url for page in read_xml(feed.encode(), BASE).pages] == ["https://bao.example/s%E1%BB%9Bm"]


@pytest.mark.parametrize("row", ["<url><loc>/{}</loc></url>", "<sitemap><loc>/{}</loc></sitemap>"])
def test_the_number_of_entries_is_limited_and_the_cut_told(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    monkeypatch.setattr(listings, "MAX_URLS", 3)
    root = "urlset" if "url" in row else "sitemapindex"
    for count, cut in ((3, None), (4, "only its first 3 entries are taken")):
        listing = read_xml(f"<{root}>{''.join(map(row.format, range(count)))}</{root}>".encode(), BASE)
        assert len(listing.pages or listing.sitemaps) == 3
        assert listing.cut == cut


def test_a_feed_of_100000_entries() -> None:
    items = "".join(f"<item><link>/bai-{n}.html</link></item>" for n in range(100_000))
    listing = read_xml(f"<rss><channel>{items}</channel></rss>".encode(), BASE)
    assert len(listing.pages) == listings.MAX_URLS
    assert listing.cut


def test_a_gzip_bomb_is_unpacked_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "XML_MAX_BYTES", 1000)
    body = f"<urlset><url><loc>{ONE}</loc></url>".encode() + b" " * 10_000_000
    listing = read_xml(gzip.compress(body), BASE)
    assert [entry.url for entry in listing.pages] == [ONE]
    assert listing.cut == "larger than 1000 bytes: only its beginning is read"


def test_200_megabytes_in_a_small_gzip_file() -> None:
    row = f"<item><link>{ONE}</link></item>".encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(b"<rss><channel>" + row)]
    parts += [packer.compress(b" " * 1_000_000) for _ in range(200)]
    listing = read_xml(b"".join([*parts, packer.flush()]), BASE)
    assert [entry.url for entry in listing.pages] == [ONE]
    assert listing.cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-05T08:30:00+07:00", DAY),
        ("2024-03-05T01:30:00Z", DAY),
        ("2024-03-05T01:30Z", DAY),
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC)),
        ("Tue, 05 Mar 2024 08:30:00 +0700", DAY),
        ("Tue, 5 Mar 2024 01:30:00 GMT", DAY),
        (" 2024-03-05 01:30:00 ", DAY),
        ("05/03/2024 08:30", None),
        ("Thứ Ba", None),
        ("", None),
        (None, None),
        ("Tue, 99 Mar 2024 08:30:00 +0700", None),
    ],
)
def test_times_of_feeds(text: str | None, expected: datetime | None) -> None:
    assert parse_time(text) == expected


PAGE = "https://bao.example/xa-hoi/"


def test_the_links_of_a_page_in_order_each_once() -> None:
    html = (
        '<a href="/b.html">b</a><a href="a.html#x">a</a><a href="/b.html?utm_source=f">b</a><a>no</a><a href="#">x</a>'
    )
    assert read_html(html.encode(), PAGE).links == ("https://bao.example/b.html", "https://bao.example/xa-hoi/a.html")


@pytest.mark.parametrize(
    "href", ["mailto:a@b.example", "javascript:void(0)", "tel:+84", "http://[x", "", "  ", "ftp://b.example/"]
)
def test_what_is_no_web_url_is_no_link(href: str) -> None:
    assert read_html(f'<a href="{href}">x</a>'.encode(), PAGE).links == ()


LINKS = [
    (
        "a base element",
        '<base href="https://bao.example/goc/"><a href="a.html">a</a>',
        "https://bao.example/goc/a.html",
    ),
    ("a stray end of the page before the list", "</html><body></body></html><a href='a.html'>a</a>", PAGE + "a.html"),
    ("white space in the URL", '<a href=" \n a.html ">a</a>', PAGE + "a.html"),
    ("dots in the path", '<a href="../x/./a.html">a</a>', "https://bao.example/x/a.html"),
    ("no scheme", '<a href="//bao.example/a.html">a</a>', "https://bao.example/a.html"),
    ("an upper case tag", '<A HREF="a.html">a</A>', PAGE + "a.html"),
]


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in LINKS], ids=[case[0] for case in LINKS])
def test_links_as_pages_write_them(html: str, expected: str) -> None:
    assert read_html(html.encode(), PAGE).links == (expected,)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('<a href="/tin-mới.html">x</a>'.encode(), "text/html; charset=utf-8"),
        ('<meta charset="utf-8"><a href="/tin-mới.html">x</a>'.encode(), None),
        ('\ufeff<a href="/tin-mới.html">x</a>'.encode(), None),
        ('<a href="/tin-mới.html">x</a>'.encode("utf-16"), None),
    ],
    ids=["header", "meta", "byte order mark", "utf-16"],
)
def test_letters_in_links_are_read_in_the_encoding_of_the_page(body: bytes, content_type: str | None) -> None:
    assert read_html(body, PAGE, content_type).links == ("https://bao.example/tin-m%E1%BB%9Bi.html",)


@pytest.mark.parametrize("body", [b"", b"   ", b"\0\0\0", b"\x89PNG\r\n\x1a\n\0\0", b"{}", b"<!-- -->"])
def test_what_cannot_be_parsed_has_no_links(body: bytes) -> None:
    assert read_html(body, PAGE).links == ()


FEEDS = [
    ('<link rel="alternate" type="application/rss+xml" href="/f">', ["/f"]),
    ('<link rel="alternate" type="application/atom+xml; charset=utf-8" href="/f">', ["/f"]),
    ('<link rel="ALTERNATE home" type="Application/RSS+XML" href="/f">', ["/f"]),
    ('<link rel="alternate" hreflang="en" href="/en/">', []),
    ('<link rel="stylesheet" type="text/css" href="/a.css">', []),
    ('<a href="/rss/cate/thoi-su/">x</a>', ["/rss/cate/thoi-su/"]),
    ('<a href="/bg/rss/kinh-te.rss">x</a>', ["/bg/rss/kinh-te.rss"]),
    ('<a href="/rss">x</a>', ["/rss"]),
    ('<a href="/rss.html">x</a>', ["/rss.html"]),
    ('<a href="/rss/tin-noi-bat.html">x</a>', []),
    ('<a href="/feed/">x</a>', ["/feed/"]),
    ('<a href="/atom.xml">x</a>', ["/atom.xml"]),
    ('<a href="/rssi-manh-bat-thuong-123.html">x</a>', []),
    ('<a href="/tin-cross-feed-1.html">x</a>', []),
]


@pytest.mark.parametrize(("html", "paths"), FEEDS)
def test_feeds_that_a_page_names(html: str, paths: list[str]) -> None:
    assert read_html(html.encode(), PAGE).feeds == tuple(f"https://bao.example{path}" for path in paths)


def test_sitemaps_that_a_page_names() -> None:
    html = b'<link rel="sitemap" type="application/xml" href="/map.xml">'
    assert read_html(html, PAGE).sitemaps == ("https://bao.example/map.xml",)


NEXT = [
    ("a link to the next page", '<a href="/tiep" rel="next">Sau</a>', "/tiep"),
    ("a link element", '<link rel="next" href="/xa-hoi/p2"><a rel="next" href="/khac">x</a>', "/xa-hoi/p2"),
    ("page numbers", '<a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=3">3</a>', "/xa-hoi/?p=2"),
    ("a base element does not change which page this is",
     '<base href="https://bao.example/"><a href="/xa-hoi/trang-2.html">2</a>', "/xa-hoi/trang-2.html"),
    ("nothing", '<a href="/bai-viet-123.html">x</a>', None),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in NEXT], ids=[case[0] for case in NEXT])
def test_the_next_page(html: str, expected: str | None) -> None:
    assert read_html(html.encode(), PAGE).next_page == (f"https://bao.example{expected}" if expected else None)


@pytest.mark.parametrize(
    ("here", "link"),
    [
        # the shapes of the provincial press
        ("/chinh-tri/trong-tinh/", "/chinh-tri/trong-tinh/trang-2.html"),
        ("/chinh-tri/trong-tinh/trang-43.html", "/chinh-tri/trong-tinh/trang-44.html"),
        ("/thoi-su/", "/thoi-su/?p=2"),
        ("/thoi-su/?p=2&d=", "/thoi-su/?p=3&d="),
        ("/thoi-su/", "/thoi-su/?p=2&d="),
        ("/tin-tuc", "/tin-tuc?page=2"),
        ("/tin-tuc?page=9", "/tin-tuc?page=10"),
        # and of others
        ("/", "/page/2/"),
        ("/", "/trang-2.html"),
        ("/index.html", "/?page=2"),
        ("/tin/page/2", "/tin/page/3"),
        ("/tin.html", "/tin/trang-2.html"),
        ("/tin.html", "/tin-p2.html"),
        ("/tin.htm", "/tin/p2"),
        ("/tin.htm", "/tin/p2.htm"),
        ("/tin/trang2/", "/tin/trang3/"),
        ("/list.aspx?cat=5", "/list.aspx?cat=5&page=2"),
        ("/list.aspx?cat=5&page=2", "/list.aspx?page=3&cat=5"),
        ("/list.aspx?page=2&size=20", "/list.aspx?page=3&size=20"),
        ("/Tin-Tuc/trang-2.html", "/tin-tuc/trang-3.html"),
        ("/tin/?paged=2", "/tin/?paged=3"),
        ("/tin/Page-2", "/tin/Page-3"),
    ],
)  # fmt: skip
def test_the_listing_page_after_this_one(here: str, link: str) -> None:
    others = ["/", "/tin-khac/trang-2.html", "/tin-khac/?p=2", "/bai-viet-so-2.html", "/2024/03/", "/tin/5.html"]
    links = [f"https://bao.example{path}" for path in (*others, link)]
    assert following(f"https://bao.example{here}", links) == f"https://bao.example{link}"


@pytest.mark.parametrize(
    ("here", "link"),
    [
        ("/xa-hoi/", "/xa-hoi/2024/03/"),
        ("/xa-hoi/2024/1", "/xa-hoi/2024/2"),
        ("/xa-hoi/", "/xa-hoi/mua-gat-2.html"),
        ("/bai-viet-100001.html", "/bai-viet-100002.html"),
        ("/xa-hoi/", "/xa-hoi/giai-trang-2.html"),
        ("/xa-hoi/", "/xa-hoi/y-te/trang-2.html"),
        ("/xa-hoi/", "/xa-hoi-2/trang-2.html"),
        ("/", "/xa-hoi/trang-2.html"),
        ("/xa-hoi/", "/xa-hoi/?size=2"),
        ("/xa-hoi/?page=1&size=20", "/xa-hoi/?page=2&size=50"),
        ("/xa-hoi/?cat=5", "/xa-hoi/?cat=7&page=2"),
        ("/xa-hoi/", "/xa-hoi/?cat=7&page=2"),
        ("/xa-hoi/?page=2", "/xa-hoi/?page=4"),
        ("/xa-hoi/?page=2", "/xa-hoi/?page=1"),
        ("/xa-hoi/trang-2.html", "/kinh-te/trang-3.html"),
        ("/xa-hoi/?ngay=05-03-2024", "/xa-hoi/?ngay=06-03-2024"),
        ("/xa-hoi/", "/xa-hoi/?page=20240305"),
        ("/xa-hoi/", "https://khac.example/xa-hoi/?page=2"),
    ],
)
def test_no_listing_page_after_this_one(here: str, link: str) -> None:
    link = link if "://" in link else f"https://bao.example{link}"
    assert following(f"https://bao.example{here}", [link]) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/xa-hoi/", True),
        ("/thoi-su/trong-tinh", True),
        ("/chuyen-muc/kinh-te.html", True),
        ("/", False),
        ("/xa-hoi/?page=2", False),
        ("/bao-in.pdf", False),
        ("/a/b/c/d/", False),
        ("/ba-con-thon-khe-lanh-gat-xong-vu-mua-123456.html", False),
        ("/" + "a" * 41, False),
    ],
)
def test_what_may_be_a_section(url: str, expected: bool) -> None:
    home = "https://bao.example/"
    assert looks_like_section(f"https://bao.example{url}", home) is expected


def test_a_page_of_elements_without_an_end_keeps_its_links() -> None:
    links = '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><a href="/a-1.html">Một</a>'
    listing = read_html(f"<html><body>{links}{'<div><font>' * 50_000}</body></html>".encode(), "https://bao.example/")
    assert listing.links == ("https://bao.example/a-1.html",)
    assert listing.feeds == ("https://bao.example/rss.xml",)
