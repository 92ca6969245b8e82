"""Báo Bình Phước."""

from newsbot.cms import archived, mediatech
from newsbot.site import Feed


class BaoBinhPhuoc(mediatech.Mediatech):
    """URLs were `/news/505/137419/<headline>`."""

    name = "baobinhphuoc"
    publisher = "Báo Bình Phước"
    province = "Đồng Nai"
    former_provinces = ("Bình Phước",)
    domains = ("www.baobinhphuoc.com.vn",)
    successor = "baodongnai"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    article_paths = (mediatech.OLD_ARTICLE_PATH,)
    layouts = (*mediatech.LAYOUTS, archived.BINHPHUOC)
    unverified = ("successor",)
    facts = "D,N48,L70,W26"
