"""Báo Điện Biên Phủ."""

from newsbot.cms import archived, singletons
from newsbot.site import Site


class BaoDienBienPhu(Site):
    """No number in its URLs: `/tin-bai/<section>/<headline>`; sections are `/tin-tuc/<section>`."""

    name = "baodienbienphu"
    publisher = "Báo Điện Biên Phủ"
    province = "Điện Biên"
    former_provinces = ("Điện Biên",)
    domains = ("baodienbienphu.vn", "baodienbienphu.info.vn", "baodienbienphu.com.vn")
    cms = "baodienbienphu"
    sources = ()
    no_sources = "its listings are rendered in the browser"
    article_paths = (r"^/tin-bai/[^/]+/[^/]+/?$", r"^/tin-tuc/[^/]+/(?P<number>\d+)/[^/]+/?$")
    layouts = (singletons.DIENBIEN, archived.DIENBIEN)
    unverified = ("domains",)
    facts = "D,N48,T,W26"
