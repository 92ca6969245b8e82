"""Báo Hải Phòng."""

from newsbot.cms import archived, onecms
from newsbot.site import Feed, doubtful, named, sections


class BaoHaiPhong(onecms.OneCms):
    """Moved from www.baohaiphong.com.vn/baohp, a Java system."""

    name = "baohaiphong"
    publisher = "Báo Hải Phòng"
    province = "Hải Phòng"
    former_provinces = ("Hải Phòng",)
    domains = ("baohaiphong.vn", "baohaiphong.com.vn")
    sources = (
        *sections("/chinh-tri", "/kinh-te", "/xa-hoi", "/du-lich", "/goc-nhin"),
        *named(*sections("/ban-doc", "/bat-dong-san", "/dat-va-nguoi-xu-dong", "/doi-song", "/khoa-hoc-giao-duc")),
        *named(*sections("/phap-luat", "/phap-luat/tin-tuc", "/quoc-te", "/su-kien-qua-anh", "/the-thao")),
        *named(*sections("/van-hoa-giai-tri", "/van-nghe", "/xe")),
        *doubtful(Feed("/rss/tin-moi-nhat.rss")),
    )
    probe = (Feed("https://www.baohaiphong.com.vn/rss/home.rss"),)
    layouts = (*onecms.LAYOUTS, archived.HAIPHONG)
    facts = "D,T,R,W26"
