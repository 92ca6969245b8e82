"""Báo Tây Ninh."""

from newsbot.cms import content_fck, mediatech
from newsbot.site import Feed, named, sections


class BaoTayNinh(mediatech.Mediatech):
    """Changed in 2026: until then URLs ended in `-a<number>.html`. Its page `/rss` lists the feeds."""

    name = "baotayninh"
    publisher = "Báo Tây Ninh"
    province = "Tây Ninh"
    former_provinces = ("Tây Ninh",)
    domains = ("baotayninh.vn",)
    sources = (
        mediatech.FEEDS,
        *named(*mediatech.feeds("du-lich", "van-de-su-kien", "van-hoa")),
        *named(*sections("/cong-nghe/", "/dia-phuong/", "/kinh-te/", "/phap-luat/", "/quoc-te/", "/su-kien/")),
        *named(*sections("/the-thao/", "/thoi-su-chinh-tri/", "/trong-tinh/", "/van-hoa-giai-tri/", "/xa-hoi/")),
        *named(*sections("/y-te-suc-khoe/")),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (mediatech.ARTICLE_PATH, content_fck.ARTICLE_PATH)
    views = (mediatech.MOBILE, content_fck.PRINT)
    layouts = (*mediatech.LAYOUTS, *content_fck.LAYOUTS)
    facts = "D,T,R,L70,W26"
