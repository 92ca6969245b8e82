"""Báo Yên Bái."""

from newsbot.cms import archived
from newsbot.site import Feed, Site


class BaoYenBai(Site):
    """Its articles live on at baolaocai.vn under new numbers."""

    name = "baoyenbai"
    publisher = "Báo Yên Bái"
    province = "Lào Cai"
    former_provinces = ("Yên Bái",)
    domains = ("baoyenbai.com.vn",)
    cms = "singlepage"
    successor = "baolaocai"
    sources = (Feed("/rss/11.rss"),)
    layouts = (archived.SINGLEPAGE,)
    facts = "D,real"
