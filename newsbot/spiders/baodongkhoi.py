"""Báo Đồng Khởi."""

from newsbot.cms import content_fck


class BaoDongKhoi(content_fck.ContentFck):
    """Its articles are kept on a host of Báo Vĩnh Long."""

    name = "baodongkhoi"
    publisher = "Báo Đồng Khởi"
    province = "Vĩnh Long"
    former_provinces = ("Bến Tre",)
    domains = ("dongkhoi.baovinhlong.vn", "baodongkhoi.vn")
    successor = "baovinhlong"
    frozen_at = "dongkhoi.baovinhlong.vn"
    sources = ()
    facts = "D,T"
