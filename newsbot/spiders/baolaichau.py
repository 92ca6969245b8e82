"""Báo Lai Châu."""

from newsbot.cms import archived, singletons
from newsbot.site import Feed, Site, doubtful, sections


class BaoLaiChau(Site):
    """`/<section>/<headline>-<number>`, without an ending; eight digits at the end are a date of the headline."""

    name = "baolaichau"
    publisher = "Báo Lai Châu"
    province = "Lai Châu"
    former_provinces = ("Lai Châu",)
    domains = ("baolaichau.vn",)
    cms = "baolaichau"
    sources = (*doubtful(*sections("/chinh-tri")),)
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d{3,7})/?$", r"^/[^/]+/[^/]+-\d{8}/?$")
    layouts = (singletons.LAICHAU, archived.LAICHAU)
    facts = "D,T,W26"
