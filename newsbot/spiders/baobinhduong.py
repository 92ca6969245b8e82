"""Báo Bình Dương."""

from newsbot.cms import content_fck
from newsbot.site import FROM_HOME, Feed


class BaoBinhDuong(content_fck.ContentFck):
    """The variant with `#contentNews .singular-content`; goes on at its own URL."""

    name = "baobinhduong"
    publisher = "Báo Bình Dương"
    province = "TP. Hồ Chí Minh"
    former_provinces = ("Bình Dương",)
    domains = ("baobinhduong.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    facts = "N48,T,L70,CC"
