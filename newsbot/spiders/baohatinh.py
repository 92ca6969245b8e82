"""Báo Hà Tĩnh."""

from newsbot.cms import archived, epi
from newsbot.site import FROM_HOME, Feed


class BaoHaTinh(epi.Epi):
    """On ePi; in 2019 on the system of Báo Thanh Hóa."""

    name = "baohatinh"
    publisher = "Báo Hà Tĩnh"
    province = "Hà Tĩnh"
    former_provinces = ("Hà Tĩnh",)
    domains = ("baohatinh.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (epi.SITEMAP, epi.TEMPLATE_FEED, Feed("/rss/home.rss"))
    layouts = (*epi.LAYOUTS, archived.MAIN_DETAIL)
    facts = "D,N48,T,CC,real"
