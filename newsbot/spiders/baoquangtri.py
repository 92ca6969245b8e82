"""Báo Quảng Trị."""

from newsbot.cms import page_info
from newsbot.site import FROM_HOME


class BaoQuangTri(page_info.PageInfo):
    """On the page_info portal."""

    name = "baoquangtri"
    publisher = "Báo Quảng Trị"
    province = "Quảng Trị"
    former_provinces = ("Quảng Trị",)
    domains = ("baoquangtri.vn",)
    sources = ()
    no_sources = FROM_HOME
    facts = "T"
