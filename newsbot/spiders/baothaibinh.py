"""Báo Thái Bình."""

from newsbot.cms import mediatech
from newsbot.site import Feed


class BaoThaiBinh(mediatech.Mediatech):
    """URLs were `/tin-tuc/206/140540/<headline>`."""

    name = "baothaibinh"
    publisher = "Báo Thái Bình"
    province = "Hưng Yên"
    former_provinces = ("Thái Bình",)
    domains = ("baothaibinh.com.vn",)
    successor = "baohungyen"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    article_paths = (mediatech.OLD_ARTICLE_PATH,)
    unverified = ("successor",)
    facts = "D,N48"
