"""Báo Ninh Bình."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class BaoNinhBinh(Site):
    """Numbers of 15 digits: the moment of publication."""

    name = "baoninhbinh"
    publisher = "Báo Ninh Bình"
    province = "Ninh Bình"
    former_provinces = ("Ninh Bình",)
    domains = ("baoninhbinh.org.vn",)
    cms = "baoninhbinh"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"-(?P<number>\d{15})\.html$",)
    layouts = (singletons.NINHBINH,)
    facts = "T"
