"""Báo Quảng Ngãi."""

from newsbot.cms import page_info, singletons
from newsbot.site import FROM_HOME, Feed, Site


class BaoQuangNgai(Site):
    """A script puts the text into the page."""

    name = "baoquangngai"
    publisher = "Báo Quảng Ngãi"
    province = "Quảng Ngãi"
    former_provinces = ("Quảng Ngãi",)
    domains = ("baoquangngai.vn",)
    cms = "baoquangngai"
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d+)\.htm$",)
    layouts = (singletons.QUANGNGAI, page_info.LAYOUT_2019)
    facts = "D,N48,T"
