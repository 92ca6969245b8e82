"""Báo Bình Định."""

from newsbot.cms import singletons
from newsbot.site import Feed, Site, doubtful, sections


class BaoBinhDinh(Site):
    """`viewer.aspx?macm=&macmp=&mabb=`: the query alone tells the article."""

    name = "baobinhdinh"
    publisher = "Báo Bình Định"
    province = "Gia Lai"
    former_provinces = ("Bình Định",)
    domains = ("baobinhdinh.vn", "baobinhdinh.com.vn")
    cms = "viewer.aspx"
    successor = "baogialai"
    sources = doubtful(
        *sections("/ViewCat.aspx?macm=1&macmp=1", "/ViewCat.aspx?macm=5&macmp=5"),
        *sections("/ViewCat.aspx?macm=6&macmp=6", "/ViewCat.aspx?macm=12&macmp=12"),
        *sections("/ViewCat.aspx?macm=15&macmp=15", "/ViewCat.aspx?macm=18&macmp=18"),
        *sections("/ViewCat.aspx?macm=27&macmp=27"),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"^/viewer\.aspx$",)
    layouts = (singletons.BINHDINH,)
    unverified = ("successor", "domains")
    facts = "N48,F66,W26"
