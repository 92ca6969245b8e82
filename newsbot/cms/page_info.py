"""The "page_info" portal (family F4, fact sheet section 2.4): baotuyenquang.com.vn since 2025 and a dozen other papers.

Known by `id="page_info"`, which holds hidden facts of the page, by pictures under `/file/<32 hex digits>/`, and by URLs of
month and number: `/xa-hoi/202503/ten-bai-viet-0a1b2c3/`. Its sites differ in everything else: three headlines, four bodies.

Traps: the headline is one of several `h1`; "Tin liên quan" is an `h1` too; the author may be the placeholder "Bút danh"; a
second `<html><body>` in the page; debris of a word processor; `og:image` with a URL glued to another.

A number of seven hexadecimal digits may happen to be all decimal. Old installations have `/channel/<number>/` for a section.

Sections are `/<section>/`, with subsections below, their articles `a.title1` to `a.title5`; how they go on is not on record,
beyond what the pages themselves link to. The vendor (Media Soft) has two APIs: JSONP at
`/sc_service/api/article/list` for a site and a section of it, both by a number of 32 digits that the page holds (`#site_id`,
`#current_cate_id`), and JSON at a host of its own (baothainguyen.vn). There is no print or mobile view.
"""

from typing import ClassVar

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Api, Site

LAYOUT = Layout(
    name="page-info",
    markers=(b"page_info",),
    present="#page_info",
    title=("h1.media-heading.title5", "h1.head_title", "h1#title", ".detail-main-title h1.title"),
    lead=("div.desc, .sub_first_content strong",),
    body=("div.article_content div#content", "div#content.content-detail", ".td-post-content", "div.content-detail"),
    date=(".article_content div.date", ".group-time time", "div.date", "time.time", "h1#title ~ #current-date"),
    byline=(".after-author p.author",),
    caption=("table.image td.image_desc, table.image td.desc, td.desc",),
    section=("div.cate_title_1:has(~ div.article_content) a.title", "div.cate_title_1:has(~ h1) a.title"),
    drop=("h1.media-heading", "div.date", "ul.social", "div.bd02", ".quote.center"),
)

LAYOUT_2019 = Layout(
    name="page-info-2019",
    markers=(b"content",),
    present=(
        "#content table.image.center, .content table.image.center, "
        "html:has(#content):has(#date), html:has(#content):has(.date-contentL), html:has(#content) h1#title ~ #current-date"
    ),
    body=("#content", ".content"),
    date=("#current-date", "div.date", "#date", ".date-contentL"),
    caption=("table.image td.image_desc, table.image figcaption, table.image tr + tr td",),
    drop=(".quote.center",),
)
"""Before the hidden facts, as ten papers had it in 2019: told by its tables of picture and caption, or by the names
of its date (baohagiang.vn, baobackan.org.vn, baokontum.com.vn, baoapbac.vn)."""

LAYOUTS = (LAYOUT, LAYOUT_2019)

ARTICLE_PATH = r"^/(?:[^/]+/)+(?P<month>\d{6})/[^/]*?-?(?P<number>[0-9a-f]{7})/?$"
"""`/xa-hoi/202503/ten-bai-viet-0a1b2c3/`"""

SHORT_ARTICLE_PATH = r"^/(?:[^/]+/)+(?P<month>\d{6})/[^/]*-(?P<number>\d{4,6})/?$"
"""`/van-hoa/201904/ten-bai-viet-743640/`: an installation's first numbers are decimal, and shorter."""
OLD_ARTICLE_PATH = r"^/(?:[^/]+/)+(?P<month>\d{6})/[^/]*(?P<number>-[0-9a-f]{7})/?$"
"""`/channel/5433/202304/ten-bai-viet-3942094/`, of a paper that has left the portal: with its hyphen a number of seven digits
is not taken for one of the system that came after."""


def api(site: str, section: str = "") -> Api:
    """The JSONP listing of a site, or of a section of it, by the numbers that its pages hold."""
    category = f"&saArticleCateId={section}" if section else ""
    return Api(
        f"/sc_service/api/article/list?scUnitMapId={site}{category}&first={{offset}}&pageSize=14&jsonCallback=list",
        rows="response[]",
        url="pageUrl",
        title="title",
        date="publishDate",
        size=14,
    )


class PageInfo(Site, family=True):
    """A site on the page_info portal."""

    cms = "page-info"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH,)
    not_article_paths: ClassVar[tuple[str, ...]] = (
        r"^/(?:multimedia|truyen-hinh|podcast|doc-bao-in|nen-tang-so|tim-kiem)(?:/|$)",
    )
    layouts: ClassVar[tuple[Layout, ...]] = LAYOUTS
