"""Báo Bình Thuận."""

from newsbot.cms import archived, onecms
from newsbot.site import Feed, doubtful, sections


class BaoBinhThuan(onecms.OneCms):
    """On OneCMS at the end, on a system of its own in 2019."""

    name = "baobinhthuan"
    publisher = "Báo Bình Thuận"
    province = "Lâm Đồng"
    former_provinces = ("Bình Thuận",)
    domains = ("www.baobinhthuan.com.vn",)
    successor = "baolamdong"
    sources = (*doubtful(*sections("/tin-tuc-binh-thuan-moi-nhat")),)
    probe = (Feed("/rss/home.rss"),)
    layouts = (*onecms.LAYOUTS, archived.BINHTHUAN)
    unverified = ("successor",)
    facts = "D,W26"
