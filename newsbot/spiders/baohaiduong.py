"""Báo Hải Dương."""

from newsbot.cms import onecms
from newsbot.site import Feed


class BaoHaiDuong(onecms.OneCms):
    """On OneCMS before the merger."""

    name = "baohaiduong"
    publisher = "Báo Hải Dương"
    province = "Hải Phòng"
    former_provinces = ("Hải Dương",)
    domains = ("baohaiduong.vn",)
    successor = "baohaiphong"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    unverified = ("successor", "domains")
    facts = "F66"
