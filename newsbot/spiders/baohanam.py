"""Báo Hà Nam."""

from newsbot.site import Site, doubtful, sections


class BaoHaNam(Site):
    """`/<section>/<subsection>/<headline>-<number>.html`."""

    name = "baohanam"
    publisher = "Báo Hà Nam"
    province = "Ninh Bình"
    former_provinces = ("Hà Nam",)
    domains = ("baohanam.com.vn",)
    cms = "baohanam"
    successor = "baoninhbinh"
    sources = (*doubtful(*sections("/van-hoa/le-hoi")),)
    article_paths = (r"^/(?:[^/]+/)+[^/]+-(?P<number>\d+)\.html$",)
    unverified = ("successor",)
    facts = "a public copy,W26"
