"""Đài Phát thanh và Truyền hình Hải Phòng."""

from newsbot.cms import archived
from newsbot.site import FROM_HOME, Site


class Thhp(Site):
    """The broadcaster of Hải Phòng, as it was in 2019; nothing later is known."""

    name = "thhp"
    publisher = "Đài Phát thanh và Truyền hình Hải Phòng"
    province = "Hải Phòng"
    former_provinces = ("Hải Phòng",)
    domains = ("thhp.vn",)
    cms = "unknown"
    sources = ()
    no_sources = FROM_HOME
    layouts = (archived.HAIPHONG_TV,)
    facts = "D,TV"
