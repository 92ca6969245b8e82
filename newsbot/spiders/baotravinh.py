"""Báo Trà Vinh."""

from newsbot.cms import content_fck
from newsbot.site import Feed, named


class BaoTraVinh(content_fck.ContentFck):
    """Its articles are kept on a host of Báo Vĩnh Long, whose certificate is not sound."""

    name = "baotravinh"
    publisher = "Báo Trà Vinh"
    province = "Vĩnh Long"
    former_provinces = ("Trà Vinh",)
    domains = ("travinh.baovinhlong.vn", "baotravinh.vn")
    successor = "baovinhlong"
    frozen_at = "travinh.baovinhlong.vn"
    sources = named(
        *content_fck.listings("/an-ninh/", "/ban-doc/", "/chinh-tri/", "/khoa-giao/", "/kinh-te/"),
        *content_fck.listings("/phap-luat/", "/quoc-phong/", "/quoc-te/", "/the-thao/", "/thoi-su/"),
        *content_fck.listings("/van-hoa/", "/xa-hoi/"),
    )
    probe = (Feed("/rss/home.rss"),)
    verify_tls = False
    facts = "L70,T,W26"
