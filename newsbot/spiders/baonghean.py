"""Báo Nghệ An."""

from newsbot.cms import epi, onecms, page_info
from newsbot.site import Sitemap, doubtful, named, sections


class BaoNgheAn(onecms.OneCms):
    """On ePi until about 2023: those articles end in `-post<number>.html`, in 2017 in `/<YYYYMM>/<headline>-<7 digits>/`."""

    name = "baonghean"
    publisher = "Báo Nghệ An"
    province = "Nghệ An"
    former_provinces = ("Nghệ An",)
    domains = ("baonghean.vn",)
    sources = (
        *named(*onecms.feeds("/kinh-te", "/kinh-te/bat-dong-san", "/thoi-su")),
        *named(*sections("/giai-tri", "/giao-duc", "/ket-noi-doanh-nghiep", "/kinh-te", "/lao-dong", "/phap-luat")),
        *named(*sections("/quoc-te", "/suc-khoe", "/the-thao", "/thoi-su", "/xa-hoi", "/xay-dung-dang")),
        *doubtful(Sitemap("/sitemap.xml")),
    )
    article_paths = (onecms.ARTICLE_PATH, onecms.PRINT_PATH, epi.ARTICLE_PATH, page_info.ARTICLE_PATH)
    views = (epi.AMP,)
    layouts = (*onecms.LAYOUTS, *epi.LAYOUTS, *page_info.LAYOUTS)
    facts = "T,R,W26"
