"""Báo Vĩnh Phúc."""

from newsbot.cms import archived
from newsbot.site import Site


class BaoVinhPhuc(Site):
    """A system of its own in 2019; nothing is known of a later one."""

    name = "baovinhphuc"
    publisher = "Báo Vĩnh Phúc"
    province = "Phú Thọ"
    former_provinces = ("Vĩnh Phúc",)
    domains = ("baovinhphuc.com.vn",)
    cms = "baovinhphuc"
    successor = "baophutho"
    sources = ()
    layouts = (archived.VINHPHUC,)
    unverified = ("successor",)
    facts = "D"
