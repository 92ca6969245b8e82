"""Báo Sơn La."""

from newsbot.cms import singletons
from newsbot.site import Site, named, sections


class BaoSonLa(Site):
    """No number in its URLs: `/<section>/<headline>.html`; sections are `/<section>.html`."""

    name = "baosonla"
    publisher = "Báo Sơn La"
    province = "Sơn La"
    former_provinces = ("Sơn La",)
    domains = ("baosonla.vn", "baosonla.org.vn", "baodientusonla.com.vn")
    cms = "baosonla"
    sources = named(
        *sections("/an-ninh-trat-tu.html", "/an-toan-giao-thong.html", "/ban-can-biet.html"),
        *sections("/bao-ve-nen-tang-tu-tuong-cua-dang.html", "/cai-cach-hanh-chinh.html"),
        *sections("/cong-nghiep-ttcn.html", "/dien-dan-cu-tri.html", "/doi-ngoai.html", "/du-lich.html"),
        *sections("/khoa-giao.html", "/kinh-te.html", "/nong-nghiep.html", "/nong-thon-moi.html"),
        *sections("/phap-luat.html", "/phong-chong-tham-nhung.html", "/phong-su.html", "/quoc-phong.html"),
        *sections("/quoc-phong-an-ninh.html", "/quoc-te.html", "/suc-khoe.html", "/the-thao.html"),
        *sections("/thoi-su-chinh-tri.html", "/thuong-mai-dich-vu.html", "/van-hoa-xa-hoi.html"),
        *sections("/xa-hoi.html", "/xay-dung-dang.html"),
    )
    article_paths = (r"^/[^/]+/.+\.html$",)
    layouts = (singletons.SONLA,)
    unverified = ("domains",)
    facts = "T,W26"
