"""Báo Thừa Thiên Huế."""

from newsbot.cms import content_fck


class BaoThuaThienHue(content_fck.ContentFck):
    """The paper goes on as Huế ngày nay at huengaynay.vn."""

    name = "baothuathienhue"
    publisher = "Báo Thừa Thiên Huế"
    province = "Huế"
    former_provinces = ("Thừa Thiên Huế",)
    domains = ("baothuathienhue.vn",)
    successor = "huengaynay"
    sources = ()
    facts = "D,T"
