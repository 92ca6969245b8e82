"""Báo Lai Châu."""

from newsbot.cms import archived, singletons
from newsbot.site import FROM_HOME, Feed, Site


class BaoLaiChau(Site):
    """`/<section>/<headline>-<number>`, without an ending."""

    name = "baolaichau"
    publisher = "Báo Lai Châu"
    province = "Lai Châu"
    former_provinces = ("Lai Châu",)
    domains = ("baolaichau.vn",)
    cms = "baolaichau"
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d{3,})/?$",)
    layouts = (singletons.LAICHAU, archived.LAICHAU)
    facts = "D,T"
