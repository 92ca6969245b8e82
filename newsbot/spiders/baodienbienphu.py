"""Báo Điện Biên Phủ."""

from newsbot.cms import archived, singletons
from newsbot.site import Api, Site, doubtful

LISTING = Api(
    "https://api-dienbien.baodienbienphu.vn/api/web/article-get-news-by-category-slug?category_slug=y-te&limit=12",
    rows="data.list[]",
    url="join('/', ['', article_type_slug || 'tin-bai', category_slug, article_slug])",
)
"""Its pages render this in the browser. Of the sections only `y-te` is on record; `menu-get-list` beside it names them all."""


class BaoDienBienPhu(Site):
    """No number in its URLs: `/tin-bai/<section>/<headline>`; sections are `/tin-tuc/<section>`."""

    name = "baodienbienphu"
    publisher = "Báo Điện Biên Phủ"
    province = "Điện Biên"
    former_provinces = ("Điện Biên",)
    domains = ("baodienbienphu.vn", "baodienbienphu.info.vn", "baodienbienphu.com.vn")
    cms = "baodienbienphu"
    sources = doubtful(LISTING)
    article_paths = (r"^/tin-bai/[^/]+/[^/]+/?$", r"^/tin-tuc/[^/]+/(?P<number>\d+)/[^/]+/?$")
    layouts = (singletons.DIENBIEN, archived.DIENBIEN)
    unverified = ("domains",)
    facts = "D,N48,T,W26"
