"""Báo Hải Phòng."""

from newsbot.cms import onecms
from newsbot.site import sections


class BaoHaiPhong(onecms.OneCms):
    """Moved from www.baohaiphong.com.vn/baohp, a Java system."""

    name = "baohaiphong"
    publisher = "Báo Hải Phòng"
    province = "Hải Phòng"
    former_provinces = ("Hải Phòng",)
    domains = ("baohaiphong.vn", "baohaiphong.com.vn")
    sources = sections("/chinh-tri", "/kinh-te", "/xa-hoi", "/du-lich", "/goc-nhin")
    facts = "D,T,R"
