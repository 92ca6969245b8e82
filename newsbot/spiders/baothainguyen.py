"""Báo Thái Nguyên."""

from newsbot.cms import archived, page_info
from newsbot.site import Api, Feed, Sitemap, doubtful, named, sections

LISTING = Api(
    "https://api-public.baothainguyen.vn/v1/article?page={n}&limit=20&sortBy=publish_date&sortOrder=DESC",
    rows="data[]",
    url="slug",
    title="title",
    date="publish_date",
)


class BaoThaiNguyen(page_info.PageInfo):
    """Lists its articles to its own pages by `api-public.baothainguyen.vn`; nobody has shown the list without `category_ids`."""

    name = "baothainguyen"
    publisher = "Báo Thái Nguyên"
    province = "Thái Nguyên"
    former_provinces = ("Thái Nguyên",)
    domains = ("baothainguyen.vn",)
    sources = (
        *doubtful(LISTING),
        *named(
            Sitemap("/sitemap.xml"),
            *sections("/ban-doc/", "/chinh-tri/", "/chinh-tri/dan-van-kheo/", "/chinh-tri/xay-dung-dang/"),
            *sections("/giao-duc/", "/giao-thong/", "/kinh-te/", "/o-to-xe-may/", "/phap-luat/"),
            *sections("/que-huong-dat-nuoc/", "/quoc-phong-an-ninh/", "/quoc-te/", "/tai-nguyen-moi-truong/"),
            *sections("/the-thao/", "/thoi-su-thai-nguyen/", "/thong-tin-can-biet/", "/tieu-diem/", "/tin-moi/"),
            *sections("/van-hoa/", "/van-nghe-thai-nguyen/", "/xa-hoi/", "/y-te/"),
        ),
    )
    probe = (Feed("/rss/home.rss"),)
    article_paths = (page_info.ARTICLE_PATH, r"^/tin-tuc/[^/]+/[^/]+-(?P<number>\d+-\d+)\.html$")
    layouts = (*page_info.LAYOUTS, archived.THAINGUYEN)
    facts = "D,T,W26"
