"""Báo Hà Nội Mới."""

from newsbot.cms import archived, onecms
from newsbot.site import named, sections


class HaNoiMoi(onecms.OneCms):
    """Moved from hanoimoi.com.vn and its own system. `/rss/kinh-te.rss` is an empty feed, `/rss/kinh-te` is not."""

    name = "hanoimoi"
    publisher = "Báo Hà Nội Mới"
    province = "Hà Nội"
    former_provinces = ("Hà Nội",)
    domains = ("hanoimoi.vn", "hanoimoi.com.vn")
    sources = (
        *onecms.feeds("/kinh-te"),
        *named(*onecms.feeds("/do-thi/giao-thong", "/do-thi/moi-truong", "/phap-luat", "/the-gioi", "/xa-hoi")),
        *named(*onecms.feeds("/y-te")),
        *named(*sections("/chinh-tri", "/do-thi", "/doi-song", "/du-lich", "/giao-duc", "/khoa-hoc-cong-nghe")),
        *named(*sections("/kinh-te", "/nong-nghiep-nong-thon", "/the-gioi", "/van-hoa", "/xa-hoi", "/y-te")),
    )
    layouts = (*onecms.LAYOUTS, archived.HANOI)
    facts = "D,T,R,W26"
