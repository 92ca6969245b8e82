"""Báo Lào Cai."""

from newsbot.cms import epi
from newsbot.site import Feed


class BaoLaoCai(epi.Epi):
    """Has taken over articles of Báo Yên Bái under new numbers, some with damaged URLs."""

    name = "baolaocai"
    publisher = "Báo Lào Cai"
    province = "Lào Cai"
    former_provinces = ("Lào Cai",)
    domains = ("baolaocai.vn",)
    sources = (epi.SITEMAP,)
    probe = (epi.TEMPLATE_FEED, Feed("/rss/home.rss"))
    facts = "T,real"
