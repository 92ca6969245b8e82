"""Mediatech (family F5, fact sheet section 2.5): baohungyen.vn, baoquangninh.vn, baocaobang.vn since 2025, baolangson.vn.

Known by `id="content-detail"` with `h1.name`, `data-video-options` or a print button to `/print/news/<number>`, and by URLs
that end in `-<number>.html`.

Traps: `.title-time` in the head of the page is now, not the article's date; the lead may stand twice, once cut short; a stray
`</html>` right after `<html>`, a second document inside the text; advertisements inside paragraphs; script templates that
nobody filled in (`{{…}}`). The number of the print view (`/print/news/<number>`) is not the number in the URL, so it leads
nowhere; `/version/mobile` is the same page for phones.

Sections are `/<section>`, their articles `article.card` with `.card-title a`; how they go on is not on record, beyond what the
pages themselves link to. The page `/rss` lists the feeds, `/rss/news/<section>.rss`; `/rss/<section>.rss` is none
of them.
"""

from typing import ClassVar

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Feed, Site, View

LAYOUT = Layout(
    name="mediatech",
    markers=(b"content-detail",),
    present=(
        "#content-detail[data-video-options], html:has(h1.name) #content-detail, "
        "html:has([data-url^='/print/news/']) #content-detail"
    ),
    title=("h1.name",),
    lead=("#content-detail .sapo, div.sapo, #content-detail > h2:first-child",),
    body=("#content-detail",),
    date=("h1.name ~ div.date", ".content-article div.date", "div.date"),
    byline=("div.author", "div.pseudonym"),
    caption=(".wp-caption .wp-caption-text",),
    related=("div.relates, div.block-news-list",),
    drop=(
        "ins.ads-zone-group",
        "div.topics",
        ".print_page",
        ".social",
    ),
)

LAYOUT_2019 = Layout(
    name="mediatech-2019",
    markers=(b"news_content", b"fr-view"),
    present=".news_content .fr-view",
    lead=(".news_content .desc",),
    body=(".news_content .fr-view",),
    date=(".news_content .date", "div.date"),
    caption=(".fr-view p.caption",),
    drop=(".views",),
)
"""baothaibinh.com.vn of 2019."""

LAYOUTS = (LAYOUT, LAYOUT_2019)

FEEDS = Feed("/rss")
"""The page that lists the feeds."""

ARTICLE_PATH = r"-(?P<number>\d{4,})\.html$"
"""`/vao-vu-nhan-long-3187654.html`"""
OLD_ARTICLE_PATH = r"^/(?:tin-tuc|news)/\d+/(?P<number>\d{4,})/[^/]+/?$"
"""`/tin-tuc/206/140540/vao-vu-nhan-long`"""
MOBILE: View = (r"^/version/(?:mobile|desktop)(?:/|$)", "/")
"""`/version/mobile/vao-vu-nhan-long-3187654.html`"""


def feeds(*sections: str) -> tuple[Feed, ...]:
    """The feeds of sections, by their names in the URL: "kinh-te"."""
    return tuple(Feed(f"/rss/news/{section}.rss") for section in sections)


class Mediatech(Site, family=True):
    """A site on Mediatech's system."""

    cms = "mediatech"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH,)
    not_article_paths: ClassVar[tuple[str, ...]] = (r"^/print/",)
    views: ClassVar[tuple[View, ...]] = (MOBILE,)
    layouts: ClassVar[tuple[Layout, ...]] = LAYOUTS
