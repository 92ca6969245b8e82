"""Báo Hà Nội Mới."""

from newsbot.cms import archived, onecms
from newsbot.site import FROM_HOME, Feed


class HaNoiMoi(onecms.OneCms):
    """Moved from hanoimoi.com.vn and its own system."""

    name = "hanoimoi"
    publisher = "Báo Hà Nội Mới"
    province = "Hà Nội"
    former_provinces = ("Hà Nội",)
    domains = ("hanoimoi.vn", "hanoimoi.com.vn")
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/kinh-te.rss"),)
    layouts = (*onecms.LAYOUTS, archived.HANOI)
    facts = "D,T,R"
