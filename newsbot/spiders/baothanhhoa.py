"""Báo Thanh Hóa."""

from newsbot.cms import archived, singletons
from newsbot.site import FROM_HOME, Feed, Site


class BaoThanhHoa(Site):
    """Of its system only `div.article__sapo` is known."""

    name = "baothanhhoa"
    publisher = "Báo Thanh Hóa"
    province = "Thanh Hóa"
    former_provinces = ("Thanh Hóa",)
    domains = ("baothanhhoa.vn",)
    cms = "baothanhhoa"
    sources = ()
    no_sources = FROM_HOME
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d+)\.htm$",)
    layouts = (
        singletons.THANHHOA,
        archived.MAIN_DETAIL,
    )
    facts = "D,N48,T,CC"
