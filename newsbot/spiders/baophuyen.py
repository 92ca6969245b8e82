"""Báo Phú Yên."""

from newsbot.cms import archived, page_info
from newsbot.site import Feed, sections


class BaoPhuYen(page_info.PageInfo):
    """Kept on a host of Báo Đắk Lắk; before, URLs were `/95/112869/<headline>/`."""

    name = "baophuyen"
    publisher = "Báo Phú Yên"
    province = "Đắk Lắk"
    former_provinces = ("Phú Yên",)
    domains = ("phuyen.baodaklak.vn", "baophuyen.vn", "baophuyen.com.vn")
    successor = "baodaklak"
    frozen_at = "phuyen.baodaklak.vn"
    sources = sections("/chinh-tri/", "/an-ninh-quoc-phong/", "/suc-khoe/", "/xay-dung-dang/")
    probe = (Feed("/rss/home.rss"),)
    article_paths = (page_info.ARTICLE_PATH, r"^/\d+/(?P<number>\d{1,6})/[^/]+/?$")
    layouts = (*page_info.LAYOUTS, archived.PHUYEN)
    facts = "D,R,W26"
