"""Huế ngày nay."""

from newsbot.cms import singletons
from newsbot.site import Site, doubtful, sections


class HueNgayNay(Site):
    """Formerly baothuathienhue.vn. Only common names of its system are known."""

    name = "huengaynay"
    publisher = "Huế ngày nay"
    province = "Huế"
    former_provinces = ("Thừa Thiên Huế",)
    domains = ("huengaynay.vn",)
    cms = "huengaynay"
    sources = (*doubtful(*sections("/du-lich")),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d+)\.html$",)
    layouts = (singletons.HUE,)
    facts = "T,W26"
