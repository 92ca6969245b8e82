"""Báo Quảng Ngãi."""

from newsbot.cms import page_info, singletons
from newsbot.site import Feed, Site, named, sections


class BaoQuangNgai(Site):
    """A script puts the text into the page; until 2023 on the page_info portal."""

    name = "baoquangngai"
    publisher = "Báo Quảng Ngãi"
    province = "Quảng Ngãi"
    former_provinces = ("Quảng Ngãi",)
    domains = ("baoquangngai.vn",)
    cms = "baoquangngai"
    sources = named(
        *sections("/chinh-tri", "/chuyen-de-chuyen-sau", "/doi-song", "/du-lich"),
        *sections("/hoat-dong-cua-lanh-dao-tinh", "/khoa-hoc-cong-nghe", "/kinh-te", "/nhin-ra-tinh-ban"),
        *sections("/phap-luat", "/phong-su", "/phong-van-doi-thoai", "/quang-ngai-que-minh", "/quoc-te"),
        *sections("/the-thao", "/thoi-su", "/thong-tin-can-biet", "/van-hoa-nghe-thuat", "/xa-hoi"),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d+)\.htm$", page_info.OLD_ARTICLE_PATH)
    layouts = (singletons.QUANGNGAI, *page_info.LAYOUTS)
    facts = "D,N48,T,W26"
