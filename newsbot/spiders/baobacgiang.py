"""Báo Bắc Giang."""

from newsbot.cms import archived, singletons
from newsbot.site import Site, doubtful, sections


class BaoBacGiang(Site):
    """Became baobacninhtv.vn; until then `/bg/<section>/<number>/<headline>.html` and a feed for each section."""

    name = "baobacgiang"
    publisher = "Báo Bắc Giang"
    province = "Bắc Ninh"
    former_provinces = ("Bắc Giang",)
    domains = ("baobacgiang.com.vn", "baobacgiang.vn")
    cms = "bbg"
    successor = "baobacninhtv"
    sources = (*doubtful(*sections("/bg2/moi-nhat/")),)
    article_paths = (
        r"^/bg/(?:[^/]+/)+(?P<number>\d+)/[^/]+\.html$",
        r"-(?P<number>postid\d+)\.bbg$",
        r"^/(?:[^/]+/)*(?:[^/-]+-){3,}[^/-]+\.bbg$",
    )
    layouts = (singletons.BACNINH, archived.BACGIANG)
    facts = "D,T,real,W26"
