"""The site files: every province has its paper or the paper's successor, and what a file says holds together."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsbot import extract
from newsbot.article import Article
from newsbot.cms import LAYOUTS
from newsbot.normalize.urls import is_loopback
from newsbot.site import FROM_HOME, Site
from newsbot.site.provinces import CODES, PROVINCES
from newsbot.spiders import all_sites, broken_sites, site_files, site_of

ROOT = Path(__file__).parent.parent.parent
SITES = [site for name, site in all_sites().items() if site_files()[name].bundled]
every_site = pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)

# Resolution 202/2025/QH15 of the National Assembly, article 1: what each province of 1 July 2025 is made of.
RESOLUTION = """
Hà Nội; Cao Bằng; Điện Biên; Lai Châu; Sơn La; Lạng Sơn; Quảng Ninh; Thanh Hóa; Nghệ An; Hà Tĩnh; Huế < Thừa Thiên Huế;
Tuyên Quang < Tuyên Quang, Hà Giang; Lào Cai < Lào Cai, Yên Bái; Thái Nguyên < Thái Nguyên, Bắc Kạn;
Phú Thọ < Phú Thọ, Vĩnh Phúc, Hòa Bình; Bắc Ninh < Bắc Ninh, Bắc Giang; Hưng Yên < Hưng Yên, Thái Bình;
Hải Phòng < Hải Phòng, Hải Dương; Ninh Bình < Ninh Bình, Hà Nam, Nam Định; Quảng Trị < Quảng Trị, Quảng Bình;
Đà Nẵng < Đà Nẵng, Quảng Nam; Quảng Ngãi < Quảng Ngãi, Kon Tum; Gia Lai < Gia Lai, Bình Định;
Khánh Hòa < Khánh Hòa, Ninh Thuận; Lâm Đồng < Lâm Đồng, Đắk Nông, Bình Thuận; Đắk Lắk < Đắk Lắk, Phú Yên;
TP. Hồ Chí Minh < TP. Hồ Chí Minh, Bình Dương, Bà Rịa - Vũng Tàu; Đồng Nai < Đồng Nai, Bình Phước;
Tây Ninh < Tây Ninh, Long An; Cần Thơ < Cần Thơ, Sóc Trăng, Hậu Giang; Vĩnh Long < Vĩnh Long, Bến Tre, Trà Vinh;
Đồng Tháp < Đồng Tháp, Tiền Giang; Cà Mau < Cà Mau, Bạc Liêu; An Giang < An Giang, Kiên Giang
"""
JOINED = {
    name.strip(): tuple(part.strip() for part in (parts or name).split(","))
    for name, _, parts in (row.partition("<") for row in RESOLUTION.split(";"))
}
FORMER = {former: name for name, parts in JOINED.items() for former in parts}


def test_the_provinces_are_those_of_the_resolution() -> None:
    assert {province.name: set(province.former) for province in PROVINCES} == {
        name: set(parts) for name, parts in JOINED.items()
    }
    assert (len(JOINED), len(FORMER)) == (34, 63)
    assert list(CODES.values()) == sorted(set(CODES.values()))


@pytest.mark.parametrize("former", FORMER)
def test_every_former_province_has_its_paper(former: str) -> None:
    papers = [site for site in SITES if former in site.former_provinces]
    assert papers
    assert all(site.province == FORMER[former] for site in papers)
    assert all(site.heir is None or site.heir.province == FORMER[former] for site in papers)


# Every former province with its paper and, after ">", the site on which its articles live on; after "?" that is from memory.
LINEAGE = """
Hà Nội: hanoimoi; TP. Hồ Chí Minh: sggp; Hải Phòng: baohaiphong; Đà Nẵng: baodanang; Cần Thơ: baocantho;
Thừa Thiên Huế: baothuathienhue > huengaynay; An Giang: baoangiang; Bà Rịa - Vũng Tàu: baobariavungtau ? sggp;
Bắc Giang: baobacgiang > baobacninhtv; Bắc Kạn: baobackan > baothainguyen; Bạc Liêu: baobaclieu ? baocamau;
Bắc Ninh: baobacninh > baobacninhtv; Bến Tre: baodongkhoi > baovinhlong; Bình Định: baobinhdinh ? baogialai;
Bình Dương: baobinhduong; Bình Phước: baobinhphuoc ? baodongnai; Bình Thuận: baobinhthuan ? baolamdong;
Cà Mau: baocamau; Cao Bằng: baocaobang; Đắk Lắk: baodaklak; Đắk Nông: baodaknong ? baolamdong;
Điện Biên: baodienbienphu; Đồng Nai: baodongnai; Đồng Tháp: baodongthap; Gia Lai: baogialai;
Hà Giang: baohagiang ? baotuyenquang; Hà Nam: baohanam ? baoninhbinh; Hà Tĩnh: baohatinh;
Hải Dương: baohaiduong ? baohaiphong; Hậu Giang: baohaugiang; Hòa Bình: baohoabinh ? baophutho;
Hưng Yên: baohungyen; Khánh Hòa: baokhanhhoa; Kiên Giang: baokiengiang ? baoangiang;
Kon Tum: baokontum ? baoquangngai; Lai Châu: baolaichau; Lâm Đồng: baolamdong; Lạng Sơn: baolangson;
Lào Cai: baolaocai; Long An: baolongan ? baotayninh; Nam Định: baonamdinh ? baoninhbinh; Nghệ An: baonghean;
Ninh Bình: baoninhbinh; Ninh Thuận: baoninhthuan ? baokhanhhoa; Phú Thọ: baophutho;
Phú Yên: baophuyen > baodaklak; Quảng Bình: baoquangbinh ? baoquangtri; Quảng Nam: baoquangnam ? baodanang;
Quảng Ngãi: baoquangngai; Quảng Ninh: baoquangninh; Quảng Trị: baoquangtri; Sóc Trăng: baosoctrang ? baocantho;
Sơn La: baosonla; Tây Ninh: baotayninh; Thái Bình: baothaibinh ? baohungyen; Thái Nguyên: baothainguyen;
Thanh Hóa: baothanhhoa; Tiền Giang: baoapbac ? baodongthap; Trà Vinh: baotravinh > baovinhlong;
Tuyên Quang: baotuyenquang; Vĩnh Long: baovinhlong; Vĩnh Phúc: baovinhphuc ? baophutho;
Yên Bái: baoyenbai > baolaocai
"""
LINES = dict((part.strip() for part in row.split(":")) for row in LINEAGE.split(";"))


def test_the_table_of_lineage_has_every_former_province() -> None:
    assert LINES.keys() == FORMER.keys()


@pytest.mark.parametrize(("former", "line"), LINES.items())
def test_a_former_province_resolves_to_a_site_or_its_successor(former: str, line: str) -> None:
    name, *rest = line.split()
    site = all_sites()[name]
    assert former in site.former_provinces
    assert [*filter(None, [site.successor])] == rest[1:]
    assert ("successor" in site.unverified) == ("?" in rest)
    last = site.heir or site
    assert last.successor is None
    assert last.province == FORMER[former]


@pytest.mark.parametrize("province", JOINED)
def test_every_province_has_a_paper_that_goes_on(province: str) -> None:
    assert any(site.province == province and site.successor is None for site in SITES)


@every_site
def test_a_site_file_is_complete(site: Site) -> None:
    assert site.province in CODES
    assert site.former_provinces
    assert site.publisher
    assert site.facts
    assert site.sources or site.no_sources or site.successor, "neither a source nor a reason why there is none"
    assert not (site.sources and site.no_sources)
    assert all(hasattr(Site, key) or key in Site.__annotations__ for key in site.unverified)
    assert all(getattr(site, key) for key in site.unverified)
    own = {layout.name for layout in site.layouts} - {layout.name for layout in LAYOUTS}
    assert all(name.partition("-")[0] == site.name for name in own), "a layout of the site's own is called after it"
    assert not {*site.probe} & {*site.sources}, "a guess among the sources"
    assert type(site).__doc__


@every_site
def test_a_site_file_fits_a_screen(site: Site) -> None:
    module = sys.modules[type(site).__module__]
    assert module.__file__
    lines = Path(module.__file__).read_text(encoding="utf-8").splitlines()
    attributes = lines[lines.index(f'    name = "{site.name}"') :]
    assert len(attributes) <= 20


@every_site
def test_a_site_is_named_after_its_domain(site: Site) -> None:
    if is_loopback(site.home):
        return  # a site that is tried on this machine has no name yet
    labels = {label for host in site.hosts for label in host.split(".")}
    assert site.name in labels


@every_site
def test_hosts_are_host_names(site: Site) -> None:
    for host in site.hosts:
        assert urlsplit(f"https://{host}/").hostname == host
        assert "." in host.strip("0123456789.") or is_loopback(site.home)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_site_that_is_tried_on_this_machine_passes(host: str) -> None:
    attributes = {
        "name": "baovidu", "publisher": "Báo", "province": "Tuyên Quang", "domains": (host,), "port": 8800, "cms": "unknown",
        "sources": (), "scheme": "http",
    }  # fmt: skip
    site: Site = type("BaoViDu", (Site,), attributes)()
    assert site.hosts == (host,)
    test_hosts_are_host_names(site)
    test_a_site_is_named_after_its_domain(site)


def test_every_site_file_can_be_used() -> None:
    assert broken_sites() == {}


def test_no_two_sites_claim_a_host() -> None:
    claims = Counter(host for site in SITES for host in site.hosts)
    assert [host for host, count in claims.items() if count > 1] == []


@every_site
def test_lineage_ends(site: Site) -> None:
    line = [site]
    while line[-1].heir is not None:
        assert line[-1].name in line[-1].heir.predecessors
        line.append(line[-1].heir)
        assert line[-1] not in line[:-1], "a circle"
    assert line[-1].successor is None
    assert site.frozen_at is None or (site.frozen_at == site.domains[0] and site.successor)


@every_site
def test_sources_are_no_articles(site: Site) -> None:
    for source in (*site.sources, *site.probe):
        assert not site.is_article(site.url(source.path))


@every_site
def test_what_a_site_says_of_itself_is_plain(site: Site) -> None:
    told = site.describe()
    assert json.loads(json.dumps(told)) == told
    assert told["province_code"] == CODES[site.province]
    assert (told["successor"] is None) == (site.heir is None)
    assert bool(told["no_sources"]) == (not site.sources and site.successor is None)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("baotuyenquang.com.vn", "baotuyenquang"),
        ("m.baotuyenquang.com.vn", "baotuyenquang"),
        ("www.baolaocai.vn", "baolaocai"),
        ("sggp.org.vn", "sggp"),
        ("www.hanoimoi.com.vn", "hanoimoi"),
        ("www.baohaiphong.com.vn", "baohaiphong"),
        ("baoyenbai.com.vn", "baoyenbai"),
        ("bbk.baothainguyen.vn", "baobackan"),
        ("www.baobackan.org.vn", "baobackan"),
        ("baothainguyen.vn", "baothainguyen"),
        ("phuyen.baodaklak.vn", "baophuyen"),
        ("baophuyen.vn", "baophuyen"),
        ("dongkhoi.baovinhlong.vn", "baodongkhoi"),
        ("travinh.baovinhlong.vn", "baotravinh"),
        ("huengaynay.vn", "huengaynay"),
        ("baobacgiang.com.vn", "baobacgiang"),
        ("baobacninhtv.vn", "baobacninhtv"),
    ],
)
def test_a_site_is_found_by_any_of_its_hosts(host: str, name: str) -> None:
    site = site_of(f"http://{host}/x.html")
    assert site is not None
    assert site.name == name


@pytest.mark.parametrize("url", ["https://media.baolaocai.vn/", "https://baolaocai.vn.evil.vn/", "baolaocai.vn", ""])
def test_a_host_that_is_not_listed_is_of_no_site(url: str) -> None:
    assert site_of(url) is None


@pytest.mark.parametrize(
    ("former", "heir"),
    [
        ("baoyenbai", "baolaocai"),
        ("baobackan", "baothainguyen"),
        ("baophuyen", "baodaklak"),
        ("baodongkhoi", "baovinhlong"),
        ("baotravinh", "baovinhlong"),
        ("baobacgiang", "baobacninhtv"),
        ("baobacninh", "baobacninhtv"),
        ("baothuathienhue", "huengaynay"),
    ],
)
def test_lineage_that_is_on_record(former: str, heir: str) -> None:
    site = all_sites()[former]
    assert site.successor == heir
    assert "successor" not in site.unverified


ARTICLES = [
    ("https://baolaocai.vn/c-dim-v-th-ca-18-tnh-th-nh-min-bc-trong-din-d-xut-s-p-nhp-post408463.html", "post408463"),
    ("https://www.baohatinh.vn/gat-lua-mua-post287654.html", "post287654"),
    ("https://baogialai.com.vn/gat-lua-mua-post287654.html", "post287654"),
    ("https://www.sggp.org.vn/gat-lua-mua-post812345.html", "post812345"),
    ("https://bbk.baothainguyen.vn/gat-lua-mua-post71234.html", "post71234"),
    ("https://www.baobackan.org.vn/channel/1121/201905/gat-lua-mua-5634567/", "5634567"),
    ("https://baonghean.vn/gat-lua-mua-10287654.html", "10287654"),
    ("https://baonghean.vn/gat-lua-mua-post287654.html", "post287654"),
    ("https://baonghean.vn/the-thao/201709/gat-lua-mua-2844076/", "2844076"),
    (
        "https://baodanang.vn/hon-3-75-ty-dong-ho-tro-bao-hiem-y-te-cho-dong-bao-dan-toc-thieu-so-3318952.html",
        "3318952",
    ),
    ("https://baohaiphong.vn/gat-lua-mua-472928.html", "472928"),
    ("https://hanoimoi.vn/gat-lua-mua-687654.html", "687654"),
    ("https://baolamdong.vn/gat-lua-mua-412345.html", "412345"),
    ("https://baolamdong.vn/kinh-te/202405/gat-lua-mua/", None),
    ("https://baocantho.com.vn/top-10-rau-cu-trai-cay-giau-chat-chong-oxy-hoa-a56315.html", "a56315"),
    ("https://baoangiang.com.vn/ly-do-khong-nen-ngoay-tai-thuong-xuyen-a367201.html", "a367201"),
    ("https://dongkhoi.baovinhlong.vn/da-n-ng-a25983.html", "a25983"),
    ("https://baodongkhoi.vn/ca-che-t-ha-ng-loa-t-ta-i-ho-tay-a26012.html", "a26012"),
    ("https://travinh.baovinhlong.vn/gat-lua-mua-a41234.html", "a41234"),
    ("https://baobinhduong.vn/gat-lua-mua-a341234.html", "a341234"),
    ("https://baodongthap.vn/gat-lua-mua-a131234.html", "a131234"),
    ("https://www.baotayninh.vn/gat-lua-mua-a171234.html", "a171234"),
    ("https://baotayninh.vn/gat-lua-mua-171234.html", "171234"),
    ("https://baotuyenquang.com.vn/rao-vat/202407/gat-lua-mua-e635eaf/", "e635eaf"),
    ("https://m.baotuyenquang.com.vn/banh-gai-chiem-hoa-vao-mua-179493.html", "179493"),
    ("https://baothainguyen.vn/xa-hoi/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://baodaklak.vn/xa-hoi/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://phuyen.baodaklak.vn/suc-khoe/202503/gat-lua-mua-0e96ae9/", "0e96ae9"),
    ("https://baophuyen.vn/95/112869/thieu-mau/", "112869"),
    ("https://baodongnai.com.vn/kinh-te/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://baokhanhhoa.vn/kinh-te/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://baoquangtri.vn/kinh-te/nong-nghiep/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://baovinhlong.com.vn/kinh-te/202510/gat-lua-mua-0a1b2c3/", "0a1b2c3"),
    ("https://baohungyen.vn/gat-lua-mua-3187654.html", "3187654"),
    ("https://baoquangninh.vn/gat-lua-mua-3387654.html", "3387654"),
    ("https://baocaobang.vn/gat-lua-mua-3181234.html", "3181234"),
    ("https://baocaobang.vn/Xa-hoi/Gat-lua-mua/52345.bcb", "52345.bcb"),
    ("https://baolangson.vn/hanh-trinh-hoi-nhap-bat-dau-tu-ren-luyen-5071654.html", "5071654"),
    ("https://baothaibinh.com.vn/tin-tuc/206/140540/gat-lua-mua", "140540"),
    ("https://www.baobinhphuoc.com.vn/news/505/137419/gat-lua-mua", "137419"),
    ("https://baobacninhtv.vn/gat-lua-mua-postid412345.bbg", "postid412345"),
    ("https://baobacgiang.com.vn/bg/xa-hoi/381234/gat-lua-mua.html", "381234"),
    ("https://baophutho.vn/xu-huong-doc-sach-hien-nay-157147.htm", "157147"),
    ("https://baothanhhoa.vn/gat-lua-mua-140397.htm", "140397"),
    ("https://baoquangngai.vn/kinh-te/gat-lua-mua-51234.htm", "51234"),
    ("https://baosonla.vn/kinh-te/gat-lua-mua-Xy12AbCdE.html", None),
    ("https://baolaichau.vn/kinh-te/gat-lua-mua-121234", "121234"),
    ("https://baodienbienphu.vn/tin-bai/kinh-te/gat-lua-mua", None),
    ("https://baoninhbinh.org.vn/gat-lua-mua-251012083015123.html", "251012083015123"),
    ("https://baohaugiang.com.vn/nong-nghiep/gat-lua-mua-141234.html", "141234"),
    ("https://www.baobaclieu.vn/kinh-te/gat-lua-mua-91234.html", "91234"),
    ("https://baohanam.com.vn/kinh-te/nong-nghiep/gat-lua-mua-91234.html", "91234"),
    ("https://baoquangnam.vn/gat-lua-mua-3141234.html", "3141234"),
    ("https://www.baoninhthuan.com.vn/news/49334p25c151/gat-lua-mua.htm", "49334"),
    ("https://baobinhdinh.vn/viewer.aspx?macm=12&macmp=14&mabb=212345", None),
]
"""URLs in the shapes of section 3 of the fact sheet, and real ones of it."""


@pytest.mark.parametrize(("url", "number"), ARTICLES)
def test_urls_of_articles(url: str, number: str | None) -> None:
    site = site_of(url)
    assert site is not None
    url = site.canonical(url)
    assert site.in_scope(url)
    assert site.is_article(url)
    assert site.article_number(url) == number


@pytest.mark.parametrize(
    "url",
    [
        "https://baolaocai.vn/kinh-te/",
        "https://hanoimoi.vn/mua-lu-event1234.html",
        "https://baodanang.vn/chinh-tri/nha-nuoc-va-cu-tri",
        "https://baocantho.com.vn/thoi-su/can-tho/",
        "https://baoangiang.com.vn/xh-tt/?p=2&d=",
        "https://baotuyenquang.com.vn/chinh-tri/trong-tinh/trang-43.html",
        "https://baotuyenquang.com.vn/multimedia/202503/gat-lua-mua-0a1b2c3/",
        "https://baodaklak.vn/kinh-te/",
        "https://baohungyen.vn/print/news/3187654",
        "https://baosonla.vn/kinh-te.html",
        "https://baohaugiang.com.vn/nong-nghiep.html",
        "https://baodienbienphu.vn/tin-tuc/kinh-te",
        "https://baolaichau.vn/kinh-te",
        "https://baophutho.vn/kinh-te",
        "https://baoninhbinh.org.vn/kinh-te",
        "https://baobacgiang.com.vn/bg/rss/xa-hoi.rss",
    ],
)
def test_urls_of_sections(url: str) -> None:
    site = site_of(url)
    assert site is not None
    assert not site.is_article(site.canonical(url))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://baolaocai.vn/gặt-lúa-post408463.html", "http://www.baolaocai.vn/gt-la-post408463.html"),
        ("https://baophuyen.vn/95/112869/thieu-mau/", "https://baophuyen.com.vn/82/112869/thiu-mu/"),
        ("https://dongkhoi.baovinhlong.vn/da-nang-a25983.html", "https://baodongkhoi.vn/da-n-ng-a25983.html"),
        ("https://hanoimoi.vn/gat-lua-687654.html", "https://hanoimoi.vn/print/687654.html"),
        ("https://baotayninh.vn/gat-lua-171234.html", "https://baotayninh.vn/version/mobile/gat-lua-171234.html"),
        ("https://baotayninh.vn/gat-lua-a171234.html", "https://www.baotayninh.vn/print/gat-lua-a171234.html"),
        ("https://baonghean.vn/gat-lua-post287654.html", "https://baonghean.vn/gat-lua-post287654.amp"),
        ("https://m.baotuyenquang.com.vn/gat-lua-179493.html", "https://baotuyenquang.com.vn/gat-lua-179493.html"),
    ],
)
def test_a_damaged_slug_or_a_changed_host_makes_no_second_article(one: str, other: str) -> None:
    site = site_of(one)
    assert site is site_of(other)
    assert site is not None
    assert site.article_id(site.canonical(one)) == site.article_id(site.canonical(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://baotayninh.vn/gat-lua-171234.html", "https://baotayninh.vn/mot-bai-khac-a171234.html"),
        ("https://baonghean.vn/gat-lua-287654.html", "https://baonghean.vn/mot-bai-khac-post287654.html"),
        ("https://baocaobang.vn/gat-lua-52345.html", "https://baocaobang.vn/Xa-hoi/Mot-bai-khac/52345.bcb"),
    ],
)
def test_numbers_of_two_systems_are_kept_apart(one: str, other: str) -> None:
    site = site_of(one)
    assert site is not None
    assert site.article_id(one) != site.article_id(other)


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("https://baolaocai.vn/gat-lua-post408463.html", True),
        ("https://baoyenbai.com.vn/gat-lua-mua-o-khe-lanh.html", True),
        ("https://baolaocai.vn/", False),
        ("https://baotuyenquang.com.vn/xa-hoi/202503/gat-lua-0a1b2c3/", False),
    ],
)
def test_a_record_tells_where_an_article_lives_on(claimed: str, kept: bool) -> None:
    url = "https://baoyenbai.com.vn/12/345678/gat-lua-mua-o-khe-lanh.aspx"
    article = all_sites()["baoyenbai"].identify(Article(url=url, canonical_url=claimed))
    assert article.site == "baoyenbai"
    assert article.canonical_url == (claimed if kept else None)


def test_a_page_of_an_old_host_is_a_record_of_its_site() -> None:
    page = (ROOT / "tests/fixtures/baotuyenquang/old-plain.html").read_bytes()
    article = extract(page, url="http://m.baotuyenquang.com.vn/mua-hat-de-o-lung-ang-171204.html")
    assert article is not None
    assert article.id == "baotuyenquang:171204"


def test_one_page_imports_its_own_site_and_the_heir_alone() -> None:
    code = (
        "import sys; from newsbot.spiders import site_of; site = site_of('https://www.baohagiang.vn/');"
        "print(site.name, site.heir.name, *sorted(m for m in sys.modules if m.startswith('newsbot.spiders.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "baohagiang",
        "baotuyenquang",
        "newsbot.spiders.baohagiang",
        "newsbot.spiders.baotuyenquang",
    ]


def test_scrapy_lists_every_site() -> None:
    scrapy = Path(sys.executable).parent / "scrapy"
    done = subprocess.run([scrapy, "list"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [site.name for site in SITES]


def test_what_is_on_record_of_the_sources() -> None:
    reasons = {site.no_sources for site in SITES if not site.sources and not site.successor}
    assert reasons == {FROM_HOME}


def test_an_empty_site_file_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "baorong.py").touch()
    code = (
        "import sys, newsbot.spiders as s; s.__path__.append(sys.argv[1]); "
        "print('baorong' in s.all_sites(), s.site_of('https://baolaocai.vn/').name)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "False baolaocai\n"), done.stderr
