"""Báo Hà Giang."""

from newsbot.cms import page_info
from newsbot.site import doubtful, sections


class BaoHaGiang(page_info.PageInfo):
    """On the page_info portal, as the paper that took it over."""

    name = "baohagiang"
    publisher = "Báo Hà Giang"
    province = "Tuyên Quang"
    former_provinces = ("Hà Giang",)
    domains = ("baohagiang.vn",)
    successor = "baotuyenquang"
    sources = (*doubtful(*sections("/van-hoa/", "/thong-tin-quang-ba/")),)
    article_paths = (page_info.ARTICLE_PATH, page_info.SHORT_ARTICLE_PATH)
    unverified = ("successor",)
    facts = "D,W26"
