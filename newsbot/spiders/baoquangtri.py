"""Báo Quảng Trị."""

from newsbot.cms import page_info
from newsbot.site import named, sections


class BaoQuangTri(page_info.PageInfo):
    """On the page_info portal since 2025; before, `/<headline>-<number>.htm`."""

    name = "baoquangtri"
    publisher = "Báo Quảng Trị"
    province = "Quảng Trị"
    former_provinces = ("Quảng Trị",)
    domains = ("baoquangtri.vn",)
    sources = named(
        *sections("/chinh-tri/", "/dat-va-nguoi-quang-binh/", "/dat-va-nguoi-quang-tri/", "/du-lich/"),
        *sections("/giao-duc/", "/khoa-hoc-cong-nghe/", "/kinh-te/", "/moi-nong/", "/phap-luat/"),
        *sections("/phong-su-ky-su/", "/quoc-phong-an-ninh/", "/quoc-te/", "/suc-khoe/", "/the-thao/"),
        *sections("/thoi-su/", "/toa-soan-ban-doc/", "/van-hoa/", "/xa-hoi/"),
    )
    article_paths = (page_info.ARTICLE_PATH, r"^/[^/]+-(?P<number>\d+)\.htm$")
    not_article_paths = (*page_info.PageInfo.not_article_paths, r"^/thong-tin-quang-cao-tuyen-dung(?:/|$)")
    facts = "T,W26"
