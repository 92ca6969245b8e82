"""Báo Lạng Sơn."""

from newsbot.cms import archived, mediatech
from newsbot.site import FROM_HOME


class BaoLangSon(mediatech.Mediatech):
    """Script templates that nobody filled in stand in its texts; a public crawler met a refusal in its robots.txt."""

    name = "baolangson"
    publisher = "Báo Lạng Sơn"
    province = "Lạng Sơn"
    former_provinces = ("Lạng Sơn",)
    domains = ("baolangson.vn",)
    sources = ()
    no_sources = FROM_HOME
    probe = (mediatech.FEEDS,)
    layouts = (*mediatech.LAYOUTS, archived.LANGSON)
    facts = "D,T"
