"""Báo Bà Rịa - Vũng Tàu."""

from newsbot.site import Feed, Site, doubtful, sections


class BaoBaRiaVungTau(Site):
    """Nothing is known of its system; where its articles went is from memory."""

    name = "baobariavungtau"
    publisher = "Báo Bà Rịa - Vũng Tàu"
    province = "TP. Hồ Chí Minh"
    former_provinces = ("Bà Rịa - Vũng Tàu",)
    domains = ("www.baobariavungtau.com.vn",)
    cms = "unknown"
    successor = "sggp"
    sources = (*doubtful(*sections("/kinh-te/", "/du-lich/")),)
    probe = (Feed("/rss/home.rss"),)
    unverified = ("successor",)
    facts = "L70,F66,W26"
