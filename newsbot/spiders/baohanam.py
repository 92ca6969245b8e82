"""Báo Hà Nam."""

from newsbot.site import Site


class BaoHaNam(Site):
    """`/<section>/<subsection>/<headline>-<number>.html`."""

    name = "baohanam"
    publisher = "Báo Hà Nam"
    province = "Ninh Bình"
    former_provinces = ("Hà Nam",)
    domains = ("baohanam.com.vn",)
    cms = "baohanam"
    successor = "baoninhbinh"
    sources = ()
    article_paths = (r"^/(?:[^/]+/)+[^/]+-(?P<number>\d+)\.html$",)
    unverified = ("successor",)
    facts = "a public copy"
