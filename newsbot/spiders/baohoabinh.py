"""Báo Hòa Bình."""

from newsbot.cms import archived
from newsbot.site import Site


class BaoHoaBinh(Site):
    """The system of Báo Yên Bái."""

    name = "baohoabinh"
    publisher = "Báo Hòa Bình"
    province = "Phú Thọ"
    former_provinces = ("Hòa Bình",)
    domains = ("baohoabinh.com.vn",)
    cms = "singlepage"
    successor = "baophutho"
    sources = ()
    layouts = (archived.SINGLEPAGE,)
    unverified = ("successor",)
    facts = "D"
