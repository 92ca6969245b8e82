"""Báo Bình Định."""

from newsbot.cms import singletons
from newsbot.site import Feed, Site


class BaoBinhDinh(Site):
    """`viewer.aspx?macm=&macmp=&mabb=`: the query alone tells the article."""

    name = "baobinhdinh"
    publisher = "Báo Bình Định"
    province = "Gia Lai"
    former_provinces = ("Bình Định",)
    domains = ("baobinhdinh.vn", "baobinhdinh.com.vn")
    cms = "viewer.aspx"
    successor = "baogialai"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"^/viewer\.aspx$",)
    layouts = (singletons.BINHDINH,)
    unverified = ("successor", "domains")
    facts = "N48,F66"
