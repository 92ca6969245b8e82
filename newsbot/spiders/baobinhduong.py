"""Báo Bình Dương."""

from newsbot.cms import content_fck
from newsbot.site import Feed, doubtful, named


class BaoBinhDuong(content_fck.ContentFck):
    """The variant with `#contentNews .singular-content`; goes on at its own URL."""

    name = "baobinhduong"
    publisher = "Báo Bình Dương"
    province = "TP. Hồ Chí Minh"
    former_provinces = ("Bình Dương",)
    domains = ("baobinhduong.vn", "baobinhduong.org.vn")
    sources = (
        *named(*content_fck.listings("/ban-doc", "/chinh-tri", "/du-lich", "/giao-duc", "/kinh-te", pages="?p={n}&d=")),
        *named(*content_fck.listings("/nhip-song-so", "/phan-tich", "/phap-luat", "/quoc-te", pages="?p={n}&d=")),
        *named(*content_fck.listings("/the-thao", "/toi-yeu-binh-duong", "/xa-hoi", "/y-te", pages="?p={n}&d=")),
        *doubtful(*content_fck.listings("/doanh-nghiep-doanh-nhan/", "/gia-dinh/", pages="?p={n}&d=")),
        *doubtful(*content_fck.listings("/ho-so-tu-lieu/", "/khoahoc-congnghe/", "/lao-dong/", pages="?p={n}&d=")),
        *doubtful(*content_fck.listings("/moi-truong/", "/oto-xemay/", "/quoc-phong-an-ninh/", pages="?p={n}&d=")),
        *doubtful(*content_fck.listings("/van-hoa-van-nghe/", "/yte/", pages="?p={n}&d=")),
    )
    probe = (Feed("/rss/home.rss"),)
    facts = "N48,T,L70,CC,W26"
