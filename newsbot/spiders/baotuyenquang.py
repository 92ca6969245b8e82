"""Báo và Phát thanh, Truyền hình Tuyên Quang."""

from newsbot.cms import page_info, tuyenquang
from newsbot.site import Section


class BaoTuyenQuang(page_info.PageInfo):
    """Two page generations: its own system until 2024, the page_info portal since (fact sheet section 2.4)."""

    name = "baotuyenquang"
    publisher = "Báo và Phát thanh, Truyền hình Tuyên Quang"
    province = "Tuyên Quang"
    domains = ("baotuyenquang.com.vn",)
    aliases = ("m.baotuyenquang.com.vn",)
    sources = (
        Section("/thoi-su-chinh-tri/"),
        Section("/kinh-te/"),
        Section("/xa-hoi/"),
        Section("/van-hoa/"),
        Section("/an-ninh-quoc-phong/"),
        Section("/khoa-hoc-cong-nghe/"),
        Section("/quoc-te/"),
        Section("/phap-luat/"),
        Section("/the-thao-giai-tri/"),
        Section("/goc-nhin/"),
    )
    article_paths = (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH)
    layouts = (page_info.LAYOUT, tuyenquang.LAYOUT)
