"""Báo Đồng Tháp."""

from newsbot.cms import archived, content_fck
from newsbot.site import Feed, named


class BaoDongThap(content_fck.ContentFck):
    """The variant with `#contentNews .singular-content`."""

    name = "baodongthap"
    publisher = "Báo Đồng Tháp"
    province = "Đồng Tháp"
    former_provinces = ("Đồng Tháp",)
    domains = ("baodongthap.vn",)
    sources = named(
        *content_fck.listings("/chinh-tri/", "/giao-duc/", "/khoa-hoc/", "/kinh-te/", "/phap-luat/"),
        *content_fck.listings("/quoc-te/", "/suc-khoe-y-te/", "/the-thao/", "/van-hoa-nghe-thuat/", "/xa-hoi/"),
    )
    probe = (Feed("/rss/home.rss"),)
    layouts = (*content_fck.LAYOUTS, archived.DONGTHAP)
    facts = "D,T,L,L70,W26"
