"""Báo Quảng Ninh."""

from newsbot.cms import mediatech
from newsbot.site import FROM_HOME, Feed


class BaoQuangNinh(mediatech.Mediatech):
    """On Mediatech's system."""

    name = "baoquangninh"
    publisher = "Báo Quảng Ninh"
    province = "Quảng Ninh"
    former_provinces = ("Quảng Ninh",)
    domains = ("baoquangninh.vn", "baoquangninh.com.vn")
    sources = ()
    no_sources = FROM_HOME
    probe = (mediatech.FEEDS, Feed("/rss/home.rss"), Feed("/rss/kinh-te.rss"))
    facts = "D,N48,T"
