"""Đài Phát thanh và Truyền hình Đồng Tháp."""

from newsbot.cms import page_info
from newsbot.site import FROM_HOME


class Thdt(page_info.PageInfo):
    """The broadcaster of Đồng Tháp."""

    name = "thdt"
    publisher = "Đài Phát thanh và Truyền hình Đồng Tháp"
    province = "Đồng Tháp"
    former_provinces = ("Đồng Tháp",)
    domains = ("thdt.vn",)
    sources = ()
    no_sources = FROM_HOME
    facts = "R,TV"
