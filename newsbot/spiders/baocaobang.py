"""Báo Cao Bằng."""

from newsbot.cms import archived, mediatech
from newsbot.site import FROM_HOME, Feed


class BaoCaoBang(mediatech.Mediatech):
    """Until 2025 URLs were `/<Section>/<Headline>/<number>.bcb`."""

    name = "baocaobang"
    publisher = "Báo Cao Bằng"
    province = "Cao Bằng"
    former_provinces = ("Cao Bằng",)
    domains = ("baocaobang.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (mediatech.FEEDS, Feed("/rss/home.rss"))
    article_paths = (mediatech.ARTICLE_PATH, r"/(?P<number>\d+\.bcb)$")
    layouts = (*mediatech.LAYOUTS, archived.CAOBANG)
    facts = "D,T,real"
