"""Báo Gia Lai."""

from newsbot.cms import epi, page_info
from newsbot.site import Feed, named, sections


class BaoGiaLai(epi.Epi):
    """On ePi, before on the page_info portal."""

    name = "baogialai"
    publisher = "Báo Gia Lai"
    province = "Gia Lai"
    former_provinces = ("Gia Lai",)
    domains = ("baogialai.com.vn",)
    sources = named(
        *sections("/ban-doc/", "/ban-tin-the-gioi/", "/chinh-tri/", "/chuyen-dong-tre/"),
        *sections("/chuyen-nguoi-gia-lai/", "/diem-den-gia-lai-2022/", "/do-thi/", "/doi-song/", "/du-lich/"),
        *sections("/gia-lai-hom-nay/", "/gia-lai-moi-tuan-mot-diem-den/", "/giai-tri/", "/giao-duc/"),
        *sections("/khoa-hoc-cong-nghe/", "/kinh-te/", "/ma-ra-thon/", "/net-zero/", "/phap-luat/"),
        *sections("/phong-su-ky-su/", "/rung-bien-ket-noi/", "/song-tre-song-dep/", "/suc-khoe/"),
        *sections("/tennis-pickleball/", "/the-thao/", "/thi-truong-vang/", "/thoi-su-binh-luan/"),
        *sections("/thoi-su-quoc-te/", "/thoi-su-su-kien/", "/thoi-tiet/", "/tu-thien/", "/van-hoa/"),
        *sections("/xe-may-xe-o-to/", "/xoa-nha-tam-nha-dot-nat/"),
        *sections("/gia-ca-phe-hom-nay"),
    )
    probe = (epi.SITEMAP, epi.TEMPLATE_FEED, Feed("/rss/home.rss"))
    article_paths = (epi.ARTICLE_PATH, page_info.OLD_ARTICLE_PATH)
    layouts = (*epi.LAYOUTS, *page_info.LAYOUTS)
    facts = "N48,T,W26"
