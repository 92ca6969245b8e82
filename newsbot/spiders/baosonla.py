"""Báo Sơn La."""

from newsbot.cms import singletons
from newsbot.site import FROM_HOME, Site


class BaoSonLa(Site):
    """No number in its URLs: `/<section>/<headline>.html`; sections are `/<section>.html`."""

    name = "baosonla"
    publisher = "Báo Sơn La"
    province = "Sơn La"
    former_provinces = ("Sơn La",)
    domains = ("baosonla.vn", "baosonla.org.vn")
    cms = "baosonla"
    sources = ()
    no_sources = FROM_HOME
    article_paths = (r"^/[^/]+/.+\.html$",)
    layouts = (singletons.SONLA,)
    unverified = ("domains",)
    facts = "T"
