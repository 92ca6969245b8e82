"""Báo và Phát thanh, Truyền hình Tuyên Quang."""

from newsbot.cms import page_info, tuyenquang
from newsbot.site import Feed, named, sections


class BaoTuyenQuang(page_info.PageInfo):
    """Two page generations: its own system until 2024, the page_info portal since (fact sheet section 2.4)."""

    name = "baotuyenquang"
    publisher = "Báo và Phát thanh, Truyền hình Tuyên Quang"
    province = "Tuyên Quang"
    former_provinces = ("Tuyên Quang",)
    domains = ("baotuyenquang.com.vn",)
    aliases = ("m.baotuyenquang.com.vn",)
    sources = (
        *sections("/thoi-su-chinh-tri/", "/kinh-te/", "/xa-hoi/", "/van-hoa/", "/an-ninh-quoc-phong/", "/goc-nhin/"),
        *sections("/khoa-hoc-cong-nghe/", "/quoc-te/", "/phap-luat/", "/the-thao-giai-tri/"),
        *named(*sections("/bao-ve-nen-tang-tu-tuong-cua-dang/", "/chuyen-muc-cai-cach-hanh-chinh/")),
        *named(*sections("/dai-hoi-dang-bo-cac-cap--nhiem-ky-2025-2030/", "/dang-trong-cuoc-song-hom-nay/")),
        *named(*sections("/hoc-tap-theo-bac/", "/thoi-su-chinh-tri/tin-tuc/", "/thong-tin-quang-ba/", "/tin-noi-bat/")),
        *named(*sections("/xa-luan-van-de-ky-nay/")),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH)
    layouts = (page_info.LAYOUT, tuyenquang.LAYOUT)
    facts = "D,T,W26"
