"""Báo Hải Phòng."""

from newsbot.cms import archived, onecms
from newsbot.site import Feed, sections


class BaoHaiPhong(onecms.OneCms):
    """Moved from www.baohaiphong.com.vn/baohp, a Java system."""

    name = "baohaiphong"
    publisher = "Báo Hải Phòng"
    province = "Hải Phòng"
    former_provinces = ("Hải Phòng",)
    domains = ("baohaiphong.vn", "baohaiphong.com.vn")
    sources = sections("/chinh-tri", "/kinh-te", "/xa-hoi", "/du-lich", "/goc-nhin")
    probe = (Feed("https://www.baohaiphong.com.vn/rss/home.rss"),)
    layouts = (*onecms.LAYOUTS, archived.HAIPHONG)
    facts = "D,T,R"
