"""Báo Bắc Ninh."""

from newsbot.site import Feed, Site, doubtful, sections


class BaoBacNinh(Site):
    """Joined with Báo Bắc Giang in baobacninhtv.vn; on Liferay in 2025: `/web/<language>/news/-/details/<number>/<headline>`."""

    name = "baobacninh"
    publisher = "Báo Bắc Ninh"
    province = "Bắc Ninh"
    former_provinces = ("Bắc Ninh",)
    domains = ("baobacninh.com.vn", "baobacninh.vn")
    cms = "unknown"
    successor = "baobacninhtv"
    sources = (*doubtful(*sections("/web/en/news")),)
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"/-/details/\d+/[^/]+/?$",)
    unverified = ("domains",)
    facts = "N48,T,W26"
