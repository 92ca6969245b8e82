"""Báo Hậu Giang."""

from newsbot.cms import singletons
from newsbot.site import Site, doubtful, sections


class BaoHauGiang(Site):
    """Goes on at its own URL after the merger; sections are `/<section>-<number>.html`."""

    name = "baohaugiang"
    publisher = "Báo Hậu Giang"
    province = "Cần Thơ"
    former_provinces = ("Hậu Giang",)
    domains = ("baohaugiang.com.vn",)
    cms = "baohaugiang"
    sources = (*doubtful(*sections("/thoi-su-215.html")),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d+)\.html$",)
    layouts = (singletons.HAUGIANG,)
    facts = "L70,T,W26"
