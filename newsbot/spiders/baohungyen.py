"""Báo Hưng Yên."""

from newsbot.cms import mediatech, page_info
from newsbot.site import Feed, named, sections


class BaoHungYen(mediatech.Mediatech):
    """On Mediatech's system, until 2023 on the page_info portal."""

    name = "baohungyen"
    publisher = "Báo Hưng Yên"
    province = "Hưng Yên"
    former_provinces = ("Hưng Yên",)
    domains = ("baohungyen.vn",)
    sources = named(
        *sections("/Ban-doc", "/Chinh-tri", "/Giao-duc", "/Kinh-te", "/The-thao", "/Van-hoa", "/Xa-hoi"),
        *sections("/an-ninh-quoc-phong", "/bien-dao-Viet-Nam", "/dat-va-nguoi-hung-yen", "/doi-song"),
        *sections("/phap-luat-doi-song", "/quoc-te"),
    )
    probe = (mediatech.FEEDS, Feed("/rss/home.rss"))
    article_paths = (mediatech.ARTICLE_PATH, page_info.OLD_ARTICLE_PATH)
    layouts = (*mediatech.LAYOUTS, *page_info.LAYOUTS)
    facts = "T,W26"
