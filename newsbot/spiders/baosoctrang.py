"""Báo Sóc Trăng."""

from newsbot.cms import archived, page_info
from newsbot.site import doubtful, sections


class BaoSocTrang(page_info.PageInfo):
    """On the page_info portal in 2024, before with the text element of Báo Bạc Liêu."""

    name = "baosoctrang"
    publisher = "Báo Sóc Trăng"
    province = "Cần Thơ"
    former_provinces = ("Sóc Trăng",)
    domains = ("baosoctrang.org.vn",)
    successor = "baocantho"
    sources = (*doubtful(*sections("/suc-khoe-va-doi-song/", "/van-hoa-the-thao-du-lich/")),)
    layouts = (*page_info.LAYOUTS, archived.NEWSCONTENT)
    unverified = ("successor",)
    facts = "D,L70,W26"
