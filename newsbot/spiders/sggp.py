"""Sài Gòn Giải Phóng."""

from newsbot.cms import epi


class SaiGonGiaiPhong(epi.Epi):
    """Its index of sitemaps names one for every month."""

    name = "sggp"
    publisher = "Sài Gòn Giải Phóng"
    province = "TP. Hồ Chí Minh"
    former_provinces = ("TP. Hồ Chí Minh",)
    domains = ("www.sggp.org.vn",)
    sources = (epi.SITEMAP,)
    probe = (epi.TEMPLATE_FEED,)
    facts = "D,T,N48,L70"
