"""Báo Sóc Trăng."""

from newsbot.cms import archived
from newsbot.site import Site


class BaoSocTrang(Site):
    """The text element of Báo Bạc Liêu."""

    name = "baosoctrang"
    publisher = "Báo Sóc Trăng"
    province = "Cần Thơ"
    former_provinces = ("Sóc Trăng",)
    domains = ("baosoctrang.org.vn",)
    cms = "newscontent"
    successor = "baocantho"
    sources = ()
    layouts = (archived.NEWSCONTENT,)
    unverified = ("successor",)
    facts = "D,L70"
