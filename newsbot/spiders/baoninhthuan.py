"""Báo Ninh Thuận."""

from newsbot.cms import archived
from newsbot.site import Site


class BaoNinhThuan(Site):
    """`/<section>/49334p25c151/<headline>.htm`: number, page and section in one."""

    name = "baoninhthuan"
    publisher = "Báo Ninh Thuận"
    province = "Khánh Hòa"
    former_provinces = ("Ninh Thuận",)
    domains = ("www.baoninhthuan.com.vn",)
    cms = "baoninhthuan"
    successor = "baokhanhhoa"
    sources = ()
    article_paths = (r"^/[^/]+/(?P<number>\d+)p\d+c\d+/[^/]+\.htm$",)
    layouts = (archived.NINHTHUAN,)
    unverified = ("successor",)
    facts = "D,W26"
