"""Báo Ấp Bắc."""

from newsbot.cms import page_info


class BaoApBac(page_info.PageInfo):
    """Its headline is `h1#title`."""

    name = "baoapbac"
    publisher = "Báo Ấp Bắc"
    province = "Đồng Tháp"
    former_provinces = ("Tiền Giang",)
    domains = ("baoapbac.vn",)
    successor = "baodongthap"
    sources = ()
    unverified = ("successor",)
    facts = "D,L70"
