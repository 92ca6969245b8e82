"""Báo Gia Lai."""

from newsbot.cms import epi
from newsbot.site import FROM_HOME, Feed


class BaoGiaLai(epi.Epi):
    """On ePi."""

    name = "baogialai"
    publisher = "Báo Gia Lai"
    province = "Gia Lai"
    former_provinces = ("Gia Lai",)
    domains = ("baogialai.com.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (epi.SITEMAP, epi.TEMPLATE_FEED, Feed("/rss/home.rss"))
    facts = "N48,T"
