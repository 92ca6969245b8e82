"""The system around `content-fck` (family F3, fact sheet section 2.3): baocantho.com.vn, baoangiang.com.vn, baodongkhoi.vn.

Known by `id="newscontents"` with `content-fck`, and by URLs that end in `-a<number>.html`; a variant has
`#contentNews .singular-content` (baobinhduong.vn, baodongthap.vn).

Traps: the first `h1` may be the breadcrumb; the text opens with a bold dateline ("(CTO) -") that is no lead; the author is a
last right-aligned line ("Tin, ảnh: P.Y") or `p.author.ignore`; JSON-LD dates have no time; pictures name the article in
`title`; long URLs are cut in the middle of a word. `/print/<URL>` repeats an article.
The number alone decides: any headline before it leads to the article. A sitemap may leave out the date that the canonical URL has
at the end of its headline (`-04012022-a95345.html`): the number is the same.

Sections are `/<section>/`, their articles `ul.cate-content-list-item li.item` or `ul.related-list`; they go on at `?p=2`. Feeds:
`/rss/cate/<section>/`, `/rss/subcate/<subsection>/`.
"""

from typing import ClassVar

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Section, Site, View, sections

LAYOUT = Layout(
    name="content-fck",
    markers=(b"content-fck", b"newscontents"),
    present="#newscontents",
    title=(".detail-title h1", "h1.margintopbot10.fw700"),
    lead=(".detail-desc p, .detail-desc .content-fck-font-size, p.fontd.fw600.justify",),
    body=("#newscontents .content-fck", "#newscontents"),
    date=(".pubdate",),
    byline=("#newscontents p.author",),
    caption=("#newscontents p.note",),
    related=(".detail-related",),
    tags=("a.tag_item",),
)

SINGULAR_CONTENT = Layout(
    name="content-fck-singular",
    markers=(b"contentNews", b"singular-content"),
    present="#contentNews",
    title=("h1.title",),
    body=("#contentNews .singular-content", "#contentNews"),
)

LAYOUTS = (LAYOUT, SINGULAR_CONTENT)

ARTICLE_PATH = r"-(?P<number>a\d+)\.html$"
"""`/cho-noi-vao-mua-nuoc-a196670.html`"""
PRINT: View = (r"^/print(/.+-a\d+\.html)$", r"\1")
"""`/print/cho-noi-vao-mua-nuoc-a196670.html`"""
LISTING_PAGE = "?p={n}"
"""`/thoi-su/?p=2`"""


def listings(*paths: str, pages: str = LISTING_PAGE) -> tuple[Section, ...]:
    """Sections that go on as this system's do."""
    return sections(*paths, pages=pages)


class ContentFck(Site, family=True):
    """A site on this system."""

    cms = "content-fck"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH,)
    views: ClassVar[tuple[View, ...]] = (PRINT,)
    layouts: ClassVar[tuple[Layout, ...]] = LAYOUTS
