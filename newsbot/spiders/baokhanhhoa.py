"""Báo Khánh Hòa."""

from newsbot.cms import archived, page_info
from newsbot.site import Feed, doubtful, sections


class BaoKhanhHoa(page_info.PageInfo):
    """Its headline is `h1.head_title`."""

    name = "baokhanhhoa"
    publisher = "Báo Khánh Hòa"
    province = "Khánh Hòa"
    former_provinces = ("Khánh Hòa",)
    domains = ("baokhanhhoa.vn",)
    sources = doubtful(
        *sections("/kinh-te/", "/xa-hoi/", pages="?page={n}"),
        *map(Feed, ("/rss", "/rss/du-lich.rss", "/rss/kinh-te.rss", "/rss/the-gioi.rss")),
    )
    probe = (Feed("/rss/home.rss"),)
    layouts = (*page_info.LAYOUTS, archived.KHANHHOA)
    facts = "D,N48,T,W26"
