"""Báo Đắk Lắk."""

from newsbot.cms import page_info
from newsbot.site import FROM_HOME, Feed


class BaoDakLak(page_info.PageInfo):
    """Keeps the old articles of Báo Phú Yên on a host of their own."""

    name = "baodaklak"
    publisher = "Báo Đắk Lắk"
    province = "Đắk Lắk"
    former_provinces = ("Đắk Lắk",)
    domains = ("baodaklak.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    facts = "D,T"
