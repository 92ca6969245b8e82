"""Báo Trà Vinh."""

from newsbot.cms import content_fck
from newsbot.site import Feed


class BaoTraVinh(content_fck.ContentFck):
    """Its articles are kept on a host of Báo Vĩnh Long."""

    name = "baotravinh"
    publisher = "Báo Trà Vinh"
    province = "Vĩnh Long"
    former_provinces = ("Trà Vinh",)
    domains = ("travinh.baovinhlong.vn", "baotravinh.vn")
    successor = "baovinhlong"
    frozen_at = "travinh.baovinhlong.vn"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    facts = "L70,T"
