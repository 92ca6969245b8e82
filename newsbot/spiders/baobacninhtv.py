"""Báo và Phát thanh, Truyền hình Bắc Ninh."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class BaoBacNinhTv(Site):
    """The joint site of the former papers of Bắc Giang and Bắc Ninh."""

    name = "baobacninhtv"
    publisher = "Báo và Phát thanh, Truyền hình Bắc Ninh"
    province = "Bắc Ninh"
    former_provinces = ("Bắc Giang", "Bắc Ninh")
    domains = ("baobacninhtv.vn",)
    cms = "bbg"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"-(?P<number>postid\d+)\.bbg$",)
    layouts = (singletons.BACNINH,)
    facts = "T"
