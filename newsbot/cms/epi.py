"""ePi, also called Hemera (family F1, fact sheet section 2.1): baolaocai.vn, baohatinh.vn, baogialai.com.vn, sggp.org.vn.

Known by `article__body` with `cms-body` or `zce-content-body`, and by URLs that end in `-post<number>.html`.

Traps: paragraphs may be `<div>`s; an advertisement (`sda_middle`) stands between every few of them; texts taken over from a
merged paper open with a `<style>` and end with the author in `div.t1 > span.t2`. AMP pages end in `.amp`.

Sections are `/<section>/`, their articles `article.story` with `h3.story__heading a.cms-link`. They load more by script, so that
only their first page has links: the index at `/sitemap.xml` reaches further back, with a gzip sitemap for every month
(`/sitemaps/news-YYYY-M.xml`, the month without a zero). Feeds of the vendor's template: `/rss/news.rss`,
`/rss/<section>/<number>.rss`; in use: `/rss/<section>-<number>.rss`.
"""

from typing import ClassVar

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Feed, Site, Sitemap, View

LAYOUT = Layout(
    name="epi",
    markers=(b"article__body", b"cms-body"),
    present=".article__body.cms-body",
    title=("h1.article__title",),
    lead=(".article__sapo",),
    body=(".article__body.zce-content-body", ".article__body.cms-body"),
    date=(".article__meta time",),
    byline=(".article__author", ".article__body .t1 .t2"),
    related=(".article__related, .article__related-inline",),
    tags=(".article__tags a, .article__tag a",),
    drop=(".sda_middle", ".ads_middle", "[id^='sdaWeb_']", "[id^='adsWeb_']", ".rennab"),
)

LAYOUT_2019 = Layout(
    name="epi-2019",
    markers=(b"cms-body", b"cms-desc"),
    present=".content.cms-body",
    lead=(".summary.cms-desc",),
    body=(".content.cms-body",),
    date=(".meta-info time",),
    caption=(".full-img span.fig",),
    drop=(".notification", "[id^='adsWeb_']"),
)
"""sggp.org.vn of 2019."""

LAYOUT_2018 = Layout(
    name="epi-2018",
    markers=(b"article__title", b"article__summary", b"article__content"),
    present=".article__content > .content",
    title=("h1.article__title",),
    lead=(".article__summary",),
    body=(".article__content > .content",),
    byline=("p.article__author",),
    caption=(".full-img span.fig, .box-desc",),
    related=(".article__related, .article__related-inline",),
    tags=(".article__tag .tag-listing a",),
)
"""The vendor's template of 2018, as baonghean.vn had it until about 2023."""

LAYOUTS = (LAYOUT, LAYOUT_2019, LAYOUT_2018)

SITEMAP = Sitemap("/sitemap.xml")
"""The index of monthly sitemaps, on record for baolaocai.vn and sggp.org.vn."""
TEMPLATE_FEED = Feed("/rss/news.rss")
"""The feed of the vendor's template."""

ARTICLE_PATH = r"-(?P<number>post\d+)\.html$"
"""`/hoi-cho-que-post408463.html`"""
AMP: View = (r"(-post\d+)\.amp$", r"\1.html")
"""`/hoi-cho-que-post408463.amp`"""


MONTHLY_SITEMAP = r"/news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml(?:\.gz)?$"
"""`/sitemaps/news-2025-6.xml`"""


class Epi(Site, family=True):
    """A site on ePi."""

    cms = "epi"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH,)
    views: ClassVar[tuple[View, ...]] = (AMP,)
    monthly_sitemaps: ClassVar[str] = MONTHLY_SITEMAP
    layouts: ClassVar[tuple[Layout, ...]] = LAYOUTS
