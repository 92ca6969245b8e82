"""Báo Hải Dương."""

from newsbot.cms import onecms
from newsbot.site import Feed, doubtful, sections


class BaoHaiDuong(onecms.OneCms):
    """On OneCMS before the merger; until about 2022 `/<section>/<headline>-<number>`, with sections at `/chuyen-muc/`."""

    name = "baohaiduong"
    publisher = "Báo Hải Dương"
    province = "Hải Phòng"
    former_provinces = ("Hải Dương",)
    domains = ("baohaiduong.vn",)
    successor = "baohaiphong"
    sources = doubtful(
        *sections("/chuyen-muc/ban-doc/47", "/chuyen-muc/chinh-tri/1"),
        *sections("/chuyen-muc/dat-va-nguoi-xu-dong/25", "/chuyen-muc/doi-song/12"),
        *sections("/chuyen-muc/goc-nhin/4", "/chuyen-muc/khoa-hoc---giao-duc/17", "/chuyen-muc/kinh-te/5"),
        *sections("/chuyen-muc/phap-luat/21", "/chuyen-muc/the-gioi/35", "/chuyen-muc/the-thao/39"),
        *sections("/chuyen-muc/van-hoa---giai-tri/31", "/chuyen-muc/xa-hoi/11"),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (onecms.ARTICLE_PATH, onecms.PRINT_PATH, r"^/[^/]+/[^/]+(?P<number>-\d{4,})$")
    unverified = ("successor", "domains")
    facts = "F66,W26"
