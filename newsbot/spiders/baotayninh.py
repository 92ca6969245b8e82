"""Báo Tây Ninh."""

from newsbot.cms import content_fck, mediatech
from newsbot.site import Feed


class BaoTayNinh(mediatech.Mediatech):
    """Changed in 2026: until then URLs ended in `-a<number>.html`. Its page `/rss` lists the feeds."""

    name = "baotayninh"
    publisher = "Báo Tây Ninh"
    province = "Tây Ninh"
    former_provinces = ("Tây Ninh",)
    domains = ("baotayninh.vn",)
    sources = (mediatech.FEEDS,)
    probe = (Feed("/rss/home.rss"),)
    article_paths = (mediatech.ARTICLE_PATH, content_fck.ARTICLE_PATH)
    views = (mediatech.MOBILE, content_fck.PRINT)
    layouts = (*mediatech.LAYOUTS, *content_fck.LAYOUTS)
    facts = "D,T,R,L70"
