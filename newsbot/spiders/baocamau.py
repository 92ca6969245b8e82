"""Báo Cà Mau."""

from newsbot.cms import archived, singletons
from newsbot.site import FROM_HOME, Site


class BaoCaMau(Site):
    """Of its system only `div.post-content` is known."""

    name = "baocamau"
    publisher = "Báo Cà Mau"
    province = "Cà Mau"
    former_provinces = ("Cà Mau",)
    domains = ("baocamau.vn", "baocamau.com.vn")
    cms = "baocamau"
    sources = ()
    no_sources = FROM_HOME
    layouts = (
        singletons.CAMAU,
        archived.NEWSCONTENT,
    )
    facts = "D,T,L70"
