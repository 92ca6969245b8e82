"""Huế ngày nay."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class HueNgayNay(Site):
    """Formerly baothuathienhue.vn. Only common names of its system are known."""

    name = "huengaynay"
    publisher = "Huế ngày nay"
    province = "Huế"
    former_provinces = ("Thừa Thiên Huế",)
    domains = ("huengaynay.vn",)
    cms = "huengaynay"
    sources = ()
    no_sources = FROM_HOME
    layouts = (singletons.HUE,)
    facts = "T"
