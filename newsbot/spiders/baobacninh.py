"""Báo Bắc Ninh."""

from newsbot.site import Feed, Site


class BaoBacNinh(Site):
    """Joined with Báo Bắc Giang in baobacninhtv.vn; its own domains are partly from memory."""

    name = "baobacninh"
    publisher = "Báo Bắc Ninh"
    province = "Bắc Ninh"
    former_provinces = ("Bắc Ninh",)
    domains = ("baobacninh.com.vn", "baobacninh.vn")
    cms = "unknown"
    successor = "baobacninhtv"
    sources = ()
    probe = (Feed("/rss/home.rss"),)
    unverified = ("domains",)
    facts = "N48,T"
