"""One form for every way of writing the same URL, and what can be told from a URL alone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.text import has_usual_marks
from newsbot.normalize.urls import (
    NOT_A_PAGE,
    URL_MAX_CHARS,
    canonical,
    days,
    host,
    is_loopback,
    join,
    looks_like_article,
    repeats_itself,
)

MARKS = "\u0301\u0323\u0302" * 100_000
"""Combining marks that normalization puts in another order."""
CANONICAL = [
    ("scheme and host in lower case", "HTTPS://Bao.EXAMPLE/Tin", "https://bao.example/Tin"),
    ("no default port", "http://bao.example:80/tin", "http://bao.example/tin"),
    ("no default port of https", "https://bao.example:443/tin", "https://bao.example/tin"),
    ("another port stays", "http://bao.example:443/tin", "http://bao.example:443/tin"),
    ("an empty port", "http://bao.example:/tin", "http://bao.example/tin"),
    ("no dot after the host", "https://bao.example./tin", "https://bao.example/tin"),
    ("no fragment", "https://bao.example/tin#binh-luan", "https://bao.example/tin"),
    ("an empty path is the root", "https://bao.example", "https://bao.example/"),
    ("an empty path before a query", "https://bao.example?p=1", "https://bao.example/?p=1"),
    ("a slash at the end means something", "https://bao.example/tin/", "https://bao.example/tin/"),
    ("upper case in a path means something", "https://bao.example/Tin", "https://bao.example/Tin"),
    ("two slashes mean something", "https://bao.example//tin", "https://bao.example//tin"),
    ("escapes in upper case", "https://bao.example/%c3%a1", "https://bao.example/%C3%A1"),
    ("what need not be escaped is not", "https://bao.example/%7Etin%2Dmoi%41", "https://bao.example/~tin-moiA"),
    ("an escaped slash stays", "https://bao.example/a%2fb", "https://bao.example/a%2Fb"),
    ("letters are escaped", "https://bao.example/tin-mới", "https://bao.example/tin-m%E1%BB%9Bi"),
    ("a space is escaped", "https://bao.example/tin moi", "https://bao.example/tin%20moi"),
    ("a lone percent sign is escaped", "https://bao.example/100%", "https://bao.example/100%25"),
    ("a percent sign before other letters", "https://bao.example/100%zz?q=5%", "https://bao.example/100%25zz?q=5%25"),
    ("white space around it", "  https://bao.example/tin\n", "https://bao.example/tin"),
    ("a line break within it", "https://bao.example/ti\nn", "https://bao.example/tin"),
    ("dots", "https://bao.example/a/./b/../tin", "https://bao.example/a/tin"),
    ("dots above the root", "https://bao.example/../../tin", "https://bao.example/tin"),
    ("dots at the end", "https://bao.example/a/b/..", "https://bao.example/a/"),
    ("escaped dots", "https://bao.example/a/%2e%2E/tin", "https://bao.example/tin"),
    ("dots within a name", "https://bao.example/a..b/.tin", "https://bao.example/a..b/.tin"),
    ("tracking keys go", "https://bao.example/t?utm_source=f&id=5&fbclid=x", "https://bao.example/t?id=5"),
    ("only tracking keys", "https://bao.example/t?utm_source=f&gclid=x", "https://bao.example/t"),
    ("session keys go", "https://bao.example/t?PHPSESSID=ab12&sid=9", "https://bao.example/t"),
    ("a session in the path goes", "https://bao.example/t.html;jsessionid=AB12?p=2", "https://bao.example/t.html?p=2"),
    ("Java's session goes from any segment", "https://bao.example/xa-hoi;jsessionid=AB12/t", "https://bao.example/xa-hoi/t"),
    ("PHP's session as a segment goes", "https://bao.example/PHPSESSID=8f1c/xa-hoi/", "https://bao.example/xa-hoi/"),
    ("ASP.NET's session in the path goes", "https://bao.example/(S(4bd0x2))/t.aspx", "https://bao.example/t.aspx"),
    ("brackets that are no session stay", "https://bao.example/t-(anh)/", "https://bao.example/t-(anh)/"),
    ("keys of Zalo, Google and Facebook go", "https://bao.example/t?zarsrc=31&gidzl=a&srsltid=b&gad_source=1&fbclid=c",
     "https://bao.example/t"),
    ("empty pairs go", "https://bao.example/t?&a=1&&b=2&", "https://bao.example/t?a=1&b=2"),
    ("a question mark alone", "https://bao.example/t?", "https://bao.example/t"),
    ("the order of a query means something", "https://bao.example/t?b=1&a=2", "https://bao.example/t?b=1&a=2"),
    ("a key without a value", "https://bao.example/t?print", "https://bao.example/t?print"),
    ("a semicolon", "https://bao.example/t?a=1;b=2", "https://bao.example/t?a=1;b=2"),
    ("an escaped ampersand", "https://bao.example/t?q=a%26b", "https://bao.example/t?q=a%26b"),
    ("a plus sign", "https://bao.example/t?q=a+b", "https://bao.example/t?q=a+b"),
    ("a host of letters", "https://báo.example/", "https://xn--bo-mia.example/"),
    ("an IPv6 host", "http://[::1]:8080/tin", "http://[::1]:8080/tin"),
    ("backslashes are slashes", "https://bao.example\\@evil.example\\a?b\\c", "https://bao.example/@evil.example/a?b%5Cc"),
    ("no user name", "https://user:secret@bao.example/tin", "https://bao.example/tin"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), [case[1:] for case in CANONICAL], ids=[case[0] for case in CANONICAL])
def test_the_one_form_of_a_url(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "/tin", "bao.example/tin", "//bao.example/tin", "mailto:a@b.example", "javascript:alert(1)", "data:text/html,x",
     "ftp://bao.example/", "file:///etc/passwd", "http://", "http:///tin", "http://[::1/", "http://bao.example:99999/",
     "http://bao.example:port/", "http://bao..example/", "http://" + "a" * 64 + ".é.example/", "http://a b.example/",
     "http://./", "http://<b>/", "http://%00/"],
)  # fmt: skip
def test_what_is_no_web_url(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(url)


NASTY = st.text(
    alphabet=st.sampled_from([*"aZ9éạ%2fEe./;:?&=#@[]\\ \t\n\"'<>|^`{}+~_-*,$!()", "\x00", "\ud800", "💧"]), max_size=30
)
URLS = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["bao.example", "BÁO.example:80", "[::1]:9"]),
    NASTY,
)


@given(URLS)
def test_the_one_form_is_its_own_form(url: str) -> None:
    try:
        once = canonical(url)
    except ValueError:
        return
    assert canonical(once) == once
    assert once.isascii()
    assert not set(once) & set(' \t\n"<>#')


@given(st.text(max_size=40) | NASTY)
def test_a_link_is_a_url_or_none(href: str) -> None:
    found = join("https://bao.example/xa-hoi/", href)
    assert found is None or canonical(found) == found


HOSTS = st.sampled_from(
    ("bao.example", "BAO.example", "bao.example.", "báo.example", "127.0.0.1", "[::1]", "bao.example:8080")
)
REST = st.text(max_size=40) | NASTY | st.text(st.sampled_from("/\\.@:?#%2fA\u0301\n\t "), max_size=40)
REST = REST.filter(lambda text: has_usual_marks(text) and not re.search("[\ud800-\udfff]", text))


@given(st.sampled_from(("http", "HTTPS")), HOSTS, st.sampled_from("/?#\\"), REST)
def test_what_comes_after_the_host_leads_to_no_other(scheme: str, name: str, sign: str, rest: str) -> None:
    found = canonical(f"{scheme}://{name}{sign}{rest}")
    assert host(found) == host(canonical(f"http://{name}/"))
    assert found.startswith(f"{scheme.lower()}://")


@given(HOSTS, REST)
def test_a_link_below_a_page_stays_on_its_host(name: str, rest: str) -> None:
    found = join(f"https://{name}/xa-hoi/", f"./{rest}")
    assert host(found or "") == host(canonical(f"https://{name}/"))


@pytest.mark.parametrize(
    "url",
    [
        f"https://bao.example/{'a' * URL_MAX_CHARS}",
        f"https://bao.example/{'ờ' * (URL_MAX_CHARS // 2)}",
        f"https://bao{MARKS}.example/",
        f"https://bao.example/{MARKS}",
        f"https://{'bao.' * 100}example/",
        f"https://{'ờ.' * 100_000}example/",
    ],
    ids=["too long", "too long when escaped", "marks in the host", "marks in the path", "host", "host with letters"],
)
def test_work_over_a_url_is_bounded(url: str) -> None:
    """What no server takes is no URL, before anything is parsed: with the square of these lengths it would take minutes."""
    with pytest.raises(ValueError, match="not a"):
        canonical(url)
    assert join("https://bao.example/", url) is None
    assert join("https://bao.example/", url.partition(":")[2]) is None


def test_a_url_as_long_as_servers_take() -> None:
    url = "https://bao.example/".ljust(URL_MAX_CHARS, "a")
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("tin.html", "https://bao.example/xa-hoi/tin.html"),
        ("/tin.html", "https://bao.example/tin.html"),
        ("?p=2", "https://bao.example/xa-hoi/?p=2"),
        ("//m.bao.example/tin", "https://m.bao.example/tin"),
        ("HTTP://bao.example/tin", "http://bao.example/tin"),
        ("..", "https://bao.example/"),
        ("\\anh\\tin.html", "https://bao.example/anh/tin.html"),
        ("#muc", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:toa-soan@bao.example", None),
        ("zalo://x", None),
        ("http://[", None),
        ("https://bao.example:0x50/", None),
    ],
)
def test_a_link(href: str, expected: str | None) -> None:
    assert join("https://bao.example/xa-hoi/", href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://M.Bao.example:8/x", "m.bao.example"), ("/x", ""), ("http://[", ""), ("", ""), ("http://[::1]/", "::1")],
)
def test_the_host(url: str, expected: str) -> None:
    assert host(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8800/vn/", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]/", True),
        ("http://localhost:8800/", True),
        ("http://bao.localhost/", True),
        ("http://10.0.0.1/", False),
        ("http://0.0.0.0/", False),
        ("http://localhost.example/", False),
        ("http://127.0.0.1.example/", False),
        ("http://bao.example/127.0.0.1", False),
        ("", False),
    ],
)
def test_this_machine(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


ARTICLES = [
    # the shapes of the fact sheet, section 3
    "https://baolaocai.example/c-dim-v-th-ca-18-tnh-th-nh-min-bc-trong-din-d-xut-s-p-nhp-post408463.html",
    "https://bbk.example/hop-xa-post51234.html",
    "https://baocantho.example/nong-nghiep-chuyen-doi-linh-vuc-co-ng-a196670.html",
    "https://dongkhoi.example/da-n-ng-a25983.html",
    "https://baonghean.example/vai-tro-cua-nguoi-lam-vuon-10281234.html",
    "https://baotuyenquang.example/kinh-te/202503/gat-xong-vu-mua-0a1b2c3/",
    "https://baotuyenquang.example/banh-gai-chiem-hoa-vao-mua-179493.html",
    "https://baokhanhhoa.example/xa-hoi/202503/mo-rong-duong-ra-bien-1f2e3d4/",
    "https://baodaklak.example/kinh-te/202503/cay-ca-phe-vao-vu/",
    "https://baophutho.example/le-hoi-den-thang-tu-231245.htm",
    "https://baobacninhtv.example/khai-mac-le-hoi-postid412345.bbg",
    "https://baoninhbinh.example/khai-mac-tuan-le-du-lich-123456789012345.html",
    "https://baolaichau.example/kinh-te/nguoi-dan-trong-lua-tren-nui-1234567",
    "https://baodienbienphu.example/tin-bai/kinh-te/nguoi-dan-muong-nhe-trong-que",
    "https://baophapluat.example/khi-nguoi-dan-tin-vao-phap-luat.html",
    "https://baosonla.example/kinh-te/mua-man-hau-o-moc-chau-dWc8Rxn.html",
    "https://baobacgiang.example/bg/kinh-te/412345/vai-thieu-duoc-mua-duoc-gia.html",
    "https://baohanam.example/kinh-te/nong-nghiep/gat-lua-mua-som-98765.html",
    "https://baobinhphuoc.example/news/505/137419/nguoi-trong-dieu-lo-gia-giam",
    "https://baothaibinh.example/tin-tuc/206/140540/khai-mac-hoi-lim",
    "https://thanhnien.example/nguoi-dan-mien-trung-don-bao-185241005101010123.htm",
    "https://cand.example/doi-song/nguoi-linh-giu-rung-i745123/",
    "https://en.example/world/2024/03/05/rice-harvest-ends-early",
    "https://en.example/2024/03/rice-harvest-ends-early.html",
    "https://vi.example/tin-tức/bà-con-gặt-xong-vụ-mùa-sớm",
    "https://vi.example/tin/b%C3%A0-con-g%E1%BA%B7t-xong-v%E1%BB%A5-m%C3%B9a-s%E1%BB%9Bm",
]
NO_ARTICLES = [
    "https://bao.example/",
    "https://bao.example",
    "https://bao.example/kinh-te/",
    "https://bao.example/thoi-su-chinh-tri/",
    "https://bao.example/an-ninh-quoc-phong/",
    "https://bao.example/khoa-hoc-cong-nghe/",
    "https://bao.example/the-thao-giai-tri",
    "https://bao.example/thoi-su.html",
    "https://bao.example/thoi-su/trong-tinh.html",
    "https://bao.example/chinh-tri/trong-tinh/trang-43.html",
    "https://bao.example/tin-tuc/chinh-tri/",
    "https://bao.example/rss/cate/thoi-su/",
    "https://bao.example/truyen-hinh/",
    "https://bao.example/lien-he.html",
    "https://bao.example/2024/03/05/",
    "https://bao.example/2024/",
    "https://bao.example/chu-de/12345/",
    "https://bao.example/tag/lua-mua",
    "https://bao.example/nguoi-dan-trong-lua-tren-nui-1234567.jpg",
    "https://bao.example/media/images/2021/07/img_20210705101010.jpg",
    "https://bao.example/bao-in/so-bao-ngay-hom-nay-4127.pdf",
    "https://bao.example/page/2/",
    "https://bao.example/tim-kiem?q=nguoi+dan+trong+lua+tren+nui",
]  # fmt: skip


DAYS = [
    ("/2024/02/05/gat-lua/", "2024-02-05", "2024-02-05"),
    ("/tin/2024/2/5/gat-lua", "2024-02-05", "2024-02-05"),
    ("/2024/02/gat-lua.html", "2024-02-01", "2024-02-29"),
    ("/2024/12/gat-lua.html", "2024-12-01", "2024-12-31"),
]


@pytest.mark.parametrize(("path", "first", "last"), DAYS)
def test_the_days_that_a_path_names(path: str, first: str, last: str) -> None:
    assert days(f"https://bao.example{path}") == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "path", ["/", "/2024/13/a", "/2024/02/30/a", "/tin-2024/03/a", "/202403/a", "/1234/05/a", "/2024/3"]
)
def test_a_path_that_names_no_day(path: str) -> None:
    assert days(f"https://bao.example{path}") is None


@pytest.mark.parametrize("url", ARTICLES)
def test_a_url_like_those_of_articles(url: str) -> None:
    assert looks_like_article(url)


@pytest.mark.parametrize("url", NO_ARTICLES)
def test_a_url_unlike_those_of_articles(url: str) -> None:
    assert not looks_like_article(url)


@pytest.mark.parametrize("path", ["/a.PDF", "/a.jpeg", "/a.mp4", "/rss/home.rss", "/a.xml", "/a.m3u8"])
def test_files_that_are_no_page(path: str) -> None:
    assert NOT_A_PAGE.search(path)


@pytest.mark.parametrize("path", ["/a.html", "/a.htm", "/a.aspx", "/a.bbg", "/a.ldo", "/a", "/pdf", "/a.pdf.html"])
def test_files_that_are_pages(path: str) -> None:
    assert not NOT_A_PAGE.search(path)


@pytest.mark.parametrize(
    "path",
    ["/a/a/a/", "/a/a/a", "/tin/a/a/a/b.html", "/tin/xa/tin/xa/tin/xa/", "/a-1/a-1/a-1/", "/a/b/c/d/a/b/c/d/a/b/c/d/",
     "/" + "tin/" * 5_000],
)  # fmt: skip
def test_a_path_that_repeats_itself(path: str) -> None:
    assert repeats_itself(f"https://bao.example{path}")


@pytest.mark.parametrize(
    "path",
    ["/", "/a/a/", "/a/a/b/a/", "/2011/11/11/tin.html", "/11/11/11/", "/a/a/ab/", "/ba/a/a/", "/tin/xa/tin/xa/", "/?p=/a/a/a/",
     "/" + "/".join(f"muc-{n}" for n in range(500))],
)  # fmt: skip
def test_a_path_that_does_not(path: str) -> None:
    assert not repeats_itself(f"https://bao.example{path}")
