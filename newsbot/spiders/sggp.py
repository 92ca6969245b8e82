"""Sài Gòn Giải Phóng."""

from newsbot.cms import epi
from newsbot.site import Feed, doubtful, named, sections

NAMED = named(
    *sections("/anninhtrattu/", "/bvnentangtutuongdang/", "/caicachhanhchinh/", "/chinhtri-doingoai/"),
    *sections("/chinhtri/", "/chinhtruongthegioi/", "/daphuongtien/", "/dautukt/", "/dienanh/"),
    *sections("/dulichkhampha/", "/giaoduc/", "/hosotulieu/", "/khoahoc-congnghe/"),
    *sections("/kinhte-doanhnghiepdoanhnhan/", "/kinhte-taichinhchuungkhoan/", "/kinhte/"),
    *sections("/kinhtedoisong24h/", "/nhip-song/", "/nhipcaubandoc-diendan-thaoluan/"),
    *sections("/nhipcaubandoc-ykienbandoc/", "/nhipcaubandoc/", "/phapluat/", "/quoc-phong-an-ninh/"),
    *sections("/sapxepcacdonvihanhchinh/", "/thegioi-tieudiem/", "/thegioi/", "/theodongthoisu/"),
    *sections("/thitruongkt/", "/tuvanphapluat/", "/vanhoagiaitri-nhanvat/", "/vanhoagiaitri-sach/"),
    *sections("/vanhoavannghe/", "/xahoi-giaothong/", "/xahoi-gt/", "/xahoi-moitruong/"),
    *sections("/xahoi-tuoitrecuocsong/", "/xahoi/", "/xaydungdang/", "/xaydungdiaoc/"),
    *sections("/ytesuckhoe-alobacsi/", "/ytesuckhoe-antoanthucpham/", "/ytesuckhoe/"),
)


class SaiGonGiaiPhong(epi.Epi):
    """Its index of sitemaps names one for every month; the feed `kinh-te-3` holds articles of the section Đô thị."""

    name = "sggp"
    publisher = "Sài Gòn Giải Phóng"
    province = "TP. Hồ Chí Minh"
    former_provinces = ("TP. Hồ Chí Minh",)
    domains = ("www.sggp.org.vn",)
    sources = (
        epi.SITEMAP,
        Feed("/rss/kinh-te-3.rss"),
        Feed("/rss/tai-chinh-chung-khoan-44.rss"),
        *NAMED,
        *doubtful(*map(Feed, ("/rss/home.rss", "/rss/kinh-te-89.rss", "/rss/kinhte-89.rss"))),
        *doubtful(*map(Feed, ("/rss/phapluat-112.rss", "/rss/xahoi-199.rss", "/rss/ytesuckhoe-212.rss"))),
    )
    probe = (epi.TEMPLATE_FEED,)
    facts = "D,T,N48,L70,W26"
