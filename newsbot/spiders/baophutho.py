"""Báo Phú Thọ."""

from newsbot.cms import archived, singletons
from newsbot.site import FROM_HOME, Feed, Site


class BaoPhuTho(Site):
    """`/<headline>-<number>.htm`."""

    name = "baophutho"
    publisher = "Báo Phú Thọ"
    province = "Phú Thọ"
    former_provinces = ("Phú Thọ",)
    domains = ("baophutho.vn",)
    cms = "baophutho"
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d+)\.htm$",)
    layouts = (singletons.PHUTHO, archived.PHUTHO)
    facts = "D,N48,T"
