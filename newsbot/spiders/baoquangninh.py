"""Báo Quảng Ninh."""

from newsbot.cms import mediatech, page_info
from newsbot.site import Feed, named, sections

NAMED = named(
    mediatech.FEEDS,
    *mediatech.feeds("an-toan-giao-thong", "ban-doc", "bao-ve-moi-truong", "chinh-tri", "chuyen-doi-so"),
    *mediatech.feeds("cong-nghiep-ha-tang", "dat-va-nguoi-quang-ninh", "dich-vu-thuong-mai"),
    *mediatech.feeds("diem-den-bon-mua", "doi-song", "du-lich", "giao-duc", "hoc-lam-theo-bac"),
    *mediatech.feeds("khoa-hoc-cong-nghe", "kinh-te", "nhip-song-di-san", "nhip-song-tre"),
    *mediatech.feeds("nong-nghiep-nong-thon", "phap-luat", "phong-chong-tham-nhung", "phong-su"),
    *mediatech.feeds("quang-tay", "quoc-phong-toan-dan", "quoc-te", "so-ban-nganh-voi-cu-tri"),
    *mediatech.feeds("tam-long-nhan-ai", "than-khoang-san", "the-thao", "trai-nghiem-kham-pha"),
    *mediatech.feeds("van-hoa-nghe-thuat", "van-hoa-van-nghe", "xa-hoi", "xay-dung-dang"),
    *mediatech.feeds("xu-huong-du-lich", "xuc-tien-dau-tu", "y-te"),
    *sections("/ban-doc", "/chinh-tri", "/doi-song", "/du-lich", "/khoa-hoc-cong-nghe", "/kinh-te"),
    *sections("/phap-luat", "/quoc-te", "/the-thao", "/van-hoa", "/xa-hoi"),
)


class BaoQuangNinh(mediatech.Mediatech):
    """On Mediatech's system; before, URLs were those of the page_info portal."""

    name = "baoquangninh"
    publisher = "Báo Quảng Ninh"
    province = "Quảng Ninh"
    former_provinces = ("Quảng Ninh",)
    domains = ("baoquangninh.vn", "baoquangninh.com.vn")
    sources = NAMED
    probe = (Feed("/rss/home.rss"),)
    article_paths = (mediatech.ARTICLE_PATH, page_info.OLD_ARTICLE_PATH)
    layouts = (*mediatech.LAYOUTS, *page_info.LAYOUTS)
    facts = "D,N48,T,W26"
