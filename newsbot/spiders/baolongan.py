"""Báo Long An."""

from newsbot.cms import content_fck
from newsbot.site import Feed, Sitemap, doubtful


class BaoLongAn(content_fck.ContentFck):
    """Its sitemap gave many articles the day of a migration, 27 January 2022, as last change; others have their own."""

    name = "baolongan"
    publisher = "Báo Long An"
    province = "Tây Ninh"
    former_provinces = ("Long An",)
    domains = ("baolongan.vn",)
    successor = "baotayninh"
    sources = (*doubtful(Feed("/rss")),)
    probe = (Sitemap("/sitemap.xml"), Feed("/rss/home.rss"))
    unverified = ("successor",)
    facts = "L70,T2,W26"
