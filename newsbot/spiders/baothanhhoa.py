"""Báo Thanh Hóa."""

from newsbot.cms import archived, singletons
from newsbot.site import Feed, Site, named, sections

NAMED = named(
    *map(Feed, ("/rss", "/rss/kinh-te.xml", "/rss/phap-luat.xml", "/rss/thoi-su.xml")),
    *sections("/an-ninh-trat-tu", "/an-toan-thuc-pham", "/anttocs", "/bat-dong-san-kien-truc"),
    *sections("/chuyen-doi-so", "/co-hoi-dau-tu", "/cong-nghe-moi", "/dai-bieu-voi-cu-tri"),
    *sections("/dat-va-nguoi", "/ddci-thanh-hoa", "/diem-den", "/dien-anh", "/doanh-nghiep"),
    *sections("/doi-song-xa-hoi", "/du-lich", "/du-thao", "/giao-duc", "/ho-so-tu-lieu"),
    *sections("/hoi-nhap-quoc-te", "/khat-vong-thanh-hoa", "/khoa-hoc-cong-nghe", "/khoe-dep"),
    *sections("/kiem-chung-thong-tin", "/kieu-bao", "/kinh-te", "/kinh-te-thi-truong", "/kkt-nghi-son"),
    *sections("/mien-tay-thanh-hoa", "/moi-truong", "/nghi-quyet-cua-dang", "/nguoi-tot", "/nhip-song-tre"),
    *sections("/nhung-dia-chi-tam-long", "/noi-chinh", "/nong-thon-moi", "/phan-tich-binh-luan"),
    *sections("/phap-luat", "/quoc-phong-an-ninh", "/review-ocop", "/sao-mai-group", "/the-gioi"),
    *sections("/the-thao", "/the-thao-quoc-te", "/the-thao-trong-nuoc", "/the-thao-trong-tinh"),
    *sections("/theo-guong-bac", "/thi-truong", "/thi-truong-xe", "/thoi-su", "/thuoc-dinh-duong"),
    *sections("/tin-tuc-dai-hoi", "/tin24h", "/tu-tuong-dang", "/tu-van-suc-khoe", "/tu-van-xe"),
    *sections("/van-ban-phap-luat", "/van-hoa-giai-tri", "/ve-voi-xu-thanh", "/xa-phuong"),
    *sections("/xay-dung-dang", "/xe", "/xuc-tien-dau-tu", "/y-te-suc-khoe"),
)


class BaoThanhHoa(Site):
    """Of its system only `div.article__sapo` is known; in 2021 URLs were `/<section>/<headline>/<number>.htm`."""

    name = "baothanhhoa"
    publisher = "Báo Thanh Hóa"
    province = "Thanh Hóa"
    former_provinces = ("Thanh Hóa",)
    domains = ("baothanhhoa.vn", "baothanhhoa.com.vn")
    cms = "baothanhhoa"
    sources = NAMED
    probe = (Feed("/rss/home.rss"),)
    article_paths = (r"[-/](?P<number>\d+)\.htm$",)
    layouts = (singletons.THANHHOA, archived.MAIN_DETAIL)
    facts = "D,N48,T,CC,W26"
