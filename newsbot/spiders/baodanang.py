"""Báo Đà Nẵng."""

from newsbot.cms import onecms
from newsbot.site import sections


class BaoDaNang(onecms.OneCms):
    """On OneCMS; its pictures come from the key of Báo Quảng Nam, too."""

    name = "baodanang"
    publisher = "Báo Đà Nẵng"
    province = "Đà Nẵng"
    former_provinces = ("Đà Nẵng",)
    domains = ("baodanang.vn",)
    sources = sections("/tin-moi-nhat", "/chinh-tri", "/xa-hoi", "/du-lich", "/the-thao")
    facts = "N48,T,R,CC"
