"""Báo Lạng Sơn."""

from newsbot.cms import archived, mediatech
from newsbot.site import named, sections


class BaoLangSon(mediatech.Mediatech):
    """Script templates that nobody filled in stand in its texts; a public crawler met a refusal in its robots.txt."""

    name = "baolangson"
    publisher = "Báo Lạng Sơn"
    province = "Lạng Sơn"
    former_provinces = ("Lạng Sơn",)
    domains = ("baolangson.vn",)
    sources = named(
        *sections("/chinh-tri", "/cong-nghe", "/du-lich", "/giai-tri", "/giao-duc", "/khoa-hoc-tin-hoc"),
        *sections("/kinh-te", "/nong-nghiep", "/phap-luat", "/quoc-te", "/the-thao", "/tieu-diem", "/van-hoa"),
        *sections("/xa-hoi"),
    )
    probe = (mediatech.FEEDS,)
    layouts = (*mediatech.LAYOUTS, archived.LANGSON)
    facts = "D,T,W26"
