"""Who publishes a site: what its home page says, and the province that its name or host tells."""

from __future__ import annotations

import pytest

from newsbot.probe.publisher import class_name, find_province, find_publisher, site_name
from newsbot.site.provinces import PROVINCES
from newsbot.spiders import all_sites
from tests.probe.web import page


@pytest.mark.parametrize(
    ("head", "title", "name", "source"),
    [
        ('<meta property="og:site_name" content=" Báo  Lào Cai ">', "x", "Báo Lào Cai", "og:site_name"),
        ('<meta name="application-name" content="Báo Lào Cai">', "x", "Báo Lào Cai", "application-name"),
        ("", "Tin tức 24h | Báo Lào Cai - Tiếng nói của Đảng bộ", "Báo Lào Cai", "title"),
        ("", "Sài Gòn Giải Phóng - tin nhanh", "Sài Gòn Giải Phóng", "title"),
        ('<meta property="og:site_name" content="  ">', "", "baolaocai.vn", "host"),
        (
            '<meta property="og:site_name" content="' + "rất dài " * 40 + '">',
            "",
            ("rất dài " * 40)[:80].strip(),
            "og:site_name",
        ),
    ],
)
def test_the_name(head: str, title: str, name: str, source: str) -> None:
    found = find_publisher(page(title, "<p>x", head).encode(), "https://baolaocai.vn/")
    assert (found.name, found.source) == (name, source)


def test_a_home_page_without_anything_is_named_after_its_host() -> None:
    assert find_publisher(b"", "https://bao.example/").name == "bao.example"


@pytest.mark.parametrize(
    ("names", "former"),
    [
        (("Báo Lào Cai", "x.example"), "Lào Cai"),
        (("Báo điện tử", "baohoabinh.com.vn"), "Hòa Bình"),
        (("Báo Bà Rịa - Vũng Tàu", "x.vn"), "Bà Rịa - Vũng Tàu"),
        (("Huế ngày nay", "huengaynay.vn"), "Thừa Thiên Huế"),
        (("Báo Thừa Thiên Huế", "x.vn"), "Thừa Thiên Huế"),
        (("Sở Văn hóa TP. Hồ Chí Minh", "x.vn"), "TP. Hồ Chí Minh"),
        (("Báo Hà Nam và Nam Định", "x.vn"), None),
        (("Báo Tiền Phong", "tienphong.vn"), None),
        (("Hanamusic", "hanamusic.vn"), None),
        (("Le Monde", "lemonde.fr"), None),
    ],
)
def test_the_province(names: tuple[str, ...], former: str | None) -> None:
    assert find_province(names) == former


@pytest.mark.parametrize(
    "site", [site for site in all_sites().values() if not site.successor], ids=lambda site: site.name
)
def test_a_province_that_is_told_is_the_right_one(site: object) -> None:
    publisher, host = site.publisher, site.domains[0]  # type: ignore[attr-defined]
    former = find_province((publisher, host))
    assert former is None or former in next(one for one in PROVINCES if one.name == site.province).former  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("url", "publisher", "name"),
    [
        ("https://www.baolaocai.vn/", "x", "baolaocai"),
        ("https://m.baolaocai.vn/", "x", "baolaocai"),
        ("https://baolaocai.vn/", "x", "baolaocai"),
        ("https://dongkhoi.baovinhlong.vn/", "x", "dongkhoi"),
        ("https://24h.com.vn/", "x", "site_24h_com_vn"),
        ("https://tin-tuc.example/", "x", "tin_tuc"),
        ("http://127.0.0.1:8000/", "Báo Thượng Khê", "baothuongkhe"),
        ("http://localhost:8000/", "24", "site_localhost"),
    ],
)
def test_the_site_id(url: str, publisher: str, name: str) -> None:
    assert site_name(url, publisher) == name


@pytest.mark.parametrize(
    ("publisher", "made"),
    [("Báo Đắk Lắk", "BaoDakLak"), ("24 giờ", "Bao"), ("日本", "Bao"), ("x" * 50, "Bao")],
)
def test_the_class_name(publisher: str, made: str) -> None:
    assert class_name(publisher, "bao") == made
