"""Báo Cao Bằng."""

from newsbot.cms import archived, mediatech
from newsbot.site import Api, Feed, named, sections

LISTINGS = tuple(
    Api(
        f"/list-post-by-category?page={{n}}&limit=12&category_id={category}&show_thumb=true&show_desc=true",
        rows="data[]",
        url="link",
    )
    for category in range(57, 68)
)
"""What the pages of its sections read, by the section's number."""


class BaoCaoBang(mediatech.Mediatech):
    """Old URLs are `/<Section>/<Headline>/<number>.bcb`; those of today were there in 2023 already."""

    name = "baocaobang"
    publisher = "Báo Cao Bằng"
    province = "Cao Bằng"
    former_provinces = ("Cao Bằng",)
    domains = ("baocaobang.vn",)
    sources = named(
        *LISTINGS,
        *sections("/Giao-duc", "/Khoa-hoc-Cong-nghe", "/Ky-Phong-su", "/Quoc-phong-An-ninh"),
        *sections("/Suc-khoe-Doi-song", "/The-gioi", "/Thoi-su", "/chinh-tri", "/kinh-te", "/the-thao"),
        *sections("/van-hoa", "/xa-hoi"),
    )
    probe = (mediatech.FEEDS, Feed("/rss/home.rss"))
    article_paths = (mediatech.ARTICLE_PATH, r"/(?P<number>\d+\.bcb)$")
    not_article_paths = (
        *mediatech.Mediatech.not_article_paths,
        r"^/(?:multimedia|search|tags|Truyenhinh-Internet)(?:/|$)",
    )
    layouts = (*mediatech.LAYOUTS, archived.CAOBANG)
    facts = "D,T,real,W26"
