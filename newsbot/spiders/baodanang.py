"""Báo Đà Nẵng."""

from newsbot.cms import onecms, page_info
from newsbot.site import Feed, Sitemap, doubtful, named, sections


class BaoDaNang(onecms.OneCms):
    """On OneCMS since 2025, before on the page_info portal. Who crawls it says that it has no feeds: those are guesses."""

    name = "baodanang"
    publisher = "Báo Đà Nẵng"
    province = "Đà Nẵng"
    former_provinces = ("Đà Nẵng",)
    domains = ("baodanang.vn",)
    sources = (
        *sections("/tin-moi-nhat", "/chinh-tri", "/xa-hoi", "/du-lich", "/the-thao"),
        *named(Sitemap("/sitemap-news.xml")),
        *named(*sections("/co-hoi-dau-tu", "/doi-song", "/khoa-hoc-cong-nghe", "/kinh-te", "/nong-nghiep-nong-thon")),
        *named(*sections("/quoc-phong-an-ninh", "/su-kien-binh-luan", "/the-gioi", "/theo-buoc-chan-nguoi-quang")),
        *named(*sections("/toa-soan-ban-doc", "/van-hoa-van-nghe")),
        *doubtful(Sitemap("/sitemap.xml")),
    )
    probe = (Feed("/rss"), Feed("/rss/home.rss"))
    article_paths = (onecms.ARTICLE_PATH, onecms.PRINT_PATH, page_info.OLD_ARTICLE_PATH)
    layouts = (*onecms.LAYOUTS, *page_info.LAYOUTS)
    facts = "N48,T,R,CC,W26"
