"""Đài Phát thanh và Truyền hình Tuyên Quang."""

from newsbot.cms import page_info
from newsbot.site import FROM_HOME


class TuyenQuangTv(page_info.PageInfo):
    """The broadcaster of Tuyên Quang; one body with the paper since July 2025."""

    name = "tuyenquangtv"
    publisher = "Đài Phát thanh và Truyền hình Tuyên Quang"
    province = "Tuyên Quang"
    former_provinces = ("Tuyên Quang",)
    domains = ("tuyenquangtv.vn",)
    sources = ()
    no_sources = FROM_HOME
    facts = "P,TV"
