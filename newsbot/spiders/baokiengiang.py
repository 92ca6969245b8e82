"""Báo Kiên Giang."""

from newsbot.site import Site


class BaoKienGiang(Site):
    """Nothing is known of its system; where its articles went is from memory."""

    name = "baokiengiang"
    publisher = "Báo Kiên Giang"
    province = "An Giang"
    former_provinces = ("Kiên Giang",)
    domains = ("baokiengiang.vn",)
    cms = "unknown"
    successor = "baoangiang"
    sources = ()
    unverified = ("successor",)
    facts = "L70"
