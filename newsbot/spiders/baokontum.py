"""Báo Kon Tum."""

from newsbot.cms import page_info
from newsbot.site import Feed


class BaoKonTum(page_info.PageInfo):
    """Close to the page_info portal in 2019."""

    name = "baokontum"
    publisher = "Báo Kon Tum"
    province = "Quảng Ngãi"
    former_provinces = ("Kon Tum",)
    domains = ("baokontum.com.vn",)
    successor = "baoquangngai"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    unverified = ("successor", "cms")
    facts = "D"
