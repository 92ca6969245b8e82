"""Báo Nam Định."""

from newsbot.cms import page_info
from newsbot.site import Feed, doubtful, sections


class BaoNamDinh(page_info.PageInfo):
    """On the page_info portal."""

    name = "baonamdinh"
    publisher = "Báo Nam Định"
    province = "Ninh Bình"
    former_provinces = ("Nam Định",)
    domains = ("baonamdinh.vn", "baonamdinh.com.vn")
    successor = "baoninhbinh"
    sources = (*doubtful(*sections("/channel/5087/", "/channel/5091/")),)
    probe = (Feed("/rss/home.rss"),)
    unverified = ("successor", "domains")
    facts = "D,W26"
