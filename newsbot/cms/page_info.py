"""The "page_info" portal (family F4): the present baotuyenquang.com.vn and a dozen other papers (fact sheet section 2.4)."""

from typing import ClassVar

from newsbot.reader.layout import Layout
from newsbot.site import Site

LAYOUT = Layout(
    name="page-info",
    markers=(b"page_info",),
    present="#page_info",
    title=("h1.media-heading.title5", "h1.head_title", "h1#title"),
    lead=("div.desc", ".sub_first_content strong"),
    body=("div.article_content div#content", "div#content.content-detail", ".td-post-content", "div.content-detail"),
    date=("div.date", "time.time"),
    byline=(".after-author p.author",),
    caption=("table.image td.image_desc", "td.desc"),
    section=("div.cate_title_1:has(~ div.article_content) a.title",),
    drop=("h1.media-heading", "div.date", "ul.social", "div.bd02"),
)

ARTICLE_PATH = r"^/(?:[^/]+/)+\d{6}/[^/]*?-?(?P<number>[0-9a-f]{7})/?$"
"""`/xa-hoi/202503/ten-bai-viet-0a1b2c3/`"""


class PageInfo(Site, family=True):
    """A site on the page_info portal."""

    cms = "page-info"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH,)
    not_article_paths = (r"^/(?:multimedia|truyen-hinh|podcast|doc-bao-in|nen-tang-so|tim-kiem)(?:/|$)",)
    layouts: ClassVar[tuple[Layout, ...]] = (LAYOUT,)
