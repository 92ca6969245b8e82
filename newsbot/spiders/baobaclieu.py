"""Báo Bạc Liêu."""

from newsbot.cms import archived
from newsbot.site import Feed, Site, doubtful, sections


class BaoBacLieu(Site):
    """Said to lead to baocamau.vn now."""

    name = "baobaclieu"
    publisher = "Báo Bạc Liêu"
    province = "Cà Mau"
    former_provinces = ("Bạc Liêu",)
    domains = ("www.baobaclieu.vn",)
    cms = "newscontent"
    successor = "baocamau"
    sources = (*doubtful(*sections("/quoc-phong-an-ninh")),)
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d+)\.html$",)
    layouts = (archived.NEWSCONTENT,)
    unverified = ("successor",)
    facts = "D,N48,L70,W26"
