"""Báo Hưng Yên."""

from newsbot.cms import mediatech
from newsbot.site import FROM_HOME, Feed


class BaoHungYen(mediatech.Mediatech):
    """On Mediatech's system."""

    name = "baohungyen"
    publisher = "Báo Hưng Yên"
    province = "Hưng Yên"
    former_provinces = ("Hưng Yên",)
    domains = ("baohungyen.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (mediatech.FEEDS, Feed("/rss/home.rss"))
    facts = "T"
