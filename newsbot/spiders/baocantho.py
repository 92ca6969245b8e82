"""Báo Cần Thơ."""

from newsbot.cms import content_fck
from newsbot.site import Feed, doubtful, named


class BaoCanTho(content_fck.ContentFck):
    """The model of its family: the number alone decides, any headline leads to its article."""

    name = "baocantho"
    publisher = "Báo Cần Thơ"
    province = "Cần Thơ"
    former_provinces = ("Cần Thơ",)
    domains = ("baocantho.com.vn",)
    sources = (
        Feed("/rss/cate/thoi-su/"),
        Feed("/rss/subcate/can-tho/"),
        *content_fck.listings("/thoi-su/", "/chinh-tri/", "/kinh-te/", "/xa-hoi-phap-luat/", "/giao-duc/", "/y-te/"),
        *content_fck.listings("/van-hoa-giai-tri/", "/the-thao/", "/the-gioi/", "/du-lich/", "/cong-nghe/"),
        *content_fck.listings("/quoc-phong-an-ninh/", "/bat-dong-san-do-thi/"),
        *named(*content_fck.listings("/chuyen-doi-so/")),
        *doubtful(Feed("/rss/the-gioi.rss")),
    )
    facts = "T,R,L70,real,W26"
