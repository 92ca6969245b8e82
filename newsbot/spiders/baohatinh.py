"""Báo Hà Tĩnh."""

from newsbot.cms import archived, epi
from newsbot.site import Feed, named, sections


class BaoHaTinh(epi.Epi):
    """On ePi; in 2019 on the system of Báo Thanh Hóa."""

    name = "baohatinh"
    publisher = "Báo Hà Tĩnh"
    province = "Hà Tĩnh"
    former_provinces = ("Hà Tĩnh",)
    domains = ("baohatinh.vn",)
    sources = named(
        *sections("/chinh-tri/", "/cong-dong/", "/cong-nghe/", "/doi-song/", "/kinh-te/", "/phap-luat/"),
        *sections("/the-gioi/", "/the-thao/", "/van-hoa-giai-tri/", "/ve-ha-tinh/", "/xa-hoi/", "/xe/"),
    )
    probe = (epi.SITEMAP, epi.TEMPLATE_FEED, Feed("/rss/home.rss"), Feed("/rss/kinh-te.xml"))
    layouts = (*epi.LAYOUTS, archived.MAIN_DETAIL)
    facts = "D,N48,T,CC,real,W26"
