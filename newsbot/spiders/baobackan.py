"""Báo Bắc Kạn."""

from newsbot.cms import epi, page_info


class BaoBacKan(epi.Epi):
    """Its last state is kept on a host of Báo Thái Nguyên; on the page_info portal in 2019."""

    name = "baobackan"
    publisher = "Báo Bắc Kạn"
    province = "Thái Nguyên"
    former_provinces = ("Bắc Kạn",)
    domains = ("bbk.baothainguyen.vn", "baobackan.vn", "baobackan.org.vn")
    successor = "baothainguyen"
    frozen_at = "bbk.baothainguyen.vn"
    sources = ()
    article_paths = (epi.ARTICLE_PATH, page_info.ARTICLE_PATH)
    layouts = (*epi.LAYOUTS, *page_info.LAYOUTS)
    facts = "D,N48,T2,W26"
