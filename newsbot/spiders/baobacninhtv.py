"""Báo và Phát thanh, Truyền hình Bắc Ninh."""

from newsbot.cms import singletons
from newsbot.site import Site, named, sections


class BaoBacNinhTv(Site):
    """The joint site of the former papers of Bắc Giang and Bắc Ninh; not every URL has a number."""

    name = "baobacninhtv"
    publisher = "Báo và Phát thanh, Truyền hình Bắc Ninh"
    province = "Bắc Ninh"
    former_provinces = ("Bắc Giang", "Bắc Ninh")
    domains = ("baobacninhtv.vn", "en.baobacninhtv.vn")
    cms = "bbg"
    sources = named(
        *sections("/an-toan-giao-thong", "/bacgiang-van-hoa", "/chinh-tri"),
        *sections("/chinh-tri-bao-ve-nen-tang-tu-tuong-cua-dang", "/chinh-tri-nhan-su-moi"),
        *sections("/dat-va-nguoi-bac-ninh", "/doi-song", "/giao-duc", "/kinh-te", "/moi-nhat", "/mon-ngon"),
        *sections("/nhip-song-tre", "/nhip-song-tre-guong-mat", "/nhip-song-tre-thanh-nien-cong-nhan"),
        *sections("/phap-luat", "/phong-tuc-tap-quan", "/quoc-phong", "/suc-khoe", "/sukien", "/the-gioi"),
        *sections("/the-thao", "/the-thao-nhat-ky-sea-games-33", "/van-hoa-goc-cho-nguoi-yeu-tho"),
        *sections("/van-hoa-tac-gia-tac-pham", "/xa-hoi", "/xay-dung-dang"),
    )
    article_paths = (r"-(?P<number>postid\d+)\.bbg$", r"^/(?:[^/]+/)*(?:[^/-]+-){3,}[^/-]+\.bbg$")
    not_article_paths = (r"^/(?:multimedia|podcast|photo|videos|infographics|thong-tin-quang-cao|bando)(?:/|$)",)
    layouts = (singletons.BACNINH,)
    facts = "T,W26"
