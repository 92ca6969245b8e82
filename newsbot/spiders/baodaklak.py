"""Báo Đắk Lắk."""

from newsbot.cms import page_info
from newsbot.site import Feed, named, sections


class BaoDakLak(page_info.PageInfo):
    """Keeps the old articles of Báo Phú Yên on a host of their own."""

    name = "baodaklak"
    publisher = "Báo Đắk Lắk"
    province = "Đắk Lắk"
    former_provinces = ("Đắk Lắk",)
    domains = ("baodaklak.vn",)
    sources = named(
        *sections("/an-ninh-quoc-phong/", "/chinh-sach-xa-hoi/", "/chinh-tri/", pages="?paged={n}"),
        *sections("/du-lich/", "/giao-duc/", "/khoa-hoc-cong-nghe/", "/kinh-te/", pages="?paged={n}"),
        *sections("/moi-truong/", "/phap-luat/", "/phong-su-ky-su/", "/quoc-te/", pages="?paged={n}"),
        *sections("/the-thao/", "/thoi-su/", "/thong-tin-doanh-nghiep-tu-gioi-thieu/", pages="?paged={n}"),
        *sections("/trang-tin-dia-phuong/", "/van-de-ban-doc-quan-tam/", pages="?paged={n}"),
        *sections("/van-hoa-du-lich-van-hoc-nghe-thuat/", "/xa-hoi/", "/y-te-suc-khoe/", pages="?paged={n}"),
    )
    probe = (page_info.api("fb9e3a03798789de0179a1704dea238e"), Feed("/rss/home.rss"))
    facts = "D,T,W26"
