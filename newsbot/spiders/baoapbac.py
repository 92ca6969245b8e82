"""Báo Ấp Bắc."""

from newsbot.cms import page_info
from newsbot.site import Feed, doubtful, sections


class BaoApBac(page_info.PageInfo):
    """Its headline is `h1#title`; its certificate was not sound when its feed was read."""

    name = "baoapbac"
    publisher = "Báo Ấp Bắc"
    province = "Đồng Tháp"
    former_provinces = ("Tiền Giang",)
    domains = ("baoapbac.vn",)
    successor = "baodongthap"
    sources = doubtful(
        Feed("/xa-hoi/index.rss"),
        *sections("/xa-hoi/"),
    )
    unverified = ("successor",)
    facts = "D,L70,W26"
