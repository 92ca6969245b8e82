"""Báo Lâm Đồng."""

from newsbot.cms import onecms, singletons
from newsbot.site import FROM_HOME, Feed


class BaoLamDong(onecms.OneCms):
    """Its URLs are those of OneCMS; older ones name the month: `/<section>/<YYYYMM>/<headline>/`."""

    name = "baolamdong"
    publisher = "Báo Lâm Đồng"
    province = "Lâm Đồng"
    former_provinces = ("Lâm Đồng",)
    domains = ("baolamdong.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    article_paths = (onecms.ARTICLE_PATH, onecms.PRINT_PATH, r"^/(?:[^/]+/)+\d{6}/[^/]+/?$")
    layouts = (*onecms.LAYOUTS, singletons.LAMDONG)
    unverified = ("cms",)
    facts = "N48,T"
