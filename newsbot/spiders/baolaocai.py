"""Báo Lào Cai."""

from newsbot.cms import epi
from newsbot.site import Feed, doubtful, named, sections


class BaoLaoCai(epi.Epi):
    """Has taken over articles of Báo Yên Bái under new numbers, some with damaged URLs."""

    name = "baolaocai"
    publisher = "Báo Lào Cai"
    province = "Lào Cai"
    former_provinces = ("Lào Cai",)
    domains = ("baolaocai.vn",)
    sources = (
        epi.SITEMAP,
        *named(*sections("/kinh-te/")),
        *doubtful(Feed("/rss/home.rss")),
    )
    probe = (epi.TEMPLATE_FEED,)
    facts = "T,real,W26"
