"""Báo Cà Mau."""

from newsbot.cms import archived, content_fck, singletons
from newsbot.site import FROM_HOME, Site


class BaoCaMau(Site):
    """URLs of the content-fck system around a `div.post-content`; before, `/<section>/<headline>-<number>.html`."""

    name = "baocamau"
    publisher = "Báo Cà Mau"
    province = "Cà Mau"
    former_provinces = ("Cà Mau",)
    domains = ("baocamau.vn", "baocamau.com.vn")
    cms = "baocamau"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (content_fck.ARTICLE_PATH, r"^/[^/]+/[^/]+-(?P<number>\d{4,})\.html$")
    views = (content_fck.PRINT,)
    layouts = (singletons.CAMAU, *content_fck.LAYOUTS, archived.NEWSCONTENT)
    facts = "D,T,L70,W26"
