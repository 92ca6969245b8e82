"""Báo Đồng Nai."""

from newsbot.cms import page_info
from newsbot.site import Sitemap


class BaoDongNai(page_info.PageInfo):
    """Its text is in `.td-post-content`; the sitemap is an index of the newest articles and of the sections."""

    name = "baodongnai"
    publisher = "Báo Đồng Nai"
    province = "Đồng Nai"
    former_provinces = ("Đồng Nai",)
    domains = ("baodongnai.com.vn",)
    sources = (Sitemap("/sitemap.xml"),)
    facts = "N48,T,L70,CC,W26"
