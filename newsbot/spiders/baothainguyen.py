"""Báo Thái Nguyên."""

from newsbot.cms import archived, page_info
from newsbot.site import FROM_HOME, Feed


class BaoThaiNguyen(page_info.PageInfo):
    """Lists its articles to its own pages by `api-public.baothainguyen.vn/v1/article?category_ids=&page=&limit=`."""

    name = "baothainguyen"
    publisher = "Báo Thái Nguyên"
    province = "Thái Nguyên"
    former_provinces = ("Thái Nguyên",)
    domains = ("baothainguyen.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    layouts = (*page_info.LAYOUTS, archived.THAINGUYEN)
    facts = "D,T"
