"""Báo Cần Thơ."""

from newsbot.cms import content_fck
from newsbot.site import Feed, sections


class BaoCanTho(content_fck.ContentFck):
    """The model of its family."""

    name = "baocantho"
    publisher = "Báo Cần Thơ"
    province = "Cần Thơ"
    former_provinces = ("Cần Thơ",)
    domains = ("baocantho.com.vn",)
    sources = (
        Feed("/rss/cate/thoi-su/"),
        Feed("/rss/subcate/can-tho/"),
        *sections(
            "/thoi-su/", "/chinh-tri/", "/kinh-te/", "/xa-hoi-phap-luat/", "/giao-duc/", pages=content_fck.LISTING_PAGE
        ),
        *sections(
            "/y-te/", "/van-hoa-giai-tri/", "/the-thao/", "/the-gioi/", "/du-lich/", pages=content_fck.LISTING_PAGE
        ),
        *sections("/cong-nghe/", "/quoc-phong-an-ninh/", "/bat-dong-san-do-thi/", pages=content_fck.LISTING_PAGE),
    )
    facts = "T,R,L70,real"
