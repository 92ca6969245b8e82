"""Báo Phú Thọ."""

from newsbot.cms import archived, singletons
from newsbot.site import Feed, Site, named, sections


class BaoPhuTho(Site):
    """`/<headline>-<number>.htm`."""

    name = "baophutho"
    publisher = "Báo Phú Thọ"
    province = "Phú Thọ"
    former_provinces = ("Phú Thọ",)
    domains = ("baophutho.vn",)
    cms = "baophutho"
    sources = named(
        *sections("/chinh-tri", "/chuyen-doi-so", "/cong-dong", "/dan-toc-ton-giao", "/den-hung"),
        *sections("/du-lich-le-hoi", "/gia-ca-thi-truong", "/giai-tri", "/giao-duc", "/hoc-va-lam-theo-bac"),
        *sections("/khoa-hoc-cong-nghe", "/kinh-te", "/net-dep-doi-thuong", "/o-to-xe-may"),
        *sections("/ong-kinh-phong-vien", "/phong-su-ghi-chep", "/phong-vi-dat-to", "/phu-tho-24h"),
        *sections("/phutho24h", "/quoc-hoi-hoi-dong-nhan-dan", "/quoc-phong-an-ninh", "/quoc-te", "/the-thao"),
        *sections("/tin24h", "/toa-soan-ban-doc", "/van-hoa", "/van-hoa-xa-hoi", "/van-hoc-nghe-thuat"),
        *sections("/xa-hoi", "/xay-dung-dang", "/y-te"),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"-(?P<number>\d+)\.htm$",)
    layouts = (singletons.PHUTHO, archived.PHUTHO)
    facts = "D,N48,T,W26"
