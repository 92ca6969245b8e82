"""Báo Hà Giang."""

from newsbot.cms import page_info


class BaoHaGiang(page_info.PageInfo):
    """On the page_info portal, as the paper that took it over."""

    name = "baohagiang"
    publisher = "Báo Hà Giang"
    province = "Tuyên Quang"
    former_provinces = ("Hà Giang",)
    domains = ("baohagiang.vn",)
    successor = "baotuyenquang"
    sources = ()
    unverified = ("successor",)
    facts = "D"
