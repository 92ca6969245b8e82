"""Báo An Giang."""

from newsbot.cms import content_fck
from newsbot.site import Feed, doubtful, named


class BaoAnGiang(content_fck.ContentFck):
    """Its listings go on at `?p=2&d=`."""

    name = "baoangiang"
    publisher = "Báo An Giang"
    province = "An Giang"
    former_provinces = ("An Giang",)
    domains = ("baoangiang.com.vn",)
    sources = (
        *content_fck.listings("/chinh-tri-xa-hoi/", "/kinh-te/", "/suc-khoe/", "/an-giang-24-gio/", pages="?p={n}&d="),
        *content_fck.listings("/xh-tt/", pages="?p={n}&d="),
        *named(*content_fck.listings("/cong-nghe/", "/du-lich/", "/giao-duc/", "/nhip-song-moi/", pages="?p={n}&d=")),
        *named(*content_fck.listings("/phap-luat/", "/quoc-te/", "/tam-nong/", "/the-thao/", pages="?p={n}&d=")),
        *named(*content_fck.listings("/thoi-trang/", "/van-hoa/", pages="?p={n}&d=")),
        *doubtful(Feed("/rss/kinh-te-xa-hoi.rss")),
    )
    probe = (Feed("/rss/home.rss"),)
    facts = "D,N48,R,L,L70,W26"
