"""Báo Đồng Tháp."""

from newsbot.cms import archived, content_fck
from newsbot.site import FROM_HOME, Feed


class BaoDongThap(content_fck.ContentFck):
    """The variant with `#contentNews .singular-content`."""

    name = "baodongthap"
    publisher = "Báo Đồng Tháp"
    province = "Đồng Tháp"
    former_provinces = ("Đồng Tháp",)
    domains = ("baodongthap.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    layouts = (*content_fck.LAYOUTS, archived.DONGTHAP)
    facts = "D,T,L,L70"
