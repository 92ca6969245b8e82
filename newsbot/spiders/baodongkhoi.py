"""Báo Đồng Khởi."""

from newsbot.cms import content_fck
from newsbot.site import named


class BaoDongKhoi(content_fck.ContentFck):
    """Its articles are kept on a host of Báo Vĩnh Long."""

    name = "baodongkhoi"
    publisher = "Báo Đồng Khởi"
    province = "Vĩnh Long"
    former_provinces = ("Bến Tre",)
    domains = ("dongkhoi.baovinhlong.vn", "baodongkhoi.vn")
    successor = "baovinhlong"
    frozen_at = "dongkhoi.baovinhlong.vn"
    sources = named(
        *content_fck.listings("/an-ninh/", "/ban-doc/", "/chinh-tri/", "/khoa-giao/", "/kinh-te/"),
        *content_fck.listings("/phap-luat/", "/quoc-phong/", "/quoc-te/", "/the-thao/", "/thoi-su/"),
        *content_fck.listings("/van-hoa/", "/xa-hoi/"),
    )
    facts = "D,T,W26"
