"""Báo Vĩnh Long."""

from newsbot.cms import page_info
from newsbot.site import FROM_HOME


class BaoVinhLong(page_info.PageInfo):
    """Its text is in `.td-post-content`; keeps the papers of Bến Tre and Trà Vinh on hosts of baovinhlong.vn."""

    name = "baovinhlong"
    publisher = "Báo Vĩnh Long"
    province = "Vĩnh Long"
    former_provinces = ("Vĩnh Long",)
    domains = ("baovinhlong.com.vn",)
    sources = ()
    no_sources = FROM_HOME
    facts = "D,T,L70"
