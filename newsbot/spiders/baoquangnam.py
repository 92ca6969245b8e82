"""Báo Quảng Nam."""

from newsbot.cms import archived
from newsbot.site import Feed, Site


class BaoQuangNam(Site):
    """`/<headline>-<7 digits>.html`, until about 2022 `/<section>/<headline>-<6 digits>.html`."""

    name = "baoquangnam"
    publisher = "Báo Quảng Nam"
    province = "Đà Nẵng"
    former_provinces = ("Quảng Nam",)
    domains = ("baoquangnam.vn",)
    cms = "baoquangnam"
    successor = "baodanang"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d{6,7})\.html$",)
    layouts = (archived.QUANGNAM,)
    unverified = ("successor",)
    facts = "D,W26"
