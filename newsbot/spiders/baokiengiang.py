"""Báo Kiên Giang."""

from newsbot.site import Site, doubtful, sections


class BaoKienGiang(Site):
    """Nothing is known of its system; where its articles went is from memory."""

    name = "baokiengiang"
    publisher = "Báo Kiên Giang"
    province = "An Giang"
    former_provinces = ("Kiên Giang",)
    domains = ("baokiengiang.vn",)
    cms = "unknown"
    successor = "baoangiang"
    sources = (*doubtful(*sections("/le-hoi")),)
    article_paths = (r"^/[^/]+/[^/]+-(?P<number>\d+)\.html$",)
    unverified = ("successor",)
    facts = "L70,W26"
