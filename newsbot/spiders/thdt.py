"""Đài Phát thanh và Truyền hình Đồng Tháp."""

from newsbot.cms import page_info
from newsbot.site import doubtful, sections


class Thdt(page_info.PageInfo):
    """The broadcaster of Đồng Tháp."""

    name = "thdt"
    publisher = "Đài Phát thanh và Truyền hình Đồng Tháp"
    province = "Đồng Tháp"
    former_provinces = ("Đồng Tháp",)
    domains = ("thdt.vn",)
    sources = (*doubtful(*sections("/tin-tuc")),)
    article_paths = (page_info.ARTICLE_PATH, r"^/tin-tuc/(?:[^/-]+-){3,}[^/]+/?$")
    facts = "R,TV,W26"
