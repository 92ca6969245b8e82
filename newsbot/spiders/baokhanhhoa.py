"""Báo Khánh Hòa."""

from newsbot.cms import archived, page_info
from newsbot.site import FROM_HOME, Feed


class BaoKhanhHoa(page_info.PageInfo):
    """Its headline is `h1.head_title`."""

    name = "baokhanhhoa"
    publisher = "Báo Khánh Hòa"
    province = "Khánh Hòa"
    former_provinces = ("Khánh Hòa",)
    domains = ("baokhanhhoa.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    layouts = (*page_info.LAYOUTS, archived.KHANHHOA)
    facts = "D,N48,T"
