"""Báo Quảng Bình."""

from newsbot.cms import page_info
from newsbot.site import doubtful, sections


class BaoQuangBinh(page_info.PageInfo):
    """On the page_info portal, as the paper that took it over."""

    name = "baoquangbinh"
    publisher = "Báo Quảng Bình"
    province = "Quảng Trị"
    former_provinces = ("Quảng Bình",)
    domains = ("www.baoquangbinh.vn",)
    successor = "baoquangtri"
    sources = (*doubtful(*sections("/chinh-tri/", "/kinh-te/")),)
    unverified = ("successor",)
    facts = "D,W26"
