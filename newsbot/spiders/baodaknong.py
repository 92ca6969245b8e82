"""Báo Đắk Nông."""

from newsbot.cms import archived, onecms
from newsbot.site import Feed


class BaoDakNong(onecms.OneCms):
    """On OneCMS before the merger."""

    name = "baodaknong"
    publisher = "Báo Đắk Nông"
    province = "Lâm Đồng"
    former_provinces = ("Đắk Nông",)
    domains = ("baodaknong.vn", "baodaknong.org.vn")
    successor = "baolamdong"
    sources = (Feed("/rss/video"),)
    unverified = ("successor",)
    layouts = (*onecms.LAYOUTS, archived.NEWSCONTENT)
    facts = "D"
