"""Báo Lâm Đồng."""

from newsbot.cms import onecms, page_info, singletons
from newsbot.site import Feed, named, sections


class BaoLamDong(onecms.OneCms):
    """On OneCMS; until 2025 on the page_info portal: `/<section>/<YYYYMM>/<headline>-<number>/`."""

    name = "baolamdong"
    publisher = "Báo Lâm Đồng"
    province = "Lâm Đồng"
    former_provinces = ("Lâm Đồng",)
    domains = ("baolamdong.vn",)
    sources = named(
        *onecms.feeds("/chinh-sach", "/doi-song", "/kinh-te/nong-nghiep-nong-thon", "/phap-luat"),
        *onecms.feeds("/phap-luat/nhip-cau-ban-doc", "/thoi-su", "/thoi-su/thoi-su-lam-dong"),
        *onecms.feeds("/trang-dia-phuong"),
        *sections("/chinh-sach", "/chinh-tri", "/cong-nghe-chuyen-doi-so", "/doi-song", "/du-lich", "/kinh-te"),
        *sections("/phap-luat", "/quoc-phong-an-ninh", "/thoi-su", "/tin-tuc-24h", "/van-hoa-giai-tri"),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (onecms.ARTICLE_PATH, onecms.PRINT_PATH, page_info.OLD_ARTICLE_PATH, r"^/(?:[^/]+/)+\d{6}/[^/]+/?$")
    layouts = (*onecms.LAYOUTS, *page_info.LAYOUTS, singletons.LAMDONG)
    facts = "N48,T,W26"
