"""Báo Hậu Giang."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class BaoHauGiang(Site):
    """Goes on at its own URL after the merger; sections are `/<section>.html`."""

    name = "baohaugiang"
    publisher = "Báo Hậu Giang"
    province = "Cần Thơ"
    former_provinces = ("Hậu Giang",)
    domains = ("baohaugiang.com.vn",)
    cms = "baohaugiang"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d+)\.html$",)
    layouts = (singletons.HAUGIANG,)
    facts = "L70,T"
