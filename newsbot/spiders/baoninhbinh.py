"""Báo Ninh Bình."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class BaoNinhBinh(Site):
    """Numbers are the moment of publication: of 15 digits, until 2023 `/<headline>/d<17 digits>.htm`."""

    name = "baoninhbinh"
    publisher = "Báo Ninh Bình"
    province = "Ninh Bình"
    former_provinces = ("Ninh Bình",)
    domains = ("baoninhbinh.org.vn",)
    cms = "baoninhbinh"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"-(?P<number>\d{15})\.html$", r"/(?P<number>d\d{17})\.htm$")
    layouts = (singletons.NINHBINH,)
    facts = "T,W26"
