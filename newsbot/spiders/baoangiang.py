"""Báo An Giang."""

from newsbot.cms import content_fck
from newsbot.site import Feed


class BaoAnGiang(content_fck.ContentFck):
    """Its listings go on at `?p=2&d=`."""

    name = "baoangiang"
    publisher = "Báo An Giang"
    province = "An Giang"
    former_provinces = ("An Giang",)
    domains = ("baoangiang.com.vn",)
    sources = content_fck.listings(
        "/chinh-tri-xa-hoi/", "/kinh-te/", "/suc-khoe/", "/an-giang-24-gio/", "/xh-tt/", pages="?p={n}&d="
    )
    probe = (Feed("/rss/home.rss"),)
    facts = "D,N48,R,L,L70"
