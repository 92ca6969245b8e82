"""Báo Vĩnh Long."""

from newsbot.cms import page_info
from newsbot.site import doubtful, named, sections

NAMED = named(
    *sections("/ban-doc/dien-dan/", "/ban-doc/hop-thu/", "/ban-doc/phan-hoi/", "/chinh-tri/"),
    *sections("/chinh-tri/dua-nghi-quyet-vao-cuoc-song/", "/chinh-tri/lam-theo-guong-bac/"),
    *sections("/chinh-tri/xay-dung-dang/", "/chuyen-tu-te/", "/khoa-hoc-cong-nghe/"),
    *sections("/kinh-te/cong-nghiep/", "/kinh-te/nong-nghiep/", "/kinh-te/thi-truong/"),
    *sections("/kinh-te/thuong-mai-dich-vu/", "/nhip-song-dong-bang/", "/phap-luat/"),
    *sections("/phap-luat/an-ninh-trat-tu/", "/phap-luat/chuyen-canh-giac/", "/phap-luat/toa-an/"),
    *sections("/phap-luat/tu-van/", "/phong-su-anh/", "/phong-su-ky-su/", "/quoc-te/phan-tich/"),
    *sections("/quoc-te/tin-tuc/", "/suc-khoe/", "/the-gioi-tre/", "/the-gioi-tre/hoat-dong-doan-hoi/"),
    *sections("/the-gioi-tre/nhip-song-online/", "/the-gioi-tre/thoi-trang/", "/the-thao/"),
    *sections("/thoi-su/thoi-su-goc-nhin/", "/thu-gian/", "/tieu-diem/", "/van-hoa-giai-tri/"),
    *sections("/van-hoa-giai-tri/phim-tren-thvl/", "/van-hoa-giai-tri/tac-gia-tac-pham/"),
    *sections("/van-hoa-giai-tri/tin-tuc-giai-tri/", "/xa-hoi/dia-chi-nhan-dao/", "/xa-hoi/du-lich/"),
    *sections("/xa-hoi/giao-duc-dao-tao/", "/xa-hoi/hon-nhan-gia-dinh/", "/xa-hoi/y-te/"),
)


class BaoVinhLong(page_info.PageInfo):
    """Its text is in `.td-post-content`; keeps the papers of Bến Tre and Trà Vinh on hosts of baovinhlong.vn."""

    name = "baovinhlong"
    publisher = "Báo Vĩnh Long"
    province = "Vĩnh Long"
    former_provinces = ("Vĩnh Long",)
    domains = ("baovinhlong.com.vn",)
    sources = (
        *NAMED,
        *doubtful(*sections("/kinh-te/", "/thoi-su/", "/tin-moi/", "/tin-noi-bat/", "/vinh-long-dat-nuoc-con-nguoi/")),
        *doubtful(*sections("/xa-hoi/")),
    )
    not_article_paths = (*page_info.PageInfo.not_article_paths, r"^/video/")
    facts = "D,T,L70,W26"
